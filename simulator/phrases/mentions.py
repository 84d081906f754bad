"""Where the names of a company's lists, and numbers, are said in an utterance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from simulator.phrases.automaton import WIDTH
from simulator.phrases.heard import Heard, Jump
from simulator.phrases.names import Entry


class Mentions:
    """Where each slot's entries are said in one utterance; looked for once, when a template first asks."""

    def __init__(self, heard: Heard, slots: Mapping[str, tuple[Entry, ...]]) -> None:
        self._heard = heard
        self._slots = slots
        self._found: dict[str, list[Jump]] = {}
        self._sure: dict[str, list[Jump]] = {}

    def sure(self, name: str) -> list[Jump]:
        """The places where an entry is said for certain, best first."""
        if name not in self._sure:
            self._sure[name] = [jump for jump in self.almost(name) if jump.sure]
        return self._sure[name]

    def almost(self, name: str) -> list[Jump]:
        """Those and the places where something near an entry is said."""
        if name not in self._found:
            if name == "number":
                found = self._heard.any_number()
            else:
                found = [jump for entry in self._slots.get(name, ()) for jump in entry.said_in(self._heard)]
            self._found[name] = sorted(map(_short, _longest(found)), key=lambda jump: (jump.cost, jump.text))
        return self._found[name]

    def in_doubt(self, names: tuple[str, ...]) -> bool:
        """Whether any of the slots is perhaps said where it is not said for certain."""
        return any(len(self.almost(name)) > len(self.sure(name)) for name in names)


def _longest(jumps: list[Jump]) -> list[Jump]:
    """Without what is only a part of a longer entry that is said as well: 董事长秘书 does not name 董事长."""
    return [one for one in jumps if not any(_is_part(one, other) for other in jumps)]


def _is_part(jump: Jump, whole: Jump) -> bool:
    within = whole.start <= jump.start and jump.end <= whole.end and whole.length > jump.length
    return within and whole.sure and whole.cost <= jump.cost


def _short(jump: Jump) -> Jump:
    """As two syllables, however long the name: or a long one would pay for what is missing of the wording around it."""
    if jump.length <= WIDTH:
        return jump
    return replace(jump, cost=jump.cost * WIDTH // jump.length, length=WIDTH)

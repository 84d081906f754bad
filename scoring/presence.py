"""Where each caller was, from the facts: with the operator, on hold, hearing ringback, put through, gone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from simulator.model.moments import Fact, Moment
from simulator.model.script import LineFault

STAFF = "ext:"
"""Party ids of members of staff are this and their extension."""


class Presence(StrEnum):
    """What a caller lives through."""

    RINGING = "ringing"
    AUTOMATIC = "automatic"
    TALKING = "talking"  # with the operator
    HELD = "held"
    TRANSFERRING = "transferring"  # hears the extension ring, or the tone of its refusal
    CONNECTED = "connected"  # talks with an extension
    CONFERENCE = "conference"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Stretch:
    """One caller in one situation from ``start`` to ``end`` (session ms)."""

    call: str
    presence: Presence
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tone:
    """The tone of a refused transfer, as the caller heard it (session ms)."""

    call: str
    start: int
    end: int


_BY_MOMENT: dict[Moment, Presence] = {
    Moment.RINGING: Presence.RINGING,
    Moment.AUTO_ANSWERED: Presence.AUTOMATIC,
    Moment.ANSWERED: Presence.TALKING,
    Moment.RETRIEVED: Presence.TALKING,
    Moment.RETURNED: Presence.TALKING,
    Moment.CALLED_BACK: Presence.TALKING,
    Moment.HELD: Presence.HELD,
    Moment.CONNECTED: Presence.CONNECTED,
    Moment.CONFERENCE: Presence.CONFERENCE,
}
_REFUSALS = frozenset({Moment.EXTENSION_BUSY, Moment.EXTENSION_ABSENT, Moment.EXTENSION_OUT_OF_ORDER})
_GOES_ON_ALONE = frozenset({Presence.TRANSFERRING, Presence.CONNECTED, Presence.CONFERENCE})
"""Where the caller stays on the line when the operator releases it."""


def departs(fact: Fact) -> bool:
    """Whether the operator and the caller part: released, hung up, line dead.  A colleague hanging up is none."""
    if fact.moment is Moment.LINE_FAULT:
        return fact.detail.get("kind") == LineFault.DEAD.value
    return fact.moment is Moment.RELEASED or (fact.moment is Moment.HUNG_UP and not fact.actor.startswith(STAFF))


class PresenceTracker:
    """Follows the callers through one log; takes the facts in their order."""

    def __init__(self) -> None:
        self.stretches: list[Stretch] = []
        self.tones: list[Tone] = []
        self._now: dict[str, tuple[Presence, int]] = {}
        self._refused: dict[str, int] = {}  # since when a caller hears the tone of a refusal

    def fact(self, t: int, fact: Fact, call: str) -> bool:
        """Take a fact that concerns a caller.  True when the caller is gone with it."""
        if fact.moment in _BY_MOMENT:
            self._enter(t, call, _BY_MOMENT[fact.moment])
        elif fact.moment is Moment.DIALLED and not private(fact):
            self._enter(t, call, Presence.TRANSFERRING)
        elif fact.moment in _REFUSALS and not private(fact):
            self._refused[call] = t
        elif departs(fact) and not (fact.moment is Moment.RELEASED and self._where(call) in _GOES_ON_ALONE):
            self._enter(t, call, Presence.GONE)
            return True
        return False

    def finish(self, t: int) -> None:
        """The log ends."""
        for call in list(self._now):
            self._enter(t, call, Presence.GONE)

    def _where(self, call: str) -> Presence:
        return self._now[call][0] if call in self._now else Presence.GONE

    def _enter(self, t: int, call: str, presence: Presence) -> None:
        was, since = self._now.get(call, (Presence.GONE, t))
        if was is presence:
            return
        if call in self._refused:
            self.tones.append(Tone(call, self._refused.pop(call), t))
        if was is not Presence.GONE:
            self.stretches.append(Stretch(call, was, since, t))
        self._now[call] = (presence, t)


def private(fact: Fact) -> bool:
    """Whether it happened on the operator's own call to an extension, of which the caller hears nothing."""
    return fact.detail.get("private") is True

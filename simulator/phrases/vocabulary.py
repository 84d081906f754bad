"""What a recogniser can never hear: characters that no words of its vocabulary can spell.

A recogniser with a fixed vocabulary writes nothing but its words.  What is required must be some of them one after the
other, or it will be heard as something else, however well it is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from simulator.model.rulebook import Phrase
from simulator.phrases.coverage import Place
from simulator.phrases.grammar import Template, Words, parse_template
from simulator.phrases.normal import normalise
from simulator.phrases.tables import is_han

Knows = Callable[[str], bool]
"""Whether a word is in the vocabulary."""

LONGEST = 4
"""Characters of a Chinese word that is looked for."""
_KINDS = ("full", "accepted", "paraphrase", "unless")


@dataclass(frozen=True, slots=True)
class Unheard:
    """Characters of a template that the vocabulary cannot spell: those of the ``text`` that begins at ``offset``."""

    at: Place
    offset: int
    text: str
    characters: str


def unheard_in(phrases: Mapping[str, Phrase], knows: Knows) -> Iterator[Unheard]:
    """The plain texts of all templates that cannot be spelled; the same characters are reported once."""
    told: set[str] = set()
    for phrase in phrases.values():
        for kind in _KINDS:
            for index, template in enumerate(getattr(phrase, kind)):
                for words in _plain(template):
                    characters = unspelled(words.text, knows)
                    if characters and characters not in told:
                        told.add(characters)
                        yield Unheard(Place(phrase.id, kind, index), words.at, words.text.strip(), characters)


def unspelled(text: str, knows: Knows) -> str:
    """The characters of ``text`` that are left over when as much of it as possible is cut into words.

    Digits are no matter: numbers are heard as numerals.
    """
    return "".join(dict.fromkeys(char for part in _parts(normalise(text).text) for char in _left_over(part, knows)))


def _plain(template: str) -> Iterator[Words]:
    parsed = parse_template(template)
    if isinstance(parsed, Template):
        yield from (item for item in parsed.body.walk() if isinstance(item, Words))


def _parts(text: str) -> Iterator[str]:
    """Stretches of Chinese characters, and of letters."""
    part = ""
    for char in text:
        if part and (char.isdigit() or is_han(char) != is_han(part[0])):
            yield part
            part = ""
        if not char.isdigit():
            part += char
    if part:
        yield part


def _left_over(part: str, knows: Knows) -> str:
    """The fewest characters that no words cover, from the end on, so that each beginning is looked at once."""
    if not is_han(part[0]):
        return "" if knows(part) else part
    best = [""] * (len(part) + 1)
    for at in reversed(range(len(part))):
        best[at] = part[at] + best[at + 1]
        for end in range(at + 1, min(at + LONGEST, len(part)) + 1):
            if len(best[end]) < len(best[at]) and knows(part[at:end]):
                best[at] = best[end]
    return best[0]

"""How large a template is with everything it refers to: references must not multiply without end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from functools import lru_cache

from simulator.phrases import Template, normalise, parse_template
from simulator.phrases.automaton import MAX_POSITIONS
from simulator.phrases.grammar import Reference, SlotName, Words

LARGEST = MAX_POSITIONS
"""Syllables of a template with what it refers to, as many as the matcher takes."""

DEEPEST = 8
"""Phrases that may refer to one another in a row."""


def parsed(text: str) -> Template | None:
    """The template, or None where it cannot be read."""
    template = parse_template(text)
    return template if isinstance(template, Template) else None


def sizes(wordings: Mapping[str, Collection[str]]) -> Mapping[str, int]:
    """Phrase -> how many syllables a reference to it stands for; over ``LARGEST`` where that or the way is too long.

    ``wordings``: the templates that a reference to each phrase stands for.
    """
    before: dict[str, int] = {}
    known = dict.fromkeys(wordings, 0)
    for _ in range(DEEPEST + 1):
        before = known
        known = {name: min(sum(size(text, before) for text in texts), LARGEST + 1) for name, texts in wordings.items()}
    return {name: found if found == before[name] else LARGEST + 1 for name, found in known.items()}


def size(text: str, known: Mapping[str, int]) -> int:
    """Syllables of a template, given what references stand for; one more for each reference."""
    places, references = _measured(text)
    return places + sum(count * (1 + known.get(phrase, 0)) for phrase, count in references.items())


@lru_cache(maxsize=4_096)
def _measured(text: str) -> tuple[int, Counter[str]]:
    template = parsed(text)
    places, references = 0, Counter[str]()
    for item in template.body.walk() if template else ():
        if isinstance(item, Words):
            places += len(normalise(item.text).text)
        elif isinstance(item, SlotName):
            places += 1
        elif isinstance(item, Reference):
            references[item.phrase] += 1
    return places, references

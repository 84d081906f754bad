"""Everything that decides what a phrase accepts and hears, as one text: two phrases with the same are the same.

In: a rulebook's phrases and a company's names.  Out: for a phrase, itself, all that its templates refer to, and the
names where any of them has a slot for one.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from simulator.model.company import SpokenName
from simulator.model.rulebook import Phrase
from simulator.phrases.grammar import SlotName, Template, parse_template


def definitions(phrases: Mapping[str, Phrase], slots: Mapping[str, tuple[SpokenName, ...]]) -> Mapping[str, str]:
    """The definition of each phrase.  ``phrases`` is without errors."""
    names = repr(sorted(slots.items()))
    used = {id_: _used(phrase) for id_, phrase in phrases.items()}

    def definition(id_: str) -> str:
        within, waiting = {id_: used[id_]}, list(used[id_][0])
        while waiting:
            one = waiting.pop()
            if one in used and one not in within:
                within[one] = used[one]
                waiting += used[one][0]
        own = [repr(phrases[one]) for one in sorted(within)]
        return "\n".join([id_, *own, names if any(named for _, named in within.values()) else ""])

    return {id_: definition(id_) for id_ in phrases}


@lru_cache(maxsize=2_000)
def _used(phrase: Phrase) -> tuple[frozenset[str], bool]:
    """The phrases that the templates of a phrase refer to, and whether one of them has a slot for a name."""
    parsed = map(parse_template, (*phrase.full, *phrase.accepted, *phrase.paraphrase, *phrase.unless))
    templates = [one for one in parsed if isinstance(one, Template)]
    references = frozenset(name for one in templates for name in one.references)
    named = any(isinstance(item, SlotName) and item.name != "number" for one in templates for item in one.body.walk())
    return references, named

"""What a template accepts, written out: a bounded sample for the linter's sibling checks and for people.

The first texts together take every branch of every choice at least once; after them come the remaining combinations in
order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from simulator.model.company import SpokenName
from simulator.model.rulebook import Phrase
from simulator.phrases.grammar import Choice, Gap, Item, Sequence, SlotName, Template, Words, parse_template

_NUMBERS = ("8012", "13800138000")
_MAX_REFERENCES = 8
"""References followed into references; a circle, which the compiler reports, ends here."""


def sample(
    phrase: Phrase,
    slots: Mapping[str, tuple[SpokenName, ...]],
    limit: int,
    phrases: Mapping[str, Phrase] | None = None,
) -> tuple[str, ...]:
    """At most ``limit`` different texts that the phrase's full, accepted and paraphrase templates accept.

    ``phrases`` resolves references.  Each template gets its share before any gets more.  Faulty templates give nothing.
    """
    writer = _Writer(slots, phrases or {})
    parsed = (parse_template(text) for text in (*phrase.full, *phrase.accepted, *phrase.paraphrase))
    streams = [writer.texts(template.body) for template in parsed if isinstance(template, Template)]
    texts: dict[str, None] = {}
    tried = 0
    while streams and len(texts) < limit and tried < limit * 20:
        for stream in tuple(streams):
            text = next(stream, None)
            tried += 1
            if text is None:
                streams.remove(stream)
            elif len(texts) < limit:
                texts[text] = None
    return tuple(texts)


class _Writer:
    """Writes out trees."""

    def __init__(self, slots: Mapping[str, tuple[SpokenName, ...]], phrases: Mapping[str, Phrase]) -> None:
        self.slots = slots
        self.phrases = phrases

    def texts(self, body: Sequence) -> Iterator[str]:
        """Every text of the sequence, covering ones first; some may come twice."""
        covering = (self.nth(body, turn, 0) for turn in range(self.width(body, 0)))
        return (text for text in chain(covering, self.every(body, 0)) if text is not None)

    def width(self, sequence: Sequence, depth: int) -> int:
        """How many turns it takes to go through every branch."""
        return max((self._item_width(item, depth) for item in sequence.items), default=1)

    def nth(self, sequence: Sequence, turn: int, depth: int) -> str | None:
        """One text; ``turn`` picks the branch of every choice, round and round."""
        parts = [self._nth_item(item, turn, depth) for item in sequence.items]
        return None if None in parts else "".join(part for part in parts if part)

    def every(self, sequence: Sequence, depth: int) -> Iterator[str]:
        """All texts, the last choice changing fastest; lazily, since there may be very many."""
        if not sequence.items:
            yield ""
            return
        rest = Sequence(sequence.items[1:])
        for head in self._every_item(sequence.items[0], depth):
            for tail in self.every(rest, depth):
                yield head + tail

    def _branches(self, item: Item, depth: int) -> tuple[Sequence, ...]:
        if isinstance(item, Choice):
            return (*item.branches, Sequence(())) if item.optional else item.branches
        if isinstance(item, Words | SlotName | Gap) or depth >= _MAX_REFERENCES or item.phrase not in self.phrases:
            return ()
        phrase = self.phrases[item.phrase]
        parsed = (parse_template(text) for text in (*phrase.full, *phrase.accepted))
        return tuple(template.body for template in parsed if isinstance(template, Template))

    def _fillings(self, item: SlotName) -> tuple[str, ...]:
        if item.name == "number":
            return _NUMBERS
        return tuple(form for name in self.slots.get(item.name, ()) for form in (name.text, *name.also))

    def _item_width(self, item: Item, depth: int) -> int:
        if isinstance(item, Words | Gap):
            return 1
        if isinstance(item, SlotName):
            return len(self._fillings(item))
        return sum(self.width(branch, depth + 1) for branch in self._branches(item, depth))

    def _nth_item(self, item: Item, turn: int, depth: int) -> str | None:
        if isinstance(item, Words):
            return item.text
        if isinstance(item, Gap):
            return ""
        if isinstance(item, SlotName):
            fillings = self._fillings(item)
            return fillings[turn % len(fillings)] if fillings else None
        branches = self._branches(item, depth)
        if not branches:
            return None
        turn %= sum(self.width(branch, depth + 1) for branch in branches) or 1
        for branch in branches:
            width = self.width(branch, depth + 1)
            if turn < width:
                return self.nth(branch, turn, depth + 1)
            turn -= width
        return None

    def _every_item(self, item: Item, depth: int) -> Iterator[str]:
        if isinstance(item, Words):
            return iter((item.text,))
        if isinstance(item, Gap):
            return iter(("",))
        if isinstance(item, SlotName):
            return iter(self._fillings(item))
        return chain.from_iterable(self.every(branch, depth + 1) for branch in self._branches(item, depth))

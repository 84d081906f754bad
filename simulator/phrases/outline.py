"""Templates without the order of their syllables: what tells at a glance that one was not said.

An outline is the tree of a template as a sum of minima: the least that it can cost is the sum over what it requires,
the minimum over its alternatives.  Equal parts, such as the wordings that a reference stands for, are one node however
many templates have them, so they are looked at once for an utterance.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import cached_property, reduce
from itertools import chain
from operator import and_, or_

from simulator.phrases.automaton import WIDTH, Slot
from simulator.phrases.grammar import Gap, Item, Reference, Sequence, SlotName, Words
from simulator.phrases.heard import UNIT, Heard
from simulator.phrases.reach import Jumps, least_jump, least_run
from simulator.phrases.required import Keys, Label, Number, Syllable
from simulator.phrases.sounds import FUZZY, OTHER, UNLIKE
from simulator.phrases.weighing import Weighed, Weighing

UNKNOWN = 1 << 20
"""More syllables than any wording has."""


class Kind(Enum):
    """What a node is: a run of keys, a slot or number, all of its parts, or any of them."""

    RUN = 0
    JUMP = 1
    ALL = 2
    ANY = 3


class Outlines:
    """The nodes of a lexicon's outlines, parts before what they are part of."""

    def __init__(self, keys: Keys, wordings: Callable[[str], tuple[Sequence, ...]]) -> None:
        self._keys = keys
        self._wordings = wordings
        self._numbers: dict[object, int] = {}
        self._nothing = -1
        self._size: list[int] = []
        """How many nodes a node has."""
        self.kinds: list[Kind] = []
        self.parts: list[tuple[int, ...]] = []
        """The nodes that a node is made of, those that decide most before the others; of a run, its number in
        ``Keys.runs``."""
        self.longest: list[int] = []
        """How many syllables a node has at most; where there are names in it, ``UNKNOWN`` or more."""
        self.counted: list[int] = []
        """How many syllables a node counts as at most, names with what they count as."""
        self.needed: list[int] = []
        """The keys that every way of saying a node requires, as a set of bits."""
        self.jumps: dict[int, Label | Slot] = {}

    def of(self, sequence: Sequence) -> int:
        """The node of a template's tree."""
        parts = [part for item in sequence.items for part in self._item(item)]
        runs = [self._keys.runs[self.parts[part][0]] for part in parts if self.kinds[part] is Kind.RUN]
        if len(runs) > 1:  # their order means nothing here, so they are one
            others = [part for part in parts if self.kinds[part] is not Kind.RUN]
            parts = [self._run(tuple(chain.from_iterable(runs))), *others]
        return self._node(Kind.ALL, tuple(sorted(parts, key=self._rank)))

    def _run(self, keys: tuple[int, ...]) -> int:
        return self._node(Kind.RUN, (self._keys.run(keys),))

    def _rank(self, node: int) -> tuple[bool, bool, int]:
        """Names come first, since the rest can be weighed without them; what may be missing comes last, and what has
        many branches after what has few."""
        optional = self.kinds[node] is Kind.ANY and self._nothing in self.parts[node]
        return self.longest[node] < UNKNOWN, optional, self._size[node]

    def _item(self, item: Item) -> tuple[int, ...]:
        if isinstance(item, Words):
            labels = self._keys.words(item.text)
            run = tuple(label.key for label in labels if isinstance(label, Syllable))
            numbers = [self._jump(label) for label in labels if isinstance(label, Number)]
            return (*((self._run(run),) if run else ()), *numbers)
        if isinstance(item, Gap):
            return ()
        if isinstance(item, SlotName):
            return (self._jump(Slot(item.name)),)
        branches = self._wordings(item.phrase) if isinstance(item, Reference) else item.branches
        parts = [self.of(branch) for branch in branches]
        if not isinstance(item, Reference) and item.optional:
            self._nothing = self._node(Kind.ALL, ())
            parts.append(self._nothing)
        return (self._node(Kind.ANY, tuple(dict.fromkeys(parts))),)

    def _node(self, kind: Kind, parts: tuple[int, ...]) -> int:
        if len(parts) == 1 and kind is not Kind.RUN:
            return parts[0]
        return self._number((kind, parts), kind, parts)

    def _jump(self, label: Label | Slot) -> int:
        number = self._number(label, Kind.JUMP, ())
        self.jumps[number] = label
        return number

    def _number(self, known_as: object, kind: Kind, parts: tuple[int, ...]) -> int:
        number = self._numbers.setdefault(known_as, len(self.kinds))
        if number == len(self.kinds):
            self.kinds.append(kind)
            self.parts.append(parts)
            self.longest.append(self._syllables(kind, parts))
            self._size.append(1 if kind is Kind.RUN else 1 + sum(self._size[part] for part in parts))
            self.counted.append(self._counted(known_as, kind, parts))
            self.needed.append(self._needed(kind, parts))
        return number

    def _syllables(self, kind: Kind, parts: tuple[int, ...]) -> int:
        if kind is Kind.RUN:
            return len(self._keys.runs[parts[0]])
        if kind is Kind.JUMP:
            return UNKNOWN
        found = [self.longest[part] for part in parts]
        return sum(found) if kind is Kind.ALL else max(found)

    def _counted(self, label: object, kind: Kind, parts: tuple[int, ...]) -> int:
        if kind is Kind.RUN:
            return len(self._keys.runs[parts[0]])
        if kind is Kind.JUMP:
            return len(label.digits) if isinstance(label, Number) else WIDTH
        found = [self.counted[part] for part in parts]
        return sum(found) if kind is Kind.ALL else max(found)

    def _needed(self, kind: Kind, parts: tuple[int, ...]) -> int:
        if kind is Kind.RUN:
            return reduce(or_, (1 << key for key in self._keys.runs[parts[0]]))
        found = [self.needed[part] for part in parts]
        return reduce(and_, found) if kind is Kind.ANY else reduce(or_, found, 0)

    def weighed(self, heard: Heard, slots: Jumps, allowance: int) -> Weighed:
        """What every node costs at least in an utterance, less an allowance for every syllable."""
        jumps = [(node, least_jump(label, heard, slots, allowance)) for node, label in self.jumps.items()]
        return self._weighing.weigh(heard.least, jumps, allowance)

    @cached_property
    def nothing_known(self) -> bytes:
        """``Weighed.above`` as long as nothing has been weighed."""
        return bytes(len(self.kinds))

    @cached_property
    def _weighing(self) -> Weighing:
        def of(kind: Kind) -> dict[int, tuple[int, ...]]:
            return {node: self.parts[node] for node, one in enumerate(self.kinds) if one is kind}

        runs = {node: self._keys.runs[parts[0]] for node, parts in of(Kind.RUN).items()}
        return Weighing(len(self.kinds), runs, of(Kind.ALL), of(Kind.ANY))

    def hopeless(self, node: int, heard: Heard, allowance: int) -> bool:
        """Whether what the node requires in any case, and was not heard, is alone too much.

        Costs a few operations on bits; about a third of the templates need no better look.
        """
        needed, allowed = self.needed[node], allowance * self.counted[node]
        if allowed < FUZZY * UNIT:  # forbidden phrases: nothing but the very syllables
            return needed & heard.unequal != 0
        missing = (needed & heard.other).bit_count() * OTHER + (needed & heard.unlike).bit_count() * (UNLIKE - OTHER)
        return missing * UNIT > allowed


def estimator(outlines: Outlines, heard: Heard, slots: Jumps, allowance: int) -> Callable[[int], int]:
    """What the node of a template costs at least in one utterance, less an allowance for every syllable.

    Above 0, no way to say the template costs as little as allowed; it is then only as exact as it takes to know that.
    Functions over local names, because most of the time that a match takes is spent here.
    """
    kinds, parts, jumps, longest = outlines.kinds, outlines.parts, outlines.jumps, outlines.longest
    every, either, run = Kind.ALL, Kind.ANY, Kind.RUN
    runs, costs = heard.keys.runs, heard.least_runs
    known: list[int | None] = [None] * len(kinds)
    whole: dict[int, int] = {}

    def least(node: int) -> int:
        kind = kinds[node]
        if kind is run:
            number = parts[node][0]
            found = costs[number]
            if found < 0:
                found = least_run(number, heard)
            found -= allowance * len(runs[number])
        elif kind is either:
            found = min([cost if (cost := known[part]) is not None else least(part) for part in parts[node]])
        elif kind is every:
            found = sum([cost if (cost := known[part]) is not None else least(part) for part in parts[node]])
        else:
            found = least_jump(jumps[node], heard, slots, allowance)
        known[node] = found
        return found

    def template(node: int) -> int:
        if kinds[node] is not every:
            return cost if (cost := known[node]) is not None else least(node)
        whole_cost = whole.get(node)
        if whole_cost is None:
            whole_cost, rest = 0, longest[node]
            for part in parts[node]:
                whole_cost += cost if (cost := known[part]) is not None else least(part)
                rest -= longest[part]
                if whole_cost > allowance * rest:  # whatever the rest is, it is too much
                    whole_cost -= allowance * rest
                    break
            whole[node] = whole_cost
        return whole_cost

    return template

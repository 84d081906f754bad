"""The least that parts of a wording can cost in an utterance, every syllable taken from wherever it is heard best.

No alignment costs less, so what is too much here need not be aligned.  All costs are less an allowance per syllable:
up to 0, the allowance suffices.
"""

from __future__ import annotations

from collections.abc import Callable

from simulator.phrases.automaton import Automaton, Free, Slot
from simulator.phrases.heard import DEAD, UNIT, Heard, Jump
from simulator.phrases.required import Label, Number

Jumps = Callable[[str], list[Jump]]
"""Where the entries of a slot are said in the utterance."""


def allowance_of(floor: float) -> int:
    """What a syllable may cost on average for a score of at least ``floor``; one more, so that tones do not tip it."""
    return round((1.0 - floor) * 100 * UNIT) + 1


def least_from(automaton: Automaton, heard: Heard, slots: Jumps, allowance: int) -> list[int]:
    """The least of each chain and what follows it; at ``START``, of a variant.  From ``DEAD / 2`` on: never."""
    runs, costs = heard.keys.runs, heard.least_runs
    least = [0 if chain.final else DEAD for chain in automaton.chains]
    least.append(DEAD)  # START is -1
    number = len(automaton.chains)
    for chain in reversed(automaton.chains):
        number -= 1
        run = chain.run
        if run < 0:
            cost = least_jump(chain.label, heard, slots, allowance)
        else:
            cost = costs[run]
            if cost < 0:
                cost = least_run(run, heard)
            cost -= allowance * len(runs[run])
        cost += least[number]
        least[number] = cost
        for at in chain.before:
            if cost < least[at]:
                least[at] = cost
    return least


def least_run(run: int, heard: Heard) -> int:
    """The least of a run of syllables, without their allowance."""
    least = heard.least_runs[run]
    if least < 0:
        least = heard.least_runs[run] = sum(map(heard.least.__getitem__, heard.keys.runs[run]))
    return least


def least_jump(label: Label | Slot | Free, heard: Heard, slots: Jumps, allowance: int) -> int:
    """The least of a slot or number, ``DEAD`` where it was not said; a gap costs nothing."""
    if isinstance(label, Free):
        return 0
    return min([jump.cost - allowance * jump.length for jump in jumps_for(label, heard, slots)], default=DEAD)


def jumps_for(label: Label | Slot | Free, heard: Heard, slots: Jumps) -> list[Jump]:
    """Where a slot is filled or a number said."""
    if isinstance(label, Slot):
        return slots(label.name)
    return heard.number_jumps(label) if isinstance(label, Number) else []

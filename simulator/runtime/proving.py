"""Proves phrases against each other on all cores.

One process suffices for a few phrases: another one needs a second or two before it is of any use.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from simulator.model.company import SpokenName
from simulator.model.rulebook import Phrase
from simulator.phrases.siblings import Proved, Prover, Told
from simulator.runtime.pool import cores, spread

Slots = Mapping[str, tuple[SpokenName, ...]]

WORTH_IT = 400
"""Templates to be proved from which on more processes are quicker than one."""

_prover: Prover | None = None
"""Of a process of the pool."""


def prove_all(
    phrases: Mapping[str, Phrase], slots: Slots, tasks: Mapping[str, Sequence[str]], told: Told
) -> Iterator[tuple[str, Proved]]:
    """What is wrong with each phrase of the tasks, by itself and against its others; in no certain order.

    ``told`` hears of the phrases that are done.
    """
    if not tasks:
        return
    told(0, len(tasks))
    templates = sum(len(phrases[id_].full) + len(phrases[id_].accepted) for id_ in tasks)
    alone = cores() == 1 or templates < WORTH_IT
    found = _here(phrases, slots, tasks) if alone else _spread(phrases, slots, tasks)
    for done, one in enumerate(found, 1):
        told(done, len(tasks))
        yield one


def _here(
    phrases: Mapping[str, Phrase], slots: Slots, tasks: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, Proved]]:
    prover = Prover(phrases, slots)
    for id_, others in tasks.items():
        yield id_, prover.prove(id_, others)


def _spread(
    phrases: Mapping[str, Phrase], slots: Slots, tasks: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, Proved]]:
    largest = sorted(tasks, key=lambda id_: -len(phrases[id_].full) - len(phrases[id_].accepted))
    given = (dict(phrases), dict(slots))
    return spread(_prove, {id_: (id_, tuple(tasks[id_])) for id_ in largest}, _begin, given)


def _begin(phrases: Mapping[str, Phrase], slots: Slots) -> None:
    global _prover
    _prover = Prover(phrases, slots)


def _prove(id_: str, others: tuple[str, ...]) -> Proved:
    assert _prover is not None
    return _prover.prove(id_, others)

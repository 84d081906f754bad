"""Proves phrases against each other on all cores.

One process suffices for a few phrases: another one needs a second or two before it is of any use.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from simulator.model.company import SpokenName
from simulator.model.rulebook import Phrase
from simulator.phrases.siblings import Proved, Prover, Told
from simulator.runtime.pool import cores, spread

Slots = Mapping[str, tuple[SpokenName, ...]]

WORTH_IT = 400
"""Templates to be proved from which on more processes are quicker than one."""

_prover: Prover | None = None
"""Of a process of the pool."""


@dataclass(frozen=True, slots=True)
class Task:
    """The others that a phrase is to be held against.

    ``nameless``: as if nobody knew the company's names, which is what companies have in common; ``named``: with them.
    ``known`` is what was found before of the former about those of the latter that are not among them.
    """

    nameless: tuple[str, ...]
    named: tuple[str, ...]
    known: Proved

    def done_by(self, prover: Prover, id_: str) -> tuple[Proved, Proved]:
        """What is found of both."""
        nameless = prover.prove_nameless(id_, self.nameless)
        return nameless, prover.prove(id_, self.named, self.known | nameless)


def prove_all(
    phrases: Mapping[str, Phrase], slots: Slots, tasks: Mapping[str, Task], told: Told
) -> Iterator[tuple[str, Proved, Proved]]:
    """What is wrong with each phrase of the tasks, without names and with them; in no certain order.

    ``told`` hears of the phrases that are done.
    """
    if not tasks:
        return
    told(0, len(tasks))
    templates = sum(len(phrases[id_].full) + len(phrases[id_].accepted) for id_ in tasks)
    alone = cores() == 1 or templates < WORTH_IT
    found = _here(phrases, slots, tasks) if alone else _spread(phrases, slots, tasks)
    for done, (id_, (nameless, named)) in enumerate(found, 1):
        told(done, len(tasks))
        yield id_, nameless, named


def _here(
    phrases: Mapping[str, Phrase], slots: Slots, tasks: Mapping[str, Task]
) -> Iterator[tuple[str, tuple[Proved, Proved]]]:
    prover = Prover(phrases, slots)
    for id_, task in tasks.items():
        yield id_, task.done_by(prover, id_)


def _spread(
    phrases: Mapping[str, Phrase], slots: Slots, tasks: Mapping[str, Task]
) -> Iterator[tuple[str, tuple[Proved, Proved]]]:
    largest = sorted(tasks, key=lambda id_: -len(phrases[id_].full) - len(phrases[id_].accepted))
    given = (dict(phrases), dict(slots))
    return spread(_prove, {id_: (id_, tasks[id_]) for id_ in largest}, _begin, given)


def _begin(phrases: Mapping[str, Phrase], slots: Slots) -> None:
    global _prover
    _prover = Prover(phrases, slots)


def _prove(id_: str, task: Task) -> tuple[Proved, Proved]:
    assert _prover is not None
    return task.done_by(_prover, id_)

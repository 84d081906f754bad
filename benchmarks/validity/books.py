"""Every rulebook as it is measured: which phrases count for it, and who judges them.

Phrases that rulebooks include in common are measured once, with the first rulebook, which is the switchboard; another
rulebook is measured by the phrases that it alone has.  What takes the place of a common phrase is not measured: the
labels are about the common one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.validity import sentences
from benchmarks.validity.figures import Labels
from benchmarks.validity.judging import Judge, said_rules
from simulator.model.rulebook import Phrase, Rulebook
from simulator.runtime.workspace import LoadedCall, Workspace

FIRST = "switchboard"


@dataclass(frozen=True, slots=True)
class Book:
    """A rulebook: ``phrases`` are those measured with it, ``call`` one of its calls."""

    id: str
    title: str
    phrases: frozenset[str]
    labels: Labels
    judge: Judge
    call: LoadedCall


def books(workspace: Workspace) -> tuple[Book, ...]:
    """A book for every rulebook that has a call, the switchboard's first."""
    calls = {file.parent.name: file for file in reversed(workspace.call_files())}
    common = {id_: phrase for one in workspace.commons().values() if one for id_, phrase in one.phrases.items()}
    names = sorted(calls, key=lambda name: (name != FIRST, name))
    return tuple(_book(workspace.load_call(calls[name]), common) for name in names)


def own(rulebook: Rulebook, common: Mapping[str, Phrase]) -> frozenset[str]:
    """The phrases that are not among the common ones, parts of templates not counted."""
    return frozenset(id_ for id_, one in rulebook.phrases.items() if id_ not in common and not one.part)


def _book(call: LoadedCall, common: Mapping[str, Phrase]) -> Book:
    rulebook = call.rulebook
    all_ = frozenset(rulebook.phrases) if rulebook.id == FIRST else own(rulebook, common)
    phrases = all_ & sentences.labelled()
    forbidden = frozenset(id_ for id_ in phrases if rulebook.phrases[id_].forbidden)
    rules = {id_: one for id_, one in said_rules(rulebook).items() if phrases.issuperset(one[0])}
    judge = Judge.of(call.scorer, call.script, phrases)
    return Book(rulebook.id, rulebook.title, phrases, Labels(forbidden, rules), judge, call)

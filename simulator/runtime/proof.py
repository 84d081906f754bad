"""Proves that the phrases of rulebooks can be told apart, and heard: once for each pair of them.

What was found is remembered in the user's cache folder (``proof_memory``), so that a check of files that nobody has
changed takes no time, and rulebooks that share phrases share their proof.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from simulator.compiler import report_findings, report_names
from simulator.model.company import SpokenName
from simulator.model.diagnostic import Diagnostic
from simulator.model.rulebook import Phrase
from simulator.phrases import MATCHER_VERSION, slots_of, tables_digest
from simulator.phrases.definitions import definitions
from simulator.phrases.siblings import Finding, Told, findings_of
from simulator.phrases.vocabulary import unheard_in
from simulator.runtime import folders
from simulator.runtime.proof_memory import Pairs, ProofMemory
from simulator.runtime.proving import Task, prove_all
from simulator.runtime.spelling import spelling
from simulator.runtime.workspace import Workspace

PROOF_VERSION = "4"
"""Changes whenever other faults could be found in the same rulebook."""

Slots = Mapping[str, tuple[SpokenName, ...]]


def proved(workspace: Workspace, rulebooks: Iterable[str], companies: Iterable[str], told: Told) -> list[Diagnostic]:
    """What is wrong with the phrases of rulebooks, and the names of companies, that have no errors otherwise.

    ``told`` hears of the progress of what is not remembered.
    """
    found: list[Diagnostic] = []
    with spelling(folders.models(), folders.cache()) as knows:
        for name in rulebooks:
            phrases = _phrases_of(workspace, name)
            findings = dict.fromkeys(one for slots in _slots(workspace, name) for one in _found(phrases, slots, told))
            unheard = tuple(unheard_in(phrases, knows)) if knows else ()
            if findings or unheard:
                files = [workspace.source(file) for file in workspace.phrase_files(name)]
                found += report_findings(files, findings, unheard)
        for name in companies if knows else ():
            assert knows
            found += report_names(workspace.source(workspace.root / "companies" / f"{name}.yaml"), knows)
    return found


def _phrases_of(workspace: Workspace, rulebook: str) -> Mapping[str, Phrase]:
    found = workspace.rulebook(rulebook)
    return found.phrases if found else {}


def _slots(workspace: Workspace, rulebook: str) -> list[Slots]:
    """The names of each company that the calls of the rulebook are about; of all companies where it has no calls."""
    names = workspace.companies_of(rulebook) or tuple(file.stem for file in workspace.company_files())
    companies = [company for name in names if (company := workspace.company(name)) is not None]
    return [slots_of(company) for company in companies] or [{}]


def _found(phrases: Mapping[str, Phrase], slots: Slots, told: Told) -> tuple[Finding, ...]:
    """What the proof finds, or found the last time."""
    memory = ProofMemory(folders.cache() / "proofs.json", repr((PROOF_VERSION, MATCHER_VERSION, tables_digest())))
    nameless, named = memory.of(definitions(phrases, {})), memory.of(definitions(phrases, slots))
    spoken = [id_ for id_, phrase in phrases.items() if not phrase.part]
    tasks = {id_: task for id_ in spoken if (task := _task(id_, spoken, nameless, named))}
    for id_, without, within in prove_all(phrases, slots, tasks, told):
        nameless.add(id_, tasks[id_].nameless, without)
        named.add(id_, tasks[id_].named, within)
    found = findings_of(named.recalled(id_, spoken) for id_ in spoken)
    if tasks:
        memory.save()
    return found


def _task(id_: str, spoken: Iterable[str], nameless: Pairs, named: Pairs) -> Task | None:
    """What a phrase is still to be held against, None: nothing.

    Two phrases without slots for names are the same pair with a company's names and without.
    """
    unproved = named.unproved(id_, spoken)
    if not unproved:
        return None
    without = nameless.unproved(id_, unproved)
    within = named.without(nameless, id_, unproved)
    known = nameless.recalled(id_, [other for other in within if other not in without])
    return Task(tuple(without), tuple(within), known)

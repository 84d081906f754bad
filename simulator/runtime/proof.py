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
from simulator.runtime.proof_memory import ProofMemory
from simulator.runtime.proving import prove_all
from simulator.runtime.spelling import spelling
from simulator.runtime.workspace import Workspace

PROOF_VERSION = "3"
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
    versions = repr((PROOF_VERSION, MATCHER_VERSION, tables_digest()))
    memory = ProofMemory(folders.cache() / "proofs.json", versions, definitions(phrases, slots))
    spoken = [id_ for id_, phrase in phrases.items() if not phrase.part]
    tasks = {id_: others for id_ in spoken if (others := memory.unproved(id_, spoken))}
    for id_, proved in prove_all(phrases, slots, tasks, told):
        memory.add(id_, tasks[id_], proved)
    found = findings_of(memory.recalled(id_, spoken) for id_ in spoken)
    if tasks:
        memory.save()
    return found

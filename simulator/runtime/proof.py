"""Proves that the phrases of rulebooks can be told apart, and heard: once for each state of a rulebook.

What was found is remembered in the user's cache folder under a hash of all that it depends on, so that a check of files
that nobody has changed takes no time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from simulator.compiler import report_findings, report_names
from simulator.model.company import SpokenName
from simulator.model.diagnostic import Diagnostic
from simulator.model.rulebook import Phrase
from simulator.phrases import MATCHER_VERSION, slots_of, tables_digest
from simulator.phrases.coverage import Place
from simulator.phrases.siblings import Finding, Told, Trouble, prove
from simulator.phrases.vocabulary import unheard_in
from simulator.runtime import folders
from simulator.runtime.remembered import recall, remember
from simulator.runtime.spelling import spelling
from simulator.runtime.workspace import Workspace

PROOF_VERSION = "1"
"""Changes whenever other faults could be found in the same rulebook."""
MOST = 50
"""Proofs remembered: the states of the rulebooks that somebody works on."""

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
    file, key = folders.cache() / "proofs.json", _key(phrases, slots)
    known = recall(file)
    findings = _read(known.get(key))
    if findings is None:
        findings = prove(phrases, slots, told)
        remember(file, {**known, key: _written(findings)}, MOST)
    return findings


def _key(phrases: Mapping[str, Phrase], slots: Slots) -> str:
    """A hash of everything that a proof depends on."""
    written = (PROOF_VERSION, MATCHER_VERSION, tables_digest(), list(phrases.values()), sorted(slots.items()))
    return _hash(repr(written))


def _written(findings: Iterable[Finding]) -> dict[str, Any]:
    content = [asdict(one) for one in findings]
    return {"findings": content, "sha256": _hash(json.dumps(content, ensure_ascii=False))}


def _read(entry: Any) -> tuple[Finding, ...] | None:
    """Findings as they were written; None where something else has become of them."""
    content = entry.get("findings") if isinstance(entry, dict) else None
    if content is None or entry.get("sha256") != _hash(json.dumps(content, ensure_ascii=False)):
        return None
    return tuple(Finding(**{**one, "trouble": Trouble(one["trouble"]), "at": Place(**one["at"])}) for one in content)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

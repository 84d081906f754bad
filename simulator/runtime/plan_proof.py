"""Proves that every plan gets the verdict that it claims, under the virtual clock.

What was found is remembered in the user's cache folder under a hash of the files, the matcher and the program, so that
a check plays only the plans of calls that something has changed for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from simulator.compiler import report_claims
from simulator.model.diagnostic import Diagnostic
from simulator.model.text import Text
from simulator.phrases import MATCHER_VERSION, tables_digest
from simulator.phrases.siblings import Told
from simulator.runtime import folders
from simulator.runtime.claims import unmet
from simulator.runtime.performance import rehearse
from simulator.runtime.record_folder import SourceFile
from simulator.runtime.remembered import recall, remember
from simulator.runtime.results import score_log
from simulator.runtime.workers import each_call
from simulator.runtime.workspace import LoadedCall, Workspace, plans_beside

SEED = 1
"""Draws the callers' wordings; the shipped library's tests use several."""
WORTH_IT = 4
"""Calls to be played from which on more processes are quicker than one."""
MOST = 1_000
"""Calls remembered."""

Missed = Mapping[str, tuple[Text, ...]]
"""Plan -> what it claims and did not get; nothing for a plan that got all."""


def missed_claims(workspace: Workspace, calls: Iterable[Path], told: Told) -> list[Diagnostic]:
    """The plans beside calls without errors that do not get what they claim."""
    file = folders.cache() / "plans.json"
    known = dict(recall(file))
    keys = {
        call: _key(workspace.sources(call, script))
        for call in calls
        if plans_beside(call).is_file() and (script := workspace.script(call)) is not None
    }
    waiting = [call for call, key in keys.items() if _read(known.get(key)) is None]
    for done, (call, missed) in enumerate(_played(workspace, waiting)):
        told(done, len(waiting))
        known[keys[call]] = _written(missed)
    found: list[Diagnostic] = []
    for call, key in keys.items():
        known[key] = known.pop(key)  # the last to be forgotten
        if wrong := _read(known[key]):
            found += report_claims(workspace.source(plans_beside(call)), wrong)
    if waiting:
        remember(file, known, MOST)
    return found


def _played(workspace: Workspace, calls: Sequence[Path]) -> Iterator[tuple[Path, Missed]]:
    """What the plans of each call miss; of many calls on all cores."""
    if len(calls) < WORTH_IT:
        yield from ((call, play(workspace.load_call(call))) for call in calls)
        return
    for call, missed in each_call(workspace.root, calls, play):
        assert not isinstance(missed, Text)  # the calls have no errors
        yield call, missed


def play(loaded: LoadedCall) -> Missed:
    """Let every plan work its call."""
    missed: dict[str, tuple[Text, ...]] = {}
    for name, plan in loaded.plans.plans.items() if loaded.plans else ():
        wrong = unmet(plan, score_log(rehearse(loaded, plan, SEED), loaded))
        if wrong:
            missed[name] = wrong
    return missed


def _key(sources: Iterable[SourceFile]) -> str:
    """A hash of everything that decides what becomes of the plans."""
    files = sorted((one.name, one.described().sha256) for one in sources)
    return hashlib.sha256(repr((files, MATCHER_VERSION, tables_digest(), _program(), SEED)).encode()).hexdigest()


@cache
def _program() -> str:
    """A hash of everything that plays and scores a call."""
    digest = hashlib.sha256()
    here = Path(__file__).resolve().parents[2]
    for package in ("scoring", "simulator/model", "simulator/phrases", "simulator/session", "simulator/runtime"):
        for file in sorted((here / package).rglob("*.py")):
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _written(missed: Missed) -> dict[str, list[list[str]]]:
    return {plan: [[text.zh, text.en] for text in wrong] for plan, wrong in missed.items()}


def _read(entry: object) -> Missed | None:
    """What was written; None where it makes no sense."""
    try:
        return {plan: tuple(Text(*pair) for pair in wrong) for plan, wrong in entry.items()}  # type: ignore[attr-defined]
    except (AttributeError, TypeError):
        return None

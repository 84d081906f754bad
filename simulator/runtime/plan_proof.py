"""Plays every plan under the virtual clock: what it misses of its claims, and which rules it passes and fails.

What was found is remembered in the user's cache folder under a hash of the files, the matcher and the program, so that
only the plans of calls that something has changed for are played again.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.compiler import report_claims
from simulator.model.diagnostic import Diagnostic
from simulator.model.scorecard import Scorecard, Verdict
from simulator.model.text import Text
from simulator.phrases import MATCHER_VERSION, tables_digest
from simulator.phrases.siblings import Told
from simulator.runtime import folders
from simulator.runtime.claims import unmet
from simulator.runtime.performance import rehearse
from simulator.runtime.program import program
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


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a plan: what it claims and did not get, and each rule with the verdicts of its findings."""

    missed: tuple[Text, ...]
    verdicts: Mapping[str, frozenset[Verdict]]


Outcomes = Mapping[str, Outcome]
"""Plan -> what became of it."""


def missed_claims(workspace: Workspace, calls: Iterable[Path], told: Told) -> list[Diagnostic]:
    """The plans beside calls without errors that do not get what they claim."""
    found: list[Diagnostic] = []
    for call, plans in outcomes(workspace, calls, told).items():
        if wrong := {plan: one.missed for plan, one in plans.items() if one.missed}:
            found += report_claims(workspace.source(plans_beside(call)), wrong)
    return found


def outcomes(workspace: Workspace, calls: Iterable[Path], told: Told) -> Mapping[Path, Outcomes]:
    """What becomes of the plans beside calls without errors.  ``told`` hears of the progress of what is not
    remembered."""
    file = folders.cache() / "plans.json"
    known = dict(recall(file))
    keys = {
        call: _key(workspace.sources(call, script))
        for call in calls
        if plans_beside(call).is_file() and (script := workspace.script(call)) is not None
    }
    waiting = [call for call, key in keys.items() if _read(known.get(key)) is None]
    for done, (call, played) in enumerate(_played(workspace, waiting)):
        told(done, len(waiting))
        known[keys[call]] = _written(played)
    for key in keys.values():
        known[key] = known.pop(key)  # the last to be forgotten
    if waiting:
        remember(file, known, MOST)
    return {call: found for call, key in keys.items() if (found := _read(known[key])) is not None}


def _played(workspace: Workspace, calls: Sequence[Path]) -> Iterator[tuple[Path, Outcomes]]:
    """What becomes of the plans of each call; of many calls on all cores."""
    if len(calls) < WORTH_IT:
        yield from ((call, play(workspace.load_call(call))) for call in calls)
        return
    for call, played in each_call(workspace.root, calls, play):
        assert not isinstance(played, Text)  # the calls have no errors
        yield call, played


def play(loaded: LoadedCall) -> Outcomes:
    """Let every plan work its call."""
    loaded = loaded.recalling()
    found: dict[str, Outcome] = {}
    for name, plan in loaded.plans.plans.items() if loaded.plans else ():
        card = score_log(rehearse(loaded, plan, SEED), loaded)
        found[name] = Outcome(unmet(plan, card), verdicts_of(card))
    return found


def verdicts_of(card: Scorecard) -> Mapping[str, frozenset[Verdict]]:
    """Each rule that applied with the verdicts of its findings."""
    verdicts: defaultdict[str, frozenset[Verdict]] = defaultdict(frozenset)
    for finding in card.findings:
        if finding.verdict is not Verdict.NOT_APPLICABLE:
            verdicts[finding.rule] |= {finding.verdict}
    return dict(verdicts)


def _key(sources: Iterable[SourceFile]) -> str:
    """A hash of everything that decides what becomes of the plans."""
    files = sorted((one.name, one.described().sha256) for one in sources)
    return hashlib.sha256(repr((files, MATCHER_VERSION, tables_digest(), program(), SEED)).encode()).hexdigest()


def _written(played: Outcomes) -> dict[str, Any]:
    return {
        plan: {
            "missed": [[text.zh, text.en] for text in one.missed],
            "verdicts": {rule: sorted(found) for rule, found in one.verdicts.items()},
        }
        for plan, one in played.items()
    }


def _read(entry: object) -> Outcomes | None:
    """What was written; None where it makes no sense."""
    try:
        return {plan: _outcome(written) for plan, written in entry.items()}  # type: ignore[attr-defined]
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def _outcome(written: Mapping[str, Any]) -> Outcome:
    missed = tuple(Text(*pair) for pair in written["missed"])
    return Outcome(missed, {rule: frozenset(map(Verdict, found)) for rule, found in written["verdicts"].items()})

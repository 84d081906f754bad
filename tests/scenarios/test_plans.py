"""Every automatic trainee of the shipped calls gets the score that it claims, whichever wordings the callers draw, and
together they pass and fail every enforced clause."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from simulator.model.rulebook import NotDisclosed, NotSaid, Said
from simulator.model.scorecard import Scorecard
from simulator.model.script import Claim, KeyName, Plan, PlanVerdict, Press, Wait
from simulator.model.units import Ms
from simulator.runtime.claims import unmet
from simulator.runtime.performance import rehearse
from simulator.runtime.plan_proof import verdicts_of
from simulator.runtime.results import score_log
from simulator.runtime.workspace import LoadedCall, Workspace
from simulator.workbench.coverage import Played, coverage

LIBRARY = Path(__file__).resolve().parents[2] / "scenarios"
WORKSPACE = Workspace(LIBRARY)
FILES = {path.relative_to(LIBRARY / "calls").with_suffix("").as_posix(): path for path in WORKSPACE.call_files()}
CALLS = list(FILES)


def _plan_names(call: str) -> list[str]:
    plans = WORKSPACE.check_call(FILES[call])[1]
    return [] if plans is None else list(plans.plans)


PLANS = [(call, plan) for call in CALLS for plan in _plan_names(call)]
OTHER_SEEDS = (2, 3)
"""Draws of the callers' wordings that only the perfect trainee is tried with: two minutes have to do for all plans."""


@cache
def _loaded(call: str) -> LoadedCall:
    """With its matcher, which takes a second to make."""
    return WORKSPACE.load_call(FILES[call])


def _card(call: str, plan: str, seed: int = 1, recognition_ms: int = 0) -> Scorecard:
    return _scored(call, plan, seed, recognition_ms)  # whichever are given by name: each is played once


@cache
def _scored(call: str, plan: str, seed: int, recognition_ms: int) -> Scorecard:
    loaded = _loaded(call)
    assert loaded.plans is not None
    log = rehearse(loaded, loaded.plans.plans[plan], seed, recognition_ms)
    return score_log(log, loaded)


@pytest.mark.parametrize(("call", "plan"), PLANS)
def test_plans_get_what_they_claim(call: str, plan: str) -> None:
    loaded = _loaded(call)
    assert loaded.plans is not None
    for seed in (1, *(OTHER_SEEDS if plan == "perfect" else ())):
        card = _card(call, plan, seed)
        assert [missed.en for missed in unmet(loaded.plans.plans[plan], card)] == [], f"seed {seed}"


def test_every_enforced_clause_is_passed_by_somebody_and_failed_by_somebody() -> None:
    played = [Played(_loaded(call).rulebook.id, call, plan, verdicts_of(_card(call, plan))) for call, plan in PLANS]
    commons = [common for common in WORKSPACE.commons().values() if common]
    books = [book for folder in WORKSPACE.rulebook_folders() if (book := WORKSPACE.rulebook(folder.name))]
    found = coverage(commons, books, played)
    assert [one.rulebook for one in found] == ["general", *(book.id for book in books)]
    gaps = {one.rulebook: [(gap.clause, len(gap.passed), len(gap.failed)) for gap in one.gaps] for one in found}
    assert gaps == {one.rulebook: [] for one in found}


def _at_stake(loaded: LoadedCall, card: Scorecard) -> set[str]:
    """The critical rules that the call is about and that keys or the record decide, not words."""
    spoken = {rule.id for rule in loaded.rulebook.rules if isinstance(rule.check, Said | NotSaid | NotDisclosed)}
    return {f.rule for f in card.findings if f.critical and f.verdict != "not_applicable"} - spoken


@pytest.mark.parametrize("call", CALLS)
def test_every_call_has_a_perfect_a_minimum_and_a_failing_trainee(call: str) -> None:
    loaded = _loaded(call)
    assert loaded.plans is not None
    claims = {name: plan.claim for name, plan in loaded.plans.plans.items()}
    assert claims["perfect"].verdict == "pass"
    assert claims["perfect"].least >= 95
    assert claims["minimum"].verdict == "pass"
    assert claims["minimum"].most <= 90
    assert "fail" in {claim.verdict for claim in claims.values()}


@pytest.mark.parametrize("call", CALLS)
def test_every_critical_rule_of_a_call_is_failed_by_somebody(call: str) -> None:
    loaded = _loaded(call)
    assert loaded.plans is not None
    failed = [_card(call, name) for name, plan in loaded.plans.plans.items() if plan.claim.verdict == "fail"]
    fatal = {f.rule for card in failed for f in card.findings if f.critical and f.verdict == "fail"}
    assert _at_stake(loaded, _card(call, "perfect")) <= fatal


def test_nobody_passes_by_leaving_the_calls_to_the_attendant() -> None:
    """The board is switched to automatic at once and nothing else is done (B3.3)."""
    loaded = _loaded("switchboard/gm-accepts")
    hides = Plan("hides", "", Claim(PlanVerdict.FAIL), (Press(KeyName.MODE, "automatic"), Wait(time=Ms(90_000))))
    card = score_log(rehearse(loaded, hides), loaded)
    assert {f.rule for f in card.findings if f.verdict == "fail"} == {"duty-mode"}
    assert card.verdict == "fail"


@pytest.mark.parametrize("call", CALLS)
def test_a_slow_machine_gets_the_same_score(call: str) -> None:
    quick, slow = (_card(call, "perfect", recognition_ms=ms) for ms in (0, 3_000))
    assert slow.findings == quick.findings

"""Every automatic trainee of the shipped calls gets the score that it claims, whichever wordings the callers draw."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.model.scorecard import Scorecard
from simulator.model.script import Claim, KeyName, Plan, PlanVerdict, Press, Wait
from simulator.model.units import Ms
from simulator.runtime.claims import unmet
from simulator.runtime.performance import rehearse
from simulator.runtime.results import score_log
from simulator.runtime.workspace import LoadedCall, Workspace

LIBRARY = Path(__file__).resolve().parents[2] / "scenarios"
CALLS = sorted(path.stem for path in Workspace(LIBRARY).call_files())
LOADED = {call: Workspace(LIBRARY).load_call(LIBRARY / "calls" / "switchboard" / f"{call}.yaml") for call in CALLS}
PLANS = [(call, plan) for call in CALLS if (book := LOADED[call].plans) is not None for plan in book.plans]
SEEDS = (1, 2, 3)


def _card(loaded: LoadedCall, plan: str, seed: int = 1, recognition_ms: int = 0) -> Scorecard:
    assert loaded.plans is not None
    log = rehearse(loaded, loaded.plans.plans[plan], seed, recognition_ms)
    return score_log(log, loaded)


@pytest.mark.parametrize(("call", "plan"), PLANS)
def test_plans_get_what_they_claim(call: str, plan: str) -> None:
    loaded = LOADED[call]
    assert loaded.plans is not None
    for seed in SEEDS:
        card = _card(loaded, plan, seed)
        assert [missed.en for missed in unmet(loaded.plans.plans[plan], card)] == [], f"seed {seed}"


NOTHING_CRITICAL = {"meeting-notice"}
"""Calls in which nothing happens that a critical rule is about."""


@pytest.mark.parametrize("call", CALLS)
def test_every_call_has_a_perfect_a_minimum_and_a_failing_trainee(call: str) -> None:
    loaded = LOADED[call]
    assert loaded.plans is not None
    claims = {name: plan.claim for name, plan in loaded.plans.plans.items()}
    assert claims["perfect"].verdict == "pass"
    assert claims["minimum"].verdict == "pass"
    assert claims["minimum"].most <= 90
    failed = [_card(loaded, name) for name, claim in claims.items() if claim.verdict == "fail"]
    assert failed
    critical = any(finding.critical and finding.verdict == "fail" for card in failed for finding in card.findings)
    assert critical == (call not in NOTHING_CRITICAL)


def test_nobody_passes_by_leaving_the_calls_to_the_attendant() -> None:
    """The board is switched to automatic at once and nothing else is done (B3.3)."""
    loaded = LOADED["gm-accepts"]
    hides = Plan("hides", "", Claim(PlanVerdict.FAIL), (Press(KeyName.MODE, "automatic"), Wait(time=Ms(90_000))))
    card = score_log(rehearse(loaded, hides), loaded)
    assert {f.rule for f in card.findings if f.verdict == "fail"} == {"duty-mode"}
    assert card.verdict == "fail"


@pytest.mark.parametrize("call", CALLS)
def test_a_slow_machine_gets_the_same_score(call: str) -> None:
    quick, slow = (_card(LOADED[call], "perfect", recognition_ms=ms) for ms in (0, 3_000))
    assert slow.findings == quick.findings

"""The shipped library has nothing wrong: `zongji check` says so of it and of the copy that init makes; every automatic
trainee of its calls gets the score that it claims, whichever wordings the callers draw, and together they pass and fail
every enforced clause.

All in one module, with one home: what the check proves and plays is remembered for the tests after it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from simulator.cli import main
from simulator.model.checks import NotDisclosed, NotSaid, Said
from simulator.model.problem import Exit
from simulator.model.scorecard import Scorecard, Verdict
from simulator.model.script import Claim, KeyName, Plan, PlanVerdict, Press, Wait
from simulator.model.units import Ms
from simulator.runtime.claims import unmet
from simulator.runtime.performance import rehearse
from simulator.runtime.plan_proof import Outcomes, outcomes
from simulator.runtime.results import score_log
from simulator.runtime.workspace import LoadedCall, Workspace
from simulator.workbench.coverage import Played, coverage

pytestmark = pytest.mark.long

LIBRARY = Path(__file__).resolve().parents[2] / "scenarios"
WORKSPACE = Workspace(LIBRARY)
FILES = {path.relative_to(LIBRARY / "calls").with_suffix("").as_posix(): path for path in WORKSPACE.call_files()}
CALLS = list(FILES)


OTHER_SEEDS = (2, 3)
"""Draws of the callers' wordings that only the perfect trainee is tried with, beside the one that the check draws."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def at_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next program remembers what the last one proved."""
    monkeypatch.setenv("ZONGJI_HOME", str(home))


@pytest.fixture(scope="module")
def played(home: Path) -> Mapping[str, Outcomes]:
    """Call -> what became of its plans."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ZONGJI_HOME", str(home))
        found = outcomes(WORKSPACE, FILES.values(), lambda *_: None)
    return {call: found[path] for call, path in FILES.items()}


@cache
def _loaded(call: str) -> LoadedCall:
    return WORKSPACE.load_call(FILES[call]).recalling()


@cache
def _perfect(call: str, seed: int) -> Scorecard:
    return _score(_loaded(call), "perfect", seed)


def _score(loaded: LoadedCall, plan: str, seed: int, recognition_ms: int = 0) -> Scorecard:
    assert loaded.plans is not None
    return score_log(rehearse(loaded, loaded.plans.plans[plan], seed, recognition_ms), loaded)


@pytest.mark.usefixtures("at_home")
def test_the_library_and_the_copy_that_init_makes_have_nothing_wrong(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def zongji(*arguments: str) -> tuple[str, str]:
        with pytest.raises(SystemExit) as left:
            main(arguments)
        assert left.value.code == Exit.OK
        return capsys.readouterr()

    out, err = zongji("check")
    assert str(LIBRARY) in out
    assert re.findall(r"^\S+:\d+:\d+: .*", err + out, re.MULTILINE) == []  # no warning either

    mine = tmp_path / "我的训练"
    zongji("init", str(mine))
    assert (mine / "companies").is_dir()
    monkeypatch.chdir(mine)
    data = json.loads(zongji("check", "--format", "json")[0])
    assert data["root"] == str(mine)
    assert data["calls"] >= 60
    assert data["diagnostics"] == []


@pytest.mark.parametrize("call", CALLS)
def test_plans_get_what_they_claim(call: str, played: Mapping[str, Outcomes]) -> None:
    loaded = _loaded(call)
    assert loaded.plans is not None
    missed = {plan: [text.en for text in outcome.missed] for plan, outcome in played[call].items()}
    assert missed == {plan: [] for plan in loaded.plans.plans}


@pytest.mark.parametrize("seed", OTHER_SEEDS)
@pytest.mark.parametrize("call", CALLS)
def test_the_perfect_trainee_is_perfect_whatever_the_caller_says(call: str, seed: int) -> None:
    loaded = _loaded(call)
    assert loaded.plans is not None
    assert [missed.en for missed in unmet(loaded.plans.plans["perfect"], _perfect(call, seed))] == []


def test_every_enforced_clause_is_passed_by_somebody_and_failed_by_somebody(played: Mapping[str, Outcomes]) -> None:
    tried = [
        Played(_loaded(call).rulebook.id, call, plan, outcome.verdicts)
        for call in CALLS
        for plan, outcome in played[call].items()
    ]
    commons = [common for common in WORKSPACE.commons().values() if common]
    books = [book for folder in WORKSPACE.rulebook_folders() if (book := WORKSPACE.rulebook(folder.name))]
    found = coverage(commons, books, tried)
    assert [one.rulebook for one in found] == ["general", *(book.id for book in books)]
    gaps = {one.rulebook: [(gap.clause, len(gap.passed), len(gap.failed)) for gap in one.gaps] for one in found}
    assert gaps == {one.rulebook: [] for one in found}


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
def test_every_critical_rule_of_a_call_is_failed_by_somebody(call: str, played: Mapping[str, Outcomes]) -> None:
    """Those that the call is about and that keys or the record decide, not words."""
    loaded = _loaded(call)
    assert loaded.plans is not None
    critical = {rule.id: rule.check for rule in loaded.rulebook.rules if rule.critical}
    spoken = {rule for rule, check in critical.items() if isinstance(check, Said | NotSaid | NotDisclosed)}
    at_stake = (critical.keys() & played[call]["perfect"].verdicts.keys()) - spoken
    failing = [played[call][name] for name, plan in loaded.plans.plans.items() if plan.claim.verdict == "fail"]
    assert at_stake <= {rule for one in failing for rule, found in one.verdicts.items() if Verdict.FAIL in found}


def test_nobody_passes_by_leaving_the_calls_to_the_attendant() -> None:
    """The board is switched to automatic at once and nothing else is done (B3.3)."""
    loaded = _loaded("switchboard/gm-accepts")
    hides = Plan("hides", "", Claim(PlanVerdict.FAIL), (Press(KeyName.MODE, "automatic"), Wait(time=Ms(90_000))))
    card = score_log(rehearse(loaded, hides), loaded)
    assert {f.rule for f in card.findings if f.verdict == "fail"} == {"duty-mode"}
    assert card.verdict == "fail"


@pytest.mark.parametrize("call", CALLS)
def test_a_slow_machine_gets_the_same_score(call: str) -> None:
    seed = OTHER_SEEDS[0]
    assert _score(_loaded(call), "perfect", seed, recognition_ms=3_000).findings == _perfect(call, seed).findings

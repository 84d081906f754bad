"""The sample recordings through the real recogniser: spoken plans get what they claim, and a person rules on words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from simulator.model.log import Adjudication
from simulator.model.scorecard import Scorecard, Verdict
from simulator.runtime import folders
from simulator.runtime.cast import cast_for
from simulator.runtime.claims import unmet
from simulator.runtime.performance import plan_of, rehearse_by_voice
from simulator.runtime.results import Recorded, read_record, score_record
from simulator.runtime.workspace import Workspace

LIBRARY = Path(__file__).resolve().parents[2] / "scenarios"
SEED = 1

pytestmark = pytest.mark.engine


def _spoken(call: str, plan: str, records: Path) -> tuple[Recorded, Scorecard]:
    """Perform a plan by voice; its claims must hold."""
    if not (folders.models() / "whisper-base" / "model.bin").is_file():
        pytest.skip("the model whisper-base is not installed: zongji models install whisper-base")
    loaded = Workspace(LIBRARY).load_call(LIBRARY / "calls" / "switchboard" / f"{call}.yaml")
    chosen = plan_of(loaded, plan)
    with cast_for(loaded, SEED, "whisper", "", "pyttsx3") as cast:
        folder = rehearse_by_voice(loaded, chosen, records, SEED, cast)
    recorded = read_record(folder)
    card = score_record(recorded)
    assert [missed.en for missed in unmet(chosen, card)] == []
    return recorded, card


@pytest.mark.parametrize("call", ["gm-accepts", "gm-declines"])
def test_a_perfect_trainee_passes(call: str, tmp_path: Path) -> None:
    _, card = _spoken(call, "perfect", tmp_path)
    assert card.verdict is Verdict.PASS


def test_a_critical_fail_by_keys_fails(tmp_path: Path) -> None:
    _, card = _spoken("gm-accepts", "unasked", tmp_path)
    assert [f.rule for f in card.findings if f.critical and f.verdict is Verdict.FAIL] == ["gm-consult-first"]


def test_a_critical_fail_by_the_record_fails(tmp_path: Path) -> None:
    _, card = _spoken("gm-declines", "lost-message", tmp_path)
    assert [f.rule for f in card.findings if f.critical and f.verdict is Verdict.FAIL] == ["keep-message"]


def test_a_critical_fail_by_words_is_undecided_until_a_person_rules(tmp_path: Path) -> None:
    recorded, card = _spoken("gm-out", "tells-mobile", tmp_path)
    (told,) = (f for f in card.findings if f.critical and f.verdict is Verdict.UNDECIDED)
    assert told.rule == "keep-secrets"
    for verdict in (Verdict.PASS, Verdict.FAIL):
        ruling = Adjudication(told.id, verdict.value, "听了录音", "教员", "2026-03-16T10:00:00+08:00")
        ruled = score_record(replace(recorded, rulings=(ruling,)))
        (settled,) = (f for f in ruled.findings if f.id == told.id)
        assert settled.verdict is verdict
        assert (ruled.verdict is Verdict.FAIL) == (verdict is Verdict.FAIL)

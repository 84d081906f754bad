"""Plans are played in a check, once for each state of their call and of the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.model.diagnostic import Diagnostic
from simulator.model.text import Lang
from simulator.runtime import folders, plan_proof, workers
from simulator.runtime.checking import check
from tests.compiler.bench import edited
from tests.compiler.small_workspace import PLACES, write_workspace

MISSES = edited("plans", "say: 您好，恒城集团。", "say: 喂，哪位？")


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The calls whose plans were played."""
    calls: list[str] = []

    def counted(loaded: plan_proof.LoadedCall) -> plan_proof.Outcomes:
        calls.append(loaded.script.id)
        return play(loaded)

    play = plan_proof.play
    monkeypatch.setattr(plan_proof, "play", counted)
    return calls


def checked(path: Path) -> tuple[Diagnostic, ...]:
    return check(path, folders.library()).diagnostics


def test_a_plan_that_misses_its_claim(tmp_path: Path) -> None:
    (one,) = checked(write_workspace(tmp_path, plans=MISSES))
    assert (one.code, one.span.file, one.span.line) == ("T007", PLACES["plans"], 6)
    assert "verdict is fail, claimed pass" in one.message[Lang.EN]
    assert "结论应为 pass" in one.message[Lang.ZH]


def test_it_is_played_once_and_again_after_a_change(tmp_path: Path, played: list[str]) -> None:
    first = checked(write_workspace(tmp_path, plans=MISSES))
    assert checked(tmp_path) == first
    assert played == ["demo"]
    rules = (tmp_path / PLACES["rules"]).read_text(encoding="utf-8")
    (tmp_path / PLACES["rules"]).write_text(rules.replace("pass_mark: 80", "pass_mark: 70"), encoding="utf-8")
    assert checked(tmp_path) == first
    assert played == ["demo", "demo"]


def test_another_program_plays_again(tmp_path: Path, played: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    checked(write_workspace(tmp_path))
    monkeypatch.setattr(plan_proof, "program", lambda: "another")
    checked(tmp_path)
    assert played == ["demo", "demo"]


@pytest.mark.parametrize("damage", ["", "[]", '{"x": 7}', "\x00"])
def test_a_damaged_memory_is_played_again(tmp_path: Path, played: list[str], damage: str) -> None:
    first = checked(write_workspace(tmp_path, plans=MISSES))
    (folders.cache() / "plans.json").write_text(damage, encoding="utf-8")
    assert checked(tmp_path) == first
    assert played == ["demo", "demo"]


def test_files_with_errors_are_not_played(tmp_path: Path, played: list[str]) -> None:
    write_workspace(tmp_path, plans=MISSES, company=edited("company", "outside_lines:", "outside_line:"))
    assert "T007" not in {one.code for one in checked(tmp_path)}
    assert played == []


def test_a_single_call_is_played_with_its_plans(tmp_path: Path) -> None:
    write_workspace(tmp_path, plans=MISSES)
    assert [one.code for one in checked(tmp_path / PLACES["call"])] == ["T007"]
    assert [one.code for one in checked(tmp_path / PLACES["plans"])] == ["T007"]


def test_more_processes_find_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = checked(write_workspace(tmp_path, plans=MISSES))
    (folders.cache() / "plans.json").unlink()
    monkeypatch.setattr(plan_proof, "WORTH_IT", 1)
    monkeypatch.setattr(workers, "cores", lambda: 2)
    assert checked(tmp_path) == alone

"""The four calls worked start to finish in the real window by the keyboard alone, and what comes after."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ["SDL_AUDIODRIVER"] = "dummy"

import pygame
import pytest

from simulator.commands.window import hints_in
from simulator.model.parts import Part
from simulator.model.text import Lang
from simulator.runtime.attempts import read_header
from simulator.runtime.desk import TrainingDesk
from simulator.runtime.equipment import Machine
from simulator.runtime.performance import plan_of
from simulator.runtime.record_folder import RecordFolder
from simulator.runtime.seals import seals_here
from simulator.runtime.settings import write_settings
from simulator.runtime.workspace import LoadedCall
from simulator.ui.screens.progress import ProgressScreen
from simulator.ui.screens.start import Start
from simulator.ui.views.debrief import Show
from simulator.ui.views.keymap import Action
from tests.paced import Follower, PacedInbox
from tests.ui.pilot import Pilot

CALLS = ("gm-accepts", "complaint", "busy", "fault")


@pytest.fixture
def pilot(tmp_path: Path, small_library: Path) -> Iterator[Pilot]:
    write_settings(tmp_path / "settings.json", {"trainee": "李敏", "voicing": "typed"})
    inboxes: list[PacedInbox] = []
    follower = Follower(inboxes)

    def inbox() -> PacedInbox:
        inboxes.append(PacedInbox())
        return inboxes[-1]

    desk = TrainingDesk(
        small_library,
        tmp_path / "records",
        tmp_path / "settings.json",
        Machine("none"),
        inbox=inbox,
        render_ahead=False,
        watchers=(follower,),
        hints=hints_in(Lang.ZH),
    )
    pilot = Pilot(desk, inboxes, follower)
    yield pilot
    pilot.window.close()
    desk.close()
    pygame.event.clear()


@pytest.fixture(scope="session")
def shots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where screenshots are kept: ``ZONGJI_ARTEFACTS`` or the tests' own folder."""
    kept = os.environ.get("ZONGJI_ARTEFACTS")
    return Path(kept) if kept else tmp_path_factory.mktemp("shots")


@pytest.mark.parametrize("call", CALLS)
def test_a_call_is_worked_by_keyboard_to_its_debrief(
    pilot: Pilot, load: Callable[[str], LoadedCall], shots: Path, call: str
) -> None:
    pilot.begin(call)
    pilot.shot(shots / f"{call}-console.png")
    pilot.work_through(plan_of(load(call), "perfect"))
    shown = pilot.debrief._shown
    failed = [finding.id for finding in shown.findings if finding.state == "fail"]
    assert shown.verdict == "pass", failed
    assert shown.total >= 95_00, failed
    pilot.shot(shots / f"{call}-debrief.png")


def test_practice_shows_the_next_wording_with_its_clause_when_asked(
    pilot: Pilot, load: Callable[[str], LoadedCall], shots: Path
) -> None:
    pilot.begin("gm-accepts")
    for step in plan_of(load("gm-accepts"), "perfect").steps[:3]:
        pilot.take(step)
    pilot.inbox.run_until(pilot.follower.quiet)
    pilot.rest()
    assert pilot.work._publisher.hinted(30)
    pilot.settle()
    pilot.shot(shots / "console.png")
    pilot.press(Action.HINT)
    pilot.rest()
    assert pilot.work._publisher.hinted(30)
    pilot.settle()
    shown = " ".join(pilot.texts())
    assert "请问您贵姓？" in shown
    assert "B4.1.3" in shown
    snapshot = pilot.work._publisher.snapshot
    assert snapshot is not None
    assert snapshot.help_used == 1
    pilot.shot(shots / "practice-hints.png")


def test_after_the_debrief_a_finding_can_be_looked_at_and_progress_seen(
    pilot: Pilot, load: Callable[[str], LoadedCall], shots: Path
) -> None:
    pilot.begin("complaint")
    pilot.work_through(plan_of(load("complaint"), "minimum"))
    debrief = pilot.debrief
    assert debrief.choices.show is Show.ATTENTION
    row = debrief.list
    place = (row.rect.centerx, row.rect.top + 60)
    pygame.event.post(pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=place, button=1))
    pygame.event.post(pygame.event.Event(pygame.MOUSEBUTTONUP, pos=place, button=1))
    pilot.settle()
    chosen = next(finding for finding in debrief._shown.findings if finding.id == debrief.choices.selected)
    assert chosen.state in ("fail", "partial", "undecided")
    assert chosen.better in " ".join(pilot.texts())
    pilot.key("escape")
    assert isinstance(pilot.window.screen, Start)
    pilot.desk._refresh()
    pilot.settle()
    pilot.click(pilot.button("成绩"))
    assert isinstance(pilot.window.screen, ProgressScreen)
    assert any("投诉" in attempt.title for attempt in pilot.window.screen._attempts)
    pilot.shot(shots / "progress.png")


def test_from_the_debrief_the_same_call_is_practised_once_more_with_another_seed(pilot: Pilot, tmp_path: Path) -> None:
    pilot.begin("gm-accepts")
    pilot.end()
    assert pilot.debrief
    pilot.follower.begin()
    pilot.click(pilot.button("再练一次"))
    pilot.work.started.wait(60)
    pilot.rest()
    assert pilot.console.title
    pilot.end()
    headers = [read_header(RecordFolder(folder, seals_here())) for folder in (tmp_path / "records").iterdir()]
    assert [header.call for header in headers if header is not None] == ["gm-accepts"] * 2
    assert len({header.seed for header in headers if header is not None}) == 2


def test_closing_the_window_in_mid_call_keeps_the_call(pilot: Pilot, tmp_path: Path) -> None:
    pilot.begin("gm-accepts")
    pilot.key("1")
    pilot.rest()
    pygame.event.post(pygame.event.Event(pygame.QUIT))
    pilot.frame()
    assert pilot.window.closed
    pilot.work.join()
    (record,) = (tmp_path / "records").iterdir()
    assert RecordFolder(record).holds(Part.SCORECARD)

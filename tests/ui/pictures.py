"""The pictures in ``docs/window``, made anew: python -m tests.ui.pictures [FOLDER]

A pilot works calls in the real window by keyboard, badly at first; console, hints and progress are what it sees.
The debrief is of a call by voice: a plan spoken, partly recorded and partly synthesized, and recognised by Whisper.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ["SDL_AUDIODRIVER"] = "dummy"

from simulator.commands.window import hints_in
from simulator.model.text import Lang
from simulator.runtime import folders
from simulator.runtime.cast import cast_for
from simulator.runtime.desk import TrainingDesk
from simulator.runtime.equipment import Machine
from simulator.runtime.performance import plan_of, rehearse_by_voice
from simulator.runtime.settings import write_settings
from simulator.runtime.workspace import Workspace
from simulator.ui.desk import Preparing
from simulator.ui.screens.console import Console
from simulator.ui.screens.debrief import DebriefScreen
from simulator.ui.screens.drill import DrillScreen
from simulator.ui.screens.screen import Screen
from simulator.ui.screens.start import Start
from simulator.ui.screens.working import Working
from simulator.ui.views.keymap import Action
from tests.paced import Follower, PacedInbox
from tests.ui.pilot import Pilot

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "window"
LEARNT = (("gm-accepts", "unasked"), ("gm-accepts", "late"), ("gm-accepts", "minimum"), ("gm-accepts", "perfect"))
"""The calls and plans of somebody who learns."""
DRILLED = (
    ("您好，恒城集团。", "您好，恒城集团，请讲。"),
    ("请稍等。", "好的。"),
    ("我马上为您转接财务部。", "我马上帮您转财务部。"),
    ("对不起，电话占线，请稍后再拨。", "对不起，电话占先，请后再打。"),
)
"""Wordings, and what is said for them."""
SPOKEN = ("gm-accepts", "late")


class Photographer:
    """A pilot with a workspace, its records and a folder for what it sees."""

    def __init__(self, home: Path, folder: Path) -> None:
        write_settings(home / "settings.json", {"trainee": "李敏", "voicing": "typed"})
        self.folder, self.home = folder, home
        self.workspace = Workspace(folders.library())
        inboxes: list[PacedInbox] = []
        follower = Follower(inboxes)

        def inbox() -> PacedInbox:
            inboxes.append(PacedInbox())
            return inboxes[-1]

        self.desk = TrainingDesk(
            folders.library(),
            home / "records",
            home / "settings.json",
            Machine("none"),
            inbox=inbox,
            render_ahead=False,
            watchers=(follower,),
            hints=hints_in(Lang.ZH),
        )
        self.pilot = Pilot(self.desk, inboxes, follower)

    def shot(self, name: str) -> None:
        self.pilot.settle()
        self.pilot.shot(self.folder / f"{name}.png")

    def begin(self, call: str) -> None:
        """From the start screen into a call."""
        start = self.pilot.window.screen
        assert isinstance(start, Start)
        start.chosen = replace(start.chosen, call=call)
        self.pilot.settle()
        self.pilot.follower.begin()
        start.begin()
        self.pilot.work.started.wait()
        self.until(Console)
        self.pilot.rest()

    def until(self, screen: type[Screen]) -> None:
        """Frames until this one is there."""
        while not isinstance(self.pilot.window.screen, screen):
            self.pilot.frame()
        self.pilot.settle()

    def close(self) -> None:
        self.pilot.window.close()
        self.desk.close()

    def attempts(self) -> None:
        """Calls from ring to debrief, as somebody works them who learns."""
        for call, plan in LEARNT:
            loaded = self.workspace.load_call(self.workspace.find_call(call))
            self.begin(call)
            self.pilot.work_through(plan_of(loaded, plan))
            self.until(DebriefScreen)
            if (call, plan) == LEARNT[-1]:
                self.shot("debrief-typed")
            self.pilot.key("escape")
            self.until(Start)
        self.desk._refresh()

    def console(self) -> None:
        """In the midst of a call, and with the next wording asked for."""
        loaded = self.workspace.load_call(self.workspace.find_call("gm-accepts"))
        self.begin("gm-accepts")
        for step in plan_of(loaded, "perfect").steps[:3]:
            self.pilot.take(step)
        self.pilot.inbox.run_until(self.pilot.follower.quiet)
        self.pilot.rest()
        assert self.pilot.work._publisher.hinted(30)
        self.shot("console")
        self.pilot.press(Action.HINT)
        self.pilot.rest()
        assert self.pilot.work._publisher.hinted(30)
        self.shot("practice-hints")
        self.pilot.end()
        self.until(DebriefScreen)
        self.pilot.key("escape")
        self.until(Start)

    def progress(self) -> None:
        self.pilot.settle()
        self.pilot.click(self.pilot.button("成绩"))
        self.shot("progress")
        self.pilot.key("escape")

    def drill(self) -> None:
        """Wordings said well, badly and nearly."""
        start = self.pilot.window.screen
        assert isinstance(start, Start)
        start.chosen = replace(start.chosen, call="gm-accepts")
        self.pilot.settle()
        self.pilot.click(self.pilot.button("用语练习"))
        screen = self.pilot.window.screen
        assert isinstance(screen, DrillScreen)
        while not screen.session.exercises or isinstance(screen._work.stage(), Preparing):
            self.pilot.frame()
        for known, (wording, said) in enumerate(DRILLED):
            while screen.session.current is None or screen.session.current.wording != wording:
                self.pilot.key("n")
            self.pilot.tab_to(screen.typed)
            self.pilot.type(said)
            self.pilot.key("return")
            while len(screen.session.said) == known:
                self.pilot.frame()
            self.pilot.tab_to(screen.list)
        self.shot("drill")
        self.pilot.key("escape")
        self.until(Start)

    def debrief(self) -> None:
        """Of a call by voice."""
        call, plan = SPOKEN
        loaded = self.workspace.load_call(self.workspace.find_call(call))
        with cast_for(loaded, 1, "whisper", "", "auto") as cast:
            record = rehearse_by_voice(loaded, plan_of(loaded, plan), self.home / "spoken", 1, cast)
        window, start, work = self.pilot.window, self.pilot.window.screen, self.desk.debrief(str(record.path))
        window.go(Working(window, work, lambda: start, partial(DebriefScreen, window)))
        self.until(DebriefScreen)
        self.shot("debrief")
        self.pilot.key("escape")
        self.until(Start)


def main(folder: Path) -> None:
    with TemporaryDirectory() as home:
        photographer = Photographer(Path(home), folder)
        photographer.attempts()
        photographer.progress()
        photographer.drill()
        photographer.console()
        photographer.debrief()
        photographer.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)

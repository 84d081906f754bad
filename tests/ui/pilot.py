"""A pilot in front of the real window over the real desk: presses keys, clicks, reads; waits for rest, never for time.

The call's clock is the test's (``tests.paced``): it goes on only when the pilot lets it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pygame
from pygame.event import Event

from simulator.model.checks import RecordField
from simulator.model.script import KeyName, LineFault, Plan, Press, Relay, Report, Say, Step, Wait, Write
from simulator.runtime.desk import TrainingDesk
from simulator.runtime.desk_work import CallWork
from simulator.runtime.fonts import chinese_font
from simulator.ui.application import application
from simulator.ui.screens.console import Console
from simulator.ui.screens.debrief import DebriefScreen
from simulator.ui.screens.start import Start
from simulator.ui.views.keymap import Action, chord_of
from simulator.ui.widgets.buttons import Button
from simulator.ui.widgets.labels import Label
from simulator.ui.widgets.widget import Widget
from tests.paced import Follower, PacedInbox

FRAME_MS = 16
MOST_FRAMES = 200
MOST_TABS = 120


class Pilot:
    """``inboxes`` gets the clock of each call as the desk makes it."""

    def __init__(self, desk: TrainingDesk, inboxes: list[PacedInbox], follower: Follower) -> None:
        font = chinese_font("总机")
        assert font is not None
        self.desk = desk
        self.follower = follower
        self._inboxes = inboxes
        self._now = 0
        self.window = application(desk, font.path, font.face)
        desk.open()
        desk._library._read.wait()
        self.settle()

    # --- frames ------------------------------------------------------------------------------------------------------

    @property
    def inbox(self) -> PacedInbox:
        return self._inboxes[-1]

    def frame(self) -> None:
        self._now += FRAME_MS
        self.window.step(self._now)

    def settle(self) -> None:
        """Frames until nothing is left to be drawn."""
        for _ in range(MOST_FRAMES):
            self.frame()
            if self.window.idle():
                return
        raise AssertionError("the window does not come to rest")

    def rest(self) -> None:
        """Until the call has worked in everything, and the window shows it."""
        self.inbox.settle()
        self.settle()

    def shot(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        pygame.image.save(self.window.surface, path)

    # --- hands -------------------------------------------------------------------------------------------------------

    def key(self, name: str) -> None:
        *held, key = name.split("+") if name != "+" else ["+"]
        mods = {"ctrl": pygame.KMOD_CTRL, "shift": pygame.KMOD_SHIFT, "alt": pygame.KMOD_ALT}
        mod = sum(mods[one] for one in held)
        for kind in (pygame.KEYDOWN, pygame.KEYUP):
            pygame.event.post(Event(kind, key=pygame.key.key_code(key), mod=mod, unicode="", scancode=0))
        self.settle()

    def press(self, action: Action | KeyName) -> None:
        self.key(chord_of(Action(action.value)).name)

    def type(self, text: str) -> None:
        pygame.event.post(Event(pygame.TEXTINPUT, text=text))
        self.settle()

    def click(self, widget: Widget) -> None:
        pos = widget.rect.center
        pygame.event.post(Event(pygame.MOUSEMOTION, pos=pos, rel=(0, 0), buttons=(0, 0, 0)))
        pygame.event.post(Event(pygame.MOUSEBUTTONDOWN, pos=pos, button=1))
        pygame.event.post(Event(pygame.MOUSEBUTTONUP, pos=pos, button=1))
        self.settle()

    def tab_to(self, widget: Widget) -> None:
        """With the Tab key alone."""
        for _ in range(MOST_TABS):
            if self.window.root.focused is widget:
                return
            self.key("tab")
        raise AssertionError("it cannot be reached with the Tab key")

    def nowhere(self) -> None:
        """Out of every field, so that plain keys are the board's."""
        while self.window.root.focused is not None:
            self.key("escape")

    # --- eyes --------------------------------------------------------------------------------------------------------

    def widgets(self) -> Iterator[Widget]:
        for layer in self.window.root.layers:
            yield from (widget for widget in layer.widget.walk() if widget.shown())

    def button(self, text: str) -> Button:
        return next(widget for widget in self.widgets() if isinstance(widget, Button) and text in widget.text)

    def texts(self) -> list[str]:
        return [widget.text for widget in self.widgets() if isinstance(widget, Label)]

    @property
    def console(self) -> Console:
        screen = self.window.screen
        assert isinstance(screen, Console), type(screen)
        return screen

    @property
    def work(self) -> CallWork:
        return self.desk._works[-1]

    # --- a call ------------------------------------------------------------------------------------------------------

    def begin(self, call: str) -> None:
        """From the start screen into a call, by keyboard."""
        start = self.window.screen
        assert isinstance(start, Start)
        self.tab_to(start.list)
        self.key("home")
        for _ in start.list.items:
            if start.chosen.call == call:
                break
            self.key("down")
        assert start.chosen.call == call
        self.follower.begin()
        self.tab_to(start.button)
        known = len(self._inboxes)
        self.key("return")
        self.work.started.wait(60)
        assert len(self._inboxes) > known
        self.rest()
        assert self.console

    def work_through(self, plan: Plan) -> None:
        for step in plan.steps:
            self.take(step)
        if not self.follower.finished():
            self.end()
        assert self.follower.finished()
        self.work.join()
        self.settle()

    def end(self) -> None:
        """Early, by keyboard, as far as the debrief."""
        self.inbox.run_until(self.follower.quiet)
        self.settle()
        self.press(Action.END_CALL)
        self.tab_to(self.button("结束并评分"))
        self.key("return")
        self.rest()
        self.work.join()
        self.settle()

    def take(self, step: Step) -> None:
        """One step of a plan, as somebody at the keyboard takes it."""
        follower, inbox = self.follower, self.inbox
        match step:
            case Wait(time=int() as ms):
                inbox.run_for(ms)
                return
            case Wait(until=moment) if moment is not None:
                inbox.run_until(lambda: follower.happened(moment))
                return
        inbox.run_until(follower.quiet)
        inbox.run_for(400)
        self.rest()
        follower.forget()
        match step:
            case Say(text=text):
                self.say(text)
            case Press(key, argument):
                self.board_key(key, argument)
            case Write(fields):
                self.write(dict(fields))
            case Relay():
                self.press(Action.RELAY)
            case Report(line, fault, to):
                self.report(line, fault.value, to)
        self.rest()

    def say(self, text: str) -> None:
        self.press(Action.SPEAK)
        self.type(text)
        self.key("return")

    def board_key(self, key: KeyName, argument: str) -> None:
        self.nowhere()
        if key in (KeyName.ANSWER, KeyName.RETRIEVE) and argument:
            self.key(argument)
            return
        if key in (KeyName.TRANSFER, KeyName.CONSULT):  # found first, then passed on to
            self.press(Action.SEARCH)
            self.key("ctrl+a")
            self.type(argument)
            self.press(key)
            return
        self.press(key)
        if argument:
            self.type(argument)
            self.key("return")

    def write(self, fields: dict[RecordField, str]) -> None:
        self.press(Action.MESSAGE)
        pad = self.console.message
        for name, field in pad.inputs.items():
            if name in fields:
                self.tab_to(field)
                self.key("ctrl+a")
                self.type(fields[name])
        if fields.get(RecordField.URGENCY) == "urgent":
            self.tab_to(pad.urgency)
            self.key("right")
        self.press(Action.SAVE)

    def report(self, line: str, fault: str, extension: str) -> None:
        self.press(Action.FAULT)
        form = self.console.fault
        self.tab_to(form.line)
        self.key("home")
        for _ in range(form.line.texts.index(line)):
            self.key("right")
        chosen = [one.value for one in LineFault].index(fault)
        button = form.kinds.children[chosen]
        self.reach_in_group(button)
        self.key("return")
        self.tab_to(form.tell)
        self.choose(form.tell, extension)
        self.tab_to(form.send_button)
        self.key("return")

    def reach_in_group(self, button: Widget) -> None:
        """Tab into the group of buttons, then the arrow keys."""
        for _ in range(MOST_TABS):
            if self.window.root.focused is button:
                return
            focused = self.window.root.focused
            inside = focused is not None and focused.parent is button.parent
            self.key("down" if inside else "tab")
        raise AssertionError("it cannot be reached")

    def choose(self, drop_down: Widget, beginning: str) -> None:
        """An entry of a drop-down, by the arrow keys."""
        texts = drop_down.texts  # type: ignore[attr-defined]
        wanted = next(n for n, text in enumerate(texts) if text.startswith(beginning))
        for _ in range(2 * len(texts)):
            at = drop_down.chosen  # type: ignore[attr-defined]
            if at == wanted:
                return
            self.key("down" if at < wanted else "up")
        raise AssertionError(f"{beginning} cannot be chosen")

    # --- after it ----------------------------------------------------------------------------------------------------

    @property
    def debrief(self) -> DebriefScreen:
        screen = self.window.screen
        assert isinstance(screen, DebriefScreen), type(screen)
        return screen

"""A person at the real window: what it tells them, and their voice and hands on a real keyboard (xdotool)."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

import pytest

from simulator.model.checks import RecordField
from simulator.model.moments import MomentRef
from simulator.model.script import KeyName, Press, Relay, Report, Say, Step, Wait, Write
from simulator.model.text import Lang, heading
from simulator.model.wording import FAULTS
from simulator.runtime import folders
from simulator.ui.screens.message_pad import EXAMPLES
from simulator.ui.views.keymap import Action, chord_of

DRIVER = Path(__file__).with_name("live_window.py")
ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 90.0
"""What is waited for anything before the test fails; a busy machine recognises slowly."""
SOON_S = 5.0
"""What is waited for typed text before it is typed again."""
FRAMES = 120
"""How many times one looks for something that is about to be shown; the window answers once a frame."""
PACKAGES = {
    "Xvfb": "xvfb",
    "xdotool": "xdotool",
    "fcitx5": "fcitx5 fcitx5-pinyin fcitx5-chinese-addons",
    "dbus-run-session": "dbus",
}
RECORD = (
    RecordField.CALLER,
    RecordField.ORGANISATION,
    RecordField.PHONE,
    RecordField.MATTER,
    RecordField.FOR_WHOM,
)
"""The fields that are filled in, in the order of the pad."""


def need(*programs: str) -> None:
    for program in programs:
        if shutil.which(program) is None:
            pytest.skip(f"the program {program} is missing (Debian packages {PACKAGES[program]})")


def library_of(call: str, library: Path) -> Path:
    """The shipped library with this call only."""
    shutil.copytree(folders.library(), library)
    for path in (library / "calls").glob("*/*.yaml"):
        if path.name.split(".")[0] != call:
            path.unlink()
    return library


class Operator:
    """A person at the window: what it tells, and hands on a real keyboard."""

    def __init__(self, library: Path, home: Path, ears: str, before: tuple[str, ...] = ()) -> None:
        self.process = subprocess.Popen(
            [*before, sys.executable, str(DRIVER), str(library), str(home), ears],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            start_new_session=True,
        )
        self._changed = threading.Condition()
        self._heard: list[str] = []
        self._facts: list[str] = []  # since the last ``act``
        self._quiet = False
        self._reader = threading.Thread(target=self._read, name="window", daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self._changed:
                self._heard.append(line.strip())
                if line.startswith("fact "):
                    self._facts.append(line.strip())
                if line.startswith("quiet"):
                    self._quiet = "yes" in line
                self._changed.notify_all()

    def until(self, wanted: str) -> str:
        """The first line that is this, or begins with this word; what came before it is forgotten."""
        line = self._comes(wanted, PATIENCE_S)
        assert line is not None, f"{wanted} never came; {self._heard[-20:]}"
        return line

    def _comes(self, wanted: str, within_s: float) -> str | None:
        with self._changed:
            self._changed.wait_for(lambda: self._place(wanted) is not None, within_s)
            place = self._place(wanted)
            if place is None:
                return None
            line = self._heard[place]
            del self._heard[: place + 1]
            return line

    def act(self) -> None:
        """Something is about to be done: what ``happened`` is what happens from now on."""
        with self._changed:
            self._facts.clear()

    def happened(self, fact: str) -> None:
        """Wait for a fact, unless it came since the last ``act``."""
        with self._changed:
            came = self._changed.wait_for(lambda: f"fact {fact}" in self._facts, PATIENCE_S)
            assert came, f"{fact} never came; {self._heard[-20:]}"

    def turn(self) -> None:
        """Until it is the trainee's turn."""
        with self._changed:
            assert self._changed.wait_for(lambda: self._quiet, PATIENCE_S), self._heard[-20:]

    def _place(self, wanted: str) -> int | None:
        fits = (n for n, line in enumerate(self._heard) if line == wanted or line.partition(" ")[0] == wanted)
        return next(fits, None)

    def ask(self, command: str, answer: str) -> str:
        assert self.process.stdin is not None
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        return self.until(answer)

    def key(self, name: str) -> None:
        x = name.replace("return", "Return").replace("escape", "Escape").replace("tab", "Tab").replace("space", "space")
        x = "+".join(part.upper() if part.startswith("f") and part[1:].isdigit() else part for part in x.split("+"))
        subprocess.run(["xdotool", "key", "--clearmodifiers", x], check=True)

    def press(self, action: Action | KeyName) -> None:
        self.key(chord_of(Action(action.value)).name)

    def type(self, text: str) -> None:
        subprocess.run(["xdotool", "type", "--delay", "200", text], check=True)

    def fill(self, text: str) -> None:
        """Put this into the field that has the focus.

        xdotool lends a key to a Chinese character for as long as it types it: a window that hangs just then finds the
        key without it, and the text is typed again.
        """
        for _ in range(round(PATIENCE_S / SOON_S)):
            self.key("ctrl+a")
            self.type(text)
            if self._comes(f"text {text}", SOON_S) is not None:
                return
        raise AssertionError(f"{text} was never written; {self._heard[-20:]}")

    def click(self, text: str) -> None:
        """A button or field, as soon as it is there; nothing happens where none comes within some frames (a slow
        machine's call may be over by itself)."""
        for _ in range(FRAMES):
            _, *place = self.ask(f"where {text}", "at").split()
            if place != ["nowhere"]:
                subprocess.run(["xdotool", "mousemove", *place, "click", "1"], check=True)
                return

    def nowhere(self) -> None:
        """Out of every field, so that plain keys are the board's."""
        while self.ask("focused", "focused") != "focused":
            self.key("escape")

    def focus(self) -> None:
        """Without a window manager nobody gives the window the keyboard."""
        search = ["xdotool", "search", "--onlyvisible", "--class", "."]
        found = subprocess.run(search, check=True, capture_output=True, text=True)
        subprocess.run(["xdotool", "windowfocus", "--sync", found.stdout.split()[0]], check=True)

    def enter_call(self) -> None:
        """From the start screen to a call that rings."""
        self.until("ready yes")
        self.focus()
        self.click("开始")
        self.until("fact ringing")
        self.until("screen Call")  # before that, keys are still those of the start screen

    def close(self) -> None:
        assert self.process.stdin is not None
        with contextlib.suppress(ProcessLookupError):  # the input method and its bus as well
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process.stdin.close()
        self._reader.join()
        assert self.process.stdout is not None
        self.process.stdout.close()


@dataclass
class Hands:
    """Take the steps of a plan with voice, keyboard and mouse."""

    operator: Operator
    spoken: dict[str, Path]
    headset: dict[str, str]

    def take(self, step: Step) -> None:
        operator = self.operator
        match step:
            case Say(text=text):
                subprocess.run(["paplay", "-d", "mouth", str(self.spoken[text])], env=self.headset, check=True)
                operator.happened("understood")
            case Press(key, argument):
                self.press(key, argument)
            case Wait(until=MomentRef(moment=moment)):
                operator.happened(moment.value)
            case Write(fields):
                self.write(dict(fields))
            case Relay():
                operator.press(Action.RELAY)
                operator.happened("message_relayed")
            case Report(fault=fault):
                operator.press(Action.FAULT)
                operator.click(heading(FAULTS[fault])[Lang.ZH])
                operator.click("发送报修单")
                operator.happened("fault_reported")

    def press(self, key: KeyName, argument: str) -> None:
        operator = self.operator
        if key in (KeyName.ANSWER, KeyName.RETRIEVE):
            operator.nowhere()
            operator.key(argument)
            operator.happened("answered" if key is KeyName.ANSWER else "retrieved")
        elif key in (KeyName.CONSULT, KeyName.TRANSFER):
            operator.press(Action.SEARCH)
            operator.fill(argument)
            operator.press(key)
        else:
            operator.nowhere()
            operator.press(key)
            if argument:
                operator.type(argument)
                operator.until(f"text {argument}")
                operator.key("return")

    def write(self, fields: dict[RecordField, str]) -> None:
        """From field to field with Tab, as the pad has them."""
        operator = self.operator
        operator.press(Action.MESSAGE)
        operator.click(EXAMPLES[RecordField.CALLER].zh)
        for name in RECORD:
            operator.fill(fields[name])
            operator.key("tab")
        if fields.get(RecordField.URGENCY) == "urgent":
            operator.key("Right")
        operator.press(Action.SAVE)
        operator.until("message")  # the pad knows that it is saved

"""End to end on a real screen (Xvfb), with a real keyboard (xdotool), a virtual audio cable and a real input method."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from audio.models import is_installed
from simulator.model.checks import RecordField
from simulator.model.moments import MomentRef
from simulator.model.script import KeyName, Press, Relay, Report, Say, Step, Wait, Write
from simulator.model.text import Lang, heading
from simulator.model.wording import FAULTS
from simulator.runtime import folders
from simulator.runtime.desk_debrief import debrief_of
from simulator.runtime.performance import plan_of
from simulator.runtime.record_folder import find
from simulator.runtime.results import read_record, score_record
from simulator.runtime.seals import seals_here
from simulator.runtime.settings import write_settings
from simulator.runtime.workspace import Workspace
from simulator.ui.screens.message_pad import EXAMPLES
from simulator.ui.views.keymap import Action, chord_of
from tests.operator_speech import clips

DRIVER = Path(__file__).with_name("live_window.py")
ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 90.0
"""What is waited for anything before the test fails; a busy machine recognises slowly."""
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
FCITX = "wayland,waylandim,notifications,cloudpinyin,notificationitem,kimpanel"
PROFILE = """\
[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin

[Groups/0/Items/0]
Name=keyboard-us
Layout=

[Groups/0/Items/1]
Name=pinyin
Layout=

[GroupOrder]
0=Default
"""
WITH_FCITX = f"""
fcitx5 --disable={FCITX} >/dev/null 2>&1 &
dbus-monitor --session "type='signal',member='NameOwnerChanged',arg0='org.fcitx.Fcitx5'" > "$HOME/names" &
until grep -q Fcitx5 "$HOME/names" || dbus-send --session --print-reply --dest=org.freedesktop.DBus / \
    org.freedesktop.DBus.NameHasOwner string:org.fcitx.Fcitx5 | grep -q true; do :; done
exec "$@"
"""


def need(*programs: str) -> None:
    for program in programs:
        if shutil.which(program) is None:
            pytest.skip(f"the program {program} is missing (Debian packages {PACKAGES[program]})")


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A display of our own."""
    need("Xvfb", "xdotool")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x720x24", "-nolisten", "tcp"],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        display = f":{told.readline().strip()}"
    monkeypatch.setenv("DISPLAY", display)
    monkeypatch.delenv("SDL_VIDEODRIVER", raising=False)
    monkeypatch.delenv("SDL_AUDIODRIVER", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    yield display
    server.kill()
    server.wait()


def library_of(call: str, library: Path) -> Path:
    """The shipped library with this call only."""
    shutil.copytree(folders.library(), library)
    for path in (library / "calls").glob("*/*.yaml"):
        if path.name.split(".")[0] != call:
            path.unlink()
    return library


@pytest.fixture(scope="session")
def one_call(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo call."""
    return library_of("gm-accepts", tmp_path_factory.mktemp("one") / "scenarios")


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
        with self._changed:
            came = self._changed.wait_for(lambda: self._place(wanted) is not None, PATIENCE_S)
            assert came, f"{wanted} never came; {self._heard[-20:]}"
            place = self._place(wanted)
            assert place is not None
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


@pytest.fixture(scope="session")
def shots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    kept = os.environ.get("ZONGJI_ARTEFACTS")
    return Path(kept) if kept else tmp_path_factory.mktemp("shots")


@pytest.mark.live
@pytest.mark.engine
def test_a_call_by_voice_in_the_window(
    screen: str, headset: dict[str, str], one_call: Path, tmp_path: Path, shots: Path
) -> None:
    if not is_installed(folders.models(), "whisper-base"):
        pytest.skip("the model whisper-base is not installed (zongji models install whisper-base)")
    write_settings(tmp_path / "settings.json", {"trainee": "李敏", "voicing": "voice"})
    operator = Operator(one_call, tmp_path, "whisper")
    try:
        operator.enter_call()
        operator.ask(f"shot {shots / 'live-ringing.png'}", "kept")
        workspace = Workspace(one_call)
        loaded = workspace.load_call(workspace.find_call("gm-accepts"))
        for step in plan_of(loaded, "perfect").steps:
            match step:
                case Say(recording=recording):
                    operator.turn()
                    clip = str(loaded.folder / recording)
                    subprocess.run(["paplay", "-d", "mouth", clip], env=headset, check=True)
                    operator.until("fact understood")
                case Press(KeyName.ANSWER, argument):
                    operator.key(argument)
                    operator.until("fact answered")
                case Press(KeyName.CONSULT, argument):
                    operator.turn()
                    operator.press(Action.SEARCH)
                    operator.type(argument)
                    operator.until(f"text {argument}")
                    operator.press(KeyName.CONSULT)
                case Press(key):
                    operator.until("fact accepts")
                    operator.turn()
                    operator.press(key)
                case Wait(until=MomentRef(moment=moment)) if moment.value != "accepts":
                    operator.until(f"fact {moment.value}")
        operator.until("fact connected")
        operator.press(Action.MESSAGE)
        operator.type("宏达公司")
        operator.until("text 宏达公司")
        operator.ask(f"shot {shots / 'live-message.png'}", "kept")
        operator.press(Action.SAVE)
        operator.until("fact message_saved")
        operator.press(Action.END_CALL)
        operator.click("结束并评分")
        operator.until("screen DebriefScreen")
        operator.ask(f"shot {shots / 'live-debrief.png'}", "kept")
        operator.ask("close", "closed")
    finally:
        operator.close()
    (record,) = (tmp_path / "records").iterdir()
    recorded = read_record(find(record, seals_here()))
    card = score_record(recorded)
    assert card.certifiable or card.reservations
    assert {"connected", "message_saved"} <= {
        entry.body.moment.value for entry in recorded.log.entries if hasattr(entry.body, "moment")
    }
    assert card.lowest >= 80_00
    waves = debrief_of(recorded, card, (), Lang.ZH).waves
    for wave in waves:
        assert sum(peak > 0.3 for peak in wave.peaks) * wave.step > 5_000, f"{wave.name} is in the recording"


@pytest.mark.live
@pytest.mark.engine
@pytest.mark.parametrize(("call", "least"), [("complaint", 70_00), ("busy", 70_00), ("fault", 70_00)])
def test_the_other_calls_by_voice_in_the_window(
    screen: str, headset: dict[str, str], tmp_path: Path, shots: Path, call: str, least: int
) -> None:
    """As a trainee who does everything right works them: every key, every word, the record and the report."""
    if not is_installed(folders.models(), "whisper-base"):
        pytest.skip("the model whisper-base is not installed (zongji models install whisper-base)")
    write_settings(tmp_path / "settings.json", {"trainee": "李敏", "voicing": "voice"})
    library = library_of(call, tmp_path / "scenarios")
    workspace = Workspace(library)
    plan = plan_of(workspace.load_call(workspace.find_call(call)), "perfect")
    operator = Operator(library, tmp_path, "whisper")
    hands = Hands(operator, clips(), headset)
    try:
        operator.until("ready yes")
        operator.focus()
        operator.click("开始")
        operator.happened("ringing")
        operator.until("screen Call")  # before that, keys are still those of the start screen
        for step in plan.steps:
            if not isinstance(step, Wait):
                operator.turn()
                operator.act()
            hands.take(step)
        operator.ask(f"shot {shots / f'live-{call}-console.png'}", "kept")
        operator.press(Action.END_CALL)
        operator.click("结束并评分")
        operator.until("screen DebriefScreen")
        operator.ask(f"shot {shots / f'live-{call}-debrief.png'}", "kept")
        operator.ask("close", "closed")
    finally:
        operator.close()
    (record,) = (tmp_path / "records").iterdir()
    card = score_record(read_record(find(record, seals_here())))
    assert card.lowest >= least, [(one.rule, one.verdict) for one in card.findings if one.verdict != "pass"]


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
            operator.key("ctrl+a")
            operator.type(argument)
            operator.until(f"text {argument}")
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
            operator.key("ctrl+a")
            operator.type(fields[name])
            operator.until(f"text {fields[name]}")
            operator.key("tab")
        if fields.get(RecordField.URGENCY) == "urgent":
            operator.key("Right")
        operator.press(Action.SAVE)
        operator.until("message")  # the pad knows that it is saved


@pytest.mark.live
def test_typing_ahead_of_a_window_that_hangs(screen: str, one_call: Path, tmp_path: Path) -> None:
    """Every key counts, also those that were pressed before the window could draw the field that they are for."""
    write_settings(tmp_path / "settings.json", {"trainee": "李敏", "voicing": "typed"})
    operator = Operator(one_call, tmp_path, "none")
    try:
        operator.enter_call()
        operator.process.send_signal(signal.SIGSTOP)
        operator.press(Action.SEARCH)
        operator.type("8401")
        operator.process.send_signal(signal.SIGCONT)
        operator.until("text 8401")
        operator.ask("close", "closed")
    finally:
        operator.close()


@pytest.mark.live
def test_a_name_typed_through_an_input_method(
    screen: str, one_call: Path, tmp_path: Path, shots: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    need("fcitx5", "dbus-run-session")
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"):
        folder = tmp_path / name.lower()
        folder.mkdir(mode=0o700)
        monkeypatch.setenv(name, str(folder))
    profile = tmp_path / "xdg_config_home" / "fcitx5" / "profile"
    profile.parent.mkdir()
    profile.write_text(PROFILE, encoding="ascii")
    profile.with_name("config").write_text("[Behavior]\nActiveByDefault=True\n", encoding="ascii")
    monkeypatch.setenv("SDL_IM_MODULE", "fcitx")
    monkeypatch.setenv("XMODIFIERS", "@im=fcitx")
    write_settings(tmp_path / "settings.json", {"trainee": "", "voicing": "typed"})
    operator = Operator(one_call, tmp_path, "none", ("dbus-run-session", "--", "bash", "-c", WITH_FCITX, "fcitx"))
    try:
        operator.until("ready yes")
        operator.focus()
        operator.click("姓名")
        operator.until("focus TextField")
        operator.ask("run fcitx5-remote -o", "run")
        operator.ask("run fcitx5-remote -s pinyin", "run")
        # At its first key the input method loads its dictionary, and SDL does not wait for it.
        operator.type("nihao")
        operator.key("space")
        first = operator.until("text")
        while "你好" not in first:
            first = operator.until("text")
        operator.key("ctrl+a")
        operator.type("limin")
        operator.key("space")
        typed = operator.until("text").removeprefix("text ")
        assert len(typed) == 2, typed
        assert not typed.isascii(), "composed, not typed letter by letter"
        operator.ask(f"shot {shots / 'live-name.png'}", "kept")
        operator.ask("close", "closed")
    finally:
        operator.close()

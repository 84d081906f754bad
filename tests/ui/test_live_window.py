"""Calls end to end by voice on a real screen (Xvfb), with a real keyboard (xdotool) and a virtual audio cable."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from audio.models import is_installed
from simulator.model.moments import MomentRef
from simulator.model.script import KeyName, Press, Say, Wait
from simulator.model.text import Lang
from simulator.runtime import folders
from simulator.runtime.desk_debrief import debrief_of
from simulator.runtime.performance import plan_of
from simulator.runtime.record_folder import find
from simulator.runtime.results import read_record, score_record
from simulator.runtime.seals import seals_here
from simulator.runtime.settings import write_settings
from simulator.runtime.workspace import Workspace
from simulator.ui.views.keymap import Action
from tests.operator_speech import clips
from tests.ui.window_operator import Hands, Operator, library_of

pytestmark = [pytest.mark.live, pytest.mark.engine, pytest.mark.long]


@pytest.mark.parametrize(("call", "least"), [("busy", 70_00), ("fault", 70_00), ("complaint", 70_00)])
def test_a_whole_call_by_voice_in_the_window(
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
        operator.fill("宏达公司")
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

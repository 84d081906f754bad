"""What the doctor says about machines of every kind; each part is replaced by one that is known to be well or ill."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from audio.levels import Level
from audio.ports import SAMPLE_RATE
from audio.soundcard import Side
from simulator.cli import main
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text
from simulator.runtime import doctor, fonts
from simulator.runtime.doctor import Finding, Status, examine


class Speaker:
    """Speaks for as long as it is told to."""

    identity = "test:voice"
    seconds = 2.5

    def speak(self, text: str, voice: object) -> np.ndarray:
        samples = np.arange(round(self.seconds * SAMPLE_RATE))
        return (8_000 * np.sin(samples / 5)).astype(np.int16)


class Card:
    """A card whose speaker asks for sound at once."""

    def __init__(self, microphone: str | None = "", speaker: str | None = "") -> None:
        assert microphone is None

    def start(self, on_capture: object, fill_playback: Callable[[int], object], on_lost: object) -> None:
        fill_playback(320)

    def stop(self) -> None:
        pass


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """A machine on which everything is well but that no model is installed."""
    monkeypatch.setenv("ZONGJI_MODELS", str(tmp_path / "models"))
    for variable in ("XMODIFIERS", "SDL_IM_MODULE", "GTK_IM_MODULE"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(doctor, "open_speaker", lambda *arguments: Speaker())
    monkeypatch.setattr(doctor, "device_names", lambda side: ("headset",))
    monkeypatch.setattr(doctor, "microphone_level", lambda ms: Level(-30.0, -12.0))
    monkeypatch.setattr(doctor, "MiniaudioCard", Card)
    return monkeypatch


def found(part: str) -> Finding:
    return next(one for one in examine() if one.part == part)


def test_a_well_machine(machine: pytest.MonkeyPatch) -> None:
    for part in ("system", "voice", "microphone", "speaker", "font", "storage"):
        assert found(part).status is Status.OK, part


def test_whatever_is_not_well_says_why_and_what_to_do(machine: pytest.MonkeyPatch) -> None:
    machine.setattr(doctor, "device_names", lambda side: ())
    machine.setattr(doctor, "chinese_font", lambda characters: None)
    ill = [one for one in examine() if one.status is not Status.OK]
    assert {one.part for one in ill} == {"recogniser", "microphone", "speaker", "font"}
    for one in ill:
        assert one.fix
        assert one.fix.zh != one.fix.en
        assert one.exit is not Exit.OK


@pytest.mark.parametrize(
    ("level", "status", "said"),
    [
        (Level(-96.0, -96.0), Status.WARNING, "nothing"),
        (Level(-70.0, -60.0), Status.OK, "quiet"),
        (Level(-30.0, -12.0), Status.OK, "-12 dB"),
        (Level(-3.0, 0.0), Status.WARNING, "overloaded"),
    ],
)
def test_the_level_of_the_microphone(machine: pytest.MonkeyPatch, level: Level, status: Status, said: str) -> None:
    machine.setattr(doctor, "microphone_level", lambda ms: level)
    microphone = found("microphone")
    assert microphone.status is status
    assert said in microphone.why.en


def test_a_listed_device_that_cannot_be_opened_is_missing(machine: pytest.MonkeyPatch) -> None:
    def refuse(ms: int) -> Level:
        raise Problem(Exit.DEVICE, Text("打不开", "cannot be opened"), Text("插好", "plug in"))

    machine.setattr(doctor, "microphone_level", refuse)
    microphone = found("microphone")
    assert (microphone.status, microphone.exit, microphone.why.en) == (Status.MISSING, Exit.DEVICE, "cannot be opened")


def test_a_speaker_that_never_asks_for_sound_is_missing(machine: pytest.MonkeyPatch) -> None:
    machine.setattr(doctor, "OPENING_S", 0)
    machine.setattr(Card, "start", lambda *arguments: None)
    assert found("speaker").status is Status.MISSING


@pytest.mark.parametrize("seconds", [0.4, 12.0])
def test_a_voice_that_spells_characters_in_english_is_no_mandarin_voice(
    machine: pytest.MonkeyPatch, seconds: float
) -> None:
    machine.setattr(Speaker, "seconds", seconds)
    voice = found("voice")
    assert (voice.status, voice.exit) == (Status.MISSING, Exit.MISSING)


def test_a_corrupt_model_is_named_with_its_files(machine: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "models/kokoro").mkdir(parents=True)
    kokoro = found("model:kokoro")
    assert kokoro.status is Status.MISSING
    assert "zongji-model.json" in kokoro.why.en
    assert kokoro.fix
    assert "zongji models install kokoro" in kokoro.fix.zh


def test_ibus_is_warned_about(machine: pytest.MonkeyPatch) -> None:
    machine.setenv("XMODIFIERS", "@im=ibus")
    machine.setattr("sys.platform", "linux")
    assert found("input_method").status is Status.WARNING


def test_a_home_that_cannot_be_written(machine: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    machine.setenv("ZONGJI_HOME", str(tmp_path / "file"))
    storage = found("storage")
    assert (storage.status, storage.exit) == (Status.MISSING, Exit.STORAGE)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_command(machine: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], lang: str) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--lang", lang, "doctor"])
    out = capsys.readouterr().out
    assert left.value.code == Exit.MISSING  # no recogniser
    assert "✗ " + {"zh": "语音识别", "en": "recogniser"}[lang] in out
    assert "zongji models install whisper-base" in out
    with pytest.raises(SystemExit):
        main(["doctor", "--json"])
    data = json.loads(capsys.readouterr().out)
    assert {one["part"] for one in data} >= {"recogniser", "voice", "microphone", "speaker", "font", "model:vosk-small"}
    assert all(one["fix"] for one in data if one["status"] != "ok")


# --- fonts ---


def test_a_font_without_the_glyphs_is_not_taken(tmp_path: Path) -> None:
    """pygame's own default font is Latin only."""
    import pygame.freetype

    pygame.freetype.init()
    latin = fonts.FontFile(Path(pygame.freetype.__file__).with_name("freesansbold.ttf"), 0, "system")
    assert latin.path.is_file()
    assert fonts.missing_glyphs(latin, "abc，总机") == "，总机"
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"no font")
    assert fonts.missing_glyphs(fonts.FontFile(broken, 0, "system"), "总机") == "总机"


@pytest.mark.skipif(os.name == "nt" or os.uname().sysname != "Linux", reason="the font package is for Linux")
def test_a_machine_without_chinese_fonts_gets_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "match_font", lambda name: None)
    font = fonts.chinese_font("总机话务员：您好，请稍等。曾单解查朴翟乐0123ABC")
    assert font
    assert font.source == "package"


@pytest.mark.engine
def test_the_real_voice_speaks_mandarin() -> None:
    finding = doctor._voice()
    assert finding.status is Status.OK, finding.why.en


def test_sides_are_asked_for_separately(machine: pytest.MonkeyPatch) -> None:
    machine.setattr(doctor, "device_names", lambda side: ("headset",) if side is Side.SPEAKER else ())
    assert found("speaker").status is Status.OK
    assert found("microphone").status is Status.MISSING

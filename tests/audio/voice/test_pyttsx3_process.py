"""The process around pyttsx3: crashes, hangs, lies and slow files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from audio.voice import pyttsx3_speaker as module
from audio.voice.choice import open_speaker
from audio.voice.kokoro_speaker import KokoroSpeaker
from audio.voice.pyttsx3_speaker import TRIES, Pyttsx3Speaker
from audio.voice.silent import SilentSpeaker
from simulator.model.problem import Exit, Problem
from simulator.model.script import Voice

FAKE = """
import json, os, struct, sys, time, wave
request = json.load(sys.stdin)
folder = os.path.dirname(os.path.abspath(__file__))
voices = [{"id": "zh", "name": "Tingting", "languages": "zh_CN", "gender": "Female"}]
if "text" not in request:
    print("chatter of a driver")
    print(json.dumps({"version": "fake-1", "voices": voices}))
    sys.exit()
with open(os.path.join(folder, "asked"), "a") as file:
    file.write("x")
tries = os.path.getsize(os.path.join(folder, "asked"))
samples = struct.pack("<h", 3000) * 8000 + struct.pack("<h", -3000) * 8000
def wav():
    with wave.open(request["path"], "wb") as file:
        file.setparams((1, 2, 16000, 0, "NONE", ""))
        file.writeframes(samples)
"""


@pytest.fixture
def child(tmp_path, monkeypatch):
    """Replaces the process by one that does as told; returns how often it was asked to speak."""

    def install(behaviour):
        script = tmp_path / "child.py"
        script.write_text(FAKE + behaviour, encoding="utf-8")
        monkeypatch.setattr(module, "CHILD", script)
        monkeypatch.setattr(module, "DRIVERS", {sys.platform: ("espeak",)})
        return lambda: (tmp_path / "asked").stat().st_size

    return install


GOOD = 'wav(); print(json.dumps({"voice": "zh", "failures": []}))\n'


def test_one_utterance(child):
    asked = child(GOOD)
    speaker = Pyttsx3Speaker()
    assert speaker.identity == "pyttsx3:fake-1:zh"
    assert speaker.speak("您好", Voice()).size == 16_000
    assert asked() == 1


@pytest.mark.parametrize(
    "trouble",
    [
        "os.abort()\n",
        "sys.exit(3)\n",
        "raise RuntimeError('engine trouble')\n",
        'print(json.dumps({"voice": "zh", "failures": []}))\n',
        'open(request["path"], "wb").write(b"RIFF"); print(json.dumps({"voice": "zh", "failures": []}))\n',
        'wav(); print(json.dumps({"voice": "gmw/en", "failures": []}))\n',
        'wav(); print(json.dumps({"voice": "zh", "failures": ["it broke"]}))\n',
        'samples = samples[:200]; wav(); print(json.dumps({"voice": "zh", "failures": []}))\n',
        'samples = bytes(len(samples)); wav(); print(json.dumps({"voice": "zh", "failures": []}))\n',
        "print('no json')\n",
        "",
    ],
    ids=[
        "crash",
        "exit code",
        "exception",
        "no file",
        "broken file",
        "an English voice",
        "error event",
        "too short",
        "silence",
        "gibberish",
        "nothing said",
    ],
)
def test_trouble_is_tried_again_and_then_told(child, trouble):
    asked = child(
        "if tries < 3:\n    " + (trouble.strip() or "sys.exit()").replace("\n", "\n    ") + "\n    sys.exit()\n" + GOOD
    )
    assert Pyttsx3Speaker().speak("您好", Voice()).size == 16_000
    assert asked() == 3
    asked = child(trouble)
    with pytest.raises(Problem) as caught:
        Pyttsx3Speaker().speak("您好", Voice())
    assert caught.value.exit is Exit.MISSING
    assert "您好" in caught.value.message.zh
    assert asked() == 3 + TRIES


def test_an_engine_that_hangs_is_ended(child, monkeypatch):
    asked = child("if tries == 1:\n    time.sleep(1000)\n" + GOOD)
    speaker = Pyttsx3Speaker()
    monkeypatch.setattr(module, "TIMEOUT_S", 2.0)
    assert speaker.speak("您好", Voice()).size == 16_000
    assert asked() == 2


def test_no_mandarin_voice(child, tmp_path):
    child("")
    script = tmp_path / "child.py"
    script.write_text(FAKE.replace("zh_CN", "en_US").replace("Tingting", "Samantha"), encoding="utf-8")
    with pytest.raises(Problem) as caught:
        Pyttsx3Speaker()
    assert caught.value.exit is Exit.MISSING
    assert "none of them Mandarin" in caught.value.message.en
    assert caught.value.hint


def test_the_real_child_ends_even_on_nonsense():
    for request in (b"", b"{}", b'{"driver": "no such driver"}'):
        done = subprocess.run([sys.executable, "-P", str(module.CHILD)], input=request, capture_output=True, timeout=60)
        assert done.returncode != 0


def test_a_voice_that_espeak_does_not_have_is_noticed(pyttsx3, monkeypatch):
    """espeak-ng goes on in English without a word."""
    monkeypatch.setattr(module, "suited", lambda voices, wanted: "sit/no-such-voice")
    with pytest.raises(Problem) as caught:
        pyttsx3.speak("您好，恒城集团。", Voice())
    assert "no-such-voice" in caught.value.message.en


def test_the_real_voice_is_mandarin(pyttsx3):
    assert all("cmn" in voice.id or "zh" in voice.id.lower() for voice in pyttsx3.voices)


def test_many_utterances_one_after_the_other(pyttsx3):
    """``runAndWait`` returns before the file is written now and then: no utterance may be lost to that."""
    sizes = [pyttsx3.speak("您好，恒城集团。" * (1 + i % 3), Voice(rate=150)).size for i in range(9)]
    rounds = np.array(sizes).reshape(3, 3)
    assert (np.diff(rounds) > 8_000).all()
    assert (rounds == rounds[0]).all()


def test_choosing_an_engine(tmp_path):
    assert isinstance(open_speaker("silent"), SilentSpeaker)
    assert isinstance(open_speaker("pyttsx3"), Pyttsx3Speaker)
    assert isinstance(open_speaker("auto", tmp_path), Pyttsx3Speaker)
    for engine, folder in (("kokoro", None), ("kokoro", tmp_path), ("parrot", None)):
        with pytest.raises(Problem):
            open_speaker(engine, folder)


@pytest.mark.parametrize("damage", ["vocab.json", "model.onnx", "zf_a.bin"])
def test_a_damaged_kokoro_folder_is_a_message(tmp_path: Path, damage):
    pytest.importorskip("onnxruntime", reason="the package onnxruntime is not installed")
    pytest.importorskip("misaki", reason="the package misaki is not installed")
    (tmp_path / "vocab.json").write_text('{"vocab": {"n": 1, "a": 2, "i": 3, "x": 4, "u": 5}}', encoding="utf-8")
    (tmp_path / "model.onnx").write_bytes(b"no model")
    (tmp_path / "zf_a.bin").write_bytes(bytes(4 * 256 * 510))
    (tmp_path / damage).write_bytes(b"\xff\xfe damaged")
    with pytest.raises(Problem) as caught:
        KokoroSpeaker(tmp_path).speak("您好", Voice())
    assert caught.value.exit is Exit.MISSING
    assert "kokoro" in caught.value.hint.en

"""The real Whisper: how well it hears people, what becomes of it when its process or its files are damaged."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from audio.ears.whisper import WhisperEars, _environment
from audio.ports import SAMPLE_RATE
from simulator.model.problem import Exit, Problem
from simulator.model.speech import Transcript

Hear = Callable[..., Transcript]
pytestmark = pytest.mark.engine

SMALL_FILES = ("config.json", "tokenizer.json", "vocabulary.txt")


def test_the_identity_is_the_published_model(whisper: WhisperEars) -> None:
    assert whisper.identity == "whisper:base:d01c3014881c"


def test_people_are_understood(whisper: WhisperEars, clips, hear: Hear, syllables, distance) -> None:
    """Toneless-pinyin error over the sixteen human clips."""
    errors = total = 0
    for clip in clips:
        said, heard = syllables(clip.transcript), syllables(hear(whisper, clip.pcm).text)
        assert heard, clip.name
        errors += distance(said, heard)
        total += len(said)
    assert errors / total <= 0.12


def test_of_several_sentences_none_is_lost(whisper: WhisperEars, clips, syllables, distance) -> None:
    """Three at a time, asked for in the pauses between them as the listener does: about the error of single ones."""
    errors = total = 0
    for first in range(0, 15, 3):
        hearing = whisper.listen()
        for clip in clips[first : first + 3]:
            hearing.accept(np.concatenate([clip.pcm, np.zeros(SAMPLE_RATE * 240 // 1000, np.int16)]))
            future = hearing.transcript()
            hearing.accept(np.zeros(SAMPLE_RATE * 160 // 1000, np.int16))
        said = syllables("".join(clip.transcript for clip in clips[first : first + 3]))
        errors += distance(said, syllables(future.result(timeout=600).text))
        total += len(said)
    assert errors / total <= 0.14


def test_alternatives_come_from_the_same_decode(whisper: WhisperEars, clips, hear: Hear) -> None:
    transcripts = [hear(whisper, clip.pcm) for clip in clips[:4]]
    assert all(1 <= len(transcript.alternatives) <= 2 for transcript in transcripts)


def test_the_words_spell_the_text(whisper: WhisperEars, clips, hear: Hear) -> None:
    for clip in clips[:4]:
        transcript = hear(whisper, clip.pcm)
        spelt = "".join(word.text for word in transcript.words)
        assert [c for c in spelt if c.isalnum()] == [c for c in transcript.text if c.isalnum()]


def test_words_cost_nothing_when_nobody_asks(whisper_folder: Path, whisper: WhisperEars, clip, hear: Hear) -> None:
    ears = WhisperEars(whisper_folder)
    try:
        plain = hear(ears, clip.pcm)
    finally:
        ears.close()
    assert plain.words == ()
    assert plain.text == hear(whisper, clip.pcm).text


def test_a_killed_process_is_replaced(whisper_folder: Path, clip, hear: Hear) -> None:
    ears = WhisperEars(whisper_folder)
    try:
        expected = hear(ears, clip.pcm)
        before = ears.process_id
        ears._decodes._worker.process.kill()
        assert hear(ears, clip.pcm) == expected
        assert ears.process_id != before
    finally:
        ears.close()


def test_closing_ends_the_process_and_cancels_a_running_decode(whisper_folder: Path, clips) -> None:
    ears = WhisperEars(whisper_folder)
    process = ears._decodes._worker.process
    hearing = ears.listen()
    hearing.accept(np.concatenate([clip.pcm for clip in clips]))
    future = hearing.transcript()
    ears.close()
    assert process.poll() is not None
    assert future.cancelled()
    assert hearing.transcript().cancelled() or hearing.transcript() is future


def test_the_process_ends_when_the_program_does(whisper_folder: Path) -> None:
    """Nothing stays behind after a crash: the end of its input is the end of the process."""
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "audio.ears.whisper_worker"],
        cwd=whisper_folder,
        env=_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdin
    assert process.stdout
    with process.stdin, process.stdout:
        assert json.loads(process.stdout.readline()) == {"ready": True}
        process.stdin.write(b'{"samples": 100, "words": false}\n' + b"\0" * 50)  # the program dies in mid-request
        process.stdin.close()
        assert process.wait(timeout=30) == 0


def test_a_folder_with_chinese_characters(whisper_folder: Path, tmp_path: Path, link, clip, hear: Hear) -> None:
    folder = tmp_path / "王芳的模型" / "whisper-base"
    folder.mkdir(parents=True)
    for name in ("model.bin", *SMALL_FILES):
        link(whisper_folder / name, folder / name)
    ears = WhisperEars(folder)
    try:
        assert hear(ears, clip.pcm).text
    finally:
        ears.close()


@pytest.mark.parametrize("missing", ["model.bin", "tokenizer.json"])
def test_an_incomplete_model_is_a_problem(whisper_folder: Path, tmp_path: Path, link, missing: str) -> None:
    for name in {"model.bin", *SMALL_FILES} - {missing}:
        link(whisper_folder / name, tmp_path / name)
    with pytest.raises(Problem) as caught:
        WhisperEars(tmp_path)
    assert caught.value.exit is Exit.MISSING
    assert missing in caught.value.message.zh
    assert caught.value.hint is not None


def test_a_damaged_model_is_a_problem(whisper_folder: Path, tmp_path: Path) -> None:
    for name in SMALL_FILES:
        shutil.copyfile(whisper_folder / name, tmp_path / name)
    with (whisper_folder / "model.bin").open("rb") as whole:
        (tmp_path / "model.bin").write_bytes(whole.read(1_000_000))
    with pytest.raises(Problem) as caught:
        WhisperEars(tmp_path)
    assert caught.value.exit is Exit.MISSING
    assert str(tmp_path) in caught.value.message.en


def test_the_program_itself_loads_no_engine(whisper_folder: Path) -> None:
    """The memory of the engine is the worker's alone, and nothing that could download is imported in either."""
    code = (
        "import sys; from pathlib import Path; from audio.ears.whisper import WhisperEars;"
        f"ears = WhisperEars(Path({str(whisper_folder)!r})); ears.close();"
        "engines = ('ctranslate2', 'tokenizers', 'faster_whisper', 'av', 'huggingface_hub', 'socket');"
        "print([name for name in engines if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], env=_environment(), capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_no_socket_is_opened(whisper_folder: Path, clip, tmp_path: Path) -> None:
    """The decode runs with every way to a socket barred."""
    bar = tmp_path / "sitecustomize.py"
    bar.write_text(
        "import sys\n"
        "def bar(event, args):\n"
        "    if event.startswith('socket.'):\n"
        "        raise RuntimeError(event)\n"
        "sys.addaudithook(bar)\n",
        encoding="utf-8",
    )
    code = (
        "import numpy as np; from pathlib import Path; from audio.ears.whisper_decoder import Decoder;"
        f"print(Decoder(Path({str(whisper_folder)!r})).decode(np.fromfile({str(tmp_path / 'pcm')!r}, np.int16)).text)"
    )
    clip.pcm.tofile(tmp_path / "pcm")
    environment = _environment()
    environment["PYTHONPATH"] = os.pathsep.join([str(tmp_path), environment["PYTHONPATH"]])
    environment["PYTHONIOENCODING"] = "utf-8"
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True)
    assert done.stdout.strip()

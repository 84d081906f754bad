"""The Kokoro voices: natural Mandarin, computed by onnxruntime.  An optional extra; the only module that imports
onnxruntime and misaki.

A folder holds ``model.onnx``, ``vocab.json`` (phoneme to token) and a style table ``NAME.bin`` for each voice.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import logging
import re
import warnings
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from audio.line import to_pcm
from audio.ports import SAMPLE_RATE, Pcm
from audio.resample import Signal, resample
from audio.voice.plausible import implausible
from simulator.model.problem import Exit, Problem
from simulator.model.script import Voice as VoiceSpec
from simulator.model.text import Text

MODEL_RATE = 24_000
STYLE_WIDTH = 256
LONGEST = 500
"""Tokens the model takes at once, with some room; longer lines are cut between sentences."""

CHARACTERS_A_MINUTE = 240.0
"""What the voices speak at speed 1, pauses of whole sentences included; much slower they slur their first sounds."""

SPEEDS = (0.6, 1.6)
"""Beyond these the voices slur or drawl."""

PREFIXES = {"female": "zf_", "male": "zm_"}


class KokoroSpeaker:
    """Raises ``Problem`` with ``MISSING`` when a package of the extra or a file of the folder is missing or damaged."""

    def __init__(self, folder: Path, threads: int = 2) -> None:
        self._folder = folder
        self._threads = threads
        self._voices = {path.stem: path for path in sorted(folder.glob("z*.bin"))}
        self._tokens = _vocabulary(folder / "vocab.json")
        self._styles: dict[str, NDArray[np.float32]] = {}
        if not self._voices:
            raise _missing(Text(f"{folder} 里没有语音", f"there are no voices in {folder}"))
        self.identity = f"kokoro:{_digest(folder / 'model.onnx')}"
        for package in ("onnxruntime", "misaki"):
            _import(package)

    @property
    def voices(self) -> tuple[str, ...]:
        """Names, such as ``zf_xiaoxiao``."""
        return tuple(self._voices)

    def speak(self, text: str, voice: VoiceSpec) -> Pcm:
        """See ``audio.ports.Speaker``."""
        style = self._style(self._suited(voice))
        speed = min(max(voice.rate / CHARACTERS_A_MINUTE, SPEEDS[0]), SPEEDS[1])
        parts = [self._run(tokens, style, speed) for tokens in self._pieces(text)]
        if not parts:
            return np.zeros(0, dtype=np.int16)
        pcm = to_pcm(resample(np.concatenate(parts), MODEL_RATE, SAMPLE_RATE))
        if wrong := implausible(pcm, text):
            raise _missing(Text(f"“{text}”读不出来", f"“{text}” came out wrong: {wrong}"))
        return pcm

    def _suited(self, wanted: VoiceSpec) -> str:
        if wanted.name in self._voices:
            return wanted.name
        prefix = PREFIXES.get(wanted.gender, "")
        return next((name for name in reversed(self._voices) if name.startswith(prefix)), next(iter(self._voices)))

    def _style(self, name: str) -> NDArray[np.float32]:
        """The style table of a voice, one row for each number of tokens."""
        if name not in self._styles:
            table = np.fromfile(self._voices[name], dtype="<f4")
            if table.size == 0 or table.size % STYLE_WIDTH:
                raise _missing(Text(f"语音文件 {name} 已损坏", f"the voice {name} is damaged"))
            self._styles[name] = table.astype(np.float32).reshape(-1, STYLE_WIDTH)
        return self._styles[name]

    def _pieces(self, text: str) -> list[list[int]]:
        """The tokens of the text, in as many pieces as the model needs."""
        tokens = self._phonemes(text)
        if len(tokens) <= LONGEST:
            return [tokens] if tokens else []
        sentences = re.findall(r"[^。！？；]+[。！？；]?", text)
        if len(sentences) < 2:
            half = len(text) // 2
            sentences = [text[:half], text[half:]]
        return [piece for sentence in sentences for piece in self._pieces(sentence)]

    def _phonemes(self, text: str) -> list[int]:
        return [self._tokens[sound] for sound in self._to_phonemes(text)[0] if sound in self._tokens]

    def _run(self, tokens: list[int], style: NDArray[np.float32], speed: float) -> Signal:
        row = style[min(len(tokens), len(style) - 1)][np.newaxis]
        inputs = {
            "tokens": np.array([[0, *tokens, 0]], dtype=np.int64),
            "style": row,
            "speed": np.array([speed], dtype=np.float32),
        }
        sound: Signal = np.asarray(self._session.run(None, inputs)[0], dtype=np.float32).ravel()
        return sound

    @cached_property
    def _session(self) -> Any:
        onnxruntime = _import("onnxruntime")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        try:
            return onnxruntime.InferenceSession(
                str(self._folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # onnxruntime raises types of its own for each kind of damage
            raise _missing(Text("模型文件已损坏", f"the model cannot be loaded: {error}")) from error

    @cached_property
    def _to_phonemes(self) -> Any:
        """Mandarin text to phonemes."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # jieba uses parts of setuptools that warn
            module = _import("misaki.zh")
            importlib.import_module("jieba").setLogLevel(logging.WARNING)
        return module.ZHG2P()


def _vocabulary(path: Path) -> dict[str, int]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return {str(sound): int(token) for sound, token in data.get("vocab", data).items()}
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise _missing(Text(f"{path} 不可读", f"{path} cannot be read")) from error


def _digest(path: Path) -> str:
    """The first 12 hex digits of the file's sha256."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()[:12]
    except OSError as error:
        raise _missing(Text(f"缺少 {path}", f"{path} is missing")) from error


def _import(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise _missing(Text(f"没有安装 {name}", f"the package {name} is not installed")) from error


def _missing(detail: Text) -> Problem:
    return Problem(
        Exit.MISSING,
        Text(f"kokoro 语音不能使用：{detail.zh}。", f"The kokoro voices cannot be used: {detail.en}."),
        Text(
            "请安装：pip install 'zongji-trainer[kokoro]'，再运行 zongji models install kokoro。",
            "Install them: pip install 'zongji-trainer[kokoro]', then zongji models install kokoro.",
        ),
    )

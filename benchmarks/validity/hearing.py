"""Recognition by the product's own path, end-pointer and ears, each clip once: transcripts are kept in the cache.

The cache knows a transcript by the sound's digest, the condition, the engine with its model's hash, and the digest of
the source code that hears: another decoder decodes again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import audio
import simulator.runtime
from audio.ports import SAMPLE_RATE, Ears, Pcm
from simulator.model.speech import Transcript
from simulator.runtime.clip import HeardInClip, hear_clip

HEARS = ("ears/*.py", "endpoint.py")
LISTENS = ("listener.py", "clip.py")
SILENT = frozenset({"choice.py"})
"""What changes nothing that is heard: the engine that was chosen has its own name."""
ENGINES = ("vosk", "whisper")
"""The engines' names; a module of ``audio.ears`` that begins with one belongs to it alone."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """What was heard between two pauses of a clip: ms from its beginning, and the transcript."""

    start: int
    end: int
    transcript: Transcript


Heard = tuple[Utterance, ...]


def text_of(heard: Heard) -> str:
    """All that was heard of a clip."""
    return "".join(utterance.transcript.text for utterance in heard)


def decoder_version(engine: str) -> str:
    """The first 12 hex digits of a hash over the modules that end-point and, with this engine, recognise."""
    others = tuple(name for name in ENGINES if name != engine)
    folders = ((Path(audio.__file__).parent, HEARS), (Path(next(iter(simulator.runtime.__path__))), LISTENS))
    files = sorted(
        file
        for folder, patterns in folders
        for pattern in patterns
        for file in folder.glob(pattern)
        if file.name not in SILENT and not file.name.startswith(others)
    )
    sources = (file.name.encode() + file.read_bytes().replace(b"\r\n", b"\n") for file in files)
    return hashlib.sha256(b"\0".join(sources)).hexdigest()[:12]


class Archive:
    """The transcripts of one engine and decoder, in one file of JSON lines.  ``ears`` is opened when first needed."""

    def __init__(self, folder: Path, identity: str, decoder: str, ears: Callable[[], Ears]) -> None:
        self._file = folder / f"{identity.replace(':', '-')}-{decoder}.jsonl"
        self._open = ears
        self._ears: Ears | None = None
        self._known: dict[str, Heard] = {}
        self.decoded = 0
        if self._file.is_file():
            for line in self._file.read_text(encoding="utf-8").splitlines():
                entry = _entry(line)
                if entry is not None:
                    self._known[entry[0]] = entry[1]

    def knows(self, digest: str, condition: str) -> bool:
        """Whether the sound was heard before."""
        return f"{digest}|{condition}" in self._known

    def known(self, digest: str, condition: str) -> Heard:
        """What was heard before.  Raises ``KeyError`` where nothing was."""
        return self._known[f"{digest}|{condition}"]

    def hear(self, digest: str, condition: str, sound: Callable[[], Pcm], played: Pcm | None = None) -> Heard:
        """What is heard of the sound while the headset plays; ``sound`` is asked for only if it never was heard."""
        key = f"{digest}|{condition}"
        if key not in self._known:
            if self._ears is None:
                self._ears = self._open()
            clip = hear_clip(sound(), self._ears, played=played)
            heard = tuple(_utterance(one) for one in clip if one.transcript is not None)
            self._known[key] = heard
            self.decoded += 1
            self._keep(key, heard)
        return self._known[key]

    def close(self) -> None:
        if self._ears is not None:
            self._ears.close()

    def _keep(self, key: str, heard: Heard) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._file.open("a", encoding="utf-8", newline="\n") as file:
            file.write(json.dumps({"key": key, "heard": [_as_json(one) for one in heard]}, ensure_ascii=False) + "\n")


def _utterance(heard: HeardInClip) -> Utterance:
    assert heard.transcript is not None
    return Utterance(heard.first_sample * 1000 // SAMPLE_RATE, heard.end_sample * 1000 // SAMPLE_RATE, heard.transcript)


def _as_json(utterance: Utterance) -> dict[str, object]:
    heard = utterance.transcript
    return {
        "start": utterance.start,
        "end": utterance.end,
        "text": heard.text,
        "confidence": round(heard.confidence, 4),
        "alternatives": list(heard.alternatives),
        "engine": heard.engine,
    }


def _entry(line: str) -> tuple[str, Heard] | None:
    """A line of the file; None where a crash left half of one."""
    try:
        data = json.loads(line)
    except ValueError:
        return None
    return data["key"], tuple(
        Utterance(
            one["start"],
            one["end"],
            Transcript(one["text"], one["confidence"], (), tuple(one["alternatives"]), one["engine"]),
        )
        for one in data["heard"]
    )

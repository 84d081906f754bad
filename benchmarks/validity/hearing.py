"""Recognition by the product's own path, end-pointer and ears, each clip once: transcripts are kept.

The archive knows a transcript by the sound's digest, the condition, the engine with its model's hash, and the digest of
the source code that hears: another decoder decodes again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import audio
import simulator.runtime
from audio.ports import SAMPLE_RATE, Ears, Pcm
from benchmarks.validity.transcripts import Heard, Kept, Utterance, entries, line
from simulator.runtime.clip import HeardInClip, hear_clip

HEARS = ("ears/*.py", "endpoint.py")
LISTENS = ("listener.py", "clip.py")
SILENT = frozenset({"choice.py"})
"""What changes nothing that is heard: the engine that was chosen has its own name."""
ENGINES = ("vosk", "whisper")
"""The engines' names; a module of ``audio.ears`` that begins with one belongs to it alone."""


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
    """The transcripts of one engine and decoder: what the checkout brings, and one file of JSON lines in the cache."""

    def __init__(self, folder: Path, identity: str, decoder: str, kept: Kept | None = None) -> None:
        self.identity, self.decoder = identity, decoder
        self._file = folder / f"{identity.replace(':', '-')}-{decoder}.jsonl"
        self._known: dict[str, Heard] = {}
        if kept is not None and (kept.ears, kept.decoder) == (identity, decoder):
            self._known.update(kept.heard)
        if self._file.is_file():
            self._known.update(entries(self._file.read_text(encoding="utf-8")))

    def knows(self, digest: str, condition: str) -> bool:
        """Whether the sound was heard before."""
        return _key(digest, condition) in self._known

    def known(self, digest: str, condition: str) -> Heard:
        """What was heard before.  Raises ``KeyError`` where nothing was."""
        return self._known[_key(digest, condition)]

    def add(self, digest: str, condition: str, heard: Heard) -> None:
        """Keep what was heard of a sound, in the file at once: a run that is interrupted loses nothing."""
        key = _key(digest, condition)
        self._known[key] = heard
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._file.open("a", encoding="utf-8", newline="\n") as file:
            file.write(line(key, heard) + "\n")

    def of(self, wanted: Iterable[tuple[str, str]]) -> dict[str, Heard]:
        """By key, what was heard of some sounds (digest and condition); what never was is left out."""
        keys = (_key(digest, condition) for digest, condition in wanted)
        return {key: self._known[key] for key in keys if key in self._known}


def hear(ears: Ears, pcm: Pcm, played: Pcm | None = None) -> Heard:
    """What is heard of a sound while the headset plays."""
    return tuple(_utterance(one) for one in hear_clip(pcm, ears, played=played) if one.transcript is not None)


def _key(digest: str, condition: str) -> str:
    return f"{digest}|{condition}"


def _utterance(heard: HeardInClip) -> Utterance:
    assert heard.transcript is not None
    return Utterance(heard.first_sample * 1000 // SAMPLE_RATE, heard.end_sample * 1000 // SAMPLE_RATE, heard.transcript)

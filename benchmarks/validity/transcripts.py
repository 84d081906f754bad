"""Transcripts as lines of text: in the cache as they come, and in the checkout sorted and compressed.

A line is an object with the key (sound and condition) and what was heard.  The same transcripts always give the same
bytes, so that a file made again without need shows no change.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from simulator.model.speech import Transcript

SUFFIX = ".jsonl.xz"
PREFIX = "heard-"


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


@dataclass(frozen=True, slots=True)
class Kept:
    """The transcripts of a checkout, and the identities of what made them: voice, ears, and decoder's code."""

    speaker: str
    ears: str
    decoder: str
    heard: Mapping[str, Heard]


def line(key: str, heard: Heard) -> str:
    """One line, without its end."""
    return json.dumps({"key": key, "heard": [_as_json(one) for one in heard]}, ensure_ascii=False)


def entries(text: str) -> Iterator[tuple[str, Heard]]:
    """Key and transcript of every line; where a crash left half of one there is none."""
    for one in text.split("\n"):
        try:
            data = json.loads(one)
        except ValueError:
            continue
        yield data["key"], tuple(_utterance(each) for each in data["heard"])


def write(folder: Path, kept: Kept) -> Path:
    """Write the file that a checkout brings, in place of any other there.  The file's name says who heard."""
    header = json.dumps({"speaker": kept.speaker, "ears": kept.ears, "decoder": kept.decoder})
    lines = [header, *sorted(line(key, heard) for key, heard in kept.heard.items())]
    data = lzma.compress(("\n".join(lines) + "\n").encode(), preset=9 | lzma.PRESET_EXTREME)
    for other in folder.glob(f"{PREFIX}*{SUFFIX}"):
        other.unlink()
    file = folder / f"{PREFIX}{kept.ears.replace(':', '-')}-{kept.decoder}{SUFFIX}"
    file.write_bytes(data)
    return file


def read(folder: Path) -> Kept | None:
    """What the checkout brings; None where it brings nothing."""
    for file in sorted(folder.glob(f"{PREFIX}*{SUFFIX}")):
        header, _, body = lzma.decompress(file.read_bytes()).decode().partition("\n")
        return Kept(**json.loads(header), heard=dict(entries(body)))
    return None


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


def _utterance(data: Mapping[str, object]) -> Utterance:
    words = Transcript(data["text"], data["confidence"], (), tuple(data["alternatives"]), data["engine"])  # type: ignore[arg-type]
    return Utterance(int(data["start"]), int(data["end"]), words)  # type: ignore[call-overload]

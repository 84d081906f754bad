"""Every sound that the benchmark listens to, what it says, and under which conditions it is heard."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from audio.ports import SAMPLE_RATE, Pcm
from audio.stretch import at_speed
from audio.tones import tone
from audio.wav import read_sound
from benchmarks.validity.clips import SPEEDS, VOICES, Booth, Clip, renderings
from benchmarks.validity.conditions import CLEAN, GRID, TELEPHONE, Condition
from benchmarks.validity.sentences import Sentence
from simulator.model.ring import Tone

GRID_CLIPS = 150
GIVEN_SPEEDS = (1.0, 0.85, 1.2)
GIVEN = "given: "
"""What the groups of given recordings begin with; the name of their folder follows."""
TABLE = "transcripts.tsv"
TALKING = frozenset({"small_talk", "caller"})
"""The kinds of the dev sentences that babble is made of."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A sound to be heard.

    ``key`` names what is said (a sentence's id, a given file's number); ``group`` is ``dev``, ``test``, ``exam``,
    ``negative``, ``double talk`` or begins with ``GIVEN``; ``text`` is what is really said, empty where there are no
    words of the trainee.  ``played`` is what the headset played meanwhile.
    """

    key: str
    group: str
    kind: str
    text: str
    voice: str
    speed: float
    digest: str
    sound: Callable[[], Pcm | None]
    conditions: tuple[Condition, ...]
    played: Callable[[], Pcm | None] | None = None

    @property
    def sex(self) -> str:
        """``female`` or ``male``, by the synthetic voice's name; empty otherwise."""
        return {"zf": "female", "zm": "male"}.get(self.voice[:2], "")


def spoken_sentences(booth: Booth, sentences: Sequence[Sentence], in_grid: int = GRID_CLIPS) -> Iterator[Sample]:
    """All renderings, clean and by telephone; of the held-out ones that say something, some in the whole grid.

    Which ones, their digests decide: by number, one voice would get most of them.
    """
    by_id = {sentence.id: sentence for sentence in sentences}
    clips = list(renderings(booth, sentences))
    telling = [clip for clip in clips if by_id[clip.key].split == "test" and by_id[clip.key].says]
    grid = set(sorted(clip.digest for clip in telling)[:in_grid])
    for clip in clips:
        sentence = by_id[clip.key]
        conditions = GRID if clip.digest in grid else (CLEAN, TELEPHONE)
        yield _rendered(booth, clip, sentence.split, sentence.kind, conditions)


def exam_lines(booth: Booth, lines: Iterable[str]) -> Iterator[Sample]:
    """What trainees say in simulated exams: each line in every voice, at one of the speeds."""
    for turn, voice in enumerate(VOICES):
        for number, line in enumerate(lines):
            speed = SPEEDS[(number + turn) % len(SPEEDS)]
            yield _rendered(booth, booth.clip(line, line, voice, speed), "exam", "line", (CLEAN, TELEPHONE))


def babble_clips(booth: Booth, dev: Sequence[Sentence]) -> tuple[Clip, ...]:
    """What babble is made of: people who talk about something else."""
    talking = {sentence.id for sentence in dev if sentence.kind in TALKING}
    return tuple(clip for clip in renderings(booth, dev) if clip.key in talking)


def given(folder: Path) -> Iterator[Sample]:
    """The recordings of a folder with a ``TABLE`` (columns file and transcript; says, with phrases, if it likes).

    At three speeds, clean and by telephone; people who really spoke also in noise, at their own speed.
    """
    with (folder / TABLE).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    for row in rows:
        path = folder / row["file"]
        name = hashlib.sha256(path.read_bytes()).hexdigest()[:20]
        for speed in GIVEN_SPEEDS:
            noisy = speed == 1.0 and not row.get("voice")
            yield Sample(
                path.stem,
                GIVEN + folder.name,
                row.get("says") or "-",
                row["transcript"],
                row.get("voice") or row.get("speaker") or "",
                speed,
                f"{name}@{speed}",
                partial(_played, path, speed),
                GRID if noisy else (CLEAN, TELEPHONE),
            )


def without_words() -> Iterator[Sample]:
    """Silence, hum, hiss, the network's tones and music: nothing of it may be heard as words."""
    sounds: dict[str, Callable[[], Pcm]] = {
        "silence": lambda: np.zeros(5 * SAMPLE_RATE, np.int16),
        "hum": lambda: _scaled(_hum(), 0.05),
        "hiss -30 dB": lambda: _scaled(_hiss(1), 0.03),
        "hiss -50 dB": lambda: _scaled(_hiss(2), 0.003),
        "clicks": lambda: _scaled(_clicks(), 0.5),
        "melody": lambda: _scaled(_melody(), 0.2),
        "melody, vibrato": lambda: _scaled(_melody(vibrato=True), 0.2),
        "chords": lambda: _scaled(_chords(), 0.2),
    }
    for name, sound in sounds.items():
        yield _wordless(name, sound)
    for one in Tone:
        yield _wordless(f"tone {one.value}", partial(tone(one).samples, 0, 6 * SAMPLE_RATE))


def _rendered(booth: Booth, clip: Clip, group: str, kind: str, conditions: tuple[Condition, ...]) -> Sample:
    return Sample(
        clip.key, group, kind, clip.text, clip.voice, clip.speed, clip.digest, lambda: booth.sound(clip), conditions
    )


def _played(path: Path, speed: float) -> Pcm:
    return at_speed(read_sound(path), speed)


def _wordless(name: str, sound: Callable[[], Pcm]) -> Sample:
    digest = hashlib.sha256(sound().tobytes()).hexdigest()[:20]
    return Sample(name, "negative", "no words", "", "", 1.0, digest, sound, (CLEAN, TELEPHONE))


_T = np.arange(6 * SAMPLE_RATE) / SAMPLE_RATE


def _scaled(signal: np.ndarray[tuple[int, ...], np.dtype[np.float64]], rms: float) -> Pcm:
    level = float(np.sqrt(np.mean(signal**2)))
    return np.clip(signal / max(level, 1e-9) * rms * 32767, -32768, 32767).astype(np.int16)


def _hum() -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return sum((np.sin(2 * np.pi * 50 * n * _T) / n for n in (1, 2, 3, 5)), np.zeros(_T.size))


def _hiss(seed: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return np.random.Generator(np.random.Philox(seed)).standard_normal(_T.size)


def _clicks() -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    signal = np.zeros(_T.size)
    draw = np.random.Generator(np.random.Philox(3))
    for at in draw.integers(0, _T.size - 400, 25):
        signal[at : at + 400] += np.exp(-np.arange(400) / 40) * draw.standard_normal(400)
    return signal


def _melody(vibrato: bool = False) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    steps = np.array([0, 2, 4, 7, 9, 7, 4, 2, 0, 4, 7, 12])
    pitch = 262 * 2 ** (np.repeat(steps, _T.size // steps.size)[: _T.size] / 12)
    bend = 1 + (0.01 * np.sin(2 * np.pi * 5.5 * _T) if vibrato else 0)
    phase = 2 * np.pi * np.cumsum(pitch * bend) / SAMPLE_RATE
    return np.sin(phase) + 0.5 * np.sin(2 * phase) + 0.25 * np.sin(3 * phase)


def _chords() -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    chord = np.repeat(np.array([[0, 4, 7], [5, 9, 12], [7, 11, 14]]), _T.size // 3, axis=0)
    return sum((np.sin(2 * np.pi * 196 * 2 ** (chord[:, voice] / 12) * _T) for voice in range(3)), np.zeros(_T.size))

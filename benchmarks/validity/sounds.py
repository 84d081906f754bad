"""Everything that one run listens to: sentences, exams, sounds without words, leaks, and recordings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from audio.ports import Pcm
from benchmarks.validity import exams, leaks, sentences
from benchmarks.validity.clips import Booth
from benchmarks.validity.conditions import Condition, Room, seed_of
from benchmarks.validity.corpus import (
    GRID_CLIPS,
    TABLE,
    Sample,
    babble_clips,
    exam_lines,
    given,
    spoken_sentences,
    without_words,
)
from benchmarks.validity.sentences import Sentence
from simulator.runtime.performance import scene_of
from simulator.runtime.workspace import LoadedCall
from simulator.session.scene import spoken_lines

LEAKS = 16
TALKED_OVER = 12
QUIET = Room(())
"""Where nobody talks: the sentences of babble need not be made for it."""


@dataclass
class Sounds:
    """The sounds of a run.  ``calls`` are those of the exams, ``speech`` is a folder with recordings.

    Babble, leaks and the grid are made of the first batch of sentences: later batches change none of them.
    """

    booth: Booth
    calls: Sequence[LoadedCall]
    speech: Path

    @cached_property
    def samples(self) -> tuple[Sample, ...]:
        """All of them, always in the same order."""
        lines = [line.text for call in self.calls for _, line, _ in spoken_lines(scene_of(call, seed=0))]
        spread = lines[:: max(1, len(lines) // LEAKS)][:LEAKS]
        first, *later = sentences.BATCHES
        return (
            *(one for split in sentences.SPLITS for one in self._spoken(split, first, GRID_CLIPS)),
            *exam_lines(self.booth, exams.lines(self.calls)),
            *without_words(),
            *leaks.leaked(self.booth, spread),
            *leaks.talked_over(self.booth, self._talking, spread),
            *(one for folder in self.recordings for one in given(folder)),
            *(one for ending in later for split in sentences.SPLITS for one in self._spoken(split, ending, 0)),
        )

    def _spoken(self, split: str, ending: str, in_grid: int) -> tuple[Sample, ...]:
        return tuple(spoken_sentences(self.booth, sentences.batch(split + ending, split), in_grid))

    @cached_property
    def recordings(self) -> tuple[Path, ...]:
        """The folders with recordings: the given one, if there is a table in it, and those in it that have one."""
        return tuple(sorted(table.parent for table in (*self.speech.glob(TABLE), *self.speech.glob(f"*/{TABLE}"))))

    @cached_property
    def _talking(self) -> Sequence[Sentence]:
        """Dev sentences that say something, to be said while a caller talks."""
        telling = [one for one in self._first_dev if one.says]
        return telling[:: max(1, len(telling) // TALKED_OVER)][:TALKED_OVER]

    @cached_property
    def _room(self) -> Room:
        clips = babble_clips(self.booth, self._first_dev)
        return Room([pcm for clip in clips if (pcm := self.booth.sound(clip)) is not None])

    @property
    def _first_dev(self) -> tuple[Sentence, ...]:
        return sentences.batch(sentences.tables("dev")[0], "dev")

    def disturbed(self, sample: Sample, condition: Condition) -> tuple[Pcm, Pcm | None] | None:
        """What the recogniser gets of a sound, and what the headset plays meanwhile; None where a voice cannot say
        it."""
        pcm = sample.sound()
        if pcm is None:
            return None
        played = None if sample.played is None else sample.played()
        in_step = None if played is None else leaks.hear(QUIET, played)
        room = self._room if condition.noise else QUIET
        return room.hear(pcm, condition, seed_of(sample.digest)), in_step

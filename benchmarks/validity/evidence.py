"""All that a run can be judged by: what was heard of every sound, and what each rulebook's judge decides about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.validity import sentences
from benchmarks.validity.books import Book
from benchmarks.validity.conditions import Condition
from benchmarks.validity.corpus import Sample
from benchmarks.validity.figures import Judged
from benchmarks.validity.hearing import Archive
from benchmarks.validity.sentences import Sentence
from benchmarks.validity.transcripts import Heard, Utterance
from simulator.model.speech import Transcript
from simulator.runtime.workspace import LoadedCall

AS_WRITTEN_MS = 3_000


@dataclass
class Evidence:
    """``calls`` are those of the exams, ``recordings`` the folders of given ones.  Judging is done when it is first
    asked for."""

    samples: Sequence[Sample]
    archive: Archive
    books: Sequence[Book]
    calls: Sequence[LoadedCall]
    recordings: Sequence[Path]
    engine: str
    _judged: dict[tuple[str, ...], tuple[Judged, ...]] = field(default_factory=dict)

    @property
    def first(self) -> Book:
        """The rulebook with which the common phrases are measured."""
        return self.books[0]

    def heard(self, groups: Iterable[str], condition: Condition) -> Iterator[tuple[Sample, Heard]]:
        """The clips of some groups as heard under a condition."""
        wanted = frozenset(groups)
        for sample in self.samples:
            asked = sample.group in wanted and condition in sample.conditions
            if asked and self.archive.knows(sample.digest, condition.name):
                yield sample, self.archive.known(sample.digest, condition.name)

    def judged(self, split: str, condition: Condition, book: Book | None = None) -> tuple[Judged, ...]:
        """The clips of a split under a condition, judged by a rulebook (by default the first)."""
        judge = book or self.first
        key = (split, condition.name, judge.id)
        if key not in self._judged:
            said = {one.id: one for one in sentences.load(split)}
            self._judged[key] = tuple(
                _judged(judge, sample, condition.name, said[sample.key], heard)
                for sample, heard in self.heard([split], condition)
            )
        return self._judged[key]

    def written(self, split: str, book: Book | None = None) -> tuple[Judged, ...]:
        """The sentences of a split, judged as if the recogniser had heard every character."""
        judge = book or self.first
        key = (split, judge.id)
        if key not in self._judged:
            self._judged[key] = tuple(_as_written(judge, sentence) for sentence in sentences.load(split))
        return self._judged[key]


def _judged(book: Book, sample: Sample, condition: str, sentence: Sentence, heard: Heard) -> Judged:
    return Judged(sample, condition, sentence.of(book.phrases), heard, book.judge.verdicts(heard))


def _as_written(book: Book, sentence: Sentence) -> Judged:
    heard = (Utterance(0, AS_WRITTEN_MS, Transcript(sentence.text, engine="as written")),)
    sample = Sample(sentence.id, sentence.split, sentence.kind, sentence.text, "", 1.0, "", lambda: None, ())
    return _judged(book, sample, "as written", sentence, heard)

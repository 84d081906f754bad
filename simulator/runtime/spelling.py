"""Which words the installed recogniser can hear; its answers are remembered, so that its model is seldom loaded."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from audio.ears.choice import mandarin_vocabulary
from audio.ports import Vocabulary
from simulator.model.problem import Problem
from simulator.phrases.vocabulary import Knows
from simulator.runtime.remembered import recall, remember

MOST = 100_000
"""Words remembered of one model."""
_COMMON = ("的", "是", "我", "好")
"""A vocabulary with none of them is no Mandarin one, or cannot be read."""


@contextmanager
def spelling(models: Path, cache: Path) -> Iterator[Knows | None]:
    """Whether a word can be heard, where a Mandarin model with a vocabulary is installed; else None.

    A model that cannot be loaded is none: ``zongji doctor`` is who complains about it.
    """
    words = None
    with suppress(Problem):
        vocabulary = mandarin_vocabulary(models)
        if vocabulary is not None:
            words = Words(vocabulary, cache / f"words-{vocabulary.identity.replace(':', '-')}.json")
            if not any(map(words.knows, _COMMON)):
                words = None
    try:
        yield words.knows if words else None
    finally:
        if words:
            words.save()


class Words:
    """A vocabulary that is asked for each word once."""

    def __init__(self, vocabulary: Vocabulary, file: Path) -> None:
        self._vocabulary = vocabulary
        self._file = file
        self._known = {word: answer for word, answer in recall(file).items() if isinstance(answer, bool)}
        self._fresh = False

    def knows(self, word: str) -> bool:
        if word not in self._known:
            self._known[word] = self._vocabulary.knows(word)
            self._fresh = True
        return self._known[word]

    def save(self) -> None:
        if self._fresh:
            remember(self._file, self._known, MOST)

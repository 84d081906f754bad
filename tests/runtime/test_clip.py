"""A recorded clip is heard as the microphone would have brought it."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path

import numpy as np
import pytest

from audio.ears.choice import choose, open_ears
from audio.models import is_installed
from audio.ports import SAMPLE_RATE, Pcm
from audio.wav import read_sound
from benchmarks.validity.errors import edits, syllables
from simulator.model.problem import Problem
from simulator.model.speech import Transcript
from simulator.runtime import folders
from simulator.runtime.clip import HeardInClip, hear_clip
from tests.leaking import leak_of, microphone, on_the_line, track, voices

SPEECH = Path(__file__).parents[1] / "data" / "speech"
CLIPS = sorted(SPEECH.glob("aishell3_*.flac"))[:2]


class Told:
    """Ears whose n-th hearing answers with the n-th word, later ones first; an exception means that they broke."""

    streaming = False
    identity = "told:test:000000000000"

    def __init__(self, words: Sequence[str | Exception]) -> None:
        self._words = list(words)
        self._held: list[tuple[Future[Transcript], str]] = []

    def listen(self) -> ToldHearing:
        return ToldHearing(self._words.pop(0), self._held, last=not self._words)

    def close(self) -> None:
        pass


class ToldHearing:
    def __init__(self, word: str | Exception, held: list[tuple[Future[Transcript], str]], last: bool) -> None:
        self._word, self._held, self._last = word, held, last
        self._future: Future[Transcript] | None = None

    def accept(self, pcm: Pcm) -> None:
        pass

    def partial(self) -> str:
        return ""

    def transcript(self) -> Future[Transcript]:
        if self._future is None:
            self._future = Future()
            if isinstance(self._word, Exception):
                self._future.set_exception(self._word)
            elif self._last:
                self._future.set_result(Transcript(self._word))
                for future, word in self._held:
                    future.set_result(Transcript(word))
            else:
                self._held.append((self._future, self._word))
        return self._future

    def close(self) -> None:
        pass


@pytest.fixture
def two_utterances() -> Pcm:
    pause = np.zeros(SAMPLE_RATE * 3 // 2, np.int16)
    return np.concatenate([pause, read_sound(CLIPS[0]), pause, read_sound(CLIPS[1])])


def test_utterances_come_in_their_order_with_their_samples(two_utterances: Pcm) -> None:
    first, second = hear_clip(two_utterances, Told(["您好", "再见"]))
    assert first.transcript is not None
    assert second.transcript is not None
    assert (first.transcript.text, second.transcript.text) == ("您好", "再见")
    assert SAMPLE_RATE < first.first_sample < first.end_sample < second.first_sample < second.end_sample
    assert second.end_sample <= two_utterances.size + SAMPLE_RATE // 10


def test_an_utterance_without_words_keeps_its_place(two_utterances: Pcm) -> None:
    first, second = hear_clip(two_utterances, Told(["", "再见"]))
    assert first.transcript is None
    assert first.end_sample > first.first_sample
    assert second.transcript is not None


def test_nothing_said_is_nothing_heard() -> None:
    assert hear_clip(np.zeros(SAMPLE_RATE, np.int16), Told([])) == ()


def test_a_recogniser_that_breaks_is_a_problem(two_utterances: Pcm) -> None:
    with pytest.raises(Problem) as caught:
        hear_clip(two_utterances, Told([OSError("gone"), "再见"]))
    assert "told:test" in caught.value.message.zh


@pytest.mark.engine
def test_whisper_hears_the_trainee_and_not_the_caller_who_leaks() -> None:
    if not is_installed(folders.models(), "whisper-base"):
        pytest.skip("the model whisper-base is not installed (zongji models install whisper-base)")
    caller, mine = voices(2, seed=21)
    played = on_the_line(track(11, (0.5, caller)))
    leak = leak_of(played, 150, -20, 1)
    ears = open_ears(choose("whisper", folders.models()))
    assert ears is not None
    try:
        alone = said(hear_clip(microphone(leak), ears, played=played))
        over = track(11, (1.5, mine))
        both = said(hear_clip(microphone(leak, over), ears, played=played))
        wanted = said(hear_clip(microphone(over), ears))
        unguarded = said(hear_clip(microphone(leak), ears))
    finally:
        ears.close()
    assert unguarded, "without the gate the caller's words are heard"
    assert alone == ""
    assert wanted
    assert edits(syllables(wanted), syllables(both)) <= len(syllables(wanted)) // 5


def said(heard: Sequence[HeardInClip]) -> str:
    return "".join(one.transcript.text for one in heard if one.transcript is not None)

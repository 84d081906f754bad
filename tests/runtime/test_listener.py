"""What the recogniser is given and asked, and when, counted in samples."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field

import numpy as np
import pytest

from audio.endpoint import Endpointer
from audio.ports import BLOCK, SAMPLE_RATE, Pcm
from simulator.model.events import Heard, SpeechDropped
from simulator.model.speech import Transcript, Word
from simulator.runtime.inbox import Recognised, VirtualInbox
from simulator.runtime.listener import PREROLL, Listener

MS = SAMPLE_RATE // 1000


@dataclass
class RecordedHearing:
    """Keeps what it is given; answers at once with the number of samples, or with nothing when it is ``deaf``."""

    now: Callable[[], int]
    deaf: bool
    transcribed: Transcript | None = None
    given: list[Pcm] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)
    closed: bool = False

    def accept(self, pcm: Pcm) -> None:
        self.given.append(pcm)

    def partial(self) -> str:
        return ""

    def transcript(self) -> Future[Transcript]:
        self.asked.append(self.now())
        told: Future[Transcript] = Future()
        counted = "" if self.deaf else str(sum(pcm.size for pcm in self.given))
        told.set_result(self.transcribed or Transcript(counted))
        return told

    def close(self) -> None:
        self.closed = True


@dataclass
class RecordedEars:
    streaming: bool
    now: Callable[[], int]
    deaf: bool = False
    transcribed: Transcript | None = None
    identity: str = "recorded"
    hearings: list[RecordedHearing] = field(default_factory=list)

    def listen(self) -> RecordedHearing:
        self.hearings.append(RecordedHearing(self.now, self.deaf, self.transcribed))
        return self.hearings[-1]

    def close(self) -> None:
        pass


def loud(frame: Pcm) -> float:
    """A voice-activity detector for sounds that are either loud or nothing."""
    return 1.0 if np.abs(frame).max() > 1_000 else 0.0


def sound(*lengths_ms: int) -> Pcm:
    """Silence and speech by turns.  Every sample of speech differs from its neighbours."""
    pieces = []
    for number, ms in enumerate(lengths_ms):
        n = ms * MS
        pieces.append(np.random.default_rng(number).integers(-9_000, 9_000, n) if number % 2 else np.zeros(n))
    return np.concatenate(pieces).astype(np.int16)


def nothing(first: int, end: int) -> bool:
    return False


def listened(
    pcm: Pcm,
    *,
    streaming: bool,
    deaf: bool = False,
    transcribed: Transcript | None = None,
    leaked: Callable[[int, int], bool] = nothing,
) -> tuple[list[RecordedHearing], list[Recognised]]:
    endpointer, inbox = Endpointer(loud), VirtualInbox()
    ears = RecordedEars(streaming, lambda: endpointer.position, deaf, transcribed)
    listener = Listener(ears, inbox, endpointer, leaked=leaked)
    for at in range(0, pcm.size, BLOCK):
        listener.accept(pcm[at : at + BLOCK], (at + BLOCK) // MS)
    items = []
    while inbox.next_item() is not None:
        items.append(inbox.get(None))
    return ears.hearings, [item for item in items if isinstance(item, Recognised)]


def test_whole_utterances_are_decoded_as_soon_as_there_is_a_pause() -> None:
    (hearing,), _ = listened(sound(500, 1_000, 1_500), streaming=False)
    (asked,) = hearing.asked
    assert 200 * MS <= asked - 1_500 * MS <= 300 * MS


def test_a_streaming_recogniser_is_asked_when_its_own_rules_would_end_the_sentence() -> None:
    (hearing,), _ = listened(sound(500, 1_000, 1_500), streaming=True)
    (asked,) = hearing.asked
    assert 500 * MS <= asked - 1_500 * MS <= 560 * MS


def test_a_short_pause_leaves_a_streaming_recogniser_in_peace() -> None:
    (hearing,), results = listened(sound(500, 1_000, 400, 1_000, 1_500), streaming=True)
    assert len(hearing.asked) == len(results) == 1


@pytest.mark.parametrize("streaming", [True, False])
def test_speech_that_goes_on_is_decoded_again_with_everything(streaming: bool) -> None:
    (hearing,), (result,) = listened(sound(500, 1_000, 600, 1_000, 1_500), streaming=streaming)
    assert len(hearing.asked) == 2
    assert isinstance(result.event, Heard)
    assert int(result.event.transcript.text) == sum(pcm.size for pcm in hearing.given)


@pytest.mark.parametrize("streaming", [True, False])
def test_the_recogniser_gets_every_sample_once_pauses_included(streaming: bool) -> None:
    pcm = sound(500, 1_000, 600, 1_000, 1_500)
    (hearing,), (result,) = listened(pcm, streaming=streaming)
    assert isinstance(result.event, Heard)
    first = result.event.utterance.first_sample - PREROLL
    given = np.concatenate(hearing.given)
    assert np.array_equal(given, pcm[first : first + given.size])
    assert first + given.size >= result.event.utterance.end_sample


def test_no_words_are_reported_as_no_speech() -> None:
    _, (result,) = listened(sound(500, 1_000, 1_500), streaming=False, deaf=True)
    assert result.event == SpeechDropped(1)


@pytest.mark.parametrize("streaming", [True, False])
def test_what_was_only_playback_is_no_speech_whatever_was_recognised(streaming: bool) -> None:
    asked: list[tuple[int, int]] = []

    def leaked(first: int, end: int) -> bool:
        asked.append((first, end))
        return len(asked) == 1

    pcm = sound(500, 1_000, 1_500, 1_000, 1_500)
    hearings, (dropped, heard) = listened(pcm, streaming=streaming, leaked=leaked)
    assert dropped.event == SpeechDropped(1)
    assert isinstance(heard.event, Heard)
    assert heard.event.utterance.id == 2
    assert heard.event.utterance.first_sample == asked[1][0]
    assert [round(first / SAMPLE_RATE, 1) for first, _ in asked] == [0.5, 3.0]
    assert [hearing.closed for hearing in hearings] == [True, True]


def test_what_was_heard_is_told_in_simplified_characters() -> None:
    """Whatever script the recogniser chose; no hypothesis is told twice for that."""
    words = (Word("請", 0, 200, 0.9), Word("稍等", 200, 600, 0.8))
    heard = Transcript("請稍等", 0.9, words, ("请稍等", "請稍候", "请稍候"), "whisper:base")
    _, (result,) = listened(sound(500, 1_000, 1_500), streaming=False, transcribed=heard)
    assert isinstance(result.event, Heard)
    words = (Word("请", 0, 200, 0.9), Word("稍等", 200, 600, 0.8))
    assert result.event.transcript == Transcript("请稍等", 0.9, words, ("请稍候",), "whisper:base")

"""The pairing of an engine that decides and one that watches."""

from __future__ import annotations

import numpy as np
import pytest

from audio.ears.witnessed import Witnessed
from audio.ports import Ears


@pytest.fixture
def loud() -> np.ndarray:
    return np.full(320, 5_000, np.int16)


def test_both_are_heard_and_never_merged(scripted, loud) -> None:
    pair: Ears = Witnessed(scripted("您好恒城集团"), scripted("您好横城集团"))
    hearing = pair.listen()
    hearing.accept(loud)
    assert hearing.partial() == "您好恒城集团"
    assert hearing.transcript().result().text == "您好恒城集团"
    assert hearing.witness().result().text == "您好横城集团"


def test_in_everything_else_it_is_the_engine_that_decides(scripted) -> None:
    decider, witness = scripted("甲"), scripted("乙")
    witness.identity, witness.streaming = "other:engine:111111111111", False
    pair = Witnessed(decider, witness)
    assert (pair.identity, pair.streaming) == (decider.identity, True)


def test_closing_closes_both(scripted, loud) -> None:
    pair = Witnessed(scripted("甲"), scripted("乙"))
    hearing = pair.listen()
    hearing.accept(loud)
    hearing.close()
    assert hearing.transcript().cancelled()
    assert hearing.witness().cancelled()
    pair.close()
    assert pair.decider.closed
    assert pair.witness.closed


@pytest.mark.engine
def test_vosk_and_whisper_on_the_same_utterance(vosk, whisper, clip, hear) -> None:
    hearing = Witnessed(vosk, whisper).listen()
    hearing.accept(clip.pcm)
    assert hearing.transcript().result(timeout=600) == hear(vosk, clip.pcm)
    assert hearing.witness().result(timeout=600) == hear(whisper, clip.pcm)

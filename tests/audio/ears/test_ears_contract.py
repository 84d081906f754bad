"""What every recogniser promises, whichever it is."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pytest

from audio.ports import SAMPLE_RATE, Ears, Pcm
from simulator.model.speech import Transcript

Hear = Callable[..., Transcript]
Heard = Callable[[Ears, Pcm], Transcript]


@pytest.fixture(scope="module")
def heard(hear: Hear) -> Heard:
    """What ears hear in a sound; each pair is heard once, and what is compared with it is heard apart."""
    known: dict[tuple[str, bytes], Transcript] = {}

    def _heard(ears: Ears, pcm: Pcm) -> Transcript:
        key = ears.identity, pcm.tobytes()
        if key not in known:
            known[key] = hear(ears, pcm)
        return known[key]

    return _heard


def test_identity_names_engine_model_and_hash(ears: Ears) -> None:
    assert re.fullmatch(r"[a-z]+:[\w.-]+:[0-9a-f]{12}", ears.identity)


def test_speech_gives_words(ears: Ears, clip, heard: Heard) -> None:
    transcript = heard(ears, clip.pcm)
    assert transcript.text
    assert transcript.engine == ears.identity
    assert 0.0 < transcript.confidence <= 1.0
    assert transcript.text not in transcript.alternatives
    assert len(set(transcript.alternatives)) == len(transcript.alternatives)


def test_words_have_times_inside_the_utterance(real_ears: Ears, clip, heard: Heard) -> None:
    transcript = heard(real_ears, clip.pcm)
    assert transcript.words
    length = clip.pcm.size * 1000 // SAMPLE_RATE
    edges = [edge for word in transcript.words for edge in (word.start, word.end)]
    assert edges == sorted(edges)
    assert edges[0] >= 0
    assert edges[-1] <= length
    assert all(word.text.strip() == word.text != "" for word in transcript.words)
    assert all(0.0 <= word.confidence <= 1.0 for word in transcript.words)


@pytest.mark.parametrize("block", [1, 333, 4_096, 1_000_000])
def test_the_size_of_blocks_changes_nothing(ears: Ears, clip, hear: Hear, heard: Heard, block: int) -> None:
    short = clip.pcm[: SAMPLE_RATE * 3 // 2]
    assert hear(ears, short, block) == heard(ears, short)


def test_the_same_sound_gives_the_same_transcript(ears: Ears, clip, hear: Hear, heard: Heard) -> None:
    assert hear(ears, clip.pcm) == heard(ears, clip.pcm)


def test_the_caller_may_reuse_its_buffer(ears: Ears, clip, hear: Hear) -> None:
    hearing = ears.listen()
    buffer = np.zeros(320, np.int16)
    for at in range(0, clip.pcm.size - 320, 320):
        buffer[:] = clip.pcm[at : at + 320]
        hearing.accept(buffer)
    buffer[:] = 0
    assert hearing.transcript().result(timeout=600) == hear(
        ears, clip.pcm[: clip.pcm.size // 320 * 320 - 320 * (clip.pcm.size % 320 == 0)]
    )


def test_only_streaming_engines_have_captions(ears: Ears, clip) -> None:
    hearing = ears.listen()
    assert hearing.partial() == ""
    hearing.accept(clip.pcm)
    hearing.transcript().result(timeout=600)  # by now everything accepted has been heard
    assert bool(hearing.partial()) == ears.streaming


def test_a_transcript_may_be_asked_for_twice(ears: Ears, clip) -> None:
    hearing = ears.listen()
    hearing.accept(clip.pcm)
    first = hearing.transcript().result(timeout=600)
    assert hearing.transcript().result(timeout=600) == first


def test_a_transcript_after_more_samples_covers_all_of_them(ears: Ears, clips) -> None:
    hearing = ears.listen()
    hearing.accept(clips[0].pcm)
    first = hearing.transcript().result(timeout=600)
    hearing.accept(clips[5].pcm)
    both = hearing.transcript().result(timeout=600)
    assert len(both.text) >= len(first.text)
    if both.words:
        assert both.words[-1].end > clips[0].pcm.size * 1000 // SAMPLE_RATE


def test_utterances_do_not_mix(ears: Ears, clips, heard: Heard) -> None:
    one, two = clips[6], clips[11]
    alone = heard(ears, one.pcm), heard(ears, two.pcm)
    first, second = ears.listen(), ears.listen()
    for at in range(0, max(one.pcm.size, two.pcm.size), 1600):
        first.accept(one.pcm[at : at + 1600])
        second.accept(two.pcm[at : at + 1600])
    futures = first.transcript(), second.transcript()
    assert tuple(future.result(timeout=600) for future in futures) == alone


def test_nothing_accepted_gives_no_words(ears: Ears) -> None:
    transcript = ears.listen().transcript().result(timeout=600)
    assert (transcript.text, transcript.words, transcript.engine) == ("", (), ears.identity)


@pytest.mark.parametrize("samples", [1, 100, 400, 1_600])
def test_very_little_sound_is_no_error(ears: Ears, clip, hear: Hear, samples: int) -> None:
    middle = clip.pcm.size // 2
    assert isinstance(hear(ears, clip.pcm[middle : middle + samples]), Transcript)


def test_an_empty_block_is_no_error(ears: Ears) -> None:
    hearing = ears.listen()
    hearing.accept(np.zeros(0, np.int16))
    assert hearing.transcript().result(timeout=600).text == ""


@pytest.mark.parametrize(
    "block",
    [np.zeros(320, np.float32), np.zeros(320, np.int32), np.zeros((320, 1), np.int16), b"\0" * 640, [0] * 320],
    ids=["float32", "int32", "two-dimensional", "bytes", "list"],
)
def test_other_than_16_bit_mono_is_refused(ears: Ears, block: object) -> None:
    with pytest.raises(TypeError, match="int16"):
        ears.listen().accept(block)  # type: ignore[arg-type]


def test_thirty_five_seconds_are_heard_to_the_end(real_ears: Ears, clips, hear: Hear) -> None:
    clear = clips[0].pcm  # understood on every processor, so it stands at either end
    middle = np.concatenate([clip.pcm for clip in clips[1:]])[: 35 * SAMPLE_RATE - 2 * clear.size]
    speech = np.concatenate([clear, middle, clear])
    assert speech.size == 35 * SAMPLE_RATE
    transcript = hear(real_ears, speech)
    assert any(word.start < 3_000 for word in transcript.words)
    assert any(word.end > 32_000 for word in transcript.words)


def test_closing_during_a_decode_leaves_the_engine_well(ears: Ears, clips, hear: Hear, heard: Heard) -> None:
    expected = heard(ears, clips[6].pcm)
    hearings = [ears.listen() for _ in range(3)]
    futures = []
    for hearing in hearings:
        hearing.accept(clips[3].pcm)
        futures.append(hearing.transcript())
    for hearing in hearings:
        hearing.close()
    assert hear(ears, clips[6].pcm) == expected
    assert all(future.done() for future in futures)


def test_a_closed_utterance_takes_and_gives_nothing(ears: Ears, clip) -> None:
    hearing = ears.listen()
    hearing.close()
    hearing.accept(clip.pcm)
    assert hearing.transcript().cancelled()
    hearing.close()

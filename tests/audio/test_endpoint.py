"""End-pointing: to the sample where speech begins and ends, and deaf to everything that is none."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from audio.endpoint import ENDPOINT_MS, FRAME, Began, Ended, Endpointer, Paused, Resumed
from audio.line import FaultyLine, telephone
from audio.ports import SAMPLE_RATE
from audio.tones import tone
from simulator.model.ring import Tone
from simulator.model.script import LineFault

MS = SAMPLE_RATE // 1000


def silence(ms):
    return np.zeros(ms * MS, dtype=np.int16)


def room(pcm, db=-66, seed=0):
    noise = np.random.default_rng(seed).standard_normal(pcm.size) * 32_768 * 10 ** (db / 20)
    return np.clip(pcm + noise, -32_768, 32_767).astype(np.int16)


def run(pcm, block=320, **options):
    """The events, each with the position at which it was told."""
    pointer, told = Endpointer(**options), []
    for at in range(0, pcm.size, block):
        told += [(pointer.position, event) for event in pointer.accept(pcm[at : at + block])]
    return told


def only(kind, told):
    return [event for _, event in told if isinstance(event, kind)]


@pytest.fixture(scope="module")
def speech(human_clips):
    """A stretch of real speech with hard edges: it begins and ends in the middle of loud vowels."""

    def cut(clip):
        db = 10 * np.log10(clip[: clip.size // 80 * 80].astype(float).reshape(-1, 80).var(axis=1) + 1)
        loud = np.flatnonzero(db > np.percentile(db, 80))
        return clip[loud[0] * 80 : (loud[-1] + 1) * 80]

    return [cut(clip) for clip in human_clips]


def test_start_and_end_are_right_to_20_ms_on_hard_edges(speech):
    errors = []
    for number, clip in enumerate(speech):
        told = run(room(np.concatenate((silence(1_000), clip, silence(1_200))), seed=number))
        (began,), (ended,) = only(Began, told), only(Ended, told)
        assert began.sample == ended.first_sample
        errors.append((began.sample - 1_000 * MS, ended.end_sample - 1_000 * MS - clip.size))
    worst = np.abs(np.array(errors)).max(axis=0) / MS
    assert worst[0] <= 40
    assert worst[1] <= 40
    assert (np.percentile(np.abs(np.array(errors)), 80, axis=0) / MS <= 20).all()


VOWELS = [  # formants in Hz, pitch at the beginning and the end in Hz
    ((700, 1_150, 2_600), (180, 140)),
    ((320, 2_200, 2_900), (130, 190)),
    ((500, 900, 2_500), (200, 190)),
    ((350, 800, 2_400), (150, 110)),
    ((550, 1_800, 2_600), (120, 180)),
]


def syllable(formants, pitch, ms):
    """A vowel made by hand: harmonics of a gliding pitch under three formants."""
    glide = np.linspace(*pitch, ms * MS)
    phase = 2 * np.pi * np.cumsum(glide) / SAMPLE_RATE
    out = np.zeros(phase.size)
    for harmonic in range(1, int(7_000 / glide.mean())):
        frequency = harmonic * glide.mean()
        peaks = zip(formants, (80, 100, 140), (1, 0.6, 0.3), strict=True)
        strength = sum(gain / (1 + ((frequency - centre) / width) ** 2) for centre, width, gain in peaks)
        out += strength * np.sin(harmonic * phase) / harmonic**0.3
    return (out / np.abs(out).max() * 9_000 * np.hanning(out.size) ** 0.25).astype(np.int16)


@pytest.mark.parametrize("gap", [0, 20, 40, 60])
def test_a_voice_made_by_hand_has_edges_known_to_the_sample(gap):
    syllables = [syllable(*VOWELS[i % 5], ms=150 + 20 * (i % 4)) for i in range(10)]
    phrase = np.concatenate([part for made in syllables for part in (silence(gap), made)])[gap * MS :]
    told = run(room(np.concatenate((silence(800), phrase, silence(1_000)))))
    (ended,) = only(Ended, told)
    assert ended.first_sample / MS == pytest.approx(800, abs=20)
    assert ended.end_sample / MS == pytest.approx(800 + phrase.size / MS, abs=20)


@pytest.mark.parametrize("block", [1, 160, 319, 320, 512, 5_000])
def test_the_block_size_changes_no_event(human_clips, block):
    pcm = room(np.concatenate((silence(500), human_clips[6][: 2 * SAMPLE_RATE], silence(1_000))))
    assert [event for _, event in run(pcm, block)] == [event for _, event in run(pcm, FRAME)]


def test_a_pause_is_told_then_taken_back(speech):
    first, second = speech[6], speech[9]
    pcm = room(np.concatenate((silence(500), first, silence(450), second, silence(1_500))))
    told = run(pcm)
    assert [type(event) for _, event in told if not isinstance(event, Paused | Resumed)] == [Began, Ended]
    ends = 500 * MS + first.size
    pause_at, paused = next((at, e) for at, e in told if isinstance(e, Paused) and abs(e.end_sample - ends) < 50 * MS)
    assert 240 * MS <= pause_at - paused.end_sample <= 310 * MS
    resumed = next(e for at, e in told if isinstance(e, Resumed) and at > pause_at)
    assert resumed.sample / MS == pytest.approx(500 + first.size / MS + 450, abs=40)


def test_events_alternate(speech):
    gaps = [150, 400, 900, 300] * 4
    pcm = room(np.concatenate([part for clip, gap in zip(speech, gaps, strict=True) for part in (clip, silence(gap))]))
    following = {None: {Began}, Began: {Paused}, Paused: {Resumed, Ended}, Resumed: {Paused}, Ended: {Began}}
    last = None
    for _, event in run(pcm):
        assert type(event) in following[last]
        last = type(event)
    utterances = only(Ended, run(pcm))
    assert all(a.end_sample <= b.first_sample for a, b in pairwise(utterances))


@pytest.mark.parametrize("endpoint_ms", [500, ENDPOINT_MS, 1_000])
def test_the_end_comes_when_the_pause_has_lasted_long_enough(speech, endpoint_ms):
    pcm = room(np.concatenate((silence(500), speech[2], silence(2_000))))
    told = run(pcm, endpoint_ms=endpoint_ms)
    at, ended = told[-1]
    assert isinstance(ended, Ended)
    assert endpoint_ms * MS <= at - ended.end_sample <= (endpoint_ms + 70) * MS


def test_pauses_up_to_700_ms_are_seldom_cut(speech):
    pauses = cut = 0
    for number, clip in enumerate(speech):
        for pause in (300, 500, 650, 700):
            other = speech[(number + 5) % len(speech)][:SAMPLE_RATE]  # by then the pause is long decided upon
            pcm = room(np.concatenate((silence(300), clip, silence(pause), other, silence(300))), seed=number)
            resumes = 300 * MS + clip.size + pause * MS
            pauses += 1
            begins = resumes - pause * MS
            cut += any(abs(ended.end_sample - begins) < 60 * MS for ended in only(Ended, run(pcm)))
    assert pauses == 64
    assert cut == 0


def test_the_end_of_the_stream_ends_the_utterance(speech):
    pointer = Endpointer()
    pointer.accept(room(np.concatenate((silence(500), speech[2]))))
    assert pointer.speaking
    (ended,) = pointer.finish()
    assert ended.end_sample / MS == pytest.approx(500 + speech[2].size / MS, abs=40)
    assert pointer.finish() == ()


SECONDS = 12
N = SECONDS * SAMPLE_RATE


def chance(seed=1):
    return np.random.default_rng(seed)


def music(frequencies, beat_ms, harmonics=9, decay=2.5):
    out = np.zeros(N + SAMPLE_RATE)
    t = np.arange(beat_ms * MS * 5 // 4) / SAMPLE_RATE
    for number, begin in enumerate(range(0, N, beat_ms * MS)):
        root = frequencies[number % len(frequencies)]
        for ratio in (1, 1.26, 1.5):
            note = sum(np.sin(2 * np.pi * root * ratio * h * t) / h**1.2 for h in range(1, harmonics))
            out[begin : begin + t.size] += note * np.exp(-decay * t) * np.minimum(1, t / 0.01)
    return out[:N] / np.abs(out).max() * 9_000


def keyboard():
    out = np.zeros(N)
    for begin in chance().integers(0, N - 400, 50):
        out[begin : begin + 400] += 12_000 * chance(int(begin)).standard_normal(400) * np.exp(-np.arange(400) / 60)
    return out


SOUNDS = {
    "silence": lambda: np.zeros(N),
    "quiet noise": lambda: 60 * chance().standard_normal(N),
    "loud noise": lambda: 4_000 * chance().standard_normal(N),
    "mains hum": lambda: sum(3_000 / h * np.sin(2 * np.pi * 50 * h * np.arange(N) / SAMPLE_RATE) for h in (1, 2, 3, 5)),
    "music": lambda: music([262, 330, 392, 349], 400),
    "slow music": lambda: music([131, 165, 196], 900, harmonics=14, decay=0.8),
    "music box": lambda: music([1_047, 1_319, 1_568, 1_175], 250, harmonics=4, decay=5),
    "typing": keyboard,
    **{f"tone {name}": lambda name=name: tone(name).samples(0, N) for name in Tone},
    "loud ring on the line": lambda: 4.0 * telephone(tone(Tone.RING).samples(0, N)),
    "loud busy tone on the line": lambda: 4.0 * telephone(tone(Tone.BUSY).samples(0, N)),
    **{
        f"line {fault}": lambda fault=fault: FaultyLine(fault, 2).apply(silence(SECONDS * 1_000)) for fault in LineFault
    },
}


@pytest.mark.parametrize("name", SOUNDS)
def test_what_is_no_speech_makes_no_utterance(name):
    assert run(room(np.asarray(SOUNDS[name](), dtype=float))) == []


def test_speech_is_found_while_a_tone_sounds(speech):
    busy = tone(Tone.BUSY).samples(0, 6 * SAMPLE_RATE).astype(float) / 4
    busy[SAMPLE_RATE * 2 : SAMPLE_RATE * 2 + speech[6].size] += speech[6]
    assert len(only(Began, run(room(busy)))) == 1


def test_a_constant_offset_of_the_microphone_changes_nothing(speech):
    pcm = room(np.concatenate((silence(500), speech[6], silence(1_200))))
    (plain,), (shifted,) = only(Ended, run(pcm)), only(Ended, run(pcm + np.int16(300)))
    assert shifted.first_sample == pytest.approx(plain.first_sample, abs=16 * MS)
    assert shifted.end_sample == pytest.approx(plain.end_sample, abs=16 * MS)

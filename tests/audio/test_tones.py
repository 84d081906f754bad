"""Tones: the right frequency, edges on the sample, no clicks, the same however they are cut."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.ports import SAMPLE_RATE
from audio.tones import EDGE, Segment, Tone, parse, tone
from simulator.model.ring import CADENCES, RING_PERIOD_MS
from simulator.model.ring import Tone as ToneName


def bursts(pcm):
    """Begin and end of each burst: sound separated by at least 20 ms of zeros."""
    sounding = np.flatnonzero(pcm)
    breaks = np.flatnonzero(np.diff(sounding) > SAMPLE_RATE // 50)
    begins = np.concatenate(([sounding[0]], sounding[breaks + 1]))
    ends = np.concatenate((sounding[breaks], [sounding[-1]])) + 1
    return list(zip(begins.tolist(), ends.tolist(), strict=True))


def test_a_cadence_is_read_as_it_is_written():
    assert parse("450/1000,0/4000") == (Segment(450, 1000), Segment(0, 4000))


@pytest.mark.parametrize(
    "bad", ["", "450", "450/", "/100", "450/0", "-450/100", "450/1.5", "450/100,,0/100", "9000/10"]
)
def test_what_is_no_cadence_is_refused(bad):
    with pytest.raises(ValueError, match="cadence"):
        parse(bad)


@pytest.mark.parametrize("name", list(ToneName))
def test_every_tone_of_the_network_has_its_frequency(name, loudest_frequency):
    expected = parse(CADENCES[name])[0].frequency
    first_burst = tone(name).samples(0, parse(CADENCES[name])[0].ms * SAMPLE_RATE // 1000)
    assert loudest_frequency(first_burst) == pytest.approx(expected, abs=10)
    if name not in (ToneName.RECORD, ToneName.ALARM):
        assert 425 <= loudest_frequency(first_burst) <= 475


@pytest.mark.parametrize("name", [name for name in ToneName if name is not ToneName.DIAL])
def test_bursts_begin_and_end_where_the_cadence_says(name):
    segments = parse(CADENCES[name])
    made = tone(name)
    expected, at = [], 0
    for _ in range(2):
        for segment in segments:
            end = at + segment.ms * SAMPLE_RATE // 1000
            if segment.frequency:
                expected.append((at, end))
            at = end
    # The outermost samples of a soft edge round to zero: less than a quarter of a millisecond.
    for (begin, end), (found_begin, found_end) in zip(expected, bursts(made.samples(0, 2 * made.period)), strict=True):
        assert 0 <= found_begin - begin <= 4
        assert 0 <= end - found_end <= 4


def test_the_fourth_ring_begins_at_15_seconds():
    ring = tone(ToneName.RING)
    assert ring.period == RING_PERIOD_MS * SAMPLE_RATE // 1000
    begins = [begin for begin, _ in bursts(ring.samples(0, 4 * ring.period))]
    assert begins[3] == pytest.approx(15 * SAMPLE_RATE, abs=4)


def test_the_dial_tone_never_stops():
    dial = tone(ToneName.DIAL).samples(0, 5 * SAMPLE_RATE)
    per_period = np.abs(dial[EDGE:].astype(np.int32))
    window = SAMPLE_RATE // 450 + 1
    assert min(per_period[i : i + window].max() for i in range(0, per_period.size - window, window)) > 4_000


@pytest.mark.parametrize("name", list(ToneName))
def test_no_edge_clicks(name):
    made = tone(name)
    pcm = made.samples(0, 2 * made.period).astype(np.int32)
    steepest = 2 * np.pi * parse(CADENCES[name])[0].frequency / SAMPLE_RATE * np.abs(pcm).max()
    assert np.abs(np.diff(pcm)).max() <= steepest + 2


@given(
    segments=st.lists(st.tuples(st.sampled_from([0, 350, 450, 950]), st.integers(1, 400)), min_size=1, max_size=6),
    start=st.integers(0, 100_000),
    cuts=st.lists(st.integers(1, 700), min_size=1, max_size=8),
)
def test_blocks_fit_together(segments, start, cuts):
    made = Tone(tuple(Segment(*segment) for segment in segments))
    whole = made.samples(start, sum(cuts))
    pieces, at = [], start
    for n in cuts:
        pieces.append(made.samples(at, n))
        at += n
    assert np.array_equal(np.concatenate(pieces), whole)

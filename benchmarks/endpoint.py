"""How often the end-pointer cuts into a pause, and how long it takes after speech has ended.

    python benchmarks/endpoint.py FOLDER_WITH_SPEECH [--json]

Every clip gets one pause of exact length at a quiet place in its middle, in a quiet and in a noisy room.  A pause is
cut when the utterance is ended inside it.  Latency is counted from the last sample of speech to the last sample that
the end-pointer had to hear; the decode and the first block of the answer come on top.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from audio.endpoint import ENDPOINT_MS, FRAME, Ended, Endpointer, Voicing, silero
from audio.ports import BLOCK, SAMPLE_RATE, Pcm
from audio.wav import read_sound

PAUSES_MS = range(100, 701, 50)
WAITS_MS = (ENDPOINT_MS, 660, 600, 560)
ROOMS_DB = (-66, -48)
SOUND_FILES = (".wav", ".flac", ".ogg", ".opus")
HOP = 80
SHORTEST = SAMPLE_RATE // 5
"""Halves under 200 ms are left out: half a syllable is no speech to anybody."""


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one wait in one room; times in ms."""

    room_db: int
    wait_ms: int
    pauses: int
    cut: int
    cut_percent: float
    cut_at_700_percent: float
    latency_p50: int
    latency_p95: int
    latency_max: int
    never_ended: int


def levels(pcm: Pcm) -> NDArray[np.float64]:
    """The level of each 5 ms in dB below full scale."""
    hops = pcm[: pcm.size // HOP * HOP].astype(np.float64).reshape(-1, HOP)
    return np.asarray(10 * np.log10(hops.var(axis=1) / 32768**2 + 1e-12))


def trimmed(pcm: Pcm) -> Pcm:
    """The clip from where it first comes within 30 dB of its loud parts to where it last does."""
    db = levels(pcm)
    loud = np.flatnonzero(db > np.percentile(db, 95) - 30)
    return pcm[loud[0] * HOP : (loud[-1] + 1) * HOP]


def halves(pcm: Pcm) -> tuple[Pcm, Pcm]:
    """The clip cut at the quietest place of its middle, each half trimmed."""
    smooth = np.convolve(levels(pcm), np.ones(6) / 6, mode="same")
    third = smooth.size // 3
    cut = (third + int(np.argmin(smooth[third : 2 * third]))) * HOP
    return trimmed(pcm[:cut]), trimmed(pcm[cut:])


def in_a_room(speech: Pcm, db: int, seed: int) -> Pcm:
    noise = np.random.default_rng(seed).standard_normal(speech.size) * 32768 * 10 ** (db / 20)
    return np.clip(speech + noise, -32768, 32767).astype(np.int16)


def judged_once(sound: Pcm) -> Callable[[], Voicing]:
    """The network's verdicts on a sound, computed once and played back for each wait."""
    network = silero()
    verdicts = [network(sound[start : start + FRAME]) for start in range(0, sound.size - FRAME + 1, FRAME)]

    def again() -> Voicing:
        following = iter(verdicts)
        return lambda frame: next(following)

    return again


def listen(sound: Pcm, wait_ms: int, voicing: Voicing | None = None) -> Iterator[tuple[int, Ended]]:
    """The ends that are told, each with the position at which it was."""
    pointer = Endpointer(voicing, endpoint_ms=wait_ms)
    for start in range(0, sound.size, BLOCK):
        for event in pointer.accept(sound[start : start + BLOCK]):
            if isinstance(event, Ended):
                yield pointer.position, event


@dataclass(frozen=True, slots=True)
class Trial:
    """A sound with one pause in it: where speech resumes and where it ends, in samples."""

    sound: Pcm
    voicing: Callable[[], Voicing]
    pause_ms: int
    resumes: int
    ends: int


def trials(clips: list[Pcm], room_db: int) -> Iterator[Trial]:
    """Every clip with three of the pauses; together all of them come about equally often, the longest always."""
    lead, tail = np.zeros(SAMPLE_RATE, np.int16), np.zeros(SAMPLE_RATE * 3 // 2, np.int16)
    for number, clip in enumerate(clips):
        first, second = halves(clip)
        if min(first.size, second.size) < SHORTEST:
            continue
        for pause_ms in {PAUSES_MS[number % len(PAUSES_MS)], PAUSES_MS[(number * 5 + 6) % len(PAUSES_MS)], 700}:
            gap = np.zeros(pause_ms * SAMPLE_RATE // 1000, np.int16)
            sound = in_a_room(np.concatenate((lead, first, gap, second, tail)), room_db, number)
            resumes = lead.size + first.size + gap.size
            yield Trial(sound, judged_once(sound), pause_ms, resumes, sound.size - tail.size)


def measure(room: Sequence[Trial], room_db: int, wait_ms: int) -> Row:
    cut = at_700 = cut_at_700 = never = 0
    latencies: list[float] = []
    for trial in room:
        told = list(listen(trial.sound, wait_ms, trial.voicing()))
        was_cut = any(event.end_sample < trial.resumes for _, event in told)
        cut += was_cut
        at_700 += trial.pause_ms == 700
        cut_at_700 += was_cut and trial.pause_ms == 700
        finals = [position for position, event in told if event.end_sample > trial.resumes]
        never += not finals
        latencies += [(position - trial.ends) * 1000 / SAMPLE_RATE for position in finals[-1:]]
    p50, p95 = (round(float(p)) for p in np.percentile(latencies, (50, 95)))
    shares = (round(100 * cut / len(room), 2), round(100 * cut_at_700 / at_700, 2))
    return Row(room_db, wait_ms, len(room), cut, *shares, p50, p95, round(max(latencies)), never)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    clips = [read_sound(path) for path in sorted(options.folder.rglob("*")) if path.suffix in SOUND_FILES]
    if not clips:
        sys.exit(f"no sound files in {options.folder}")
    began = time.process_time()
    list(listen(np.concatenate(clips), ENDPOINT_MS))
    cost = (time.process_time() - began) / (sum(clip.size for clip in clips) / SAMPLE_RATE)
    rooms = {room: list(trials(clips, room)) for room in ROOMS_DB}
    rows = [measure(room, db, wait) for db, room in rooms.items() for wait in WAITS_MS]
    if options.json:
        print(
            json.dumps({"clips": len(clips), "cpu_per_second": cost, "rows": [asdict(row) for row in rows]}, indent=1)
        )
        return
    print(f"{len(clips)} clips; CPU {1000 * cost:.1f} ms for each second of sound")
    print("room dB  wait  pauses   cut      %   % at 700   latency p50   p95   max   never ended")
    for row in rows:
        print(
            f"{row.room_db:7} {row.wait_ms:5} {row.pauses:7} {row.cut:5} {row.cut_percent:6}"
            f" {row.cut_at_700_percent:10} {row.latency_p50:13} {row.latency_p95:5} {row.latency_max:5}"
            f" {row.never_ended:13}"
        )


if __name__ == "__main__":
    main()

"""From the end of the trainee's speech to the first sample of the caller's answer, and how often the caller cuts in.

    python benchmarks/response.py whisper|vosk [--model FOLDER] [--rounds 2] [--json]

A whole call in real time: a virtual sound card plays clips into the microphone, 20 ms each 20 ms; end-pointer,
speculation, recogniser, inbox, session core, journal on disk and mixer are those of ``zongji run``; the answer is the
first sample other than silence that the card is given.  The caller of this call answers to anything, so the words do
not matter, and a Vosk model of another language serves as well.

The clips are those of tests/data/speech and what the shipped plans' trainees say.  Where speech ends, energy tells: the
last 5 ms of a clip within 30 dB of its loud parts, breaths and clicks apart (``response_stage``).  Turns are of
one and of two clips, each clip cut where it is quietest in its middle.  At the cuts and between the clips there are
pauses of 100 to 700 ms, each length as often as any other; whenever the caller begins before the turn is over, the
pause before that is cut.

A turn that is not answered within 2 s counts as answered then.

The end-pointer alone decides when an utterance is over, so it is also asked by itself, about ten rounds of the clips:
more pauses in less time, and what shorter waits would do.

The bare competitor of Whisper is the same wait and then ``faster_whisper``'s own ``transcribe``; that of Vosk is its
own end-pointing, fed with the same track.

Run it on a machine that has nothing else to do; where there is no such machine, ``chrt -r 10 python ...`` (as root, on
Linux) takes the processor from everybody else.
"""

from __future__ import annotations

import itertools
import math
import os
import random
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from endpoint import judged_once
from measuring import Figure, add_model, arguments, machine, model_folder, opened, percentile, report
from response_stage import AFTER_TURN_MS, PacedCard, Pause, Track, Turn, laid_out, spoken_alike

from audio.endpoint import ENDPOINT_MS, Ended, Endpointer
from audio.ports import BLOCK, SAMPLE_RATE, Ears, Pcm
from audio.wav import read_sound
from simulator.model.events import KeyPressed, Stop
from simulator.model.script import KeyName
from simulator.runtime import folders
from simulator.runtime.live import Hands, Headset, by_voice
from simulator.runtime.workspace import LoadedCall, Workspace

TESTS = Path(__file__).parents[1] / "tests" / "data" / "speech"
PAUSES_MS = range(100, 701, 25)
TARGET_MS = {"whisper": 900, "vosk": 700}
CUT_AT_MOST = 1.0
LONG = 10
"""Turns of so many seconds are rare, and Whisper takes longer for them."""
ROUNDS_ALONE = 10
WAITS_MS = (ENDPOINT_MS, 700, 680, 660)
ANSWER = (8_000 * np.cos(np.arange(SAMPLE_RATE * 3 // 10) / 6)).astype(np.int16)
"""What the caller's answer sounds like: 300 ms, audible from the first sample."""

CALL = """\
zongji: call/1
id: response
title: 测量应答时间
status: draft
rulebook: switchboard
company: hengcheng
clock: {{date: "2026-03-16", time: "09:30"}}
difficulty: 1
summary: 听到什么都应一声。
clauses: [B4.1.1]
callers:
  anybody:
    name: 王建国
    phone: "13800138000"
    line: "1"
    rings_at: 0s
    manner: calm
    voice: {{gender: male}}
    patience: {{silence: 10m, hold: 10m, ring: 10m, repeats: 9}}
    start: listening
    turns:
      listening:
        branches:
          - {{hears: [{phrases}], say: 嗯。}}
        almost: {{say: 嗯。}}
        otherwise: {{say: 嗯。, go: listening}}
        silence: {{say: 嗯。}}
"""


# --- the call --------------------------------------------------------------------------------------------------------


def call_that_answers_anything(folder: Path) -> LoadedCall:
    """A workspace of its own, with the shipped company, manners and rulebook."""
    shutil.copytree(folders.library(), folder, ignore=shutil.ignore_patterns("calls"), dirs_exist_ok=True)
    rulebook = Workspace(folder).rulebook("switchboard")
    assert rulebook is not None
    phrases = ", ".join(name for name, phrase in rulebook.phrases.items() if not phrase.forbidden)
    path = folder / "calls" / "response.yaml"
    path.parent.mkdir()
    path.write_text(CALL.format(phrases=phrases), encoding="utf-8")
    return Workspace(folder).load_call(path)


def performed(loaded: LoadedCall, track: Track, ears: Ears, records: Path) -> PacedCard:
    """Run the call with the track as its trainee; the card knows when the caller spoke."""
    hands: list[Hands] = []

    def person(found: Hands) -> None:
        hands.append(found)
        found.do(KeyPressed(KeyName.ANSWER, "1"))

    card = PacedCard(track, lambda: hands[0].do(Stop("the track is over")))
    by_voice(loaded, records, 1, "", Headset(card, ears, lambda say: ANSWER, "tone"), person)
    return card


# --- what came of it -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answer:
    """``ms`` from the end of a turn, 2,000 where there is no answer, and how long the turn was, in ``seconds``."""

    ms: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answers, how many turns had none; the pauses, and those of them that were cut."""

    answers: list[Answer]
    unanswered: int
    pauses: list[Pause]
    cut: list[Pause]

    def percentile(self, p: float, longest: float = math.inf) -> float:
        """Of the times to the answers, in ms, of turns up to ``longest`` seconds."""
        return percentile([answer.ms for answer in self.answers if answer.seconds <= longest], p)

    def share_cut(self) -> float:
        """In percent."""
        return 100 * len(self.cut) / len(self.pauses)


def outcome_of(track: Track, onsets: Sequence[int]) -> Outcome:
    """What the caller's beginnings mean.  The first turn is the greeting, which is answered like none after it."""
    turns = track.turns[1:]
    limits = [*(turn.start for turn in turns[1:]), track.sound.size]
    firsts = [first_within(onsets, turn.end, limit) for turn, limit in zip(turns, limits, strict=True)]
    answers = [
        Answer(AFTER_TURN_MS if first is None else ms_between(turn.end, first), ms_between(turn.start, turn.end) / 1000)
        for turn, first in zip(turns, firsts, strict=True)
    ]
    ends = [(pause, end) for turn in turns for pause, end in zip(turn.pauses, resumptions(turn), strict=True)]
    cut = [pause for pause, end in ends if first_within(onsets, pause.start, end)]
    return Outcome(answers, firsts.count(None), [pause for pause, _ in ends], cut)


def ms_between(first: int, last: int) -> float:
    return (last - first) * 1000 / SAMPLE_RATE


def first_within(onsets: Sequence[int], start: int, end: int) -> int | None:
    return next((onset for onset in onsets if start <= onset < end), None)


def resumptions(turn: Turn) -> list[int]:
    """Until when a caller who begins has cut each pause: until the next, since an answer decided on may come late."""
    return [*(pause.start for pause in turn.pauses[1:]), turn.end]


# --- by itself, and the bare competitors ------------------------------------------------------------------------------


def end_pointer_alone(track: Track, waits_ms: Sequence[int]) -> dict[int, Outcome]:
    """What the end-pointer decides with each wait, as soon as it can: no recogniser, no clock."""
    voicing = judged_once(track.sound)
    return {
        wait: outcome_of(track, list(ends_found(track, Endpointer(voicing(), endpoint_ms=wait)))) for wait in waits_ms
    }


def ends_found(track: Track, endpointer: Endpointer) -> Iterator[int]:
    for at in range(0, track.sound.size, BLOCK):
        for event in endpointer.accept(track.sound[at : at + BLOCK]):
            if isinstance(event, Ended):
                yield endpointer.position


def bare_vosk(ears: Ears, track: Track) -> Outcome:
    """Vosk's own end-pointing, fed with 100 ms at a time as in its examples; its work counts."""
    import vosk

    model: Any = getattr(ears, "_model")  # noqa: B009 - nobody else needs the loaded model
    recogniser, chunk, found = vosk.KaldiRecognizer(model, SAMPLE_RATE), SAMPLE_RATE // 10, []
    for at in range(0, track.sound.size, chunk):
        began = time.perf_counter()
        if recogniser.AcceptWaveform(track.sound[at : at + chunk].tobytes()):
            recogniser.Result()
            found.append(at + chunk + round((time.perf_counter() - began) * SAMPLE_RATE))
    return outcome_of(track, found)


def bare_whisper(folder: Path, clips: Sequence[Pcm]) -> Outcome:
    """The same wait, then faster-whisper's own ``transcribe`` on all cores.  It has no pauses to cut."""
    from faster_whisper import WhisperModel  # type: ignore[import-untyped]

    model = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=os.cpu_count() or 1)
    answers = []
    for clip in clips:
        began = time.perf_counter()
        segments, _ = model.transcribe(
            clip.astype(np.float32) / 32768, language="zh", beam_size=5, temperature=0.0, without_timestamps=True
        )
        list(segments)  # they are decoded as they are asked for
        answers.append(Answer(ENDPOINT_MS + 1000 * (time.perf_counter() - began), clip.size / SAMPLE_RATE))
    return Outcome(answers, 0, [], [])


# --- all together ----------------------------------------------------------------------------------------------------


def clips() -> list[Pcm]:
    files = [*TESTS.glob("*.flac"), *folders.library().glob("calls/*/recordings/op-*.ogg")]
    return [spoken_alike(read_sound(path)) for path in sorted(files)]


def turns_of(all_clips: Sequence[Pcm], rounds: int) -> list[list[Pcm]]:
    """Each round has every clip once, in turns of one and of two clips by turns, after a first turn by itself."""
    turns = [[all_clips[0]]]
    for number in range(rounds):
        left = list(all_clips)
        random.Random(number).shuffle(left)
        while left:
            take = 1 + len(turns) % 2
            turns.append(left[:take])
            del left[:take]
    return turns


def all_lengths() -> Iterator[int]:
    """Every length as often as any other, in an order that has nothing to do with the clips'."""
    lengths = list(PAUSES_MS)
    for number in itertools.count():
        random.Random(number).shuffle(lengths)
        yield from lengths


def figures_of(engine: str, ours: Outcome, alone: Outcome, bare: Outcome) -> list[Figure]:
    target = TARGET_MS[engine]
    return [
        Figure(f"{engine}: answer, p50", ours.percentile(50), "ms", bare=bare.percentile(50)),
        Figure(f"{engine}: answer, p95", ours.percentile(95), "ms", target, bare.percentile(95)),
        Figure(f"{engine}: answer, p95 of turns up to {LONG} s", ours.percentile(95, LONG), "ms", target),
        Figure(f"{engine}: answer, longest", ours.percentile(100), "ms", bare=bare.percentile(100)),
        Figure(f"{engine}: turns without an answer", ours.unanswered, "", bare=bare.unanswered),
        Figure(f"{engine}: pauses cut", ours.share_cut(), "%", CUT_AT_MOST, bare.share_cut() if bare.pauses else None),
        Figure("end-pointer alone: end found, p95", alone.percentile(95), "ms"),
        Figure("end-pointer alone: pauses cut", alone.share_cut(), "%", CUT_AT_MOST),
    ]


def notes_of(track: Track, ours: Outcome, alone: Mapping[int, Outcome], late: Sequence[float]) -> list[str]:
    return [
        f"{track.sound.size / SAMPLE_RATE:.0f} s in real time: {len(ours.answers)} answers, {len(ours.pauses)} pauses"
        f" of {min(PAUSES_MS)} to {max(PAUSES_MS)} ms, cut: {_lengths(ours.cut)}",
        *(
            f"the end-pointer alone, waiting {wait} ms: p95 {outcome.percentile(95):.0f} ms,"
            f" {len(outcome.cut)} of {len(outcome.pauses)} pauses cut ({outcome.share_cut():.1f} %)"
            for wait, outcome in alone.items()
        ),
        f"the card's blocks came late by {1000 * percentile(late, 50):.1f} ms (p50),"
        f" {1000 * percentile(late, 95):.1f} ms (p95), {1000 * max(late):.0f} ms (most)",
        "a real sound card adds its own buffers on both sides, of 20 ms each where the system grants them",
    ]


def _lengths(pauses: Sequence[Pause]) -> str:
    return ", ".join(f"{pause.ms} ms" for pause in pauses) or "none"


def main() -> None:
    parser = arguments(__doc__)
    add_model(parser, list(TARGET_MS))
    parser.add_argument("--rounds", type=int, default=2, help="how often every clip is spoken")
    options = parser.parse_args()
    before, spoken = machine(), clips()
    track = laid_out(turns_of(spoken, options.rounds), all_lengths())
    folder = model_folder(options.engine, options.model)
    with opened(options.engine, folder) as ears, tempfile.TemporaryDirectory() as temporary:
        loaded = call_that_answers_anything(Path(temporary) / "workspace")
        card = performed(loaded, track, ears, Path(temporary) / "records")
        bare = bare_vosk(ears, track) if options.engine == "vosk" else bare_whisper(folder, spoken)
    ours = outcome_of(track, card.onsets)
    alone = end_pointer_alone(laid_out(turns_of(spoken, ROUNDS_ALONE), all_lengths()), WAITS_MS)
    notes = notes_of(track, ours, alone, card.late)
    report(figures_of(options.engine, ours, alone[ENDPOINT_MS], bare), notes, before, options.json)


if __name__ == "__main__":
    main()

"""The queue before Whisper's process, with a process that does as it is told."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from audio.ears import whisper as module
from audio.ears.whisper import LEAD_IN, PIECE, Decodes, EndOfWorker, WhisperHearing
from audio.ports import Pcm
from simulator.model.problem import Exit, Problem

WAIT = 10
Outcome = str | Exception


class ObedientWorker:
    """Takes each request when it is told what becomes of it: a text, or a death."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.begun: queue.Queue[int] = queue.Queue()
        self.outcomes: queue.Queue[Outcome] = queue.Queue()
        self.started = 0
        self.alive = False

    def __call__(self, folder: Path) -> ObedientWorker:
        self.started += 1
        self.alive = True
        return self

    def ask(self, pcm: Pcm, words: bool) -> dict[str, Any]:
        self.asked.append(pcm.size)
        self.begun.put(pcm.size)
        outcome = self.outcomes.get(timeout=WAIT)
        if isinstance(outcome, Exception):
            self.alive = False
            raise outcome
        return {"text": outcome, "confidence": 0.5, "words": [], "alternatives": []}

    def end(self) -> None:
        if self.alive:
            self.outcomes.put(EndOfWorker())


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> ObedientWorker:
    worker = ObedientWorker()
    monkeypatch.setattr(module, "Worker", worker)
    return worker


@pytest.fixture
def decodes(worker: ObedientWorker) -> Iterator[Decodes]:
    decodes = Decodes(Path("model"), "whisper:test:000000000000", word_times=False)
    yield decodes
    decodes.close()


@pytest.fixture
def listen(decodes: Decodes) -> Callable[[], WhisperHearing]:
    """An utterance in which there is speech."""

    def _listen() -> WhisperHearing:
        hearing = WhisperHearing(decodes)
        hearing._gate.open = True
        return hearing

    return _listen


Listen = Callable[[], WhisperHearing]


def sound(samples: int) -> Pcm:
    return np.ones(samples, np.int16)


def test_one_decode_at_a_time_in_the_order_of_asking(listen: Listen, worker: ObedientWorker) -> None:
    futures = []
    for samples in (10, 20, 30):
        hearing = listen()
        hearing.accept(sound(samples))
        futures.append(hearing.transcript())
    assert worker.begun.get(timeout=WAIT) == 10
    assert worker.begun.empty()
    for text in ("一", "二", "三"):
        worker.outcomes.put(text)
    assert [future.result(timeout=WAIT).text for future in futures] == ["一", "二", "三"]
    assert worker.asked == [10, 20, 30]


def test_a_newer_request_supersedes_a_queued_one_of_the_same_utterance(listen: Listen, worker: ObedientWorker) -> None:
    busy, hearing = listen(), listen()
    busy.accept(sound(1))
    running = busy.transcript()
    assert worker.begun.get(timeout=WAIT) == 1
    hearing.accept(sound(10))
    speculation = hearing.transcript()
    hearing.accept(sound(5))
    final = hearing.transcript()
    assert speculation.cancelled()
    worker.outcomes.put("忙")
    worker.outcomes.put("好")
    assert (running.result(timeout=WAIT).text, final.result(timeout=WAIT).text) == ("忙", "好")
    assert worker.asked == [1, 15]


def test_a_decode_that_runs_is_finished_before_its_successor(listen: Listen, worker: ObedientWorker) -> None:
    hearing = listen()
    hearing.accept(sound(10))
    speculation = hearing.transcript()
    assert worker.begun.get(timeout=WAIT) == 10
    hearing.accept(sound(5))
    final = hearing.transcript()
    worker.outcomes.put("您好")
    worker.outcomes.put("您好恒城")
    assert (speculation.result(timeout=WAIT).text, final.result(timeout=WAIT).text) == ("您好", "您好恒城")


def test_asking_again_without_more_samples_costs_nothing(listen: Listen, worker: ObedientWorker) -> None:
    hearing = listen()
    hearing.accept(sound(10))
    first = hearing.transcript()
    assert hearing.transcript() is first
    worker.outcomes.put("您好")
    assert first.result(timeout=WAIT).text == "您好"
    assert hearing.transcript() is first
    assert worker.asked == [10]


def test_without_speech_nothing_is_decoded(decodes: Decodes, worker: ObedientWorker) -> None:
    hearing = WhisperHearing(decodes)
    hearing.accept(sound(16_000))
    assert hearing.transcript().result(timeout=WAIT).text == ""
    assert worker.asked == []


def test_closing_an_utterance_withdraws_its_request(listen: Listen, worker: ObedientWorker) -> None:
    busy, gone, after = listen(), listen(), listen()
    busy.accept(sound(1))
    running = busy.transcript()
    gone.accept(sound(2))
    withdrawn = gone.transcript()
    after.accept(sound(3))
    kept = after.transcript()
    assert worker.begun.get(timeout=WAIT) == 1
    busy.close()
    gone.close()
    worker.outcomes.put("没人要")
    worker.outcomes.put("好")
    assert kept.result(timeout=WAIT).text == "好"
    assert running.cancelled()
    assert withdrawn.cancelled()
    assert worker.asked == [1, 3]


def test_a_death_is_survived_by_asking_a_new_process(listen: Listen, worker: ObedientWorker) -> None:
    hearing = listen()
    hearing.accept(sound(10))
    future = hearing.transcript()
    worker.outcomes.put(EndOfWorker())
    worker.outcomes.put("您好")
    assert future.result(timeout=WAIT).text == "您好"
    assert worker.asked == [10, 10]
    assert worker.started == 2


def test_a_second_death_is_a_problem_and_the_next_utterance_tries_again(listen: Listen, worker: ObedientWorker) -> None:
    deadly, harmless = listen(), listen()
    deadly.accept(sound(10))
    failed = deadly.transcript()
    harmless.accept(sound(20))
    fine = harmless.transcript()
    for outcome in (EndOfWorker(), EndOfWorker(), EndOfWorker(), "您好"):
        worker.outcomes.put(outcome)
    problem = failed.exception(timeout=WAIT)
    assert isinstance(problem, Problem)
    assert problem.exit is Exit.MISSING
    assert fine.result(timeout=WAIT).text == "您好"


def test_a_failed_request_can_be_repeated(listen: Listen, worker: ObedientWorker) -> None:
    hearing = listen()
    hearing.accept(sound(10))
    failed = hearing.transcript()
    worker.outcomes.put(EndOfWorker())
    worker.outcomes.put(EndOfWorker())
    assert isinstance(failed.exception(timeout=WAIT), Problem)
    again = hearing.transcript()
    worker.outcomes.put("您好")
    assert again.result(timeout=WAIT).text == "您好"


def test_closing_the_ears_cancels_everything(decodes: Decodes, listen: Listen, worker: ObedientWorker) -> None:
    futures = []
    for samples in (10, 20):
        hearing = listen()
        hearing.accept(sound(samples))
        futures.append(hearing.transcript())
    assert worker.begun.get(timeout=WAIT) == 10
    decodes.close()
    assert all(future.cancelled() for future in futures)
    late = listen()
    late.accept(sound(30))
    assert late.transcript().cancelled()


def test_what_was_said_before_a_pause_is_not_decoded_again(listen: Listen, worker: ObedientWorker) -> None:
    hearing = listen()
    hearing.accept(sound(PIECE))
    first = hearing.transcript()
    worker.outcomes.put("您好")
    assert first.result(timeout=WAIT).text == "您好"
    hearing.accept(sound(100))
    hearing._gate.open = True
    worker.outcomes.put("再见")
    assert hearing.transcript().result(timeout=WAIT).text == "您好再见"
    assert worker.asked == [PIECE, LEAD_IN + 100]


def test_a_piece_is_kept_before_its_decode_has_begun(listen: Listen, worker: ObedientWorker) -> None:
    """So how fast the machine is decides nothing."""
    busy, hearing = listen(), listen()
    busy.accept(sound(1))
    busy.transcript()
    hearing.accept(sound(PIECE))
    hearing.transcript()
    hearing.accept(sound(100))
    hearing._gate.open = True
    whole = hearing.transcript()
    for text in ("忙", "您好", "再见"):
        worker.outcomes.put(text)
    assert whole.result(timeout=WAIT).text == "您好再见"
    assert worker.asked == [1, PIECE, LEAD_IN + 100]


def test_short_speech_is_decoded_together_with_what_follows(listen: Listen, worker: ObedientWorker) -> None:
    hearing = listen()
    hearing.accept(sound(PIECE - 1))
    first = hearing.transcript()
    worker.outcomes.put("喂")
    assert first.result(timeout=WAIT).text == "喂"
    hearing.accept(sound(100))
    worker.outcomes.put("喂您好")
    assert hearing.transcript().result(timeout=WAIT).text == "喂您好"
    assert worker.asked == [PIECE - 1, PIECE + 99]


def test_silence_after_a_piece_adds_nothing(listen: Listen, worker: ObedientWorker) -> None:
    hearing = listen()
    hearing.accept(sound(PIECE))
    hearing.transcript()
    hearing.accept(np.zeros(1_000, np.int16))
    whole = hearing.transcript()
    worker.outcomes.put("您好")
    assert whole.result(timeout=WAIT).text == "您好"
    assert worker.asked == [PIECE]


def test_a_piece_that_failed_is_decoded_again(listen: Listen, worker: ObedientWorker) -> None:
    hearing = listen()
    hearing.accept(sound(PIECE))
    first = hearing.transcript()
    worker.outcomes.put(EndOfWorker())
    worker.outcomes.put(EndOfWorker())
    assert isinstance(first.exception(timeout=WAIT), Problem)
    hearing.accept(sound(100))
    hearing._gate.open = True
    whole = hearing.transcript()
    worker.outcomes.put("您好")
    worker.outcomes.put("再见")
    assert whole.result(timeout=WAIT).text == "您好再见"


def test_closing_withdraws_every_piece(listen: Listen, worker: ObedientWorker) -> None:
    busy, hearing = listen(), listen()
    busy.accept(sound(1))
    busy.transcript()
    hearing.accept(sound(PIECE))
    hearing.transcript()
    hearing.accept(sound(100))
    hearing._gate.open = True
    whole = hearing.transcript()
    assert worker.begun.get(timeout=WAIT) == 1
    hearing.close()
    worker.outcomes.put("忙")
    assert whole.cancelled()
    assert worker.asked == [1]

"""Whisper: utterances decoded in pieces, in a process of its own, one at a time.

A decode takes some tenths of a second of pure computing and cannot be cancelled.  Here it can neither hold up the
sound nor take the program down with it: one thread writes a request to the worker process and reads its reply;
utterances wait in a queue of at most one request each.  If the process dies it is started again and the request
repeated, once.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np

from audio.ears.model_files import damaged, identity, require, stopped
from audio.ears.pending import cancelled
from audio.ears.pieces import Heard, joined, when_all_are_done
from audio.ears.samples import checked
from audio.ears.speech_gate import SpeechGate
from audio.ports import SAMPLE_RATE, Pcm
from simulator.model.problem import Problem
from simulator.model.speech import Transcript, Word
from simulator.model.text import Text, same

REQUIRED: Final = ("model.bin", "config.json", "tokenizer.json", "vocabulary.txt")
PROJECT: Final = Path(__file__).resolve().parents[2]
PIECE: Final = SAMPLE_RATE * 3 // 2
"""A stretch of speech this long, followed by a pause, is decoded by itself.

Whisper drops whole sentences from utterances of several.  Measured, toneless-pinyin error of two to five sentences with
pauses of 0.3 to 0.6 s between them: 7 to 22 % in one decode, 4 to 12 % in pieces of at least 1.5 s; 3 s and more lie
between.  And at the end of a long turn only its last piece remains to be decoded.
"""
LEAD_IN: Final = SAMPLE_RATE * 120 // 1000
"""How much of the pause a piece begins with: half of the shortest one that the end-pointer reports."""
DIED: Final = Text("识别进程意外退出", "its process ended unexpectedly")


class WhisperEars:
    """``Ears`` on a folder with a Whisper model in CTranslate2's format.

    ``word_times`` adds the words with their times to every transcript, for evidence; it costs about a tenth of a
    decode. Blocks until the model is loaded, about a second.  Raises ``Problem`` when the model is incomplete or
    damaged.
    """

    streaming = False

    def __init__(self, folder: Path, word_times: bool = False) -> None:
        require(folder, REQUIRED)
        self.identity = identity("whisper", folder, [folder / "model.bin"])
        self._decodes = Decodes(folder, self.identity, word_times)

    @property
    def process_id(self) -> int:
        """Of the process that holds the model, for those who measure memory."""
        return self._decodes.process_id

    def listen(self) -> WhisperHearing:
        return WhisperHearing(self._decodes)

    def close(self) -> None:
        """End the process; whatever has not been decoded is cancelled."""
        self._decodes.close()


class WhisperHearing:
    """One utterance: its samples, and one request for a decode of each of its pieces.

    Whoever asks for a transcript and then has more samples has asked in a pause.  What was said up to there stays as
    decoded if it is at least ``PIECE`` long; the rest is decoded by itself, beginning ``LEAD_IN`` earlier.
    """

    def __init__(self, decodes: Decodes) -> None:
        self._decodes = decodes
        self._settled: list[Request] = []
        self._first = 0  # where the present piece begins
        self._gate = SpeechGate()
        self._blocks: list[Pcm] = []
        self._asked: Request | None = None
        self._whole: Future[Transcript] | None = None
        self._closed = False

    def accept(self, pcm: Pcm) -> None:
        block = checked(pcm)
        if self._closed or not block.size:
            return
        if self._asked and self._gate.open and self._asked.pcm.size >= PIECE:
            self._begin_piece(self._asked)
        self._gate.accept(block)
        self._blocks.append(block)

    def partial(self) -> str:
        return ""

    def transcript(self) -> Future[Transcript]:
        """Decode everything accepted so far, in the order in which utterances asked.

        Asked again without more samples, the same future comes back, unless a decode failed.  Asked again with more, an
        earlier request for the same piece that is still queued is cancelled; one that is being decoded is finished
        first.  Without speech there is nothing to decode: no words, at once.
        """
        if self._closed:
            return cancelled()
        before = self._requests
        self._settled = [self._repeated(request) for request in self._settled]
        self._ask_for_the_present_piece()
        if self._whole is None or self._requests != before:
            self._whole = self._of(self._requests)
        return self._whole

    def close(self) -> None:
        self._closed = True
        for request in self._requests:
            request.future.cancel()
            self._decodes.withdraw(request)

    @property
    def _requests(self) -> list[Request]:
        return [*self._settled, *([self._asked] if self._asked else [])]

    def _of(self, requests: Sequence[Request]) -> Future[Transcript]:
        def together(transcripts: Sequence[Transcript]) -> Transcript:
            pairs = zip(requests, transcripts, strict=True)
            return joined([Heard(request.first, request.pcm.size, heard) for request, heard in pairs], engine)

        engine = self._decodes.engine
        return when_all_are_done([request.future for request in requests], together)

    def _begin_piece(self, done: Request) -> None:
        self._settled.append(done)
        self._asked = None
        self._first = done.first + done.pcm.size - LEAD_IN
        self._gate = SpeechGate()
        self._blocks = [done.pcm[-LEAD_IN:]]

    def _ask_for_the_present_piece(self) -> None:
        samples = sum(block.size for block in self._blocks)
        if self._asked and self._asked.pcm.size == samples:
            self._asked = self._repeated(self._asked)
            return
        pcm = np.concatenate([np.zeros(0, np.int16), *self._blocks])
        self._blocks = [pcm]
        if self._asked:
            self._decodes.withdraw(self._asked)
        self._asked = Request(pcm, self._first)
        if self._gate.open:
            self._decodes.put(self._asked)
        else:
            self._asked.future.set_result(Transcript("", 0.0, engine=self._decodes.engine))

    def _repeated(self, request: Request) -> Request:
        """The same request, made once more if it failed."""
        if not request.failed:
            return request
        again = Request(request.pcm, request.first)
        self._decodes.put(again)
        return again


@dataclass(eq=False, slots=True)
class Request:
    """A decode that somebody waits for; ``first`` is where its samples begin in the utterance."""

    pcm: Pcm
    first: int = 0
    future: Future[Transcript] = field(default_factory=Future)

    @property
    def failed(self) -> bool:
        return self.future.cancelled() or (self.future.done() and self.future.exception() is not None)


class Decodes:
    """The queue of requests and the one thread that works on it, together with the worker process."""

    def __init__(self, folder: Path, engine: str, word_times: bool) -> None:
        self.engine = engine
        self._folder = folder
        self._word_times = word_times
        self._queue: list[Request] = []
        self._changed = threading.Condition()
        self._closed = False
        self._worker = Worker(folder)
        self._thread = threading.Thread(target=self._serve, name="whisper", daemon=True)
        self._thread.start()

    @property
    def process_id(self) -> int:
        return self._worker.process.pid

    def put(self, request: Request) -> None:
        with self._changed:
            if self._closed:
                request.future.cancel()
                return
            self._queue.append(request)
            self._changed.notify()

    def withdraw(self, request: Request) -> None:
        """Cancel a request that has not been begun."""
        with self._changed:
            if request in self._queue:
                self._queue.remove(request)
                request.future.cancel()

    def close(self) -> None:
        with self._changed:
            self._closed = True
            for request in self._queue:
                request.future.cancel()
            self._queue.clear()
            self._changed.notify()
        self._worker.end()
        self._thread.join()

    def _serve(self) -> None:
        while (request := self._next()) is not None:
            try:
                outcome: Transcript | Problem = self._decode(request.pcm)
            except Problem as problem:
                outcome = problem
            if self._closed:
                request.future.cancel()
            if not request.future.set_running_or_notify_cancel():
                continue
            if isinstance(outcome, Problem):
                request.future.set_exception(outcome)
            else:
                request.future.set_result(outcome)

    def _next(self) -> Request | None:
        with self._changed:
            self._changed.wait_for(lambda: self._queue or self._closed)
            return None if self._closed else self._queue.pop(0)

    def _decode(self, pcm: Pcm) -> Transcript:
        """Decode, once more in a new process where the first one dies.  Raises ``Problem`` when that one dies as
        well."""
        for attempt in (1, 2):
            try:
                return _transcript(self._worker.ask(pcm, self._word_times), self.engine)
            except EndOfWorker:
                if self._closed or attempt == 2:
                    break
                self._replace_worker()
        raise stopped("whisper", DIED)

    def _replace_worker(self) -> None:
        self._worker.end()
        fresh = Worker(self._folder)
        with self._changed:
            self._worker, closed = fresh, self._closed
        if closed:
            fresh.end()


class EndOfWorker(Exception):
    """The worker process is gone."""


class Worker:
    """The worker process and the two pipes to it.  Raises ``Problem`` when the model cannot be loaded."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "audio.ears.whisper_worker"],  # -P: import nothing from the model's folder
            cwd=folder,
            env=_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        try:
            greeting = self._read()
        except EndOfWorker:
            self.end()
            raise stopped("whisper", DIED) from None
        if "error" in greeting:
            self.end()
            raise damaged(folder, same(greeting["error"]))

    def ask(self, pcm: Pcm, words: bool) -> dict[str, Any]:
        """Have an utterance decoded.  Blocks.  Raises ``EndOfWorker`` when the process is gone, ``Problem`` when it
        could not decode."""
        assert self.process.stdin
        try:
            self.process.stdin.write(
                json.dumps({"samples": pcm.size, "words": words}).encode() + b"\n" + pcm.astype("<i2").tobytes()
            )
            self.process.stdin.flush()
        except (OSError, ValueError):  # a broken pipe, or one that we closed
            raise EndOfWorker from None
        reply = self._read()
        if "error" in reply:
            raise stopped("whisper", same(reply["error"]))
        return reply

    def end(self) -> None:
        """Kill the process, whatever it is doing, and wait until it is gone."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe
            with suppress(OSError):  # what was still to be written cannot be any more
                pipe.close()

    def _read(self) -> dict[str, Any]:
        assert self.process.stdout
        try:
            line = self.process.stdout.readline()
            reply = json.loads(line)
        except (OSError, ValueError):  # the end, possibly in the middle of a line
            raise EndOfWorker from None
        return dict(reply)


def _environment() -> dict[str, str]:
    """The worker finds this project, never looks for a model elsewhere, and keeps one heap (25 MB less with glibc)."""
    path = os.pathsep.join(filter(None, [str(PROJECT), os.environ.get("PYTHONPATH", "")]))
    return {**os.environ, "PYTHONPATH": path, "HF_HUB_OFFLINE": "1", "MALLOC_ARENA_MAX": "1"}


def _transcript(reply: dict[str, Any], engine: str) -> Transcript:
    words = tuple(Word(**word) for word in reply["words"])
    return Transcript(reply["text"], reply["confidence"], words, tuple(reply["alternatives"]), engine)

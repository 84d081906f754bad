"""From captured blocks to what the trainee said: end-pointing, speculation, recognition, and the stamps of all of it.

One thread calls ``accept``.  Times come from sample positions, never from when a result arrived (DESIGN decision 8).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace

from audio.endpoint import Began, Ended, Endpointer, Paused, Resumed
from audio.ports import SAMPLE_RATE, Ears, Hearing, Pcm
from simulator.model.events import Degraded, Event, Heard, SpeechBegan, SpeechDropped, SpeechPaused
from simulator.model.speech import Source, Transcript, Utterance
from simulator.phrases import simplified
from simulator.runtime.inbox import Happened, Intake, Recognised, Recognising

PREROLL = SAMPLE_RATE * 200 // 1000
"""What the recogniser gets from before the first sample of speech: 200 ms."""
STREAM_ENDS = SAMPLE_RATE * 500 // 1000
"""A streaming recogniser is asked for its words this long after the end of speech.  Being asked ends its sentence, as
such a silence would by its own rules, and takes it a tenth of a second and more."""
KEPT = 2 * SAMPLE_RATE
"""How far back captured samples are kept while nobody speaks: an utterance is noticed well within 2 s."""


@dataclass(slots=True)
class _Open:
    """An utterance that has begun and not ended."""

    id: int
    hearing: Hearing
    witness: Hearing | None
    result: Future[Transcript] | None = None  # the speculation of the present pause
    speculate_at: int = 0  # the sample at which that begins


class Listener:
    """``caption`` gets words as they become known.  ``leaked`` knows whether what sounded between two samples was
    nothing but the playback, heard again by the microphone (``audio.leak``); such an utterance is dropped.

    The end-pointer alone says when an utterance is over, never the words: they say of as many pauses as of ends that a
    wording is complete (docs/performance.md), and they are known sooner on a fast machine than on a slow one.
    """

    def __init__(
        self,
        ears: Ears,
        inbox: Intake,
        endpointer: Endpointer,
        *,
        witness: Ears | None = None,
        caption: Callable[[str], None] = lambda text: None,
        leaked: Callable[[int, int], bool] = lambda first, end: False,
    ) -> None:
        self._ears = ears
        self._witness = witness
        self._witness_hears_pieces = witness is not None and not witness.streaming
        self._inbox = inbox
        self._endpointer = endpointer
        self._caption = caption
        self._leaked = leaked
        self._utterances = 0
        self._open: _Open | None = None
        self._kept: deque[tuple[int, Pcm]] = deque()
        self._given = 0  # samples up to here have been given to the open utterance
        self._paused = False

    def accept(self, pcm: Pcm, wall: int) -> None:
        """Take captured samples; ``wall`` is when the last of them was captured."""
        self._keep(pcm)
        for event in self._endpointer.accept(pcm):
            match event:
                case Began(sample):
                    self._begin(sample)
                    self._put(SpeechBegan(self._utterances), wall)
                case Paused(end):
                    self._pause(end)
                    self._put(SpeechPaused(self._utterances), wall)
                case Resumed():
                    self._paused = False
                    self._put(SpeechBegan(self._utterances), wall)
                case Ended(first, end):
                    self._end(first, end, wall)
        if self._open is not None:
            self._work_on(self._open)

    def lost(self, device: str) -> None:
        """A device has gone; what was being said is lost with it and the record says so."""
        now = self._inbox.now()
        if self._open is not None:
            self._put(SpeechDropped(self._open.id), now)
            self._close()
        self._put(Degraded(f"{device}_lost"), now)

    # --- one utterance -----------------------------------------------------------------------------------------------

    def _begin(self, sample: int) -> None:
        self._utterances += 1
        witness = self._witness.listen() if self._witness is not None else None
        self._open = _Open(self._utterances, self._ears.listen(), witness)
        self._given = max(0, sample - PREROLL)
        self._paused = False

    def _pause(self, end: int) -> None:
        self._paused = True
        if self._open is not None:
            self._give(self._open, self._endpointer.position)
            self._open.result = None
            self._open.speculate_at = end + (STREAM_ENDS if self._ears.streaming else 0)

    def _work_on(self, utterance: _Open) -> None:
        """Have the recogniser listen.  In a pause it decodes on speculation: by the time the pause has become an end,
        the words are there."""
        if not self._paused:
            self._give(utterance, self._endpointer.position)
        elif utterance.result is None and self._endpointer.position >= utterance.speculate_at:
            utterance.result = utterance.hearing.transcript()
            if utterance.witness is not None and self._witness_hears_pieces:
                utterance.witness.transcript()
        partial = utterance.hearing.partial()
        if partial:
            self._caption(simplified(partial))

    def _end(self, first: int, end: int, wall: int) -> None:
        done = self._open
        if done is None:
            return
        if self._leaked(first, end):
            self._drop(done, wall)
            return
        result = done.result or done.hearing.transcript()
        witness = done.witness.transcript() if done.witness is not None else None
        utterance = Utterance(done.id, self._wall(first, wall), self._wall(end, wall), Source.VOICE, first, end)
        self._inbox.put(Recognising(wall, done.id))
        _Answer(self._inbox, utterance, wall, done).wait_for(result, witness)
        self._open = None
        self._paused = False

    def _drop(self, utterance: _Open, wall: int) -> None:
        self._inbox.put(Recognising(wall, utterance.id))
        self._inbox.put(Recognised(self._inbox.now(), utterance.id, SpeechDropped(utterance.id)))
        self._close()
        self._paused = False

    def _give(self, utterance: _Open, until: int) -> None:
        """Pass on the kept samples that the recogniser has not had."""
        for start, block in self._kept:
            if start + block.size > self._given and start < until:
                part = block[max(0, self._given - start) : until - start]
                utterance.hearing.accept(part)
                if utterance.witness is not None:
                    utterance.witness.accept(part)
        self._given = max(self._given, until)

    # --- samples and stamps ------------------------------------------------------------------------------------------

    def _keep(self, pcm: Pcm) -> None:
        self._kept.append((self._endpointer.position, pcm))
        needed = self._given if self._open is not None else self._endpointer.position - KEPT
        while self._kept and self._kept[0][0] + self._kept[0][1].size <= needed:
            self._kept.popleft()

    def _wall(self, sample: int, wall_now: int) -> int:
        return wall_now - (self._endpointer.position - sample) * 1000 // SAMPLE_RATE

    def _put(self, event: Event, wall: int) -> None:
        self._inbox.put(Happened(wall, event))

    def _close(self) -> None:
        if self._open is not None:
            self._open.hearing.close()
            if self._open.witness is not None:
                self._open.witness.close()
        self._open = None


class _Answer:
    """Waits for the decodes of one utterance and reports them as one result."""

    def __init__(self, inbox: Intake, utterance: Utterance, ended: int, done: _Open) -> None:
        self._inbox = inbox
        self._utterance = utterance
        self._ended = ended
        self._done = done
        self._witness: Future[Transcript] | None = None

    def wait_for(self, result: Future[Transcript], witness: Future[Transcript] | None) -> None:
        self._witness = witness
        result.add_done_callback(self._first)

    def _first(self, result: Future[Transcript]) -> None:
        if self._witness is None:
            self._report(result, None)
        else:
            self._witness.add_done_callback(lambda witness: self._report(result, witness))

    def _report(self, result: Future[Transcript], witness: Future[Transcript] | None) -> None:
        now = self._inbox.now()
        heard = _text_of(result)
        self._done.hearing.close()
        if self._done.witness is not None:
            self._done.witness.close()
        event: Event = SpeechDropped(self._utterance.id)
        if heard is None:
            self._inbox.put(Happened(now, Degraded("recogniser_failed")))
        elif heard.text:
            seen = _text_of(witness) if witness is not None else None
            event = Heard(self._utterance, heard, seen, lag=max(0, now - self._ended))
        self._inbox.put(Recognised(now, self._utterance.id, event))


def _text_of(future: Future[Transcript]) -> Transcript | None:
    """The transcript in the characters that are read here (Whisper writes traditional ones as well), or None if the
    recogniser failed."""
    if future.cancelled() or future.exception() is not None:
        return None
    found = future.result()
    text, others = simplified(found.text), map(simplified, found.alternatives)
    return replace(
        found,
        text=text,
        words=tuple(replace(word, text=simplified(word.text)) for word in found.words),
        alternatives=tuple(one for one in dict.fromkeys(others) if one != text),
    )

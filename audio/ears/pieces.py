"""One transcript of an utterance that was decoded in pieces."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from itertools import zip_longest

from audio.ports import SAMPLE_RATE
from simulator.model.speech import Transcript


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard in the samples from ``first`` on, ``samples`` of them; word times count from ``first``."""

    first: int
    samples: int
    transcript: Transcript


def joined(pieces: Sequence[Heard], engine: str) -> Transcript:
    """The pieces with words in their order.

    Confidence is the mean by length.  The n-th alternative is made of every piece's n-th one, and of the text itself
    where a piece has none: a phrase hardly ever spans a pause, so whatever was nearly heard stays in sight.
    """
    spoken = [piece for piece in pieces if piece.transcript.text]
    if not spoken:
        return Transcript("", 0.0, engine=engine)
    length = sum(piece.samples for piece in spoken)
    columns = zip_longest(*(piece.transcript.alternatives for piece in spoken))
    return Transcript(
        "".join(piece.transcript.text for piece in spoken),
        sum(piece.transcript.confidence * piece.samples for piece in spoken) / length,
        tuple(
            replace(word, start=word.start + offset, end=word.end + offset)
            for piece in spoken
            for offset in [piece.first * 1000 // SAMPLE_RATE]
            for word in piece.transcript.words
        ),
        tuple(
            "".join(text or piece.transcript.text for text, piece in zip(column, spoken, strict=True))
            for column in columns
        ),
        engine,
    )


def when_all_are_done(
    futures: Sequence[Future[Transcript]], made: Callable[[Sequence[Transcript]], Transcript]
) -> Future[Transcript]:
    """What ``made`` makes of all their results; fails or is cancelled with the first that is."""
    whole: Future[Transcript] = Future()

    def after(done: int) -> None:
        if done < len(futures):
            futures[done].add_done_callback(lambda _: after(done + 1))
        elif any(future.cancelled() for future in futures):
            whole.cancel()
        elif whole.set_running_or_notify_cancel():
            error = next(filter(None, (future.exception() for future in futures)), None)
            if error is not None:
                whole.set_exception(error)
            else:
                whole.set_result(made([future.result() for future in futures]))

    after(0)
    return whole

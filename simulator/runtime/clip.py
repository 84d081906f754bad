"""What the ears make of a recorded clip: end-pointed and decoded as if it came from the microphone, only faster."""

from __future__ import annotations

import queue
import time
from dataclasses import dataclass

import numpy as np

from audio.ears.model_files import stopped
from audio.endpoint import ENDPOINT_MS, Ended, Endpointer, EndpointEvent
from audio.leak import LeakGate
from audio.ports import BLOCK, SAMPLE_RATE, Ears, Pcm
from simulator.model.events import Degraded, Event, Heard
from simulator.model.speech import Transcript
from simulator.model.text import Text
from simulator.runtime.inbox import Happened, Item, Recognised
from simulator.runtime.listener import Listener


@dataclass(frozen=True, slots=True)
class HeardInClip:
    """One utterance of a clip: its samples in the clip, its words (None: none), and what a witness heard.

    ``lag`` is how long the words took, in ms of real time, after the utterance had been found to be over.
    """

    first_sample: int
    end_sample: int
    transcript: Transcript | None
    witness: Transcript | None = None
    lag: int = 0


def hear_clip(
    pcm: Pcm,
    ears: Ears,
    witness: Ears | None = None,
    endpoint_ms: int = ENDPOINT_MS,
    played: Pcm | None = None,
) -> tuple[HeardInClip, ...]:
    """The utterances of a clip, in their order.  Blocks.  Raises ``Problem`` when a recogniser stops working.

    ``played`` is what came from the headset meanwhile, as long as the clip.
    """
    results, endpointer, gate = _Results(), _NotingEndpointer(endpoint_ms=endpoint_ms), LeakGate()
    listener = Listener(ears, results, endpointer, witness=witness, leaked=gate.leaked)
    silence = np.zeros((endpoint_ms + 500) * SAMPLE_RATE // 1000, np.int16)
    sound = np.concatenate((pcm, silence))
    playback = np.zeros(0, np.int16) if played is None else played
    for at in range(0, sound.size, BLOCK):
        gate.played(playback[at : at + BLOCK])
        listener.accept(gate.captured(sound[at : at + BLOCK]), results.now())
    events = results.all(len(endpointer.ended), ears)
    return tuple(_heard(ended, event) for ended, event in zip(endpointer.ended, events, strict=True))


def _heard(ended: Ended, event: Event) -> HeardInClip:
    match event:
        case Heard(_, transcript, witness, lag):
            return HeardInClip(ended.first_sample, ended.end_sample, transcript, witness, lag)
        case _:
            return HeardInClip(ended.first_sample, ended.end_sample, None)


class _NotingEndpointer(Endpointer):
    """Keeps the utterances that it has found: an utterance without words has no times in what the listener reports."""

    def __init__(self, *, endpoint_ms: int) -> None:
        super().__init__(endpoint_ms=endpoint_ms)
        self.ended: list[Ended] = []

    def accept(self, pcm: Pcm) -> tuple[EndpointEvent, ...]:
        events = super().accept(pcm)
        self.ended += [event for event in events if isinstance(event, Ended)]
        return events


class _Results:
    """Where the listener reports to; only results are kept."""

    def __init__(self) -> None:
        self._items: queue.Queue[Item] = queue.Queue()

    def now(self) -> int:
        return time.monotonic_ns() // 1_000_000

    def put(self, item: Item) -> None:
        self._items.put(item)

    def all(self, utterances: int, ears: Ears) -> list[Event]:
        """What became of so many utterances, in their order: one without speech is known before those ahead of it."""
        events: dict[int, Event] = {}
        while len(events) < utterances:
            match self._items.get():
                case Recognised(_, utterance, event):
                    events[utterance] = event
                case Happened(_, Degraded("recogniser_failed")):
                    raise stopped(ears.identity, Text("没有给出结果", "it gave no result"))
        return [events[utterance] for utterance in sorted(events)]

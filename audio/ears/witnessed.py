"""A second engine as witness: it hears the same samples and says what it heard, and its words never become the first
engine's.

Comparing the two is scoring's business: a witness can only turn pass or fail into undecided.
"""

from __future__ import annotations

from concurrent.futures import Future

from audio.ports import Ears, Hearing, Pcm
from simulator.model.speech import Transcript


class Witnessed:
    """``Ears`` that behave in everything like the engine that decides, with a witness beside it.  Closing closes
    both."""

    def __init__(self, decider: Ears, witness: Ears) -> None:
        self.decider = decider
        self.witness = witness
        self.identity = decider.identity
        self.streaming = decider.streaming

    def listen(self) -> WitnessedHearing:
        return WitnessedHearing(self.decider.listen(), self.witness.listen())

    def close(self) -> None:
        self.decider.close()
        self.witness.close()


class WitnessedHearing:
    """One utterance heard by both.  The witness is asked only when its transcript is wanted, so speculations do not
    wait for it."""

    def __init__(self, decider: Hearing, witness: Hearing) -> None:
        self._decider = decider
        self._witness = witness

    def accept(self, pcm: Pcm) -> None:
        self._decider.accept(pcm)
        self._witness.accept(pcm)

    def partial(self) -> str:
        return self._decider.partial()

    def transcript(self) -> Future[Transcript]:
        """What the deciding engine heard."""
        return self._decider.transcript()

    def witness(self) -> Future[Transcript]:
        """What the witness heard in the same samples."""
        return self._witness.transcript()

    def close(self) -> None:
        self._decider.close()
        self._witness.close()

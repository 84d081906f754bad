"""What a desk is equipped with: recogniser, voice, headset.  Tests bring their own."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from typing import Protocol

from audio.ears.choice import AUTO
from audio.levels import LevelMeter
from audio.ports import Ears, SoundCard, Speaker
from audio.soundcard import MiniaudioCard
from audio.voice.choice import open_speaker
from simulator.model.text import Text
from simulator.runtime import folders
from simulator.runtime.cast import opened_ears
from simulator.runtime.doctor import Finding, Status, examine_for_voice
from simulator.ui.shown import Readiness


class MeteredCard(SoundCard, Protocol):
    """A sound card that shows how loud the microphone is."""

    @property
    def meter(self) -> LevelMeter: ...


class Equipment(Protocol):
    """Everything here may take seconds and raise ``Problem``."""

    def readiness(self) -> Sequence[Readiness]:
        """What a call by voice needs, one thing after the other."""
        ...

    def ears(self) -> Ears: ...

    def speaker(self) -> Speaker: ...

    def headset(self) -> MeteredCard: ...

    def earphone(self) -> SoundCard:
        """For listening only."""
        ...


class Machine:
    """What this machine has."""

    def __init__(self, ears: str = AUTO, speaker: str = AUTO) -> None:
        self._wanted_ears = ears
        self._wanted_speaker = speaker

    def readiness(self) -> Sequence[Readiness]:
        return tuple(_readiness(finding) for finding in examine_for_voice())

    def ears(self) -> Ears:
        return opened_ears(self._wanted_ears, ExitStack())

    def speaker(self) -> Speaker:
        return open_speaker(self._wanted_speaker, folders.models() / "kokoro")

    def headset(self) -> MeteredCard:
        return MiniaudioCard()

    def earphone(self) -> SoundCard:
        return MiniaudioCard(microphone=None)


def _readiness(finding: Finding) -> Readiness:
    hint = finding.fix or Text("", "")
    return Readiness(finding.title, finding.status is not Status.MISSING, finding.why, hint)

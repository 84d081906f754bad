"""The voice of a machine without one: silence for as long as the line would take to say, while its caption is read."""

from __future__ import annotations

import numpy as np

from audio.ports import SAMPLE_RATE, Pcm
from simulator.model.script import Voice as VoiceSpec


class SilentSpeaker:
    """Implements ``audio.ports.Speaker`` without any engine."""

    identity = "silent"

    def speak(self, text: str, voice: VoiceSpec) -> Pcm:
        characters = sum(char.isalnum() for char in text)
        return np.zeros(characters * 60 * SAMPLE_RATE // voice.rate, dtype=np.int16)

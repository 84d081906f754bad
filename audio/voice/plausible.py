"""Whether what an engine has rendered can be the text at all: long enough, short enough, loud enough."""

from __future__ import annotations

from audio.levels import level
from audio.ports import SAMPLE_RATE, Pcm

MS_A_CHARACTER = range(70, 1_500)
QUIETEST_DB = -45.0


def implausible(pcm: Pcm, text: str) -> str:
    """What is wrong with a rendering, in English for the details of a message; empty when nothing is."""
    characters = sum(char.isalnum() for char in text)
    ms = pcm.size * 1000 // SAMPLE_RATE
    if characters and ms < characters * MS_A_CHARACTER.start:
        return f"only {ms} ms of sound for {characters} characters"
    if characters and ms > characters * MS_A_CHARACTER.stop + 3_000:
        return f"{ms} ms of sound for {characters} characters"
    if characters and level(pcm).rms < QUIETEST_DB:
        return "next to no sound"
    return ""

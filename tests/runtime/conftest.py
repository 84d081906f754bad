"""A headset on the private audio server: what is played into the sink ``mouth`` is what the microphone hears."""

from __future__ import annotations

import subprocess
from typing import Protocol

import pytest


class AudioServer(Protocol):
    environment: dict[str, str]


@pytest.fixture
def headset(audio_server: AudioServer) -> dict[str, str]:
    """The environment of a client whose earphone does not leak into its microphone."""
    for command in (
        ("load-module", "module-null-sink", "sink_name=mouth", "rate=16000", "channels=1"),
        ("load-module", "module-remap-source", "source_name=headset", "master=mouth.monitor"),
        ("set-default-source", "headset"),
    ):
        subprocess.run(["pactl", *command], env=audio_server.environment, check=True, capture_output=True)
    return audio_server.environment

"""A headset on the private audio server: what is played into the sink ``mouth`` is what the microphone hears."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
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


@pytest.fixture(scope="session")
def small_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped library with four of its calls: less to compile."""
    from simulator.runtime import folders

    library = tmp_path_factory.mktemp("library") / "scenarios"
    shutil.copytree(folders.library(), library)
    for path in (library / "calls" / "switchboard").glob("*.yaml"):
        if path.name.split(".")[0] not in ("gm-accepts", "complaint", "busy", "fault"):
            path.unlink()
    return library

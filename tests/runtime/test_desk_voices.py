"""Callers' voices are rendered for the call that is looked at, not for those that the selection only passes over."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from audio.ports import Pcm
from simulator.model.script import Voice as VoiceSpec

from .desk_bench import DeskBench, PaperSpeaker


class GatedSpeaker(PaperSpeaker):
    """Speaks when it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.gate = threading.Event(), threading.Event()

    def speak(self, text: str, voice: VoiceSpec) -> Pcm:
        self.begun.set()
        self.gate.wait()
        return super().speak(text, voice)


@pytest.fixture
def bench(tmp_path: Path, small_library: Path) -> Iterator[DeskBench]:
    bench = DeskBench(tmp_path, library=small_library)
    bench.equipment.paper_speaker = GatedSpeaker()
    bench.desk.open()
    yield bench
    bench.desk.close()


def test_what_was_only_passed_over_is_not_rendered(bench: DeskBench) -> None:
    speaker = bench.equipment.paper_speaker
    assert isinstance(speaker, GatedSpeaker)
    bench.desk.choose("busy")
    speaker.begun.wait()
    bench.desk._chosen = "complaint"  # on to another one
    speaker.gate.set()
    for thread in threading.enumerate():
        if thread.name == "voices":
            thread.join()
    assert len(speaker.spoken) == 1

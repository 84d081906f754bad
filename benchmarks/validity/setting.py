"""What a run, and each of its processes, is set up with: voice, ears and sounds, from what is installed."""

from __future__ import annotations

import atexit
from dataclasses import dataclass
from pathlib import Path

from audio.ears.choice import choose, open_ears
from audio.ports import Ears, Pcm, Speaker
from audio.voice.kokoro_speaker import KokoroSpeaker
from benchmarks.validity.books import FIRST
from benchmarks.validity.clips import Booth
from benchmarks.validity.conditions import Condition
from benchmarks.validity.hearing import hear
from benchmarks.validity.sounds import Sounds
from benchmarks.validity.transcripts import Heard
from simulator.model.problem import Exit, Problem
from simulator.model.script import Voice
from simulator.model.text import Text
from simulator.runtime import folders
from simulator.runtime.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Setting:
    """``engine`` is ``auto`` or the recogniser's name, ``speech`` a folder with recordings.  Can be sent to another
    process."""

    engine: str
    speech: Path

    def speaker(self) -> Speaker:
        """The installed voices, on one thread: there is a process for each core.  Raises ``Problem`` without any."""
        return KokoroSpeaker(folders.models() / "kokoro", threads=1)

    def ears(self) -> Ears:
        """The installed recogniser.  Raises ``Problem`` without one."""
        choice = choose(self.engine, folders.models())
        opened = open_ears(choice)
        if opened is None:
            raise Problem(Exit.MISSING, choice.why)
        return opened

    def sounds(self, workspace: Workspace, speaker: Speaker) -> Sounds:
        """All sounds of a run; exams are the first rulebook's calls."""
        calls = [workspace.load_call(file) for file in workspace.call_files() if file.parent.name == FIRST]
        names = [person.name for person in calls[0].company.people.values()]
        return Sounds(Booth(speaker, cache() / "clips", names), calls, self.speech)

    def hearer(self) -> HearsSounds:
        """What a worker process hears with; closed when the process ends."""
        ears = self.ears()
        atexit.register(ears.close)
        return HearsSounds(self.sounds(Workspace(folders.library()), self.speaker()), ears)


@dataclass(frozen=True, slots=True)
class HearsSounds:
    """A ``Hearer`` with real voice and ears."""

    sounds: Sounds
    ears: Ears

    def hear(self, number: int, condition: Condition) -> Heard | None:
        """As ``Hearer`` says."""
        sound = self.sounds.disturbed(self.sounds.samples[number], condition)
        return None if sound is None else hear(self.ears, *sound)


@dataclass(slots=True)
class Absent:
    """A voice that is not installed: it names the clips that it made elsewhere, and makes none."""

    identity: str

    def speak(self, text: str, voice: Voice) -> Pcm:
        """Raises ``Problem``."""
        raise Problem(Exit.MISSING, Text("没有安装语音。", f"the voice {self.identity} is not installed"))


def cache() -> Path:
    """Where sounds and transcripts are kept."""
    return folders.cache() / "validity"

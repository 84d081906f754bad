"""A whole call through a real audio server: the trainee's words are played into the microphone."""

from __future__ import annotations

import subprocess
import threading
from pathlib import Path

import pytest

from audio.models import is_installed
from scoring.verdict import awaited
from simulator.model.effects import Effect, Record
from simulator.model.events import Event, Heard, KeyPressed, MessageRelayed, MessageSaved
from simulator.model.scorecard import Verdict
from simulator.model.script import Press, Relay, Say, Step, Wait, Write
from simulator.model.speech import Source
from simulator.runtime import folders, live, performance
from simulator.runtime.call import Call
from simulator.runtime.cast import headset_for
from simulator.runtime.results import read_record, score_record
from simulator.runtime.workspace import LoadedCall, Workspace

PATIENCE = 90.0
"""Seconds that the person waits for anything before the test fails; a busy machine recognises slowly."""


class Person:
    """Works through a plan on the real clock: speaks by playing recordings into the virtual microphone."""

    def __init__(self, loaded: LoadedCall, steps: tuple[Step, ...], environment: dict[str, str]) -> None:
        self._loaded = loaded
        self._steps = steps
        self._environment = environment
        self._changed = threading.Condition()
        self._happened: list[str] = []
        self._quiet = False
        self.done: list[Step] = []

    def stepped(self, call: Call, t: int, event: Event, effects: tuple[Effect, ...]) -> None:
        with self._changed:
            self._happened += [effect.fact.moment.value for effect in effects if isinstance(effect, Record)]
            self._quiet = call.state.quiet()
            self._changed.notify_all()

    def __call__(self, hands: live.Hands) -> None:
        threading.Thread(target=self._work, args=(hands,), name="person", daemon=True).start()

    def _work(self, hands: live.Hands) -> None:
        for step in self._steps:
            self._wait(step.until.moment.value if isinstance(step, Wait) and step.until else "")
            if isinstance(step, Say):
                self._speak(self._loaded.folder / step.recording)
            elif isinstance(step, Press):
                hands.do(KeyPressed(step.key, step.argument))
            elif isinstance(step, Write):
                hands.do(MessageSaved(step.fields))
            elif isinstance(step, Relay):
                hands.do(MessageRelayed(1, step.to))
            self.done.append(step)

    def _speak(self, recording: Path) -> None:
        subprocess.run(["paplay", "-d", "mouth", str(recording)], env=self._environment, check=True)
        self._wait("understood")

    def _wait(self, moment: str) -> None:
        """Until it has happened since the last step, or without one until it is the trainee's turn."""
        with self._changed:
            came = self._changed.wait_for(lambda: moment in self._happened if moment else self._quiet, PATIENCE)
            assert came, f"waited for {moment or 'quiet'} in vain; happened: {self._happened}"
            self._happened.clear()


@pytest.mark.live
@pytest.mark.engine
@pytest.mark.long
def test_a_call_by_voice_through_a_sound_card_passes(headset: dict[str, str], tmp_path: Path) -> None:
    if not is_installed(folders.models(), "whisper-base"):
        pytest.skip("the model whisper-base is not installed (zongji models install whisper-base)")
    workspace = Workspace(folders.library())
    loaded = workspace.load_call(workspace.find_call("gm-accepts"))
    person = Person(loaded, performance.plan_of(loaded, "perfect").steps, headset)
    with headset_for(loaded, 1, "whisper", "", "pyttsx3", half_duplex=False) as equipment:
        folder = live.by_voice(loaded, tmp_path, 1, "0042", equipment, person, [person])
    recorded = read_record(folder)
    card = score_record(recorded)
    heard = [entry.body for entry in recorded.log.entries if isinstance(entry.body, Heard)]
    assert len(person.done) == len(performance.plan_of(loaded, "perfect").steps)
    assert heard
    assert all(utterance.utterance.source is Source.VOICE for utterance in heard)
    assert card.verdict is Verdict.PASS, [finding.id for finding in card.findings if finding.verdict is Verdict.FAIL]
    undecided = [finding.id for finding in card.findings if finding.verdict is Verdict.UNDECIDED]
    # A clip is never recorded the same way twice, and what is in doubt is for a person.
    assert len(undecided) <= 1, undecided
    assert card.reservations == awaited(len(undecided))
    assert card.certifiable is not bool(undecided)
    assert folder.recording.stat().st_size > 16_000 * 2 * 2 * 10, "at least ten seconds of both tracks"

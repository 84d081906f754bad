"""A call and a check with a headset that leaks: what the card plays comes back in the microphone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from audio.ports import BLOCK, SAMPLE_RATE, Pcm
from simulator.model.events import Heard, LeakFound
from simulator.model.moments import Fact, Moment
from simulator.model.script import KeyName
from simulator.model.script import Voice as VoiceSpec
from simulator.runtime.desk_work import CallWork
from simulator.runtime.record_folder import find
from simulator.runtime.results import read_record
from simulator.runtime.seals import seals_here
from simulator.ui.desk import Done
from simulator.ui.shown import Leakage, Mode, Order, Voicing
from tests.leaking import active_rms, voices

from ..paced import PATIENCE_S
from .desk_bench import DeskBench, NotingCard, PaperSpeaker
from .test_desk_call import live

DELAY = SAMPLE_RATE * 120 // 1000


class Person(PaperSpeaker):
    """Says everything in a person's voice."""

    def speak(self, text: str, voice: VoiceSpec) -> Pcm:
        super().speak(text, voice)
        return voices(1, seed=4)[0]


class LeakingCard:
    """Drives a card whose sound comes back ``db`` relative to the trainee's voice."""

    def __init__(self, bench: DeskBench, card: NotingCard, db: float) -> None:
        self._bench = bench
        self._card = card
        self._factor = 10 ** (db / 20)
        self._late = np.zeros(DELAY, np.int16)

    def hears(self, trainee: Pcm, clock: bool = True) -> Pcm:
        """Time goes on while the trainee says something; what was played."""
        played = []
        for at in range(0, trainee.size // BLOCK * BLOCK, BLOCK):
            leak, self._late = self._late[:BLOCK], self._late[BLOCK:]
            captured = trainee[at : at + BLOCK] + np.round(leak * self._factor)
            block = self._card.advance(np.clip(captured, -32768, 32767).astype(np.int16))
            self._late = np.concatenate((self._late, block))
            played.append(block)
            if clock:
                self._bench.inbox.run_for(BLOCK * 1000 // SAMPLE_RATE)
        return np.concatenate(played)


@pytest.fixture
def bench(tmp_path: Path, small_library: Path) -> Iterator[DeskBench]:
    bench = DeskBench(tmp_path, library=small_library)
    bench.equipment.paper_speaker = Person()
    bench.desk.open()
    yield bench
    bench.desk.close()


def silence(seconds: float) -> Pcm:
    return np.zeros(int(seconds * SAMPLE_RATE) // BLOCK * BLOCK, np.int16)


def answered(bench: DeskBench, db: float) -> tuple[CallWork, float]:
    """A call that has been answered; the trainee has greeted and the caller has replied, by so much louder in dB."""
    work = bench.begin(Order("0042", "gm-accepts", Mode.PRACTICE, Voicing.VOICE))
    card = LeakingCard(bench, bench.equipment.card(0), db)
    bench.inbox.run_for(1_000)
    work.press(KeyName.ANSWER, "1")
    bench.inbox.settle()
    bench.equipment.paper_ears.words = "您好恒城集团"
    card.hears(silence(1))
    trainee = voices(1, seed=6)[0]
    card.hears(np.concatenate((trainee, silence(1.2))))
    bench.follower.wait(Moment.UNDERSTOOD)
    bench.inbox.settle()
    caller = active_rms(card.hears(silence(9)))
    assert caller > 500, "the caller speaks"
    return work, 20 * float(np.log10(caller / active_rms(trainee)))


def ended(bench: DeskBench, work: CallWork) -> list[object]:
    """What the log says of a call that has been stopped."""
    work.stop()
    work.join()
    assert isinstance(work.stage(), Done)
    (record,) = bench.records.iterdir()
    return [entry.body for entry in read_record(find(record, seals_here())).log.entries]


def test_the_caller_leaking_in_is_not_heard_and_the_record_says_so(bench: DeskBench) -> None:
    work, louder = answered(bench, -20)
    bench.follower.wait(Moment.LEAK_FOUND)
    bench.inbox.settle()
    assert any("漏音" in notice.zh for notice in live(work).notices)
    log = ended(bench, work)
    (found,) = [one for one in log if isinstance(one, LeakFound)]
    assert found.level_db == pytest.approx(-20 + louder, abs=4)
    assert len([one for one in log if isinstance(one, Heard)]) == 1, "only the greeting"
    assert not any(isinstance(one, Fact) and one.moment is Moment.DEGRADED for one in log)


def test_a_loudspeaker_on_the_desk_voids_the_record(bench: DeskBench) -> None:
    work, _ = answered(bench, -3)
    bench.follower.wait(Moment.DEGRADED)
    bench.inbox.settle()
    log = ended(bench, work)
    assert [one.detail["why"] for one in log if isinstance(one, Fact) and one.moment is Moment.DEGRADED] == ["leak"]
    assert len([one for one in log if isinstance(one, Heard)]) == 1


def test_a_headset_that_does_not_leak_is_not_spoken_of(bench: DeskBench) -> None:
    work, _ = answered(bench, -200)
    log = ended(bench, work)
    assert not any(isinstance(one, LeakFound) for one in log)
    assert not any(isinstance(one, Fact) and one.moment is Moment.DEGRADED for one in log)


@pytest.mark.parametrize(
    ("db", "leakage"), [(-200, Leakage.NONE), (-25, Leakage.SOME), (-3, Leakage.LOUD)], ids=["tight", "some", "loud"]
)
def test_the_check_before_an_exam_measures_the_leak(bench: DeskBench, db: float, leakage: Leakage) -> None:
    drill = bench.desk.drill("gm-accepts", check=True)
    bench.ready(drill)
    card = LeakingCard(bench, bench.equipment.card(0), db)
    assert drill.leakage() is Leakage.UNKNOWN
    bench.equipment.paper_ears.words = "我听到了"
    drill.begin(drill.exercises()[0])
    card.hears(silence(5), clock=False)
    card.hears(np.concatenate((voices(1, seed=6)[0], silence(1.2))), clock=False)
    assert drill.changed(lambda: bool(drill.results()), PATIENCE_S)
    assert [said.heard for said in drill.results()] == ["我听到了"], "what leaked is no try"
    assert drill.leakage() is leakage
    drill.close()

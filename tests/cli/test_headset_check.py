"""The check before an exam in a terminal: repeated until it is well heard; no exam begins that would end void."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from audio.ports import BLOCK, Pcm
from audio.wav import read_sound
from scoring.inquiry import Inquiry
from simulator.commands.headset_check import TRIES, check_headset
from simulator.model.problem import Exit, Problem
from simulator.runtime.desk_drill import DeskDrill
from simulator.runtime.drill_book import HEARD_IT, DrillBook
from simulator.ui.shown import Exercise, Leakage
from tests.runtime.desk_bench import PaperEquipment

READ = "您好，恒城集团，很高兴为您服务，请问您找哪一位？"
SENTENCES = (Exercise("", "听", HEARD_IT), Exercise("", "念", READ))
SPEECH = Path(__file__).parents[1] / "data" / "speech"


def no_inquiry() -> Inquiry:
    raise AssertionError("a sentence that is read aloud needs no rulebook")


class Read(DeskDrill):
    """A check at which somebody speaks as soon as a sentence is asked for; ``leaks`` is what is found each time."""

    def __init__(self, equipment: PaperEquipment, words: Sequence[str], leaks: Sequence[Leakage]) -> None:
        self.equipment, self.words, self.leaks = equipment, iter(words), iter(leaks)
        self.asked: list[str] = []
        super().__init__(lambda: DrillBook(SENTENCES, no_inquiry), equipment.ears, equipment)

    def begin(self, exercise: Exercise) -> None:
        super().begin(exercise)
        self.asked.append(exercise.wording)
        self.equipment.paper_ears.words = next(self.words)
        card, sound = self.equipment.card(0), spoken()
        for at in range(0, sound.size, BLOCK):
            card.advance(sound[at : at + BLOCK])

    def leakage(self) -> Leakage:
        return next(self.leaks)


def spoken() -> Pcm:
    clip = read_sound(min(SPEECH.glob("*.flac")))
    return np.concatenate((clip[: clip.size // BLOCK * BLOCK], np.zeros(BLOCK * 50, np.int16)))


@pytest.fixture
def reading() -> Iterator[Callable[..., Read]]:
    made: list[Read] = []

    def reading(words: Sequence[str], leaks: Sequence[Leakage], *missing: str) -> Read:
        made.append(Read(PaperEquipment(*missing), words, leaks))
        return made[-1]

    yield reading
    for drill in made:
        drill.close()


def test_what_is_not_heard_well_is_said_again(reading: Callable[..., Read], capsys: pytest.CaptureFixture[str]) -> None:
    drill = reading((HEARD_IT, "您好", READ), (Leakage.UNKNOWN, Leakage.NONE, Leakage.NONE))
    check_headset(drill)
    assert drill.asked == [HEARD_IT, READ, READ]
    assert "听到：您好（没有听清楚）" in capsys.readouterr().out


def test_a_headset_that_leaks_is_tried_again_from_the_first_sentence(reading: Callable[..., Read]) -> None:
    drill = reading((HEARD_IT, READ, HEARD_IT), (Leakage.UNKNOWN, Leakage.LOUD, Leakage.SOME))
    check_headset(drill)
    assert drill.asked == [HEARD_IT, READ, HEARD_IT]


def test_nothing_begins_where_it_does_not_pass(reading: Callable[..., Read]) -> None:
    with pytest.raises(Problem) as refused:
        check_headset(reading(("听不懂",) * TRIES, (Leakage.NONE,) * TRIES))
    assert refused.value.exit is Exit.REFUSED
    with pytest.raises(Problem) as missing:
        check_headset(reading((), (), "headset"))
    assert missing.value.exit is Exit.MISSING

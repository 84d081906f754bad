"""Single wordings without a call, and the check before an exam."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from audio.ports import BLOCK, Pcm
from audio.soundcard import Side
from audio.wav import read_sound
from simulator.runtime.desk_drill import DeskDrill
from simulator.runtime.drill_book import HEARD_IT
from simulator.ui.desk import Failed
from simulator.ui.shown import Exercise, Said

from ..paced import PATIENCE_S
from .desk_bench import DeskBench, NotingCard

SPEECH = Path(__file__).parents[1] / "data" / "speech"


@pytest.fixture
def bench(tmp_path: Path, small_library: Path) -> Iterator[DeskBench]:
    bench = DeskBench(tmp_path, library=small_library)
    bench.desk.open()
    yield bench
    bench.desk.close()


@pytest.fixture(scope="module")
def clip() -> Pcm:
    spoken = read_sound(min(SPEECH.glob("*.flac")))
    return np.concatenate((spoken[: spoken.size // BLOCK * BLOCK], np.zeros(BLOCK * 50, np.int16)))


def exercise_of(drill: DeskDrill, phrase: str) -> Exercise:
    return next(exercise for exercise in drill.exercises() if exercise.phrase == phrase)


def typed(bench: DeskBench, drill: DeskDrill, exercise: Exercise, text: str) -> Said:
    known = len(drill.results())
    drill.begin(exercise)
    drill.type(text)
    return bench.result(drill, known)


def test_every_wording_that_a_rule_wants_is_an_exercise_that_counts(bench: DeskBench) -> None:
    bench.desk._library.wait()
    drill = bench.desk.drill("gm-accepts", check=False)
    bench.ready(drill)
    exercises = drill.exercises()
    assert len(exercises) >= 20
    assert exercises[0].wording == "您好，恒城集团。"
    not_counted = [one for one in exercises if typed(bench, drill, one, one.wording).counts != "yes"]
    assert not_counted == []
    drill.close()


def test_a_wording_is_laid_beside_what_was_heard(bench: DeskBench) -> None:
    drill = bench.desk.drill("gm-accepts", check=False)
    bench.ready(drill)
    greeting = exercise_of(drill, "greeting")
    wrong = typed(bench, drill, greeting, "您好，恒昌集团。")
    assert wrong.counts in ("no", "almost")
    assert {syllable.kind for syllable in wrong.syllables} - {"same"}
    assert typed(bench, drill, greeting, "您好，恒城集团。").score == 1.0
    nothing = typed(bench, drill, greeting, "今天天气真好")
    assert (nothing.counts, nothing.heard) == ("no", "今天天气真好")
    assert [said.exercise for said in drill.results()] == [greeting] * 3
    drill.close()


def speak(card: NotingCard, sound: Pcm) -> None:
    for at in range(0, sound.size, BLOCK):
        card.advance(sound[at : at + BLOCK])


def test_spoken_words_are_judged_with_their_level(bench: DeskBench, clip: Pcm) -> None:
    drill = bench.desk.drill("gm-accepts", check=False)
    bench.ready(drill)
    drill.begin(exercise_of(drill, "greeting"))
    bench.equipment.paper_ears.words = "您好恒城集团"
    card = bench.equipment.card(0)
    speak(card, clip)
    said = bench.result(drill, 0)
    assert (said.counts, said.heard) == ("yes", "您好恒城集团")
    assert -40 < said.level_db < -10
    assert said.remarks == ()
    speak(card, (clip // 8).astype(np.int16))
    quiet = bench.result(drill, 1)
    assert any("声音偏小" in remark.zh for remark in quiet.remarks)
    speak(card, np.clip(clip.astype(np.int32) * 30, -32768, 32767).astype(np.int16))
    loud = bench.result(drill, 2)
    assert any("破音" in remark.zh for remark in loud.remarks)
    bench.equipment.paper_ears.words = ""
    speak(card, clip)
    silent = bench.result(drill, 3)
    assert (silent.counts, silent.heard) == ("no", "")
    assert any("没有听到" in remark.zh for remark in silent.remarks)
    card.advance(clip[16_000:32_000])
    assert drill.level() > -60
    card.lose(Side.MICROPHONE)
    assert drill.level() == -120.0
    drill.close()
    with bench.equipment.changed:
        assert bench.equipment.changed.wait_for(lambda: card.stopped, PATIENCE_S)


def test_the_check_plays_a_tone_and_counts_the_syllables_of_a_sentence(bench: DeskBench) -> None:
    drill = bench.desk.drill("gm-accepts", check=True)
    bench.ready(drill)
    listen, read = drill.exercises()
    card = bench.equipment.card(0)
    drill.begin(read)
    assert not card.advance(np.zeros(1_600, np.int16)).any()
    drill.begin(listen)
    assert np.abs(card.advance(np.zeros(1_600, np.int16))).max() > 1_000, "the tone is heard"
    assert typed(bench, drill, listen, HEARD_IT).counts == "yes"
    assert typed(bench, drill, read, read.wording).score == 1.0
    mumbled = typed(bench, drill, read, "您好，恒城集团，很高兴")
    assert mumbled.counts == "no"
    assert any(syllable.kind == "missing" for syllable in mumbled.syllables)
    assert typed(bench, drill, read, "今天天气真好").score < 0.3
    drill.close()


def test_without_a_headset_one_is_told_and_can_type(tmp_path: Path, small_library: Path) -> None:
    bench = DeskBench(tmp_path, "headset", library=small_library)
    bench.desk.open()
    drill = bench.desk.drill("gm-accepts", check=False)
    bench.ready(drill)
    stage = drill.stage()
    assert isinstance(stage, Failed)
    assert stage.hint is not None
    assert typed(bench, drill, exercise_of(drill, "greeting"), "您好，恒城集团。").counts == "yes"
    assert drill.level() == -120.0
    drill.close()
    bench.desk.close()


def test_the_reference_lists_what_to_say_with_its_clauses(bench: DeskBench) -> None:
    bench.desk._library.wait()
    entries = bench.desk.reference("gm-accepts")
    assert len(entries) >= 20
    greeting = entries[0]
    assert greeting.wording == "您好，恒城集团。"
    assert greeting.clauses[0] == "B4.1.1"
    assert all(entry.summaries for entry in entries)
    assert bench.desk.reference("gm-accepts") is entries

"""A sound file on the way that a voice takes, and where in it a phrase was said."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path
from shutil import copytree

import numpy as np
import pytest

from audio.ports import SAMPLE_RATE, Pcm
from audio.wav import write_wav
from scoring.inquiry import PhraseReading, Standing
from simulator.model.problem import Exit, Problem
from simulator.model.speech import Transcript, Word
from simulator.runtime import folders
from simulator.runtime.hearing import hear_file, inquiry_for, recognisers
from simulator.runtime.workspace import Workspace

CLIP = sorted((Path(__file__).parents[1] / "data" / "speech").glob("aishell3_*.flac"))[0]
WORDS = ((200, 400, "您好"), (400, 700, "恒城"), (700, 900, "集团"))


class Told:
    """Ears that always hear a greeting, its words at known times of what they were given."""

    streaming = False
    identity = "told:test:000000000000"

    def listen(self) -> Told:
        return self

    def accept(self, pcm: Pcm) -> None:
        pass

    def partial(self) -> str:
        return ""

    def transcript(self) -> Future[Transcript]:
        future: Future[Transcript] = Future()
        words = tuple(Word(text, start, end, 0.9) for start, end, text in WORDS)
        future.set_result(Transcript("您好，恒城集团", 0.9, words, engine=self.identity))
        return future

    def close(self) -> None:
        pass


@pytest.fixture(scope="module")
def inquiry():
    return inquiry_for(Workspace(folders.library()), "switchboard", "hengcheng")


def test_a_phrase_has_its_place_in_the_file(inquiry, tmp_path: Path) -> None:
    file = hear_file(CLIP, [Told()], inquiry)
    (hearing,) = file.hearings
    first = hearing.utterances[0]
    assert 0 <= first.start < first.end <= file.length
    greet = next(rule for rule in hearing.rules if rule.rule.id == "greet-company")
    assert greet.standing is Standing.SAID
    span = hearing.span_of(greet.phrases[0])
    assert span is not None
    given = max(0, first.start - 200)  # what the recogniser gets from before the utterance
    assert span[0] == pytest.approx(max(first.start, given + 200), abs=1)
    assert span[1] == pytest.approx(min(first.end, given + 900), abs=1)


def test_what_resembles_nothing_has_no_place(inquiry) -> None:
    (hearing,) = hear_file(CLIP, [Told()], inquiry).hearings
    assert hearing.span_of(PhraseReading("greeting", Standing.NOT)) is None


def test_every_recogniser_is_asked(inquiry) -> None:
    assert len(hear_file(CLIP, [Told(), Told()], inquiry).hearings) == 2


@pytest.mark.parametrize("level", [0, 200])
def test_a_file_in_which_nobody_speaks_is_a_problem(inquiry, tmp_path: Path, level: int) -> None:
    noise = np.random.default_rng(1).normal(0, 1, 2 * SAMPLE_RATE) * level
    write_wav(tmp_path / "silent.wav", noise.astype(np.int16))
    with pytest.raises(Problem) as caught:
        hear_file(tmp_path / "silent.wav", [Told()], inquiry)
    assert caught.value.exit is Exit.AUDIO_FORMAT
    assert "没有听到人说话" in caught.value.message.zh


@pytest.mark.parametrize(("rulebook", "company"), [("nonsense", "hengcheng"), ("switchboard", "nonsense")])
def test_an_unknown_rulebook_or_company_is_a_problem_that_names_what_there_is(rulebook: str, company: str) -> None:
    with pytest.raises(Problem) as caught:
        inquiry_for(Workspace(folders.library()), rulebook, company)
    assert caught.value.exit is Exit.FILES
    assert caught.value.hint is not None
    assert ("switchboard" if rulebook == "nonsense" else "hengcheng") in caught.value.hint.zh


def test_the_company_is_that_of_the_calls_unless_there_are_several(tmp_path: Path) -> None:
    inquiry_for(Workspace(folders.library()), "switchboard", "")
    mine = tmp_path / "mine"
    copytree(folders.library(), mine)
    call = Workspace(mine).find_call("gm-accepts")
    call.write_text(call.read_text(encoding="utf-8").replace("company: hengcheng", "company: other"), encoding="utf-8")
    with pytest.raises(Problem) as caught:
        inquiry_for(Workspace(mine), "switchboard", "")
    assert caught.value.exit is Exit.USAGE
    assert "--company" in caught.value.message.zh


def test_no_recogniser_is_a_problem(tmp_path: Path) -> None:
    for wanted in ("auto", "whisper", "both"):
        with pytest.raises(Problem) as caught, recognisers(wanted, tmp_path):
            pass
        assert caught.value.exit is Exit.MISSING

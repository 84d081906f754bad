"""Errors, slots, judgement and tables of the benchmark on transcripts made up for the purpose."""

from __future__ import annotations

from pathlib import Path

import jiwer
import pytest

from benchmarks.validity import exams, slots
from benchmarks.validity.conditions import CLEAN
from benchmarks.validity.corpus import Sample, without_words
from benchmarks.validity.errors import characters, edits, syllables
from benchmarks.validity.figures import Judged, Labels, accepts, by_phrase, hits
from benchmarks.validity.judging import Judge
from benchmarks.validity.misses import listed
from benchmarks.validity.plots import Dot, dots
from benchmarks.validity.report import BEGIN, END, insert, table
from benchmarks.validity.rivals import least_cer, partial_ratio, plain_string
from benchmarks.validity.sentences import Sentence, labelled
from benchmarks.validity.transcripts import Heard, Utterance
from simulator.model.scorecard import Verdict
from simulator.model.script import Say
from simulator.model.speech import Transcript
from simulator.runtime import folders
from simulator.runtime.workspace import LoadedCall, Workspace


@pytest.fixture(scope="module")
def call() -> LoadedCall:
    workspace = Workspace(folders.library())
    return workspace.load_call(workspace.find_call("gm-accepts"))


@pytest.fixture(scope="module")
def judge(call: LoadedCall) -> Judge:
    return Judge.of(call.scorer, call.script, labelled())


def heard(text: str, *alternatives: str, confidence: float = 0.9) -> Heard:
    return (Utterance(0, 2000, Transcript(text, confidence, (), alternatives, "made up")),)


# --- errors ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"), [("您好。", "你好"), ("幺三九", "一39"), ("恒城集團", "恒城集团"), ("两点", "2點")]
)
def test_what_sounds_and_means_the_same_is_no_error(one: str, other: str) -> None:
    assert characters(one) == characters(other)


def test_syllables_have_no_tones() -> None:
    assert syllables("恒城8012") == ("heng", "cheng", "ba", "ling", "yi", "er")
    assert edits(syllables("恒城"), syllables("横程")) == 0
    assert edits(characters("恒城"), characters("横程")) == 2


def test_the_rate_is_that_of_jiwer() -> None:
    one, other = "请您稍等我马上转接", "请稍等一下我马上转接"
    assert edits(one, other) / len(one) == pytest.approx(jiwer.cer(one, other))


# --- slots -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slot", "value", "text", "verdict"),
    [
        ("name", "汪建军", "宏达公司的汪建军先生", slots.Verdict.EXACT),
        ("name", "汪建军", "宏达公司的王建军先生", slots.Verdict.SAME_SOUND),
        ("name", "汪建军", "宏达公司的黄建军先生", slots.Verdict.WRONG),
        ("phone", "13951862047", "电话是139-5186-2047", slots.Verdict.EXACT),
        ("phone", "13951862047", "电话是13951862048", slots.Verdict.NEAR),
        ("phone", "13951862047", "电话是139518620", slots.Verdict.WRONG),
        ("time", "15:30", "下午三点半", slots.Verdict.EXACT),
        ("time", "15:30", "上午3点30分", slots.Verdict.WRONG),
        ("dest", "8200", "马上为您转接财务部", slots.Verdict.EXACT),
        ("dest", "8200", "马上为您转接工程部", slots.Verdict.WRONG),
    ],
)
def test_slots(slot: str, value: str, text: str, verdict: slots.Verdict, call: LoadedCall) -> None:
    from scoring.directory import Directory

    found = list(slots.read({slot: value}, text, call.scorer.lexicon, Directory(call.company)))
    assert found == [(slot, verdict)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("明天上午十点一刻", {"10:15"}),
        ("十点整", {"10:00", "22:00"}),
        ("下午4点20分", {"16:20"}),
        ("十九点三十分", {"19:30"}),
        ("请快一点", set()),
        ("电话八零幺二", set()),
    ],
)
def test_times(text: str, found: set[str]) -> None:
    assert slots.times(text) == found


# --- judgement -------------------------------------------------------------------------------------------------------


def test_a_phrase_that_is_said_passes_and_others_do_not(judge: Judge) -> None:
    found = judge.verdicts(heard("请稍等"))
    assert found["wait"] is Verdict.PASS
    assert found["closing"] is Verdict.FAIL
    assert found["rude"] is Verdict.FAIL


def test_only_another_hypothesis_leaves_it_undecided(judge: Judge) -> None:
    assert judge.verdicts(heard("天气很好", "请稍等"))["wait"] is Verdict.UNDECIDED


def test_forbidden_words_are_for_a_person(judge: Judge) -> None:
    assert judge.verdicts(heard("你急什么"))["rude"] is Verdict.UNDECIDED


def test_a_sentence_cut_in_two_is_undecided(judge: Judge) -> None:
    pieces = tuple(
        Utterance(start, end, Transcript(text, 0.9, (), (), "made up"))
        for start, end, text in ((0, 800, "对不起，电话占"), (1600, 2600, "线，请稍后再拨"))
    )
    assert judge.verdicts(pieces)["busy"] is Verdict.UNDECIDED


def test_nothing_heard_says_nothing(judge: Judge) -> None:
    assert set(judge.verdicts(()).values()) == {Verdict.FAIL}


# --- figures ---------------------------------------------------------------------------------------------------------

LABELS = Labels(frozenset({"rude"}), {"r1": (("wait", "closing"), False), "r2": (("rude",), False)})


def judged(says: str, either: str, **verdicts: Verdict) -> Judged:
    sentence = Sentence("p1", "dev", "phrase", "请稍等", frozenset(says.split()), frozenset(either.split()), {})
    sample = Sample("p1", "dev", "phrase", "请稍等", "zf_a", 1.0, "", lambda: None, (CLEAN,))
    every = {"wait": Verdict.FAIL, "closing": Verdict.FAIL, "rude": Verdict.FAIL, **verdicts}
    return Judged(sample, "clean", sentence, heard("请稍等"), every)


def test_hits_are_counted_among_what_is_said() -> None:
    rows = list(hits([judged("wait closing", "", wait=Verdict.PASS)], LABELS))
    assert [(row.hits, row.of) for row in rows] == [(1, 2)]


def test_false_accepts_are_counted_among_rules_not_satisfied() -> None:
    rows = list(accepts([judged("", "", wait=Verdict.PARTIAL)], LABELS))
    assert [(row.hits, row.of) for row in rows] == [(1, 2)]


def test_a_rule_with_a_disputed_phrase_is_left_out() -> None:
    rows = list(accepts([judged("", "closing", wait=Verdict.PASS)], LABELS))
    assert [(row.hits, row.of) for row in rows] == [(0, 1)]


def test_counts_by_phrase() -> None:
    counts = by_phrase([judged("wait", "closing", wait=Verdict.UNDECIDED, rude=Verdict.UNDECIDED)], LABELS)
    assert counts["wait"] == {"said": 1, "undecided": 1}
    assert counts["rude"] == {"not said": 1, "false": 1}
    assert "closing" not in counts


def test_misses_name_phrase_sentence_and_what_was_heard() -> None:
    assert list(listed([judged("closing", "", wait=Verdict.PASS)], LABELS, "book")) == [
        "FALSE ACCEPT\twait\tclean\t1\t请稍等\t请稍等\tbook",
        "MISSED\tclosing\tclean\t1\t请稍等\t请稍等\tbook",
    ]


def test_misses_refuse_held_out_sentences() -> None:
    one = judged("wait", "")
    held_out = Sentence("t1", "test", "phrase", "x", frozenset(), frozenset(), {})
    with pytest.raises(AssertionError):
        list(listed([Judged(one.sample, "clean", held_out, one.heard, one.verdicts)], LABELS, "book"))


# --- rivals ----------------------------------------------------------------------------------------------------------


def test_rivals_score_the_best_wording() -> None:
    wordings = {"wait": ("请稍等", "请稍候"), "busy": ("电话占线",)}
    assert plain_string(wordings)("好的请稍等") == {"wait": 1.0, "busy": 0.0}
    assert least_cer(wordings)("请稍等啊")["wait"] == pytest.approx(1 - 1 / 3)
    assert partial_ratio(wordings)("好的请稍候")["wait"] == 1.0


# --- exams -----------------------------------------------------------------------------------------------------------


def said_as_written(line: str, voice: str) -> Heard:
    return heard(line)


def test_a_trainee_who_is_heard_perfectly_passes_in_other_wordings(call: LoadedCall) -> None:
    trainees = dict(exams.trainees(call))
    assert exams.play(call, trainees["perfect"], "zf_a", said_as_written).verdict is Verdict.PASS


def test_a_line_begins_with_its_words_whatever_silence_its_clip_begins_with() -> None:
    late = (Utterance(300, 900, Transcript("请稍等")), Utterance(1900, 2500, Transcript("好的")))
    segments = exams.FromClips("zf_a", lambda line, voice: late).deliver(5000, Say("请稍等，好的"))
    assert [(one.start, one.end, one.first_sample) for one in segments] == [(0, 600, 80_000), (1600, 2200, 105_600)]


def test_abuse_and_keys_do_not_pass(call: LoadedCall) -> None:
    trainees = dict(exams.trainees(call))
    assert exams.play(call, trainees["abuse 1"], "zf_a", said_as_written).verdict is Verdict.UNDECIDED
    assert exams.play(call, trainees["keys: unasked"], "zf_a", said_as_written).verdict is Verdict.FAIL


def test_an_exam_with_a_failure_is_drawn_in_voices_that_have_one(call: LoadedCall) -> None:
    trainees = dict(exams.trainees(call))
    good, bad = (exams.play(call, trainees[name], "zf_a", said_as_written) for name in ("perfect", "keys: unasked"))
    perfect = [exams.Played("gm-accepts", "perfect", voice, good) for voice in ("zf_a", "zm_b")]
    result = exams.exams(perfect, [exams.Played("gm-accepts", "keys: unasked", "zf_a", bad)])
    assert (result.failed, result.passed) == (1.0, 0.0)
    assert exams.exams(perfect).passed == 1.0


# --- sounds, tables, plots -------------------------------------------------------------------------------------------


def test_sounds_without_words_are_never_silent_but_for_silence() -> None:
    loud = {one.key: bool(pcm.any()) for one in without_words() if (pcm := one.sound()) is not None}
    assert [name for name, sounds in loud.items() if not sounds] == ["silence"]
    assert len(loud) == 17


def test_the_figures_replace_what_stood_between_the_marks(tmp_path: Path) -> None:
    document = tmp_path / "validity.md"
    document.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    insert(document, table(("a", "b"), [("x", "1")]))
    text = document.read_text(encoding="utf-8")
    assert "old" not in text
    assert text.startswith("before\n")
    assert text.endswith("after\n")
    assert "| x | 1 |" in text


def test_a_plot_shows_every_row() -> None:
    svg = dots("hits", [Dot("clean", 0.98, 0.97, 0.99, 0.995), Dot("telephone", 0.9, 0.8, 0.95)], 0.5, 1.0, (0.5, 1.0))
    assert svg.startswith("<svg")
    assert svg.count("<circle") == 2
    assert "98.00% (97.00% to 99.00%)" in svg

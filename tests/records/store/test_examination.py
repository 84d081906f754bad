"""An exam certifies only when nothing stands in its way; everything that does is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from simulator.model.ledger import AttemptBegun, CourseReleased
from simulator.model.scorecard import Verdict
from simulator.model.standing import Attempt
from simulator.records.store.examination import Exam, Sitting, drawn, objections
from simulator.records.store.results import rulebook_hash
from tests.records.store.samples import TRAINEE, attempt, hash_of, mark, score

POOL = ("gm-accepts", "gm-out", "busy", "fault")
SEED = 7
SOURCES = {"calls/switchboard/gm-accepts.yaml": hash_of("call")}
COURSE = CourseReleased(
    "switchboard",
    "1",
    "总机",
    hash_of("c"),
    24,
    2,
    3,
    POOL,
    2,
    5,
    "whisper:base:d01c3014881c",
    "2:0123456789ab",
    SOURCES,
)
CALLS = drawn(POOL, 2, SEED)


def sitting(call: str) -> Sitting:
    made = attempt(1, call=call, mode="exam", ears=COURSE.ears, matcher=COURSE.matcher, seed=str(SEED), begun="e")
    automatic = score(call, marks=(mark("a#1", Verdict.PASS, 500, 500, "A2.3"),), certifiable=True)
    now = Attempt(
        call, TRAINEE, call, call, "switchboard", "c", "exam", made.started, "ws1", "pass", 8_500, "pass", 8_500,
        8_500, 0, 0, 0, certifiable=True, voided=False, score="s",
    )  # fmt: skip
    automatic = replace(automatic, rulebook_sha256=rulebook_hash(made.sources))
    return Sitting(made, automatic, automatic, now)


@pytest.fixture
def exam() -> Exam:
    begun = AttemptBegun(TRAINEE, "c", 1, CALLS, str(SEED), "李老师")
    return Exam("e", begun, "c", COURSE, tuple(sitting(call) for call in CALLS), "李老师")


def changed(exam: Exam, change: Callable[[Sitting], Sitting]) -> Exam:
    """With its first call changed."""
    return replace(exam, sittings=(change(exam.sittings[0]), *exam.sittings[1:]))


def test_a_passed_exam_certifies(exam: Exam) -> None:
    assert objections(exam) == []
    assert exam.left == ()


@pytest.mark.parametrize(
    ("words", "change"),
    [
        ("another rulebook", lambda one: replace(one, latest=replace(one.latest, rulebook_sha256=hash_of("milder")))),
        ("degraded", lambda one: replace(one, now=one.now._replace(certifiable=False))),
        ("not passed", lambda one: replace(one, now=one.now._replace(verdict="fail"))),
        ("2 findings await", lambda one: replace(one, now=one.now._replace(undecided=2, verdict="undecided"))),
        ("void", lambda one: replace(one, now=one.now._replace(voided=True))),
        ("5 % undecided", lambda one: replace(one, automatic=replace(one.automatic, undecided=1))),
        ("recogniser", lambda one: replace(one, made=replace(one.made, ears="whisper:tiny:000000000000"))),
        ("matcher", lambda one: replace(one, made=replace(one.made, matcher="3:0123456789ab"))),
        ("not the released one", lambda one: replace(one, made=replace(one.made, sources={"calls/x.yaml": "00"}))),
        ("not a call of this exam", lambda one: replace(one, made=replace(one.made, mode="practice"))),
        ("not a call of this exam", lambda one: replace(one, made=replace(one.made, seed="8"))),
        ("not a call of this exam", lambda one: replace(one, made=replace(one.made, trainee="cd" * 16))),
    ],
)
def test_what_stands_in_the_way(exam: Exam, words: str, change: Callable[[Sitting], Sitting]) -> None:
    (why,) = objections(changed(exam, change))
    assert words in why.en
    assert why.en.startswith(CALLS[0])


def test_all_drawn_calls_have_to_be_taken_once(exam: Exam) -> None:
    first, second = exam.sittings
    (why,) = objections(replace(exam, sittings=(first,)))
    assert why.en == f"not taken yet: {CALLS[1]}"
    (why,) = objections(replace(exam, sittings=(first, second, second)))
    assert "taken twice" in why.en


def test_calls_picked_by_hand_do_not_count(exam: Exam) -> None:
    others = tuple(call for call in POOL if call not in CALLS)
    found = objections(
        replace(exam, begun=replace(exam.begun, calls=others), sittings=tuple(sitting(call) for call in others))
    )
    assert [why.en for why in found] == ["the calls are not those that the seed draws"]


def test_a_fourth_exam_of_three(exam: Exam) -> None:
    (why,) = objections(replace(exam, begun=replace(exam.begun, number=4)))
    assert "more than 3 attempts" in why.en


def test_a_draw_is_the_same_for_ever_and_fair() -> None:
    assert drawn(POOL, 2, SEED) == ("gm-out", "busy")
    assert all(len(set(drawn(POOL, 3, seed))) == 3 for seed in range(50))
    assert {drawn(POOL, 1, seed)[0] for seed in range(50)} == set(POOL)
    assert set(drawn(POOL, 4, SEED)) == set(POOL)

"""Sessions that were left before they could be judged are no pass."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scoring.seen_through import ABANDONED, UNHEARD
from simulator.model.checks import Said
from simulator.model.rulebook import Dimension
from simulator.model.script import Turn

from .callsheet import Stage, rule, window

RULES = [rule(Said(("greeting",), window("answered")), "greeting", dimension=Dimension.GREETING)]
GREETED = """
    4000 answered
    5000-6000 me 您好，恒城集团。感谢您的来电，再见。
"""
HUNG_UP_ON = "7000 released reason=ended"
ENDED = "60000 ended reason=finished"
BY_WANG = UNHEARD.fill(name="王建国")


def left(stage: Stage, *rest: str) -> tuple[str, ...]:
    """What was left undone in a call that was greeted as it should be; then it is no pass and cannot certify."""
    card = stage.card("\n".join((GREETED, *rest)), RULES)
    assert card.lowest == 10_000
    assert (card.verdict == "fail") is bool(card.left)
    assert card.certifiable is not bool(card.left)
    return tuple(text.zh for text in card.left)


def test_a_session_that_the_trainee_ended_before_all_was_handled(stage: Stage) -> None:
    heard = "6100-9000 wang 请帮我转一下财务部。"
    assert left(stage, heard, "12000 ended reason=abandoned") == (ABANDONED.zh,)
    assert left(stage, heard, HUNG_UP_ON, ENDED) == ()


@pytest.mark.parametrize("rest", [(HUNG_UP_ON,), ("6500 dialled ext=8200", "7000 released reason=passed_on")])
@pytest.mark.parametrize("said", [(), ("6100-7100 wang(cut) 请帮我转",)])
def test_a_caller_whom_the_trainee_got_rid_of_unheard(stage: Stage, rest: tuple[str, ...], said: tuple[str]) -> None:
    assert left(stage, *rest, *said, ENDED) == (BY_WANG.zh,)


def test_each_such_caller_is_named(stage: Stage) -> None:
    zhou = "line=2 actor=zhou"
    greeted = (f"8000 answered {zhou}", "8100-8900 me(to=zhou line=2) 您好，恒城集团。")
    assert left(stage, HUNG_UP_ON, *greeted, f"9000 released {zhou} reason=ended", ENDED) == (
        BY_WANG.zh,
        UNHEARD.fill(name="周红").zh,
    )


@pytest.mark.parametrize(
    "excuse",
    [
        "6100-6900 wang 请帮我转一下财务部。",
        "6900 request finance",  # talked over, and understood all the same
        "6500 line_fault kind=dead",
        "6500 alarm",
    ],
)
def test_whoever_was_heard_or_had_to_be_left_is_not_held_against_the_trainee(stage: Stage, excuse: str) -> None:
    assert left(stage, excuse, HUNG_UP_ON, ENDED) == ()


def test_a_caller_who_rang_off_unanswered_is_for_the_rules(stage: Stage) -> None:
    heard = "6100-9000 wang 请帮我转一下财务部。"
    assert left(stage, heard, HUNG_UP_ON, "8000 ringing line=2 actor=zhou", ENDED) == ()


def test_a_script_in_which_the_caller_never_says_a_word(stage: Stage) -> None:
    wang = stage.script.callers["wang"].actor
    mute = stage.with_caller(actor=replace(wang, turns={"opening": Turn("opening")}))
    assert left(mute, HUNG_UP_ON, ENDED) == ()


def test_where_the_log_breaks_off_nobody_knows(stage: Stage) -> None:
    assert stage.card(GREETED + HUNG_UP_ON, RULES).left == ()

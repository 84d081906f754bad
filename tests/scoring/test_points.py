"""Points, dimensions, the verdict and rulings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest

from scoring.points import hundredths
from scoring.seen_through import ABANDONED
from scoring.verdict import awaits_ruling
from simulator.model.checks import NotSaid, Said
from simulator.model.log import Adjudication
from simulator.model.rulebook import Dimension, Rule, Weight
from simulator.model.scorecard import Scorecard, Verdict
from simulator.records.summary import reasons

from .callsheet import HEADER, Stage, rule, window

GREETING = Said(("greeting",), window("answered"))
WAIT = Said(("wait",), window("request"))
CLOSING = Said(("closing",), window("farewell"))
BUSY = Said(("busy",), window("extension_busy", "dialled"))
RUDE = NotSaid(("rude",))

G, P, H = Dimension.GREETING, Dimension.PHRASING, Dimension.HANDLING


def call(*lines: str) -> str:
    """A caller who says something, and what else happens."""
    return "4000 answered\n4100-4900 wang 你好。\n" + "\n".join(lines) + "\n 60000 released\n 60000 ended"


def ruling(finding: str, verdict: str, reason: str = "听了录音") -> Adjudication:
    return Adjudication(finding, verdict, reason, "陈老师", "2026-03-16T12:00:00+08:00")


@pytest.mark.parametrize(
    ("points", "shown"),
    [(Fraction(1, 3), 33), (Fraction(2, 3), 67), (Fraction(1, 200), 1), (Fraction(1, 201), 0), (Fraction(7), 700)],
)
def test_hundredths_round_half_up(points: Fraction, shown: int) -> None:
    assert hundredths(points.as_integer_ratio()) == shown


def test_rules_share_their_dimension_by_weight(stage: Stage) -> None:
    rules = [rule(GREETING, "greeting", points=1), rule(RUDE, "rude", points=3)]
    card = stage.card(call("5000-6000 me 喂，哪位？"), rules)
    assert [f.possible for f in card.findings] == [2500, 7500]
    assert (card.lowest, card.highest) == (7500, 7500)


def test_instances_share_their_rule(stage: Stage) -> None:
    sheet = call(
        "9000 extension_busy ext=8200",
        "10000-11000 me 对不起，电话占线。",
        "12000 dialled ext=8201",
        "13000 extension_busy ext=8201",
    )
    card = stage.card(sheet, [rule(BUSY, "busy")])
    assert [(f.id, f.verdict, f.possible) for f in card.findings] == [
        ("busy#1", "pass", 5000),
        ("busy#2", "fail", 5000),
    ]
    assert card.lowest == 5000


def test_dimensions_in_which_nothing_applied_are_left_out(stage: Stage) -> None:
    rules = [
        rule(GREETING, "greeting", dimension=G),
        rule(CLOSING, "closing", dimension=P),
        rule(RUDE, "rude", dimension=H),
    ]
    card = stage.card(call("5000-6000 me 您好，恒城集团。"), rules)
    possible = {d.dimension: d.possible for d in card.dimensions}
    assert (possible[G], possible[P], possible[H]) == (4286, 0, 5714)  # 15 and 20 of 35
    assert card.lowest == 10_000
    assert next(f for f in card.findings if f.rule == "closing").verdict is Verdict.NOT_APPLICABLE


def test_nothing_at_all_applied(stage: Stage) -> None:
    card = stage.card("60000 ended", [rule(GREETING)])
    assert (card.lowest, card.highest, card.verdict) == (0, 0, "fail")


# --- the verdict -----------------------------------------------------------------------------------------------------

POLITE = call("5000-6000 me 您好，恒城集团。")
BARE = call("5000-6000 me 喂，哪位？")
UNCLEAR = call("5000-6000 me(conf=0.2) 晴天的。")
INSULT = call("5000-6000 me 您好，恒城集团。", "7000-8000 me 你急什么？")


def verdict(stage: Stage, sheet: str, rules: Sequence[Rule], **settings: object) -> str:
    card: Scorecard = stage.card(sheet, rules, **settings)  # type: ignore[arg-type]
    return card.verdict.value


def test_the_mark_decides(stage: Stage) -> None:
    rules = [rule(GREETING, "greeting", points=1), rule(RUDE, "rude", points=3)]
    assert verdict(stage, POLITE, rules) == "pass"
    assert verdict(stage, BARE, rules) == "fail"
    assert verdict(stage, BARE, rules, pass_mark=75) == "pass"
    assert verdict(stage, UNCLEAR, rules) == "undecided"


def test_a_floor_missed_fails_whatever_the_total(stage: Stage) -> None:
    rules = [rule(GREETING, "greeting", dimension=G), rule(RUDE, "rude", dimension=P)]
    weights = {G: Weight(10, 60), P: Weight(90, 60)}
    assert verdict(stage, BARE, rules, dimensions=weights) == "fail"
    assert verdict(stage, BARE, rules, dimensions={**weights, G: Weight(10, 0)}) == "pass"
    assert verdict(stage, UNCLEAR, rules, dimensions=weights) == "undecided"


def test_a_critical_doubt_keeps_the_verdict_open(stage: Stage) -> None:
    points = {"points": 1}
    rules = [rule(GREETING, "greeting", points=99), rule(RUDE, "rude", critical=True, **points)]
    assert verdict(stage, INSULT, rules) == "undecided"
    assert verdict(stage, INSULT, rules, adjudications=(ruling("rude#1", "pass"),)) == "pass"
    assert verdict(stage, INSULT, rules, adjudications=(ruling("rude#1", "fail"),)) == "fail"
    assert verdict(stage, INSULT, [rules[0], replace(rules[1], critical=False)]) == "pass"


# --- rulings ---------------------------------------------------------------------------------------------------------


def test_a_ruling_decides_and_is_signed(stage: Stage) -> None:
    for ruled, points in (("pass", 10_000), ("fail", 0)):
        card = stage.card(UNCLEAR, [rule(GREETING)], adjudications=(ruling("rule#1", ruled),))
        (finding,) = card.findings
        assert (finding.verdict, finding.lowest, finding.highest) == (ruled, points, points)
        assert finding.ruled_by == "陈老师: 听了录音"
        assert finding.why_undecided is None
        assert card.certifiable


def test_the_last_ruling_counts(stage: Stage) -> None:
    rulings = (ruling("rule#1", "fail"), ruling("rule#1", "pass", "再听一遍"))
    (finding,) = stage.card(UNCLEAR, [rule(GREETING)], adjudications=rulings).findings
    assert (finding.verdict, finding.ruled_by) == ("pass", "陈老师: 再听一遍")


def test_a_ruling_on_what_is_decided_or_unknown_is_reported_and_changes_nothing(stage: Stage) -> None:
    rulings = (ruling("rule#1", "fail"), ruling("nothing#1", "pass"))
    plain, ruled = stage.card(POLITE, [rule(GREETING)]), stage.card(POLITE, [rule(GREETING)], adjudications=rulings)
    assert ruled.findings == plain.findings
    assert ruled.lowest == plain.lowest
    assert len(ruled.reservations) == 2
    assert "rule#1" in ruled.reservations[0].zh
    assert ruled.certifiable


def test_a_doubtful_half_keeps_the_certain_half(stage: Stage) -> None:
    check = Said(("greeting", "wait"), window("answered"), every=True)
    sheet = call("5000-6000 me 您好，恒城集团。", "7000-8000 me(conf=0.2) 晴天的。")
    (open_,) = stage.card(sheet, [rule(check)]).findings
    assert (open_.lowest, open_.highest) == (5000, 10_000)
    (ruled,) = stage.card(sheet, [rule(check)], adjudications=(ruling("rule#1", "fail"),)).findings
    assert (ruled.verdict, ruled.lowest) == ("fail", 5000)


# --- certifying ------------------------------------------------------------------------------------------------------


def test_what_keeps_a_record_from_certifying(stage: Stage) -> None:
    assert stage.card(POLITE, [rule(GREETING)]).certifiable
    broken = POLITE.replace("60000 ended", "")
    typed = POLITE.replace("me ", "me(typed) ")
    leaks = POLITE.replace("60000 released", "50000 degraded why=leak\n 60000 released")
    assert not stage.card(leaks, [rule(GREETING)]).certifiable
    quiet = POLITE.replace("60000 released", "50000 leak_found level_db=-30\n 60000 released")
    assert stage.card(quiet, [rule(GREETING)]).certifiable
    lost = POLITE.replace("60000 released", "50000 degraded why=microphone_lost\n 60000 released")
    for sheet in (broken, typed, lost, UNCLEAR):
        card = stage.card(sheet, [rule(GREETING)])
        assert not card.certifiable
        assert len(card.reservations) == 1
    assert not stage.card(POLITE, [rule(GREETING)], header=replace(HEADER, degraded=("no_voice",))).certifiable


# --- too near to tell ------------------------------------------------------------------------------------------------

NEAR = (rule(GREETING, "greeting", points=1), rule(RUDE, "rude", points=3))
"""``POLITE`` has 100 points, ``BARE`` 75."""


@pytest.mark.parametrize(
    ("mark", "error", "expected"),
    [
        *((75, 0.0, "pass"), (76, 0.0, "fail")),
        *((75, 2.0, "undecided"), (76, 2.0, "undecided"), (74, 2.0, "undecided")),
        *((73, 2.0, "pass"), (72, 2.0, "pass"), (77, 2.0, "undecided"), (78, 2.0, "fail"), (77, 1.99, "fail")),
    ],
)
def test_a_total_within_the_standard_error_of_the_mark_is_for_a_person(
    stage: Stage, mark: int, error: float, expected: str
) -> None:
    card = stage.card(BARE, NEAR, pass_mark=mark, standard_error=error)
    assert card.verdict == expected
    told = any("一个标准误" in note.zh and "及格线" in note.zh for note in card.reservations)
    assert told == (expected == "undecided")
    assert card.certifiable == (expected != "undecided")


def test_a_dimension_within_its_standard_error_of_the_floor_is_for_a_person(stage: Stage) -> None:
    """Greeting has 75 % of its share."""
    rules = [replace(one, dimension=G) for one in NEAR] + [rule(RUDE, "calm", dimension=P)]
    for floor, error, expected in ((75, 0, "pass"), (75, 3, "undecided"), (77, 3, "undecided"), (70, 3, "pass")):
        weights = {G: Weight(10, floor, error), P: Weight(90, 60)}
        card = stage.card(BARE, rules, dimensions=weights)
        assert card.verdict == expected, (floor, error)
        assert any("“问候”与底线" in note.zh for note in card.reservations) == (expected == "undecided")


def test_where_nothing_has_to_be_reached_nothing_is_near(stage: Stage) -> None:
    rules = [rule(GREETING, "greeting", dimension=G), rule(RUDE, "rude", dimension=P)]
    card = stage.card(BARE, rules, dimensions={G: Weight(1, 0, 10), P: Weight(99, 0, 10)})
    assert card.verdict == "pass"


def test_without_a_standard_error_nothing_changes(stage: Stage) -> None:
    for sheet in (POLITE, BARE, UNCLEAR, INSULT):
        assert stage.card(sheet, NEAR) == stage.card(sheet, NEAR, standard_error=0.0)


def test_a_person_rules_on_a_borderline_total_and_signs(stage: Stage) -> None:
    for ruled in ("pass", "fail"):
        card = stage.card(BARE, NEAR, pass_mark=76, standard_error=2.0, adjudications=(ruling("total", ruled),))
        assert (card.verdict, card.lowest, card.certifiable) == (ruled, 7500, True)
        assert any("陈老师" in note.zh and "听了录音" in note.zh for note in card.reservations)


def test_a_ruling_on_a_total_that_is_clear_changes_nothing(stage: Stage) -> None:
    for mark, expected in ((60, "pass"), (90, "fail")):
        card = stage.card(
            BARE,
            NEAR,
            pass_mark=mark,
            standard_error=2.0,
            adjudications=(ruling("total", "fail"), ruling("total", "pass")),
        )
        assert card.verdict == expected
        assert any("未采用" in note.zh for note in card.reservations)


def test_what_the_trainee_ended_before_all_was_handled_is_never_a_pass(stage: Stage) -> None:
    left = POLITE.replace(" ended", " ended reason=abandoned")
    assert stage.card(POLITE, NEAR).verdict == "pass"
    card = stage.card(left, NEAR, pass_mark=99, standard_error=2.0, adjudications=(ruling("total", "pass"),))
    assert (card.verdict, card.lowest, card.certifiable) == ("fail", 10_000, False)
    assert reasons(card) == card.left == (ABANDONED,)
    assert not awaits_ruling(card, replace(stage.scorer.rulebook, pass_mark=99, standard_error=2.0))


def test_a_critical_failure_is_no_borderline_case(stage: Stage) -> None:
    rules = [NEAR[0], replace(NEAR[1], critical=True, points=1)]
    ruled = (ruling("rude#1", "fail"), ruling("total", "pass"))
    card = stage.card(INSULT, rules, pass_mark=50, standard_error=5.0, adjudications=ruled)
    assert (card.lowest, card.verdict) == (5000, "fail")


def test_open_findings_are_ruled_on_before_a_total_that_they_may_yet_move(stage: Stage) -> None:
    card = stage.card(UNCLEAR, NEAR, pass_mark=76, standard_error=2.0)
    assert (card.lowest, card.highest, card.verdict) == (7500, 10_000, "undecided")
    assert not any("一个标准误" in note.zh for note in card.reservations)
    settled = stage.card(UNCLEAR, NEAR, pass_mark=76, standard_error=2.0, adjudications=(ruling("greeting#1", "fail"),))
    assert any("一个标准误" in note.zh for note in settled.reservations)

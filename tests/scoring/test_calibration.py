"""Two people's marks against each other and the score: who agrees, how exact a total is, what goes to a person."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import pytest

from scoring.calibration import Judgement, Mark, MarkedCall, Marker, by_a_person, by_the_scorer, calibrate
from simulator.model.checks import NotSaid, Said
from simulator.model.rulebook import Dimension, Weight

from .callsheet import Stage, rule, window

P, F, N, U = Mark.PASS, Mark.FAIL, Mark.NOT_APPLICABLE, Mark.UNSURE
RULES = (
    rule(Said(("greeting",), window("answered")), "greet", dimension=Dimension.GREETING, points=5),
    rule(Said(("wait",), window("request")), "wait", dimension=Dimension.PHRASING, points=4),
    rule(NotSaid(("rude",)), "rude", dimension=Dimension.PHRASING, points=1),
)
WEIGHTS = {Dimension.GREETING: Weight(50, 0), Dimension.PHRASING: Weight(50, 0)}
POLITE = "4000 answered\n 5000-6000 me 您好，恒城集团。\n 60000 released\n 60000 ended"
BARE = "4000 answered\n 5000-6000 me 喂，哪位？\n 60000 released\n 60000 ended"


@pytest.fixture
def call(stage: Stage):
    """A call with these marks for greet, wait and rude; the score of the sheet counts where ``automatic`` is None."""

    def made(
        first: str, second: str, automatic: str | None = None, sheet: str = POLITE, **changes: object
    ) -> MarkedCall:
        card = stage.card(sheet, RULES, dimensions=WEIGHTS, **changes)
        scored = by_the_scorer(card) if automatic is None else marks(automatic)
        rulebook = replace(stage.scorer.rulebook, rules=RULES, dimensions=WEIGHTS, **changes)  # type: ignore[arg-type]
        judgements = {Marker.FIRST: marks(first), Marker.SECOND: marks(second), Marker.AUTOMATIC: scored}
        return MarkedCall(rulebook, card, judgements)

    return made


def marks(written: str) -> Mapping[str, Judgement]:
    """``PF-``: greet passed, wait failed, rude not marked."""
    letters = {"P": P, "F": F, "N": N, "U": U}
    return {one.id: by_a_person(letters[letter]) for one, letter in zip(RULES, written, strict=True) if letter != "-"}


def test_agreement_by_pair_dimension_and_rule(call) -> None:
    result = calibrate([call("PPP", "PPP", "PFP"), call("FPP", "PPP", "FFP")])
    people, first, second = result.comparisons
    assert [c.markers for c in result.comparisons] == [
        (Marker.FIRST, Marker.SECOND),
        (Marker.FIRST, Marker.AUTOMATIC),
        (Marker.SECOND, Marker.AUTOMATIC),
    ]
    assert people.overall is not None
    assert (people.overall.agreed, people.overall.items) == (5, 6)
    assert (people.rules["greet"].agreed, people.rules["greet"].items) == (1, 2)
    assert people.dimensions[Dimension.PHRASING].share == 1
    assert Dimension.RECORD not in people.dimensions
    assert first.rules["greet"].kappa == 1
    assert second.rules["wait"].kappa == 0
    assert first.dimensions[Dimension.PHRASING].agreed == 2


def test_what_one_left_open_is_counted_and_compared_with_nothing(call) -> None:
    (people, *_) = calibrate([call("PU-", "PPP", "PPP"), call("UUU", "PPU", "PPP")]).comparisons
    assert people.overall is not None
    assert people.overall.items == 1
    assert people.left_open == 2 + 2


def test_standard_error_of_a_total_by_hand(call) -> None:
    """Totals: 100, 100, 50 | 60, 100, 60: the people differ by 0 and 40; among the three 1666.7 and 1066.7."""
    result = calibrate([call("PPP", "PPP", "FPP"), call("PFP", "PPP", "PFP")])
    (people, *_) = result.comparisons
    assert people.error is not None
    assert people.error.points == pytest.approx(math.sqrt((0 + 40**2 / 2) / 2))
    assert result.error is not None
    assert result.error.points == pytest.approx(math.sqrt((5000 / 3 + 3200 / 3) / 4))
    greeting, phrasing = (result.dimension_errors[d] for d in (Dimension.GREETING, Dimension.PHRASING))
    assert greeting.points == pytest.approx(math.sqrt((20_000 / 3 + 0) / 4))  # percent: 100, 100, 0 | 100, 100, 100
    assert phrasing.points == pytest.approx(math.sqrt((0 + 12_800 / 3) / 4))  # percent: 100, 100, 100 | 20, 100, 20


def test_rules_that_one_left_open_are_in_nobodys_total(call) -> None:
    result = calibrate([call("PUP", "PFP", "PPP"), call("PPP", "PUP", "PFP")])
    assert result.error is not None
    assert result.error.points == 0


def test_the_scorer_in_a_markers_words(stage: Stage) -> None:
    card = stage.card(BARE, RULES, dimensions=WEIGHTS)
    assert {rule: one.mark for rule, one in by_the_scorer(card).items()} == {"greet": F, "wait": N, "rude": P}
    unclear = stage.card(BARE.replace("me 喂", "me(conf=0.2) 喂"), RULES, dimensions=WEIGHTS)
    assert by_the_scorer(unclear)["greet"].mark is U


def test_a_paraphrase_with_most_of_its_points_is_a_pass_with_its_credit(stage: Stage) -> None:
    wait = rule(Said(("wait", "greeting"), window("answered"), every=True), "both")
    card = stage.card(POLITE, [wait])
    assert by_the_scorer(card)["both"] == Judgement(P, card.findings[0].lowest / card.findings[0].possible)


def test_calls_within_the_measured_error_are_for_a_person(call) -> None:
    """Bare, the call has 50 of 100: near a mark of 55 with an error of 20.4, far from one of 90."""
    for mark, near in ((55, True), (90, False)):
        calls = [call("FNP", "PNP", sheet=BARE, pass_mark=mark), call("PNP", "PNP", pass_mark=mark)]
        result = calibrate(calls)
        assert result.error is not None
        assert result.error.points == pytest.approx(math.sqrt(5000 / 3 / 4))
        assert bool(result.near[0]) == near


def test_nothing_in_common_has_no_error(call) -> None:
    result = calibrate([call("UUU", "---")])
    assert result.error is None
    assert result.comparisons[0].overall is None
    assert result.near == ((),)

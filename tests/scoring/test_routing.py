"""Where callers end."""

from __future__ import annotations

from simulator.model.checks import ConfirmedConnected, ConsultedFirst, RoutedToGoal
from simulator.model.script import Goal

from .callsheet import Stage, ref

ROUTED = RoutedToGoal(ref("request"))
CONSULTED = ConsultedFirst(ref("request(general_manager)"))
END = "\n 60000 released connected=yes\n 60000 ended"
ASKED = "4000 answered\n 9000 request finance\n"


def test_connected_to_a_goal(stage: Stage) -> None:
    assert (
        stage.verdict(ASKED + "10000 dialled ext=8200\n 16000 connected ext=8200 confirmed=yes" + END, ROUTED) == "pass"
    )
    wrong = stage.finding(ASKED + "16000 connected ext=8500 confirmed=yes" + END, ROUTED)
    assert wrong.verdict == "fail"
    assert "客户服务中心" in wrong.measured.zh


def test_a_caller_driven_away_by_words_is_for_a_person_but_a_wrong_connection_is_not(stage: Stage) -> None:
    angry, tired = (f"20000 hung_up reason={reason}\n 60000 ended" for reason in ("temper", "patience"))
    assert stage.verdict(ASKED + angry, ROUTED, critical=True) == "undecided"
    assert stage.verdict(ASKED + tired, ROUTED, critical=True) == "fail"
    assert stage.verdict(ASKED + "16000 connected ext=8500\n " + angry, ROUTED, critical=True) == "fail"


def test_the_last_connection_counts(stage: Stage) -> None:
    corrected = ASKED + "16000 connected ext=8500\n 30000 connected ext=8200" + END
    assert stage.verdict(corrected, ROUTED) == "pass"


def test_a_message_can_be_the_goal(stage: Stage) -> None:
    message = stage.with_caller(goals=(Goal(message_for="zhang_wei"),))
    assert message.verdict(ASKED + "20000 save for_whom=张伟" + END, ROUTED) == "pass"
    assert message.verdict(ASKED + "20000 save for_whom=总经理" + END, ROUTED) == "pass"
    assert message.verdict(ASKED + "20000 save for_whom=赵敏" + END, ROUTED) == "fail"
    assert message.verdict(ASKED + "20000 save matter=合同\n 21000 relay liu_fang" + END, ROUTED) == "pass"
    assert message.verdict(ASKED + END, ROUTED) == "fail"


def test_a_conference_with_the_goal_is_being_connected(stage: Stage) -> None:
    assert stage.verdict(ASKED + "16000 conference parties=wang,ext:8200" + END, ROUTED) == "pass"


def test_a_caller_without_goals_is_not_judged(stage: Stage) -> None:
    assert stage.with_caller(goals=()).verdict(ASKED + END, ROUTED) == "not_applicable"


def test_consultation_comes_first(stage: Stage) -> None:
    asked = "4000 answered\n 9000 request zhang_wei\n"
    consulted = asked + "12000 dialled ext=8001 private=yes\n 18000 consulted ext=8001\n 30000 connected ext=8001"
    assert stage.verdict(consulted + END, CONSULTED, critical=True) == "pass"
    assert stage.verdict(asked + "30000 connected ext=8001" + END, CONSULTED, critical=True) == "fail"
    other = asked + "18000 consulted ext=8002\n 30000 connected ext=8001"
    assert stage.verdict(other + END, CONSULTED) == "fail"
    assert stage.verdict(asked + "30000 connected ext=8002" + END, CONSULTED) == "not_applicable"


def test_the_operator_stays_until_the_extension_answers(stage: Stage) -> None:
    dialled = ASKED + "10000 dialled ext=8200\n"
    stayed = dialled + "16000 extension_answered ext=8200\n 16000 connected ext=8200 confirmed=yes" + END
    left = dialled + "11000 released\n 16000 extension_answered ext=8200\n 16000 connected ext=8200 confirmed=no" + END
    refused = dialled + "11000 extension_busy ext=8200\n 13100 returned ext=8200" + END
    cancelled = dialled + "11000 returned ext=8200" + END
    assert stage.verdict(stayed, ConfirmedConnected()) == "pass"
    assert stage.verdict(left, ConfirmedConnected()) == "fail"
    assert stage.verdict(refused, ConfirmedConnected()) == "not_applicable"
    assert stage.verdict(cancelled, ConfirmedConnected()) == "not_applicable"
    consulted = ASKED + "18000 consulted ext=8200\n 30000 connected ext=8200 consulted=yes confirmed=yes" + END
    assert stage.verdict(consulted, ConfirmedConnected()) == "pass"


def test_what_a_caller_dials_with_the_attendant_is_no_transfer(stage: Stage) -> None:
    sheet = "0 ringing\n 5000 auto_answered\n 30000 dialled ext=8200\n 36000 connected ext=8200 confirmed=no"
    assert stage.verdict(sheet + "\n 50000 hung_up\n 60000 ended", ConfirmedConnected()) == "not_applicable"


def test_each_transfer_is_judged(stage: Stage) -> None:
    sheet = (
        ASKED
        + "10000 dialled ext=8500\n 11000 released\n 20000 retrieved\n"
        + "21000 dialled ext=8200\n 26000 connected ext=8200"
    )
    assert stage.verdicts(sheet + END, ConfirmedConnected()) == ["fail", "pass"]

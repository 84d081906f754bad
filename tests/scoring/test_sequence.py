"""What follows what on the board."""

from __future__ import annotations

import pytest

from simulator.model.checks import DoneWithin, Happened, NeverHappened
from simulator.model.units import Ms

from .callsheet import Stage, ref

CONNECT = Happened(ref("request"), (ref("connected"), ref("message_saved")))
NEVER = NeverHappened(ref("declines(general_manager)"), ref("connected"))
PROMPT = DoneWithin(ref("request(manager)"), ref("dialled"), Ms(10_000))
END = "\n 60000 released\n 60000 ended"


def test_done_before_the_party_is_gone(stage: Stage) -> None:
    assert stage.verdict("4000 answered\n 9000 request\n 20000 connected ext=8200" + END, CONNECT) == "pass"
    assert stage.verdict("4000 answered\n 9000 request" + END, CONNECT) == "fail"
    other = "4000 answered\n 9000 request\n 20000 connected line=2 actor=zhou ext=8200" + END
    assert stage.verdict(other, CONNECT) == "fail"


def test_what_happens_on_the_board_after_the_caller_is_gone_is_too_late_but_desk_work_is_not(stage: Stage) -> None:
    gone = "4000 answered\n 9000 request\n 10000 hung_up\n"
    assert stage.verdict(gone + "20000 connected ext=8200\n 60000 ended", CONNECT) == "fail"
    assert stage.verdict(gone + "20000 save caller=王建国\n 60000 ended", CONNECT) == "pass"


def test_order_matters_where_the_rule_says_so(stage: Stage) -> None:
    check = Happened(ref("request"), (ref("consulted"),), before=ref("connected"))
    first, second = "10000 consulted ext=8001\n", "20000 connected ext=8001"
    assert stage.verdict("4000 answered\n 9000 request\n" + first + second + END, check) == "pass"
    swapped = "10000 connected ext=8001\n 20000 consulted ext=8001"
    assert stage.verdict("4000 answered\n 9000 request\n" + swapped + END, check) == "fail"


def test_an_absence_in_a_broken_log_is_undecided(stage: Stage) -> None:
    assert stage.verdict("4000 answered\n 9000 request", CONNECT) == "undecided"
    assert stage.verdict("4000 answered\n 9000 request\n 10000 hung_up", CONNECT) == "fail"


def test_never_after_a_refusal(stage: Stage) -> None:
    refused = "4000 answered\n 9000 declines actor=ext:8001 ext=8001\n"
    assert stage.verdict(refused + END, NEVER) == "pass"
    assert stage.verdict(refused + "10000 connected ext=8001" + END, NEVER) == "fail"
    assert stage.verdict(refused + "10000 connected ext=8002" + END, NEVER) == "pass"
    changed_mind = "9500 accepts actor=ext:8001 ext=8001\n 10000 connected ext=8001"
    assert stage.verdict(refused + changed_mind + END, NEVER) == "pass"


def test_keys_fail_a_critical_rule_by_themselves(stage: Stage) -> None:
    sheet = "4000 answered\n 9000 declines actor=ext:8001 ext=8001\n 10000 connected ext=8001" + END
    assert stage.verdict(sheet, NEVER, critical=True) == "fail"


@pytest.mark.parametrize(("t", "verdict"), [(19_000, "pass"), (19_001, "fail")])
def test_done_in_time(stage: Stage, t: int, verdict: str) -> None:
    assert stage.verdict(f"4000 answered\n 9000 request zhao_min\n {t} dialled ext=8201" + END, PROMPT) == verdict


def test_time_in_which_the_caller_speaks_does_not_count(stage: Stage) -> None:
    sheet = "4000 answered\n 9000 request zhao_min\n 10000-15000 wang 我有急事。\n 23000 dialled ext=8201" + END
    assert stage.verdict(sheet, PROMPT) == "pass"
    running = DoneWithin(PROMPT.after, PROMPT.done, PROMPT.limit, pause_while_caller_speaks=False)
    assert stage.verdict(sheet, running) == "fail"


def test_not_done_at_all(stage: Stage) -> None:
    assert stage.verdict("4000 answered\n 9000 request zhao_min" + END, PROMPT) == "fail"
    assert stage.verdict("4000 answered\n 9000 request zhao_min\n 9500 released\n 60000 ended", PROMPT) == "fail"
    cut = "4000 answered\n 9000 request zhao_min\n 12000 line_fault kind=dead\n 60000 ended"
    assert stage.verdict(cut, PROMPT) == "not_applicable"


@pytest.mark.parametrize(
    ("about", "matches"),
    [
        ("zhao_min", True),  # the person
        ("manager", True),  # the rank
        ("8201", True),  # the extension
        ("finance", False),
        ("general_manager", False),
    ],
)
def test_references_name_people_by_id_rank_and_extension(stage: Stage, about: str, matches: bool) -> None:
    check = Happened(ref(f"request({about})"), (ref("connected"),))
    sheet = "4000 answered\n 9000 request zhao_min\n 10000 connected ext=8201" + END
    assert stage.verdict(sheet, check) == ("pass" if matches else "not_applicable")


@pytest.mark.parametrize(
    ("fact", "about", "matches"),
    [
        ("connected ext=8500", "complaints", True),  # the role of an extension
        ("connected ext=8001", "general_manager", True),  # the rank of its holder
        ("connected ext=8200", "finance", True),
        ("connected ext=8200", "complaints", False),
        ("hung_up reason=patience", "patience", True),
        ("line_fault kind=dead", "dead", True),
        ("line_fault kind=noise", "dead", False),
        ("request unclear", "unclear", True),
        ("request administration", "unclear", False),  # asking for 综合管理部 by name is not being unclear
        ("request finance", "department", True),
        ("request administration", "department", True),
        ("request zhao_min", "department", False),  # a person of one is not the department
        ("request unclear", "department", False),
    ],
)
def test_references_name_facts_by_role_reason_and_kind(stage: Stage, fact: str, about: str, matches: bool) -> None:
    check = Happened(ref("answered"), (ref(f"{fact.split()[0]}({about})"),))
    assert stage.verdict(f"4000 answered\n 9000 {fact}" + END, check) == ("pass" if matches else "fail")


LEAVE = DoneWithin(ref("alarm"), ref("released"), Ms(30_000), pause_while_caller_speaks=False)
FIRE = "4000 answered\n 10000 alarm text=火警\n"


@pytest.mark.parametrize(
    ("then", "verdict"),
    [
        ("40000 released reason=ended", "pass"),
        ("12000 connected ext=8200\n 13000 released reason=passed_on connected=yes", "pass"),
        ("40001 released reason=ended", "fail"),
        ("12000 held", "fail"),  # the caller is left on hold
        ("12000 held\n 30000 retrieved\n 31000 released reason=ended", "pass"),
        ("20000 hung_up reason=ended", "not_applicable"),
        ("50000 hung_up reason=ended", "fail"),
        ("", "fail"),
    ],
)
def test_in_an_alarm_the_caller_is_left_at_once(stage: Stage, then: str, verdict: str) -> None:
    assert stage.verdict(FIRE + then + "\n 90000 ended", LEAVE, critical=True) == verdict


def test_with_nobody_on_the_line_an_alarm_asks_for_nothing(stage: Stage) -> None:
    later = "12000 answered\n 60000 released reason=ended\n 90000 ended"
    assert stage.verdict("10000 alarm line= actor= text=火警\n" + later, LEAVE) == "not_applicable"


CALMED = Happened(ref("complaint"), (ref("soothed"),), before=ref("connected"))


def test_a_caller_calmed_before_being_connected(stage: Stage) -> None:
    begins, connected = "4000 answered\n 9000 complaint\n", "20000 connected ext=8200"
    soothed = "12000 soothed tense level=2 was=3\n"
    assert stage.verdict(begins + soothed + connected + END, CALMED) == "pass"
    assert stage.verdict(begins + connected + END, CALMED) == "fail"
    quite = Happened(ref("complaint"), (ref("soothed(calm)"),))
    assert stage.verdict(begins + soothed + connected + END, quite) == "fail"


def test_a_temper_comes_from_words_and_fails_no_critical_rule_by_itself(stage: Stage) -> None:
    begins, gone = "4000 answered\n 9000 complaint\n", "\n 60000 ended"
    assert stage.verdict(begins + "20000 connected ext=8200" + END, CALMED, critical=True) == "undecided"
    never = NeverHappened(ref("answered"), ref("angered"))
    assert stage.verdict(begins + "12000 angered angry level=4 was=3" + END, never, critical=True) == "undecided"
    connect = Happened(ref("complaint"), (ref("connected"),))
    assert stage.verdict(begins + "12000 hung_up reason=temper" + gone, connect, critical=True) == "undecided"
    assert stage.verdict(begins + "12000 hung_up reason=patience" + gone, connect, critical=True) == "fail"

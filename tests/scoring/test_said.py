"""Required wordings in their windows: what passes, what is doubtful, what fails."""

from __future__ import annotations

import pytest

from simulator.model.checks import Said
from simulator.model.units import Ms

from .callsheet import Stage, ref, rule, window

GREETING = Said(("greeting",), window("answered", first=True))
WAIT = Said(("wait",), window("request", "dialled"))
TRANSFER = Said(("announce_transfer",), window("request", "dialled"), names_destination=True)

ANSWERED = """
    0 ringing
    4000 answered ring_ms=4000
"""
ENDED = """
    60000 released
    60000 ended
"""


def asked(*said: str) -> str:
    """The caller asks for finance, then this is said."""
    return (
        ANSWERED
        + """
    6000-9000 wang 请帮我转一下财务部。
    9000 request finance
    """
        + "\n".join(said)
        + "\n 20000 dialled ext=8200"
        + ENDED
    )


@pytest.mark.parametrize(
    ("spoken", "verdict"),
    [
        ("您好，恒城集团。", "pass"),
        ("早上好，这里是恒城集团，请问您找哪位？", "pass"),
        ("喂，恒城集团。", "partial"),
        ("喂，哪位？", "fail"),
    ],
)
def test_wording_decides_credit(stage: Stage, spoken: str, verdict: str) -> None:
    finding = stage.finding(ANSWERED + f"5000-7000 me {spoken}" + ENDED, GREETING)
    assert finding.verdict == verdict
    assert (finding.lowest, finding.highest) == {
        "pass": (finding.possible,) * 2,
        "partial": (finding.possible * 6 // 10,) * 2,
        "fail": (0, 0),
    }[verdict]


def test_a_pass_is_proved_by_entries_words_and_sound(stage: Stage) -> None:
    finding = stage.finding(ANSWERED + "5000-7000 me 嗯您好，恒城集团。" + ENDED, GREETING)
    opening, words = finding.evidence
    assert opening.entries == (2,)
    assert words.entries == (3, 4)
    assert words.at == 5000
    assert words.audio is not None
    assert (words.audio.track, words.audio.start, words.audio.end) == ("trainee", 5000, 7000)
    start, end = words.matched
    assert words.quote[start:end] == "您好，恒城集团"
    assert [step.required for step in words.alignment] != []


def test_only_the_first_words_can_greet(stage: Stage) -> None:
    late = ANSWERED + "5000-6000 me 喂，哪位？\n 8000-9000 me 您好，恒城集团。" + ENDED
    assert stage.verdict(late, GREETING) == "fail"


def test_words_before_the_window_earn_nothing(stage: Stage) -> None:
    early = asked().replace("6000-9000 wang", "5000-5800 me 请稍等。\n 6000-9000 wang")
    assert stage.verdict(early, WAIT) == "fail"


def test_words_after_the_window_earn_nothing(stage: Stage) -> None:
    assert stage.verdict(asked().replace("60000 released", "25000-26000 me 请稍等。\n 60000 released"), WAIT) == "fail"


def test_an_utterance_belongs_to_the_window_in_which_it_starts(stage: Stage) -> None:
    assert stage.verdict(asked("19999-21000 me 请稍等。"), WAIT) == "pass"
    assert stage.verdict(asked("20000-21000 me 请稍等。"), WAIT) == "fail"
    assert stage.verdict(asked("9000-9900 me 请稍等。"), WAIT) == "pass"
    assert stage.verdict(asked("8999-9900 me 请稍等。"), WAIT) == "fail"


def test_a_window_may_open_early(stage: Stage) -> None:
    early = Said(("wait",), window("request", "dialled", opens_early=Ms(500)))
    assert stage.verdict(asked("8500-9900 me 请稍等。"), early) == "pass"
    assert stage.verdict(asked("8499-9900 me 请稍等。"), early) == "fail"


def test_within_counts_from_the_opening(stage: Stage) -> None:
    check = Said(("wait",), window("request", within=Ms(3000)))
    assert stage.verdict(asked("12000-13000 me 请稍等。"), check) == "pass"
    assert stage.verdict(asked("12001-13000 me 请稍等。"), check) == "fail"


def test_words_to_somebody_else_do_not_count(stage: Stage) -> None:
    assert stage.verdict(asked("9500-10500 me(to=zhou line=2) 请稍等。"), WAIT) == "fail"
    assert stage.verdict(asked("9500-10500 me(to=) 请稍等。"), WAIT) == "fail"


def test_a_repeated_request_is_the_same_window(stage: Stage) -> None:
    again = asked("9500-10500 me 请稍等。", "11000-13000 wang 我要找财务部。", "13000 request finance")
    assert stage.verdicts(again, WAIT) == ["pass"]


def test_each_busy_extension_opens_its_own_window(stage: Stage) -> None:
    check = Said(("busy",), window("extension_busy", "dialled", "connected"))
    sheet = (
        asked()
        + """
        21000 extension_busy ext=8200
        22000-24000 me 对不起，电话占线。
        30000 dialled ext=8201
        31000 extension_busy ext=8201
        32000-34000 me 请问您需要留言吗？
    """
    )
    assert stage.verdicts(_ordered(sheet), check) == ["pass", "fail"]


def test_all_of_several_phrases(stage: Stage) -> None:
    check = Said(("wait", "announce_transfer"), window("request", "dialled"), every=True)
    one, both = "9500-11000 me 请稍等。", "9500-11000 me 请稍等，我马上为您转接财务部。"
    half, whole = stage.finding(asked(one), check), stage.finding(asked(both), check)
    assert (half.verdict, half.lowest) == ("partial", half.possible // 2)
    assert whole.verdict == "pass"


def test_what_the_caller_volunteered_need_not_be_asked(stage: Stage) -> None:
    check = Said(("ask_surname",), window("request", "dialled"), unless_given="name")
    assert stage.verdict(asked("9100 gives name"), check) == "not_applicable"
    assert stage.verdict(asked("9100 gives matter"), check) == "fail"
    assert stage.verdict(asked("9100-10900 me 请问您贵姓？", "11000 gives name"), check) == "pass"


def test_what_was_given_when_asked_spares_no_asking(stage: Stage) -> None:
    """The caller took something else for the question and answered it."""
    check = Said(("ask_surname",), window("request", "dialled"), unless_given="name")
    assert stage.verdict(asked("9100-10900 me 您叫什么？", "11000 gives name asked=yes"), check) == "fail"


@pytest.mark.parametrize(
    ("what", "verdict"),
    [
        ("9500 line_fault kind=dead", "not_applicable"),
        ("9100-9400 me 请稍等。\n 9500 line_fault kind=dead", "pass"),
        ("9500 line_fault kind=noise\n 20000 hung_up", "fail"),
        ("20000 dialled ext=8200\n 25000 line_fault kind=dead", "fail"),
    ],
)
def test_a_line_that_dies_leaves_no_time_to_say_it(stage: Stage, what: str, verdict: str) -> None:
    """Only a dead line that closed the window; one that died after it was closed excuses nothing."""
    assert stage.verdict(f"{ANSWERED} 9000 request finance\n {what}\n 60000 ended", WAIT) == verdict


@pytest.mark.parametrize("how", ["yes", "no"])
def test_a_window_opens_at_a_fact_however_it_came(stage: Stage, how: str) -> None:
    check = Said(("wait",), window("gives(name)", "dialled"))
    assert stage.verdict(asked(f"9500 gives name asked={how}", "10000-11000 me 请稍等。"), check) == "pass"


CLOSING = Said(("closing",), window("farewell", opens_early=Ms(20_000), also_opens=(ref("released(ended)"),)))
TALK = "0 ringing\n 4000 answered\n 4500-6000 me 您好，恒城集团。\n"
BYE = "me 感谢您的来电，再见。"


@pytest.mark.parametrize(
    ("lines", "verdicts"),
    [
        (f"50000-52000 {BYE}\n 60000 released reason=ended", ["pass"]),
        ("60000 released reason=ended", ["fail"]),  # hung up on without a word
        (f"10000-12000 {BYE}\n 60000 released reason=ended", ["fail"]),  # that was no goodbye
        ("40000 farewell\n 60000 released reason=ended", ["fail"]),  # one call, one finding
        (f"40000 farewell\n 41000-43000 {BYE}\n 60000 released reason=ended", ["pass"]),
        (f"30000-32000 {BYE}\n 40000 farewell\n 60000 hung_up reason=ended", ["pass"]),
        ("60000 hung_up reason=patience", ["not_applicable"]),
        ("50000 connected ext=8200\n 60000 released reason=passed_on", ["not_applicable"]),
        ("50000 dialled ext=8200\n 60000 released reason=passed_on", ["not_applicable"]),
    ],
)
def test_a_call_that_the_operator_ends_needs_a_goodbye(stage: Stage, lines: str, verdicts: list[str]) -> None:
    assert stage.verdicts(TALK + lines + "\n 90000 ended", CLOSING) == verdicts


def test_a_window_that_opens_with_the_parting_holds_only_what_came_before(stage: Stage) -> None:
    back = "60000 released reason=ended\n 70000 called_back line=3\n 71000-73000 me(line=3) 感谢您的来电，再见。"
    assert stage.verdicts(TALK + back + "\n 80000 released line=3 reason=ended\n 90000 ended", CLOSING) == [
        "fail",
        "pass",
    ]


def test_each_caller_is_taken_leave_of(stage: Stage) -> None:
    both = f"""
        50000-52000 {BYE}
        60000 released reason=ended
        61000 ringing line=2 actor=zhou
        62000 answered line=2 actor=zhou
        70000 released line=2 actor=zhou reason=ended
        90000 ended
    """
    assert stage.verdicts(TALK + both, CLOSING) == ["pass", "fail"]


# --- destinations ----------------------------------------------------------------------------------------------------


def test_the_destination_named_is_the_one_dialled(stage: Stage) -> None:
    right, wrong = "9500-11000 me 我马上为您转接财务部。", "9500-11000 me 我马上为您转接技术部。"
    assert stage.verdict(asked(right), TRANSFER) == "pass"
    finding = stage.finding(asked(wrong), TRANSFER)
    assert finding.verdict == "fail"
    assert "技术部" in finding.measured.zh
    assert "8200" in finding.measured.zh


def test_naming_the_department_is_naming_its_people(stage: Stage) -> None:
    sheet = asked("9500-11000 me 我马上为您转接财务部。").replace("dialled ext=8200", "dialled ext=8201")
    assert stage.verdict(sheet, TRANSFER) == "pass"


# --- doubt -----------------------------------------------------------------------------------------------------------


def test_nearly_said_is_undecided(stage: Stage) -> None:
    finding = stage.finding(asked("9500-11000 me 请问什么事情？"), Said(("ask_matter",), window("request", "dialled")))
    assert finding.verdict == "undecided"
    assert (finding.lowest, finding.highest) == (0, finding.possible)


def test_unclear_words_are_undecided(stage: Stage) -> None:
    assert stage.verdict(asked("9500-11000 me(conf=0.49) 晴天的。"), WAIT) == "undecided"
    assert stage.verdict(asked("9500-11000 me(conf=0.5) 晴天的。"), WAIT) == "fail"


def test_another_hypothesis_makes_it_undecided(stage: Stage) -> None:
    finding = stage.finding(asked("9500-11000 me(alt=请稍等) 晴天的。"), WAIT)
    assert finding.verdict == "undecided"
    assert finding.evidence[1].quote == "请稍等"


def test_a_witness_turns_pass_and_fail_into_undecided(stage: Stage) -> None:
    assert stage.verdict(asked("9500-11000 me(witness=请稍等) 请稍等。"), WAIT) == "pass"
    assert stage.verdict(asked("9500-11000 me(witness=晴天的) 请稍等。"), WAIT) == "undecided"
    assert stage.verdict(asked("9500-11000 me(witness=请稍等) 晴天的。"), WAIT) == "undecided"
    assert stage.verdict(asked("9500-11000 me(witness=晴天的) 晴天的。"), WAIT) == "fail"


def test_where_the_callers_reaction_and_the_grade_disagree_it_is_undecided(stage: Stage) -> None:
    assert stage.verdict(asked("9500-11000 me(understood=wait) 晴天的。"), WAIT) == "undecided"
    assert stage.verdict(asked("9500-11000 me(understood=) 请稍等。"), WAIT) == "undecided"


def test_a_sentence_cut_by_a_pause_is_undecided(stage: Stage) -> None:
    check = Said(("announce_transfer",), window("request", "dialled"))
    cut = ("9500-10500 me 我马上为您转", "11400-12000 me 接财务部。")
    assert stage.verdict(asked(*cut), check) == "undecided"
    between = (cut[0], "10600-11300 wang 什么？", cut[1])
    assert stage.verdict(asked(*between), check) == "fail"


def test_a_greeting_cut_by_a_pause_is_undecided(stage: Stage) -> None:
    sheet = ANSWERED + "5000-5500 me 您好。\n 6400-7000 me 恒城集团。" + ENDED
    finding = stage.finding(sheet, GREETING)
    assert finding.verdict == "undecided"
    audio = finding.evidence[1].audio
    assert audio is not None
    assert (audio.start, audio.end) == (5000, 7000)


def test_a_clear_pass_beats_a_doubtful_one(stage: Stage) -> None:
    sheet = asked("9500-10500 me(witness=晴天的) 请稍等。", "12000-13000 me 请您稍等。")
    assert stage.verdict(sheet, WAIT) == "pass"


def test_a_critical_failure_by_words_is_for_a_person(stage: Stage) -> None:
    assert stage.verdict(asked(), WAIT, critical=True) == "undecided"
    assert stage.verdict(asked("9500-11000 me(typed) 晴天的。"), WAIT, critical=True) == "undecided"


def test_where_the_log_breaks_off_a_failure_is_undecided(stage: Stage) -> None:
    broken = asked().replace("20000 dialled ext=8200", "").replace("60000 released", "").replace("60000 ended", "")
    assert stage.verdict(broken, WAIT) == "undecided"


# --- reciting --------------------------------------------------------------------------------------------------------

RULES = [
    rule(GREETING, "greeting"),
    rule(WAIT, "wait"),
    rule(Said(("busy",), window("extension_busy")), "busy"),
    rule(Said(("no_answer",), window("extension_no_answer")), "no-answer"),
    rule(Said(("resumed",), window("retrieved")), "resumed"),
    rule(Said(("closing",), window("farewell")), "closing"),
]


def test_reciting_every_wording_at_once_earns_nothing(stage: Stage) -> None:
    recital = "您好，恒城集团。请稍等。对不起，电话占线。对不起，无人接听。对不起，让您久等了。感谢您的来电，再见。"
    card = stage.card(ANSWERED + f"5000-20000 me {recital}" + ENDED, RULES)
    assert card.highest == 0
    assert "背" in card.findings[0].measured.zh


def test_reciting_again_in_every_window_earns_nothing(stage: Stage) -> None:
    recital = "您好，恒城集团。请稍等。对不起，电话占线。对不起，无人接听。对不起，让您久等了。感谢您的来电，再见。"
    sheet = f"""
        4000 answered
        5000-9000 me {recital}
        10000 request finance
        10500-15000 me {recital}
        16000 dialled ext=8200
        17000 extension_busy ext=8200
        20000-25000 me {recital}
        26000 farewell
        27000-30000 me {recital}
        31000 released
        31000 ended
    """
    assert stage.card(sheet, RULES).highest == 0


def test_several_fitting_phrases_in_one_breath_are_no_recital(stage: Stage) -> None:
    spoken = "9500-14000 me 好的，请稍等。请问您贵姓？请问您是哪个单位的？请问您有什么事情？"
    assert stage.verdict(asked(spoken), WAIT) == "pass"


def test_a_greeting_with_a_polite_surplus_is_no_recital(stage: Stage) -> None:
    spoken = "您好，恒城集团，请稍等，对不起，让您久等了。"
    card = stage.card(ANSWERED + f"5000-9000 me {spoken}" + ENDED, RULES)
    assert card.findings[0].verdict == "pass"


def _ordered(sheet: str) -> str:
    """The lines of a sheet in the order of their times."""
    lines = [line.strip() for line in sheet.splitlines() if line.strip()]
    return "\n".join(sorted(lines, key=lambda line: int(line.split("-")[0].split()[0])))

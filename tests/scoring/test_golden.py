"""Whole scorecards as people read them, compared with what they were.

A change of any verdict, point or word shows as a difference of text. A change that is meant is accepted by
deleting the file in ``golden`` and running the test once: it writes the file anew and fails, so that nobody accepts
by accident.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring import as_text
from simulator.model.checks import (
    AnsweredWithin,
    ConfirmedConnected,
    ConsultedFirst,
    DeadAir,
    MessageKept,
    NotSaid,
    ReadBack,
    RecordField,
    RecordFieldRight,
    RoutedToGoal,
    Said,
    SpeechRate,
    TalkOver,
)
from simulator.model.company import SpokenName
from simulator.model.log import Adjudication
from simulator.model.rulebook import Dimension
from simulator.model.scorecard import Scorecard, Verdict
from simulator.model.script import Goal, MatterPoint, RecordFacts
from simulator.model.text import Lang
from simulator.model.units import Ms

from .callsheet import Stage, ref, rule, window

GOLDEN = Path(__file__).parent / "golden"

RULES = [
    rule(
        Said(("greeting",), window("answered", first=True)),
        "greet",
        dimension=Dimension.GREETING,
        better="您好，{company}。",
    ),
    rule(Said(("ask_surname",), window("request", "dialled"), unless_given="name"), "surname"),
    rule(Said(("wait",), window("request", "dialled")), "wait", better="请稍等。"),
    rule(Said(("refused",), window("declines")), "refused"),
    rule(NotSaid(("rude",)), "rude", critical=True),
    rule(ConsultedFirst(ref("request(general_manager)")), "consult", dimension=Dimension.HANDLING, critical=True),
    rule(RoutedToGoal(ref("request")), "route", dimension=Dimension.HANDLING),
    rule(ConfirmedConnected(), "confirm", dimension=Dimension.HANDLING),
    rule(MessageKept(), "kept", dimension=Dimension.RECORD, critical=True),
    rule(RecordFieldRight(RecordField.CALLER), "caller", dimension=Dimension.RECORD),
    rule(RecordFieldRight(RecordField.PHONE), "phone", dimension=Dimension.RECORD),
    rule(RecordFieldRight(RecordField.MATTER), "matter", dimension=Dimension.RECORD),
    rule(ReadBack((RecordField.PHONE,)), "read-back", dimension=Dimension.RECORD),
    rule(AnsweredWithin(), "rings", dimension=Dimension.TIMING),
    rule(DeadAir(Ms(3000), Ms(5000)), "silence", dimension=Dimension.TIMING),
    rule(TalkOver(Ms(1000)), "over", dimension=Dimension.TIMING),
    rule(SpeechRate(120, 300), "rate", dimension=Dimension.TIMING),
]

BEGINNING = """
    0 ringing
    4000 answered ring_ms=4000
    4500-6500 me 您好，恒城集团。
    7000-9500 wang 你好，我找一下张总。
    9500 request zhang_wei
"""

PERFECT = (
    BEGINNING
    + """
    10000-13000 me 请问您贵姓？请问您有什么事情？
    13500-19000 wang 我姓王，王建国，谈合同付款的事，电话一三八零零一三八零零零。
    19500-20500 me 请稍等。
    21000 held auto=yes
    21000 dialled ext=8001 private=yes
    27000 extension_answered ext=8001 actor=ext:8001 private=yes
    27000 consulted ext=8001 actor=ext:8001
    27000-28000 ext:8001 喂，哪位？
    28500-32000 me(to=ext:8001) 张总您好，有一位来电者找您。
    32500-33500 ext:8001 我不接。
    33500 declines actor=ext:8001 ext=8001
    34000 retrieved hold_ms=13000
    34500-39000 me 对不起，他现在不方便接听。请问您需要留言吗？
    39200-40200 wang 好的，请他回电。
    40500-46000 me 您的电话是一三八零零一三八零零零，对吗？
    46200-47000 wang 对。
    47500-49000 me 感谢您的来电，再见。
    49500 released connected=no
    60000 save caller=王建国 phone=13800138000 matter=合同付款 for_whom=张伟
    61000 relay zhang_wei
    70000 ended
"""
)

CARELESS = (
    BEGINNING.replace("4000 answered ring_ms=4000", "4000 answered ring_ms=16000").replace(
        "您好，恒城集团", "喂，恒城集团"
    )
    + """
    8000-9400 me(conf=0.4) 晴天的。
    18000-19000 me 你急什么？
    20000 dialled ext=8001
    20500 released connected=no
    26000 connected ext=8001 confirmed=no
    40000 hung_up
    60000 save caller=王健国 phone=13800138001 matter=合同
    70000 ended
"""
)

BROKEN = PERFECT[: PERFECT.index("34500-39000")]

RULING = (Adjudication("rude#1", "fail", "确实说了", "陈老师", "2026-03-16T12:00:00+08:00"),)


@pytest.fixture
def office(stage: Stage) -> Stage:
    facts = RecordFacts(
        SpokenName("王建国"), None, "13800138000", (MatterPoint(("合同",)), MatterPoint(("付款",))), "zhang_wei"
    )
    return stage.with_caller(record=facts, goals=(Goal(message_for="zhang_wei"),))


@pytest.mark.parametrize(
    ("name", "sheet", "rulings", "verdict"),
    [
        ("perfect", PERFECT, (), "pass"),
        ("careless", CARELESS, (), "fail"),
        ("careless-ruled", CARELESS, RULING, "fail"),
        ("broken-off", BROKEN, (), "undecided"),
    ],
)
def test_golden(office: Stage, name: str, sheet: str, rulings: tuple[Adjudication, ...], verdict: str) -> None:
    card = office.card(sheet, RULES, adjudications=rulings)
    assert card.verdict == verdict
    shown, file = _shown(card, office), GOLDEN / f"{name}.txt"
    if not file.exists():
        file.write_text(shown, encoding="utf-8", newline="\n")
        pytest.fail(f"{file.name} is new: read it, then keep it")
    assert shown.splitlines() == file.read_text(encoding="utf-8").splitlines()


def _shown(card: Scorecard, stage: Stage) -> str:
    head = [f"{card.verdict} {card.lowest}-{card.highest} certifiable={card.certifiable}"]
    head += [f"{d.dimension} {d.lowest}-{d.highest}/{d.possible}" for d in card.dimensions]
    head += [f"! {text.zh} | {text.en}" for text in card.reservations]
    clauses = stage.scorer.rulebook.clauses
    shown = [f for f in card.findings if f.verdict is not Verdict.NOT_APPLICABLE]
    body = [f"{f.id} {as_text(f, clauses)[lang]}" for f in shown for lang in Lang]
    return "\n".join([*head, *body]) + "\n"

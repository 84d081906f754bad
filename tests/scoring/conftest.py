"""A small office for call sheets: two lines, a general manager with a secretary, three departments, two callers."""

from __future__ import annotations

import pytest

from scoring import Scorer
from simulator.model.company import Company, Department, Extension, Person, Rank, Role, SpokenName
from simulator.model.rulebook import Clause, Dimension, Disposition, Phrase, Rulebook, Status, Weight
from simulator.model.script import Actor, Caller, CallScript, Goal, Line, Manner, SimulatedClock, Turn, Voice
from simulator.model.units import ClockTime, Ms

from .callsheet import Stage

PHRASES = (
    Phrase("greeting", ("您好{company}",), ("(您好|早上好)这里是{company}",), ("喂{company}",)),
    Phrase("wait", ("请稍等",), ("请您稍等",)),
    Phrase("announce_transfer", ("我马上为您转接{destination}",)),
    Phrase("busy", ("对不起电话占线",), ("电话占线请稍后再拨",)),
    Phrase("no_answer", ("对不起无人接听",)),
    Phrase("offer_message", ("请问您需要留言吗",)),
    Phrase("ask_surname", ("请问您贵姓",)),
    Phrase("ask_organisation", ("请问您是哪个单位的",)),
    Phrase("ask_matter", ("请问您有什么事情",)),
    Phrase("announce_caller", ("有一位来电者找您",)),
    Phrase("resumed", ("对不起让您久等了",)),
    Phrase("refused", ("他现在不方便接听",)),
    Phrase("closing", ("感谢您的来电再见",)),
    Phrase("rude", ("你急什么",), forbidden=True),
)


@pytest.fixture(scope="session")
def company() -> Company:
    return Company(
        id="hengcheng",
        name=SpokenName("恒城集团"),
        operator_name=SpokenName("李敏"),
        operator_no="016",
        departments={
            "executive": Department("executive", SpokenName("总经理办公室"), "8000", public=False),
            "administration": Department("administration", SpokenName("综合管理部"), "8100"),
            "finance": Department("finance", SpokenName("财务部"), "8200"),
            "complaints": Department("complaints", SpokenName("客户服务中心"), "8500"),
            "technical": Department("technical", SpokenName("技术部"), "8600"),
        },
        people={
            "zhang_wei": Person(
                "zhang_wei",
                SpokenName("张伟", also=("张总",)),
                "总经理",
                Rank.GENERAL_MANAGER,
                "executive",
                "8001",
                secretary="liu_fang",
                mobile="13912345678",
            ),
            "liu_fang": Person("liu_fang", SpokenName("刘芳"), "总经理秘书", Rank.SECRETARY, "executive", "8002"),
            "zhao_min": Person(
                "zhao_min", SpokenName("赵敏"), "财务部经理", Rank.MANAGER, "finance", "8201", public=True
            ),
        },
        extensions={
            number: Extension(number, holder)
            for number, holder in {
                "8000": "executive",
                "8001": "zhang_wei",
                "8002": "liu_fang",
                "8100": "administration",
                "8200": "finance",
                "8201": "zhao_min",
                "8500": "complaints",
                "8600": "technical",
            }.items()
        },
        roles={Role.COMPLAINTS: "8500", Role.UNCLEAR: "8100", Role.TECHNICAL: "8600"},
        outside_lines=("1", "2"),
        spare_line="3",
    )


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    clause = Clause("B4.1.1", "三声内接听并先问候报公司", Disposition.ENFORCED)
    return Rulebook(
        id="switchboard",
        version="1",
        title="总机话务",
        status=Status.RELEASED,
        pass_mark=80,
        dimensions={
            Dimension.GREETING: Weight(15, 60),
            Dimension.PHRASING: Weight(25, 60),
            Dimension.HANDLING: Weight(20, 60),
            Dimension.RECORD: Weight(25, 60),
            Dimension.TIMING: Weight(15, 60),
        },
        clauses={clause.locator: clause},
        phrases={phrase.id: phrase for phrase in PHRASES},
        rules=(),
    )


@pytest.fixture(scope="session")
def scorer(company: Company, rulebook: Rulebook) -> Scorer:
    return Scorer.of(company, rulebook)


@pytest.fixture
def stage(scorer: Scorer) -> Stage:
    return Stage(script(), scorer)


def script() -> CallScript:
    return CallScript(
        id="call",
        title="找总经理",
        status=Status.RELEASED,
        rulebook="switchboard",
        company="hengcheng",
        clock=SimulatedClock("2026-03-16", ClockTime(9 * 60 + 30)),
        difficulty=1,
        summary="",
        callers={
            "wang": _caller("wang", "王建国", "13800138000", "1"),
            "zhou": _caller("zhou", "周红", "13700137000", "2"),
        },
        staff={},
        extensions={},
        phrases={},
        events=(),
        clauses=(),
    )


def _caller(name: str, written: str, phone: str, line: str) -> Caller:
    manner = Manner("calm", (), (), (), (), ())
    actor = Actor(
        name, SpokenName(written), Voice(), manner, "opening", {"opening": Turn("opening", (Line("你好。"),))}
    )
    return Caller(actor, SpokenName("宏达公司"), phone, line, Ms(0), goals=(Goal(connected="8200"),))

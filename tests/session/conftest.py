"""A small office for playbooks: two outside lines and a spare, a general manager, two departments, and a caller."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.model.company import Company, Department, Extension, ExtensionState, Person, Rank, SpokenName
from simulator.model.moments import Moment, MomentRef
from simulator.model.rulebook import Phrase, Rulebook, Status
from simulator.model.script import (
    Actor,
    Branch,
    Caller,
    CallScript,
    Goal,
    Incident,
    Line,
    Manner,
    Patience,
    Reaction,
    SimulatedClock,
    Staff,
    Turn,
    Voice,
)
from simulator.model.units import ClockTime, Ms
from simulator.phrases import Lexicon, slots_of
from simulator.session.scene import Scene, lexicon_for

REQUEST = MomentRef(Moment.REQUEST, "zhang_wei")


def lines(*texts: str) -> tuple[Line, ...]:
    return tuple(map(Line, texts))


@pytest.fixture
def company() -> Company:
    return Company(
        id="hengcheng",
        name=SpokenName("恒城集团"),
        operator_name=SpokenName("李敏"),
        operator_no="016",
        departments={
            "executive": Department("executive", SpokenName("总经办"), "8000"),
            "finance": Department("finance", SpokenName("财务部"), "8200"),
        },
        people={
            "zhang_wei": Person("zhang_wei", SpokenName("张伟"), "总经理", Rank.GENERAL_MANAGER, "executive", "8001")
        },
        extensions={
            "8000": Extension("8000", "executive", ExtensionState.BUSY),
            "8001": Extension("8001", "zhang_wei"),
            "8200": Extension("8200", "finance"),
        },
        roles={},
        outside_lines=("1", "2"),
        spare_line="3",
        announcements=("您好，这里是{company}。",),
    )


@pytest.fixture
def rulebook() -> Rulebook:
    phrases = [
        Phrase("greeting", full=("您好{company}",)),
        Phrase("wait", full=("请[您]稍等",)),
        Phrase("ask_surname", full=("[请问]您贵姓",)),
        Phrase("ask_matter", full=("请问您有什么事[情]",)),
        Phrase("announce", full=("宏达公司的王先生找您",)),
        Phrase("closing", full=("感谢您的来电再见",)),
    ]
    return Rulebook("switchboard", "1", "", Status.DRAFT, 80, {}, {}, {phrase.id: phrase for phrase in phrases}, ())


@pytest.fixture
def manner() -> Manner:
    return Manner(
        "calm",
        almost=lines("没听清。"),
        otherwise=lines("我找张总。"),
        silence=lines("喂？"),
        held_long=lines("怎么这么久？"),
        give_up=lines("算了。"),
        patience=Patience(),
    )


@pytest.fixture
def wang(manner: Manner) -> Caller:
    turns = [
        Turn(
            "opening",
            say=lines("你好，我找一下张总。"),
            situations=(REQUEST,),
            branches=(
                Branch(hears=("wait",), say=lines("好的。"), go="waiting"),
                Branch(happens=MomentRef(Moment.HELD), go="waiting"),
            ),
        ),
        Turn(
            "waiting",
            branches=(
                Branch(happens=MomentRef(Moment.CONNECTED), go="through"),
                Branch(happens=MomentRef(Moment.EXTENSION_BUSY), say=lines("占线吗？")),
                Branch(hears=("closing",), go="bye"),
            ),
        ),
        Turn("through"),
        Turn("bye", say=lines("再见。"), hang_up=True),
        Turn("back", say=lines("喂，刚才怎么断了？"), silence=Reaction(say=lines("您说。"))),
    ]
    actor = Actor(
        "wang",
        SpokenName("王建国"),
        Voice(),
        manner,
        start="opening",
        turns={turn.id: turn for turn in turns},
        answers=(
            Branch(hears=("ask_surname",), say=lines("我姓王。")),
            Branch(hears=("ask_matter",), say=lines("合同的事。")),
        ),
    )
    return Caller(
        actor,
        SpokenName("宏达公司"),
        "13800138000",
        line="1",
        rings_at=Ms(0),
        important=True,
        goals=(Goal(connected="8001"),),
        calls_back_at="back",
    )


@pytest.fixture
def manager(manner: Manner) -> Staff:
    turns = [
        Turn("pick_up", say=lines("喂，哪位？"), branches=(Branch(hears=("announce",), go="agree"),)),
        Turn("agree", say=lines("接进来吧。"), situations=(MomentRef(Moment.ACCEPTS),)),
    ]
    return Staff("8001", Actor("zhang_wei", SpokenName("张伟"), Voice(), manner, "pick_up", {t.id: t for t in turns}))


@pytest.fixture
def script(wang: Caller, manager: Staff) -> CallScript:
    return CallScript(
        id="office",
        title="",
        status=Status.DRAFT,
        rulebook="switchboard",
        company="hengcheng",
        clock=SimulatedClock("2026-03-16", ClockTime(570)),
        difficulty=1,
        summary="",
        callers={"wang": wang},
        staff={"8001": manager},
        extensions={},
        phrases={},
        events=(),
        clauses=(),
    )


@pytest.fixture
def scene(script: CallScript, company: Company, rulebook: Rulebook) -> Scene:
    base = Lexicon.build(rulebook.phrases, slots_of(company))
    return Scene(script, company, rulebook, lexicon_for(script, company, rulebook, base), seed=1)


def with_events(scene: Scene, *events: Incident) -> Scene:
    """The same office on a day when something happens to the lines."""
    return replace(scene, script=replace(scene.script, events=events))

"""Strategies for any value of the model, and a hand-made call with its scorecard."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import strategies as st

from simulator.model.checks import RecordField, Said, Window
from simulator.model.company import Company, Department, Extension, Person, Rank, Role, SpokenName
from simulator.model.events import Heard, KeyPressed, MessageSaved, SpeechBegan, Start, Stop, VoiceEnded
from simulator.model.log import LOG_FORMAT, Entry, Header, Log
from simulator.model.moments import Fact, Moment, MomentRef
from simulator.model.rulebook import Basis, Clause, Dimension, Disposition, Rule, Rulebook, Status, Weight
from simulator.model.scorecard import (
    AlignedSyllable,
    AudioSpan,
    DimensionScore,
    Evidence,
    Finding,
    SanctionDue,
    Scorecard,
    Verdict,
)
from simulator.model.script import Actor, Caller, CallScript, KeyName, Manner, SimulatedClock, Staff, Voice
from simulator.model.speech import Source, Transcript, Utterance
from simulator.model.text import Text
from simulator.model.units import ClockTime, Ms

TEXT = st.text(max_size=12)
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | FLOATS | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
SCALARS: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXT,
    int: st.integers(),
    float: FLOATS,
    bool: st.booleans(),
    object: JSON,
}


def values_of(annotation: Any) -> st.SearchStrategy[Any]:
    """Values of an annotation as the model uses them."""
    if annotation in SCALARS:
        return SCALARS[annotation]
    if annotation is types.NoneType:
        return st.none()
    if isinstance(annotation, typing.NewType):
        return values_of(annotation.__supertype__)
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (typing.Union, types.UnionType):
        return st.one_of(*map(values_of, arguments))
    if origin is tuple and arguments[-1] is Ellipsis:
        return st.lists(values_of(arguments[0]), max_size=3).map(tuple)
    if origin is tuple:
        return st.tuples(*map(values_of, arguments))
    if origin is Mapping:
        return st.dictionaries(values_of(arguments[0]), values_of(arguments[1]), max_size=3)
    if issubclass(annotation, StrEnum):
        return st.sampled_from(annotation)
    assert is_dataclass(annotation), annotation
    hints = typing.get_type_hints(annotation)
    return st.builds(annotation, **{field.name: values_of(hints[field.name]) for field in fields(annotation)})


@pytest.fixture(scope="session")
def values() -> Any:
    return values_of


# --- a call by hand --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Case:
    """Everything that a scorecard is shown from."""

    card: Scorecard
    log: Log
    script: CallScript
    company: Company
    rulebook: Rulebook


def _company() -> Company:
    return Company(
        id="hengcheng",
        name=SpokenName("恒城集团"),
        operator_name=SpokenName("李敏"),
        operator_no="016",
        departments={"executive": Department("executive", SpokenName("总经理办公室"), "8000")},
        people={
            "zhang_wei": Person(
                "zhang_wei",
                SpokenName("张伟"),
                "总经理",
                Rank.GENERAL_MANAGER,
                "executive",
                "8001",
                mobile="13912345678",
            )
        },
        extensions={"8000": Extension("8000", "executive"), "8001": Extension("8001", "zhang_wei")},
        roles={Role.UNCLEAR: "8000"},
        outside_lines=("1", "2"),
    )


def _rulebook() -> Rulebook:
    window = Window(MomentRef(Moment.ANSWERED), first=True)
    return Rulebook(
        id="switchboard",
        version="1",
        title="总机话务",
        status=Status.DRAFT,
        pass_mark=80,
        dimensions={dimension: Weight(20, 60) for dimension in Dimension},
        clauses={
            "B4.1.1": Clause("B4.1.1", "三声内接听并先问候报公司", Disposition.ENFORCED),
            "B5.8": Clause("B5.8", "保守秘密", Disposition.ENFORCED),
        },
        phrases={},
        rules=(
            Rule(
                "greet-company",
                "首句问候并报公司名称",
                Dimension.GREETING,
                8,
                Basis.INTERPRETATION,
                ("B4.1.1", "A2.1"),
                Said(("greeting",), window),
                reading="接起后的第一句话就是问候",
            ),
        ),
    )


def _script() -> CallScript:
    manner = Manner("calm", (), (), (), (), ())
    caller = Actor("wang", SpokenName("王建国"), Voice("male"), manner, "opening", {})
    boss = Actor("zhang_wei", SpokenName("张伟"), Voice("male"), manner, "pick_up", {})
    return CallScript(
        id="gm-accepts",
        title="找总经理，总经理同意接听",
        status=Status.DRAFT,
        rulebook="switchboard",
        company="hengcheng",
        clock=SimulatedClock("2026-03-16", ClockTime(9 * 60 + 30)),
        difficulty=2,
        summary="",
        callers={"wang": Caller(caller, SpokenName("宏达公司"), "13800138000", "1", Ms(0))},
        staff={"8001": Staff("8001", boss)},
        extensions={},
        phrases={},
        events=(),
        clauses=("B4.1.3",),
    )


def _said(actor: str, text: str, start: int, end: int, **more: Any) -> Fact:
    detail = {
        "speech": start,
        "text": text,
        "turn": "",
        "start": start,
        "end": end,
        "interrupted": False,
        "audible": True,
    }
    extension = actor.removeprefix("ext:") if actor.startswith("ext:") else ""
    return Fact(Moment.SAID, "1", actor, extension, detail={**detail, "first_sample": start * 16, **more})


def _heard(id: int, text: str, start: int, end: int, witness: str = "") -> Heard:
    return Heard(
        Utterance(id, start, end, Source.VOICE, start * 16, end * 16),
        Transcript(text, 0.91, engine="whisper:base"),
        Transcript(witness, 0.8, engine="vosk") if witness else None,
    )


def _log(script: CallScript) -> Log:
    wang = {"line": "1", "actor": "wang"}
    bodies: list[tuple[int, Any]] = [
        (0, Start()),
        (0, Fact(Moment.STARTED)),
        (0, Fact(Moment.RINGING, **wang, detail={"urgent": False})),
        (6200, KeyPressed(KeyName.ANSWER, "1")),
        (6200, Fact(Moment.ANSWERED, **wang, detail={"ring_ms": 6200})),
        (7000, SpeechBegan(1)),
        (9400, _heard(1, "您好很城集团", 7000, 8700, witness="您好恒城集团")),
        (
            9400,
            Fact(Moment.UNDERSTOOD, **wang, detail={"utterance": 1, "to": ["wang"], "verdict": "yes", "phrases": []}),
        ),
        (12800, VoiceEnded(1, 3200, True, 9600 * 16)),
        (12800, _said("wang", "你好，帮我接一下张总经理。", 9600, 12800)),
        (12800, Fact(Moment.REQUEST, **wang, about="zhang_wei")),
        (15500, _heard(2, "请问您贵姓", 13400, 14800)),
        (18000, _said("wang", "我姓王，宏达公司的王建国。", 15700, 18000, interrupted=True)),
        (19000, KeyPressed(KeyName.CONSULT, "8001")),
        (19000, Fact(Moment.HELD, **wang, detail={"auto": True})),
        (19000, Fact(Moment.DIALLED, **wang, extension="8001", detail={"private": True})),
        (25000, Fact(Moment.EXTENSION_ANSWERED, "1", "ext:8001", "8001", detail={"private": True})),
        (25000, Fact(Moment.CONSULTED, "1", "ext:8001", "8001")),
        (26500, _said("ext:8001", "喂，哪位？", 25200, 26500)),
        (32000, _heard(3, "张总您好宏达公司的王先生找您请问您接听吗", 27000, 31300)),
        (34000, _said("ext:8001", "好，接进来吧。", 32300, 34000)),
        (34600, KeyPressed(KeyName.CONNECT)),
        (34600, Fact(Moment.CONNECTED, **wang, extension="8001", detail={"confirmed": True, "consulted": True})),
        (36000, KeyPressed(KeyName.HOLD)),
        (40000, MessageSaved({RecordField.CALLER: "王建国", RecordField.PHONE: "13800138000"}, line="1")),
        (40000, Fact(Moment.MESSAGE_SAVED, **wang, detail={"message": 1, "version": 1})),
        (46000, Fact(Moment.HUNG_UP, **wang, detail={"reason": "ended"})),
        (46500, Stop("finished")),
        (46500, Fact(Moment.ENDED, detail={"reason": "finished"})),
    ]
    header = Header(
        LOG_FORMAT,
        "0.1.0",
        script.id,
        "学员甲",
        "practice",
        7,
        "2026-03-16T09:30:00+08:00",
        (),
        "whisper",
        "",
        "1",
        600,
    )
    entries = tuple(Entry(n, t, body) for n, (t, body) in enumerate(bodies, 1))
    return Log(header, entries, True, "ab" * 32)


def _finding(
    id: str, title: str, dimension: Dimension, verdict: Verdict, points: tuple[int, int, int], **more: Any
) -> Finding:
    lowest, highest, possible = points
    given = {
        "clauses": ("B4.1.1",),
        "basis": Basis.CLAUSE,
        "critical": False,
        "required": Text("应当做到", "should be done"),
        "measured": Text("实际如此", "was like this"),
        **more,
    }
    rule = id.partition("#")[0]
    return Finding(
        id,
        rule,
        title,
        dimension=dimension,
        verdict=verdict,
        possible=possible,
        lowest=lowest,
        highest=highest,
        **given,
    )


def _card() -> Scorecard:
    syllables = (("nin", "nin", 0.0), ("hao", "hao", 0.0), ("heng", "hen", 0.25), ("cheng", "cheng", 0.0))
    extra = (("ji", "", 1.0), ("tuan", "duan", 1.0), ("", "a", 0.6))
    greeting = Evidence(
        (7,),
        7000,
        AudioSpan("trainee", 7000, 8700),
        "您好很城集团",
        (0, 4),
        tuple(AlignedSyllable(*syllable) for syllable in (*syllables, *extra)),
    )
    return Scorecard(
        format=1,
        call="gm-accepts",
        title="找总经理，总经理同意接听",
        trainee="学员甲",
        verdict=Verdict.UNDECIDED,
        pass_mark=80,
        lowest=7150,
        highest=8650,
        dimensions=(
            DimensionScore(Dimension.GREETING, 15, 1500, 700, 1500, 60),
            DimensionScore(Dimension.PHRASING, 25, 2500, 2500, 2500, 60),
            DimensionScore(Dimension.HANDLING, 20, 2000, 1300, 2000, 60),
            DimensionScore(Dimension.RECORD, 25, 2500, 1150, 1150, 60),
            DimensionScore(Dimension.TIMING, 15, 0, 0, 0, 60),
        ),
        findings=(
            _finding(
                "answer#1",
                "三声内接听",
                Dimension.GREETING,
                Verdict.PASS,
                (700, 700, 700),
                evidence=(Evidence((5,), 6200),),
            ),
            _finding(
                "greet-company#1",
                "首句问候并报公司名称",
                Dimension.GREETING,
                Verdict.UNDECIDED,
                (0, 800, 800),
                clauses=("B4.1.1", "A2.1"),
                basis=Basis.INTERPRETATION,
                better="您好，恒城集团。",
                why_undecided=Text("两个引擎听到的不一样", "the two engines heard different words"),
                evidence=(greeting,),
            ),
            _finding(
                "secrets#1",
                "不透露内部号码",
                Dimension.HANDLING,
                Verdict.FAIL,
                (0, 0, 700),
                critical=True,
                clauses=("B5.8",),
                better="对不起，这个号码不便提供。",
                evidence=(Evidence((20,), 27000, AudioSpan("caller", 25200, 26500), "喂，哪位？"),),
            ),
            _finding(
                "phone#1",
                "电话号码准确",
                Dimension.RECORD,
                Verdict.PARTIAL,
                (1150, 1150, 2500),
                ruled_by="李老师：少一位",
            ),
            _finding("fault#1", "及时报修", Dimension.HANDLING, Verdict.NOT_APPLICABLE, (0, 0, 0)),
        ),
        complete=True,
        left=(),
        certifiable=False,
        reservations=(Text("练习方式", "practice mode"),),
        versions={"log": "ab" * 32, "rulebook": "cd" * 32, "program": "0.1.0", "matcher": "1"},
        sanctions=(SanctionDue("leak", "泄露公司秘密", "fine", ("B5.8",), ("secrets#1",), amount=200),),
    )


@pytest.fixture(scope="session")
def case() -> Case:
    script = _script()
    return Case(_card(), _log(script), script, _company(), _rulebook())

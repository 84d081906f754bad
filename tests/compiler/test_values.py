"""What files become: shorthands, flattened actors, defaults, immutability."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import pytest

from simulator.compiler import kind_of
from simulator.compiler.decode import record_shape, shape_of
from simulator.compiler.files import KINDS, CallerEntry, PatienceChange, StaffEntry, TemperChange
from simulator.compiler.link_rulebook import covers
from simulator.model.checks import AnsweredWithin, Check, ConfirmedConnected, RecordField, Said, Window
from simulator.model.company import Company, Extension, ExtensionState, Rank, SpokenName
from simulator.model.moments import Moment, MomentRef
from simulator.model.rulebook import Dimension, Rulebook, Weight
from simulator.model.script import (
    Actor,
    Branch,
    Caller,
    CallScript,
    Goal,
    KeyName,
    Line,
    LineFault,
    MatterPoint,
    Patience,
    PlanBook,
    Press,
    Relay,
    Report,
    Say,
    Staff,
    Wait,
    Write,
)
from simulator.model.temper import Temper
from simulator.model.units import Ms
from tests.compiler.bench import KINDS as KIND_NAMES
from tests.compiler.bench import base, compile_with, edited


def compiled(kind: str, text: str) -> Any:
    bench = compile_with(kind, text)
    assert bench.diagnostics == ()
    return bench.values["rulebook" if kind in ("clauses", "phrases", "rules") else kind]


def test_company() -> None:
    text = edited("company", "roles:", 'extensions: {"8001": busy}\nroles:')
    company: Company = compiled("company", text)
    assert company.operator_no == "016"
    assert company.operator_name == SpokenName("李敏")
    assert company.people["zhang_wei"].id == "zhang_wei"
    assert company.people["zhang_wei"].rank is Rank.GENERAL_MANAGER
    assert company.extensions == {
        "8500": Extension("8500", "service"),
        "8001": Extension("8001", "zhang_wei", ExtensionState.BUSY),
    }


def test_rulebook() -> None:
    rulebook: Rulebook = compiled("rules", base("rules"))
    assert rulebook.version == "1"
    assert rulebook.dimensions[Dimension.GREETING] == Weight(100, 60)
    assert rulebook.clauses["B1.1"].locator == "B1.1"
    assert rulebook.phrases["greeting"].full == ("您好{company}",)
    rule, included = rulebook.rules
    assert included.id == "close"
    assert rule.id == "greet"
    assert rule.check == Said(("greeting",), Window(MomentRef(Moment.ANSWERED), first=True))


def test_what_a_phrase_may_also_say() -> None:
    with_also = edited("phrases", "  wait:\n", "  wait:\n    also: [greeting]\n")
    rulebook = compile_with("phrases", with_also).values["rulebook"]
    assert isinstance(rulebook, Rulebook)
    assert rulebook.phrases["wait"].also == ("greeting",)


def test_what_a_phrase_means_to_be_so_short() -> None:
    rulebook = compile_with("phrases", edited("phrases", "  wait:\n", "  wait:\n    short: 稍等\n")).values["rulebook"]
    assert isinstance(rulebook, Rulebook)
    assert rulebook.phrases["wait"].short == ("稍等",)


@pytest.mark.parametrize(("named", "nearest"), [("greting", "greeting"), ("sory", ""), ("sorry", "")])
def test_also_names_a_phrase_that_means_something_by_itself(named: str, nearest: str) -> None:
    text = edited("phrases", "  wait:\n", f"  sorry: {{part: true, full: 抱歉}}\n  wait:\n    also: {named}\n")
    (found,) = compile_with("phrases", text).diagnostics
    assert (found.code, found.span.line) == ("P001", 8)
    assert found.hint is not None
    assert nearest in found.hint.en


def test_standard_errors_of_a_rulebook() -> None:
    assert compiled("rules", base("rules")).standard_error == 0
    text = edited("rules", "pass_mark: 80", "pass_mark: 80\nstandard_error: 2.4")
    text = text.replace("floor: 60}", "floor: 60, standard_error: 6}")
    rulebook: Rulebook = compiled("rules", text)
    assert rulebook.standard_error == 2.4
    assert rulebook.dimensions[Dimension.GREETING] == Weight(100, 60, 6)


@pytest.mark.parametrize(
    ("written", "check"),
    [
        ("confirmed_connected", ConfirmedConnected()),
        ("answered_within", AnsweredWithin()),
        ("{answered_within: {rings: 4}}", AnsweredWithin(4)),
        ("{said: {phrases: [greeting, wait], window: {opens: request(general_manager), within: 1500ms}}}",
         Said(("greeting", "wait"), Window(MomentRef(Moment.REQUEST, "general_manager"), within=Ms(1_500)))),
    ],
)  # fmt: skip
def test_checks(written: str, check: Check) -> None:
    text = edited("rules", "{said: {phrases: greeting, window: {opens: answered, first: true}}}", written)
    assert compiled("rules", text).rules[0].check == check


def test_call() -> None:
    call: CallScript = compiled("call", base("call"))
    assert call.clock.time == 570
    wang = call.callers["wang"]
    assert (wang.actor.id, wang.line, wang.rings_at, wang.rings_on) == ("wang", "1", 0, None)
    assert wang.goals == (Goal(connected="8001"),)
    opening = wang.actor.turns["opening"]
    assert opening.id == "opening"
    assert opening.say == (Line("你好，我找张总。"),)
    assert opening.situations == (MomentRef(Moment.REQUEST, "zhang_wei"),)
    assert opening.branches == (
        Branch(hears=("wait",), say=(Line("好的。"),)),
        Branch(happens=MomentRef(Moment.CONNECTED), go="through"),
    )
    staff = call.staff["8001"]
    assert (staff.extension, staff.actor.id, staff.answers_after) == ("8001", "zhang_wei", 6_000)


AGREED = """due_at: "11:00"
    due_for: 修好了没有"""


def test_a_caller_who_is_to_be_called() -> None:
    text = edited("call", "line: 1\n    rings_at: 0s", AGREED)
    wang = compiled("call", text).callers["wang"]
    assert (wang.rings_at, wang.line, wang.due_at, wang.due_for) == (None, "", 660, "修好了没有")
    assert wang.calls_back_at == wang.actor.start == "opening"
    other = text.replace("start: opening", "start: opening\n    calls_back_at: through")
    assert compiled("call", other).callers["wang"].calls_back_at == "through"


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ('due_at: "11:00"\n    due_for: 修好了没有\n    line: 1', {"L028"}),
        ("line: 1\n    rings_at: 0s\n    due_for: 修好了没有", {"L029"}),
        ('due_at: "09:30"\n    due_for: 修好了没有', {"L030"}),  # when the story begins it has been
        ('due_at: "11:00"\n    due_for: 修好了没有\n    rings_on: released', {"D012"}),
        ("due_at: eleven\n    due_for: 修好了没有", {"D008"}),
    ],
)
def test_who_is_to_be_called_does_not_ring(change: str, codes: set[str]) -> None:
    found = compile_with("call", edited("call", "line: 1\n    rings_at: 0s", change)).diagnostics
    assert {one.code for one in found} == codes


@pytest.mark.parametrize(
    ("event", "codes"),
    [
        ("{alarm: 火警！, at: 25s}", set()),
        ("{alarm: 火警！, on: answered, delay: 5s}", set()),
        ('{line: "1", fault: noise, at: 25s, lasts: 5s}', set()),
        ("{alarm: 火警！, at: 25s, lasts: 5s}", {"L027"}),
        ("{alarm: 火警！, fault: noise, at: 25s}", {"L027"}),
        ("{fault: noise, at: 25s}", {"L027"}),
        ('{line: "1", at: 25s}', {"L027"}),
        ("{at: 25s}", {"L027"}),
        ("{alarm: 火警！}", {"D012"}),
        ('{line: "9", fault: noise, at: 25s}', {"L003"}),
    ],
)
def test_what_happens_is_a_fault_or_an_alarm(event: str, codes: set[str]) -> None:
    found = compile_with("call", base("call") + f"events:\n  - {event}\n").diagnostics
    assert {one.code for one in found} == codes


def test_manner_with_a_patience_of_ones_own() -> None:
    text = edited("call", "rings_at: 0s", "rings_at: 0s\n    manner: calm\n    patience: {hold: 20s, repeats: 0}")
    manner = compiled("call", text).callers["wang"].actor.manner
    assert manner.id == "calm"
    assert manner.patience == dataclasses.replace(Patience(), hold=Ms(20_000), repeats=0)


def test_record_facts() -> None:
    record = """record:
      caller: {text: 单国强, pinyin: shan4 guo2 qiang2, also: 单总}
      organisation: 宏达公司
      phone: "0123"
      matter: [合同, [付款, 款项]]
      for_whom: zhang_wei
      urgency: urgent
      confidential: true
    start: opening"""
    said = edited("call", "start: opening", record).replace(
        "我找张总", "我姓单，单总，宏达公司的，谈合同付款，电话0123"
    )
    facts = compiled("call", said).callers["wang"].record
    assert facts.caller == SpokenName("单国强", "shan4 guo2 qiang2", ("单总",))
    assert facts.organisation == SpokenName("宏达公司")
    assert facts.phone == "0123"
    assert facts.matter == (MatterPoint(("合同",)), MatterPoint(("付款", "款项")))
    assert facts.confidential is True


def test_steps() -> None:
    steps = """
      - press: hold
      - say: {text: 您好, recording: recordings/ask.ogg, over: true}
      - write: {caller: 王建国, phone: "13800138000", about: wang}
      - relay: zhang_wei
      - report: {line: "1", fault: noise, to: "8500"}
      - wait: 8s
      - wait: request(zhang_wei)"""
    text = edited("plans", "\n      - press: release", steps)
    book: PlanBook = compiled("plans", text)
    assert book.plans["perfect"].steps[4:] == (
        Press(KeyName.HOLD),
        Say("您好", "recordings/ask.ogg", over=True),
        Write({RecordField.CALLER: "王建国", RecordField.PHONE: "13800138000"}, about="wang"),
        Relay("zhang_wei"),
        Report("1", LineFault.NOISE, "8500"),
        Wait(time=Ms(8_000)),
        Wait(until=MomentRef(Moment.REQUEST, "zhang_wei")),
    )


@pytest.mark.parametrize(
    "path", ["/etc/passwd", "../secret.ogg", "a/../b.ogg", "C:/x.ogg", "a\\b.ogg", "a//b", "..", "./a"]
)
def test_recordings_stay_in_their_folder(path: str) -> None:
    text = edited("call", "say: 喂，哪位？", f"say: {{text: 喂, recording: '{path}'}}")
    assert [one.code for one in compile_with("call", text).diagnostics] == ["D008"]


def test_values_cannot_be_changed() -> None:
    call: CallScript = compiled("call", base("call"))
    mappings = [call.callers, call.staff, call.phrases, call.extensions, call.callers["wang"].actor.turns]
    for mapping in mappings:
        assert isinstance(mapping, Mapping)
        assert not hasattr(mapping, "__setitem__")


def test_errors_in_one_place_hide_nothing_elsewhere() -> None:
    """A branch that cannot be read is left out, and the places of those after it are still their own."""
    text = edited("call", "{hears: wait, say: 好的。}", "{hears: wait, says: 好的。, happens: held}")
    found = compile_with("call", text.replace("go: through", "go: nowhere")).diagnostics
    assert [(one.code, one.span.line) for one in found] == [("D012", 24), ("D004", 24), ("L001", 25)]


def test_a_call_is_checked_as_far_as_possible_beside_a_broken_rulebook() -> None:
    broken = compile_with("rules", edited("rules", "weight: 100", "weight: 90"))
    assert [one.code for one in broken.diagnostics] == ["R007"]
    assert broken.values["company"] is not None
    assert broken.values["call"] is None


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_kind_of(kind: str) -> None:
    text = base(kind)
    assert kind_of(text) == kind
    assert kind_of(text.encode()) == kind
    assert kind_of("\ufeff# 说明\n\n---\n" + text) == kind
    assert kind_of(text.replace("zongji", "other")) is None
    assert kind_of("a: 1\n" + text) is None


def test_kind_of_other_files() -> None:
    for text in ("", "# only a comment", "zongji: nonsense/1", b"\xff\xfez\x00", "\n" * 10_000, "#" * 10_000):
        assert kind_of(text) is None


def test_entries_hold_every_field_of_what_they_become() -> None:
    """Who adds a field to the model hears from this test that files cannot give it yet."""

    def names(record: type) -> set[str]:
        return {one.name for one in dataclasses.fields(record)}

    assert names(CallerEntry) == names(Caller) - {"actor"} | names(Actor) - {"id"} | {"patience", "temper"}
    assert names(StaffEntry) == names(Staff) - {"actor", "extension"} | names(Actor) - {"id"} | {"patience", "temper"}
    assert names(PatienceChange) == names(Patience)
    assert names(TemperChange) == names(Temper)
    assert names(KINDS["call"]) == names(CallScript)
    assert names(KINDS["company"]) == names(Company)
    assert names(KINDS["rules"]) == names(Rulebook) - {"clauses", "phrases"}


@pytest.mark.parametrize("entry", [CallerEntry, StaffEntry, *KINDS.values()], ids=lambda entry: entry.__name__)
def test_defaults_are_those_of_the_model(entry: type) -> None:
    of_model = {
        (one.name): one.default
        for record in (Caller, Actor, Staff, CallScript, Company, Rulebook)
        for one in dataclasses.fields(record)
        if one.default is not dataclasses.MISSING
    }
    for one in dataclasses.fields(entry):
        if one.name in of_model:
            assert one.default == of_model[one.name]


def test_shapes_are_data_about_themselves() -> None:
    """What a JSON schema would be written from."""
    shape = record_shape(Weight)
    required = {"weight": True, "floor": True, "standard_error": False}
    assert {name: field.required for name, field in shape.fields.items()} == required
    assert getattr(shape.fields["floor"].shape, "bounds") == (0, 100)  # noqa: B009
    assert set(getattr(shape_of(Check), "members")) >= {"said", "not_said", "record_field_right"}  # noqa: B009


@pytest.mark.parametrize(
    ("basis_text", "locator", "expected"),
    [
        ("B", "B4.1.1", True),
        ("A2", "A2.1", True),
        ("A2", "A21.1", False),
        ("C1", "C10.1", False),
        ("A1.3", "A1.3", True),
        ("D", "D-2", True),
        ("D1.2.6", "D1.2.6b", True),
        ("B", "A1", False),
    ],
)
def test_what_a_basis_text_covers(basis_text: str, locator: str, expected: bool) -> None:
    assert covers(basis_text, locator) is expected

"""What holds for every call: deterministic, bounded, monotone, and blind to the order of mappings."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring import Scorer
from simulator.model.checks import (
    AnsweredWithin,
    ConfirmedConnected,
    DeadAir,
    DoneWithin,
    Happened,
    HoldReengaged,
    MessageKept,
    NotDisclosed,
    NotSaid,
    ReadBack,
    RecordField,
    RecordFieldRight,
    RoutedToGoal,
    Said,
    SpeechRate,
    SpokeWithin,
    TalkOver,
)
from simulator.model.log import Adjudication, Log
from simulator.model.rulebook import Dimension, Rule
from simulator.model.scorecard import Scorecard, Verdict
from simulator.model.script import Goal, RecordFacts
from simulator.model.units import Ms

from .callsheet import Stage, ref, rule, window

WORDINGS = {
    "answered": ("greeting", "您好，恒城集团。"),
    "request": ("wait", "请稍等。"),
    "extension_busy": ("busy", "对不起，电话占线。"),
    "declines": ("refused", "他现在不方便接听。"),
    "retrieved": ("resumed", "对不起，让您久等了。"),
    "farewell": ("closing", "感谢您的来电，再见。"),
}
PHRASING = [rule(Said((phrase,), window(opens, within=Ms(4000))), opens) for opens, (phrase, _) in WORDINGS.items()]

RULES: list[Rule] = [
    *PHRASING,
    rule(NotSaid(("rude",)), "rude", critical=True),
    rule(NotDisclosed(), "secrets", dimension=Dimension.HANDLING, critical=True),
    rule(RoutedToGoal(ref("request")), "route", dimension=Dimension.HANDLING),
    rule(ConfirmedConnected(), "confirm", dimension=Dimension.HANDLING),
    rule(Happened(ref("request"), (ref("connected"), ref("message_saved"))), "happened", dimension=Dimension.HANDLING),
    rule(DoneWithin(ref("request"), ref("dialled"), Ms(9000)), "prompt", dimension=Dimension.TIMING),
    rule(MessageKept(), "kept", dimension=Dimension.RECORD, critical=True),
    rule(RecordFieldRight(RecordField.CALLER), "caller", dimension=Dimension.RECORD),
    rule(ReadBack((RecordField.PHONE,)), "read-back", dimension=Dimension.RECORD),
    rule(AnsweredWithin(), "rings", dimension=Dimension.TIMING),
    rule(SpokeWithin(ref("answered"), Ms(2000)), "spoke", dimension=Dimension.GREETING),
    rule(DeadAir(Ms(3000), Ms(5000)), "silence", dimension=Dimension.TIMING),
    rule(TalkOver(Ms(1000)), "over", dimension=Dimension.TIMING),
    rule(SpeechRate(120, 260), "rate", dimension=Dimension.TIMING),
    rule(HoldReengaged(Ms(30_000)), "hold", dimension=Dimension.TIMING),
]

FACTS = """
    ringing
    answered ring_ms=4000
    request finance
    request zhang_wei
    dialled ext=8200
    dialled ext=8001 private=yes
    extension_busy ext=8200
    connected ext=8200 confirmed=yes
    consulted ext=8001
    declines actor=ext:8001 ext=8001
    held
    retrieved
    released connected=no
    hung_up
    hung_up actor=ext:8200 ext=8200
    farewell
    gives name
    line_fault kind=dead
    call_back_due number=13800138000
    called_back
    answered line=2 actor=zhou ring_ms=16000
    released line=2 actor=zhou
    conference parties=wang,ext:8200
    ringing recall=yes
    save caller=王健国
    relay zhang_wei
    extension_absent ext=8200
    returned ext=8200
    degraded why=typed
    help_used kind=wording
""".strip().splitlines()
SPOKEN = [
    *(wording for _, wording in WORDINGS.values()),
    "你急什么？",
    "他的手机是一三九一二三四五六七八。",
    "您的电话是一三八零零一三八零零零。",
    "嗯。",
    "",
]
FLAGS = ["", "(typed)", "(conf=0.2)", "(to=ext:8001)", "(to=)", "(alt=请稍等)", "(witness=请稍等)", "(understood=wait)"]

LINES = st.lists(
    st.tuples(
        st.integers(0, 6000),
        st.one_of(
            st.sampled_from([fact.strip() for fact in FACTS]),
            st.builds("{}{} {}".format, st.just("me"), st.sampled_from(FLAGS), st.sampled_from(SPOKEN)),
            st.builds("wang {}".format, st.sampled_from(["我要找财务部。", "电话一三八零零一三八零零零。"])),
        ),
    ),
    max_size=25,
)
FEW = settings(max_examples=25, deadline=None)


@pytest.fixture(scope="module")
def office(scorer: Scorer) -> Stage:
    from .conftest import script

    facts = RecordFacts(script().callers["wang"].actor.name, None, "13800138000", (), "zhang_wei")
    goals = (Goal(connected="8200"), Goal(message_for="zhang_wei"))
    return Stage(script(), scorer).with_caller(record=facts, goals=goals)


def sheet_of(lines: list[tuple[int, str]], *, ended: bool = True) -> str:
    """A sheet in which every line follows the one before after its gap."""
    t, written = 0, []
    for gap, line in lines:
        t += gap
        speaks = line.startswith(("me", "wang "))
        written.append(f"{t}-{t + 1500} {line}" if speaks else f"{t} {line}")
    return "\n".join([*written, f"{t + 1500} ended"] if ended else written)


def verdicts_are_consistent(card: Scorecard) -> None:
    assert 0 <= card.lowest <= card.highest <= 10_000
    for dimension in card.dimensions:
        assert 0 <= dimension.lowest <= dimension.highest <= dimension.possible
    assert sum(d.possible for d in card.dimensions) in range(9_995, 10_006) or not any(
        d.possible for d in card.dimensions
    )
    for finding in card.findings:
        assert 0 <= finding.lowest <= finding.highest <= finding.possible
        decided = finding.verdict is not Verdict.UNDECIDED
        assert decided == (finding.why_undecided is None)
        assert not decided or finding.lowest == finding.highest
        if finding.verdict is Verdict.PASS:
            assert finding.lowest == finding.possible
    assert len({finding.id for finding in card.findings}) == len(card.findings)
    if card.certifiable:
        assert card.complete
        assert card.verdict is not Verdict.UNDECIDED


@FEW
@given(lines=LINES, ended=st.booleans())
def test_any_log_is_scored_within_its_bounds(office: Stage, lines: list[tuple[int, str]], ended: bool) -> None:
    verdicts_are_consistent(office.card(sheet_of(lines, ended=ended), RULES))


@FEW
@given(lines=LINES)
def test_the_same_log_gives_the_same_scorecard(office: Stage, lines: list[tuple[int, str]]) -> None:
    sheet = sheet_of(lines)
    assert repr(office.card(sheet, RULES)) == repr(office.card(sheet, RULES))


@FEW
@given(lines=LINES, data=st.data())
def test_the_order_of_mappings_changes_nothing(
    office: Stage, lines: list[tuple[int, str]], data: st.DataObject
) -> None:
    company, book, script = office.scorer.company, office.scorer.rulebook, office.script

    sheet = sheet_of(lines)
    order = data.draw(st.permutations(list(company.people)))
    turned = replace(
        company,
        people={name: company.people[name] for name in order},
        departments=dict(reversed(company.departments.items())),
        extensions=dict(reversed(company.extensions.items())),
        roles=dict(reversed(company.roles.items())),
    )
    other = Stage(
        replace(script, callers=dict(reversed(script.callers.items()))),
        Scorer(turned, replace(book, dimensions=dict(reversed(book.dimensions.items()))), office.lexicon),
    )
    assert repr(office.card(sheet, RULES)) == repr(other.card(sheet, RULES))


@FEW
@given(lines=LINES, cut=st.integers(0, 60))
def test_every_beginning_of_a_log_can_be_scored(office: Stage, lines: list[tuple[int, str]], cut: int) -> None:
    log = office.log(sheet_of(lines))
    book = replace(office.scorer.rulebook, rules=tuple(RULES))
    part = Log(log.header, log.entries[:cut], False, log.digest)
    card = Scorer(office.scorer.company, book, office.lexicon).score(part, office.script)
    verdicts_are_consistent(card)
    assert not card.certifiable


@FEW
@given(said=st.sets(st.sampled_from(sorted(WORDINGS))), more=st.sampled_from(sorted(WORDINGS)))
def test_saying_one_more_required_thing_never_lowers_the_phrasing(office: Stage, said: set[str], more: str) -> None:
    def phrasing(spoken: set[str]) -> int:
        t, lines = 0, []
        for moment, (_, wording) in WORDINGS.items():
            lines.append(f"{t} {moment}{' actor=ext:8001 ext=8001' if moment == 'declines' else ''}")
            if moment in spoken:
                lines.append(f"{t + 500}-{t + 2000} me {wording}")
            t += 5000
        return office.card("\n".join([*lines, f"{t} released", f"{t} ended"]), PHRASING).lowest

    assert phrasing(said | {more}) >= phrasing(said)
    assert phrasing(set(WORDINGS)) == 10_000


@FEW
@given(lines=LINES, verdict=st.sampled_from(["pass", "fail"]))
def test_rulings_stay_within_the_bracket_and_leave_nothing_open(
    office: Stage, lines: list[tuple[int, str]], verdict: str
) -> None:
    sheet = sheet_of(lines)
    before = office.card(sheet, RULES)
    rulings = tuple(Adjudication(f.id, verdict, "", "陈老师", "") for f in before.findings)
    after = office.card(sheet, RULES, adjudications=rulings)
    assert after.lowest == after.highest == (before.highest if verdict == "pass" else before.lowest)
    assert not any(finding.verdict is Verdict.UNDECIDED for finding in after.findings)
    settled = [f for f in before.findings if f.verdict is not Verdict.UNDECIDED]
    assert [f for f in after.findings if not f.ruled_by] == settled

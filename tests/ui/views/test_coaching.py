"""The hints know what the perfect plans of the shipped calls do next, and fall silent when all is said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import pytest

from scoring.directory import Directory
from scoring.timeline import Timeline
from scoring.windows import opened
from simulator.model.checks import Said
from simulator.model.events import FaultReported, KeyPressed, MessageRelayed, MessageSaved, SpeechBegan
from simulator.model.log import Entry, Log
from simulator.model.moments import Moment
from simulator.model.script import KeyName
from simulator.model.wording import KEYS
from simulator.runtime.performance import plan_of, rehearse
from simulator.runtime.workspace import LoadedCall
from simulator.ui.shown import Hint
from simulator.ui.views.coaching import hints

CALLS = [
    "gm-accepts",
    "gm-declines",
    "gm-out",
    "complaint",
    "busy",
    "fault",
    "meeting-notice",
    "shift-start",
    "shift-end",
]

Load = Callable[[str], LoadedCall]


@pytest.fixture(scope="module")
def played(load: Load) -> Callable[[str], Log]:
    return cache(lambda name: rehearse(load(name), plan_of(load(name), "perfect"), seed=7))


def hinted(call: LoadedCall, entries: tuple[Entry, ...], t: int) -> tuple[Hint, ...]:
    return hints(entries, call.script, call.company, call.rulebook, call.lexicon, t)


def earned(call: LoadedCall, log: Log) -> dict[int, set[str]]:
    """By utterance: the titles of the rules that it satisfies, by the windows of the finished call."""
    timeline, directory = Timeline.of(log, call.script), Directory(call.company)
    found: dict[int, set[str]] = {}
    for rule in call.rulebook.rules:
        if not isinstance(rule.check, Said):
            continue
        for window in opened(rule.check.window, timeline, directory):
            fitting = [w for w in window.of(timeline) if set(rule.check.phrases) & (w.understood or frozenset())]
            # the first time that the window hears it; before its opening it may have been said by the way
            if rule.check.window.opens_early and len(fitting) > 1:
                continue
            for words in fitting[:1]:
                found.setdefault(words.utterance.id, set()).add(rule.title)
    return found


def moments(log: Log) -> Iterator[tuple[tuple[Entry, ...], Entry]]:
    """The log before each thing that the plan does, and what it does."""
    kinds = (KeyPressed, SpeechBegan, MessageSaved, MessageRelayed, FaultReported)
    for at, entry in enumerate(log.entries):
        if isinstance(entry.body, kinds):
            yield log.entries[:at], entry


@pytest.mark.parametrize("name", CALLS)
def test_what_earns_points_next_has_been_hinted(load: Load, played: Callable[[str], Log], name: str) -> None:
    call, log = load(name), played(name)
    points = earned(call, log)
    for before, entry in moments(log):
        if isinstance(entry.body, SpeechBegan):
            titles = {hint.title for hint in hinted(call, before, entry.t)}
            missed = points.get(entry.body.utterance, set()) - titles
            assert not missed, (entry.t, missed, titles)


@pytest.mark.parametrize("name", CALLS)
def test_the_next_key_has_been_hinted_with_its_argument(load: Load, played: Callable[[str], Log], name: str) -> None:
    call, log = load(name), played(name)
    pressed = 0
    for before, entry in moments(log):
        if not isinstance(entry.body, KeyPressed) or (entry.body.key is KeyName.MODE and name == "shift-start"):
            continue  # that plan switches before its time
        key, argument = entry.body.key, entry.body.argument
        texts = [hint.wording for hint in hinted(call, before, entry.t)]
        shown = "电脑接听" if argument == "automatic" else argument
        assert any(KEYS[key].zh in text and shown in text for text in texts), (entry.t, key, argument, texts)
        pressed += 1
    assert pressed > 0


@pytest.mark.parametrize("name", ["gm-declines", "gm-out", "busy", "fault", "shift-end"])
def test_messages_and_reports_are_hinted_last(load: Load, played: Callable[[str], Log], name: str) -> None:
    call, log = load(name), played(name)
    wanted = {MessageSaved: "保存留言单", MessageRelayed: "转告", FaultReported: "报修单"}
    kinds = set()
    for before, entry in moments(log):
        if type(entry.body) in wanted:
            kinds.add(type(entry.body))
            texts = [hint.wording for hint in hinted(call, before, entry.t)]
            assert any(wanted[type(entry.body)] in text for text in texts), (entry.t, texts)
    assert {MessageSaved, MessageRelayed} <= kinds


@pytest.mark.parametrize("name", CALLS)
def test_nothing_is_hinted_when_all_is_done(load: Load, played: Callable[[str], Log], name: str) -> None:
    call, log = load(name), played(name)
    over = next(n for n, entry in enumerate(log.entries) if getattr(entry.body, "moment", None) is Moment.ENDED)
    assert hinted(call, log.entries[:over], log.entries[over].t) == ()
    assert hinted(call, log.entries, log.entries[-1].t) == ()


def test_nothing_is_expected_before_anything_happens(load: Load) -> None:
    assert hinted(load("gm-accepts"), (), 0) == ()


def test_what_has_been_said_is_not_hinted_again(load: Load, played: Callable[[str], Log]) -> None:
    call, log = load("gm-accepts"), played("gm-accepts")
    spoken = [(before, entry) for before, entry in moments(log) if isinstance(entry.body, SpeechBegan)]
    before, entry = spoken[1]
    first = [hint.title for hint in hinted(call, before, entry.t)]
    after = {hint.title for hint in hinted(call, *[(b, e.t) for b, e in spoken][2])}
    questions = {"找总经理，先问清姓氏", "找总经理，先问清单位", "找总经理，先问清事由"}
    assert set(first[:3]) == questions, "what has to be asked comes before the words that lead on to the key"
    assert not questions & after


def test_the_wording_names_whom_this_call_is_about(load: Load, played: Callable[[str], Log]) -> None:
    call, log = load("busy"), played("busy")
    second = [(b, e) for b, e in moments(log) if isinstance(e.body, SpeechBegan)][1]
    texts = [hint.wording for hint in hinted(call, second[0], second[1].t)]
    assert "我马上为您转接周经理。" in texts
    assert not any("{" in text for text in texts)
    absent, log = load("shift-end"), played("shift-end")
    spoken = [(b, e) for b, e in moments(log) if isinstance(e.body, SpeechBegan)]
    texts = [hint.wording for hint in hinted(absent, spoken[2][0], spoken[2][1].t)]
    assert "对不起，钱工现在不在。" in texts


def test_answering_comes_first_and_says_how_to_greet(load: Load, played: Callable[[str], Log]) -> None:
    call, log = load("gm-accepts"), played("gm-accepts")
    before, entry = next(iter(moments(log)))
    first, second = hinted(call, before, entry.t)
    assert first.wording == "按“应答”（F1） 线路 1"
    assert first.clauses == ("B4.1.1", "A2.1", "C4.3.1")
    assert second.wording == "您好，恒城集团。"


def test_a_window_that_is_missed_is_not_hinted_any_more(load: Load, played: Callable[[str], Log]) -> None:
    """Only the first words after answering can be the greeting."""
    call = load("busy")
    log = rehearse(call, plan_of(call, "ignores-urgent"), seed=7)
    spoken = [(b, e) for b, e in moments(log) if isinstance(e.body, SpeechBegan)]
    before, entry = spoken[1]
    assert "接起即问候并报公司名称" not in {hint.title for hint in hinted(call, before, entry.t)}


def test_an_urgent_call_is_hinted_while_another_is_in_hand(load: Load, played: Callable[[str], Log]) -> None:
    call, log = load("busy"), played("busy")
    press = next((b, e) for b, e in moments(log) if e.body == KeyPressed(KeyName.ANSWER, "2"))
    (first, *_) = hinted(call, press[0], press[1].t)
    assert (first.title, first.wording) == ("紧急重要电话优先接听", "按“应答”（F1） 线路 2")


def test_a_refused_caller_is_taken_back_and_not_put_through(load: Load, played: Callable[[str], Log]) -> None:
    call, log = load("gm-declines"), played("gm-declines")
    press = next((b, e) for b, e in moments(log) if e.body == KeyPressed(KeyName.CANCEL))
    texts = [hint.wording for hint in hinted(call, press[0], press[1].t)]
    assert any("取消" in text for text in texts)
    assert not any("接通" in text for text in texts)

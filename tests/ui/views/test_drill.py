"""A drill from its first wording to its last, and the check before an exam."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.model.text import Lang, same
from simulator.ui.shown import Exercise, Leakage, Said, Syllable
from simulator.ui.views.drill import (
    Level,
    Session,
    Standing,
    check,
    chosen,
    drill,
    heard,
    level_of,
    moved,
    next_open,
    result,
)

GREETING = Exercise("greeting", "问候", "您好，恒城集团。")
WAIT = Exercise("wait", "请稍等", "请您稍等。")
ALOUD = Exercise("", "朗读", "今天上午九点在三楼会议室开会。")


def said(exercise: Exercise, counts: str, *, score: float = 0.9, db: float = -20.0) -> Said:
    return Said(exercise, "听到的话", counts, score, level_db=db)


def test_an_exercise_stands_as_its_best_try() -> None:
    session = heard(Session((GREETING, WAIT)), [said(GREETING, "yes"), said(GREETING, "no"), said(WAIT, "almost")])
    assert session.best(GREETING) is Standing.YES
    assert session.best(WAIT) is Standing.ALMOST
    assert session.passed == 1
    view = drill(session, Lang.ZH)
    assert [(row.standing, row.tries) for row in view.rows] == [(Standing.YES, 2), (Standing.ALMOST, 1)]
    assert (view.done, view.share, view.finished) == ("已会 1 / 2", 0.5, False)


def test_the_last_try_is_shown_with_what_differs() -> None:
    syllables = (
        Syllable("nin", "nin", "same"),
        Syllable("shao", "sao", "near"),
        Syllable("deng", "", "missing"),
        Syllable("", "a", "extra"),
    )
    view = result(Said(WAIT, "请您扫啊", "no", 0.512, syllables, -20.0), Lang.ZH)
    assert view.differing == "“shao”听成“sao”；漏了“deng”；多了“a”"
    assert (view.verdict, view.score, view.advice) == ("不算", 51, ())


@pytest.mark.parametrize(
    ("db", "level"), [(-90, Level.SILENT), (-45, Level.QUIET), (-20, Level.GOOD), (-1, Level.CLIPPING)]
)
def test_levels(db: float, level: Level) -> None:
    assert level_of(db) is level


def test_a_bad_level_is_advised_on_and_a_typed_try_is_not() -> None:
    assert result(said(WAIT, "yes", db=-45), Lang.ZH).advice == ("声音偏小：麦克风靠近嘴边一些",)
    assert result(said(WAIT, "yes", db=-120), Lang.ZH).advice == ()
    remarked = Said(WAIT, "", "no", 0, level_db=-20, remarks=(same("说得太快"),))
    assert result(remarked, Lang.ZH).advice == ("说得太快",)


def test_moving_stops_at_the_ends_and_next_goes_to_what_is_open() -> None:
    session = Session((GREETING, WAIT, ALOUD))
    assert moved(session, -1).at == 0
    assert moved(session, 9).at == 2
    assert chosen(session, 1).current == WAIT
    session = heard(session, [said(WAIT, "yes")])
    assert next_open(session).at == 2
    assert next_open(moved(session, 2)).at == 0
    done = heard(session, [said(GREETING, "yes"), said(WAIT, "yes"), said(ALOUD, "yes")])
    assert next_open(done).at == 0
    assert drill(done, Lang.ZH).finished


def test_a_sentence_read_aloud_has_to_be_heard_not_to_count() -> None:
    session = heard(Session((ALOUD,)), [said(ALOUD, "no", score=0.95)])
    assert session.best(ALOUD) is Standing.YES
    assert result(session.said[0], Lang.ZH).verdict == "听清了"
    assert result(said(ALOUD, "no", score=0.5), Lang.ZH).verdict == "没有听清楚"


def test_an_empty_drill_has_nothing_to_say() -> None:
    view = drill(Session(()), Lang.ZH)
    assert (view.rows, view.wording, view.result, view.share, view.finished) == ((), "", None, 0.0, False)
    assert next_open(Session(())).at == 0


def test_the_check_passes_at_a_good_level_with_everything_heard() -> None:
    session = Session((ALOUD, GREETING))
    assert check(session, Lang.ZH).verdict == "请把每一句说一遍"
    session = heard(session, [said(ALOUD, "no", score=0.95), said(GREETING, "yes")])
    assert not check(session, Lang.ZH).passed, "whether the headset leaks is not known yet"
    view = check(replace(session, leakage=Leakage.NONE), Lang.ZH)
    assert (view.passed, view.verdict) == (True, "可以考试")
    assert [standing for _, standing in view.points] == [Standing.YES] * 4


def test_the_check_fails_with_a_leak_that_would_void_the_exam_and_says_what_to_do() -> None:
    session = heard(Session((GREETING,)), [said(GREETING, "yes")])
    assert check(replace(session, leakage=Leakage.SOME), Lang.ZH).passed
    loud = check(replace(session, leakage=Leakage.LOUD), Lang.ZH)
    assert not loud.passed
    assert "戴好耳机" in loud.verdict
    assert loud.points[1] == ("耳机漏音太大", Standing.NO)


def test_the_check_fails_too_quiet_badly_heard_or_typed() -> None:
    session = Session((ALOUD,))
    quiet = check(heard(session, [said(ALOUD, "yes", db=-50)]), Lang.ZH)
    assert (quiet.passed, quiet.points[0]) == (False, ("音量", Standing.NO))
    misheard = check(heard(session, [said(ALOUD, "no", score=0.4)]), Lang.ZH)
    assert (misheard.passed, misheard.points[2]) == (False, ("朗读", Standing.NO))
    assert misheard.verdict.startswith("还不行")
    typed = check(heard(session, [said(ALOUD, "yes", db=-120)]), Lang.ZH)
    assert not typed.passed
    louder = heard(session, [said(ALOUD, "yes", db=-50), said(ALOUD, "yes", db=-20)])
    assert check(replace(louder, leakage=Leakage.NONE), Lang.ZH).passed

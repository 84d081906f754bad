"""The check of headset and recogniser before an exam, in a terminal: sentences read aloud, one after the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from simulator.commands.frame import language, say
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text, same
from simulator.records.terminal import plain
from simulator.runtime.desk_drill import DeskDrill
from simulator.ui.desk import Failed
from simulator.ui.shown import Leakage
from simulator.ui.views.drill import Session, check, chosen, heard, next_open, result

TRIES = 8
"""Sentences said before it is given up."""
LONG_S = 60.0
HEARD = Text("听到：{heard}（{verdict}）", "Heard: {heard} ({verdict})")


def check_headset(drill: DeskDrill) -> None:
    """Returns once every sentence was heard well, loud enough and without much leakage.  Raises ``Problem``."""
    _wait(drill, lambda: drill.stage() is None or isinstance(drill.stage(), Failed))
    stage = drill.stage()
    if isinstance(stage, Failed):
        raise Problem(Exit.MISSING, stage.message, stage.hint)
    session = Session(tuple(drill.exercises()))
    for _ in range(TRIES):
        session = _said(drill, session)
        verdict = check(session, language())
        if verdict.passed:
            return
        leaks = session.leakage is Leakage.LOUD
        say(same(verdict.verdict))
        session = chosen(session, 0) if leaks else next_open(session)
    raise Problem(
        Exit.REFUSED,
        Text("耳麦或识别没有通过检查，考试没有开始。", "headset or recogniser did not pass; the exam has not begun."),
        Text("用 zongji doctor 检查话筒，换一副耳麦再试。", "see zongji doctor, or try another headset."),
    )


def _said(drill: DeskDrill, session: Session) -> Session:
    """With one more try at the current sentence."""
    exercise, known = session.current, len(drill.results())
    assert exercise is not None
    say(same(f"{exercise.title}\n  {exercise.wording}"))
    drill.begin(exercise)
    _wait(drill, lambda: len(drill.results()) > known)
    session = replace(heard(session, drill.results()), leakage=drill.leakage())
    shown = result(session.said[-1], language())
    say(HEARD.fill(heard=plain(shown.heard) or "—", verdict=shown.verdict))
    for advice in shown.advice:
        say(same(advice))
    return session


def _wait(drill: DeskDrill, condition: Callable[[], bool]) -> None:
    """As long as it takes; Ctrl-C ends it."""
    while not drill.changed(condition, LONG_S):
        pass

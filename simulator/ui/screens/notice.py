"""The notice on recording, before the first call by voice: agreed to once, or nothing is recorded."""

from __future__ import annotations

from collections.abc import Callable

from simulator.model.problem import Problem
from simulator.model.text import Text
from simulator.ui.screens.screen import Place
from simulator.ui.widgets.boxes import Column
from simulator.ui.widgets.dialogs import Choice, Dialog
from simulator.ui.widgets.labels import Label
from simulator.ui.widgets.theme import Hue, Style

AGREE = Text("我已阅读并同意", "I have read this and agree")
DECLINE = Text("不同意，不录音", "I do not agree: no recording")


def after_notice(place: Place, trainee: str, begin: Callable[[], None]) -> None:
    """Begin, once this trainee has agreed to be recorded; at once where that was before."""

    def agree() -> None:
        try:
            place.desk.agree(trainee)
        except Problem as problem:
            place.say(problem.message[place.lang], Hue.BAD)
        else:
            begin()

    try:
        notice = place.desk.notice(trainee)
    except Problem as problem:
        place.say(problem.message[place.lang], Hue.BAD)
        return
    if notice is None:
        begin()
        return
    title, *lines = notice[place.lang].split("\n")
    body = Column(*(Label(line, Style.BODY, wrap=True) for line in lines), gap=8)
    choices = [Choice(AGREE[place.lang], agree, "primary"), Choice(DECLINE[place.lang])]
    Dialog(place.root, title, body, choices, width=680).show()

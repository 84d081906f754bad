"""The call-back list: numbers that were missed, and who is to be called at a time agreed, with name and reason."""

from __future__ import annotations

from dataclasses import replace

from simulator.model.units import ClockTime
from simulator.ui.views.callbacks import CallBackView, callbacks
from tests.ui.board import Board
from tests.ui.views.test_console import Boards


def shift(board: Boards) -> Board:
    """A morning in which the caller is to be called at eleven rather than rings."""
    desk = board("gm-accepts")
    script = desk.scene.script
    (name,) = script.callers
    caller = replace(
        script.callers[name],
        rings_at=None,
        calls_back_at=script.callers[name].actor.start,
        due_at=ClockTime(11 * 60),
        due_for="修好了没有",
    )
    desk.scene = replace(desk.scene, script=replace(script, callers={name: caller}))
    return desk


def test_who_was_missed_is_a_number(board: Boards) -> None:
    desk = board("gm-accepts")
    assert callbacks(desk.snapshot(callbacks=("13564917702",))) == (CallBackView("13564917702"),)


def test_who_is_to_be_called_later_is_there_from_the_beginning(board: Boards) -> None:
    desk = shift(board)
    (name,) = desk.scene.script.callers
    caller = desk.scene.script.callers[name]
    desk.state = replace(desk.state, ringing_due=frozenset({name}))
    row = CallBackView(caller.phone, caller.actor.name.text, "修好了没有", "11:00", due=False)
    assert callbacks(desk.snapshot()) == (row,)
    assert callbacks(desk.snapshot(callbacks=("13564917702",))) == (CallBackView("13564917702"), row)
    desk.state = replace(desk.state, ringing_due=frozenset())
    assert callbacks(desk.snapshot(callbacks=(caller.phone,))) == (replace(row, due=True),)
    assert callbacks(desk.snapshot()) == ()  # it has been made

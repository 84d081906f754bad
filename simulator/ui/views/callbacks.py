"""The call-back list: who was missed or cut off, and who is to be called at a time agreed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.model.script import Caller
from simulator.model.units import clock_text
from simulator.ui.shown import Snapshot


@dataclass(frozen=True, slots=True)
class CallBackView:
    """A row of the list.  Of who was missed there is a number only; ``time`` of day is agreed; ``due``: not later."""

    number: str
    name: str = ""
    about: str = ""
    time: str = ""
    due: bool = True


def callbacks(snapshot: Snapshot) -> tuple[CallBackView, ...]:
    """What is due in the order in which it fell due, then what is still to come by its time."""
    agreed = {caller.phone: caller for _, caller in _agreed(snapshot)}
    due = (_row(agreed[n], due=True) if n in agreed else CallBackView(n) for n in snapshot.callbacks)
    waiting = (_row(caller, due=False) for actor, caller in _agreed(snapshot) if actor in snapshot.state.ringing_due)
    return (*due, *sorted(waiting, key=lambda row: row.time))


def _agreed(snapshot: Snapshot) -> Iterator[tuple[str, Caller]]:
    return ((actor, one) for actor, one in snapshot.scene.script.callers.items() if one.due_at is not None)


def _row(caller: Caller, *, due: bool) -> CallBackView:
    time = clock_text(caller.due_at) if caller.due_at is not None else ""
    return CallBackView(caller.phone, caller.actor.name.text, caller.due_for, time, due)

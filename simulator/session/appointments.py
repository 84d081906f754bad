"""Calls that the operator is to make at a time agreed with somebody (C11.10, D1.1.5): when they fall due."""

from __future__ import annotations

from simulator.model.moments import Moment
from simulator.session.calendar import until
from simulator.session.draft import Draft

EARLY_MS = 5 * 60_000
"""So long before its time, in the story, a call may be made."""


def agree(draft: Draft) -> None:
    """Before the first ring: everybody who is to be called today waits for it."""
    for actor, caller in draft.scene.script.callers.items():
        if caller.due_at is not None:
            draft.ringing_due.add(actor)
            draft.timer(f"due:{actor}", until(caller.due_at, draft.scene.script.clock, draft.t))


def fall_due(draft: Draft, actor: str) -> None:
    """The time has come."""
    draft.ringing_due.discard(actor)
    caller = draft.scene.script.callers[actor]
    draft.fact(Moment.CALL_BACK_DUE, actor=actor, number=caller.phone, purpose=caller.due_for)


def begin_early(draft: Draft, digits: str) -> None:
    """Who dials shortly before the time makes the call due now; what is earlier than that is another call."""
    clock = draft.scene.script.clock
    for actor, caller in draft.scene.script.callers.items():
        waits = caller.phone == digits and caller.due_at is not None and actor in draft.ringing_due
        if waits and caller.due_at is not None and until(caller.due_at, clock, draft.t) * clock.speed <= EARLY_MS:
            draft.cancel(f"due:{actor}")
            fall_due(draft, actor)

"""When a session is over, and whether a trainee who ends it before leaves something undone."""

from __future__ import annotations

from simulator.model.effects import Finish
from simulator.model.moments import Moment
from simulator.session.calendar import until_change
from simulator.session.draft import Draft
from simulator.session.state import LineStatus, OutsideLine

FINISHED, ABANDONED = "finished", "abandoned"
"""Why a session ended: it was over, or the trainee ended it while something was still to be handled."""


def finish(draft: Draft, reason: str) -> None:
    """Nothing happens any more."""
    draft.fact(Moment.ENDED, reason=reason)
    draft.news.clear()
    draft.leaving.clear()
    draft.finished = True
    draft.effects.append(Finish(reason))


def finish_when_over(draft: Draft) -> None:
    """When the last party is gone the trainee has time to finish the record; a new party stops that clock."""
    if draft.finished:
        return
    idle = not any(map(_in_use, draft.lines.values())) and not draft.ringing_due and not draft.legs
    if idle and draft.ends_at is None:
        draft.ends_at = draft.t + draft.scene.script.after_call
        draft.timer("after", draft.scene.script.after_call)
    elif not idle and draft.ends_at is not None:
        draft.ends_at = None
        draft.cancel("after")


def stopped(draft: Draft) -> str:
    """How a session that is ended now has ended.

    Callers in talk with an extension by themselves need nobody any more, and the record is saved or it is not.
    Whatever else goes on, and whatever the script would still have brought before the end, was left undone.
    """
    served = [line for line in draft.lines.values() if _served(draft, line)]
    others = [line for line in draft.lines.values() if _in_use(line) and line not in served]
    legs = [leg for leg in draft.legs.values() if leg.line not in {line.number for line in served}]
    undone = others or legs or draft.ringing_due or _to_come(draft, served)
    return ABANDONED if undone else FINISHED


def _in_use(line: OutsideLine) -> bool:
    return bool(line.actor) or line.status is LineStatus.DIALLING


def _served(draft: Draft, line: OutsideLine) -> bool:
    """Whether the caller talks with an extension, without the operator, and not so long as to be reminded."""
    caller = draft.scene.caller(line.actor)
    alone = line.status is LineStatus.CONNECTED and draft.at != line.number
    return alone and caller is not None and caller.talk_time <= draft.scene.rulebook.long_call


def _to_come(draft: Draft, served: list[OutsideLine]) -> bool:
    """Whether a scripted event, a caller or a change of duty was due before the session would have ended by itself."""
    talks = [caller.talk_time for line in served if (caller := draft.scene.caller(line.actor)) is not None]
    end = draft.ends_at or draft.t + max(talks, default=0) + draft.scene.script.after_call
    duty = until_change(draft.scene.company.duty, draft.scene.script.clock, draft.t)
    scripted = any(draft.t < due <= end for due in draft.triggered.values())
    return scripted or (duty is not None and draft.t + duty <= end)

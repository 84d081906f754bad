"""Whether the trainee saw the session through: what was left before it could be judged, so that it is no pass."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.case import Case
from scoring.timeline import Timeline
from simulator.model.moments import CALLABLE_SITUATIONS, Moment
from simulator.model.script import Caller
from simulator.model.text import Text

ABANDONED = Text(
    "还没有处理完，学员就结束了：没有做的事不能算做对",
    "The trainee ended the session before all was handled: what was not done cannot count as done right",
)
UNHEARD = Text(
    "{name}一句话都没有说完就离开了通话：不知道来意，不能算处理了",
    "{name} left the call without finishing a sentence: what was never heard cannot count as handled",
)


def left_undone(case: Case) -> tuple[Text, ...]:
    """Why the call is no pass, whatever it was worth; empty where it was seen through or its log breaks off.

    Rules apply when their occasion comes.  Who ends the session after the greeting, or is rid of a caller before that
    caller has said anything, would otherwise have done all that there was to be done.
    """
    if not case.timeline.complete:
        return ()
    return tuple(_left(case))


def _left(case: Case) -> Iterator[Text]:
    timeline = case.timeline
    if any(ended.fact.detail.get("reason") == "abandoned" for ended in timeline.all(Moment.ENDED)):
        yield ABANDONED
    if timeline.by_moment.get(Moment.ALARM):
        return  # whoever was on the line had to be left
    for call in dict.fromkeys(one.call for one in timeline.all(Moment.ANSWERED) if one.call):
        caller = case.script.callers.get(call)
        if caller is not None and _has_lines(caller) and not _heard(timeline, call):
            yield UNHEARD.fill(name=case.caller_name(call))


def _has_lines(caller: Caller) -> bool:
    return any(turn.say for turn in caller.actor.turns.values())


def _heard(timeline: Timeline, call: str) -> bool:
    """Whether the caller got to the end of a line, was understood before it, or is excused by a fault of the line."""
    said = (one for one in timeline.all(Moment.SAID, call=call) if one.fact.actor == call)
    finished = any(not one.fact.detail.get("interrupted") for one in said)
    known = any(one.fact.actor == call for one in timeline.all(*CALLABLE_SITUATIONS, call=call))
    return finished or known or any(timeline.all(Moment.LINE_FAULT, call=call))

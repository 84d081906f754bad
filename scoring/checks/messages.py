"""Messages as a whole: kept, passed on to the right person, and in time."""

from __future__ import annotations

from collections.abc import Iterator

from scoring import evidence, wording
from scoring.case import Case
from scoring.outcome import Grounds, Outcome, judged
from scoring.timeline import Happening
from simulator.model.checks import MessageKept, MessageRelayed, RecordField
from simulator.model.moments import Moment
from simulator.model.rulebook import Rule
from simulator.model.script import Caller
from simulator.model.text import Text


def message_kept(case: Case, rule: Rule, check: MessageKept) -> Iterator[Outcome]:
    """One outcome for each caller about whom a message is due: it was saved, and it reached the person it is for."""
    for caller in case.callers_with_record():
        name, at = case.caller_name(caller.actor.id), case.timeline.last_gone(caller.actor.id)
        required = Text(f"{name}的留言已保存并转达", f"the message of {name} is saved and passed on")
        note, relay = case.timeline.last_note(caller.actor.id), _relay(case, caller)
        if note is None:
            measured = Text("没有保存留言", "no message was saved")
        elif relay is None:
            measured = _not_passed_on(case, caller)
        else:
            measured = Text("已保存并转达", "saved and passed on")
        proofs = evidence.of_fact(*case.timeline.all(Moment.MESSAGE_RELAYED, call=caller.actor.id))
        if note is not None:
            proofs = (evidence.of_note(note, note.fields.get(RecordField.MATTER, "")), *proofs)
        kept = note is not None and relay is not None
        grounds = case.grounds(caller.actor.id, Grounds.RECORD) if note is None else Grounds.RECORD
        yield judged(kept, at, required, measured, grounds, proofs, absent=not case.timeline.complete)


def message_relayed(case: Case, rule: Rule, check: MessageRelayed) -> Iterator[Outcome]:
    """One outcome for each message due: it reached its person at the latest ``limit`` ms after the caller was gone."""
    limit = wording.seconds(check.limit)
    for caller in case.callers_with_record():
        gone, relay = case.timeline.last_gone(caller.actor.id), _relay(case, caller)
        required = Text(f"通话结束后 {limit} 秒内转达", f"passed on within {limit} s of the end of the call")
        if relay is None:
            measured, late = _not_passed_on(case, caller), None
        else:
            late = max(0, relay.t - gone)
            measured = Text(f"{wording.seconds(late)} 秒后转达", f"passed on after {wording.seconds(late)} s")
        in_time = late is not None and late <= check.limit
        absent = relay is None and not case.timeline.complete
        yield judged(in_time, gone, required, measured, Grounds.RECORD, evidence.of_fact(relay), absent=absent)


def _relay(case: Case, caller: Caller) -> Happening | None:
    """The first time the caller's message was passed on to whom it is for (or to that person's secretary)."""
    whom = caller.record.for_whom if caller.record is not None else ""
    relays = case.timeline.all(Moment.MESSAGE_RELAYED, call=caller.actor.id)
    return next((h for h in relays if not whom or _reaches(case, h, whom)), None)


def _reaches(case: Case, relay: Happening, whom: str) -> bool:
    return case.directory.takes_messages_for(str(relay.fact.detail.get("to")), whom)


def _not_passed_on(case: Case, caller: Caller) -> Text:
    relays = tuple(case.timeline.all(Moment.MESSAGE_RELAYED, call=caller.actor.id))
    if not relays:
        return Text("没有转达", "it was not passed on")
    to = case.directory.name(str(relays[-1].fact.detail.get("to")))
    return Text(f"转达给了{to}", f"passed on to {to}")

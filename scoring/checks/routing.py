"""Where callers end: at a goal of the script, after a consultation where one is due, and not let go before the
answer."""

from __future__ import annotations

from collections.abc import Iterator

from scoring import evidence, wording
from scoring.case import Case, Connection
from scoring.outcome import Grounds, Outcome, judged
from scoring.presence import Presence, private
from scoring.timeline import Happening, Note
from scoring.windows import openings
from simulator.model.checks import ConfirmedConnected, ConsultedFirst, RecordField, RoutedToGoal
from simulator.model.moments import Moment
from simulator.model.rulebook import Rule
from simulator.model.scorecard import Evidence
from simulator.model.script import Caller
from simulator.model.text import Text
from simulator.phrases import NameVerdict, compare_name


def routed_to_goal(case: Case, rule: Rule, check: RoutedToGoal) -> Iterator[Outcome]:
    """One outcome for each caller who asked: the last connection is a goal, or a message for a goal is written down."""
    for call, asked in _first_requests(case, check).items():
        caller = case.script.callers[call]
        if not caller.goals:
            continue
        required = _goals(case, caller)
        connections = case.connections(call)
        note, relay = case.timeline.last_note(call), _relay_to_goal(case, caller)
        last = connections[-1] if connections else None
        if last is not None and any(goal.connected == last.extension for goal in caller.goals):
            proofs = evidence.of_fact(asked, last.happening)
            yield judged(True, asked.t, required, _connected(case, last), Grounds.KEYS, proofs)
        elif relay is not None or (note is not None and _message_for_goal(case, caller, note)):
            measured = Text("留言已记录", "a message was taken")
            proofs = (*evidence.of_fact(asked, relay), *_note_evidence(note))
            yield judged(True, asked.t, required, measured, Grounds.RECORD, proofs)
        else:
            nowhere = Text("没有接通，也没有留言", "neither connected nor a message taken")
            measured = _connected(case, last) if last is not None else nowhere
            proofs = (*evidence.of_fact(asked, last.happening if last else None), *_note_evidence(note))
            absent = last is None and not case.timeline.complete
            grounds = case.grounds(call, Grounds.KEYS) if last is None else Grounds.KEYS
            yield judged(False, asked.t, required, measured, grounds, proofs, absent=absent)


def consulted_first(case: Case, rule: Rule, check: ConsultedFirst) -> Iterator[Outcome]:
    """One outcome for each connection of such a caller with the extension asked for: the consultation came before."""
    for asked in openings(check.request, case.timeline, case.directory):
        wanted = case.directory.extension_of(asked.fact.about)
        if not wanted or asked.call not in case.script.callers:
            continue
        name = case.directory.name(wanted)
        required = Text(f"先单线请示{name}，再接通", f"{name} is consulted privately before the caller is put through")
        for connection in case.connections(asked.call):
            if connection.extension != wanted or connection.happening.n < asked.n:
                continue
            consults = case.timeline.all(Moment.CONSULTED, call=asked.call)
            consult = next((h for h in consults if h.fact.extension == wanted and h.n < connection.happening.n), None)
            measured = (
                Text("已先请示", "consulted first")
                if consult is not None
                else Text("没有请示就接通了", "put through without consultation")
            )
            proofs = evidence.of_fact(asked, consult, connection.happening)
            yield judged(consult is not None, asked.t, required, measured, Grounds.KEYS, proofs)
            break


def confirmed_connected(case: Case, rule: Rule, check: ConfirmedConnected) -> Iterator[Outcome]:
    """One outcome for each transfer that the operator saw through or let go: still on the line when the extension
    answers.

    A transfer that was refused or cancelled while the operator was on the line has nothing to confirm, and what a
    caller dials with the automatic attendant is none.
    """
    required = Text("分机应答后才退出通话", "the operator stays until the extension has answered")
    for dialled in case.timeline.all(Moment.DIALLED):
        if not dialled.call or private(dialled.fact) or _with_attendant(case, dialled):
            continue
        ended = case.timeline.all(*_TRANSFER_ENDS, call=dialled.call)
        end = next((h for h in ended if h.n > dialled.n), None)
        if end is not None and end.fact.moment in (Moment.RELEASED, Moment.CONNECTED):
            stayed = end.fact.moment is Moment.CONNECTED and end.fact.detail.get("confirmed") is not False
            yield _confirmation(required, dialled, end, stayed)
    for connected in case.timeline.all(Moment.CONNECTED):
        if connected.fact.detail.get("consulted") is True:
            yield _confirmation(required, connected, connected, True)


def _with_attendant(case: Case, dialled: Happening) -> bool:
    """Whether the caller dialled it, in answer to the announcements."""
    before = (s for s in case.timeline.stretches if s.call == dialled.call and s.end == dialled.t)
    return any(stretch.presence is Presence.AUTOMATIC for stretch in before)


_TRANSFER_ENDS = (
    Moment.CONNECTED,
    Moment.RETURNED,
    Moment.RELEASED,
    Moment.HUNG_UP,
    Moment.LINE_FAULT,
    Moment.DIALLED,
    Moment.EXTENSION_BUSY,
    Moment.EXTENSION_NO_ANSWER,
    Moment.EXTENSION_ABSENT,
    Moment.EXTENSION_OUT_OF_ORDER,
)


def _confirmation(required: Text, start: Happening, end: Happening, stayed: bool) -> Outcome:
    measured = (
        Text("确认接通后退出", "left after the connection was confirmed")
        if stayed
        else Text("没等分机应答就退出了", "left before the extension answered")
    )
    proofs = evidence.of_fact(start, end if end.n != start.n else None)
    return judged(stayed, start.t, required, measured, Grounds.KEYS, proofs)


def _first_requests(case: Case, check: RoutedToGoal) -> dict[str, Happening]:
    """The first such request of each outside caller."""
    first: dict[str, Happening] = {}
    for happening in openings(check.request, case.timeline, case.directory):
        if happening.call in case.script.callers and not _from_staff(happening):
            first.setdefault(happening.call, happening)
    return first


def _from_staff(happening: Happening) -> bool:
    return bool(happening.fact.extension)


def _goals(case: Case, caller: Caller) -> Text:
    ways = [
        Text(f"接通{case.directory.name(goal.connected)}", f"connected to {case.directory.name(goal.connected)}")
        if goal.connected
        else Text(
            f"给{case.directory.name(goal.message_for)}留言", f"a message for {case.directory.name(goal.message_for)}"
        )
        for goal in caller.goals
    ]
    return wording.listed(ways, either=True)


def _connected(case: Case, connection: Connection) -> Text:
    name = case.directory.name(connection.extension)
    return Text(f"接通了{connection.extension}（{name}）", f"connected to {connection.extension} ({name})")


def _relay_to_goal(case: Case, caller: Caller) -> Happening | None:
    whom = [goal.message_for for goal in caller.goals if goal.message_for]
    relays = case.timeline.all(Moment.MESSAGE_RELAYED, call=caller.actor.id)
    reaches = case.directory.takes_messages_for
    return next((h for h in relays if any(reaches(str(h.fact.detail.get("to")), one) for one in whom)), None)


def _message_for_goal(case: Case, caller: Caller, note: Note) -> bool:
    written = note.fields.get(RecordField.FOR_WHOM, "")
    names = [n for goal in caller.goals if goal.message_for for n in case.directory.wordings(goal.message_for)]
    return bool(written) and any(compare_name(name, written) is not NameVerdict.WRONG for name in names)


def _note_evidence(note: Note | None) -> tuple[Evidence, ...]:
    return (evidence.of_note(note, note.fields.get(RecordField.FOR_WHOM, "")),) if note is not None else ()

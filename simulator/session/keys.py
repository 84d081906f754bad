"""The keys of the switchboard: what each does in each state of the lines.

A key that cannot act changes nothing and is refused with the reason.
"""

from __future__ import annotations

from collections.abc import Callable

from simulator.model.effects import Refusal
from simulator.model.moments import Moment
from simulator.model.ring import RING_PERIOD_MS, Tone, rings_begun
from simulator.model.script import KeyName
from simulator.session import appointments, dialogue, switchboard
from simulator.session.calendar import AUTOMATIC, MANUAL, duty_mode
from simulator.session.draft import Draft
from simulator.session.scene import ATTENDANT
from simulator.session.state import LegStatus, LineStatus

OUTSIDE_ANSWER_MS = 6_000
"""An outside party called by the operator lifts the handset after two rings and a bit."""
RINGS_WITHOUT_GREETING_LATE = 4
"""The fourth burst: whoever answers once it has begun is late (A2.1, B4.1.1)."""


def press(draft: Draft, key: KeyName, argument: str) -> None:
    """Work a key in.  A key that cannot act changes nothing and is refused with the reason."""
    refusal = _KEYS[key](draft, argument.strip())
    if refusal is not None:
        draft.refuse(key, refusal)


def _answer(draft: Draft, argument: str) -> Refusal | None:
    number = argument or switchboard.only_line(draft, LineStatus.RINGING)
    if number not in draft.lines:
        return Refusal.NO_SUCH_LINE if argument else Refusal.LINE_NOT_RINGING
    line = draft.lines[number]
    if line.status not in (LineStatus.RINGING, LineStatus.AUTOMATIC):
        return Refusal.LINE_NOT_RINGING
    if draft.leg_here is not None:
        return Refusal.BUSY_WITH_EXTENSION
    switchboard.step_away(draft)
    ring_ms = draft.t - line.since if line.status is LineStatus.RINGING else 0
    switchboard.stop_ringing(draft, number)
    dialogue.left(draft, ATTENDANT + number)
    draft.set_line(number, LineStatus.TALKING)
    switchboard.go_to(draft, number)
    if draft.parties[line.actor].turn:  # a transfer that came back: the caller has been greeted before
        draft.fact(Moment.RETRIEVED, line=number, hold_ms=ring_ms, recall=True)
        return None
    draft.fact(Moment.ANSWERED, line=number, ring_ms=ring_ms)
    if rings_begun(ring_ms) >= RINGS_WITHOUT_GREETING_LATE:
        draft.fact(Moment.ANSWERED_LATE, line=number, ring_ms=ring_ms)
    dialogue.picked_up(draft, line.actor)
    return None


def _hold(draft: Draft, argument: str) -> Refusal | None:
    line = draft.line_here
    if line is None or line.status is not LineStatus.TALKING:
        return Refusal.NO_CALL
    switchboard.put_on_hold(draft, line.number, auto=False)
    draft.at = ""
    return None


def _retrieve(draft: Draft, argument: str) -> Refusal | None:
    number = argument or switchboard.only_line(draft, LineStatus.HELD)
    line = draft.lines.get(number)
    if line is None:
        return Refusal.NO_SUCH_LINE if argument else Refusal.LINE_NOT_HELD
    if line.status is LineStatus.CONNECTED:
        switchboard.step_away(draft)
        draft.set_line(number, LineStatus.CONFERENCE)
        switchboard.go_to(draft, number)
        draft.fact(Moment.CONFERENCE, line=number, parties=switchboard.parties_on(draft, line))
        return None
    if line.status is not LineStatus.HELD:
        return Refusal.LINE_NOT_HELD
    if draft.leg_here is not None:
        switchboard.drop_leg(draft, draft.leg_here.extension)
    switchboard.step_away(draft)
    switchboard.take_back(draft, number)
    return None


def _transfer(draft: Draft, argument: str) -> Refusal | None:
    line = draft.line_here
    if line is None or line.status is not LineStatus.TALKING:
        return Refusal.NO_CALL
    if argument not in draft.scene.company.extensions:
        return Refusal.NO_SUCH_EXTENSION
    draft.set_line(line.number, LineStatus.TRANSFERRING)
    switchboard.call_extension(draft, argument, line.number, private=False)
    return None


def _consult(draft: Draft, argument: str) -> Refusal | None:
    if argument not in draft.scene.company.extensions:
        return Refusal.NO_SUCH_EXTENSION
    if draft.leg_here is not None:
        return Refusal.BUSY_WITH_EXTENSION
    line = draft.line_here
    if line is not None and line.status is not LineStatus.TALKING:
        return Refusal.NO_CALL
    if line is not None:
        switchboard.put_on_hold(draft, line.number, auto=True)
    held = line.number if line is not None else switchboard.only_line(draft, LineStatus.HELD)
    draft.at = argument
    switchboard.call_extension(draft, argument, held, private=True)
    return None


def _connect(draft: Draft, argument: str) -> Refusal | None:
    leg = draft.leg_here
    if leg is None or leg.status is not LegStatus.TALKING or not leg.line:
        return Refusal.NOBODY_CONSULTED
    switchboard.end_hold(draft, leg.line)
    switchboard.open_to_caller(draft, leg)
    draft.set_line(leg.line, LineStatus.CONNECTED)
    draft.at = ""
    draft.fact(Moment.CONNECTED, line=leg.line, extension=leg.extension, confirmed=True, consulted=True)
    switchboard.let_talk(draft, leg.line)
    return None


def _conference(draft: Draft, argument: str) -> Refusal | None:
    leg = draft.leg_here
    if leg is not None and leg.status is LegStatus.TALKING and leg.line:
        switchboard.end_hold(draft, leg.line)
        switchboard.open_to_caller(draft, leg)
        number = leg.line
    elif draft.line_here is not None and draft.line_here.status is LineStatus.CONNECTED:
        number = draft.line_here.number
    else:
        return Refusal.NOBODY_CONSULTED
    line = draft.set_line(number, LineStatus.CONFERENCE)
    switchboard.go_to(draft, number)
    draft.fact(Moment.CONFERENCE, line=number, parties=switchboard.parties_on(draft, line))
    switchboard.let_talk(draft, number)
    return None


def _cancel(draft: Draft, argument: str) -> Refusal | None:
    leg, line = draft.leg_here, draft.line_here
    if leg is not None:
        switchboard.drop_leg(draft, leg.extension)
        if leg.line and draft.lines[leg.line].status is LineStatus.HELD:
            switchboard.take_back(draft, leg.line)
        return None
    if line is not None and line.status is LineStatus.TRANSFERRING:
        own = draft.leg_for(line.number)
        if own is not None:
            switchboard.drop_leg(draft, own.extension)
        return None
    return Refusal.NO_CALL


def _release(draft: Draft, argument: str) -> Refusal | None:
    leg, line = draft.leg_here, draft.line_here
    if leg is not None:
        switchboard.drop_leg(draft, leg.extension)
        return None
    if line is None:
        return Refusal.NO_CALL
    connected = line.status in (LineStatus.CONNECTED, LineStatus.CONFERENCE)
    detail = {"reason": "ended" if line.status is LineStatus.TALKING else "passed_on"} if line.actor else {}
    draft.fact(Moment.RELEASED, line=line.number, connected=connected, **detail)
    draft.at = ""
    if line.status is LineStatus.CONFERENCE:
        draft.set_line(line.number, LineStatus.CONNECTED)
    elif line.status not in (LineStatus.CONNECTED, LineStatus.TRANSFERRING):
        switchboard.free_line(draft, line.number)
    return None


def _spare(draft: Draft, argument: str) -> Refusal | None:
    number = draft.scene.company.spare_line
    line = draft.lines.get(number)
    if line is None or line.status is not LineStatus.IDLE:
        return Refusal.LINE_TAKEN
    if draft.leg_here is not None:
        return Refusal.BUSY_WITH_EXTENSION
    switchboard.step_away(draft)
    switchboard.seize(draft, number)
    draft.fact(Moment.SPARE_LINE, line=number)
    return None


def _dial_out(draft: Draft, argument: str) -> Refusal | None:
    digits = "".join(c for c in argument if c.isdigit())
    if not digits:
        return Refusal.BAD_ARGUMENT
    if draft.leg_here is not None:
        return Refusal.BUSY_WITH_EXTENSION
    if draft.line_here is None or draft.line_here.status is not LineStatus.SEIZED:
        free = next((n for n in draft.scene.company.outside_lines if draft.lines[n].status is LineStatus.IDLE), "")
        if not free:
            return Refusal.LINE_TAKEN
        switchboard.step_away(draft)
        switchboard.seize(draft, free)
    number = draft.at
    draft.stop_tone(f"line:{number}")
    draft.set_line(number, LineStatus.DIALLING, dialled=digits)
    appointments.begin_early(draft, digits)
    draft.fact(Moment.DIALLED_OUT, line=number, number=digits)
    draft.tone(f"line:{number}", Tone.RINGBACK if switchboard.callee(draft, digits) else Tone.VACANT)
    draft.timer(f"outside:{number}", OUTSIDE_ANSWER_MS)
    return None


def _mode(draft: Draft, argument: str) -> Refusal | None:
    if argument not in (MANUAL, AUTOMATIC):
        return Refusal.BAD_ARGUMENT
    draft.automatic = argument == AUTOMATIC
    draft.fact(Moment.MODE, mode=argument)
    expected = duty_mode(draft.scene.company.duty, draft.scene.script.clock, draft.t)
    if expected not in ("", argument):  # against the duty plan, which goes on asking for its own
        draft.fact(Moment.MODE_EXPECTED, mode=expected)
    for line in draft.lines.values():
        if draft.automatic and line.status is LineStatus.RINGING:
            draft.timer(f"attend:{line.number}", RING_PERIOD_MS)
    return None


_KEYS: dict[KeyName, Callable[[Draft, str], Refusal | None]] = {
    KeyName.ANSWER: _answer,
    KeyName.HOLD: _hold,
    KeyName.RETRIEVE: _retrieve,
    KeyName.TRANSFER: _transfer,
    KeyName.CONSULT: _consult,
    KeyName.CONNECT: _connect,
    KeyName.CONFERENCE: _conference,
    KeyName.CANCEL: _cancel,
    KeyName.RELEASE: _release,
    KeyName.SPARE: _spare,
    KeyName.DIAL_OUT: _dial_out,
    KeyName.MODE: _mode,
}

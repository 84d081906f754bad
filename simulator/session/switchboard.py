"""The switchboard: what lines and extensions do by themselves, and the moves that the keys are made of."""

from __future__ import annotations

from dataclasses import replace

from simulator.model.company import ExtensionState
from simulator.model.effects import LineNoise, StopSaying
from simulator.model.moments import Moment
from simulator.model.ring import RING_PERIOD_MS, Tone
from simulator.model.script import LineFault
from simulator.session import dialogue, temper
from simulator.session.draft import Draft
from simulator.session.scene import ATTENDANT, is_attendant, staff_actor_id
from simulator.session.state import Leg, LegStatus, LineStatus, OutsideLine

SWITCHING_MS = 800
"""From the last digit until the exchange knows whether the extension is free."""
REFUSAL_TONE_MS = 2_100
"""A refused call gives its tone this long (three bursts of the busy tone), then the leg is dropped."""


# --- outside lines ---------------------------------------------------------------------------------------------------


def ring(draft: Draft, actor: str) -> None:
    """A caller's call comes in, on its own line or another; with none free it tries again later."""
    caller = draft.scene.script.callers[actor]
    draft.ringing_due.discard(actor)
    wanted = (caller.line, *draft.scene.company.outside_lines)
    number = next((n for n in wanted if draft.lines[n].status is LineStatus.IDLE), "")
    if not number:
        draft.ringing_due.add(actor)
        draft.timer(f"caller:{actor}", RING_PERIOD_MS)
        return
    draft.set_party(actor, present=True)
    draft.set_line(number, LineStatus.RINGING, actor=actor, urgent=caller.urgent, dialled="")
    draft.tone(f"line:{number}", Tone.CALL_WAITING if draft.at else Tone.RING)
    draft.fact(Moment.RINGING, line=number, urgent=caller.urgent)
    draft.timer(f"ring:{number}", caller.actor.manner.patience.ring)
    if draft.automatic:
        draft.timer(f"attend:{number}", RING_PERIOD_MS)


def abandon(draft: Draft, number: str) -> None:
    """The caller has let it ring long enough."""
    line = draft.lines[number]
    if line.status is not LineStatus.RINGING:
        return
    draft.fact(Moment.HUNG_UP, line=number, reason="abandoned")
    _owe_call_back(draft, line)
    free_line(draft, number)


def gone(draft: Draft, actor: str, reason: str) -> None:
    """A party has put the handset down, wherever it was; or the automatic attendant has said all it had to say."""
    if is_attendant(actor):
        _attendant_done(draft, actor.removeprefix(ATTENDANT))
        return
    line = next((line for line in draft.lines.values() if line.actor == actor), None)
    if line is not None:
        draft.fact(Moment.HUNG_UP, line=line.number, reason=reason)
        free_line(draft, line.number)
        return
    leg = next((leg for leg in draft.legs.values() if staff_actor_id(leg.extension) == actor), None)
    if leg is not None:
        draft.fact(Moment.HUNG_UP, line=leg.line, actor=actor, extension=leg.extension, reason=reason)
        drop_leg(draft, leg.extension)


def free_line(draft: Draft, number: str) -> None:
    """Everything on the line ends: its tones, timers, speech and the extension that belonged to it."""
    line = draft.lines[number]
    stop_ringing(draft, number)
    for timer in (f"hold:{number}", f"talk:{number}", f"outside:{number}", f"long:{number}"):
        draft.cancel(timer)
    if draft.at == number:
        draft.at = ""
    dialogue.left(draft, line.actor)
    dialogue.left(draft, ATTENDANT + number)
    draft.set_line(number, LineStatus.IDLE, actor="", urgent=False, dialled="")
    leg = draft.leg_for(number)
    if leg is not None and not leg.private:
        drop_leg(draft, leg.extension)
    elif leg is not None:
        draft.legs[leg.extension] = replace(leg, line="")


def fault(draft: Draft, number: str, kind: LineFault) -> None:
    """Something breaks on the line.  A dead line takes its call with it."""
    line = draft.lines[number]
    draft.fact(Moment.LINE_FAULT, line=number, kind=kind.value)
    if kind is LineFault.DEAD:
        if line.actor:
            _owe_call_back(draft, line)
        free_line(draft, number)
        draft.set_line(number, LineStatus.DEAD, fault=kind)
    else:
        draft.lines[number] = replace(line, fault=kind)
    if draft.at == number:
        draft.effects.append(LineNoise(kind))


def clear_fault(draft: Draft, number: str) -> None:
    line = draft.lines[number]
    status = LineStatus.IDLE if line.status is LineStatus.DEAD else line.status
    draft.lines[number] = replace(line, status=status, fault=None)
    draft.fact(Moment.LINE_CLEARED, line=number)
    if draft.at == number:
        draft.effects.append(LineNoise(None))


def hold_runs_out(draft: Draft, number: str) -> None:
    """The held caller's patience: first a reminder on the board, then the caller is gone."""
    line = draft.lines[number]
    if line.status is not LineStatus.HELD:
        return
    if draft.parties[line.actor].impatient:
        _owe_call_back(draft, line)
        gone(draft, line.actor, "patience")
        return
    draft.set_party(line.actor, impatient=True)
    draft.fact(Moment.HOLD_REMINDER, line=number, hold_ms=draft.t - line.since)
    draft.timer(f"hold:{number}", temper.patience(draft, line.actor).hold)


def outside_answers(draft: Draft, number: str) -> None:
    """The party called by the operator lifts the handset, or there is no such number."""
    line = draft.lines[number]
    if line.status is not LineStatus.DIALLING:
        return
    draft.stop_tone(f"line:{number}")
    actor = callee(draft, line.dialled)
    if not actor:
        free_line(draft, number)
        return
    caller = draft.scene.script.callers[actor]
    draft.set_line(number, LineStatus.TALKING, actor=actor)
    draft.set_party(actor, present=True, impatient=False)
    draft.last_caller = number
    draft.fact(Moment.CALLED_BACK, line=number, number=line.dialled)
    dialogue.enter(draft, actor, caller.calls_back_at)


def talk_ends(draft: Draft, number: str) -> None:
    """Two parties put through have said what they had to say."""
    line = draft.lines[number]
    if line.status in (LineStatus.CONNECTED, LineStatus.CONFERENCE):
        gone(draft, line.actor, "ended")


def attend(draft: Draft, number: str) -> None:
    """The automatic attendant takes a ringing call and says its announcements (B4.2)."""
    if draft.lines[number].status is not LineStatus.RINGING:
        return
    stop_ringing(draft, number)
    draft.set_line(number, LineStatus.AUTOMATIC)
    draft.fact(Moment.AUTO_ANSWERED, line=number)
    dialogue.announce(draft, number)


def _attendant_done(draft: Draft, number: str) -> None:
    """The announcements are over: what the caller dials decides.  Zero is for enquiries and rings at the operator's."""
    line = draft.lines[number]
    if line.status is not LineStatus.AUTOMATIC:
        return
    actor = draft.scene.actor(line.actor)
    digits = actor.turns[actor.start].press
    if digits == "0":
        draft.set_line(number, LineStatus.RINGING)
        draft.tone(f"line:{number}", Tone.RING)
        draft.fact(Moment.RINGING, line=number, urgent=line.urgent, enquiry=True)
        draft.timer(f"ring:{number}", actor.manner.patience.ring)
    elif digits in draft.scene.company.extensions:
        draft.set_line(number, LineStatus.TRANSFERRING)
        call_extension(draft, digits, number, private=False)
    else:
        gone(draft, line.actor, "unheard")


# --- extensions ------------------------------------------------------------------------------------------------------


def exchange_knows(draft: Draft, extension: str) -> None:
    """The exchange has reached the extension: it rings, or the call is refused."""
    leg = draft.legs.get(extension)
    if leg is None:
        return
    state = draft.scene.extension_state(extension)
    refusals = {
        ExtensionState.BUSY: (Moment.EXTENSION_BUSY, Tone.BUSY),
        ExtensionState.ABSENT: (Moment.EXTENSION_ABSENT, Tone.CONGESTION),
        ExtensionState.OUT_OF_ORDER: (Moment.EXTENSION_OUT_OF_ORDER, Tone.VACANT),
    }
    if state in refusals:
        moment, tone = refusals[state]
        _refused(draft, leg, moment, tone)
        return
    draft.tone(f"ext:{extension}", Tone.RINGBACK)
    if state is ExtensionState.NO_ANSWER:
        draft.timer(f"unanswered:{extension}", draft.scene.rulebook.no_answer_rings * RING_PERIOD_MS)
    else:
        draft.timer(f"lift:{extension}", draft.scene.staff_at(extension).answers_after)


def nobody_lifts(draft: Draft, extension: str) -> None:
    leg = draft.legs.get(extension)
    if leg is not None and leg.status is LegStatus.RINGING:
        draft.stop_tone(f"ext:{extension}")
        rings = draft.scene.rulebook.no_answer_rings
        draft.fact(Moment.EXTENSION_NO_ANSWER, line=leg.line, extension=extension, private=leg.private, rings=rings)
        drop_leg(draft, extension)


def lifts(draft: Draft, extension: str) -> None:
    """The extension answers: the operator, or the caller, has somebody to talk to."""
    leg = draft.legs.get(extension)
    if leg is None or leg.status is not LegStatus.RINGING:
        return
    draft.stop_tone(f"ext:{extension}")
    draft.set_leg(extension, LegStatus.TALKING)
    actor = staff_actor_id(extension)
    draft.set_party(actor, present=True)
    draft.fact(Moment.EXTENSION_ANSWERED, line=leg.line, actor=actor, extension=extension, private=leg.private)
    if leg.private:
        draft.fact(Moment.CONSULTED, line=leg.line, actor=actor, extension=extension)
    else:
        draft.set_line(leg.line, LineStatus.CONNECTED)
        confirmed = draft.at == leg.line
        draft.fact(Moment.CONNECTED, line=leg.line, extension=extension, confirmed=confirmed, consulted=False)
        let_talk(draft, leg.line)
    dialogue.enter(draft, actor, draft.scene.staff_at(extension).actor.start)


def refusal_over(draft: Draft, extension: str) -> None:
    """The busy tone has been heard long enough."""
    leg = draft.legs.get(extension)
    if leg is not None and leg.status is LegStatus.REFUSED:
        drop_leg(draft, extension)


def drop_leg(draft: Draft, extension: str) -> None:
    """End the call to an extension.

    The caller of a transfer comes back to the operator, or rings if nobody is there.
    """
    leg = draft.legs.pop(extension, None)
    if leg is None:
        return
    draft.stop_tone(f"ext:{extension}")
    for timer in ("reach", "lift", "unanswered", "refused"):
        draft.cancel(f"{timer}:{extension}")
    dialogue.left(draft, staff_actor_id(extension))
    if draft.at == extension:
        draft.at = ""
    if leg.private or not leg.line:
        return
    line = draft.lines[leg.line]
    if line.status not in (LineStatus.TRANSFERRING, LineStatus.CONNECTED, LineStatus.CONFERENCE):
        return
    if draft.at == leg.line:
        draft.set_line(leg.line, LineStatus.TALKING)
        draft.fact(Moment.RETURNED, line=leg.line, extension=extension)
    elif draft.automatic:
        gone(draft, line.actor, "unserved")
    else:
        draft.set_line(leg.line, LineStatus.RINGING)
        draft.tone(f"line:{leg.line}", Tone.RING)
        draft.fact(Moment.RINGING, line=leg.line, urgent=line.urgent, recall=True)


# --- the small moves -------------------------------------------------------------------------------------------------


def call_extension(draft: Draft, extension: str, line: str, *, private: bool) -> None:
    draft.legs[extension] = Leg(extension, line, private, LegStatus.RINGING, draft.t)
    actor = draft.lines[line].actor if line else ""
    draft.fact(Moment.DIALLED, line=line, actor=actor, extension=extension, private=private)
    draft.timer(f"reach:{extension}", SWITCHING_MS)


def _refused(draft: Draft, leg: Leg, moment: Moment, tone: Tone) -> None:
    draft.set_leg(leg.extension, LegStatus.REFUSED)
    draft.fact(moment, line=leg.line, extension=leg.extension, private=leg.private)
    draft.tone(f"ext:{leg.extension}", tone)
    draft.timer(f"refused:{leg.extension}", REFUSAL_TONE_MS)


def go_to(draft: Draft, number: str) -> None:
    """The operator's headset goes to a line."""
    draft.at = number
    draft.last_caller = number
    if draft.lines[number].fault is not None:
        draft.effects.append(LineNoise(draft.lines[number].fault))


def step_away(draft: Draft) -> None:
    """The operator leaves the present line for another: a caller in talk is put on hold, the rest goes on alone."""
    line = draft.line_here
    if line is None:
        return
    if line.fault is not None:
        draft.effects.append(LineNoise(None))
    if line.status is LineStatus.TALKING:
        put_on_hold(draft, line.number, auto=True)
    elif line.status is LineStatus.CONFERENCE:
        draft.set_line(line.number, LineStatus.CONNECTED)
    elif line.status in (LineStatus.SEIZED, LineStatus.DIALLING):
        free_line(draft, line.number)
    draft.at = ""


def put_on_hold(draft: Draft, number: str, *, auto: bool) -> None:
    line = draft.set_line(number, LineStatus.HELD)
    draft.fact(Moment.HELD, line=number, auto=auto)
    draft.timer(f"hold:{number}", temper.patience(draft, line.actor).hold)
    for speaking in draft.speaking.values():
        if speaking.actor == line.actor:
            draft.effects.append(StopSaying(speaking.speech))


def end_hold(draft: Draft, number: str) -> None:
    draft.cancel(f"hold:{number}")


def take_back(draft: Draft, number: str) -> None:
    """A held caller and the operator talk again."""
    hold_ms = draft.t - draft.lines[number].since
    end_hold(draft, number)
    draft.set_line(number, LineStatus.TALKING)
    go_to(draft, number)
    draft.fact(Moment.RETRIEVED, line=number, hold_ms=hold_ms)


def open_to_caller(draft: Draft, leg: Leg) -> None:
    """A private consultation becomes a call between the extension and the caller."""
    draft.legs[leg.extension] = replace(leg, private=False)


def let_talk(draft: Draft, number: str) -> None:
    """Caller and extension talk to each other for as long as the caller has to say something."""
    caller = draft.scene.caller(draft.lines[number].actor)
    if caller is None:
        return
    draft.timer(f"talk:{number}", caller.talk_time)
    if caller.talk_time > draft.scene.rulebook.long_call:
        draft.timer(f"long:{number}", draft.scene.rulebook.long_call)


def seize(draft: Draft, number: str) -> None:
    draft.set_line(number, LineStatus.SEIZED)
    draft.at = number
    draft.tone(f"line:{number}", Tone.DIAL)


def stop_ringing(draft: Draft, number: str) -> None:
    draft.stop_tone(f"line:{number}")
    draft.cancel(f"ring:{number}")
    draft.cancel(f"attend:{number}")


def _owe_call_back(draft: Draft, line: OutsideLine) -> None:
    """Somebody important was cut off, missed or kept waiting too long: A4.3 asks for a call-back."""
    caller = draft.scene.caller(line.actor)
    if caller is not None and caller.important:
        draft.fact(Moment.CALL_BACK_DUE, line=line.number, number=caller.phone)


def callee(draft: Draft, digits: str) -> str:
    """Who answers at an outside number: a caller of this script who is not on a line, one whose time has come first."""
    callers = draft.scene.script.callers
    taken = {line.actor for line in draft.lines.values() if line.actor}
    found = [a for a, one in callers.items() if one.calls_back_at and one.phone == digits and a not in taken]
    agreed = (a for a in found if callers[a].due_at is not None and a not in draft.ringing_due)
    return next((a for a in agreed if not draft.parties[a].turn), found[0] if found else "")


def parties_on(draft: Draft, line: OutsideLine) -> list[str]:
    leg = draft.leg_for(line.number)
    return [line.actor] + ([staff_actor_id(leg.extension)] if leg is not None else [])


def only_line(draft: Draft, status: LineStatus) -> str:
    """The number of the only line with this status, else empty."""
    found = [number for number, line in draft.lines.items() if line.status is status]
    return found[0] if len(found) == 1 else ""

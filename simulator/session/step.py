"""One step of a call: an event comes in at a session time, the next state and the effects come out."""

from __future__ import annotations

from collections.abc import Callable

from simulator.model.effects import Effect
from simulator.model.events import (
    Degraded,
    Event,
    FaultReported,
    Heard,
    HelpUsed,
    KeyPressed,
    LeakFound,
    MessageRelayed,
    MessageSaved,
    SpeechBegan,
    SpeechDropped,
    SpeechPaused,
    Start,
    Stop,
    TimerFired,
    VoiceEnded,
)
from simulator.model.moments import Fact, Moment, MomentRef
from simulator.model.ring import Tone
from simulator.session import appointments, dialogue, ending, keys, switchboard
from simulator.session.calendar import AUTOMATIC, duty_mode, until_change
from simulator.session.draft import Draft
from simulator.session.scene import Scene
from simulator.session.state import LineStatus, Message, OutsideLine, Party, State
from simulator.session.trace import Spot

SCRIPTED_RING_MS = 2_000
"""A caller who rings because of a moment rings this long after it."""
ROOM = "room"
"""The channel of what sounds in the room rather than on a line."""
SIREN_MS = 6_000
"""A fire alarm sounds this long: then the operator has heard it, and can be heard."""


def initial(scene: Scene) -> State:
    """Before the first event: every line idle, every caller at home, the board in the mode of the duty plan."""
    numbers = [*scene.company.outside_lines, *([scene.company.spare_line] if scene.company.spare_line else [])]
    return State(
        lines={number: OutsideLine(number) for number in numbers},
        parties={actor: Party(actor) for actor in scene.script.callers},
        automatic=duty_mode(scene.company.duty, scene.script.clock, 0) == AUTOMATIC,
    )


def step(scene: Scene, state: State, t: int, event: Event) -> tuple[State, tuple[Effect, ...]]:
    """Work one event in.  Pure: the same arguments always give the same result.

    ``t`` is session ms and never smaller than in the step before.  After ``Finish`` no event changes anything.
    """
    after, effects, _ = traced(scene, state, t, event)
    return after, effects


def traced(scene: Scene, state: State, t: int, event: Event) -> tuple[State, tuple[Effect, ...], tuple[Spot, ...]]:
    """The same, with the places of dialogues that the step came through, in order."""
    if state.finished:
        return state, (), ()
    draft = Draft(scene, state, t)
    _work_in(draft, event)
    _spread_news(draft)
    ending.finish_when_over(draft)
    return draft.freeze(), tuple(draft.effects), tuple(draft.taken)


# --- events ----------------------------------------------------------------------------------------------------------


def _work_in(draft: Draft, event: Event) -> None:
    match event:
        case Start():
            _start(draft)
        case KeyPressed(key, argument):
            keys.press(draft, key, argument)
        case SpeechBegan(utterance):
            dialogue.speech_began(draft, utterance)
        case SpeechPaused(utterance):
            dialogue.speech_paused(draft, utterance)
        case SpeechDropped(utterance):
            dialogue.speech_dropped(draft, utterance)
        case Heard(utterance, transcript):
            dialogue.heard(draft, utterance, transcript)
        case VoiceEnded():
            dialogue.voice_ended(draft, event)
        case TimerFired(timer):
            kind, _, argument = timer.partition(":")
            _TIMERS[kind](draft, argument)
        case MessageSaved():
            _message_saved(draft, event)
        case MessageRelayed():
            _message_relayed(draft, event)
        case FaultReported(line, fault, extension):
            draft.fact(Moment.FAULT_REPORTED, line=line, extension=extension, kind=fault.value)
        case HelpUsed(kind):
            draft.fact(Moment.HELP_USED, kind=kind)
            _help(draft, kind)
        case Degraded(why):
            draft.fact(Moment.DEGRADED, why=why)
        case LeakFound(level_db):
            draft.fact(Moment.LEAK_FOUND, level_db=level_db)
        case Stop(reason):
            ending.finish(draft, ending.stopped(draft) if reason == ending.FINISHED else reason)


def _start(draft: Draft) -> None:
    draft.fact(Moment.STARTED)
    if draft.automatic:
        draft.fact(Moment.MODE, mode=AUTOMATIC)
    _await_change_of_duty(draft)
    appointments.agree(draft)
    for actor, caller in draft.scene.script.callers.items():
        if caller.rings_at is not None:
            draft.ringing_due.add(actor)
            draft.timer(f"caller:{actor}", caller.rings_at)
    for n, happening in enumerate(draft.scene.script.events):
        if happening.at is not None:
            draft.set_off(f"event:{n}", happening.at)


def _help(draft: Draft, kind: str) -> None:
    if kind == "repeat":
        dialogue.say_again(draft)
    elif kind == "slower":
        draft.slow = True


def _message_saved(draft: Draft, event: MessageSaved) -> None:
    known = draft.messages.get(event.message)
    line = known.line if known is not None else event.line or draft.last_caller
    actor = known.actor if known is not None else draft.last_actor.get(line, "")
    number = event.message if known is not None else len(draft.messages) + 1
    version = known.version + 1 if known is not None else 1
    draft.messages[number] = Message(number, version, dict(event.fields), line, actor)
    draft.fact(Moment.MESSAGE_SAVED, line=line, actor=actor, message=number, version=version)


def _message_relayed(draft: Draft, event: MessageRelayed) -> None:
    message = draft.messages.get(event.message)
    if message is not None:
        draft.fact(Moment.MESSAGE_RELAYED, line=message.line, actor=message.actor, message=message.id, to=event.to)


# --- timers ----------------------------------------------------------------------------------------------------------


def _scripted_event(draft: Draft, n: str) -> None:
    happening = draft.scene.script.events[int(n)]
    if happening.fault is None:
        _alarm(draft, happening.alarm)
        return
    switchboard.fault(draft, happening.line, happening.fault)
    if happening.lasts is not None:
        draft.timer(f"clear:{happening.line}", happening.lasts)


def _alarm(draft: Draft, text: str) -> None:
    """Fire or earthquake where the operator is: whom the operator has on the line now is to be left (C2.3.4)."""
    draft.tone(ROOM, Tone.ALARM)
    draft.timer(f"siren:{ROOM}", SIREN_MS)
    here = draft.line_here
    draft.fact(Moment.ALARM, line=here.number if here is not None else "", text=text)


def _long_call(draft: Draft, line: str) -> None:
    if draft.lines[line].status in (LineStatus.CONNECTED, LineStatus.CONFERENCE):
        draft.fact(Moment.LONG_CALL, line=line, connected_ms=draft.t - draft.lines[line].since)


def _duty_changes(draft: Draft, argument: str) -> None:
    expected = duty_mode(draft.scene.company.duty, draft.scene.script.clock, draft.t)
    draft.fact(Moment.MODE_EXPECTED, mode=expected)
    _await_change_of_duty(draft)


def _await_change_of_duty(draft: Draft) -> None:
    wait = until_change(draft.scene.company.duty, draft.scene.script.clock, draft.t)
    if wait is not None:
        draft.timer("duty", wait)


def _over(draft: Draft, argument: str) -> None:
    ending.finish(draft, ending.FINISHED)


_TIMERS: dict[str, Callable[[Draft, str], None]] = {
    "caller": switchboard.ring,
    "ring": switchboard.abandon,
    "attend": switchboard.attend,
    "hold": switchboard.hold_runs_out,
    "outside": switchboard.outside_answers,
    "talk": switchboard.talk_ends,
    "long": _long_call,
    "reach": switchboard.exchange_knows,
    "lift": switchboard.lifts,
    "unanswered": switchboard.nobody_lifts,
    "refused": switchboard.refusal_over,
    "silence": dialogue.silence,
    "yield": lambda draft, speech: dialogue.talked_over(draft, int(speech)),
    "event": _scripted_event,
    "clear": switchboard.clear_fault,
    "siren": lambda draft, channel: draft.stop_tone(channel),
    "due": appointments.fall_due,
    "duty": _duty_changes,
    "after": _over,
}


# --- what follows from facts -----------------------------------------------------------------------------------------


def _spread_news(draft: Draft) -> None:
    """Facts set off scripted events and are noticed by people, who may hang up or cause further facts."""
    while draft.news or draft.leaving:
        if draft.leaving:
            actor, reason = draft.leaving.pop(0)
            switchboard.gone(draft, actor, reason)
            continue
        fact = draft.news.pop(0)
        _set_off(draft, fact)
        dialogue.notice(draft, fact)


def _set_off(draft: Draft, fact: Fact) -> None:
    for n, happening in enumerate(draft.scene.script.events):
        key = f"event:{n}"
        here = not happening.line or fact.line in ("", happening.line)
        if key not in draft.triggered and here and _is(happening.on, fact):
            draft.set_off(key, happening.delay)
    for actor, caller in draft.scene.script.callers.items():
        key = f"caller:{actor}"
        if key not in draft.triggered and _is(caller.rings_on, fact):
            draft.ringing_due.add(actor)
            draft.set_off(key, SCRIPTED_RING_MS)


def _is(ref: MomentRef | None, fact: Fact) -> bool:
    return ref is not None and ref.moment is fact.moment and ref.about in ("", fact.about)

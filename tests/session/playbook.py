"""Playbooks: a session written down as what comes in (``>>``) and what goes out (``<<``), compared line by line.

    >> 2000 press answer 1
    << fact answered line=1 actor=wang ring_ms=2000

What comes in: ``T press KEY [ARGUMENT]``, ``T speaks N``, ``T pauses N``, ``T heard N TEXT``, ``T dropped N``,
``T ended SPEECH PLAYED [cut]``, ``T timer NAME``, ``T save FIELD=VALUE ...``, ``T relay N TO``,
``T report LINE FAULT EXT``, ``T help KIND``, ``T stop REASON``, ``T start``.  Timers and their cancelling are only
compared where a playbook mentions timers at all.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

from simulator.model.checks import RecordField
from simulator.model.effects import (
    CancelTimer,
    Effect,
    Finish,
    LineNoise,
    PlayTone,
    Record,
    Refuse,
    Say,
    StartTimer,
    StopSaying,
    StopTone,
)
from simulator.model.events import (
    Event,
    FaultReported,
    Heard,
    HelpUsed,
    KeyPressed,
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
from simulator.model.moments import Moment
from simulator.model.script import KeyName, LineFault
from simulator.model.speech import Source, Transcript, Utterance
from simulator.session.scene import Scene
from simulator.session.state import State
from simulator.session.step import initial, step


def play(scene: Scene, playbook: str, state: State | None = None) -> State:
    """Run a playbook; fails with a diff of what went out.  Returns the state it ends in."""
    written = [line.strip() for line in playbook.strip().splitlines() if line.strip()]
    with_timers = any(line.startswith("<< timer") for line in written)
    state = state or initial(scene)
    happened: list[str] = []
    for line in written:
        if not line.startswith(">>"):
            continue
        happened.append(line)
        t, event = _event(line.removeprefix(">>").split())
        state, effects = step(scene, state, t, event)
        happened += [f"<< {text}" for text in _shown(effects, with_timers)]
    if happened != written:
        raise AssertionError("\n" + "\n".join(difflib.unified_diff(written, happened, "playbook", "session", n=4)))
    return state


def _event(words: list[str]) -> tuple[int, Event]:
    t, kind, *rest = words
    match kind, rest:
        case "start", []:
            event: Event = Start()
        case "press", [key, *argument]:
            event = KeyPressed(KeyName(key), " ".join(argument))
        case "speaks", [n]:
            event = SpeechBegan(int(n))
        case "pauses", [n]:
            event = SpeechPaused(int(n))
        case "dropped", [n]:
            event = SpeechDropped(int(n))
        case "heard", [n, text]:
            event = Heard(Utterance(int(n), int(t) - 2000, int(t) - 720, Source.VOICE), Transcript(text))
        case "ended", [speech, played, *cut]:
            event = VoiceEnded(int(speech), int(played), complete=not cut)
        case "timer", [name]:
            event = TimerFired(name)
        case "save", fields:
            pairs = (field.partition("=") for field in fields)
            event = MessageSaved({RecordField(name): value for name, _, value in pairs})
        case "relay", [message, to]:
            event = MessageRelayed(int(message), to)
        case "report", [line, fault, extension]:
            event = FaultReported(line, LineFault(fault), extension)
        case "help", [kind]:
            event = HelpUsed(kind)
        case "stop", [reason]:
            event = Stop(reason)
        case _:
            raise ValueError(words)
    return int(t), event


def _shown(effects: tuple[Effect, ...], with_timers: bool) -> Iterator[str]:
    for effect in effects:
        match effect:
            case Record(fact):
                where = {"line": fact.line, "actor": fact.actor, "extension": fact.extension, "about": fact.about}
                pairs = [f"{name}={value}" for name, value in where.items() if value]
                pairs += _said(fact.detail) if fact.moment is Moment.SAID else _listed(fact.detail)
                yield " ".join(["fact", fact.moment.value, *pairs])
            case Say(speech, actor, line, fault, audible, slow):
                marks = ([fault.value] if fault else []) + ([] if audible else ["inaudible"])
                marks += ["slowly"] if slow else []
                yield " ".join(["say", str(speech), actor, line.text, *marks])
            case StopSaying(speech):
                yield f"hush {speech}"
            case PlayTone(channel, tone):
                yield f"tone {channel} {tone.value}"
            case StopTone(channel):
                yield f"silence {channel}"
            case LineNoise(fault):
                yield f"noise {fault.value if fault else 'none'}"
            case Refuse(key, why):
                yield f"refuse {key.value} {why.value}"
            case Finish(reason):
                yield f"finish {reason}"
            case StartTimer(timer, due) if with_timers:
                yield f"timer {timer} {due}"
            case CancelTimer(timer) if with_timers:
                yield f"cancel {timer}"


def _listed(detail: Mapping[str, object]) -> list[str]:
    return [f"{name}={','.join(value) if isinstance(value, list) else value}" for name, value in detail.items()]


def _said(detail: Mapping[str, object]) -> list[str]:
    """A line that was said, without its words, which stand at ``say``."""
    marks = ["cut"] if detail["interrupted"] else []
    marks += [] if detail["audible"] else ["inaudible"]
    return [f"{name}={detail[name]}" for name in ("speech", "turn", "start", "end")] + marks

"""Performing a call: with an automatic trainee, by text or by voice, into a log or a whole record folder."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import simulator
from audio.ports import Ears, Pcm
from simulator.model.log import LOG_FORMAT, Entry, Header, Log
from simulator.model.problem import Exit, Problem
from simulator.model.script import Plan
from simulator.model.script import Say as SayStep
from simulator.model.text import Text
from simulator.phrases import matcher_id
from simulator.runtime.call import Call, Mouth, Watcher
from simulator.runtime.journal import Journal
from simulator.runtime.logfile import make_log
from simulator.runtime.loop import Loop
from simulator.runtime.record_folder import RecordFolder, create
from simulator.runtime.rehearsal import AsText, Delivery, PlanTrainee, RehearsalInbox, Trainee, VirtualMouth
from simulator.runtime.sound import Rendered
from simulator.runtime.voiced_rehearsal import AsVoice, Tape, VoicedMouth
from simulator.runtime.workspace import LoadedCall
from simulator.session.scene import Scene, speaking_rates

ENDPOINT_MS = 720
"""The pause after which an utterance has ended: callers do not cut in on pauses of up to 700 ms."""


@dataclass(frozen=True, slots=True)
class Cast:
    """The engines that take part: what hears the trainee, and how callers' lines and the trainee's clips sound."""

    ears: Ears
    rendered: Rendered
    voice: str
    clip: Callable[[SayStep], Pcm]
    witness: Ears | None = None


def scene_of(loaded: LoadedCall, seed: int) -> Scene:
    """The call with its matcher."""
    return Scene(loaded.script, loaded.company, loaded.rulebook, loaded.lexicon, seed)


def new_seed() -> int:
    """A seed nobody can foresee; it is in the header, so every choice can be drawn again."""
    return secrets.randbits(48)


def plan_of(loaded: LoadedCall, name: str) -> Plan:
    """The plan with this name.  Raises ``Problem`` naming those there are."""
    plans = loaded.plans.plans if loaded.plans is not None else {}
    if name not in plans:
        known = "、".join(plans) or "-"
        raise Problem(
            Exit.FILES,
            Text(f"来电 {loaded.script.id} 没有名为 {name} 的方案", f"call {loaded.script.id} has no plan {name}"),
            Text(f"现有方案：{known}", f"plans there are: {known}"),
        )
    return plans[name]


def header_of(
    loaded: LoadedCall,
    *,
    seed: int,
    trainee: str,
    mode: str,
    ears: str,
    voice: str,
    degraded: tuple[str, ...] = (),
    half_duplex: bool = False,
    endpoint_ms: int = ENDPOINT_MS,
) -> Header:
    """Everything decided before the first ring."""
    return Header(
        format=LOG_FORMAT,
        program=simulator.__version__,
        call=loaded.script.id,
        trainee=trainee,
        mode=mode,
        seed=seed,
        started=datetime.now().astimezone().isoformat(timespec="seconds"),
        sources=tuple(source.described() for source in loaded.sources),
        ears=ears,
        voice=voice,
        matcher=matcher_id(),
        endpoint_ms=endpoint_ms,
        half_duplex=half_duplex,
        degraded=degraded,
        salt="" if mode == "rehearsal" else secrets.token_hex(16),
    )


def rehearse(loaded: LoadedCall, plan: Plan, seed: int = 1, recognition_ms: int = 0) -> Log:
    """A plan in plain text under the virtual clock, kept in memory."""
    scene = scene_of(loaded, seed)
    entries: list[Entry] = []
    perform(scene, plan, AsText.of(plan, recognition_ms), virtual_mouth(scene), entries.append)
    return make_log(_text_header(loaded, plan, seed), entries)


def rehearse_in_text(
    loaded: LoadedCall, plan: Plan, root: Path, seed: int, watchers: Sequence[Watcher] = ()
) -> RecordFolder:
    """The same, kept in a record folder."""
    scene = scene_of(loaded, seed)
    folder = record_folder(loaded, root)
    with Journal(folder.log, _text_header(loaded, plan, seed)) as journal:
        perform(scene, plan, AsText.of(plan), virtual_mouth(scene), journal.append, watchers)
    return folder


def rehearse_by_voice(
    loaded: LoadedCall, plan: Plan, root: Path, seed: int, cast: Cast, watchers: Sequence[Watcher] = ()
) -> RecordFolder:
    """A plan whose clips go through the real recogniser, with everything recorded."""
    scene = scene_of(loaded, seed)
    folder = record_folder(loaded, root)
    tape = Tape()
    delivery = AsVoice(cast.clip, cast.ears, ENDPOINT_MS, tape, cast.witness)
    mouths: list[VoicedMouth] = []

    def mouth(inbox: RehearsalInbox) -> Mouth:
        mouths.append(VoicedMouth(inbox, cast.rendered, tape, seed))
        return mouths[0]

    header = header_of(loaded, seed=seed, trainee=plan.id, mode="rehearsal", ears=cast.ears.identity, voice=cast.voice)
    with Journal(folder.log, header) as journal:
        perform(scene, plan, delivery, mouth, journal.append, watchers)
    mouths[0].catch_up()
    tape.write(folder.recording)
    return folder


def record_folder(loaded: LoadedCall, root: Path) -> RecordFolder:
    """A new record folder below ``root``, named by date, time and call."""
    return create(root, f"{datetime.now():%Y%m%d-%H%M%S}-{loaded.script.id}", loaded.sources)


def _text_header(loaded: LoadedCall, plan: Plan, seed: int) -> Header:
    return header_of(
        loaded,
        seed=seed,
        trainee=plan.id,
        mode="rehearsal",
        ears="text",
        voice="none",
        degraded=("rehearsal", "typed"),
    )


def virtual_mouth(scene: Scene) -> Callable[[RehearsalInbox], Mouth]:
    """Nothing sounds; lines take the time they would take."""
    return lambda inbox: VirtualMouth(inbox, speaking_rates(scene))


def perform(
    scene: Scene,
    plan: Plan,
    delivery: Delivery,
    mouth: Callable[[RehearsalInbox], Mouth],
    log: Callable[[Entry], None],
    watchers: Iterable[Watcher] = (),
) -> None:
    """Let a plan work a call to its end; every log entry goes to ``log``."""
    attend(scene, PlanTrainee(plan, delivery), mouth, log, watchers)


def attend(
    scene: Scene,
    trainee: Trainee,
    mouth: Callable[[RehearsalInbox], Mouth],
    log: Callable[[Entry], None],
    watchers: Iterable[Watcher] = (),
) -> None:
    """The same with anybody who can wait for their turn."""
    inbox = RehearsalInbox(trainee)
    call = Call(scene, mouth(inbox), log)
    call.watchers += [trainee, *watchers]
    loop = Loop(call, inbox)
    inbox.clock = loop.clock
    loop.run()

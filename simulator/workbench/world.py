"""A call under a virtual clock as one value that can be kept and continued in more than one way.

Timers and the ends of lines are part of it, so that ``session.step`` is all that is needed: nothing is read, drawn or
waited for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from simulator.model.effects import CancelTimer, Effect, Record, Say, StartTimer, StopSaying
from simulator.model.events import Event, Heard, SpeechBegan, SpeechPaused, Start, TimerFired, VoiceEnded
from simulator.model.moments import Moment
from simulator.model.speech import Source, Transcript, Utterance
from simulator.phrases import character_count
from simulator.session.scene import Scene
from simulator.session.state import LegStatus, State
from simulator.session.step import initial, traced
from simulator.session.trace import Spot

PAUSE_MS, RATE, THINKING_MS = 720, 200, 500
"""The pause that ends an utterance; characters a minute; from somebody's last word to what the operator does."""
MOST_STEPS = 400
"""Events to wait through for something to happen."""


@dataclass(frozen=True, slots=True)
class World:
    """A call at session ms ``t``.  ``timers``: due by name; ``voices``: when lines began and will end, by speech;
    ``taken``: the places of dialogues that the last action came through; ``facts`` what it brought about."""

    scene: Scene
    state: State
    t: int = 0
    timers: Mapping[str, int] = field(default_factory=dict)
    voices: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    utterances: int = 0
    taken: tuple[Spot, ...] = ()
    facts: tuple[Moment, ...] = ()
    effects: tuple[Effect, ...] = ()

    @property
    def listeners(self) -> tuple[str, ...]:
        """Whom the operator would speak to now."""
        leg, line = self.state.legs.get(self.state.at), self.state.lines.get(self.state.at)
        if line is not None and line.actor:
            return (line.actor,)
        return (f"ext:{leg.extension}",) if leg is not None and leg.status is LegStatus.TALKING else ()


def beginning(scene: Scene) -> World:
    """The board before anybody has rung."""
    return _fed(World(scene, initial(scene)), 0, Start())


def done(world: World, event: Event) -> World:
    """The operator does something; then everybody says what they have to say."""
    acting = _until(replace(world, taken=(), facts=()), world.t + THINKING_MS)
    return _quiet(_fed(acting, acting.t, event))


def said(world: World, text: str) -> World:
    """The operator says something and is answered."""
    world = _until(replace(world, taken=(), facts=()), world.t + THINKING_MS)
    number, start = world.utterances + 1, world.t
    end = start + max(300, character_count(text) * 60_000 // RATE)
    world = _fed(replace(world, utterances=number), start, SpeechBegan(number))
    world = _fed(_until(world, end), end, SpeechPaused(number))
    heard = Heard(Utterance(number, start, end, Source.TYPED), Transcript(text))
    return _quiet(_fed(_until(world, end + PAUSE_MS), end + PAUSE_MS, heard))


def waited(world: World) -> World:
    """The operator does nothing until something has happened."""
    world = replace(world, taken=(), facts=())
    for _ in range(MOST_STEPS):
        world = _next(world)
        if world.state.finished or world.facts or world.taken or _next_due(world) is None:
            break
    return _quiet(world)


def _quiet(world: World) -> World:
    """When nobody speaks any more."""
    for _ in range(MOST_STEPS):
        if world.state.finished or world.state.quiet() or _next_due(world) is None:
            break
        world = _next(world)
    return world


def _until(world: World, t: int) -> World:
    """At ``t``, with all that was due before."""
    while not world.state.finished and (due := _next_due(world)) is not None and due <= t:
        world = _next(world)
    return replace(world, t=max(t, world.t))


def _next_due(world: World) -> int | None:
    times = [*world.timers.values(), *(end for _, end in world.voices.values())]
    return min(times, default=None)


def _next(world: World) -> World:
    """The next timer, or the end of the line that ends before it."""
    due = _next_due(world)
    if due is None:
        return world
    for speech, (began, end) in world.voices.items():
        if end == due:
            return _fed(world, due, VoiceEnded(speech, end - began, complete=True))
    name = next(name for name, at in world.timers.items() if at == due)
    rest = {other: at for other, at in world.timers.items() if other != name}
    return _fed(replace(world, timers=rest), due, TimerFired(name))


def _fed(world: World, t: int, event: Event) -> World:
    if isinstance(event, VoiceEnded):
        world = replace(world, voices={n: span for n, span in world.voices.items() if n != event.speech})
    t = max(t, world.t)
    state, effects, taken = traced(world.scene, world.state, t, event)
    timers, voices, cut = dict(world.timers), dict(world.voices), []
    for effect in effects:
        match effect:
            case StartTimer(name, due):
                timers.pop(name, None)  # it comes after those that were started before
                timers[name] = due
            case CancelTimer(name):
                timers.pop(name, None)
            case Say():
                voices[effect.speech] = (t, t + _duration(world.scene, effect))
            case StopSaying(speech) if speech in voices:
                cut.append((speech, t - voices.pop(speech)[0]))
    facts = tuple(effect.fact.moment for effect in effects if isinstance(effect, Record))
    after = World(
        world.scene,
        state,
        t,
        timers,
        voices,
        world.utterances,
        (*world.taken, *taken),
        (*world.facts, *facts),
        effects,
    )
    for speech, played in cut:
        after = replace(_fed(after, t, VoiceEnded(speech, played, complete=False)), effects=effects)
    return after


def _duration(scene: Scene, effect: Say) -> int:
    return max(300, character_count(effect.line.text) * 6_000_000 // (scene.voice(effect.actor).rate * effect.pace))

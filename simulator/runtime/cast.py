"""The engines of a call with sound, opened and closed together: recogniser, witness, voices, sound card."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import numpy as np

from audio.ears.choice import choose, open_ears
from audio.heap import give_back
from audio.ports import Ears, Pcm
from audio.soundcard import MiniaudioCard
from audio.stretch import at_speed
from audio.voice.choice import open_speaker
from audio.voice.studio import Studio
from simulator.model.effects import Say
from simulator.model.problem import Exit, Problem
from simulator.model.script import Line, Voice
from simulator.model.script import Say as SayStep
from simulator.model.text import Text
from simulator.runtime import folders
from simulator.runtime.live import Headset
from simulator.runtime.performance import Cast, scene_of
from simulator.runtime.sound import SLOW_SPEED
from simulator.runtime.workspace import LoadedCall
from simulator.session.scene import Scene, other_lines, spoken_lines

TRAINEE = Voice("female")
"""Who speaks the words of a plan that have no recording."""

Progress = Callable[[int, int], None]


@contextmanager
def cast_for(loaded: LoadedCall, seed: int, ears: str, witness: str, speaker: str) -> Iterator[Cast]:
    """For a rehearsal by voice; lines are rendered when they are needed."""
    with ExitStack() as stack:
        scene = scene_of(loaded, seed)
        callers, trainee, voice = _studios(loaded, scene, speaker)
        yield Cast(
            ears=_ears(ears, stack),
            rendered=_voices(scene, callers),
            voice=voice,
            clip=lambda step: _clip(trainee, step),
            witness=_ears(witness, stack) if witness else None,
        )


@contextmanager
def headset_for(
    loaded: LoadedCall,
    seed: int,
    ears: str,
    witness: str,
    speaker: str,
    half_duplex: bool,
    progress: Progress = lambda done, total: None,
) -> Iterator[Headset]:
    """For a person: the script's lines are rendered first, so that nobody waits for a synthesiser.

    What an extension says that is called outside of the script is rendered while the call goes on.
    """
    card = MiniaudioCard()
    _try_out(card)
    with ExitStack() as stack:
        scene = scene_of(loaded, seed)
        callers, _, voice = _studios(loaded, scene, speaker)
        callers.prepare(((line, spec) for _, line, spec in spoken_lines(scene)), progress)
        stack.enter_context(_in_background(callers, [(line, spec) for _, line, spec in other_lines(scene)]))
        yield Headset(
            card=card,
            ears=_ears(ears, stack),
            rendered=_voices(scene, callers),
            voice=voice,
            witness=_ears(witness, stack) if witness else None,
            half_duplex=half_duplex,
        )


def _try_out(card: MiniaudioCard) -> None:
    """Open and close the devices, so that a missing one is told before anything else is done."""
    card.start(lambda pcm: None, lambda n: np.zeros(n, dtype=np.int16), lambda device: None)
    card.stop()


@contextmanager
def _in_background(studio: Studio, lines: list[tuple[Line, Voice]]) -> Iterator[None]:
    """Render lines on a thread of their own, until all are done or the call is over."""
    over = threading.Event()

    def work() -> None:
        for line, voice in lines:
            if over.is_set():
                return
            studio.line(line, voice)
        give_back()  # long lines took 20 MB

    thread = threading.Thread(target=work, name="studio", daemon=True)
    thread.start()
    yield
    over.set()
    thread.join()


def _studios(loaded: LoadedCall, scene: Scene, speaker: str) -> tuple[Studio, Studio, str]:
    """What callers' lines and the trainee's clips come from, and the name of the voice."""
    engine = open_speaker(speaker, folders.models() / "kokoro")
    people = loaded.company.people.values()
    names = [loaded.company.name, *(person.name for person in people)]
    names += [caller.actor.name for caller in loaded.script.callers.values()]
    cache = folders.cache() / "voices"
    callers = Studio(engine, cache, names=names, recordings=loaded.folder)
    trainee = Studio(engine, cache, names=names, recordings=loaded.folder, finish=lambda pcm: pcm)
    return callers, trainee, engine.identity


def _voices(scene: Scene, studio: Studio) -> Callable[[Say], Pcm]:
    def rendered(effect: Say) -> Pcm:
        voice = studio.line(effect.line, scene.voice(effect.actor))
        return at_speed(voice, SLOW_SPEED) if effect.slow else voice

    return rendered


def _clip(studio: Studio, step: SayStep) -> Pcm:
    return studio.line(Line(step.text, step.recording), TRAINEE)


def _ears(wanted: str, stack: ExitStack) -> Ears:
    choice = choose(wanted, folders.models())
    ears = open_ears(choice)
    if ears is None:
        raise Problem(
            Exit.MISSING,
            choice.why,
            Text("或者用 --trainee typed 打字练习。", "or practise by typing with --trainee typed."),
        )
    stack.callback(ears.close)
    return ears

"""The engines of a call with sound, opened and closed together: recogniser, witness, voices, sound card."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import numpy as np

from audio.ears.choice import choose, open_ears
from audio.heap import give_back
from audio.line import telephone
from audio.ports import Ears, Pcm, Speaker
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
from simulator.runtime.sound import speed_of
from simulator.runtime.workspace import LoadedCall
from simulator.session.scene import Scene, other_lines, spoken_lines

TRAINEE = Voice("female")
"""Who speaks the words of a plan that have no recording."""

Progress = Callable[[int, int], None]


@contextmanager
def cast_for(loaded: LoadedCall, seed: int, ears: str, witness: str, speaker: str) -> Iterator[Cast]:
    """For a rehearsal by voice; lines are rendered when they are needed."""
    with ExitStack() as stack:
        engine = open_speaker(speaker, folders.models() / "kokoro")
        hearing = opened_ears(ears, stack)
        yield cast_of(loaded, seed, hearing, engine, opened_ears(witness, stack) if witness else None)


def cast_of(loaded: LoadedCall, seed: int, ears: Ears, engine: Speaker, witness: Ears | None = None) -> Cast:
    """The same with engines that are open."""
    callers, trainee = callers_studio(loaded, engine), _studio(loaded, engine, lambda pcm: pcm)
    return Cast(
        ears=ears,
        rendered=voices(scene_of(loaded, seed), callers),
        voice=engine.identity,
        clip=lambda step: _clip(trainee, step),
        witness=witness,
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
        engine = open_speaker(speaker, folders.models() / "kokoro")
        callers = callers_studio(loaded, engine)
        callers.prepare(((line, spec) for _, line, spec in spoken_lines(scene)), progress)
        stack.enter_context(in_background(callers, [(line, spec) for _, line, spec in other_lines(scene)]))
        yield Headset(
            card=card,
            ears=opened_ears(ears, stack),
            rendered=voices(scene, callers),
            voice=engine.identity,
            witness=opened_ears(witness, stack) if witness else None,
            half_duplex=half_duplex,
        )


def _try_out(card: MiniaudioCard) -> None:
    """Open and close the devices, so that a missing one is told before anything else is done."""
    card.start(lambda pcm: None, lambda n: np.zeros(n, dtype=np.int16), lambda device: None)
    card.stop()


@contextmanager
def in_background(studio: Studio, lines: list[tuple[Line, Voice]]) -> Iterator[None]:
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


def callers_studio(loaded: LoadedCall, engine: Speaker) -> Studio:
    """What callers' lines come from, as they come out of the telephone line."""
    return _studio(loaded, engine, telephone)


def _studio(loaded: LoadedCall, engine: Speaker, finish: Callable[[Pcm], Pcm]) -> Studio:
    people = loaded.company.people.values()
    names = [loaded.company.name, *(person.name for person in people)]
    names += [caller.actor.name for caller in loaded.script.callers.values()]
    return Studio(engine, folders.cache() / "voices", names=names, recordings=loaded.folder, finish=finish)


def voices(scene: Scene, studio: Studio) -> Callable[[Say], Pcm]:
    """How a line sounds when somebody says it in this scene."""

    def rendered(effect: Say) -> Pcm:
        voice = studio.line(effect.line, scene.voice(effect.actor))
        return at_speed(voice, speed_of(effect))

    return rendered


def _clip(studio: Studio, step: SayStep) -> Pcm:
    return studio.line(Line(step.text, step.recording), TRAINEE)


def opened_ears(wanted: str, stack: ExitStack) -> Ears:
    """The recogniser, closed with the stack.  Raises ``Problem`` with ``MISSING``."""
    choice = choose(wanted, folders.models())
    ears = open_ears(choice)
    if ears is None:
        raise Problem(
            Exit.MISSING,
            choice.why,
            Text("可以打字练习（命令行加 --trainee typed）。", "Practise by typing (in a terminal --trainee typed)."),
        )
    stack.callback(ears.close)
    return ears


def require_identity(ears: Ears, fixed: str) -> None:
    """Refuse another recogniser than the one that a course fixes; an empty ``fixed`` is any."""
    if fixed and ears.identity != fixed:
        raise Problem(
            Exit.REFUSED,
            Text(
                f"这里的识别引擎是 {ears.identity}，课程规定 {fixed}。",
                f"the recogniser here is {ears.identity}, the course fixes {fixed}.",
            ),
            Text("安装课程规定的模型（zongji models list）。", "install that model (zongji models list)."),
        )

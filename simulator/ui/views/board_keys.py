"""Which keys of the board would do something now, asked of the session core itself: a key is pressed on the immutable
state, and what it would lead to is thrown away.  No rule of the keys is written down here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from simulator.model.effects import Refusal, Refuse
from simulator.model.events import KeyPressed
from simulator.model.script import KeyName
from simulator.session.calendar import AUTOMATIC, MANUAL
from simulator.session.scene import Scene
from simulator.session.state import State
from simulator.session.step import step


class Needs(StrEnum):
    """What a key is pressed with."""

    NOTHING = "nothing"
    LINE = "line"
    EXTENSION = "extension"
    NUMBER = "number"
    MODE = "mode"


NEEDS: dict[KeyName, Needs] = {
    KeyName.ANSWER: Needs.LINE,
    KeyName.RETRIEVE: Needs.LINE,
    KeyName.TRANSFER: Needs.EXTENSION,
    KeyName.CONSULT: Needs.EXTENSION,
    KeyName.DIAL_OUT: Needs.NUMBER,
    KeyName.MODE: Needs.MODE,
}
_ANY_NUMBER = "1"


@dataclass(frozen=True, slots=True)
class KeyState:
    """Whether a key would act.

    ``lines`` are the lines it would act on; ``plain``: it acts without a line or number named; ``why`` is the
    reason where it would be refused.
    """

    key: KeyName
    needs: Needs
    enabled: bool
    plain: bool = False
    lines: tuple[str, ...] = ()
    why: Refusal | None = None


def key_states(scene: Scene, state: State, t: int) -> tuple[KeyState, ...]:
    """Every key in the order of the board.  The answer for the state asked about last is kept ready: a window asks
    sixty times a second and the state changes a few times."""
    for kept_scene, kept_state, answer in _READY:
        if kept_scene is scene and kept_state is state:
            return answer
    answer = tuple(_key_state(scene, state, t, key) for key in KeyName)
    _READY[:] = [(scene, state, answer)]
    return answer


def refusal(scene: Scene, state: State, t: int, key: KeyName, argument: str = "") -> Refusal | None:
    """Why the key would do nothing; None where it would act.  ``t`` is session ms, not before the last step."""
    _, effects = step(scene, state, t, KeyPressed(key, argument))
    return next((effect.why for effect in effects if isinstance(effect, Refuse)), None)


def line_press(scene: Scene, state: State, t: int, number: str) -> tuple[KeyName, str] | None:
    """What pressing a line's own button means: to answer or to take back, whichever would act; else None."""
    for key in (KeyName.ANSWER, KeyName.RETRIEVE):
        if number in state.lines and not state.finished and refusal(scene, state, t, key, number) is None:
            return key, number
    return None


def _key_state(scene: Scene, state: State, t: int, key: KeyName) -> KeyState:
    needs = NEEDS.get(key, Needs.NOTHING)
    if state.finished:
        return KeyState(key, needs, enabled=False)
    plain = refusal(scene, state, t, key, _typical(scene, state, needs))
    lines: tuple[str, ...] = ()
    if needs is Needs.LINE:
        lines = tuple(number for number in state.lines if refusal(scene, state, t, key, number) is None)
    enabled = plain is None or bool(lines)
    acts_alone = plain is None and needs in (Needs.NOTHING, Needs.LINE, Needs.MODE)
    return KeyState(key, needs, enabled, acts_alone, lines, None if enabled else plain)


def _typical(scene: Scene, state: State, needs: Needs) -> str:
    """An argument with which nothing but the state of the board can make the key fail."""
    match needs:
        case Needs.EXTENSION:
            return next(iter(_free_extensions(scene, state)), "")
        case Needs.NUMBER:
            return _ANY_NUMBER
        case Needs.MODE:
            return other_mode(state)
        case _:
            return ""


def other_mode(state: State) -> str:
    """The mode that the mode key would switch to."""
    return MANUAL if state.automatic else AUTOMATIC


def _free_extensions(scene: Scene, state: State) -> Iterator[str]:
    return (number for number in scene.company.extensions if number not in state.legs)


_READY: list[tuple[Scene, State, tuple[KeyState, ...]]] = []

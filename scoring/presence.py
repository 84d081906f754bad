"""Where each caller was, from the facts: with the operator, on hold, hearing ringback, put through, gone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from simulator.model.moments import Moment
from simulator.model.script import KeyName, LineFault

REFUSAL_TONE_MS = 2_100
"""Three bursts of the busy tone (0.35/0.35 s): how long a refused call is heard as a tone, which is not silence."""


class Presence(StrEnum):
    """What a caller lives through."""

    RINGING = "ringing"
    AUTOMATIC = "automatic"
    TALKING = "talking"  # with the operator
    HELD = "held"
    TRANSFERRING = "transferring"  # hears the extension ring
    CONNECTED = "connected"  # talks with an extension
    CONFERENCE = "conference"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Stretch:
    """One caller in one situation from ``start`` to ``end`` (session ms)."""

    call: str
    presence: Presence
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tone:
    """A signalling tone that operator and caller heard."""

    call: str
    start: int
    end: int


_BY_MOMENT: dict[Moment, Presence] = {
    Moment.RINGING: Presence.RINGING,
    Moment.AUTO_ANSWERED: Presence.AUTOMATIC,
    Moment.ANSWERED: Presence.TALKING,
    Moment.RETRIEVED: Presence.TALKING,
    Moment.CALLED_BACK: Presence.TALKING,
    Moment.HELD: Presence.HELD,
    Moment.CONNECTED: Presence.CONNECTED,
    Moment.CONFERENCE: Presence.CONFERENCE,
}
_REFUSALS = frozenset({Moment.EXTENSION_BUSY, Moment.EXTENSION_ABSENT, Moment.EXTENSION_OUT_OF_ORDER})
_WITH_COLLEAGUE = (Presence.CONNECTED, Presence.CONFERENCE)


class PresenceTracker:
    """Follows the callers through one log; takes the facts in their order."""

    def __init__(self) -> None:
        self.stretches: list[Stretch] = []
        self.tones: list[Tone] = []
        self._now: dict[str, tuple[Presence, int]] = {}
        self._here = ""  # the call that the operator's headset is on

    def fact(self, t: int, moment: Moment, call: str, *, by_staff: bool, private: bool, dead: bool, away: bool) -> bool:
        """Take a fact.  ``away``: the fact says that the operator left the line or seized another.

        True when the caller is gone from this call with it."""
        if away:
            self._here = ""
        if not call:
            return False
        if moment in _BY_MOMENT:
            self._enter(t, call, _BY_MOMENT[moment])
            if moment in (Moment.ANSWERED, Moment.RETRIEVED, Moment.CALLED_BACK, Moment.CONFERENCE):
                self._here = call
            return False
        if moment is Moment.DIALLED and not private:
            self._enter(t, call, Presence.TRANSFERRING)
        elif moment in _REFUSALS or moment is Moment.EXTENSION_NO_ANSWER:
            self._refused(t, call, moment, private=private)
        elif moment is Moment.HUNG_UP and by_staff:
            self._back(t, call, _WITH_COLLEAGUE)
        elif moment is Moment.HUNG_UP or dead:
            return self._leave(t, call)
        elif moment is Moment.RELEASED:
            return self._released(t, call)
        return False

    def key(self, t: int, key: KeyName) -> None:
        """The cancel key takes a caller back from a transfer without a fact of its own."""
        if key is KeyName.CANCEL and self._here:
            self._back(t, self._here, (Presence.TRANSFERRING,))

    def finish(self, t: int) -> None:
        """The log ends."""
        for call in list(self._now):
            self._enter(t, call, Presence.GONE)

    def _enter(self, t: int, call: str, presence: Presence) -> None:
        was, since = self._now.get(call, (Presence.GONE, t))
        if was is presence:
            return
        if was is not Presence.GONE:
            self.stretches.append(Stretch(call, was, since, t))
        self._now[call] = (presence, t)

    def _refused(self, t: int, call: str, moment: Moment, *, private: bool) -> None:
        if private:
            return
        if moment in _REFUSALS:
            self.tones.append(Tone(call, t, t + REFUSAL_TONE_MS))
        self._back(t, call, (Presence.TRANSFERRING,))

    def _back(self, t: int, call: str, only_from: tuple[Presence, ...]) -> None:
        if self._here == call and self._now[call][0] in only_from:
            self._enter(t, call, Presence.TALKING)

    def _leave(self, t: int, call: str) -> bool:
        self._enter(t, call, Presence.GONE)
        if self._here == call:
            self._here = ""
        return True

    def _released(self, t: int, call: str) -> bool:
        if self._now.get(call, (Presence.GONE, t))[0] in (Presence.TRANSFERRING, *_WITH_COLLEAGUE):
            return False
        return self._leave(t, call)


def kills(moment: Moment, kind: object) -> bool:
    """Whether a fact is a line going dead, which takes its call with it."""
    return moment is Moment.LINE_FAULT and kind == LineFault.DEAD.value

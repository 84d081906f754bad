"""The outside lines as the board shows them: lamps, the three-ring clock, timers, and who is on them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from simulator.model import wording as names
from simulator.model.checks import RecordField
from simulator.model.ring import RING_ON_MS, RING_PERIOD_MS, rings_begun
from simulator.model.script import KeyName
from simulator.model.text import Lang, Text, heading
from simulator.session.keys import RINGS_WITHOUT_GREETING_LATE
from simulator.session.state import LineStatus, OutsideLine
from simulator.ui.shown import Snapshot
from simulator.ui.views.board_keys import KeyState
from simulator.ui.views.clocks import duration


class Lamp(StrEnum):
    """What the lamp of a line says; never by colour alone: each has its text, and blinking has its own signs."""

    OFF = "off"
    RINGING = "ringing"
    URGENT = "urgent"  # rings with priority
    ACTIVE = "active"
    HELD = "held"
    THROUGH = "through"  # caller and extension talk, or ring, without the operator
    FAULT = "fault"


class Blink(StrEnum):
    """How the lamp goes on and off."""

    STEADY = "steady"
    SLOW = "slow"  # on hold
    FAST = "fast"  # rings, or a held caller is tired of waiting


@dataclass(frozen=True, slots=True)
class RingClock:
    """The three-ring clock.  ``bursts`` begun (from 1), ``position`` ms in the cadence of ``RING_PERIOD_MS``;
    ``sounding`` during the burst; ``left_ms`` until answering is late, ``late`` once it is."""

    bursts: int
    position: int
    sounding: bool
    left_ms: int
    late: bool


@dataclass(frozen=True, slots=True)
class LineView:
    """An outside line.  Times are ms; ``hold_ms`` is -1 unless held; ``press`` says what its own button would do."""

    number: str
    name: str
    status: str
    lamp: Lamp
    blink: Blink
    who: str
    detail: str
    here: bool
    spare: bool
    urgent: bool
    impatient: bool
    elapsed_ms: int
    elapsed: str
    hold_ms: int = -1
    ring: RingClock | None = None
    fault: str = ""
    press: KeyName | None = None
    hot_key: str = ""


def line_view(snapshot: Snapshot, line: OutsideLine, now: int, lang: Lang, states: tuple[KeyState, ...]) -> LineView:
    """A line at session ms ``now``."""
    spare = line.number == snapshot.scene.company.spare_line
    here = snapshot.state.at == line.number
    party = snapshot.state.parties.get(line.actor)
    impatient = line.status is LineStatus.HELD and party is not None and party.impatient
    elapsed = 0 if line.status is LineStatus.IDLE else max(0, now - line.since)
    name = (
        Text(f"备用线 {line.number}", f"Spare {line.number}")
        if spare
        else Text(f"外线 {line.number}", f"Line {line.number}")
    )
    lamp, blink = _lamp(line, here, impatient)
    pressed = (one.key for one in states if line.number in one.lines)
    return LineView(
        number=line.number,
        name=name[lang],
        status=heading(names.LINES[line.status])[lang],
        lamp=lamp,
        blink=blink,
        who=_who(snapshot, line, lang),
        detail=_detail(snapshot, line, lang),
        here=here,
        spare=spare,
        urgent=line.urgent and line.status is not LineStatus.IDLE,
        impatient=impatient,
        elapsed_ms=elapsed,
        elapsed=duration(elapsed) if line.status is not LineStatus.IDLE else "",
        hold_ms=elapsed if line.status is LineStatus.HELD else -1,
        ring=ring_clock(elapsed) if line.status is LineStatus.RINGING else None,
        fault=heading(names.FAULTS[line.fault])[lang] if line.fault is not None else "",
        press=next(pressed, None),
        hot_key=line.number if len(line.number) == 1 else "",
    )


def ring_clock(ringing_ms: int) -> RingClock:
    """The three-ring clock after so much ringing."""
    bursts, limit = rings_begun(ringing_ms), (RINGS_WITHOUT_GREETING_LATE - 1) * RING_PERIOD_MS
    position = ringing_ms % RING_PERIOD_MS
    late = bursts >= RINGS_WITHOUT_GREETING_LATE
    return RingClock(bursts, position, position < RING_ON_MS, max(0, limit - ringing_ms), late)


def _lamp(line: OutsideLine, here: bool, impatient: bool) -> tuple[Lamp, Blink]:
    match line.status:
        case LineStatus.DEAD:
            return Lamp.FAULT, Blink.STEADY
        case LineStatus.RINGING:
            return Lamp.URGENT if line.urgent else Lamp.RINGING, Blink.FAST
        case LineStatus.HELD:
            return Lamp.HELD, Blink.FAST if impatient else Blink.SLOW
        case LineStatus.IDLE:
            return (Lamp.FAULT if line.fault is not None else Lamp.OFF), Blink.STEADY
        case _ if line.fault is not None and here:
            return Lamp.FAULT, Blink.STEADY
        case _:
            return Lamp.ACTIVE if here else Lamp.THROUGH, Blink.STEADY


def _who(snapshot: Snapshot, line: OutsideLine, lang: Lang) -> str:
    """The party as far as the operator can know: by the operator's own notes, by the number dialled, else outside."""
    if line.status is LineStatus.DIALLING:
        return line.dialled
    if not line.actor:
        return ""
    note = next((m for m in reversed(tuple(snapshot.state.messages.values())) if m.actor == line.actor), None)
    if note is not None:
        written = (note.fields.get(RecordField.ORGANISATION, ""), note.fields.get(RecordField.CALLER, ""))
        known = " ".join(word for word in written if word)
        if known:
            return known
    return line.dialled or Text("外线来电", "Outside caller")[lang]


def _detail(snapshot: Snapshot, line: OutsideLine, lang: Lang) -> str:
    """With whom the line has to do inside the house."""
    leg = snapshot.state.leg_for(line.number)
    if leg is None or line.status is LineStatus.IDLE:
        return ""
    holder = snapshot.scene.company.holder_name(leg.extension)
    if leg.private:
        return Text(f"正在咨询 {leg.extension} {holder}", f"asking {leg.extension} {holder}")[lang]
    return f"→ {leg.extension} {holder}"

"""The ring clock and the tones of the Chinese network (and a fire alarm), as facts that the core and the sound share.

Cadences are strings of ``frequency/on_ms`` with frequency 0 for silence, repeated for as long as the tone lasts
(``450/1000,0/4000``).  Figures: national signalling tone plan, 450 +- 25 Hz.
"""

from __future__ import annotations

from enum import StrEnum

RING_ON_MS = 1_000
RING_OFF_MS = 4_000
RING_PERIOD_MS = RING_ON_MS + RING_OFF_MS


class Tone(StrEnum):
    """A tone that the operator or a caller can hear."""

    RING = "ring"
    DIAL = "dial"
    RINGBACK = "ringback"
    BUSY = "busy"
    CONGESTION = "congestion"
    CALL_WAITING = "call_waiting"
    VACANT = "vacant"
    RECORD = "record"
    ALARM = "alarm"  # not of the network: a fire alarm in the room


CADENCES: dict[Tone, str] = {
    Tone.RING: "450/1000,0/4000",
    Tone.DIAL: "450/1000",
    Tone.RINGBACK: "450/1000,0/4000",
    Tone.BUSY: "450/350,0/350",
    Tone.CONGESTION: "450/700,0/700",
    Tone.CALL_WAITING: "450/400,0/4000",
    Tone.VACANT: "450/100,0/100,450/100,0/100,450/100,0/100,450/400,0/400",
    Tone.RECORD: "950/400,0/10000",
    Tone.ALARM: "800/400,0/200",
}


def rings_begun(ringing_ms: int) -> int:
    """How many bursts have begun after ``ringing_ms`` of ringing: 1 at 0, 4 at 15,000."""
    return ringing_ms // RING_PERIOD_MS + 1

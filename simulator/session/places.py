"""Who is where: on which line or extension people are, whom they hear, and with whom they talk."""

from __future__ import annotations

from simulator.model.script import LineFault
from simulator.session.draft import Draft
from simulator.session.scene import ATTENDANT, is_attendant, staff_actor_id
from simulator.session.state import LegStatus, LineStatus, Listening


def listeners(draft: Draft, utterance: int) -> Listening:
    """Who hears the operator now."""
    leg, line = draft.leg_here, draft.line_here
    if leg is not None:
        staff = staff_actor_id(leg.extension)
        return Listening(utterance, (staff,) if leg.status is LegStatus.TALKING else (), leg.line, leg.extension)
    if line is None or not line.actor:
        return Listening(utterance, (), line.number if line is not None else "", "")
    own = draft.leg_for(line.number)
    if own is not None and line.status in (LineStatus.CONNECTED, LineStatus.CONFERENCE):
        return Listening(utterance, (line.actor, staff_actor_id(own.extension)), line.number, own.extension)
    return Listening(utterance, (line.actor,), line.number, "")


def can_hear(draft: Draft, actor: str) -> bool:
    """Operator and actor are in one conversation now."""
    return actor in listeners(draft, 0).to


def talking_to_colleague(draft: Draft, actor: str) -> bool:
    """The actor is in talk with another party, with or without the operator: it does not wait for the operator."""
    line, _ = place(draft, actor)
    return bool(line) and draft.lines[line].status in (LineStatus.CONNECTED, LineStatus.CONFERENCE)


def hears_ringback(draft: Draft, actor: str) -> bool:
    """The actor is being transferred and hears the extension ring: that is no silence."""
    line, _ = place(draft, actor)
    leg = draft.leg_for(line) if line else None
    return leg is not None and not leg.private and leg.status is LegStatus.RINGING


def floor_taken(draft: Draft, actor: str) -> bool:
    """Somebody else on the same line is speaking, or the actor still is."""
    here = place(draft, actor)[0]
    return any(place(draft, s.actor)[0] == here or s.actor == actor for s in draft.speaking.values())


def fault(draft: Draft, actor: str) -> LineFault | None:
    """What is wrong with the outside line that the actor is on."""
    line, _ = place(draft, actor)
    return draft.lines[line].fault if line else None


def place(draft: Draft, actor: str) -> tuple[str, str]:
    """The outside line and the extension that the actor is on (either may be empty)."""
    if is_attendant(actor):
        return actor.removeprefix(ATTENDANT), ""
    for line in draft.lines.values():
        if line.actor == actor:
            return line.number, ""
    for leg in draft.legs.values():
        if staff_actor_id(leg.extension) == actor:
            return leg.line, leg.extension
    return "", ""

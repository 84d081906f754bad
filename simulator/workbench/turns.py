"""Turns by name, and a call that begins at one of them."""

from __future__ import annotations

from dataclasses import replace

from simulator.model.script import CallScript


def party_and_turn(script: CallScript, name: str) -> tuple[str, str]:
    """The caller or extension, and the turn, that ``TURN`` or ``PARTY/TURN`` names; the first where several have it.

    Raises ``KeyError`` with the names of all.
    """
    actors = {id_: caller.actor for id_, caller in script.callers.items()}
    actors |= {number: staff.actor for number, staff in script.staff.items()}
    wanted, _, turn = name.rpartition("/")
    for party, actor in actors.items():
        if turn in actor.turns and wanted in ("", party):
            return party, turn
    raise KeyError("、".join(f"{party}/{turn}" for party, actor in actors.items() for turn in actor.turns))


def starting_at(script: CallScript, party: str, turn: str) -> CallScript:
    """The call in which this caller or extension begins with another turn."""
    if party in script.callers:
        caller = script.callers[party]
        return replace(
            script, callers={**script.callers, party: replace(caller, actor=replace(caller.actor, start=turn))}
        )
    staff = script.staff[party]
    return replace(script, staff={**script.staff, party: replace(staff, actor=replace(staff.actor, start=turn))})

"""The places of a dialogue, and which of them a step came through: for whoever wants to see why somebody reacted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from simulator.model.script import Actor, Branch, Reaction, Turn


class Part(StrEnum):
    """What of a dialogue a place is."""

    TURN = "turn"  # the turn itself, on entering it
    BRANCH = "branch"  # one of its branches
    ANSWER = "answer"  # one of the answers that hold in every turn
    ALMOST = "almost"
    OTHERWISE = "otherwise"
    SILENCE = "silence"
    FURIOUS = "furious"  # where somebody goes who has had enough


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A place in somebody's dialogue.  ``actor`` is the party id; ``turn`` is empty for the answers and for having had
    enough, which hold in every turn; ``index`` counts branches and answers from 0."""

    actor: str
    turn: str
    part: Part
    index: int = 0


def spots(party: str, actor: Actor) -> Iterator[tuple[Spot, Turn | Branch | Reaction]]:
    """Every place of a dialogue that the script has something of its own for."""
    for index, answer in enumerate(actor.answers):
        yield Spot(party, "", Part.ANSWER, index), answer
    if actor.furious:
        yield Spot(party, "", Part.FURIOUS), Reaction(go=actor.furious)
    for turn in actor.turns.values():
        yield from spots_of_turn(party, turn)


def spots_of_turn(party: str, turn: Turn) -> Iterator[tuple[Spot, Turn | Branch | Reaction]]:
    """The same of one turn, the turn itself first."""
    yield Spot(party, turn.id, Part.TURN), turn
    for index, branch in enumerate(turn.branches):
        yield Spot(party, turn.id, Part.BRANCH, index), branch
    for part, reaction in (
        (Part.ALMOST, turn.almost),
        (Part.OTHERWISE, turn.otherwise),
        (Part.SILENCE, turn.silence),
    ):
        if reaction is not None:
            yield Spot(party, turn.id, part), reaction


def spot_of(party: str, actor: Actor, turn: Turn, taken: Branch | Reaction) -> Spot | None:
    """Where a branch or a reaction that was taken in a turn stands; by identity, since two may read alike."""
    for spot, what in spots_of_turn(party, turn):
        if what is taken:
            return spot
    found = (n for n, answer in enumerate(actor.answers) if answer is taken)
    return next((Spot(party, "", Part.ANSWER, n) for n in found), None)

"""What somebody answers: the branches of their turn that fit words or events, and the wordings that fit their mood."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from simulator.model.moments import Moment, MomentRef
from simulator.model.script import Actor, Branch, Line, Reaction, Turn
from simulator.model.temper import Mood
from simulator.session import places, temper
from simulator.session.choice import choose
from simulator.session.draft import Draft
from simulator.session.state import Party, Pending
from simulator.session.trace import spot_of


@dataclass(frozen=True, slots=True)
class Reply:
    """What somebody does about something: opens situations, says lines one after the other, moves to turn ``go``."""

    says: tuple[Pending, ...] = ()
    go: str = ""
    opens: tuple[MomentRef, ...] = ()


def to_words(draft: Draft, actor: str, yes: tuple[str, ...], almost: tuple[str, ...]) -> Reply | str:
    """What an utterance leads to: a reply, the name of one of the manner's lines, or an empty name for nothing."""
    party = draft.parties[actor]
    described = draft.scene.actor(actor)
    if not party.turn:
        return Reply(go=described.start)
    turn = described.turns[party.turn]
    if found := _hit(draft, actor, yes):
        return _combined(draft, party, found)
    if places.talking_to_colleague(draft, actor):
        return ""
    listening = hearing(described, turn, temper.mood(draft, actor))
    if any(phrase in almost for branch in listening for phrase in branch.hears):
        return "almost" if turn.almost is None else to_event(draft, party, turn.almost)
    if yes or party.repeats >= temper.patience(draft, actor).repeats:
        return ""
    return "otherwise" if turn.otherwise is None else to_event(draft, party, turn.otherwise)


def _combined(draft: Draft, party: Party, branches: Iterable[Branch]) -> Reply:
    """Everything that was asked for is answered; the first branch that moves decides where to."""
    says: list[Pending] = []
    opens: list[MomentRef] = []
    go = ""
    for n, branch in enumerate(branches):
        if branch.go and go:
            continue
        _took(draft, party, branch)
        if branch.say:
            line = drawn(draft, party.actor, branch.say, n)
            says.append(Pending(line, branch.situations, asked=True))
        else:
            opens += branch.situations
        go = go or branch.go
    return Reply(tuple(says), go, tuple(opens))


def to_event(draft: Draft, party: Party, reaction: Reaction | Branch) -> Reply:
    """A reaction, or a branch that nobody asked for, with its line drawn by the seed."""
    _took(draft, party, reaction)
    situations = reaction.situations if isinstance(reaction, Branch) else ()
    if not reaction.say:
        return Reply(go=reaction.go, opens=situations)
    line = drawn(draft, party.actor, reaction.say)
    return Reply((Pending(line, situations),), reaction.go)


def _took(draft: Draft, party: Party, what: Branch | Reaction) -> None:
    """Note for whoever looks on where the dialogue went."""
    described = draft.scene.actor(party.actor)
    spot = spot_of(party.actor, described, described.turns[party.turn], what)
    if spot is not None:
        draft.taken.append(spot)


def knows(draft: Draft, actor: str, yes: tuple[str, ...]) -> bool:
    """The operator asks for something that the actor has told already."""
    situations = (ref for branch in _hit(draft, actor, yes) for ref in branch.situations)
    return any(ref.moment is Moment.GIVES and ref.about in draft.parties[actor].told for ref in situations)


def _hit(draft: Draft, actor: str, yes: tuple[str, ...]) -> list[Branch]:
    party, described = draft.parties[actor], draft.scene.actor(actor)
    if not party.turn:
        return []
    return hit(hearing(described, described.turns[party.turn], temper.mood(draft, actor)), yes)


def hearing(actor: Actor, turn: Turn, mood: Mood) -> list[Branch]:
    """The branches that wait for words in a turn and a mood."""
    return [branch for branch in (*turn.branches, *actor.answers) if branch.hears and mood in (branch.temper or Mood)]


def hit(branches: Sequence[Branch], yes: Collection[str]) -> list[Branch]:
    """Of these, all that hear one of the phrases; those for a mood take a phrase from those for none."""
    taken = {phrase for branch in branches if branch.temper for phrase in branch.hears}
    return [
        branch
        for branch in branches
        if any(phrase in yes and (branch.temper or phrase not in taken) for phrase in branch.hears)
    ]


def drawn(draft: Draft, actor: str, lines: tuple[Line, ...], *more: int) -> Line:
    """One of the lines for the present mood, by the seed; ``more`` tells apart what is drawn at the same time."""
    party = draft.parties[actor]
    wordings = temper.fitting(lines, temper.mood(draft, actor))
    return choose(wordings, draft.scene.seed, actor, party.turn, party.visits, *more)

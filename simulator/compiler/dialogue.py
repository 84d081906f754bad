"""What is wrong with a dialogue that can be compiled: branches that never count, turns without a way out, facts that
nobody hears of.

All of it are warnings: the call can be run, and will not be what its author meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from simulator.compiler.files import CallerEntry, CallFile, StaffEntry
from simulator.compiler.load import Loaded
from simulator.compiler.nodes import Path
from simulator.model.company import SpokenName
from simulator.model.moments import Moment, MomentRef
from simulator.model.script import Branch, Line, Reaction, RecordFacts, Turn
from simulator.model.temper import Mood
from simulator.phrases import contains_digits, normalise

Entry = CallerEntry | StaffEntry

UNNOTICED = frozenset(
    {
        Moment.SAID,
        Moment.UNDERSTOOD,
        Moment.CONSULTED,
        Moment.SPARE_LINE,
        Moment.MODE,
        Moment.MODE_EXPECTED,
        Moment.FAULT_REPORTED,
        Moment.MESSAGE_SAVED,
        Moment.MESSAGE_RELAYED,
        Moment.HELP_USED,
        Moment.STARTED,
        Moment.DEGRADED,
        Moment.ENDED,
    }
)
"""What nobody on a line notices: words have branches of their own, the rest is the operator's business."""


def check_dialogue(loaded: Loaded[CallFile], path: Path, actor: Entry) -> None:
    """The dialogue of one actor; ``loaded`` has no errors."""
    reached = _reached(actor)
    for name in sorted(actor.turns.keys() - reached):
        loaded.report.add("L009", loaded.tree.key((*path, "turns", name)), name=name)
    for name in sorted(reached):
        _check_branches(loaded, (*path, "turns", name, "branches"), actor.turns[name].branches)
    if isinstance(actor, CallerEntry):
        for name in sorted(reached - _leading_out(actor)):
            loaded.report.add("L018", loaded.tree.key((*path, "turns", name)), name=name)
        _check_facts(loaded, path, actor)


# --- branches -----------------------------------------------------------------------------------------------------


def _check_branches(loaded: Loaded[CallFile], path: Path, branches: tuple[Branch, ...]) -> None:
    for index, branch in enumerate(branches):
        if branch.happens is not None and branch.happens.moment in UNNOTICED:
            place = loaded.tree.place((*path, index, "happens"))
            loaded.report.add("L017", place, moment=branch.happens.moment)
        elif all(_is_shadowed(branches, index, mood) for mood in branch.temper or Mood):
            loaded.report.add("L016", loaded.tree.place((*path, index, "hears" if branch.hears else "happens")))


def _is_shadowed(branches: tuple[Branch, ...], index: int, mood: Mood) -> bool:
    """Whether other branches always come first in a mood that the branch is there in.

    Those for the mood go before those for none.  Of the branches that hear something, those that only speak all count,
    and of those that move the first; of those to which something happens the first.
    """
    branch = branches[index]
    there = [(n, one) for n, one in enumerate(branches) if n != index and mood in (one.temper or Mood)]
    before = [one for n, one in there if (not one.temper, n) < (not branch.temper, index)]
    if branch.happens is not None:
        return any(_includes(one.happens, branch.happens) for one in before if one.happens is not None)
    taken = {phrase for _, one in there if one.temper and not branch.temper for phrase in one.hears}
    moving = {phrase for one in before if one.go and branch.go for phrase in one.hears}
    return (taken | moving).issuperset(branch.hears)


def _includes(wider: MomentRef, ref: MomentRef) -> bool:
    return wider.moment is ref.moment and wider.about in ("", ref.about)


# --- the way through --------------------------------------------------------------------------------------------------


def _ways(turn: Turn) -> Iterator[str]:
    """Where a turn can lead."""
    for branch in turn.branches:
        yield branch.go
    for reaction in (turn.almost, turn.otherwise, turn.silence):
        if reaction is not None:
            yield reaction.go


def _reached(actor: Entry) -> set[str]:
    """The turns that a dialogue can come to."""
    waiting = [actor.start, actor.furious, *(branch.go for branch in actor.answers)]
    if isinstance(actor, CallerEntry):
        waiting.append(actor.calls_back_at)
    reached: set[str] = set()
    while waiting:
        turn = actor.turns.get(waiting.pop())
        if turn is not None and turn.id not in reached:
            reached.add(turn.id)
            waiting += _ways(turn)
    return reached


def _leading_out(actor: CallerEntry) -> set[str]:
    """The turns from which the caller can come to one that hangs up.

    Who can be put through can be so from everywhere, and hangs up then.
    """
    if any(goal.connected for goal in actor.goals):
        return set(actor.turns)
    anywhere = {branch.go for branch in actor.answers}
    out = {name for name, turn in actor.turns.items() if turn.hang_up}
    while True:
        more = {name for name, turn in actor.turns.items() if out & {*_ways(turn), *anywhere}} - out
        if not more:
            return out
        out |= more


# --- facts ------------------------------------------------------------------------------------------------------------


def _check_facts(loaded: Loaded[CallFile], path: Path, caller: CallerEntry) -> None:
    """What the message must hold, the caller says somewhere; and who must not be told something, asks something."""
    said = [normalise(line.text).text for line in _lines(caller)]
    if caller.record is not None:
        for way, forms in _facts(caller.record):
            if not any(normalise(form).text in text for form in forms for text in said):
                _report_fact(loaded, (*path, "record", *way), forms[0])
        phone = caller.record.phone
        if phone and not any(contains_digits(phone, line.text) for line in _lines(caller)):
            _report_fact(loaded, (*path, "record", "phone"), phone)
    if caller.secrets and not _asks(caller):
        loaded.report.add("L020", loaded.tree.key((*path, "secrets")))


def _report_fact(loaded: Loaded[CallFile], path: Path, fact: str) -> None:
    loaded.report.add("L019", loaded.tree.place(path), fact=fact)


def _facts(record: RecordFacts) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """The facts of a record that are told in words, each with the forms of which one is enough."""
    for key, name in (("caller", record.caller), ("organisation", record.organisation)):
        if isinstance(name, SpokenName):
            yield (key,), (name.text, *name.also)
    for key, points in (("matter", record.matter), ("address", record.address)):
        for index, point in enumerate(points):
            yield (key, index), point.any_of


def _asks(caller: CallerEntry) -> bool:
    """Whether the caller asks anything at all."""
    said: list[Turn | Branch] = [*caller.turns.values(), *_branches(caller)]
    opened = {ref.moment for one in said for ref in one.situations}
    return Moment.NUMBER_ENQUIRY in opened or any({"？", "?"} & set(line.text) for line in _lines(caller))


def _branches(actor: Entry) -> Iterator[Branch]:
    yield from actor.answers
    for turn in actor.turns.values():
        yield from turn.branches


def _lines(actor: Entry) -> Iterator[Line]:
    """Every line that the script gives an actor."""
    speaking: list[Turn | Branch | Reaction] = [*actor.turns.values(), *_branches(actor)]
    for turn in actor.turns.values():
        speaking += [one for one in (turn.almost, turn.otherwise, turn.silence) if one is not None]
    for one in speaking:
        yield from one.say

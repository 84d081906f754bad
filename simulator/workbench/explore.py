"""A search through everything that an operator could do in a call: which places of its dialogues can be reached?

Best first over the states of the session core: what led somewhere new is followed up first, and a state that differs
from one seen before only in how often somebody has asked is put off.  Bounded and deterministic.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from simulator.model.company import ExtensionState
from simulator.model.effects import Refuse
from simulator.model.events import Event, KeyPressed, MessageRelayed, MessageSaved
from simulator.model.moments import Moment
from simulator.model.script import Actor, Branch, KeyName, Reaction, Turn
from simulator.model.temper import FURIOUS, Mood, Temper
from simulator.model.text import Text
from simulator.phrases import Recalling
from simulator.session.scene import Scene, staff_actor_id
from simulator.session.state import LegStatus, LineStatus
from simulator.session.temper import level_of
from simulator.session.trace import Part, Spot, spots
from simulator.workbench.graph import HAPPENS
from simulator.workbench.utterances import Utterances
from simulator.workbench.world import World, beginning, done, said, waited

PATIENCE = 3_000
"""States followed up without finding anything new before the search is given up."""
AGAIN = 10
"""How often a state is followed up that looks like others but for what has been asked or waited for how often."""
MOST_WAITS = 60
"""Things that happen without changing anything, waited through one after the other."""
FAR = 9
"""Turns away, where it is not known how far."""
SOON_MS = 5_000
"""How exactly it is told how long a line still has before a scripted fault."""

NOT_ENTERED = Text("没有走到节点 {turn}", "turn {turn} was never entered")
NOT_UNDERSTOOD = Text(
    "{phrases} 的样句没有被当成这个分支：听成了 {instead}",
    "no wording of {phrases} leads here: they are taken for {instead}",
)
NEVER_HAPPENED = Text("在 {turn} 时没有遇到：{moment}", "never in {turn}: {moment}")
NOT_FOUND = Text("试了 {states} 个局面没有走到", "not found in {states} states")


@dataclass(frozen=True, slots=True)
class Missed:
    """A place that was not reached, and why, as far as that is known."""

    spot: Spot
    why: Text


@dataclass(frozen=True, slots=True)
class Explored:
    """What the search came through.  ``states``: how many were followed up; ``over``: nothing was left to follow."""

    reached: tuple[Spot, ...]
    missed: tuple[Missed, ...]
    states: int
    over: bool


def explore(scene: Scene, patience: int = PATIENCE) -> Explored:
    """Search one call with the wordings of the scene's seed."""
    search = _Search(replace(scene, lexicon=Recalling(scene.lexicon)))
    search.run(patience)
    reached = tuple(spot for spot in search.places if spot in search.reached)
    missed = tuple(Missed(spot, search.why_not(spot)) for spot in search.places if spot not in search.reached)
    return Explored(reached, missed, search.states, not search.waiting)


class _Search:
    """The states still to be followed up, and what has been reached."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.words = Utterances(scene)
        script = scene.script
        self.actors: dict[str, Actor] = {name: caller.actor for name, caller in script.callers.items()}
        self.actors |= {staff_actor_id(number): staff.actor for number, staff in script.staff.items()}
        self.tempers = dict(_tempers(self.actors))
        self.places = {spot: what for name, actor in self.actors.items() for spot, what in spots(name, actor)}
        self.reached: set[Spot] = set()
        self.states = 0
        self.waiting: list[tuple[int, int, int, World]] = []
        self._order = 0
        self._seen: set[object] = set()
        self._alike: Counter[object] = Counter()
        self._extensions = _extensions(scene)
        self._events = tuple(_forms(self.places.values()))
        self._spoken: dict[tuple[str, str], tuple[str, ...]] = {}
        self._known: dict[tuple[str, str], int] = {}
        self._known_at = -1

    def run(self, patience: int) -> None:
        self._add(beginning(self.scene), 0)
        without = 0
        while self.waiting and without < patience and not self.places.keys() <= self.reached:
            _, depth, _, world = heapq.heappop(self.waiting)
            self.states += 1
            before = len(self.reached)
            for after in self._outcomes(world):
                self._add(after, depth - 1)
            without = 0 if len(self.reached) > before else without + 1

    def _add(self, world: World, depth: int) -> None:
        new = {spot for spot in world.taken if spot in self.places} - self.reached
        self.reached |= new
        fine, coarse = _keys(world, self.tempers)
        if world.state.finished or fine in self._seen:
            return
        self._seen.add(fine)
        alike = self._alike[coarse]
        self._alike[coarse] += 1
        if new or alike < AGAIN:
            self._order += 1
            rank = 0 if new else 1 + alike + self._far(world)
            heapq.heappush(self.waiting, (rank, depth if new else -depth, self._order, world))

    def _far(self, world: World) -> int:
        """How many turns away the nearest place is that has not been reached, for those who are on a line now."""
        here = [(name, party.turn) for name, party in world.state.parties.items() if party.present]
        near = min((self._distances().get(one, FAR) for one in here), default=FAR)
        return min([near, *(self._bearing(world, name) for name, _ in here)])

    def _bearing(self, world: World, party: str) -> int:
        """How much more somebody bears before they have had enough, where that has still to be seen."""
        if Spot(party, "", Part.FURIOUS) not in self.places.keys() - self.reached:
            return FAR
        temper, now = self.tempers[party], world.state.parties[party]
        return FURIOUS - level_of(temper, now) + max(temper.furious_after - now.borne, 0)

    def _distances(self) -> dict[tuple[str, str], int]:
        if self._known_at != len(self.reached):
            self._known_at = len(self.reached)
            self._known = _distances(self.actors, {(s.actor, s.turn) for s in self.places.keys() - self.reached})
        return self._known

    # --- what the operator could do ----------------------------------------------------------------------------------

    def _outcomes(self, world: World) -> Iterator[World]:
        for party in world.listeners:
            for text in self._sentences(party, world.state.parties[party].turn):
                yield said(world, text)
        for event in self._doings(world):
            after = done(world, event)
            if not any(isinstance(effect, Refuse) for effect in after.effects):
                yield after
        yield self._waited_on(world)

    def _waited_on(self, world: World) -> World:
        """Nothing is done until the call stands differently: a late caller may ring after much that changes nothing."""
        key, after = _keys(world, self.tempers)[0], world
        for _ in range(MOST_WAITS):
            before, after = after, waited(after)
            if after.state.finished or after.taken or after.t == before.t:
                break
            if _keys(after, self.tempers)[0] != key:
                break
        return after

    def _sentences(self, party: str, turn: str) -> tuple[str, ...]:
        """One for each branch, answer and reaction of the turn that words lead to."""
        if (party, turn) not in self._spoken:
            self._spoken[party, turn] = tuple(dict.fromkeys(self._aimed(party, turn)))
        return self._spoken[party, turn]

    def _aimed(self, party: str, turn_id: str) -> Iterator[str]:
        actor = self.actors.get(party)
        if actor is None or not turn_id:
            yield self.words.nonsense() or "喂"
            return
        turn = actor.turns[turn_id]
        for branch in (*turn.branches, *actor.answers):
            for mood in branch.temper or Mood:
                if branch.hears and (text := self.words.taking(actor, turn, branch, mood)) is not None:
                    yield text
        if turn.almost is not None and (text := self.words.almost(actor, turn)) is not None:
            yield text
        if (turn.otherwise is not None or party in self.tempers) and (text := self.words.nonsense()) is not None:
            yield text
        if party in self.tempers:
            yield from self._moving(self.tempers[party])

    def _moving(self, temper: Temper) -> Iterator[str]:
        """What makes somebody angrier, and all that calms them, as each does so but once."""
        angering, soothing = ((self.words.saying(one) for one in of) for of in (temper.angered_by, temper.soothed_by))
        yield from (text for text in (next(filter(None, angering), None), *soothing) if text is not None)

    def _doings(self, world: World) -> Iterator[Event]:
        state = world.state
        for line in state.lines.values():
            if line.status in (LineStatus.RINGING, LineStatus.AUTOMATIC):
                yield KeyPressed(KeyName.ANSWER, line.number)
            elif line.status in (LineStatus.HELD, LineStatus.CONNECTED) and line.number != state.at:
                yield KeyPressed(KeyName.RETRIEVE, line.number)
        here, leg = state.lines.get(state.at), state.legs.get(state.at)
        if here is not None and here.status is LineStatus.TALKING:
            yield KeyPressed(KeyName.HOLD)
            for number in self._extensions:
                yield KeyPressed(KeyName.TRANSFER, number)
        if leg is None and (here is None or here.status is LineStatus.TALKING):
            for number in self._extensions:
                yield KeyPressed(KeyName.CONSULT, number)
        if leg is not None and leg.status is LegStatus.TALKING:
            yield KeyPressed(KeyName.CONNECT)
            yield KeyPressed(KeyName.CONFERENCE)
        if here is not None or leg is not None:
            yield KeyPressed(KeyName.CANCEL)
            yield KeyPressed(KeyName.RELEASE)
        yield from self._rarely(world)

    def _rarely(self, world: World) -> Iterator[Event]:
        """What only makes a difference in some calls."""
        callers = self.scene.script.callers.values()
        if not world.state.at:
            phones = dict.fromkeys(caller.phone for caller in callers if caller.calls_back_at)
            yield from (KeyPressed(KeyName.DIAL_OUT, phone) for phone in phones)
            if any(turn.press for caller in callers for turn in caller.actor.turns.values()):
                yield KeyPressed(KeyName.MODE, "manual" if world.state.automatic else "automatic")
        yield from self._events

    # --- why not -----------------------------------------------------------------------------------------------------

    def why_not(self, spot: Spot) -> Text:
        """As far as it is known."""
        actor, what = self.actors[spot.actor], self.places[spot]
        entered = [one.turn for one in self.reached if one.actor == spot.actor and one.part is Part.TURN]
        if spot.part is not Part.TURN and spot.turn not in entered and spot.turn:
            return NOT_ENTERED.fill(turn=spot.turn)
        if isinstance(what, Branch) and what.happens is not None:
            ref = what.happens
            name = HAPPENS.get(ref.moment, Text(ref.moment.value, ref.moment.value))
            return Text(
                NEVER_HAPPENED.zh.format(turn=spot.turn, moment=name.zh),
                NEVER_HAPPENED.en.format(turn=spot.turn, moment=name.en),
            )
        if isinstance(what, Branch):
            turns = [actor.turns[turn] for turn in ([spot.turn] if spot.turn else entered)]
            moods = what.temper or Mood
            if turns and not any(self.words.taking(actor, turn, what, mood) for turn in turns for mood in moods):
                instead = self.words.instead(what)
                return NOT_UNDERSTOOD.fill(phrases="、".join(what.hears), instead=instead or "-")
        return NOT_FOUND.fill(states=self.states)


def _distances(actors: Mapping[str, Actor], goals: set[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """For every turn of everybody, how many moves of the script lead to the nearest of the goals."""
    before: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for name, actor in actors.items():
        for spot, what in spots(name, actor):
            if not isinstance(what, Turn) and what.go:
                turns = [spot.turn] if spot.turn else list(actor.turns)
                before.setdefault((name, what.go), []).extend((name, turn) for turn in turns)
    known = dict.fromkeys(sorted(goals), 0)
    waiting = list(known)
    for one in waiting:
        for other in before.get(one, ()):
            if other not in known:
                known[other] = known[one] + 1
                waiting.append(other)
    return known


def _extensions(scene: Scene) -> tuple[str, ...]:
    """Those that the call is about, and one of each state that the company has."""
    script, company = scene.script, scene.company
    numbers = [*script.staff, *script.extensions]
    numbers += [goal.connected for caller in script.callers.values() for goal in caller.goals if goal.connected]
    for state in ExtensionState:
        numbers += [n for n in sorted(company.extensions) if scene.extension_state(n) is state][:1]
    return tuple(dict.fromkeys(numbers))


def _forms(places: Iterable[Turn | Branch | Reaction]) -> Iterator[Event]:
    """The message pad, where somebody notices it."""
    waited_for = {what.happens.moment for what in places if isinstance(what, Branch) and what.happens is not None}
    if waited_for & {Moment.MESSAGE_SAVED, Moment.MESSAGE_RELAYED}:
        yield MessageSaved({})
        yield MessageRelayed(1, "")


def _tempers(actors: Mapping[str, Actor]) -> Iterator[tuple[str, Temper]]:
    """The tempers that decide about something else than wordings."""
    for name, actor in actors.items():
        branches = [what for _, what in spots(name, actor) if isinstance(what, Branch)]
        if actor.manner.temper is not None and (actor.furious or any(map(_by_temper, branches))):
            yield name, actor.manner.temper


def _by_temper(branch: Branch) -> bool:
    felt = branch.happens is not None and branch.happens.moment in (Moment.ANGERED, Moment.SOOTHED)
    return felt or bool(branch.temper)


def _keys(world: World, tempers: Mapping[str, Temper]) -> tuple[object, object]:
    """What two states have in common that go on alike; and what they have in common but for what was asked and felt."""
    state = world.state
    lines = tuple((line.status, line.actor, line.fault) for line in state.lines.values())
    legs = tuple(sorted((leg.extension, leg.line, leg.private, leg.status) for leg in state.legs.values()))
    parties = tuple((name, one.turn, one.present, one.impatient) for name, one in sorted(state.parties.items()))
    asked = tuple((name, one.repeats, one.silences, one.temper) for name, one in sorted(state.parties.items()))
    known = [(name, tempers[name], one) for name, one in sorted(state.parties.items()) if name in tempers]
    moods = tuple((name, level_of(temper, one), one.borne, one.burst_out) for name, temper, one in known)
    soothed = tuple(len(one.soothed) for _, _, one in known)
    coarse = (
        lines,
        legs,
        parties,
        moods,
        state.at,
        state.automatic,
        frozenset(state.triggered),
        state.ringing_due,
        state.ends_at is None,
    )
    ahead = tuple((name, (due - world.t) // SOON_MS) for name, due in world.timers.items() if name.startswith("event:"))
    return (coarse, asked, soothed, ahead, bool(state.messages)), coarse

"""The state while one event is being worked in: changes and effects are gathered here, then frozen again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from simulator.model.effects import CancelTimer, Effect, PlayTone, Record, Refusal, Refuse, StartTimer, StopTone
from simulator.model.moments import Fact, Moment
from simulator.model.ring import Tone
from simulator.model.script import KeyName
from simulator.session.scene import Scene
from simulator.session.state import Leg, LegStatus, LineStatus, Listening, Message, OutsideLine, Party, Speaking, State
from simulator.session.trace import Spot


class Draft:
    """A state being changed at session time ``t``.  Never outlives one step."""

    def __init__(self, scene: Scene, state: State, t: int) -> None:
        self.scene = scene
        self.t = t
        self.lines: dict[str, OutsideLine] = dict(state.lines)
        self.parties: dict[str, Party] = dict(state.parties)
        self.legs: dict[str, Leg] = dict(state.legs)
        self.speaking: dict[int, Speaking] = dict(state.speaking)
        self.listening: dict[int, Listening] = dict(state.listening)
        self.messages: dict[int, Message] = dict(state.messages)
        self.at = state.at
        self.last_caller = state.last_caller
        self.last_actor = dict(state.last_actor)
        self.automatic = state.automatic
        self.speeches = state.speeches
        self.triggered = dict(state.triggered)
        self.ringing_due = set(state.ringing_due)
        self.slow = state.slow
        self.ends_at = state.ends_at
        self.finished = state.finished
        self.effects: list[Effect] = []
        self.news: list[Fact] = []  # facts stated in this step that nobody has reacted to yet
        self.taken: list[Spot] = []  # the places of dialogues that this step came through
        self.leaving: list[tuple[str, str]] = []  # people who hang up at the end of this step, and why

    def freeze(self) -> State:
        return State(
            lines=self.lines,
            parties=self.parties,
            legs=self.legs,
            at=self.at,
            last_caller=self.last_caller,
            last_actor=self.last_actor,
            automatic=self.automatic,
            speaking=self.speaking,
            speeches=self.speeches,
            listening=self.listening,
            messages=self.messages,
            triggered=self.triggered,
            ringing_due=frozenset(self.ringing_due),
            slow=self.slow,
            ends_at=self.ends_at,
            finished=self.finished,
        )

    # --- effects ---------------------------------------------------------------------------------------------------

    def fact(
        self, moment: Moment, *, line: str = "", actor: str = "", extension: str = "", about: str = "", **detail: object
    ) -> None:
        """State a fact; everybody whom it concerns reacts after the present transition."""
        if line in self.lines and not actor:
            actor = self.lines[line].actor
        fact = Fact(moment, line, actor, extension, about, detail)
        self.effects.append(Record(fact))
        self.news.append(fact)

    def timer(self, name: str, delay: int) -> None:
        self.effects.append(StartTimer(name, self.t + delay))

    def set_off(self, name: str, delay: int) -> None:
        """Let something scripted come so much later; it is set off once."""
        self.triggered[name] = self.t + delay
        self.timer(name, delay)

    def cancel(self, name: str) -> None:
        self.effects.append(CancelTimer(name))

    def tone(self, channel: str, tone: Tone) -> None:
        self.effects.append(PlayTone(channel, tone))

    def stop_tone(self, channel: str) -> None:
        self.effects.append(StopTone(channel))

    def refuse(self, key: KeyName, why: Refusal) -> None:
        self.effects.append(Refuse(key, why))

    # --- changes ---------------------------------------------------------------------------------------------------

    def set_line(self, number: str, status: LineStatus, **changes: Any) -> OutsideLine:
        """Give a line a new status, beginning now."""
        line = replace(self.lines[number], status=status, since=self.t, **changes)
        self.lines[number] = line
        if line.actor:
            self.last_actor[number] = line.actor
        return line

    def set_leg(self, extension: str, status: LegStatus) -> Leg:
        leg = replace(self.legs[extension], status=status, since=self.t)
        self.legs[extension] = leg
        return leg

    def set_party(self, actor: str, **changes: Any) -> Party:
        party = replace(self.parties.get(actor, Party(actor)), **changes)
        self.parties[actor] = party
        return party

    # --- views -----------------------------------------------------------------------------------------------------

    def leg_for(self, line: str) -> Leg | None:
        """The extension call that belongs to an outside line."""
        return next((leg for leg in self.legs.values() if leg.line == line), None)

    @property
    def line_here(self) -> OutsideLine | None:
        """The outside line the operator is on."""
        return self.lines.get(self.at)

    @property
    def leg_here(self) -> Leg | None:
        """The extension call the operator is on, privately."""
        return self.legs.get(self.at) if self.at not in self.lines else None

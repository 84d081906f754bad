"""Everything that does not change during a call, compiled and ready: script, company, rules, matcher."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.model.company import Company, ExtensionState, SpokenName
from simulator.model.moments import Moment, MomentRef
from simulator.model.rulebook import Phrase, Rulebook
from simulator.model.script import Actor, Caller, CallScript, Line, Manner, Staff, Turn, Voice
from simulator.phrases import Extended, Lexicon, slots_of

ATTENDANT = "attendant:"
"""The party id of the automatic attendant on a line is this and the line's number (B4.2)."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What a step reads and never changes.  ``seed`` drives every choice of wording."""

    script: CallScript
    company: Company
    rulebook: Rulebook
    lexicon: Lexicon
    seed: int

    def caller(self, actor: str) -> Caller | None:
        return self.script.callers.get(actor)

    def voice(self, actor: str) -> Voice:
        """How somebody sounds, the automatic attendant included."""
        return Voice() if is_attendant(actor) else self.actor(actor).voice

    def actor(self, actor: str) -> Actor:
        """The caller or member of staff with this id."""
        caller = self.script.callers.get(actor)
        if caller is not None:
            return caller.actor
        return self.staff_at(actor.removeprefix("ext:")).actor

    def staff_at(self, extension: str) -> Staff:
        """Who answers at the extension:

        the script's staff, else somebody who just answers with the company's formula.
        """
        return self.script.staff.get(extension) or _plain_staff(self.company, extension)

    def extension_state(self, extension: str) -> ExtensionState:
        return self.script.extensions.get(extension, self.company.extensions[extension].state)


def staff_actor_id(extension: str) -> str:
    """The party id of whoever answers at an extension."""
    return f"ext:{extension}"


def is_attendant(actor: str) -> bool:
    return actor.startswith(ATTENDANT)


def lexicon_for(script: CallScript, company: Company, rulebook: Rulebook, base: Lexicon) -> Lexicon:
    """The matcher for one call: ``base``, that of the rulebook and company, and the call's own phrases."""
    own = {name: Phrase(id=name, full=(template,)) for name, template in script.phrases.items()}
    return Extended.of(base, rulebook.phrases, own, slots_of(company)) if own else base


def announcements(company: Company) -> tuple[Line, ...]:
    """What the automatic attendant says (B4.2.1-B4.2.3)."""
    directory = "；".join(f"{d.name.text}，{d.extension}" for d in company.departments.values())
    return tuple(Line(text.format(company=company.name.text, directory=directory)) for text in company.announcements)


def spoken_lines(scene: Scene) -> Iterator[tuple[str, Line, Voice]]:
    """Every line that the script gives somebody, with who says it (by party id): what to render ahead."""
    people = [(caller.actor.id, caller.actor) for caller in scene.script.callers.values()]
    people += [(staff_actor_id(number), staff.actor) for number, staff in scene.script.staff.items()]
    for name, actor in people:
        for line in _lines_of(actor):
            yield name, line, actor.voice


def other_lines(scene: Scene) -> Iterator[tuple[str, Line, Voice]]:
    """What could be said besides: by whoever answers an extension outside of the script, and by the attendant."""
    for number in sorted(scene.company.extensions.keys() - scene.script.staff.keys()):
        actor = scene.staff_at(number).actor
        for line in _lines_of(actor):
            yield staff_actor_id(number), line, actor.voice
    for line in announcements(scene.company):
        yield ATTENDANT, line, Voice()


def speaking_rates(scene: Scene) -> dict[str, int]:
    """How fast everybody speaks, in characters a minute, by party id."""
    return {name: voice.rate for name, _, voice in (*spoken_lines(scene), *other_lines(scene))}


def _lines_of(actor: Actor) -> Iterator[Line]:
    manner = actor.manner
    for lines in (manner.almost, manner.otherwise, manner.silence, manner.held_long, manner.give_up):
        yield from lines
    for branch in actor.answers:
        yield from branch.say
    for turn in actor.turns.values():
        yield from turn.say
        for branch in turn.branches:
            yield from branch.say
        for reaction in (turn.almost, turn.otherwise, turn.silence):
            if reaction is not None:
                yield from reaction.say


def _plain_staff(company: Company, extension: str) -> Staff:
    holder = company.extensions[extension].holder
    name = company.people[holder].name if holder in company.people else SpokenName(company.holder_name(extension))
    lines = tuple(Line(text.format(holder=company.holder_name(extension))) for text in company.answers_with)
    turn = Turn("pick_up", say=lines, situations=(MomentRef(Moment.ACCEPTS),))
    manner = Manner("plain", almost=(), otherwise=(), silence=(), held_long=(), give_up=())
    gender = "female" if sum(map(ord, extension)) % 2 else "male"
    return Staff(extension, Actor(holder, name, Voice(gender), manner, start=turn.id, turns={turn.id: turn}))

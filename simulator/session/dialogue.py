"""People: what callers and staff say, when, and how they take what the operator says and does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from simulator.model.effects import Say, StopSaying
from simulator.model.events import VoiceEnded
from simulator.model.moments import Fact, Moment, MomentRef
from simulator.model.script import Branch, Line, LineFault, Reaction
from simulator.model.speech import Transcript, Utterance
from simulator.phrases import Understanding
from simulator.session.choice import choose
from simulator.session.draft import Draft
from simulator.session.scene import ATTENDANT, announcements, is_attendant, staff_actor_id
from simulator.session.state import LegStatus, LineStatus, Listening, Party, Pending, Speaking
from simulator.session.trace import Part, Spot, spot_of

YIELD_MS = 1_200
"""How long somebody talked over goes on talking: past the 1.0 s at which it counts as talk-over."""
FIRST_WORD_MS = 4_000
"""How long a caller who has been picked up waits for a greeting before asking into the silence."""


@dataclass(frozen=True, slots=True)
class _Reply:
    """What somebody does about something: opens situations, says lines one after the other, moves to turn ``go``."""

    says: tuple[Pending, ...] = ()
    go: str = ""
    opens: tuple[MomentRef, ...] = ()


# --- coming and going ------------------------------------------------------------------------------------------------


def picked_up(draft: Draft, actor: str) -> None:
    """The operator went off-hook: the caller waits to be greeted."""
    draft.timer(f"silence:{actor}", FIRST_WORD_MS)


def enter(draft: Draft, actor: str, turn_id: str) -> None:
    """Move to a turn and say its line.  A turn without a line opens its situations and acts at once."""
    turn = draft.scene.actor(actor).turns[turn_id]
    draft.set_party(actor, turn=turn_id, repeats=0)
    draft.taken.append(Spot(actor, turn_id, Part.TURN))
    if turn.say:
        _say(draft, actor, turn.say, turn.situations, last=turn.hang_up)
        return
    _open(draft, actor, turn.situations)
    if turn.hang_up and not _talking_to_colleague(draft, actor):
        draft.leaving.append((actor, "ended"))
    else:
        _await_words(draft, actor)


def left(draft: Draft, actor: str) -> None:
    """Somebody is on no line any more: nothing of theirs is said or waited for."""
    if not actor:
        return
    draft.cancel(f"silence:{actor}")
    for speaking in draft.speaking.values():
        if speaking.actor == actor:
            draft.effects.append(StopSaying(speaking.speech))
    if actor in draft.parties:
        draft.set_party(actor, present=False, queue=())


def announce(draft: Draft, number: str) -> None:
    """The automatic attendant says its announcements on a line; when it has, it leaves."""
    attendant = ATTENDANT + number
    draft.set_party(attendant, queue=tuple(Pending(line) for line in announcements(draft.scene.company)), present=True)
    _next_line(draft, attendant)


# --- hearing the operator --------------------------------------------------------------------------------------------


def speech_began(draft: Draft, utterance: int) -> None:
    """The operator begins (or goes on) to speak: whoever is on the line listens, and yields the floor after a while."""
    if utterance in draft.listening:
        known = draft.listening[utterance]
        draft.listening[utterance] = Listening(utterance, known.to, known.line, known.extension)
    else:
        draft.listening[utterance] = _listeners(draft, utterance)
    for actor in draft.listening[utterance].to:
        draft.cancel(f"silence:{actor}")
    for speech in draft.speaking:
        draft.timer(f"yield:{speech}", YIELD_MS)


def speech_paused(draft: Draft, utterance: int) -> None:
    known = draft.listening.get(utterance)
    if known is not None:
        draft.listening[utterance] = Listening(utterance, known.to, known.line, known.extension, speaking=False)
    for speech in draft.speaking:
        draft.cancel(f"yield:{speech}")


def talked_over(draft: Draft, speech: int) -> None:
    """The operator has been talking over this line long enough: the speaker stops."""
    if speech in draft.speaking and any(heard.speaking for heard in draft.listening.values()):
        draft.effects.append(StopSaying(speech))


def speech_dropped(draft: Draft, utterance: int) -> None:
    """It was no speech after all."""
    known = draft.listening.pop(utterance, None)
    for actor in known.to if known is not None else ():
        _await_words(draft, actor)


def heard(draft: Draft, utterance: Utterance, transcript: Transcript) -> None:
    """A finished utterance reaches those who were listening when it began and still are."""
    known = draft.listening.pop(utterance.id, None) or _listeners(draft, utterance.id)
    matches = draft.scene.lexicon.match(transcript.text)
    yes = tuple(m.phrase for m in matches if m.understood is Understanding.YES)
    almost = tuple(m.phrase for m in matches if m.understood is Understanding.ALMOST)
    reactions = {actor: _understand(draft, actor, yes, almost) for actor in known.to if _can_hear(draft, actor)}
    draft.fact(
        Moment.UNDERSTOOD,
        line=known.line,
        actor=known.to[0] if known.to else "",
        extension=known.extension,
        utterance=utterance.id,
        to=list(known.to),
        verdict="yes" if yes else "almost" if almost else "no",
        phrases=list(yes),
    )
    for actor, reaction in reactions.items():
        _react(draft, actor, reaction)


def _understand(draft: Draft, actor: str, yes: tuple[str, ...], almost: tuple[str, ...]) -> _Reply | str:
    """What an utterance leads to: a reply, the name of one of the manner's lines, or an empty name for nothing."""
    party = draft.parties[actor]
    described = draft.scene.actor(actor)
    if not party.turn:
        return _Reply(go=described.start)
    turn = described.turns[party.turn]
    branches = [branch for branch in (*turn.branches, *described.answers) if branch.hears]
    hit = [branch for branch in branches if any(phrase in yes for phrase in branch.hears)]
    if hit:
        return _combined(draft, party, hit)
    if _talking_to_colleague(draft, actor):
        return ""
    if any(phrase in almost for branch in branches for phrase in branch.hears):
        return "almost" if turn.almost is None else _reply(draft, party, turn.almost)
    if yes or party.repeats >= described.manner.patience.repeats:
        return ""
    return "otherwise" if turn.otherwise is None else _reply(draft, party, turn.otherwise)


def _combined(draft: Draft, party: Party, hit: Iterable[Branch]) -> _Reply:
    """Everything that was asked for is answered; the first branch that moves decides where to."""
    says: list[Pending] = []
    opens: list[MomentRef] = []
    go = ""
    for n, branch in enumerate(hit):
        if branch.go and go:
            continue
        _took(draft, party, branch)
        if branch.say:
            line = choose(branch.say, draft.scene.seed, party.actor, party.turn, party.visits, n)
            says.append(Pending(line, branch.situations, asked=True))
        else:
            opens += branch.situations
        go = go or branch.go
    return _Reply(tuple(says), go, tuple(opens))


def _reply(draft: Draft, party: Party, reaction: Reaction | Branch) -> _Reply:
    """A reaction, or a branch that nobody asked for, with its line drawn by the seed."""
    _took(draft, party, reaction)
    situations = reaction.situations if isinstance(reaction, Branch) else ()
    if not reaction.say:
        return _Reply(go=reaction.go, opens=situations)
    line = choose(reaction.say, draft.scene.seed, party.actor, party.turn, party.visits)
    return _Reply((Pending(line, situations),), reaction.go)


def _took(draft: Draft, party: Party, what: Branch | Reaction) -> None:
    """Note for whoever looks on where the dialogue went."""
    described = draft.scene.actor(party.actor)
    spot = spot_of(party.actor, described, described.turns[party.turn], what)
    if spot is not None:
        draft.taken.append(spot)


def _react(draft: Draft, actor: str, reply: _Reply | str) -> None:
    if isinstance(reply, str):
        manner = draft.scene.actor(actor).manner
        lines = {"almost": manner.almost, "otherwise": manner.otherwise}.get(reply, ())
        if reply == "otherwise":
            draft.set_party(actor, repeats=draft.parties[actor].repeats + 1)
        if lines:
            _say(draft, actor, lines)
        else:
            _await_words(draft, actor)
        return
    _open(draft, actor, reply.opens)
    for pending in reply.says[:-1]:
        _enqueue(draft, actor, pending)
    if reply.says:
        _enqueue(draft, actor, replace(reply.says[-1], then=reply.go))
    elif reply.go:
        enter(draft, actor, reply.go)
    else:
        _await_words(draft, actor)


# --- what happens on the line ----------------------------------------------------------------------------------------


def notice(draft: Draft, fact: Fact) -> None:
    """Somebody on the line lives through a fact: the branches of their turn that wait for it."""
    for actor in _concerned(draft, fact):
        party = draft.parties[actor]
        if fact.moment is Moment.RETRIEVED and party.impatient:
            draft.set_party(actor, impatient=False)
            held_long = draft.scene.actor(actor).manner.held_long
            if held_long:
                _say(draft, actor, held_long)
        if not party.turn:
            continue
        for branch in draft.scene.actor(actor).turns[party.turn].branches:
            if branch.happens is not None and _matches(branch.happens, fact):
                _react(draft, actor, _reply(draft, party, branch))
                break
        else:
            if fact.moment is Moment.RETRIEVED:
                _await_words(draft, actor)


def _concerned(draft: Draft, fact: Fact) -> tuple[str, ...]:
    """Who notices: the caller on the line, but nothing of what is done behind their back on a private leg."""
    if fact.moment in (Moment.SAID, Moment.UNDERSTOOD) or fact.detail.get("private"):
        return ()
    if fact.moment is Moment.CONSULTED:
        return ()
    present = {name for name, party in draft.parties.items() if party.present and not is_attendant(name)}
    staff = staff_actor_id(fact.extension) if fact.extension else ""
    return tuple(actor for actor in (fact.actor, staff) if actor in present)


def _matches(ref: MomentRef, fact: Fact) -> bool:
    return ref.moment is fact.moment and ref.about in ("", fact.about)


# --- silence ---------------------------------------------------------------------------------------------------------


def silence(draft: Draft, actor: str) -> None:
    """Nobody has said anything to somebody for as long as they bear it."""
    party = draft.parties[actor]
    if not party.present or not _can_hear(draft, actor) or _talking_to_colleague(draft, actor):
        return
    if _hears_ringback(draft, actor):
        _await_words(draft, actor)
        return
    described = draft.scene.actor(actor)
    manner = described.manner
    draft.set_party(actor, silences=party.silences + 1)
    if party.silences >= manner.patience.repeats:
        if manner.give_up:
            _say(draft, actor, manner.give_up, last=True)
        else:
            draft.leaving.append((actor, "patience"))
    elif not party.turn and party.silences:
        enter(draft, actor, described.start)
    elif party.turn and (reaction := described.turns[party.turn].silence) is not None:
        _react(draft, actor, _reply(draft, party, reaction))
    elif manner.silence:
        _say(draft, actor, manner.silence)
    else:
        _await_words(draft, actor)


def _await_words(draft: Draft, actor: str) -> None:
    """Start the clock on the operator's silence, once the floor is the operator's."""
    party = draft.parties[actor]
    speaking = any(s.actor == actor for s in draft.speaking.values())
    if party.present and not party.queue and not speaking and _can_hear(draft, actor):
        draft.timer(f"silence:{actor}", draft.scene.actor(actor).manner.patience.silence)


# --- speaking --------------------------------------------------------------------------------------------------------


def _say(
    draft: Draft, actor: str, lines: tuple[Line, ...], situations: tuple[MomentRef, ...] = (), *, last: bool = False
) -> None:
    """Say one of the lines, drawn by the seed."""
    party = draft.parties[actor]
    line = choose(lines, draft.scene.seed, actor, party.turn, party.visits)
    _enqueue(draft, actor, Pending(line, situations, last=last))


def _enqueue(draft: Draft, actor: str, pending: Pending) -> None:
    party = draft.parties[actor]
    draft.set_party(actor, queue=(*party.queue, pending), visits=party.visits + 1)
    _next_line(draft, actor)


def _next_line(draft: Draft, actor: str) -> None:
    """Say what is due, if nobody else on the same line is speaking.

    What nobody could hear is not said, but it counts.
    """
    party = draft.parties[actor]
    if not party.queue:
        if is_attendant(actor):
            draft.leaving.append((actor, "ended"))
        return
    if _floor_taken(draft, actor):
        return
    pending, rest = party.queue[0], party.queue[1:]
    draft.set_party(actor, queue=rest)
    draft.cancel(f"silence:{actor}")
    if not is_attendant(actor) and not _can_hear(draft, actor):
        _said(draft, actor, pending)
        return
    fault = _fault(draft, actor)
    audible = not is_attendant(actor) and fault is not LineFault.ONE_WAY
    draft.speeches += 1
    draft.speaking[draft.speeches] = Speaking(
        draft.speeches, actor, pending, party.turn, audible, *_place(draft, actor)
    )
    draft.effects.append(Say(draft.speeches, actor, pending.line, fault, audible, draft.slow))


def say_again(draft: Draft) -> None:
    """Whoever the operator is talking to repeats their last line; it means nothing new.  Nobody repeats what they are
    still saying, or before they have said anything."""
    for actor in _listeners(draft, 0).to:
        party = draft.parties[actor]
        speaking = any(s.actor == actor for s in draft.speaking.values())
        if party.said is not None and not party.queue and not speaking:
            draft.set_party(actor, queue=(Pending(party.said),))
            _next_line(draft, actor)


def voice_ended(draft: Draft, event: VoiceEnded) -> None:
    """A line has been said, or was cut short: what it meant takes effect, and the next thing happens."""
    speaking = draft.speaking.pop(event.speech, None)
    if speaking is None:
        return
    actor = speaking.actor
    draft.set_party(actor, said=speaking.what.line)
    draft.cancel(f"yield:{event.speech}")
    draft.fact(
        Moment.SAID,
        line=speaking.line,
        actor=actor,
        extension=speaking.extension,
        speech=event.speech,
        text=speaking.what.line.text,
        turn=speaking.turn,
        start=draft.t - event.played,
        end=draft.t,
        interrupted=not event.complete,
        audible=speaking.audible,
        first_sample=event.first_sample,
    )
    if draft.parties[actor].present:
        _said(draft, actor, speaking.what)
    for other, party in list(draft.parties.items()):
        if party.queue and party.present:
            _next_line(draft, other)


def _said(draft: Draft, actor: str, what: Pending) -> None:
    """The consequences of a line."""
    _open(draft, actor, what.situations, asked=what.asked)
    if what.last and not _talking_to_colleague(draft, actor):
        draft.leaving.append((actor, "ended"))
    elif what.then:
        enter(draft, actor, what.then)
    elif draft.parties[actor].queue or is_attendant(actor):
        _next_line(draft, actor)
    else:
        _await_words(draft, actor)


def _open(draft: Draft, actor: str, situations: tuple[MomentRef, ...], *, asked: bool = False) -> None:
    """State the situations; a fact that is given says whether it was ``asked`` for or volunteered."""
    line, extension = _place(draft, actor)
    for ref in situations:
        detail = {"asked": asked} if ref.moment is Moment.GIVES else {}
        draft.fact(ref.moment, line=line, actor=actor, extension=extension, about=ref.about, **detail)


# --- who is where ----------------------------------------------------------------------------------------------------


def _listeners(draft: Draft, utterance: int) -> Listening:
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


def _can_hear(draft: Draft, actor: str) -> bool:
    """Operator and actor are in one conversation now."""
    return actor in _listeners(draft, 0).to


def _talking_to_colleague(draft: Draft, actor: str) -> bool:
    """The actor is in talk with another party, with or without the operator: it does not wait for the operator."""
    line, _ = _place(draft, actor)
    return bool(line) and draft.lines[line].status in (LineStatus.CONNECTED, LineStatus.CONFERENCE)


def _hears_ringback(draft: Draft, actor: str) -> bool:
    """The actor is being transferred and hears the extension ring: that is no silence."""
    line, _ = _place(draft, actor)
    leg = draft.leg_for(line) if line else None
    return leg is not None and not leg.private and leg.status is LegStatus.RINGING


def _floor_taken(draft: Draft, actor: str) -> bool:
    here = _place(draft, actor)[0]
    return any(_place(draft, s.actor)[0] == here or s.actor == actor for s in draft.speaking.values())


def _fault(draft: Draft, actor: str) -> LineFault | None:
    line, _ = _place(draft, actor)
    return draft.lines[line].fault if line else None


def _place(draft: Draft, actor: str) -> tuple[str, str]:
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

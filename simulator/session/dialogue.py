"""People: what callers and staff say, when, and how they take what the operator says and does."""

from __future__ import annotations

from dataclasses import replace

from simulator.model.effects import Say, StopSaying
from simulator.model.events import VoiceEnded
from simulator.model.moments import Fact, Moment, MomentRef
from simulator.model.script import Line, LineFault
from simulator.model.speech import Transcript, Utterance
from simulator.model.temper import Annoyance, Mood
from simulator.phrases import Understanding
from simulator.session import places, replies, temper
from simulator.session.draft import Draft
from simulator.session.replies import Reply
from simulator.session.scene import ATTENDANT, announcements, is_attendant, staff_actor_id
from simulator.session.state import Listening, Pending, Speaking
from simulator.session.trace import Part, Spot

YIELD_MS = 1_200
"""How long somebody talked over goes on talking: past the 1.0 s at which it counts as talk-over."""
FIRST_WORD_MS = 4_000
"""How long a caller who has been picked up waits for a greeting before asking into the silence."""


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
        _say(draft, actor, turn.say, turn.situations, leaves="ended" if turn.hang_up else "")
        return
    _open(draft, actor, turn.situations)
    if turn.hang_up and not places.talking_to_colleague(draft, actor):
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
        draft.listening[utterance] = places.listeners(draft, utterance)
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
        temper.annoyed(draft, draft.speaking[speech].actor, Annoyance.TALKED_OVER)


def speech_dropped(draft: Draft, utterance: int) -> None:
    """It was no speech after all."""
    known = draft.listening.pop(utterance, None)
    for actor in known.to if known is not None else ():
        _await_words(draft, actor)


def heard(draft: Draft, utterance: Utterance, transcript: Transcript) -> None:
    """A finished utterance reaches those who were listening when it began and still are."""
    known = draft.listening.pop(utterance.id, None) or places.listeners(draft, utterance.id)
    matches = draft.scene.lexicon.match(transcript.text)
    yes = tuple(m.phrase for m in matches if m.understood is Understanding.YES)
    almost = tuple(m.phrase for m in matches if m.understood is Understanding.ALMOST)
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
    there = [actor for actor in known.to if places.can_hear(draft, actor)]
    enough = {actor for actor in there if temper.heard(draft, actor, yes, asked_again=replies.knows(draft, actor, yes))}
    reactions = {actor: replies.to_words(draft, actor, yes, almost) for actor in there}
    for actor, reaction in reactions.items():
        if actor in enough and not _leads_on(draft, actor, reaction):
            _burst_out(draft, actor)
        else:
            _react(draft, actor, reaction)


def _leads_on(draft: Draft, actor: str, reaction: Reply | str) -> bool:
    """The operator's words move the dialogue, or the actor has somebody else to talk to."""
    return (isinstance(reaction, Reply) and bool(reaction.go)) or places.talking_to_colleague(draft, actor)


def _burst_out(draft: Draft, actor: str) -> None:
    """Somebody furious has had enough: the turn that the script has for it, once; after that they are gone."""
    described = draft.scene.actor(actor)
    if described.furious and not draft.parties[actor].burst_out:
        draft.set_party(actor, burst_out=True, borne=0)
        draft.taken.append(Spot(actor, "", Part.FURIOUS))
        enter(draft, actor, described.furious)
    elif described.manner.give_up:
        _say(draft, actor, described.manner.give_up, leaves="temper")
    else:
        draft.leaving.append((actor, "temper"))


def _react(draft: Draft, actor: str, reply: Reply | str) -> None:
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
        if actor == fact.actor and (why := temper.annoying(fact)) is not None:
            temper.annoyed(draft, actor, why)
        party = draft.parties[actor]
        if fact.moment is Moment.RETRIEVED and party.impatient:
            draft.set_party(actor, impatient=False)
            held_long = draft.scene.actor(actor).manner.held_long
            if held_long:
                _say(draft, actor, held_long)
        if not party.turn:
            continue
        mood = temper.mood(draft, actor)
        branches = draft.scene.actor(actor).turns[party.turn].branches
        for branch in sorted(branches, key=lambda one: not one.temper):
            if branch.happens is not None and _matches(branch.happens, fact) and mood in (branch.temper or Mood):
                _react(draft, actor, replies.to_event(draft, party, branch))
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
    if not party.present or not places.can_hear(draft, actor) or places.talking_to_colleague(draft, actor):
        return
    if places.hears_ringback(draft, actor):
        _await_words(draft, actor)
        return
    described = draft.scene.actor(actor)
    manner = described.manner
    borne = temper.patience(draft, actor).repeats  # before this silence has annoyed them
    temper.annoyed(draft, actor, Annoyance.SILENCE)
    draft.set_party(actor, silences=party.silences + 1)
    if party.silences >= borne:
        if manner.give_up:
            _say(draft, actor, manner.give_up, leaves="ended")
        else:
            draft.leaving.append((actor, "patience"))
    elif not party.turn and party.silences:
        enter(draft, actor, described.start)
    elif party.turn and (reaction := described.turns[party.turn].silence) is not None:
        _react(draft, actor, replies.to_event(draft, party, reaction))
    elif manner.silence:
        _say(draft, actor, manner.silence)
    else:
        _await_words(draft, actor)


def _await_words(draft: Draft, actor: str) -> None:
    """Start the clock on the operator's silence, once the floor is the operator's."""
    party = draft.parties[actor]
    speaking = any(s.actor == actor for s in draft.speaking.values())
    if party.present and not party.queue and not speaking and places.can_hear(draft, actor):
        draft.timer(f"silence:{actor}", temper.patience(draft, actor).silence)


# --- speaking --------------------------------------------------------------------------------------------------------


def _say(
    draft: Draft, actor: str, lines: tuple[Line, ...], situations: tuple[MomentRef, ...] = (), *, leaves: str = ""
) -> None:
    """Say one of the lines, drawn by the seed."""
    _enqueue(draft, actor, Pending(replies.drawn(draft, actor, lines), situations, leaves=leaves))


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
    if places.floor_taken(draft, actor):
        return
    pending, rest = party.queue[0], party.queue[1:]
    draft.set_party(actor, queue=rest)
    draft.cancel(f"silence:{actor}")
    if not is_attendant(actor) and not places.can_hear(draft, actor):
        _said(draft, actor, pending)
        return
    fault = places.fault(draft, actor)
    audible = not is_attendant(actor) and fault is not LineFault.ONE_WAY
    draft.speeches += 1
    draft.speaking[draft.speeches] = Speaking(
        draft.speeches, actor, pending, party.turn, audible, *places.place(draft, actor)
    )
    pace = temper.pace(draft, actor)
    draft.effects.append(Say(draft.speeches, actor, pending.line, fault, audible, draft.slow, pace))


def say_again(draft: Draft) -> None:
    """Whoever the operator is talking to repeats their last line; it means nothing new.  Nobody repeats what they are
    still saying, or before they have said anything."""
    for actor in places.listeners(draft, 0).to:
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
    if what.leaves and not places.talking_to_colleague(draft, actor):
        draft.leaving.append((actor, what.leaves))
    elif what.then:
        enter(draft, actor, what.then)
    elif draft.parties[actor].queue or is_attendant(actor):
        _next_line(draft, actor)
    else:
        _await_words(draft, actor)


def _open(draft: Draft, actor: str, situations: tuple[MomentRef, ...], *, asked: bool = False) -> None:
    """State the situations; a fact that is given says whether it was ``asked`` for or volunteered."""
    line, extension = places.place(draft, actor)
    for ref in situations:
        detail = {"asked": asked} if ref.moment is Moment.GIVES else {}
        if ref.moment is Moment.GIVES:
            draft.set_party(actor, told=draft.parties[actor].told | {ref.about})
        draft.fact(ref.moment, line=line, actor=actor, extension=extension, about=ref.about, **detail)

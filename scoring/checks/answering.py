"""Going off-hook: in time, with words at once, and the urgent call first."""

from __future__ import annotations

from collections.abc import Iterator

from scoring import evidence, wording
from scoring.case import NOT_MEASURED, Case
from scoring.outcome import Grounds, Outcome, judged, limited, not_applicable
from scoring.presence import Presence, Stretch, departs
from scoring.timeline import Happening
from scoring.windows import meant_for, once, openings
from simulator.model.checks import AnsweredWithin, SpokeWithin, UrgentFirst
from simulator.model.moments import Moment
from simulator.model.ring import rings_begun
from simulator.model.rulebook import Rule
from simulator.model.text import Text


def answered_within(case: Case, rule: Rule, check: AnsweredWithin) -> Iterator[Outcome]:
    """One outcome for each incoming call: off-hook before burst ``rings`` + 1 begins (1 s on, 4 s off)."""
    required = Text(f"{check.rings} 声之内接听", f"answered within {check.rings} rings")
    for ringing in case.timeline.all(Moment.RINGING):
        if ringing.fact.detail.get("recall") is True:  # a transfer that came back is the same call
            continue
        end = _end_of_ringing(case, ringing)
        until = end.t if end is not None else case.timeline.end
        told = end.fact.detail.get("ring_ms") if end is not None else None
        ring_ms = told if isinstance(told, int) else until - ringing.t
        measured = Text(
            f"振铃 {wording.seconds(ring_ms)} 秒，第 {rings_begun(ring_ms)} 声",
            f"rang {wording.seconds(ring_ms)} s, burst {rings_begun(ring_ms)}",
        )
        proofs = evidence.of_fact(ringing, end)
        if end is not None and end.fact.moment is Moment.AUTO_ANSWERED:
            yield not_applicable(ringing.t, required, _ATTENDED)
            continue
        if end is not None and end.fact.moment is Moment.ANSWERED:
            within = judged(True, ringing.t, required, measured, Grounds.KEYS, proofs)
            beyond = judged(False, ringing.t, required, measured, Grounds.KEYS, proofs)
        else:
            stopped = Text("没到时限就不再振铃", "it stopped ringing before the limit")
            unanswered = Text(f"没有接听，{measured.zh}", f"not answered, {measured.en}")
            within = not_applicable(ringing.t, required, stopped)
            beyond = judged(False, ringing.t, required, unanswered, Grounds.KEYS, proofs)
        yield limited(rings_begun(ring_ms), check.rings, within, beyond)


def spoke_within(case: Case, rule: Rule, check: SpokeWithin) -> Iterator[Outcome]:
    """One outcome for each time the moment came: the first words to that party begin at most ``limit`` ms after it."""
    when, limit = wording.moment(check.after, case.directory), wording.seconds(check.limit)
    required = Text(f"{when.zh}后 {limit} 秒内开口", f"the first words within {limit} s after {when.en}")
    for happening in once(tuple(openings(check.after, case.timeline, case.directory))):
        spoken = (w for w in case.timeline.words if w.end > happening.t and meant_for(happening, w))
        parted = next((h for h in case.timeline.happenings if h.n > happening.n and _parts(happening, h)), None)
        until = parted.t if parted is not None else case.timeline.end
        words = next((w for w in spoken if w.start < until), None)
        if words is None:
            ended, silent = (
                Text("没到时限通话就结束了", "the call ended before the limit"),
                Text("没有说话", "nothing was said"),
            )
            within = not_applicable(happening.t, required, ended)
            proofs = evidence.of_fact(happening, parted)
            beyond = judged(False, happening.t, required, silent, Grounds.SOUND, proofs)
            yield limited(until - happening.t, check.limit, within, beyond)
        elif words.typed:
            yield not_applicable(happening.t, required, NOT_MEASURED)
        else:
            waited = max(0, words.start - happening.t)
            measured = Text(
                f"{wording.seconds(waited)} 秒后开口", f"the first words came after {wording.seconds(waited)} s"
            )
            proofs = (*evidence.of_fact(happening), evidence.of_words(words))
            within, beyond = (
                judged(in_time, happening.t, required, measured, Grounds.SOUND, proofs) for in_time in (True, False)
            )
            yield limited(waited, check.limit, within, beyond)


def urgent_first(case: Case, rule: Rule, check: UrgentFirst) -> Iterator[Outcome]:
    """One outcome each time a call is taken while urgent and ordinary calls wait together, and one for each urgent call
    that comes in while the operator has an ordinary one in hand."""
    yield from _order_of_waiting(case)
    yield from _put_before_running(case, check.rings)


def _order_of_waiting(case: Case) -> Iterator[Outcome]:
    required = Text("紧急来电优先接听", "the urgent call is taken first")
    waiting: dict[str, Happening] = {}
    for happening in case.timeline.happenings:
        moment = happening.fact.moment
        if moment is Moment.RINGING:
            waiting[happening.fact.line] = happening
        elif moment in _TAKES and happening.fact.line in waiting:
            kinds = {_urgent(h) for h in waiting.values()}
            taken = waiting.pop(happening.fact.line)
            if moment is Moment.AUTO_ANSWERED or len(kinds) < 2:
                continue
            name = case.caller_name(happening.call)
            measured = Text(f"先接了{name}的来电", f"the call of {name} was taken first")
            proofs = evidence.of_fact(taken, *(h for h in waiting.values()), happening)
            yield judged(_urgent(taken), happening.t, required, measured, Grounds.KEYS, proofs)
        elif departs(happening.fact):
            waiting.pop(happening.fact.line, None)


def _put_before_running(case: Case, rings: int) -> Iterator[Outcome]:
    """Other work is put down at once: whether the running caller waits or is done by then is the operator's choice."""
    urgent = {h.call for h in case.timeline.all(Moment.RINGING) if _urgent(h)}
    for ringing in case.timeline.all(Moment.RINGING):
        running = next((s for s in case.timeline.stretches if _in_hand(s, ringing) and s.call not in urgent), None)
        if not _urgent(ringing) or running is None:
            continue
        name = case.caller_name(running.call)
        required = Text(
            f"放下{name}的通话，{rings} 声之内先接紧急来电",
            f"the call of {name} is put down for the urgent one within {rings} rings",
        )
        end = _end_of_ringing(case, ringing)
        rang = (end.t if end is not None else case.timeline.end) - ringing.t
        in_time = rings_begun(rang) <= rings
        proofs = evidence.of_fact(ringing, end)
        if end is not None and end.fact.moment is Moment.AUTO_ANSWERED:
            yield not_applicable(ringing.t, required, _ATTENDED)
        elif end is not None and end.fact.moment in _TAKES:
            told = wording.after(rang)
            measured = Text(f"{told.zh}接起", f"taken {told.en}")
            yield judged(in_time, ringing.t, required, measured, Grounds.KEYS, proofs)
        elif in_time and (end is not None or case.timeline.complete):
            yield not_applicable(ringing.t, required, Text("没到时限就不再振铃", "it stopped ringing before the limit"))
        else:
            unanswered = Text("没有接", "it was not taken")
            absent = end is None and in_time
            yield judged(False, ringing.t, required, unanswered, Grounds.KEYS, proofs, absent=absent)


def _in_hand(stretch: Stretch, ringing: Happening) -> bool:
    """Whether the operator had another caller in hand just before the ringing."""
    return stretch.call != ringing.call and stretch.presence in _IN_HAND and stretch.start < ringing.t <= stretch.end


_ATTENDED = Text("由电脑接听", "taken by the automatic attendant")
_TAKES = frozenset({Moment.ANSWERED, Moment.AUTO_ANSWERED, Moment.RETRIEVED})
_IN_HAND = frozenset({Presence.TALKING, Presence.HELD, Presence.TRANSFERRING, Presence.CONFERENCE})


def _urgent(ringing: Happening) -> bool:
    return ringing.fact.detail.get("urgent") is True


def _parts(opening: Happening, later: Happening) -> bool:
    return bool(opening.call) and later.call == opening.call and departs(later.fact)


def _end_of_ringing(case: Case, ringing: Happening) -> Happening | None:
    """What ended the ringing of a call: taken by the operator or the attendant, or given up."""
    ends = case.timeline.all(*_TAKES, Moment.HUNG_UP, Moment.LINE_FAULT, call=ringing.call)
    later = (h for h in ends if h.n > ringing.n and h.fact.line == ringing.fact.line)
    return next((h for h in later if h.fact.moment is not Moment.LINE_FAULT or departs(h.fact)), None)

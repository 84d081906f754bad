"""What has to follow what on the board: in time, in order, or never."""

from __future__ import annotations

from collections.abc import Iterator

from scoring import evidence, wording
from scoring.case import Case
from scoring.outcome import Grounds, Outcome, judged, not_applicable
from scoring.timeline import Happening
from scoring.windows import once, openings, same_party
from simulator.model.checks import DoneWithin, Happened, NeverHappened
from simulator.model.moments import Moment, MomentRef
from simulator.model.rulebook import Rule
from simulator.model.text import Text

DESK_WORK = frozenset(
    {
        Moment.MESSAGE_SAVED,
        Moment.MESSAGE_RELAYED,
        Moment.FAULT_REPORTED,
        Moment.DIALLED_OUT,
        Moment.CALLED_BACK,
        Moment.SPARE_LINE,
        Moment.MODE,
    }
)
"""What an operator does at the desk: it counts after the party is gone as well, because only then is there time for
it."""

_TAKEN_BACK = {Moment.DECLINES: Moment.ACCEPTS}
"""A refusal that the same person takes back forbids nothing any more."""


def happened(case: Case, rule: Rule, check: Happened) -> Iterator[Outcome]:
    """One outcome for each ``after``: followed by one of ``done`` before the party is gone, and before ``before``."""
    when = wording.moment(check.after, case.directory)
    what = wording.listed((wording.moment(ref, case.directory) for ref in check.done), either=True)
    first = wording.moment(check.before, case.directory) if check.before is not None else None
    order = Text(f"，先于{first.zh}", f", before {first.en}") if first is not None else Text("", "")
    required = Text(f"{when.zh}之后：{what.zh}{order.zh}", f"after {when.en}: {what.en}{order.en}")
    for start in once(tuple(openings(check.after, case.timeline, case.directory))):
        done = _first(case, start, check.done)
        before = _first(case, start, (check.before,)) if check.before is not None else None
        proofs = evidence.of_fact(start, before, done)
        grounds = _grounds(case, start, check.after, *check.done)
        if done is None:
            missing = Text("没有做", "it was not done")
            yield judged(False, start.t, required, missing, grounds, proofs, absent=case.open_at_end(start))
        elif before is not None and before.n < done.n:
            yield judged(False, start.t, required, Text("顺序反了", "in the wrong order"), grounds, proofs)
        else:
            yield judged(True, start.t, required, wording.after(done.t - start.t), grounds, proofs)


def never_happened(case: Case, rule: Rule, check: NeverHappened) -> Iterator[Outcome]:
    """One outcome for each ``after``: ``moment`` never follows for the same party (and the same extension, if both
    have one)."""
    when, what = wording.moment(check.after, case.directory), wording.moment(check.moment, case.directory)
    required = Text(f"{when.zh}之后不得：{what.zh}", f"after {when.en}, never: {what.en}")
    for start in once(tuple(openings(check.after, case.timeline, case.directory))):
        culprit = next((h for h in _following(case, start, check.moment) if _same_place(start, h)), None)
        if culprit is not None and _taken_back(case, start, culprit):
            culprit = None
        measured = wording.after(culprit.t - start.t) if culprit is not None else Text("没有发生", "it did not happen")
        grounds = _grounds(case, start, check.after, check.moment)
        yield judged(culprit is None, start.t, required, measured, grounds, evidence.of_fact(start, culprit))


def done_within(case: Case, rule: Rule, check: DoneWithin) -> Iterator[Outcome]:
    """One outcome for each ``after``: ``done`` follows in time; the time in which the others speak may not count."""
    when, what = wording.moment(check.after, case.directory), wording.moment(check.done, case.directory)
    limit = wording.seconds(check.limit)
    required = Text(f"{when.zh}后 {limit} 秒内：{what.zh}", f"within {limit} s after {when.en}: {what.en}")
    for start in once(tuple(openings(check.after, case.timeline, case.directory))):
        if not (start.call or start.fact.extension or check.done.moment in DESK_WORK):
            yield not_applicable(start.t, required, Text("当时没有人在线", "nobody was on the line then"))
            continue
        done = _first(case, start, (check.done,))
        grounds = _grounds(case, start, check.after, check.done)
        pause = check.pause_while_caller_speaks
        if done is None:
            gone = case.timeline.gone_after(start.call, start.n)
            until = gone.t if gone is not None and check.done.moment not in DESK_WORK else case.timeline.end
            took = _elapsed(case, start, until, pause=pause)
            if took <= check.limit and gone is not None and gone.fact.moment is not Moment.RELEASED:
                cut = Text("没到时限对方就不在线了", "the party was gone before the limit")
                yield not_applicable(start.t, required, cut)
                continue
            missing = Text("没有做", "it was not done")
            proofs = evidence.of_fact(start, gone)
            absent = gone is None and took <= check.limit
            yield judged(False, start.t, required, missing, grounds, proofs, absent=absent)
        else:
            took = _elapsed(case, start, done.t, pause=pause)
            proofs = evidence.of_fact(start, done)
            yield judged(took <= check.limit, start.t, required, wording.after(took), grounds, proofs)


def _grounds(case: Case, start: Happening, *refs: MomentRef) -> Grounds:
    """Keys, but where a temper is meant or has ended the call: that comes from what was recognised."""
    felt = any(ref.moment in (Moment.ANGERED, Moment.SOOTHED) for ref in refs)
    return Grounds.WORDS if felt else case.grounds(start.call, Grounds.KEYS)


def _first(case: Case, start: Happening, refs: tuple[MomentRef, ...]) -> Happening | None:
    found = [h for ref in refs for h in _following(case, start, ref)]
    return min(found, key=lambda h: h.n, default=None)


def _following(case: Case, start: Happening, ref: MomentRef) -> Iterator[Happening]:
    """Happenings of the same party after ``start``, until the party is gone; desk work counts afterwards too."""
    gone = case.timeline.gone_after(start.call, start.n) if start.call else None
    for happening in openings(ref, case.timeline, case.directory):
        if happening.n <= start.n or not same_party(start, happening):
            continue
        if gone is None or happening.n <= gone.n or ref.moment in DESK_WORK or _gone_already(case, start):
            yield happening


def _gone_already(case: Case, start: Happening) -> bool:
    """What begins with the party being off the line (a dead line, a call-back that is due) cannot end with it."""
    return any(h.t <= start.t and _not_back(case, start, h) for h in case.timeline.gone.get(start.call, ()))


def _not_back(case: Case, start: Happening, gone: Happening) -> bool:
    back = case.timeline.all(Moment.RINGING, Moment.ANSWERED, Moment.CALLED_BACK, call=start.call)
    return not any(gone.n < h.n < start.n for h in back)


def _same_place(start: Happening, later: Happening) -> bool:
    one, other = start.fact.extension, later.fact.extension
    return not one or not other or one == other


def _taken_back(case: Case, start: Happening, culprit: Happening) -> bool:
    opposite = _TAKEN_BACK.get(start.fact.moment)
    if opposite is None:
        return False
    later = case.timeline.all(opposite, call=start.call)
    return any(start.n < h.n < culprit.n and h.fact.actor == start.fact.actor for h in later)


def _elapsed(case: Case, start: Happening, until: int, *, pause: bool) -> int:
    """Ms from the start until then, less what the other party said in between."""
    spoken = 0
    if pause:
        reach = start.t
        for line in sorted(case.timeline.lines, key=lambda line: line.start):
            if line.call == start.call and line.audible:
                begin, end = max(line.start, reach), min(line.end, until)
                spoken += max(0, end - begin)
                reach = max(reach, end)
    return until - start.t - spoken

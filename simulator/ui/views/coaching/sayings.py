"""What to say now: wordings whose window is open, those that a next step asks for, questions for the message, the
numbers to read back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from scoring.checks import outcomes
from scoring.presence import STAFF, Presence
from scoring.windows import OpenWindow, opened
from simulator.model.checks import ConsultedFirst, ReadBack, RecordField, RecordFieldRight, Said
from simulator.model.moments import Moment
from simulator.model.rulebook import Rule
from simulator.model.scorecard import Verdict
from simulator.model.script import RecordFacts
from simulator.ui.views.coaching.due import NEVER, Due, Kind
from simulator.ui.views.coaching.situation import REFUSALS, Situation

_ASKED: dict[RecordField, str] = {
    RecordField.CALLER: "name",
    RecordField.ORGANISATION: "organisation",
    RecordField.PHONE: "phone",
    RecordField.ADDRESS: "address",
    RecordField.MATTER: "matter",
}
"""The fact that a caller gives for a field of the message."""
_TOLD: dict[RecordField, str] = {
    RecordField.CALLER: "您是……",
    RecordField.ORGANISATION: "单位是……",
    RecordField.PHONE: "电话是……",
    RecordField.ADDRESS: "地址是……",
    RecordField.MATTER: "事情是……",
}
"""How a field is said back; the trainee has to know what."""
_PARTINGS = frozenset({Moment.FAREWELL, Moment.RELEASED})


def sayings(now: Situation, presses: Sequence[Due]) -> Iterator[Due]:
    """Everything that is to be said; ``presses`` are the keys to be pressed next, before which something may be due."""
    if now.over:
        return
    for rule in now.rulebook.rules:
        if isinstance(rule.check, Said):
            yield from _open(now, rule, rule.check, presses)
    yield from chain.from_iterable(_before(now, press) for press in presses)
    here = now.here()
    if here and now.message_due(here):
        yield from _questions(now, here)
        yield from _read_back(now, here)


def goodbye(now: Situation, due: Iterable[Due]) -> Iterator[Due]:
    """The closing words once nothing else is to be said to the caller or done for them."""
    here = now.here()
    if now.over or not here or not now.wants(here):
        return
    if any(one.call == here and one.kind in (Kind.SAY, Kind.ASK, Kind.PRESS) for one in due):
        return
    for rule in now.rulebook.rules:
        check = rule.check
        if not isinstance(check, Said) or check.window.opens.moment not in _PARTINGS:
            continue
        if not _said_lately(now, check, here):
            yield _say(now, rule, here, kind=Kind.GOODBYE)


# --- open windows ----------------------------------------------------------------------------------------------------


def _open(now: Situation, rule: Rule, check: Said, presses: Sequence[Due]) -> Iterator[Due]:
    """A wording whose window is open, that has not been said, to somebody who would hear it."""
    for window in opened(check.window, now.timeline, now.case.directory):
        if window.end <= now.t or not _heard_by_somebody(now, window) or _given(now, check, window):
            continue
        if _satisfied(now, check, window) or (check.window.first and window.held(now.timeline)):
            continue
        within = check.window.within
        closes = window.opened_by.t + within if within is not None else NEVER
        kind = Kind.GOODBYE if check.window.opens.moment in _PARTINGS else Kind.SAY
        wording = _better(now, rule, check, window, presses)
        yield Due(rule, kind, wording, closes, window.opened_by.call)
        return


def _better(now: Situation, rule: Rule, check: Said, window: OpenWindow, presses: Sequence[Due]) -> str:
    """The rulebook's better wording, with the name of whom this call is about."""
    wording = now.case.fill(rule.better) or rule.title
    if check.names_destination:
        press = next((one for one in presses if one.call == window.opened_by.call and one.extension), None)
        if press is None:
            return wording
        if isinstance(press.rule.check, ConsultedFirst):
            return now.case.fill(press.rule.better) or wording
        return now.renamed(wording, press.extension)
    fact = window.opened_by.fact
    return now.renamed(wording, fact.extension) if fact.moment in REFUSALS else wording


def _heard_by_somebody(now: Situation, window: OpenWindow) -> bool:
    fact = window.opened_by.fact
    staff = {STAFF + leg.extension for leg in now.legs if leg.talking and leg.private}
    if fact.actor in staff or STAFF + fact.extension in staff:
        return True
    return bool(window.opened_by.call) and now.hears(window.opened_by.call)


def _satisfied(now: Situation, check: Said, window: OpenWindow) -> bool:
    heard = frozenset().union(*(words.understood or () for words in window.of(now.timeline)))
    return (all if check.every else any)(phrase in heard for phrase in check.phrases)


def _given(now: Situation, check: Said, window: OpenWindow) -> bool:
    """Whether the caller has volunteered what the rule would have one ask."""
    return bool(check.unless_given) and now.given(window.opened_by.call, check.unless_given)


# --- before a key ----------------------------------------------------------------------------------------------------


def _before(now: Situation, press: Due) -> Iterator[Due]:
    """What is said when a key has been pressed or right before: the greeting, the request to wait."""
    for rule in now.rulebook.rules:
        check = rule.check
        if not isinstance(check, Said):
            continue
        if press.kind is Kind.ANSWER and check.window.opens.moment is Moment.ANSWERED and check.window.first:
            yield _say(now, rule, press.call, press.closes)
        elif press.holds and check.window.opens.moment is Moment.HELD and check.window.opens_early:
            here = now.here()
            if here and not _said_lately(now, check, here):
                yield _say(now, rule, here)


def _said_lately(now: Situation, check: Said, call: str) -> bool:
    """Whether it has been said so lately that it will count when the window opens."""
    since = now.t - check.window.opens_early
    heard = (words.understood or () for words in now.timeline.words if call in words.to and words.start >= since)
    return any(phrase in check.phrases for phrases in heard for phrase in phrases)


# --- the message -----------------------------------------------------------------------------------------------------


def _questions(now: Situation, call: str) -> Iterator[Due]:
    """What the message needs and the caller has not given."""
    facts = now.caller(call).record
    if facts is None:
        return
    for rule in now.rulebook.rules:
        if not isinstance(rule.check, RecordFieldRight) or rule.check.field not in _ASKED:
            continue
        wanted = _wanted(facts, rule.check.field)
        if wanted and rule.better and not now.given(call, _ASKED[rule.check.field]):
            yield _say(now, rule, call, kind=Kind.ASK)


def _wanted(facts: RecordFacts, field: RecordField) -> bool:
    match field:
        case RecordField.CALLER:
            return facts.caller is not None
        case RecordField.ORGANISATION:
            return facts.organisation is not None
        case RecordField.PHONE:
            return bool(facts.phone)
        case RecordField.ADDRESS:
            return bool(facts.address)
        case _:
            return bool(facts.matter)


def _read_back(now: Situation, call: str) -> Iterator[Due]:
    """Facts given and not read back yet, as the check itself finds."""
    for rule in now.rulebook.rules:
        if not isinstance(rule.check, ReadBack) or now.where(call) is not Presence.TALKING:
            continue
        fields = [field for field in rule.check.fields if field in _ASKED]
        if not all(now.given(call, _ASKED[field]) for field in fields):
            continue
        if any(outcome.verdict is Verdict.FAIL for outcome in outcomes(now.case, rule)):
            told = "，".join(_TOLD[field] for field in fields)
            yield Due(rule, Kind.SAY, f"我跟您核对一下，{told}，对吗？", call=call)


def _say(now: Situation, rule: Rule, call: str, closes: int = NEVER, kind: Kind = Kind.SAY) -> Due:
    return Due(rule, kind, now.case.fill(rule.better) or rule.title, closes, call)

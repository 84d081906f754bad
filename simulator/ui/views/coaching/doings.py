"""What to do now: keys to press and forms to fill in, as far as the rules know it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from scoring.checks import outcomes
from scoring.outcome import Outcome
from scoring.presence import Presence
from scoring.timeline import Happening
from scoring.windows import once
from simulator.model import wording as names
from simulator.model.checks import (
    AnsweredWithin,
    CalledBack,
    Check,
    ConfirmedConnected,
    ConsultedFirst,
    DoneWithin,
    FaultReported,
    Happened,
    HoldReengaged,
    MessageKept,
    MessageRelayed,
    ModeOnDuty,
    NoticeAnswered,
    Notified,
    RoutedToGoal,
    SpareLineUsed,
    UrgentFirst,
)
from simulator.model.company import Role
from simulator.model.moments import Moment
from simulator.model.ring import RING_PERIOD_MS
from simulator.model.rulebook import Rule
from simulator.model.scorecard import Verdict
from simulator.model.script import KeyName, LineFault
from simulator.model.text import Lang, Text
from simulator.ui.views.coaching.due import NEVER, Due, Kind
from simulator.ui.views.coaching.situation import Situation
from simulator.ui.views.keymap import Action, hot_key


def doings(now: Situation, lang: Lang) -> Iterator[Due]:
    """Everything that is to be done with the hands."""
    if now.over:
        return
    for call in now.calls():
        match now.where(call):
            case Presence.RINGING:
                yield from _answer(now, call, lang)
            case Presence.TALKING:
                yield from _route(now, call, lang)
            case Presence.HELD:
                yield from _held(now, call, lang)
            case Presence.CONNECTED if call in now.staying:
                yield from _leave(now, call, lang)
        yield from _message(now, call, lang)
    yield from chain(_faults(now, lang), _mode(now, lang), _notices(now, lang), _attendance(now))


def _rules(now: Situation, kind: type[Check]) -> Iterator[Rule]:
    return (rule for rule in now.rulebook.rules if isinstance(rule.check, kind))


def _press(key: KeyName, lang: Lang, argument: str = "") -> str:
    """“转接”（F4） 8401 周杰"""
    name = names.KEYS[key]
    tail = f" {argument}" if argument else ""
    return Text(f"按“{name.zh}”（{hot_key(key)}）{tail}", f"press “{name.en}” ({hot_key(key)}){tail}")[lang]


def _line(number: str, lang: Lang) -> str:
    return Text(f"线路 {number}", f"line {number}")[lang]


def _extension(now: Situation, number: str) -> str:
    return f"{number} {now.case.directory.name(number)}"


def _pending(now: Situation, rule: Rule) -> bool:
    """Whether the rule would fail for no other reason than that the log ends here."""
    return any(outcome.verdict is Verdict.FAIL and outcome.absent for outcome in outcomes(now.case, rule))


# --- callers ---------------------------------------------------------------------------------------------------------


def _answer(now: Situation, call: str, lang: Lang) -> Iterator[Due]:
    """A ringing line; while the operator talks to somebody, only an urgent one is taken first."""
    rang = tuple(now.timeline.all(Moment.RINGING, call=call))[-1]
    urgent = rang.fact.detail.get("urgent") is True
    busy = now.here() or any(leg.private for leg in now.legs)
    if (busy and not urgent) or (not urgent and _urgent_rings(now)):
        return
    text = _press(KeyName.ANSWER, lang, _line(rang.fact.line, lang))
    rule = next(_rules(now, UrgentFirst), None) if urgent and busy else next(_rules(now, AnsweredWithin), None)
    if rule is not None:
        assert isinstance(rule.check, AnsweredWithin | UrgentFirst)
        closes = rang.t + rule.check.rings * RING_PERIOD_MS
        yield Due(rule, Kind.ANSWER, text, closes, call, holds=bool(busy))


def _urgent_rings(now: Situation) -> bool:
    ringing = (call for call in now.calls() if now.where(call) is Presence.RINGING)
    return any(now.caller(call).urgent for call in ringing)


def _route(now: Situation, call: str, lang: Lang) -> Iterator[Due]:
    """Where the caller is to be put through, or who is to be asked first."""
    routes = [(asked, rule) for rule in _rules(now, RoutedToGoal) for asked in _asked(now, call, rule)]
    if not routes or now.leg_of(call) is not None:
        return
    asked, rule = routes[-1] if routes[-1][0].n == routes[0][0].n else routes[0]
    consult = next((one for one in _rules(now, ConsultedFirst) if _concerns(now, one, asked)), None)
    wanted = now.case.directory.extension_of(asked.fact.about)
    goals = [goal.connected for goal in now.caller(call).goals if goal.connected]
    target = wanted if consult is not None or not goals else goals[0]
    if not target or _dialled(now, call, target):
        return
    key = KeyName.CONSULT if consult is not None else KeyName.TRANSFER
    text = _press(key, lang, _extension(now, target))
    yield Due(consult or rule, Kind.PRESS, text, _deadline(now, asked), call, target, consult is not None)


def _asked(now: Situation, call: str, rule: Rule) -> Iterator[Happening]:
    """The caller's first request that a routing rule means, while it has led nowhere."""
    if not now.caller(call).goals or not _pending(now, rule):
        return
    yield from (h for h in now.wants(call) if _concerns(now, rule, h))


def _concerns(now: Situation, rule: Rule, asked: Happening) -> bool:
    assert isinstance(rule.check, RoutedToGoal | ConsultedFirst)
    return now.case.directory.concerns(rule.check.request, asked.fact)


def _dialled(now: Situation, call: str, extension: str) -> bool:
    return any(h.fact.extension == extension for h in now.timeline.all(Moment.DIALLED, call=call))


def _deadline(now: Situation, asked: Happening) -> int:
    """Until when (session ms) a rule wants the extension dialled."""
    limits = [
        asked.t + rule.check.limit
        for rule in _rules(now, DoneWithin)
        if isinstance(rule.check, DoneWithin) and now.case.directory.concerns(rule.check.after, asked.fact)
    ]
    return min(limits, default=NEVER)


def _held(now: Situation, call: str, lang: Lang) -> Iterator[Due]:
    """A caller on hold: put through when the extension agrees, taken back when nobody else is being served."""
    leg, rule = now.leg_of(call), next(_rules(now, HoldReengaged), None)
    if leg is not None:
        answer = _answer_of(now, call, leg.extension)
        if answer is Moment.ACCEPTS:
            agreed = next((one for one in _rules(now, Happened) if _pending(now, one)), None)
            agreed = agreed or next(_rules(now, RoutedToGoal), None)
            if agreed is not None:
                yield Due(agreed, Kind.PRESS, _press(KeyName.CONNECT, lang), call=call)
        elif answer is Moment.DECLINES and rule is not None:
            yield Due(rule, Kind.PRESS, _press(KeyName.CANCEL, lang), call=call)
        return
    if rule is None or now.here() or now.staying or any(leg.private for leg in now.legs):
        return
    assert isinstance(rule.check, HoldReengaged)
    held = tuple(now.timeline.all(Moment.HELD, call=call))[-1]
    text = _press(KeyName.RETRIEVE, lang, _line(held.fact.line, lang))
    yield Due(rule, Kind.PRESS, text, held.t + rule.check.limit, call)


def _answer_of(now: Situation, call: str, extension: str) -> Moment | None:
    """What the extension said to being asked: ``accepts``, ``declines``, or nothing yet."""
    answers = now.timeline.all(Moment.ACCEPTS, Moment.DECLINES, call=call)
    mine = [h.fact.moment for h in answers if h.fact.extension == extension or h.fact.actor.endswith(extension)]
    return mine[-1] if mine else None


def _leave(now: Situation, call: str, lang: Lang) -> Iterator[Due]:
    for rule in _rules(now, ConfirmedConnected):
        yield Due(rule, Kind.PRESS, _press(KeyName.RELEASE, lang), call=call)


# --- the record ------------------------------------------------------------------------------------------------------


def _message(now: Situation, call: str, lang: Lang) -> Iterator[Due]:
    """The message: written once the matter is known, passed on once it is written."""
    if not now.message_due(call) or not (now.given(call, "matter") or now.where(call) is Presence.GONE):
        return
    caller = now.caller(call)
    whom = now.case.directory.name(caller.record.for_whom) if caller.record is not None else ""
    kept, relayed = next(_rules(now, MessageKept), None), next(_rules(now, MessageRelayed), None)
    if kept is None or not _pending(now, kept):
        return
    if now.timeline.last_note(call) is None:
        key = hot_key(Action.MESSAGE)
        text = Text(f"填写并保存留言单（{key}）", f"fill in and save the message pad ({key})")
        yield Due(kept, Kind.WRITE, text[lang], call=call)
    elif relayed is not None and now.where(call) is Presence.GONE:
        assert isinstance(relayed.check, MessageRelayed)
        key = hot_key(Action.RELAY)
        text = Text(f"把留言转告{whom}（{key}）", f"pass the message on to {whom} ({key})")
        yield Due(relayed, Kind.WRITE, text[lang], now.timeline.last_gone(call) + relayed.check.limit, call)


def _faults(now: Situation, lang: Lang) -> Iterator[Due]:
    """A line in trouble: another one is taken, the caller is called back, the fault is reported."""
    for kind in (SpareLineUsed, CalledBack, FaultReported):
        for rule in _rules(now, kind):
            for outcome in outcomes(now.case, rule):
                if outcome.verdict is not Verdict.FAIL or not outcome.absent:
                    continue
                assert isinstance(rule.check, SpareLineUsed | CalledBack | FaultReported)
                yield _fault(now, rule, outcome, lang)


def _fault(now: Situation, rule: Rule, outcome: Outcome, lang: Lang) -> Due:
    assert isinstance(rule.check, SpareLineUsed | CalledBack | FaultReported)
    at = outcome.at
    closes = at + rule.check.limit
    match rule.check:
        case SpareLineUsed():
            return Due(rule, Kind.PRESS, _press(KeyName.SPARE, lang), closes)
        case CalledBack():
            entries = outcome.evidence[0].entries
            due = next(h for h in now.timeline.all(Moment.CALL_BACK_DUE) if h.n in entries)
            number = str(due.fact.detail.get("number", ""))
            return Due(rule, Kind.PRESS, _press(KeyName.DIAL_OUT, lang, number), closes, due.call)
        case FaultReported():
            fact = tuple(h for h in now.timeline.all(Moment.LINE_FAULT) if h.t >= at)[-1].fact
            kind = names.FAULTS[LineFault(str(fact.detail.get("kind")))][lang]
            to = now.case.directory.company.roles.get(Role.TECHNICAL, "")
            form = Text(f"填报修单（{hot_key(Action.FAULT)}）", f"fill in the fault report ({hot_key(Action.FAULT)})")
            text = f"{form[lang]} {_line(fact.line, lang)} · {kind} → {_extension(now, to)}"
            return Due(rule, Kind.WRITE, text, closes)


# --- the shift -------------------------------------------------------------------------------------------------------


def _mode(now: Situation, lang: Lang) -> Iterator[Due]:
    """The mode that the duty plan asks for."""
    for rule in _rules(now, ModeOnDuty):
        if _pending(now, rule):
            assert isinstance(rule.check, ModeOnDuty)
            expected = tuple(now.timeline.all(Moment.MODE_EXPECTED))[-1]
            name = names.ANSWERING[str(expected.fact.detail.get("mode"))][lang]
            yield Due(rule, Kind.PRESS, _press(KeyName.MODE, lang, name), expected.t + rule.check.limit)


def _notices(now: Situation, lang: Lang) -> Iterator[Due]:
    """Who is still to be told of a meeting: called once the caller is off the line, and told what it is about."""
    for rule in _rules(now, Notified):
        asked = [h for h in once(tuple(now.timeline.all(Moment.NOTICE))) if _to_be_told(now, h)]
        for one, outcome in zip(asked, outcomes(now.case, rule), strict=False):
            number = now.case.directory.extension_of(one.fact.about)
            told = outcome.verdict in (Verdict.PASS, Verdict.UNDECIDED)
            if told or now.where(one.call) is not Presence.GONE:
                continue
            leg = next((leg for leg in now.legs if leg.extension == number), None)
            if leg is not None and leg.talking:
                yield Due(rule, Kind.SAY, outcome.required[lang])
            elif leg is None and not any(leg.private for leg in now.legs):
                yield Due(rule, Kind.PRESS, _press(KeyName.CONSULT, lang, _extension(now, number)))
            return


def _attendance(now: Situation) -> Iterator[Due]:
    """Who has been told of a meeting is asked whether they come, while they are on the line."""
    asked = [h for h in once(tuple(now.timeline.all(Moment.NOTICE))) if _to_be_told(now, h)]
    for rule in _rules(now, NoticeAnswered):
        for one, outcome in zip(asked, outcomes(now.case, rule), strict=False):
            number = now.case.directory.extension_of(one.fact.about)
            talking = any(leg.extension == number and leg.talking for leg in now.legs)
            if talking and outcome.verdict is Verdict.FAIL:
                yield Due(rule, Kind.ASK, now.case.fill(rule.better) or rule.title)


def _to_be_told(now: Situation, asked: Happening) -> bool:
    caller = now.case.script.callers.get(asked.call)
    return caller is not None and bool(caller.notice) and bool(now.case.directory.extension_of(asked.fact.about))

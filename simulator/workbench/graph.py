"""A call as charts, one for each caller and member of staff: turns, what leads from one to the other, and how it ends.

What a turn answers without moving on stands in its box; what moves on is an edge.  In: the script.  Out: texts in one
language, ready to be drawn by ``mermaid`` or ``svg``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from scoring.wording import MOODS
from simulator.model.moments import Moment, MomentRef
from simulator.model.script import Actor, Branch, Caller, CallScript, Incident, Line, Reaction, Staff, Turn
from simulator.model.temper import mood_at
from simulator.model.text import Lang, Text
from simulator.model.units import clock_text
from simulator.session.trace import Part, spots_of_turn


class Shape(StrEnum):
    """What a box stands for."""

    BEGIN = "begin"
    TURN = "turn"
    ANSWERS = "answers"  # what is answered in every turn
    END = "end"


class Kind(StrEnum):
    """What leads from one box to another."""

    HEARS = "hears"
    HAPPENS = "happens"
    OTHERWISE = "otherwise"  # half understood, not understood, silence
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class Node:
    """A box; ``id`` is unique in its chart: a turn's id, or one of the fixed ones below."""

    id: str
    shape: Shape
    title: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    source: str
    target: str
    kind: Kind
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """One actor's dialogue.  ``party`` is the caller's id or the extension."""

    party: str
    title: str
    notes: tuple[str, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


BEGIN, BACK, ANSWERS, FURIOUS, END = "*begin", "*called-back", "*answers", "*furious", "*end"
"""Boxes that are no turns; no id of a turn has a star in it."""

HAPPENS: Mapping[Moment, Text] = {
    Moment.ANSWERED: Text("被接起", "answered"),
    Moment.HELD: Text("被保持", "put on hold"),
    Moment.HOLD_REMINDER: Text("保持太久", "held too long"),
    Moment.RETRIEVED: Text("被取回", "taken back"),
    Moment.RETURNED: Text("转接退回", "back from a transfer"),
    Moment.RELEASED: Text("话务员退出", "operator leaves"),
    Moment.DIALLED: Text("开始转接", "being transferred"),
    Moment.EXTENSION_ANSWERED: Text("分机接听", "extension answers"),
    Moment.EXTENSION_BUSY: Text("分机占线", "extension busy"),
    Moment.EXTENSION_NO_ANSWER: Text("分机无人接听", "extension does not answer"),
    Moment.EXTENSION_ABSENT: Text("分机的人不在", "nobody there"),
    Moment.EXTENSION_OUT_OF_ORDER: Text("分机故障", "extension out of order"),
    Moment.CONNECTED: Text("接通", "connected"),
    Moment.CONFERENCE: Text("三方通话", "conference"),
    Moment.LINE_FAULT: Text("线路故障", "line fault"),
    Moment.LINE_CLEARED: Text("线路恢复", "line restored"),
    Moment.LONG_CALL: Text("通话过长", "long call"),
    Moment.MESSAGE_SAVED: Text("留言已记", "message saved"),
    Moment.CALLED_BACK: Text("接到回拨", "called back"),
    Moment.ANGERED: Text("更生气了", "angrier"),
    Moment.SOOTHED: Text("消气了一些", "calmer"),
}
_REACTIONS = {
    Part.ALMOST: Text("没听清", "half understood"),
    Part.OTHERWISE: Text("没听懂", "not understood"),
    Part.SILENCE: Text("沉默", "silence"),
    Part.FURIOUS: Text("忍无可忍", "has had enough"),
}
_TITLES = {
    BEGIN: Text("开始", "start"),
    BACK: Text("接到回拨", "called back"),
    ANSWERS: Text("随时可问", "asked at any time"),
    FURIOUS: _REACTIONS[Part.FURIOUS],
    END: Text("挂机", "hangs up"),
}
_IN_MOOD = Text("{why}（{moods}）", "{why} ({moods})")
_HEARS = Text("听到 ", "hears ")
_SITUATION = Text("◆ ", "◆ ")
_MORE = Text("“{text}” 等 {count} 种说法", "“{text}” and {count} wordings in all")
_DIALS = Text("拨 {digits}", "dials {digits}")


def charts_of(script: CallScript, lang: Lang, start: str = "") -> tuple[Chart, ...]:
    """The charts of everybody in the call; with ``start`` (``TURN`` or ``PARTY/TURN``) of what follows from there.

    Raises ``KeyError`` where there is no such turn.
    """
    charts = [_of_caller(name, caller, lang) for name, caller in script.callers.items()]
    charts += [_of_staff(number, staff, lang) for number, staff in script.staff.items()]
    charts = [replace(one, notes=(*one.notes, *_incidents(script, one.party, lang))) for one in charts]
    return tuple(charts) if not start else (_following(charts, start),)


# --- whose chart -----------------------------------------------------------------------------------------------------


def _of_caller(name: str, caller: Caller, lang: Lang) -> Chart:
    actor = caller.actor
    who = actor.name.text if caller.organisation is None else f"{actor.name.text}（{caller.organisation.text}）"
    title = Text(f"来电人 {name}：{who}", f"Caller {name}: {who}")[lang]
    notes = [_comes_in(caller, lang)]
    for goal in caller.goals:
        reached = Text(f"接通 {goal.connected}", f"connected to {goal.connected}")
        message = Text(f"给 {goal.message_for} 留言", f"message for {goal.message_for}")
        notes.append(Text("目标：", "goal: ")[lang] + (reached if goal.connected else message)[lang])
    called_back = "" if caller.calls_back_at == actor.start else caller.calls_back_at
    return _chart(name, title, tuple(notes), actor, called_back, lang)


def _comes_in(caller: Caller, lang: Lang) -> str:
    """When the caller rings, or is to be called."""
    if caller.due_at is not None:
        time, purpose = clock_text(caller.due_at), caller.due_for
        return Text(f"{time} 要打过去：{purpose}", f"to be called at {time}: {purpose}")[lang]
    rings = f"{caller.rings_at / 1000:g} s" if caller.rings_at is not None else _moment(caller.rings_on, lang)
    return Text(f"线路 {caller.line}，{rings} 来电", f"line {caller.line}, rings at {rings}")[lang]


def _of_staff(number: str, staff: Staff, lang: Lang) -> Chart:
    name, seconds = staff.actor.name.text, f"{staff.answers_after / 1000:g}"
    title = Text(f"分机 {number}：{name}", f"Extension {number}: {name}")[lang]
    return _chart(
        number, title, (Text(f"振铃 {seconds} s 后接听", f"answers after {seconds} s")[lang],), staff.actor, "", lang
    )


def _incidents(script: CallScript, party: str, lang: Lang) -> Iterator[str]:
    """What happens to a caller's line, and every alarm."""
    caller = script.callers.get(party)
    return (_incident(one, lang) for one in script.events if caller is not None and one.line in ("", caller.line))


def _incident(event: Incident, lang: Lang) -> str:
    since = "" if event.on is None else f"{_moment(event.on, lang)} + "
    when = f"{since}{(event.delay if event.at is None else event.at) / 1000:g} s"
    if event.fault is None:
        return Text(f"警报“{event.alarm}”：{when}", f"alarm “{event.alarm}”: {when}")[lang]
    return Text(f"线路故障 {event.fault}：{when}", f"line fault {event.fault}: {when}")[lang]


# --- boxes and edges -------------------------------------------------------------------------------------------------


def _chart(party: str, title: str, notes: tuple[str, ...], actor: Actor, called_back: str, lang: Lang) -> Chart:
    nodes = [Node(BEGIN, Shape.BEGIN, _TITLES[BEGIN][lang])]
    edges = [Edge(BEGIN, actor.start, Kind.ALWAYS)]
    if called_back:
        nodes.append(Node(BACK, Shape.BEGIN, _TITLES[BACK][lang]))
        edges.append(Edge(BACK, called_back, Kind.ALWAYS))
    for turn in actor.turns.values():
        moving = [(part, what) for part, what in _leads(turn) if what.go]
        staying = [(part, what) for part, what in _leads(turn) if not what.go]
        nodes.append(Node(turn.id, Shape.TURN, turn.id, (*_said(turn, lang), *_answered(staying, lang))))
        edges += [_edge(turn.id, part, what, lang) for part, what in moving]
        if turn.hang_up:
            edges.append(Edge(turn.id, END, Kind.ALWAYS))
    if actor.answers:
        staying = [(Part.ANSWER, answer) for answer in actor.answers if not answer.go]
        nodes.append(Node(ANSWERS, Shape.ANSWERS, _TITLES[ANSWERS][lang], tuple(_answered(staying, lang))))
        edges += [_edge(ANSWERS, Part.ANSWER, answer, lang) for answer in actor.answers if answer.go]
    if actor.furious:
        nodes.append(Node(FURIOUS, Shape.ANSWERS, _TITLES[FURIOUS][lang]))
        edges.append(Edge(FURIOUS, actor.furious, Kind.ALWAYS))
    if any(edge.target == END for edge in edges):
        nodes.append(Node(END, Shape.END, _TITLES[END][lang]))
    return Chart(party, title, (*notes, *_begins_angry(actor, lang)), tuple(nodes), tuple(edges))


def _begins_angry(actor: Actor, lang: Lang) -> Iterator[str]:
    temper = actor.manner.temper
    if temper is not None and temper.starts:
        mood = MOODS[mood_at(temper.starts)]
        yield Text(f"开始时火气 {temper.starts} 级：{mood.zh}", f"begins at level {temper.starts}: {mood.en}")[lang]


def _leads(turn: Turn) -> Iterator[tuple[Part, Branch | Reaction]]:
    for spot, what in spots_of_turn("", turn):
        if not isinstance(what, Turn):
            yield spot.part, what


def _said(turn: Turn, lang: Lang) -> Iterator[str]:
    yield from _spoken(turn.say, lang)
    if turn.press:
        yield _DIALS.fill(digits=turn.press)[lang]
    yield from _situations(turn.situations, lang)


def _answered(staying: Iterable[tuple[Part, Branch | Reaction]], lang: Lang) -> Iterator[str]:
    for part, what in staying:
        said = "".join(_spoken(what.say, lang))
        yield cause(part, what, lang) + (f"：{said}" if said else "")
        if isinstance(what, Branch):
            yield from _situations(what.situations, lang)


def _edge(source: str, part: Part, what: Branch | Reaction, lang: Lang) -> Edge:
    kind = Kind.OTHERWISE
    if isinstance(what, Branch):
        kind = Kind.HEARS if what.hears else Kind.HAPPENS
    situations = _situations(what.situations, lang) if isinstance(what, Branch) else ()
    return Edge(source, what.go, kind, (cause(part, what, lang), *_spoken(what.say, lang), *situations))


def cause(part: Part, what: Branch | Reaction, lang: Lang) -> str:
    """What makes somebody take a branch or a reaction."""
    if not isinstance(what, Branch):
        return _REACTIONS[part][lang]
    why = _HEARS[lang] + "、".join(what.hears) if what.hears else _moment(what.happens, lang)
    moods = "、".join(MOODS[mood][lang] for mood in what.temper)
    return _IN_MOOD.fill(why=why, moods=moods)[lang] if moods else why


def _moment(ref: MomentRef | None, lang: Lang) -> str:
    if ref is None:
        return ""
    name = HAPPENS[ref.moment][lang] if ref.moment in HAPPENS else ref.moment.value
    return f"{name}({ref.about})" if ref.about else name


def _spoken(lines: tuple[Line, ...], lang: Lang) -> Iterator[str]:
    if len(lines) == 1:
        yield f"“{lines[0].text}”"
    elif lines:
        yield _MORE.fill(text=lines[0].text, count=len(lines))[lang]


def _situations(refs: Iterable[MomentRef], lang: Lang) -> Iterator[str]:
    for ref in refs:
        yield _SITUATION[lang] + (f"{ref.moment}({ref.about})" if ref.about else ref.moment.value)


# --- from a turn on --------------------------------------------------------------------------------------------------


def _following(charts: Iterable[Chart], start: str) -> Chart:
    """Of the chart that has the turn, what can be reached from there."""
    wanted, _, turn = start.rpartition("/")
    for chart in charts:
        if wanted in ("", chart.party) and any(n.id == turn and n.shape is Shape.TURN for n in chart.nodes):
            reached = _reached(chart, turn)
            begin = [n for n in chart.nodes if n.id == BEGIN]
            nodes = (*begin, *(n for n in chart.nodes if n.id in reached))
            edges = (Edge(BEGIN, turn, Kind.ALWAYS), *(e for e in chart.edges if e.source in reached))
            return replace(chart, nodes=nodes, edges=edges)
    raise KeyError(start)


def _reached(chart: Chart, turn: str) -> set[str]:
    reached: set[str] = set()
    waiting = [turn, ANSWERS, FURIOUS]
    while waiting:
        one = waiting.pop()
        if one not in reached:
            reached.add(one)
            waiting += [edge.target for edge in chart.edges if edge.source == one]
    return reached

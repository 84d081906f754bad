"""The start screen: calls by course and difficulty, what a call by voice needs, what is missing, whether an exam may
be begun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.model.text import Lang, Text, together
from simulator.ui.shown import Attempt, CallItem, Mode, Order, Readiness, Voicing


@dataclass(frozen=True, slots=True)
class Chosen:
    """What has been chosen so far."""

    trainee: str = ""
    call: str = ""
    mode: Mode = Mode.PRACTICE
    voicing: Voicing = Voicing.VOICE
    half_duplex: bool = False


@dataclass(frozen=True, slots=True)
class CallRow:
    """A call in its course.  ``stars`` is its difficulty as signs, ``best`` the best total so far, empty for none."""

    id: str
    title: str
    summary: str
    stars: str
    difficulty: int
    attempts: str
    best: str
    exams_taken: int
    practice_only: bool
    selected: bool


@dataclass(frozen=True, slots=True)
class Course:
    """The calls of a rulebook, the easiest first."""

    title: str
    calls: tuple[CallRow, ...]


@dataclass(frozen=True, slots=True)
class ReadyRow:
    """A line of what a call by voice needs."""

    name: str
    state: str
    hint: str
    ready: bool


@dataclass(frozen=True, slots=True)
class StartView:
    """The screen.  ``missing`` is what keeps one from beginning, ``exam_why`` from an exam; empty for nothing."""

    courses: tuple[Course, ...]
    selected: CallRow | None
    readiness: tuple[ReadyRow, ...]
    looking: bool  # readiness is still being found out
    voice_ready: bool
    missing: tuple[str, ...]
    exam_why: str
    exam_left: int
    can_begin: bool
    notes: tuple[str, ...]


def start(
    calls: Sequence[CallItem],
    readiness: Sequence[Readiness],
    attempts: Sequence[Attempt],
    chosen: Chosen,
    lang: Lang,
) -> StartView:
    """The start screen for what was chosen; ``attempts`` are the trainee's."""
    rows = {item.id: _row(item, attempts, chosen.call == item.id, lang) for item in calls}
    selected = rows.get(chosen.call)
    item = next((one for one in calls if one.id == chosen.call), None)
    ready = bool(readiness) and all(one.ready for one in readiness)
    why = _exam_why(item, selected, chosen, ready, readiness)[lang]
    missing = tuple(text[lang] for text in _missing(chosen, selected, ready, readiness))
    if chosen.mode is Mode.EXAM and why:
        missing = (*missing, why)
    left = item.exams - selected.exams_taken if item is not None and selected is not None else 0
    return StartView(
        courses=tuple(_course(title, calls, rows) for title in dict.fromkeys(one.course for one in calls)),
        selected=selected,
        readiness=tuple(ReadyRow(one.name[lang], one.state[lang], one.hint[lang], one.ready) for one in readiness),
        looking=not readiness,
        voice_ready=ready,
        missing=missing,
        exam_why=why,
        exam_left=max(0, left),
        can_begin=not missing,
        notes=tuple(text[lang] for text in _notes(item, chosen, max(0, left))),
    )


def order(chosen: Chosen) -> Order:
    """What is asked of the desk once nothing is missing."""
    return Order(chosen.trainee.strip(), chosen.call, chosen.mode, chosen.voicing, chosen.half_duplex)


def _course(title: str, calls: Sequence[CallItem], rows: dict[str, CallRow]) -> Course:
    own = sorted((one for one in calls if one.course == title), key=lambda one: (one.difficulty, one.title))
    return Course(title, tuple(rows[one.id] for one in own))


def _row(item: CallItem, attempts: Sequence[Attempt], selected: bool, lang: Lang) -> CallRow:
    exams = sum(one.call == item.id and one.mode == Mode.EXAM.value for one in attempts)
    times = (
        Text(f"练过 {item.attempts} 次", f"{item.attempts} attempts")
        if item.attempts
        else Text("还没练过", "not tried yet")
    )
    return CallRow(
        id=item.id,
        title=item.title,
        summary=item.summary,
        stars="●" * item.difficulty + "○" * (5 - item.difficulty),
        difficulty=item.difficulty,
        attempts=times[lang],
        best=str(item.best) if item.best >= 0 else "",
        exams_taken=exams,
        practice_only=bool(item.unreleased),
        selected=selected,
    )


def _missing(chosen: Chosen, selected: CallRow | None, ready: bool, readiness: Sequence[Readiness]) -> tuple[Text, ...]:
    found = []
    if not chosen.trainee.strip():
        found.append(Text("请先填姓名", "enter your name first"))
    if selected is None:
        found.append(Text("请选一个来电", "choose a call"))
    if chosen.voicing is Voicing.VOICE and not readiness:
        found.append(Text("正在检查耳机和语音识别", "headset and recogniser are being checked"))
    elif chosen.voicing is Voicing.VOICE and not ready:
        lacking = [one.name for one in readiness if not one.ready]
        zh, en = "、".join(one.zh for one in lacking), ", ".join(one.en for one in lacking)
        found.append(Text(f"语音还不能用：{zh}；可以改用打字", f"not ready for voice: {en}; you can type instead"))
    return tuple(found)


def _exam_why(
    item: CallItem | None,
    row: CallRow | None,
    chosen: Chosen,
    ready: bool,
    readiness: Sequence[Readiness],
) -> Text:
    """Why this call cannot be taken as an exam; an empty text where it can."""
    if item is None or row is None:
        return Text("", "")
    if item.unreleased:
        return Text("不能考试，可以练习", "no exam; practise it")
    if row.exams_taken >= item.exams:
        return Text(f"考试机会已用完（{item.exams} 次）", f"all {item.exams} attempts at the exam are used up")
    if chosen.voicing is Voicing.TYPED:
        return Text("考试要用语音回答", "an exam is answered by voice")
    if readiness and not ready:
        return Text("语音没有就绪，不能考试", "without voice there is no exam")
    return Text("", "")


def _notes(item: CallItem | None, chosen: Chosen, left: int) -> tuple[Text, ...]:
    found = []
    if item is not None and item.unreleased:
        why = together(item.unreleased)
        found.append(Text(f"仅供练习：{why.zh}", f"For practice only: {why.en}"))
    if chosen.voicing is Voicing.TYPED:
        found.append(Text("打字回答的成绩不能用于认证", "typed replies cannot certify"))
    if chosen.voicing is Voicing.VOICE and chosen.half_duplex:
        found.append(Text("没有耳机：不评抢话", "without a headset talking over somebody is not measured"))
    if chosen.mode is Mode.EXAM:
        found.append(Text("考试不显示提示和字幕", "no hints and no captions in an exam"))
    if chosen.mode is Mode.EXAM and item is not None and not item.unreleased:
        found.append(Text(f"还可以考 {left} 次，共 {item.exams} 次", f"{left} of {item.exams} attempts are left"))
    return tuple(found)

"""The start screen: calls by course and difficulty, what a call by voice needs, what is missing, whether an exam may
be begun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.model.text import Lang, Text
from simulator.ui.shown import CallItem, Mode, Order, Readiness, Voicing

NO_CALLS = Text("没有来电", "no calls")
NO_EXAMS = Text(
    "没有可以考试的来电：课程、来电和规范都要先由培训师发布；可以先练习",
    "no exams: course, call and rulebook have to be released first; practise meanwhile",
)
USED_UP = Text(
    "课程“{course}”的考试机会已用完（共 {n} 次）；可以继续练习，或者请培训师安排",
    "all {n} attempts at the exam of {course} are used up; go on practising, or ask the trainer",
)
LEFT = Text("课程“{course}”的考试共 {n} 次，还可以考 {left} 次", "exam of {course}: {left} of {n} attempts left")
BY_VOICE = Text("考试要用语音回答", "an exam is answered by voice")


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
    """The screen.  ``missing`` is what keeps one from beginning; ``empty`` is said where no call is offered."""

    courses: tuple[Course, ...]
    selected: CallRow | None
    readiness: tuple[ReadyRow, ...]
    looking: bool  # readiness is still being found out
    voice_ready: bool
    missing: tuple[str, ...]
    can_begin: bool
    notes: tuple[str, ...]
    empty: str


def start(calls: Sequence[CallItem], readiness: Sequence[Readiness], chosen: Chosen, lang: Lang) -> StartView:
    """The start screen for what was chosen.  An exam is offered of those calls only that have one."""
    exam = chosen.mode is Mode.EXAM
    offered = [item for item in calls if item.exam is not None or not exam]
    rows = {item.id: _row(item, chosen, lang) for item in offered}
    item = next((one for one in offered if one.id == chosen.call), None)
    ready = bool(readiness) and all(one.ready for one in readiness)
    empty = NO_EXAMS if exam and calls else NO_CALLS
    missing = [text[lang] for text in _missing(chosen, item, ready, readiness)] if offered else [empty[lang]]
    why = exam_refused(item, chosen.voicing) if exam and item is not None else None
    if why is not None:
        missing.append(why[lang])
    return StartView(
        courses=tuple(_course(title, offered, rows) for title in dict.fromkeys(one.course for one in offered)),
        selected=rows.get(chosen.call),
        readiness=tuple(ReadyRow(one.name[lang], one.state[lang], one.hint[lang], one.ready) for one in readiness),
        looking=not readiness,
        voice_ready=ready,
        missing=tuple(missing),
        can_begin=not missing,
        notes=tuple(text[lang] for text in _notes(item, chosen)),
        empty=empty[lang],
    )


def exam_refused(call: CallItem, voicing: Voicing) -> Text | None:
    """Why a call cannot be taken as an exam; None where it can."""
    if call.exam is None:
        return call.no_exam or NO_EXAMS
    if call.exam.left == 0:
        return USED_UP.fill(course=call.exam.course, n=call.exam.attempts)
    return BY_VOICE if voicing is Voicing.TYPED else None


def order(chosen: Chosen) -> Order:
    """What is asked of the desk once nothing is missing."""
    return Order(chosen.trainee.strip(), chosen.call, chosen.mode, chosen.voicing, chosen.half_duplex)


def _course(title: str, calls: Sequence[CallItem], rows: dict[str, CallRow]) -> Course:
    own = sorted((one for one in calls if one.course == title), key=lambda one: (one.difficulty, one.title))
    return Course(title, tuple(rows[one.id] for one in own))


def _row(item: CallItem, chosen: Chosen, lang: Lang) -> CallRow:
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
        practice_only=item.exam is None,
        selected=item.id == chosen.call,
    )


def _missing(chosen: Chosen, item: CallItem | None, ready: bool, readiness: Sequence[Readiness]) -> tuple[Text, ...]:
    found = []
    if not chosen.trainee.strip():
        found.append(Text("请先填姓名", "enter your name first"))
    if item is None:
        found.append(Text("请选一个来电", "choose a call"))
    if chosen.voicing is Voicing.VOICE and not readiness:
        found.append(Text("正在检查耳机和语音识别", "headset and recogniser are being checked"))
    elif chosen.voicing is Voicing.VOICE and not ready:
        lacking = [one.name for one in readiness if not one.ready]
        zh, en = "、".join(one.zh for one in lacking), ", ".join(one.en for one in lacking)
        found.append(Text(f"语音还不能用：{zh}；可以改用打字", f"not ready for voice: {en}; you can type instead"))
    return tuple(found)


def _notes(item: CallItem | None, chosen: Chosen) -> tuple[Text, ...]:
    found = []
    if chosen.mode is Mode.EXAM:
        if item is not None and item.exam is not None:
            terms = item.exam
            found.append(LEFT.fill(course=terms.course, n=terms.attempts, left=terms.left))
        found.append(Text("考试不显示提示和字幕", "no hints and no captions in an exam"))
    elif item is not None and item.no_exam is not None:
        found.append(item.no_exam)
    if chosen.voicing is Voicing.TYPED:
        found.append(Text("打字回答的成绩不能用于认证", "typed replies cannot certify"))
    if chosen.voicing is Voicing.VOICE and chosen.half_duplex:
        found.append(Text("没有耳机：不评抢话", "without a headset talking over somebody is not measured"))
    return tuple(found)

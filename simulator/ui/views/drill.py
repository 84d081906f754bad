"""A drill: single wordings said one after another, with what was heard syllable by syllable; and the check of headset
and recogniser before an exam."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from simulator.model.text import Lang, Text
from simulator.ui.shown import Exercise, Leakage, Said, Syllable

QUIET_DB, SILENT_DB, LOUD_DB = -38.0, -60.0, -3.0
"""dBFS of an utterance: below the first too quiet, below the second nothing, above the third it clips."""
HEARD = 0.80
"""A sentence read aloud is heard well enough from this score on."""


class Standing(StrEnum):
    """How an exercise stands."""

    OPEN = "open"
    YES = "yes"
    ALMOST = "almost"
    NO = "no"


COUNTS: dict[Standing, Text] = {
    Standing.OPEN: Text("还没说", "Not said yet"),
    Standing.YES: Text("算数", "Counts"),
    Standing.ALMOST: Text("差一点：要由人裁定", "Almost: a person would have to rule"),
    Standing.NO: Text("不算", "Does not count"),
}


ALOUD: dict[Standing, Text] = {
    Standing.YES: Text("听清了", "Heard well"),
    Standing.NO: Text("没有听清楚", "Not heard well"),
}
"""A sentence that is only read aloud."""


LEAKS: dict[Leakage, tuple[Text, Standing]] = {
    Leakage.UNKNOWN: (Text("耳机漏音", "Leakage"), Standing.OPEN),
    Leakage.NONE: (Text("耳机不漏音", "No leakage"), Standing.YES),
    Leakage.SOME: (
        Text("耳机有些漏音，可以考试，但不计抢话", "Some leakage: talking over is not measured"),
        Standing.YES,
    ),
    Leakage.LOUD: (Text("耳机漏音太大", "Too much leakage"), Standing.NO),
}
STOP_THE_LEAK = Text(
    "耳机里的声音传进了话筒，不能考试：请戴好耳机（不要用音箱）、调低音量、话筒靠近嘴边，再从第一句做起",
    "The microphone hears what is played, an exam would be void: wear the headset (no loudspeaker), turn it down, keep "
    "the microphone near your mouth, and begin with the first sentence again",
)


class Level(StrEnum):
    """How loud somebody spoke."""

    SILENT = "silent"
    QUIET = "quiet"
    GOOD = "good"
    CLIPPING = "clipping"


LEVELS: dict[Level, Text] = {
    Level.SILENT: Text("没有声音：请检查耳机是否插好、有没有静音", "No sound: is the headset plugged in, is it muted?"),
    Level.QUIET: Text("声音偏小：麦克风靠近嘴边一些", "Too quiet: move the microphone nearer"),
    Level.GOOD: Text("音量合适", "The level is right"),
    Level.CLIPPING: Text("声音过大，破音了：离麦克风远一些", "Too loud, it clips: move back a little"),
}


@dataclass(frozen=True, slots=True)
class Session:
    """A drill as it stands: exercises, what was said so far, which one is being tried (place from 0), and in a check
    how much the headset leaks."""

    exercises: tuple[Exercise, ...]
    said: tuple[Said, ...] = ()
    at: int = 0
    leakage: Leakage = Leakage.UNKNOWN

    @property
    def current(self) -> Exercise | None:
        """The exercise being tried; None in an empty drill."""
        return self.exercises[self.at] if self.exercises else None

    def tries(self, exercise: Exercise) -> tuple[Said, ...]:
        """What was said to an exercise, in order."""
        return tuple(one for one in self.said if one.exercise == exercise)

    def best(self, exercise: Exercise) -> Standing:
        """The best that an exercise has come to."""
        reached = {standing_of(one) for one in self.tries(exercise)}
        found = (standing for standing in (Standing.YES, Standing.ALMOST, Standing.NO) if standing in reached)
        return next(found, Standing.OPEN)

    @property
    def passed(self) -> int:
        """How many exercises count."""
        return sum(self.best(one) is Standing.YES for one in self.exercises)


def heard(session: Session, results: Sequence[Said]) -> Session:
    """With everything that was said so far (``Drill.results``)."""
    return replace(session, said=tuple(results))


def moved(session: Session, by: int) -> Session:
    """To another exercise, ``by`` places on; the ends are the ends."""
    last = max(0, len(session.exercises) - 1)
    return replace(session, at=max(0, min(last, session.at + by)))


def chosen(session: Session, at: int) -> Session:
    """To the exercise at a place."""
    return moved(replace(session, at=0), at)


def next_open(session: Session) -> Session:
    """To the next exercise that does not count yet, from here on and round; where all count, it stays."""
    count = len(session.exercises)
    order = ((session.at + n) % count for n in range(1, count + 1)) if count else iter(())
    found = (at for at in order if session.best(session.exercises[at]) is not Standing.YES)
    return replace(session, at=next(found, session.at))


def standing_of(said: Said) -> Standing:
    """How a try stands: a wording has to count, a sentence read aloud has to be heard well."""
    if said.exercise.phrase:
        return Standing(said.counts)
    return Standing.YES if said.score >= HEARD else Standing.NO


def level_of(db: float) -> Level:
    """What a level in dBFS means for the recogniser."""
    if db < SILENT_DB:
        return Level.SILENT
    if db < QUIET_DB:
        return Level.QUIET
    return Level.CLIPPING if db > LOUD_DB else Level.GOOD


@dataclass(frozen=True, slots=True)
class ExerciseRow:
    """An exercise in the list."""

    title: str
    wording: str
    standing: Standing
    tries: int
    selected: bool


@dataclass(frozen=True, slots=True)
class ResultView:
    """What became of the last try; ``score`` in percent."""

    heard: str
    standing: Standing
    verdict: str
    score: int
    syllables: tuple[Syllable, ...]
    differing: str
    level: Level
    advice: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DrillView:
    """The screen."""

    rows: tuple[ExerciseRow, ...]
    title: str
    wording: str
    read_aloud: bool
    result: ResultView | None
    done: str
    share: float
    finished: bool


@dataclass(frozen=True, slots=True)
class CheckView:
    """The check before an exam: each point with whether it is settled, and the verdict once all are."""

    points: tuple[tuple[str, Standing], ...]
    verdict: str
    passed: bool


def drill(session: Session, lang: Lang) -> DrillView:
    """The drill as it stands."""
    rows = tuple(
        ExerciseRow(one.title, one.wording, best, len(session.tries(one)), n == session.at)
        for n, one in enumerate(session.exercises)
        for best in (session.best(one),)
    )
    current, count = session.current, len(session.exercises)
    tries = session.tries(current) if current is not None else ()
    return DrillView(
        rows=rows,
        title=current.title if current is not None else "",
        wording=current.wording if current is not None else "",
        read_aloud=current is not None and not current.phrase,
        result=result(tries[-1], lang) if tries else None,
        done=Text(f"已会 {session.passed} / {count}", f"{session.passed} of {count} done")[lang],
        share=session.passed / count if count else 0.0,
        finished=count > 0 and session.passed == count,
    )


def result(said: Said, lang: Lang) -> ResultView:
    """One try, with advice on the level and what else was remarked."""
    standing = standing_of(said)
    words = COUNTS if said.exercise.phrase else ALOUD
    level = level_of(said.level_db) if said.level_db > -120.0 else Level.GOOD
    advice = [LEVELS[level]] if level is not Level.GOOD else []
    advice += [remark for remark in said.remarks if remark not in advice]
    return ResultView(
        heard=said.heard,
        standing=standing,
        verdict=words[standing][lang],
        score=round(100 * said.score),
        syllables=said.syllables,
        differing=_differing(said.syllables, lang),
        level=level,
        advice=tuple(one[lang] for one in advice),
    )


def check(session: Session, lang: Lang) -> CheckView:
    """The verdict before an exam: heard at a good level, without much leakage, every sentence recognised."""
    spoken = [one for one in session.said if one.level_db > -120.0]
    loud = Standing.OPEN
    if spoken:
        loud = Standing.YES if level_of(spoken[-1].level_db) is Level.GOOD else Standing.NO
    leaks, tight = LEAKS[session.leakage]
    points = [(Text("音量", "Level")[lang], loud), (leaks[lang], tight)]
    for exercise in session.exercises:
        points.append((exercise.title, session.best(exercise)))
    passed = bool(session.exercises) and all(standing is Standing.YES for _, standing in points)
    if passed:
        verdict = Text("可以考试", "Ready for the exam")
    elif session.leakage is Leakage.LOUD:
        verdict = STOP_THE_LEAK
    elif any(standing in (Standing.NO, Standing.ALMOST) for _, standing in points):
        verdict = Text("还不行：请按提示调整后再说一遍", "Not yet: adjust as advised and say it again")
    else:
        verdict = Text("请把每一句说一遍", "Say each of the sentences")
    return CheckView(tuple(points), verdict[lang], passed)


def _differing(syllables: Sequence[Syllable], lang: Lang) -> str:
    """The syllables that differ, in words."""
    found = []
    for one in syllables:
        match one.kind:
            case "missing":
                found.append(Text(f"漏了“{one.required}”", f"“{one.required}” is missing"))
            case "extra":
                found.append(Text(f"多了“{one.heard}”", f"“{one.heard}” is extra"))
            case "near" | "other":
                found.append(Text(f"“{one.required}”听成“{one.heard}”", f"“{one.required}” heard as “{one.heard}”"))
            case _:
                pass
    return ("；" if lang is Lang.ZH else "; ").join(text[lang] for text in found)

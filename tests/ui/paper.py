"""A desk of paper: the window's wishes are noted, and a switchboard under the test's clock answers them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from simulator.model.checks import RecordField
from simulator.model.events import FaultReported, MessageRelayed, MessageSaved
from simulator.model.script import KeyName
from simulator.model.text import Text, same
from simulator.ui.archive import Archive, Door, Holder
from simulator.ui.desk import Docket, Drill, Live, Preparing, Scoring, Stage, Work
from simulator.ui.shown import (
    Attempt,
    CallItem,
    Caption,
    Case,
    ExamItem,
    ExamTerms,
    Hint,
    Order,
    Readiness,
    Snapshot,
    Wording,
)
from tests.ui.board import Board
from tests.ui.paper_archive import PaperArchive

TERMS = ExamTerms("总机话务基础", 3, 2)
DRAFT = Text("来电剧本还没有发布，只能练习", "the call is not released: for practice only")
CALLS = (
    CallItem(
        "gm-accepts",
        "重要来电转接总经理",
        "客户公司的副总来电找总经理，先咨询再接通。",
        "总机话务规范",
        2,
        3,
        86,
        TERMS,
    ),
    CallItem("busy", "占线与留言", "要找的经理正在通话，来电人不愿等候，需要留言。", "总机话务规范", 3, 1, 64, TERMS),
    CallItem("fault", "线路故障与备用线", "通话中线路出现杂音，需要改用备用线并报修。", "总机话务规范", 4, exam=TERMS),
    CallItem("two", "两路同时来电", "一路紧急，一路普通，注意先后和等候时间。", "总机话务规范", 5, no_exam=DRAFT),
)
READY = (
    Readiness(Text("话筒", "Microphone"), True, Text("USB 耳麦", "USB headset"), same("")),
    Readiness(Text("语音识别", "Recogniser"), True, same("whisper-base"), same("")),
    Readiness(Text("来电人声音", "Voices"), True, same("espeak-ng"), same("")),
)


NUMBER = "0012"
"""The employee number that every exam on paper is of."""
EXAM = ExamItem("3f2a", "总机话务基础", 1, 3, "李老师", 3)


@dataclass
class PaperWork(Work):
    """A call on paper; ``done`` lists what was asked for."""

    board: Board
    captions: tuple[Caption, ...] = ()
    hints: tuple[Hint, ...] = ()
    done: list[tuple[object, ...]] = field(default_factory=list)
    at: Stage | None = None
    said: str = ""
    loud: float = -120.0
    more: dict[str, object] = field(default_factory=dict)
    _shown: Snapshot | None = None

    def stage(self) -> Stage:
        if self.at is not None:
            return self.at
        fresh = self.board.snapshot(captions=self.captions, hints=self.hints, **self.more)
        if self._shown is None or self._shown.state is not fresh.state or replace(self._shown, t=fresh.t) != fresh:
            self._shown = fresh
        return Live(self._shown)

    def now(self) -> int:
        return self.board.t

    def caption(self) -> str:
        return self.said

    def level(self) -> float:
        return self.loud

    def press(self, key: KeyName, argument: str = "") -> None:
        self.done.append(("press", key, argument))
        self.board.press(key, argument)

    def say(self, text: str) -> None:
        self.done.append(("say", text))
        self.board.say(text)

    def save(self, fields: Mapping[RecordField, str], message: int = 0, line: str = "") -> None:
        self.done.append(("save", dict(fields), message, line))
        self.board.work_in(MessageSaved(dict(fields), message, line))

    def relay(self, message: int, to: str) -> None:
        self.done.append(("relay", message, to))
        self.board.work_in(MessageRelayed(message, to))
        self.more = {**self.more, "relayed": frozenset({message})}

    def report(self, report: FaultReported) -> None:
        self.done.append(("report", report))
        self.board.work_in(report)

    def help(self, kind: str) -> None:
        self.done.append(("help", kind))

    def stop(self) -> None:
        self.done.append(("stop",))
        self.at = Scoring()

    def appeal(self, finding: str, reason: str) -> None:
        self.done.append(("appeal", finding, reason))

    def play(self, start: int, end: int) -> None:
        self.done.append(("play", start, end))


TRAINERS = Door((Holder("li", "trainer", "李老师"), Holder("zhao", "trainer", "赵老师")))


@dataclass
class PaperDocket:
    """Cases on paper, behind a door that opens for any passphrase; a case is gone when it was ruled on."""

    door_at: Door | None = TRAINERS
    opens: bool = True
    waiting: list[Case] = field(default_factory=list)
    others: list[Case] = field(default_factory=list)
    opened: list[tuple[str, str]] = field(default_factory=list)
    ruled: list[tuple[str, bool, str]] = field(default_factory=list)
    rated: list[tuple[str, bool, str]] = field(default_factory=list)
    played: list[str] = field(default_factory=list)
    closed: bool = False

    def door(self) -> Door | None:
        return self.door_at

    def open(self, key: str, passphrase: str) -> None:
        self.opened.append((key, passphrase))
        if self.opens:
            self.door_at = None

    def cases(self) -> Sequence[Case]:
        return self.waiting

    def second(self) -> Sequence[Case]:
        return self.others

    def note(self) -> Text | None:
        return None

    def play(self, case: Case) -> None:
        self.played.append(case.finding.id)

    def rule(self, case: Case, passed: bool, reason: str) -> None:
        self.ruled.append((case.finding.id, passed, reason))
        self.waiting.remove(case)

    def rate(self, case: Case, passed: bool, reason: str) -> None:
        self.rated.append((case.finding.id, passed, reason))
        self.others.remove(case)

    def close(self) -> None:
        self.closed = True


@dataclass
class PaperDesk:
    """What the window asks of the program; ``work`` is the call that is begun next."""

    work: PaperWork
    ready: tuple[Readiness, ...] = READY
    orders: list[Order] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)
    unread: Text | None = None
    agreed: list[str] = field(default_factory=list)
    begun: tuple[ExamItem, ...] = ()
    sat: list[tuple[str, str]] = field(default_factory=list)
    docketed: PaperDocket = field(default_factory=lambda: PaperDocket())
    kept_records: PaperArchive = field(default_factory=lambda: PaperArchive())

    def calls(self, trainee: str) -> Sequence[CallItem]:
        return CALLS

    def readiness(self) -> Sequence[Readiness]:
        return self.ready

    def choose(self, call: str) -> None:
        pass

    def begin(self, order: Order) -> Work:
        self.orders.append(order)
        return self.work

    def exams(self, trainee: str) -> Sequence[ExamItem]:
        return self.begun

    def is_of(self, exam: str, number: str) -> bool:
        return number == NUMBER

    def sit(self, exam: str, number: str, half_duplex: bool) -> Work:
        self.sat.append((exam, number))
        return self.work

    def docket(self) -> Docket:
        return self.docketed

    def archive(self) -> Archive:
        return self.kept_records

    def attempts(self, trainee: str) -> Sequence[Attempt]:
        return ()

    def debrief(self, record: str) -> Work:
        return self.work

    def reference(self, call: str) -> Sequence[Wording]:
        return ()

    def drill(self, call: str, check: bool) -> Drill:
        raise NotImplementedError

    def notice(self, trainee: str) -> Text | None:
        return None if trainee in self.agreed else self.unread

    def agree(self, trainee: str) -> None:
        self.agreed.append(trainee)

    def settings(self) -> Mapping[str, str]:
        return dict(self.kept)

    def keep(self, settings: Mapping[str, str]) -> None:
        self.kept = dict(settings)


PREPARING = Preparing(Text("正在载入语音识别", "Loading the recogniser"), 0.4)

"""Every screen of the window with much on it, for those who look at layouts: a desk of paper, any size and setting."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pygame

from simulator.model.checks import RecordField
from simulator.model.script import KeyName
from simulator.model.text import Lang, Text
from simulator.runtime.desk_door import STAFF, no_key
from simulator.ui.application import Application
from simulator.ui.archive import Doing, Door, Outcome
from simulator.ui.desk import Done, Drill, Failed, Work
from simulator.ui.screens.archive import ArchiveScreen
from simulator.ui.screens.console import Console
from simulator.ui.screens.docket import DocketScreen
from simulator.ui.screens.exam import ExamScreen
from simulator.ui.screens.keeping import KeepingScreen
from simulator.ui.screens.links import LINKS, check, debrief
from simulator.ui.screens.people import PeopleScreen
from simulator.ui.screens.statistics import StatisticsScreen
from simulator.ui.screens.working import Working
from simulator.ui.shown import Attempt, Caption, Case, ExamItem, ExamResult, Hint, Said, Speaker, Wording
from simulator.ui.widgets.fonts import Typeface
from simulator.ui.window import Window
from tests.ui import paper
from tests.ui.board import Board
from tests.ui.screens import afterwards

TALK = (
    Caption(1_200, Speaker.BOARD, "", "线路 1 来电"),
    Caption(3_400, Speaker.TRAINEE, "", "您好，恒城集团，请问您找哪一位？"),
    Caption(6_100, Speaker.CALLER, "来电人", "你好，我是宏达公司的，想找一下你们张总，昨天约好今天上午谈合同的事。"),
    Caption(12_500, Speaker.TRAINEE, "", "请问您贵姓？"),
    Caption(14_800, Speaker.CALLER, "来电人", "免贵姓王，王建国。"),
    Caption(17_000, Speaker.TRAINEE, "", "好的，王先生，请稍等，我马上为您请示。"),
)
HINTS = (
    Hint("请示总经理之前先请对方稍等，并说明要转接到哪里", "请稍等，我马上为您转接总经理办公室。", ("B4.1.2", "A4.1")),
    Hint("单独请示", "按“咨询”（F5） 8001 张伟", ("B4.1.3",)),
)
SOFT = Text("声音偏小，请靠近话筒", "Too soft: come closer to the microphone")
WRITTEN = {
    RecordField.CALLER: "欧阳建国",
    RecordField.ORGANISATION: "宏达精密机械制造（集团）有限公司采购部",
    RecordField.PHONE: "13800138000转8012",
    RecordField.MATTER: "合同第三条付款方式有疑问，请张总今天下午四点以前回电；另请带上上次会议的报价单和样品。",
    RecordField.FOR_WHOM: "张伟",
    RecordField.URGENCY: "urgent",
}


WRITTEN_OUT = Outcome(Text("报告已写好", "The report is written"), True, "D:/文档/zongji/report-0012.html")
REFUSED = Outcome(
    Text(
        "不能发证：\n- gm-accepts：还有 2 项待裁定\n- 还没有考完：busy、fault",
        "this exam does not certify:\n- gm-accepts: 2 findings await a ruling\n- not taken yet: busy, fault",
    ),
    False,
)
OVER = replace(
    paper.EXAM,
    taken=(
        ExamResult("重要来电转接总经理", "pass", 91_20, "1"),
        ExamResult("分机占线，来电人坚持要找", "undecided", 78_50, "2"),
        ExamResult("重要来电中途线路故障", "fail", 64_00, "3"),
    ),
)


@dataclass
class Desk(paper.PaperDesk):
    """Everything at once: calls, attempts, a call that goes on, one that is over."""

    tried: Sequence[Attempt] = field(default_factory=afterwards.attempts)

    def attempts(self, trainee: str) -> Sequence[Attempt]:
        return self.tried

    def debrief(self, record: str) -> Work:
        return afterwards.PaperWork()

    def reference(self, call: str) -> Sequence[Wording]:
        return afterwards.wordings()

    def drill(self, call: str, check: bool) -> Drill:
        heard = [
            Said(afterwards.EXERCISES[0], "您好横城团啊", "almost", 0.78, afterwards.GREETING, -21.0),
            Said(
                afterwards.EXERCISES[1],
                "请您稍等我马上为您转接",
                "yes",
                0.97,
                (),
                -48.0,
                (SOFT,),
            ),
        ]
        return afterwards.PaperDrill(afterwards.CHECK if check else afterwards.EXERCISES, [] if check else heard)


@dataclass
class Seat:
    """A window and the call behind it."""

    window: Window
    work: paper.PaperWork
    now: int = 0

    def settle(self) -> None:
        for _ in range(40):
            self.now += 16
            self.window.step(self.now)
            if self.window.idle():
                return
        raise AssertionError("the window does not come to rest")

    def link(self, name: str) -> None:
        self.window.go(LINKS[name](self.window, "李敏", "gm-accepts"))

    def console(self) -> Console:
        self.window.screen.begin()  # type: ignore[attr-defined]
        self.settle()
        console = self.window.screen
        assert isinstance(console, Console)
        return console


def _start_exam(seat: Seat) -> None:
    seat.window.screen._moded(1)  # type: ignore[attr-defined]
    seat.window.screen.list.select(4)  # type: ignore[attr-defined]


def _offered(item: ExamItem) -> Callable[[Seat], None]:
    def show(seat: Seat) -> None:
        desk = seat.window.desk
        assert isinstance(desk, Desk)
        desk.begun = (item,)

    return show


def _exam(item: ExamItem) -> Callable[[Seat], None]:
    def show(seat: Seat) -> None:
        _offered(item)(seat)
        seat.window.go(ExamScreen(seat.window, "李敏", item.id, lambda screen, title: None))

    return show


def waiting() -> list[Case]:
    """Every undecided finding of the debrief on paper, of two trainees."""
    undecided = [one for one in afterwards.FINDINGS if one.state == "undecided"]
    return [
        Case(f"{n}", name, "重要来电转接总经理", "2026-03-16T01:30:00Z", one)
        for n, name in enumerate(("李敏", "王芳"))
        for one in undecided
    ]


def _docket(seat: Seat) -> DocketScreen:
    desk = seat.window.desk
    assert isinstance(desk, Desk)
    desk.docketed.waiting = waiting()
    desk.docketed.others = [replace(one, attempt=f"{one.attempt}-2") for one in waiting()]
    seat.link("docket")
    screen = seat.window.screen
    assert isinstance(screen, DocketScreen)
    screen.outside.passphrase.text = "口令"
    screen.outside.enter()
    seat.settle()
    return screen


def _second(seat: Seat) -> None:
    _docket(seat).pages.choose(1)


def archive_at(seat: Seat) -> ArchiveScreen:
    """The certification records, opened by HR."""
    seat.link("archive")
    screen = seat.window.screen
    assert isinstance(screen, ArchiveScreen)
    screen.outside.passphrase.text = "口令"
    screen.outside.enter()
    seat.settle()
    return screen


def people_at(seat: Seat, said: str = "") -> PeopleScreen:
    archive_at(seat).people.press()
    seat.settle()
    screen = seat.window.screen
    assert isinstance(screen, PeopleScreen)
    if said:
        screen.search.text = said
        seat.settle()
    return screen


def keeping_at(seat: Seat) -> KeepingScreen:
    archive_at(seat).keeping.press()
    seat.settle()
    screen = seat.window.screen
    assert isinstance(screen, KeepingScreen)
    return screen


def statistics_at(seat: Seat) -> StatisticsScreen:
    archive_at(seat).statistics.press()
    seat.settle()
    screen = seat.window.screen
    assert isinstance(screen, StatisticsScreen)
    return screen


def _archive(row: int, doing: Doing | None = None, outcome: Outcome | None = None) -> Callable[[Seat], None]:
    """The attempt of that row, and what goes on or was done."""

    def show(seat: Seat) -> None:
        desk = seat.window.desk
        assert isinstance(desk, Desk)
        desk.kept_records.now, desk.kept_records.last = doing, outcome
        archive_at(seat).list.select(row)

    return show


def _archive_empty(seat: Seat) -> None:
    """Nothing to be opened, and a backup can be restored."""
    desk = seat.window.desk
    assert isinstance(desk, Desk)
    desk.kept_records.door_at = Door(why=no_key(STAFF), empty=True)
    seat.link("archive")


def _begin_exam(seat: Seat) -> None:
    archive_at(seat).begin.press()


def _ringing(seat: Seat) -> None:
    seat.console()
    seat.work.board.wait(6_500)


def _talking(seat: Seat) -> Console:
    console = seat.console()
    seat.work.board.wait(2_000)
    seat.work.board.press(KeyName.ANSWER, "1")
    seat.work.captions, seat.work.hints = TALK, HINTS
    seat.work.said = "好的，那我现在就帮您转过去"
    seat.work.loud = -20.0
    seat.settle()
    seat.window.handle(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_h, mod=pygame.KMOD_CTRL, unicode="", scancode=0))
    return console


def _page(index: int) -> Callable[[Seat], None]:
    def show(seat: Seat) -> None:
        console = _talking(seat)
        seat.work.more = {"callbacks": ("13564917702", "021-54368812")}
        console.show_tab(index)
        if index == 0:
            for name, text in WRITTEN.items():
                console.message._write(name, text)
            console.message._fill(console.message.writing)
            console.message.save()

    return show


def _held(seat: Seat) -> None:
    _talking(seat)
    seat.work.board.press(KeyName.HOLD)
    seat.work.board.press(KeyName.CONSULT, "8001")
    seat.work.board.wait(35_000)


def _wrap_up(seat: Seat) -> None:
    _talking(seat)
    seat.work.board.press(KeyName.RELEASE)
    seat.work.board.wait(12_000)


def _debrief(finding: str = "") -> Callable[[Seat], None]:
    def show(seat: Seat) -> None:
        work = afterwards.PaperWork()
        stage = work.stage()
        assert isinstance(stage, Done)
        screen = debrief(seat.window, work, stage.debrief, lambda: None)
        seat.window.go(screen)
        if finding:
            screen.select(finding)  # type: ignore[attr-defined]

    return show


def _failed(seat: Seat) -> None:
    hint = Text("请接好耳麦后再试，或者在开始页改用打字回答。", "Plug it in and try again, or type your replies.")
    seat.work.at = Failed(Text("没有可用的麦克风：USB 耳麦已断开。", "There is no microphone."), hint)
    seat.window.go(Working(seat.window, seat.work, lambda: seat.window.screen, lambda work, shown: seat.window.screen))


def _preparing(seat: Seat) -> None:
    seat.work.at = paper.PREPARING
    seat.window.go(Working(seat.window, seat.work, lambda: seat.window.screen, lambda work, shown: seat.window.screen))


SIGHTS: Mapping[str, Callable[[Seat], object]] = {
    "start": lambda seat: None,
    "start-exam": _start_exam,
    "start-offered": _offered(paper.EXAM),
    "exam": _exam(paper.EXAM),
    "exam-over": _exam(OVER),
    "docket-door": lambda seat: seat.link("docket"),
    "docket": _docket,
    "docket-second": _second,
    "archive-door": lambda seat: seat.link("archive"),
    "archive-empty": _archive_empty,
    "people": lambda seat: people_at(seat),
    "people-typed": lambda seat: people_at(seat, "小李"),
    "people-roster": lambda seat: people_at(seat).roster.press(),
    "people-erase": lambda seat: people_at(seat).erase.press(),
    "keeping": lambda seat: keeping_at(seat),
    "keeping-backup": lambda seat: keeping_at(seat).backup.press(),
    "keeping-erase": lambda seat: keeping_at(seat).erase.press(),
    "statistics": lambda seat: statistics_at(seat),
    "statistics-errors": lambda seat: statistics_at(seat).tabs.bar.choose(1),
    "statistics-enquiries": lambda seat: statistics_at(seat).tabs.bar.choose(2),
    "archive-void": lambda seat: archive_at(seat).void.press(),
    "archive": _archive(0, outcome=WRITTEN_OUT),
    "archive-refused": _archive(1, outcome=REFUSED),
    "archive-certified": _archive(4, doing=Doing(Text("正在核对全部记录", "Verifying every record"), 0.4)),
    "begin-exam": _begin_exam,
    "settings": lambda seat: seat.window.go(seat.window._links["settings"](seat.window, "李敏", "")),
    "progress": lambda seat: seat.link("progress"),
    "drill": lambda seat: seat.link("drill"),
    "check": lambda seat: seat.window.go(check(seat.window, "gm-accepts", lambda: None)),
    "reference": lambda seat: seat.link("reference"),
    "preparing": _preparing,
    "failed": _failed,
    "ringing": _ringing,
    "talking": _talking,
    "message": _page(0),
    "fault": _page(1),
    "call-backs": _page(2),
    "dialling": _page(3),
    "held": _held,
    "wrap-up": _wrap_up,
    "end": lambda seat: _talking(seat).ask_to_end(),
    "keys": lambda seat: seat.window._overview(),
    "debrief": _debrief(),
    "debrief-fail": _debrief("phone#1"),
}


def seat_at(board: Board, typeface: Typeface, size: tuple[int, int], **settings: str) -> Seat:
    """A window of this size on its start screen."""
    work = paper.PaperWork(board)
    desk = Desk(work, kept={"trainee": "李敏", **settings})
    seat = Seat(Application(desk, typeface, Lang.ZH, size), work)
    seat.settle()
    return seat

"""A desk of paper for what comes after calls: a scored one, attempts, drills; and a note of what was asked of it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from simulator.model.checks import RecordField
from simulator.model.events import FaultReported
from simulator.model.script import KeyName
from simulator.ui.desk import Docket, Done, Failed, Preparing, Stage
from simulator.ui.shown import (
    Attempt,
    CallItem,
    Debrief,
    DimensionShown,
    ExamItem,
    Exercise,
    FindingShown,
    Lane,
    Leakage,
    Mark,
    Order,
    Readiness,
    Said,
    Stretch,
    Syllable,
    Tint,
    Wave,
    Wording,
)

GREETING = (
    Syllable("您", "您", "same"),
    Syllable("好", "好", "same"),
    Syllable("恒", "横", "near"),
    Syllable("城", "城", "same"),
    Syllable("集", "", "missing"),
    Syllable("团", "团", "same"),
    Syllable("", "啊", "extra"),
)


def _finding(
    name: str, title: str, dimension: str, state: str, points: int, possible: int, at: int, **more: object
) -> FindingShown:
    required = "接起来电时第一句说：您好，恒城集团。"
    values: dict[str, object] = {"required": required, "measured": "听到“喂，找谁？”", **more}
    critical = bool(values.pop("critical", False))
    clauses = values.pop("clauses", ("B4.1.1", "A2.1"))
    return FindingShown(f"{name}#1", title, dimension, state, critical, points, possible, clauses, at=at, **values)  # type: ignore[arg-type]


FINDINGS = (
    _finding(
        "greet",
        "接起即问候并报公司名称",
        "greeting",
        "undecided",
        0,
        640,
        3_100,
        span=(3_100, 5_400),
        heard="您好，横城团啊",
        measured="听到“您好，横城团啊”",
        better="您好，恒城集团。",
        why_undecided="措辞接近，但不完全符合",
        syllables=GREETING,
    ),
    _finding("late", "三声之内接听", "timing", "fail", 0, 450, 2_400, measured="振铃 16.2 秒，第四声已经开始"),
    _finding(
        "consult", "先单独请示总经理，再接通", "handling", "fail", 0, 600, 41_000, critical=True, clauses=("B4.1.3",)
    ),
    _finding("wait", "转接前说“请稍等”", "phrasing", "pass", 480, 480, 16_000, span=(16_000, 18_000)),
    _finding("offer", "总经理不接，请对方留言", "phrasing", "partial", 300, 500, 48_000, better="请您留言好吗？"),
    _finding(
        "phone",
        "联系电话一位不差",
        "record",
        "fail",
        0,
        520,
        97_000,
        measured="“13801627594”：第 10 位 4→9，第 11 位 9→4",
    ),
    _finding("closing", "礼貌结束通话", "greeting", "pass", 400, 400, 92_000),
    _finding("complaint", "投诉接转客户服务中心", "handling", "not_applicable", 0, 0, 0),
)


def _peaks(seed: float, spans: Sequence[tuple[int, int]], length: int) -> tuple[float, ...]:
    def peak(n: int) -> float:
        loud = any(start <= n * 100 < end for start, end in spans)
        return min(1.0, 0.25 + 0.7 * abs(math.sin(n * seed) * math.cos(n * seed * 0.37))) if loud else 0.02

    return tuple(peak(n) for n in range(length // 100))


CALLER = ((5_900, 8_600), (11_200, 15_600), (22_000, 26_500), (51_000, 56_400), (60_000, 67_000), (86_500, 90_000))
OWN = (
    (3_100, 5_400),
    (9_000, 10_900),
    (16_000, 21_500),
    (36_800, 44_000),
    (46_300, 50_500),
    (57_000, 59_400),
    (70_000, 86_000),
)
LENGTH = 104_000

DEBRIEF = Debrief(
    record="20260316-093000-gm-declines",
    title="找总经理，总经理不便接听",
    trainee="李敏",
    verdict="fail",
    total=7_250,
    highest=7_890,
    pass_mark=80,
    dimensions=(
        DimensionShown("greeting", 15, 860, 1_500, 60),
        DimensionShown("phrasing", 25, 2_180, 2_500, 60),
        DimensionShown("handling", 20, 1_120, 2_000, 60),
        DimensionShown("record", 25, 1_980, 2_500, 60),
        DimensionShown("timing", 15, 1_110, 1_500, 60),
    ),
    findings=FINDINGS,
    lanes=(
        Lane(
            "线路 1",
            (
                Stretch(0, 2_400, Tint.RINGING, "振铃"),
                Stretch(2_400, 28_500, Tint.TALKING, "通话"),
                Stretch(28_500, 50_000, Tint.HELD, "等候"),
                Stretch(50_000, 98_000, Tint.TALKING, "通话"),
            ),
        ),
        Lane(
            "8001 张伟",
            (Stretch(29_300, 36_000, Tint.TONE, "回铃"), Stretch(36_000, 49_700, Tint.COLLEAGUE, "单独通话")),
        ),
        Lane(
            "按键",
            marks=(Mark(2_400, Tint.KEY, "应答"), Mark(28_500, Tint.KEY, "咨询 8001"), Mark(49_700, Tint.KEY, "取消")),
        ),
        Lane(
            "评分",
            marks=tuple(
                Mark(
                    one.at,
                    {"pass": Tint.PASS, "partial": Tint.PARTIAL, "fail": Tint.FAIL}.get(one.state, Tint.UNDECIDED),
                    one.title,
                    one.id,
                )
                for one in FINDINGS
                if one.state != "not_applicable"
            ),
        ),
    ),
    waves=(
        Wave("李敏", Tint.TRAINEE, 100, _peaks(1.7, OWN, LENGTH)),
        Wave("王建国", Tint.CALLER, 100, _peaks(2.3, CALLER, LENGTH)),
    ),
    length=LENGTH,
    reservations=("还有 1 项待人裁定",),
    recorded=True,
)


@dataclass
class PaperWork:
    """A call that is over."""

    debrief: Debrief = DEBRIEF
    played: list[tuple[int, int]] = field(default_factory=list)
    appeals: list[tuple[str, str]] = field(default_factory=list)
    stopped: int = 0

    def stage(self) -> Stage:
        return Done(self.debrief)

    def now(self) -> int:
        return self.debrief.length

    def caption(self) -> str:
        return ""

    def level(self) -> float:
        return -120.0

    def press(self, key: KeyName, argument: str = "") -> None: ...

    def say(self, text: str) -> None: ...

    def save(self, fields: Mapping[RecordField, str], message: int = 0, line: str = "") -> None: ...

    def relay(self, message: int, to: str) -> None: ...

    def report(self, report: FaultReported) -> None: ...

    def help(self, kind: str) -> None: ...

    def stop(self) -> None:
        self.stopped += 1

    def appeal(self, finding: str, reason: str) -> None:
        self.appeals.append((finding, reason))
        findings = tuple(replace(one, appealed=one.appealed or one.id == finding) for one in self.debrief.findings)
        self.debrief = replace(self.debrief, findings=findings)

    def play(self, start: int, end: int) -> None:
        self.played.append((start, end))


def attempts() -> list[Attempt]:
    """Eight calls in which somebody gets better."""
    totals = [5_420, 6_010, 6_630, 6_400, 7_180, 7_890, 8_350, 8_720]
    names = ("greeting", "phrasing", "handling", "record", "timing")
    found = []
    for n, total in enumerate(totals):
        dimensions = {
            name: min(100, round(total / 100 + 9 * math.sin(n * 1.3 + k * 2))) for k, name in enumerate(names)
        }
        clauses = {
            "B4.1.1": (min(1_200, 300 + 120 * n), 1_200),
            "A2.3": (min(1_900, 700 + 90 * n), 1_900),
            "B4.1.3": (min(1_500, 500 + 140 * n), 1_500),
            "B3.8": (min(800, 500 + 40 * n), 800),
            "B5.7": (min(900, 400 + 45 * n), 900),
            "A2.2": (600, 600),
        }
        verdict = "pass" if total >= 8_000 else "fail"
        call, title = ("gm-declines", "找总经理，总经理不便接听") if n % 3 else ("busy", "分机占线，来电人坚持要找")
        mode = "exam" if n == 7 else "practice"
        found.append(
            Attempt(
                f"r{n}",
                call,
                title,
                f"2026-03-{10 + n}T09:{30 + n}:00+08:00",
                mode,
                verdict,
                total,
                dimensions,
                clauses,
            )
        )
    return found


EXERCISES = (
    Exercise("greeting", "接起即问候并报公司名称", "您好，恒城集团。"),
    Exercise("wait", "转接前说“请稍等”", "请您稍等，我马上为您转接。"),
    Exercise("busy", "分机占线，致歉并请对方稍后再拨", "对不起，电话占线，请稍后再拨。"),
    Exercise("no_answer", "无人接听，致歉说明", "对不起，无人接听，请问您需要留言吗？"),
    Exercise("closing", "礼貌结束通话", "感谢您的来电，再见！"),
)
CHECK = (Exercise("", "朗读", "今天上午九点，请在三楼会议室参加例会。"), EXERCISES[0])


@dataclass
class PaperDrill:
    """A drill that hears what the test says it heard."""

    todo: Sequence[Exercise] = EXERCISES
    said: list[Said] = field(default_factory=list)
    begun: list[str] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)
    closed: bool = False
    loud: float = -24.0
    leaks: Leakage = Leakage.NONE
    waiting: Preparing | Failed | None = None

    def stage(self) -> Preparing | Failed | None:
        return self.waiting

    def exercises(self) -> Sequence[Exercise]:
        return self.todo

    def begin(self, exercise: Exercise) -> None:
        self.begun.append(exercise.title)

    def level(self) -> float:
        return self.loud

    def leakage(self) -> Leakage:
        return self.leaks

    def results(self) -> Sequence[Said]:
        return tuple(self.said)

    def type(self, text: str) -> None:
        self.typed.append(text)

    def close(self) -> None:
        self.closed = True


def wordings() -> tuple[Wording, ...]:
    """Some of the shipped rulebook's wordings."""
    rows = (
        (
            "greet-company",
            "接起即问候并报公司名称",
            "greeting",
            "您好，恒城集团。",
            ("B4.1.1", "A2.1"),
            ("铃响三声之内接听，即致问候语并报公司名称。",),
        ),
        ("close", "礼貌结束通话", "greeting", "感谢您的来电，再见！", ("A2.2",), ("结束通话时礼貌道别。",)),
        ("wait", "转接前说“请稍等”", "phrasing", "请稍等。", ("B4.1.2",), ("找部门或员工的，说请稍等，即切转。",)),
        (
            "busy",
            "分机占线，致歉并请对方稍后再拨",
            "phrasing",
            "对不起，电话占线，请稍后再拨。",
            ("B4.1.2",),
            ("分机占线时致歉，请对方稍后再拨。",),
        ),
        (
            "absent",
            "要找的人不在，说明情况",
            "phrasing",
            "对不起，孙经理现在不在。",
            ("A4.1",),
            ("无法接通时说明情况，询问留言或转达。",),
        ),
        (
            "gm",
            "找总经理，先问清姓氏",
            "handling",
            "请问您贵姓？",
            ("B4.1.3",),
            ("找总经理的，问清姓氏、单位、事由，先请示。",),
        ),
        (
            "secrets",
            "不泄露私人号码和公司机密",
            "handling",
            "抱歉，私人手机号码不方便提供，我可以帮您转告。",
            ("B5.8", "A5.1"),
            ("保守公司机密。", "不泄露领导和员工的私人号码。"),
        ),
        (
            "read-back",
            "复述核对姓名和电话",
            "record",
            "我跟您核对一下，您是……，电话是……，对吗？",
            ("A2.3", "B5.7"),
            ("确保信息准确无误。", "认真做好记录。"),
        ),
        ("dead-air", "通话中不冷场", "timing", "请您稍等，我帮您查一下。", ("B5.4",), ("操作快捷。",)),
    )
    return tuple(Wording(*row) for row in rows)


@dataclass
class PaperDesk:
    """What these screens ask of the program."""

    tried: Sequence[Attempt] = ()
    opened: list[str] = field(default_factory=list)
    work: PaperWork = field(default_factory=PaperWork)

    def calls(self, trainee: str) -> Sequence[CallItem]:
        return ()

    def readiness(self) -> Sequence[Readiness]:
        return ()

    def begin(self, order: Order) -> PaperWork:
        return self.work

    def attempts(self, trainee: str) -> Sequence[Attempt]:
        return self.tried

    def debrief(self, record: str) -> PaperWork:
        self.opened.append(record)
        return self.work

    def exams(self, trainee: str) -> Sequence[ExamItem]:
        return ()

    def is_of(self, exam: str, number: str) -> bool:
        return False

    def sit(self, exam: str, number: str, half_duplex: bool) -> PaperWork:
        return self.work

    def docket(self, passphrase: str) -> Docket:
        raise NotImplementedError

    def reference(self, call: str) -> Sequence[Wording]:
        return wordings()

    def drill(self, call: str, check: bool) -> PaperDrill:
        return PaperDrill(CHECK if check else EXERCISES)

    def settings(self) -> Mapping[str, str]:
        return {}

    def keep(self, settings: Mapping[str, str]) -> None: ...

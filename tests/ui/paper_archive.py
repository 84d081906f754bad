"""Certification records of paper: a few attempts in every standing, and a note of what was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from simulator.model.text import Text
from simulator.ui.archive import (
    Certificate,
    CourseFiled,
    DimensionFiled,
    Doing,
    Door,
    Dossier,
    ExamFiled,
    Filed,
    Holder,
    Judged,
    Listing,
    Outcome,
    Remark,
)
from simulator.ui.custody import Counted, OverdueFiled, PersonFiled, Retention

HOLDERS = (Holder("wang", "hr", "王静"), Holder("li", "trainer", "李老师"))
VALID = Certificate("3F2A-91BC-07DE", "2026-03-20", "2028-03-20", "valid")
COURSE, GM, BUSY = "总机话务基础", "重要来电转接总经理", "分机占线，来电人坚持要找"
PASSED = Filed("a1", "李敏", "0012", False, COURSE, GM, "exam", "2026-03-19T01:30:00Z", 91_20, "pass", 0, False)
FILED = (
    PASSED,
    replace(PASSED, id="a2", name="欧阳建国", number="0031", total=78_50, verdict="undecided", undecided=2),
    replace(PASSED, id="a3", name="王芳", number="0013", call=BUSY, total=64_00, verdict="fail"),
    replace(PASSED, id="a4", name="陈晓", number="0044", total=95_00, certificate=VALID),
    replace(
        PASSED,
        id="a5",
        name="赵伟",
        number="0051",
        certificate=replace(VALID, expires="2026-04-02", state="expiring"),
    ),
    replace(PASSED, id="a6", name="周洁", number="0062", course="", mode="practice", void=True),
    replace(PASSED, id="a7", name="", number="", erased=True, started="2025-01-09T02:00:00Z"),
)
EXAM = ExamFiled("e1", COURSE, 1, "李老师", 3, 3, ())
DIMENSIONS = (
    DimensionFiled("greeting", 18_00, 20_00, 60),
    DimensionFiled("phrasing", 24_50, 30_00, 60),
    DimensionFiled("handling", 21_00, 25_00, 60),
    DimensionFiled("record", 5_50, 15_00, 60),
    DimensionFiled("timing", 10_00, 10_00, 60),
)
DOSSIER = Dossier(
    PASSED,
    80,
    True,
    DIMENSIONS,
    (Judged("未经请示不得转接总经理", "pass"), Judged("不得泄露总经理的行踪", "fail")),
    (Remark("报出公司名称", "录音里听得很清楚，只是声音偏小", "2026-03-19T03:00:00Z", "pass", "李老师"),),
    (Remark("请对方稍等", "我说了“请稍等”，请再听一遍", "2026-03-19T02:10:00Z"),),
    EXAM,
)
OBJECTIONS = (
    Text("gm-accepts：还有 2 项待裁定", "gm-accepts: 2 findings await a ruling"),
    Text("还没有考完：busy、fault", "not taken yet: busy, fault"),
)
COURSES = (CourseFiled("basics", COURSE, 3), CourseFiled("advanced", "总机话务进阶", 4))
PEOPLE = (
    PersonFiled("0012", "李敏", "客服部"),
    PersonFiled("0013", "王芳", "客服部"),
    PersonFiled("0031", "欧阳建国", "总机"),
)
TYPED = (PersonFiled("", "王芳", ""), PersonFiled("", "小李", ""))
FIGURES = (
    Counted(
        "raters",
        ("规则", "评定项数", "一致", "一致率", "95% 区间", "kappa", "kappa 95% 区间"),
        (
            ("全部", "18", "15", "0.83", "0.61 – 0.94", "0.64", "0.28 – 0.99"),
            ("报出公司名称", "11", "10", "0.91", "0.62 – 0.98", "0.74", "0.31 – 1.00"),
            ("不争辩", "7", "5", "0.71", "0.36 – 0.92", "", ""),
        ),
    ),
    Counted(
        "errors",
        ("月份", "工号", "姓名", "部门", "通话", "记录差错"),
        (("2026-02", "0012", "李敏", "客服部", "12", "3"), ("2026-03", "0031", "欧阳建国", "总机", "9", "0")),
    ),
    Counted(
        "enquiries",
        ("月份", "规则", "来电", "标题", "通话", "话务员", "合格"),
        (("2026-03", "switchboard", "gm-accepts", GM, "21", "6", "17"),),
    ),
)
KEPT = Retention(
    36,
    (
        OverdueFiled("2023-01-09T02:00:00Z", "李敏 0012", GM),
        OverdueFiled("2023-02-11T06:30:00Z", "欧阳建国 0031", BUSY),
        OverdueFiled("2023-02-12T01:00:00Z", "", ""),
    ),
)
SHUT = Door(HOLDERS)


@dataclass
class PaperArchive:
    """Opens for any passphrase, unless ``door_at`` stays as it is; ``asked`` lists what was wanted."""

    door_at: Door | None = SHUT
    opens: bool = True
    filed: Sequence[Filed] = FILED
    now: Doing | None = None
    last: Outcome | None = None
    exam_refused: Text | None = None
    erasing_refused: Text | None = None
    figures: Sequence[Counted] = FIGURES
    kept: Retention | None = KEPT
    asked: list[tuple[object, ...]] = field(default_factory=list)
    closed: bool = False
    _holder: Holder | None = None
    _listing: Listing | None = None
    _dossier: Dossier | None = None
    _counted: Counted | None = None

    def door(self) -> Door | None:
        return self.door_at

    def open(self, key: str, passphrase: str) -> None:
        self.asked.append(("open", key, passphrase))
        if self.opens:
            self._holder = next(one for one in HOLDERS if one.key == key)
            self.door_at = None

    def holder(self) -> Holder | None:
        return self._holder

    def look(self, search: str, most: int) -> None:
        self.asked.append(("look", search, most))
        found = [one for one in self.filed if search in one.name or search in one.number]
        self._listing = Listing(search, tuple(found[:most]), len(found) > most)

    def listing(self) -> Listing | None:
        return self._listing

    def choose(self, attempt: str) -> None:
        filed = next(one for one in self.filed if one.id == attempt)
        of_exam = filed.mode == "exam"
        exam = replace(EXAM, objections=() if filed.verdict == "pass" else OBJECTIONS) if of_exam else None
        if self._dossier is None or self._dossier.filed != filed:
            self._dossier = replace(DOSSIER, filed=filed, exam=exam)

    def dossier(self) -> Dossier | None:
        return self._dossier

    def courses(self) -> Sequence[CourseFiled]:
        return COURSES

    def people(self) -> Sequence[PersonFiled]:
        return PEOPLE

    def doing(self) -> Doing | None:
        return self.now

    def outcome(self) -> Outcome | None:
        return self.last

    def report(self, attempt: str) -> None:
        self.asked.append(("report", attempt))

    def report_class(self) -> None:
        self.asked.append(("class",))

    def back_up(self, passphrase: str) -> None:
        self.asked.append(("back up", passphrase))

    def import_roster(self, file: str) -> None:
        self.asked.append(("roster", file))

    def restore(self, file: str, passphrase: str) -> None:
        self.asked.append(("restore", file, passphrase))

    def retire(self, certificate: str, reason: str) -> None:
        self.asked.append(("retire", certificate, reason))

    def confirm(self, attempt: str) -> None:
        self.asked.append(("confirm", attempt))

    def void(self, attempt: str, reason: str) -> None:
        self.asked.append(("void", attempt, reason))

    def typed(self) -> Sequence[PersonFiled]:
        return TYPED

    def join(self, said: str, number: str) -> None:
        self.asked.append(("join", said, number))

    def no_erasing(self) -> Text | None:
        return self.erasing_refused

    def erase(self, said: str, reason: str) -> None:
        self.asked.append(("erase", said, reason))

    def count(self, subject: str) -> None:
        self.asked.append(("count", subject))
        self._counted = next((one for one in self.figures if one.subject == subject), None)

    def counted(self) -> Counted | None:
        return self._counted

    def save_count(self, subject: str) -> None:
        self.asked.append(("save", subject))

    def checkpoint(self) -> None:
        self.asked.append(("checkpoint",))

    def look_at_retention(self, wanted: bool) -> None:
        self.asked.append(("retention", wanted))

    def retention(self) -> Retention | None:
        return self.kept

    def retain(self, months: int) -> None:
        self.asked.append(("retain", months))

    def erase_overdue(self) -> None:
        self.asked.append(("erase overdue",))

    def export(self) -> None:
        self.asked.append(("export",))

    def export_xapi(self) -> None:
        self.asked.append(("xapi",))

    def verify(self, checkpoint: str = "") -> None:
        self.asked.append(("verify", checkpoint) if checkpoint else ("verify",))

    def certify(self, exam: str) -> None:
        self.asked.append(("certify", exam))

    def print(self, certificate: str) -> None:
        self.asked.append(("print", certificate))

    def badge(self, certificate: str) -> None:
        self.asked.append(("badge", certificate))

    def no_exam(self) -> Text | None:
        return self.exam_refused

    def begin_exam(self, course: str, number: str) -> None:
        self.asked.append(("begin", course, number))

    def show(self, file: str) -> None:
        self.asked.append(("show", file))

    def close(self) -> None:
        self.closed = True

"""What the store holds as tables for a spreadsheet: attempts, certificates, clauses, errors in the written record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from simulator.model.standing import Attempt, Certificate, ClassReport, Trainee
from simulator.model.text import Lang, Text

Cell: TypeAlias = str | int | float
"""A text stays a text, whatever it looks like; points are numbers."""

YES, NO = Text("是", "yes"), Text("否", "no")
ERASED = Text("（已删除）", "(erased)")
WHO = (Text("工号", "Number"), Text("姓名", "Name"), Text("部门", "Department"))
NAMES = {
    "pass": Text("合格", "pass"),
    "fail": Text("不合格", "fail"),
    "undecided": Text("待裁定", "undecided"),
    "practice": Text("练习", "practice"),
    "exam": Text("考试", "exam"),
    "valid": Text("有效", "valid"),
    "expiring": Text("即将到期", "expiring"),
    "expired": Text("已过期", "expired"),
    "retired": Text("已作废", "retired"),
}


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet of a workbook, or a CSV file."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Exporter:
    """Tables about these people in this language."""

    known: Mapping[str, Trainee]
    lang: Lang

    def attempts(self, found: Iterable[Attempt]) -> Table:
        """One row an attempt; its first column is the id by which the store has it."""
        headings = (
            Text("编号", "Id"), *WHO, Text("来电", "Call"), Text("标题", "Title"), Text("规则", "Rulebook"),
            Text("方式", "Mode"), Text("时间", "Started"), Text("工作站", "Station"),
            Text("自动结果", "Automatic verdict"), Text("自动总分", "Automatic total"),
            Text("结果", "Verdict"), Text("总分", "Total"), Text("待裁定项", "Undecided"), Text("裁定", "Rulings"),
            Text("申诉", "Appeals"), Text("可发证", "Certifiable"), Text("作废", "Void"),
        )  # fmt: skip
        rows = (
            (
                one.id, *self._who(one.trainee), one.call, one.title, one.rulebook, self._named(one.mode),
                _local(one.started), one.station, self._named(one.automatic), one.automatic_total / 100,
                self._named(one.verdict), one.total / 100, one.undecided, one.rulings, one.appeals,
                self._truth(one.certifiable), self._truth(one.voided),
            )
            for one in found
        )  # fmt: skip
        return self._table(Text("记录", "Attempts"), headings, rows)

    def certificates(self, found: Iterable[Certificate]) -> Table:
        headings = (
            Text("编号", "Id"), *WHO, Text("课程", "Course"), Text("发证", "Granted"), Text("到期", "Expires"),
            Text("状态", "State"),
        )  # fmt: skip
        rows = (
            (one.id, *self._who(one.trainee), one.title, one.granted, one.expires, self._named(one.state.value))
            for one in found
        )
        return self._table(Text("证书", "Certificates"), headings, rows)

    def clauses(self, report: ClassReport) -> Table:
        """One row for each trainee and clause, over the latest scores."""
        headings = (
            *WHO, Text("条款", "Clause"), Text("得分", "Points"), Text("满分", "Possible"),
            Text("不合格次数", "Failed"), Text("次数", "Attempts"),
        )  # fmt: skip
        rows = (
            (*self._who(one.trainee), one.clause, one.points / 100, one.possible / 100, one.failed, one.attempts)
            for one in report.cells
        )
        return self._table(Text("条款", "Clauses"), headings, rows)

    def record_errors(self, report: ClassReport) -> Table:
        """Errors in the written record by trainee and month (C11.6)."""
        headings = (*WHO, Text("月份", "Month"), Text("记录差错", "Record errors"))
        rows = (
            (*self._who(trainee), month, number) for (trainee, month), number in sorted(report.record_errors.items())
        )
        return self._table(Text("记录差错", "Record errors"), headings, rows)

    def _table(self, title: Text, headings: Iterable[Text], rows: Iterable[tuple[Cell, ...]]) -> Table:
        return Table(title[self.lang], tuple(heading[self.lang] for heading in headings), tuple(rows))

    def _who(self, trainee: str) -> tuple[str, str, str]:
        return who(self.known, trainee, self.lang)

    def _named(self, value: str) -> str:
        return NAMES[value][self.lang] if value in NAMES else value

    def _truth(self, value: bool) -> str:
        return (YES if value else NO)[self.lang]


def who(known: Mapping[str, Trainee], trainee: str, lang: Lang) -> tuple[str, str, str]:
    """Number, name and department; empty for somebody whose data cannot be read here."""
    person = known.get(trainee)
    if person is None:
        return "", "", ""
    return person.number, ERASED[lang] if person.erased else person.name, person.department


def _local(started: str) -> str:
    """A time in UTC as the clock on the wall shows it."""
    return datetime.fromisoformat(started).astimezone().strftime("%Y-%m-%d %H:%M:%S")

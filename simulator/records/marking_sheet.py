"""The sheet on which a person marks recorded calls: one row for each call and rule, without the automatic score.

A row names its call by the hash of its log, so that rows may be sorted, filtered and put together at will.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from scoring.calibration import Mark
from simulator.model.rulebook import Rulebook
from simulator.model.text import Lang, Text
from simulator.records.spreadsheet import from_csv, to_csv
from simulator.records.wording import DIMENSIONS


class Column(StrEnum):
    """The columns in their order."""

    RECORD = "record"
    CALL = "call"
    DIMENSION = "dimension"
    RULE = "rule"
    CLAUSES = "clauses"
    EXPLAINED = "explained"
    MARK = "mark"
    NOTE = "note"
    LOG = "log"
    RULE_ID = "rule_id"


HEADINGS: Mapping[Column, Text] = {
    Column.RECORD: Text("记录", "Record"),
    Column.CALL: Text("来电", "Call"),
    Column.DIMENSION: Text("方面", "Dimension"),
    Column.RULE: Text("规则", "Rule"),
    Column.CLAUSES: Text("条款", "Clauses"),
    Column.EXPLAINED: Text("说明", "Explained"),
    Column.MARK: Text("评定（通过/不通过/不适用/不确定）", "Mark (pass/fail/n.a./unsure)"),
    Column.NOTE: Text("备注", "Note"),
    Column.LOG: Text("日志（勿改）", "Log (do not change)"),
    Column.RULE_ID: Text("编号（勿改）", "Id (do not change)"),
}

MARKS: Mapping[str, Mark] = {
    **dict.fromkeys(("通过", "合格", "√", "✓", "pass", "yes"), Mark.PASS),
    **dict.fromkeys(("不通过", "不合格", "×", "✗", "x", "fail", "no"), Mark.FAIL),
    **dict.fromkeys(("不适用", "n.a.", "n/a", "na"), Mark.NOT_APPLICABLE),
    **dict.fromkeys(("不确定", "?", "？", "unsure"), Mark.UNSURE),
}
"""What may be written, in small letters."""

LOG_PREFIX = "log:"
"""Before the hash: a spreadsheet takes ``12e45`` for a number."""


@dataclass(frozen=True, slots=True)
class SheetCall:
    """A call to be marked: the name of its record, the hash of its log, its title, its rules."""

    record: str
    log: str
    title: str
    rulebook: Rulebook


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a marker wrote, by the hash of the log and the rule's id; rows without a mark are left out.

    ``records`` are the names of the records, for messages.
    """

    records: Mapping[str, str]
    marks: Mapping[str, Mapping[str, Mark]]


def blank_sheet(calls: Iterable[SheetCall], lang: Lang) -> str:
    """An empty sheet as CSV for Excel."""
    rows = [[HEADINGS[column][lang] for column in Column]]
    for call in calls:
        for rule in call.rulebook.rules:
            cells = {
                Column.RECORD: call.record,
                Column.CALL: call.title,
                Column.DIMENSION: DIMENSIONS[rule.dimension][lang],
                Column.RULE: rule.title,
                Column.CLAUSES: " ".join(rule.clauses),
                Column.EXPLAINED: rule.reading or rule.better,
                Column.LOG: LOG_PREFIX + call.log,
                Column.RULE_ID: rule.id,
            }
            rows.append([cells.get(column, "") for column in Column])
    return to_csv(rows)


def read_sheet(data: bytes) -> Sheet | tuple[Text, ...]:
    """The marks, or everything that is wrong with the sheet."""
    table = from_csv(data)
    if table is None:
        return (
            Text(
                "不是 CSV 文件；在 Excel 里选“另存为”，类型选“CSV UTF-8（逗号分隔）”",
                "it is no CSV file; in Excel, save it as “CSV UTF-8 (comma delimited)”",
            ),
        )
    columns = _columns(table[0] if table else [])
    missing = [HEADINGS[column] for column in _READ if column not in columns]
    if missing:
        return tuple(Text(f"缺少“{one.zh}”一栏", f"the column “{one.en}” is missing") for one in missing)
    return _read_rows(table, columns)


_READ: tuple[Column, ...] = (Column.RECORD, Column.MARK, Column.LOG, Column.RULE_ID)


def _columns(head: list[str]) -> dict[Column, int]:
    """Where each column is, by its heading in either language; what stands in brackets does not matter."""
    names = {_short(text[lang]): column for column, text in HEADINGS.items() for lang in Lang}
    return {names[_short(cell)]: at for at, cell in enumerate(head) if _short(cell) in names}


def _short(heading: str) -> str:
    return heading.replace("（", "(").partition("(")[0].strip().lower()


def _read_rows(table: list[list[str]], columns: Mapping[Column, int]) -> Sheet | tuple[Text, ...]:
    wrong: list[Text] = []
    records: dict[str, str] = {}
    marks: dict[str, dict[str, Mark]] = {}
    for number, row in enumerate(table[1:], start=2):
        record, written, log, rule = (_cell(row, columns[column]) for column in _READ)
        if not any(row):
            continue
        if not log.startswith(LOG_PREFIX) or not rule:
            wrong.append(Text(f"第 {number} 行：日志或编号被改动", f"row {number}: log or id were changed"))
            continue
        log = log.removeprefix(LOG_PREFIX)
        records[log] = record
        of_call = marks.setdefault(log, {})
        if not written:
            continue
        mark = MARKS.get(written.lower())
        if mark is None:
            wrong.append(
                Text(
                    f"第 {number} 行：看不懂评定“{written}”，请写 通过、不通过、不适用 或 不确定",
                    f"row {number}: no mark “{written}”; write pass, fail, n.a. or unsure",
                )
            )
        elif of_call.setdefault(rule, mark) is not mark:
            wrong.append(
                Text(
                    f"第 {number} 行：同一来电的 {rule} 前面评定不同",
                    f"row {number}: {rule} of this call was marked otherwise above",
                )
            )
    return tuple(wrong) or Sheet(records, marks)


def _cell(row: list[str], at: int) -> str:
    return row[at].strip() if at < len(row) else ""

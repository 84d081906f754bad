"""A roster as it comes from HR: a CSV or a workbook with employee number, name and department, read as texts."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.model.text import Text
from simulator.records.spreadsheet import from_csv
from simulator.records.store.people import Person
from simulator.records.workbook import MOST_ROWS, read_workbook

NUMBER = ("工号", "员工号", "员工编号", "编号", "number", "employee number", "employee_number", "id")
NAME = ("姓名", "名字", "name")
DEPARTMENT = ("部门", "科室", "department")


@dataclass(frozen=True, slots=True)
class RosterReading:
    """The people, and everything wrong with the file; with ``problems`` nobody is to be entered."""

    people: tuple[Person, ...]
    problems: tuple[Text, ...]


def read_roster(data: bytes) -> RosterReading:
    """Columns are found by their headings, in any order; rows without number and name are passed over.

    A workbook that keeps numbers as numbers has lost their leading zeros: that is told, not guessed.
    """
    rows, numbers = _rows(data)
    if rows is None:
        return RosterReading((), (Text("既不是 CSV 也不是 XLSX 文件", "neither a CSV nor an XLSX file"),))
    head = next((i for i, row in enumerate(rows) if _column(row, NUMBER) is not None), None)
    columns = None if head is None else [_column(rows[head], names) for names in (NUMBER, NAME, DEPARTMENT)]
    if head is None or columns is None or columns[1] is None:
        return RosterReading((), (Text("找不到“工号”和“姓名”两列", "no columns 工号 (number) and 姓名 (name)"),))
    people: list[Person] = []
    problems: list[Text] = []
    seen: dict[str, int] = {}
    lost_zeros: list[int] = []
    for line, row in enumerate(rows[head + 1 :], head + 2):
        number, name, department = (_cell(row, column) for column in columns)
        if not number and not name:
            continue
        if not number or not name:
            problems.append(Text(f"第 {line} 行缺工号或姓名", f"row {line} lacks number or name"))
        elif number in seen:
            problems.append(
                Text(f"第 {line} 行的工号 {number} 与第 {seen[number]} 行相同", f"row {line}: {number} twice")
            )
        else:
            people.append(Person(number, name, department))
            seen[number] = line
        if (line - 1, columns[0]) in numbers:
            lost_zeros.append(line)
    if lost_zeros and len({len(person.number) for person in people}) > 1:
        problems.append(
            Text(
                f"工号列是数字格式（第 {lost_zeros[0]} 行起），前面的零可能已经丢失：请把该列设为“文本”后重新填写",
                f"the numbers are stored as numbers (from row {lost_zeros[0]}); leading zeros may be lost: "
                "make the column text and fill it in again",
            )
        )
    if len(rows) >= MOST_ROWS:
        problems.append(Text(f"超过 {MOST_ROWS} 行，请分成几个文件", f"more than {MOST_ROWS} rows; split the file"))
    if not people and not problems:
        problems.append(Text("表里没有人", "the sheet lists nobody"))
    return RosterReading(tuple(people), tuple(problems))


def _rows(data: bytes) -> tuple[list[list[str]] | None, frozenset[tuple[int, int]]]:
    if data.startswith(b"PK"):
        sheet = read_workbook(data)
        return (None, frozenset()) if sheet is None else ([list(row) for row in sheet.rows], sheet.numbers)
    return from_csv(data), frozenset()


def _column(row: list[str], names: tuple[str, ...]) -> int | None:
    headings = [cell.strip().lower() for cell in row]
    return next((headings.index(name) for name in names if name in headings), None)


def _cell(row: list[str], column: int | None) -> str:
    """A leading apostrophe is how a cell is kept from becoming a number or a formula."""
    return "" if column is None or column >= len(row) else row[column].strip().removeprefix("'")

"""Rows of a spreadsheet into facts of calls and the directory of a company, with every bad row told at once.

The first row that is not empty names the columns, in Chinese or English, in any order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from simulator.model.company import Rank, Role
from simulator.model.text import Text
from simulator.workbench.facts import ID
from simulator.workbench.yaml_text import Value, block

CALL_COLUMNS: Mapping[str, str] = {
    "编号": "id",
    "标题": "title",
    "来电人": "caller",
    "姓名": "caller",
    "单位": "organisation",
    "电话": "phone",
    "找谁": "department",
    "部门": "department",
    "分机": "department",
    "事由": "matter",
    "性别": "gender",
    "脾气": "manner",
    "难度": "difficulty",
    "说明": "summary",
    "线路": "line",
}
DIRECTORY_COLUMNS: Mapping[str, str] = {
    "部门": "department",
    "姓名": "name",
    "职务": "title",
    "分机": "extension",
    "级别": "rank",
    "秘书": "secretary",
    "手机": "mobile",
    "直线": "direct",
    "公开": "public",
    "拼音": "pinyin",
    "别名": "also",
    "用途": "role",
}
_RANKS = {
    "董事长": Rank.CHAIRMAN,
    "副董事长": Rank.VICE_CHAIRMAN,
    "总经理": Rank.GENERAL_MANAGER,
    "秘书": Rank.SECRETARY,
    "经理": Rank.MANAGER,
    "主任": Rank.MANAGER,
    "员工": Rank.STAFF,
}
_ROLES = {
    "投诉": Role.COMPLAINTS,
    "不明": Role.UNCLEAR,
    "代接": Role.EXECUTIVE_DEPUTY,
    "报修": Role.TECHNICAL,
}
_YES, _NO = ("是", "公开", "√", "yes", "true", "1"), ("否", "不公开", "×", "no", "false", "0", "")
NO_ROLES = Text(
    f"没有写哪个分机接投诉、报修等；规则要用，可在“用途”列写：{'、'.join(_ROLES)}",
    "no row says where complaints and faults go, which rules ask for; see the column role",
)
DIGITS = ("phone", "extension", "mobile", "direct", "department")
"""Columns in which a zero at the front matters."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row under its headings: the number that the spreadsheet shows, and the texts that are not empty."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong in a row (0: with the sheet); a warning does not keep it from being taken over."""

    row: int
    column: str
    text: Text
    warning: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[Row, ...]
    complaints: tuple[Complaint, ...]


def table(sheet: Sequence[Sequence[str]], numbers: Collection[tuple[int, int]], columns: Mapping[str, str]) -> Table:
    """The rows with their columns by the names used here; a heading that is not known keeps its own name."""
    at = next((n for n, row in enumerate(sheet) if any(cell.strip() for cell in row)), None)
    if at is None:
        return Table((), (Complaint(0, "", Text("表是空的", "the sheet is empty")),))
    known = {**columns, **{name: name for name in columns.values()}}
    headings = [known.get(cell.strip(), cell.strip()) for cell in sheet[at]]
    complaints = [
        Complaint(at + 1, name, Text(f"有两列都是“{name}”", f"two columns are “{name}”"))
        for name in sorted({name for name in headings if name and headings.count(name) > 1})
    ]
    rows = []
    for n, row in enumerate(sheet[at + 1 :], at + 1):
        cells = {name: cell.strip() for name, cell in zip(headings, row, strict=False) if name and cell.strip()}
        if cells:
            rows.append(Row(n + 1, cells))
    complaints += _lost_zeros(headings, numbers)
    return Table(tuple(rows), tuple(complaints))


def _lost_zeros(headings: Sequence[str], numbers: Collection[tuple[int, int]]) -> Iterator[Complaint]:
    """Numbers that Excel keeps as such: told once for each column."""
    for column, name in enumerate(headings):
        rows = sorted(row + 1 for row, at in numbers if at == column)
        if name in DIGITS and rows:
            shown = "、".join(map(str, rows[:5])) + ("…" if len(rows) > 5 else "")
            yield Complaint(
                rows[0],
                name,
                Text(
                    f"第 {shown} 行是数字格式，开头的 0 可能已经丢了；请在表格里把这一列设成“文本”再输入",
                    f"rows {shown} are numbers; zeros at their front may be lost: use a text column",
                ),
                warning=True,
            )


# --- a directory -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CompanyFacts:
    """What a company has besides its directory."""

    id: str
    name: str
    operator_name: str
    operator_no: str
    lines: tuple[str, ...]
    spare: str


def company_text(facts: CompanyFacts, rows: Sequence[Row]) -> tuple[str, tuple[Complaint, ...]]:
    """The company file of a directory, and what is wrong with its rows; with errors the text is of no use."""
    reading = _Directory(rows)
    head: dict[str, Value] = {
        "id": facts.id,
        "name": facts.name,
        "operator_name": facts.operator_name,
        "operator_no": facts.operator_no,
        "outside_lines": list(facts.lines),
    }
    if facts.spare:
        head["spare_line"] = facts.spare
    head |= {"announcements": ["您好，这里是{company}。", "请拨分机号，查号请拨零。", "请听好：{directory}。"]}
    head["answers_with"] = ["您好，{holder}。"]
    if not reading.roles:
        reading.complaints.append(Complaint(0, "role", NO_ROLES, warning=True))
    body: dict[str, Value] = {"roles": reading.roles, "departments": reading.departments, "people": reading.people}
    lines = ["# yaml-language-server: $schema=../schemas/company.json", "zongji: company/1", *block(head)]
    for key, value in body.items():
        lines += ["", f"{key}:" if value else f"{key}: {{}}"]
        lines += list(block(value, 2)) if isinstance(value, dict) else []
    return "\n".join(lines) + "\n", tuple(reading.complaints)


class _Directory:
    """Departments (rows without a person) and people, by their names."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.complaints: list[Complaint] = []
        self.departments: dict[str, Value] = {}
        self.people: dict[str, Value] = {}
        self.roles: dict[str, Value] = {}
        self._extensions: dict[str, int] = {}
        for row in rows:
            if "name" not in row.cells:
                self._department(row)
        names = {row.cells["name"] for row in rows if "name" in row.cells}
        for row in rows:
            if "name" in row.cells:
                self._person(row, names)
        if not self.departments:
            self._complain(
                Row(0, {}), "department", Text("没有一行是部门（有分机、没有姓名）", "no row is a department")
            )

    def _department(self, row: Row) -> None:
        name = row.cells.get("department", "")
        named, numbered, public = self._named(row, "department", name), self._extension(row), self._public(row, True)
        self._role(row)
        if named and numbered:
            entry: dict[str, Value] = {"name": _spoken(row, name), "extension": row.cells["extension"]}
            self.departments[name] = entry if public else entry | {"public": False}

    def _person(self, row: Row, names: Collection[str]) -> None:
        name, title = row.cells["name"], row.cells.get("title", "")
        department, secretary = row.cells.get("department", ""), row.cells.get("secretary", "")
        if department not in self.departments:
            known = "、".join(self.departments)
            self._complain(
                row, "department", Text(f"没有部门“{department}”；有：{known}", f"no department “{department}”")
            )
        if secretary and secretary not in names:
            self._complain(row, "secretary", Text(f"表里没有“{secretary}”", f"“{secretary}” is not in the sheet"))
        rank, public = self._rank(row, title), self._public(row, False)
        named, numbered = self._named(row, "name", name), self._extension(row)
        self._role(row)
        if not (named and numbered):
            return
        entry: dict[str, Value] = {"name": _spoken(row, name), "title": title or "员工", "rank": rank.value}
        entry |= {"department": department, "extension": row.cells["extension"]}
        entry |= {key: row.cells[key] for key in ("secretary", "mobile", "direct") if key in row.cells}
        self.people[name] = entry | {"public": True} if public else entry

    def _named(self, row: Row, column: str, name: str) -> bool:
        if not ID.fullmatch(name):
            self._complain(
                row,
                column,
                Text(f"“{name}”不能作名称：只用汉字、字母和数字", f"“{name}” is no name: use letters and digits only"),
            )
        elif name in self.departments or name in self.people:
            self._complain(row, column, Text(f"“{name}”重复了", f"“{name}” is there twice"))
        else:
            return True
        return False

    def _extension(self, row: Row) -> bool:
        number = row.cells.get("extension", "")
        if not (number.isascii() and number.isdigit()):
            self._complain(row, "extension", Text(f"“{number}”不是分机号", f"“{number}” is no extension"))
        elif number in self._extensions:
            first = self._extensions[number]
            self._complain(
                row, "extension", Text(f"分机 {number} 在第 {first} 行已有", f"extension {number} is in row {first}")
            )
        else:
            self._extensions[number] = row.number
            return True
        return False

    def _rank(self, row: Row, title: str) -> Rank:
        """As the sheet says, else as the title ends: 总经理秘书 is a secretary, 副总经理 a manager."""
        written = row.cells.get("rank", "")
        if written in _RANKS or written in tuple(Rank):
            return _RANKS.get(written) or Rank(written)
        if written:
            known = "、".join(_RANKS)
            self._complain(row, "rank", Text(f"没有级别“{written}”；有：{known}", f"no rank “{written}”"))
        exact = _RANKS.get(title)
        return exact or next((_RANKS[end] for end in ("秘书", "经理", "主任") if title.endswith(end)), Rank.STAFF)

    def _public(self, row: Row, usual: bool) -> bool:
        written = row.cells.get("public", "").lower()
        if written and written not in _YES + _NO:
            self._complain(row, "public", Text("只能是 是 或 否", "yes or no"))
        return written in _YES if written else usual

    def _role(self, row: Row) -> None:
        for written in row.cells.get("role", "").replace("，", "、").split("、"):
            if written in _ROLES or written in tuple(Role):
                self.roles[(_ROLES.get(written) or Role(written)).value] = row.cells.get("extension", "")
            elif written:
                known = "、".join(_ROLES)
                self._complain(row, "role", Text(f"没有用途“{written}”；有：{known}", f"no role “{written}”"))

    def _complain(self, row: Row, column: str, text: Text) -> None:
        self.complaints.append(Complaint(row.number, column, text))


def _spoken(row: Row, name: str) -> Value:
    """A name, with its other forms and its reading where the sheet has them."""
    also = [one for one in row.cells.get("also", "").replace("，", "、").split("、") if one]
    if not also and "pinyin" not in row.cells:
        return name
    entry: dict[str, Value] = {"text": name}
    if "pinyin" in row.cells:
        entry["pinyin"] = row.cells["pinyin"]
    return entry | ({"also": also} if also else {})

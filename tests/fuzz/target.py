"""One input through the program: a kind of file, and whatever bytes are in it, as far as ``check`` and imports take it.

Nothing here knows who made the input: hypothesis, the fuzzer or somebody by mistake.  A value,
diagnostics and complaints are answers; whatever is raised is a fault of the program.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial

from simulator.compiler import (
    Source,
    compile_call,
    compile_common,
    compile_company,
    compile_course,
    compile_manners,
    compile_plans,
    compile_rulebook,
    kind_of,
    render,
)
from simulator.compiler.load import Compiled
from simulator.model.text import Lang
from simulator.records.marking_sheet import read_sheet
from simulator.records.roster_file import read_roster
from simulator.records.spreadsheet import from_csv
from simulator.records.workbook import read_workbook
from simulator.workbench.drafts import Unfit, hearing
from simulator.workbench.drafts import render as filled
from simulator.workbench.facts import call_values
from simulator.workbench.graph import charts_of
from simulator.workbench.mermaid import mermaid
from simulator.workbench.sheets import CALL_COLUMNS, DIRECTORY_COLUMNS, CompanyFacts, company_text, table
from simulator.workbench.svg import svg
from tests.compiler.bench import HERE, KINDS, base, compile_with, library

FACTS = CompanyFacts("mine", "明德公司", "李敏", "016", ("1", "2"), "3")


@cache
def compiled() -> Mapping[str, object]:
    """The bench's other files, compiled once."""
    return compile_with("call", base("call")).values


@cache
def locators() -> str:
    return (HERE / "base" / "locators.txt").read_text(encoding="utf-8")


def _rulebook_with(kind: str, source: Source) -> Compiled[object]:
    parts = {one: Source(base(one), f"{one}.yaml") for one in ("clauses", "phrases", "rules")} | {kind: source}
    return compile_rulebook(**parts, locators=locators(), commons={"general": compiled()["common"]})


def _common(source: Source) -> Compiled[object]:
    parts = {one: Source(base(f"common-{one}"), f"common-{one}.yaml") for one in ("clauses", "phrases")}
    return compile_common(**parts, rules=source, locators=locators())


def _call(source: Source) -> Compiled[object]:
    there = compiled()
    made = compile_call(*source, company=there["company"], rulebook=there["rulebook"], manners=there["manners"])
    if made.value is not None:
        charts = charts_of(made.value, Lang.ZH, "")
        assert svg(charts, made.value.title)
        assert mermaid(charts)
    return made


def _plans(source: Source) -> Compiled[object]:
    there = compiled()
    return compile_plans(*source, call=there["call"], rulebook=there["rulebook"], company=there["company"])


def _course(source: Source) -> Compiled[object]:
    return compile_course(*source, library=library(compiled()["call"], compiled()["rulebook"]))


COMPILERS: Mapping[str, Callable[[Source], Compiled[object]]] = {
    "company": lambda source: compile_company(*source),
    "manners": lambda source: compile_manners(*source),
    "common": _common,
    "clauses": partial(_rulebook_with, "clauses"),
    "phrases": partial(_rulebook_with, "phrases"),
    "rules": partial(_rulebook_with, "rules"),
    "call": _call,
    "plans": _plans,
    "course": _course,
}
assert tuple(COMPILERS) == KINDS


def _compile(kind: str, data: bytes) -> None:
    kind_of(data)
    made = COMPILERS[kind](Source(data, "example.yaml"))
    assert made.value is not None or made.diagnostics
    for one in made.diagnostics:
        assert one.span.line >= 1
        assert one.span.column >= 1
        for lang in Lang:
            printed = render(one, lang)
            assert printed.encode("utf-8")
            assert printed.count("\n") == 1


def _template(data: bytes) -> None:
    text = data.decode("utf-8", errors="replace")
    given = {
        "id": "a",
        "caller": "王建国",
        "organisation": "宏达",
        "phone": "8",
        "department": "8500",
        "matter": "合同",
    }
    values, _ = call_values(given, compiled()["company"], "switchboard")
    try:
        made = filled(hearing(text, ["greeting", "wait", "closing"]), values)
    except Unfit:
        return
    _compile("call", made.encode("utf-8", errors="surrogatepass"))


def _rows(data: bytes) -> tuple[list[tuple[str, ...]], object]:
    if data[:2] == b"PK":
        book = read_workbook(data)
        return ([], ()) if book is None else (list(book.rows), book.numbers)
    return [tuple(row[:100]) for row in (from_csv(data) or [])[:5_000]], ()


def _directory(data: bytes) -> None:
    text, complaints = company_text(FACTS, table(*_rows(data), DIRECTORY_COLUMNS).rows)
    if all(one.warning for one in complaints):
        _compile("company", text.encode())


def _calls(data: bytes) -> None:
    for row in table(*_rows(data), CALL_COLUMNS).rows:
        values, unfit = call_values({"id": f"x-{row.number}", **row.cells}, compiled()["company"], "switchboard")
        assert all(one.text.zh for one in unfit)
        assert values["rulebook"] == "switchboard"


def _roster(data: bytes) -> None:
    reading = read_roster(data)
    assert reading.people or reading.problems


def _marks(data: bytes) -> None:
    assert read_sheet(data) is not None


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    **{kind: partial(_compile, kind) for kind in KINDS},
    "template": _template,
    "directory": _directory,
    "calls": _calls,
    "roster": _roster,
    "marks": _marks,
}
"""Every kind of file that a person hands to the program; the sheets are CSV or XLSX."""


def survives(kind: str, data: bytes) -> None:
    """Raises where the program would."""
    TARGETS[kind](data)

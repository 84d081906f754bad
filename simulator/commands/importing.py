"""``zongji import``: calls and directories out of spreadsheets."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from simulator.commands.choosing import FILE_NAME, company_for, fit, rulebook_for, written
from simulator.commands.frame import complain, group, option
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text
from simulator.runtime.drafting import own_workspace, template, text_of
from simulator.runtime.sheet import read_sheet
from simulator.runtime.workspace import FileErrors
from simulator.workbench.drafts import Unfit, hearing, render
from simulator.workbench.facts import call_values
from simulator.workbench.sheets import (
    CALL_COLUMNS,
    DIRECTORY_COLUMNS,
    CompanyFacts,
    Complaint,
    Table,
    company_text,
    table,
)

OVERWRITE = option("--overwrite", is_flag=True, text=Text("覆盖已有的文件。", "Replace files that are there already."))
SHEET = click.argument("sheet", type=click.Path(path_type=Path, dir_okay=False))


@group(
    "import",
    Text("从表格（XLSX、CSV）导入来电或通讯录。", "Import calls or a directory from a spreadsheet (XLSX, CSV)."),
)
def import_() -> None:
    pass


@import_.command(
    "calls",
    text=Text(
        "每行一个来电。列：编号、来电人、单位、电话、找谁、事由，可有标题、性别、脾气、难度、说明、线路；"
        "模板里的 <<列名>> 换成这一行的内容。",
        "One call from each row. Columns: id, caller, organisation, phone, department, matter; also title, gender, "
        "manner, difficulty, summary, line. <<column>> in the template becomes what the row has.",
    ),
)
@SHEET
@option("--rulebook", metavar="NAME", text=Text("按哪套规则。", "Their rulebook."))
@option("--company", metavar="NAME", text=Text("打给哪家公司。", "Their company."))
@option(
    "--template",
    "own",
    type=click.Path(path_type=Path, dir_okay=False),
    text=Text("自己的来电模板（没有方案）。", "A template of one's own (without plans)."),
)
@OVERWRITE
def import_calls(sheet: Path, rulebook: str | None, company: str | None, own: Path | None, overwrite: bool) -> None:
    rows = _read(sheet, CALL_COLUMNS)
    workspace = own_workspace()
    rulebook = rulebook_for(workspace, rulebook)
    company = company_for(workspace, rulebook, company)
    known, rules = workspace.company(company), workspace.rulebook(rulebook)
    if known is None or rules is None:
        raise FileErrors(tuple(workspace.diagnostics))
    phrases = [phrase.id for phrase in rules.phrases.values() if not phrase.part]
    texts = {".yaml": hearing(text_of(own) if own is not None else template(workspace, "call.yaml"), phrases)}
    if own is None:
        texts[".plans.yaml"] = template(workspace, "call.plans.yaml")
    files: dict[Path, str] = {}
    complaints: list[Complaint] = list(rows.complaints)
    for row in rows.rows:
        values, unfit = call_values({"id": f"{sheet.stem}-{row.number}", **row.cells}, known, rulebook)
        complaints += [Complaint(row.number, one.name, one.text) for one in unfit]
        if unfit:
            continue
        try:
            made = {f"{values['id']}{ending}": render(text, values) for ending, text in texts.items()}
        except Unfit as one:
            complaints.append(Complaint(row.number, one.name, one.text))
            continue
        paths = {workspace.root / "calls" / rulebook / name: text for name, text in made.items()}
        if paths.keys() & files.keys():
            complaints.append(
                Complaint(row.number, "id", Text(f"编号 {values['id']} 重复", f"id {values['id']} is there twice"))
            )
        files |= paths
    _stop_at(complaints, CALL_COLUMNS)
    written(workspace, files, overwrite=overwrite)


@import_.command(
    "directory",
    text=Text(
        "通讯录变成公司文件。列：部门、姓名、职务、分机，可有级别、秘书、手机、直线、公开、拼音、别名、用途；没有姓名的行是部门。",
        "A directory becomes a company file. Columns: department, name, title, extension; also rank, secretary, "
        "mobile, direct, public, pinyin, also, role. A row without a name is a department.",
    ),
)
@SHEET
@option("--id", "id_", required=True, metavar="NAME", text=FILE_NAME)
@option("--name", required=True, text=Text("公司名称。", "The company's name."))
@option("--operator-name", default="李敏", text=Text("话务员姓名。", "The operator's name."))
@option("--operator-no", default="001", text=Text("话务员工号。", "The operator's number."))
@option("--lines", default="1,2", text=Text("外线，用逗号隔开。", "Outside lines, with commas."))
@option("--spare", default="3", text=Text("备用线；没有则写空。", "The spare line; empty for none."))
@OVERWRITE
def import_directory(
    sheet: Path, id_: str, name: str, operator_name: str, operator_no: str, lines: str, spare: str, overwrite: bool
) -> None:
    rows = _read(sheet, DIRECTORY_COLUMNS)
    workspace = own_workspace()
    fit(id_)
    outside = tuple(one.strip() for one in lines.replace("，", ",").split(",") if one.strip())
    facts = CompanyFacts(id_, name, operator_name, operator_no, outside, spare)
    text, complaints = company_text(facts, rows.rows)
    _stop_at([*rows.complaints, *complaints], DIRECTORY_COLUMNS)
    written(workspace, {workspace.root / "companies" / f"{id_}.yaml": text}, overwrite=overwrite)


def _read(path: Path, columns: Mapping[str, str]) -> Table:
    sheet = read_sheet(path)
    return table(sheet.rows, sheet.numbers, columns)


def _stop_at(complaints: list[Complaint], columns: Mapping[str, str]) -> None:
    """Tell everything that is wrong, by row; raises ``Problem`` where there is more than warnings."""
    shown = {name: heading for heading, name in reversed(list(columns.items()))}
    for one in sorted(complaints, key=lambda found: found.row):
        where = Text(f"第 {one.row} 行", f"row {one.row}") if one.row else Text("表格", "sheet")
        column = Text(f"“{shown.get(one.column, one.column)}”", f" {one.column}") if one.column else Text("", "")
        kind = Text("警告：", "warning: ") if one.warning else Text("", "")
        complain(
            Text(
                f"{where.zh}{column.zh}：{kind.zh}{one.text.zh}",
                f"{where.en}{column.en}: {kind.en}{one.text.en}",
            )
        )
    errors = sum(not one.warning for one in complaints)
    if errors:
        raise Problem(
            Exit.FILES,
            Text(
                f"表格里有 {errors} 处错误，没有写入任何文件。", f"{errors} errors in the sheet; nothing was written."
            ),
            Text("请在表格里改好后再导入。", "correct the sheet and import it again."),
        )

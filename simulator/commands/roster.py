"""``zongji roster``: who the trainees are."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.commands.frame import console, emit, group, json_option, say, table
from simulator.commands.unlocking import admit, key_option, ledger_of
from simulator.model.ledger import Role
from simulator.model.text import Text
from simulator.records.codec import encode
from simulator.records.terminal import plain
from simulator.runtime.enrolling import import_roster, join_people
from simulator.runtime.store import Store

JOIN = Text("zongji roster join {said} {number}", "zongji roster join {said} {number}")


@group("roster", Text("学员名册：工号、姓名、部门。", "The roster: employee number, name, department."))
def roster() -> None:
    pass


@roster.command(
    "import",
    text=Text(
        "从 CSV 或 XLSX 导入名册（列：工号、姓名、部门）；工号相同就是同一个人。",
        "Import a CSV or XLSX with the columns number, name, department; the same number is the same person.",
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@key_option
def import_people(file: Path, key_name: str) -> None:
    store = Store()
    ledger = ledger_of(store, key_name, Role.HR, Role.TRAINER, Role.ADMINISTRATOR)
    say(import_roster(store, ledger, file).told(JOIN))


@roster.command(
    "join",
    text=Text(
        "导入名册以前以 SAID 之名做的记录，归工号 NUMBER 的人；原记录不变，另写一条有签名的记录。",
        "Records made under the name SAID before the roster came are those of NUMBER: a signed entry of its own.",
    ),
)
@click.argument("said")
@click.argument("number")
@key_option
def join_command(said: str, number: str, key_name: str) -> None:
    store = Store()
    join_people(store, ledger_of(store, key_name, Role.HR, Role.TRAINER, Role.ADMINISTRATOR), said, number)
    say(Text(f"{said} 的记录归 {number}。", f"What was entered for {said} counts for {number}."))


@roster.command("list", text=Text("列出名册。", "List the roster."))
@key_option
@json_option
def list_roster(key_name: str, as_json: bool) -> None:
    store = Store()
    admit(store, key_name)
    people = sorted(store.trainees().values(), key=lambda one: (one.department, one.number, one.name))
    if as_json:
        emit([encode(one) for one in people])
        return
    made = table(Text("工号", "No."), Text("姓名", "Name"), Text("部门", "Department"))
    for one in people:
        name = "（已删除）" if one.erased else plain(one.name)
        made.add_row(plain(one.number), name, plain(one.department))
    console().print(made)

"""``zongji records retain | trainee``: how long recordings are kept, and everything about a person for that person."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from simulator.commands.frame import command, console, language, option, say
from simulator.commands.unlocking import admit, key_option, ledger_of
from simulator.model.ledger import Role
from simulator.model.text import Text
from simulator.runtime import folders, retaining
from simulator.runtime.disclosing import disclose
from simulator.runtime.store import Store, require_trainee
from simulator.runtime.workspace import workspace_here

PATH = click.Path(path_type=Path)
records_option = option(
    "--records", "root", type=PATH, default=None, text=Text("记录文件夹所在处。", "Where the record folders are.")
)


@command(
    "retain",
    Text(
        "列出本机超过保存期的日志和录音；--erase 由人事删除它们，成绩和证书的记录不变。",
        "List logs and recordings here beyond their period; --erase: HR deletes them, scores and certificates stay.",
    ),
)
@option(
    "--months", type=click.IntRange(min=1), default=None, text=Text("设定保存期（月）。", "Set the period in months.")
)
@option("--erase", is_flag=True, text=Text("删除。", "Delete them."))
@records_option
@key_option
def retain(months: int | None, erase: bool, root: Path | None, key_name: str) -> None:
    store = Store()
    if months is not None:
        admit(store, key_name)
        store.retain(months)
    found = list(retaining.overdue(store, root or folders.records(), date.today()))
    for one in found:
        console().print(f"{one.started}  {one.folder.path.name}  {one.attempt[:12] or '—'}")
    if erase:
        retaining.erase_overdue(store, ledger_of(store, key_name, Role.HR, Role.ADMINISTRATOR), found)
    kept = retaining.retention_months(store)
    done = Text("已删除", "deleted") if erase else Text("超过保存期", "beyond it")
    say(
        Text(
            f"保存期 {kept} 个月；{len(found)} 个通话{done.zh}。",
            f"Kept for {kept} months; {len(found)} calls {done.en}.",
        )
    )


@command(
    "trainee",
    Text(
        "把一名学员的全部数据写进一个文件夹，交给本人：记录、成绩、裁定和申诉的理由、日志和录音。",
        "Everything about a trainee into a folder, for that person: entries, scores, reasons, logs and recordings.",
    ),
)
@click.argument("trainee")
@option("--out", "folder", type=PATH, required=True, text=Text("新的文件夹。", "A new folder."))
@records_option
@key_option
def trainee(trainee: str, folder: Path, root: Path | None, key_name: str) -> None:
    store = Store()
    admit(store, key_name)
    who = require_trainee(store, trainee)
    clauses = workspace_here(folders.library()).clauses()
    found = disclose(store, who, folder, root or folders.records(), date.today(), clauses, language())
    say(
        Text(
            f"{found.entries} 条记录、{found.calls} 个通话已写入 {folder}；{found.absent} 个通话的文件不在本机。",
            f"{found.entries} entries and {found.calls} calls are in {folder}; "
            f"the files of {found.absent} calls are not on this machine.",
        )
    )


PRIVACY = (retain, trainee)

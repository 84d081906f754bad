"""``zongji records enter | deliver | server``: calls into the store, and from there to the shared one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from simulator.commands.frame import command, complain, console, language, option, say
from simulator.model.ledger import Role
from simulator.model.log import Source
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text
from simulator.records.store.outbox import exchange, pending
from simulator.records.store.sql.database import Database
from simulator.runtime import folders
from simulator.runtime.entering import enter, entered, missed
from simulator.runtime.erasing import sweep
from simulator.runtime.record_folder import RecordFolder, find
from simulator.runtime.results import read_record
from simulator.runtime.store import Store
from simulator.runtime.workspace import LoadedCall

PATH = click.Path(path_type=Path)


@command(
    "enter",
    Text(
        "把结束的通话收入存储库；不写文件夹，就收入所有还没有收入的。",
        "Enter finished calls into the store; without folders, all that are not entered yet.",
    ),
)
@click.argument("records", nargs=-1, type=PATH, metavar="[FOLDER]...")
def enter_calls(records: tuple[Path, ...]) -> None:
    store = Store()
    if records:
        for path in records:
            id = entered(store, find(path, store.seals))
            say(Text(f"{path.name}：{id}", f"{path.name}: {id}"))
        return
    late = make_up(store, missed(store, folders.records()))
    say(Text(f"收入 {late} 个通话。", f"Entered {late} calls."))


@command(
    "deliver",
    Text(
        "把本机的记录送到共享存储库，并取回名册、密钥和证书（教员和人事的机器取回全部）；没入库的通话一并补上。",
        "Send this machine's records to the shared store and fetch roster, keys, certificates; for staff, all records.",
    ),
)
def deliver() -> None:
    store = Store()
    late = make_up(store, missed(store, folders.records()))
    server = store.server()
    waiting = pending(store.database)
    columns = (TextColumn(Text("送出", "Sending")[language()]), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, transient=True, console=console(), disable=not console().is_terminal) as bar:
        task = bar.add_task("", total=waiting)
        done = exchange(
            store.database,
            server,
            lambda over, all: bar.update(task, completed=over, total=all),
            everything=any(card.role is not Role.TRAINEE for card in store.keys.cards().values()),
        )
    if gone := sweep(store, folders.records()):
        say(
            Text(
                f"{gone} 个通话的学员数据已在别处删除，这里的文件也已删除。",
                f"{gone} calls are of people whose data were erased elsewhere; their files here are deleted too.",
            )
        )
    say(
        Text(
            f"送出 {done.sent} 条，取回 {done.fetched} 条，补录 {late} 个通话；待送 {pending(store.database)} 条。",
            f"Sent {done.sent}, fetched {done.fetched}, made up for {late} calls; pending: {pending(store.database)}.",
        )
    )


@command(
    "server",
    Text(
        "设置共享存储库的地址（postgresql://用户@主机/库名）；--none 取消；不带参数则显示。",
        "Set the address of the shared store (postgresql://USER@HOST/DATABASE), --none to end it, nothing to show it.",
    ),
)
@click.argument("url", default="")
@option("--none", "nothing", is_flag=True, text=Text("不再使用共享存储库。", "No shared store any more."))
@option(
    "--prepare",
    is_flag=True,
    text=Text("在服务器上建立表和角色（数据库所有者）。", "Make the tables and roles there (owner)."),
)
def server(url: str, nothing: bool, prepare: bool) -> None:
    store = Store()
    if prepare:
        Database(url or store.server_url).migrate()
        say(Text("服务器已准备好。", "The server is prepared."))
        return
    if url or nothing:
        store.connect(url)
    address = Database(store.server_url).shown if store.server_url else ""
    say(Text(f"共享存储库：{address or '无'}", f"Shared store: {address or 'none'}"))


def make_up(store: Store, calls: Iterable[RecordFolder]) -> int:
    """Enter calls that could not be entered when they were over; one that cannot be read is told and passed over."""
    late = 0
    compiled: dict[tuple[Source, ...], LoadedCall] = {}
    for folder in calls:
        try:
            late += enter(store, read_record(folder, compiled)) is not None
        except Problem as problem:
            if problem.exit is Exit.STORAGE:
                raise
            complain(Text(f"{folder.path.name}：{problem.message.zh}", f"{folder.path.name}: {problem.message.en}"))
    return late


ENTERING = (enter_calls, deliver, server)

"""``zongji records``: certification records, from listing and verifying to certificates and backups."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click
from rich.progress import Progress, SpinnerColumn, TextColumn

from simulator.commands.frame import complain, console, emit, group, json_option, option, say, table
from simulator.commands.records_certificate import CERTIFICATES
from simulator.commands.records_entering import ENTERING
from simulator.commands.records_export import EXPORTING
from simulator.commands.records_judging import JUDGING
from simulator.commands.records_key import key
from simulator.commands.records_privacy import PRIVACY
from simulator.commands.records_report import REPORTING
from simulator.commands.records_rescoring import RESCORING
from simulator.commands.records_safe import SAFE
from simulator.commands.records_shown import ID, NAME, NUMBER, SHORT, person_of, print_attempts, standing
from simulator.commands.records_statistics import statistics
from simulator.commands.unlocking import key_option, ledger_of, people_for
from simulator.model.ledger import Checkpoint
from simulator.model.problem import Exit, Problem
from simulator.model.standing import Trainee
from simulator.model.text import Text
from simulator.records.codec import encode, parse
from simulator.records.store.outbox import pending
from simulator.records.store.people import who_is
from simulator.records.store.sql import queries
from simulator.records.store.sql.database import Database
from simulator.records.store.trust import read_trust
from simulator.records.store.verify import Verification
from simulator.records.terminal import plain
from simulator.runtime import folders
from simulator.runtime.checkpointing import SIGNERS, anchor_for, read_checkpoint, write_checkpoint
from simulator.runtime.examining import too_undecided_ones
from simulator.runtime.store import Store
from simulator.runtime.verifying import told, verify_everything

PATH = click.Path(path_type=Path)
CERTIFICATE = (Text("课程", "Course"), Text("发证", "Granted"), Text("到期", "Expires"), Text("状态", "State"))
shared_option = option(
    "--shared", is_flag=True, text=Text("查共享存储库，而不是本机。", "Ask the shared store, not this one.")
)


@group(
    "records",
    Text(
        "考核记录：查看、核对、裁定、申诉、发证、备份，以及与共享存储库同步。",
        "Certification records: list, verify, rule, appeal, certify, back up, and deliver to the shared store.",
    ),
)
def records() -> None:
    pass


for subcommand in (
    *ENTERING,
    *JUDGING,
    *CERTIFICATES,
    *EXPORTING,
    *REPORTING,
    *RESCORING,
    *PRIVACY,
    *SAFE,
    key,
    statistics,
):
    records.add_command(subcommand)


@records.command(
    "list",
    text=Text(
        "列出记录，最新的在前；姓名和工号只给本机有密钥的教员、人事和管理员看。",
        "List attempts, the newest first; names are shown to the staff, by a key on this machine.",
    ),
)
@option("--trainee", default="", text=Text("工号或姓名。", "Employee number or name."))
@option("--call", default="", text=Text("只看这个来电。", "Only this call."))
@option("--clause", default="", text=Text("只看评到这一条款的。", "Only where this clause was judged."))
@option("--mode", type=click.Choice(["practice", "exam"]), default=None, text=Text("练习或考试。", "Practice or exam."))
@option("--since", default="", metavar="YYYY-MM-DD", text=Text("从这一天起。", "From this day on."))
@option(
    "--limit", type=click.IntRange(min=1), default=50, show_default=True, text=Text("最多几条。", "At most so many.")
)
@shared_option
@key_option
@json_option
def list_attempts(
    trainee: str,
    call: str,
    clause: str,
    mode: str | None,
    since: str,
    limit: int,
    shared: bool,
    key_name: str,
    as_json: bool,
) -> None:
    store = Store()
    database = _database(store, shared)
    known = people_for(store, database, key_name)
    chosen = None if not trainee else [_pseudonym(known, trainee)]
    found = queries.attempts(
        database, trainees=chosen, call=call, clause=clause, mode=mode or "", since=since, limit=limit
    )
    void = too_undecided_ones(database, found)
    if as_json:
        emit([standing(attempt, void) | person_of(known.get(attempt.trainee)) for attempt in found])
    else:
        print_attempts(found, known, void)
    _tell_pending(store)


@records.command(
    "show", text=Text("显示一条记录（任何编号的开头都可以）。", "Show an entry, by the beginning of its id.")
)
@click.argument("id")
@shared_option
def show(id: str, shared: bool) -> None:
    database = _database(Store(), shared)
    stored = database.by_id(id)
    if stored is None:
        raise Problem(Exit.USAGE, Text(f"没有（或不只一条）{id}。", f"there is no entry {id}, or more than one."))
    shown = {"id": stored.id, "entry": parse(stored.payload), "signature": stored.signature.hex()}
    attempt = queries.attempt(database, stored.id)
    if attempt is not None:
        shown["standing"] = standing(attempt, too_undecided_ones(database, [attempt]))
    emit(shown)


@records.command(
    "verify",
    text=Text(
        "核对全部记录：内容、次序、签名、权限、日志和规则文件；指出第一条有问题的记录。",
        "Verify every record: content, order, signatures, roles, logs and rulebooks; name the first bad one.",
    ),
)
@option(
    "--checkpoint", multiple=True, type=PATH, text=Text("与人事保存的检查点比较。", "Compare with HR's checkpoint.")
)
@option("--records", "root", type=PATH, default=None, text=Text("记录文件夹所在处。", "Where the record folders are."))
@shared_option
@json_option
@click.pass_context
def verify_records(
    context: click.Context, checkpoint: tuple[Path, ...], root: Path | None, shared: bool, as_json: bool
) -> None:
    store = Store()
    database = _database(store, shared)
    read = tuple(read_checkpoint(path, store, database) for path in checkpoint)
    found = _verified(database, store, read, root or folders.records(), quiet=as_json)
    if as_json:
        emit(encode(found))
    else:
        _print_verification(found, database)
    if found.fault is not None:
        context.exit(Exit.DAMAGED)


@records.command(
    "checkpoint",
    text=Text(
        "核对后写一个小的检查点文件，由人事保存在别处；以后可看出末尾是否被截断。",
        "Verify, then write a small checkpoint for HR to keep elsewhere; a tail cut off later shows.",
    ),
)
@click.argument("file", type=PATH)
@key_option
@shared_option
def make_checkpoint(file: Path, key_name: str, shared: bool) -> None:
    store = Store()
    database = _database(store, shared)
    ledger = ledger_of(store, key_name, *SIGNERS)
    found = _verified(database, store, (), folders.records(), quiet=False)
    if found.fault is not None:
        _print_verification(found, database)
    made = write_checkpoint(store, database, ledger, file, found)
    say(
        Text(
            f"检查点已写入 {file}（{made.count} 条记录）。请保存在这台机器之外。",
            f"Checkpoint written to {file} ({made.count} entries). Keep it away from this machine.",
        )
    )


@records.command("certificates", text=Text("列出证书及其状态。", "List certificates and their state."))
@shared_option
@key_option
@json_option
def certificates(shared: bool, key_name: str, as_json: bool) -> None:
    store = Store()
    database = _database(store, shared)
    known = people_for(store, database, key_name)
    found = queries.certificates(database, date.today())
    if as_json:
        emit([encode(one) | person_of(known.get(one.trainee)) for one in found])
        return
    made = table(ID, NUMBER, NAME, *CERTIFICATE)
    for one in found:
        person = person_of(known.get(one.trainee))
        made.add_row(
            one.id[:SHORT], plain(person["number"]), plain(person["name"]), plain(one.title), one.granted, one.expires,
            one.state.value,
        )  # fmt: skip
    console().print(made)


# --- pieces ----------------------------------------------------------------------------------------------------------


def _database(store: Store, shared: bool) -> Database:
    return store.server() if shared else store.database


def _pseudonym(known: dict[str, Trainee], said: str) -> str:
    found = who_is(known, said)
    if found is None:
        raise Problem(
            Exit.USAGE,
            Text(f"名册里没有（或不只一个）{said}。", f"the roster has nobody, or several, of {said}."),
            Text("请用工号。", "use the employee number."),
        )
    return found


def _tell_pending(store: Store) -> None:
    if store.server_url and (waiting := pending(store.database)):
        complain(
            Text(
                f"有 {waiting} 条记录还没有送到共享存储库（zongji records deliver）。",
                f"{waiting} entries are not at the shared store yet (zongji records deliver).",
            )
        )


def _verified(
    database: Database, store: Store, read: tuple[Checkpoint, ...], root: Path, *, quiet: bool
) -> Verification:
    trust = read_trust(database, anchor_for(store, read))
    columns = (SpinnerColumn(), TextColumn("{task.completed}/{task.total}"))
    with Progress(*columns, transient=True, console=console(), disable=quiet or not console().is_terminal) as bar:
        task = bar.add_task("", total=database.count())
        return verify_everything(database, trust, read, root, lambda done: bar.update(task, completed=done))


def _print_verification(found: Verification, database: Database) -> None:
    first, *others = told(found, database)
    (say if found.fault is None else complain)(first)
    for text in others:
        complain(text)

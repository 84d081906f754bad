"""``zongji records rescore``: every score again from its log, as it was entered or by a changed rulebook."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

from simulator.commands.frame import command, complain, console, option, say
from simulator.commands.unlocking import key_option, ledger_of
from simulator.model.ledger import Role
from simulator.model.problem import Exit
from simulator.model.scorecard import Verdict
from simulator.model.text import Text
from simulator.records.store.ledger import Ledger
from simulator.runtime import folders
from simulator.runtime.rescore_entering import Changed, enter_again
from simulator.runtime.rescoring import Rescored, Total, rescorable, rescore, rulebook_in
from simulator.runtime.store import Store

PATH = click.Path(path_type=Path)


@command(
    "rescore",
    Text(
        "凭日志重算本机每次通话的自动评分，与入库的比较；重算不出的评分是伪造的。"
        "--rulebook：按改过的规则书算，看哪些结果会变。--enter：教员把不同的作为新的评分入库，原来的都保留。",
        "Compute every automatic score again from its log here and compare; one that the log does not give is forged. "
        "With --rulebook: which results a changed rulebook would change. With --enter: a trainer enters what differs "
        "as new scores, beside the old ones.",
    ),
)
@option("--records", "root", type=PATH, default=None, text=Text("记录文件夹所在处。", "Where the record folders are."))
@option(
    "--rulebook",
    "by",
    type=PATH,
    default=None,
    text=Text("改过的规则书的文件夹。", "The folder of a changed rulebook."),
)
@option("--enter", "enters", is_flag=True, text=Text("把不同的作为新的评分入库。", "Enter what differs as new scores."))
@key_option
@click.pass_context
def rescore_all(context: click.Context, root: Path | None, by: Path | None, enters: bool, key_name: str) -> None:
    store = Store()
    ledger = ledger_of(store, key_name, Role.TRAINER) if enters else None
    here = rescorable(store, "" if by is None else rulebook_in(by).id)
    found: list[Rescored] = []
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, transient=True, console=console(), disable=not console().is_terminal) as bar:
        task = bar.add_task("", total=len(here))
        for done, some in rescore(store, root or folders.records(), here, by):
            found += some
            bar.advance(task, done)
    if by is not None:
        _tell_changes(found)
    else:
        _tell_differences(found)
    if ledger is not None:
        _enter(store, ledger, found, root or folders.records(), by)
    elif by is None and any(one.forged for one in found):
        context.exit(Exit.DAMAGED)


def _enter(store: Store, ledger: Ledger, found: list[Rescored], records: Path, by: Path | None) -> None:
    changed = None if by is None else Changed.read(by, rulebook_in(by))
    others = [one.attempt for one in found if isinstance(one.again, Total) and not one.agrees]
    made = [score for score in enter_again(store, ledger, others, records, changed) if score is not None]
    say(
        Text(
            f"新的评分已入库 {len(made)} 次；原来的评分保留，结果要重新确认。",
            f"{len(made)} new scores are entered; the old ones stay, and results have to be confirmed again.",
        )
    )


def _tell_differences(found: list[Rescored]) -> None:
    """Each score that the log does not give now, and how many there are."""
    for one in found:
        if not one.agrees:
            complain(_difference(one))
    same = sum(one.agrees for one in found)
    changed = sum(isinstance(one.again, Total) for one in found) - same
    say(
        Text(
            f"重算 {len(found)} 次，{same} 次相同，{changed} 次不同。",
            f"{len(found)} scored again, {same} the same, {changed} different.",
        )
    )


def _tell_changes(found: list[Rescored]) -> None:
    """What another rulebook makes of the calls: each result that would be another, and how many there are."""
    verdicts: Counter[tuple[Verdict, Verdict]] = Counter()
    for one in found:
        if isinstance(one.again, Text) or one.moved:
            complain(_would_change(one))
        if isinstance(one.again, Total) and one.again.verdict is not one.entered.verdict:
            verdicts[one.entered.verdict, one.again.verdict] += 1
    moved = sum(one.moved for one in found)
    say(
        Text(
            f"按这本规则书重算 {len(found)} 次：{moved} 次的结果会变，其中 {verdicts.total()} 次结论会变。",
            f"{len(found)} scored by this rulebook: {moved} results would change, {verdicts.total()} verdicts.",
        )
    )
    for (before, after), number in sorted(verdicts.items()):
        say(Text(f"{before} → {after}：{number} 次", f"{before} -> {after}: {number}"))


def _would_change(one: Rescored) -> Text:
    id = one.attempt[:12]
    if isinstance(one.again, Text):
        return Text(f"{id}：不能重算：{one.again.zh}", f"{id}: cannot be scored again: {one.again.en}")
    before, after = (_shown(result.verdict, result.lowest) for result in (one.entered, one.again))
    return Text(f"{id}：{before}，会变为 {after}", f"{id}: {before}, would be {after}")


def _difference(one: Rescored) -> Text:
    id = one.attempt[:12]
    if isinstance(one.again, Text):
        return Text(f"{id}：不能重算：{one.again.zh}", f"{id}: cannot be scored again: {one.again.en}")
    before, after = (_shown(result.verdict, result.lowest) for result in (one.entered, one.again))
    if one.forged:
        return Text(f"{id}：入库 {before}，日志只得 {after}", f"{id}: entered as {before}, its log gives {after}")
    return Text(
        f"{id}：当时的版本 {before}，现在 {after}", f"{id}: {before} by the version of then, {after} by this one"
    )


def _shown(verdict: Verdict, total: int) -> str:
    return f"{verdict} {total / 100:.1f}"


RESCORING = (rescore_all,)

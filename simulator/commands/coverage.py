"""``zongji coverage``: which enforced clauses the plans prove, and which nobody can pass, or fail."""

from __future__ import annotations

from collections.abc import Sequence

import click

from simulator.commands.frame import command, emit, json_option, say
from simulator.commands.progress import Bar
from simulator.model.problem import Exit
from simulator.model.text import Text
from simulator.records.codec import encode
from simulator.runtime import folders
from simulator.runtime.covering import covered
from simulator.runtime.workspace import workspace_here
from simulator.workbench.coverage import Coverage, CoveredClause, Proof

PLAYING = Text("正在演练方案", "Playing plans")
NOBODY_PASSES = Text("没有方案通过", "no plan passes it")
NOBODY_FAILS = Text("没有方案不通过", "no plan fails it")


@command(
    "coverage",
    Text(
        "条款覆盖表：每条有规则的条款，哪些方案通过、哪些不通过，缺什么。不写 RULEBOOK 时看全部手册和共同规则。",
        "Coverage of clauses: for each enforced clause the plans of calls that pass it and that fail it, and what is "
        "missing; without RULEBOOK, of all rulebooks.",
    ),
)
@click.argument("rulebooks", nargs=-1, metavar="[RULEBOOK]...")
@json_option
@click.pass_context
def coverage(context: click.Context, rulebooks: tuple[str, ...], as_json: bool) -> None:
    with Bar(PLAYING) as bar:
        found = covered(workspace_here(folders.library()), rulebooks, bar.told)
    if as_json:
        emit([encode(one) for one in found])
    else:
        for one in found:
            _print(one)
    context.exit(Exit.UNCOVERED if any(one.gaps for one in found) else Exit.OK)


def _print(found: Coverage) -> None:
    for clause in found.clauses:
        say(_told(clause))
    whole, gaps = len(found.clauses), len(found.gaps)
    say(
        Text(
            f"{found.rulebook}：{whole} 条有规则的条款，{f'{gaps} 条有缺口' if gaps else '没有缺口'}。",
            f"{found.rulebook}: {whole} enforced clauses, {f'{gaps} with gaps' if gaps else 'no gaps'}.",
        )
    )


def _told(clause: CoveredClause) -> Text:
    """One line: the clause, how many plans pass and fail it with one example of each, or what is missing."""
    mark, rules = "✓" if clause.full else "✗", "、".join(clause.rules)
    passed, failed = _proofs(clause.passed, NOBODY_PASSES), _proofs(clause.failed, NOBODY_FAILS)
    return Text(
        f"{mark} {clause.clause} {clause.summary}（{rules}）通过：{passed.zh}；不通过：{failed.zh}",
        f"{mark} {clause.clause} {clause.summary} ({rules}) passed: {passed.en}; failed: {failed.en}",
    )


def _proofs(proofs: Sequence[Proof], nobody: Text) -> Text:
    if not proofs:
        return nobody
    example = f"{proofs[0].call} {proofs[0].plan}"
    return Text(f"{len(proofs)} 个，如 {example}", f"{len(proofs)}, as {example}")

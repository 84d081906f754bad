"""How a call turned out: the scorecard in the terminal, and where its files are."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.commands.frame import console, emit, language, say
from simulator.model.problem import Exit
from simulator.model.scorecard import Scorecard
from simulator.model.script import Plan
from simulator.model.text import Text
from simulator.records.codec import encode
from simulator.records.terminal import print_scorecard
from simulator.runtime.appeals import read_appeals, said_of
from simulator.runtime.claims import unmet
from simulator.runtime.record_folder import RecordFolder
from simulator.runtime.results import Recorded, publish, read_record, score_record, write_page

CUT_OFF = Text(
    "记录没有写完（程序曾中断），以下是已保存部分的评分。", "The log was cut off; this scores what was kept."
)


def show(folder: RecordFolder, *, as_json: bool, page: Path | None = None) -> Scorecard:
    """Score a record folder, keep its scorecard, and show it; as a page where ``page`` says, or beside the log of a
    call that is nobody's."""
    recorded = read_record(folder)
    card = score_record(recorded)
    publish(recorded, card, language())
    if page is not None:
        write_page(recorded, card, page, language())
    if as_json:
        appeals = [encode(appeal) for appeal in read_appeals(folder)]
        emit({"folder": str(folder.path), "scorecard": encode(card), "appeals": appeals})
    else:
        _print(recorded, card, page)
    return card


def show_claimed(context: click.Context, folder: RecordFolder, plan: Plan, *, as_json: bool) -> None:
    """The same for a plan; what it claims and did not get is an error."""
    missed = unmet(plan, show(folder, as_json=as_json))
    for text in missed:
        say(Text(f"方案 {plan.id} 未达到：{text.zh}", f"plan {plan.id} missed its claim: {text.en}"))
    if missed:
        context.exit(Exit.CLAIM)


def _print(recorded: Recorded, card: Scorecard, page: Path | None) -> None:
    if recorded.problems:
        say(CUT_OFF)
    print_scorecard(card, recorded.loaded.rulebook, console(), language())
    findings = {finding.id: finding for finding in card.findings}
    for appeal in read_appeals(recorded.folder):
        say(said_of(appeal, findings.get(appeal.finding)))
    written = page or (None if recorded.log.header.personal else recorded.folder.page)
    if written is not None:
        say(Text(f"评分页：{written}", f"The scorecard as a page: {written}"))
    else:
        again = f"zongji score {recorded.folder.path} --page FILE.html"
        say(Text(f"评分页（要时写出）：{again}", f"As a page, when it is wanted: {again}"))

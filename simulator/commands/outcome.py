"""How a call turned out: the scorecard in the terminal, and where its files are."""

from __future__ import annotations

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
from simulator.runtime.results import Recorded, publish, read_record, score_record

CUT_OFF = Text(
    "记录没有写完（程序曾中断），以下是已保存部分的评分。", "The log was cut off; this scores what was kept."
)


def show(folder: RecordFolder, *, as_json: bool) -> Scorecard:
    """Score a record folder, write its scorecard and page, and show the scorecard."""
    recorded = read_record(folder)
    card = score_record(recorded)
    publish(recorded, card, language())
    if as_json:
        appeals = [encode(appeal) for appeal in read_appeals(folder)]
        emit({"folder": str(folder.path), "scorecard": encode(card), "appeals": appeals})
    else:
        _print(recorded, card)
    return card


def show_claimed(context: click.Context, folder: RecordFolder, plan: Plan, *, as_json: bool) -> None:
    """The same for a plan; what it claims and did not get is an error."""
    missed = unmet(plan, show(folder, as_json=as_json))
    for text in missed:
        say(Text(f"方案 {plan.id} 未达到：{text.zh}", f"plan {plan.id} missed its claim: {text.en}"))
    if missed:
        context.exit(Exit.CLAIM)


def _print(recorded: Recorded, card: Scorecard) -> None:
    if recorded.problems:
        say(CUT_OFF)
    print_scorecard(card, recorded.loaded.rulebook, console(), language())
    findings = {finding.id: finding for finding in card.findings}
    for appeal in read_appeals(recorded.folder):
        say(said_of(appeal, findings.get(appeal.finding)))
    page = recorded.folder.page
    say(Text(f"评分页：{page}", f"The scorecard as a page: {page}"))

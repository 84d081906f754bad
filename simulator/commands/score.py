"""``zongji score``: score a recorded call again, or rule on a finding that was left to a person."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.commands.frame import command, json_option, option
from simulator.commands.outcome import show
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text
from simulator.runtime.record_folder import find
from simulator.runtime.results import read_record, rule
from simulator.runtime.seals import seals_here

INCOMPLETE = Text(
    "裁定需要同时给出 --rule、--reason 和 --by。",
    "A ruling needs --rule, --reason and --by together.",
)


@command(
    "score",
    Text(
        "给记录评分。LOG 是记录文件夹或其中的 log.jsonl。待裁定的项目可用 --rule 裁定。",
        "Score a record. LOG is a record folder or its log.jsonl. --rule rules on an undecided finding.",
    ),
)
@click.argument("log", type=click.Path(path_type=Path))
@option("--rule", "ruling", default="", metavar="FINDING=pass|fail", text=Text("裁定一项。", "Rule on a finding."))
@option("--reason", default="", text=Text("裁定的理由。", "Why it is ruled so."))
@option("--by", default="", metavar="NAME", text=Text("裁定人。", "Who rules."))
@option(
    "--page",
    type=click.Path(path_type=Path),
    text=Text("把评分写成网页（含录音）。", "Write the scorecard as a page, with the recording."),
)
@json_option
def score(log: Path, ruling: str, reason: str, by: str, page: Path | None, as_json: bool) -> None:
    folder = find(log, seals_here())
    if ruling or reason or by:
        finding, equals, verdict = ruling.partition("=")
        if not (equals and verdict in ("pass", "fail") and reason.strip() and by.strip()):
            raise Problem(Exit.USAGE, INCOMPLETE)
        rule(read_record(folder), finding, verdict, reason.strip(), by.strip())
    show(folder, as_json=as_json, page=page)

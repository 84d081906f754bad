"""``zongji records report``: a page about one trainee, or about the class."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from simulator.commands.frame import command, language, option, say
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text
from simulator.records.out.report import class_report_page, trainee_report
from simulator.records.store.sql import queries
from simulator.runtime.exporting import write_export
from simulator.runtime.learning_records import scored_calls
from simulator.runtime.store import Store, require_trainee


@command(
    "report",
    Text(
        "一名学员（工号或姓名）或全班（--class）的报告：一个网页文件，任何浏览器都能打开。",
        "A report on one trainee (number or name) or the class (--class): one page that any browser opens.",
    ),
)
@click.argument("trainee", default="")
@option("--class", "whole_class", is_flag=True, text=Text("全班。", "The class."))
@option("--since", default="", metavar="YYYY-MM-DD", text=Text("从这一天起。", "From this day on."))
@option(
    "--out", "file", type=click.Path(path_type=Path), default=None,
    text=Text("文件；没有给出时以工号为名。", "The file; named by the number if none is given."),
)  # fmt: skip
def report(trainee: str, whole_class: bool, since: str, file: Path | None) -> None:
    if bool(trainee) == whole_class:
        raise Problem(Exit.USAGE, Text("给出一名学员，或 --class。", "name a trainee, or give --class."))
    store = Store()
    name, page = _of_class(store, since) if whole_class else _of_trainee(store, trainee, since)
    file = file or Path(f"{name}.html")
    write_export(store, file, page.encode("utf-8"))
    say(Text(f"报告已写入 {file}。", f"The report is in {file}."))


def _of_trainee(store: Store, said: str, since: str) -> tuple[str, str]:
    who, today = require_trainee(store, said), date.today()
    certificates = queries.certificates(store.database, today, [who.trainee])
    calls = list(scored_calls(store, since, who.trainee))
    return f"report-{who.number or who.name}", trainee_report(who, calls, certificates, today.isoformat(), language())


def _of_class(store: Store, since: str) -> tuple[str, str]:
    today = date.today()
    page = class_report_page(
        queries.class_report(store.database, since=since),
        store.trainees(),
        queries.certificates(store.database, today),
        queries.unconfirmed_failures(store.database, since=since),
        today.isoformat(),
        language(),
    )
    return f"report-class-{today.isoformat()}", page


REPORTING = (report,)

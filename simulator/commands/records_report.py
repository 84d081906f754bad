"""``zongji records report``: a page about one trainee, or about the class."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from simulator.commands.frame import command, language, option, say
from simulator.commands.unlocking import admit, key_option
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text
from simulator.runtime import folders
from simulator.runtime.exporting import write_export
from simulator.runtime.reporting import report_on, report_on_class
from simulator.runtime.store import Store, require_trainee
from simulator.runtime.workspace import workspace_here


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
@key_option
def report(trainee: str, whole_class: bool, since: str, file: Path | None, key_name: str) -> None:
    if bool(trainee) == whole_class:
        raise Problem(Exit.USAGE, Text("给出一名学员，或 --class。", "name a trainee, or give --class."))
    store, today = Store(), date.today()
    admit(store, key_name)
    who = None if whole_class else require_trainee(store, trainee)
    clauses = workspace_here(folders.library()).clauses()
    if who is None:
        name, page = report_on_class(store, since, today, clauses, language())
    else:
        name, page = report_on(store, who, since, today, clauses, language())
    file = file or Path(f"{name}.html")
    write_export(store, file, page.encode("utf-8"))
    say(Text(f"报告已写入 {file}。", f"The report is in {file}."))


REPORTING = (report,)

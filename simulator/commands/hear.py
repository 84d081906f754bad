"""``zongji hear``: what the recogniser hears in recordings, and why a phrase counts or does not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from simulator.commands.frame import command, console, emit, json_option, language, option, report, say
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text
from simulator.records.hearing import LEGEND, heard_data, print_heard
from simulator.runtime import folders
from simulator.runtime.hearing import BOTH, hear_file, inquiry_for, recognisers
from simulator.runtime.workspace import workspace_here


@command(
    "hear",
    Text(
        "听录音文件：听到了什么，规则的每条用语算不算说到，差在哪个音节。",
        "Hear recordings: what was heard, whether each phrase of the rules counts, and which syllable is amiss.",
    ),
)
@click.argument("files", nargs=-1, required=True, metavar="WAV...", type=click.Path(path_type=Path))
@option("--rulebook", required=True, metavar="NAME", text=Text("哪套规则。", "Which rulebook."))
@option("--company", default="", metavar="NAME", text=Text("哪家公司（名称出自它）。", "Whose names are said."))
@option(
    "--ears",
    type=click.Choice(["auto", "vosk", "whisper", BOTH]),
    default="auto",
    text=Text("识别引擎；auto 与通话时相同。", "The recogniser; auto is the one that calls take."),
)
@json_option
@click.pass_context
def hear(
    context: click.Context, files: tuple[Path, ...], rulebook: str, company: str, ears: str, as_json: bool
) -> None:
    data: list[dict[str, Any]] = []
    code = Exit.OK
    with recognisers(ears, folders.models()) as opened:
        inquiry = inquiry_for(workspace_here(folders.library()), rulebook, company)
        for path in files:
            try:
                heard = hear_file(path, opened, inquiry)
            except Problem as problem:
                if problem.exit is not Exit.AUDIO_FORMAT:
                    raise
                report(problem, language())  # one bad file is no reason not to hear the others
                code = problem.exit
                continue
            if as_json:
                data.append(heard_data(heard))
            else:
                print_heard(heard, console(), language())
    if as_json:
        emit(data)
    elif code is Exit.OK or len(files) > 1:
        say(LEGEND)
    context.exit(code)

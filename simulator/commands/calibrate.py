"""``zongji calibrate``: two people mark the same calls; how far they agree, with each other and with the score."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.commands.frame import console, emit, group, json_option, language, option, say
from simulator.model.text import Text
from simulator.records.calibration import calibration_data, print_calibration
from simulator.runtime.calibration import compare, write_recordings, write_sheet

PATH = click.Path(path_type=Path)


@group(
    "calibrate",
    Text(
        "校准评分：两人各自评定同样的来电，比较两人之间、以及与自动评分的一致程度。",
        "Calibrate the score: two people mark the same calls; compare them with each other and with the score.",
    ),
)
def calibrate() -> None:
    pass


@calibrate.command(
    "sheet",
    text=Text(
        "为这些记录做一张空的评分表（CSV，用 Excel 打开），不含自动评分。两人各填一份。",
        "Make an empty marking sheet for these records (CSV, for Excel), without the score. Each person fills in one.",
    ),
)
@click.argument("logs", nargs=-1, required=True, metavar="LOG...", type=PATH)
@option("--out", required=True, metavar="FILE", type=PATH, text=Text("评分表写到哪里。", "Where the sheet is written."))
@option(
    "--recordings",
    metavar="FOLDER",
    type=PATH,
    text=Text("把这些通话的录音解开放进这个文件夹。", "Put the recordings of these calls, unsealed, into this folder."),
)
def sheet(logs: tuple[Path, ...], out: Path, recordings: Path | None) -> None:
    calls = write_sheet(logs, out, language())
    if recordings is not None:
        heard = write_recordings(logs, recordings)
        say(
            Text(
                f"{heard} 个录音已放进 {recordings}，没有加密：评完请删除。",
                f"{heard} recordings are in {recordings}, unsealed: delete them after marking.",
            )
        )
    say(
        Text(
            f"已写好 {out}，共 {calls} 个来电。请复制成两份，由两人分别填写“评定”一栏：只听录音，不看评分页。",
            f"Written: {out}, {calls} calls. Copy it for two people; each fills in the column “Mark” "
            "from the recording, without seeing the scorecard.",
        )
    )


@calibrate.command(
    "compare",
    text=Text(
        "比较两份填好的评分表和自动评分：一致率、kappa、总分的标准误，以及须由人裁定的来电。",
        "Compare two marked sheets and the score: agreement, kappa, standard error, calls that are for a person.",
    ),
)
@click.argument("first", metavar="SHEET_A", type=PATH)
@click.argument("second", metavar="SHEET_B", type=PATH)
@click.argument("logs", nargs=-1, required=True, metavar="LOG...", type=PATH)
@json_option
def compare_sheets(first: Path, second: Path, logs: tuple[Path, ...], as_json: bool) -> None:
    found = compare(first, second, logs)
    if as_json:
        emit(calibration_data(found.result, found.rulebook, found.records, found.markers))
    else:
        print_calibration(found.result, found.rulebook, found.records, found.markers, console(), language())

"""Recorded calls and the sheets on which two people marked them, read together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scoring.calibration import Calibration, MarkedCall, Marker, by_a_person, by_the_scorer, calibrate
from simulator.model.parts import Part
from simulator.model.problem import Exit, Problem
from simulator.model.rulebook import Rulebook
from simulator.model.text import Lang, Text
from simulator.records.marking_sheet import Sheet, SheetCall, blank_sheet, read_sheet
from simulator.runtime.record_folder import find
from simulator.runtime.results import Recorded, read_record, score_log
from simulator.runtime.seals import seals_here


@dataclass(frozen=True, slots=True)
class Calibrated:
    """The result with what it was made from: the rulebook, the record of each call, and the markers' names."""

    rulebook: Rulebook
    records: tuple[str, ...]
    markers: tuple[str, str]
    result: Calibration


def write_sheet(logs: Sequence[Path], out: Path, lang: Lang) -> int:
    """Write an empty sheet for these calls and say how many they are.  Never writes over a sheet that may be marked."""
    calls = [
        SheetCall(call.folder.path.resolve().name, call.log.digest, call.loaded.script.title, call.loaded.rulebook)
        for call in _read_calls(logs)
    ]
    try:
        with out.open("x", encoding="utf-8", newline="") as file:
            file.write(blank_sheet(calls, lang))
    except FileExistsError as error:
        raise Problem(
            Exit.STORAGE,
            Text(f"{out} 已经存在，不会覆盖。", f"{out} exists and is not written over."),
            Text("请换一个文件名。", "choose another name."),
        ) from error
    except OSError as error:
        raise Problem(
            Exit.STORAGE, Text(f"无法写入 {out}：{error.strerror}", f"cannot write {out}: {error.strerror}")
        ) from error
    return len(calls)


def write_recordings(logs: Sequence[Path], to: Path) -> int:
    """The recordings of these calls, unsealed and called as their records, for the people who mark; how many.

    Nothing is written over.  Raises ``Problem``."""
    found = (find(log, seals_here()) for log in logs)
    heard = [folder for folder in found if folder.holds(Part.RECORDING)]
    try:
        to.mkdir(parents=True, exist_ok=True)
        for folder in heard:
            with (to / f"{folder.path.resolve().name}.wav").open("xb") as file:
                file.write(folder.read(Part.RECORDING))
    except OSError as error:
        raise Problem(
            Exit.STORAGE, Text(f"无法写入 {to}：{error.strerror}", f"cannot write {to}: {error.strerror}")
        ) from error
    return len(heard)


def compare(first: Path, second: Path, logs: Sequence[Path]) -> Calibrated:
    """Set two people's sheets against each other and the automatic score, as it was before anybody's ruling.

    Raises ``Problem`` with ``FILES`` for a sheet that cannot be read or is about other calls.
    """
    calls = _read_calls(logs)
    sheets = [_sheet_about(path, calls) for path in (first, second)]
    marked = [_marked(call, *sheets) for call in calls]
    records = tuple(call.folder.path.resolve().name for call in calls)
    return Calibrated(calls[0].loaded.rulebook, records, (first.stem, second.stem), calibrate(marked))


def _read_calls(logs: Sequence[Path]) -> list[Recorded]:
    """Each call once, all of one rulebook."""
    calls = list({call.log.digest: call for call in (read_record(find(log, seals_here())) for log in logs)}.values())
    rulebooks = sorted({call.loaded.rulebook.id for call in calls})
    if len(rulebooks) > 1:
        names = "、".join(rulebooks)
        raise Problem(
            Exit.USAGE,
            Text(f"这些记录用的不是同一套规则：{names}。", f"these records are of different rulebooks: {names}."),
            Text("请按规则分开比对。", "calibrate each rulebook by itself."),
        )
    return calls


def _marked(call: Recorded, first: Sheet, second: Sheet) -> MarkedCall:
    card = score_log(call.log, call.loaded)
    marks = [{rule: by_a_person(mark) for rule, mark in one.marks[call.log.digest].items()} for one in (first, second)]
    judgements = {Marker.FIRST: marks[0], Marker.SECOND: marks[1], Marker.AUTOMATIC: by_the_scorer(card)}
    return MarkedCall(call.loaded.rulebook, card, judgements)


def _sheet_about(path: Path, calls: Sequence[Recorded]) -> Sheet:
    """A sheet that marks exactly these calls by rules that they have."""
    sheet = _read(path)
    wrong: list[Text] = []
    given = {call.log.digest: call for call in calls}
    for log, record in sheet.records.items():
        if log not in given:
            wrong.append(
                Text(
                    f"评分表里的“{record}”与给出的记录都不同（按哈希比对）",
                    f"“{record}” of the sheet is none of the records given (compared by hash)",
                )
            )
            continue
        known = {rule.id for rule in given[log].loaded.rulebook.rules}
        wrong += [
            Text(f"没有规则 {rule}", f"there is no rule {rule}") for rule in sheet.marks[log] if rule not in known
        ]
    for log, call in given.items():
        if log not in sheet.records:
            name = call.folder.path.name
            wrong.append(Text(f"评分表里没有记录“{name}”", f"the record “{name}” is not in the sheet"))
    if wrong:
        raise _unfit(path, wrong)
    return sheet


def _read(path: Path) -> Sheet:
    try:
        sheet = read_sheet(path.read_bytes())
    except OSError as error:
        raise Problem(
            Exit.FILES, Text(f"无法读取文件：{path}（{error.strerror}）", f"cannot read {path} ({error.strerror})")
        ) from error
    if not isinstance(sheet, Sheet):
        raise _unfit(path, sheet)
    return sheet


def _unfit(path: Path, wrong: Sequence[Text]) -> Problem:
    whys = Text("\n".join(f"  {one.zh}" for one in wrong), "\n".join(f"  {one.en}" for one in wrong))
    return Problem(
        Exit.FILES,
        Text(f"评分表 {path} 不能用：\n{whys.zh}", f"the marking sheet {path} cannot be used:\n{whys.en}"),
        Text("请改正后再试。", "correct it and try again."),
    )

"""What became of a recorded call: its log and sources read back, its score, and people's rulings."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from audio.ports import Pcm
from audio.recorder import read_recording
from audio.wav import compress, stereo
from scoring.verdict import TOTAL, awaits_ruling
from simulator.model.log import Adjudication, Log, Source
from simulator.model.parts import Part
from simulator.model.problem import Exit, Problem
from simulator.model.rulebook import Rulebook
from simulator.model.scorecard import Scorecard, Verdict
from simulator.model.text import Lang, Text
from simulator.records.codec import Malformed, from_text, to_text
from simulator.records.scorecard import scorecard_to_json
from simulator.runtime.logfile import LogProblem, LogReading, parse_log
from simulator.runtime.record_folder import RecordFolder
from simulator.runtime.workspace import LoadedCall, Workspace


@dataclass(frozen=True, slots=True)
class Recorded:
    """A call as its record folder keeps it.  ``problems`` are those of a log that was cut off by a crash."""

    folder: RecordFolder
    log: Log
    loaded: LoadedCall
    rulings: tuple[Adjudication, ...]
    problems: tuple[LogProblem, ...]


def tracks_in(folder: RecordFolder) -> tuple[Pcm, Pcm]:
    """The trainee's and the callers' samples.  Raises ``Problem``, also where there is no recording."""
    return read_recording(folder.read(Part.RECORDING), folder.recording)


def read_record(folder: RecordFolder, compiled: dict[tuple[Source, ...], LoadedCall] | None = None) -> Recorded:
    """The record; of calls made from the same sources, ``compiled`` keeps what was compiled once.

    Raises ``Problem`` with ``DAMAGED`` when the log or a source is not what was written, ``FileErrors`` when the
    sources no longer compile."""
    log, problems = whole_log(parse_log(folder.read(Part.LOG)))
    sources = log.header.sources
    check_sources(folder, {one.name: one.sha256 for one in sources})
    loaded = None if compiled is None else compiled.get(sources)
    if loaded is None:
        loaded = _load(folder)
        if compiled is not None:
            compiled[sources] = loaded
    return Recorded(folder, log, loaded, _read_rulings(folder), problems)


def whole_log(reading: LogReading) -> tuple[Log, tuple[LogProblem, ...]]:
    """The log, with what is wrong with one that a crash cut off.  Raises ``Problem`` with ``DAMAGED``."""
    problem = reading.problem()
    if problem is not None:
        raise problem
    assert reading.log is not None
    return reading.log, reading.problems


def check_sources(folder: RecordFolder, sources: Mapping[str, str]) -> None:
    """Refuse files that do not have these hashes.  Raises ``Problem`` with ``DAMAGED``."""
    for name, sha256 in sources.items():
        path = folder.sources.joinpath(*name.split("/"))
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
            raise _damaged(
                Text(f"源文件 {name} 与通话时不同。", f"the source {name} is not what it was when the call was made.")
            )


def _load(folder: RecordFolder) -> LoadedCall:
    workspace = Workspace(folder.sources)
    calls = workspace.call_files()
    if len(calls) != 1:
        raise _damaged(Text("记录文件夹里没有来电剧本。", "the record folder holds no call script."))
    return workspace.load_call(calls[0])


def score_record(recorded: Recorded) -> Scorecard:
    """The score, from the log alone and the rulings in the record folder."""
    return score_with(recorded, recorded.rulings)


def score_with(recorded: Recorded, rulings: tuple[Adjudication, ...]) -> Scorecard:
    """The score with these rulings; with none it is the automatic one."""
    log, loaded = recorded.log, recorded.loaded
    return loaded.scorer.score(log, loaded.script, rulings, _versions(log))


def score_log(log: Log, loaded: LoadedCall) -> Scorecard:
    """The score of a log that is not on disk."""
    return loaded.scorer.score(log, loaded.script, (), _versions(log))


def publish(recorded: Recorded, card: Scorecard, lang: Lang) -> None:
    """Keep the scorecard beside the log: as JSON, and, of a call that is nobody's, as a page with the recording in it.

    Of somebody's call a page lies open only where somebody asked for it (``write_page``)."""
    folder = recorded.folder
    folder.keep(Part.SCORECARD, scorecard_to_json(card).encode("utf-8") + b"\n")
    if not recorded.log.header.personal:
        write_page(recorded, card, folder.page, lang)


def write_page(recorded: Recorded, card: Scorecard, path: Path, lang: Lang) -> None:
    """The scorecard as a page with the recording in it."""
    from simulator.records.page import scorecard_page  # not before: a call goes on without the page's engine, 5 MB

    folder, loaded = recorded.folder, recorded.loaded
    sound = compress(stereo(*tracks_in(folder))) if folder.holds(Part.RECORDING) else None
    page = scorecard_page(card, recorded.log, loaded.script, loaded.company, loaded.rulebook, sound, lang)
    try:
        path.write_text(page, encoding="utf-8", newline="\n")
    except OSError as error:
        raise Problem(
            Exit.STORAGE,
            Text(f"评分页没有写下：{error.strerror}", f"the scorecard was not written: {error.strerror}"),
            Text(
                "通话记录已保存；腾出空间后运行 zongji score。",
                "the log is safe; free some space and run zongji score.",
            ),
        ) from error


def rule(recorded: Recorded, finding: str, verdict: str, reason: str, by: str) -> Recorded:
    """Add a person's ruling on an undecided finding, or on a borderline ``total``.

    It is a new line in ``rulings.jsonl``, on disk before this returns.
    """
    require_open(recorded, score_record(recorded), finding)
    at = datetime.now().astimezone().isoformat(timespec="seconds")
    keep_ruling(recorded.folder, Adjudication(finding, verdict, reason, by, at))
    return read_record(recorded.folder)


def keep_ruling(folder: RecordFolder, ruling: Adjudication) -> None:
    """Append it to the folder's rulings; on disk before this returns."""
    folder.append(Part.RULINGS, to_text(ruling))


def require_open(recorded: Recorded, card: Scorecard, finding: str) -> None:
    """Refuse a ruling on what is decided already."""
    if not _is_open(card, recorded.loaded.rulebook, finding):
        raise _not_undecided(card, finding)


def _versions(log: Log) -> dict[str, str]:
    """What the score is computed from, by hash."""
    sources = {source.name: source.sha256 for source in log.header.sources}
    return {"log": log.digest, "program": log.header.program, "matcher": log.header.matcher, **sources}


def _read_rulings(folder: RecordFolder) -> tuple[Adjudication, ...]:
    if not folder.holds(Part.RULINGS):
        return ()
    rulings = []
    for number, line in enumerate(folder.read(Part.RULINGS).decode("utf-8", errors="replace").splitlines(), start=1):
        ruling = from_text(Adjudication, line)
        if isinstance(ruling, Malformed):
            where = Text(f"rulings.jsonl 第 {number} 行无法读取：", f"line {number} of rulings.jsonl: ")
            raise _damaged(Text(where.zh + ruling.message.zh, where.en + ruling.message.en))
        rulings.append(ruling)
    return tuple(rulings)


def _damaged(message: Text) -> Problem:
    hint = Text("请从备份恢复原来的记录文件夹。", "restore the record folder from a backup.")
    return Problem(Exit.DAMAGED, message, hint)


def _is_open(card: Scorecard, rulebook: Rulebook, finding: str) -> bool:
    if finding == TOTAL:
        return awaits_ruling(card, rulebook)
    return any(f.id == finding and f.verdict is Verdict.UNDECIDED for f in card.findings)


def _not_undecided(card: Scorecard, finding: str) -> Problem:
    if finding != TOTAL and finding not in {f.id for f in card.findings}:
        return Problem(Exit.USAGE, Text(f"没有这一项：{finding}", f"there is no finding {finding}"))
    return Problem(
        Exit.USAGE,
        Text(f"{finding} 已有结论，不需要裁定。", f"{finding} is decided; there is nothing to rule."),
    )

"""Appeals: findings that a trainee disagrees with, kept with the record.  They change no score; a person who rules on a
finding sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from simulator.model.parts import Part
from simulator.model.scorecard import Finding
from simulator.model.text import Text
from simulator.records.codec import Malformed, from_text, to_text
from simulator.runtime.record_folder import RecordFolder


@dataclass(frozen=True, slots=True)
class Appeal:
    """One line of ``appeals.jsonl``.  ``at`` is the wall clock, ISO 8601 with offset, for people only."""

    finding: str
    reason: str
    by: str
    at: str


def read_appeals(folder: RecordFolder) -> tuple[Appeal, ...]:
    """All appeals in their order; a line that was not written whole is left out.  Raises ``Problem``."""
    if not folder.holds(Part.APPEALS):
        return ()
    lines = folder.read(Part.APPEALS).decode("utf-8", errors="replace").splitlines()
    read = (from_text(Appeal, line) for line in lines)
    return tuple(appeal for appeal in read if not isinstance(appeal, Malformed))


def appeal(folder: RecordFolder, finding: str, reason: str, by: str) -> Appeal:
    """Add an appeal; it is on disk before this returns.  Raises ``Problem``."""
    made = Appeal(finding, reason, by, datetime.now().astimezone().isoformat(timespec="seconds"))
    folder.append(Part.APPEALS, to_text(made))
    return made


def said_of(appeal: Appeal, finding: Finding | None) -> Text:
    """An appeal as people read it."""
    title = finding.title if finding is not None else appeal.finding
    return Text(
        f"申诉（{appeal.by}，{appeal.at}）：{title}（{appeal.finding}）——{appeal.reason}",
        f"Appeal ({appeal.by}, {appeal.at}): {title} ({appeal.finding}): {appeal.reason}",
    )

"""A trainee's calls so far, from the scorecards in the record folders; nothing is scored again to list them."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from simulator.model.log import Header
from simulator.model.parts import Part
from simulator.model.problem import Problem
from simulator.model.scorecard import Scorecard
from simulator.records.codec import Malformed, decode, parse
from simulator.records.scorecard import scorecard_from_json
from simulator.runtime.record_folder import RecordFolder, record_folders
from simulator.runtime.seals import seals_here
from simulator.ui.shown import Attempt, Mode

_Stamp = tuple[int, int]
_MODES = frozenset(mode.value for mode in Mode)


class Attempts:
    """All attempts below a folder, as of the last ``refresh``; may be asked from any thread.

    A scorecard is read again only when its file has changed.  ``version`` changes whenever anything has.
    """

    def __init__(self, records: Path) -> None:
        self._records = records
        self.version = 0
        self._all: tuple[tuple[str, Attempt], ...] = ()
        self._lock = Lock()
        self._known: dict[Path, tuple[_Stamp, tuple[str, Attempt] | None]] = {}

    def of(self, trainee: str) -> tuple[Attempt, ...]:
        """The trainee's, oldest first."""
        found = [attempt for name, attempt in self._all if name == trainee]
        return tuple(sorted(found, key=lambda attempt: attempt.started))

    def trainees(self) -> tuple[str, ...]:
        """Everybody who has worked a call, the last one first."""
        found = sorted(self._all, key=lambda entry: entry[1].started, reverse=True)
        return tuple(dict.fromkeys(name for name, _ in found if name))

    def refresh(self) -> None:
        """Look at the folder.  Blocks."""
        with self._lock:
            seen = {}
            for folder in record_folders(self._records, seals_here()):
                path = folder.file(Part.SCORECARD)
                stamp = _stamp(path)
                known = self._known.get(path)
                seen[path] = known if known is not None and known[0] == stamp else (stamp, _read(folder))
            if seen != self._known:
                self._known = seen
                self._all = tuple(entry for _, entry in seen.values() if entry is not None)
                self.version += 1


def _read(folder: RecordFolder) -> tuple[str, Attempt] | None:
    """One attempt with its trainee; None for what cannot be read, any more or at all, and for automatic trainees."""
    try:
        card = scorecard_from_json(folder.read(Part.SCORECARD))
    except Problem:
        return None
    header = read_header(folder)
    if isinstance(card, Malformed) or header is None or header.mode not in _MODES:
        return None
    return header.trainee, _attempt(folder.path, header, card)


def read_header(folder: RecordFolder) -> Header | None:
    """The first line of a record's log; None where it cannot be read.  Whether the log is whole is not looked at."""
    try:
        line = parse(folder.read(Part.LOG).partition(b"\n")[0])
    except Problem:
        return None
    header = decode(Header, line.get("header")) if isinstance(line, dict) else None
    return header if isinstance(header, Header) else None


def _attempt(folder: Path, header: Header, card: Scorecard) -> Attempt:
    clauses: dict[str, tuple[int, int]] = {}
    for finding in card.findings:
        for clause in finding.clauses if finding.possible else ():
            points, possible = clauses.get(clause, (0, 0))
            clauses[clause] = (points + finding.lowest, possible + finding.possible)
    return Attempt(
        record=str(folder),
        call=card.call,
        title=card.title,
        started=header.started,
        mode=header.mode,
        verdict=card.verdict.value,
        total=card.lowest,
        dimensions={d.dimension.value: d.lowest * 100 // d.possible for d in card.dimensions if d.possible},
        clauses=clauses,
    )


def _stamp(path: Path) -> _Stamp:
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size

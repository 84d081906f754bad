"""Calls scored again and entered so by a trainer: a new score beside the automatic one, which stays.

What a changed rulebook says is kept with the record that was scored by it, in ``rescored/``: years later it can still
be read what the score rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from scoring import Scorer
from simulator.model.ledger import Ruled, Scored
from simulator.model.log import Source
from simulator.model.problem import Exit, Problem
from simulator.model.rulebook import Rulebook
from simulator.model.standing import Attempt
from simulator.model.text import Text
from simulator.records.store.ledger import Ledger
from simulator.records.store.results import scored
from simulator.runtime.judging import attempt_named, folder_of, rulings_on
from simulator.runtime.record_folder import RecordFolder, SourceFile
from simulator.runtime.results import Recorded, read_record, score_with
from simulator.runtime.store import Store
from simulator.runtime.workspace import LoadedCall, Workspace


@dataclass(frozen=True, slots=True)
class Changed:
    """A rulebook that calls are scored by again, and its files."""

    rulebook: Rulebook
    files: tuple[SourceFile, ...]

    @classmethod
    def read(cls, folder: Path, rulebook: Rulebook) -> Changed:
        return cls(rulebook, Workspace(folder.resolve().parent.parent).rulebook_sources(rulebook.id))


def enter_again(
    store: Store, ledger: Ledger, attempts: Iterable[str], records: Path, changed: Changed | None = None
) -> Iterator[Scored | None]:
    """For each of these attempts the score that it has been given, rulings taken into account; None where it stands as
    it is.  Raises ``Problem``."""
    ledger.require(Scored, Ruled)  # a workstation enters the first score only
    compiled: dict[tuple[Source, ...], LoadedCall] = {}
    for id in attempts:
        attempt = attempt_named(store, id)
        recorded = read_record(folder_of(store, attempt, records), compiled)
        if changed is not None:
            compiled[recorded.log.header.sources] = loaded = _by(recorded.loaded, changed.rulebook)
            recorded = replace(recorded, loaded=loaded)
        yield _entered(store, ledger, attempt, recorded, changed)


def _entered(
    store: Store, ledger: Ledger, attempt: Attempt, recorded: Recorded, changed: Changed | None
) -> Scored | None:
    rulings = rulings_on(store, attempt)
    card = score_with(recorded, tuple(rulings.values()))
    files = changed.files if changed is not None else ()
    made = scored(attempt.id, card, recorded.log, tuple(rulings), [file.described() for file in files])
    if made == store.body(attempt.score):
        return None
    _keep(recorded.folder, made.rulebook_sha256, files)
    ledger.append(made)
    return made


def _by(loaded: LoadedCall, rulebook: Rulebook) -> LoadedCall:
    if loaded.rulebook is rulebook:
        return loaded
    return replace(loaded, rulebook=rulebook, scorer=Scorer.of(loaded.company, rulebook))


def _keep(folder: RecordFolder, sha256: str, files: Iterable[SourceFile]) -> None:
    try:
        for file in files:
            path = folder.path / "rescored" / sha256[:12] / file.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.data)
    except OSError as error:
        raise Problem(
            Exit.STORAGE,
            Text(f"写不了 {folder.path}：{error.strerror}", f"cannot write {folder.path}: {error.strerror}"),
            Text("请检查磁盘空间和写入权限。", "check free space and write permission."),
        ) from error

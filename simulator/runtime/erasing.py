"""A person's data erased: record folders on this machine deleted, then the key destroyed to name and reasons."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from simulator.model.ledger import Audited, Deed, TraineeErased
from simulator.model.parts import Part
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text
from simulator.records.store.ledger import Ledger
from simulator.records.store.people import who_is
from simulator.records.store.sql.queries import attempt_of_log
from simulator.runtime import folders
from simulator.runtime.attempts import read_header
from simulator.runtime.entering import last_hash, trainee_of
from simulator.runtime.record_folder import RecordFolder, record_folders
from simulator.runtime.rejudging import forget
from simulator.runtime.settings import read_settings, write_settings
from simulator.runtime.store import Store


def erase(store: Store, ledger: Ledger, said: str, reason: str, records: Path) -> int:
    """Erase a trainee, named by number or name; how many record folders below ``records`` went.  Raises ``Problem``.

    The key goes last: until then the person can be named, and what was interrupted can be done again.
    """
    ledger.require(TraineeErased)
    trainee = who_is(store.trainees(), said)
    if trainee is None:
        raise Problem(
            Exit.USAGE, Text(f"名册里没有（或不只一个）{said}。", f"the roster has nobody, or several, of {said}.")
        )
    names = {trainee, *(who for who, person in store.database.joined().items() if person == trainee)}
    settings = read_settings(folders.settings())
    if who_is(store.trainees(), settings.get("trainee", "")) == trainee:
        write_settings(folders.settings(), settings | {"trainee": ""})
    found = list(_folders_of(store, records, names))
    for folder, _ in found:
        delete_folder(folder)
    destroyed = (Audited(Deed.RECORDING_DESTROYED, one) for one in sorted({attempt for _, attempt in found if attempt}))
    ledger.append(*destroyed, *(TraineeErased(who, reason) for who in sorted(names)))
    return len(found)


def sweep(store: Store, records: Path) -> int:
    """Delete record folders that nobody can open any more, because their key was destroyed, here or elsewhere; how
    many.  Raises ``Problem``."""
    erased = store.database.erased()
    gone = [folder for folder in record_folders(records, store.seals) if folder.sealed_for in erased]
    for folder in gone:
        delete_folder(folder)
    return len(gone)


def _folders_of(store: Store, records: Path, names: set[str]) -> Iterator[tuple[RecordFolder, str]]:
    """Record folders of somebody with these pseudonyms, each with its attempt; empty where it was never entered."""
    known = store.trainees()
    for folder in record_folders(records, store.seals):
        if folder.sealed_for and folder.sealed_for not in names:
            continue
        header = read_header(folder)
        if header is not None and header.personal:
            attempt = attempt_of_log(store.database, last_hash(folder)) or ""
            if (trainee_of(store, attempt) if attempt else who_is(known, header.trainee)) in names:
                yield folder, attempt


def is_that(folder: RecordFolder, log_file: str) -> bool:
    """Whether the folder has the log with that hash: another machine's folder may have the same name."""
    return folder.holds(Part.LOG) and hashlib.sha256(folder.stored(Part.LOG)).hexdigest() == log_file


def delete_folder(folder: RecordFolder) -> None:
    """A record folder, the log last: it is what the folder is known by.  Raises ``Problem``.

    What re-scoring remembers of it goes too, with all the rest, which is found out again.
    """
    forget(folders.cache())
    try:
        for path in folder.path.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif path != folder.file(Part.LOG):
                path.unlink()
        shutil.rmtree(folder.path)
    except OSError as error:
        raise Problem(
            Exit.STORAGE,
            Text(f"删不掉 {folder.path}：{error.strerror}", f"cannot delete {folder.path}: {error.strerror}"),
            Text(
                "请关闭正在使用它的程序，再运行一次。",
                "close the program that uses it and run this again.",
            ),
        ) from error

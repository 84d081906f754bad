"""A person's data erased: record folders on this machine deleted, then the key destroyed to name and reasons."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from simulator.model.ledger import AttemptMade, Audited, Deed, TraineeErased
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text
from simulator.records.store.ledger import Ledger
from simulator.records.store.people import who_is
from simulator.records.store.sql import queries
from simulator.runtime import folders
from simulator.runtime.rejudging import forget
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
    gone = []
    for attempt in queries.attempts(store.database, trainees=[trainee]):
        body = store.body(attempt.id)
        if isinstance(body, AttemptMade) and is_that(records / body.folder, body.log_file):
            delete_folder(records / body.folder)
            gone.append(attempt.id)
    pseudonyms = [who for who, person in store.database.joined().items() if person == trainee]
    destroyed = (Audited(Deed.RECORDING_DESTROYED, id) for id in gone)
    ledger.append(*destroyed, *(TraineeErased(who, reason) for who in (*pseudonyms, trainee)))
    return len(gone)


def is_that(folder: Path, log_file: str) -> bool:
    """Whether the folder has the log with that hash: another machine's folder may have the same name."""
    log = folder / "log.jsonl"
    return log.is_file() and hashlib.sha256(log.read_bytes()).hexdigest() == log_file


def delete_folder(folder: Path) -> None:
    """A record folder, the log last: it is what the folder is known by.  Raises ``Problem``.

    What re-scoring remembers of it goes too, with all the rest, which is found out again.
    """
    forget(folders.cache())
    try:
        for path in folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif path.name != "log.jsonl":
                path.unlink()
        shutil.rmtree(folder)
    except OSError as error:
        raise Problem(
            Exit.STORAGE,
            Text(f"删不掉 {folder}：{error.strerror}", f"cannot delete {folder}: {error.strerror}"),
            Text(
                "请关闭正在使用它的程序，再运行一次。",
                "close the program that uses it and run this again.",
            ),
        ) from error

"""Everything about a trainee in one folder, for that trainee (PIPL, article 45): entries, calls, a report.

entries.json   every entry about the person, with what is sealed opened
report.html    the same at a glance
calls/         the record folders on this machine, opened: log, recording, scorecard and its page
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from audio.recorder import repair
from simulator.model.ledger import AttemptMade, Sealed
from simulator.model.parts import Part
from simulator.model.problem import Exit, Problem
from simulator.model.standing import Trainee
from simulator.model.text import Lang, Text
from simulator.records.codec import Json
from simulator.records.out.report import trainee_report
from simulator.records.store.canonical import read_roughly
from simulator.records.store.people import read_sealed
from simulator.records.store.sql import queries
from simulator.runtime.erasing import is_that
from simulator.runtime.exporting import write_export
from simulator.runtime.learning_records import scored_calls
from simulator.runtime.record_folder import RecordFolder
from simulator.runtime.results import read_record, score_record, write_page
from simulator.runtime.store import Store


@dataclass(frozen=True, slots=True)
class Disclosed:
    """How much is in the folder; ``absent`` calls have their record folder on another machine, or were erased."""

    entries: int
    calls: int
    absent: int


def disclose(
    store: Store, trainee: Trainee, folder: Path, records: Path, today: date, clauses: Mapping[str, str], lang: Lang
) -> Disclosed:
    """``clauses`` is what each of them says.  Raises ``Problem``, also where the folder is not empty."""
    attempts = [one.id for one in queries.attempts(store.database, trainees=[trainee.trainee])]
    certificates = queries.certificates(store.database, today, [trainee.trainee])
    names = {trainee.trainee, *(who for who, person in store.database.joined().items() if person == trainee.trainee)}
    about = list(_about(store, names, {*attempts, *(one.id for one in certificates)}))
    page = trainee_report(
        trainee, list(scored_calls(store, "", trainee.trainee)), certificates, clauses, today.isoformat(), lang
    )
    made = [body for body in map(store.body, attempts) if isinstance(body, AttemptMade)]
    all_calls = ((RecordFolder(records / body.folder, store.seals), body.log_file) for body in made)
    here = [call for call, log_file in all_calls if is_that(call, log_file)]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise Problem(Exit.USAGE, Text(f"{folder} 不是空的。", f"{folder} is not empty."))
        for call in here:
            _open_to(call, folder / "calls" / call.path.name, lang)
    except OSError as error:
        raise Problem(
            Exit.STORAGE, Text(f"写不了 {folder}：{error.strerror}", f"cannot write {folder}: {error.strerror}")
        ) from error
    write_export(store, folder / "entries.json", json.dumps(about, ensure_ascii=False, indent=1).encode("utf-8"))
    write_export(store, folder / "report.html", page.encode("utf-8"))
    return Disclosed(len(about), len(here), len(made) - len(here))


def _open_to(call: RecordFolder, to: Path, lang: Lang) -> None:
    """A record folder as a person can read it: unsealed, with the page of its scorecard."""
    shutil.copytree(call.sources, to / "sources")
    for part in Part:
        if call.holds(part):
            (to / part).write_bytes(call.read(part))
    opened = RecordFolder(to)
    if opened.holds(Part.RECORDING):
        repair(opened.recording)  # of a call that was cut off: any program is to play it
    recorded = read_record(opened)
    write_page(recorded, score_record(recorded), opened.page, lang)


def _about(store: Store, names: set[str], ids: set[str]) -> Iterator[Json]:
    """The entries that name the trainee by one of these pseudonyms, or cite what belongs to the trainee."""
    keys = store.trainee_keys()
    for arrival in store.database.arrivals():
        stored = arrival.entry
        entry = read_roughly(stored.payload)
        body = entry["body"] if entry else None
        if entry and isinstance(body, dict):
            cited = {body.get("attempt"), body.get("certificate"), body.get("subject")}
            if body.get("trainee") in names or not ids.isdisjoint(cited):
                yield {"id": stored.id, "entry": _opened(entry, names, keys)}


def _opened(data: Json, names: set[str], keys: Mapping[str, bytes]) -> Json:
    """The same with every sealed text as it reads."""
    if isinstance(data, dict):
        commitment, box = data.get("commitment"), data.get("box")
        if isinstance(commitment, str) and isinstance(box, str):
            opened = (read_sealed(keys, who, Sealed(commitment, box)) for who in names)
            return next((text for text in opened if text is not None), None)
        return {name: _opened(value, names, keys) for name, value in data.items()}
    return [_opened(one, names, keys) for one in data] if isinstance(data, list) else data

"""A store with 100,000 attempts: how long listing, the class report and verifying take, beside bare lower bounds.

    python benchmarks/records.py [--attempts 100000] [--trainees 500]

The store is SQLite, made entry by entry as workstations make it (canonical JSON, chain, signature), but 500 attempts
to a transaction.  Each attempt has 40 findings of 30 clauses.  Bounds: `list` and `class` beside fetching the bare rows
that they read, `verify`, on all cores, beside SHA-256 and Ed25519 over the same bytes on one.  CPU seconds, of this
process and its children, stand beside those of the clock, which say little on a machine that is busy otherwise.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import text

from simulator.model.ledger import AttemptMade, DimensionTotal, KeyEnrolled, Mark, Role, Scored
from simulator.model.rulebook import Dimension
from simulator.model.scorecard import Verdict
from simulator.records.store.canonical import signed_part
from simulator.records.store.crypto import checker
from simulator.records.store.keys import KeyFolder, Protection
from simulator.records.store.ledger import Ledger, Station
from simulator.records.store.results import clause_totals
from simulator.records.store.sql import queries
from simulator.records.store.sql.database import Database
from simulator.records.store.sql.engine import sqlite_url
from simulator.records.store.trust import read_trust
from simulator.runtime.verifying import verify_everything

BATCH = 500
FINDINGS, CLAUSES = 40, 30
TARGETS = {"list": 2.0, "class": 5.0, "verify": 60.0}


def hash_of(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest()


def made_attempt(number: int, trainee: str) -> AttemptMade:
    day, rest = divmod(number, 2_000)
    return AttemptMade(
        trainee=trainee,
        call=f"call-{number % 60}",
        title="找总经理，总经理同意接听",
        mode="exam" if number % 5 == 0 else "practice",
        started=f"2026-{1 + day // 28 % 12:02}-{1 + day % 28:02}T{8 + rest // 250:02}:{rest % 60:02}:00Z",
        log=hash_of(f"log {number}"),
        log_file=hash_of(f"file {number}"),
        recording=hash_of(f"sound {number}"),
        folder=f"20260316-{number}",
        sources={f"rulebooks/switchboard/{name}.yaml": hash_of(name) for name in ("rules", "phrases", "clauses")},
        rulebook="switchboard",
        seed=str(number),
        program="0.1.0",
        matcher="3:0123456789ab",
        ears="whisper-base:d01c3014881c",
        voice="kokoro",
        complete=True,
    )


def made_score(attempt: str, log: str, chance: random.Random) -> Scored:
    marks = []
    for number in range(FINDINGS):
        passed = chance.random() < 0.85
        marks.append(
            Mark(
                finding=f"rule-number-{number}#1",
                rule=f"rule-number-{number}",
                dimension=list(Dimension)[number % 5],
                verdict=Verdict.PASS if passed else Verdict.FAIL,
                critical=number < 4,
                possible=250,
                lowest=250 if passed else 0,
                highest=250 if passed else 0,
                clauses=(f"B4.{number % CLAUSES}",),
            )
        )
    total = sum(mark.lowest for mark in marks)
    return Scored(
        attempt=attempt,
        verdict=Verdict.PASS if total >= 8_000 else Verdict.FAIL,
        lowest=total,
        highest=total,
        pass_mark=80,
        dimensions={one: DimensionTotal(2_000, 1_700, 1_700, 60) for one in Dimension},
        clauses=clause_totals(tuple(marks)),
        undecided=0,
        record_errors=0,
        marks=tuple(marks),
        certifiable=False,
        reservations=(),
        scorecard=hash_of(f"card {attempt}"),
        log=log,
        call_sha256=hash_of("call"),
        rulebook_sha256=hash_of("rulebook"),
        program="0.1.0",
        matcher="3:0123456789ab",
    )


def fill(folder: Path, attempts: int, trainees: int) -> tuple[Database, str]:
    """A store of that size, and the administrator's fingerprint."""
    keys = KeyFolder(folder / "keys")
    for name, role in (("workstation", Role.TRAINEE), ("boss", Role.ADMINISTRATOR)):
        keys.new(name, role, name, Protection.FILE)
    database = Database(sqlite_url(folder / "records.sqlite"))
    database.migrate()
    station = Station("ab" * 16, "bench")
    Ledger(database, station, keys.open("boss", str)).append(
        *(KeyEnrolled(card.public, card.role, card.holder) for card in keys.cards().values())
    )
    ledger = Ledger(database, station, keys.open("workstation", str))
    chance = random.Random(1)
    people = [f"{number:032x}" for number in range(trainees)]
    for first in range(0, attempts, BATCH):
        numbers = range(first, min(first + BATCH, attempts))
        made = ledger.append(*(made_attempt(number, chance.choice(people)) for number in numbers))
        ledger.append(
            *(made_score(one.id, hash_of(f"log {number}"), chance) for one, number in zip(made, numbers, strict=True))
        )
    return database, keys.cards()["boss"].fingerprint


def timed(work: Callable[[], Any]) -> tuple[float, float, Any]:
    """Seconds of the clock, seconds of CPU with those of finished child processes, and the result."""
    start, used = time.perf_counter(), sum(os.times()[:4])
    result = work()
    return time.perf_counter() - start, sum(os.times()[:4]) - used, result


def bare(database: Database, statement: str) -> int:
    with database.reading() as connection:
        return len(connection.execute(text(statement)).all())


def bare_verification(database: Database) -> int:
    """Hash and signature of every entry, and nothing else."""
    checks = {
        one.chain: checker(bytes.fromhex(public))
        for one in database.of_kind("ChainOpened")
        for public in [one.payload.partition(b'"public":"')[2][:64].decode()]
    }
    good = 0
    for arrival in database.arrivals():
        entry = arrival.entry
        good += hashlib.sha256(entry.payload).hexdigest() == entry.id
        good += checks[entry.chain](entry.signature, signed_part(entry.id))
    return good


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--attempts", type=int, default=100_000)
    parser.add_argument("--trainees", type=int, default=500)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        seconds, _, (database, anchor) = timed(lambda: fill(folder, arguments.attempts, arguments.trainees))
        size = (folder / "records.sqlite").stat().st_size / 1e6
        print(f"filled: {arguments.attempts} attempts, {size:.0f} MB, {seconds:.1f} s")
        someone = [f"{3:032x}"]
        works: tuple[tuple[str, Callable[[], Any], Callable[[], Any]], ...] = (
            (
                "list, newest 50",
                lambda: len(queries.attempts(database, limit=50)),
                lambda: bare(database, "SELECT * FROM p_standing ORDER BY started DESC LIMIT 50"),
            ),
            (
                "list",
                lambda: len(queries.attempts(database)),
                lambda: bare(database, "SELECT * FROM p_standing"),
            ),
            (
                "list of one trainee",
                lambda: len(queries.attempts(database, trainees=someone)),
                lambda: bare(database, f"SELECT * FROM p_standing WHERE trainee = '{someone[0]}'"),
            ),
            (
                "class",
                lambda: len(queries.class_report(database).cells),
                lambda: bare(database, "SELECT trainee, numbers FROM p_standing JOIN p_clause USING (position)"),
            ),
            (
                "verify",
                lambda: verify_everything(database, read_trust(database, anchor), (), folder / "none").fault,
                lambda: bare_verification(database),
            ),
        )
        print(f"{'':22}{'s':>8}{'CPU s':>8}{'bound s':>10}{'ratio':>8}{'target s':>10}")
        for what, work, bound in works:
            seconds, used, result = timed(work)
            least, _, _ = timed(bound)
            target = TARGETS.get(what)
            print(f"{what:22}{seconds:8.2f}{used:8.2f}{least:10.2f}{seconds / least:8.1f}{target or '':>10}   {result}")


if __name__ == "__main__":
    main()

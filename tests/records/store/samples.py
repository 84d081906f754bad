"""Attempts and scores as a workstation enters them."""

from __future__ import annotations

import hashlib

from simulator.model.ledger import AttemptMade, DimensionTotal, Mark, Scored
from simulator.model.rulebook import Dimension
from simulator.model.scorecard import Verdict
from simulator.records.store.results import clause_totals

TRAINEE = "ab" * 16


def hash_of(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def attempt(number: int = 1, trainee: str = TRAINEE, **changes: object) -> AttemptMade:
    values: dict[str, object] = {
        "trainee": trainee,
        "call": "gm-accepts",
        "title": "找总经理",
        "mode": "practice",
        "started": f"2026-03-16T{number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02}Z",
        "log": hash_of(f"log {number}"),
        "log_file": hash_of(f"file {number}"),
        "recording": "",
        "folder": f"call-{number}",
        "sources": {"calls/switchboard/gm-accepts.yaml": hash_of("call")},
        "rulebook": "switchboard",
        "seed": "7",
        "program": "0.1.0",
        "matcher": "1",
        "ears": "typed",
        "voice": "",
        "complete": True,
    }
    return AttemptMade(**(values | changes))  # type: ignore[arg-type]


def mark(finding: str, verdict: Verdict, lowest: int, possible: int, clause: str, **changes: object) -> Mark:
    values: dict[str, object] = {
        "finding": finding,
        "rule": finding.partition("#")[0],
        "dimension": Dimension.RECORD,
        "verdict": verdict,
        "critical": False,
        "possible": possible,
        "lowest": lowest,
        "highest": lowest,
        "clauses": (clause,),
    }
    return Mark(**(values | changes))  # type: ignore[arg-type]


def score(
    attempt: str, total: int = 8_500, verdict: Verdict = Verdict.PASS, *, number: int = 1, **changes: object
) -> Scored:
    """``number`` as given to ``attempt``: both cite that log."""
    values: dict[str, object] = {
        "attempt": attempt,
        "verdict": verdict,
        "lowest": total,
        "highest": total,
        "pass_mark": 80,
        "dimensions": {Dimension.RECORD: DimensionTotal(2_500, 2_000, 2_000, 60)},
        "marks": (
            mark("record-phone#1", Verdict.FAIL, 0, 500, "A2.3"),
            mark("record-caller#1", Verdict.PASS, 500, 500, "A2.3"),
            mark("greet-company#1", Verdict.UNDECIDED, 0, 800, "B4.1.1", dimension=Dimension.GREETING, highest=800),
            mark("fault#1", Verdict.NOT_APPLICABLE, 0, 0, "B3.1"),
        ),
        "certifiable": False,
        "reservations": ("练习方式",),
        "scorecard": hash_of("card"),
        "log": hash_of(f"log {number}"),
        "call_sha256": hash_of("call"),
        "rulebook_sha256": hash_of("rulebook"),
        "program": "0.1.0",
        "matcher": "1",
    }
    marks: tuple[Mark, ...] = changes.get("marks", values["marks"])  # type: ignore[assignment]
    values |= {
        "clauses": clause_totals(marks),
        "undecided": sum(mark.verdict is Verdict.UNDECIDED for mark in marks),
        "record_errors": sum(mark.verdict is Verdict.FAIL for mark in marks),
    }
    return Scored(**(values | changes))  # type: ignore[arg-type]

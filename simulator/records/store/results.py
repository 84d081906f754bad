"""A finished call as entries of the ledger: the attempt that cites its log and sources, and one scoring of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from simulator import __version__
from simulator.model.ledger import AttemptMade, ClauseTotal, DimensionTotal, Mark, Scored
from simulator.model.log import Log, Source
from simulator.model.rulebook import Dimension
from simulator.model.scorecard import Scorecard, Verdict
from simulator.model.script import CallScript
from simulator.phrases import matcher_id
from simulator.records.scorecard import scorecard_to_json

RULEBOOKS = "rulebooks/"


def attempt_made(
    log: Log, script: CallScript, trainee: str, folder: str, log_file: str, recording: str, started: str
) -> AttemptMade:
    """``log_file`` and ``recording`` are SHA-256 of the files, ``started`` is in UTC."""
    header = log.header
    return AttemptMade(
        trainee=trainee,
        call=header.call,
        title=script.title,
        mode=header.mode,
        started=started,
        log=log.digest,
        log_file=log_file,
        recording=recording,
        folder=folder,
        sources={source.name: source.sha256 for source in header.sources},
        rulebook=script.rulebook,
        seed=str(header.seed),
        program=header.program,
        matcher=header.matcher,
        ears=header.ears,
        voice=header.voice,
        complete=log.complete,
        degraded=header.degraded,
    )


def scored(
    attempt: str, card: Scorecard, log: Log, rulings: tuple[str, ...] = (), rulebook: Iterable[Source] = ()
) -> Scored:
    """``attempt`` and ``rulings`` are ids of entries; program and matcher are those that scored, the attempt cites
    those of the call.  ``rulebook`` has the files of another one than the call was made with."""
    sources = {source.name: source.sha256 for source in log.header.sources}
    rules = {source.name: source.sha256 for source in rulebook} or sources
    marks = tuple(
        Mark(f.id, f.rule, f.dimension, f.verdict, f.critical, f.possible, f.lowest, f.highest, f.clauses)
        for f in card.findings
        if f.verdict is not Verdict.NOT_APPLICABLE
    )
    return Scored(
        clauses=clause_totals(marks),
        undecided=sum(mark.verdict is Verdict.UNDECIDED for mark in marks),
        record_errors=sum(mark.verdict is Verdict.FAIL and mark.dimension is Dimension.RECORD for mark in marks),
        attempt=attempt,
        verdict=card.verdict,
        lowest=card.lowest,
        highest=card.highest,
        pass_mark=card.pass_mark,
        dimensions={d.dimension: DimensionTotal(d.possible, d.lowest, d.highest, d.floor) for d in card.dimensions},
        marks=marks,
        certifiable=card.certifiable,
        reservations=tuple(text.zh for text in (*card.left, *card.reservations)),
        scorecard=hashlib.sha256(scorecard_to_json(card).encode("utf-8") + b"\n").hexdigest(),
        log=log.digest,
        call_sha256=_together(sources, "calls/"),
        rulebook_sha256=_together(rules, RULEBOOKS),
        program=__version__,
        matcher=matcher_id(),
        rulings=rulings,
    )


def clause_totals(marks: tuple[Mark, ...]) -> dict[str, ClauseTotal]:
    """By clause; a finding counts for each of its clauses, undecided ones with their lowest points."""
    totals: dict[str, ClauseTotal] = {}
    for mark in marks:
        for clause in mark.clauses if mark.possible else ():
            before = totals.get(clause, ClauseTotal(0, 0, 0))
            failed = before.failed + (mark.verdict is Verdict.FAIL)
            totals[clause] = ClauseTotal(before.points + mark.lowest, before.possible + mark.possible, failed)
    return totals


def rulebook_hash(sources: Mapping[str, str]) -> str:
    """Of the rulebook among a call's sources (name -> SHA-256), as a score cites it."""
    return _together(sources, RULEBOOKS)


def _together(sources: Mapping[str, str], folder: str) -> str:
    """One hash over the files below a folder: of the lines ``SHA256  NAME``, sorted by name."""
    lines = "".join(f"{sources[name]}  {name}\n" for name in sorted(sources) if name.startswith(folder))
    return hashlib.sha256(lines.encode("utf-8")).hexdigest()

"""What the checks found in logs, remembered from one scoring to the next: a change of weights alone reads no log.

A log is known by the SHA-256 of its file, which cites all that the call was made from; what judged it, by a hash of
the rulebook's checks and phrases, of the matcher and of the program.  Kept is what points and verdict are made of;
words and evidence are not, nor whose log it is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

from scoring.grading import Judged
from scoring.outcome import ALL, NOTHING, Grounds, Outcome
from simulator.model.rulebook import Rulebook
from simulator.model.scorecard import Verdict
from simulator.model.text import Text
from simulator.phrases import MATCHER_VERSION, tables_digest
from simulator.runtime.notebook import Notebook
from simulator.runtime.program import program

MOST = 200_000
"""Logs remembered, in however many states of their rulebooks."""
UNSAID = Text("", "")


@dataclass(frozen=True, slots=True)
class Remembered:
    """What was found in a log, and its digest."""

    judged: Judged
    log: str


class JudgementMemory:
    """The notes of all logs in one file."""

    def __init__(self, file: Path) -> None:
        self._notebook = Notebook(file, MOST)
        self._new: dict[str, str] = {}

    def of(self, keys: Iterable[str]) -> dict[str, Remembered]:
        """What is known under these keys."""
        return {key: _read(note) for key, note in self._notebook.read(keys).items()}

    def add(self, key: str, judged: Judged, log: str) -> None:
        self._new[key] = _written(judged, log)

    def keep(self) -> None:
        """Write down what was added."""
        self._notebook.write(self._new)
        self._notebook.close()
        self._new.clear()


def judging(rulebook: Rulebook) -> str:
    """A hash of all that judges: two rulebooks with the same find the same in every log."""
    checks = [(rule.id, rule.check) for rule in rulebook.rules]
    return _hash(repr((checks, sorted(rulebook.phrases.items()), MATCHER_VERSION, tables_digest(), program())))


def key_of(log_file: str, judging: str) -> str:
    return _hash(f"{log_file} {judging}")


def _written(judged: Judged, log: str) -> str:
    note = {
        "log": log,
        "complete": judged.complete,
        "reservations": [[one.zh, one.en] for one in judged.reservations],
        "found": {rule: [_said(one) for one in found] for rule, found in judged.outcomes.items()},
    }
    return json.dumps(note, ensure_ascii=False)


def _read(note: str) -> Remembered:
    """A note whose checksum is right is what was written."""
    read = json.loads(note)
    reservations = tuple(Text(*pair) for pair in read["reservations"])
    outcomes = {rule: tuple(map(_outcome, found)) for rule, found in read["found"].items()}
    return Remembered(Judged("", "", "", read["complete"], reservations, outcomes), read["log"])


def _said(outcome: Outcome) -> str:
    return f"{outcome.verdict} {outcome.grounds} {outcome.lowest} {outcome.highest} {outcome.absent:d}"


@lru_cache(maxsize=1_000)
def _outcome(said: str) -> Outcome:
    verdict, grounds, lowest, highest, absent = said.split()
    credits = _credit(lowest), _credit(highest)
    return Outcome(0, Verdict(verdict), UNSAID, UNSAID, Grounds(grounds), *credits, absent=absent == "1")


def _credit(said: str) -> Fraction:
    return {"0": NOTHING, "1": ALL}.get(said) or Fraction(said)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

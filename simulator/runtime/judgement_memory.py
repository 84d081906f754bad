"""What the checks found in logs, remembered rule by rule from one scoring to the next: only what changed is judged.

A log is known by the SHA-256 of its file and of the sources that its entry cites; a rule by a hash of its check and of
the phrases that it asks for.  A limit or a credit that trainers try out is no part of that where an outcome says what
it would be for another (``scoring.numbers``).  What does not count as said depends on all rules about what is said: it
is remembered by a hash of these, and what they found belongs to it.  Kept is what points and verdict are made of; words
and evidence are not, nor whose log it is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

from scoring.grading import Judged
from scoring.numbers import Number, apart, at
from scoring.outcome import ALL, NOTHING, ByCredit, ByLimit, Grounds, Instances, Outcome
from simulator.model.checks import NotSaid, Said
from simulator.model.rulebook import Rule, Rulebook
from simulator.model.scorecard import Verdict
from simulator.model.text import Text
from simulator.phrases import MATCHER_VERSION, tables_digest
from simulator.runtime.notebook import Notebook
from simulator.runtime.program import program

MOST = 200_000
"""Logs remembered."""
MOST_OF_A_LOG = 500
"""Rules remembered of a log, in however many states of its rulebook."""
MOST_RECITALS = 8
"""In however many states of the rules about what is said it is remembered what does not count."""
SHORT = 16
"""Hex digits by which a log's note names a rule."""
UNSAID = Text("", "")
_PARTS = 5
"""Of an outcome as it is written."""


@dataclass(slots=True)
class Note:
    """What is known of a log: its digest, whether it is complete, what was left undone, what keeps it from certifying
    whatever the findings are, what of it is recited (utterances, by what that depends on), and what was found, by the
    keys of rules."""

    log: str
    complete: bool
    left: tuple[tuple[str, str], ...]
    reservations: tuple[tuple[str, str], ...]
    recited: dict[str, list[int]] = field(default_factory=dict)
    found: dict[str, str] = field(default_factory=dict)


_FIELDS = tuple(one.name for one in fields(Note))


class JudgementMemory:
    """The notes of all logs in one file.  Written when ``keep`` is called."""

    def __init__(self, file: Path) -> None:
        self._notebook = Notebook(file, MOST)
        self._versions = f"{MATCHER_VERSION} {tables_digest()} {program()}"
        self._new: dict[str, str] = {}

    def key(self, log_file: str, sources: Mapping[str, str]) -> str:
        """The key of a log whose file has this hash, made from these sources."""
        return _hash(f"{log_file} {_hash(repr(sorted(sources.items())))} {self._versions}")

    def of(self, key: str) -> Note | None:
        """What is known of a log.  A note whose checksum is right is what was written."""
        note = self._new.get(key) or self._notebook.read([key]).get(key)
        return Note(**json.loads(note)) if note is not None else None

    def add(self, key: str, note: Note) -> None:
        """Remember this; of what was found what was known first is forgotten first."""
        for rule in list(note.found)[:-MOST_OF_A_LOG]:
            del note.found[rule]
        self._new[key] = json.dumps({name: getattr(note, name) for name in _FIELDS}, ensure_ascii=False)

    def keep(self) -> None:
        """Write down what was added."""
        self._notebook.write(self._new)
        self._notebook.close()
        self._new.clear()


class Judging:
    """The keys of a rulebook's rules in the notes of logs.  ``defined``: what decides what each phrase is."""

    def __init__(self, rulebook: Rulebook, defined: Mapping[str, str]) -> None:
        said = [one.check for one in rulebook.rules if isinstance(one.check, Said)]
        asked = sorted({phrase for check in said for phrase in check.phrases})
        recital = [(check.phrases, check.window) for check in said], [defined[phrase] for phrase in asked]
        self._recital = _hash(repr(recital))[:SHORT]
        self._keys = [(one, _key(one, defined), isinstance(one.check, Said)) for one in rulebook.rules]
        self._numbered = [(one.id, key, apart(one.check)[1]) for one, key, _ in self._keys]
        self._every = frozenset(key for _, key, _ in self._keys)

    def recited(self, note: Note) -> frozenset[int] | None:
        """The utterances that do not count; None: not known."""
        known = note.recited.get(self._recital)
        return frozenset(known) if known is not None else None

    def unknown(self, note: Note) -> list[Rule]:
        """The rules of which it is not known what their checks find; all that need it where ``recited`` is not."""
        recited = note.recited.get(self._recital)
        if recited == [] and note.found.keys() >= self._every:  # as nearly always
            return []
        return [
            rule
            for rule, key, said in self._keys
            if (said and recited is None) or _where(key, said, recited) not in note.found
        ]

    def learn_recited(self, note: Note, recited: Iterable[int]) -> None:
        """Add to a note what does not count."""
        note.recited = {**dict(list(note.recited.items())[1 - MOST_RECITALS :]), self._recital: sorted(recited)}

    def learn(self, note: Note, found: Mapping[str, Instances]) -> None:
        """Add to a note what was found of those that were unknown, by rule id; what is asked for now comes last."""
        recited = note.recited[self._recital]
        for rule, key, said in self._keys:
            where = _where(key, said, recited)
            known = note.found.pop(where, "")
            note.found[where] = _written(found[rule.id]) if rule.id in found else known

    def judged(self, note: Note) -> Judged:
        """What was found in a log of which nothing is unknown, without words."""
        recited = note.recited[self._recital]
        if recited:
            where = {rule.id: _where(key, said, recited) for rule, key, said in self._keys}
            outcomes = {id_: _outcomes(note.found[where[id_]], number) for id_, _, number in self._numbered}
        else:
            outcomes = {id_: _outcomes(note.found[key], number) for id_, key, number in self._numbered}
        left, whole = (tuple(Text(*one) for one in texts) for texts in (note.left, note.reservations))
        return Judged("", "", "", note.complete, left, whole, outcomes)


def _key(rule: Rule, defined: Mapping[str, str]) -> str:
    asked = rule.check.phrases if isinstance(rule.check, Said | NotSaid) else ()
    check, _ = apart(rule.check)
    return _hash(repr((check, [defined[phrase] for phrase in asked])))[:SHORT]


def _where(key: str, said: bool, recited: list[int] | None) -> str:
    return f"{key} {recited}" if said and recited else key


def _written(found: Instances) -> str:
    """Nothing where nothing applied, as for most rules in most calls."""
    if all(one.verdict is Verdict.NOT_APPLICABLE and one.by is None for one in found):
        return ""
    return ",".join(map(_written_one, found))


def _written_one(one: Outcome) -> str:
    by = one.by
    if isinstance(by, ByLimit):
        return f"{_plain(one)} {by.measured} {_plain(by.within)} {_plain(by.beyond)}"
    return _plain(one) if by is None else f"{_plain(one)} {by.credit} {by.lowest} {by.highest}"


def _plain(one: Outcome) -> str:
    return f"{one.verdict} {one.grounds} {one.lowest} {one.highest} {one.absent:d}"


@lru_cache(maxsize=10_000)
def _outcomes(written: str, number: Number | None) -> Instances:
    """What was found, with the number that the check has now."""
    if not written:
        return Instances((Outcome(0, Verdict.NOT_APPLICABLE, UNSAID, UNSAID, Grounds.KEYS, NOTHING, NOTHING),))
    return at(map(_outcome, written.split(",")), number)


def _outcome(written: str) -> Outcome:
    parts = written.split()
    outcome, rest = _unsaid(parts[:_PARTS]), parts[_PARTS:]
    if not rest:
        return outcome
    first, *more = rest
    if len(more) == 2:
        return replace(outcome, by=ByCredit(Fraction(first), *map(Fraction, more)))
    return replace(outcome, by=ByLimit(int(first), _unsaid(more[:_PARTS]), _unsaid(more[_PARTS:])))


def _unsaid(parts: list[str]) -> Outcome:
    """An outcome without words."""
    verdict, grounds, lowest, highest, absent = parts
    credits = _credit(lowest), _credit(highest)
    return Outcome(0, Verdict(verdict), UNSAID, UNSAID, Grounds(grounds), *credits, absent=absent == "1")


def _credit(written: str) -> Fraction:
    return {"0": NOTHING, "1": ALL}.get(written) or Fraction(written)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

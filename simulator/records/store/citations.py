"""What an entry may say about others: a score belongs to its attempt's log, and a workstation gives one score only.

A workstation's key lies on a trainee's machine.  So it may enter an attempt and the first, automatic score of it; every
later score is a trainer's, and a ruling that a score takes into account is one that was entered, on that attempt.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from simulator.model.text import Text
from simulator.records.codec import Json


@dataclass(frozen=True, slots=True)
class Citing:
    """A score with its place in the ledger; ``workstation`` says whose key signed it."""

    chain: str
    seq: int
    id: str
    workstation: bool
    attempt: str
    log: str
    rulings: tuple[str, ...]


@dataclass(slots=True)
class _Attempt:
    log: str
    chain: str
    scored: bool = False


@dataclass(slots=True)
class Citations:
    """What was cited so far, in the order of arrival.  Chains arrive independently: a score may come first."""

    _attempts: dict[str, _Attempt] = field(default_factory=dict)
    _rulings: dict[str, str] = field(default_factory=dict)  # id -> attempt
    _early: list[Citing] = field(default_factory=list)

    def attempt(self, id: str, chain: str, body: Mapping[str, Json]) -> None:
        self._attempts[id] = _Attempt(str(body.get("log")), chain)

    def ruling(self, id: str, body: Mapping[str, Json]) -> None:
        if body.get("second") is not True:
            self._rulings[id] = str(body.get("attempt"))

    def score(self, id: str, chain: str, seq: int, body: Mapping[str, Json], *, workstation: bool) -> Text | None:
        """What is wrong with it, as far as that can be told by now."""
        cited = body.get("rulings")
        rulings = tuple(str(one) for one in cited) if isinstance(cited, list) else ()
        citing = Citing(chain, seq, id, workstation, str(body.get("attempt")), str(body.get("log")), rulings)
        if citing.attempt not in self._attempts or not all(one in self._rulings for one in rulings):
            self._early.append(citing)
            return None
        return self._wrong(citing)

    def late(self) -> tuple[Citing, Text] | None:
        """The first score that what came after it shows to be wrong.  An attempt that is not in this store at all is at
        another workstation."""
        for citing in self._early:
            if citing.attempt in self._attempts and (wrong := self._wrong(citing)) is not None:
                return citing, wrong
        return None

    def _wrong(self, citing: Citing) -> Text | None:
        attempt = self._attempts[citing.attempt]
        if citing.log != attempt.log:
            return Text("评分引用的日志不是这次通话的", "the score cites another log than the attempt")
        if any(self._rulings.get(one) != citing.attempt for one in citing.rulings):
            return Text("评分引用的裁定不存在，或是别的通话的", "the score cites a ruling that was not made on it")
        if not citing.workstation:
            return None
        if citing.rulings or attempt.scored or citing.chain != attempt.chain:
            return Text("学员机只能写入自己通话的第一次自动评分", "a workstation enters the first automatic score only")
        attempt.scored = True
        return None

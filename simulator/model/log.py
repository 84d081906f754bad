"""The event log: a header and entries, each an input or a fact, chained by hash."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from simulator.model.events import Event
from simulator.model.moments import Fact

LOG_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Source:
    """A file the call was made from: its name inside the record folder and the sha256 of its bytes."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Header:
    """What was decided before the first ring.

    ``seed`` drives every choice (counter-based hash, see ``simulator.session.choice``); ``ears`` and ``voice`` name
    engine and model with hash; ``matcher`` names the version of the matcher and the hash of its tables; ``degraded``
    lists what was missing from the start.  ``started`` is the wall clock, ISO 8601 with offset, for people only.
    ``salt`` is random: nobody finds out from the log's hash what is in the log by trying what it could be.
    """

    format: int
    program: str
    call: str
    trainee: str
    mode: str  # practice | exam | rehearsal
    seed: int
    started: str
    sources: tuple[Source, ...]
    ears: str
    voice: str
    matcher: str
    endpoint_ms: int
    half_duplex: bool = False
    degraded: tuple[str, ...] = ()
    salt: str = ""  # hex; empty in logs that are nobody's

    @property
    def personal(self) -> bool:
        """Whether a person worked the call and gave a name; rehearsals are nobody's."""
        return self.mode in ("practice", "exam") and bool(self.trainee)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log: ``n`` counts from 1, ``t`` is session ms, ``body`` an input or a fact."""

    n: int
    t: int
    body: Event | Fact


@dataclass(frozen=True, slots=True)
class Log:
    """A whole call.  ``complete`` is false when the log does not end with an ``ended`` fact (a crash)."""

    header: Header
    entries: tuple[Entry, ...]
    complete: bool
    digest: str  # the chain's last hash, hex


@dataclass(frozen=True, slots=True)
class Adjudication:
    """A person's ruling on an undecided finding: a new record, never an edit."""

    finding: str
    verdict: str  # pass | fail
    reason: str
    by: str
    at: str  # ISO 8601


Versions = Mapping[str, str]
"""What a score was computed from: log, call, rulebook, company, program, matcher -> hash or version."""

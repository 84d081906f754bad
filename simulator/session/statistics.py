"""Call statistics, kept from the facts of a log (B3.7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from simulator.model.log import Entry
from simulator.model.moments import Fact, Moment


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts of one session, or of several added up.  Times in ms; a mean over nothing is 0.

    ``reached`` counts connections by extension, ``refused`` what stood in the way (busy, no answer, absent, faulty).
    """

    incoming: int
    answered: int
    answered_late: int
    answered_automatically: int
    abandoned: int
    outgoing: int
    ring_ms: int
    held_ms: int
    connected: int
    messages: int
    relayed: int
    faults: int
    reached: dict[str, int]
    refused: dict[str, int]

    @property
    def mean_ring_ms(self) -> int:
        return self.ring_ms // self.answered if self.answered else 0


REFUSALS = (
    Moment.EXTENSION_BUSY,
    Moment.EXTENSION_NO_ANSWER,
    Moment.EXTENSION_ABSENT,
    Moment.EXTENSION_OUT_OF_ORDER,
)


def statistics(entries: Iterable[Entry]) -> Statistics:
    """Count what happened on the board."""
    facts = [entry.body for entry in entries if isinstance(entry.body, Fact)]
    count = Counter(fact.moment for fact in facts)
    recalls = sum(fact.moment is Moment.RINGING and bool(fact.detail.get("recall")) for fact in facts)
    versions = sum(fact.moment is Moment.MESSAGE_SAVED and fact.detail.get("version") == 1 for fact in facts)
    return Statistics(
        incoming=count[Moment.RINGING] - recalls,
        answered=count[Moment.ANSWERED],
        answered_late=count[Moment.ANSWERED_LATE],
        answered_automatically=count[Moment.AUTO_ANSWERED],
        abandoned=sum(fact.moment is Moment.HUNG_UP and fact.detail.get("reason") == "abandoned" for fact in facts),
        outgoing=count[Moment.DIALLED_OUT],
        ring_ms=_sum(facts, Moment.ANSWERED, "ring_ms"),
        held_ms=_sum(facts, Moment.RETRIEVED, "hold_ms"),
        connected=count[Moment.CONNECTED],
        messages=versions,
        relayed=count[Moment.MESSAGE_RELAYED],
        faults=count[Moment.LINE_FAULT],
        reached=dict(sorted(Counter(fact.extension for fact in facts if fact.moment is Moment.CONNECTED).items())),
        refused={moment.value: count[moment] for moment in REFUSALS if count[moment]},
    )


def _sum(facts: Iterable[Fact], moment: Moment, detail: str) -> int:
    values = (fact.detail.get(detail) for fact in facts if fact.moment is moment)
    return sum(value for value in values if isinstance(value, int))

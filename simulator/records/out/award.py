"""A certificate as it is shown: who passed what, how well, and by which record it can be looked up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from simulator.model.ledger import DimensionTotal, Scored
from simulator.model.rulebook import Dimension

GROUP, GROUPS = 4, 3
"""A certificate's number is the beginning of its record's hash, in groups."""


@dataclass(frozen=True, slots=True)
class PassedCall:
    """A call of the exam; points in hundredths."""

    title: str
    total: int


@dataclass(frozen=True, slots=True)
class Award:
    """Everything a certificate says.  Dates are YYYY-MM-DD, points hundredths."""

    id: str  # of the Certified entry: the hash of the record
    trainee: str  # pseudonym
    name: str
    number: str
    department: str
    course: str  # its title
    course_sha256: str  # of the course's file as it was released
    granted: str
    expires: str  # empty: never
    calls: tuple[PassedCall, ...]
    dimensions: Mapping[Dimension, tuple[int, int]]  # points and what was possible, over all calls
    rulebooks: Mapping[str, str]  # SHA-256 of the files of each, by id
    issuer: str  # holder of the key that signed the entry
    fingerprint: str
    entered: str  # when, UTC

    @property
    def total(self) -> int:
        """The mean over the calls."""
        return round(sum(call.total for call in self.calls) / len(self.calls)) if self.calls else 0


def certificate_number(id: str) -> str:
    """As it is printed: ``3F2A-91BC-07DE``."""
    digits = id[: GROUP * GROUPS].upper()
    return "-".join(digits[at : at + GROUP] for at in range(0, len(digits), GROUP))


def beginning_of_id(said: str) -> str:
    """The beginning of a record's hash, from what somebody reads off a certificate."""
    return "".join(said.replace("-", "").split()).lower()


def dimension_points(scores: Sequence[Scored]) -> dict[Dimension, tuple[int, int]]:
    """Points and possible points by dimension over several scores; dimensions in which nothing was judged left out."""
    found: dict[Dimension, tuple[int, int]] = {}
    for dimension in Dimension:
        totals = [score.dimensions.get(dimension, _NOTHING) for score in scores]
        if possible := sum(total.possible for total in totals):
            found[dimension] = sum(total.lowest for total in totals), possible
    return found


_NOTHING = DimensionTotal(0, 0, 0, 0)

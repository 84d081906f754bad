"""People, statistics and what is kept, as the window sees them: the part of the certification records that is about no
single attempt.

Every method returns at once, as in ``ui.archive``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from simulator.model.text import Text

SUBJECTS = ("raters", "errors", "enquiries")
"""What is counted: how far raters agree, errors in the written record, enquiries."""


@dataclass(frozen=True, slots=True)
class PersonFiled:
    """Somebody on the roster, or known by a name or number only that was typed at a workstation (no ``number``)."""

    number: str
    name: str
    department: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A statistic: what it is of (one of ``SUBJECTS``), and a table of texts."""

    subject: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class OverdueFiled:
    """A call beyond the period; ``started`` is UTC, ``who`` and ``call`` are empty where it was never entered."""

    started: str
    who: str
    call: str


@dataclass(frozen=True, slots=True)
class Retention:
    """For how many months logs and recordings are kept, and which on this machine are beyond that."""

    months: int
    overdue: tuple[OverdueFiled, ...]


class Custody(Protocol):
    """What is done with people's data and with the store as a whole."""

    # --- people --------------------------------------------------------------------------------------------------

    def people(self) -> Sequence[PersonFiled]:
        """Those with an employee number."""
        ...

    def typed(self) -> Sequence[PersonFiled]:
        """Those without."""
        ...

    def import_roster(self, file: str) -> None: ...

    def join(self, said: str, number: str) -> None:
        """What was done under a typed name or number is that of the person with this employee number."""
        ...

    def no_erasing(self) -> Text | None:
        """Why whoever has opened the records may not erase anything."""
        ...

    def erase(self, said: str, reason: str) -> None:
        """HR's or the administrator's: delete the data of whoever has this employee number or name."""
        ...

    # --- statistics ----------------------------------------------------------------------------------------------

    def count(self, subject: str) -> None:
        """Read one of ``SUBJECTS``, again after every action; an empty one reads none."""
        ...

    def counted(self) -> Counted | None: ...

    def save_count(self, subject: str) -> None:
        """Write a statistic as CSV."""
        ...

    # --- what is kept --------------------------------------------------------------------------------------------

    def back_up(self, passphrase: str) -> None:
        """Write everything, with logs and recordings, into one file under a passphrase."""
        ...

    def verify(self, checkpoint: str = "") -> None:
        """Everything, and compare it with a checkpoint file, if one is given."""
        ...

    def checkpoint(self) -> None:
        """HR's or the administrator's: verify, and write a checkpoint."""
        ...

    def look_at_retention(self, wanted: bool) -> None:
        """Read what is beyond its period, again after every action, or no more."""
        ...

    def retention(self) -> Retention | None: ...

    def retain(self, months: int) -> None:
        """Keep logs and recordings so long."""
        ...

    def erase_overdue(self) -> None:
        """HR's or the administrator's: delete what is beyond its period."""
        ...

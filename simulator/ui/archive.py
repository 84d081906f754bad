"""The certification records as the window sees them: what is asked of the store, and plain values of what it says.

Every method returns at once; what takes time goes on behind and is asked about again with each frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from simulator.model.text import Text
from simulator.ui.custody import Custody

# --- the door --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Holder:
    """A key of a member of staff on this machine: its name, its role, whose it is, and whether it has a passphrase."""

    key: str
    role: str
    name: str
    asks: bool = True


@dataclass(frozen=True, slots=True)
class Door:
    """Which keys open the archive.  ``busy`` while they are looked for or one is tried; ``why`` it stays shut.

    ``empty``: there are no records on this machine, so they can be restored from a backup; ``told`` is what came of it.
    """

    holders: tuple[Holder, ...] = ()
    busy: bool = False
    why: Text | None = None
    empty: bool = False
    told: Text | None = None


# --- what is filed ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Certificate:
    """``number`` as it is printed; ``expires`` is empty where it does not; ``state`` as in ``model.standing``."""

    number: str
    granted: str
    expires: str
    state: str


@dataclass(frozen=True, slots=True)
class Filed:
    """An attempt of the store.  ``course`` is a title, empty in practice; ``started`` is UTC, ``total`` hundredths;
    ``undecided`` counts what awaits a ruling; ``void``: it does not count, or too much of it was undecided;
    ``certificate`` is the one that cites it."""

    id: str
    name: str
    number: str
    erased: bool
    course: str
    call: str
    mode: str
    started: str
    total: int
    verdict: str
    undecided: int
    void: bool
    certificate: Certificate | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """The newest first; ``more`` where there are others beyond them."""

    search: str
    rows: tuple[Filed, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class DimensionFiled:
    """Hundredths of a point; ``floor`` in percent of what was possible."""

    dimension: str
    points: int
    possible: int
    floor: int


@dataclass(frozen=True, slots=True)
class Judged:
    """A critical finding and its verdict."""

    title: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A ruling (with its ``verdict`` and whose it is), an appeal, or that somebody declared the attempt void (which has
    no ``title``); ``reason`` is empty where it does not open."""

    title: str
    reason: str
    at: str = ""
    verdict: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class ExamFiled:
    """The exam that an attempt is of, and what stands in the way of a certificate."""

    id: str
    course: str
    number: int
    begun_by: str
    calls: int
    taken: int
    objections: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything about one attempt."""

    filed: Filed
    pass_mark: int
    confirmed: bool
    dimensions: tuple[DimensionFiled, ...]
    critical: tuple[Judged, ...]
    rulings: tuple[Remark, ...]
    appeals: tuple[Remark, ...]
    exam: ExamFiled | None = None
    voided: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class CourseFiled:
    """A released course with an exam of so many calls."""

    id: str
    title: str
    calls: int


# --- what is being done ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Doing:
    """An action that goes on; ``share`` 0..1, below 0 where nobody knows."""

    what: Text
    share: float = -1.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the last action; ``file`` is what it wrote, if anything, ``opens`` whether a program shows it."""

    told: Text
    good: bool
    file: str = ""
    opens: bool = True


class Archive(Custody, Protocol):
    """The certification records of this machine, once a member of staff has opened them.

    One action at a time; while one goes on, another is not begun.  Roles are asked for as on the command line.
    """

    def door(self) -> Door | None:
        """None once it is open."""
        ...

    def open(self, key: str, passphrase: str) -> None: ...

    def restore(self, file: str, passphrase: str) -> None:
        """Make the records again from a backup, where there are none."""
        ...

    def holder(self) -> Holder | None:
        """Who has opened it."""
        ...

    def look(self, search: str, most: int) -> None:
        """List the attempts of everybody in whose name or number this occurs, so many at most."""
        ...

    def listing(self) -> Listing | None: ...

    def choose(self, attempt: str) -> None:
        """Read this attempt in full.  What was told of another is told no more."""
        ...

    def dossier(self) -> Dossier | None:
        """Of the attempt that was chosen last, once it has been read."""
        ...

    def courses(self) -> Sequence[CourseFiled]: ...

    def doing(self) -> Doing | None: ...

    def outcome(self) -> Outcome | None: ...

    def report(self, attempt: str) -> None:
        """Write the report on the attempt's trainee."""
        ...

    def report_class(self) -> None: ...

    def export(self) -> None:
        """Write everything as a workbook."""
        ...

    def export_xapi(self) -> None:
        """Write every call and criterion as a statement for a learning record store."""
        ...

    def certify(self, exam: str) -> None:
        """HR's: verify the store, certify the exam, and write the certificate."""
        ...

    def print(self, certificate: str) -> None:
        """Write a certificate, by its number."""
        ...

    def badge(self, certificate: str) -> None:
        """HR's: sign a certificate, by its number, as a credential that others can check."""
        ...

    def retire(self, certificate: str, reason: str) -> None:
        """HR's: end a certificate, by its number."""
        ...

    def confirm(self, attempt: str) -> None:
        """Stand for an attempt's result; a trainer's or HR's."""
        ...

    def void(self, attempt: str, reason: str) -> None:
        """Declare that an attempt does not count; a trainer's or HR's."""
        ...

    def no_exam(self) -> Text | None:
        """Why whoever has opened the records may not begin an exam."""
        ...

    def begin_exam(self, course: str, number: str) -> None:
        """The trainer's, who has checked who it is."""
        ...

    def show(self, file: str) -> None:
        """Open a file that an action wrote, with the program that the system has for it."""
        ...

    def close(self) -> None: ...

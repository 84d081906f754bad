"""What the compiler tells a trainer about a file: where, what, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from simulator.model.text import Text


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a source file.  Lines and columns count from 1, columns in characters; the end is exclusive."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


class Severity(StrEnum):
    """An error keeps the file from being used; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing wrong with one place.  ``code`` (such as ``Y003``) never changes its meaning."""

    code: str
    severity: Severity
    span: Span
    message: Text
    hint: Text | None = None

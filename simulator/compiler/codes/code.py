"""An entry of the tables of diagnostics, and how the tables write one."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.model.diagnostic import Severity
from simulator.model.text import Text, same


@dataclass(frozen=True, slots=True)
class Code:
    """A diagnostic; the sentences have ``{slots}`` that ``Report.add`` fills."""

    code: str
    severity: Severity
    message: Text
    hint: Text


def error(code: str, zh: str, en: str, hint: Text) -> Code:
    return Code(code, Severity.ERROR, Text(zh, en), hint)


def warning(code: str, zh: str, en: str, hint: Text) -> Code:
    return Code(code, Severity.WARNING, Text(zh, en), hint)


NEAR = same("{suggestion}")
"""The hint of a name that is not known: the nearest ones."""

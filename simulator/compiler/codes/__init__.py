"""Every diagnostic there is: code, severity, sentence and hint; one table for each kind of file.

The letter says what it is about: Y the text as YAML, D the shape, C the company, P phrases, R the rulebook, L the call,
T the plans, S the course.  A code never changes its meaning and is never used again.  ``docs/diagnostics.md`` is made
from the tables.
"""

from __future__ import annotations

from simulator.compiler.codes import call, company, course, phrases, plans, rulebook, shape, text
from simulator.compiler.codes.code import Code

__all__ = ["CODES", "TABLE", "Code"]

TABLE: tuple[Code, ...] = (
    *text.TABLE,
    *shape.TABLE,
    *company.TABLE,
    *phrases.TABLE,
    *rulebook.TABLE,
    *call.TABLE,
    *plans.TABLE,
    *course.TABLE,
)

CODES: dict[str, Code] = {entry.code: entry for entry in TABLE}

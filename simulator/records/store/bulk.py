"""The bulk of a score, its marks and clauses, recognised as canonical without being read.

``verify`` reads every entry and writes it again, to see that there is only one way to read it.  What one regular
expression matches is written as it has to be, and need not take part; what does not match is read like everything else.
"""

from __future__ import annotations

import re
import typing
from dataclasses import fields
from enum import StrEnum

from simulator.model.ledger import ClauseTotal, Mark

_PLAIN = '[^"\\\\\\x00-\\x1f\\x85\\u2028\\u2029]*'
_TEXT = f'"{_PLAIN}"'
_NUMBER = "(?:0|[1-9][0-9]{0,14})"


def without_bulk(payload: str) -> str:
    """The same with nothing in the list of marks and the object of clauses: canonical if and only if ``payload`` is.

    Both are values whatever stands before them, since the quotation mark before their colon ends a string.
    """
    return _CLAUSES.sub(_emptied, _MARKS.sub('"marks":[]', payload, count=1), count=1)


def _emptied(clauses: re.Match[str]) -> str:
    """Without the clauses where their names are in order and none is there twice."""
    names = _NAME.findall(clauses[1])
    return '"clauses":{}' if names == sorted(set(names)) else clauses[0]


def _written(annotation: object) -> str:
    if annotation is bool:
        return "(?:true|false)"
    if annotation is int:
        return _NUMBER
    if typing.get_origin(annotation) is tuple:
        return rf"\[(?:{_several(_written(typing.get_args(annotation)[0]))})?\]"
    assert annotation is str or (isinstance(annotation, type) and issubclass(annotation, StrEnum))
    return _TEXT


def _several(item: str) -> str:
    return f"{item}(?:,{item})*"


def _object(cls: type[Mark] | type[ClauseTotal]) -> str:
    hints = typing.get_type_hints(cls)
    names = sorted(field.name for field in fields(cls))
    return r"\{" + ",".join(f'"{name}":{_written(hints[name])}' for name in names) + r"\}"


_MARKS = re.compile(rf'"marks":\[{_several(_object(Mark))}\]')
_CLAUSES = re.compile(rf'"clauses":\{{({_several(f"{_TEXT}:{_object(ClauseTotal)}")})\}}')
_NAME = re.compile(rf'"({_PLAIN})":\{{')

"""Proves that a voice reads out every number in the lines of a call as one reads out telephone numbers."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from audio.voice.misreading import misread_numbers
from simulator.compiler import report_misread
from simulator.model.company import Company
from simulator.model.diagnostic import Diagnostic
from simulator.model.script import CallScript
from simulator.runtime.workspace import Workspace


def misread_lines(workspace: Workspace, calls: Iterable[Path]) -> list[Diagnostic]:
    """The lines of calls without errors that a voice would read wrong; a recording is as it is."""
    found: list[Diagnostic] = []
    for call in calls:
        script = workspace.script(call)
        company = workspace.company(script.company) if script is not None else None
        if script is None or company is None:
            continue
        misread = partial(misread_numbers, numbers=_numbers(script, company))
        found += report_misread(workspace.source(call), misread)
    return found


def _numbers(script: CallScript, company: Company) -> frozenset[str]:
    """Everything that somebody could dial: extensions, private numbers, callers' numbers."""
    people = [number for person in company.people.values() for number in (person.mobile, person.direct)]
    callers = [caller.phone for caller in script.callers.values()]
    records = [caller.record.phone for caller in script.callers.values() if caller.record is not None]
    return frozenset({*company.extensions, *people, *callers, *records} - {""})

"""Calls of a workspace that have one id: courses, drills and records could not tell them apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from simulator.compiler import report_shared_id
from simulator.model.diagnostic import Diagnostic
from simulator.runtime.workspace import Workspace, named


def shared_ids(workspace: Workspace, calls: Iterable[Path]) -> list[Diagnostic]:
    """The calls whose id another file of the workspace has, too; each of them is told of the others."""
    having: dict[str, list[Path]] = defaultdict(list)
    for path in workspace.call_files():
        having[named(workspace.source(path), "id")].append(path)
    found: list[Diagnostic] = []
    for path in calls:
        source = workspace.source(path)
        alike = having.get(named(source, "id"), [])
        if path in alike and len(alike) > 1:
            found += report_shared_id(source, [workspace.source(other).file for other in alike if other != path])
    return found

"""Lets the plans of rulebooks prove their clauses; what was played before is remembered (``plan_proof``)."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.model.diagnostic import Severity
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text
from simulator.phrases.siblings import Told
from simulator.runtime.plan_proof import outcomes
from simulator.runtime.workspace import FileErrors, Workspace, named
from simulator.workbench.coverage import Coverage, Played, coverage


def covered(workspace: Workspace, chosen: Sequence[str], told: Told) -> tuple[Coverage, ...]:
    """What the plans beside all calls prove of the ``chosen`` rulebooks and commons; of all where none is named.

    Raises ``Problem`` where there is none of the name, ``FileErrors`` where a file has errors.
    """
    books = {folder.name: workspace.rulebook(folder.name) for folder in workspace.rulebook_folders()}
    commons = workspace.commons()
    for name in chosen:
        if name not in {**commons, **books}:
            raise _no_rulebook(name, [*commons, *books])
    calls = workspace.call_files()
    for path in calls:
        workspace.check_call(path)
    if any(one.severity is Severity.ERROR for one in workspace.diagnostics):
        raise FileErrors(tuple(workspace.diagnostics))
    played = [
        Played(named(workspace.source(path), "rulebook"), path.stem, plan, one.verdicts)
        for path, plans in outcomes(workspace, calls, told).items()
        for plan, one in plans.items()
    ]
    found = coverage(filter(None, commons.values()), filter(None, books.values()), played)
    return tuple(one for one in found if not chosen or one.rulebook in chosen)


def _no_rulebook(name: str, known: Sequence[str]) -> Problem:
    return Problem(
        Exit.USAGE,
        Text(f"没有规则手册：{name}", f"There is no rulebook {name}."),
        Text(f"现有的规则手册：{'、'.join(known)}", f"Rulebooks there are: {', '.join(known)}."),
    )

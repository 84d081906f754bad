"""Checks the files of a workspace, or one of them, and collects everything that is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from simulator.compiler import kind_of
from simulator.model.diagnostic import Diagnostic, Severity
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text
from simulator.phrases.siblings import Told
from simulator.runtime.call_ids import shared_ids
from simulator.runtime.plan_proof import missed_claims
from simulator.runtime.proof import proved
from simulator.runtime.voice_proof import misread_lines
from simulator.runtime.workspace import Workspace, workspace_of

PLANS = ".plans.yaml"


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at, by kind, and what was found."""

    root: Path
    calls: int
    rulebooks: int
    companies: int
    courses: int
    diagnostics: tuple[Diagnostic, ...]

    @property
    def errors(self) -> int:
        return sum(one.severity is Severity.ERROR for one in self.diagnostics)

    @property
    def warnings(self) -> int:
        return len(self.diagnostics) - self.errors


def is_workspace(folder: Path) -> bool:
    """Whether the folder itself (not one above it) is a workspace."""
    return (folder / "companies").is_dir() and (folder / "calls").is_dir()


def check(path: Path, library: Path, told: Told = lambda done, total: None) -> Checked:
    """Check a workspace, every call below a folder, or one file with all that it needs.

    Files outside a workspace are linked against the ``library``.  The phrases of a workspace, or of a rulebook's file,
    are proved (``proof``) when everything else is in order; ``told`` hears of the progress.  Raises ``Problem`` where
    there is nothing to check.
    """
    if not path.exists():
        raise _nothing(path)
    workspace = workspace_of(path, library)
    if is_workspace(path):
        return _check_all(workspace, told)
    files = _call_files(path) if path.is_dir() else [path]
    if not files:
        raise _nothing(path)
    files = [file.resolve() for file in files]
    looked_at: Counter[str] = Counter()
    for file in files:
        looked_at.update(_check_file(workspace, file, told))
    workspace.diagnostics.extend(shared_ids(workspace, files))
    return _checked(workspace, **looked_at)


def _check_all(workspace: Workspace, told: Told) -> Checked:
    companies, rulebooks, calls = workspace.company_files(), workspace.rulebook_folders(), workspace.call_files()
    courses = workspace.course_files()
    workspace.manners()
    workspace.commons()
    for company in companies:
        workspace.company(company.stem)
    for rulebook in rulebooks:
        workspace.rulebook(rulebook.name)
    for call in calls:
        workspace.check_call(call)
    workspace.diagnostics.extend(shared_ids(workspace, calls))
    for course in courses:
        workspace.check_course(course)
    _prove(workspace, [rulebook.name for rulebook in rulebooks], [company.stem for company in companies], told)
    _perform(workspace, calls, told)
    return _checked(workspace, len(calls), len(rulebooks), len(companies), len(courses))


def _prove(workspace: Workspace, rulebooks: list[str], companies: list[str], told: Told) -> None:
    """What only makes sense, and is only worth the time, where there are no errors."""
    if not any(one.severity is Severity.ERROR for one in workspace.diagnostics):
        workspace.diagnostics.extend(proved(workspace, rulebooks, companies, told))


def _perform(workspace: Workspace, calls: Collection[Path], told: Told) -> None:
    """Read out lines and let plans play where neither their calls nor anything else has errors."""
    if not any(one.severity is Severity.ERROR for one in workspace.diagnostics):
        workspace.diagnostics.extend(misread_lines(workspace, calls))
        workspace.diagnostics.extend(missed_claims(workspace, calls, told))


def _check_file(workspace: Workspace, file: Path, told: Told) -> Mapping[str, int]:
    """A file of a rulebook means its rulebook, one of common rules every rulebook with them, plans their call; what is
    none of these is read as a call.  Gives how many of what were looked at."""
    folder = file.parent
    if folder == workspace.root / "companies":
        workspace.company(file.stem)
        _prove(workspace, [], [file.stem], told)
        return {"companies": 1}
    if folder.parent == workspace.root / "rulebooks":
        names = _rulebooks_with(workspace, folder.name)
        for name in names:
            workspace.rulebook(name)
        _prove(workspace, names, [], told)
        return {"rulebooks": len(names)}
    if folder == workspace.root / "courses":
        workspace.check_course(file)
        return {"courses": 1}
    if file == workspace.root / "manners.yaml":
        workspace.manners()
        return {}
    if file.name.endswith(PLANS) and (call := _call_of(file)).is_file():
        workspace.check_call(call)
        _perform(workspace, [call], told)
    else:
        workspace.check_call(file)
        _perform(workspace, [file], told)
    return {"calls": 1}


def _rulebooks_with(workspace: Workspace, folder: str) -> list[str]:
    """The rulebook of a folder; for common rules, every rulebook that includes them."""
    if folder not in workspace.commons():
        return [folder]
    names = [one.name for one in workspace.rulebook_folders()]
    return [name for name in names if (found := workspace.rulebook(name)) is None or folder in found.includes]


def _checked(workspace: Workspace, calls: int = 0, rulebooks: int = 0, companies: int = 0, courses: int = 0) -> Checked:
    found = sorted(dict.fromkeys(workspace.diagnostics), key=lambda one: (one.span, one.code))
    return Checked(workspace.root, calls, rulebooks, companies, courses, tuple(found))


def _call_files(folder: Path) -> list[Path]:
    return [file for file in sorted(folder.rglob("*.yaml")) if kind_of(file.read_bytes()) == "call"]


def _call_of(plans: Path) -> Path:
    return plans.with_name(plans.name.removesuffix(PLANS) + ".yaml")


def _nothing(path: Path) -> Problem:
    return Problem(
        Exit.FILES,
        Text(f"{path} 里没有可检查的文件。", f"There is nothing to check at {path}."),
        Text(
            "请指定一个来电文件，或用 zongji init 建立的文件夹。", "Name a call file, or a folder made by zongji init."
        ),
    )

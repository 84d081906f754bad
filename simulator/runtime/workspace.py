"""A trainer's workspace on disk: which files there are, and what the compiler makes of them.

The shipped library and a folder made by ``zongji init`` have the same shape (docs/formats.md), and so have the
sources in a record folder.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, TypeVar

from audio.ears.choice import known_weights
from scoring import Scorer
from simulator.compiler import (
    Compiled,
    Library,
    Source,
    compile_call,
    compile_common,
    compile_company,
    compile_course,
    compile_manners,
    compile_plans,
    compile_rulebook,
    kind_of,
    render_all,
)
from simulator.model.company import Company
from simulator.model.course import Course
from simulator.model.diagnostic import Diagnostic, Severity
from simulator.model.problem import Exit, Problem
from simulator.model.rulebook import Common, Rulebook
from simulator.model.script import CallScript, Manner, PlanBook
from simulator.model.text import Lang, Text
from simulator.phrases import Extended, Lexicon, Recalling
from simulator.runtime.record_folder import SourceFile
from simulator.session.scene import lexicon_for

T = TypeVar("T")

LOCATORS = "locators.txt"
RULEBOOK_PARTS = ("clauses", "phrases", "rules")
LONGEST_NAME = 240
"""Bytes of the name of a company or rulebook; file systems take 255 with the ending and raise at more."""


@dataclass(frozen=True, slots=True)
class LoadedCall:
    """A call with everything it needs, compiled without errors, and the files it was made from."""

    script: CallScript
    company: Company
    rulebook: Rulebook
    plans: PlanBook | None
    scorer: Scorer
    lexicon: Lexicon
    """The scorer's matcher, or one with the phrases of the call's own."""
    folder: Path
    """Where recordings named by the call and its plans are."""
    sources: tuple[SourceFile, ...]

    def recalling(self) -> LoadedCall:
        """The same with a matcher that hears each text once, for many plans that say much the same."""
        base = Recalling(self.scorer.lexicon)
        lexicon = self.lexicon.over(base) if isinstance(self.lexicon, Extended) else base
        return replace(self, scorer=replace(self.scorer, lexicon=base), lexicon=lexicon)


class FileErrors(Problem):
    """Files have errors; the diagnostics say which and where."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        errors = sum(d.severity is Severity.ERROR for d in diagnostics)
        super().__init__(
            Exit.FILES,
            Text(f"文件中有 {errors} 处错误。", f"{errors} errors in the files."),
            Text("请按上面的提示修改后再试。", "correct them as said above and try again."),
            Text(render_all(diagnostics, Lang.ZH), render_all(diagnostics, Lang.EN)),
        )
        self.diagnostics = diagnostics


class Parts(NamedTuple):
    """The three files of a rulebook, or of common rules."""

    clauses: Source
    phrases: Source
    rules: Source


@dataclass(slots=True)
class Workspace:
    """The files below one folder.  Everything is read and compiled at most once per instance."""

    root: Path
    diagnostics: list[Diagnostic] = field(default_factory=list)
    _companies: dict[str, Company | None] = field(default_factory=dict)
    _rulebooks: dict[str, Rulebook | None] = field(default_factory=dict)
    _commons: dict[str, Common | None] | None = None
    _common_parts: dict[str, Parts] = field(default_factory=dict)
    _scorers: dict[tuple[str, str], Scorer] = field(default_factory=dict)
    _manners: dict[str, Manner] | None = None
    _scripts: dict[Path, CallScript | None] = field(default_factory=dict)

    # --- which files there are ---------------------------------------------------------------------------------------

    def call_files(self) -> tuple[Path, ...]:
        """All call scripts, in the order of their paths."""
        found = sorted((self.root / "calls").rglob("*.yaml"))
        return tuple(path for path in found if not path.name.endswith(".plans.yaml"))

    def course_files(self) -> tuple[Path, ...]:
        return tuple(sorted((self.root / "courses").glob("*.yaml")))

    def company_files(self) -> tuple[Path, ...]:
        return tuple(sorted((self.root / "companies").glob("*.yaml")))

    def rulebook_folders(self) -> tuple[Path, ...]:
        """The folders of rulebooks, without what these include."""
        return tuple(folder for folder in self._folders() if not _is_common(folder))

    def _folders(self) -> tuple[Path, ...]:
        folders = sorted(path for path in (self.root / "rulebooks").glob("*") if path.is_dir())
        return tuple(path for path in folders if (path / "rules.yaml").is_file())

    def companies_of(self, rulebook: str) -> tuple[str, ...]:
        """The companies that the calls of a rulebook name."""
        calls = [self.source(path) for path in self.call_files()]
        return tuple(sorted({named(call, "company") for call in calls if named(call, "rulebook") == rulebook}))

    def find_call(self, name: str) -> Path:
        """The call file that a person means: a path, a file's name in the workspace without its ending, or an id."""
        path = Path(name)
        if path.is_file():
            return path
        for found in self.call_files():
            if name in (found.stem, found.relative_to(self.root / "calls").with_suffix("").as_posix()):
                return found
        return self.call_with_id(name)

    def call_with_id(self, id: str) -> Path:
        """The file of the call that courses, exams and records name so, whatever the file is called."""
        for path in self.call_files():
            if id == (named(self.source(path), "id") or path.stem):
                return path
        known = "、".join(path.stem for path in self.call_files())
        raise Problem(
            Exit.FILES,
            Text(f"找不到来电剧本：{id}", f"there is no call {id}"),
            Text(f"现有的来电：{known}", f"calls there are: {known}"),
        )

    # --- what they hold ----------------------------------------------------------------------------------------------

    def company(self, name: str) -> Company | None:
        if name not in self._companies:
            path = self.root / "companies" / f"{name}.yaml"
            self._companies[name] = self._keep(compile_company(*self.source(path))) if path.is_file() else None
        return self._companies[name]

    def commons(self) -> dict[str, Common | None]:
        """What rulebooks may include, by the names of the folders; None for what has errors."""
        if self._commons is None:
            self._commons = {}
            for folder in filter(_is_common, self._folders()):
                parts = self._common_parts[folder.name] = self._parts(folder)
                self._commons[folder.name] = self._keep(_common(parts, self._locators()))
        return self._commons

    def rulebook(self, name: str) -> Rulebook | None:
        if name not in self._rulebooks:
            folder = self.root / "rulebooks" / name
            present = all((folder / f"{part}.yaml").is_file() for part in RULEBOOK_PARTS)
            self._rulebooks[name] = self._compile_rulebook(folder) if present else None
        return self._rulebooks[name]

    def clauses(self) -> dict[str, str]:
        """What every clause says, in our words, by its number; what has errors is left out."""
        books = (*self.commons().values(), *(self.rulebook(folder.name) for folder in self.rulebook_folders()))
        return {
            clause.locator: clause.summary for book in books if book is not None for clause in book.clauses.values()
        }

    def phrase_files(self, rulebook: str) -> tuple[Path, ...]:
        """Where the phrases of a rulebook without errors are written: its own file first, then what it includes."""
        found = self.rulebook(rulebook)
        names = (rulebook, *(found.includes if found else ()))
        return tuple(self.root / "rulebooks" / name / "phrases.yaml" for name in names)

    def manners(self) -> dict[str, Manner]:
        if self._manners is None:
            path = self.root / "manners.yaml"
            found = self._keep(compile_manners(*self.source(path))) if path.is_file() else None
            self._manners = dict(found or {})
        return self._manners

    def check_call(self, path: Path) -> tuple[CallScript | None, PlanBook | None]:
        """Compile a call and the plans beside it; what is wrong is added to ``diagnostics``."""
        source = self.source(path)
        company = self.company(named(source, "company"))
        rulebook = self.rulebook(named(source, "rulebook"))
        script = self._keep(
            compile_call(
                *source,
                company=company,
                rulebook=rulebook,
                manners=self.manners(),
                companies=[file.stem for file in self.company_files()],
                rulebooks=[folder.name for folder in self.rulebook_folders()],
            )
        )
        self._scripts[path] = script
        beside = plans_beside(path)
        plans = None
        if beside.is_file():
            plans = self._keep(compile_plans(*self.source(beside), call=script, company=company, rulebook=rulebook))
        return script, plans

    def load_script(self, path: Path) -> CallScript:
        """A call without errors, to be looked at only: nothing is made ready for hearing or scoring.  Raises
        ``FileErrors``."""
        script, _ = self.check_call(path)
        if script is None:
            raise FileErrors(tuple(self.diagnostics))
        return script

    def load_call(self, path: Path) -> LoadedCall:
        """A call ready to be run.  Raises ``FileErrors``."""
        script, plans = self.check_call(path)
        if script is None or any(d.severity is Severity.ERROR for d in self.diagnostics):
            raise FileErrors(tuple(self.diagnostics))
        company, rulebook = self.company(script.company), self.rulebook(script.rulebook)
        assert company is not None
        assert rulebook is not None
        scorer = self._scorer(company, rulebook)
        lexicon = lexicon_for(script, company, rulebook, scorer.lexicon)
        return LoadedCall(script, company, rulebook, plans, scorer, lexicon, path.parent, self.sources(path, script))

    def script(self, path: Path) -> CallScript | None:
        """A call as it was compiled before, or is now; None where it has errors."""
        if path not in self._scripts:
            self.check_call(path)
        return self._scripts[path]

    def sources(self, path: Path, script: CallScript) -> tuple[SourceFile, ...]:
        """The files that a call is made from."""
        shared = (f"companies/{script.company}.yaml", "manners.yaml", LOCATORS)
        sources = [self._copy(self.root / name, name) for name in shared if (self.root / name).is_file()]
        sources += self.rulebook_sources(script.rulebook)
        sources += [
            self._copy(file, f"calls/{script.rulebook}/{file.name}")
            for file in (path, plans_beside(path))
            if file.is_file()
        ]
        return tuple(sources)

    def rulebook_sources(self, name: str) -> tuple[SourceFile, ...]:
        """The files of a rulebook and of what it includes."""
        rulebook = self.rulebook(name)
        names = (name, *(rulebook.includes if rulebook else ()))
        files = [f"rulebooks/{one}/{part}.yaml" for one in names for part in RULEBOOK_PARTS]
        return tuple(self._copy(self.root / file, file) for file in files if (self.root / file).is_file())

    def check_course(self, path: Path) -> Course | None:
        """Compile a course against every call of the workspace; what is wrong is added to ``diagnostics``."""
        return self._keep(compile_course(*self.source(path), library=self._library()))

    def load_course(self, path: Path) -> Course:
        """A course all of whose calls are right.  Raises ``FileErrors``."""
        course = self.check_course(path)
        if course is None:
            raise FileErrors(tuple(self.diagnostics))
        return course

    def _library(self) -> Library:
        for path in self.call_files():
            self.script(path)
        calls = {named(self.source(path), "id") or path.stem: script for path, script in self._scripts.items()}
        rulebooks = {call.rulebook for call in calls.values() if call is not None}
        return Library(calls, {name: self.rulebook(name) for name in rulebooks}, known_weights())

    def _scorer(self, company: Company, rulebook: Rulebook) -> Scorer:
        """With the matcher compiled, which is what takes time; calls of one rulebook share it."""
        key = (company.id, rulebook.id)
        if key not in self._scorers:
            self._scorers[key] = Scorer.of(company, rulebook)
        return self._scorers[key]

    # --- reading -----------------------------------------------------------------------------------------------------

    def _compile_rulebook(self, folder: Path) -> Rulebook | None:
        self.commons()  # tells what is wrong with them, and reads them once
        return self._keep(_rulebook(self._parts(folder), tuple(self._common_parts.items()), self._locators()))

    def _parts(self, folder: Path) -> Parts:
        return Parts(*(self.source(folder / f"{part}.yaml") for part in RULEBOOK_PARTS))

    def _locators(self) -> str:
        path = self.root / LOCATORS
        return _read(path).decode("utf-8", errors="replace") if path.is_file() else ""

    def _keep(self, compiled: Compiled[T]) -> T | None:
        self.diagnostics.extend(compiled.diagnostics)
        return compiled.value

    def source(self, path: Path) -> Source:
        """A file as it is, with the name that diagnostics give it."""
        shown = path.relative_to(self.root) if path.is_relative_to(self.root) else path
        return Source(_read(path), shown.as_posix())

    def _copy(self, path: Path, name: str) -> SourceFile:
        return SourceFile(name, _read(path))


# Nearly all workspaces and records have the same rulebooks, and compiling these is most of the work of reading one:
# what was made of the same files a moment ago is taken again.


@lru_cache(maxsize=4)
def _common(parts: Parts, locators: str) -> Compiled[Common]:
    return compile_common(**parts._asdict(), locators=locators)


@lru_cache(maxsize=8)
def _rulebook(parts: Parts, commons: tuple[tuple[str, Parts], ...], locators: str) -> Compiled[Rulebook]:
    """``commons``: name and files of what may be included."""
    known = {name: _common(files, locators).value for name, files in commons}
    return compile_rulebook(**parts._asdict(), locators=locators, commons=known)


def _is_common(folder: Path) -> bool:
    """Whether the folder holds what rulebooks include: all three parts, and rules of that kind."""
    present = all((folder / f"{part}.yaml").is_file() for part in RULEBOOK_PARTS)
    return present and kind_of(_read(folder / "rules.yaml")) == "common"


def plans_beside(call: Path) -> Path:
    """The plans of a call are beside it."""
    return call.with_name(f"{call.stem}.plans.yaml")


def workspace_of(path: Path, library: Path) -> Workspace:
    """The workspace that a file or folder belongs to: the nearest folder above with companies, else the library."""
    start = path.resolve()
    for folder in (start, *start.parents):
        if (folder / "companies").is_dir() and (folder / "calls").is_dir():
            return Workspace(folder)
    return Workspace(library)


def workspace_here(library: Path) -> Workspace:
    """The workspace of the folder the person is in, else the shipped library."""
    return workspace_of(Path.cwd(), library)


def named(call: Source, what: str) -> str:
    """The id, company or rulebook that a call names, read ahead of compiling it; empty where it names none or one too
    long for a file."""
    text = call.text if isinstance(call.text, str) else call.text.decode("utf-8", errors="replace")
    found = re.search(rf"^{what}:[ \t]*[\"']?([^\s\"'#]+)", text, re.MULTILINE)
    return found[1] if found and len(found[1].encode("utf-8", "replace")) <= LONGEST_NAME else ""


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Problem(
            Exit.FILES,
            Text(f"无法读取文件：{path}（{error.strerror}）", f"cannot read {path} ({error.strerror})"),
        ) from error

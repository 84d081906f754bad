"""The compiler: the texts of scenario, rulebook and directory files in, immutable model values and diagnostics out.

Pure: nobody here opens a file.  Every entry point takes the content (bytes or text) and the name that diagnostics
shall give it, never raises for bad content, and collects all errors it can find.  What a file is linked against may be
None where that could not be compiled; then the file is checked as far as possible and has no value.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Generic, TypeVar

from simulator.compiler.files import (
    KINDS,
    CallFile,
    ClausesFile,
    CommonFile,
    CompanyFile,
    CourseFile,
    MannersFile,
    PhrasesFile,
    PlansFile,
    RulesFile,
)
from simulator.compiler.inherit import NOTHING, Inherited, build_common, inherited
from simulator.compiler.link_call import Surroundings, link_call
from simulator.compiler.link_company import link_company
from simulator.compiler.link_course import Library, link_course
from simulator.compiler.link_plans import link_plans
from simulator.compiler.link_rulebook import (
    build_rulebook,
    link_clauses,
    link_dimensions,
    link_phrases,
    link_rules,
    locators_of,
    said,
)
from simulator.compiler.link_temper import link_manners
from simulator.compiler.load import Compiled, Loaded, Source, kind_of, load
from simulator.compiler.proof import report_claims, report_findings, report_misread, report_names, report_shared_id
from simulator.compiler.render import render, render_all
from simulator.compiler.report import Report
from simulator.compiler.schema import schema_of
from simulator.model.company import Company
from simulator.model.course import Course
from simulator.model.diagnostic import Diagnostic
from simulator.model.rulebook import Common, Rulebook
from simulator.model.script import CallScript, Manner, PlanBook

__all__ = [
    "KINDS",
    "Compiled",
    "Library",
    "Source",
    "compile_call",
    "compile_common",
    "compile_company",
    "compile_course",
    "compile_manners",
    "compile_plans",
    "compile_rulebook",
    "kind_of",
    "render",
    "render_all",
    "report_claims",
    "report_findings",
    "report_misread",
    "report_names",
    "report_shared_id",
    "schema_of",
]


NO_COMMONS: Mapping[str, Common | None] = MappingProxyType({})


def compile_company(text: str | bytes, file: str) -> Compiled[Company]:
    """A company/1 file."""
    report = Report(file)
    loaded = load(Source(text, file), "company", CompanyFile, report)
    company = link_company(loaded) if loaded else None
    return Compiled(None if report.failed else company, report.diagnostics())


def compile_manners(text: str | bytes, file: str) -> Compiled[Mapping[str, Manner]]:
    """A manners/1 file: id -> manner."""
    report = Report(file)
    loaded = load(Source(text, file), "manners", MannersFile, report)
    if loaded is not None:
        link_manners(loaded)
    manners = MappingProxyType(dict(loaded.content.manners)) if loaded else None
    return Compiled(None if report.failed else manners, report.diagnostics())


def compile_rulebook(
    *, clauses: Source, phrases: Source, rules: Source, locators: str, commons: Mapping[str, Common | None] = NO_COMMONS
) -> Compiled[Rulebook]:
    """The three files of a rulebook against the frozen list of clauses (``scenarios/locators.txt``: one a line) and
    the ``commons`` that it may include (None: one with errors).

    The diagnostics are those of all three files, in the order clauses, phrases, rules.
    """
    files = _ThreeFiles.read(clauses, phrases, rules, "rules", RulesFile)
    before = inherited(files.rules, commons)
    files.link(locators, before)
    if files.rules is not None:
        link_dimensions(files.rules, before)
    if files.failed or not (files.clauses and files.phrases and files.rules and before.complete):
        return Compiled(None, files.diagnostics())
    value = build_rulebook(files.rules.content, files.clauses.content, files.phrases.content, before)
    return Compiled(value, files.diagnostics())


def compile_common(*, clauses: Source, phrases: Source, rules: Source, locators: str) -> Compiled[Common]:
    """The three files of a common: what rulebooks include."""
    files = _ThreeFiles.read(clauses, phrases, rules, "common", CommonFile)
    files.link(locators, NOTHING)
    if files.failed or not (files.clauses and files.phrases and files.rules):
        return Compiled(None, files.diagnostics())
    value = build_common(files.rules.content, files.clauses.content.clauses, files.phrases.content.phrases)
    return Compiled(value, files.diagnostics())


R = TypeVar("R", RulesFile, CommonFile)


@dataclass
class _ThreeFiles(Generic[R]):
    """Clauses, phrases and rules, each with its report; None where too little of one is right."""

    reports: tuple[Report, Report, Report]
    clauses: Loaded[ClausesFile] | None
    phrases: Loaded[PhrasesFile] | None
    rules: Loaded[R] | None

    @classmethod
    def read(cls, clauses: Source, phrases: Source, rules: Source, kind: str, content: type[R]) -> _ThreeFiles[R]:
        reports = (Report(clauses.file), Report(phrases.file), Report(rules.file))
        return cls(
            reports,
            load(clauses, "clauses", ClausesFile, reports[0]),
            load(phrases, "phrases", PhrasesFile, reports[1]),
            load(rules, kind, content, reports[2]),
        )

    def link(self, locators: str, before: Inherited) -> None:
        """Against each other, the frozen list and what is included; what is missing of the latter is not asked for."""
        frozen = locators_of(locators)
        if self.clauses is not None:
            link_clauses(self.clauses, frozen, before)
        if not before.complete:
            return
        if self.phrases is not None:
            link_phrases(self.phrases, before)
        if self.rules is not None:
            known = said(self.phrases, before) if self.phrases else None
            link_rules(self.rules, self.clauses, known, frozen, before)

    @property
    def failed(self) -> bool:
        return any(report.failed for report in self.reports)

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        return tuple(one for report in self.reports for one in report.diagnostics())


def compile_call(
    text: str | bytes,
    file: str,
    *,
    company: Company | None,
    rulebook: Rulebook | None,
    manners: Mapping[str, Manner] | None,
    companies: Collection[str] | None = None,
    rulebooks: Collection[str] | None = None,
) -> Compiled[CallScript]:
    """A call/1 file against the company and the rulebook it names and the manners of its workspace; ``companies`` and
    ``rulebooks`` are the names of all that the workspace has."""
    report = Report(file)
    loaded = load(Source(text, file), "call", CallFile, report)
    call = link_call(loaded, Surroundings(company, rulebook, manners, companies, rulebooks)) if loaded else None
    return Compiled(None if report.failed else call, report.diagnostics())


def compile_plans(
    text: str | bytes, file: str, *, call: CallScript | None, rulebook: Rulebook | None, company: Company | None = None
) -> Compiled[PlanBook]:
    """A plans/1 file against the call beside it.  Without the company, lines, extensions, people are not compared."""
    report = Report(file)
    loaded = load(Source(text, file), "plans", PlansFile, report)
    plans = link_plans(loaded, call, Surroundings(company, rulebook, None)) if loaded else None
    known = call is not None and rulebook is not None
    return Compiled(None if report.failed or not known else plans, report.diagnostics())


def compile_course(text: str | bytes, file: str, *, library: Library) -> Compiled[Course]:
    """A course/1 file against the calls and rulebooks of its workspace and the recognisers that the program knows."""
    report = Report(file)
    loaded = load(Source(text, file), "course", CourseFile, report)
    course = link_course(loaded, library) if loaded else None
    return Compiled(None if report.failed else course, report.diagnostics())

"""The compiler: the texts of scenario, rulebook and directory files in, immutable model values and diagnostics out.

Pure: nobody here opens a file.  Every entry point takes the content (bytes or text) and the name that diagnostics
shall give it, never raises for bad content, and collects all errors it can find.  What a file is linked against may be
None where that could not be compiled; then the file is checked as far as possible and has no value.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from simulator.compiler.files import (
    KINDS,
    CallFile,
    ClausesFile,
    CompanyFile,
    CourseFile,
    MannersFile,
    PhrasesFile,
    PlansFile,
    RulesFile,
)
from simulator.compiler.link_call import Surroundings, link_call
from simulator.compiler.link_company import link_company
from simulator.compiler.link_course import Library, link_course
from simulator.compiler.link_plans import link_plans
from simulator.compiler.link_rulebook import build_rulebook, link_clauses, link_phrases, link_rules, locators_of, said
from simulator.compiler.load import Compiled, Source, kind_of, load
from simulator.compiler.proof import report_claims, report_findings, report_misread, report_names
from simulator.compiler.render import render, render_all
from simulator.compiler.report import Report
from simulator.compiler.schema import schema_of
from simulator.model.company import Company
from simulator.model.course import Course
from simulator.model.rulebook import Rulebook
from simulator.model.script import CallScript, Manner, PlanBook

__all__ = [
    "KINDS",
    "Compiled",
    "Library",
    "Source",
    "compile_call",
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
    "schema_of",
]


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
    manners = MappingProxyType(dict(loaded.content.manners)) if loaded else None
    return Compiled(None if report.failed else manners, report.diagnostics())


def compile_rulebook(*, clauses: Source, phrases: Source, rules: Source, locators: str) -> Compiled[Rulebook]:
    """The three files of a rulebook against the frozen list of clauses (``scenarios/locators.txt``: one a line).

    The diagnostics are those of all three files, in the order clauses, phrases, rules.
    """
    reports = [Report(clauses.file), Report(phrases.file), Report(rules.file)]
    frozen = locators_of(locators)
    clauses_file = load(clauses, "clauses", ClausesFile, reports[0])
    phrases_file = load(phrases, "phrases", PhrasesFile, reports[1])
    rules_file = load(rules, "rules", RulesFile, reports[2])
    if clauses_file is not None:
        link_clauses(clauses_file, frozen)
    if phrases_file is not None:
        link_phrases(phrases_file)
    if rules_file is not None:
        known = said(phrases_file) if phrases_file else None
        link_rules(rules_file, clauses_file, known, frozen)
    diagnostics = tuple(one for report in reports for one in report.diagnostics())
    if any(report.failed for report in reports) or not (clauses_file and phrases_file and rules_file):
        return Compiled(None, diagnostics)
    return Compiled(build_rulebook(rules_file.content, clauses_file.content, phrases_file.content), diagnostics)


def compile_call(
    text: str | bytes,
    file: str,
    *,
    company: Company | None,
    rulebook: Rulebook | None,
    manners: Mapping[str, Manner] | None,
) -> Compiled[CallScript]:
    """A call/1 file against the company and the rulebook it names and the manners of its workspace."""
    report = Report(file)
    loaded = load(Source(text, file), "call", CallFile, report)
    call = link_call(loaded, Surroundings(company, rulebook, manners)) if loaded else None
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

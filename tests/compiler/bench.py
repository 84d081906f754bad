"""A bench for the compiler: a small correct workspace, and any one of its files replaced by another text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from audio.voice.misreading import misread_numbers
from scoring import Scorer
from simulator.compiler import (
    Library,
    Source,
    compile_call,
    compile_common,
    compile_company,
    compile_course,
    compile_manners,
    compile_plans,
    compile_rulebook,
    report_claims,
    report_findings,
    report_misread,
    report_names,
    report_shared_id,
)
from simulator.model.company import Company
from simulator.model.diagnostic import Diagnostic
from simulator.model.rulebook import Rulebook, Status
from simulator.model.script import CallScript
from simulator.phrases import slots_of
from simulator.phrases.siblings import prove
from simulator.phrases.vocabulary import unheard_in
from simulator.runtime.plan_proof import play
from simulator.runtime.workspace import LoadedCall

HERE = Path(__file__).parent
KINDS = ("company", "manners", "common", "clauses", "phrases", "rules", "call", "plans", "course")


@cache
def base(kind: str) -> str:
    """The bench's own correct file of a kind."""
    return (HERE / "base" / f"{kind}.yaml").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Bench:
    """Everything compiled together, with one file replaced."""

    values: Mapping[str, object]
    diagnostics: tuple[Diagnostic, ...]


def compile_with(kind: str, text: str | bytes, file: str = "example.yaml") -> Bench:
    """Compile the whole workspace with ``text`` as its file of that kind; the diagnostics of all files."""

    def source(one: str) -> Source:
        return Source(text, file) if one == kind else Source(base(one), f"{one}.yaml")

    locators = (HERE / "base" / "locators.txt").read_text(encoding="utf-8")
    company = compile_company(*source("company"))
    manners = compile_manners(*source("manners"))
    common = compile_common(
        clauses=Source(base("common-clauses"), "common-clauses.yaml"),
        phrases=Source(base("common-phrases"), "common-phrases.yaml"),
        rules=source("common"),
        locators=locators,
    )
    rulebook = compile_rulebook(
        clauses=source("clauses"),
        phrases=source("phrases"),
        rules=source("rules"),
        locators=locators,
        commons={"general": common.value},
    )
    call = compile_call(
        *source("call"),
        company=company.value,
        rulebook=rulebook.value,
        manners=manners.value,
        companies=("hengcheng", "hongcheng"),
        rulebooks=("switchboard", "office-phone"),
    )
    demo = replace(call.value, id="demo") if call.value else None  # which the plans and the course mean in any case
    plans = compile_plans(*source("plans"), call=demo, rulebook=rulebook.value, company=company.value)
    course = compile_course(*source("course"), library=library(demo, rulebook.value))
    values = {
        "company": company.value,
        "manners": manners.value,
        "common": common.value,
        "rulebook": rulebook.value,
        "call": call.value,
        "plans": plans.value,
        "course": course.value,
    }
    compiled = (company, manners, common, rulebook, call, plans, course)
    diagnostics = tuple(one for part in compiled for one in part.diagnostics)
    if call.value and call.value.id == "approved":
        diagnostics += report_shared_id(source("call"), ["calls/approved.yaml"])
    if not diagnostics and company.value and rulebook.value:
        diagnostics = proved(source("phrases"), source("company"), rulebook.value, company.value)
        if call.value:
            diagnostics += report_misread(source("call"), lambda text: misread_numbers(text, ("8001", "13800138000")))
        if kind == "plans" and call.value:
            scorer = Scorer.of(company.value, rulebook.value)
            played = LoadedCall(
                call.value, company.value, rulebook.value, plans.value, scorer, scorer.lexicon, HERE, sources=()
            )
            missed = {name: one.missed for name, one in play(played).items() if one.missed}
            diagnostics += report_claims(source("plans"), missed)
    return Bench(values, diagnostics)


def library(call: CallScript | None, rulebook: Rulebook | None) -> Library:
    """The bench's call, and the same as ``approved``: it and its rulebook are released."""
    calls, rulebooks = {"demo": call, "approved": call}, {"switchboard": rulebook, "approved": rulebook}
    if call and rulebook:
        calls["approved"] = replace(call, id="approved", status=Status.RELEASED, rulebook="approved")
        rulebooks["approved"] = replace(rulebook, id="approved", status=Status.RELEASED)
    return Library(calls, rulebooks, {"whisper-base": "ab" * 32, "vosk-small": ""})


def proved(phrases: Source, names: Source, rulebook: Rulebook, company: Company) -> tuple[Diagnostic, ...]:
    """What the proof of files without errors says; the bench's recogniser knows every word without 璟 in it."""
    common = Source(base("common-phrases"), "common-phrases.yaml")
    findings, unheard = prove(rulebook.phrases, slots_of(company)), unheard_in(rulebook.phrases, knows)
    return (*report_findings([phrases, common], findings, unheard), *report_names(names, knows))


def knows(word: str) -> bool:
    return "璟" not in word


def edited(kind: str, old: str, new: str) -> str:
    """The bench's file of a kind with one place in it changed."""
    assert base(kind).count(old) == 1, f"{old!r} is there {base(kind).count(old)} times"
    return base(kind).replace(old, new)


# --- the example of each diagnostic -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Example:
    """``examples/CODE.KIND.yaml``; in a ``.repeat`` file the first line says how often the last one is repeated."""

    code: str
    kind: str
    path: Path

    @property
    def content(self) -> bytes:
        content = self.path.read_bytes()
        if self.path.suffix != ".repeat":
            return content
        times, *lines = content.decode("utf-8").splitlines()
        last = lines.pop()
        join = "" if last == "[" else "\n"
        return "\n".join([*lines, join.join([last] * int(times))]).encode()


def examples() -> list[Example]:
    """Every example, in the order of the codes."""
    found = sorted((HERE / "examples").iterdir())
    names = [(path.name.split("."), path) for path in found]
    return [Example(name[0], name[1], path) for name, path in names]

"""What was found beyond one file, or by proving phrases and playing plans, as diagnostics at their places."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from simulator.compiler.files import CallFile, CompanyFile, PhrasesFile, PlansFile
from simulator.compiler.load import Loaded, Source, load
from simulator.compiler.nodes import Path, ScalarNode
from simulator.compiler.report import Report
from simulator.model.company import SpokenName
from simulator.model.diagnostic import Diagnostic
from simulator.model.script import Line
from simulator.model.text import Text
from simulator.phrases.coverage import Place
from simulator.phrases.siblings import Finding, Trouble
from simulator.phrases.vocabulary import Knows, Unheard, unspelled

CODES = {
    Trouble.OWN: "P007",
    Trouble.SIBLING: "P008",
    Trouble.FORBIDDEN: "P009",
    Trouble.POLITE: "P010",
    Trouble.SHORT: "P011",
    Trouble.ALIKE: "P012",
    Trouble.NEEDLESS: "P014",
}
UNHEARD, UNHEARD_NAME = "P013", "C009"

Misread = Callable[[str], Iterable[tuple[str, str]]]
"""The numbers in a line that a voice reads wrong, each with how it reads the line."""


def report_findings(
    files: Sequence[Source], findings: Iterable[Finding], unheard: Iterable[Unheard]
) -> tuple[Diagnostic, ...]:
    """What was found about the phrases of a rulebook without errors.

    ``files`` are its own phrases/1 file and those that it includes: a phrase is written in the first that has it.
    """
    found: list[Diagnostic] = []
    rest, rare = list(findings), list(unheard)
    for file in files:
        report = Report(file.file)
        loaded = load(file, "phrases", PhrasesFile, report)
        if loaded is not None:
            here = loaded.content.phrases
            _report_confused(loaded, [one for one in rest if one.at.phrase in here])
            _report_unheard(loaded, [one for one in rare if one.at.phrase in here])
            rest = [one for one in rest if one.at.phrase not in here]
            rare = [one for one in rare if one.at.phrase not in here]
        found += report.diagnostics()
    return tuple(found)


def _report_confused(loaded: Loaded[PhrasesFile], findings: Iterable[Finding]) -> None:
    for one in findings:
        loaded.report.add(
            CODES[one.trouble],
            loaded.tree.place(_path(one.at)),
            phrase=one.at.phrase,
            own=one.template,
            wording=one.wording,
            other=one.other,
            template=one.other_template,
            nearest=one.other_wording,
            said=one.said,
            score=f"{one.score:.2f}",
        )


def _report_unheard(loaded: Loaded[PhrasesFile], unheard: Iterable[Unheard]) -> None:
    for rare in unheard:
        node = loaded.tree.nearest(_path(rare.at))
        place = node.inside(rare.offset) if isinstance(node, ScalarNode) else node
        loaded.report.add(UNHEARD, place, characters=rare.characters, text=rare.text)


def report_names(company: Source, knows: Knows) -> tuple[Diagnostic, ...]:
    """The names of a company/1 file without errors that a recogniser's vocabulary cannot spell."""
    report = Report(company.file)
    loaded = load(company, "company", CompanyFile, report)
    for path, name in _names(loaded.content) if loaded else ():
        characters = unspelled(name, knows)
        if characters and loaded:
            written = loaded.tree.node(path) or loaded.tree.nearest(path)  # the text alone, without its key
            report.add(UNHEARD_NAME, written, characters=characters, text=name)
    return report.diagnostics()


def report_claims(plans: Source, missed: Mapping[str, Iterable[Text]]) -> tuple[Diagnostic, ...]:
    """The plans of a plans/1 file without errors that did not get what they claim."""
    report = Report(plans.file)
    loaded = load(plans, "plans", PlansFile, report)
    for name, wrong in missed.items() if loaded else ():
        said = Text("；".join(one.zh for one in wrong), "; ".join(one.en for one in wrong))
        assert loaded
        place = loaded.tree.key(("plans", name, "claim"))
        report.add("T007", place, name=name, call=loaded.content.call, missed=said)
    return report.diagnostics()


def report_misread(call: Source, misread: Misread) -> tuple[Diagnostic, ...]:
    """The lines of a call/1 file without errors that a voice would read wrong."""
    report = Report(call.file)
    loaded = load(call, "call", CallFile, report)
    for path, line in _lines(loaded.content) if loaded else ():
        for number, said in misread(line.text) if not line.recording else ():
            assert loaded
            report.add("L021", loaded.tree.nearest(path), number=number, said=said)
    return report.diagnostics()


def report_shared_id(call: Source, others: Iterable[str]) -> tuple[Diagnostic, ...]:
    """The id of a call/1 file that the files ``others`` have, too."""
    report = Report(call.file)
    loaded = load(call, "call", CallFile, report)
    for other in others if loaded else ():
        assert loaded
        report.add("L031", loaded.tree.place(("id",)), name=loaded.content.id, other=other)
    return report.diagnostics()


def _lines(value: Any) -> Iterator[tuple[Path, Line]]:
    """Every line in a call, with the way to it."""
    if isinstance(value, Line):
        yield (), value
    elif isinstance(value, tuple):
        for index, one in enumerate(value):
            yield from (((index, *path), line) for path, line in _lines(one))
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from (((key, *path), line) for path, line in _lines(one))
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from (((field.name, *path), line) for path, line in _lines(getattr(value, field.name)))


def _path(at: Place) -> Path:
    return "phrases", at.phrase, at.kind, at.index


def _names(company: CompanyFile) -> Iterator[tuple[Path, str]]:
    """Everything that the company and its people and departments are called, with the way to it."""
    yield from _forms(("name",), company.name)
    yield from _forms(("operator_name",), company.operator_name)
    for id_, department in company.departments.items():
        yield from _forms(("departments", id_, "name"), department.name)
    for id_, person in company.people.items():
        yield from _forms(("people", id_, "name"), person.name)
        yield ("people", id_, "title"), person.title


def _forms(path: Path, name: SpokenName) -> Iterator[tuple[Path, str]]:
    yield (*path, "text"), name.text
    for index, form in enumerate(name.also):
        yield (*path, "also", index), form

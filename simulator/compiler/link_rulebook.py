"""clauses/1, phrases/1 and rules/1 to ``Rulebook``: clauses accounted for, phrases readable, rules entitled."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from simulator.compiler.arguments import GIVEN_FACTS, IN_RULEBOOKS
from simulator.compiler.expansion import parsed, sizes
from simulator.compiler.files import ClausesFile, CommonFile, PhrasesFile, RulesFile
from simulator.compiler.inherit import NOTHING, Inherited, merged_phrases, merged_rules
from simulator.compiler.load import Loaded
from simulator.compiler.nodes import Path
from simulator.compiler.references import check_argument, check_size, check_template, need, report_circles
from simulator.compiler.report import suggestion
from simulator.model.checks import DeadAir, NotSaid, Said, SpeechRate
from simulator.model.moments import MomentRef
from simulator.model.rulebook import Basis, Dimension, Disposition, Phrase, Rule, Rulebook, Status

RuleFile = Loaded[RulesFile] | Loaded[CommonFile]


def locators_of(text: str) -> tuple[str, ...]:
    """The frozen list: one locator a line."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def covers(basis_text: str, locator: str) -> bool:
    """Whether a clause belongs to a text: ``B`` has ``B4.1.1``, ``A2`` has ``A2.1`` but not ``A21``."""
    rest = locator.removeprefix(basis_text)
    return locator.startswith(basis_text) and not (basis_text[-1:].isdigit() and rest[:1].isdigit())


def link_phrases(loaded: Loaded[PhrasesFile], before: Inherited = NOTHING) -> None:
    """Every template is readable and refers to phrases that exist, and to none that leads back to it; so does also."""
    known, meaningful = {*before.phrases, *loaded.tree.keys(("phrases",))}, said(loaded, before)
    everything = merged_phrases(loaded.content.phrases, before)
    references = {name: _references(phrase) for name, phrase in before.phrases.items()}
    for phrase in loaded.content.phrases.values():
        if phrase.almost > phrase.yes:
            place = loaded.tree.place(("phrases", phrase.id, "almost"))
            loaded.report.add("P005", place, almost=phrase.almost, yes=phrase.yes)
        for index, other in enumerate(phrase.also):
            need(loaded, "P001", ("phrases", phrase.id, "also", index), other, meaningful)
        references[phrase.id] = set[str]()
        for path, template in _templates(phrase):
            read = check_template(loaded, ("phrases", phrase.id, *path), template, known)
            references[phrase.id] |= set(read.references) if read else set()
    if report_circles(loaded, references):
        return
    known_sizes = sizes(wordings_of(everything))
    for phrase in loaded.content.phrases.values():
        for path, template in _templates(phrase):
            check_size(loaded, ("phrases", phrase.id, *path), template, known_sizes)


def wordings_of(phrases: Mapping[str, Phrase]) -> Mapping[str, tuple[str, ...]]:
    """Phrase -> the templates that a reference to it stands for."""
    return {name: (*phrase.full, *phrase.accepted) for name, phrase in phrases.items()}


def said(loaded: Loaded[PhrasesFile], before: Inherited = NOTHING) -> frozenset[str]:
    """The phrases that mean something by themselves, those that could not be read among them."""
    names = {*before.phrases, *loaded.tree.keys(("phrases",))}
    return frozenset(names) - parts(merged_phrases(loaded.content.phrases, before))


def parts(phrases: Mapping[str, Phrase]) -> frozenset[str]:
    """Those that only serve other templates."""
    return frozenset(name for name, phrase in phrases.items() if phrase.part)


def _templates(phrase: Phrase) -> Iterator[tuple[Path, str]]:
    kinds = {"full": phrase.full, "accepted": phrase.accepted, "paraphrase": phrase.paraphrase, "unless": phrase.unless}
    for kind, templates in kinds.items():
        for index, template in enumerate(templates):
            yield (kind, index), template


def _references(phrase: Phrase) -> set[str]:
    """The phrases that one without errors refers to."""
    read = (parsed(template) for _, template in _templates(phrase))
    return {name for template in read if template for name in template.references}


def link_clauses(loaded: Loaded[ClausesFile], locators: Collection[str], before: Inherited = NOTHING) -> None:
    """Every clause is in the frozen list and accounted for once, and says why where no rule scores it."""
    for clause in loaded.content.clauses.values():
        path: Path = ("clauses", clause.locator)
        if clause.locator in before.clauses:
            loaded.report.add("R017", loaded.tree.key(path), name=clause.locator)
        if clause.locator not in locators:
            hint = suggestion(clause.locator, locators)
            loaded.report.add("R001", loaded.tree.key(path), name=clause.locator, suggestion=hint)
        if clause.disposition is not Disposition.ENFORCED and not clause.reason:
            loaded.report.add("R009", loaded.tree.key(path), disposition=clause.disposition)


def link_rules(
    loaded: RuleFile,
    clauses: Loaded[ClausesFile] | None,
    phrases: Collection[str] | None,
    locators: Iterable[str],
    before: Inherited = NOTHING,
) -> None:
    """Rules against the clauses and phrases that are there (None: unreadable, not compared)."""
    if clauses is not None:
        _check_coverage(loaded, clauses, tuple(locators), before)
    for rule in loaded.content.rules.values():
        path: Path = ("rules", rule.id)
        _check_basis(loaded, rule, path)
        _check_check(loaded, rule, path, phrases)
        if clauses is not None:
            _check_clauses(loaded, rule, path, clauses, before)
    _check_sanctions(loaded, clauses, before)


def build_rulebook(rules: RulesFile, clauses: ClausesFile, phrases: PhrasesFile, before: Inherited) -> Rulebook:
    """The three files and what they include as one value."""
    return Rulebook(
        id=rules.id,
        version=rules.version,
        title=rules.title,
        status=rules.status,
        pass_mark=rules.pass_mark,
        dimensions=rules.dimensions,
        clauses={**before.clauses, **clauses.clauses},
        phrases=merged_phrases(phrases.phrases, before),
        rules=merged_rules(rules.rules.values(), before),
        basis_texts=rules.basis_texts,
        no_answer_rings=rules.no_answer_rings,
        long_call=rules.long_call,
        standard_error=rules.standard_error,
        includes=rules.includes,
        sanctions={**before.sanctions, **rules.sanctions},
    )


def link_dimensions(loaded: Loaded[RulesFile], before: Inherited) -> None:
    """All five are there, their shares sum to 100, and each that has one has rules."""
    written, weights = set(loaded.tree.keys(("dimensions",))), loaded.content.dimensions
    place = loaded.tree.key(("dimensions",))
    for missing in (one.value for one in Dimension if one.value not in written):
        loaded.report.add("R008", place, name=missing)
    total = sum(one.weight for one in weights.values())
    if len(weights) == len(Dimension) and total != 100:
        loaded.report.add("R007", place, total=total)
    scored = {rule.dimension for rule in (*loaded.content.rules.values(), *before.rules)}
    for dimension, weight in weights.items():
        if weight.weight and dimension not in scored and before.complete and not loaded.report.failed:
            loaded.report.add("R015", loaded.tree.key(("dimensions", dimension)), name=dimension)


def _check_coverage(
    loaded: RuleFile,
    clauses: Loaded[ClausesFile],
    locators: tuple[str, ...],
    before: Inherited,
) -> None:
    """Every clause of the texts that the rulebook covers has a disposition, and every enforced clause a rule."""
    written = set(clauses.tree.keys(("clauses",)))
    for index, basis_text in enumerate(loaded.content.basis_texts):
        covered = [one for one in locators if covers(basis_text, one)]
        place = loaded.tree.place(("basis_texts", index))
        if not covered:
            hint = suggestion(basis_text, {one.partition(".")[0] for one in locators})
            loaded.report.add("R012", place, name=basis_text, suggestion=hint)
        for missing in (one for one in covered if one not in written and one not in before.clauses):
            loaded.report.add("R002", place, name=missing)
    cited = {clause for rule in (*loaded.content.rules.values(), *before.rules) for clause in rule.clauses}
    if len(loaded.content.rules) < len(set(loaded.tree.keys(("rules",)))):
        return  # a rule that could not be read may be the one that cites it
    for clause in clauses.content.clauses.values():
        if clause.disposition is Disposition.ENFORCED and clause.locator not in cited:
            clauses.report.add("R003", clauses.tree.key(("clauses", clause.locator)), name=clause.locator)


def _check_clauses(
    loaded: RuleFile,
    rule: Rule,
    path: Path,
    clauses: Loaded[ClausesFile],
    before: Inherited,
) -> None:
    known = {*before.clauses, *clauses.tree.keys(("clauses",))}
    for index, locator in enumerate(rule.clauses):
        place: Path = (*path, "clauses", index)
        clause = clauses.content.clauses.get(locator) or before.clauses.get(locator)
        if need(loaded, "R005", place, locator, known) and clause and clause.disposition is not Disposition.ENFORCED:
            loaded.report.add("R004", loaded.tree.place(place), name=locator, disposition=clause.disposition)


def _check_sanctions(loaded: RuleFile, clauses: Loaded[ClausesFile] | None, before: Inherited) -> None:
    """Every sanction is for rules and by clauses that are there, whatever becomes of those clauses."""
    rules = {*loaded.tree.keys(("rules",)), *(rule.id for rule in before.rules)}
    for sanction in loaded.content.sanctions.values():
        path: Path = ("sanctions", sanction.id)
        if before.complete:
            for index, rule in enumerate(sanction.rules):
                need(loaded, "R019", (*path, "rules", index), rule, rules)
        if clauses is not None and before.complete:
            known = {*before.clauses, *clauses.tree.keys(("clauses",))}
            for index, locator in enumerate(sanction.clauses):
                need(loaded, "R005", (*path, "clauses", index), locator, known)


def _check_basis(loaded: RuleFile, rule: Rule, path: Path) -> None:
    released = loaded.content.status is Status.RELEASED
    if rule.critical and not (rule.basis is Basis.CLAUSE or (rule.basis is Basis.COMPANY and released)):
        loaded.report.add("R006", loaded.tree.key((*path, "critical")), basis=rule.basis)
    if rule.basis is not Basis.COMPANY and not rule.clauses:
        loaded.report.add("R010", loaded.tree.key(path), basis=rule.basis)
    if rule.basis is Basis.INTERPRETATION and not rule.reading:
        loaded.report.add("R011", loaded.tree.key(path))


def _check_check(loaded: RuleFile, rule: Rule, path: Path, phrases: Collection[str] | None) -> None:
    check = rule.check
    inside: Path = (*path, "check", *loaded.tree.keys((*path, "check")))
    if isinstance(check, Said | NotSaid) and phrases is not None:
        for index, phrase in enumerate(check.phrases):
            need(loaded, "P001", (*inside, "phrases", index), phrase, phrases)
    if isinstance(check, Said) and check.unless_given:
        need(loaded, "R014", (*inside, "unless_given"), check.unless_given, GIVEN_FACTS)
    if isinstance(check, DeadAir) and check.warn >= check.fail:
        loaded.report.add("R013", loaded.tree.place((*inside, "warn")), low="warn", high="fail")
    if isinstance(check, SpeechRate) and check.slowest >= check.fastest:
        loaded.report.add("R013", loaded.tree.place((*inside, "slowest")), low="slowest", high="fastest")
    for where, ref in moments_in(check):
        check_argument(loaded, (*inside, *where), ref, IN_RULEBOOKS)


def moments_in(value: Any) -> Iterator[tuple[Path, MomentRef]]:
    """Every moment that a check names, with the way to it."""
    if isinstance(value, MomentRef):
        yield (), value
    elif isinstance(value, tuple):
        for index, one in enumerate(value):
            yield from (((index, *path), ref) for path, ref in moments_in(one))
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from (((field.name, *path), ref) for path, ref in moments_in(getattr(value, field.name)))

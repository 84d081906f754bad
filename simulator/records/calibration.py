"""A calibration in the terminal and as data: who agrees with whom, how exact a total is, what goes to a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from scoring.agreement import Agreement, StandardError
from scoring.calibration import Calibration, Comparison, Marker, in_a_rulebook
from scoring.verdict import to_a_person
from simulator.model.rulebook import Rulebook
from simulator.model.text import Lang, Text, same
from simulator.records.terminal import plain
from simulator.records.wording import DIMENSIONS

AUTOMATIC = Text("自动", "automatic")
ALL_RULES = Text("全部", "All")
LEFT_OPEN = Text("一方未定", "Open on one side")
MARKED = Text(
    "规则“{rulebook}”，{calls} 个来电，由 {first} 和 {second} 评定。括号内是 95 % 区间。",
    "Rulebook “{rulebook}”, {calls} calls, marked by {first} and {second}. In brackets: 95 % intervals.",
)
DISAGREED = Text("有分歧的规则（一致数/评定数）", "Rules with disagreement (agreed of judged)")
REST = Text(
    "{agreed} 条规则各方完全一致，{unjudged} 条没有可比的评定。",
    "{agreed} rules without any disagreement, {unjudged} without judgements to compare.",
)
ERRORS = Text("标准误", "Standard errors of measurement")
PEOPLE = Text("总分，两人之间", "total, between the two people")
EVERYBODY = Text("总分，连同自动评分", "total, with the automatic score")
POINTS = Text("分", "points")
NO_ERROR = Text("没有两份都定了的评定，算不出标准误。", "Nothing was decided by all, so there is no standard error.")
WRITE_DOWN = Text("写进 rules.yaml：", "For rules.yaml:")
NEAR = Text("按这些标准误须由人裁定的来电：{count} 个", "Calls that these errors leave to a person: {count}")


def print_calibration(
    result: Calibration,
    rulebook: Rulebook,
    records: Sequence[str],
    names: tuple[str, str],
    console: Console,
    lang: Lang,
) -> None:
    """Agreement first, then the rules in dispute, the standard errors, and the calls for a person."""
    first, second = map(plain, names)
    head = MARKED.fill(rulebook=plain(rulebook.title), calls=len(records), first=first, second=second)
    console.print(head[lang], highlight=False)
    named = _names(names)
    console.print(_agreement(result.comparisons, named, lang))
    _print_rules(result.comparisons, rulebook, named, console, lang)
    _print_errors(result, console, lang)
    near = [(record, one) for record, one in zip(records, result.near, strict=True) if one]
    console.print("\n" + NEAR.fill(count=len(near))[lang], highlight=False)
    for record, hurdles in near:
        for why in to_a_person(hurdles):
            console.print(f"  {plain(record)}: {why[lang]}", highlight=False)


def calibration_data(
    result: Calibration, rulebook: Rulebook, records: Sequence[str], names: tuple[str, str]
) -> dict[str, Any]:
    """Everything, for a program.  Shares are 0..1, errors in points or in percent of a dimension's share."""
    return {
        "rulebook": rulebook.id,
        "markers": list(names),
        "records": list(records),
        "comparisons": [
            {
                "markers": [marker.value for marker in comparison.markers],
                "left_open": comparison.left_open,
                "overall": _agreement_data(comparison.overall),
                "dimensions": {name: _agreement_data(one) for name, one in comparison.dimensions.items()},
                "rules": {name: _agreement_data(one) for name, one in comparison.rules.items()},
                "standard_error": _error_data(comparison.error),
            }
            for comparison in result.comparisons
        ],
        "standard_error": _error_data(result.error),
        "dimension_standard_errors": {name: _error_data(one) for name, one in result.dimension_errors.items()},
        "to_a_person": [
            {"record": record, "why": [{"zh": why.zh, "en": why.en} for why in to_a_person(hurdles)]}
            for record, hurdles in zip(records, result.near, strict=True)
            if hurdles
        ],
    }


# --- agreement -------------------------------------------------------------------------------------------------------


def _names(names: tuple[str, str]) -> Mapping[Marker, Text]:
    return {Marker.FIRST: same(names[0]), Marker.SECOND: same(names[1]), Marker.AUTOMATIC: AUTOMATIC}


def _table(comparisons: Iterable[Comparison], names: Mapping[Marker, Text], lang: Lang) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0))
    table.add_column()
    for comparison in comparisons:
        one, other = (plain(names[marker][lang]) for marker in comparison.markers)
        table.add_column(f"{one} – {other}", no_wrap=True)
    return table


def _agreement(comparisons: Sequence[Comparison], names: Mapping[Marker, Text], lang: Lang) -> Table:
    table = _table(comparisons, names, lang)
    table.add_row(ALL_RULES[lang], *(_cell(comparison.overall) for comparison in comparisons))
    for dimension, name in DIMENSIONS.items():
        table.add_row(name[lang], *(_cell(comparison.dimensions.get(dimension)) for comparison in comparisons))
    table.add_row(LEFT_OPEN[lang], *(str(comparison.left_open) for comparison in comparisons))
    return table


def _cell(found: Agreement | None) -> str:
    if found is None:
        return "–"
    within = found.share_bounds
    share = f"{found.share:.0%} ({within.low:.0%}–{within.high:.0%})"
    return f"{share}\n{_kappa(found)}"


def _kappa(found: Agreement) -> str:
    if found.kappa is None or found.kappa_bounds is None:
        return "κ –"
    return f"κ {found.kappa:.2f} ({found.kappa_bounds.low:.2f}–{found.kappa_bounds.high:.2f})"


def _print_rules(
    comparisons: Sequence[Comparison],
    rulebook: Rulebook,
    names: Mapping[Marker, Text],
    console: Console,
    lang: Lang,
) -> None:
    """The rules in dispute, those that most often are first; the others in a line."""
    judged = {rule.id: [c.rules[rule.id] for c in comparisons if rule.id in c.rules] for rule in rulebook.rules}
    worst = {id_: min((one.share for one in found), default=1.0) for id_, found in judged.items()}
    disputed = sorted((rule for rule in rulebook.rules if worst[rule.id] < 1), key=lambda rule: worst[rule.id])
    if disputed:
        console.print("\n" + DISAGREED[lang], highlight=False)
        table = _table(comparisons, names, lang)
        for rule in disputed:
            found = [comparison.rules.get(rule.id) for comparison in comparisons]
            cells = ("–" if one is None else f"{one.agreed}/{one.items}  {_kappa(one)}" for one in found)
            table.add_row(plain(rule.title), *cells)
        console.print(table)
    unjudged = sum(not found for found in judged.values())
    rest = REST.fill(agreed=len(judged) - len(disputed) - unjudged, unjudged=unjudged)
    console.print("\n" + rest[lang], highlight=False)


# --- standard errors -------------------------------------------------------------------------------------------------


def _print_errors(result: Calibration, console: Console, lang: Lang) -> None:
    between = next(c.error for c in result.comparisons if Marker.AUTOMATIC not in c.markers)
    if between is None or result.error is None:
        console.print("\n" + NO_ERROR[lang], highlight=False)
        return
    console.print("\n" + ERRORS[lang], highlight=False)
    table = Table.grid(padding=(0, 3, 0, 0))
    table.add_row(PEOPLE[lang], _error(between, POINTS[lang]))
    table.add_row(EVERYBODY[lang], _error(result.error, POINTS[lang]))
    for dimension, error in result.dimension_errors.items():
        table.add_row(DIMENSIONS[dimension][lang], _error(error, "%"))
    console.print(table)
    console.print(WRITE_DOWN[lang], highlight=False)
    console.print(f"  standard_error: {in_a_rulebook(result.error)}", highlight=False)
    for dimension, error in result.dimension_errors.items():
        console.print(f"  {dimension}: {{..., standard_error: {in_a_rulebook(error)}}}", highlight=False)


def _error(error: StandardError, unit: str) -> str:
    return f"{error.points:.1f} {unit} ({error.bounds.low:.1f}–{error.bounds.high:.1f})"


# --- data ------------------------------------------------------------------------------------------------------------


def _agreement_data(found: Agreement | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "items": found.items,
        "agreed": found.agreed,
        "share": found.share,
        "share_bounds": [found.share_bounds.low, found.share_bounds.high],
        "kappa": found.kappa,
        "kappa_bounds": [found.kappa_bounds.low, found.kappa_bounds.high] if found.kappa_bounds else None,
    }


def _error_data(error: StandardError | None) -> dict[str, Any] | None:
    if error is None:
        return None
    return {"value": error.points, "bounds": [error.bounds.low, error.bounds.high], "calls": error.calls}

"""The debrief of a scored call: the verdict in words, the dimensions, the findings in order, one of them in full."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from simulator.model.text import Lang, Text
from simulator.ui.shown import Debrief, DimensionShown, FindingShown, Syllable, Tint
from simulator.ui.views.clocks import duration
from simulator.ui.views.wording import dimension_name, verdict_name

ORDER = ("fail", "undecided", "partial", "pass", "not_applicable")
"""What needs attention first."""
TINTS: dict[str, Tint] = {
    "pass": Tint.PASS,
    "partial": Tint.PARTIAL,
    "fail": Tint.FAIL,
    "undecided": Tint.UNDECIDED,
    "not_applicable": Tint.OTHER,
}

_UNDECIDED = Text(
    "机器听得不够准，不能替人下结论：裁定之前不算对，也不算错。",
    "The machine did not hear it surely enough to decide: until a person rules, it is neither right nor wrong.",
)
_CRITICAL = Text(
    "关键项：凭说的话判失误，须由人裁定。", "Critical: a failure that rests on what was said is for a person."
)


class Show(StrEnum):
    """Which findings are listed."""

    ATTENTION = "attention"  # failed, undecided, partly
    ALL = "all"  # with those passed
    EVERYTHING = "everything"  # with those that did not apply


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person looking at it has chosen; ``dimension`` empty for all five."""

    selected: str = ""
    show: Show = Show.ATTENTION
    dimension: str = ""


@dataclass(frozen=True, slots=True)
class DimensionBar:
    """A dimension: ``share`` and ``floor`` 0..1 of what could be had; nothing applied where ``possible`` is 0."""

    id: str
    name: str
    points: str
    possible: int
    share: float
    floor: float
    below: bool
    selected: bool
    note: str


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A line of the list of findings."""

    id: str
    title: str
    state: str
    tint: Tint
    label: str
    points: str
    when: str
    dimension: str
    critical: bool
    selected: bool
    appealable: bool
    appealed: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A labelled paragraph of the selected finding."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class FindingDetail:
    """The selected finding in full.  ``span`` is what can be played, ms; None where there is nothing to hear."""

    row: FindingRow
    clauses: tuple[str, ...]
    parts: tuple[Part, ...]
    better: str
    syllables: tuple[Syllable, ...]
    span: tuple[int, int] | None
    why_undecided: str
    appeal: str  # what the button says; empty where there is nothing to appeal


@dataclass(frozen=True, slots=True)
class DebriefView:
    """Everything of the debrief but the timeline."""

    title: str
    trainee: str
    verdict: str
    tint: Tint
    total: str
    total_range: str
    banner: str
    reasons: tuple[str, ...]
    pass_mark: str
    dimensions: tuple[DimensionBar, ...]
    rows: tuple[FindingRow, ...]
    counts: tuple[tuple[str, str, int], ...]  # state, label, how many
    selected: FindingDetail | None
    reservations: tuple[str, ...]


def debrief(shown: Debrief, choices: Choices, lang: Lang) -> DebriefView:
    """The debrief with what was chosen.  The finding selected is the first listed where none or an unknown one is."""
    listed = _listed(shown, choices)
    chosen = next((one for one in listed if one.id == choices.selected), listed[0] if listed else None)
    rows = tuple(_row(one, one is chosen, lang) for one in listed)
    selected = next(
        (detail(one, shown.recorded, lang) for one, row in zip(listed, rows, strict=True) if row.selected), None
    )
    return DebriefView(
        title=shown.title,
        trainee=shown.trainee,
        verdict=verdict_name(shown.verdict, lang),
        tint=TINTS[shown.verdict],
        total=points(shown.total),
        total_range="" if shown.highest == shown.total else f"{points(shown.total)}–{points(shown.highest)}",
        banner=_banner(shown)[lang],
        reasons=tuple(reason[lang] for reason in _reasons(shown, lang)),
        pass_mark=str(shown.pass_mark),
        dimensions=tuple(_bar(one, choices.dimension, lang) for one in shown.dimensions),
        rows=rows,
        counts=_counts(shown, lang),
        selected=selected,
        reservations=shown.reservations,
    )


def points(hundredths: int) -> str:
    """Hundredths of a point as people write them: 87.5, 6, 0.25."""
    return f"{hundredths / 100:.2f}".rstrip("0").rstrip(".")


def appealable(finding: FindingShown) -> bool:
    """Whether the trainee can disagree: with what failed in whole or in part, and with what is undecided; once."""
    return finding.state in ("fail", "partial", "undecided") and not finding.appealed


def step(view: DebriefView, by: int) -> str:
    """The id of the finding ``by`` places further down the list, the ends being the ends; empty for an empty list."""
    ids = [row.id for row in view.rows]
    if not ids:
        return ""
    at = next((n for n, row in enumerate(view.rows) if row.selected), 0)
    return ids[max(0, min(len(ids) - 1, at + by))]


# --- the verdict -----------------------------------------------------------------------------------------------------


def _banner(shown: Debrief) -> Text:
    low, high, mark = points(shown.total), points(shown.highest), shown.pass_mark
    waiting = sum(one.state == "undecided" for one in shown.findings)
    match shown.verdict:
        case "pass":
            return Text(f"合格：{low} 分，及格线 {mark} 分", f"Passed with {low}; {mark} is needed")
        case "fail" if shown.left:
            return Text(
                f"不合格：没有处理完就结束了（到此为止 {low} 分）",
                f"Failed: ended before all was handled ({low} so far)",
            )
        case "fail":
            return Text(f"不合格：{low} 分，及格线 {mark} 分", f"Failed with {low}; {mark} is needed")
        case _:
            between = low if low == high else f"{low}–{high}"
            return Text(
                f"待裁定：{between} 分，有 {waiting} 项要由人裁定",
                f"Undecided: {between}; {waiting} findings wait for a person to rule",
            )


def _reasons(shown: Debrief, lang: Lang) -> Iterable[Text]:
    """Why it is no pass (yet): critical failures, floors, the total."""
    for one in shown.findings:
        if one.critical and one.state in ("fail", "undecided"):
            kind = (
                Text("一票否决", "critical failure")
                if one.state == "fail"
                else Text("关键项待裁定", "critical, undecided")
            )
            yield Text(f"{kind.zh}：{one.title}", f"{kind.en}: {one.title}")
    for dimension in shown.dimensions:
        if _below(dimension):
            name = dimension_name(dimension.name, lang)
            floor = dimension.floor
            yield Text(f"{name}低于底线 {floor}%", f"{name} is below its floor of {floor}%")
    if shown.highest < shown.pass_mark * 100:
        yield Text(f"总分低于及格线 {shown.pass_mark} 分", f"the total is below {shown.pass_mark}")


def _below(dimension: DimensionShown) -> bool:
    return dimension.possible > 0 and dimension.points * 100 < dimension.floor * dimension.possible


def _bar(one: DimensionShown, chosen: str, lang: Lang) -> DimensionBar:
    share = one.points / one.possible if one.possible else 0.0
    note = ""
    if not one.possible:
        note = Text("本次没有用到", "did not apply")[lang]
    elif _below(one):
        note = Text(f"低于底线 {one.floor}%", f"below its floor of {one.floor}%")[lang]
    figures = f"{points(one.points)} / {points(one.possible)}" if one.possible else "–"
    name = dimension_name(one.name, lang)
    below = _below(one)
    return DimensionBar(one.name, name, figures, one.possible, share, one.floor / 100, below, chosen == one.name, note)


def _counts(shown: Debrief, lang: Lang) -> tuple[tuple[str, str, int], ...]:
    return tuple(
        (state, verdict_name(state, lang), number)
        for state in ORDER
        if (number := sum(one.state == state for one in shown.findings))
    )


# --- findings --------------------------------------------------------------------------------------------------------

_LISTED = {
    Show.ATTENTION: ("fail", "undecided", "partial"),
    Show.ALL: ("fail", "undecided", "partial", "pass"),
    Show.EVERYTHING: ORDER,
}


def _listed(shown: Debrief, choices: Choices) -> tuple[FindingShown, ...]:
    """Critical ones first within their kind, then by points lost, then by time."""
    places = {one.name: place for place, one in enumerate(shown.dimensions)}

    def key(one: FindingShown) -> tuple[int, bool, int, int, int]:
        lost = one.possible - one.points
        return ORDER.index(one.state), not one.critical, -lost, places.get(one.dimension, len(places)), one.at

    wanted = _LISTED[choices.show]
    listed = (
        one
        for one in shown.findings
        if (one.state in wanted or one.id == choices.selected) and choices.dimension in ("", one.dimension)
    )
    return tuple(sorted(listed, key=key))


def _row(one: FindingShown, selected: bool, lang: Lang) -> FindingRow:
    figures = "" if one.state == "not_applicable" else f"{points(one.points)} / {points(one.possible)}"
    return FindingRow(
        id=one.id,
        title=one.title,
        state=one.state,
        tint=TINTS[one.state],
        label=verdict_name(one.state, lang),
        points=figures,
        when=duration(one.at) if one.at >= 0 else "",
        dimension=dimension_name(one.dimension, lang),
        critical=one.critical,
        selected=selected,
        appealable=appealable(one),
        appealed=one.appealed,
    )


def detail(one: FindingShown, recorded: bool, lang: Lang) -> FindingDetail:
    """A finding in full; ``recorded``: whether its moment can be played."""
    row = _row(one, True, lang)
    labelled = (
        (Text("要求", "Required"), one.required),
        (Text("实际", "Measured"), one.measured),
        (Text("听到", "Heard"), one.heard if one.heard not in one.measured else ""),
    )
    why = ""
    if one.state == "undecided":
        general = _CRITICAL if one.critical else _UNDECIDED
        why = f"{one.why_undecided}\n{general[lang]}" if one.why_undecided else general[lang]
    appeal = (
        Text("已提出异议，等待裁定", "Appealed, waiting for a ruling") if one.appealed else Text("提出异议", "Appeal")
    )
    may = appealable(one) or one.appealed
    return FindingDetail(
        row=row,
        clauses=one.clauses,
        parts=tuple(Part(label[lang], text) for label, text in labelled if text),
        better=one.better if one.state != "pass" else "",
        syllables=one.syllables,
        span=one.span if recorded else None,
        why_undecided=why,
        appeal=appeal[lang] if may else "",
    )

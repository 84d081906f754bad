"""The scorecard and the conversation in a terminal: any width, with or without colour, on old Windows consoles too.

Chinese characters take two columns, which rich counts.  Nothing is said by colour alone, and where the console is no
UTF-8 terminal the bars are drawn in ASCII: block characters are two columns wide in a Chinese console of the old kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console, ConsoleRenderable, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Styled

from simulator.model.rulebook import Rulebook
from simulator.model.scorecard import DimensionScore, Evidence, Finding, Scorecard, Verdict
from simulator.model.text import Lang
from simulator.records.conversation import Part, Passage
from simulator.records.summary import (
    AlignmentStep,
    Step,
    alignment_steps,
    below_floor,
    clock,
    in_order,
    points,
    reasons,
    span_of_points,
)
from simulator.records.wording import DIMENSIONS, LABELS, VERDICTS

INDENT = 4
BAR_CELLS = 24

_STYLES = {
    Verdict.PASS: "green",
    Verdict.PARTIAL: "magenta",
    Verdict.FAIL: "bold red",
    Verdict.UNDECIDED: "bold yellow",
    Verdict.NOT_APPLICABLE: "dim",
}
_PARTS = {
    Part.TRAINEE: "bold cyan",
    Part.CALLER: "bold yellow",
    Part.COLLEAGUE: "bold magenta",
    Part.ATTENDANT: "bold",
    Part.BOARD: "dim",
}
# Control characters and direction overrides could rewrite what stands on the screen.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class BarCells:
    """The characters of a bar: what is sure, what is undecided, what is lost, and where the floor is."""

    sure: str
    undecided: str
    lost: str
    floor: str


BLOCKS = BarCells("█", "▒", "░", "┃")
ASCII = BarCells("#", "?", ".", "|")


def print_scorecard(console: Console, card: Scorecard, rulebook: Rulebook, lang: Lang = Lang.ZH) -> None:
    """The whole scorecard: verdict, dimensions, findings with what failed or waits for a ruling first."""
    bars = BLOCKS if console.encoding.lower().startswith("utf") and not console.legacy_windows else ASCII
    console.print(_head(card, lang), highlight=False)
    console.print(_section(LABELS["dimensions"][lang], _dimensions(card.dimensions, bars, lang)), highlight=False)
    attention = [f for f in card.findings if f.verdict in (Verdict.FAIL, Verdict.UNDECIDED, Verdict.PARTIAL)]
    for finding in in_order(attention):
        console.print(_finding(finding, rulebook, lang), highlight=False)
    for label, verdict in (("passed", Verdict.PASS), ("inapplicable", Verdict.NOT_APPLICABLE)):
        rest = [finding for finding in card.findings if finding.verdict is verdict]
        if rest:
            console.print(_section(f"{LABELS[label][lang]} ({len(rest)})", _titles(rest)), highlight=False)


def print_passage(console: Console, passage: Passage, lang: Lang = Lang.ZH) -> None:
    """One line of the conversation: time, who, what."""
    style = _PARTS[passage.part]
    said = Styled()
    if passage.key is not None:
        said.append(f"[{plain(passage.key[lang])}] ", "bold")
    said.append(plain(passage.text[lang]), "dim" if passage.part is Part.BOARD else "")
    for remark in passage.remarks:
        said.append(f" ({plain(remark[lang])})", "dim")
    for name, value in passage.fields:
        said.append(f"\n{name[lang]} ", "dim").append(plain(value))
    table = Table.grid(padding=(0, 1))
    table.add_column(width=7, justify="right", no_wrap=True)
    table.add_column(width=10)
    table.add_column(ratio=1)
    name = "" if passage.part is Part.BOARD else plain(passage.name[lang])
    table.add_row(Styled(clock(passage.at), "dim"), Styled(name, style), said)
    console.print(table, highlight=False)


def plain(text: str) -> str:
    """Text that cannot steer a terminal."""
    return _CONTROL.sub("�", text)


# --- parts -----------------------------------------------------------------------------------------------------------


def _head(card: Scorecard, lang: Lang) -> ConsoleRenderable:
    lines = Styled()
    lines.append(f"{LABELS['scorecard'][lang]}  ", "dim").append(plain(card.title), "bold")
    lines.append(f"\n{LABELS['trainee'][lang]} ", "dim").append(plain(card.trainee))
    lines.append(f"   {LABELS['call'][lang]} ", "dim").append(plain(card.call))
    lines.append("\n\n").append(f"{VERDICTS[card.verdict][lang]}", _STYLES[card.verdict])
    lines.append(f"   {span_of_points(card.lowest, card.highest)}", "bold").append(" / 100")
    lines.append(f"   {LABELS['pass_mark'][lang]} {card.pass_mark}", "dim")
    if card.highest > card.lowest:
        lines.append(f"   ({LABELS['range'][lang]})", "dim")
    for reason in reasons(card):
        lines.append(f"\n- {plain(reason[lang])}")
    for reservation in _reservations(card, lang):
        lines.append(f"\n! {plain(reservation)}", "yellow")
    return Padding(lines, (1, 0, 0, 0), expand=False)


def _reservations(card: Scorecard, lang: Lang) -> Iterator[str]:
    if not card.complete:
        yield LABELS["incomplete"][lang]
    if not card.certifiable:
        yield LABELS["not_certifiable"][lang]
    for reservation in card.reservations:
        yield reservation[lang]


def _section(title: str, body: ConsoleRenderable) -> ConsoleRenderable:
    indented = Padding(body, (0, 0, 0, 2), expand=False)
    return Padding(Group(Styled(title, "bold"), indented), (1, 0, 0, 0), expand=False)


def _dimensions(scores: Iterable[DimensionScore], bars: BarCells, lang: Lang) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(min_width=BAR_CELLS)
    for score in scores:
        name = Styled(DIMENSIONS[score.dimension][lang])
        if not score.possible:
            table.add_row(name, Styled(LABELS["not_scored"][lang], "dim"))
            continue
        low = below_floor(score)
        value = f"{span_of_points(score.lowest, score.highest)} / {points(score.possible)}"
        remark = f"{LABELS['below_floor' if low else 'floor'][lang]} {score.floor}%"
        table.add_row(name, _bar(score, bars), Styled(value), Styled(remark, "bold red" if low else "dim"))
    return table


def _bar(score: DimensionScore, bars: BarCells) -> Styled:
    def cells(part: int, whole: int) -> int:
        return max(0, min(BAR_CELLS, round(BAR_CELLS * part / whole)))

    sure, highest = cells(score.lowest, score.possible), cells(score.highest, score.possible)
    row = [bars.sure] * sure + [bars.undecided] * (highest - sure)
    row += [bars.lost] * (BAR_CELLS - len(row))
    row[min(BAR_CELLS - 1, cells(score.floor, 100))] = bars.floor
    return Styled("".join(row), "red" if below_floor(score) else "cyan", no_wrap=True)


def _finding(finding: Finding, rulebook: Rulebook, lang: Lang) -> ConsoleRenderable:
    head = Styled(f"[{VERDICTS[finding.verdict][lang]}] ", _STYLES[finding.verdict])
    head.append(plain(finding.title), "bold")
    if finding.critical:
        head.append(f"  <{LABELS['critical'][lang]}>", "bold red")
    if finding.possible:
        head.append(f"  {span_of_points(finding.lowest, finding.highest)} / {points(finding.possible)}")
    body = Table.grid(padding=(0, 2, 0, 0))
    body.add_column(no_wrap=True, style="dim")
    body.add_column(ratio=1)
    for label, value in _rows(finding, rulebook, lang):
        body.add_row(LABELS[label][lang], value)
    return Padding(Group(head, Padding(body, (0, 0, 0, INDENT), expand=False)), (1, 0, 0, 0), expand=False)


def _rows(finding: Finding, rulebook: Rulebook, lang: Lang) -> Iterator[tuple[str, ConsoleRenderable]]:
    for locator in finding.clauses:
        clause = rulebook.clauses.get(locator)
        yield "clauses", Styled(plain(f"{locator} {clause.summary if clause else ''}".rstrip()))
    yield "required", Styled(plain(finding.required[lang]))
    yield "measured", Styled(plain(finding.measured[lang]))
    if finding.why_undecided is not None:
        yield "why_undecided", Styled(plain(finding.why_undecided[lang]), "yellow")
    for evidence in finding.evidence:
        if evidence.quote:
            yield "heard", _quote(evidence)
        if any(aligned.cost for aligned in evidence.alignment):
            yield "alignment", Alignment(alignment_steps(evidence.alignment), lang)
    if finding.ruled_by:
        yield "ruled_by", Styled(plain(finding.ruled_by))
    if finding.better:
        yield "better", Styled(plain(finding.better), "green")


def _quote(evidence: Evidence) -> Styled:
    """The words heard with the matched part in brackets, which show without colour too."""
    start, end = evidence.matched
    quote = evidence.quote
    text = Styled(f"{clock(evidence.at)} " if evidence.at >= 0 else "", "dim")
    text.append("“" + plain(quote[:start]), "not dim")
    if end > start:
        text.append("[" + plain(quote[start:end]) + "]", "not dim bold")
    return text.append(plain(quote[max(start, end) :]) + "”", "not dim")


def _titles(findings: Iterable[Finding]) -> Styled:
    lines = Styled("\n")
    titles = [
        Styled(plain(finding.title)).append(
            f"  {points(finding.lowest)} / {points(finding.possible)}" if finding.possible else "", "dim"
        )
        for finding in findings
    ]
    return lines.join(titles)


@dataclass(frozen=True, slots=True)
class Alignment:
    """Required above heard, syllable by syllable, differences pointed at from below; wraps at the console's width."""

    steps: tuple[AlignmentStep, ...]
    lang: Lang

    def __rich_console__(self, console: Console, options: object) -> Iterator[Styled]:
        width = getattr(options, "max_width", console.width)
        labels = [LABELS[name][self.lang] for name in ("required", "heard")]
        margin = max(map(cell_len, labels)) + 2
        for columns in _wrapped(self.steps, max(8, width - margin)):
            required, heard = (Styled(label + " " * (margin - cell_len(label)), "dim") for label in labels)
            below = Styled(" " * margin)
            for step in columns:
                cells = _cells(step)
                style = "" if step.step is Step.SAME else "bold yellow" if step.step is Step.NEAR else "bold red"
                required.append(_padded(step.required or "-", cells), "not dim")
                heard.append(_padded(step.heard or "-", cells), f"not dim {style}".strip())
                below.append(_padded(_POINTERS[step.step] * (cells - 1), cells), style)
            for line in (required, heard, below):
                line.rstrip()
                line.no_wrap = True
            yield from (required, heard) if not below.plain.strip() else (required, heard, below)


_POINTERS = {Step.SAME: " ", Step.NEAR: "~", Step.OTHER: "^", Step.EXTRA: "+", Step.MISSING: "^"}


def _wrapped(steps: tuple[AlignmentStep, ...], width: int) -> Iterator[list[AlignmentStep]]:
    row: list[AlignmentStep] = []
    for step in steps:
        if row and sum(map(_cells, row)) + _cells(step) > width:
            yield row
            row = []
        row.append(step)
    if row:
        yield row


def _cells(step: AlignmentStep) -> int:
    """Columns of a step, with a space after it."""
    return max(cell_len(plain(step.required)), cell_len(plain(step.heard)), 1) + 1


def _padded(text: str, cells: int) -> str:
    text = plain(text)
    return text + " " * (cells - cell_len(text))

"""The scorecard in a terminal: any width, with or without colour, on old Windows consoles too.

Chinese characters take two columns, which rich counts.  Nothing is said by colour alone, and where the console is no
UTF-8 terminal the bars are drawn in ASCII: block characters are two columns wide in a Chinese console of the old kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.cells import cell_len, chop_cells
from rich.console import Console, ConsoleOptions, ConsoleRenderable, Group
from rich.measure import Measurement
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Styled

from scoring.explain import cited, explain
from simulator.model.rulebook import Rulebook
from simulator.model.scorecard import DimensionScore, Finding, Scorecard, Verdict
from simulator.model.text import Lang
from simulator.records.summary import band, below_floor, in_order, points, reasons, span_of_points
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
_CLOSING = "，。、；：？！）】》”’…,.;:?!)"
_PIECE = re.compile(rf"[!-~]+[{_CLOSING}]*\s*|.[{_CLOSING}]*\s*", re.DOTALL)
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


def print_scorecard(card: Scorecard, rulebook: Rulebook, console: Console, lang: Lang = Lang.ZH) -> None:
    """The whole scorecard: verdict, dimensions, findings with what failed or waits for a ruling first."""
    bars = BLOCKS if console.encoding.lower().startswith("utf") and not console.legacy_windows else ASCII
    console.print(_head(card, lang), highlight=False)
    console.print(_section(LABELS["dimensions"][lang], _dimensions(card.dimensions, bars, lang)), highlight=False)
    attention = [f for f in card.findings if f.verdict in (Verdict.FAIL, Verdict.UNDECIDED, Verdict.PARTIAL)]
    for finding in in_order(attention):
        console.print(_finding(finding, rulebook, lang), highlight=False)
    if card.sanctions:
        console.print(_section(LABELS["sanctions"][lang], _sanctions(card, rulebook, lang)), highlight=False)
    passed = [finding for finding in card.findings if finding.verdict is Verdict.PASS]
    if passed:
        console.print(_section(f"{LABELS['passed'][lang]} ({len(passed)})", _titles(passed)), highlight=False)
    left_out = sum(finding.verdict is Verdict.NOT_APPLICABLE for finding in card.findings)
    if left_out:
        console.print(
            Padding(Styled(f"{LABELS['inapplicable'][lang]} ({left_out})", "dim"), (1, 0, 0, 0), expand=False)
        )


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
    body.add_column()
    for line in explain(finding, rulebook.clauses):
        body.add_row(line.label[lang], Paragraph(plain(line.text[lang])))
    return Padding(Group(head, Padding(body, (0, 0, 0, INDENT), expand=False)), (1, 0, 0, 0), expand=False)


def _sanctions(card: Scorecard, rulebook: Rulebook, lang: Lang) -> ConsoleRenderable:
    """Each sanction with its band, its clauses and what failed."""
    titles = {finding.id: finding.title for finding in card.findings}
    parts: list[ConsoleRenderable] = [Paragraph(plain(LABELS["sanctions_hint"][lang]))]
    for due in card.sanctions:
        body = Table.grid(padding=(0, 2, 0, 0))
        body.add_column(no_wrap=True, style="dim")
        body.add_column()
        for locator in due.clauses:
            body.add_row(LABELS["clause"][lang], Paragraph(plain(cited(locator, rulebook.clauses))))
        for finding in due.findings:
            body.add_row(LABELS["failed"][lang], Paragraph(plain(titles.get(finding, finding))))
        head = Styled(plain(due.title), "bold").append(f"  {plain(band(due)[lang])}", "not bold")
        parts.append(Group(head, Padding(body, (0, 0, 0, 2), expand=False)))
    return Group(*parts)


def _titles(findings: Iterable[Finding]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    for finding in findings:
        table.add_row(
            Styled(plain(finding.title)), Styled(f"{points(finding.lowest)} / {points(finding.possible)}", "dim")
        )
    return table


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text that breaks between any two Chinese characters, but in no word or number and before no closing mark."""

    text: str

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Styled]:
        for line in folded(self.text, options.max_width):
            yield Styled(line, "not dim", no_wrap=True)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement(min(options.max_width, 20), min(options.max_width, cell_len(self.text)))


def folded(text: str, width: int) -> list[str]:
    """The text in lines of at most ``width`` columns; a word longer than that is cut."""
    lines = [""]
    for piece in _PIECE.findall(text):
        if cell_len(lines[-1]) + cell_len(piece.rstrip()) <= width:
            lines[-1] += piece
            continue
        *whole, rest = chop_cells(piece, max(2, width)) if cell_len(piece) > width else [piece]
        lines += [*whole, rest.lstrip()]
    return [line.rstrip() for line in lines if line.strip()]

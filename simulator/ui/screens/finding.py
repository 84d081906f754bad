"""One finding in full: what was required, measured and heard, syllable by syllable, and how to say it better."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.model.text import Lang, Text
from simulator.ui.views.debrief import FindingDetail
from simulator.ui.widgets.aligned import Aligned
from simulator.ui.widgets.boxes import Column, Plate, Row
from simulator.ui.widgets.labels import Badge, Label
from simulator.ui.widgets.theme import Hue, Style
from simulator.ui.widgets.timeline import TINTS
from simulator.ui.widgets.widget import Widget

WORDS = {
    "critical": Text("★ 关键项", "★ critical"),
    "better": Text("建议说法", "Better wording"),
    "why": Text("为什么待裁定", "Why it is undecided"),
    "syllables": Text("逐音节对照", "Syllable by syllable"),
    "required": Text("要求", "required"),
    "heard": Text("听到", "heard"),
}
LABEL_UNITS = {Lang.ZH: 40.0, Lang.EN: 76.0}
"""The width of the labels' column, for text of 100 percent."""


def heading(detail: FindingDetail) -> Iterator[Widget]:
    """The title and the points."""
    yield Label(detail.row.title, Style.TITLE, grow=1)
    yield Label(detail.row.points, Style.FIGURE, TINTS[detail.row.tint])


def badges(detail: FindingDetail, lang: Lang) -> Iterator[Widget]:
    """The verdict, the dimension, whether it is critical, and the clauses behind it."""
    row = detail.row
    yield Badge(row.label, TINTS[row.tint], strong=True)
    if row.critical:
        yield Badge(WORDS["critical"][lang], Hue.BAD)
    yield Badge(row.dimension)
    yield from (Badge(clause.partition(" ")[0], Hue.ACCENT) for clause in detail.clauses)


def finding_parts(detail: FindingDetail, lang: Lang, text: int) -> Iterator[Widget]:
    """What was required, measured and heard, and what to do better; ``text`` is the size of text in percent."""
    for part in detail.parts:
        yield Row(
            Label(part.label, role="muted", width=LABEL_UNITS[lang] * text / 100),
            Label(part.text, wrap=True, grow=1),
            align="start",
            gap=10,
        )
    if detail.syllables:
        aligned = Aligned(detail.syllables, required=WORDS["required"][lang], heard=WORDS["heard"][lang])
        yield Column(Label(WORDS["syllables"][lang], Style.SMALL, "muted"), aligned, gap=4)
    if detail.why_undecided:
        yield _note(WORDS["why"][lang], detail.why_undecided, Hue.VIOLET)
    if detail.better:
        yield _note(WORDS["better"][lang], detail.better, Hue.GOOD)
    for clause in detail.clauses:
        locator, _, summary = clause.partition(" ")
        if summary:
            name = Label(locator, Style.SMALL, Hue.ACCENT, width=LABEL_UNITS[lang] * text / 100)
            yield Row(name, Label(summary.strip(), Style.SMALL, "muted", wrap=True, grow=1), align="start", gap=10)


def _note(title: str, text: str, hue: Hue) -> Widget:
    plate = Plate(hue=hue, radius=8, border=False)
    return Column(Label(title, Style.SMALL, hue), Label(text, wrap=True), gap=4, pad=(12, 10), plate=plate)

"""What the screens beside the board have in common: the bar at the top, and cards with a heading."""

from __future__ import annotations

from simulator.model.text import Lang, Text
from simulator.ui.views.keymap import Action, hot_key
from simulator.ui.widgets.boxes import BAR, CARD, Column, Row, Space
from simulator.ui.widgets.buttons import Button
from simulator.ui.widgets.labels import Label, Rule
from simulator.ui.widgets.theme import Style
from simulator.ui.widgets.widget import Action as Doing
from simulator.ui.widgets.widget import Widget

BACK = Text("返回", "Back")


def top_bar(title: str, lang: Lang, leave: Doing, *right: Widget, subtitle: str = "") -> Widget:
    """The way back, what this is, and whatever belongs at the right."""
    back = Button(BACK[lang], leave, badge=hot_key(Action.BACK), kind="quiet")
    parts: list[Widget] = [back, Label(title, Style.TITLE)]
    if subtitle:
        parts.append(Label(subtitle, role="muted", wrap=True, lines=2, grow=1))
    return Column(
        Row(*parts, *(() if subtitle else (Space(),)), *right, gap=12, pad=(12, 8), plate=BAR, align="center"),
        Rule(),
        gap=0,
    )


def card(*children: Widget, title: str = "", grow: int = 0, width: float | None = None, gap: float = 10) -> Column:
    """A plate with a small heading."""
    inside = [Label(title, Style.STRONG, "muted"), *children] if title else list(children)
    return Column(*inside, gap=gap, pad=(16, 14), plate=CARD, grow=grow, width=width)

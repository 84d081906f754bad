"""Text that is read: labels, badges, rules, and texts in which single parts are marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pygame import Rect

from simulator.ui.widgets.painter import Painter
from simulator.ui.widgets.theme import Colour, Hue, Style, Theme
from simulator.ui.widgets.widget import Shown, Widget

Role = str | Hue
"""A colour by its name in the palette (``text``, ``muted``, ``faint``) or a hue."""


def colour_of(theme: Theme, role: Role) -> Colour:
    if isinstance(role, Hue):
        return theme.ink(role)
    colour: Colour = getattr(theme.palette, role)
    return colour


class Label(Widget):
    """A text.  ``wrap`` breaks it into lines, at most ``lines`` of them; else it is cut where it does not fit."""

    role = Shown[Role]()
    style = Shown[Style](layout=True)

    def __init__(
        self,
        text: str = "",
        style: Style = Style.BODY,
        role: Role = "text",
        *,
        align: str = "left",
        wrap: bool = False,
        lines: int = 0,
        grow: int = 0,
        width: float | None = None,
    ) -> None:
        super().__init__(grow=grow, width=width)
        self._text = text
        self.style = style
        self.role = role
        self.align = align
        self.wrap = wrap
        self.lines = lines

    @property
    def text(self) -> str:
        return self._text

    @text.setter
    def text(self, text: str) -> None:
        if text == self._text:
            return
        before = None if self.host is None else self.measure(self.rect.w)
        self._text = text
        self.damage()
        if before is None or before != self.measure(self.rect.w) or not self.wrap:
            self.invalidate()

    def cut(self, width: int) -> list[str]:
        face = self.look.face(self.style)
        spans = face.wrap(self._text, width)
        lines = [self._text[a:b].rstrip(" \n") for a, b in spans]
        if self.lines and len(lines) > self.lines:
            rest = self._text[spans[self.lines - 1][0] :].strip("\n")
            lines = [*lines[: self.lines - 1], face.fit(rest, width)]
        return lines

    def whole(self) -> bool:
        """Whether all of the text is seen, as far as its own room goes."""
        face, room = self.look.face(self.style), self.rect
        if not self.wrap:
            return face.width(self._text) <= room.w
        count = len(face.wrap(self._text, room.w))
        return count <= (self.lines or count) and count * face.height <= room.h

    def tip(self, pos: tuple[int, int]) -> str:
        """What cannot be read whole, in full."""
        return self.tooltip or ("" if self.whole() else self._text)

    def measure(self, width: int) -> tuple[int, int]:
        face = self.look.face(self.style)
        if not self.wrap:
            return face.width(self._text), face.height
        lines = self.cut(width)
        return max(map(face.width, lines)), len(lines) * face.height

    def draw(self, painter: Painter) -> None:
        face = self.look.face(self.style)
        colour = colour_of(painter.theme, self.role) if self.enabled else painter.palette.faint
        lines = self.cut(self.rect.w) if self.wrap else [self._text]
        y = self.rect.y + max(0, (self.rect.h - len(lines) * face.height) // 2 if not self.wrap else 0)
        for line in lines:
            painter.text_in(line, Rect(self.rect.x, y, self.rect.w, face.height), self.style, colour, self.align)
            y += face.height


class FieldName(Label):
    """What a field is called, beside it; all of one ``group`` are as wide as the widest."""

    def __init__(self, text: str, group: list[FieldName]) -> None:
        super().__init__(text, Style.SMALL, "muted")
        self._group = group
        group.append(self)

    def measure(self, width: int) -> tuple[int, int]:
        face = self.look.face(self.style)
        return max(face.width(one.text) for one in self._group), face.height


class Badge(Widget):
    """A short word on a tinted plate."""

    text = Shown[str](layout=True)
    hue = Shown[Hue]()
    strong = Shown[bool]()

    def __init__(self, text: str = "", hue: Hue = Hue.NEUTRAL, *, strong: bool = False) -> None:
        super().__init__()
        self.text = text
        self.hue = hue
        self.strong = strong

    def measure(self, width: int) -> tuple[int, int]:
        face, px = self.look.face(Style.SMALL), self.look.px
        return face.width(self.text) + 2 * px(8), face.height + px(4)

    def draw(self, painter: Painter) -> None:
        theme, px = painter.theme, self.look.px
        high = min(self.rect.h, self.look.face(Style.SMALL).height + px(4))
        box = Rect(self.rect.x, self.rect.y + (self.rect.h - high) // 2, self.rect.w, high)
        ground, ink = (theme.ink, theme.on) if self.strong else (theme.soft, theme.ink)
        border = painter.theme.ink(self.hue) if painter.palette.name == "contrast" else None
        painter.plate(box, ground(self.hue), px(5), border, px(1))
        painter.text_in(self.text, box.inflate(-2 * px(8), 0), Style.SMALL, ink(self.hue), "center")


class Rule(Widget):
    """A thin line between things: across a column, or upright in a row."""

    def __init__(self, upright: bool = False) -> None:
        super().__init__()
        self.upright = upright

    def measure(self, width: int) -> tuple[int, int]:
        thick = self.look.px(1)
        return (thick, self.look.px(40)) if self.upright else (width, thick)

    def draw(self, painter: Painter) -> None:
        painter.fill(self.rect, painter.palette.line)


@dataclass(frozen=True, slots=True)
class Run:
    """A part of a text.  ``line`` draws under it: ``""``, ``solid``, ``wavy`` or ``struck`` (through it)."""

    text: str
    role: Role = "text"
    line: str = ""
    strong: bool = False


class Marked(Widget):
    """A wrapped text of differently coloured and underlined runs."""

    runs = Shown[tuple[Run, ...]](layout=True)

    def __init__(self, runs: Sequence[Run] = (), style: Style = Style.BODY, *, grow: int = 0) -> None:
        super().__init__(grow=grow)
        self.runs = tuple(runs)
        self.style = style

    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    def measure(self, width: int) -> tuple[int, int]:
        face, text = self.look.face(self.style), self.text()
        lines = face.wrap(text, width)
        return max(face.width(text[a:b]) for a, b in lines), len(lines) * face.height

    def draw(self, painter: Painter) -> None:
        face, text = self.look.face(self.style), self.text()
        owners = [run for run in self.runs for _ in run.text]
        y = self.rect.y
        for start, end in face.wrap(text, self.rect.w):
            x = self.rect.x
            while start < end:
                run, stop = owners[start], start
                while stop < end and owners[stop] is run:
                    stop += 1
                x = self._draw_run(painter, run, text[start:stop].rstrip("\n"), x, y)
                start = stop
            y += face.height

    def _draw_run(self, painter: Painter, run: Run, text: str, x: int, y: int) -> int:
        face, colour = self.look.face(self.style), colour_of(painter.theme, run.role)
        end = painter.text(text, x, y, self.style, colour)
        thick = self.look.px(2)
        if run.line == "struck":
            painter.fill(Rect(x, y + face.height // 2, end - x, thick), colour)
        elif run.line:
            step = 3 * thick if run.line == "wavy" else max(1, end - x)
            foot = y + face.height - thick
            for at, left in enumerate(range(x, end, step)):
                lift = thick // 2 + 1 if run.line == "wavy" and at % 2 else 0
                painter.fill(Rect(left, foot - lift, min(step, end - left), thick), colour)
        return end

"""Two lines of syllables, one above the other, so that one sees and reads where they differ."""

from __future__ import annotations

from collections.abc import Sequence

from pygame import Rect

from simulator.ui.shown import Syllable
from simulator.ui.widgets.painter import Painter
from simulator.ui.widgets.theme import Hue, Style
from simulator.ui.widgets.widget import Shown, Widget

HUES = {"same": None, "near": Hue.WARN, "other": Hue.BAD, "extra": Hue.VIOLET, "missing": Hue.BAD}
SIGNS = {"same": "", "near": "≈", "other": "×", "extra": "+", "missing": "−"}
"""Below each pair, so that the colour is not all there is."""
NOTHING = "·"
GAP = 8
"""Between columns."""


class Aligned(Widget):
    """Required above, heard below, their sounds around them and a sign under what differs; wraps into as many strips as
    it takes."""

    syllables = Shown[tuple[Syllable, ...]](layout=True)

    def __init__(
        self, syllables: Sequence[Syllable] = (), *, required: str = "", heard: str = "", grow: int = 0
    ) -> None:
        super().__init__(grow=grow)
        self.syllables = tuple(syllables)
        self.names = (required, heard)

    def _lines(self, one: Syllable) -> tuple[tuple[str, Style], ...]:
        """What stands in a column, from above."""
        (required, wanted), (heard, said) = (_written(text) for text in (one.required, one.heard))
        written = ((required or NOTHING, Style.BODY), (heard or NOTHING, Style.BODY))
        return ((wanted, Style.SMALL), *written, (said, Style.SMALL), (SIGNS[one.kind], Style.SMALL))

    def _columns(self) -> list[int]:
        face, gap = self.look.face(Style.BODY), self.look.px(GAP)
        wide = (max(self.look.face(style).width(text) for text, style in self._lines(one)) for one in self.syllables)
        return [max(one, face.em) + gap for one in wide]

    def _left(self) -> int:
        return max(map(self.look.face(Style.SMALL).width, self.names)) + self.look.px(10)

    def strips(self, width: int) -> list[tuple[int, int]]:
        room, result, start, used = width - self._left(), [], 0, 0
        for at, wide in enumerate(self._columns()):
            if used + wide > room and at > start:
                result.append((start, at))
                start, used = at, 0
            used += wide
        return [*result, (start, len(self.syllables))]

    def strip_height(self) -> int:
        return 2 * self.look.face(Style.BODY).height + 3 * self.look.face(Style.SMALL).height + self.look.px(6)

    def measure(self, width: int) -> tuple[int, int]:
        return min(width, self._left() + sum(self._columns())), len(self.strips(width)) * self.strip_height()

    def draw(self, painter: Painter) -> None:
        face, small = self.look.face(Style.BODY), self.look.face(Style.SMALL)
        columns, y = self._columns(), self.rect.y
        for start, end in self.strips(self.rect.w):
            for line, name in enumerate(self.names):
                place = Rect(self.rect.x, y + small.height + line * face.height, self._left(), face.height)
                painter.text_in(name, place, Style.SMALL, painter.palette.muted)
            x = self.rect.x + self._left()
            for one, wide in zip(self.syllables[start:end], columns[start:end], strict=True):
                self._column(painter, one, Rect(x, y, wide - self.look.px(GAP), self.strip_height() - self.look.px(6)))
                x += wide
            y += self.strip_height()

    def _column(self, painter: Painter, one: Syllable, cell: Rect) -> None:
        hue, sign = HUES[one.kind], self.look.face(Style.SMALL).height
        ink = painter.palette.text if hue is None else painter.theme.ink(hue)
        if hue is not None:
            painter.plate(Rect(cell.x, cell.y, cell.w, cell.h - sign), painter.theme.soft(hue), self.look.px(4))
        y = cell.y
        for text, style in self._lines(one):
            line = Rect(cell.x, y, cell.w, self.look.face(style).height)
            painter.text_in(
                text, line, style, painter.palette.muted if style is Style.SMALL and hue is None else ink, "center"
            )
            y = line.bottom


def _written(text: str) -> tuple[str, str]:
    """As it is written, and its sound."""
    written, _, sound = text.partition(" ")
    return written, sound

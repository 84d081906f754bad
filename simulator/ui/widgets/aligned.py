"""Two lines of syllables, one above the other, so that one sees where they differ."""

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


class Aligned(Widget):
    """Required above, heard below, a sign under what differs; wraps into as many strips as it takes."""

    syllables = Shown[tuple[Syllable, ...]](layout=True)

    def __init__(
        self, syllables: Sequence[Syllable] = (), *, required: str = "", heard: str = "", grow: int = 0
    ) -> None:
        super().__init__(grow=grow)
        self.syllables = tuple(syllables)
        self.names = (required, heard)

    def _columns(self) -> list[int]:
        face, gap = self.look.face(Style.BODY), self.look.px(4)
        return [max(face.width(s.required), face.width(s.heard), face.em) + gap for s in self.syllables]

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
        return 2 * self.look.face(Style.BODY).height + self.look.face(Style.SMALL).height + self.look.px(6)

    def measure(self, width: int) -> tuple[int, int]:
        return min(width, self._left() + sum(self._columns())), len(self.strips(width)) * self.strip_height()

    def draw(self, painter: Painter) -> None:
        face, small, px = self.look.face(Style.BODY), self.look.face(Style.SMALL), self.look.px
        columns, y = self._columns(), self.rect.y
        for start, end in self.strips(self.rect.w):
            for line, name in enumerate(self.names):
                place = Rect(self.rect.x, y + line * face.height, self._left(), face.height)
                painter.text_in(name, place, Style.SMALL, painter.palette.muted)
            x = self.rect.x + self._left()
            for at in range(start, end):
                one = self.syllables[at]
                hue = HUES[one.kind]
                ink = painter.palette.text if hue is None else painter.theme.ink(hue)
                cell = Rect(x, y, columns[at] - px(4), 2 * face.height)
                if hue is not None:
                    painter.plate(cell, painter.theme.soft(hue), px(4))
                painter.text_in(one.required or "·", Rect(x, y, cell.w, face.height), Style.BODY, ink, "center")
                below = Rect(x, y + face.height, cell.w, face.height)
                painter.text_in(one.heard or "·", below, Style.BODY, ink, "center")
                sign = Rect(x, below.bottom, cell.w, small.height)
                painter.text_in(SIGNS[one.kind], sign, Style.SMALL, ink, "center")
                x += columns[at]
            y += self.strip_height()

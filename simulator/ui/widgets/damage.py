"""The rectangles to draw anew in a frame: joined where that costs less than drawing twice."""

from __future__ import annotations

from pygame import Rect

MOST = 32
"""More rectangles than this are joined: walking the tree for each costs more than the pixels between them."""


class Damage:
    """Gathers rectangles until ``take``."""

    def __init__(self) -> None:
        self._rects: list[Rect] = []
        self._all = False

    def __bool__(self) -> bool:
        return self._all or bool(self._rects)

    def add(self, rect: Rect) -> None:
        if self._all or rect.w <= 0 or rect.h <= 0:
            return
        new = Rect(rect)
        joined = True
        while joined:
            joined = False
            for at, old in enumerate(self._rects):
                whole = old.union(new)
                if _area(whole) <= _area(old) + _area(new):
                    del self._rects[at]
                    new, joined = whole, True
                    break
        self._rects.append(new)
        if len(self._rects) > MOST:
            self._join_cheapest()

    def add_all(self) -> None:
        self._all = True

    def take(self, whole: Rect) -> list[Rect]:
        """What was gathered, within ``whole``; gathering begins anew."""
        rects = (
            [whole] if self._all else [part for part in (rect.clip(whole) for rect in self._rects) if part.w and part.h]
        )
        self._rects, self._all = [], False
        return [Rect(rect) for rect in rects]

    def _join_cheapest(self) -> None:
        rects = self._rects
        pairs = ((one, other) for one in range(len(rects)) for other in range(one))
        waste = {
            pair: _area(rects[pair[0]].union(rects[pair[1]])) - _area(rects[pair[0]]) - _area(rects[pair[1]])
            for pair in pairs
        }
        one, other = min(waste, key=lambda pair: waste[pair])
        whole = rects[one].union(rects[other])
        del rects[one], rects[other]
        self.add(whole)


def _area(rect: Rect) -> int:
    return rect.w * rect.h

"""A conversation that grows at its end: who, when, what; the last lines stay in view unless one scrolls back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pygame import Rect

from simulator.ui.widgets.painter import Painter
from simulator.ui.widgets.scrolling import Scroller
from simulator.ui.widgets.theme import Hue, Style
from simulator.ui.widgets.widget import Key, Shown, Widget


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was said.  ``own``: by the person in front of the window, set at the right; ``quiet``: something
    that happened, set small in the middle; ``open``: not finished yet."""

    who: str
    text: str
    when: str = ""
    hue: Hue = Hue.ACCENT
    own: bool = False
    quiet: bool = False
    open: bool = False


@dataclass(frozen=True, slots=True)
class Laid:
    """An entry with its lines, its height and the width of its bubble."""

    entry: Entry
    lines: tuple[str, ...]
    height: int
    wide: int


class Feed(Widget):
    """Only what is in view is drawn; only entries that changed are laid out."""

    focusable = True
    empty = Shown[str]()

    def __init__(self, entries: Sequence[Entry] = (), *, empty: str = "", grow: int = 1) -> None:
        super().__init__(grow=grow)
        self.entries: tuple[Entry, ...] = tuple(entries)
        self.empty = empty
        self.scroller = Scroller(self)
        self._laid: list[Laid] = []
        self._wide = -1

    def show(self, entries: Sequence[Entry]) -> None:
        entries = tuple(entries)
        if entries == self.entries:
            return
        same = 0
        for old, new in zip(self.entries, entries, strict=False):
            if old != new:
                break
            same += 1
        empty = not self.entries or not entries
        self.entries = entries
        if self.host is None or not self.rect.w:
            self._laid = []
            return
        at_end = self.scroller.offset >= self.scroller.most
        before, offset = self.scroller.content, self.scroller.offset
        top = sum(laid.height for laid in self._laid[:same])
        del self._laid[same:]
        self._lay()
        if at_end:
            self.scroller.offset = self.scroller.most
        if empty or self.scroller.offset != offset or (self.scroller.content > self.rect.h) != (before > self.rect.h):
            self.damage(self.rect)
        else:  # only from the last unchanged entry to where the last one ends or ended
            y = max(self.rect.y, self.rect.y + top - offset)
            end = min(self.rect.bottom, self.rect.y + max(before, self.scroller.content) - offset)
            self.damage(Rect(self.rect.x, y, self.rect.w, max(0, end - y)))
            self.damage(self.scroller.bar)

    def measure(self, width: int) -> tuple[int, int]:
        return self.look.px(300), self.look.px(160)

    def arrange(self) -> None:
        at_end = self.scroller.offset >= self.scroller.most
        self._laid = []
        self._lay()
        if at_end:
            self.scroller.offset = self.scroller.most

    def _lay(self) -> None:
        px, face, small = self.look.px, self.look.face(Style.BODY), self.look.face(Style.SMALL)
        room = self.rect.w - px(12) - px(24)
        for entry in self.entries[len(self._laid) :]:
            if entry.quiet:
                lines = tuple(entry.text[a:b].rstrip() for a, b in small.wrap(entry.text, room))
                self._laid.append(Laid(entry, lines, len(lines) * small.height + px(10), room))
                continue
            most = round(room * 0.82) - 2 * px(12)
            lines = tuple(entry.text[a:b].rstrip() for a, b in face.wrap(entry.text, most))
            wide = max(max(map(face.width, lines)), small.width(f"{entry.who}  {entry.when}") - px(8)) + 2 * px(12)
            high = small.height + px(2) + len(lines) * face.height + 2 * px(7) + px(10)
            self._laid.append(Laid(entry, lines, high, wide))
        self.scroller.fit(self.rect, sum(laid.height for laid in self._laid) + px(8))

    # --- input -------------------------------------------------------------------------------------------------------

    def on_wheel(self, x: float, y: float) -> bool:
        return self.scroller.wheel(y)

    def on_key(self, key: Key) -> bool:
        return self.scroller.key(key)

    def on_press(self, pos: tuple[int, int], clicks: int, shift: bool) -> bool:
        return self.scroller.press(pos)

    def on_drag(self, pos: tuple[int, int]) -> None:
        self.scroller.drag(pos)

    def on_release(self, pos: tuple[int, int]) -> None:
        self.scroller.release()
        self.damage()

    # --- drawing -----------------------------------------------------------------------------------------------------

    def _draw_empty(self, painter: Painter) -> None:
        face, room = self.look.face(Style.BODY), self.rect.inflate(-self.look.px(24), 0)
        lines = [self.empty[a:b] for a, b in face.wrap(self.empty, room.w)]
        y = room.y + max(0, room.h - len(lines) * face.height) // 2
        for line in lines:
            painter.text_in(line, Rect(room.x, y, room.w, face.height), Style.BODY, painter.palette.faint, "center")
            y += face.height

    def draw(self, painter: Painter) -> None:
        if not self.entries:
            self._draw_empty(painter)
            return
        outer = painter.surface.get_clip()
        clip = self.rect.clip(outer)
        painter.surface.set_clip(clip)
        y = self.rect.y + self.look.px(4) - self.scroller.offset
        for laid in self._laid:
            if y < clip.bottom and y + laid.height > clip.y:
                self._draw_entry(painter, laid, y)
            y += laid.height
        self.scroller.draw(painter)
        painter.surface.set_clip(outer)

    def _draw_entry(self, painter: Painter, laid: Laid, y: int) -> None:
        px, face, small, entry = self.look.px, self.look.face(Style.BODY), self.look.face(Style.SMALL), laid.entry
        left, room = self.rect.x + px(12), self.rect.w - px(12) - px(24)
        if entry.quiet:
            for line in laid.lines:
                middle = Rect(left, y, room, small.height)
                painter.text_in(line, middle, Style.SMALL, painter.palette.muted, "center")
                y += small.height
            return
        x = left + room - laid.wide if entry.own else left
        ink = painter.theme.ink(entry.hue)
        when = painter.text(entry.who, x + px(2), y, Style.SMALL, ink)
        painter.text(entry.when, when + px(8), y, Style.SMALL, painter.palette.faint)
        bubble = Rect(x, y + small.height + px(2), laid.wide, laid.height - small.height - px(12))
        edge = ink if entry.open or painter.palette.name == "contrast" else None
        painter.plate(bubble, painter.theme.soft(entry.hue), px(9), edge, px(1))
        y = bubble.y + px(7)
        for line in laid.lines:
            painter.text(line, bubble.x + px(12), y, Style.BODY, painter.palette.text)
            y += face.height

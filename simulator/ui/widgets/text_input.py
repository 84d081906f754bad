"""What fields of one and of many lines have in common: keys, mouse, clipboard, composition, the blinking caret."""

from __future__ import annotations

from collections.abc import Callable

import pygame
from pygame import Rect

from simulator.ui.widgets.editing import Allowed, Editing, composed
from simulator.ui.widgets.fonts import Face
from simulator.ui.widgets.painter import Painter
from simulator.ui.widgets.theme import Hue, Style
from simulator.ui.widgets.widget import Key, Shown, Widget
from simulator.ui.widgets.wrapping import Span

BLINK_MS = 1_060

Changed = Callable[[str], None]


class TextInput(Widget):
    """The base.  ``changed`` is called with every change, ``entered`` when it is finished with Return."""

    focusable = True
    takes_text = True
    ticks = True
    style = Style.BODY
    error = Shown[str]()
    placeholder = Shown[str]()

    def __init__(
        self,
        text: str = "",
        *,
        placeholder: str = "",
        most: int = 0,
        allowed: Allowed | None = None,
        lines: bool = False,
        changed: Changed | None = None,
        entered: Changed | None = None,
        grow: int = 0,
        width: float | None = None,
    ) -> None:
        super().__init__(grow=grow, width=width)
        self.editing = Editing(text, most=most, allowed=allowed, lines=lines)
        self.placeholder = placeholder
        self.error = ""
        self.changed = changed
        self.entered = entered
        self.composition = ""
        self._caret_on = True
        self._caret_from = 0
        self._selecting = ""

    @property
    def text(self) -> str:
        return self.editing.text

    @text.setter
    def text(self, text: str) -> None:
        if text != self.editing.text:
            self.editing.set(text)
            self.composition = ""
            self.refresh()

    # --- what subclasses say -----------------------------------------------------------------------------------------

    def spans(self) -> list[Span]:
        """The lines of what is displayed."""
        raise NotImplementedError

    def origin(self) -> tuple[int, int]:
        """Where the first line begins."""
        raise NotImplementedError

    def inside(self) -> Rect:
        """Where text is drawn."""
        raise NotImplementedError

    def keep_in_view(self) -> None:
        raise NotImplementedError

    # --- what is displayed -------------------------------------------------------------------------------------------

    @property
    def face(self) -> Face:
        return self.look.face(self.style)

    def display(self) -> str:
        """The text with the composition in place of the selection."""
        if not self.composition:
            return self.editing.text
        start, end = self.editing.selection
        return self.editing.text[:start] + self.composition + self.editing.text[end:]

    def display_caret(self) -> int:
        return self.editing.selection[0] + len(self.composition) if self.composition else self.editing.caret

    def line_of(self, at: int) -> int:
        """The line on which the caret stands; at a soft break, the later one."""
        spans = self.spans()
        for line in range(len(spans) - 1, -1, -1):
            if spans[line][0] <= at:
                return line
        return 0

    def caret_rect(self) -> Rect:
        at = self.display_caret()
        line = self.line_of(at)
        x, y = self.origin()
        wide = self.face.width(self.display()[self.spans()[line][0] : at])
        return Rect(x + wide, y + line * self.face.height, max(1, self.look.px(1.5)), self.face.height)

    def place_at(self, pos: tuple[int, int]) -> int:
        """The place in the text that is nearest to a point."""
        spans, (x, y) = self.spans(), self.origin()
        line = min(max(0, (pos[1] - y) // self.face.height), len(spans) - 1)
        return self.place_on(line, pos[0] - x)

    def place_on(self, line: int, wide: float) -> int:
        start, end = self.spans()[line]
        text = self.display()
        for at in range(start, end):
            step = self.face.advance(text[at])
            if wide < step / 2:
                return at
            wide -= step
        soft = line + 1 < len(self.spans()) and self.spans()[line + 1][0] == end
        return max(start, end - 1) if soft else end

    # --- changes -----------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show what became of the text, with the caret in view and lit."""
        if self.host is None:
            return
        self._caret_on, self._caret_from = True, self.host.now
        self.keep_in_view()
        if self.focused:
            self.host.place_input(self.caret_rect())
        self.damage()

    def _did(self, changed: bool) -> None:
        self.refresh()
        if changed:
            self.error = ""
            if self.changed is not None:
                self.changed(self.editing.text)

    def on_text(self, text: str) -> bool:
        self.composition = ""
        self._did(self.enabled and self.editing.insert(text, typed=True))
        return True

    def on_composition(self, text: str, start: int) -> None:
        self.composition = composed(self.composition, text, start) if text else ""
        self.refresh()

    def composing(self) -> bool:
        return bool(self.composition)

    def on_focus(self, focused: bool) -> None:
        self.composition = ""
        if not focused:
            self.editing.anchor = self.editing.caret
        self.refresh()

    def tick(self, now: int) -> None:
        if self.focused:
            lit = (now - self._caret_from) % BLINK_MS < BLINK_MS // 2
            if lit != self._caret_on:
                self._caret_on = lit
                self.damage()

    # --- keys --------------------------------------------------------------------------------------------------------

    def on_key(self, key: Key) -> bool:
        if key.alt:
            return False
        if key.command and key.code in _COMMANDS:
            return self._command(key)
        if key.code in (pygame.K_BACKSPACE, pygame.K_DELETE):
            self._did(self.editing.delete(-1 if key.code == pygame.K_BACKSPACE else 1, word=key.command))
        elif key.code in (pygame.K_LEFT, pygame.K_RIGHT):
            step = -1 if key.code == pygame.K_LEFT else 1
            self.editing.move(step, word=key.command, select=key.shift)
            self._did(False)
        elif key.code in (pygame.K_HOME, pygame.K_END):
            self._line_edge(key)
        elif key.code in (pygame.K_RETURN, pygame.K_KP_ENTER):
            return self.on_return(key)
        else:
            return False
        return True

    def on_return(self, key: Key) -> bool:
        if self.entered is None:
            return False
        self.entered(self.editing.text)
        return True

    def _line_edge(self, key: Key) -> None:
        home = key.code == pygame.K_HOME
        if key.command:
            to = 0 if home else len(self.editing.text)
        else:
            start = self.spans()[self.line_of(self.editing.caret)][0]
            to = start if home else self.place_on(self.line_of(self.editing.caret), float("inf"))
        self.editing.move_to(to, select=key.shift)
        self._did(False)

    def _command(self, key: Key) -> bool:
        assert self.host is not None
        editing, changed = self.editing, False
        if key.code == pygame.K_a:
            editing.select_all()
        elif key.code in (pygame.K_c, pygame.K_x) and editing.selected:
            self.host.copy(editing.selected)
            changed = key.code == pygame.K_x and editing.insert("")
        elif key.code == pygame.K_v:
            changed = editing.insert(self.host.pasted())
        elif key.code == pygame.K_z:
            changed = editing.redo() if key.shift else editing.undo()
        elif key.code == pygame.K_y:
            changed = editing.redo()
        self._did(changed)
        return True

    # --- mouse -------------------------------------------------------------------------------------------------------

    def on_press(self, pos: tuple[int, int], clicks: int, shift: bool) -> bool:
        if self.composition:
            return True
        at = self.place_at(pos)
        self._selecting = "characters" if clicks == 1 else ""
        if clicks == 2:
            self.editing.select_word(at)
        elif clicks >= 3:
            self.editing.select_all()
        else:
            self.editing.move_to(at, select=shift)
        self._did(False)
        return True

    def on_drag(self, pos: tuple[int, int]) -> None:
        if self._selecting and not self.composition:
            self.editing.move_to(self.place_at(pos), select=True)
            self._did(False)

    # --- drawing -----------------------------------------------------------------------------------------------------

    def draw(self, painter: Painter) -> None:
        px, palette = self.look.px, painter.palette
        edge, thick = palette.edge, px(1)
        if self.error:
            edge, thick = painter.theme.ink(Hue.BAD), px(2)
        if self.focused:
            edge, thick = palette.focus, px(2)
        ground = palette.surface if self.enabled else palette.sunken
        painter.plate(self.rect, ground, px(7), edge if self.enabled else palette.line, thick)
        inside = self.inside()
        clip = painter.surface.get_clip()
        painter.surface.set_clip(inside.clip(clip))
        self._draw_text(painter, inside)
        painter.surface.set_clip(clip)

    def _draw_text(self, painter: Painter, inside: Rect) -> None:
        text, (x, y), face, palette = self.display(), self.origin(), self.face, painter.palette
        if not text:
            painter.text(face.fit(self.placeholder, inside.w), x, y, self.style, palette.faint)
        first, last = self.editing.selection
        marked = (first, first + len(self.composition)) if self.composition else (first, last)
        for start, end in self.spans():
            if y + face.height > inside.y and y < inside.bottom:
                self._draw_line(painter, (start, end), marked, x, y)
            y += face.height
        if self.focused and self.enabled and self._caret_on:
            painter.fill(self.caret_rect(), palette.text)

    def _draw_line(self, painter: Painter, span: Span, marked: Span, x: int, y: int) -> None:
        text, face, palette = self.display(), self.face, painter.palette
        start, end = span
        a, b = max(start, marked[0]), min(end, marked[1])
        left, right = x + face.width(text[start:a]), x + face.width(text[start:b])
        if a < b and self.composition:
            painter.fill(Rect(left, y + face.height - self.look.px(3), right - left, self.look.px(1.5)), palette.text)
        elif a < b and self.focused:
            painter.fill(Rect(left, y, right - left, face.height), palette.selection)
        painter.text(text[start:end].rstrip("\n"), x, y, self.style, palette.text if self.enabled else palette.muted)


_COMMANDS = (pygame.K_a, pygame.K_c, pygame.K_x, pygame.K_v, pygame.K_z, pygame.K_y)

"""The text of a field while it is edited: caret, selection, words, undo.  No pygame, no pixels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from simulator.ui.widgets.wrapping import wide

HISTORY = 200
"""So many steps can be undone."""

Allowed = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Edited:
    """A state to go back to."""

    text: str
    caret: int
    anchor: int


def digits_only(character: str) -> bool:
    return character in "0123456789"


def dialled_only(character: str) -> bool:
    """What a telephone number is written with."""
    return character in "0123456789*#+- ()"


class Editing:
    """A text with a caret and a selection between it and ``anchor``.

    ``most``: so many characters at most (0: any number); ``allowed`` lets characters in; ``lines``: may hold newlines.
    """

    def __init__(self, text: str = "", *, most: int = 0, allowed: Allowed | None = None, lines: bool = False) -> None:
        self.most = most
        self.allowed = allowed
        self.lines = lines
        self.text = self._fitting(text, 0)
        self.caret = self.anchor = len(self.text)
        self._undo: list[Edited] = []
        self._redo: list[Edited] = []
        self._typing = ""  # what the last step did, so that a stretch of typing is undone at once

    @property
    def selection(self) -> tuple[int, int]:
        return min(self.caret, self.anchor), max(self.caret, self.anchor)

    @property
    def selected(self) -> str:
        start, end = self.selection
        return self.text[start:end]

    def _fitting(self, text: str, kept: int) -> str:
        """What of this may come in beside ``kept`` characters."""
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        text = text if self.lines else text.replace("\n", " ")
        fit = "".join(c for c in text if (c == "\n" or c.isprintable()) and (self.allowed is None or self.allowed(c)))
        return fit[: max(0, self.most - kept)] if self.most else fit

    # --- changes -----------------------------------------------------------------------------------------------------

    def _remember(self, kind: str) -> None:
        if kind != self._typing or not kind:
            self._undo.append(Edited(self.text, self.caret, self.anchor))
            del self._undo[:-HISTORY]
        self._redo.clear()
        self._typing = kind

    def replace(self, start: int, end: int, text: str, kind: str = "") -> bool:
        """Put the text in place of a stretch; False where nothing changes."""
        new = self._fitting(text, len(self.text) - (end - start))
        if start == end and not new:
            return False
        self._remember(kind)
        self.text = self.text[:start] + new + self.text[end:]
        self.caret = self.anchor = start + len(new)
        return True

    def insert(self, text: str, *, typed: bool = False) -> bool:
        """In place of the selection."""
        start, end = self.selection
        if start != end and text and not self._fitting(text, len(self.text) - (end - start)):
            return False  # a key that is not allowed does not delete either
        return self.replace(start, end, text, "typing" if typed and start == end else "")

    def delete(self, step: int, *, word: bool = False) -> bool:
        """Delete the selection, or the character (word) before (-1) or after (1) the caret."""
        start, end = self.selection
        if start == end:
            other = self._target(step, word)
            start, end = min(self.caret, other), max(self.caret, other)
        return start != end and self.replace(start, end, "", "" if word else f"delete{step}")

    def set(self, text: str) -> None:
        """Another text from outside; nothing of the old one can be undone."""
        self.text = self._fitting(text, 0)
        self.caret = self.anchor = len(self.text)
        self._undo, self._redo, self._typing = [], [], ""

    def undo(self) -> bool:
        return self._back(self._undo, self._redo)

    def redo(self) -> bool:
        return self._back(self._redo, self._undo)

    def _back(self, source: list[Edited], target: list[Edited]) -> bool:
        if not source:
            return False
        target.append(Edited(self.text, self.caret, self.anchor))
        state = source.pop()
        self.text, self.caret, self.anchor, self._typing = state.text, state.caret, state.anchor, ""
        return True

    # --- moving ------------------------------------------------------------------------------------------------------

    def move_to(self, at: int, *, select: bool = False) -> None:
        self.caret = min(max(0, at), len(self.text))
        self._typing = ""
        if not select:
            self.anchor = self.caret

    def move(self, step: int, *, word: bool = False, select: bool = False) -> None:
        """One character or word to the left (-1) or right (1); without ``select`` a selection collapses first."""
        start, end = self.selection
        if start != end and not select and not word:
            self.move_to(start if step < 0 else end)
        else:
            self.move_to(self._target(step, word), select=select)

    def _target(self, step: int, word: bool) -> int:
        if word:
            return word_before(self.text, self.caret) if step < 0 else word_after(self.text, self.caret)
        return min(max(0, self.caret + step), len(self.text))

    def select_all(self) -> None:
        self.anchor, self.caret, self._typing = 0, len(self.text), ""

    def select_word(self, at: int) -> None:
        """The word that a double click at this place means."""
        self.anchor, self.caret = word_around(self.text, at)
        self._typing = ""


def kind_of(character: str) -> str:
    """The class of a character: a word is a stretch of one class."""
    if character.isspace():
        return "space"
    if wide(character) and character.isalpha():
        return "ideograph"
    return "word" if character.isalnum() or character == "_" else "sign"


def word_before(text: str, at: int) -> int:
    while at > 0 and kind_of(text[at - 1]) == "space":
        at -= 1
    kind = kind_of(text[at - 1]) if at > 0 else ""
    while at > 0 and kind_of(text[at - 1]) == kind:
        at -= 1
    return at


def word_after(text: str, at: int) -> int:
    kind = kind_of(text[at]) if at < len(text) else ""
    while at < len(text) and kind_of(text[at]) == kind:
        at += 1
    while at < len(text) and kind_of(text[at]) == "space":
        at += 1
    return at


def word_around(text: str, at: int) -> tuple[int, int]:
    if not text:
        return 0, 0
    start = end = min(at, len(text) - 1)
    kind = kind_of(text[start])
    while start > 0 and kind_of(text[start - 1]) == kind:
        start -= 1
    while end < len(text) and kind_of(text[end]) == kind:
        end += 1
    return start, end


def composed(before: str, text: str, start: int) -> str:
    """An input method's unfinished text after another piece of it: long ones arrive in pieces of 31 bytes."""
    return before[:start] + text

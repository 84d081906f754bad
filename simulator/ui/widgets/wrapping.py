"""Where lines of Chinese and Latin text may break, and how a text is cut to fit."""

from __future__ import annotations

from collections.abc import Callable, Iterator

Advance = Callable[[str], float]
Span = tuple[int, int]

NOT_FIRST = frozenset("，。、；：！？）》」』】〕〉…—～·%％‰℃,.;:!?)]}\"'”’々ー")
"""May not begin a line (kinsoku); they hang on to what is before them."""

NOT_LAST = frozenset("（《「『【〔〈“‘([{￥$#")
"""May not end a line."""


def wide(character: str) -> bool:
    """Whether a line may break on both sides: ideographs and full-width forms are words of their own."""
    code = ord(character)
    return 0x2E80 <= code <= 0xA4CF or 0xAC00 <= code <= 0xD7A3 or 0xF900 <= code <= 0xFAFF or 0xFE30 <= code <= 0xFFEF


def wrap(text: str, width: float, advance: Advance) -> list[Span]:
    """The lines of a text as spans of it.  Spaces at a break belong to the line before and may stick out.

    There is always one line; a newline ends one.  What has no place to break is broken anywhere.
    """
    lines: list[Span] = []
    begin = 0
    for paragraph in text.split("\n"):
        lines.extend(_wrap_paragraph(text, begin, begin + len(paragraph), width, advance))
        begin += len(paragraph) + 1
    return lines


def _wrap_paragraph(text: str, begin: int, end: int, width: float, advance: Advance) -> Iterator[Span]:
    start, used = begin, 0.0
    for piece_start, piece_end in _pieces(text, begin, end):
        shown = sum(advance(character) for character in text[piece_start:piece_end].rstrip(" "))
        if used + shown > width and piece_start > start:
            yield start, piece_start
            start, used = piece_start, 0.0
        if shown > width:
            for cut in _forced(text, piece_start, piece_end, width, advance):
                yield start, cut
                start = cut
            used = sum(advance(character) for character in text[start:piece_end])
        else:
            used += sum(advance(character) for character in text[piece_start:piece_end])
    yield start, end


def _pieces(text: str, begin: int, end: int) -> Iterator[Span]:
    """The stretches within which no line may break."""
    start = begin
    for at in range(begin + 1, end):
        if _may_break(text[at - 1], text[at]):
            yield start, at
            start = at
    if start < end:
        yield start, end


def _may_break(before: str, after: str) -> bool:
    if after == " " or after in NOT_FIRST or before in NOT_LAST:
        return False
    return before == " " or wide(before) or wide(after)


def _forced(text: str, begin: int, end: int, width: float, advance: Advance) -> Iterator[int]:
    """Places to break a piece that is wider than the line."""
    start, used = begin, 0.0
    for at in range(begin, end):
        step = advance(text[at])
        if used + step > width and at > start and text[at] != " ":
            yield at
            start, used = at, 0.0
        used += step


def ellipsis(text: str, width: float, advance: Advance) -> str:
    """The text, or as much of its beginning as fits with an ellipsis."""
    if sum(map(advance, text)) <= width:
        return text
    room, kept = width - advance("…"), 0
    for character in text:
        room -= advance(character)
        if room < 0:
            break
        kept += 1
    return text[:kept].rstrip(" ") + "…"

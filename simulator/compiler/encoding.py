"""From the bytes of a file to its text: UTF-8 or an explanation."""

from __future__ import annotations

import re

from simulator.compiler.nodes import Place
from simulator.compiler.report import Report

BOM = "\ufeff"
INVISIBLE = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""Control characters, unpaired surrogates and exotic line ends: nothing a trainer types on purpose."""


def decode(source: str | bytes, report: Report) -> str | None:
    """The text without a byte-order mark, or None with a diagnostic."""
    text = source if isinstance(source, str) else _from_bytes(source, report)
    if text is None:
        return None
    text = text.removeprefix(BOM)
    strange = INVISIBLE.search(text)
    if strange:
        report.add("Y005", _place(text, strange.start()), character=f"U+{ord(strange[0]):04X}")
        return None
    return text


def _from_bytes(source: bytes, report: Report) -> str | None:
    if source[:2] in (b"\xff\xfe", b"\xfe\xff") or source[:4].count(0) >= 2:
        report.add("Y003", Place(1, 1, 1, 2))
        return None
    try:
        return source.decode("utf-8")
    except UnicodeDecodeError as error:
        where = _place(source[: error.start].decode("utf-8"), error.start)
    try:
        source.decode("gb18030")
    except UnicodeDecodeError:
        report.add("Y004", where)
    else:
        report.add("Y002", where)
    return None


def _place(text: str, offset: int) -> Place:
    before = text[:offset]
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    return Place(line, column, line, column + 1)

"""Tables for spreadsheets: CSV that Excel in Chinese opens, and CSV in every form in which it saves it again."""

from __future__ import annotations

import csv
import io
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Sequence

BYTE_ORDER_MARK = "\ufeff"
"""Excel in Chinese reads a CSV as UTF-8 only with it."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_DELIMITERS = ",;\t"


def harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def kept_text(text: str) -> str:
    """A text that a spreadsheet would take for a number (0012, a hash such as 12e45), with a tab behind it: it is shown
    as it is, and whoever reads the file again strips it."""
    try:
        float(text)
    except ValueError:
        return text
    return f"{text}\t"


def to_csv(rows: Iterable[Sequence[object]]) -> str:
    """The rows as text; texts that would be taken for a formula are quoted."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerows([harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return BYTE_ORDER_MARK + buffer.getvalue()


def from_csv(data: bytes) -> list[list[str]] | None:
    """The rows; None for what is no text, such as a workbook (``.xlsx``).

    Excel saves ``CSV UTF-8`` as UTF-8, plain ``CSV`` in Chinese as GB 18030, ``Unicode text`` as UTF-16 with tabs, and
    separates by semicolons where the comma is the decimal sign.
    """
    text = _decoded(data)
    if text is None or "\0" in text:
        return None
    head = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=head.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        return None


def _decoded(data: bytes) -> str | None:
    wide = data.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None

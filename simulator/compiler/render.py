"""Diagnostics as people read them: ``file:line:column: CODE message`` and an indented hint."""

from __future__ import annotations

from collections.abc import Iterable

from simulator.model.diagnostic import Diagnostic, Severity
from simulator.model.text import Lang, Text

_WARNING = Text("警告：", "warning: ")
_HINT = Text("提示：", "hint: ")


def render(diagnostic: Diagnostic, lang: Lang) -> str:
    """One diagnostic, one or two lines, without a line end."""
    span = diagnostic.span
    mark = _WARNING[lang] if diagnostic.severity is Severity.WARNING else ""
    head = f"{span.file}:{span.line}:{span.column}: {diagnostic.code} {mark}{diagnostic.message[lang]}"
    return head if diagnostic.hint is None else f"{head}\n    {_HINT[lang]}{diagnostic.hint[lang]}"


def render_all(diagnostics: Iterable[Diagnostic], lang: Lang) -> str:
    """All of them, each on lines of its own, without a line end after the last."""
    return "\n".join(render(one, lang) for one in diagnostics)

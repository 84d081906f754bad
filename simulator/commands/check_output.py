"""What a check found: for people, as data, and as annotations of a GitHub workflow."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from simulator.model.diagnostic import Diagnostic
from simulator.model.text import Lang, Text
from simulator.runtime.checking import Checked


def summary(checked: Checked) -> Text:
    """One line: what was looked at, and how much is wrong."""
    found_zh = f"{checked.errors} 处错误，{checked.warnings} 处警告" if checked.diagnostics else "没有问题"
    found_en = f"{checked.errors} errors, {checked.warnings} warnings" if checked.diagnostics else "nothing wrong"
    counts = (checked.calls, checked.rulebooks, checked.companies, checked.courses)
    looked_at = Text(
        "{} 个来电、{} 套规则、{} 家公司、{} 门课程".format(*counts),
        "{} calls, {} rulebooks, {} companies, {} courses checked".format(*counts),
    )
    return Text(
        f"{checked.root}：{looked_at.zh}，{found_zh}。",
        f"{checked.root}: {looked_at.en}: {found_en}.",
    )


def as_data(checked: Checked) -> dict[str, Any]:
    """Everything, in both languages."""
    return {
        "root": str(checked.root),
        "calls": checked.calls,
        "rulebooks": checked.rulebooks,
        "companies": checked.companies,
        "courses": checked.courses,
        "errors": checked.errors,
        "warnings": checked.warnings,
        "diagnostics": [
            {
                "file": one.span.file,
                "line": one.span.line,
                "column": one.span.column,
                "end_line": one.span.end_line,
                "end_column": one.span.end_column,
                "code": one.code,
                "severity": one.severity.value,
                "message": {"zh": one.message.zh, "en": one.message.en},
                "hint": {"zh": one.hint.zh, "en": one.hint.en} if one.hint else None,
            }
            for one in checked.diagnostics
        ],
    }


def annotation(root: Path, here: Path, diagnostic: Diagnostic, lang: Lang) -> str:
    """``::error file=F,line=L,col=C,title=CODE::message``; files are named from ``here``, the repository's root."""
    span = diagnostic.span
    file = root / span.file
    shown = file.relative_to(here) if file.is_relative_to(here) else file
    message = diagnostic.message[lang] + (f"\n{diagnostic.hint[lang]}" if diagnostic.hint else "")
    values = {"file": shown.as_posix(), "line": span.line, "col": span.column, "title": diagnostic.code}
    properties = ",".join(f"{key}={_property(str(value))}" for key, value in values.items())
    return f"::{diagnostic.severity} {properties}::{_escaped(message)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")

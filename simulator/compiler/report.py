"""Collects what is wrong with one file, filling the sentences of the code table."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from simulator.compiler.codes import CODES
from simulator.compiler.nodes import Place
from simulator.model.diagnostic import Diagnostic, Severity
from simulator.model.text import Text, same

MOST = 100
"""Diagnostics kept for one file; a file with more is of another kind, or hostile."""


@dataclass(slots=True)
class Report:
    """The diagnostics of one file, in the order in which they were found."""

    file: str
    found: list[Diagnostic] = field(default_factory=list)

    def add(self, code: str, where: Place, **values: object) -> None:
        """State ``code`` of the table at a place; ``values`` fill its sentences (a ``Text`` in each language)."""
        if self.full:
            return
        if len(self.found) == MOST - 1:
            code, values = "Y018", {"count": MOST - 1}
        entry = CODES[code]
        self.found.append(
            Diagnostic(
                code,
                entry.severity,
                where.span(self.file),
                _fill(entry.message, values),
                _fill(entry.hint, values),
            )
        )

    @property
    def full(self) -> bool:
        """No more is taken: whoever goes on only wastes time."""
        return len(self.found) >= MOST

    @property
    def failed(self) -> bool:
        """At least one error (not only warnings)."""
        return any(one.severity is Severity.ERROR for one in self.found)

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Each once, in the order of the file."""
        return tuple(sorted(dict.fromkeys(self.found), key=lambda one: (one.span, one.code)))


def suggestion(written: str, choices: Iterable[str]) -> Text:
    """A did-you-mean for something that is none of the choices; the list of choices where none is near."""
    names = sorted(choices)
    near = get_close_matches(written, names, n=1, cutoff=0.6) if len(written) <= 64 else []
    if near:
        return Text(f"是不是想写“{near[0]}”？", f"Did you mean '{near[0]}'?")
    if not names:
        return Text("这里还没有定义任何名称。", "Nothing of the kind is defined yet.")
    more = "…" if len(names) > 12 else ""
    listed = names[:12]
    return Text(f"可以写：{'、'.join(listed)}{more}。", f"Choose from: {', '.join(listed)}{more}.")


def shown(text: str) -> str:
    """A quotation that fits on a line: control characters made visible, the rest cut off."""
    head = text[:60]
    visible = "".join(one if unicodedata.category(one)[0] != "C" else f"\\u{ord(one):04x}" for one in head)
    return visible + ("…" if len(text) > 60 else "")


def _fill(sentence: Text, values: dict[str, object]) -> Text:
    texts = {name: _as_text(value) for name, value in values.items()}
    return Text(
        sentence.zh.format(**{name: text.zh for name, text in texts.items()}),
        sentence.en.format(**{name: text.en for name, text in texts.items()}),
    )


def _as_text(value: object) -> Text:
    return value if isinstance(value, Text) else same(shown(str(value)))

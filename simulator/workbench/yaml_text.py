"""YAML as a trainer would write it, and nothing that a reader could take for something else.

Of YAML's many forms three are written: plain texts, texts in double quotes wherever there is any doubt, and lists and
mappings in block or in flow style.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

Value = str | int | Sequence["Value"] | Mapping[str, "Value"]

_PLAIN = re.compile(r"[^\W\d_][\w（）《》、。，？！；：“”…·()./-]*(?: [\w（）《》、。，？！；“”…·()./-]+)*")
_WORDS = frozenset(["true", "false", "null", "yes", "no", "on", "off", "y", "n"])
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_UNSEEN = re.compile("[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
WIDE = 100
"""Characters of a line up to which a list or mapping is written in one."""


def scalar(value: str | int) -> str:
    """A text or number as it stands in YAML.  What no file may hold (control characters) is left out."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    text = "".join(c for c in value if c in "\n\t" or not _UNSEEN.match(c))
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return '"' + "".join(_ESCAPES.get(c, c) for c in text) + '"'


def flow(value: Value) -> str:
    """The value in one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key)}: {flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, str | int):
        return scalar(value)
    return "[" + ", ".join(flow(one) for one in value) + "]"


def block(value: Mapping[str, Value], indent: int = 0) -> Iterator[str]:
    """The lines of a mapping; what is short inside stands in one line."""
    margin = " " * indent
    for key, one in value.items():
        line = f"{margin}{scalar(key)}: {flow(one)}"
        if isinstance(one, Mapping) and one and (indent == 0 or len(line) > WIDE):
            yield f"{margin}{scalar(key)}:"
            yield from block(one, indent + 2)
        elif not isinstance(one, str | int | Mapping) and one and len(line) > WIDE:
            yield f"{margin}{scalar(key)}:"
            yield from (f"{margin}  - {flow(item)}" for item in one)
        else:
            yield line

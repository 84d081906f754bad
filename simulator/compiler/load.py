"""From the text of a file to its shape: the header, then everything that can be checked without other files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from simulator.compiler.decode import INVALID, Invalid, shape_of
from simulator.compiler.files import KINDS
from simulator.compiler.nodes import HoleNode, MapNode, Node, ScalarNode, Tree, heading
from simulator.compiler.report import Report, suggestion
from simulator.compiler.yaml_door import read
from simulator.model.diagnostic import Diagnostic

T = TypeVar("T")

HEADER = "zongji"
VERSION = "1"

_FIRST_ENTRY = re.compile(HEADER + r":[ \t]+[\"']?([a-z]{1,20})/")


class Source(NamedTuple):
    """The content of a file and the name that diagnostics give it."""

    text: str | bytes
    file: str


@dataclass(frozen=True, slots=True)
class Compiled(Generic[T]):
    """What became of a file.

    ``value`` is None where there are errors, or where something it has to be linked against was given as None;
    ``diagnostics`` are in the order of the file, warnings among them.
    """

    value: T | None
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Loaded(Generic[T]):
    """A file whose shape is known: what was right about it, and where everything was written."""

    content: T
    tree: Tree
    report: Report


def kind_of(text: str | bytes) -> str | None:
    """The kind that the first entry names (``call``), or None where it is no file of ours."""
    head = text[:4096] if isinstance(text, str) else text[:4096].decode("utf-8", errors="replace")
    for line in head.removeprefix("\ufeff").splitlines():
        if line.strip() and not line.startswith(("#", "---", "%")):
            start = _FIRST_ENTRY.match(line)
            return start[1] if start and start[1] in KINDS else None
    return None


def load(source: Source, kind: str, content: type[T], report: Report) -> Loaded[T] | None:
    """The file's content and places; None where too little of it is right to be linked."""
    tree = read(source.text, report)
    if tree is None or not _header_right(tree.root, kind, report):
        return None
    assert isinstance(tree.root, MapNode)
    root = MapNode(1, 1, 1, 2, tree.root.flow, dict(tree.root.entries), tree.root.keys)
    del root.entries[HEADER]
    value: T | Invalid = shape_of(content).read(root, report)  # type: ignore[arg-type]  # a class is hashable
    return None if value is INVALID else Loaded(value, Tree(tree.file, root), report)


def _header_right(root: Node, kind: str, report: Report) -> bool:
    """Whether the file begins with its kind and a version that this program reads."""
    if not isinstance(root, MapNode) or next(iter(root.entries), "") != HEADER:
        report.add("D001", heading(root), kind=kind)
        return False
    header = root.entries[HEADER]
    if isinstance(header, HoleNode):
        return False
    found, _, version = header.text.partition("/") if isinstance(header, ScalarNode) else ("", "", "")
    if found not in KINDS:
        report.add("D010", header, text=found, suggestion=suggestion(found, [f"{one}/{VERSION}" for one in KINDS]))
    elif found != kind:
        report.add("D002", header, kind=kind, found=found)
    elif version != VERSION:
        report.add("D003", header, kind=kind, found=f"{found}/{version}")
    else:
        return True
    return False

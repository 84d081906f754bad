"""What a YAML file holds before anybody knows what it means: texts, lists and mappings, each with its place."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from simulator.model.diagnostic import Span

Path = tuple[str | int, ...]
"""The way to a node from the root: keys of mappings and indices of lists."""


@dataclass(slots=True)
class Place:
    """Where something stands.  Lines and columns count from 1; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int

    def span(self, file: str) -> Span:
        return Span(file, self.line, self.column, self.end_line, self.end_column)


@dataclass(slots=True)
class ScalarNode(Place):
    """A text.  ``plain``: written without quotes."""

    text: str
    plain: bool
    key: Place | None = None  # the key that this node is the value of

    @property
    def absent(self) -> bool:
        """Nothing at all was written, as opposed to an empty text in quotes."""
        return self.plain and not self.text

    def inside(self, offset: int) -> Place:
        """The place of one character of the text, as exactly as the way it is written allows."""
        quotes = 0 if self.plain else 1
        if self.line != self.end_line or self.end_column - self.column != len(self.text) + 2 * quotes:
            return self
        column = self.column + quotes + min(offset, max(len(self.text) - 1, 0))
        return Place(self.line, column, self.line, column + 1)


@dataclass(slots=True)
class ListNode(Place):
    """A list.  ``flow``: written in square brackets."""

    flow: bool
    items: list[Node] = field(default_factory=list)
    key: Place | None = None


@dataclass(slots=True)
class MapNode(Place):
    """A mapping.  ``flow``: written in braces."""

    flow: bool
    entries: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, ScalarNode] = field(default_factory=dict)
    key: Place | None = None


@dataclass(slots=True)
class HoleNode(Place):
    """Something that could not be read and has been reported already; nobody complains about it again."""

    key: Place | None = None


Node = ScalarNode | ListNode | MapNode | HoleNode


def heading(node: Node) -> Place:
    """The place to point at when something is missing in the node: its key, else its beginning."""
    return node.key or Place(node.line, node.column, node.line, node.column + 1)


@dataclass(frozen=True, slots=True)
class Tree:
    """The nodes of one file, found by path: the map from what was written to where it was written."""

    file: str
    root: Node

    def node(self, path: Path) -> Node | None:
        """The node at the path, or None where there is none."""
        found, rest = self._walk(path)
        return None if rest else found

    def nearest(self, path: Path) -> Node:
        """The node at the path, else its nearest ancestor that was written."""
        return self._walk(path)[0]

    def keys(self, path: Path) -> Collection[str]:
        """The keys written in the mapping at the path, whether their values are right or not."""
        node = self.node(path)
        return node.entries.keys() if isinstance(node, MapNode) else ()

    def place(self, path: Path) -> Place:
        """The place of the value at the path; of the nearest ancestor's key where nothing was written there."""
        found, rest = self._walk(path)
        return heading(found) if rest else found

    def key(self, path: Path) -> Place:
        """The place of the key at the path."""
        return heading(self.nearest(path))

    def _walk(self, path: Path) -> tuple[Node, Path]:
        node = self.root
        for depth, step in enumerate(path):
            if isinstance(node, MapNode) and isinstance(step, str) and step in node.entries:
                node = node.entries[step]
            elif isinstance(node, ListNode) and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
            elif step == 0 and not isinstance(node, ListNode):
                continue  # a list with one entry, written without the dashes
            else:
                return node, path[depth:]
        return node, ()

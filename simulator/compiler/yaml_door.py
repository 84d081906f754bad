"""The only door to PyYAML: bytes or text in, nodes with places out, whatever is in the file.

Nodes are built without recursion from parser events, with limits on size, depth and number.  Texts stay texts:
no schema could turn ``0123`` or ``no`` into something else.  Anchors, tags and merge keys are reported, never obeyed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from simulator.compiler.encoding import INVISIBLE, decode
from simulator.compiler.nodes import HoleNode, ListNode, MapNode, Node, Place, ScalarNode, Tree
from simulator.compiler.report import Report
from simulator.model.text import Text

MAX_BYTES = 1 << 20
MAX_DEPTH = 40
MAX_NODES = 50_000

Loader: type[yaml.SafeLoader] | type[yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

START = Place(1, 1, 1, 2)
FULL_WIDTH_COLON = re.compile(r"^\s*(?:- )?[A-Za-z_][\w-]*(：)")


def read(source: str | bytes, report: Report) -> Tree | None:
    """The nodes of one document, or None where it cannot be read at all; what is wrong goes into the report."""
    if len(source) > MAX_BYTES:
        report.add("Y001", START, size=len(source), limit=MAX_BYTES)
        return None
    text = decode(source, report)
    if text is None:
        return None
    root = _Builder(report).build(text)
    return Tree(report.file, root) if root is not None else None


class _GivenUp(Exception):
    """The file is not read further; why has been reported."""


@dataclass(slots=True)
class _Builder:
    """Puts nodes together; ``around`` are the containers not yet ended, the innermost last."""

    report: Report
    around: list[ListNode | MapNode] = field(default_factory=list)
    pending: Node | None = None  # the key of the innermost mapping that waits for its value
    keys_waiting: list[Node | None] = field(default_factory=list)  # the same of the mappings around it
    root: Node | None = None
    nodes: int = 0

    def build(self, text: str) -> Node | None:
        try:
            for event in _events(text):
                take = TAKE.get(type(event))
                if take is not None:
                    take(self, event)
        except _GivenUp:
            return None
        except yaml.MarkedYAMLError as error:
            _explain(error, text, self.report)
            return None
        except (yaml.YAMLError, ValueError, OverflowError):  # escapes and directives with absurd numbers
            self.report.add("Y007", START, problem=Text("无法读取", "it cannot be read"))
            return None
        if self.root is None or (isinstance(self.root, ScalarNode) and self.root.absent):
            self.report.add("Y016", START)
            return None
        return self.root

    def start_document(self, event: yaml.DocumentStartEvent) -> None:
        if self.root is not None:
            self._complain("Y015", Place(*_corners(event)))
            raise _GivenUp

    def scalar(self, event: yaml.ScalarEvent) -> None:
        node = ScalarNode(*_corners(event), event.value, not event.style)
        if event.anchor is not None or event.tag is not None:
            self._refuse_extras(event, node)
        strange = INVISIBLE.search(event.value) if event.style == '"' else None  # only there it can be written as \x07
        if strange:
            self._complain("Y005", node, character=f"U+{ord(strange[0]):04X}")
        self._add(node)

    def alias(self, event: yaml.AliasEvent) -> None:
        node = HoleNode(*_corners(event))
        self._complain("Y011", node, mark=f"*{event.anchor}")
        self._add(node)

    def start_list(self, event: yaml.SequenceStartEvent) -> None:
        self._open(event, ListNode(*_corners(event), bool(event.flow_style)))

    def start_map(self, event: yaml.MappingStartEvent) -> None:
        self._open(event, MapNode(*_corners(event), bool(event.flow_style)))

    def end(self, event: yaml.CollectionEndEvent) -> None:
        node = self.around.pop()
        _, _, node.end_line, node.end_column = _corners(event)
        self.pending = self.keys_waiting.pop()

    def _open(self, event: yaml.CollectionStartEvent, node: ListNode | MapNode) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_extras(event, node)
        if len(self.around) >= MAX_DEPTH:
            self._complain("Y009", node, limit=MAX_DEPTH)
            raise _GivenUp
        self._add(node)
        self.around.append(node)
        self.keys_waiting.append(self.pending)
        self.pending = None

    def _add(self, node: Node) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self._complain("Y010", node, limit=MAX_NODES)
            raise _GivenUp
        if not self.around:
            self.root = node
            return
        parent = self.around[-1]
        if isinstance(parent, ListNode):
            parent.items.append(node)
        elif self.pending is None:
            self.pending = node
        else:
            self._pair(parent, self.pending, node)
            self.pending = None

    def _pair(self, parent: MapNode, key: Node, value: Node) -> None:
        value.key = key
        if not isinstance(key, ScalarNode):
            if not isinstance(key, HoleNode):
                self._complain("Y017", key)
        elif key.plain and key.text == "<<":
            self._complain("Y013", key)
        elif key.text in parent.keys:
            self._complain("Y014", key, key=key.text, line=parent.keys[key.text].line)
        else:
            parent.entries[key.text] = value
            parent.keys[key.text] = key

    def _refuse_extras(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, place: Place) -> None:
        if event.anchor is not None:
            self._complain("Y011", place, mark=f"&{event.anchor}")
        if event.tag is not None:
            self._complain("Y012", place, tag=event.tag)

    def _complain(self, code: str, place: Place, **values: object) -> None:
        self.report.add(code, place, **values)
        if self.report.full:
            raise _GivenUp


TAKE: dict[type[yaml.Event], Callable[[_Builder, Any], None]] = {
    yaml.ScalarEvent: _Builder.scalar,
    yaml.AliasEvent: _Builder.alias,
    yaml.SequenceStartEvent: _Builder.start_list,
    yaml.MappingStartEvent: _Builder.start_map,
    yaml.SequenceEndEvent: _Builder.end,
    yaml.MappingEndEvent: _Builder.end,
    yaml.DocumentStartEvent: _Builder.start_document,
}
"""What each event does; the others do nothing."""


def _events(text: str) -> Iterator[yaml.Event]:
    loader = Loader(text)
    try:
        while (event := loader.get_event()) is not None:
            yield event
    finally:
        loader.dispose()


def _corners(event: yaml.Event) -> tuple[int, int, int, int]:
    start, end = event.start_mark, event.end_mark
    assert start is not None  # every event of a parser has its marks
    assert end is not None
    return start.line + 1, start.column + 1, end.line + 1, end.column + 1


# --- saying in a trainer's words what the parser choked on --------------------------------------------------------

PROBLEMS: tuple[tuple[str, Text], ...] = (
    ("mapping values are not allowed", Text("这里不能再有“键: 值”", "a 'key: value' cannot stand here")),
    ("expected ',' or", Text("括号里少了逗号或右括号", "a comma or the closing bracket is missing")),
    ("unexpected end of stream", Text("引号没有闭合", "a quotation mark is not closed")),
    ("expected '-' indicator", Text("列表里有一行没有以“- ”开头", "a line of the list does not begin with '- '")),
    ("sequence entries are not allowed", Text("这里不能以“- ”开始列表", "a list with '- ' cannot begin here")),
    ("expected <block end>", Text("这一行的缩进与上文不一致", "the indentation differs from the lines above")),
    ("did not find expected key", Text("这一行的缩进与上文不一致", "the indentation differs from the lines above")),
    ("expected <document start>", Text("这一行的缩进与上文不一致", "the indentation differs from the lines above")),
    ("could not find expected ':'", Text("键后面少了冒号", "the colon after a key is missing")),
    ("unknown escape character", Text("双引号里的反斜杠写法不认识", "an unknown backslash escape in double quotes")),
    ("cannot start any token", Text("文字不能以这个字符开头", "a text cannot begin with this character")),
    ("alphabetic or numeric character", Text("文字不能以 * 或 & 开头", "a text cannot begin with * or &")),
)


def _explain(error: yaml.MarkedYAMLError, text: str, report: Report) -> None:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.splitlines() or [""]
    for back in range(min(line, len(lines) - 1), max(line - 3, -1), -1):
        written = lines[back]
        indent = written[: len(written) - len(written.lstrip())]
        if "\t" in indent:
            at = indent.index("\t") + 1
            return report.add("Y006", Place(back + 1, at, back + 1, at + 1))
        colon = FULL_WIDTH_COLON.match(written)
        if colon:
            return report.add("Y008", Place(back + 1, colon.start(1) + 1, back + 1, colon.end(1) + 1))
    problem = error.problem or ""
    said = next((sentence for part, sentence in PROBLEMS if part in problem), Text("语法错误", "a syntax error"))
    return report.add("Y007", Place(line + 1, column + 1, line + 1, column + 2), problem=said)

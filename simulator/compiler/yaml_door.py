"""The only door to PyYAML: bytes or text in, nodes with places out, whatever is in the file.

Nodes are built without recursion from parser events, with limits on size, depth and number.  Texts stay texts:
no schema could turn ``0123`` or ``no`` into something else.  Anchors, tags and merge keys are reported, never obeyed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from simulator.compiler.encoding import decode
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
            complete = all(self._take(event) for event in _events(text))
        except yaml.MarkedYAMLError as error:
            _explain(error, text, self.report)
            return None
        except (yaml.YAMLError, ValueError, RecursionError, MemoryError):  # what no reader of marks can place
            self.report.add("Y007", START, problem=Text("无法读取", "it cannot be read"))
            return None
        if not complete:
            return None
        if self.root is None or (isinstance(self.root, ScalarNode) and self.root.absent):
            self.report.add("Y016", START)
            return None
        return self.root

    def _take(self, event: yaml.Event) -> bool:
        """One event; False: the file is given up."""
        if isinstance(event, yaml.ScalarEvent):
            place = _place(event)
            self._refuse_extras(event, place)
            return self._add(ScalarNode(*_corners(event), event.value, not event.style))
        if isinstance(event, yaml.CollectionEndEvent):
            self._close(event)
            return True
        if isinstance(event, yaml.CollectionStartEvent):
            self._refuse_extras(event, _place(event))
            return self._open(event)
        if isinstance(event, yaml.AliasEvent):
            self.report.add("Y011", _place(event), mark=f"*{event.anchor}")
            return self._add(HoleNode(*_corners(event)))
        if isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            self.report.add("Y015", _place(event))
            return False
        return True

    def _refuse_extras(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, place: Place) -> None:
        if event.anchor is not None:
            self.report.add("Y011", place, mark=f"&{event.anchor}")
        if event.tag is not None:
            self.report.add("Y012", place, tag=event.tag)

    def _open(self, event: yaml.CollectionStartEvent) -> bool:
        kind = ListNode if isinstance(event, yaml.SequenceStartEvent) else MapNode
        node = kind(*_corners(event), bool(event.flow_style))
        if len(self.around) >= MAX_DEPTH:
            self.report.add("Y009", _place(event), limit=MAX_DEPTH)
            return False
        if not self._add(node):
            return False
        self.around.append(node)
        self.keys_waiting.append(self.pending)
        self.pending = None
        return True

    def _close(self, event: yaml.CollectionEndEvent) -> None:
        node = self.around.pop()
        _, _, node.end_line, node.end_column = _corners(event)
        self.pending = self.keys_waiting.pop()

    def _add(self, node: Node) -> bool:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self.report.add("Y010", node, limit=MAX_NODES)
            return False
        if self.report.full:
            return False
        if not self.around:
            self.root = node
            return True
        parent = self.around[-1]
        if isinstance(parent, ListNode):
            parent.items.append(node)
        elif self.pending is None:
            self.pending = node
        else:
            self._pair(parent, self.pending, node)
            self.pending = None
        return True

    def _pair(self, parent: MapNode, key: Node, value: Node) -> None:
        value.key = key
        if not isinstance(key, ScalarNode):
            if not isinstance(key, HoleNode):
                self.report.add("Y017", key)
        elif key.plain and key.text == "<<":
            self.report.add("Y013", key)
        elif key.text in parent.keys:
            self.report.add("Y014", key, key=key.text, line=parent.keys[key.text].line)
        else:
            parent.entries[key.text] = value
            parent.keys[key.text] = key


def _events(text: str) -> Iterator[yaml.Event]:
    events: Iterator[yaml.Event] = yaml.parse(text, Loader=Loader)
    return events


def _corners(event: yaml.Event) -> tuple[int, int, int, int]:
    start, end = event.start_mark, event.end_mark
    assert start is not None  # every event of a parser has its marks
    assert end is not None
    return start.line + 1, start.column + 1, end.line + 1, end.column + 1


def _place(event: yaml.Event) -> Place:
    return Place(*_corners(event))


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

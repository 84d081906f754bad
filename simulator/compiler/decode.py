"""Nodes to values, driven by the annotations of dataclasses: a new field or check needs a dataclass and nothing here.

``shape_of(annotation)`` gives the shape of what may be written for a type, worked out once; ``shape.read(node,
report)`` gives the value, or ``INVALID`` after reporting why.  Shapes are plain data about themselves (fields, choices,
patterns, bounds), so that a JSON schema can be written from them.  An optional field that is wrong counts as not
written, an entry of a list or mapping that is wrong is left out: the passes after this one see all the rest.
"""

from __future__ import annotations

import dataclasses
import re
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Final

from simulator.compiler import scalars
from simulator.compiler.fields import EXACTLY_ONE, FORMATS, NEVER_EMPTY, RANGES, Format
from simulator.compiler.nodes import HoleNode, ListNode, MapNode, Node, ScalarNode, heading
from simulator.compiler.report import Report, suggestion
from simulator.compiler.shorthands import BARE, KEY_FIELD, PARSED, REST, VALID, Written
from simulator.model.text import Text, same
from simulator.model.units import ClockTime, Months, Ms


class Invalid(StrEnum):
    """The answer of a shape that has reported why there is no value."""

    INVALID = "invalid"


INVALID: Final = Invalid.INVALID

FULL_WIDTH_KEY = re.compile(r"\s*[A-Za-z_][\w-]*：")


class Shape:
    """What may be written for a type."""

    expected: Text

    def read(self, node: Node, report: Report) -> Any:
        """The value, or ``INVALID``."""
        raise NotImplementedError

    def mistaken(self, node: Node, report: Report) -> Invalid:
        """Report that the node is something else altogether."""
        if isinstance(node, HoleNode):
            return INVALID
        if isinstance(node, ScalarNode) and node.absent:
            report.add("D007", heading(node))
        elif isinstance(node, ScalarNode) and FULL_WIDTH_KEY.match(node.text):
            report.add("Y008", node.inside(node.text.index("：")))
        else:
            report.add("D006", node, expected=self.expected, found=_kind(node))
        return INVALID


@dataclass(frozen=True, slots=True)
class TextShape(Shape):
    """A text as it stands, in a certain format where the field has one."""

    format: Format | None = None
    expected = Text("文字", "a text")

    def read(self, node: Node, report: Report) -> str | Invalid:
        if not isinstance(node, ScalarNode) or node.absent:
            return self.mistaken(node, report)
        if self.format is not None and not self.format.accepts(node.text):
            report.add("D008", node, text=node.text, expected=self.format.expected, example=self.format.example)
            return INVALID
        return node.text


@dataclass(frozen=True, slots=True)
class WrittenShape(Shape):
    """A text that means something else: a number, a duration."""

    parse: Callable[[str], int | float | None]
    expected: Text
    example: Text
    bounds: tuple[int, int] | None = None

    def read(self, node: Node, report: Report) -> int | float | Invalid:
        if not isinstance(node, ScalarNode) or node.absent:
            return self.mistaken(node, report)
        value = self.parse(node.text)
        if value is None:
            report.add("D008", node, text=node.text, expected=self.expected, example=self.example)
            return INVALID
        if self.bounds and not self.bounds[0] <= value <= self.bounds[1]:
            report.add("D009", node, text=node.text, least=self.bounds[0], most=self.bounds[1])
            return INVALID
        return value


@dataclass(frozen=True, slots=True)
class ChoiceShape(Shape):
    """One of an enumeration."""

    choices: type[StrEnum]
    expected = Text("选项", "one of a few words")

    def read(self, node: Node, report: Report) -> StrEnum | Invalid:
        if not isinstance(node, ScalarNode) or node.absent:
            return self.mistaken(node, report)
        return choose(self.choices, node.text, node, report)


@dataclass(frozen=True, slots=True)
class ListShape(Shape):
    """A list; one entry may stand without the dashes."""

    item: Shape
    least: int = 0
    expected = Text("列表", "a list")

    def read(self, node: Node, report: Report) -> tuple[Any, ...] | Invalid:
        nodes = node.items if isinstance(node, ListNode) else [node]
        if len(nodes) < self.least:
            report.add("D017", node)
            return INVALID
        values = [self.item.read(one, report) for one in nodes]
        if isinstance(node, ListNode):  # index n of the value and of the node stay the same entry
            node.items = [one for one, value in zip(nodes, values, strict=True) if value is not INVALID]
        return tuple(value for value in values if value is not INVALID)


@dataclass(frozen=True, slots=True)
class MapShape(Shape):
    """A mapping from names to values; an entry that has a field for its own name finds it there."""

    keys: type[StrEnum] | None
    value: Shape
    least: int = 0
    expected = Text("“键: 值”", "a mapping ('key: value')")

    def read(self, node: Node, report: Report) -> Mapping[str, Any] | Invalid:
        if not isinstance(node, MapNode):
            return self.mistaken(node, report)
        if len(node.entries) < self.least:
            report.add("D017", node)
            return INVALID
        return self.entries(node, node.entries, report)

    def entries(self, node: MapNode, entries: Mapping[str, Node], report: Report) -> Mapping[str, Any]:
        """The values of some of the entries of the node."""
        values: dict[str, Any] = {}
        for written, one in entries.items():
            key = self._key(written, node.keys[written], report)
            value = self.value.read_named(one, report, str(key)) if _named(self.value) else self.value.read(one, report)
            if key is not INVALID and value is not INVALID:
                values[key] = value
        return types.MappingProxyType(values)

    def _key(self, written: str, node: ScalarNode, report: Report) -> str | Invalid:
        if self.keys is not None:
            return choose(self.keys, written, node, report, code="D004")
        if not _is_key(written):
            report.add("D013", node, text=written)
            return INVALID
        return written


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record as a file may give it; what is not required has a default in its dataclass."""

    shape: Shape
    required: bool


@dataclass(frozen=True, slots=True)
class RecordShape(Shape):
    """A dataclass.  ``named``: the field that takes the entry's key; ``bare``: the field that a value without keys
    belongs to; ``rest``: the mapping field that takes the keys of no other field."""

    type: type
    fields: Mapping[str, Field]
    required: tuple[str, ...]
    named: str = ""
    bare: str = ""
    rest: str = ""
    expected = Text("“键: 值”", "a mapping ('key: value')")

    def read(self, node: Node, report: Report) -> Any:
        return self.read_named(node, report, "")

    def read_named(self, node: Node, report: Report, name: str) -> Any:
        """The value of an entry of a mapping, whose key is its name."""
        if not isinstance(node, MapNode):
            return self._read_bare(node, report)
        values: dict[str, Any] = {self.named: name} if self.named else {}
        others = bool(self.rest)
        for key, one in node.entries.items():
            field = self.fields.get(key)
            if field is None or key == self.rest:
                others = True
                continue
            value = field.shape.read(one, report)
            if value is not INVALID:
                values[key] = value
        if others:
            self._read_others(node, values, report)
        missing = [key for key in self.required if key not in values]
        for key in missing:
            if key not in node.entries:  # one that was written, and is wrong, has been reported
                report.add("D005", heading(node), key=key)
        if not self._exactly_one(node, report) or missing:
            return INVALID
        return self._valid(self.type(**values), node, report)

    def _valid(self, value: Any, node: Node, report: Report) -> Any:
        valid = VALID.get(self.type)
        return value if valid is None or valid(value, node, report) else INVALID

    def _read_bare(self, node: Node, report: Report) -> Any:
        if not self.bare or (isinstance(node, ScalarNode) and node.absent):
            return self.mistaken(node, report)
        written = self.fields[self.bare].shape.read(node, report)
        return INVALID if written is INVALID else self._valid(self.type(**{self.bare: written}), node, report)

    def _read_others(self, node: MapNode, values: dict[str, Any], report: Report) -> None:
        """The keys of no field: the entries of the field that takes the rest, or mistakes."""
        others = {key: one for key, one in node.entries.items() if key not in self.fields or key == self.rest}
        if self.rest:
            shape = self.fields[self.rest].shape
            assert isinstance(shape, MapShape)
            values[self.rest] = shape.entries(node, others, report)
            return
        for key, value in others.items():
            if node.flow and isinstance(value, ScalarNode) and value.absent:
                report.add("D016", node.keys[key], key=key)
            else:
                left = [name for name in self.fields if name not in node.entries]
                report.add("D004", node.keys[key], key=key, suggestion=suggestion(key, left))

    def _exactly_one(self, node: MapNode, report: Report) -> bool:
        fields = EXACTLY_ONE.get(self.type)
        if fields is None or sum(one in node.entries for one in fields) == 1:
            return True
        *others, last = fields
        names = Text(f"“{'”、“'.join(others)}”和“{last}”", "'" + "', '".join(others) + f"' and '{last}'")
        report.add("D012", heading(node), names=names)
        return False


@dataclass(frozen=True, slots=True)
class UnionShape(Shape):
    """One of several dataclasses, told apart by the key, which is the class's name in snake_case."""

    members: Mapping[str, Shape]
    expected = Text("一个带键的条目", "an entry with one key")

    def read(self, node: Node, report: Report) -> Any:
        if isinstance(node, ScalarNode) and not node.absent:
            return self._read_word(node, report)
        if not isinstance(node, MapNode):
            return self.mistaken(node, report)
        if len(node.entries) != 1:
            report.add("D011", heading(node), count=len(node.entries))
            return INVALID
        ((tag, value),) = node.entries.items()
        if tag not in self.members:
            report.add("D004", node.keys[tag], key=tag, suggestion=suggestion(tag, self.members))
            return INVALID
        return self.members[tag].read(value, report)

    def _read_word(self, node: ScalarNode, report: Report) -> Any:
        """A member without anything to say about it: its name alone."""
        member = self.members.get(node.text)
        if member is None:
            report.add("D010", node, text=node.text, suggestion=suggestion(node.text, self.members))
            return INVALID
        empty = MapNode(node.line, node.column, node.end_line, node.end_column, flow=False, key=node.key)
        return member.read(empty, report)


@dataclass(frozen=True, slots=True)
class ParsedShape(Shape):
    """A dataclass written as one text."""

    type: type
    written: Written

    @property
    def expected(self) -> Text:  # type: ignore[override]  # read only here, and nowhere assigned
        return self.written.expected

    def read(self, node: Node, report: Report) -> Any:
        if not isinstance(node, ScalarNode) or node.absent:
            return self.mistaken(node, report)
        value = self.written.parse(node, report)
        return INVALID if value is None else value


# --- from annotations to shapes -----------------------------------------------------------------------------------

_EXAMPLE_INTEGER = Text("请写整数，例如 3。", "Write a whole number, such as 3.")
_EXAMPLE_DURATION = Text("时长要带单位：500ms、3s、2m。", "A duration has a unit: 500ms, 3s, 2m.")

WRITTEN: Mapping[object, WrittenShape] = {
    int: WrittenShape(scalars.integer, Text("整数", "a whole number"), _EXAMPLE_INTEGER),
    float: WrittenShape(scalars.decimal, Text("数", "a number"), Text("例如 0.8。", "For example 0.8.")),
    bool: WrittenShape(scalars.truth, same("true / false"), Text("请写 true 或 false。", "Write true or false.")),
    Ms: WrittenShape(scalars.duration, Text("时长", "a duration"), _EXAMPLE_DURATION),
    Months: WrittenShape(
        scalars.months, Text("月数", "a number of months"), Text("例如 24 months。", "For example 24 months.")
    ),
    ClockTime: WrittenShape(
        scalars.clock_time, Text("时刻", "a time of day"), Text("例如 09:30。", "For example 09:30.")
    ),
}


@cache
def shape_of(annotation: Any) -> Shape:
    """The shape of what may be written for an annotation."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if annotation is str:
        return TextShape()
    if annotation in WRITTEN:
        return WRITTEN[annotation]
    if origin is tuple:
        return ListShape(shape_of(arguments[0]))
    if origin is Mapping:
        keys = arguments[0] if arguments[0] is not str else None
        return MapShape(keys, _entry_shape(arguments[1]))
    if origin in (typing.Union, types.UnionType):
        return _union_shape([one for one in arguments if one is not type(None)])
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return ChoiceShape(annotation)
    if annotation in PARSED:
        return ParsedShape(annotation, PARSED[annotation])
    if dataclasses.is_dataclass(annotation) and isinstance(annotation, type):
        return record_shape(annotation)
    raise TypeError(f"no shape for {annotation!r}")


def _union_shape(members: list[Any]) -> Shape:
    if len(members) == 1:
        return shape_of(members[0])
    return UnionShape({snake_case(one.__name__): shape_of(one) for one in members})


def _entry_shape(annotation: Any) -> Shape:
    """The shape of the values of a mapping: a record that has a field for its name finds it in the key."""
    if not dataclasses.is_dataclass(annotation) or annotation in PARSED:
        return shape_of(annotation)
    assert isinstance(annotation, type)
    name = KEY_FIELD.get(annotation, "id")
    return record_shape(annotation, name if name in annotation.__dataclass_fields__ else "")


@cache
def record_shape(record: type, named: str = "") -> RecordShape:
    """The shape of a dataclass; ``named`` is the field that its name in a mapping belongs to."""
    hints = typing.get_type_hints(record)
    fields = {
        one.name: Field(_field_shape(record, one.name, hints[one.name]), _is_required(one))
        for one in dataclasses.fields(record)
        if one.name != named
    }
    required = tuple(name for name, field in fields.items() if field.required)
    return RecordShape(record, fields, required, named, BARE.get(record, ""), REST.get(record, ""))


def _is_required(field: dataclasses.Field[Any]) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _field_shape(record: type, name: str, annotation: Any) -> Shape:
    shape = shape_of(annotation)
    place = (record, name)
    if place in FORMATS and isinstance(shape, TextShape):
        return dataclasses.replace(shape, format=FORMATS[place])
    if place in RANGES and isinstance(shape, WrittenShape):
        return dataclasses.replace(shape, bounds=RANGES[place])
    if place in NEVER_EMPTY and isinstance(shape, ListShape | MapShape):
        return dataclasses.replace(shape, least=1)
    return shape


def choose(
    choices: type[StrEnum], text: str, node: ScalarNode, report: Report, code: str = "D010"
) -> StrEnum | Invalid:
    """The member written as ``text``, or ``INVALID``."""
    member = choices._value2member_map_.get(text)
    if not isinstance(member, StrEnum):
        report.add(code, node, text=text, key=text, suggestion=suggestion(text, [one.value for one in choices]))
        return INVALID
    return member


def _named(shape: Shape) -> typing.TypeGuard[RecordShape]:
    return isinstance(shape, RecordShape) and bool(shape.named)


def _is_key(written: str) -> bool:
    return NAME_OR_LOCATOR.fullmatch(written) is not None


NAME_OR_LOCATOR = re.compile(r"[\w.-]{1,64}")


def snake_case(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def _kind(node: Node) -> Text:
    if isinstance(node, ListNode):
        return Text("列表", "a list")
    if isinstance(node, MapNode):
        return Text("“键: 值”", "a mapping ('key: value')")
    return Text("文字", "a text")

"""JSON Schemas of the kinds of files, so that an editor completes and checks them while a trainer types.

Made from the very shapes that ``decode`` reads with, and from ``descriptions``.  Draft 7, which the YAML extension of
VS Code knows best.  A schema sees one file and no more: names are not looked up, and what ``shorthands.VALID`` says of
a record as a whole is left to ``zongji check``.  It must never refuse a file that the compiler takes, but for a number
or a truth in quotes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from simulator.compiler import scalars
from simulator.compiler.decode import (
    NAME_OR_LOCATOR,
    ChoiceShape,
    ListShape,
    MapShape,
    ParsedShape,
    RecordShape,
    Shape,
    TextShape,
    UnionShape,
    WrittenShape,
    shape_of,
    snake_case,
)
from simulator.compiler.descriptions import DESCRIPTIONS
from simulator.compiler.fields import EXACTLY_ONE
from simulator.compiler.files import KINDS
from simulator.compiler.load import HEADER, VERSION

Schema = dict[str, Any]

DRAFT: Final = "http://json-schema.org/draft-07/schema#"

_TEXT: Final = ["string", "number", "boolean"]
"""What YAML's own rules make of a text without quotes; the compiler takes each as it stands."""

_WRITTEN: Mapping[Callable[[str], Any], Schema] = {
    scalars.integer: {"type": "integer"},
    scalars.decimal: {"type": "number"},
    scalars.truth: {"type": "boolean"},
    scalars.duration: {"type": "string", "pattern": f"^{scalars.DURATION.pattern}$"},
    scalars.months: {"type": "string", "pattern": f"^{scalars.MONTHS.pattern}$"},
    scalars.clock_time: {"type": "string", "pattern": f"^{scalars.TIME.pattern}$"},
}


def schema_of(kind: str) -> Schema:
    """The schema of a kind of file (``call``)."""
    definitions: dict[str, Schema] = {}
    shape = shape_of(KINDS[kind])
    assert isinstance(shape, RecordShape)
    body = _record(shape, definitions)
    header = {"const": f"{kind}/{VERSION}", "description": "文件的种类和版本，写在第一行"}
    return {
        "$schema": DRAFT,
        "title": f"{kind}/{VERSION}",
        **body,
        "properties": {HEADER: header, **body["properties"]},
        "required": [HEADER, *body["required"]],
        "definitions": dict(sorted(definitions.items())),
    }


def _of(shape: Shape, definitions: dict[str, Schema]) -> Schema:
    """The schema of a shape; those of records go into the definitions."""
    match shape:
        case TextShape(format):
            return {"type": _TEXT} | ({"pattern": _whole(format.pattern)} if format else {})
        case WrittenShape(parse, bounds=bounds):
            return _WRITTEN[parse] | ({"minimum": bounds[0], "maximum": bounds[1]} if bounds else {})
        case ChoiceShape(choices):
            return {"enum": [one.value for one in choices]}
        case ParsedShape(type=record, written=written):
            forms: Schema = {"type": "string", "pattern": _whole(written.pattern)}
            return _named(record, {"anyOf": [{"enum": list(written.words)}, forms]}, definitions)
        case ListShape(item, least):
            one = _of(item, definitions)
            many: Schema = {"type": "array", "items": one} | ({"minItems": least} if least else {})
            return {"anyOf": [one, many]}
        case MapShape():
            return _mapping(shape, definitions)
        case UnionShape():
            return _union(shape, definitions)
        case RecordShape():
            body = _record(shape, definitions)
            if shape.bare:
                body = {"anyOf": [_of(shape.fields[shape.bare].shape, definitions), body]}
            return _named(shape.type, body, definitions)
    raise TypeError(shape)


def _mapping(shape: MapShape, definitions: dict[str, Schema]) -> Schema:
    value = _of(shape.value, definitions)
    least: Schema = {"minProperties": shape.least} if shape.least else {}
    if shape.keys is not None:
        keys = {one.value: value for one in shape.keys}
        return {"type": "object", "properties": keys, "additionalProperties": False} | least
    names = {"pattern": _whole(NAME_OR_LOCATOR)}
    return {"type": "object", "propertyNames": names, "additionalProperties": value} | least


def _union(shape: UnionShape, definitions: dict[str, Schema]) -> Schema:
    """One key of several; a member that needs nothing said about it may be its name alone."""
    members = {tag: _of(member, definitions) for tag, member in shape.members.items()}
    for tag, member in shape.members.items():
        if isinstance(member, RecordShape):
            members[tag] = {"description": DESCRIPTIONS[member.type].record, "allOf": [members[tag]]}
    alone = [tag for tag, one in shape.members.items() if isinstance(one, RecordShape) and not one.required]
    keyed = {
        "type": "object",
        "properties": members,
        "additionalProperties": False,
        "minProperties": 1,
        "maxProperties": 1,
    }
    return {"anyOf": [keyed, {"enum": alone}]} if alone else keyed


def _named(record: type, body: Schema, definitions: dict[str, Schema]) -> Schema:
    """A reference to what is written out once, however often it is used."""
    name = snake_case(record.__name__)
    definitions[name] = body
    return {"$ref": f"#/definitions/{name}"}


def _record(shape: RecordShape, definitions: dict[str, Schema]) -> Schema:
    described = DESCRIPTIONS[shape.type]
    properties: dict[str, Schema] = {}
    for name, field in shape.fields.items():
        schema = _of(field.shape, definitions)
        if name == shape.rest:
            properties |= schema["properties"]
        else:
            # beside $ref nothing counts, so it goes one level down
            properties[name] = {"description": described.fields[name], **_aside(schema)}
    choice = EXACTLY_ONE.get(shape.type)
    return {
        "type": "object",
        "description": described.record,
        "properties": properties,
        "required": [name for name in shape.required if name != shape.rest],
        "additionalProperties": False,
    } | ({"oneOf": [{"required": [one]} for one in choice]} if choice else {})


def _aside(schema: Schema) -> Schema:
    return {"allOf": [schema]} if "$ref" in schema else schema


def _whole(pattern: re.Pattern[str]) -> str:
    """The pattern as Python and JavaScript read alike: ``\\w`` has letters of every language, and it spans all."""
    portable = pattern.pattern.replace(r"\w", r"A-Za-z0-9_\u0080-\uffff")
    return f"^(?:{portable})$"

"""The JSON Schemas: complete, shipped as they are made, and of one mind with the compiler.

A file is given to the validator as an editor would: plain texts become what YAML 1.2 makes of them.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from simulator.compiler import KINDS, kind_of, schema_of
from simulator.compiler.decode import ListShape, MapShape, RecordShape, Shape, UnionShape, shape_of
from simulator.compiler.descriptions import DESCRIPTIONS
from simulator.compiler.nodes import ListNode, MapNode, Node, ScalarNode
from simulator.compiler.report import Report
from simulator.compiler.yaml_door import read
from simulator.model.diagnostic import Severity
from simulator.runtime.new_workspace import make_workspace
from simulator.runtime.schemas import written
from tests.compiler.bench import HERE, Example, base, compile_with, examples
from tests.compiler.test_documented import FILES

SCENARIOS = HERE.parents[1] / "scenarios"
SHIPPED = sorted(SCENARIOS.rglob("*.yaml"))


def records(shape: Shape) -> Iterator[RecordShape]:
    """Every record that a file can hold, some more than once."""
    match shape:
        case RecordShape():
            yield shape
            for field in shape.fields.values():
                yield from records(field.shape)
        case ListShape():
            yield from records(shape.item)
        case MapShape():
            yield from records(shape.value)
        case UnionShape():
            for member in shape.members.values():
                yield from records(member)


ALL = {one.type: one for content in KINDS.values() for one in records(shape_of(content))}  # type: ignore[arg-type]


def value_of(node: Node) -> Any:
    match node:
        case ScalarNode(text=text, plain=True):
            if text in ("", "~", "null"):
                return None
            if text in ("true", "false"):
                return text == "true"
            if re.fullmatch(r"[-+]?[0-9]+", text):
                return int(text)
            return float(text) if re.fullmatch(r"[-+]?[0-9]*\.[0-9]+", text) else text
        case ScalarNode(text=text):
            return text
        case ListNode(items=items):
            return [value_of(one) for one in items]
        case MapNode(entries=entries):
            return {key: value_of(one) for key, one in entries.items()}
    raise TypeError(node)


def loaded(text: str | bytes) -> Any:
    tree = read(text, Report("example.yaml"))
    assert tree is not None
    return value_of(tree.root)


@cache
def validator(kind: str) -> Draft7Validator:
    return Draft7Validator(schema_of(kind))


def refused(kind: str, text: str | bytes) -> list[str]:
    return [error.message[:200] for error in validator(kind).iter_errors(loaded(text))]


@pytest.mark.parametrize("kind", KINDS)
def test_schemas_are_schemas(kind: str) -> None:
    Draft7Validator.check_schema(schema_of(kind))


@pytest.mark.parametrize("record", ALL, ids=lambda one: one.__name__)
def test_every_record_and_field_is_described(record: type) -> None:
    described = DESCRIPTIONS[record]
    flat = {ALL[record].rest} - {""}
    assert described.fields.keys() | flat == ALL[record].fields.keys()
    for text in (described.record, *described.fields.values()):
        assert re.search("[\u4e00-\u9fff]", text)


def test_nothing_is_described_that_is_not_there() -> None:
    assert DESCRIPTIONS.keys() == ALL.keys()


@pytest.mark.parametrize("kind", KINDS)
def test_shipped_schemas_are_the_generated_ones(kind: str) -> None:
    shipped = (SCENARIOS / "schemas" / f"{kind}.json").read_text(encoding="utf-8")
    assert shipped == written(kind), "run: zongji schema --out scenarios/schemas"


def test_there_is_a_schema_for_each_kind_and_no_other() -> None:
    assert {path.stem for path in (SCENARIOS / "schemas").iterdir()} == KINDS.keys()


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.relative_to(SCENARIOS).as_posix())
def test_shipped_files_are_accepted(path: Path) -> None:
    kind = kind_of(path.read_bytes())
    assert kind is not None
    assert refused(kind, path.read_bytes()) == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_benchs_and_the_documented_files_are_accepted(kind: str) -> None:
    assert refused(kind, base(kind)) == []
    documented = FILES[kind].replace("  ...\n", "").replace(", ...]", "]").replace("[...]", "[好。]")
    assert refused(kind, documented) == []


BEYOND = {"D015", "D018", "D019"}
"""What a moment may say in parentheses, and everything about readings."""

SHAPES = [one for one in examples() if one.code.startswith("D") and one.code not in BEYOND]


@pytest.mark.parametrize("example", SHAPES, ids=lambda example: example.code)
def test_what_has_the_wrong_shape_is_refused(example: Example) -> None:
    assert refused(example.kind, example.content)


@pytest.mark.parametrize(
    "example", [one for one in examples() if one.code[0] not in "YD"], ids=lambda example: example.code
)
def test_what_only_other_files_make_wrong_is_accepted(example: Example) -> None:
    """No schema refuses more than the compiler's own reading of the shape."""
    assert refused(example.kind, example.content) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_unknown_key_is_refused_wherever_it_stands(kind: str) -> None:
    """At each record of the bench's file, as the compiler does."""
    value = loaded(base(kind))
    places = list(mappings(value, shape_of(KINDS[kind])))  # type: ignore[arg-type]
    assert places
    for place in places:
        place["surely_no_key"] = "x"
        assert list(validator(kind).iter_errors(value)), place
        del place["surely_no_key"]
    assert not list(validator(kind).iter_errors(value))


def mappings(value: Any, shape: Shape) -> Iterator[dict[str, Any]]:
    """The mappings in a file's value that are records without a free choice of keys."""
    match shape, value:
        case RecordShape(), dict():
            yield value
            for key, one in list(value.items()):
                if key in shape.fields:
                    yield from mappings(one, shape.fields[key].shape)
        case ListShape(), list():
            for one in value:
                yield from mappings(one, shape.item)
        case ListShape(), _:
            yield from mappings(value, shape.item)
        case MapShape(), dict():
            for one in list(value.values()):
                yield from mappings(one, shape.value)
        case UnionShape(), dict():
            for key, one in list(value.items()):
                yield from mappings(one, shape.members[key])


def patterns(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if isinstance(schema.get("pattern"), str):
            yield schema["pattern"]
        for one in schema.values():
            yield from patterns(one)
    elif isinstance(schema, list):
        for one in schema:
            yield from patterns(one)


def test_an_editor_in_javascript_reads_the_patterns_alike() -> None:
    """In the strict mode for Unicode that VS Code uses, where an escape too many is an error."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node on this machine")
    samples = [
        "demo",
        "找总经理",
        "09:30",
        "3s",
        "24 months",
        "answer 1",
        "request(zhang_wei)",
        "8012",
        "a b",
        "../x.ogg",
    ]
    found = sorted({one for kind in KINDS for one in patterns(schema_of(kind))})
    script = (
        "const [p, s] = JSON.parse(process.argv[1]);"
        "console.log(JSON.stringify(p.map(x => s.map(y => new RegExp(x, 'u').test(y)))))"
    )
    ran = subprocess.run(
        [node, "-e", script, json.dumps([found, samples])],
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    assert json.loads(ran.stdout) == [[bool(re.search(one, text)) for text in samples] for one in found]


def test_a_new_workspace_points_the_editor_at_them(tmp_path: Path) -> None:
    """Every file begins with the line, the line leads to the schema of its kind, and the compiler takes it."""
    for file in make_workspace(tmp_path / "mine", SCENARIOS):
        if file.suffix == ".yaml":
            content = file.read_bytes()
            kind = kind_of(content)
            assert kind is not None
            line = content.decode("utf-8").splitlines()[0].removeprefix("# yaml-language-server: $schema=")
            assert (file.parent / line).resolve() == (tmp_path / "mine" / "schemas" / f"{kind}.json").resolve()
            assert (file.parent / line).is_file()
    for kind in KINDS:
        text = f"# yaml-language-server: $schema=x.json\n{base(kind)}"
        assert not any(one.severity is Severity.ERROR for one in compile_with(kind, text).diagnostics)

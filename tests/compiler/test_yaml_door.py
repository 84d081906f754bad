"""The door to YAML: places, texts that stay texts, and hostile files."""

from __future__ import annotations

import pytest
import yaml

from simulator.compiler import yaml_door
from simulator.compiler.nodes import ListNode, MapNode, ScalarNode, Tree
from simulator.compiler.report import MOST, Report
from simulator.compiler.yaml_door import MAX_BYTES, MAX_DEPTH, MAX_NODES, read


def door(source: str | bytes) -> tuple[Tree | None, list[str]]:
    report = Report("a.yaml")
    tree = read(source, report)
    return tree, [one.code for one in report.diagnostics()]


def text(tree: Tree | None, *path: str | int) -> str:
    assert tree is not None
    node = tree.node(path)
    assert isinstance(node, ScalarNode)
    return node.text


@pytest.fixture(params=["C", "Python"])
def _either_loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "C":
        assert yaml.__with_libyaml__
    else:
        monkeypatch.setattr(yaml_door, "Loader", yaml.SafeLoader)


pytestmark = pytest.mark.usefixtures("_either_loader")


@pytest.mark.parametrize("written", ["0123", "12:30", "no", "yes", "null", "~", "1e3", "0x1f", "2026-03-16", "1_000"])
def test_plain_scalars_are_what_they_look_like(written: str) -> None:
    tree, codes = door(f"a: {written}\n")
    assert codes == []
    assert text(tree, "a") == written


def test_places_count_characters_from_one() -> None:
    tree, _ = door("称呼: 王总\n表:\n  - 好的\n  - {甲: 乙}\n")
    assert tree is not None
    span = tree.place(("称呼",)).span(tree.file)
    assert (span.line, span.column, span.end_line, span.end_column) == (1, 5, 1, 7)
    place = tree.place(("表", 1, "甲"))
    assert (place.line, place.column) == (4, 9)


def test_what_is_missing_is_pointed_at_from_the_nearest_ancestor() -> None:
    tree, _ = door("a:\n  b:\n    c: 1\n")
    assert tree is not None
    place = tree.place(("a", "b", "x", "y"))
    assert (place.line, place.column) == (2, 3)


def test_one_entry_without_dashes_has_the_place_of_a_list_with_one_entry() -> None:
    tree, _ = door("say: 好\n")
    assert tree is not None
    assert tree.place(("say", 0)) == tree.place(("say",))


def test_byte_order_mark_and_windows_line_ends_are_no_matter() -> None:
    tree, codes = door("\ufeffa: 1\r\nb: 二\r\n".encode())
    assert codes == []
    assert text(tree, "b") == "二"


def test_a_character_inside_a_quoted_text_has_its_own_column() -> None:
    tree, _ = door('a: "您好{x}"\n')
    assert tree is not None
    node = tree.node(("a",))
    assert isinstance(node, ScalarNode)
    assert (node.inside(2).line, node.inside(2).column) == (1, 7)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("[" * 100_000, "Y009"),
        ("{a: " * 100_000, "Y009"),
        ("- " * 100_000, "Y009"),
        ("? " * 100_000, "Y009"),
        ("[x, " * (MAX_DEPTH + 1), "Y009"),
        ("- x\n" * (MAX_NODES + 1), "Y010"),
        ("[]\n---\n" * 10, "Y015"),
        ("x" * 10_000_000, "Y001"),
        (b"x" * 10_000_000, "Y001"),
        ("", "Y016"),
        (" \n\n", "Y016"),
        ("# nothing\n", "Y016"),
        ("---\n...\n", "Y016"),
        ("a: &b 1\n", "Y011"),
        ("a: *b\n", "Y011"),
        ("a: !!python/object/apply:os.system [x]\n", "Y012"),
        ("a: ! x\n", "Y012"),
        ("<<: {a: 1}\n", "Y013"),
        ("a: 1\nb: 2\na: 3\n", "Y014"),
        ("{a: 1}: 2\n", "Y017"),
        ("[a]: 2\n", "Y017"),
        ("a:\n\tb: 1\n", "Y006"),
        ("a: b: c\n", "Y007"),
        ("title：找总经理\nstatus: draft\n", "Y008"),
        ("a: \x00\n", "Y005"),
        ("a: \ud800\n", "Y005"),
        ("a: \u2028\n", "Y005"),
        ('a: "\\0"\n', "Y005"),
        ("称呼: 王总\n".encode("gbk"), "Y002"),
        ("a: 1\n".encode("utf-16"), "Y003"),
        ("a: 1\n".encode("utf-16-le"), "Y003"),
        ("a: 1\n".encode("utf-32"), "Y003"),
        (b"\x89PNG\r\n\x1a\n\xff\xff\xff\xff", "Y004"),
    ],
)
def test_bad_files_are_explained(source: str | bytes, code: str) -> None:
    assert door(source)[1] == [code]


def test_an_alias_bomb_stays_small() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    tree, codes = door("\n".join(lines))
    assert set(codes) == {"Y011", "Y018"}
    assert len(codes) == MOST
    assert tree is None


def test_a_scalar_as_long_as_a_file_may_be_is_one_node() -> None:
    tree, codes = door("x" * MAX_BYTES)
    assert codes == []
    assert text(tree) == "x" * MAX_BYTES


def test_structure_of_nodes() -> None:
    tree, _ = door("a: [1, {b: 2}]\n")
    assert tree is not None
    assert isinstance(tree.root, MapNode)
    a = tree.root.entries["a"]
    assert isinstance(a, ListNode)
    assert a.flow
    assert isinstance(a.items[1], MapNode)
    assert not tree.root.flow

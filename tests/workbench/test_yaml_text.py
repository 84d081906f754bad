"""What is written is read back as what it was, by the compiler's own door."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from simulator.compiler.nodes import ListNode, MapNode, Node, ScalarNode
from simulator.compiler.report import Report
from simulator.compiler.yaml_door import read
from simulator.workbench.yaml_text import block, scalar

CHARACTERS = st.characters(min_codepoint=32, max_codepoint=0xFFFD, blacklist_categories=("Cs", "Cc", "Zl", "Zp", "Cn"))
TEXTS = st.text(CHARACTERS, max_size=20).filter(lambda text: "\ufeff" not in text)
VALUES = st.recursive(
    TEXTS,
    lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(TEXTS, inner, min_size=1, max_size=3),
    max_leaves=8,
)


def _plain(node: Node) -> object:
    match node:
        case ScalarNode():
            return node.text
        case ListNode():
            return [_plain(one) for one in node.items]
        case MapNode():
            return {key: _plain(one) for key, one in node.entries.items()}
    raise AssertionError(node)


@given(st.dictionaries(TEXTS, VALUES, min_size=1, max_size=4))
def test_whatever_is_written_is_read_back(value: dict[str, object]) -> None:
    report = Report("x.yaml")
    tree = read("\n".join(block(value)) + "\n", report)  # type: ignore[arg-type]
    assert report.diagnostics() == ()
    assert tree is not None
    assert _plain(tree.root) == value


def test_what_others_would_take_for_something_else_is_quoted() -> None:
    quoted = [
        "0123",
        "12:30",
        "no",
        "true",
        "null",
        "",
        " x",
        "a: b",
        "a #b",
        "- a",
        "{a",
        "[b",
        "*c",
        "&d",
        "1e3",
        "~",
        "2026-01-01",
    ]
    assert [text for text in quoted if not scalar(text).startswith('"')] == []
    assert scalar("恒城集团（总部）") == "恒城集团（总部）"
    assert scalar('说"好"') == '"说\\"好\\""'
    assert [scalar(True), scalar(3)] == ["true", "3"]


def test_control_characters_cannot_get_into_a_file() -> None:
    assert scalar("a\x00b\u2028c") == "abc"

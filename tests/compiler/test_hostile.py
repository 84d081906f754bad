"""Whatever is in a file, every entry point answers with a value or with diagnostics."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.compiler import kind_of, render, yaml_door
from simulator.model.text import Lang
from tests.compiler.bench import KINDS, base, compile_with

LOADERS = [yaml.SafeLoader, yaml_door.Loader]
EASY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

kinds = st.sampled_from(KINDS)
fragments = st.sampled_from(
    [
        *"\n\t -:#,[]{}&*!|>'\"%@`?~：，。<>().\\\x00\ufeff\u2028\r",
        *("\n  ", "\n    ", "- ", ": ", "---\n", "...\n", "<<: ", "&a ", "*a", "!!str ", '"\\U', "FFFFFFFF", "%YAML "),
        *("zongji", "id", "rules", "turns", "callers", "您好", "{company}", "<wait>", "(a|b", "request(", "0s"),
        "9" * 5_000,
    ]
)
values = st.recursive(
    st.text(max_size=6) | st.sampled_from(["", "3s", "greeting", "wang", "request(x)", "8001", "true", "-1"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=12,
)


def survives(kind: str, text: str | bytes) -> None:
    bench = compile_with(kind, text)
    own = {"clauses": "rulebook", "phrases": "rulebook", "rules": "rulebook"}.get(kind, kind)
    assert bench.values[own] is not None or bench.diagnostics
    for one in bench.diagnostics:
        assert one.span.line >= 1
        assert one.span.column >= 1
        for lang in Lang:
            printed = render(one, lang)
            assert printed.encode("utf-8")
            assert printed.count("\n") == 1
    kind_of(text)


@pytest.mark.parametrize("loader", LOADERS, ids=lambda loader: loader.__name__)
@EASY
@given(kind=kinds, data=st.binary(max_size=400))
def test_bytes(loader: type[yaml.SafeLoader], kind: str, data: bytes) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_door, "Loader", loader)
        survives(kind, data)


@pytest.mark.parametrize("loader", LOADERS, ids=lambda loader: loader.__name__)
@EASY
@given(kind=kinds, parts=st.lists(fragments | st.text(max_size=8), max_size=40))
def test_texts_like_yaml(loader: type[yaml.SafeLoader], kind: str, parts: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_door, "Loader", loader)
        survives(kind, "".join(parts))
        survives(kind, f"zongji: {kind}/1\n{''.join(parts)}")


@EASY
@given(kind=kinds, data=st.data())
def test_correct_files_with_a_piece_replaced(kind: str, data: st.DataObject) -> None:
    text = base(kind)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 30)))
    survives(kind, text[:start] + data.draw(fragments | st.text(max_size=8)) + text[end:])


@EASY
@given(kind=kinds, data=st.data())
def test_correct_files_with_a_value_of_another_shape(kind: str, data: st.DataObject) -> None:
    """The places where a value stands: every colon of the file."""
    text = base(kind)
    colons = [at for at, char in enumerate(text) if text[at : at + 2] == ": " or (char == ":" and text[at + 1] == "\n")]
    at = data.draw(st.sampled_from(colons))
    end = text.index("\n", at)
    value = yaml.safe_dump(data.draw(values), default_flow_style=True, allow_unicode=True, width=10_000).split("\n")[0]
    survives(kind, f"{text[: at + 1]} {value}{text[end:]}")


@EASY
@given(kind=kinds, value=values)
def test_structures_under_the_right_header(kind: str, value: object) -> None:
    survives(kind, yaml.safe_dump({"zongji": f"{kind}/1", "rest": value}, sort_keys=False, allow_unicode=True))
    if isinstance(value, dict):
        survives(kind, yaml.safe_dump({"zongji": f"{kind}/1", **value}, sort_keys=False, allow_unicode=True))


@pytest.mark.parametrize(
    "phrases",
    [
        {f"p{n}": [f"好<p{n + 1}>", f"早<p{n + 1}>"] for n in range(40)},  # 2 to the 40th wordings
        {f"p{n}": [f"<p{n + 1}>"] for n in range(5_000)},  # too deep for recursion
        {f"p{n}": [f"好<p{(n + 1) % 3_000}>"] for n in range(3_000)},  # a very large circle
    ],
)
def test_references_that_multiply_or_go_deep(phrases: dict[str, list[str]]) -> None:
    text = base("phrases") + "".join(f"  {name}: {{full: {texts}}}\n" for name, texts in phrases.items())
    last = f"p{len(phrases)}"
    found = compile_with("phrases", f"{text}  {last}: {{full: 早}}\n").diagnostics
    assert {one.code for one in found} <= {"P003", "P006", "Y018"}
    assert {one.code for one in found} & {"P003", "P006"}

"""Every diagnostic has an example that triggers it and nothing else."""

from __future__ import annotations

import pytest

from simulator.compiler.codes import CODES, TABLE
from tests.compiler.bench import KINDS, Example, base, compile_with, examples

EXAMPLES = examples()


def test_the_bench_itself_has_no_diagnostics() -> None:
    for kind in KINDS:
        bench = compile_with(kind, base(kind))
        assert bench.diagnostics == ()
        assert all(value is not None for value in bench.values.values())


def test_table_and_examples_match() -> None:
    assert [example.code for example in EXAMPLES] == sorted(CODES)
    assert len(TABLE) == len(CODES)
    assert {example.kind for example in EXAMPLES} <= set(KINDS)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.code)
def test_example_triggers_exactly_its_code(example: Example) -> None:
    found = compile_with(example.kind, example.content).diagnostics
    assert found
    expected = {example.code} if example.code != "Y018" else {"D010", "Y018"}
    assert {one.code for one in found} == expected
    assert {one.span.file for one in found} == {"example.yaml"}
    assert all(one.severity is CODES[one.code].severity for one in found)

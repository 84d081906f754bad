"""docs/formats.md shows files of the right shape, and the shipped list of clauses is whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from simulator.compiler import kind_of
from simulator.compiler.files import KINDS
from simulator.compiler.link_rulebook import locators_of
from simulator.compiler.load import Loaded, Source, load
from simulator.compiler.report import Report

ROOT = Path(__file__).parents[2]
BLOCKS = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs" / "formats.md").read_text(encoding="utf-8"), flags=re.DOTALL)
FILES = {kind: block for block in BLOCKS if (kind := kind_of(block)) is not None}


def test_every_kind_is_documented() -> None:
    assert FILES.keys() == KINDS.keys()


@pytest.mark.parametrize("kind", KINDS)
def test_documented_files_have_the_right_shape(kind: str) -> None:
    text = FILES[kind].replace("  ...\n", "").replace(", ...]", "]").replace("[...]", "[好。]")
    report = Report("formats.md")
    loaded: Loaded[object] | None = load(Source(text, "formats.md"), kind, KINDS[kind], report)
    assert [(one.code, one.message.en) for one in report.diagnostics()] == []
    assert loaded is not None


def test_the_frozen_list_of_clauses_ships() -> None:
    locators = locators_of((ROOT / "scenarios" / "locators.txt").read_text(encoding="utf-8"))
    assert len(locators) == len(set(locators)) == 292
    assert {one[0] for one in locators} == set("ABCD")

"""The shipped library, read once for all of its tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.model.rulebook import Rulebook
from simulator.phrases import Lexicon, slots_of
from simulator.runtime.workspace import Workspace

LIBRARY = Path(__file__).resolve().parents[2] / "scenarios"


@pytest.fixture(scope="session")
def library() -> Workspace:
    """The library, with every file compiled."""
    workspace = Workspace(LIBRARY)
    for company in workspace.company_files():
        workspace.company(company.stem)
    for call in workspace.call_files():
        workspace.check_call(call)
    return workspace


@pytest.fixture(scope="session")
def rulebook(library: Workspace) -> Rulebook:
    found = library.rulebook("switchboard")
    assert found is not None
    return found


@pytest.fixture(scope="session")
def lexicon(library: Workspace, rulebook: Rulebook) -> Lexicon:
    """The rulebook's phrases over the names of the shipped company."""
    company = library.company("hengcheng")
    assert company is not None
    return Lexicon.build(rulebook.phrases, slots_of(company))

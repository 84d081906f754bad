"""Logs scored again: what is remembered changes what that costs and nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks.rescore import changed_rules, changed_weights
from scoring import Scorer
from simulator.model.checks import Said
from simulator.model.log import Log
from simulator.model.problem import Problem
from simulator.model.rulebook import Rulebook
from simulator.model.scorecard import Scorecard
from simulator.phrases import Lexicon
from simulator.runtime import folders, rejudging
from simulator.runtime.logfile import log_bytes
from simulator.runtime.match_memory import MatchMemory, Remembering
from simulator.runtime.notebook import Notebook
from simulator.runtime.performance import rehearse
from simulator.runtime.record_folder import RecordFolder, create
from simulator.runtime.rejudging import Rejudging
from simulator.runtime.results import score_log
from simulator.runtime.workspace import LoadedCall, Workspace

CALLS = ("gm-accepts", "fault")


@dataclass(frozen=True)
class Kept:
    """A plan's call in its record folder, and the scorecard that it got."""

    folder: RecordFolder
    loaded: LoadedCall
    log: Log
    card: Scorecard

    @property
    def sources(self) -> dict[str, str]:
        return {one.name: one.sha256 for one in self.log.header.sources}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> list[Kept]:
    """Every plan of two shipped calls."""
    workspace, root = Workspace(folders.library()), tmp_path_factory.mktemp("records")
    found = []
    for call in CALLS:
        loaded = workspace.load_call(workspace.find_call(call))
        assert loaded.plans is not None
        for name, plan in loaded.plans.plans.items():
            log = rehearse(loaded, plan)
            folder = create(root, f"{call}-{name}", loaded.sources)
            folder.log.write_bytes(log_bytes(log))
            found.append(Kept(folder, loaded, log, score_log(log, loaded)))
    assert {one.card.verdict for one in found} >= {"pass", "fail"}
    return found


def scored(kept: list[Kept], rejudging: Rejudging) -> list[Scorecard]:
    cards = []
    for one in kept:
        card, log = rejudging.score(one.folder, one.sources, one.loaded.rulebook.id)
        assert log == one.log.digest
        cards.append(card)
    rejudging.keep()
    return cards


def figures(card: Scorecard) -> tuple[Any, ...]:
    """All of a scorecard but its words and evidence."""
    findings = [replace(one, required=..., measured=..., why_undecided=None, evidence=()) for one in card.findings]  # type: ignore[arg-type]
    return replace(card, findings=tuple(findings), call="", title="", trainee="", versions={}), card.reservations


def by(kept: list[Kept], rulebook: Rulebook) -> list[tuple[Any, ...]]:
    """What the plain scorer gives by a rulebook."""
    scorer = kept[0].loaded.scorer
    if rulebook.phrases != scorer.rulebook.phrases:
        scorer = Scorer.of(scorer.company, rulebook)
    scorer = replace(scorer, rulebook=rulebook)
    return [figures(scorer.score(one.log, one.loaded.script)) for one in kept]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, tuple[str, ...]]]:
    """Every text that a compiled matcher was asked about, and the phrases."""
    made: list[tuple[str, tuple[str, ...]]] = []
    match: Callable[..., Any] = Lexicon.match

    def counted(self: Lexicon, text: str, phrases: Any = None) -> Any:
        phrases = tuple(phrases)
        made.append((text, phrases))
        return match(self, text, phrases)

    monkeypatch.setattr(Lexicon, "match", counted)
    return made


def test_every_score_is_the_same_with_and_without_memory(kept: list[Kept], tmp_path: Path) -> None:
    expected = [figures(one.card) for one in kept]
    first = Rejudging(tmp_path)
    assert [figures(card) for card in scored(kept, first)] == expected
    assert [figures(card) for card in scored(kept, first)] == expected
    assert [figures(card) for card in scored(kept, Rejudging(tmp_path))] == expected


def test_remembered_matches_lack_only_what_explains_them(kept: list[Kept], tmp_path: Path) -> None:
    company, rulebook = kept[0].loaded.company, kept[0].loaded.rulebook
    memory = MatchMemory(tmp_path / "matches.sqlite")
    scorer = Scorer(company, rulebook, Remembering.of(memory, company, rulebook))
    for _ in range(2):
        for one in kept:
            found = scorer.score(one.log, one.loaded.script, versions=one.card.versions)
            unexplained = [
                replace(finding, evidence=tuple(replace(proof, alignment=()) for proof in finding.evidence))
                for finding in one.card.findings
            ]
            assert found == replace(one.card, findings=tuple(unexplained))
        memory.keep()


def test_a_change_of_rules_asks_the_matcher_nothing(
    kept: list[Kept], tmp_path: Path, asked: list[tuple[str, tuple[str, ...]]]
) -> None:
    rulebook = changed_rules(kept[0].loaded.rulebook)
    expected = by(kept, rulebook)
    scored(kept, Rejudging(tmp_path))
    asked.clear()
    assert [figures(card) for card in scored(kept, Rejudging(tmp_path, rulebook))] == expected
    assert asked == []


def test_a_change_of_weights_reads_no_log(kept: list[Kept], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rulebook = changed_weights(kept[0].loaded.rulebook)
    expected = by(kept, rulebook)
    assert expected != [figures(one.card) for one in kept]
    scored(kept, Rejudging(tmp_path))
    monkeypatch.setattr(rejudging, "read_whole_log", None)
    assert [figures(card) for card in scored(kept, Rejudging(tmp_path, rulebook))] == expected


def test_a_change_of_a_template_looks_for_its_phrase_again(
    kept: list[Kept], tmp_path: Path, asked: list[tuple[str, tuple[str, ...]]]
) -> None:
    rulebook = kept[0].loaded.rulebook
    (phrase, *_) = (one.check.phrases[0] for one in rulebook.rules if isinstance(one.check, Said))
    longer = replace(rulebook.phrases[phrase], full=(*rulebook.phrases[phrase].full, "喂您好有什么可以效劳"))
    changed = replace(rulebook, phrases={**rulebook.phrases, phrase: longer})
    expected = by(kept, changed)
    scored(kept, Rejudging(tmp_path))
    asked.clear()
    assert [figures(card) for card in scored(kept, Rejudging(tmp_path, changed))] == expected
    assert {one for _, phrases in asked for one in phrases} == {phrase}


def test_a_damaged_memory_is_not_believed(kept: list[Kept], tmp_path: Path) -> None:
    expected = [figures(one.card) for one in kept]
    rejudging = Rejudging(tmp_path)
    scored(kept, rejudging)
    for file in ("judgements.sqlite", "matches.sqlite"):
        with closing(sqlite3.connect(tmp_path / file)) as connection, connection:
            connection.execute("UPDATE notes SET value = replace(replace(value, 'fail', 'pass'), 'yes', 'almost')")
    assert [figures(card) for card in scored(kept, rejudging)] == expected
    for one in tmp_path.iterdir():
        one.write_bytes(b"no notebook at all" * 1_000)
    anew = Rejudging(tmp_path)
    for _ in range(2):
        assert [figures(card) for card in scored(kept, anew)] == expected


def test_a_changed_log_is_not_the_one_remembered(kept: list[Kept], tmp_path: Path) -> None:
    one = kept[0]
    memory = Rejudging(tmp_path)
    scored([one], memory)
    whole = one.folder.log.read_bytes()
    try:
        one.folder.log.write_bytes(whole.replace(b'"t":', b'"t": ', 1))
        with pytest.raises(Problem):
            memory.score(one.folder, one.sources, one.loaded.rulebook.id)
    finally:
        one.folder.log.write_bytes(whole)


def test_a_source_that_is_not_what_is_cited(kept: list[Kept], tmp_path: Path) -> None:
    one = kept[0]
    with pytest.raises(Problem, match="is not what it was"):
        Rejudging(tmp_path).score(one.folder, {**one.sources, "manners.yaml": "0" * 64}, one.loaded.rulebook.id)


def test_a_notebook_forgets_what_is_oldest(tmp_path: Path) -> None:
    book = Notebook(tmp_path / "notes.sqlite", most=3)
    book.write({str(number): "x" * number for number in range(5)})
    book.write({"2": "again"})
    assert book.read(map(str, range(5))) == {"2": "again", "3": "xxx", "4": "xxxx"}
    book.write({"5": "", "6": ""})
    assert book.read(map(str, range(7))) == {"2": "again", "5": "", "6": ""}
    book.forget()
    assert (book.read(["2"]), list(tmp_path.iterdir())) == ({}, [])


def test_a_notebook_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    book = Notebook(tmp_path / "file" / "notes.sqlite", most=3)
    book.write({"1": "x"})
    assert book.read(["1"]) == {}

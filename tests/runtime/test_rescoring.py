"""Logs scored again: what is remembered changes what that costs and nothing else."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks.rescore import changed_rules, changed_templates, changed_weights
from scoring import Scorer, scorer
from scoring.grading import grade
from simulator.model.checks import AnsweredWithin, Check, DoneWithin, HoldReengaged, NotSaid, Said, SpokeWithin
from simulator.model.events import Heard
from simulator.model.log import Log
from simulator.model.moments import Fact, Moment
from simulator.model.problem import Problem
from simulator.model.rulebook import Rulebook
from simulator.model.scorecard import Scorecard, Verdict
from simulator.model.speech import Transcript
from simulator.model.units import Ms
from simulator.phrases import Lexicon, slots_of
from simulator.phrases.definitions import definitions
from simulator.phrases.lexicon import Searched
from simulator.runtime import folders, rejudging
from simulator.runtime.judgement_memory import MOST_OF_A_LOG
from simulator.runtime.logfile import log_bytes, make_log
from simulator.runtime.match_memory import MatchMemory, Remembering
from simulator.runtime.notebook import Notebook
from simulator.runtime.performance import rehearse
from simulator.runtime.record_folder import RecordFolder, create
from simulator.runtime.rejudging import Rejudging
from simulator.runtime.results import score_log
from simulator.runtime.workspace import LoadedCall, Workspace

CALLS = ("gm-accepts", "fault")
RECITAL = "您好，恒城集团。请稍等。对不起，电话占线。对不起，无人接听。对不起，让您久等了。感谢您的来电，再见。"


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


def scored(kept: list[Kept], rejudging: Rejudging) -> list[tuple[Any, ...]]:
    """The figures by which they are scored again."""
    found = []
    for one in kept:
        again = rejudging.score(one.folder, one.sources, one.loaded.rulebook.id)
        assert again.log == one.log.digest
        card = grade(one.loaded.company, again.rulebook, again.judged)
        assert (again.figures.verdict, again.figures.lowest, again.certifiable) == (
            card.verdict,
            card.lowest,
            card.certifiable,
        )
        found.append(figures(card))
    rejudging.keep()
    return found


def figures(card: Scorecard) -> tuple[Any, ...]:
    """All of a scorecard but its words, its evidence, and what did not apply."""
    findings = [
        replace(one, required=..., measured=..., why_undecided=None, evidence=())  # type: ignore[arg-type]
        for one in card.findings
        if one.verdict is not Verdict.NOT_APPLICABLE
    ]
    return replace(card, findings=tuple(findings), call="", title="", trainee="", versions={}), card.reservations


def by(kept: list[Kept], rulebook: Rulebook) -> list[tuple[Any, ...]]:
    """What the plain scorer gives by a rulebook."""
    scorer = kept[0].loaded.scorer
    if rulebook.phrases != scorer.rulebook.phrases:
        scorer = Scorer.of(scorer.company, rulebook)
    scorer = replace(scorer, rulebook=rulebook)
    return [figures(scorer.score(one.log, one.loaded.script)) for one in kept]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every phrase that a compiled matcher was asked for."""
    made: list[str] = []
    match: Callable[..., Any] = Searched.match

    def counted(self: Searched, phrases: Any = None) -> Any:
        phrases = tuple(phrases)
        made.extend(phrases)
        return match(self, phrases)

    monkeypatch.setattr(Searched, "match", counted)
    return made


def test_every_score_is_the_same_with_and_without_memory(kept: list[Kept], tmp_path: Path) -> None:
    expected = [figures(one.card) for one in kept]
    first = Rejudging(tmp_path)
    assert scored(kept, first) == expected
    assert scored(kept, first) == expected
    assert scored(kept, Rejudging(tmp_path)) == expected


def test_remembered_matches_lack_only_what_explains_them(kept: list[Kept], tmp_path: Path) -> None:
    company, rulebook = kept[0].loaded.company, kept[0].loaded.rulebook
    memory = MatchMemory(tmp_path / "matches.sqlite")
    slots = slots_of(company)
    lexicon = Remembering(memory, definitions(rulebook.phrases, slots), lambda: Lexicon.build(rulebook.phrases, slots))
    scorer = Scorer(company, rulebook, lexicon)
    for _ in range(2):
        for one in kept:
            found = scorer.score(one.log, one.loaded.script, versions=one.card.versions)
            unexplained = [
                replace(finding, evidence=tuple(replace(proof, alignment=()) for proof in finding.evidence))
                for finding in one.card.findings
            ]
            assert found == replace(one.card, findings=tuple(unexplained))
        memory.keep()


def test_a_change_of_rules_asks_the_matcher_nothing(kept: list[Kept], tmp_path: Path, asked: list[str]) -> None:
    rulebook = changed_rules(kept[0].loaded.rulebook)
    expected = by(kept, rulebook)
    scored(kept, Rejudging(tmp_path))
    asked.clear()
    assert scored(kept, Rejudging(tmp_path, rulebook)) == expected
    assert asked == []


def test_a_change_of_weights_reads_no_log(kept: list[Kept], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rulebook = changed_weights(kept[0].loaded.rulebook)
    expected = by(kept, rulebook)
    assert expected != [figures(one.card) for one in kept]
    scored(kept, Rejudging(tmp_path))
    monkeypatch.setattr(rejudging, "_judged", None)
    assert scored(kept, Rejudging(tmp_path, rulebook)) == expected


def test_a_change_of_a_template_looks_for_its_phrase_again(kept: list[Kept], tmp_path: Path, asked: list[str]) -> None:
    rulebook = kept[0].loaded.rulebook
    (phrase, *_) = (one.check.phrases[0] for one in rulebook.rules if isinstance(one.check, Said))
    longer = replace(rulebook.phrases[phrase], full=(*rulebook.phrases[phrase].full, "喂您好有什么可以效劳"))
    changed = replace(rulebook, phrases={**rulebook.phrases, phrase: longer})
    expected = by(kept, changed)
    scored(kept, Rejudging(tmp_path))
    asked.clear()
    assert scored(kept, Rejudging(tmp_path, changed)) == expected
    assert set(asked) == {phrase}


def test_only_the_rules_that_changed_are_judged(
    kept: list[Kept], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rulebook = kept[0].loaded.rulebook
    limited = {one.id: one.check for one in rulebook.rules if isinstance(one.check, DoneWithin)}
    longer = {id_: replace(check, limit=Ms(check.limit + 1_000)) for id_, check in limited.items()}
    changed = with_checks(rulebook, longer)
    expected = by(kept, changed)
    scored(kept, Rejudging(tmp_path))
    judged: list[str] = []
    outcomes = scorer.outcomes
    monkeypatch.setattr(scorer, "outcomes", lambda case, rule: judged.append(rule.id) or outcomes(case, rule))
    assert scored(kept, Rejudging(tmp_path, changed)) == expected
    assert set(judged) == set(limited)
    judged.clear()
    assert scored(kept, Rejudging(tmp_path)) == [figures(one.card) for one in kept]  # both are remembered
    assert judged == []


@pytest.mark.parametrize("number", [0, 1, 2, 3, 5, 100])
def test_another_limit_or_credit_reads_no_log(
    kept: list[Kept], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    rulebook = kept[0].loaded.rulebook
    other: dict[str, Check] = {}
    for rule in rulebook.rules:
        match rule.check:
            case Said() as check:
                other[rule.id] = replace(check, paraphrase_credit=(number + 1) / 102)
            case AnsweredWithin():
                other[rule.id] = AnsweredWithin(number)
            case SpokeWithin() | HoldReengaged() as check:
                other[rule.id] = replace(check, limit=Ms(number * 1_000))
    changed = with_checks(rulebook, other)
    expected = by(kept, changed)
    scored(kept, Rejudging(tmp_path))
    monkeypatch.setattr(rejudging, "_judged", None)
    assert scored(kept, Rejudging(tmp_path, changed)) == expected


@pytest.mark.parametrize("credit", [0, 1])
def test_a_paraphrase_that_earns_nothing_or_all_is_looked_for_again(
    kept: list[Kept], tmp_path: Path, credit: int
) -> None:
    rulebook = kept[0].loaded.rulebook
    said = {one.id: one.check for one in rulebook.rules if isinstance(one.check, Said)}
    changed = with_checks(rulebook, {id_: replace(one, paraphrase_credit=credit) for id_, one in said.items()})
    expected = by(kept, changed)
    scored(kept, Rejudging(tmp_path))
    for _ in range(2):
        assert scored(kept, Rejudging(tmp_path, changed)) == expected
    assert scored(kept, Rejudging(tmp_path)) == [figures(one.card) for one in kept]


def with_checks(rulebook: Rulebook, checks: Mapping[str, Check]) -> Rulebook:
    """The rulebook with other checks for some rules, by id."""
    rules = (replace(one, check=checks.get(one.id, one.check)) for one in rulebook.rules)
    return replace(rulebook, rules=tuple(rules))


@pytest.mark.parametrize("how", ["added", "removed", "exchanged"])
def test_other_rules_about_what_is_said(kept: list[Kept], tmp_path: Path, how: str) -> None:
    """On which depends, for all of them, what counts as recited."""
    rulebook = kept[0].loaded.rulebook
    said = [one for one in rulebook.rules if isinstance(one.check, Said)]
    others = [one for one in rulebook.rules if one not in said]
    rules = {
        "added": [*rulebook.rules, replace(said[0], id="twice", points=7)],
        "removed": [*said[1:], *others],
        "exchanged": [*others, *(replace(one, check=other.check) for one, other in zip(said, said[::-1], strict=True))],
    }
    changed = replace(rulebook, rules=tuple(rules[how]))
    expected = by(kept, changed)
    scored(kept, Rejudging(tmp_path))
    assert scored(kept, Rejudging(tmp_path, changed)) == expected


def test_a_recital_is_found_again_where_the_rules_about_it_changed(kept: list[Kept], tmp_path: Path) -> None:
    """What one phrase decides of an utterance changes what the others earn."""
    one = kept[0]
    rulebook = one.loaded.rulebook
    said = [rule for rule in rulebook.rules if isinstance(rule.check, Said)]
    log = with_a_recital(one.log, [phrase for rule in said for phrase in rule.check.phrases])  # type: ignore[union-attr]
    one = replace(one, log=log, folder=create(tmp_path, "recited", one.loaded.sources))
    one.folder.log.write_bytes(log_bytes(log))
    assert one.loaded.scorer.case(log, one.loaded.script).recited
    fewer = replace(rulebook, rules=tuple(rule for rule in rulebook.rules if rule not in said[2:]))
    assert not replace(one.loaded.scorer, rulebook=fewer).case(log, one.loaded.script).recited
    for changed in (rulebook, fewer, changed_rules(rulebook), fewer):
        assert scored([one], Rejudging(tmp_path, changed)) == by([one], changed)


def with_a_recital(log: Log, phrases: list[str]) -> Log:
    """The first utterance is one, and was understood as all of these."""
    (first, *_) = (one.body.utterance.id for one in log.entries if isinstance(one.body, Heard))

    def changed(body: object) -> Any:
        if isinstance(body, Heard) and body.utterance.id == first:
            return replace(body, transcript=Transcript(RECITAL))
        if isinstance(body, Fact) and body.moment is Moment.UNDERSTOOD and body.detail["utterance"] == first:
            return replace(body, detail={**body.detail, "phrases": phrases})
        return body

    return make_log(log.header, [replace(one, body=changed(one.body)) for one in log.entries])


def test_a_note_holds_a_bounded_number_of_rules(kept: list[Kept], tmp_path: Path) -> None:
    rulebook = kept[0].loaded.rulebook
    expected = [figures(kept[0].card)]
    for number in range(12):
        rules = tuple(
            replace(one, check=replace(one.check, window=replace(one.check.window, within=Ms(number * 5_000))))
            if isinstance(one.check, Said)
            else one
            for one in rulebook.rules
        )
        scored(kept[:1], Rejudging(tmp_path, replace(rulebook, rules=rules)))
    with closing(sqlite3.connect(tmp_path / "judgements.sqlite")) as connection:
        ((note,),) = connection.execute("SELECT value FROM notes").fetchall()
    assert len(json.loads(note)["found"]) <= MOST_OF_A_LOG
    assert scored(kept[:1], Rejudging(tmp_path)) == expected


def test_a_change_of_every_template_judges_what_is_said_again(
    kept: list[Kept], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = changed_templates(kept[0].loaded.rulebook)
    expected = by(kept, changed)
    scored(kept, Rejudging(tmp_path))
    judged: list[type] = []
    outcomes = scorer.outcomes
    monkeypatch.setattr(scorer, "outcomes", lambda case, rule: judged.append(type(rule.check)) or outcomes(case, rule))
    assert scored(kept, Rejudging(tmp_path, changed)) == expected
    assert set(judged) == {Said, NotSaid}


def test_a_damaged_memory_is_not_believed(kept: list[Kept], tmp_path: Path) -> None:
    expected = [figures(one.card) for one in kept]
    rejudging = Rejudging(tmp_path)
    scored(kept, rejudging)
    for file in ("judgements.sqlite", "matches.sqlite"):
        with closing(sqlite3.connect(tmp_path / file)) as connection, connection:
            connection.execute("UPDATE notes SET value = replace(replace(value, 'fail', 'pass'), 'yes', 'almost')")
            assert connection.execute("SELECT count(*) FROM notes WHERE value LIKE '%pass%' OR value LIKE '%almost%'")
    assert scored(kept, rejudging) == expected
    for one in tmp_path.iterdir():
        one.write_bytes(b"no notebook at all" * 1_000)
    anew = Rejudging(tmp_path)
    for _ in range(2):
        assert scored(kept, anew) == expected


def test_a_changed_log_is_not_the_one_remembered(kept: list[Kept], tmp_path: Path) -> None:
    one = kept[0]
    memory = Rejudging(tmp_path)
    scored([one], memory)
    whole = one.folder.log.read_bytes()
    try:
        one.folder.log.write_bytes(whole.replace(b'"t":', b'"t": ', 1))
        for rejudging in (memory, Rejudging(tmp_path), Rejudging(tmp_path, changed_rules(one.loaded.rulebook))):
            with pytest.raises(Problem, match="cannot be used"):
                rejudging.score(one.folder, one.sources, one.loaded.rulebook.id)
    finally:
        one.folder.log.write_bytes(whole)
    assert scored([one], memory) == [figures(one.card)]


def test_a_call_that_the_trainee_left_in_the_middle(kept: list[Kept], tmp_path: Path) -> None:
    """It is no pass by any rulebook, anew and remembered."""
    one = next(one for one in kept if one.card.verdict == "pass")
    *before, end = one.log.entries
    assert isinstance(end.body, Fact)
    left = make_log(one.log.header, [*before, replace(end, body=replace(end.body, detail={"reason": "abandoned"}))])
    folder = create(tmp_path, "left", one.loaded.sources)
    folder.log.write_bytes(log_bytes(left))
    for _ in range(2):
        [(card, _)] = scored([replace(one, log=left, folder=folder)], Rejudging(tmp_path))
        assert (card.verdict, card.lowest, card.certifiable) == ("fail", one.card.lowest, False)


def test_a_log_that_a_crash_cut_off(kept: list[Kept], tmp_path: Path) -> None:
    """What did not come is undecided in it, also where only some rules are judged."""
    one = kept[0]
    cut = make_log(one.log.header, one.log.entries[: len(one.log.entries) // 2])
    torn = replace(one, log=cut, folder=create(tmp_path, "torn", one.loaded.sources))
    torn.folder.log.write_bytes(log_bytes(cut) + b'{"fact":')
    changed = changed_rules(one.loaded.rulebook)
    for rulebook in (one.loaded.rulebook, changed, changed_weights(changed)):
        assert scored([torn], Rejudging(tmp_path, rulebook)) == by([torn], rulebook)


def test_an_entry_that_cites_other_sources_than_its_log(kept: list[Kept], tmp_path: Path) -> None:
    one = kept[0]
    scored([one], Rejudging(tmp_path))
    for other in ({name: sha for name, sha in one.sources.items() if "plans" not in name}, {}):
        with pytest.raises(Problem):
            Rejudging(tmp_path).score(one.folder, other, one.loaded.rulebook.id)


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

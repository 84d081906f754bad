"""A rulebook is proved once, and again when anything changes that the proof depends on."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from simulator.model.diagnostic import Diagnostic
from simulator.runtime import folders, proof, proof_memory, proving
from simulator.runtime.checking import check
from simulator.runtime.spelling import Words, spelling
from tests.compiler.bench import base, edited
from tests.compiler.small_workspace import PLACES, write_workspace

SIBLING = base("phrases") + "  offer_hold:\n    full: 您是稍后再打还是请稍等一会儿\n"


Pairs = list[tuple[str, tuple[str, ...]]]
"""Phrases in the order in which they are proved, and those that each is held against."""


@dataclass
class Proofs:
    """What was proved as if nobody knew a name, and with the names of the company."""

    nameless: Pairs = field(default_factory=list)
    named: Pairs = field(default_factory=list)

    def clear(self) -> None:
        self.nameless.clear()
        self.named.clear()


@pytest.fixture
def proofs(monkeypatch: pytest.MonkeyPatch) -> Proofs:
    made = Proofs()

    def counted(phrases: Any, slots: Any, tasks: Any, told: Any) -> Any:
        made.nameless.extend((id_, task.nameless) for id_, task in tasks.items() if task.nameless)
        made.named.extend((id_, task.named) for id_, task in tasks.items() if task.named)
        return prove_all(phrases, slots, tasks, told)

    prove_all = proof.prove_all
    monkeypatch.setattr(proof, "prove_all", counted)
    return made


NAMES = ("closing", "greeting", "wait")
ALL = [(name, NAMES) for name in NAMES]
"""The pairs of the bench, that of its common rules first."""
NAMED = [("closing", ("greeting",)), ALL[1], ("wait", ("greeting",))]
"""What has a slot for the company's name, and what is held against it."""
CHANGED = [("closing", ("wait",)), ("greeting", ("wait",)), ALL[2]]
"""What is held against what once more when ``wait`` has changed."""
CHANGED_NAMED = [("greeting", ("wait",)), NAMED[2]]
"""Those of them that have a slot for the company's name."""


def checked(folder: Path) -> tuple[Diagnostic, ...]:
    return check(folder, folders.library()).diagnostics


def change(workspace: Path, kind: str, text: str) -> None:
    (workspace / PLACES[kind]).write_text(text, encoding="utf-8")


def test_nothing_is_found_in_a_workspace_without_faults(tmp_path: Path) -> None:
    assert checked(write_workspace(tmp_path)) == ()


def test_what_was_found_is_found_again_without_a_proof(tmp_path: Path, proofs: Proofs) -> None:
    write_workspace(tmp_path, phrases=SIBLING)
    first = checked(tmp_path)
    assert [(one.code, one.span.file, one.span.line) for one in first] == [("P008", PLACES["phrases"], 9)]
    assert checked(tmp_path) == first
    assert [id_ for id_, _ in proofs.nameless] == [id_ for id_, _ in proofs.named] == [*NAMES, "offer_hold"]


def test_a_comment_moves_what_was_found(tmp_path: Path, proofs: Proofs) -> None:
    write_workspace(tmp_path, phrases=SIBLING)
    checked(tmp_path)
    change(tmp_path, "phrases", SIBLING.replace("  offer_hold:", "  # 备注\n  offer_hold:"))
    assert [one.span.line for one in checked(tmp_path)] == [10]
    assert len(proofs.nameless) == len(proofs.named) == len(NAMES) + 1


@pytest.mark.parametrize("new", ["full: 请您稍等", "full: 请稍等\n    yes: 0.9"])
def test_a_change_is_proved_and_nothing_else(tmp_path: Path, proofs: Proofs, new: str) -> None:
    write_workspace(tmp_path)
    checked(tmp_path)
    assert (proofs.nameless, proofs.named) == (ALL, NAMED)
    proofs.clear()
    change(tmp_path, "phrases", edited("phrases", "full: 请稍等", new))
    checked(tmp_path)
    assert (proofs.nameless, proofs.named) == (CHANGED, CHANGED_NAMED)


def test_with_other_names_only_what_has_a_slot_for_one(tmp_path: Path, proofs: Proofs) -> None:
    """And of that nothing that any company's names have in common."""
    write_workspace(tmp_path)
    checked(tmp_path)
    proofs.clear()
    change(tmp_path, "company", edited("company", "name: 恒城集团", "name: 恒昌集团"))
    checked(tmp_path)
    assert (proofs.nameless, proofs.named) == ([], NAMED)


def test_a_name_in_a_wording_is_proved_though_no_slot_is_there_for_it(tmp_path: Path) -> None:
    """The greeting of a company is said by whoever says its name, in whatever phrase."""
    phrases = base("phrases") + "  here:\n    full: 您好恒昌集团到了\n"
    assert checked(write_workspace(tmp_path, phrases=phrases)) == ()
    change(tmp_path, "company", edited("company", "name: 恒城集团", "name: 恒昌集团"))
    assert [one.code for one in checked(tmp_path)] == ["P008"]


def test_a_new_phrase_is_held_against_the_others_and_they_against_it(tmp_path: Path, proofs: Proofs) -> None:
    checked(write_workspace(tmp_path))
    proofs.clear()
    found = checked(write_workspace(tmp_path, phrases=SIBLING))
    assert [one.code for one in found] == ["P008"]
    assert proofs.nameless == [
        *((name, ("offer_hold",)) for name in NAMES),
        ("offer_hold", (*NAMES, "offer_hold")),
    ]
    assert proofs.named == [("greeting", ("offer_hold",)), ("offer_hold", ("greeting",))]


def test_a_part_changes_what_refers_to_it(tmp_path: Path, proofs: Proofs) -> None:
    parts = base("phrases").replace("full: 请稍等", "full: <soon>") + "  soon: {part: true, full: 请稍等}\n"
    checked(write_workspace(tmp_path, phrases=parts))
    proofs.clear()
    checked(write_workspace(tmp_path, phrases=parts.replace("请稍等", "请稍候")))
    assert (proofs.nameless, proofs.named) == (CHANGED, CHANGED_NAMED)


def test_rulebooks_share_the_proof_of_what_they_share(tmp_path: Path, proofs: Proofs) -> None:
    write_workspace(tmp_path)
    shutil.copytree(tmp_path / "rulebooks" / "switchboard", tmp_path / "rulebooks" / "office")
    rules = tmp_path / "rulebooks" / "office" / "rules.yaml"
    rules.write_text(rules.read_text(encoding="utf-8").replace("id: switchboard", "id: office"), encoding="utf-8")
    assert checked(tmp_path) == ()
    assert (proofs.nameless, proofs.named) == (ALL, NAMED)


def test_more_processes_find_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many pairs there are, and in whatever order they are done."""
    alone = checked(write_workspace(tmp_path, phrases=SIBLING))
    (folders.cache() / "proofs.json").unlink()
    monkeypatch.setattr(proving, "WORTH_IT", 0)
    monkeypatch.setattr(proving, "cores", lambda: 2)
    assert checked(tmp_path) == alone


@pytest.mark.parametrize("constant", ["MATCHER_VERSION", "PROOF_VERSION"])
def test_another_program_proves_again(
    tmp_path: Path, proofs: Proofs, monkeypatch: pytest.MonkeyPatch, constant: str
) -> None:
    write_workspace(tmp_path)
    checked(tmp_path)
    monkeypatch.setattr(proof, constant, "next")
    checked(tmp_path)
    assert (proofs.nameless, proofs.named) == ([*ALL, *ALL], [*NAMED, *NAMED])


def entry_with(change: Callable[[dict[str, Any]], object]) -> Callable[[str], str]:
    """Damages every entry that is remembered."""

    def damaged(text: str) -> str:
        content = json.loads(text)
        for entry in content.values():
            change(entry)
        return json.dumps(content)

    return damaged


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: "",
        lambda text: text[: len(text) // 2],
        lambda text: "[1, 2]",
        lambda text: "\x00" * 100,
        lambda text: "[" * 100_000,
        lambda text: json.dumps(dict.fromkeys(json.loads(text), 7)),
        lambda text: json.dumps({key: [{}] for key in json.loads(text)}),
        entry_with(lambda entry: entry["found"].update({"": [{"said": "x"}]})),
        entry_with(lambda entry: entry.update(against="")),
        entry_with(lambda entry: entry.pop("sha256")),
        entry_with(lambda entry: entry.update(found=None)),
    ],
)
def test_a_damaged_memory_is_proved_again(tmp_path: Path, proofs: Proofs, damage: Callable[[str], str]) -> None:
    write_workspace(tmp_path, phrases=SIBLING)
    first = checked(tmp_path)
    file = folders.cache() / "proofs.json"
    file.write_text(damage(file.read_text(encoding="utf-8")), encoding="utf-8")
    assert checked(tmp_path) == first
    assert checked(tmp_path) == first
    assert len(proofs.nameless) == 2 * (len(NAMES) + 1)


def test_a_memory_that_cannot_be_written_costs_time_only(tmp_path: Path, proofs: Proofs) -> None:
    write_workspace(tmp_path)
    folders.cache().parent.mkdir(parents=True, exist_ok=True)
    folders.cache().write_text("no folder", encoding="utf-8")
    assert checked(tmp_path) == checked(tmp_path) == ()
    assert (proofs.nameless, proofs.named) == ([*ALL, *ALL], [*NAMED, *NAMED])


def test_only_the_latest_proofs_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof_memory, "MOST", 2)
    for text in (base("phrases"), SIBLING, edited("phrases", "请稍等", "请您稍等")):
        checked(write_workspace(tmp_path, phrases=text))
    assert len(json.loads((folders.cache() / "proofs.json").read_text(encoding="utf-8"))) == 2


def test_files_with_errors_are_not_proved(tmp_path: Path, proofs: Proofs) -> None:
    write_workspace(tmp_path, phrases=SIBLING, company=edited("company", "outside_lines:", "outside_line:"))
    assert {one.code for one in checked(tmp_path)} >= {"D004", "D005"}
    assert proofs == Proofs()


def test_a_file_of_a_rulebook_is_proved_and_a_call_is_not(tmp_path: Path, proofs: Proofs) -> None:
    write_workspace(tmp_path, phrases=SIBLING)
    assert checked(tmp_path / PLACES["call"]) == ()
    assert proofs == Proofs()
    assert [one.code for one in checked(tmp_path / PLACES["phrases"])] == ["P008"]


# --- what the installed recogniser can hear ---------------------------------------------------------------------------


class OneVocabulary:
    """Every word without certain characters; remembers what it was asked."""

    identity = "vosk:small:0123456789ab"

    def __init__(self, unknown: str = "璟") -> None:
        self.unknown = unknown
        self.asked: list[str] = []

    def knows(self, word: str) -> bool:
        self.asked.append(word)
        return not set(word) & set(self.unknown)


@pytest.fixture
def vocabulary(monkeypatch: pytest.MonkeyPatch) -> OneVocabulary:
    found = OneVocabulary()
    monkeypatch.setattr("simulator.runtime.spelling.mandarin_vocabulary", lambda models: found)
    return found


def test_words_that_cannot_be_heard(tmp_path: Path, vocabulary: OneVocabulary) -> None:
    phrases = base("phrases") + "  product:\n    full: (宏璟|宏远)牌的产品\n"
    write_workspace(tmp_path, phrases=phrases, company=edited("company", "name: 张伟", "name: 张璟"))
    found = [(one.code, one.span.file, one.span.line, one.span.column) for one in checked(tmp_path)]
    assert found == [("C009", PLACES["company"], 12, 21), ("P013", PLACES["phrases"], 9, 12)]
    assert check(tmp_path, folders.library()).errors == 0


def test_no_word_is_asked_for_twice(tmp_path: Path, vocabulary: OneVocabulary) -> None:
    write_workspace(tmp_path)
    checked(tmp_path)
    assert len(vocabulary.asked) == len(set(vocabulary.asked)) > 10
    vocabulary.asked.clear()
    assert checked(tmp_path) == ()
    assert vocabulary.asked == []


def test_another_model_is_asked_again(tmp_path: Path, vocabulary: OneVocabulary) -> None:
    write_workspace(tmp_path)
    checked(tmp_path)
    vocabulary.identity, vocabulary.unknown = "vosk:large:0123456789ab", "稍"
    assert [one.code for one in checked(tmp_path)] == ["P013"]


def test_answers_that_make_no_sense_are_asked_for_again(tmp_path: Path) -> None:
    file = tmp_path / "words.json"
    file.write_text('{"好": "yes", "您": true}', encoding="utf-8")
    words = Words(OneVocabulary(), file)
    assert words.knows("好")
    assert words.knows("您")
    words.save()
    assert json.loads(file.read_text(encoding="utf-8")) == {"您": True, "好": True}


def test_a_vocabulary_without_the_commonest_words_is_none(tmp_path: Path, vocabulary: OneVocabulary) -> None:
    vocabulary.unknown = "的是我好"
    with spelling(tmp_path, tmp_path) as knows:
        assert knows is None


def test_without_a_model_nothing_is_said_about_words(tmp_path: Path) -> None:
    with spelling(tmp_path / "models", tmp_path) as knows:
        assert knows is None


def test_a_model_that_is_not_whole_is_none(tmp_path: Path) -> None:
    mark = tmp_path / "vosk-small" / "am" / "final.mdl"
    mark.parent.mkdir(parents=True)
    mark.write_bytes(b"")
    with spelling(tmp_path, tmp_path) as knows:
        assert knows is None

"""A trainer's docket over the store: opened by a key, ruled on, and what is ruled on waits no more."""

from __future__ import annotations

import pytest

from simulator.model.ledger import Role
from simulator.model.log import Header
from simulator.model.problem import Exit
from simulator.model.text import Lang
from simulator.records.store.raters import agreement_of_raters
from simulator.runtime import entering, folders
from simulator.runtime.desk_docket import RATED, RULED, DeskDocket
from simulator.runtime.desk_door import no_key
from simulator.runtime.judging import attempt_named, rulings_on
from simulator.runtime.record_folder import find
from simulator.runtime.results import read_record
from simulator.runtime.seals import seals_here
from simulator.runtime.store import Store
from tests.cli.staff import RUDE, Run, listed, run, staffed
from tests.paced import PATIENCE_S

from .desk_bench import PaperEquipment

__all__ = ["run", "staffed"]


PASSPHRASE = "口令口令口令口令"


def shut() -> DeskDocket:
    """With its keys found."""
    docket = DeskDocket(folders.records(), Lang.ZH, PaperEquipment().earphone)
    assert docket.changed(lambda: (door := docket.door()) is not None and not door.busy, PATIENCE_S)
    return docket


def leave_open(staffed: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second trainer, and a call with rude words that recognition did not decide on."""
    for arguments in (("new", "zhao", "--role", "trainer", "--holder", "赵老师"), ("enrol", "zhao")):
        assert staffed("records", "key", *arguments)[0] == 0
    monkeypatch.setattr(Header, "personal", True)  # a plan is as good as a person here
    assert staffed("run", "complaint", "--trainee", RUDE)[0] == 0
    (log,) = folders.records().glob("*/log.jsonl")
    entering.enter(Store(), read_record(find(log.parent, seals_here())))


def test_what_recognition_left_open_is_ruled_on_by_whoever_has_the_key(
    staffed: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave_open(staffed, monkeypatch)
    docket = shut()
    door = docket.door()
    assert door is not None
    assert [(one.key, one.name) for one in door.holders] == [("li", "li"), ("zhao", "赵老师")]  # trainers only
    docket.open("zhao", "不是口令")
    assert docket.changed(lambda: (now := docket.door()) is None or now.why is not None, PATIENCE_S)
    door = docket.door()
    assert door is not None
    assert door.why is not None
    assert "口令不对" in door.why.zh
    assert docket.cases() == ()
    docket.open("zhao", PASSPHRASE)
    assert docket.changed(lambda: docket.door() is None, PATIENCE_S)
    case = docket.cases()[0]
    before = listed(staffed)[0]
    assert (case.attempt, case.finding.state) == (before["id"], "undecided")
    docket.rule(case, passed=False, reason="确实顶撞了来电人")
    assert docket.changed(lambda: docket.note() is not None, PATIENCE_S)
    assert docket.note() == RULED
    assert case not in docket.cases()
    docket.rule(case, passed=True, reason="再来一次")  # it is ruled on already
    assert docket.changed(lambda: docket.note() is not RULED, PATIENCE_S)
    docket.close()
    store = Store()
    assert len(store.database.of_kind("Ruled")) == 1
    (ruling,) = rulings_on(store, attempt_named(store, case.attempt)).values()
    assert (ruling.by, ruling.reason) == ("赵老师", "确实顶撞了来电人")
    assert staffed("records", "verify")[0] == 0


def test_another_trainer_rates_again_without_knowing_the_first_verdict(
    staffed: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave_open(staffed, monkeypatch)
    first = opened("li")
    one, *others = first.cases()
    assert first.second() == ()
    store = Store()
    early = staffed(
        "records", "rule", one.attempt, f"{one.finding.id}=pass", "--reason", "早", "--second", "--key", "zhao"
    )
    assert early[0] == Exit.USAGE  # nobody has ruled yet
    first.rule(one, passed=False, reason="确实顶撞了来电人")
    assert first.changed(lambda: first.note() == RULED, PATIENCE_S)
    assert staffed("records", "appeal", one.attempt, one.finding.id, "--reason", "我没有", "--by", "王芳")[0] == 0
    first.close()
    again = opened("li")
    assert list(again.cases()) == others
    again.rate(one, passed=True, reason="我自己再评")  # not even by another door
    assert again.changed(lambda: again.note() is not None, PATIENCE_S)
    assert again.second() == ()
    again.close()
    second = opened("zhao")
    assert second.changed(lambda: bool(second.second()), PATIENCE_S)
    assert list(second.cases()) == others
    (blind,) = second.second()
    assert blind == one  # as it was before the ruling and the appeal
    (before,) = listed(staffed)
    second.rate(blind, passed=False, reason="语气生硬")
    assert second.changed(lambda: second.note() == RATED, PATIENCE_S)
    assert second.second() == ()
    assert listed(staffed) == [before]
    second.close()
    agreed = agreement_of_raters(store.database)[""]
    assert (agreed.items, agreed.agreed) == (1, 1)
    assert staffed("records", "verify")[0] == 0


def opened(key: str) -> DeskDocket:
    docket = shut()
    docket.open(key, PASSPHRASE)
    assert docket.changed(lambda: docket.door() is None, PATIENCE_S)
    return docket


def test_without_the_key_of_a_trainer_it_stays_shut(run: Run) -> None:
    door = shut().door()
    assert door is not None
    assert (door.holders, door.why) == ((), no_key({Role.TRAINER}))
    assert "--key" not in no_key({Role.TRAINER}).zh
    assert not Store().folder.exists()  # looking makes no store

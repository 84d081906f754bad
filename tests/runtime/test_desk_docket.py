"""A trainer's docket over the store: opened by the key, ruled on, and what is ruled on waits no more."""

from __future__ import annotations

import pytest

from simulator.model.text import Lang
from simulator.runtime import entering, folders
from simulator.runtime.desk_docket import RULED, DeskDocket
from simulator.runtime.record_folder import find
from simulator.runtime.results import read_record
from simulator.runtime.store import Store
from simulator.ui.desk import Failed
from tests.cli.test_records import RUDE, Run, listed, run, staffed
from tests.paced import PATIENCE_S

from .desk_bench import PaperEquipment

__all__ = ["run", "staffed"]


def opened(passphrase: str) -> DeskDocket:
    docket = DeskDocket(folders.records(), Lang.ZH, PaperEquipment().earphone, passphrase)
    assert docket.changed(lambda: docket.stage() is None or isinstance(docket.stage(), Failed), PATIENCE_S)
    return docket


def test_what_recognition_left_open_is_ruled_on_by_whoever_has_the_key(
    staffed: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entering, "ENTERED", frozenset({"rehearsal"}))  # a plan is as good as a person here
    assert staffed("run", "complaint", "--trainee", RUDE)[0] == 0
    (log,) = folders.records().glob("*/log.jsonl")
    entering.enter(Store(), read_record(find(log.parent)))
    wrong = opened("不是口令")
    assert isinstance(wrong.stage(), Failed)
    assert wrong.cases() == ()
    docket = opened("口令口令口令口令")
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
    assert len(Store().database.of_kind("Ruled")) == 1
    assert staffed("records", "verify")[0] == 0

"""What the window is told of a call that was agreed, and of an alarm."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.model.moments import Moment, MomentRef
from simulator.model.script import KeyName
from simulator.ui.desk import Live
from simulator.ui.shown import Mode, Order, Snapshot, Voicing
from simulator.ui.views.callbacks import CallBackView, callbacks

from .desk_bench import DeskBench

CALL = """\
zongji: call/1
id: agreed
title: 十一点回拨
status: released
rulebook: switchboard
company: hengcheng
clock: {date: "2026-03-16", time: "10:58", speed: 6}
difficulty: 1
summary: 到十一点给客户打过去。
callers:
  li:
    name: 李红
    phone: "13700137000"
    due_at: "11:00"
    due_for: 上午报修的燃气灶，问修好了没有
    start: picks_up
    turns:
      picks_up: {say: 喂，哪位？, branches: [{hears: closing, go: bye}]}
      bye: {say: 好，再见。, hang_up: true}
events:
  - {alarm: 火警！请大家马上撤离。, on: called_back, delay: 2s}
"""
LI = CallBackView("13700137000", "李红", "上午报修的燃气灶，问修好了没有", "11:00")


@pytest.fixture
def bench(tmp_path: Path, small_library: Path) -> Iterator[DeskBench]:
    library = tmp_path / "library"
    shutil.copytree(small_library, library)
    (library / "calls" / "switchboard" / "agreed.yaml").write_text(CALL, encoding="utf-8")
    bench = DeskBench(tmp_path, library=library)
    bench.desk.open()
    yield bench
    bench.desk.close()


def live(work: object) -> Snapshot:
    stage = work.stage()  # type: ignore[attr-defined]
    assert isinstance(stage, Live), stage
    return stage.snapshot


def test_the_list_has_the_call_until_it_is_made_and_an_alarm_is_told(bench: DeskBench) -> None:
    work = bench.begin(Order("李敏", "agreed", Mode.PRACTICE, Voicing.TYPED))
    (waiting,) = callbacks(live(work))
    assert waiting == CallBackView(LI.number, LI.name, LI.about, LI.time, due=False)
    bench.inbox.run_until(lambda: bench.follower.happened(MomentRef(Moment.CALL_BACK_DUE)))
    bench.inbox.settle()
    assert callbacks(live(work)) == (LI,)
    work.press(KeyName.DIAL_OUT, LI.number)
    bench.inbox.run_until(lambda: bench.follower.happened(MomentRef(Moment.CALLED_BACK)))
    bench.inbox.settle()
    assert callbacks(live(work)) == ()
    bench.inbox.run_until(lambda: bench.follower.happened(MomentRef(Moment.ALARM)))
    bench.inbox.settle()
    assert [notice.zh for notice in live(work).notices] == ["警报：火警！请大家马上撤离。"]
    assert live(work).captions[-1].text == "警报：火警！请大家马上撤离。"
    work.stop()
    work.join()

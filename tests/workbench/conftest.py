"""A small call with every kind of place in it, compiled against the bench's company and rulebook."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from simulator.runtime.performance import scene_of
from simulator.runtime.workspace import LoadedCall, Workspace
from simulator.session.scene import Scene
from tests.compiler.small_workspace import write_workspace

CALL = """\
zongji: call/1
id: demo
title: 找总经理
status: draft
rulebook: switchboard
company: hengcheng
clock: {date: "2026-03-16", time: 09:30}
difficulty: 2
summary: 一位客户找总经理。
clauses: B1.1
phrases: {sorry_busy: "分机正忙[请您留言]"}
callers:
  wang:
    name: 王建国
    organisation: '<宏达>公司 & "兄弟"'
    phone: "13800138000"
    line: 1
    rings_at: 0s
    goals: {connected: "8001"}
    calls_back_at: again
    start: opening
    answers: [{hears: greeting, say: 你好。}]
    turns:
      opening:
        say: [你好，我找张总。, 喂，找张总。]
        situations: request(zhang_wei)
        branches:
          - {hears: wait, say: 好的。, go: waiting}
          - {hears: sorry_busy, say: 我不留言。}
          - {happens: held, go: waiting}
        almost: {say: 您说什么？}
        otherwise: {say: 我找张总。}
        silence: {say: 喂？, go: opening}
      waiting:
        branches:
          - {happens: connected, go: through}
          - {happens: extension_busy, say: 占线啊。, go: bye}
      through: {}
      bye: {say: 再见。, hang_up: true}
      again: {say: 喂，我是王建国。, branches: [{hears: wait, go: bye}]}
staff:
  "8001":
    name: 张伟
    start: pick_up
    turns:
      pick_up: {say: 喂，哪位？, situations: accepts}
extensions: {"8500": busy}
events: [{line: 1, fault: noise, on: answered, delay: 2s}]
"""


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with this call."""
    return write_workspace(tmp_path_factory.mktemp("small"), call=CALL)


@pytest.fixture(scope="session")
def loaded(small: Path) -> LoadedCall:
    return Workspace(small).load_call(small / "calls/switchboard/demo.yaml")


@pytest.fixture
def scene(loaded: LoadedCall) -> Scene:
    return scene_of(loaded, 1)


@pytest.fixture
def unreachable(scene: Scene) -> Scene:
    """A scene in which no extension is busy: one branch waits in vain."""
    return replace(scene, script=replace(scene.script, extensions={}))

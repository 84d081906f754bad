"""Dialogues that compile and do not work: what is told, and what is all right."""

from __future__ import annotations

import pytest

from simulator.model.text import Lang
from tests.compiler.bench import base, compile_with, edited

BRANCH = "          - {happens: connected, go: through}\n"


def found(text: str) -> list[str]:
    return [one.code for one in compile_with("call", text).diagnostics]


def with_branches(*branches: str) -> str:
    return edited("call", BRANCH, BRANCH + "".join(f"          - {{{one}}}\n" for one in branches))


@pytest.mark.parametrize(
    "branches",
    [
        ("hears: greeting, go: through", "hears: [greeting, wait], go: opening"),  # wait alone still gets there
        ("hears: greeting, say: 好。", "hears: greeting, go: through"),  # who only speaks, stops nobody
        ("hears: greeting, go: through", "hears: greeting, say: 好。"),  # nor is it stopped
        ("happens: held, say: 好。", "happens: retrieved, go: through"),
    ],
)
def test_branches_that_count(branches: tuple[str, ...]) -> None:
    assert found(with_branches(*branches)) == []


@pytest.mark.parametrize(
    "branches",
    [
        ("hears: [greeting, wait], go: through", "hears: greeting, say: 好。, go: opening"),
        ("hears: greeting, go: through", "hears: wait, go: through", "hears: [wait, greeting], go: opening"),
        ("happens: held, say: 好。", "happens: held, go: through"),
        ("happens: connected, go: opening",),
    ],
)
def test_branches_that_never_count(branches: tuple[str, ...]) -> None:
    assert found(with_branches(*branches)) == ["L016"]


def test_a_turn_that_is_never_reached_is_not_complained_about_twice() -> None:
    lost = edited(
        "call", "      through: {hang_up: true}\n", "      through: {hang_up: true}\n      lost: {say: 喂？}\n"
    )
    assert found(lost.replace('    goals: {connected: "8001"}\n', "")) == ["L009"]


def test_every_turn_of_a_loop_without_a_way_out_is_told() -> None:
    """It goes from one to the other, and from neither to the end."""
    text = edited("call", '    goals: {connected: "8001"}\n', "").replace(
        "through: {hang_up: true}", "through: {say: 好, branches: {hears: wait, go: opening}}"
    )
    assert found(text) == ["L018", "L018"]


def test_an_answer_that_hangs_up_is_a_way_out_of_every_turn() -> None:
    text = edited("call", '    goals: {connected: "8001"}\n', "").replace(
        "          - {happens: connected, go: through}\n", "          - {hears: greeting, go: other}\n"
    )
    text = text.replace("through: {hang_up: true}", "through: {hang_up: true}\n      other: {say: 好。}")
    assert sorted(found(text)) == ["L009", "L018", "L018"]
    assert (
        found(
            text.replace(
                "    turns:\n      opening", "    answers: {hears: wait, go: through}\n    turns:\n      opening"
            )
        )
        == []
    )


RECORD = """record:
      caller: {text: 王建国, also: [王先生]}
      phone: "13800138000"
      matter: [合同, [付款, 款项]]
    start: opening"""


def test_facts_that_no_line_mentions() -> None:
    """Any form of a name and of a point is enough, the number however it is grouped, and each in any line."""
    text = edited("call", "start: opening", RECORD)
    assert found(text) == ["L019"] * 4
    text = text.replace("我找张总。", "我是王先生，谈款项。")
    diagnostics = compile_with("call", text).diagnostics
    assert [one.message[Lang.EN] for one in diagnostics] == [
        "No line of this caller mentions '13800138000'",
        "No line of this caller mentions '合同'",
    ]
    assert found(text.replace("say: 好的。", "say: [合同的事。, 幺三八，零零幺三，八零零零。]")) == []


@pytest.mark.parametrize("line", ["他的手机是多少？", "我找张总。\n        situations: number_enquiry(zhang_wei)"])
def test_secrets_that_are_at_stake(line: str) -> None:
    text = edited("call", "rings_at: 0s", 'rings_at: 0s\n    secrets: "13912345678"')
    assert found(text) == ["L020"]
    situations = "        situations: request(zhang_wei)\n"
    text = text.replace(situations, "") if "situations" in line else text
    assert found(text.replace("你好，我找张总。", line)) == []


def test_the_bench_has_no_fault() -> None:
    assert found(base("call")) == []

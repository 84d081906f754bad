"""A sentence read aloud, beside what was heard."""

from __future__ import annotations

import pytest

from simulator.phrases import laid_beside


def shown(required: str, heard: str) -> str:
    return " ".join(f"{step.required or '-'}{step.heard or '-'}" for step in laid_beside(required, heard))


@pytest.mark.parametrize(
    ("required", "heard", "expected"),
    [
        ("您好，恒城集团。", "您好恒城集团", "您您 好好 恒恒 城城 集集 团团"),
        ("您好，恒城集团。", "您好横城集团", "您您 好好 恒横 城城 集集 团团"),
        ("您好恒城集团", "您好集团", "您您 好好 恒- 城- 集集 团团"),
        ("您好", "啊您好", "-啊 您您 好好"),
        ("您好", "", "您- 好-"),
        ("", "您好", "-您 -好"),
    ],
)
def test_every_syllable_has_its_place(required: str, heard: str, expected: str) -> None:
    assert shown(required, heard) == expected


def test_what_sounds_alike_costs_nothing_what_is_near_little_and_the_rest_all() -> None:
    costs = [step.cost for step in laid_beside("恒城市", "横层高")]
    assert costs[0] == 0
    assert 0 < costs[1] < 0.5
    assert costs[2] == 1

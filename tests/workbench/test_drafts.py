"""Templates: values are quoted where they stand alone and refused where they would break a sentence."""

from __future__ import annotations

import pytest

from simulator.model.company import Company
from simulator.runtime.workspace import LoadedCall
from simulator.workbench.drafts import Unfit, hearing, render, slots
from simulator.workbench.facts import call_values


def test_a_value_alone_is_quoted_and_one_in_a_sentence_must_be_harmless() -> None:
    text = "a: <<x>>   # note\nb: {c: <<x>>, d: [<<y>>]}\n<<y>>: 我是<<y>>。\n"
    assert slots(text) == ("x", "y")
    assert render(text, {"x": 'say "no": #1', "y": "8001"}) == (
        'a: "say \\"no\\": #1"   # note\nb: {c: "say \\"no\\": #1", d: ["8001"]}\n"8001": 我是8001。\n'
    )
    for bad in ("a, b", "a]", "{", "a: b", "\n", ""):
        with pytest.raises(Unfit):
            render("s: 我是<<y>>。", {"y": bad})
    with pytest.raises(Unfit, match="“z”"):
        render("s: <<z>>", {})


def test_only_what_the_rulebook_knows_is_heard() -> None:
    text = "answers:\n  - {hears: gone, say: x}\nbranches:\n  - {hears: [a, gone, b], go: y}\n  - {hears: a, go: z}\n"
    assert hearing(text, {"a", "b"}) == "branches:\n  - {hears: [a, b], go: y}\n  - {hears: a, go: z}\n"


@pytest.fixture
def company(loaded: LoadedCall) -> Company:
    return loaded.company


def test_facts_of_a_call(company: Company) -> None:
    values, unfit = call_values(
        {"phone": "021-6555 1234", "department": "8500", "caller": "陈静"}, company, "switchboard"
    )
    assert unfit == []
    assert values["phone"] == "02165551234"
    assert values["phone_spoken"] == "零二幺六五五五幺二三四"
    assert (values["department"], values["department_id"], values["extension"]) == ("客户服务中心", "service", "8500")
    assert (values["line"], values["manner"], values["difficulty"], values["gender"]) == ("1", "calm", 2, "female")


def test_everything_that_is_wrong_with_them(company: Company) -> None:
    given = {"id": "a b", "phone": "12a", "department": "没有", "gender": "x", "difficulty": "9"}
    assert {one.name for one in call_values(given, company, "switchboard")[1]} == set(given)

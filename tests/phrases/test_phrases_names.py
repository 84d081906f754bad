"""Names: by sound when heard, by character when written."""

from __future__ import annotations

import pytest

from simulator.model.company import Company, Department, Person, Rank, SpokenName
from simulator.phrases import NameVerdict, compare_name, contains_name, slots_of

WANG = SpokenName("王建国", also=("王经理",))
SHAN = SpokenName("单国强", "shan4 guo2 qiang2", ("单总",))
HONGDA = SpokenName("宏达公司", also=("宏达",))


@pytest.mark.parametrize(
    ("expected", "written", "verdict"),
    [
        (WANG, "王建国", NameVerdict.EXACT),
        (WANG, " 王建國 ", NameVerdict.EXACT),
        (WANG, "王建国先生", NameVerdict.EXACT),
        (WANG, "王经理", NameVerdict.EXACT),
        (WANG, "王剑国", NameVerdict.SAME_SOUND),
        (WANG, "汪建国女士", NameVerdict.SAME_SOUND),
        (WANG, "黄建国", NameVerdict.WRONG),
        (WANG, "王建", NameVerdict.WRONG),
        (WANG, "王先生", NameVerdict.WRONG),
        (WANG, "", NameVerdict.WRONG),
        (SHAN, "单国强", NameVerdict.EXACT),
        (SHAN, "山国强", NameVerdict.SAME_SOUND),
        (SHAN, "丹国强", NameVerdict.WRONG),
        (SHAN, "善总", NameVerdict.SAME_SOUND),
        (HONGDA, "红达公司", NameVerdict.SAME_SOUND),
        (HONGDA, "宏大公司", NameVerdict.SAME_SOUND),
        (HONGDA, "宏图公司", NameVerdict.WRONG),
        (SpokenName("曾丽"), "增丽", NameVerdict.SAME_SOUND),
        (SpokenName("A3公司"), "a3公司", NameVerdict.EXACT),
        (SpokenName("A3公司"), "B3公司", NameVerdict.WRONG),
    ],
)
def test_a_written_name(expected: SpokenName, written: str, verdict: NameVerdict) -> None:
    assert compare_name(expected, written) is verdict


@pytest.mark.parametrize(
    ("expected", "text", "said"),
    [
        (HONGDA, "您是紅達公司的王劍國", "紅達公司"),
        (WANG, "您是紅達公司的王劍國", "王劍國"),
        (WANG, "王简国先生", "王简国"),
        (WANG, "黄建国先生", None),
        (WANG, "王建先生", None),
        (SHAN, "山国强找您", "山国强"),
        (SHAN, "单国强找您", "单国强"),
        (SHAN, "丹国强找您", None),
        (SpokenName("曾丽"), "曾丽女士", "曾丽"),
        (SpokenName("翟明", "zhai2 ming2"), "宅明先生", "宅明"),
        (SpokenName("欧阳锋"), "欧阳峰先生", "欧阳峰"),
        (WANG, "", None),
    ],
)
def test_a_name_inside_an_utterance(expected: SpokenName, text: str, said: str | None) -> None:
    span = contains_name(expected, text)
    assert (None if span is None else text[slice(*span)]) == said


def person(id_: str, name: str, title: str, number: str) -> Person:
    return Person(id_, SpokenName(name), title, Rank.STAFF, "office", number)


def company(*people: Person) -> Company:
    return Company(
        id="hengcheng",
        name=SpokenName("恒城集团"),
        operator_name=SpokenName("李敏"),
        operator_no="016",
        departments={"office": Department("office", SpokenName("综合管理部"), "8100")},
        people={one.id: one for one in people},
        extensions={},
        roles={},
        outside_lines=("1",),
    )


def test_people_are_called_by_a_title_that_is_theirs_alone() -> None:
    slots = slots_of(
        company(
            person("a", "王磊", "主任", "1"),
            person("b", "刘芳", "董事长秘书", "2"),
            person("c", "李静", "经理", "3"),
            person("d", "张伟", "经理", "4"),
            person("e", "张明", "经理", "5"),
        )
    )
    also = {name.text: name.also for name in slots["person"]}
    assert also == {
        "王磊": ("主任", "王主任"),
        "刘芳": ("董事长秘书", "刘董事长秘书"),
        "李静": ("李经理",),
        "张伟": (),
        "张明": (),
    }
    assert {name.text for name in slots["destination"]} == {*also, "综合管理部"}
    assert slots["operator_no"] == (SpokenName("016"),)


def test_slots_do_not_depend_on_the_order_of_the_directory() -> None:
    people = [person("a", "王磊", "主任", "1"), person("b", "刘芳", "秘书", "2"), person("c", "安宁", "司机", "3")]
    assert slots_of(company(*people)) == slots_of(company(*reversed(people)))

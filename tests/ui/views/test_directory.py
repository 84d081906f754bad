"""The extension panel: lamps that tell no secrets, and a search that finds people by how their names sound."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from simulator.model.company import Company, Department, Extension, ExtensionState, Person, Rank, Role, SpokenName
from simulator.model.script import KeyName
from simulator.model.text import Lang
from simulator.session.scene import Scene
from simulator.session.step import initial
from simulator.ui.views.directory import ExtensionLamp, ExtensionView, panel, search
from simulator.ui.views.pinyin import find, sounded, typed
from tests.ui.board import Board

Boards = Callable[[str], Board]


def found(desk: Board, query: str) -> list[str]:
    return [one.name for one in search(desk.scene, desk.state, query, Lang.ZH)]


def field(desk: Board, number: str) -> ExtensionView:
    return next(
        one for group in panel(desk.scene, desk.state, Lang.ZH) for one in group.extensions if one.number == number
    )


# --- search ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("周杰", "周杰"),
        ("周经理", "周杰"),
        ("zj", "周杰"),
        ("zhoujie", "周杰"),
        ("zhouj", "周杰"),
        ("ZhouJ", "周杰"),
        ("zhou jie", "周杰"),
        ("wjl", "王平"),  # 王经理: managers are called so whatever their title
        ("wangzhuren", "王平"),
        ("8401", "周杰"),
        ("84", "工程部"),
        ("caiwu", "财务部"),
        ("cwb", "财务部"),
        ("财务", "财务部"),
        ("会计", "马丽"),
        ("kfzx", "客户服务中心"),
        ("szy", "单志远"),  # read shan4, as the directory says
        ("zm", "曾敏"),
        ("xp", "解鹏"),
        ("财务 ma", "马丽"),
        ("dsz", "陈国华"),  # 董事长
    ],
)
def test_the_likeliest_comes_first(board: Boards, query: str, first: str) -> None:
    assert found(board("busy"), query)[0] == first


def test_the_reading_of_the_directory_holds_and_no_other(board: Boards) -> None:
    desk = board("busy")
    assert "单志远" not in found(desk, "danzhiyuan")
    assert "解鹏" not in found(desk, "jiepeng")
    assert "曾敏" in found(desk, "zeng")
    assert "曾敏" not in found(desk, "ceng")


def test_every_reading_of_a_character_counts_where_the_directory_says_nothing(board: Boards) -> None:
    for query in ("xing", "hang"):
        assert find(query, sounded("银行行长")) is not None
    assert find("yhhz", sounded("银行行长")) is not None
    assert find("yhxz", sounded("银行行长")) is not None
    assert find("lv", sounded("吕")) == find("lu", sounded("吕"))


def test_pinyin_mixes_initials_and_syllables_but_spells_what_is_there() -> None:
    wording = sounded("王经理")
    assert typed("Wáng JL") == "wngjl"  # only what is on the keyboard
    for query in ("wjl", "wangjl", "wjingl", "wangjingli", "wangjingl", "jl", "jingli", "li"):
        assert find(query, wording) is not None, query
    for query in ("wl", "wangx", "lj", "wangjinglia"):
        assert find(query, wording) is None, query


def test_the_place_that_matched_can_be_marked(board: Boards) -> None:
    desk = board("busy")
    (hit,) = search(desk.scene, desk.state, "wangjl", Lang.ZH)
    assert (hit.matched, hit.start, hit.end) == ("王经理", 0, 3)


def test_an_empty_query_finds_everybody_in_the_order_of_the_board(board: Boards) -> None:
    desk = board("busy")
    everybody = [one.number for group in panel(desk.scene, desk.state, Lang.ZH) for one in group.extensions]
    assert [one.number for one in search(desk.scene, desk.state, "  ", Lang.ZH)] == everybody
    assert sorted(everybody) == sorted(desk.scene.company.extensions)
    assert len(search(desk.scene, desk.state, "", Lang.ZH, limit=5)) == 5


def test_nothing_is_found_for_what_is_nobodys(board: Boards) -> None:
    assert found(board("busy"), "qqqq") == []
    assert found(board("busy"), "财务 qq") == []


def test_a_compound_surname_with_an_office(board: Boards) -> None:
    person = Person("o", SpokenName("欧阳明"), "采购部副经理", Rank.STAFF, "d", "1001")
    company = Company(
        "c",
        SpokenName("某公司"),
        SpokenName(""),
        "",
        {"d": Department("d", SpokenName("采购部"), "1000")},
        {"o": person},
        {"1000": Extension("1000", "d"), "1001": Extension("1001", "o")},
        {},
        ("1",),
    )
    desk = board("busy")
    scene: Scene = replace(desk.scene, company=company)
    hits = search(scene, initial(scene), "oyfjl", Lang.ZH)
    assert [hit.matched for hit in hits] == ["欧阳副经理"]


# --- lamps -----------------------------------------------------------------------------------------------------------


def test_a_busy_extension_is_lit_and_nothing_else_is_given_away(board: Boards) -> None:
    assert field(board("busy"), "8401").lamp is ExtensionLamp.BUSY
    absent = board("fault")
    assert absent.scene.extension_state("8301") is ExtensionState.ABSENT
    assert field(absent, "8301").lamp is ExtensionLamp.FREE


def test_the_lamp_follows_the_call(board: Boards) -> None:
    desk = board("fault")
    desk.wait(2_000)
    desk.press(KeyName.ANSWER)
    desk.press(KeyName.TRANSFER, "8301")
    assert (field(desk, "8301").lamp, field(desk, "8301").line) == (ExtensionLamp.RINGING, "1")
    desk.wait(1_000)
    assert (field(desk, "8301").lamp, field(desk, "8301").status) == (ExtensionLamp.REFUSED, "不在")
    desk.wait(5_000)
    assert field(desk, "8301").lamp is ExtensionLamp.FREE


def test_talking_in_private_and_with_the_caller_look_different(board: Boards) -> None:
    desk = board("gm-accepts")
    desk.wait(2_000)
    desk.press(KeyName.ANSWER)
    desk.press(KeyName.CONSULT, "8001")
    desk.wait(8_000)
    private = field(desk, "8001")
    assert (private.lamp, private.here) == (ExtensionLamp.PRIVATE, True)
    desk.press(KeyName.CONNECT)
    assert (field(desk, "8001").lamp, field(desk, "8001").here) == (ExtensionLamp.TALKING, False)


def test_what_may_be_told_is_marked(board: Boards) -> None:
    desk = board("busy")
    assert (field(desk, "8301").public, field(desk, "8301").mark) == (True, "可告知")
    assert (field(desk, "8001").public, field(desk, "8001").mark) == (False, "不外告")
    assert field(desk, "8000").public is False
    assert field(desk, "8600").notes == ("报修",)
    assert desk.scene.company.roles[Role.TECHNICAL] == "8600"


def test_departments_come_in_the_order_of_the_directory_each_with_its_own_number_first(board: Boards) -> None:
    desk = board("busy")
    groups = panel(desk.scene, desk.state, Lang.ZH)
    assert [group.department for group in groups] == list(desk.scene.company.departments)
    for group in groups:
        assert group.extensions[0].holder == group.department

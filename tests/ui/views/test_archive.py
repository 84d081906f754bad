"""The certification records as they are shown: every standing in words, and what can be done with an attempt."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.model.text import Lang
from simulator.ui.archive import Certificate, Filed, Listing, Remark
from simulator.ui.custody import PersonFiled
from simulator.ui.views.archive import MOST_PEOPLE, count, people, rows, sheet, standing
from tests.ui.paper_archive import DOSSIER, EXAM, FILED, OBJECTIONS, PASSED, PEOPLE, VALID


@pytest.mark.parametrize(
    ("filed", "text", "state"),
    [
        (PASSED, "合格", "pass"),
        (replace(PASSED, verdict="fail"), "不合格", "fail"),
        (replace(PASSED, verdict="undecided", undecided=2), "待裁定 2 项", "undecided"),
        (replace(PASSED, certificate=VALID), "证书至 2028-03-20", "certified"),
        (replace(PASSED, certificate=replace(VALID, expires="")), "已发证", "certified"),
        (replace(PASSED, certificate=replace(VALID, state="expiring")), "证书至 2028-03-20", "expiring"),
        (replace(PASSED, certificate=replace(VALID, state="expired")), "证书已过期", "expired"),
        (replace(PASSED, certificate=replace(VALID, state="retired")), "证书已作废", "retired"),
        (replace(PASSED, certificate=VALID, void=True), "作废", "void"),
    ],
    ids=["passed", "failed", "undecided", "certified", "for-ever", "expiring", "expired", "retired", "void"],
)
def test_a_standing_is_told_in_words_and_by_a_state(filed: Filed, text: str, state: str) -> None:
    told, found = standing(filed)
    assert (told.zh, found) == (text, state)


def test_a_row_says_who_what_when_and_how_it_stands() -> None:
    first, *_, erased = rows(Listing("", FILED, more=False), Lang.ZH)
    assert (first.who, first.what) == ("李敏  0012", "总机话务基础 · 重要来电转接总经理 · 2026-03-19")
    assert first.standing == "91.2 · 合格"
    assert erased.who == "（已删除）"
    assert count(Listing("", FILED, more=True), Lang.ZH) == "最新的 7 条记录"


def test_a_dimension_below_its_floor_is_told() -> None:
    shown = sheet(DOSSIER, Lang.ZH)
    assert [(one.name, one.text) for one in shown.dimensions if not one.met] == [("记录", "5.5 / 15.0")]
    assert len(shown.dimensions) == 5


def test_critical_items_rulings_and_appeals_are_told_with_their_reasons() -> None:
    sections = {one.title: one for one in sheet(DOSSIER, Lang.ZH).sections}
    assert [(line.text, line.state) for line in sections["关键项"].lines] == [
        ("未经请示不得转接总经理：合格", "pass"),
        ("不得泄露总经理的行踪：不合格", "fail"),
    ]
    (ruling,), (appeal,) = sections["裁定"].lines, sections["申诉"].lines
    assert ruling.note == "李老师 · 2026-03-19 · 录音里听得很清楚，只是声音偏小"
    assert appeal.note == "2026-03-19 · 我说了“请稍等”，请再听一遍"
    unsealed = replace(DOSSIER, appeals=(replace(DOSSIER.appeals[0], reason=""),))
    assert "理由打不开" in sheet(unsealed, Lang.ZH).sections[-1].lines[0].note


def test_what_stands_in_the_way_of_a_certificate_is_told_beforehand() -> None:
    certifies, refused = DOSSIER, replace(DOSSIER, exam=replace(EXAM, objections=OBJECTIONS))
    assert sheet(certifies, Lang.ZH).sections[0].lines[-1].text == "可以发证"
    lines = sheet(refused, Lang.ZH).sections[0].lines
    assert [line.text for line in lines[1:]] == [why.zh for why in OBJECTIONS]
    assert sheet(refused, Lang.ZH).exam == EXAM.id  # whether it certifies, the store says


def test_who_declared_an_attempt_void_is_told_first() -> None:
    why = Remark("", "耳麦中途断开", "2026-03-20T01:00:00Z", by="李老师")
    void = replace(DOSSIER, filed=replace(PASSED, void=True), voided=(why,))
    first, *_ = sheet(void, Lang.ZH).sections
    assert (first.title, first.lines[0].note) == ("作废", "李老师 · 2026-03-20 · 耳麦中途断开")
    assert not sheet(void, Lang.ZH).voidable
    assert sheet(DOSSIER, Lang.ZH).voidable


def certificate_and_exam(certificate: Certificate | None) -> tuple[str, str]:
    shown = sheet(replace(DOSSIER, filed=replace(PASSED, certificate=certificate)), Lang.ZH)
    return shown.certificate, shown.exam


def test_a_certificate_is_given_once_and_can_be_printed_until_it_is_retired() -> None:
    assert certificate_and_exam(None) == ("", EXAM.id)
    for state in ("valid", "expiring", "expired"):
        assert certificate_and_exam(replace(VALID, state=state)) == (VALID.number, "")
    assert certificate_and_exam(replace(VALID, state="retired")) == ("", "")
    practice = sheet(replace(DOSSIER, exam=None), Lang.ZH)
    assert (practice.exam, practice.certificate) == ("", "")


def test_a_failed_result_that_nobody_stands_for_is_marked() -> None:
    failed = replace(DOSSIER, filed=replace(PASSED, verdict="fail"), confirmed=False)
    assert "还没有人确认" in sheet(failed, Lang.ZH).badges
    assert sheet(replace(DOSSIER, confirmed=False), Lang.ZH).badges == ("考试",)


def test_people_are_found_by_name_number_and_department() -> None:
    assert [one.name for one in people(PEOPLE, "王")] == ["王芳"]
    assert [one.name for one in people(PEOPLE, "003")] == ["欧阳建国"]
    assert [one.name for one in people(PEOPLE, "客服")] == ["李敏", "王芳"]
    crowd = [PersonFiled(f"{n:05}", "王芳", "客服部") for n in range(1_000)]
    assert len(people(crowd, "")) == MOST_PEOPLE

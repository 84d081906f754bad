"""The log as a conversation: complete, in order, and readable whatever the log holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.model.log import Entry
from simulator.model.moments import CALLABLE_SITUATIONS, Fact, Moment
from simulator.model.scorecard import AudioSpan
from simulator.model.text import Lang
from simulator.records import wording
from simulator.records.conversation import Part, conversation

SHOWN_OTHERWISE = {
    Moment.STARTED,
    Moment.SAID,
    Moment.UNDERSTOOD,
    Moment.ANSWERED_LATE,
    *CALLABLE_SITUATIONS,
}


def test_everybody_who_spoke_is_there_in_the_order_in_which_they_began(case: Any) -> None:
    passages = conversation(case.log, case.script, case.company)
    spoken = [(p.at, p.part, p.name.zh, p.text.zh) for p in passages if p.part is not Part.BOARD]
    assert spoken == [
        (7000, Part.TRAINEE, "学员", "您好很城集团"),
        (9600, Part.CALLER, "王建国", "你好，帮我接一下张总经理。"),
        (13400, Part.TRAINEE, "学员", "请问您贵姓"),
        (15700, Part.CALLER, "王建国", "我姓王，宏达公司的王建国。"),
        (25200, Part.COLLEAGUE, "张伟", "喂，哪位？"),
        (27000, Part.TRAINEE, "学员", "张总您好宏达公司的王先生找您请问您接听吗"),
        (32300, Part.COLLEAGUE, "张伟", "好，接进来吧。"),
    ]
    assert [p.at for p in passages] == sorted(p.at for p in passages)


def test_a_key_stands_with_what_it_did(case: Any) -> None:
    keys = {p.key.zh: p.text.zh for p in conversation(case.log, case.script, case.company) if p.key is not None}
    assert keys == {
        "应答 1": "接起线路 1，王建国，已振铃 6.2 秒",
        "咨询 8001": "王建国 保持中",
        "接通": "王建国 与 8001（张伟）接通",
        "保持": "",
    }


def test_what_was_cut_short_or_heard_otherwise_is_remarked(case: Any) -> None:
    remarks = {p.at: [r.zh for r in p.remarks] for p in conversation(case.log, case.script, case.company) if p.remarks}
    assert remarks == {7000: ["另一引擎：您好恒城集团"], 15700: ["被打断"]}


def test_a_message_shows_its_fields(case: Any) -> None:
    (saved,) = [p for p in conversation(case.log, case.script, case.company) if p.fields]
    assert [(name.zh, value) for name, value in saved.fields] == [("来电人", "王建国"), ("电话", "13800138000")]


def test_speech_says_where_it_sounds(case: Any) -> None:
    spans = [p.audio for p in conversation(case.log, case.script, case.company) if p.part is not Part.BOARD]
    assert spans[0] == AudioSpan("trainee", 7000, 8700)
    assert spans[1] == AudioSpan("caller", 9600, 12800)


def test_a_mood_is_told_of_who_is_in_it(case: Any) -> None:
    felt = Fact(Moment.ANGERED, "1", "wang", about="angry", detail={"level": 4, "was": 2, "by": ["rude"]})
    log = replace(case.log, entries=(*case.log.entries, Entry(99, 99_000, felt)))
    last = conversation(log, case.script, case.company)[-1]
    assert (last.part, last.name.zh, last.text.zh) == (Part.CALLER, "王建国", "（更生气了，火气 4/4：生气）")
    assert last.text.en == "(gets angrier, 4 of 4: angry)"


def test_every_moment_is_shown_or_known_to_show_otherwise() -> None:
    assert set(wording.HAPPENED) | SHOWN_OTHERWISE == set(Moment)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_no_log_is_too_strange_to_be_shown(case: Any, data: st.DataObject, values: Callable[[Any], Any]) -> None:
    bodies = data.draw(st.lists(values(Fact) | values(Entry).map(lambda entry: entry.body), max_size=6))
    entries = tuple(Entry(n, n, body) for n, body in enumerate(bodies, 1))
    for passage in conversation(replace(case.log, entries=entries), case.script, case.company):
        for lang in Lang:
            assert isinstance(passage.text[lang], str)

"""One pass over a log: who was where, who said what to whom, what was written."""

from __future__ import annotations

from scoring.presence import Presence, Tone
from scoring.timeline import Timeline
from simulator.model.moments import Moment

from .callsheet import Stage


def timeline(stage: Stage, sheet: str) -> Timeline:
    return Timeline.of(stage.log(sheet), stage.script)


def stretches(found: Timeline, call: str = "wang") -> list[tuple[Presence, int, int]]:
    return [(s.presence, s.start, s.end) for s in found.stretches if s.call == call]


def test_a_caller_through_a_whole_call(stage: Stage) -> None:
    found = timeline(
        stage,
        """
        0 ringing
        4000 answered
        10000 held
        20000 retrieved
        25000 dialled ext=8200
        31000 extension_answered ext=8200 actor=ext:8200
        31000 connected ext=8200 confirmed=yes
        33000 released connected=yes
        50000 hung_up
        60000 ended
        """,
    )
    assert stretches(found) == [
        (Presence.RINGING, 0, 4000),
        (Presence.TALKING, 4000, 10000),
        (Presence.HELD, 10000, 20000),
        (Presence.TALKING, 20000, 25000),
        (Presence.TRANSFERRING, 25000, 31000),
        (Presence.CONNECTED, 31000, 50000),
    ]
    assert found.last_gone("wang") == 50000
    assert found.callers() == ("wang",)


def test_a_refused_transfer_sounds_its_tone_until_the_caller_is_back(stage: Stage) -> None:
    stayed = timeline(
        stage,
        """
        4000 answered
        9000 dialled ext=8200
        10000 extension_busy ext=8200
        11700 returned ext=8200
        20000 released
        20000 ended
        """,
    )
    assert stretches(stayed)[-2:] == [(Presence.TRANSFERRING, 9000, 11700), (Presence.TALKING, 11700, 20000)]
    assert stayed.tones == (Tone("wang", 10000, 11700),)


def test_a_refused_transfer_that_the_operator_left_rings_again(stage: Stage) -> None:
    left = timeline(
        stage,
        """
        4000 answered
        9000 dialled ext=8200
        9500 released connected=no
        10000 extension_busy ext=8200
        12100 ringing recall=yes
        15000 retrieved recall=yes
        20000 released
        20000 ended
        """,
    )
    assert left.tones == (Tone("wang", 10000, 12100),)
    assert stretches(left)[1:] == [
        (Presence.TRANSFERRING, 9000, 12100),
        (Presence.RINGING, 12100, 15000),
        (Presence.TALKING, 15000, 20000),
    ]
    assert [h.t for h in left.gone["wang"]] == [20000]


def test_a_consultation_that_is_refused_leaves_the_caller_on_hold(stage: Stage) -> None:
    found = timeline(
        stage,
        """
        4000 answered
        9000 held auto=yes
        9000 dialled ext=8001 private=yes
        10000 extension_absent ext=8001 private=yes
        20000 retrieved
        30000 released
        30000 ended
        """,
    )
    assert [presence for presence, _, _ in stretches(found)] == [Presence.TALKING, Presence.HELD, Presence.TALKING]
    assert found.tones == ()


def test_a_colleague_who_hangs_up_leaves_the_caller_with_the_operator(stage: Stage) -> None:
    found = timeline(
        stage,
        """
        4000 answered
        9000 dialled ext=8200
        15000 connected ext=8200 confirmed=yes
        20000 hung_up actor=ext:8200 ext=8200
        20000 returned ext=8200
        30000 released
        30000 ended
        """,
    )
    assert stretches(found)[-1] == (Presence.TALKING, 20000, 30000)


def test_a_dead_line_takes_the_caller_and_a_call_back_brings_them_again(stage: Stage) -> None:
    found = timeline(
        stage,
        """
        4000 answered
        9000 line_fault kind=dead
        9000 call_back_due number=13800138000
        15000 spare_line line=3
        16000 dialled_out line=3 number=13800138000
        22000 called_back line=3 number=13800138000
        30000 hung_up line=3
        40000 ended
        """,
    )
    assert stretches(found) == [(Presence.TALKING, 4000, 9000), (Presence.TALKING, 22000, 30000)]
    assert [h.t for h in found.gone["wang"]] == [9000, 30000]
    (dialled,) = found.all(Moment.DIALLED_OUT)
    assert dialled.call == "wang"


def test_words_to_a_colleague_are_said_on_the_callers_business(stage: Stage) -> None:
    found = timeline(
        stage,
        """
        4000 answered
        9000 held auto=yes
        9000 dialled ext=8001 private=yes
        15000 consulted ext=8001 actor=ext:8001
        16000-18000 me(to=ext:8001) 张总您好。
        60000 ended
        """,
    )
    (words,) = found.words
    assert words.to == {"ext:8001"}
    assert words.calls == {"wang"}
    assert words.entries == (5, 6)


def test_a_message_keeps_its_fields_versions_and_caller(stage: Stage) -> None:
    found = timeline(stage, "4000 answered\n 9000 save caller=王建国\n 10000 save caller=周红 actor=zhou\n 60000 ended")
    first, second = found.notes
    assert (first.call, dict(first.fields)) == ("wang", {"caller": "王建国"})
    assert (second.call, second.entries) == ("zhou", (4, 5))
    assert found.last_note("wang") == first


def test_an_empty_log_is_an_empty_timeline(stage: Stage) -> None:
    found = timeline(stage, "")
    assert (found.words, found.lines, found.stretches, found.end, found.complete) == ((), (), (), 0, False)

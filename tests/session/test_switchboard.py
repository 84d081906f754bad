"""What the keys do, in every state of the lines that a call goes through."""

from __future__ import annotations

from dataclasses import replace

from simulator.model.company import ExtensionState
from simulator.model.moments import Moment, MomentRef
from simulator.model.script import Incident, LineFault
from simulator.model.units import Ms
from simulator.session.scene import Scene
from simulator.session.state import LineStatus

from .conftest import with_events
from .playbook import play

RINGING = """
    >> 0 start
    << fact started
    >> 0 timer caller:wang
    << tone line:1 ring
    << fact ringing line=1 actor=wang urgent=False
"""
GREETED = (
    RINGING
    + """
    >> 2000 press answer 1
    << silence line:1
    << fact answered line=1 actor=wang ring_ms=2000
    >> 2500 speaks 1
    >> 4000 pauses 1
    >> 4720 heard 1 您好恒城集团
    << fact understood line=1 actor=wang utterance=1 to=wang verdict=yes phrases=greeting
    << say 1 wang 你好，我找一下张总。
    >> 6720 ended 1 2000
    << fact said line=1 actor=wang speech=1 turn=opening start=4720 end=6720
    << fact request line=1 actor=wang about=zhang_wei
"""
)


def test_a_call_is_consulted_about_and_put_through(scene: Scene) -> None:
    state = play(
        scene,
        GREETED
        + """
        >> 8000 press consult 8001
        << fact held line=1 actor=wang auto=True
        << fact dialled line=1 actor=wang extension=8001 private=True
        >> 8800 timer reach:8001
        << tone ext:8001 ringback
        >> 14800 timer lift:8001
        << silence ext:8001
        << fact extension_answered line=1 actor=ext:8001 extension=8001 private=True
        << fact consulted line=1 actor=ext:8001 extension=8001
        << say 2 ext:8001 喂，哪位？
        >> 15800 ended 2 1000
        << fact said line=1 actor=ext:8001 extension=8001 speech=2 turn=pick_up start=14800 end=15800
        >> 20000 heard 2 宏达公司的王先生找您
        << fact understood line=1 actor=ext:8001 extension=8001 utterance=2 to=ext:8001 verdict=yes phrases=announce
        << say 3 ext:8001 接进来吧。
        >> 21000 ended 3 1000
        << fact said line=1 actor=ext:8001 extension=8001 speech=3 turn=agree start=20000 end=21000
        << fact accepts line=1 actor=ext:8001 extension=8001
        >> 22000 press connect
        << fact connected line=1 actor=wang extension=8001 confirmed=True consulted=True
        >> 37000 timer talk:1
        << fact hung_up line=1 actor=wang reason=ended
        << silence line:1
        << silence ext:8001
        """,
    )
    assert state.lines["1"].status is LineStatus.IDLE
    assert not state.legs


def test_a_transfer_to_a_busy_extension_comes_back(scene: Scene) -> None:
    state = play(
        scene,
        GREETED
        + """
        >> 8000 press transfer 8000
        << fact dialled line=1 actor=wang extension=8000 private=False
        >> 8800 timer reach:8000
        << fact extension_busy line=1 actor=wang extension=8000 private=False
        << tone ext:8000 busy
        >> 10900 timer refused:8000
        << silence ext:8000
        << fact returned line=1 actor=wang extension=8000
        """,
    )
    assert state.lines["1"].status is LineStatus.TALKING
    assert state.at == "1"


def test_a_cancelled_transfer_comes_back_at_once(scene: Scene) -> None:
    state = play(
        scene,
        GREETED
        + """
        >> 8000 press transfer 8200
        << fact dialled line=1 actor=wang extension=8200 private=False
        >> 8800 timer reach:8200
        << tone ext:8200 ringback
        >> 9000 press cancel
        << silence ext:8200
        << fact returned line=1 actor=wang extension=8200
        """,
    )
    assert state.lines["1"].status is LineStatus.TALKING
    assert not state.legs


def test_a_cancelled_consultation_is_no_return_but_takes_the_caller_off_hold(scene: Scene) -> None:
    play(
        scene,
        GREETED
        + """
        >> 8000 press consult 8001
        << fact held line=1 actor=wang auto=True
        << fact dialled line=1 actor=wang extension=8001 private=True
        >> 8800 timer reach:8001
        << tone ext:8001 ringback
        >> 9000 press cancel
        << silence ext:8001
        << fact retrieved line=1 actor=wang hold_ms=1000
        """,
    )


def test_leaving_a_transfer_before_it_is_answered_is_not_confirmed(scene: Scene) -> None:
    play(
        scene,
        GREETED
        + """
        >> 8000 press transfer 8200
        << fact dialled line=1 actor=wang extension=8200 private=False
        >> 8800 timer reach:8200
        << tone ext:8200 ringback
        >> 9000 press release
        << fact released line=1 actor=wang connected=False reason=passed_on
        >> 14800 timer lift:8200
        << silence ext:8200
        << fact extension_answered line=1 actor=ext:8200 extension=8200 private=False
        << fact connected line=1 actor=wang extension=8200 confirmed=False consulted=False
        << fact accepts line=1 actor=ext:8200 extension=8200
        """,
    )


def test_hanging_up_on_a_caller_ends_the_call(scene: Scene) -> None:
    state = play(
        scene,
        GREETED
        + """
        >> 8000 press release
        << fact released line=1 actor=wang connected=False reason=ended
        << silence line:1
        """,
    )
    assert state.lines["1"].status is LineStatus.IDLE


def test_nobody_answers_and_the_caller_who_was_left_alone_rings_again(scene: Scene) -> None:
    deserted = replace(scene, script=replace(scene.script, extensions={"8200": ExtensionState.NO_ANSWER}))
    state = play(
        deserted,
        GREETED
        + """
        >> 8000 press transfer 8200
        << fact dialled line=1 actor=wang extension=8200 private=False
        >> 8800 timer reach:8200
        << tone ext:8200 ringback
        >> 9000 press release
        << fact released line=1 actor=wang connected=False reason=passed_on
        >> 38800 timer unanswered:8200
        << silence ext:8200
        << fact extension_no_answer line=1 actor=wang extension=8200 private=False rings=6
        << silence ext:8200
        << tone line:1 ring
        << fact ringing line=1 actor=wang urgent=False recall=True
        >> 40000 press answer 1
        << silence line:1
        << fact retrieved line=1 actor=wang hold_ms=1200 recall=True
        """,
    )
    assert state.at == "1"


def test_nobody_answers_and_the_operator_who_stayed_has_the_caller_back(scene: Scene) -> None:
    deserted = replace(scene, script=replace(scene.script, extensions={"8200": ExtensionState.NO_ANSWER}))
    play(
        deserted,
        GREETED
        + """
        >> 8000 press transfer 8200
        << fact dialled line=1 actor=wang extension=8200 private=False
        >> 8800 timer reach:8200
        << tone ext:8200 ringback
        >> 38800 timer unanswered:8200
        << silence ext:8200
        << fact extension_no_answer line=1 actor=wang extension=8200 private=False rings=6
        << silence ext:8200
        << fact returned line=1 actor=wang extension=8200
        """,
    )


def test_answering_a_second_line_holds_the_first(scene: Scene) -> None:
    wang = scene.script.callers["wang"]
    second = replace(wang, line="2", actor=replace(wang.actor, id="zhao"))
    both = replace(scene, script=replace(scene.script, callers={**scene.script.callers, "zhao": second}))
    state = play(
        both,
        """
        >> 0 start
        << fact started
        >> 0 timer caller:wang
        << tone line:1 ring
        << fact ringing line=1 actor=wang urgent=False
        >> 1000 press answer
        << silence line:1
        << fact answered line=1 actor=wang ring_ms=1000
        >> 1500 timer caller:zhao
        << tone line:2 call_waiting
        << fact ringing line=2 actor=zhao urgent=False
        >> 2000 press answer 2
        << fact held line=1 actor=wang auto=True
        << silence line:2
        << fact answered line=2 actor=zhao ring_ms=500
        >> 3000 press retrieve 1
        << fact held line=2 actor=zhao auto=True
        << fact retrieved line=1 actor=wang hold_ms=1000
        """,
    )
    assert [state.lines[n].status for n in "12"] == [LineStatus.TALKING, LineStatus.HELD]


def test_the_fourth_burst_makes_an_answer_late(scene: Scene) -> None:
    play(scene, RINGING + ">> 14999 press answer\n<< silence line:1\n<< fact answered line=1 actor=wang ring_ms=14999")
    play(
        scene,
        RINGING
        + """
        >> 15000 press answer
        << silence line:1
        << fact answered line=1 actor=wang ring_ms=15000
        << fact answered_late line=1 actor=wang ring_ms=15000
        """,
    )


def test_keys_that_cannot_act_say_why_and_change_nothing(scene: Scene) -> None:
    before = play(scene, RINGING)
    after = play(
        scene,
        """
        >> 1000 press hold
        << refuse hold no_call
        >> 1000 press transfer 8001
        << refuse transfer no_call
        >> 1000 press consult 9999
        << refuse consult no_such_extension
        >> 1000 press connect
        << refuse connect nobody_consulted
        >> 1000 press retrieve 1
        << refuse retrieve line_not_held
        >> 1000 press answer 9
        << refuse answer no_such_line
        >> 1000 press answer 2
        << refuse answer line_not_ringing
        >> 1000 press dial_out abc
        << refuse dial_out bad_argument
        >> 1000 press mode away
        << refuse mode bad_argument
        >> 1000 press release
        << refuse release no_call
        """,
        before,
    )
    assert after == before


def test_a_dead_line_takes_the_call_and_the_spare_line_calls_back(scene: Scene) -> None:
    broken = with_events(
        scene, Incident("1", LineFault.DEAD, on=MomentRef(Moment.REQUEST), delay=Ms(1000), lasts=Ms(600_000))
    )
    play(
        broken,
        GREETED
        + """
        >> 7720 timer event:0
        << fact line_fault line=1 actor=wang kind=dead
        << fact call_back_due line=1 actor=wang number=13800138000
        << silence line:1
        >> 9000 press spare
        << tone line:3 dial
        << fact spare_line line=3
        >> 10000 press dial_out 138 0013 8000
        << silence line:3
        << fact dialled_out line=3 number=13800138000
        << tone line:3 ringback
        >> 16000 timer outside:3
        << silence line:3
        << fact called_back line=3 actor=wang number=13800138000
        << say 2 wang 喂，刚才怎么断了？
        >> 17000 report 1 dead 8200
        << fact fault_reported line=1 extension=8200 kind=dead
        """,
    )


def test_a_wrong_number_is_vacant(scene: Scene) -> None:
    state = play(
        scene,
        """
        >> 0 start
        << fact started
        >> 1000 press dial_out 12345
        << tone line:1 dial
        << silence line:1
        << fact dialled_out line=1 number=12345
        << tone line:1 vacant
        >> 7000 timer outside:1
        << silence line:1
        << silence line:1
        """,
    )
    assert state.at == ""
    assert state.lines["1"].status is LineStatus.IDLE


def test_conference_lets_all_three_talk_and_release_leaves_the_two(scene: Scene) -> None:
    state = play(
        scene,
        GREETED
        + """
        >> 8000 press consult 8200
        << fact held line=1 actor=wang auto=True
        << fact dialled line=1 actor=wang extension=8200 private=True
        >> 8800 timer reach:8200
        << tone ext:8200 ringback
        >> 14800 timer lift:8200
        << silence ext:8200
        << fact extension_answered line=1 actor=ext:8200 extension=8200 private=True
        << fact consulted line=1 actor=ext:8200 extension=8200
        << say 2 ext:8200 您好，财务部。
        >> 16000 press conference
        << fact conference line=1 actor=wang parties=wang,ext:8200
        >> 20000 press release
        << fact released line=1 actor=wang connected=True reason=passed_on
        """,
    )
    assert state.lines["1"].status is LineStatus.CONNECTED


def test_the_automatic_attendant_answers_and_says_its_announcement(scene: Scene) -> None:
    play(
        scene,
        """
        >> 0 start
        << fact started
        >> 0 press mode automatic
        << fact mode mode=automatic
        >> 0 timer caller:wang
        << tone line:1 ring
        << fact ringing line=1 actor=wang urgent=False
        >> 5000 timer attend:1
        << silence line:1
        << fact auto_answered line=1 actor=wang
        << say 1 attendant:1 您好，这里是恒城集团。 inaudible
        >> 8000 ended 1 3000
        << fact said line=1 actor=attendant:1 speech=1 turn= start=5000 end=8000 inaudible
        << fact hung_up line=1 actor=wang reason=unheard
        << silence line:1
        """,
    )

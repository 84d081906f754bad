"""How people on the line take what the operator says, does, and leaves unsaid."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from simulator.model.moments import Moment, MomentRef
from simulator.model.script import Reaction
from simulator.session.scene import Scene

from .conftest import lines
from .playbook import play
from .test_switchboard import GREETED, RINGING


def test_everything_that_was_asked_in_one_breath_is_answered(scene: Scene) -> None:
    play(
        scene,
        GREETED
        + """
        >> 12000 heard 2 请问您贵姓请问您有什么事情
        << fact understood line=1 actor=wang utterance=2 to=wang verdict=yes phrases=ask_surname,ask_matter
        << say 2 wang 我姓王。
        >> 13000 ended 2 1000
        << fact said line=1 actor=wang speech=2 turn=opening start=12000 end=13000
        << say 3 wang 合同的事。
        """,
    )


def test_what_is_not_understood_makes_the_caller_say_it_again_but_not_for_ever(scene: Scene) -> None:
    state = play(scene, GREETED)
    for n in range(2, 5):
        t = n * 10_000
        if n < 4:
            state = play(
                scene,
                f"""
                >> {t} heard {n} 今天天气真好
                << fact understood line=1 actor=wang utterance={n} to=wang verdict=no phrases=
                << say {n} wang 我找张总。
                >> {t + 1000} ended {n} 1000
                << fact said line=1 actor=wang speech={n} turn=opening start={t} end={t + 1000}
                """,
                state,
            )
        else:
            play(
                scene,
                f"""
                >> {t} heard {n} 今天天气真好
                << fact understood line=1 actor=wang utterance={n} to=wang verdict=no phrases=
                """,
                state,
            )


def test_a_caller_who_is_met_with_silence_asks_and_then_gives_up(scene: Scene) -> None:
    state = play(
        scene,
        GREETED
        + """
        >> 12720 timer silence:wang
        << say 2 wang 喂？
        >> 13000 ended 2 280
        << fact said line=1 actor=wang speech=2 turn=opening start=12720 end=13000
        >> 19000 timer silence:wang
        << say 3 wang 喂？
        >> 19280 ended 3 280
        << fact said line=1 actor=wang speech=3 turn=opening start=19000 end=19280
        >> 25280 timer silence:wang
        << say 4 wang 算了。
        >> 26000 ended 4 720
        << fact said line=1 actor=wang speech=4 turn=opening start=25280 end=26000
        << fact hung_up line=1 actor=wang reason=ended
        << silence line:1
        """,
    )
    assert not state.lines["1"].actor


def test_a_caller_who_is_not_greeted_speaks_up(scene: Scene) -> None:
    play(
        scene,
        RINGING
        + """
        >> 2000 press answer 1
        << silence line:1
        << fact answered line=1 actor=wang ring_ms=2000
        >> 6000 timer silence:wang
        << say 1 wang 喂？
        >> 6300 ended 1 300
        << fact said line=1 actor=wang speech=1 turn= start=6000 end=6300
        >> 12300 timer silence:wang
        << say 2 wang 你好，我找一下张总。
        """,
    )


def test_somebody_talked_over_for_long_stops(scene: Scene) -> None:
    play(
        scene,
        RINGING
        + """
        >> 2000 press answer 1
        << silence line:1
        << fact answered line=1 actor=wang ring_ms=2000
        >> 4720 heard 1 您好恒城集团
        << fact understood line=1 actor=wang utterance=1 to=wang verdict=yes phrases=greeting
        << say 1 wang 你好，我找一下张总。
        >> 5000 speaks 2
        >> 6200 timer yield:1
        << hush 1
        >> 6210 ended 1 1490 cut
        << fact said line=1 actor=wang speech=1 turn=opening start=4720 end=6210 cut
        << fact request line=1 actor=wang about=zhang_wei
        """,
    )


def test_a_short_word_in_between_does_not_stop_anybody(scene: Scene) -> None:
    play(
        scene,
        RINGING
        + """
        >> 2000 press answer 1
        << silence line:1
        << fact answered line=1 actor=wang ring_ms=2000
        >> 4720 heard 1 您好恒城集团
        << fact understood line=1 actor=wang utterance=1 to=wang verdict=yes phrases=greeting
        << say 1 wang 你好，我找一下张总。
        >> 5000 speaks 2
        >> 5300 pauses 2
        >> 6200 timer yield:1
        """,
    )


def test_a_held_caller_hears_nothing_and_complains_when_it_was_too_long(scene: Scene) -> None:
    play(
        scene,
        GREETED
        + """
        >> 8000 press hold
        << fact held line=1 actor=wang auto=False
        >> 9000 speaks 2
        >> 11000 heard 2 请问您贵姓
        << fact understood utterance=2 to= verdict=yes phrases=ask_surname
        >> 53000 timer hold:1
        << fact hold_reminder line=1 actor=wang hold_ms=45000
        >> 60000 press retrieve
        << fact retrieved line=1 actor=wang hold_ms=52000
        << say 2 wang 怎么这么久？
        """,
    )


def test_a_held_caller_who_is_forgotten_hangs_up_and_is_owed_a_call_back(scene: Scene) -> None:
    play(
        scene,
        GREETED
        + """
        >> 8000 press hold
        << fact held line=1 actor=wang auto=False
        >> 53000 timer hold:1
        << fact hold_reminder line=1 actor=wang hold_ms=45000
        >> 98000 timer hold:1
        << fact call_back_due line=1 actor=wang number=13800138000
        << fact hung_up line=1 actor=wang reason=patience
        << silence line:1
        """,
    )


def test_what_is_given_in_answer_is_stated_as_asked(scene: Scene) -> None:
    play(
        telling(scene),
        GREETED
        + """
        >> 12000 heard 2 请问您贵姓请问您有什么事情
        << fact understood line=1 actor=wang utterance=2 to=wang verdict=yes phrases=ask_surname,ask_matter
        << say 2 wang 我姓王。
        >> 13000 ended 2 1000
        << fact said line=1 actor=wang speech=2 turn=opening start=12000 end=13000
        << fact gives line=1 actor=wang about=name asked=True
        << say 3 wang 合同的事。
        """,
    )


def test_an_answer_cut_short_was_given_all_the_same(scene: Scene) -> None:
    play(
        telling(scene),
        GREETED
        + """
        >> 12000 heard 2 请问您贵姓
        << fact understood line=1 actor=wang utterance=2 to=wang verdict=yes phrases=ask_surname
        << say 2 wang 我姓王。
        >> 12400 press hold
        << fact held line=1 actor=wang auto=False
        << hush 2
        >> 12400 ended 2 400 cut
        << fact said line=1 actor=wang speech=2 turn=opening start=12000 end=12400 cut
        << fact gives line=1 actor=wang about=name asked=True
        """,
    )


def test_one_of_several_wordings_is_said(scene: Scene) -> None:
    undecided = Reaction(say=lines("我找张总。", "张总，麻烦您。", "就找张总。"))
    play(
        with_opening(scene, otherwise=undecided),
        GREETED
        + """
        >> 12000 heard 2 今天天气真好
        << fact understood line=1 actor=wang utterance=2 to=wang verdict=no phrases=
        << say 2 wang 张总，麻烦您。
        >> 13000 ended 2 1000
        << fact said line=1 actor=wang speech=2 turn=opening start=12000 end=13000
        """,
    )


def with_opening(scene: Scene, **changes: Any) -> Scene:
    """The same office where wang's first turn is changed."""
    wang = scene.script.callers["wang"]
    turns = {**wang.actor.turns, "opening": replace(wang.actor.turns["opening"], **changes)}
    return with_actor(scene, turns=turns)


def telling(scene: Scene) -> Scene:
    """The same office where wang's name counts as given when he has said it."""
    surname, matter = scene.script.callers["wang"].actor.answers
    return with_actor(scene, answers=(replace(surname, situations=(MomentRef(Moment.GIVES, "name"),)), matter))


def with_actor(scene: Scene, **changes: Any) -> Scene:
    wang = scene.script.callers["wang"]
    changed = replace(wang, actor=replace(wang.actor, **changes))
    return replace(scene, script=replace(scene.script, callers={**scene.script.callers, "wang": changed}))

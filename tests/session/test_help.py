"""Help that the trainee asks for: what the caller said last is said again, and everybody speaks more slowly."""

from __future__ import annotations

from simulator.session.scene import Scene

from .playbook import play
from .test_switchboard import GREETED, RINGING


def test_the_caller_says_the_last_line_again_and_means_nothing_new_by_it(scene: Scene) -> None:
    play(
        scene,
        GREETED
        + """
        >> 8000 help repeat
        << fact help_used kind=repeat
        << say 2 wang 你好，我找一下张总。
        >> 10000 ended 2 2000
        << fact said line=1 actor=wang speech=2 turn=opening start=8000 end=10000
        >> 12000 help repeat
        << fact help_used kind=repeat
        << say 3 wang 你好，我找一下张总。
        """,
    )


def test_a_repeated_line_draws_no_other_wordings_later(scene: Scene) -> None:
    state = play(scene, GREETED)
    again = play(scene, ">> 8000 help hint\n<< fact help_used kind=hint", state)
    assert again.parties == state.parties
    repeated = play(
        scene,
        """
        >> 8000 help repeat
        << fact help_used kind=repeat
        << say 2 wang 你好，我找一下张总。
        """,
        state,
    )
    assert repeated.parties["wang"].visits == state.parties["wang"].visits


def test_the_silence_of_the_operator_counts_from_the_repeated_line(scene: Scene) -> None:
    state = play(scene, GREETED)
    state = play(
        scene,
        """
        >> 8000 help repeat
        << fact help_used kind=repeat
        << cancel silence:wang
        << say 2 wang 你好，我找一下张总。
        >> 10000 ended 2 2000
        << cancel yield:2
        << fact said line=1 actor=wang speech=2 turn=opening start=8000 end=10000
        << timer silence:wang 16000
        """,
        state,
    )
    assert state.quiet()


def test_nobody_repeats_while_speaking_or_before_having_spoken(scene: Scene) -> None:
    state = play(
        scene,
        RINGING
        + """
        >> 1000 help repeat
        << fact help_used kind=repeat
        >> 2000 press answer 1
        << silence line:1
        << fact answered line=1 actor=wang ring_ms=2000
        >> 2500 help repeat
        << fact help_used kind=repeat
        >> 4720 heard 1 您好恒城集团
        << fact understood line=1 actor=wang utterance=1 to=wang verdict=yes phrases=greeting
        << say 1 wang 你好，我找一下张总。
        >> 5000 help repeat
        << fact help_used kind=repeat
        """,
    )
    assert len(state.speaking) == 1


def test_it_is_the_one_whom_the_operator_talks_to_who_repeats(scene: Scene) -> None:
    play(
        scene,
        GREETED
        + """
        >> 8000 press consult 8001
        << fact held line=1 actor=wang auto=True
        << fact dialled line=1 actor=wang extension=8001 private=True
        >> 8800 timer reach:8001
        << tone ext:8001 ringback
        >> 9000 help repeat
        << fact help_used kind=repeat
        >> 14800 timer lift:8001
        << silence ext:8001
        << fact extension_answered line=1 actor=ext:8001 extension=8001 private=True
        << fact consulted line=1 actor=ext:8001 extension=8001
        << say 2 ext:8001 喂，哪位？
        >> 15800 ended 2 1000
        << fact said line=1 actor=ext:8001 extension=8001 speech=2 turn=pick_up start=14800 end=15800
        >> 17000 help repeat
        << fact help_used kind=repeat
        << say 3 ext:8001 喂，哪位？
        """,
    )


def test_everybody_speaks_more_slowly_from_then_on(scene: Scene) -> None:
    play(
        scene,
        GREETED
        + """
        >> 8000 help slower
        << fact help_used kind=slower
        >> 9000 heard 2 请问您贵姓
        << fact understood line=1 actor=wang utterance=2 to=wang verdict=yes phrases=ask_surname
        << say 2 wang 我姓王。 slowly
        >> 10000 ended 2 1000
        << fact said line=1 actor=wang speech=2 turn=opening start=9000 end=10000
        >> 11000 help repeat
        << fact help_used kind=repeat
        << say 3 wang 我姓王。 slowly
        """,
    )

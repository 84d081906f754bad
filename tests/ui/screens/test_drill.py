"""Drills and the check driven by keys, with a recogniser of paper."""

from __future__ import annotations

import pygame
import pytest

from simulator.model.text import Text
from simulator.ui.desk import Failed, Preparing
from simulator.ui.screens.drill import LIGHTS, DrillScreen
from simulator.ui.shown import Said, Syllable
from simulator.ui.views.drill import Standing
from simulator.ui.widgets.aligned import Aligned
from simulator.ui.widgets.labels import Badge
from tests.ui.screens.afterwards import CHECK, EXERCISES, PaperDrill
from tests.ui.screens.place import Place
from tests.ui.widgets.conftest import Bench


class Shown:
    def __init__(self, bench: Bench, drill: PaperDrill, *, check: bool = False) -> None:
        self.place, self.drill, self.exams = Place(bench), drill, 0
        self.screen = DrillScreen(self.place, drill, self._exam if check else None)
        self.place.go(self.screen)
        self.place.frame()

    def _exam(self) -> None:
        self.exams += 1

    def hear(self, said: Said) -> None:
        self.drill.said.append(said)
        self.place.frame(2)

    def badges(self) -> list[str]:
        return [one.text for one in self.screen.result.walk() if isinstance(one, Badge)]

    def texts(self) -> list[str]:
        return self.place.texts()


@pytest.fixture
def shown(bench: Bench) -> Shown:
    return Shown(bench, PaperDrill())


def test_it_listens_for_the_first_wording_and_for_each_that_is_gone_to(shown: Shown) -> None:
    assert shown.drill.begun == [EXERCISES[0].title]
    shown.place.key(pygame.K_n)
    shown.place.key(pygame.K_n)
    shown.place.key(pygame.K_p)
    shown.place.frame(2)
    assert shown.drill.begun[-1] == EXERCISES[1].title
    assert shown.screen.wording.text == EXERCISES[1].wording
    shown.place.key(pygame.K_END)
    assert shown.screen.wording.text == EXERCISES[4].wording


def test_what_was_heard_is_shown_with_its_syllables_and_advice(shown: Shown) -> None:
    syllables = (Syllable("您", "你", "near"), Syllable("好", "", "missing"))
    shown.hear(Said(EXERCISES[0], "你", "almost", 0.72, syllables, -45.0))
    assert shown.badges() == ["差一点：要由人裁定"]
    assert [one.syllables for one in shown.screen.result.walk() if isinstance(one, Aligned)] == [syllables]
    assert "声音偏小：麦克风靠近嘴边一些" in shown.texts()
    assert "“您”听成“你”；漏了“好”" in shown.texts()
    assert shown.screen.list.items[0].light == LIGHTS[Standing.ALMOST]
    assert shown.place.consistent()


def test_a_wording_that_counts_is_ticked_off(shown: Shown) -> None:
    shown.hear(Said(EXERCISES[0], "您好，恒城集团", "yes", 1.0, (), -20.0))
    assert shown.screen.bar.text == "已会 1 / 5"
    assert shown.screen.list.items[0].light == LIGHTS[Standing.YES]
    for one in EXERCISES[1:]:
        shown.hear(Said(one, one.wording, "yes", 1.0, (), -20.0))
    assert shown.screen.bar.text == "全部学会了"


def test_typing_is_handed_on_and_the_field_is_emptied(shown: Shown) -> None:
    shown.place.click(shown.screen.typed)
    shown.place.type("您好，恒城集团")
    shown.place.key(pygame.K_n)  # a letter in a field is no hot key
    assert shown.screen.session.at == 0
    shown.place.key(pygame.K_RETURN)
    assert shown.drill.typed == ["您好，恒城集团"]
    assert shown.screen.typed.text == ""
    shown.place.key(pygame.K_RETURN)
    assert len(shown.drill.typed) == 1


def test_models_that_load_and_what_fails_is_said(bench: Bench) -> None:
    drill = PaperDrill(waiting=Preparing(Text("正在载入识别模型", "loading"), 0.4))
    shown = Shown(bench, drill)
    assert shown.screen.state.text == "正在载入识别模型 40%"
    assert drill.begun == []
    drill.waiting = Failed(Text("没有麦克风", "no microphone"), Text("请插上耳机", "plug one in"))
    shown.place.frame(2)
    assert shown.screen.state.text == "没有麦克风 · 请插上耳机"
    drill.waiting = None
    shown.place.frame(2)
    assert drill.begun == [EXERCISES[0].title]


def test_leaving_closes_the_drill(shown: Shown) -> None:
    shown.place.key(pygame.K_ESCAPE)
    assert shown.drill.closed
    assert shown.place.left == 1


def test_the_exam_can_be_begun_when_the_check_has_passed(bench: Bench) -> None:
    shown = Shown(bench, PaperDrill(CHECK), check=True)
    shown.place.click(shown.screen.exam)
    assert shown.exams == 0
    shown.hear(Said(CHECK[0], "今天上午九点请在三楼会议室参加例会", "no", 0.96, (), -20.0))
    assert shown.badges() == ["听清了"]
    assert not shown.screen.exam.enabled
    shown.hear(Said(CHECK[1], "您好，恒城集团", "yes", 1.0, (), -20.0))
    assert shown.screen.verdict.text == "可以考试"
    shown.place.click(shown.screen.exam)
    assert shown.exams == 1


def test_a_check_that_is_too_quiet_says_so(bench: Bench) -> None:
    shown = Shown(bench, PaperDrill(CHECK), check=True)
    shown.hear(Said(CHECK[0], "今天上午", "no", 0.3, (), -55.0))
    assert shown.screen.verdict.text.startswith("还不行")
    assert not shown.screen.exam.enabled


def test_exercises_that_come_later_are_taken_up(bench: Bench) -> None:
    drill = PaperDrill((), waiting=Preparing(Text("正在载入识别模型", "loading"), 0.1))
    shown = Shown(bench, drill)
    drill.todo, drill.waiting = EXERCISES, None
    shown.place.frame(2)
    assert len(shown.screen.list.items) == 5
    assert drill.begun == [EXERCISES[0].title]

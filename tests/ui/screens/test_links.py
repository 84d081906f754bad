"""The screens within the real window: gone to from the start screen, and back by Escape."""

from __future__ import annotations

from dataclasses import dataclass, field

import pygame
import pytest
from pygame.event import Event

from simulator.ui.desk import Done
from simulator.ui.screens.debrief import DebriefScreen
from simulator.ui.screens.drill import DrillScreen
from simulator.ui.screens.links import LINKS, check, debrief
from simulator.ui.screens.progress import ProgressScreen
from simulator.ui.screens.reference import ReferenceScreen
from simulator.ui.screens.screen import Screen
from simulator.ui.screens.start import Start
from simulator.ui.widgets.fonts import Typeface
from simulator.ui.window import Window
from tests.ui.screens.afterwards import PaperDesk, attempts


@dataclass
class Hands:
    """A window and the keys of it."""

    window: Window
    now: int = field(default=0)

    def frames(self, count: int = 3) -> None:
        for _ in range(count):
            self.now += 16
            self.window.step(self.now)

    def key(self, code: int, *, ctrl: bool = False) -> None:
        mod = pygame.KMOD_CTRL if ctrl else 0
        pygame.event.post(Event(pygame.KEYDOWN, key=code, mod=mod, unicode="", scancode=0))
        pygame.event.post(Event(pygame.KEYUP, key=code, mod=mod, unicode="", scancode=0))
        self.frames()


@pytest.fixture
def hands(typeface: Typeface, _display: None) -> Hands:
    window = Window(PaperDesk(attempts()), typeface, debrief=debrief, links=LINKS)
    hands = Hands(window)
    hands.frames()
    return hands


@pytest.mark.parametrize(
    ("name", "screen"), [("progress", ProgressScreen), ("drill", DrillScreen), ("reference", ReferenceScreen)]
)
def test_there_and_back(hands: Hands, name: str, screen: type[Screen]) -> None:
    hands.window.go(LINKS[name](hands.window, "李敏", "busy"))
    hands.frames()
    assert isinstance(hands.window.screen, screen)
    hands.key(pygame.K_ESCAPE)
    assert isinstance(hands.window.screen, Start)


def test_the_reference_opens_from_everywhere(hands: Hands) -> None:
    hands.key(pygame.K_k, ctrl=True)
    assert isinstance(hands.window.screen, ReferenceScreen)


def test_an_earlier_attempt_leads_to_its_debrief_and_back_to_the_list(hands: Hands) -> None:
    hands.window.go(LINKS["progress"](hands.window, "李敏", ""))
    hands.frames()
    hands.key(pygame.K_RETURN)
    assert isinstance(hands.window.screen, DebriefScreen)
    hands.key(pygame.K_n)
    assert hands.window.screen.choices.selected == "phone#1"
    hands.key(pygame.K_ESCAPE)
    assert isinstance(hands.window.screen, ProgressScreen)


def test_larger_text_and_contrast_hold_at_once(hands: Hands) -> None:
    work = hands.window.desk.debrief("r7")
    stage = work.stage()
    assert isinstance(stage, Done)
    hands.window.go(debrief(hands.window, work, stage.debrief, lambda: None))
    hands.frames()
    for _ in range(3):
        hands.key(pygame.K_EQUALS, ctrl=True)
    hands.key(pygame.K_o, ctrl=True)
    assert hands.window.root.look.theme.text == 200
    assert hands.window.root.look.theme.palette.name == "contrast"
    assert isinstance(hands.window.screen, DebriefScreen)


def test_the_check_before_an_exam_is_a_drill_that_can_begin_it(hands: Hands) -> None:
    begun: list[bool] = []
    hands.window.go(check(hands.window, "busy", lambda: begun.append(True)))
    hands.frames()
    screen = hands.window.screen
    assert isinstance(screen, DrillScreen)
    assert not screen.exam.enabled
    screen.exam.press()
    assert begun == []
    screen.exam.enabled = True
    screen.exam.press()
    assert begun == [True]
    assert isinstance(hands.window.screen, Start)  # Back from the exam leads there, not to the check

"""The window as a whole: sizes, themes, languages, the way back."""

from __future__ import annotations

from collections.abc import Callable

import pygame
from pygame.event import Event

from simulator.ui.screens.settings import Settings
from simulator.ui.screens.start import Start
from simulator.ui.widgets.theme import Style
from tests.ui.screens.conftest import Pilot

Sit = Callable[..., Pilot]


def test_another_size_is_drawn_as_if_it_had_been_that_size_from_the_start(pilot: Sit) -> None:
    sat = pilot()
    console = sat.begin()
    sat.wait(3_000)
    for size in ((1920, 1080), (2560, 1440), (1024, 640)):
        sat.window.surface = pygame.display.set_mode(size, pygame.RESIZABLE)
        pygame.event.post(Event(pygame.VIDEORESIZE, size=size, w=size[0], h=size[1]))
        sat.settle()
        assert sat.window.root.area.size == size
        assert console.top.rect.w == size[0]
        assert sat.same_as_afresh()


def test_settings_hold_at_once_and_are_kept(pilot: Sit) -> None:
    sat = pilot()
    sat.click(sat.button("设置"))
    assert isinstance(sat.window.screen, Settings)
    sat.window.change(theme="contrast")
    sat.settle()
    assert sat.window.root.look.theme.palette.name == "contrast"
    sat.window.change(lang="en")
    sat.settle()
    assert "Settings" in sat.texts()
    assert sat.same_as_afresh()
    sat.key("escape")
    assert isinstance(sat.window.screen, Start)
    assert sat.button("Begin")
    assert sat.desk.kept == {"trainee": "李敏", "theme": "contrast", "lang": "en"}


def test_text_size_and_contrast_by_hot_key(pilot: Sit) -> None:
    sat = pilot()
    sat.key("ctrl+=")
    sat.key("ctrl+o")
    assert sat.desk.kept["text"] == "125"
    assert sat.desk.kept["theme"] == "contrast"
    sat.key("ctrl+-")
    sat.key("ctrl+o")
    assert (sat.desk.kept["text"], sat.desk.kept["theme"]) == ("100", "light")


def test_all_hot_keys_can_be_looked_up(pilot: Sit) -> None:
    sat = pilot()
    sat.begin()
    sat.key("ctrl+/")
    assert {"应答", "保持", "查找分机", "快捷键"} <= set(sat.texts())
    sat.key("escape")
    assert "查找分机" not in sat.texts()
    assert sat.work.done == []


def test_every_text_has_its_glyphs(pilot: Sit) -> None:
    for lang in ("zh", "en"):
        sat = pilot(lang=lang)
        drawn = "".join(sat.texts())
        sat.click(sat.button("Begin" if lang == "en" else "开始"))
        sat.wait(2_000)
        drawn += "".join(sat.texts()) + "".join(key.text + key.badge for key in sat.window.screen.keys.values())
        drawn += "".join(item.title + item.detail for item in sat.window.screen.extensions.list.items)
        assert sat.window.root.look.face(Style.BODY).missing(drawn) == ""

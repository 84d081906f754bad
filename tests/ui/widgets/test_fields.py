"""Fields by keyboard, mouse, clipboard and input method."""

from __future__ import annotations

import pygame
import pytest

from simulator.ui.widgets.boxes import Column
from simulator.ui.widgets.editing import digits_only
from simulator.ui.widgets.fields import TextArea, TextField
from tests.ui.widgets.conftest import Bench


@pytest.fixture
def field(bench: Bench) -> TextField:
    field = TextField(width=300)
    bench.show(Column(field, TextField(width=300), align="start", pad=20))
    bench.root.focus(field)
    bench.frame()
    return field


def test_text_goes_where_the_caret_is(bench: Bench, field: TextField) -> None:
    bench.type("王理")
    bench.key(pygame.K_LEFT)
    bench.type("经")
    assert field.text == "王经理"


def test_cut_and_paste_and_undo(bench: Bench, field: TextField) -> None:
    bench.type("王经理")
    bench.key(pygame.K_a, ctrl=True)
    bench.key(pygame.K_x, ctrl=True)
    assert field.text == ""
    bench.key(pygame.K_v, ctrl=True)
    bench.key(pygame.K_v, ctrl=True)
    assert field.text == "王经理王经理"
    bench.key(pygame.K_z, ctrl=True)
    assert field.text == "王经理"
    bench.key(pygame.K_y, ctrl=True)
    assert field.text == "王经理王经理"


def test_a_composition_is_drawn_in_place_of_the_selection(bench: Bench, field: TextField) -> None:
    bench.type("请转李经理")
    for _ in range(3):
        bench.key(pygame.K_LEFT, shift=True)
    plain = bench.pixels()
    bench.compose("wang jing li")
    assert field.display() == "请转wang jing li"
    assert field.text == "请转李经理"
    assert bench.pixels() != plain
    bench.type("王经理")
    assert field.text == "请转王经理"
    assert not field.composing()


def test_a_composition_that_is_given_up_leaves_nothing(bench: Bench, field: TextField) -> None:
    bench.type("转")
    before = bench.pixels()
    bench.compose("wang")
    bench.compose("")
    assert field.display() == "转"
    assert bench.pixels() == before


def test_keys_belong_to_the_input_method_while_it_composes(bench: Bench, field: TextField) -> None:
    fired = []
    bench.root.bind("f5", lambda: fired.append("f5"))
    bench.compose("wang")
    bench.key(pygame.K_F5)
    bench.key(pygame.K_TAB)
    bench.key(pygame.K_BACKSPACE)
    assert fired == []
    assert bench.root.focused is field
    bench.compose("")
    bench.key(pygame.K_F5)
    assert fired == ["f5"]


def test_letters_are_text_in_a_field_and_hot_keys_elsewhere(bench: Bench, field: TextField) -> None:
    fired = []
    bench.root.bind("h", lambda: fired.append("h"))
    bench.key(pygame.K_h)
    assert fired == []
    bench.root.focus(None)
    bench.key(pygame.K_h)
    assert fired == ["h"]


def test_text_input_is_on_only_in_fields(bench: Bench, field: TextField, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    monkeypatch.setattr(pygame.key, "start_text_input", lambda: calls.append("start"))
    monkeypatch.setattr(pygame.key, "stop_text_input", lambda: calls.append("stop"))
    bench.root.focus(None)
    bench.root.focus(field)
    assert calls == ["stop", "start"]


def test_the_input_method_is_told_where_the_caret_is(
    bench: Bench, field: TextField, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = []
    monkeypatch.setattr(pygame.key, "set_text_input_rect", lambda rect: places.append(rect.copy()))
    bench.type("王")
    bench.type("经")
    assert places[-1].x > places[0].x
    assert field.rect.contains(places[-1])


def test_mouse_selects(bench: Bench, field: TextField) -> None:
    bench.type("请转 8012 王经理")
    start, face = field.origin()[0], field.face
    middle = field.rect.centery
    digits = start + face.width("请转 80")
    bench.down((digits, middle))
    bench.up((digits, middle))
    bench.down((digits, middle))
    bench.up((digits, middle))
    assert field.editing.selected == "8012"
    bench.frame(40)
    bench.down((start, middle))
    bench.root.handle(pygame.event.Event(pygame.MOUSEMOTION, pos=(start + face.width("请转"), middle)))
    bench.up((start + face.width("请转"), middle))
    assert field.editing.selected == "请转"


def test_digits_only(bench: Bench) -> None:
    field = TextField(allowed=digits_only, most=4)
    bench.show(Column(field))
    bench.root.focus(field)
    bench.type("8a0王1234")
    assert field.text == "8012"


def test_a_long_text_keeps_the_caret_in_view(bench: Bench, field: TextField) -> None:
    bench.type("总机" * 40)
    assert field.inside().contains(field.caret_rect())
    bench.key(pygame.K_HOME)
    assert field.inside().contains(field.caret_rect())


def test_lines_up_and_down_keep_their_column(bench: Bench) -> None:
    area = TextArea("一二三四五\n一\n一二三四五")
    bench.show(Column(area))
    bench.root.focus(area)
    area.editing.move_to(4)
    bench.key(pygame.K_DOWN)
    assert area.editing.caret == 7
    bench.key(pygame.K_DOWN)
    assert area.editing.caret == 12
    bench.key(pygame.K_UP, shift=True)
    assert area.editing.selection == (7, 12)


def test_return_makes_a_line_in_an_area_and_enters_a_field(bench: Bench) -> None:
    entered = []
    area, field = TextArea(), TextField("8012", entered=entered.append)
    bench.show(Column(area, field))
    bench.root.focus(area)
    bench.key(pygame.K_RETURN)
    bench.root.focus(field)
    bench.key(pygame.K_RETURN)
    assert area.text == "\n"
    assert entered == ["8012"]


def test_home_and_end_in_a_wrapped_line(bench: Bench) -> None:
    area = TextArea("总机" * 60)
    bench.show(Column(Column(area, width=300), align="start"))
    bench.root.focus(area)
    second = area.spans()[1]
    area.editing.move_to(second[0] + 3)
    bench.key(pygame.K_HOME)
    assert area.editing.caret == second[0]
    bench.key(pygame.K_END)
    assert area.line_of(area.editing.caret) == 1


def test_the_caret_blinks(bench: Bench, field: TextField) -> None:
    lit = bench.pixels()
    bench.frame(34)
    assert bench.pixels() != lit
    bench.frame(34)
    assert bench.pixels() == lit

"""Focus, hot keys, dialogs, mouse capture and tips."""

from __future__ import annotations

import pygame
from pygame.event import Event

from simulator.ui.widgets.boxes import Column, Grid, Row
from simulator.ui.widgets.buttons import Button
from simulator.ui.widgets.dialogs import Choice, Dialog
from simulator.ui.widgets.fields import TextField
from simulator.ui.widgets.scrolling import ScrollView
from simulator.ui.widgets.widget import Widget
from tests.ui.widgets.conftest import Bench


def names(bench: Bench, count: int, *, back: bool = False) -> list[str]:
    seen = []
    for _ in range(count):
        bench.key(pygame.K_TAB, shift=back)
        focused = bench.root.focused
        seen.append(focused.text if isinstance(focused, Button | TextField) else "?")
    return seen


def off(button: Button) -> Button:
    button.enabled = False
    return button


def test_tab_goes_through_what_can_be_used_and_around(bench: Bench) -> None:
    hidden = Button("b")
    hidden.visible = False
    bench.show(Column(Button("a"), hidden, off(Button("c")), Row(TextField("d"), Button("e"))))
    assert names(bench, 4) == ["a", "d", "e", "a"]
    assert names(bench, 2, back=True) == ["e", "d"]


def test_a_group_is_one_stop_and_arrows_go_within(bench: Bench) -> None:
    pad = Grid((1, 1, 1), *(Button(str(n)) for n in range(1, 10)), arrows=True)
    bench.show(Column(Button("a"), pad, Button("b")))
    assert names(bench, 3) == ["a", "1", "b"]
    names(bench, 1, back=True)
    bench.key(pygame.K_RIGHT)
    bench.key(pygame.K_DOWN)
    assert isinstance(bench.root.focused, Button)
    assert bench.root.focused.text == "5"
    assert names(bench, 1) == ["b"]
    assert names(bench, 1, back=True) == ["5"]


def test_focus_shows_when_it_comes_by_key(bench: Bench) -> None:
    button = Button("a")
    bench.show(Column(button, pad=20))
    plain = bench.pixels()
    bench.root.focus(button)
    bench.frame()
    assert bench.pixels() == plain
    bench.key(pygame.K_TAB)
    assert bench.pixels() != plain


def test_space_and_return_press_the_button_that_has_the_focus(bench: Bench) -> None:
    pressed = []
    button = Button("a", lambda: pressed.append(1))
    bench.show(Column(button))
    bench.key(pygame.K_TAB)
    bench.key(pygame.K_SPACE)
    bench.key(pygame.K_RETURN)
    button.enabled = False
    bench.key(pygame.K_SPACE)
    assert pressed == [1, 1]


def test_a_press_counts_when_it_is_let_go_on_the_button(bench: Bench) -> None:
    pressed = []
    button = Button("a", lambda: pressed.append(1))
    bench.show(Column(button, pad=40, align="start"))
    bench.down(button.rect.center)
    bench.move((button.rect.right + 50, button.rect.centery))
    bench.up((button.rect.right + 50, button.rect.centery))
    assert pressed == []
    bench.down(button.rect.center)
    bench.move((button.rect.right + 50, button.rect.centery))
    bench.move(button.rect.center)
    bench.up(button.rect.center)
    assert pressed == [1]


def test_hot_keys(bench: Bench) -> None:
    fired = []
    bench.show(Column(TextField()))
    for chord in ("F4", "ctrl+f", "a"):
        bench.root.bind(chord, lambda chord=chord: fired.append(chord))
    bench.key(pygame.K_F4)
    bench.key(pygame.K_f, ctrl=True)
    bench.key(pygame.K_a)
    bench.key(pygame.K_a, shift=True)
    assert fired == ["F4", "ctrl+f", "a"]


def test_a_dialog_keeps_focus_keys_and_mouse(bench: Bench) -> None:
    happened = []
    below = Button("a", lambda: happened.append("below"))
    bench.show(Column(below, align="start"))
    bench.root.bind("F4", lambda: happened.append("hot key"))
    bench.key(pygame.K_TAB)
    dialog = Dialog(
        bench.root, "结束？", "会保存。", [Choice("结束", lambda: happened.append("end"), "primary"), Choice("继续")]
    )
    dialog.show()
    bench.frame()
    assert set(names(bench, 4)) == {"结束", "继续"}
    bench.key(pygame.K_F4)
    bench.click(below)
    assert happened == []
    bench.key(pygame.K_ESCAPE)
    assert bench.root.focused is below
    assert bench.pixels() == bench.afresh()
    bench.click(below)
    assert happened == ["below"]


def test_a_choice_closes_the_dialog_and_acts(bench: Bench) -> None:
    happened = []
    bench.show(Column(Button("a")))
    dialog = Dialog(bench.root, "结束？", "会保存。", [Choice("结束", lambda: happened.append("end"), "primary")])
    dialog.show()
    bench.frame()
    bench.key(pygame.K_RETURN)
    assert happened == ["end"]
    assert dialog.host is None


def test_the_focus_scrolls_into_view(bench: Bench) -> None:
    buttons = [Button(str(n)) for n in range(60)]
    view = ScrollView(Column(*buttons))
    bench.show(Column(view))
    bench.root.focus(buttons[50], by_key=True)
    bench.frame()
    assert view.rect.contains(buttons[50].rect)
    bench.root.focus(buttons[0], by_key=True)
    bench.frame()
    assert view.rect.contains(buttons[0].rect)
    assert bench.pixels() == bench.afresh()


def test_a_disabled_button_says_why(bench: Bench) -> None:
    button = off(Button("转接"))
    button.why = "没有正在进行的通话"
    bench.show(Column(button, align="start", pad=40))
    plain = bench.pixels()
    bench.move(button.rect.center)
    assert not bench.root.idle()
    bench.frame(40)
    assert bench.root.idle()
    assert bench.pixels() != plain
    bench.move((600, 600))
    assert bench.pixels() == plain


def test_what_is_removed_loses_the_focus(bench: Bench) -> None:
    button = Button("a")
    column = Column(button, Button("b"))
    bench.show(column)
    bench.key(pygame.K_TAB)
    column.remove(button)
    bench.frame()
    assert bench.root.focused is None
    assert bench.pixels() == bench.afresh()


class Ticker(Widget):
    ticks = True

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[int] = []

    def tick(self, now: int) -> None:
        self.seen.append(now)


def test_time_is_handed_in(bench: Bench) -> None:
    ticker = Ticker()
    bench.show(Column(ticker))
    bench.root.tick(5_000)
    ticker.visible = False
    bench.root.tick(6_000)
    assert ticker.seen[-1] == 5_000


def test_a_window_that_was_covered_is_drawn_again(bench: Bench) -> None:
    bench.show(Column(Button("a")))
    assert bench.root.frame(bench.surface, bench.now) == []
    bench.root.handle(pygame.event.Event(pygame.WINDOWEXPOSED))
    assert bench.root.frame(bench.surface, bench.now) == [bench.root.area]


def test_a_field_that_is_hidden_gets_no_more_text(bench: Bench) -> None:
    field = TextField()
    page = Column(field)
    bench.show(Column(page, Button("a")))
    bench.root.focus(field)
    page.visible = False
    bench.type("abc")
    assert bench.root.focused is None
    assert field.text == ""


def test_tab_goes_on_from_a_button_that_was_disabled_under_the_focus(bench: Bench) -> None:
    buttons = [Button(name) for name in "abc"]
    bench.show(Column(*buttons))
    bench.root.focus(buttons[1])
    buttons[1].enabled = False
    assert names(bench, 1) == ["c"]
    bench.root.focus(buttons[1])
    assert names(bench, 1, back=True) == ["a"]


def test_what_is_typed_before_the_field_could_be_drawn_is_not_lost(bench: Bench) -> None:
    """The system sends no text for keys that it fetched before the field was there; after that, text comes as well."""
    first, second = TextField(), TextField()
    bench.show(Column(first, second))
    bench.root.bind("F3", lambda: bench.root.focus(first))

    def press(code: int, text: str, mod: int = 0) -> None:
        bench.root.handle(Event(pygame.KEYDOWN, key=code, mod=mod, unicode=text, scancode=0))
        bench.root.handle(Event(pygame.KEYUP, key=code, mod=mod, unicode="", scancode=0))

    press(pygame.K_F3, "")
    press(pygame.K_8, "8")
    press(pygame.K_4, "4")
    press(pygame.K_a, "\x01", pygame.KMOD_CTRL)
    press(pygame.K_5, "5")
    assert first.text == "5"
    bench.frame()
    for widget in (first, second):
        press(pygame.K_0, "0")
        bench.root.handle(Event(pygame.TEXTINPUT, text="0"))
        press(pygame.K_TAB, "\t")
        assert widget.text.count("0") == 1

"""No text is cut off on any screen, in any size of window and of text; what is written by people may be, and a tooltip
tells it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from simulator.ui.widgets.fonts import Typeface
from simulator.ui.widgets.labels import Label
from simulator.ui.window import MINIMUM
from tests.ui.board import Board
from tests.ui.clipping import cut_off
from tests.ui.sights import SIGHTS, WRITTEN, seat_at
from tests.ui.widgets.conftest import _display, typeface

__all__ = ["_display", "typeface"]

pytestmark = pytest.mark.usefixtures("_display")

LOOKS = (
    *((MINIMUM, text, "zh") for text in ("100", "125", "150", "200")),
    *(((2560, 1440), text, "zh") for text in ("100", "200")),
    *(((3840, 2160), text, "zh") for text in ("100", "200")),
    (MINIMUM, "100", "en"),
)


@pytest.mark.parametrize(
    ("size", "text", "lang"), LOOKS, ids=[f"{size[0]}x{size[1]}-{text}-{lang}" for size, text, lang in LOOKS]
)
def test_nothing_is_cut_off(
    board: Callable[[str], Board], typeface: Typeface, size: tuple[int, int], text: str, lang: str
) -> None:
    found = []
    for name, go in SIGHTS.items():
        seat = seat_at(board("gm-accepts"), typeface, size, text=text, lang=lang)
        go(seat)
        seat.settle()
        found += [f"{name}: {cut}" for cut in cut_off(seat.window.root) if not any(w in cut for w in WRITTEN.values())]
    assert not found, "\n".join(found)


def test_what_is_cut_off_would_be_found(board: Callable[[str], Board], typeface: Typeface) -> None:
    seat = seat_at(board("gm-accepts"), typeface, MINIMUM)
    screen = seat.window.screen
    screen.name.parent.width = 40  # type: ignore[attr-defined]
    screen.name.placeholder = "请输入姓名，不要用昵称"  # type: ignore[attr-defined]
    screen.list.rect.w = 20  # type: ignore[attr-defined]
    label = next(one for one in seat.window.root.screen.walk() if isinstance(one, Label) and one.text)  # type: ignore[union-attr]
    label.width = 10
    label.invalidate()
    seat.settle()
    assert any(label.text in one for one in cut_off(seat.window.root))
    assert label.tip(label.rect.center) == label.text


def test_a_window_is_never_smaller_than_its_screens_need(board: Callable[[str], Board], typeface: Typeface) -> None:
    seat = seat_at(board("gm-accepts"), typeface, (800, 600))
    assert seat.window.surface.get_size() == MINIMUM

"""Statistics of the certification records in the window: agreement in a sentence, every table, and as a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from simulator.ui.custody import SUBJECTS
from simulator.ui.views.statistics import COLUMNS, agreed, cells
from simulator.ui.widgets.fonts import Typeface
from tests.ui.board import Board
from tests.ui.paper_archive import FIGURES
from tests.ui.screens.staff import paper_of
from tests.ui.sights import seat_at, statistics_at

SIZE = (1280, 720)
Boards = Callable[[str], Board]


def test_how_far_raters_agree_is_read_at_once(board: Boards, typeface: Typeface) -> None:
    seat = seat_at(board("gm-accepts"), typeface, SIZE)
    screen, paper = statistics_at(seat), paper_of(seat)
    assert (
        screen.agreed.text
        == "18 项由两人评定，15 项一致，一致率 0.83（95% 区间 0.61 – 0.94），kappa 0.64（0.28 – 0.99）"
    )
    assert [row[0].text for row in screen.tables["raters"].cells] == ["全部", "报出公司名称", "不争辩"]
    screen.save.press()
    assert paper.asked[-1] == ("save", "raters")
    screen.leave()
    assert paper.asked[-1] == ("count", "")


def test_each_page_reads_what_it_shows(board: Boards, typeface: Typeface) -> None:
    seat = seat_at(board("gm-accepts"), typeface, SIZE)
    screen, paper = statistics_at(seat), paper_of(seat)
    for page, subject in enumerate(SUBJECTS[1:], 1):
        screen.tabs.bar.choose(page)
        assert paper.asked[-1] == ("count", subject)
        seat.settle()
        found = next(one for one in FIGURES if one.subject == subject)
        assert len(screen.tables[subject].items) == len(found.rows)
        assert not screen.agreed.shown()
        screen.save.press()
        assert paper.asked[-1] == ("save", subject)


def test_where_nothing_was_rated_twice_that_is_told(board: Boards, typeface: Typeface) -> None:
    seat = seat_at(board("gm-accepts"), typeface, SIZE)
    paper_of(seat).figures = (replace(FIGURES[0], rows=()),)
    screen = statistics_at(seat)
    assert not screen.agreed.visible
    assert screen.tables["raters"].empty == "还没有哪一项由两位教员评过"


def test_the_window_shows_columns_that_there_are() -> None:
    for found in FIGURES:
        assert [len(row) for row in cells(found)] == [len(COLUMNS[found.subject])] * len(found.rows)
    raters = FIGURES[0]
    without_kappa = replace(raters, rows=(("全部", "2", "2", "1.00", "0.34 – 1.00", "", ""),))
    told = agreed(without_kappa)
    assert told is not None
    assert told.zh == "2 项由两人评定，2 项一致，一致率 1.00（95% 区间 0.34 – 1.00）"

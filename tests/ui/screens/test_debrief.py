"""The debrief driven by mouse and keys: findings are chosen, played, filtered, and appealed against."""

from __future__ import annotations

from dataclasses import replace

import pygame
import pytest

from simulator.ui.screens.debrief import DebriefScreen
from simulator.ui.shown import Debrief
from simulator.ui.widgets.aligned import Aligned
from simulator.ui.widgets.buttons import Button
from simulator.ui.widgets.dialogs import Dialog
from simulator.ui.widgets.fonts import Fonts
from simulator.ui.widgets.painter import Look
from simulator.ui.widgets.theme import CONTRAST, Theme, scale_for
from simulator.ui.widgets.widget import Widget
from tests.ui.screens.afterwards import DEBRIEF, PaperWork
from tests.ui.screens.place import Place
from tests.ui.widgets.conftest import Bench


class Shown:
    """The screen in its window, with what was asked for."""

    def __init__(self, bench: Bench, debrief: Debrief = DEBRIEF) -> None:
        self.place, self.work = Place(bench), PaperWork(debrief)
        self.screen = DebriefScreen(self.place, self.work, debrief)
        self.place.go(self.screen)
        self.place.frame()

    def titles(self) -> list[str]:
        return [item.title for item in self.screen.list.items]

    def texts(self, inside: Widget | None = None) -> list[str]:
        return self.place.texts(inside)

    def heading(self) -> str:
        return self.texts(self.screen.heading)[0]

    def dialog(self) -> Dialog | None:
        top = self.place.root.top()
        return top.widget if top is not None and isinstance(top.widget, Dialog) else None


@pytest.fixture
def shown(bench: Bench) -> Shown:
    return Shown(bench)


def test_what_is_worst_is_listed_first_and_shown_in_full(shown: Shown) -> None:
    assert shown.titles() == [
        "★ 先单独请示总经理，再接通",
        "联系电话一位不差",
        "三声之内接听",
        "接起即问候并报公司名称",
        "总经理不接，请对方留言",
    ]
    assert shown.heading() == "先单独请示总经理，再接通"
    assert "72.5–78.9" in shown.texts()
    assert "不合格：72.5 分，及格线 80 分" in shown.texts()


def test_the_keys_go_through_the_findings(shown: Shown) -> None:
    shown.place.key(pygame.K_n)
    shown.place.key(pygame.K_n)
    assert shown.heading() == "三声之内接听"
    assert shown.screen.timeline.chosen == "late#1"
    assert shown.screen.timeline.cursor == 2_400
    shown.place.key(pygame.K_p)
    assert shown.heading() == "联系电话一位不差"
    shown.place.key(pygame.K_DOWN)
    assert shown.heading() == "三声之内接听"


def test_a_finding_is_played_and_the_cursor_goes_along(shown: Shown) -> None:
    shown.screen.select("greet#1")
    shown.place.key(pygame.K_SPACE)
    assert shown.work.played == [(3_100, 5_400)]
    before = shown.screen.timeline.cursor
    shown.place.frame(10, ms=100)
    assert shown.screen.timeline.cursor > before
    shown.place.frame(40, ms=100)
    assert shown.screen.timeline.cursor == 5_400


def test_the_cursor_stands_where_the_recording_is_heard(bench: Bench) -> None:
    """The recording began a second into the call."""
    waves = tuple(replace(wave, begins=1_000) for wave in DEBRIEF.waves)
    shown = Shown(bench, replace(DEBRIEF, waves=waves))
    shown.screen.select("greet#1")
    shown.place.key(pygame.K_SPACE)
    assert shown.work.played == [(3_100, 5_400)]
    assert 4_100 <= shown.screen.timeline.cursor < 4_300


def test_what_made_no_sound_cannot_be_played(shown: Shown) -> None:
    shown.screen.select("late#1")
    shown.place.key(pygame.K_SPACE)
    assert shown.work.played == []
    assert not shown.screen.play.enabled


def test_a_click_on_a_mark_shows_its_finding_and_plays_it(shown: Shown) -> None:
    line = shown.screen.timeline
    marks = next(rect for row, rect in line.rows() if row.name == "评分")
    shown.place.click((line.x_of(48_000), marks.centery))
    assert shown.heading() == "总经理不接，请对方留言"
    wait = line.x_of(16_000)
    shown.place.click((wait, marks.centery))
    assert shown.heading() == "转接前说“请稍等”"  # a finding that passed is shown as well when it is asked for
    assert shown.work.played == [(16_000, 18_000)]


def test_the_syllables_of_what_was_heard_are_set_below_each_other(shown: Shown) -> None:
    shown.screen.select("greet#1")
    shown.place.frame()
    (aligned,) = [one for one in shown.screen.detail.walk() if isinstance(one, Aligned)]
    assert [one.kind for one in aligned.syllables] == ["same", "same", "near", "same", "missing", "same", "extra"]
    texts = shown.texts(shown.screen.detail)
    assert any(text.startswith("措辞接近，但不完全符合\n机器听得不够准") for text in texts)
    assert "您好，恒城集团。" in texts


def test_what_passed_is_shown_on_demand_and_dimensions_narrow(shown: Shown) -> None:
    shown.place.click(shown.screen.shows.parts()[1].center)
    assert "礼貌结束通话" in shown.titles()
    shown.screen.dimension.choose(1)
    shown.place.frame()
    assert shown.titles() == ["接起即问候并报公司名称", "礼貌结束通话"]
    shown.screen.dimension.choose(0)
    shown.place.click(shown.screen.shows.parts()[2].center)
    assert "投诉接转客户服务中心" in shown.titles()


def test_the_timeline_is_seen_nearer_and_moved_by_keys(shown: Shown) -> None:
    shown.place.key(pygame.K_EQUALS)
    shown.place.key(pygame.K_EQUALS)
    assert shown.screen.timeline.span() == 26_000
    start = shown.screen.timeline.seen[0]
    shown.place.key(pygame.K_PERIOD)
    assert shown.screen.timeline.seen[0] == start + 13_000
    shown.place.key(pygame.K_COMMA)
    assert shown.screen.timeline.seen[0] == start
    shown.place.key(pygame.K_MINUS)
    shown.place.key(pygame.K_MINUS)
    assert shown.screen.timeline.seen == (0, 0)
    assert shown.place.consistent()


def test_choosing_a_finding_out_of_view_brings_it_into_view(shown: Shown) -> None:
    for _ in range(3):
        shown.place.key(pygame.K_EQUALS)
    shown.screen.select("closing#1")
    shown.place.frame()
    start, span = shown.screen.timeline.seen
    assert start <= 92_000 <= start + span


def test_an_appeal_is_written_and_sent_once(shown: Shown) -> None:
    shown.screen.select("greet#1")
    shown.place.key(pygame.K_p, ctrl=True)
    assert shown.dialog() is not None
    shown.place.type("我说的是恒城集团")
    dialog = shown.dialog()
    assert dialog is not None
    send = next(one for one in dialog.walk() if isinstance(one, Button) and one.text == "提交")
    shown.place.click(send)
    assert shown.work.appeals == [("greet#1", "我说的是恒城集团")]
    assert shown.dialog() is None
    shown.place.frame()
    assert shown.screen.appeal.text == "已提出异议，等待裁定"
    shown.place.key(pygame.K_p, ctrl=True)
    assert shown.dialog() is None


def test_an_appeal_without_a_reason_is_not_sent_and_escape_takes_it_back(shown: Shown) -> None:
    shown.screen.select("late#1")
    shown.place.key(pygame.K_p, ctrl=True)
    shown.place.key(pygame.K_ESCAPE)
    assert shown.dialog() is None
    assert shown.work.appeals == []
    assert shown.place.left == 0
    shown.place.key(pygame.K_ESCAPE)
    assert (shown.place.left, shown.work.stopped) == (1, 1)  # nothing goes on sounding


def test_without_a_recording_nothing_is_played(bench: Bench) -> None:
    shown = Shown(bench, replace(DEBRIEF, recorded=False, waves=()))
    shown.screen.select("greet#1")
    shown.place.key(pygame.K_SPACE)
    assert shown.work.played == []
    assert shown.screen.play.why == "这次通话没有录音"


def test_a_perfect_call_has_nothing_to_say(bench: Bench) -> None:
    best = replace(
        DEBRIEF, verdict="pass", total=10_000, highest=10_000, findings=DEBRIEF.findings[3:4], reservations=()
    )
    shown = Shown(bench, best)
    assert shown.titles() == []
    assert "没有需要注意的地方" in shown.texts()
    shown.place.key(pygame.K_n)
    assert "100" in shown.texts()


@pytest.mark.parametrize(("size", "text"), [((1280, 720), 150), ((2560, 1440), 100), ((1920, 1080), 200)])
def test_it_fits_other_sizes_and_draws_the_same_in_parts_and_at_once(
    shown: Shown, size: tuple[int, int], text: int
) -> None:
    bench = shown.place.bench
    bench.surface = pygame.display.set_mode(size)
    theme = Theme(CONTRAST, scale_for(size), text)
    bench.root.restyle(Look(theme, Fonts(bench.root.look.fonts.typeface, theme)), size)
    shown.place.frame(2)
    for key in (pygame.K_n, pygame.K_EQUALS, pygame.K_n):
        shown.place.key(key)
    assert shown.place.consistent()
    area = bench.root.area
    for widget in (shown.screen.list, shown.screen.timeline, shown.screen.total, shown.screen.detail_view):
        assert area.x <= widget.rect.x < widget.rect.right <= area.right, widget
        assert text >= 150 or area.contains(widget.rect), widget


def test_with_large_text_the_page_is_scrolled_to_what_has_the_focus(shown: Shown) -> None:
    bench = shown.place.bench
    theme = Theme(CONTRAST, 1.0, 200)
    bench.root.restyle(Look(theme, Fonts(bench.root.look.fonts.typeface, theme)), (1280, 720))
    shown.place.frame(3)
    assert bench.root.area.contains(shown.screen.total.rect)
    bench.root.focus(shown.screen.timeline)
    bench.root.focus(shown.screen.list, by_key=True)
    shown.place.frame(2)
    assert bench.root.area.contains(shown.screen.list.rect)
    assert not bench.root.area.contains(shown.screen.total.rect)
    assert shown.place.consistent()

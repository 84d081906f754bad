"""The reports: what they say, that they need nothing else, and how a real browser shows them."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from simulator.model.ledger import DimensionTotal
from simulator.model.rulebook import Dimension
from simulator.model.scorecard import Verdict
from simulator.model.standing import Certificate, CertificateState, ClassReport, ClauseResult, Trainee
from simulator.model.text import Lang
from simulator.records.out import plots
from simulator.records.out.learning import ScoredCall
from simulator.records.out.report import class_report_page, trainee_report
from tests.records.store.samples import TRAINEE, attempt, mark, score
from tests.records.test_page_browser import BROWSER, QUIET

PERSON = Trainee(TRAINEE, "0012", "王<芳>", "客服部")
OTHER, GONE = Trainee("b", "0007", "李明", "客服部"), Trainee("c", "", "", "", erased=True)


def call(day: int, total: int, *, confirmed: bool = False, **changes: object) -> ScoredCall:
    verdict = Verdict.PASS if total >= 8_000 else Verdict.FAIL
    marks = (
        mark("a#1", verdict, 500 * (verdict is Verdict.PASS), 500, "B4.10"),
        mark("b#1", Verdict.PASS, 500, 500, "B4.2"),
    )
    dimensions = {Dimension.RECORD: DimensionTotal(2_500, total // 4, total // 4, 60)}
    made = attempt(day, started=f"2026-03-{day:02}T12:00:00Z", **changes)
    scored = score("a" * 64, total, verdict, marks=marks, dimensions=dimensions)
    return ScoredCall(f"a{day}", made, f"s{day}", scored, confirmed, PERSON)


CALLS = [call(1, 4_000, confirmed=True), call(2, 6_000), call(3, 9_250, mode="exam"), call(4, 8_000, call="other")]
CERTIFICATES = [
    Certificate("1", TRAINEE, "k", "总机", "2024-04-01", "2026-04-01", CertificateState.EXPIRING),
    Certificate("2", "b", "k", "总机", "2024-01-01", "2026-01-01", CertificateState.EXPIRED),
    Certificate("3", "b", "k", "总机", "2026-01-01", "2028-01-01", CertificateState.VALID),
    Certificate("4", "c", "k", "总机", "2024-01-01", "2026-01-01", CertificateState.EXPIRED),
]
CELLS = (
    ClauseResult(TRAINEE, "B4.10", 500, 1_000, 1, 2),
    ClauseResult(TRAINEE, "B4.2", 950, 1_000, 1, 2),
    ClauseResult("b", "B4.2", 850, 1_000, 0, 2),
    ClauseResult("c", "B4.2", 0, 1_000, 2, 2),
)
CLASS = ClassReport(CELLS, {40: 1, 90: 2, 100: 1}, 6, 3, 1, {})
SAYS = {"B4.10": "听完<再>说；记下时间、姓名"}
KNOWN = {one.trainee: one for one in (PERSON, OTHER, GONE)}


def of_trainee(calls: Sequence[ScoredCall] = CALLS, lang: Lang = Lang.ZH) -> str:
    return trainee_report(PERSON, calls, CERTIFICATES[:1], SAYS, "2026-03-20", lang)


def of_class(lang: Lang = Lang.ZH) -> str:
    return class_report_page(CLASS, KNOWN, CERTIFICATES, 1, SAYS, "2026-03-20", lang)


def texts(page: str, tag: str) -> list[str]:
    return [re.sub("<[^>]*>", "", found) for found in re.findall(f"<{tag}[ >].*?</{tag}>", page, re.DOTALL)]


def figures(page: str) -> dict[str, str]:
    return dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page))


def test_a_trainee_over_time() -> None:
    page = of_trainee()
    assert figures(page) == {
        "通话": "4", "不合格": "1", "暂定不合格，待人确认": "1", "合格": "2", "平均分": "68.12",
    }  # fmt: skip
    assert page.count('<circle class="spot" cx') - page.count('cx="7"') == 3
    assert page.count('<rect class="spot"') == 1
    assert "王&lt;芳&gt;" in page
    assert '<td>B4.10 <span class="says">听完&lt;再&gt;说；记下时间、姓名</span></td>' in page
    assert "<td>B4.2" not in page  # never cost a point
    assert '<td class="number">40</td><td class="number">92.5</td><td class="number up">+52.5</td>' in page
    assert "总机</td><td>2024-04-01" in page


def test_only_the_same_calls_are_compared() -> None:
    assert "还没有练过两次的来电" in of_trainee(CALLS[2:])
    assert "还没有通话" in of_trainee([])


def test_an_adverse_result_is_provisional_until_a_person_confirmed_it() -> None:
    unconfirmed = of_trainee([call(1, 4_000)])
    assert "不合格" not in figures(unconfirmed)
    assert '<g class="provisional">' in unconfirmed
    assert figures(of_trainee([call(1, 4_000, confirmed=True)]))["不合格"] == "1"
    assert figures(of_class())["其中暂定，待人确认"] == "1"


def test_a_class_at_a_glance() -> None:
    page = of_class()
    assert figures(page)["学员"] == "2"  # the erased one has no row
    head, rows = texts(page, "thead")[0], texts(page, "tbody")[0]
    assert head.split() == ["学员B4.2B4.10"]  # 4.2 before 4.10
    assert '<th scope="col"><span>B4.2</span>' in page  # what it says is not known here
    assert '<th scope="col" title="听完&lt;再&gt;说；记下时间、姓名"><span>B4.10</span>' in page
    assert "<td>B4.2</td>" in page
    assert '<td>B4.10 <span class="says">听完' in page
    assert rows.split() == ["0007", "李明85", "0012", "王&lt;芳&gt;9550"]
    assert 'class="heat-0" title="5 / 10">50<' in page
    assert [one for one in texts(page, "td") if one.startswith("00")] == [
        "0007 李明",
        "0012 王&lt;芳&gt;",
    ]  # expired first
    assert [one.number for one in plots.distribution(CLASS.totals)] == [0, 0, 0, 0, 1, 0, 0, 0, 0, 3]


def test_an_undecided_total_has_a_range() -> None:
    one = call(1, 7_000)
    undecided = replace(one, score=replace(one.score, verdict=Verdict.UNDECIDED, highest=9_000))
    (spot,) = plots.progress([plots.Result("d", 7_000, 9_000, "undecided", False, "")], 80).spots
    assert spot.top < spot.y
    assert "70–90 待裁定" in of_trainee([undecided])


@pytest.mark.parametrize("page", [of_trainee(), of_class(), of_trainee(lang=Lang.EN), of_class(Lang.EN)])
def test_a_page_needs_nothing_else(page: str) -> None:
    assert not re.search(r"https?:|\ssrc=|\shref=|url\(|@import|<script|\sstyle=", page)
    assert "default-src 'none'" in page


def seen_in_a_browser(page: str, folder: Path) -> set[tuple[int, int, int]]:
    """The colours on the screen: the page's own policy lets its own style through."""
    assert BROWSER is not None
    file, shot = folder / "report.html", folder / "report.png"
    file.write_text(page, encoding="utf-8")
    command = [BROWSER, *QUIET, f"--user-data-dir={folder / 'profile'}", f"--screenshot={shot}"]
    subprocess.run(
        [*command, "--window-size=1200,1200", file.as_uri()],
        capture_output=True, check=True, timeout=120,
    )  # fmt: skip
    with Image.open(shot) as picture:
        return {colour for _, colour in picture.convert("RGB").getcolors(maxcolors=1 << 24) or ()}


@pytest.mark.skipif(BROWSER is None, reason="chromium is not installed")
def test_a_browser_shows_the_heat_map_and_the_distribution(tmp_path: Path) -> None:
    seen = seen_in_a_browser(of_class(), tmp_path)
    heat = re.findall(r"--heat-([034]): #(\w\w)(\w\w)(\w\w)", of_class())
    assert len(heat) == 3  # the cells have 50, 85 and 95 percent
    assert {tuple(int(part, 16) for part in parts) for _, *parts in heat} <= seen
    assert (0x0A, 0x5F, 0xB4) in seen


@pytest.mark.skipif(BROWSER is None, reason="chromium is not installed")
def test_a_browser_shows_the_progress_of_a_trainee(tmp_path: Path) -> None:
    seen = seen_in_a_browser(of_trainee(), tmp_path)
    verdicts = re.findall(r"--(?:pass|fail|provisional): #(\w\w)(\w\w)(\w\w)", of_trainee())
    assert len(verdicts) == 3
    assert {tuple(int(part, 16) for part in parts) for parts in verdicts} <= seen

"""The page: whole and self-contained, the same for the same input, usable by keyboard, and safe with hostile names."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.model.events import KeyPressed
from simulator.model.log import Entry
from simulator.model.moments import Fact, Moment
from simulator.model.scorecard import Scorecard, Verdict
from simulator.model.script import KeyName
from simulator.model.text import Lang, Text
from simulator.records.page import scorecard_page

VOID = {"meta", "br", "img", "input", "link", "hr"}
SAFE_SCHEMES = ("data:", "#")


@dataclass(frozen=True)
class Recording:
    media_type: str = "audio/mpeg"
    data: bytes = bytes(range(256))


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    children: list[Element] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def all(self, tag: str = "", cls: str = "") -> list[Element]:
        found = []
        for child in self.children:
            if tag in ("", child.tag) and (not cls or cls in child.attributes.get("class", "").split()):
                found.append(child)
            found += child.all(tag, cls)
        return found

    def one(self, tag: str = "", cls: str = "") -> Element:
        (found,) = self.all(tag, cls)
        return found

    @property
    def text(self) -> str:
        return " ".join([*self.texts, *(child.text for child in self.children)])


class Page(HTMLParser):
    """A strict reader: every element closed in order, every attribute once."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.root = Element("", {})
        self._open = [self.root]
        self.feed(html)
        self.close()
        assert [element.tag for element in self._open] == [""], "not every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().tag == tag, f"</{tag}> closes another element"

    def handle_data(self, data: str) -> None:
        if data.strip():
            self._open[-1].texts.append(data.strip())


def html_of(case: Any, lang: Lang = Lang.ZH, recording: Recording | None = Recording(), **changes: Any) -> str:
    given = {name: getattr(case, name) for name in ("card", "log", "script", "company", "rulebook")}
    return scorecard_page(**{**given, **changes}, recording=recording, lang=lang)


def page_of(case: Any, lang: Lang = Lang.ZH, recording: Recording | None = Recording(), **changes: Any) -> Element:
    return Page(html_of(case, lang, recording, **changes)).root


# --- what is on it ---------------------------------------------------------------------------------------------------


def test_the_head_says_verdict_total_and_why(case: Any) -> None:
    head = page_of(case).one("header", "head")
    for words in ("待裁定", "71.5–86.5", "及格线 80", "学员甲", "关键项未通过：不透露内部号码", "“记录”低于底线 60%"):
        assert words in head.text


def test_sanctions_are_reported_for_people_to_decide(case: Any) -> None:
    sanctions = page_of(case).one("ul", "sanctions")
    assert " ".join(sanctions.text.split()) == "泄露公司秘密 罚款 200 元 依据 保守秘密 B5.8 未通过 不透露内部号码"
    assert [link.attributes["href"] for link in sanctions.all("a")] == ["#finding-secrets%231"]
    assert "由人决定" in page_of(case).text
    assert not page_of(case, card=replace(case.card, sanctions=())).all("ul", "sanctions")


def test_english_by_argument(case: Any) -> None:
    page = page_of(case, Lang.EN)
    assert page.one("html").attributes["lang"] == "en"
    for words in ("Undecided", "Five dimensions", "Timeline", "Findings", "Conversation", "practice mode"):
        assert words in page.text
    assert page_of(case).one("html").attributes["lang"] == "zh-CN"


def test_findings_that_need_attention_come_first_and_open(case: Any) -> None:
    page = page_of(case)
    shown = [element.attributes["id"] for element in page.all("article")]
    assert shown == [
        "finding-secrets#1",
        "finding-greet-company#1",
        "finding-phone#1",
        "finding-answer#1",
        "finding-fault#1",
    ]
    folded = [article for details in page.all("details") for article in details.all("article")]
    assert len(folded) == 2


def test_a_finding_shows_everything_that_proves_it(case: Any) -> None:
    finding = _finding(page_of(case), "greet-company#1")
    for words in (
        "首句问候并报公司名称",
        "待裁定",
        "0–8",
        "应当做到",
        "实际如此",
        "两个引擎听到的不一样",
        "您好，恒城集团。",
        "B4.1.1",
        "三声内接听并先问候报公司",
        "条款解读",
        "接起后的第一句话就是问候",
        "日志第 7 条",
        "0:07.0",
    ):
        assert words in finding.text
    assert finding.one("mark").text == "您好很城"
    rows = [[cell.text for cell in row.all("td")] for row in finding.one("table").all("tr")]
    assert rows == [
        ["nin", "hao", "heng", "cheng", "ji", "tuan", "∅"],
        ["nin", "hao", "hen", "cheng", "∅", "duan", "a"],
        ["相同", "相同", "音近", "相同", "缺少", "不同", "多出"],
    ]


def test_evidence_without_words_says_what_happened(case: Any) -> None:
    assert "接起线路 1，王建国，已振铃 6.2 秒" in _finding(page_of(case), "answer#1").text


def test_a_ruling_is_shown(case: Any) -> None:
    assert "李老师：少一位" in _finding(page_of(case), "phone#1").text


def test_the_better_wording_is_for_those_who_missed_it(case: Any) -> None:
    passed = replace(case.card.findings[0], better="请这样说")
    assert "请这样说" not in page_of(case, card=replace(case.card, findings=(passed,))).text


def test_dimensions_show_their_points_and_floors(case: Any) -> None:
    rows = [row.text for row in page_of(case).one("ul", "dimensions").all("li")]
    assert len(rows) == 5
    assert "低于底线 60%" in rows[3]
    assert "本次无适用规则" in rows[4]


def test_the_timeline_shows_voices_holds_keys_and_marks(case: Any) -> None:
    page = page_of(case)
    chart = page.one("svg", "chart")
    names = page.one("svg", "names").text
    for lane in ("王建国", "学员", "按键", "评分"):
        assert lane in names
    titles = [title.text for title in chart.all("title")]
    for title in ("0:00.0–0:06.2 振铃", "0:19.0–0:34.6 等候", "0:07.0–0:08.7 您好很城集团", "0:06.2 应答 1"):
        assert title in titles
    marks = chart.all("a", "mark")
    assert [mark.attributes["href"] for mark in marks] == [
        "#finding-answer%231",
        "#finding-greet-company%231",
        "#finding-secrets%231",
    ]
    assert all(mark.attributes["aria-label"] for mark in marks)


def test_the_conversation_has_every_line(case: Any) -> None:
    lines = page_of(case).one("ol", "conversation")
    for words in ("你好，帮我接一下张总经理。", "（被打断）", "另一引擎：您好恒城集团", "13800138000", "咨询 8001"):
        assert words in lines.text


def test_versions_and_reservations_are_shown(case: Any) -> None:
    text = page_of(case, card=replace(case.card, complete=False)).text
    for words in ("cd" * 32, "matcher", "练习方式", "不可用于认证", "记录不完整：通话中断"):
        assert words in text


# --- sound -----------------------------------------------------------------------------------------------------------


def test_the_recording_is_embedded_once_and_every_span_can_be_played(case: Any) -> None:
    page = page_of(case)
    source = page.one("audio").attributes["src"]
    assert source.startswith("data:audio/mpeg;base64,")
    assert base64.b64decode(source.partition(",")[2]) == Recording().data
    spans = [(button.attributes["data-from"], button.attributes["data-to"]) for button in page.all("button", "play")]
    assert ("7000", "8700") in spans
    assert len(spans) == 2 + 7  # two findings, seven lines of the conversation
    assert all(button.attributes["aria-label"] for button in page.all("button", "play"))


def test_without_a_recording_nothing_pretends_to_play(case: Any) -> None:
    page = page_of(case, recording=None)
    assert page.all("audio") == []
    assert page.all("button") == []
    assert "这次通话没有录音。" in page.text


# --- self-contained, accessible, reproducible ------------------------------------------------------------------------


def test_nothing_points_outside(case: Any) -> None:
    html = html_of(case)
    page = Page(html).root
    for element in page.all():
        assert element.tag not in ("link", "iframe", "object", "embed", "img", "base", "form"), element.tag
        for name in ("src", "href", "xlink:href", "action", "poster", "srcset"):
            if name in element.attributes:
                assert element.attributes[name].startswith(SAFE_SCHEMES), element.attributes[name][:80]
    assert not re.search(r"https?:|//[a-z]|@import|url\((?!#)", html.replace(page.one("audio").attributes["src"], ""))


def test_the_policy_allows_this_script_and_this_style_alone(case: Any) -> None:
    html = html_of(case)
    page = Page(html).root
    (policy,) = [m.attributes["content"] for m in page.all("meta") if "http-equiv" in m.attributes]
    assert policy.startswith("default-src 'none'")
    for tag in ("script", "style"):
        (source,) = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(source.encode("utf-8")).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    for element in page.all():
        assert "style" not in element.attributes
        assert not [name for name in element.attributes if name.startswith("on")]


def test_every_link_leads_somewhere_and_every_id_is_one(case: Any) -> None:
    page = page_of(case)
    ids = [element.attributes["id"] for element in page.all() if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    for link in (element.attributes["href"] for element in page.all() if "href" in element.attributes):
        assert link[1:].replace("%23", "#") in ids
    for element in page.all():
        if "aria-labelledby" in element.attributes:
            assert element.attributes["aria-labelledby"] in ids


def test_nothing_is_said_by_colour_alone(case: Any) -> None:
    for article in page_of(case).all("article"):
        badge = article.one("span", "badge")
        assert badge.text
        assert badge.one("use").attributes["href"].startswith("#icon-")


def test_the_same_input_gives_the_same_page(case: Any) -> None:
    assert html_of(case) == html_of(case)


# --- hostile input ---------------------------------------------------------------------------------------------------

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' autofocus onfocus='alert(1)",
    "</style></svg></title><script>alert(1)</script>",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)",
    "<!--",
    "]]>\x00\x1b[2J",
    "{0.__class__}{who}",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_stay_text(case: Any, text: str) -> None:
    harmless = _shape(_hostile_page(case, "x"))
    page = _hostile_page(case, text)
    assert _shape(page) == harmless
    assert "49" not in page.one("h1").text
    assert text.replace("\x00", "\ufffd") in page.one("h1").text.replace("\x00", "\ufffd")


def _hostile_page(case: Any, text: str) -> Element:
    both = Text(text, text)
    findings = tuple(
        replace(
            finding,
            title=text,
            rule=text,
            clauses=(text,),
            required=both,
            measured=both,
            better=text,
            ruled_by=text,
            why_undecided=both,
            evidence=tuple(replace(e, quote=text, matched=(0, 1)) for e in finding.evidence),
        )
        for finding in case.card.findings
    )
    card = replace(
        case.card, title=text, trainee=text, call=text, findings=findings, reservations=(both,), versions={text: text}
    )
    header = replace(case.log.header, trainee=text, started=text, mode=text)
    bodies = (
        Fact(Moment.RINGING, line=text, actor=text),
        Fact(Moment.SAID, line=text, actor=text, detail={"text": text, "start": 0, "end": 900}),
        KeyPressed(KeyName.DIAL_OUT, text),
        Fact(Moment.DIALLED_OUT, line=text, actor=text, extension=text, detail={"number": text}),
        Fact(Moment.HUNG_UP, line=text, actor=text, detail={"reason": text}),
    )
    entries = tuple(Entry(n, n * 1000, body) for n, body in enumerate(bodies, 1))
    script = replace(case.script, title=text)
    return page_of(case, card=card, log=replace(case.log, header=header, entries=entries), script=script)


def _shape(element: Element) -> Any:
    """Elements and the names of their attributes, without what they say or how wide it is."""
    return (
        element.tag,
        sorted(element.attributes),
        [_shape(child) for child in element.children if child.tag not in ("text", "rect")],
    )


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_no_scorecard_is_too_strange_to_be_shown(case: Any, data: st.DataObject, values: Callable[[Any], Any]) -> None:
    card = data.draw(values(Scorecard))
    page = page_of(case, data.draw(st.sampled_from(Lang)), card=card)
    assert len(page.all("article")) == len(card.findings)


def _finding(page: Element, id: str) -> Element:
    (found,) = [article for article in page.all("article") if article.attributes["id"] == f"finding-{id}"]
    return found


def test_every_verdict_has_its_icon(case: Any) -> None:
    icons = {symbol.attributes["id"] for symbol in page_of(case).all("symbol")}
    assert icons == {f"icon-{verdict.value}" for verdict in Verdict}

"""What the gallery shows: pages of widgets in all their states."""

from __future__ import annotations

import math
from collections.abc import Callable

from simulator.ui.shown import Lane, Mark, Stretch, Syllable, Tint, Wave
from simulator.ui.widgets.aligned import Aligned
from simulator.ui.widgets.boxes import CARD, Column, Flow, Grid, Row, Space
from simulator.ui.widgets.buttons import Button
from simulator.ui.widgets.dialogs import Choice, Dialog, Toasts
from simulator.ui.widgets.drop_down import DropDown
from simulator.ui.widgets.editing import digits_only
from simulator.ui.widgets.feed import Entry, Feed
from simulator.ui.widgets.fields import SecretField, TextArea, TextField
from simulator.ui.widgets.labels import Badge, Label, Marked, Rule, Run
from simulator.ui.widgets.lamps import Lamp, Light
from simulator.ui.widgets.lists import Item, ListView
from simulator.ui.widgets.meters import Meter, ProgressBar
from simulator.ui.widgets.plot import Bar, Bars, Plot, Series
from simulator.ui.widgets.ring_clock import RingClock
from simulator.ui.widgets.root import Root
from simulator.ui.widgets.scrolling import ScrollView
from simulator.ui.widgets.switches import Segmented, Toggle
from simulator.ui.widgets.tables import Cell, Heading, Table
from simulator.ui.widgets.tabs import Tabs
from simulator.ui.widgets.theme import Hue, Style
from simulator.ui.widgets.timeline import Timeline
from simulator.ui.widgets.waveform import LiveWaveform, Waveform
from simulator.ui.widgets.widget import Widget

PROSE = (
    "您好，这里是总机。王经理正在通话中（分机 8012），请问您需要等候，还是留言？"
    "Please hold the line, I am connecting you."
)


def card(title: str, *children: Widget, grow: int = 0) -> Column:
    return Column(Label(title, Style.STRONG, "muted"), *children, gap=10, pad=16, plate=CARD, grow=grow)


def pages(root: Root) -> Tabs:
    """All pages behind a bar of tabs, with room around."""
    tabs = Tabs(
        [
            ("按键与文字", ScrollView(_controls(root))),
            ("输入", ScrollView(_fields())),
            ("列表", _lists()),
            ("通话", _call()),
            ("图表", ScrollView(_charts())),
        ]
    )
    tabs.pad = (20, 12)
    return tabs


def _disabled(widget: Button | Toggle | Segmented | TextField | DropDown) -> Widget:
    widget.enabled = False
    return widget


def _why(button: Button, why: str) -> Button:
    button.enabled, button.why = False, why
    return button


def _lit(button: Button) -> Button:
    button.lit = True
    return button


def _controls(root: Root) -> Widget:
    toasts = Toasts()

    def ask() -> None:
        text = "已发生的通话会保存并评分，没有说完的内容按未完成计算。"
        choices = [Choice("结束并评分", lambda: toasts.say("已结束", Hue.GOOD), "primary"), Choice("继续通话")]
        Dialog(root, "结束这次通话？", text, choices).show()

    def note(text: str, hue: Hue) -> Callable[[], None]:
        return lambda: toasts.say(text, hue)

    buttons = card(
        "按键",
        Flow(
            Button("保持", badge="F4"),
            Button("开始练习", kind="primary"),
            Button("清除", kind="quiet"),
            Button("放弃考试", kind="danger"),
            _lit(Button("人工", badge="F11")),
            _why(Button("转接", badge="F6"), "没有正在进行的通话"),
        ),
        Flow(
            Button("应答", badge="F2", tall=True),
            _lit(Button("会议", badge="F8", tall=True)),
            Button("1", note="外线", tall=True),
            _why(Button("取回", badge="F5", tall=True), "没有保持中的线路"),
        ),
        Row(Button("询问", ask), Button("提示", note("没有可以取回的线路", Hue.WARN)), Space()),
    )
    choices = card(
        "选择",
        Segmented(["练习", "考试"]),
        Segmented(["标准", "深色", "高对比"], 1, blocked=[2]),
        _disabled(Segmented(["语音", "打字"])),
        Row(Toggle("显示字幕", True), Toggle("半双工"), _disabled(Toggle("停用", True)), gap=24),
    )
    lamps = card(
        "灯",
        Flow(
            *(
                Row(Lamp(Light(hue, shape, blink)), Label(name), gap=8)
                for name, hue, shape, blink in (
                    ("空闲", Hue.NEUTRAL, "ring", ""),
                    ("振铃", Hue.WARN, "bell", "fast"),
                    ("通话", Hue.GOOD, "disc", ""),
                    ("保持", Hue.VIOLET, "bars", "slow"),
                    ("占线", Hue.ACCENT, "square", ""),
                    ("故障", Hue.BAD, "triangle", "slow"),
                    ("中断", Hue.BAD, "cross", ""),
                )
            ),
            gap=24,
        ),
        Flow(*(Badge(hue.name, hue) for hue in Hue), *(Badge("合格", hue, strong=True) for hue in Hue)),
    )
    texts = card(
        "文字",
        Label("标题 Heading 24", Style.HEAD),
        Label("小标题 Title 17", Style.TITLE),
        Label(PROSE, wrap=True),
        Label(PROSE, Style.SMALL, "muted"),
        Rule(),
        Marked(
            [
                Run("您好，"),
                Run("请问", Hue.BAD, "wavy"),
                Run("有什么可以"),
                Run("帮您", Hue.WARN, "solid"),
                Run("帮忙", Hue.VIOLET, "struck"),
            ]
        ),
        Row(Label("00:42", Style.FIGURE), Label("86.5", Style.BIG, Hue.GOOD), gap=24),
    )
    return Column(Grid((1, 1), Column(buttons, choices, gap=16), Column(lamps, texts, gap=16), gap=16), toasts, pad=4)


def _fields() -> Widget:
    wrong = TextField("1380013800", allowed=digits_only, most=11)
    wrong.error = "号码应为 11 位"
    one = card(
        "单行",
        TextField(placeholder="来电人姓名"),
        TextField("王建国"),
        SecretField("口令口令"),
        wrong,
        Label(wrong.error, Style.SMALL, Hue.BAD),
        _disabled(TextField("不能修改")),
        DropDown(["一般", "紧急"], 0),
        DropDown([f"分机 80{n:02}" for n in range(30)], placeholder="选择分机"),
        _disabled(DropDown(["停用"], 0)),
    )
    many = card("多行", TextArea(PROSE, rows=5), TextArea(placeholder="事由", rows=3))
    return Grid((1, 1), one, many, gap=16, pad=4)


def _lists() -> Widget:
    people = [
        Item(f"{name}{title}", f"市场部 · 分机 80{n:02}", ("空闲", "通话", "振铃", "外出")[n % 4], light=light)
        for n, (name, title) in enumerate((n, t) for n in "王李张刘陈杨赵黄" for t in ("经理", "秘书", "工程师"))
        for light in [Light(Hue.GOOD, "disc") if n % 4 == 1 else Light()]
    ]
    listed = ListView(people)
    listed.selected = 2
    headings = [Heading("时间", 2), Heading("通话", 4), Heading("总分", 1, "right"), Heading("结果", 1, "right")]
    rows = [
        [Cell(f"11-{n:02} 09:30"), Cell("重要来电转接"), Cell(f"{60 + n}"), Cell("合格", Hue.GOOD)]
        for n in range(1, 25)
    ]
    table = Table(headings, rows)
    nothing = ListView(empty="没有待回的电话", rows=3, grow=0)
    return Grid(
        (1, 1),
        card("名录", listed, grow=1),
        Column(card("成绩", table, grow=1), card("空", nothing)),
        fill=True,
        gap=16,
    )


def _call() -> Widget:
    clocks = []
    for elapsed in (-1, 500, 4_200, 7_600, 12_300, 16_000):
        clock = RingClock(size=56)
        clock.set(elapsed)
        clocks.append(clock)
    meters = []
    for level in (-90, -42, -20, -2):
        meter = Meter(grow=1)
        meter.set(level)
        meters.append(meter)
    feed = Feed(
        [
            Entry("来电人", "您好，请帮我转王经理。", "09:30:12", Hue.ACCENT),
            Entry("我", "您好，总机，请问您贵姓？", "09:30:15", Hue.TEAL, own=True),
            Entry("", "外线 1 已保持", quiet=True),
            Entry("王经理", PROSE, "09:30:31", Hue.VIOLET),
            Entry("我", "好的，正在为您", "09:30:40", Hue.TEAL, own=True, open=True),
        ]
    )
    left = Column(
        card("振铃时钟", Row(*clocks, gap=16)),
        card("话筒", *meters),
        card("进度", ProgressBar(0.3, "正在载入识别模型"), ProgressBar(1.0, hue=Hue.GOOD)),
        card("波形", LiveWaveform(grow=0, width=None), Waveform(wave(1, 300), Hue.TEAL, grow=0)),
        gap=16,
    )
    return Grid((1, 1), left, card("字幕", feed, grow=1), fill=True, gap=16)


def wave(seed: int, count: int) -> tuple[float, ...]:
    """Something that looks like speech."""
    return tuple(abs(math.sin(n * 0.9 + seed)) * max(0.0, math.sin(n / (17 + seed))) for n in range(count))


def _charts() -> Widget:
    lanes = (
        Lane("线路 1", (Stretch(0, 6_000, Tint.RINGING, "振铃"), Stretch(6_000, 48_000, Tint.TALKING, "通话"))),
        Lane("按键", marks=(Mark(6_000, Tint.KEY, "应答"), Mark(31_000, Tint.KEY, "转接"))),
        Lane(
            "发现",
            marks=(
                Mark(7_000, Tint.PASS, "三声内应答", "a"),
                Mark(15_000, Tint.PARTIAL, "问候不完整", "b"),
                Mark(33_000, Tint.FAIL, "未征求同意", "c"),
                Mark(41_000, Tint.UNDECIDED, "没有听清", "d"),
            ),
        ),
    )
    waves = (
        Wave("来电人", Tint.CALLER, 100, wave(2, 480)),
        Wave("话务员", Tint.TRAINEE, 100, wave(5, 420), 6_000),
    )
    timeline = Timeline(lanes, waves, 48_000)
    timeline.cursor, timeline.chosen = 15_000, "b"
    series = (
        Series("总分", (52, 61, 58, 74, 83, 88), Hue.ACCENT, "disc"),
        Series("礼仪", (60, 66, 70, 78, 80, 92), Hue.TEAL, "triangle"),
        Series("准确", (40, None, 52, 66, 90, 85), Hue.VIOLET, "square"),
    )
    plot = Plot(series, [f"第 {n} 次" for n in range(1, 7)], goal=80, goal_text="合格线 80", grow=0)
    single = Plot(series[:1], goal=80, grow=0, height=160)
    bars = Bars(
        [
            Bar("接听", 18, 20, Hue.GOOD, "18 / 20", before=12, goal=12),
            Bar("转接", 11, 30, Hue.BAD, "11 / 30", before=9, goal=18),
        ]
    )
    heard = [
        Syllable(a, b, kind)
        for a, b, kind in (
            ("您", "您", "same"),
            ("好", "好", "same"),
            ("总 zong3", "中 zhong1", "near"),
            ("机 ji1", "级 jie1", "other"),
            ("请 qing3", "", "missing"),
            ("", "啊 a", "extra"),
            ("讲", "讲", "same"),
        )
    ]
    aligned = Aligned(heard, required="要求", heard="听到")
    return Column(
        card("时间轴", timeline),
        Grid(
            (1, 1),
            card("曲线", plot),
            Column(card("单线", single), card("对比", bars), card("逐字", aligned), gap=16),
            gap=16,
        ),
        gap=16,
        pad=4,
    )

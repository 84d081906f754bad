"""How the window looks and speaks: theme, size of text, language, captions."""

from __future__ import annotations

from collections.abc import Callable

from simulator.model.text import Lang, Text
from simulator.ui.screens.frame import top_bar
from simulator.ui.screens.screen import Screen
from simulator.ui.views.keymap import Scope, overview
from simulator.ui.widgets.boxes import CARD, Column, Grid, Row
from simulator.ui.widgets.labels import Badge, Label
from simulator.ui.widgets.scrolling import ScrollView
from simulator.ui.widgets.switches import Segmented, Toggle
from simulator.ui.widgets.theme import TEXT_SIZES, Style
from simulator.ui.widgets.widget import Widget

TITLE = Text("设置", "Settings")
THEME = Text("界面颜色", "Colours")
THEMES = (
    ("light", Text("浅色", "Light")),
    ("dark", Text("深色", "Dark")),
    ("contrast", Text("高对比度", "High contrast")),
)
TEXT_SIZE = Text("文字大小", "Size of text")
LANGUAGE = Text("语言", "Language")
LANGUAGES = ((Lang.ZH, "中文"), (Lang.EN, "English"))
CAPTIONS = Text("练习时显示字幕", "Captions in practice")
SAMPLE = Text("示例", "Sample")
PROSE = Text(
    "您好，总机。请问您找哪位？王经理正在通话，请问您需要等候，还是留言？",
    "Good morning, switchboard. Whom would you like to speak to? Would you like to hold, or leave a message?",
)
KEYS = Text("快捷键", "Hot keys")


class Settings(Screen):
    """Everything holds at once and is kept."""

    def build(self) -> Widget:
        now, tr = self.place.settings, self.tr
        theme = [name for name, _ in THEMES].index(now.get("theme", "light"))
        size = TEXT_SIZES.index(int(now.get("text", "100")))
        lang = [one for one, _ in LANGUAGES].index(self.place.lang)

        def to(name: str, values: list[str]) -> Callable[[int], None]:
            return lambda index: self.place.change(**{name: values[index]})

        look = Column(
            self._row(THEME, Segmented([tr(t) for _, t in THEMES], theme, to("theme", [n for n, _ in THEMES]), grow=1)),
            self._row(
                TEXT_SIZE,
                Segmented([f"{n}%" for n in TEXT_SIZES], size, to("text", [str(n) for n in TEXT_SIZES]), grow=1),
            ),
            self._row(
                LANGUAGE,
                Segmented([t for _, t in LANGUAGES], lang, to("lang", [n.value for n, _ in LANGUAGES]), grow=1),
            ),
            Toggle(tr(CAPTIONS), now.get("captions", "on") == "on", self._captions),
            Label(tr(SAMPLE), Style.SMALL, "muted"),
            Label(tr(PROSE), Style.BODY, wrap=True),
            gap=16,
            pad=(24, 20),
            plate=CARD,
        )
        keys = Column(
            Label(tr(KEYS), Style.TITLE),
            *(
                Row(Label(name, Style.BODY, grow=1), Badge(chord), gap=12)
                for chord, name in overview(Scope.CONSOLE, self.place.lang)
            ),
            gap=6,
            pad=(24, 20),
            plate=CARD,
        )
        head = top_bar(tr(TITLE), self.place.lang, self.back)
        return Column(head, ScrollView(Grid((1, 1), look, keys, gap=12, pad=(16, 12))), gap=0)

    def _row(self, name: Text, widget: Widget) -> Widget:
        return Column(Label(self.tr(name), Style.SMALL, "muted"), widget, gap=4)

    def _captions(self, on: bool) -> None:
        self.place.change(captions="on" if on else "off")

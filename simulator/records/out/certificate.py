"""The certificate as a sheet of A4 (PDF): the one door to ``fpdf`` and ``segno``.

The fonts are those of the font package on every system, so that a certificate looks the same wherever it was made, and
only the characters that are used are embedded.  The same award gives the same bytes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from datetime import date, datetime

import pylopdf_fonts_zh_cn
import segno
from fpdf import FPDF
from fpdf.enums import Align
from fpdf.fonts import TTFFont

from simulator.model.problem import Exit, Problem
from simulator.model.text import Text
from simulator.records.out.award import Award, certificate_number
from simulator.records.summary import points
from simulator.records.wording import DIMENSIONS

WIDTH, HEIGHT = 297, 210
MIDDLE = WIDTH / 2
NAVY, GOLD, INK, SOFT = (22, 48, 88), (172, 135, 58), (34, 40, 49), (98, 108, 122)
PALE, FAINT = (226, 231, 238), (243, 238, 226)
SERIF, SANS = "serif", "sans"
LEFT, RIGHT = 32, 265
"""Margins of the text in mm."""
QR = 34
"""Side of the QR code in mm; with its 37 modules each is nearly a millimetre, so that a photo of a copy still reads."""


def certificate_pdf(award: Award) -> bytes:
    """The sheet.  Raises ``Problem`` where the font lacks a character of a name."""
    sheet = _Sheet(award)
    sheet.ground()
    sheet.frame()
    sheet.heading()
    sheet.person()
    sheet.scores()
    sheet.code()
    sheet.signatures()
    sheet.provenance()
    return bytes(sheet.pdf.output())


class _Sheet:
    """Draws one certificate; lengths are millimetres from the upper left."""

    def __init__(self, award: Award) -> None:
        self.award = award
        self.pdf = pdf = FPDF("landscape", "mm", "A4")
        pdf.set_auto_page_break(False)
        pdf.set_lang("zh-CN")
        pdf.set_title(f"合格证书 {award.name} {certificate_number(award.id)}")
        pdf.set_author(award.issuer)
        pdf.set_subject(f"{award.course}（{award.id}）")
        pdf.set_creation_date(datetime.fromisoformat(award.entered))
        pdf.add_font(SERIF, fname=pylopdf_fonts_zh_cn.serif_path())
        pdf.add_font(SANS, fname=pylopdf_fonts_zh_cn.sans_path())
        self.require_glyphs(award.name, award.department, award.course, award.issuer)
        pdf.add_page()

    def require_glyphs(self, *texts: str) -> None:
        font = self.pdf.fonts[SERIF]
        assert isinstance(font, TTFFont)
        known = font.cmap
        missing = "".join(sorted({one for text in texts for one in text if ord(one) not in known}))
        if missing:
            raise Problem(
                Exit.FILES,
                Text(f"证书的字体里没有这些字：{missing}", f"the certificate's font has no glyph for: {missing}"),
                Text(
                    "请在名册里改用常用字形，再导入一次。",
                    "use the common form of it in the roster, and import it again.",
                ),
            )

    # --- parts of the sheet ------------------------------------------------------------------------------------------

    def ground(self) -> None:
        """A guilloche, faint enough to be written on."""
        self.pdf.set_draw_color(*FAINT)
        self.pdf.set_line_width(0.12)
        for phase in range(6):
            for radius, ripple in ((70, 0.16), (46, 0.30)):
                self.pdf.polygon(list(_rosette(MIDDLE, HEIGHT / 2 + 2, radius, ripple, phase / 6)), style="D")

    def frame(self) -> None:
        for inset, colour, width in ((8, NAVY, 1.1), (10.2, GOLD, 0.25), (14, GOLD, 0.45)):
            self.pdf.set_draw_color(*colour)
            self.pdf.set_line_width(width)
            self.pdf.rect(inset, inset, WIDTH - 2 * inset, HEIGHT - 2 * inset)
        for x in (14, WIDTH - 14):
            for y in (14, HEIGHT - 14):
                self.corner(x, y)

    def corner(self, x: float, y: float) -> None:
        """A diamond in a square, where the inner lines meet."""
        self.pdf.set_fill_color(255, 255, 255)
        self.pdf.set_draw_color(*GOLD)
        self.pdf.set_line_width(0.45)
        self.pdf.rect(x - 3.2, y - 3.2, 6.4, 6.4, style="DF")
        self.diamond(x, y, 2.2, NAVY)

    def heading(self) -> None:
        self.centred("合格证书", 29.5, SERIF, 42, NAVY, spacing=14)
        self.centred("CERTIFICATE OF COMPETENCE", 43, SANS, 9.5, GOLD, spacing=3.2)
        self.pdf.set_draw_color(*GOLD)
        self.pdf.set_line_width(0.3)
        for side in (-1, 1):
            self.pdf.line(MIDDLE + side * 5, 52, MIDDLE + side * 58, 52)
        self.diamond(MIDDLE, 52, 1.7, GOLD)

    def person(self) -> None:
        award = self.award
        self.centred("兹证明", 57.5, SERIF, 13, SOFT)
        self.centred(award.name, 69.5, SERIF, 32, INK, spacing=4)
        who = [f"工号 {award.number}" if award.number else "", award.department]
        self.centred("　".join(filter(None, who)), 81, SANS, 11, SOFT)
        self.centred(f"于 {_day(award.granted)}通过课程《{award.course}》的考试，", 91.5, SERIF, 15, INK)
        self.centred("关键项全部合格，各项成绩达到要求，特发此证。", 100, SERIF, 15, INK)

    def scores(self) -> None:
        """A bar for each dimension, and the mean of the calls."""
        top, bar, width = 116.0, 46.0, 90.0
        self.label("各项成绩", LEFT, top)
        self.text(f"总分 {points(self.award.total)}", 128, top - 0.6, SERIF, 13, NAVY, width=40, align=Align.R)
        for row, (dimension, (got, possible)) in enumerate(self.award.dimensions.items()):
            y = top + 8.5 + 7 * row
            self.text(DIMENSIONS[dimension].zh, LEFT, y, SANS, 10.5, INK)
            self.pdf.set_fill_color(*PALE)
            self.pdf.rect(bar, y + 1.3, width, 2.4, style="F", round_corners=True, corner_radius=1.2)
            self.pdf.set_fill_color(*NAVY)
            reach = max(2.4, width * got / possible)
            self.pdf.rect(bar, y + 1.3, reach, 2.4, style="F", round_corners=True, corner_radius=1.2)
            self.text(f"{points(got)} / {points(possible)}", 138, y, SANS, 10, INK, width=30, align=Align.R)
        calls = "；".join(f"{call.title} {points(call.total)}" for call in self.award.calls)
        self.text(f"考试通话：{calls}", LEFT, top + 9.5 + 7 * len(self.award.dimensions), SANS, 7.5, SOFT, width=136)

    def code(self) -> None:
        """The hash of the record for a camera, and the number for people."""
        x, y = RIGHT - QR, 116.0
        modules = [list(row) for row in segno.make_qr(self.award.id, error="m", boost_error=False).matrix]
        side = QR / len(modules)
        self.pdf.set_fill_color(255, 255, 255)
        self.pdf.rect(x - 4 * side, y - 4 * side, QR + 8 * side, QR + 8 * side, style="F")  # the quiet zone
        self.pdf.set_fill_color(*INK)
        for row, line in enumerate(modules):
            for start, length in _runs(line):
                self.pdf.rect(x + start * side, y + row * side, length * side, side, style="F")
        self.label("证书编号", 186, y)
        self.text(certificate_number(self.award.id), 186, y + 5, SERIF, 13, NAVY)
        self.label("发证日期", 186, y + 15)
        self.text(_day(self.award.granted), 186, y + 19.5, SANS, 10.5, INK)
        self.label("有效期至", 186, y + 27.5)
        self.text(_day(self.award.expires) if self.award.expires else "长期有效", 186, y + 32, SANS, 10.5, INK)

    def signatures(self) -> None:
        self.pdf.set_draw_color(*SOFT)
        self.pdf.set_line_width(0.2)
        for x, what, value in ((186, "发证人", self.award.issuer), (231, "签字、盖章", "")):
            self.pdf.line(x, 172, x + 34, 172)
            self.text(value, x, 165.5, SERIF, 12, INK, width=34, align=Align.C)
            self.text(what, x, 173, SANS, 8, SOFT, width=34, align=Align.C)

    def provenance(self) -> None:
        """By what anybody can check the sheet, small, at the foot."""
        rules = "，".join(f"{id} {sha256[:12]}" for id, sha256 in self.award.rulebooks.items())
        lines = (
            f"记录哈希（SHA-256，即二维码）　{self.award.id}",
            f"签名密钥指纹（Ed25519）　{self.award.fingerprint}",
            f"规则版本　{rules}　课程版本　{self.award.course_sha256[:12]}",
        )
        for row, line in enumerate(lines):
            self.text(line, LEFT, 179 + 3.8 * row, SANS, 7, SOFT)

    # --- strokes -----------------------------------------------------------------------------------------------------

    def text(
        self, text: str, x: float, y: float, font: str, size: float, colour: tuple[int, int, int], *,
        width: float = 0, align: Align = Align.L,
    ) -> None:  # fmt: skip
        """One line; in a ``width`` it is made smaller rather than cut off."""
        self.pdf.set_font(font, size=size)
        while width and size > 5 and self.pdf.get_string_width(text) > width:
            size -= 0.25
            self.pdf.set_font(font, size=size)
        self.pdf.set_text_color(*colour)
        self.pdf.set_xy(x, y)
        self.pdf.cell(width or None, 5, text, align=align)

    def centred(
        self, text: str, y: float, font: str, size: float, colour: tuple[int, int, int], *, spacing: float = 0
    ) -> None:
        """One line across the sheet; ``spacing`` between letters in points."""
        self.pdf.set_char_spacing(spacing)
        self.text(text, LEFT, y, font, size, colour, width=RIGHT - LEFT, align=Align.C)
        self.pdf.set_char_spacing(0)

    def label(self, text: str, x: float, y: float) -> None:
        self.text(text, x, y, SANS, 8.5, GOLD)

    def diamond(self, x: float, y: float, radius: float, colour: tuple[int, int, int]) -> None:
        self.pdf.set_fill_color(*colour)
        self.pdf.polygon([(x - radius, y), (x, y - radius), (x + radius, y), (x, y + radius)], style="F")


def _rosette(x: float, y: float, radius: float, ripple: float, phase: float) -> Iterator[tuple[float, float]]:
    """A closed curve with twelve waves; ``phase`` is 0..1 of a wave."""
    for step in range(288):
        angle = step * math.pi / 144
        reach = radius * (1 - ripple + ripple * math.cos(12 * angle + 2 * math.pi * phase))
        yield round(x + 1.5 * reach * math.cos(angle), 2), round(y + reach * math.sin(angle), 2)


def _runs(modules: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Where dark modules begin and how many stand side by side: one rectangle leaves no seams in print."""
    start: int | None = None
    for at, dark in enumerate([*modules, 0]):
        if dark and start is None:
            start = at
        elif not dark and start is not None:
            yield start, at - start
            start = None


def _day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.year} 年 {day.month} 月 {day.day} 日"

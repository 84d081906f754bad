"""The certificate as other programs read it: its text, its QR code, its fonts, its size."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from simulator.model.problem import Exit, Problem
from simulator.model.rulebook import Dimension
from simulator.records.out.award import Award, PassedCall, beginning_of_id, certificate_number
from simulator.records.out.certificate import certificate_pdf
from tests.records.office import opened_and_written

AWARD = Award(
    id="3f2a91bc07de" + "5b" * 26,
    trainee="ab" * 16,
    name="王芳",
    number="0012",
    department="客服部",
    course="总机话务员基础",
    course_sha256="ab" * 32,
    granted="2026-03-16",
    expires="2028-03-16",
    calls=(PassedCall("找总经理", 9_150), PassedCall("服务投诉", 8_840)),
    dimensions={Dimension.GREETING: (2_800, 3_000), Dimension.RECORD: (6_615, 7_500)},
    rulebooks={"switchboard": "0f3a91bc07de" + "00" * 26},
    issuer="王主管",
    fingerprint="c4" * 32,
    entered="2026-03-16T08:00:00Z",
)


def text_of(data: bytes) -> str:
    """Without spaces: letters are set apart in headings."""
    document = pypdfium2.PdfDocument(data)
    assert len(document) == 1
    return "".join(document[0].get_textpage().get_text_range().split())


@pytest.fixture(scope="module")
def sheet() -> bytes:
    return certificate_pdf(AWARD)


def test_everything_is_on_it_and_can_be_copied_out(sheet: bytes) -> None:
    text = text_of(sheet)
    for said in (
        *("合格证书", "王芳", "工号0012", "客服部", "《总机话务员基础》", "2026年3月16日", "2028年3月16日", "王主管"),
        *("总分89.95", "问候28/30", "记录66.15/75", "找总经理91.5", "3F2A-91BC-07DE"),
        *(AWARD.id, AWARD.fingerprint, "switchboard0f3a91bc07de"),
    ):
        assert said in text, said
    assert "用语" not in text  # a dimension in which nothing was judged


def test_a_camera_reads_the_hash_of_the_record(sheet: bytes) -> None:
    page = pypdfium2.PdfDocument(sheet)[0]
    (code,) = zxingcpp.read_barcodes(page.render(scale=2, grayscale=True).to_pil())
    assert code.text == AWARD.id


def test_it_opens_in_the_office_program_that_hr_has_with_chinese_intact(sheet: bytes, tmp_path: Path) -> None:
    """LibreOffice Draw takes a PDF apart into texts and shapes; what it writes of them is read again."""
    file = tmp_path / "certificate.pdf"
    file.write_bytes(sheet)
    written = opened_and_written(file, "pdf", part="draw")
    text, before = text_of(written), text_of(sheet)
    assert sorted(text) == sorted(before)  # by the place on the sheet a line may come before another
    for said in ("合格证书", "王芳", "客服部", "《总机话务员基础》", "王主管"):
        assert said in text, said
    page = pypdfium2.PdfDocument(written)[0]
    (code,) = zxingcpp.read_barcodes(page.render(scale=2, grayscale=True).to_pil())
    assert code.text == AWARD.id


def test_it_is_one_landscape_sheet_of_a4_with_the_few_glyphs_it_needs(sheet: bytes) -> None:
    page = pypdfium2.PdfDocument(sheet)[0]
    assert [round(side / 72 * 25.4) for side in page.get_size()] == [297, 210]
    assert len(sheet) < 100_000  # the two fonts have 20 million bytes
    assert sheet.count(b"/FontFile3") == 2


def test_the_same_award_gives_the_same_bytes(sheet: bytes) -> None:
    assert certificate_pdf(AWARD) == sheet
    assert certificate_pdf(replace(AWARD, expires="")) != sheet
    assert "长期有效" in text_of(certificate_pdf(replace(AWARD, expires="")))


def test_a_long_title_is_made_smaller_not_cut_off() -> None:
    course = "总机话务员岗位服务规范与应急处置综合能力提升进阶培训课程（第三期）"
    assert f"《{course}》的考试" in text_of(certificate_pdf(replace(AWARD, course=course)))


def test_a_name_that_the_font_cannot_show_is_told() -> None:
    with pytest.raises(Problem) as refused:
        certificate_pdf(replace(AWARD, name="王\U00031350"))
    assert refused.value.exit is Exit.FILES
    assert "\U00031350" in refused.value.message.zh


def test_the_number_is_read_back() -> None:
    assert beginning_of_id(f" {certificate_number(AWARD.id)}\n") == AWARD.id[:12]

"""What fuzzing starts from: the library's files, the bench's, the example of every diagnostic, and small sheets."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook

from simulator.compiler import kind_of
from tests.compiler.bench import KINDS, base, examples

ROOT = Path(__file__).parents[2]
LARGEST = 16_384
"""Bytes: what is longer takes the fuzzer long and shows it nothing new."""
SHEETS = {
    "directory": "部门,姓名,职务,分机,秘书,手机,用途,公开,拼音,别名\n"
    "客服部,,,0500,,,投诉、不明,,,客服\n客服部,张伟,总经理,0001,,,,是,zhang1 wei3,张总\n",
    "calls": "编号,来电人,单位,电话,找谁,事由,性别,脾气,难度,线路\n"
    "甲,陈静,明德公司,138-0162 7549,8500,发票,女,calm,2,1\n",
    "roster": "工号,姓名,部门\n0012,李敏,总机\n0013,王芳,总机\n",
    "marks": "记录,来电,方面,规则,条款,说明,评定,备注,日志,编号\na,b,c,d,e,f,通过,,log:ab12,greet-company\n",
}


def seeds() -> Iterator[tuple[str, bytes]]:
    """Kind and content."""
    for kind in KINDS:
        yield kind, base(kind).encode()
    for example in examples():
        yield example.kind, example.content
    for path in sorted((ROOT / "scenarios").rglob("*.yaml")):
        content = path.read_bytes()
        if len(content) <= LARGEST and (kind := kind_of(content)):
            yield kind, content
    yield "template", (ROOT / "scenarios/templates/call.yaml.txt").read_bytes()
    yield from sheets()


def sheets() -> Iterator[tuple[str, bytes]]:
    """The sheets, as every program saves them."""
    for kind, text in SHEETS.items():
        for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
            yield kind, text.encode(encoding)
        yield kind, _workbook(text)


def _workbook(text: str) -> bytes:
    book, buffer = Workbook(), io.BytesIO()
    for line in text.splitlines():
        book.worksheets[0].append(line.split(","))
    book.save(buffer)
    return buffer.getvalue()

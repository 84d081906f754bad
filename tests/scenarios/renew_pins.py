"""Writes the present matcher and pinyin tables into the shipped exams: ``python tests/scenarios/renew_pins.py``.

To be run on purpose, after a change of the matcher that is to be examined by; until then a test fails.
"""

from __future__ import annotations

import re
from pathlib import Path

from simulator.phrases import MATCHER_VERSION, tables_digest

COURSES = Path(__file__).resolve().parents[2] / "scenarios" / "courses"


def renewed(course: str) -> str:
    """The text of a course with its engine line as it has to be now."""
    pins = f'matcher: "{MATCHER_VERSION}", tables: {tables_digest()}'
    return re.sub(r"(?m)^  engine: \{ears: ([\w-]+).*\}$", rf"  engine: {{ears: \1, {pins}}}", course)


if __name__ == "__main__":
    for file in sorted(COURSES.glob("*.yaml")):
        file.write_text(renewed(file.read_text(encoding="utf-8")), encoding="utf-8")

"""Surnames that are read otherwise than the character usually is: whoever reads them from paper gets them wrong."""

from __future__ import annotations

from collections.abc import Mapping

SURNAMES: Mapping[str, str] = {
    "单": "shan4",
    "解": "xie4",
    "查": "zha1",
    "仇": "qiu2",
    "区": "ou1",
    "朴": "piao2",
    "翟": "zhai2",
    "乐": "yue4",
    "曾": "zeng1",
    "盖": "ge3",
    "华": "hua4",
    "任": "ren2",
    "葛": "ge3",
    "缪": "miao4",
    "召": "shao4",
    "折": "she2",
    "种": "chong2",
    "秘": "bi4",
    "员": "yun4",
    "过": "guo1",
    "燕": "yan1",
    "黑": "he4",
    "宁": "ning4",
    "尉迟": "yu4 chi2",
    "万俟": "mo4 qi2",
    "澹台": "tan2 tai2",
}
"""Surname -> its reading, toned."""


def surprising(name: str) -> str:
    """The reading of a person's surname where it is none that one would expect; empty for any other name."""
    return next((SURNAMES[name[:length]] for length in (2, 1) if name[:length] in SURNAMES and len(name) > length), "")

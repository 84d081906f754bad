"""Names whose readings are not in the tables: written with other characters that every voice reads right.

单国强 with the pinyin ``shan4 guo2 qiang2`` becomes 善国强.  This works with every engine, as none of them takes pinyin
the same way.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache

import pypinyin

from simulator.model.company import SpokenName

_TITLES = ("先生", "女士", "小姐", "总", "经理", "主任", "工", "老师", "处", "局", "秘书", "董")
_TONES = {"\u0304": "1", "\u0301": "2", "\u030c": "3", "\u0300": "4"}


def respell(text: str, names: Iterable[SpokenName]) -> str:
    """The text with every name that has a ``pinyin`` of its own written as it sounds; longer wordings first."""
    spellings = {wording: spelt for name in names for wording, spelt in _wordings(name) if wording != spelt}
    for wording in sorted(spellings, key=len, reverse=True):
        text = text.replace(wording, spellings[wording])
    return text


def _wordings(name: SpokenName) -> list[tuple[str, str]]:
    """The name, its other forms that share characters with it, the surname with a title and after 姓, each respelt."""
    syllables = name.pinyin.split()
    if len(syllables) != len(name.text):
        return []
    sounds = dict(zip(name.text, syllables, strict=True))
    surname = name.text[0]
    wordings = [name.text, *name.also, *(surname + title for title in _TITLES), f"姓{surname}"]
    return [(wording, "".join(_sounding(char, sounds.get(char, "")) for char in wording)) for wording in wordings]


def _sounding(char: str, syllable: str) -> str:
    """The character itself where only that reading exists, else one that is surely, or at least first, read so."""
    if not syllable:
        return char
    wanted = toned(syllable)
    return char if set(_readings(char)) == {wanted} else _substitutes().get(wanted, char)


def toned(syllable: str) -> str:
    """One form for ``shan4``, ``shàn``, ``lü4`` and ``lv4``: letters, v for ü, tone 1-5 at the end."""
    decomposed = unicodedata.normalize("NFD", syllable.strip().lower())
    tone = next((_TONES[mark] for mark in decomposed if mark in _TONES), "")
    bare = unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in _TONES)).replace("ü", "v")
    return bare + tone if tone or bare[-1:].isdigit() else bare + "5"


def _readings(char: str) -> list[str]:
    """All readings of a character, the usual one first."""
    readings = pypinyin.pinyin(char, style=pypinyin.Style.TONE3, heteronym=True, neutral_tone_with_five=True)[0]
    return [toned(reading) for reading in readings]


@cache
def _substitutes() -> dict[str, str]:
    """For each toned syllable a common character (level 1 of GB 2312): one that has no other reading, else one that is
    usually read so.
    """
    sure: dict[str, str] = {}
    usual: dict[str, str] = {}
    for row in range(0xB0, 0xD8):
        for cell in range(0xA1, 0xFF):
            char = bytes((row, cell)).decode("gb2312", errors="ignore")
            if char:
                first, *others = _readings(char)
                (usual if others else sure).setdefault(first, char)
    return usual | sure

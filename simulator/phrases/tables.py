"""The door to the reading tables (pypinyin) and the traditional-to-simplified table (opencc), and their fingerprint.

In: characters.  Out: simplified characters and toned syllables such as ``zhan4`` (``v`` for u-umlaut, 5 for the neutral
tone).  A score names the fingerprint, so that a change of tables is visible.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

import opencc  # type: ignore[import-untyped]
import pypinyin
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

_TO_SIMPLIFIED = opencc.OpenCC("t2s")
_HAN = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000))
_READINGS_KEPT = 3
"""A character counts as any of its three commonest syllables: enough for 行 单 解 朴, without the dictionaries' rarities."""


def is_han(char: str) -> bool:
    """Whether the character is a Chinese one that the tables can know (〇 included)."""
    return char == "〇" or any(ord(char) in block for block in _HAN)


@lru_cache(maxsize=4096)
def simplify(char: str) -> str:
    """The simplified form of one character, itself where there is none.  One by one, so that offsets stay."""
    if not is_han(char):
        return char
    simplified: str = _TO_SIMPLIFIED.convert(_TO_SIMPLIFIED.convert(char))
    return simplified if len(simplified) == 1 else char


@lru_cache(maxsize=4096)
def readings(char: str) -> tuple[str, ...]:
    """The toned syllables that one character may stand for, commonest first; empty for what is not Chinese."""
    if not is_han(char) or ord(char) not in PINYIN_DICT:
        return ()
    found = pypinyin.pinyin(char, heteronym=True, style=pypinyin.Style.TONE3, neutral_tone_with_five=True)[0]
    kept = tuple(dict.fromkeys(syllable[:-1] for syllable in found))[:_READINGS_KEPT]
    return tuple(syllable for syllable in found if syllable[:-1] in kept)


def reading_in_context(text: str) -> tuple[str, ...]:
    """One toned syllable per character of ``text``, chosen by the words around it (行长, 银行); empty where there is none."""
    spoken = pypinyin.pinyin(
        text, style=pypinyin.Style.TONE3, neutral_tone_with_five=True, errors=lambda other: [""] * len(other)
    )
    return tuple(syllables[0] for syllables in spoken)


@lru_cache(maxsize=1)
def tables_digest() -> str:
    """sha256 (hex) over the pinyin tables and the conversion of every Chinese character; a quarter of a second, once."""
    digest = hashlib.sha256()
    for code, sounds in sorted(PINYIN_DICT.items()):
        digest.update(f"{code:x} {sounds}\n".encode())
    for word, syllables in sorted(PHRASES_DICT.items()):
        digest.update(f"{word} {syllables}\n".encode())
    characters = "\n".join(chr(code) for block in _HAN for code in block)
    digest.update(_TO_SIMPLIFIED.convert(characters).encode())
    return digest.hexdigest()

"""The door to the reading tables (pypinyin) and the traditional-to-simplified table (opencc), and their fingerprint.

In: characters.  Out: simplified characters and toned syllables such as ``zhan4`` (``v`` for u-umlaut, 5 for the neutral
tone).  A score names the fingerprint, so that a change of tables is visible.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

import opencc
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT
from pypinyin.contrib.tone_convert import to_tone3
from pypinyin.seg.simpleseg import seg

_TO_SIMPLIFIED = opencc.OpenCC("t2s")
_UNIFIED, _EXTENSION_A = range(0x4E00, 0xA000), range(0x3400, 0x4DC0)


def is_han(char: str) -> bool:
    """Whether the character is a Chinese one that the tables can know (〇 included)."""
    code = ord(char)
    return code in _UNIFIED or code in _EXTENSION_A or char == "〇"


def simplify(char: str) -> str:
    """The simplified form of one character, itself where there is none.  One by one, so that offsets stay."""
    if not is_han(char):
        return char
    if char == "著":  # the particle of traditional texts (看著); the table leaves it, for the sake of 著名
        return "着"
    simplified: str = _TO_SIMPLIFIED.convert(_TO_SIMPLIFIED.convert(char))
    return simplified if len(simplified) == 1 else char


def simplified(text: str) -> str:
    """The text in simplified characters, for people to read; as many characters as before."""
    whole: str = _TO_SIMPLIFIED.convert(text)
    return whole if len(whole) == len(text) else "".join(map(simplify, text))


@lru_cache(maxsize=4096)
def readings(char: str) -> tuple[str, ...]:
    """The toned syllables that one character may stand for, commonest first; empty for what is not Chinese.

    Of the dictionary's readings the first counts, and any that the phrase table uses in a word (行 单 解); the rest are
    rarities (位 as li, 以 as si) that would make strangers sound alike.
    """
    if not is_han(char) or ord(char) not in PINYIN_DICT:
        return ()
    found = [_toned(reading) for reading in PINYIN_DICT[ord(char)].split(",")]
    used = _readings_in_words().get(char, frozenset(one[:-1] for one in found))
    return tuple(dict.fromkeys(one for one in found if one[:-1] in used or one[:-1] == found[0][:-1]))


@lru_cache(maxsize=1)
def _readings_in_words() -> dict[str, frozenset[str]]:
    """The toneless syllables that each character of several readings has in the words of the phrase table."""
    used: dict[str, set[str]] = {}
    for word, syllables in PHRASES_DICT.items():
        if len(word) == len(syllables):
            for char, options in zip(word, syllables, strict=True):
                if "," in PINYIN_DICT.get(ord(char), ""):
                    used.setdefault(char, set()).update(options)
    return {char: frozenset(_toned(one)[:-1] for one in marked) for char, marked in used.items()}


@lru_cache(maxsize=4096)
def _toned(reading: str) -> str:
    """``zhàn`` as ``zhan4``."""
    return str(to_tone3(reading, neutral_tone_with_five=True))


def reading_in_context(text: str) -> tuple[str, ...]:
    """One toned syllable per character of ``text``, by the words around it (行长, 银行); empty where there is none.

    What ``pypinyin.pinyin`` gives, without the copies that it makes of its tables for every word.
    """
    found: list[str] = []
    for word in seg(text):
        if word in PHRASES_DICT:
            found += [_toned(options[0]) for options in PHRASES_DICT[word]]
        else:
            found += [_commonest(char) for char in word]
    return tuple(found)


def _commonest(char: str) -> str:
    return _toned(PINYIN_DICT[ord(char)].partition(",")[0]) if ord(char) in PINYIN_DICT else ""


@lru_cache(maxsize=1)
def tables_digest() -> str:
    """sha256 (hex) over the pinyin tables and the conversion of every Chinese character; a fifth of a second, once."""
    digest = hashlib.sha256()
    for code, sounds in sorted(PINYIN_DICT.items()):
        digest.update(f"{code:x} {sounds}\n".encode())
    for word, syllables in sorted(PHRASES_DICT.items()):
        digest.update(f"{word} {syllables}\n".encode())
    characters = "\n".join(chr(code) for block in (_EXTENSION_A, _UNIFIED) for code in block)
    digest.update(_TO_SIMPLIFIED.convert(characters).encode())
    return digest.hexdigest()

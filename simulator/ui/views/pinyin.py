"""Finds Chinese words by what is typed of their pinyin: initials, full syllables, or both mixed (``wjl``, ``wangjl``).

Every reading of a character counts unless the directory says how the name is read; the last syllable may be unfinished.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from simulator.phrases import normalise
from simulator.phrases.tables import is_han, readings

Sounds = tuple[str, ...]
"""The toneless syllables that one character may be typed as, the longer first; for a letter or digit, itself."""


@dataclass(frozen=True, slots=True)
class Sounded:
    """A wording with the sounds of each of its characters."""

    text: str
    sounds: tuple[Sounds, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Where typed letters are in a wording: characters [``start``, ``end``)."""

    start: int
    end: int


def sounded(text: str, pinyin: str = "", named: str = "") -> Sounded:
    """A wording made ready.  ``pinyin`` are the toned syllables of the characters of ``named`` (empty: of ``text``),
    which hold for the same characters wherever they stand in ``text``."""
    given = _given(named or text, pinyin)
    return Sounded(text, tuple(given.get(char) or _sounds(char) for char in text))


def typed(text: str) -> str:
    """Letters and digits of what was typed, as the syllables are written: small, ``v`` for u-umlaut, no spaces."""
    return "".join(char for char in text.lower().replace("ü", "v") if char.isascii() and char.isalnum())


def find(query: str, wording: Sounded) -> Found | None:
    """The first place of a wording that ``query`` (as of ``typed``) spells from a character on; None where there is
    none.  Linear in the wording for queries of a few syllables."""
    if not query:
        return None
    for start in range(len(wording.sounds)):
        end = _spells(query, 0, wording.sounds, start)
        if end:
            return Found(start, end)
    return None


def _spells(query: str, at: int, sounds: tuple[Sounds, ...], char: int) -> int:
    """The character after the last one that the rest of the query spells; 0 where it spells nothing here."""
    if at == len(query):
        return char
    if char == len(sounds):
        return 0
    if not sounds[char]:
        return _spells(query, at, sounds, char + 1) if at else 0  # a sign between two words
    rest = len(query) - at
    for sound in sounds[char]:
        if len(sound) >= rest and sound.startswith(query[at:]):
            return char + 1
        for piece in dict.fromkeys((sound, sound[:2] if sound[1:2] == "h" else "", sound[:1])):
            if piece and query.startswith(piece, at):
                end = _spells(query, at + len(piece), sounds, char + 1)
                if end:
                    return end
    return 0


@lru_cache(maxsize=4096)
def _sounds(char: str) -> Sounds:
    if is_han(char):
        return _ordered(sound for reading in readings(char) for sound in _spellings(reading))
    return (char.lower(),) if char.isascii() and char.isalnum() else ()


def _ordered(sounds: Iterable[str]) -> Sounds:
    return tuple(sorted(dict.fromkeys(sounds), key=len, reverse=True))


def _spellings(reading: str) -> tuple[str, ...]:
    """``lv4`` is typed lv or lu."""
    sound = reading.rstrip("12345")
    return (sound, sound.replace("v", "u")) if "v" in sound else (sound,)


def _given(named: str, pinyin: str) -> dict[str, Sounds]:
    """The listed reading of each character; empty where none is given or the count does not fit."""
    characters = [char for char in normalise(named).text if is_han(char)]
    syllables = pinyin.lower().replace("ü", "v").split()
    if len(characters) != len(syllables):
        return {}
    return {char: _ordered(_spellings(one)) for char, one in zip(characters, syllables, strict=True)}

"""How alike two Mandarin syllables sound: the cost table of the alignment.

A syllable is a number, ``initial * FINALS + final``, so that a row of the table is a ``bytes`` that a syllable indexes.
Costs are in hundredths:

    0    the same syllable, whatever the tone
    25   what speakers and recognisers mix up: z/zh c/ch s/sh n/l h/f, and -n/-ng (in/ing en/eng an/ang ...)
    60   near: initials of the same place (b/p, d/t, j/zh ...) or manner (b/d/g), or finals that differ in one feature
         (ji/jie, min/mi, heng/hang)
    100  both initial and final near, or one part another
    200  no resemblance, in a word that bears the meaning (来信 for 来电); ``Weight`` says which
"""

from __future__ import annotations

from enum import IntEnum

EQUAL, FUZZY, NEAR, OTHER, UNLIKE = 0, 25, 60, 100, 200
NEVER = 255
"""A row's entry for a pair that may not be aligned at any price."""


class Weight(IntEnum):
    """How much a required syllable matters."""

    FUNCTION = 0  # 我 为 的 一下: another syllable costs 100
    CONTENT = 1  # another syllable costs 200
    NAME = 2  # a person's name: within 60, and only within 25 for certain
    SURNAME = 3  # within 25, and only the same syllable for certain
    EXACT = 4  # negation, number: the same syllable


_PLACES = tuple(frozenset(place.split()) for place in ("b p m f", "d t n l", "g k h", "j q x zh ch sh z c s", "l r"))
_INITIALS = ("", *sorted(frozenset[str]().union(*_PLACES)))
_FUZZY_INITIALS = tuple(frozenset(pair.split()) for pair in ("z zh", "c ch", "s sh", "n l", "h f"))
_MANNERS = tuple(frozenset(manner.split()) for manner in ("b d g", "p t k", "m n"))
"""Stops and nasals of the same manner: place is the first feature that noise and a telephone band take away
(Miller and Nicely 1955)."""

_FINALS: dict[str, tuple[str, str, str]] = {  # medial, nucleus, coda
    **{"a": ("", "a", ""), "o": ("", "o", ""), "e": ("", "e", ""), "er": ("", "e", "r"), "ih": ("", "ih", "")},
    **{"ai": ("", "a", "i"), "ei": ("", "e", "i"), "ao": ("", "a", "u"), "ou": ("", "o", "u")},
    **{"an": ("", "a", "n"), "en": ("", "e", "n"), "ang": ("", "a", "ng"), "eng": ("", "e", "ng")},
    **{"ong": ("", "o", "ng"), "i": ("i", "", ""), "ia": ("i", "a", ""), "ie": ("i", "e", ""), "io": ("i", "o", "")},
    **{"iao": ("i", "a", "u"), "iou": ("i", "o", "u"), "ian": ("i", "a", "n"), "in": ("i", "", "n")},
    **{"iang": ("i", "a", "ng"), "ing": ("i", "", "ng"), "iong": ("i", "o", "ng")},
    **{"u": ("u", "", ""), "ua": ("u", "a", ""), "uo": ("u", "o", ""), "uai": ("u", "a", "i"), "uei": ("u", "e", "i")},
    **{"uan": ("u", "a", "n"), "uen": ("u", "e", "n"), "uang": ("u", "a", "ng"), "ueng": ("u", "e", "ng")},
    **{"v": ("v", "", ""), "ve": ("v", "e", ""), "van": ("v", "a", "n"), "vn": ("v", "", "n")},
}
_ALIKE_MEDIALS = tuple(frozenset(pair) for pair in (("", "i"), ("", "u"), ("", "v"), ("i", "v"), ("u", "v")))
_ALIKE_NUCLEI = tuple(
    frozenset(pair) for pair in (("a", "e"), ("a", "o"), ("e", "o"), ("", "e"), ("", "o"), ("e", "ih"))
)

_INITIAL_NUMBER = {initial: number for number, initial in enumerate(_INITIALS)}
_FINAL_NUMBER = {final: number for number, final in enumerate(_FINALS)}
FINALS = len(_FINALS)
_LETTERS = len(_INITIALS) * FINALS
SYLLABLES = _LETTERS + 26
"""Size of a row: the Mandarin syllables and, after them, the Latin letters, which equal only themselves."""

_SPELLED_ZERO_INITIAL = {
    **{"yi": "i", "yin": "in", "ying": "ing", "yu": "v", "yue": "ve", "yuan": "van", "yun": "vn", "you": "iou"},
    **{"wu": "u", "wei": "uei", "wen": "uen", "weng": "ueng", "wong": "ong"},
}
_SPELLED_FINALS = {"iu": "iou", "ui": "uei", "un": "uen", "ue": "ve"}


def syllable_number(syllable: str) -> int | None:
    """The number of a toneless syllable (``zhan``) or Latin letter with a stop (``q.``); None for grunts (``hng``)."""
    if syllable.endswith(".") and len(syllable) == 2 and "a" <= syllable[0] <= "z":
        return _LETTERS + ord(syllable[0]) - ord("a")
    initial, final = _split(syllable.replace("ü", "v"))
    number = _FINAL_NUMBER.get(final)
    return None if number is None else _INITIAL_NUMBER[initial] * FINALS + number


def _split(syllable: str) -> tuple[str, str]:
    """Initial and final, both spelled out: ``ju`` is j + v, ``you`` is iou, ``zhi`` is zh + ih."""
    if syllable in _SPELLED_ZERO_INITIAL:
        return "", _SPELLED_ZERO_INITIAL[syllable]
    if syllable[:1] in ("y", "w"):
        return "", ("i" if syllable[0] == "y" else "u") + syllable[1:]
    initial = next((syllable[:size] for size in (2, 1) if syllable[:size] in _INITIAL_NUMBER), "")
    final = syllable[len(initial) :]
    if initial in ("j", "q", "x") and final.startswith("u"):
        return initial, "v" + final[1:] if final != "un" else "vn"
    if initial in ("zh", "ch", "sh", "r", "z", "c", "s") and final == "i":
        return initial, "ih"
    return initial, _SPELLED_FINALS.get(final, final)


def _alike(left: str, right: str, groups: tuple[frozenset[str], ...]) -> bool:
    return any(left in group and right in group for group in groups)


def _initial_cost(left: str, right: str) -> int:
    if left == right:
        return EQUAL
    if _alike(left, right, _FUZZY_INITIALS):
        return FUZZY
    return NEAR if _alike(left, right, _PLACES) or _alike(left, right, _MANNERS) else OTHER


def _final_cost(left: tuple[str, str, str], right: tuple[str, str, str]) -> int:
    if left == right:
        return EQUAL
    same = [one == other for one, other in zip(left, right, strict=True)]
    if same.count(True) < 2:
        return OTHER
    if not same[2]:
        codas = {left[2], right[2]}
        if codas == {"n", "ng"}:
            return FUZZY
        return NEAR if "" in codas or (codas == {"u", "ng"} and left[1] == "o") else OTHER  # ou/ong
    if {left[1:], right[1:]} == {("a", "n"), ("", "n")} and left[0] in ("i", "v"):
        return NEAR  # the a of ian and van is an open e: min/mian
    groups, part = (_ALIKE_MEDIALS, 0) if not same[0] else (_ALIKE_NUCLEI, 1)
    return NEAR if _alike(left[part], right[part], groups) else OTHER


_INITIAL_COSTS = tuple(tuple(_initial_cost(left, right) for right in _INITIALS) for left in _INITIALS)
_FINAL_COSTS = tuple(bytes(_final_cost(left, right) for right in _FINALS.values()) for left in _FINALS.values())


def _pair_cost(initial: int, final: int) -> int:
    """The cost of a syllable from the costs of its parts."""
    worst = max(initial, final)
    if worst < NEAR:
        return worst
    if worst == NEAR:
        return NEAR if min(initial, final) < NEAR else OTHER
    return UNLIKE


_PAIR_COSTS = {
    initial: bytes(_pair_cost(initial, final) for final in range(256)) for initial in (EQUAL, FUZZY, NEAR, OTHER)
}
"""For each cost of the initials, the cost of the pair by that of the finals."""


def _weighed(cost: int, weight: Weight) -> int:
    """A cost as the weight of the required syllable has it."""
    if weight is Weight.CONTENT:
        return cost
    if weight is Weight.FUNCTION:
        return min(cost, OTHER)
    return cost if cost <= _FARTHEST[weight] else NEVER


_FARTHEST = {Weight.NAME: NEAR, Weight.SURNAME: FUZZY, Weight.EXACT: EQUAL}
_WEIGHED = {weight: bytes(_weighed(cost, weight) for cost in range(256)) for weight in Weight}


def cost_row(syllable: int, weight: Weight) -> bytes:
    """What hearing each syllable costs where ``syllable`` is required.

    ``SYLLABLES`` entries, in hundredths or ``NEVER``.
    """
    if syllable >= _LETTERS:
        row = bytearray([UNLIKE]) * SYLLABLES
    else:
        initial, final = divmod(syllable, FINALS)
        finals = _FINAL_COSTS[final]
        row = bytearray(b"".join([finals.translate(_PAIR_COSTS[cost]) for cost in _INITIAL_COSTS[initial]]))
        row += bytes([UNLIKE]) * (SYLLABLES - _LETTERS)
    row[syllable] = EQUAL
    return bytes(row).translate(_WEIGHED[weight])


def missing_cost(weight: Weight) -> int:
    """What it costs that a required syllable was not heard."""
    return {Weight.FUNCTION: OTHER, Weight.CONTENT: UNLIKE}.get(weight, NEVER)


EXTRA = 60
"""What a syllable costs that was heard and not required."""

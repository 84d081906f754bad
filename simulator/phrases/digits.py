"""Numbers as people say them at a switchboard: read digit by digit, as cardinals, or written as ASCII by a recogniser.

    一三八零零  幺三八洞洞  8012  八零十二  两百零五  三十六

become the digits that would be dialled.  A character that only sounds like a digit counts inside a dictated number
(八零要二), because there nothing else can stand; nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass

from simulator.phrases.normal import Normal, normalise
from simulator.phrases.tables import readings

_DIGITS = {**{str(digit): digit for digit in range(10)}, **dict(zip("零一二三四五六七八九", range(10), strict=True))}
_DIGITS |= {"〇": 0, "洞": 0, "幺": 1, "两": 2}
_ONLY_INSIDE = frozenset("洞")
_UNITS = {"十": 10, "百": 100, "千": 1_000, "万": 10_000}
_SOUNDS = {"ling": "0", "dong": "0", "yao": "1", "yi": "1", "er": "2", "liang": "2", "san": "3", "si": "4", "wu": "5"}
_SOUNDS |= {"liu": "6", "qi": "7", "ba": "8", "jiu": "9"}
_LEAST_FOR_SOUNDS = 3
"""So many true digits must stand in a run before a sound-alike inside it is taken for one."""
_LEAST_FOR_ENDS = 7
"""From this many digits on the first and the last may be sound-alikes too: a telephone number that is known."""
_IDIOMS = frozenset("下些起点般定样直共切会旦向律致再边面同时")
"""After these, a lone 一 is a word (一下, 一起) and no number."""


@dataclass(frozen=True, slots=True)
class DigitRun:
    """A number that was said: its digits, and the half-open span of the text (characters) that says it."""

    digits: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DigitDiff:
    """One place of a comparison.  Either side is empty where the other has a digit too many."""

    expected: str
    written: str

    @property
    def same(self) -> bool:
        return self.expected == self.written


def spoken_digits(text: str) -> tuple[DigitRun, ...]:
    """Every number in ``text``, in order.  A pause mark (，、。) ends a number, a hyphen or space does not."""
    normal = normalise(text)
    return tuple(DigitRun(run.digits, *normal.span(run.start, run.end)) for run in digit_runs(normal))


def digit_runs(normal: Normal) -> tuple[DigitRun, ...]:
    """``spoken_digits`` of a normalised text; the spans count its characters."""
    runs: list[DigitRun] = []
    at = 0
    while at < len(normal.text):
        end = _stretch_end(normal, at)
        if end == at:
            at += 1
            continue
        digits = number_of(_with_sounds(normal.text[at:end]))
        idiom = normal.text[at:end] == "一" and normal.text[end : end + 1] in _IDIOMS and end < len(normal.text)
        if digits and not idiom:
            runs.append(DigitRun(digits, at, end))
        at = end
    return tuple(runs)


def contains_digits(expected: str, text: str) -> tuple[int, int] | None:
    """Where ``text`` says exactly the number ``expected``, in one go or in groups (138，0013，8000), or None."""
    runs = spoken_digits(text)
    for first, run in enumerate(runs):
        said, end = "", run.start
        for last in runs[first:]:
            if said and normalise(text[end : last.start]).text:
                break
            said, end = said + last.digits, last.end
            if said == expected:
                return run.start, end
            if not expected.startswith(said):
                break
    return _by_sound(expected, normalise(text))


def _by_sound(expected: str, normal: Normal) -> tuple[int, int] | None:
    """Where a long number is said, up to two characters only sounding like their digits, even the first or the last
    (一三八零零一三八零零吧 for 13800138008)."""
    length, text = len(expected), normal.text
    if length < _LEAST_FOR_ENDS:
        return None
    for start in range(len(text) - length + 1):
        end = start + length
        true = sum(_DIGITS.get(char) == int(digit) for char, digit in zip(text[start:end], expected, strict=True))
        if true < length - 2 or _is_digit(text[start - 1 : start]) or _is_digit(text[end : end + 1]):
            continue
        pairs = zip(text[start:end], expected, strict=True)
        if all(_DIGITS.get(char) == int(digit) or _sounds_like_digit(char) == digit for char, digit in pairs):
            return normal.span(start, end)
    return None


def _is_digit(char: str) -> bool:
    return char in _DIGITS


def compare_digits(expected: str, written: str) -> tuple[DigitDiff, ...]:
    """Digit by digit, aligned with the fewest differences; what is not a digit is ignored on both sides."""
    left, right = _only_digits(expected), _only_digits(written)
    rows, columns = len(left), len(right)
    cost = [[(rows - row) + (columns - column) for column in range(columns + 1)] for row in range(rows + 1)]
    for row in reversed(range(rows)):
        for column in reversed(range(columns)):
            cost[row][column] = min(
                cost[row + 1][column + 1] + (left[row] != right[column]),
                cost[row + 1][column] + 1,
                cost[row][column + 1] + 1,
            )
    return _diff(left, right, cost)


def _diff(left: str, right: str, cost: list[list[int]]) -> tuple[DigitDiff, ...]:
    """The cheapest way through the table, pairing digits wherever that costs no more."""
    steps: list[DigitDiff] = []
    row = column = 0
    while row < len(left) or column < len(right):
        here = cost[row][column]
        if row < len(left) and column < len(right) and here == cost[row + 1][column + 1] + (left[row] != right[column]):
            steps.append(DigitDiff(left[row], right[column]))
            row, column = row + 1, column + 1
        elif row < len(left) and here == 1 + cost[row + 1][column]:
            steps.append(DigitDiff(left[row], ""))
            row += 1
        else:
            steps.append(DigitDiff("", right[column]))
            column += 1
    return tuple(steps)


def _only_digits(text: str) -> str:
    return "".join(char for char in normalise(text).text if char in "0123456789")


def is_numeral(char: str) -> bool:
    """Whether the normalised character is written for a digit or a power of ten."""
    return char in _DIGITS or char in _UNITS


def number_of(stretch: str) -> str:
    """The digits of a stretch of numerals; empty where it is none (千万)."""
    digits, at = "", 0
    while at < len(stretch):
        cardinal, after = _cardinal(stretch, at)
        if after > at:
            digits, at = digits + str(cardinal), after
        elif stretch[at] in _UNITS:
            return ""
        else:
            digits, at = digits + str(_DIGITS[stretch[at]]), at + 1
    return digits


def _stretch_end(normal: Normal, start: int) -> int:
    """The end of the longest stretch of numerals from ``start``, with sound-alikes between two of them."""
    text = normal.text

    def numeral(at: int) -> bool:
        return at < len(text) and is_numeral(text[at]) and (at == start or not normal.after_break[at])

    def inside(at: int) -> bool:
        return start < at and not normal.after_break[at] and _sounds_like_digit(text[at]) is not None

    if not numeral(start) or text[start] in _ONLY_INSIDE:
        return start
    end, dictated = start + 1, None
    while end < len(text):
        if numeral(end):
            end += 1
            continue
        if dictated is None:
            dictated = _true_digits(normal, start) >= _LEAST_FOR_SOUNDS
        if not (dictated and inside(end) and numeral(end + 1)):
            break
        end += 2
    return end


def _true_digits(normal: Normal, start: int) -> int:
    """How many true digits the dictated number has, sound-alikes skipped one at a time."""
    count, at, text = 0, start, normal.text
    while at < len(text) and (at == start or not normal.after_break[at]):
        if text[at] in _DIGITS:
            count += 1
        elif not (at + 1 < len(text) and text[at + 1] in _DIGITS and _sounds_like_digit(text[at])):
            break
        at += 1
    return count


def _sounds_like_digit(char: str) -> str | None:
    return next((_SOUNDS[sound[:-1]] for sound in readings(char) if sound[:-1] in _SOUNDS), None)


def _with_sounds(stretch: str) -> str:
    """The stretch with every sound-alike replaced by its digit."""
    return "".join(char if is_numeral(char) else _sounds_like_digit(char) or "" for char in stretch)


def _cardinal(stretch: str, start: int) -> tuple[int, int]:
    """A number with powers of ten (三十六, 一百二) from ``start``: its value and end; ``start`` where none is."""
    value, at, below = 0, start, 100_000
    while at < len(stretch):
        unit_at = at if stretch[at] == "十" and at == start else at + 1
        if unit_at >= len(stretch) or stretch[unit_at] not in _UNITS or _UNITS[stretch[unit_at]] >= below:
            break
        count = 1 if unit_at == at else _DIGITS.get(stretch[at], 0)
        if not count:
            break
        below = _UNITS[stretch[unit_at]]
        value, at = value + count * below, unit_at + 1
        if below > 10 and stretch[at : at + 1] in ("零", "〇") and _cardinal_goes_on(stretch, at + 1, below):
            at += 1
    if at > start and at < len(stretch) and _DIGITS.get(stretch[at], 0):
        after_zero = stretch[at - 1] in ("零", "〇")
        if below == 10 or after_zero:
            return value + _DIGITS[stretch[at]], at + 1
        if at + 1 == len(stretch):  # 一百二 is 120
            return value + _DIGITS[stretch[at]] * below // 10, at + 1
    return value, at


def _cardinal_goes_on(stretch: str, at: int, below: int) -> bool:
    """Whether a 零 inside a cardinal is followed by a lower part of it (一百零五, 一千零一十)."""
    return _DIGITS.get(stretch[at : at + 1], 0) > 0 and below > 10

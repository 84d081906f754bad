"""What a wording requires, syllable by syllable, and the table of keys that its syllables share.

A *key* is a set of readings with a weight; equal keys are stored once, with the row of costs of every syllable that may
be heard for it.  Templates, directory entries and names are made of the same labels.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from simulator.phrases.columns import Columns
from simulator.phrases.digits import digit_runs
from simulator.phrases.normal import normalise
from simulator.phrases.sounds import NEVER, SYLLABLES, UNLIKE, Weight, cost_row, missing_cost, syllable_number
from simulator.phrases.tables import reading_in_context, readings

Sound = tuple[int, int]
"""A syllable's number and its tone, 1-5; 0 where tone means nothing (letters)."""

NEGATIONS = frozenset("不没未")
YOU = frozenset("您你")
FUNCTION_WORDS = frozenset(
    "您你我他她它们的地得了着吗呢吧啊呀嘛哦嗯呃就先再还也都很给为把被将让帮替是在那这个么一下会能可以要有和跟与向从"
)
"""Characters that carry grammar rather than meaning; the same list for every rulebook, and no wording's own."""

_DIGIT_SOUNDS = {
    **{"0": ("ling2",), "1": ("yi1", "yao1"), "2": ("er4", "liang3"), "3": ("san1",), "4": ("si4",), "5": ("wu3",)},
    **{"6": ("liu4",), "7": ("qi1",), "8": ("ba1",), "9": ("jiu3",)},
}
_YOU_SOUNDS = ("nin2", "ni3")
_COMPOUND_SURNAMES = (
    "欧阳 上官 司马 司徒 诸葛 夏侯 皇甫 尉迟 公孙 慕容 令狐",
    "端木 东方 南宫 长孙 宇文 轩辕 闻人 澹台 钟离 申屠 万俟",
)


@dataclass(frozen=True, slots=True)
class Syllable:
    """One required syllable: its key, the character and the reading to show."""

    key: int
    written: str
    spoken: str


@dataclass(frozen=True, slots=True)
class Number:
    """Required digits.  ``key`` is that of the numeral's sound where it is a single one (二号线), else -1."""

    digits: str
    written: str
    key: int


Label = Syllable | Number

_Weigh = Callable[[int, str], Weight]


def spoken_forms(char: str) -> tuple[str, ...]:
    """Every toned syllable that a normalised character may stand for; a Latin letter is its own, ``q.``."""
    if char in YOU:
        return _YOU_SOUNDS
    if char in _DIGIT_SOUNDS:
        return _DIGIT_SOUNDS[char]
    return (f"{char}.",) if "a" <= char <= "z" else readings(char)


def sound(syllable: str) -> Sound | None:
    """The number and tone of ``zhan4`` or ``q.``; None for a grunt that no wording can require."""
    if syllable.endswith("."):
        number = syllable_number(syllable)
        return None if number is None else (number, 0)
    number = syllable_number(syllable[:-1])
    return None if number is None else (number, int(syllable[-1]))


def surname_length(name: str) -> int:
    """How many characters of a person's name are the surname."""
    first_two = normalise(name).text[:2]
    return 2 if any(first_two in line.split() for line in _COMPOUND_SURNAMES) else 1


class Keys:
    """Rows of costs, one per key, built as wordings are compiled and then only read."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[tuple[Sound, ...], Weight], int] = {}
        self._words: dict[str, tuple[Label, ...]] = {}
        self._run_numbers: dict[tuple[int, ...], int] = {}
        self.runs: list[tuple[int, ...]] = []
        self.rows: list[bytes] = []
        self.columns = Columns((), ())
        self.missing: list[int] = []
        self.weights: list[Weight] = []
        self.tones: list[frozenset[int]] = []
        self.sounds: list[frozenset[Sound]] = []

    def key(self, syllables: tuple[str, ...], weight: Weight) -> int:
        """The key for any of ``syllables`` (``zhan4``) at ``weight``."""
        sounds = tuple(sorted({one for one in map(sound, syllables) if one is not None}))
        known = self._numbers.get((sounds, weight))
        if known is not None:
            return known
        rows = [cost_row(number, weight) for number in sorted({number for number, _ in sounds})]
        # What cannot be pronounced can only be missed.
        nothing = bytes([UNLIKE if weight is Weight.CONTENT else NEVER]) * SYLLABLES
        self.rows.append(bytes(map(min, *rows)) if len(rows) > 1 else rows[0] if rows else nothing)
        self.missing.append(missing_cost(weight))
        self.weights.append(weight)
        self.tones.append(frozenset(tone for _, tone in sounds))
        self.sounds.append(frozenset(sounds))
        self._numbers[sounds, weight] = len(self.rows) - 1
        return len(self.rows) - 1

    def run(self, keys: tuple[int, ...]) -> int:
        """The number in ``runs`` of keys that are required one after the other."""
        number = self._run_numbers.setdefault(keys, len(self.runs))
        if number == len(self.runs):
            self.runs.append(keys)
        return number

    def transpose(self) -> None:
        """Make ``columns`` from the rows; to be called when the last key is in."""
        self.columns = Columns(self.rows, self.missing)

    def words(self, text: str) -> tuple[Label, ...]:
        """The labels of plain text in a template: content and function words, exact negations and numbers."""
        known = self._words.get(text)
        if known is None:
            known = self._words[text] = self._labels(text, {}, _weight_of_word)
        return known

    def title(self, text: str, override: dict[str, str]) -> tuple[Label, ...]:
        """The labels of a company's, department's or organisation's name: every syllable bears meaning."""
        return self._labels(text, override, lambda _, char: Weight.EXACT if char in NEGATIONS else Weight.CONTENT)

    def name(self, text: str, override: dict[str, str]) -> tuple[Label, ...]:
        """The labels of a person's name: surname and given name each have a weight; any listed reading will do."""
        surname = surname_length(text)
        return self._labels(
            text, override, lambda at, _: Weight.NAME if at >= surname else Weight.SURNAME, any_reading=True
        )

    def _labels(
        self, text: str, override: dict[str, str], weight: _Weigh, any_reading: bool = False
    ) -> tuple[Label, ...]:
        normal = normalise(text)
        context = _context(normal.text)
        runs = {run.start: run for run in digit_runs(normal)}
        labels: list[Label] = []
        at = 0
        while at < len(normal.text):
            char = normal.text[at]
            if (run := runs.get(at)) is not None:
                written = normal.text[at : run.end]
                key = self.key(spoken_forms(char), Weight.EXACT) if len(written) == 1 else -1
                labels.append(Number(run.digits, written, key))
                at = run.end
                continue
            shown = override.get(char) or context[at] or spoken_forms(char)[0]
            labels.append(
                Syllable(self.key(_accepted(char, shown, override, any_reading), weight(at, char)), char, shown)
            )
            at += 1
        return tuple(labels)


def _weight_of_word(at: int, char: str) -> Weight:
    if char in NEGATIONS:
        return Weight.EXACT
    return Weight.FUNCTION if char in FUNCTION_WORDS else Weight.CONTENT


def _context(text: str) -> tuple[str, ...]:
    """The reading of each character by its neighbours; empty for digits and letters."""
    return reading_in_context(text) if text else ()


def _accepted(char: str, shown: str, override: dict[str, str], any_reading: bool) -> tuple[str, ...]:
    """The readings that count for a required character."""
    forms = spoken_forms(char)
    if char in override:  # heard and written with the same character, it must match whatever the tables say
        known = {form[:-1] for form in forms}
        return (shown,) if shown[:-1] in known else (shown, *forms)
    if any_reading or char in YOU or not shown:
        return forms
    return (shown,)

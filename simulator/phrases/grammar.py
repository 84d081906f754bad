"""The template language: what a trainer writes, as a tree.

    template  = sequence
    sequence  = { text | group | optional | slot | reference | gap }
    group     = "(" sequence { "|" sequence } ")"      one of
    optional  = "[" sequence { "|" sequence } "]"      one of, or nothing
    slot      = "{" name "}"                           a list of the company's, or {number}
    reference = "<" id ">"                             another phrase's full and accepted wordings
    gap       = "…"                                    up to GAP syllables of anything, but no negation and no full stop
    text      = anything else; spaces and punctuation do not matter

The brackets may also be typed full-width (（）［］｛｝＜＞｜), and the gap as ……, as Chinese keyboards write them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from simulator.model.text import Text
from simulator.phrases.normal import normalise
from simulator.phrases.tables import is_han, readings

SLOTS = ("company", "operator_no", "operator_name", "person", "department", "destination", "number")
"""The names that may stand in braces."""

GAP = 8
"""How many syllables a gap stands for at most: 请把您的姓名和电话留一下 says 把…留一下."""

MAX_LENGTH = 2_000
MAX_DEPTH = 16

_FULL_WIDTH = str.maketrans("（）［］｛｝＜＞｜【】", "()[]{}<>|[]")
_CLOSING = {"(": ")", "[": "]"}
_NAMED = {"{": "}", "<": ">"}
_GAP = "…"
_SYMBOLS = frozenset("()[]{}<>|" + _GAP)


@dataclass(frozen=True, slots=True)
class Words:
    """Plain text, as written; ``at`` is where it stands in the template."""

    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One of ``branches``; with ``optional``, or nothing."""

    branches: tuple[Sequence, ...]
    optional: bool
    at: int


@dataclass(frozen=True, slots=True)
class SlotName:
    """A place that any entry of a list fills."""

    name: str
    at: int


@dataclass(frozen=True, slots=True)
class Reference:
    """Another phrase's wordings."""

    phrase: str
    at: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to ``GAP`` syllables that do not matter, between two that do."""

    at: int


Item = Words | Choice | SlotName | Reference | Gap


@dataclass(frozen=True, slots=True)
class Sequence:
    """Items one after the other."""

    items: tuple[Item, ...]

    def walk(self) -> Iterator[Item]:
        """Every item, those inside choices too, in the order of the text."""
        for item in self.items:
            yield item
            if isinstance(item, Choice):
                for branch in item.branches:
                    yield from branch.walk()


@dataclass(frozen=True, slots=True)
class Template:
    """A template that was read without error: the text it was written as, and its tree."""

    text: str
    body: Sequence

    @property
    def slots(self) -> tuple[str, ...]:
        """The slots it uses, each once, in order."""
        return tuple(dict.fromkeys(item.name for item in self.body.walk() if isinstance(item, SlotName)))

    @property
    def references(self) -> tuple[str, ...]:
        """The phrases it refers to, each once, in order."""
        return tuple(dict.fromkeys(item.phrase for item in self.body.walk() if isinstance(item, Reference)))


@dataclass(frozen=True, slots=True)
class TemplateError:
    """What is wrong with a template, at a character offset."""

    offset: int
    message: Text


@lru_cache(maxsize=8_192)
def parse_template(text: str) -> Template | TemplateError:
    """Read a template.  Never raises: what is wrong comes back as a value, the first fault only."""
    if len(text) > MAX_LENGTH:
        return TemplateError(
            MAX_LENGTH, Text(f"说法太长，最多 {MAX_LENGTH} 个字符", f"template longer than {MAX_LENGTH} characters")
        )
    reader = _Reader(text.translate(_FULL_WIDTH), text)
    try:
        body = reader.sequence(0)
        reader.expect_end()
    except _Fault as fault:
        return fault.error
    if body.items and _GAP in (text.strip()[0], text.strip()[-1]):
        return TemplateError(
            text.index(_GAP) if text.strip()[0] == _GAP else text.rindex(_GAP),
            Text(
                "… 要写在两个词的中间；前后说什么本来就不影响",
                "… belongs between two words; what is said before and after does not matter anyway",
            ),
        )
    if _may_be_silent(body):
        return TemplateError(
            0,
            Text(
                "这个说法可以一个字也不说，请至少留一个必说的词",
                "this template accepts silence; make one word required",
            ),
        )
    return Template(text, body)


class _Fault(Exception):
    """Carries an error out of the recursion."""

    def __init__(self, offset: int, zh: str, en: str) -> None:
        self.error = TemplateError(offset, Text(zh, en))


class _Reader:
    """Recursive descent over the template; ``original`` has the same offsets, with the brackets as typed."""

    def __init__(self, text: str, original: str) -> None:
        self.text = text
        self.original = original
        self.at = 0

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def sequence(self, depth: int) -> Sequence:
        items: list[Item] = []
        while (char := self.peek()) and char not in ")]|":
            if char in _CLOSING:
                items.append(self.choice(depth))
            elif char in _NAMED:
                items.append(self.named())
            elif char == _GAP:
                items.append(self.gap())
            elif char in "}>":
                raise _Fault(self.at, f"多余的 {char}", f"unmatched {char}")
            else:
                items.append(self.words())
        return Sequence(tuple(items))

    def choice(self, depth: int) -> Choice:
        start, opening = self.at, self.peek()
        if depth >= MAX_DEPTH:
            raise _Fault(start, f"括号嵌套太深，最多 {MAX_DEPTH} 层", f"brackets nested deeper than {MAX_DEPTH}")
        branches: list[Sequence] = []
        while not branches or self.peek() == "|":
            self.at += 1
            branch_at = self.at
            branches.append(self.sequence(depth + 1))
            if _may_be_silent(branches[-1]):
                raise _Fault(
                    branch_at,
                    "这里什么都没写；可说可不说的用 [ ]",
                    "an empty alternative; write [x] for what may be left out",
                )
        if self.peek() != _CLOSING[opening]:
            raise _Fault(
                start, f"{opening} 没有配对的 {_CLOSING[opening]}", f"{opening} is never closed by {_CLOSING[opening]}"
            )
        self.at += 1
        return Choice(tuple(branches), opening == "[", start)

    def named(self) -> SlotName | Reference:
        start, opening = self.at, self.peek()
        end = self.text.find(_NAMED[opening], start)
        if end < 0:
            raise _Fault(
                start, f"{opening} 没有配对的 {_NAMED[opening]}", f"{opening} is never closed by {_NAMED[opening]}"
            )
        name = self.text[start + 1 : end].strip()
        if not name or not _SYMBOLS.isdisjoint(name):
            raise _Fault(
                start,
                f"{opening}{_NAMED[opening]} 里要写一个名称",
                f"a name belongs between {opening} and {_NAMED[opening]}",
            )
        self.at = end + 1
        if opening == "<":
            return Reference(name, start)
        if name not in SLOTS:
            known = " ".join(f"{{{slot}}}" for slot in SLOTS)
            raise _Fault(start, f"没有 {{{name}}} 这个槽位，可用的有 {known}", f"no slot {{{name}}}; there are {known}")
        return SlotName(name, start)

    def gap(self) -> Gap:
        start = self.at
        while self.peek() == _GAP:
            self.at += 1
        return Gap(start)

    def words(self) -> Words:
        start = self.at
        while (char := self.peek()) and char not in _SYMBOLS:
            self.at += 1
        text = self.original[start : self.at]
        normal = normalise(text)
        for spoken, offset in zip(normal.text, normal.origin, strict=True):
            if not pronounceable(spoken):
                one = text[offset]
                raise _Fault(start + offset, f"“{one}”没有读音", f"{one!r} has no known pronunciation")
        return Words(text, start)

    def expect_end(self) -> None:
        char = self.peek()
        if char == "|":
            raise _Fault(self.at, "| 要写在括号里：(甲|乙)", "| belongs inside brackets: (a|b)")
        if char:
            raise _Fault(self.at, f"多余的 {char}", f"unmatched {char}")


@lru_cache(maxsize=8_192)
def pronounceable(char: str) -> bool:
    """Whether a normalised character has a sound that can be required."""
    return "0" <= char <= "9" or "a" <= char <= "z" or (is_han(char) and bool(readings(char)))


def can_be_said(text: str) -> bool:
    """Whether a text has something to say, and every character of it a sound."""
    said = normalise(text).text
    return bool(said) and all(map(pronounceable, said))


def _may_be_silent(sequence: Sequence) -> bool:
    """Whether a sequence accepts saying nothing at all."""
    return all(
        isinstance(item, Gap)
        or (isinstance(item, Words) and not normalise(item.text).text)
        or (isinstance(item, Choice) and item.optional)
        for item in sequence.items
    )

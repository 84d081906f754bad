"""A sentence for people, in both languages of the product."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Lang(StrEnum):
    """The language of everything a person reads; Chinese unless switched."""

    ZH = "zh"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Text:
    """The same sentence in simplified Chinese and in English."""

    zh: str
    en: str

    def __getitem__(self, lang: Lang) -> str:
        return self.zh if lang is Lang.ZH else self.en

    def fill(self, **values: object) -> Text:
        """Both languages with ``{name}`` replaced by the values."""
        return Text(self.zh.format(**values), self.en.format(**values))


def heading(text: Text) -> Text:
    """A name as a label: English begins with a capital."""
    return Text(text.zh, text.en[:1].upper() + text.en[1:])


def same(text: str) -> Text:
    """A text that reads alike in both languages: a name, a number, a quotation."""
    return Text(text, text)

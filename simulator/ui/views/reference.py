"""The quick reference: what the rulebook wants said, searched by text, pinyin, clause and dimension."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from simulator.model.text import Lang
from simulator.ui.shown import Wording
from simulator.ui.views.pinyin import Sounded, find, sounded, typed
from simulator.ui.views.wording import dimension_name


@dataclass(frozen=True, slots=True)
class Filters:
    """What is looked for; empty parts ask for nothing."""

    query: str = ""
    clause: str = ""
    dimension: str = ""


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """An entry as found; characters [``start``, ``end``) of ``where`` (``wording``, ``title`` or empty) matched."""

    entry: Wording
    dimension: str
    where: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class ReferenceView:
    """What is found, and what can be filtered by (id, name), in the order of the rulebook."""

    rows: tuple[ReferenceRow, ...]
    dimensions: tuple[tuple[str, str], ...]
    clauses: tuple[str, ...]
    total: int


_WORDING, _TITLE, _WORDING_SOUND, _TITLE_SOUND, _ELSEWHERE = range(5)


def reference(entries: Sequence[Wording], filters: Filters, lang: Lang) -> ReferenceView:
    """The entries that fit, what says the query itself first."""
    found = []
    for place, entry in enumerate(entries):
        if filters.dimension not in ("", entry.dimension) or (filters.clause and filters.clause not in entry.clauses):
            continue
        hits = [min(_hits(entry, word), default=None) for word in filters.query.split()]
        if any(hit is None for hit in hits):
            continue
        known = [hit for hit in hits if hit is not None]
        name = dimension_name(entry.dimension, lang)
        where, start, end = known[0][1:] if known else ("", 0, 0)
        found.append((sum(hit[0] for hit in known), place, ReferenceRow(entry, name, where, start, end)))
    dimensions = dict.fromkeys(entry.dimension for entry in entries)
    return ReferenceView(
        rows=tuple(row for _, _, row in sorted(found, key=lambda one: one[:2])),
        dimensions=tuple((one, dimension_name(one, lang)) for one in dimensions),
        clauses=tuple(sorted({clause for entry in entries for clause in entry.clauses}, key=_locator)),
        total=len(entries),
    )


def _hits(entry: Wording, word: str) -> Iterator[tuple[int, str, int, int]]:
    """Every way in which the entry fits a word: rank, where, from, to."""
    for rank, where, text in ((_WORDING, "wording", entry.wording), (_TITLE, "title", entry.title)):
        at = text.find(word)
        if at >= 0:
            yield rank, where, at, at + len(word)
    if word.isascii() and typed(word):
        for rank, where, text in ((_WORDING_SOUND, "wording", entry.wording), (_TITLE_SOUND, "title", entry.title)):
            found = find(typed(word), _ready(text))
            if found is not None:
                yield rank, where, found.start, found.end
        if any(clause.lower().startswith(word.lower()) for clause in entry.clauses):
            yield _WORDING, "", 0, 0
    if any(word in summary for summary in entry.summaries):
        yield _ELSEWHERE, "", 0, 0


@lru_cache(maxsize=512)
def _ready(text: str) -> Sounded:
    return sounded(text)


def _locator(clause: str) -> tuple[str, tuple[int, ...]]:
    """Clauses in the order of their numbers: B4.1.2 before B4.1.10."""
    letter, parts = clause[:1], clause[1:].split(".")
    return letter, tuple(int(part) if part.isdigit() else 0 for part in parts)

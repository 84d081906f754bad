"""A rulebook's matcher with the few phrases of one call beside it, so that none is compiled for every call anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from simulator.model.company import SpokenName
from simulator.model.rulebook import Phrase
from simulator.phrases.grammar import Template, parse_template
from simulator.phrases.lexicon import Hearing, Lexicon
from simulator.phrases.match import Match


class Extended(Lexicon):
    """Finds what both lexicons find; a phrase of ``own`` stands for that of the same name in ``base``."""

    def __init__(self, base: Lexicon, own: Lexicon, ids: frozenset[str]) -> None:
        self._base = base
        self._own = own
        self._ids = ids

    @classmethod
    def of(
        cls,
        base: Lexicon,
        phrases: Mapping[str, Phrase],
        own: Mapping[str, Phrase],
        slots: Mapping[str, tuple[SpokenName, ...]],
    ) -> Extended:
        """``base`` is built of ``phrases``, to which ``own`` may refer.  Raises ``ValueError`` as ``build``."""
        return cls(base, Lexicon.build({**_parts(own, phrases), **own}, slots), frozenset(own))

    def over(self, base: Lexicon) -> Extended:
        """The same beside another lexicon that finds what ``base`` finds."""
        return Extended(base, self._own, self._ids)

    def hear(self, text: str) -> Hearing:
        return _Both(self._base.hear(text), self._own.hear(text), self._ids)

    def narrowed(self, texts: Iterable[str], phrases: Iterable[str] | None = None) -> Extended:
        texts, (of_base, of_own) = tuple(texts), _shared(phrases, self._ids)
        return Extended(self._base.narrowed(texts, of_base), self._own.narrowed(texts, of_own), self._ids)


@dataclass(frozen=True, slots=True)
class _Both:
    """An utterance as both hear it."""

    base: Hearing
    own: Hearing
    ids: frozenset[str]

    def match(self, phrases: Iterable[str] | None = None) -> tuple[Match, ...]:
        of_base, of_own = _shared(phrases, self.ids)
        found = [match for match in self.base.match(of_base) if match.phrase not in self.ids]
        found += self.own.match(of_own)
        return tuple(sorted(found, key=lambda match: (match.start, match.end, match.phrase)))


def _shared(phrases: Iterable[str] | None, own: frozenset[str]) -> tuple[list[str] | None, list[str] | None]:
    """Which of the phrases each of the two looks for; None: all."""
    if phrases is None:
        return None, None
    wanted = dict.fromkeys(phrases)
    return [id_ for id_ in wanted if id_ not in own], [id_ for id_ in wanted if id_ in own]


def _parts(own: Mapping[str, Phrase], phrases: Mapping[str, Phrase]) -> dict[str, Phrase]:
    """The phrases that ``own`` refers to, and those that these refer to: to be referred to, not to be found."""
    found: dict[str, Phrase] = {}
    waiting = [id_ for phrase in own.values() for id_ in _references(phrase)]
    while waiting:
        id_ = waiting.pop()
        if id_ in phrases and id_ not in own and id_ not in found:
            found[id_] = replace(phrases[id_], paraphrase=(), unless=(), part=True)
            waiting += _references(found[id_])
    return found


def _references(phrase: Phrase) -> Iterator[str]:
    for text in (*phrase.full, *phrase.accepted, *phrase.paraphrase, *phrase.unless):
        template = parse_template(text)
        if isinstance(template, Template):
            yield from template.references

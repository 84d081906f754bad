"""The matcher: which phrases an utterance says, how well, where, and with which names.

Phrases are compiled once into a ``Lexicon``; matching keeps nothing between utterances.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from simulator.model.company import SpokenName
from simulator.model.rulebook import Phrase, Wording
from simulator.model.scorecard import AlignedSyllable
from simulator.model.text import Text
from simulator.phrases.align import Alignment, Ground, all_alignments, best_alignment, explained, is_within
from simulator.phrases.automaton import MAX_POSITIONS, WIDTH, Automaton, Layout, Slot, TooLarge, lay_out
from simulator.phrases.grammar import Sequence, Template, TemplateError, parse_template
from simulator.phrases.heard import Heard, Jump
from simulator.phrases.names import PEOPLE_SLOTS, Entry, compile_entry
from simulator.phrases.outline import Outlines, estimator
from simulator.phrases.reach import Jumps, allowance_of
from simulator.phrases.required import Keys
from simulator.phrases.tables import tables_digest
from simulator.phrases.thresholds import GUARD, reaches, thresholds

MATCHER_VERSION = "3"
"""Changes whenever the same text and phrases could match differently."""


def matcher_id() -> str:
    """Version of the matcher and hash of its tables, as logs and records cite them."""
    return f"{MATCHER_VERSION}:{tables_digest()[:12]}"


class Understanding(StrEnum):
    """How well a phrase was understood."""

    YES = "yes"
    ALMOST = "almost"


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase that was heard.

    ``score`` 0..1; ``start`` and ``end`` are characters of the text given, half-open; ``slots`` maps a slot to the
    written text of the entry (digits for ``number``); ``alignment`` explains it syllable by syllable.
    """

    phrase: str
    template: str
    wording: Wording
    understood: Understanding
    score: float
    start: int
    end: int
    slots: Mapping[str, str]
    alignment: tuple[AlignedSyllable, ...]


@dataclass(frozen=True, slots=True)
class PhraseProblem:
    """Why a phrase cannot be compiled: the template at fault and a character offset in it."""

    phrase: str
    template: str
    offset: int
    message: Text


@dataclass(frozen=True, slots=True)
class _Compiled:
    """One template, ready to align.  ``allowance``: that of the least score that counts for any of its automata."""

    text: str
    wording: Wording
    outline: int
    automata: tuple[Automaton, ...]
    slots: tuple[str, ...]
    allowance: int


@dataclass(frozen=True, slots=True)
class _Entry:
    """One phrase, ready to match."""

    phrase: Phrase
    templates: tuple[_Compiled, ...]
    unless: tuple[_Compiled, ...]


class Lexicon:
    """Phrases compiled for one company.  Immutable once built; safe to share between threads."""

    def __init__(
        self,
        phrases: Mapping[str, _Entry],
        slots: Mapping[str, tuple[Entry, ...]],
        keys: Keys,
        outlines: Outlines,
    ) -> None:
        self._phrases = phrases
        self._slots = slots
        self._keys = keys
        self._outlines = outlines
        compiled = [one for entry in phrases.values() for one in (*entry.templates, *entry.unless)]
        self._widest = max((one.allowance for one in compiled), default=0)

    @classmethod
    def build(cls, phrases: Mapping[str, Phrase], slots: Mapping[str, tuple[SpokenName, ...]]) -> Lexicon:
        """Compile.  Raises ``ValueError`` with the first of ``phrase_problems``, which the compiler has long shown."""
        keys, wordings = Keys(), _Wordings(phrases)
        laid_out: dict[str, list[_LaidOut]] = {}
        for id_, text, found in _laid_out(phrases, wordings, keys):
            if not isinstance(found, _LaidOut):
                raise ValueError(f"phrase {id_!r}, template {text!r}: {found[1].en}")
            laid_out.setdefault(id_, []).append(found)
        people = {name.text for slot in PEOPLE_SLOTS for name in slots.get(slot, ())}
        entries = {
            slot: tuple(compile_entry(name, keys, slot in PEOPLE_SLOTS or name.text in people) for name in names)
            for slot, names in slots.items()
        }
        outlines = Outlines(keys, wordings.of)
        compiled = {
            id_: _compiled(phrase, laid_out[id_], keys, outlines) for id_, phrase in phrases.items() if not phrase.part
        }
        keys.transpose()
        return cls(compiled, entries, keys, outlines)

    def match(self, text: str, phrases: Iterable[str] | None = None) -> tuple[Match, ...]:
        """Per phrase the best match at or above its ``almost``, in order of appearance in ``text``.

        ``phrases`` names those to look for (default: all).  Raises ``KeyError`` for an unknown one.
        """
        heard = Heard(text, self._keys)
        slots = _SlotsHeard(heard, self._slots)
        search = _Search(heard, slots, self._outlines, self._widest)
        wanted = self._phrases if phrases is None else dict.fromkeys(phrases)
        found = [match for id_ in wanted if (match := search.best(self._phrases[id_])) is not None]
        return tuple(sorted(found, key=lambda match: (match.start, match.end, match.phrase)))

    def narrowed(self, texts: Iterable[str], phrases: Iterable[str] | None = None) -> Lexicon:
        """With those templates alone that any of the texts could say: for many texts of much the same syllables.

        It finds in each of them what the whole lexicon finds (of ``phrases``, by default all), since all of them
        together, as sentences of one text, have every syllable and name that each of them has.
        """
        heard = Heard("。".join(texts), self._keys)
        search = _Search(heard, _SlotsHeard(heard, self._slots), self._outlines, self._widest)
        narrow = {
            id_: replace(entry, templates=tuple(filter(search.may_be_said, entry.templates)))
            for id_ in (self._phrases if phrases is None else phrases)
            for entry in (self._phrases[id_],)
        }
        return Lexicon(narrow, self._slots, self._keys, self._outlines)


def phrase_problems(phrases: Mapping[str, Phrase]) -> tuple[PhraseProblem, ...]:
    """All that keeps ``phrases`` from being compiled: faulty templates, unknown or circular references, excess size."""
    return tuple(
        PhraseProblem(id_, text, *found)
        for id_, text, found in _laid_out(phrases, _Wordings(phrases), Keys())
        if not isinstance(found, _LaidOut)
    )


@dataclass(frozen=True, slots=True)
class _LaidOut:
    """A template without fault: its tree, and its places."""

    body: Sequence
    layout: Layout


def _laid_out(
    phrases: Mapping[str, Phrase], wordings: _Wordings, keys: Keys
) -> Iterator[tuple[str, str, _LaidOut | tuple[int, Text]]]:
    """Every template with the phrase it belongs to, laid out, or what is wrong with it at which offset."""
    for id_, phrase in phrases.items():
        for text, _ in _texts(phrase):
            yield id_, text, _layout_or_problem(text, phrases, wordings, keys)


class _Wordings:
    """The trees that a reference stands for: the full and accepted wordings of the phrase it names."""

    def __init__(self, phrases: Mapping[str, Phrase]) -> None:
        self._phrases = phrases
        self._templates: dict[str, Template | TemplateError] = {}
        self._straight: set[str] = set()

    def template(self, text: str) -> Template | TemplateError:
        """A template, read once."""
        if text not in self._templates:
            self._templates[text] = parse_template(text)
        return self._templates[text]

    def of(self, id_: str) -> tuple[Sequence, ...]:
        phrase = self._phrases[id_]
        parsed = map(self.template, (*phrase.full, *phrase.accepted))
        return tuple(template.body for template in parsed if isinstance(template, Template))

    def circle(self, id_: str, above: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The chain of references by which a phrase contains itself; empty where it does not."""
        if id_ in self._straight:
            return ()
        if id_ in above:
            return (*above[above.index(id_) :], id_)
        for body in self.of(id_):
            for name in Template("", body).references:
                chain = self.circle(name, (*above, id_)) if name in self._phrases else ()
                if chain:
                    return chain
        self._straight.add(id_)
        return ()


def _layout_or_problem(
    text: str, phrases: Mapping[str, Phrase], wordings: _Wordings, keys: Keys
) -> _LaidOut | tuple[int, Text]:
    template = wordings.template(text)
    if isinstance(template, TemplateError):
        return template.offset, template.message
    for name in template.references:
        at = text.find(name)
        if name not in phrases:
            return at, Text(f"没有 <{name}> 这条说法", f"there is no phrase <{name}>")
        circle = wordings.circle(name)
        if circle:
            chain = " → ".join(circle)
            return at, Text(f"说法互相引用成环：{chain}", f"phrases refer to each other in a circle: {chain}")
    try:
        layout = lay_out(template.body, keys, lambda name: wordings.of(name) if name in phrases else ())
    except TooLarge:
        return 0, Text(
            f"这个说法展开后超过 {MAX_POSITIONS} 个字",
            f"with what it refers to, this template has over {MAX_POSITIONS} syllables",
        )
    return _LaidOut(template.body, layout)


def _texts(phrase: Phrase) -> tuple[tuple[str, Wording], ...]:
    """A phrase's templates with their class, those that excuse it last (their class means nothing)."""
    return (
        *((text, Wording.FULL) for text in phrase.full),
        *((text, Wording.ACCEPTED) for text in phrase.accepted),
        *((text, Wording.PARAPHRASE) for text in phrase.paraphrase),
        *((text, Wording.PARAPHRASE) for text in phrase.unless),
    )


def _compiled(phrase: Phrase, laid_out: list[_LaidOut], keys: Keys, outlines: Outlines) -> _Entry:
    def compiled(text: str, wording: Wording, template: _LaidOut) -> _Compiled:
        automata = template.layout.automata(keys)
        allowance = max(allowance_of(_floor(phrase, automaton)) for automaton in automata)
        return _Compiled(text, wording, outlines.of(template.body), automata, _slots_in(automata), allowance)

    every = tuple(compiled(*one, template) for one, template in zip(_texts(phrase), laid_out, strict=True))
    said = len(every) - len(phrase.unless)
    return _Entry(phrase, every[:said], every[said:])


def _slots_in(automata: tuple[Automaton, ...]) -> tuple[str, ...]:
    """The slots that a compiled template uses, those of its references too."""
    return tuple(sorted({name for automaton in automata for name in automaton.slots}))


class _SlotsHeard:
    """Where each slot's entries are said in one utterance; looked for once, when a template first asks."""

    def __init__(self, heard: Heard, slots: Mapping[str, tuple[Entry, ...]]) -> None:
        self._heard = heard
        self._slots = slots
        self._found: dict[str, list[Jump]] = {}
        self._sure: dict[str, list[Jump]] = {}

    def sure(self, name: str) -> list[Jump]:
        """The places where an entry is said for certain, best first."""
        if name not in self._sure:
            self._sure[name] = [jump for jump in self.almost(name) if jump.sure]
        return self._sure[name]

    def almost(self, name: str) -> list[Jump]:
        """Those and the places where something near an entry is said."""
        if name not in self._found:
            if name == "number":
                found = self._heard.any_number()
            else:
                found = [jump for entry in self._slots.get(name, ()) for jump in entry.said_in(self._heard)]
            self._found[name] = sorted(map(_short, _longest(found)), key=lambda jump: (jump.cost, jump.text))
        return self._found[name]

    def in_doubt(self, names: tuple[str, ...]) -> bool:
        """Whether any of the slots is perhaps said where it is not said for certain."""
        return any(len(self.almost(name)) > len(self.sure(name)) for name in names)


def _longest(jumps: list[Jump]) -> list[Jump]:
    """Without what is only a part of a longer entry that is said as well: 董事长秘书 does not name 董事长."""
    return [one for one in jumps if not any(_is_part(one, other) for other in jumps)]


def _is_part(jump: Jump, whole: Jump) -> bool:
    within = whole.start <= jump.start and jump.end <= whole.end and whole.length > jump.length
    return within and whole.sure and whole.cost <= jump.cost


def _short(jump: Jump) -> Jump:
    """As two syllables, however long the name: or a long one would pay for what is missing of the wording around it."""
    if jump.length <= WIDTH:
        return jump
    return replace(jump, cost=jump.cost * WIDTH // jump.length, length=WIDTH)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A template's alignment with its standing: understood, whether it earns the full points, score, earliest."""

    compiled: _Compiled
    alignment: Alignment
    yes: bool

    def standing(self) -> tuple[bool, bool, float, int, int]:
        wording = self.compiled.wording
        return (
            self.yes,
            wording is not Wording.PARAPHRASE,
            self.alignment.score,
            self.alignment.length,
            -self.alignment.start,
        )


_Find = Callable[[Automaton, Ground, Jumps, float], tuple[Alignment, ...]]


def _one(automaton: Automaton, ground: Ground, slots: Jumps, floor: float) -> tuple[Alignment, ...]:
    best = best_alignment(automaton, ground, slots, floor)
    return (best,) if best else ()


def _floor(phrase: Phrase, automaton: Automaton) -> float:
    """The least score that counts."""
    return 1.0 if phrase.forbidden else thresholds(phrase.yes, phrase.almost, automaton.short, automaton.gapped)[1]


class _Search:
    """The search for phrases in one utterance."""

    def __init__(self, heard: Heard, slots: _SlotsHeard, outlines: Outlines, widest: int) -> None:
        self.heard = heard
        self.slots = slots
        self.outlines = outlines
        self.widest = widest
        self._grounds = {exact: Ground(heard, exact) for exact in (False, True)}
        self._estimates: dict[tuple[int, bool], Callable[[int], int]] = {}

    def best(self, entry: _Entry) -> Match | None:
        """The best match of a phrase."""
        phrase = entry.phrase
        best = self._best_of_all(entry)
        if best is not None and entry.unless:
            best = self._not_excused(best, entry)
        if best is None:
            return None
        start, end = self.heard.normal.span(best.alignment.start, best.alignment.end)
        return Match(
            phrase.id,
            best.compiled.text,
            best.compiled.wording,
            Understanding.YES if best.yes else Understanding.ALMOST,
            best.alignment.score,
            start,
            end,
            MappingProxyType(_slots_said(best.alignment)),
            explained(best.alignment, self.heard),
        )

    def may_be_said(self, compiled: _Compiled) -> bool:
        """Whether a template could be said with the syllables of the utterance in whatever order."""
        if self._hopeless(compiled, compiled.allowance):
            return False
        if self._estimate(compiled, compiled.allowance, sure=True) <= 0:
            return True
        doubtful = self.slots.in_doubt(compiled.slots)
        return doubtful and self._estimate(compiled, compiled.allowance, sure=False) <= 0

    def _best_of_all(self, entry: _Entry) -> _Candidate | None:
        """The best candidate of any template, the first of equals; templates that cannot be better are left out.

        The most promising are tried first, so that most of the others are.
        """
        best: _Candidate | None = None
        first = 0
        likely = [one for one in enumerate(entry.templates) if not self._hopeless(one[1], one[1].allowance)]
        for number, compiled in sorted(likely, key=self._promise):
            if best is not None and not self._may_be_better(compiled, entry.phrase, best):
                continue
            for one in self._candidates(compiled, entry.phrase, _one):
                if best is None or (one.standing(), -number) > (best.standing(), -first):
                    best, first = one, number
        return best

    def _promise(self, numbered: tuple[int, _Compiled]) -> int:
        """Less is more."""
        return self._estimate(numbered[1], numbered[1].allowance, sure=True)

    def _may_be_better(self, compiled: _Compiled, phrase: Phrase, best: _Candidate) -> bool:
        """Whether a template may be said so well that it goes before the best so far."""
        if not best.yes or (best.compiled.wording is Wording.PARAPHRASE and compiled.wording is not Wording.PARAPHRASE):
            return True
        if compiled.wording is Wording.PARAPHRASE and best.compiled.wording is not Wording.PARAPHRASE:
            return False
        allowance = allowance_of(best.alignment.score) + 1  # the score is no round number
        if self._hopeless(compiled, allowance):
            return False
        ground, slots = self._grounds[phrase.forbidden], self.slots.sure
        return self._estimate(compiled, allowance, sure=True) <= 0 and any(
            is_within(automaton, ground, slots, allowance) for automaton in compiled.automata
        )

    def _hopeless(self, compiled: _Compiled, allowance: int) -> bool:
        return self.outlines.hopeless(compiled.outline, self.heard, allowance)

    def _estimate(self, compiled: _Compiled, allowance: int, sure: bool) -> int:
        """The least that the template can cost beyond the allowance; with slots for sure, or almost.

        Most templates are too much even with the widest allowance of any, and equal parts of all of them are then
        estimated once.
        """
        if allowance < self.widest and (least := self._estimator(self.widest, sure)(compiled.outline)) > 0:
            return least
        return self._estimator(allowance, sure)(compiled.outline)

    def _estimator(self, allowance: int, sure: bool) -> Callable[[int], int]:
        found = self._estimates.get((allowance, sure))
        if found is None:
            slots = self.slots.sure if sure else self.slots.almost
            found = self._estimates[allowance, sure] = estimator(self.outlines, self.heard, slots, allowance)
        return found

    def _candidates(self, compiled: _Compiled, phrase: Phrase, find: _Find) -> list[_Candidate]:
        """The ways a template is said; where a slot is only almost said, the phrase is understood almost at best."""
        slots, ground = self.slots, self._grounds[phrase.forbidden]
        found: list[_Candidate] = []
        surely = self._estimate(compiled, compiled.allowance, sure=True) <= 0
        doubtful = not phrase.forbidden and slots.in_doubt(compiled.slots)
        if not surely and not (doubtful and self._estimate(compiled, compiled.allowance, sure=False) <= 0):
            return found
        for automaton in compiled.automata:
            yes, floor = (
                thresholds(phrase.yes, phrase.almost, automaton.short, automaton.gapped)[0],
                _floor(phrase, automaton),
            )
            if surely:
                for one in find(automaton, ground, slots.sure, floor):
                    found.append(_Candidate(compiled, one, reaches(one.score, yes)))
            if doubtful and not any(one.yes for one in found):
                found += [_Candidate(compiled, one, False) for one in find(automaton, ground, slots.almost, floor)]
        return found

    def _not_excused(self, best: _Candidate, entry: _Entry) -> _Candidate | None:
        """The best candidate outside the wordings that excuse the phrase.

        Each template has one candidate, but where any of these is excused, one for every place where it is said.
        """
        phrase = entry.phrase
        excused = [
            one
            for compiled in entry.unless
            for automaton in compiled.automata
            for one in all_alignments(
                automaton,
                self._grounds[False],
                self.slots.sure,
                max(GUARD, thresholds(phrase.yes, phrase.almost, automaton.short, automaton.gapped)[0]),
            )
        ]
        if not excused:
            return best

        def candidates(find: _Find) -> list[_Candidate]:
            return [one for compiled in entry.templates for one in self._candidates(compiled, phrase, find)]

        def outside(found: list[_Candidate]) -> list[_Candidate]:
            return [one for one in found if not any(_inside(one.alignment, guard) for guard in excused)]

        found = candidates(_one)
        left = outside(found)
        if len(left) < len(found):
            left = outside(candidates(all_alignments))
        return max(left, key=_Candidate.standing, default=None)


def _inside(alignment: Alignment, guard: Alignment) -> bool:
    return guard.start <= alignment.start and alignment.end <= guard.end


def _slots_said(alignment: Alignment) -> dict[str, str]:
    said: dict[str, str] = {}
    for step in alignment.steps:
        if step.jump is not None and isinstance(step.label, Slot):
            said.setdefault(step.label.name, step.jump.text)
    return said

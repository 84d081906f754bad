"""The matcher: which phrases an utterance says, how well, where, and with which names.

Phrases are compiled once into a ``Lexicon``; matching keeps nothing between utterances.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from simulator.model.company import SpokenName
from simulator.model.rulebook import Phrase, Wording
from simulator.model.scorecard import AlignedSyllable
from simulator.model.text import Text
from simulator.phrases.align import Alignment, Jumps, Strictness, all_alignments, best_alignment, explained
from simulator.phrases.automaton import MAX_POSITIONS, Automaton, Slot, TooLarge, compile_template, lay_out
from simulator.phrases.grammar import Sequence, Template, TemplateError, parse_template
from simulator.phrases.heard import Heard, Jump
from simulator.phrases.names import PEOPLE_SLOTS, Entry, compile_entry
from simulator.phrases.required import Keys
from simulator.phrases.thresholds import reaches, thresholds

MATCHER_VERSION = "1"
"""Changes whenever the same text and phrases could match differently."""


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
    """One template, ready to align."""

    text: str
    wording: Wording
    automata: tuple[Automaton, ...]
    slots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    """One phrase, ready to match."""

    phrase: Phrase
    templates: tuple[_Compiled, ...]
    unless: tuple[_Compiled, ...]


class Lexicon:
    """Phrases compiled for one company.  Immutable once built; safe to share between threads."""

    def __init__(self, phrases: Mapping[str, _Entry], slots: Mapping[str, tuple[Entry, ...]], keys: Keys) -> None:
        self._phrases = phrases
        self._slots = slots
        self._keys = keys

    @classmethod
    def build(cls, phrases: Mapping[str, Phrase], slots: Mapping[str, tuple[SpokenName, ...]]) -> Lexicon:
        """Compile.  Raises ``ValueError`` with the first of ``phrase_problems``, which the compiler has long shown."""
        keys, wordings = Keys(), _Wordings(phrases)
        problems = _problems(phrases, wordings, keys)
        if problems:
            first = problems[0]
            raise ValueError(f"phrase {first.phrase!r}, template {first.template!r}: {first.message.en}")
        people = {name.text for slot in PEOPLE_SLOTS for name in slots.get(slot, ())}
        entries = {
            slot: tuple(compile_entry(name, keys, slot in PEOPLE_SLOTS or name.text in people) for name in names)
            for slot, names in slots.items()
        }
        compiled = {id_: _compiled(phrase, keys, wordings.of) for id_, phrase in phrases.items()}
        keys.transpose()
        return cls(compiled, entries, keys)

    def match(self, text: str, phrases: Iterable[str] | None = None) -> tuple[Match, ...]:
        """Per phrase the best match at or above its ``almost``, in order of appearance in ``text``.

        ``phrases`` names those to look for (default: all).  Raises ``KeyError`` for an unknown one.
        """
        heard = Heard(text, self._keys)
        slots = _SlotsHeard(heard, self._slots)
        wanted = self._phrases if phrases is None else dict.fromkeys(phrases)
        found = [match for id_ in wanted if (match := _best(self._phrases[id_], heard, slots)) is not None]
        return tuple(sorted(found, key=lambda match: (match.start, match.end, match.phrase)))


def phrase_problems(phrases: Mapping[str, Phrase]) -> tuple[PhraseProblem, ...]:
    """All that keeps ``phrases`` from being compiled: faulty templates, unknown or circular references, excess size."""
    return _problems(phrases, _Wordings(phrases), Keys())


def _problems(phrases: Mapping[str, Phrase], wordings: _Wordings, keys: Keys) -> tuple[PhraseProblem, ...]:
    problems: list[PhraseProblem] = []
    for id_, phrase in phrases.items():
        for text, _ in _texts(phrase):
            problem = _problem_of(text, phrases, wordings, keys)
            if problem is not None:
                problems.append(PhraseProblem(id_, text, *problem))
    return tuple(problems)


class _Wordings:
    """The trees that a reference stands for: the full and accepted wordings of the phrase it names."""

    def __init__(self, phrases: Mapping[str, Phrase]) -> None:
        self._phrases = phrases
        self._parsed: dict[str, tuple[Sequence, ...]] = {}
        self._straight: set[str] = set()

    def of(self, id_: str) -> tuple[Sequence, ...]:
        if id_ not in self._parsed:
            phrase = self._phrases[id_]
            parsed = (parse_template(text) for text in (*phrase.full, *phrase.accepted))
            self._parsed[id_] = tuple(template.body for template in parsed if isinstance(template, Template))
        return self._parsed[id_]

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


def _problem_of(text: str, phrases: Mapping[str, Phrase], wordings: _Wordings, keys: Keys) -> tuple[int, Text] | None:
    template = parse_template(text)
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
        lay_out(template.body, keys, lambda name: wordings.of(name) if name in phrases else ())
    except TooLarge:
        return 0, Text(
            f"这个说法展开后超过 {MAX_POSITIONS} 个字",
            f"with what it refers to, this template has over {MAX_POSITIONS} syllables",
        )
    return None


def _texts(phrase: Phrase) -> tuple[tuple[str, Wording], ...]:
    """A phrase's templates with their class, those that excuse it last (their class means nothing)."""
    return (
        *((text, Wording.FULL) for text in phrase.full),
        *((text, Wording.ACCEPTED) for text in phrase.accepted),
        *((text, Wording.PARAPHRASE) for text in phrase.paraphrase),
        *((text, Wording.PARAPHRASE) for text in phrase.unless),
    )


def _compiled(phrase: Phrase, keys: Keys, wordings: Callable[[str], tuple[Sequence, ...]]) -> _Entry:
    def compiled(text: str, wording: Wording) -> _Compiled:
        template = parse_template(text)
        assert isinstance(template, Template)
        automata = compile_template(template.body, keys, wordings)
        return _Compiled(text, wording, automata, _slots_in(automata))

    every = tuple(compiled(text, wording) for text, wording in _texts(phrase))
    said = len(every) - len(phrase.unless)
    return _Entry(phrase, every[:said], every[said:])


def _slots_in(automata: tuple[Automaton, ...]) -> tuple[str, ...]:
    """The slots that a compiled template uses, those of its references too."""
    return tuple(sorted({name for automaton in automata for name in automaton.index.slots}))


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
            self._found[name] = sorted(found, key=lambda jump: (jump.cost, jump.text))
        return self._found[name]

    def in_doubt(self, names: tuple[str, ...]) -> bool:
        """Whether any of the slots is perhaps said where it is not said for certain."""
        return any(len(self.almost(name)) > len(self.sure(name)) for name in names)


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


def _best(entry: _Entry, heard: Heard, slots: _SlotsHeard) -> Match | None:
    phrase = entry.phrase
    candidates = [one for compiled in entry.templates for one in _candidates(compiled, phrase, heard, slots, _one)]
    if candidates and entry.unless:
        candidates = _not_excused(candidates, entry, heard, slots)
    if not candidates:
        return None
    best = max(candidates, key=_Candidate.standing)
    start, end = heard.normal.span(best.alignment.start, best.alignment.end)
    return Match(
        phrase.id,
        best.compiled.text,
        best.compiled.wording,
        Understanding.YES if best.yes else Understanding.ALMOST,
        best.alignment.score,
        start,
        end,
        MappingProxyType(_slots_said(best.alignment)),
        explained(best.alignment, heard),
    )


_Find = Callable[[Automaton, Heard, Jumps, Strictness], tuple[Alignment, ...]]


def _one(automaton: Automaton, heard: Heard, slots: Jumps, strictness: Strictness) -> tuple[Alignment, ...]:
    best = best_alignment(automaton, heard, slots, strictness)
    return (best,) if best else ()


def _candidates(compiled: _Compiled, phrase: Phrase, heard: Heard, slots: _SlotsHeard, find: _Find) -> list[_Candidate]:
    """The ways a template is said; where a slot is only almost said, the phrase is understood almost at best."""
    found: list[_Candidate] = []
    for automaton in compiled.automata:
        yes, almost = thresholds(phrase.yes, phrase.almost, automaton.short)
        strictness = Strictness(1.0, exact=True) if phrase.forbidden else Strictness(almost)
        for one in find(automaton, heard, slots.sure, strictness):
            found.append(_Candidate(compiled, one, reaches(one.score, yes)))
        if not any(one.yes for one in found) and slots.in_doubt(compiled.slots) and not phrase.forbidden:
            found += [_Candidate(compiled, one, False) for one in find(automaton, heard, slots.almost, strictness)]
    return found


def _not_excused(candidates: list[_Candidate], entry: _Entry, heard: Heard, slots: _SlotsHeard) -> list[_Candidate]:
    """The candidates outside of the wordings that excuse the phrase; a template may be said outside a second time."""
    phrase = entry.phrase
    excused = [
        one
        for compiled in entry.unless
        for automaton in compiled.automata
        for one in all_alignments(
            automaton, heard, slots.sure, Strictness(thresholds(phrase.yes, phrase.almost, automaton.short)[0])
        )
    ]

    def outside(found: list[_Candidate]) -> list[_Candidate]:
        return [one for one in found if not any(_inside(one.alignment, guard) for guard in excused)]

    left = outside(candidates)
    if len(left) == len(candidates):
        return left
    return outside(
        [one for compiled in entry.templates for one in _candidates(compiled, phrase, heard, slots, all_alignments)]
    )


def _inside(alignment: Alignment, guard: Alignment) -> bool:
    return guard.start <= alignment.start and alignment.end <= guard.end


def _slots_said(alignment: Alignment) -> dict[str, str]:
    said: dict[str, str] = {}
    for step in alignment.steps:
        if step.jump is not None and isinstance(step.label, Slot):
            said.setdefault(step.label.name, step.jump.text)
    return said

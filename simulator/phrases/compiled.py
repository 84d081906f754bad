"""Phrases ready to be matched, and what keeps them from being compiled.

In: phrases as trainers write them.  Out: their templates as automata and outlines, references resolved, or problems.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from simulator.model.rulebook import Phrase, Wording
from simulator.model.text import Text
from simulator.phrases.automaton import MAX_POSITIONS, Automaton, Layout, TooLarge, lay_out
from simulator.phrases.grammar import Sequence, Template, TemplateError, parse_template
from simulator.phrases.outline import Outlines
from simulator.phrases.reach import allowance_of
from simulator.phrases.required import Keys
from simulator.phrases.thresholds import GUARD, thresholds


@dataclass(frozen=True, slots=True)
class CompiledTemplate:
    """One template, ready to align.

    ``allowance``: that of the least score that counts for any of its automata, or with which any of them excuses.
    """

    text: str
    wording: Wording
    outline: int
    automata: tuple[Automaton, ...]
    slots: tuple[str, ...]
    allowance: int


@dataclass(frozen=True, slots=True)
class CompiledPhrase:
    """One phrase, ready to match."""

    phrase: Phrase
    templates: tuple[CompiledTemplate, ...]
    unless: tuple[CompiledTemplate, ...]


@dataclass(frozen=True, slots=True)
class PhraseProblem:
    """Why a phrase cannot be compiled: the template at fault and a character offset in it."""

    phrase: str
    template: str
    offset: int
    message: Text


def compile_phrases(phrases: Mapping[str, Phrase], keys: Keys) -> tuple[dict[str, CompiledPhrase], Outlines]:
    """Every phrase that is no mere part, and the outlines of their templates; their syllables go into ``keys``.

    Raises ``ValueError`` with the first of ``phrase_problems``, which the compiler has long shown.
    """
    wordings = _Wordings(phrases)
    laid_out: dict[str, list[_LaidOut]] = {}
    for id_, text, found in _laid_out(phrases, wordings, keys):
        if not isinstance(found, _LaidOut):
            raise ValueError(f"phrase {id_!r}, template {text!r}: {found[1].en}")
        laid_out.setdefault(id_, []).append(found)
    outlines = Outlines(keys, wordings.of)
    compiled = {
        id_: _compiled(phrase, laid_out[id_], keys, outlines) for id_, phrase in phrases.items() if not phrase.part
    }
    return compiled, outlines


def least_score(phrase: Phrase, automaton: Automaton) -> float:
    """The least score that counts for a wording of the automaton."""
    return 1.0 if phrase.forbidden else thresholds(phrase.yes, phrase.almost, automaton.short, automaton.gapped)[1]


def excusing_score(phrase: Phrase, automaton: Automaton) -> float:
    """The least score with which a wording of the automaton excuses the phrase."""
    return max(GUARD, thresholds(phrase.yes, phrase.almost, automaton.short, automaton.gapped)[0])


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


def _compiled(phrase: Phrase, laid_out: list[_LaidOut], keys: Keys, outlines: Outlines) -> CompiledPhrase:
    said = len(laid_out) - len(phrase.unless)

    def compiled(number: int, text: str, wording: Wording) -> CompiledTemplate:
        template = laid_out[number]
        automata = template.layout.automata(keys)
        counts = least_score if number < said else excusing_score
        allowance = max(allowance_of(counts(phrase, automaton)) for automaton in automata)
        return CompiledTemplate(text, wording, outlines.of(template.body), automata, _slots_in(automata), allowance)

    every = tuple(compiled(number, *one) for number, one in enumerate(_texts(phrase)))
    return CompiledPhrase(phrase, every[:said], every[said:])


def _slots_in(automata: tuple[Automaton, ...]) -> tuple[str, ...]:
    """The slots that a compiled template uses, those of its references too."""
    return tuple(sorted({name for automaton in automata for name in automaton.slots}))

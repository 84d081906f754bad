"""Whether the operator really said the recorded facts back to the caller, numbers digit by digit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scoring import evidence, wording
from scoring.case import Case
from scoring.checks.record import stated
from scoring.doubts import UNCLEAR, hypotheses
from scoring.outcome import Grounds, Outcome, judged, undecided
from scoring.timeline import Words
from simulator.model.checks import ReadBack, RecordField
from simulator.model.company import SpokenName
from simulator.model.moments import Moment
from simulator.model.rulebook import Rule
from simulator.model.scorecard import Evidence
from simulator.model.script import Caller, MatterPoint, RecordFacts, Urgency
from simulator.model.text import Text
from simulator.model.wording import FIELDS
from simulator.phrases import compare_digits, contains_address, contains_digits, contains_name, spoken_digits

_GIVEN: dict[RecordField, str] = {
    RecordField.CALLER: "name",
    RecordField.ORGANISATION: "organisation",
    RecordField.PHONE: "phone",
    RecordField.ADDRESS: "address",
    RecordField.MATTER: "matter",
    RecordField.URGENCY: "urgency",
}
"""The fact that ``gives(...)`` states for a field."""

JOINED_MS = 3_000
"""A long number may be said in groups with pauses: utterances this close are read as one."""

LONG_NUMBER = 7
"""From so many digits on a recogniser may lose or double one, and its hypotheses are compared with each other."""


@dataclass(frozen=True, slots=True)
class _Fact:
    """A recorded fact as something that can be said."""

    field: RecordField
    shown: str
    points: tuple[MatterPoint, ...] = ()
    name: SpokenName | None = None
    digits: str = ""

    def said_in(self, text: str) -> bool:
        if self.digits:
            return contains_digits(self.digits, text) is not None
        if self.name is not None:
            return contains_name(self.name, text) is not None
        return all(self._says(point, text) for point in self.points)

    def given_in(self, text: str) -> bool:
        """Whether a caller who says this gives the fact; of a matter with several points, any."""
        if self.points:
            return any(self._says(point, text) for point in self.points)
        return self.said_in(text)

    def _says(self, point: MatterPoint, text: str) -> bool:
        says = heard_of_address if self.field is RecordField.ADDRESS else heard
        return any(says(words, text) for words in point.any_of)

    def nearly_in(self, text: str) -> bool:
        """One digit off: the recogniser may have misheard as well as the operator misspoken."""
        return bool(self.digits) and any(
            sum(step.expected != step.written for step in compare_digits(self.digits, run.digits)) == 1
            for run in spoken_digits(text)
        )


def read_back(case: Case, rule: Rule, check: ReadBack) -> Iterator[Outcome]:
    """One outcome for each caller about whom a message is due and each of the fields that the facts ask for."""
    for caller in case.callers_with_record():
        if caller.record is None:
            continue
        for field in check.fields:
            fact = _fact(case, caller.record, field)
            if fact is not None:
                yield _judge(case, caller, fact)


def _judge(case: Case, caller: Caller, fact: _Fact) -> Outcome:
    name = FIELDS[fact.field]
    required = Text(f"向来电者复述{name.zh}：{fact.shown}", f"the {name.en} said back to the caller: {fact.shown}")
    given = _given_at(case, caller, fact)
    spoken = [w for w in case.timeline.words if caller.actor.id in w.to and w.start >= given]
    at = case.timeline.last_gone(caller.actor.id)
    texts = list(_texts(spoken, joined=bool(fact.digits)))
    hit = next(((words, text) for words, text in texts if fact.said_in(text)), None)
    if hit is not None:
        contested = [w for w in hit[0] if w.witness is not None] and not fact.said_in(_witnessed(hit[0]))
        proofs = _proofs(hit[0])
        measured = Text(f"听到“{hit[1]}”", f"heard “{hit[1]}”")
        if contested:
            why = Text("另一个识别引擎没有听到", "the second recogniser did not hear it")
            return undecided(at, required, measured, Grounds.WORDS, why, proofs)
        return judged(True, at, required, measured, Grounds.WORDS, proofs)
    measured = Text("没有复述", "it was not said back")
    doubt = _doubt(fact, spoken, texts)
    if doubt is not None:
        why, words = doubt
        return undecided(at, required, measured, Grounds.WORDS, why, _proofs(words))
    absent = case.timeline.gone_after(caller.actor.id, 0) is None
    return judged(False, at, required, measured, Grounds.WORDS, absent=absent)


def _doubt(
    fact: _Fact, spoken: list[Words], texts: list[tuple[tuple[Words, ...], str]]
) -> tuple[Text, tuple[Words, ...]] | None:
    """Why the fact may have been said back although the recognised words do not show it, and where."""
    for words in spoken:
        others = (*words.transcript.alternatives, words.witness.text if words.witness is not None else "")
        if any(text and fact.said_in(text) for text in others):
            return Text("另一种识别结果里有", "another hypothesis of the recognition has it"), (words,)
    for group, text in texts:
        if fact.nearly_in(text) and not all(words.typed for words in group):
            return Text("只差一位数字，可能是识别错误", "one digit off, perhaps misheard by the recogniser"), group
    for words in spoken:
        numbers = _long_numbers(words) if len(fact.digits) >= LONG_NUMBER else ()
        if len(numbers) > 1:
            shown = wording.listed((wording.quoted(number) for number in numbers), either=True)
            return Text(f"号码识别得不确定：{shown.zh}", f"the number was not recognised for sure: {shown.en}"), (
                words,
            )
    for words in spoken:
        if words.transcript.text and words.transcript.confidence < UNCLEAR:
            return Text("有一句识别得不清楚", "an utterance was not recognised clearly"), (words,)
    return None


def _long_numbers(words: Words) -> tuple[str, ...]:
    """The different long numbers that an utterance may say, by what was recognised and by its alternatives."""
    runs = (run.digits for text in hypotheses(words) for run in spoken_digits(text))
    return tuple(dict.fromkeys(digits for digits in runs if len(digits) >= LONG_NUMBER))


def _texts(spoken: list[Words], *, joined: bool) -> Iterator[tuple[tuple[Words, ...], str]]:
    """Each utterance, then, ``joined``, the runs of utterances that follow one another closely, read as one."""
    for words in spoken:
        yield (words,), words.transcript.text
    run: list[Words] = []
    for words in spoken if joined else ():
        if run and words.start - run[-1].end > JOINED_MS:
            run = []
        run.append(words)
        if len(run) > 1:
            yield tuple(run), "".join(w.transcript.text for w in run)


def _given_at(case: Case, caller: Caller, fact: _Fact) -> int:
    """When (session ms) the caller had first said the fact: as the call states it, else by the words of
    the caller's lines; 0 where neither shows it."""
    name = _GIVEN.get(fact.field, "")
    gives = case.timeline.all(Moment.GIVES, call=caller.actor.id)
    stated = next((h.t for h in gives if h.fact.about == name), None)
    if stated is not None:
        return stated
    lines = (line for line in case.timeline.lines if line.actor == caller.actor.id and fact.given_in(line.text))
    first = next(lines, None)
    return first.end if first is not None else 0


def _fact(case: Case, facts: RecordFacts, field: RecordField) -> _Fact | None:
    match field:
        case RecordField.CALLER if facts.caller is not None:
            return _Fact(field, facts.caller.text, name=facts.caller)
        case RecordField.ORGANISATION if facts.organisation is not None:
            return _Fact(field, facts.organisation.text, name=facts.organisation)
        case RecordField.PHONE if facts.phone:
            return _Fact(field, facts.phone, digits=facts.phone)
        case RecordField.ADDRESS if facts.address:
            return _Fact(field, "".join(point.any_of[0] for point in facts.address), points=facts.address)
        case RecordField.MATTER if facts.matter:
            return _Fact(field, "、".join(point.any_of[0] for point in facts.matter), points=facts.matter)
        case RecordField.FOR_WHOM if facts.for_whom:
            forms = [form for name in case.directory.wordings(facts.for_whom) for form in (name.text, *name.also)]
            return _Fact(field, case.directory.name(facts.for_whom), points=(MatterPoint(tuple(forms)),))
        case RecordField.URGENCY if facts.urgency is Urgency.URGENT:
            return _Fact(field, "急", points=(MatterPoint(("急",)),))
        case RecordField.CONFIDENTIAL if facts.confidential:
            return _Fact(field, "保密", points=(MatterPoint(("保密",)),))
        case _:
            return None


def heard(words: str, text: str) -> bool:
    """Whether a wording of a key point is in a text, by its characters or its sound."""
    return stated(words, text) or (words not in text and contains_name(SpokenName(words), text) is not None)


def heard_of_address(part: str, text: str) -> bool:
    """Whether a part of an address is in a text, by its sound and with its very numbers."""
    return contains_address(part, text) is not None or contains_name(SpokenName(part), text) is not None


def _witnessed(group: tuple[Words, ...]) -> str:
    return "".join(w.witness.text if w.witness is not None else w.transcript.text for w in group)


def _proofs(group: tuple[Words, ...]) -> tuple[Evidence, ...]:
    return tuple(evidence.of_words(words) for words in group)

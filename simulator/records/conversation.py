"""The log of a call as a conversation to read: who said what when, which keys were pressed, what happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from scoring.verdict import DEGRADED
from scoring.wording import MOODS
from simulator.model import wording as names
from simulator.model.checks import RecordField
from simulator.model.company import Company
from simulator.model.events import Heard, KeyPressed, MessageSaved
from simulator.model.log import Entry, Log
from simulator.model.moments import Fact, Moment
from simulator.model.scorecard import AudioSpan
from simulator.model.script import CallScript
from simulator.model.speech import Source
from simulator.model.text import Text, heading, same
from simulator.records import wording
from simulator.records.summary import seconds

SAMPLES_PER_MS = 16
"""The recording is 16 kHz."""

_STAFF, _ATTENDANT = "ext:", "attendant:"


class Part(StrEnum):
    """Whose passage it is."""

    TRAINEE = "trainee"
    CALLER = "caller"
    COLLEAGUE = "colleague"
    ATTENDANT = "attendant"
    BOARD = "board"


@dataclass(frozen=True, slots=True)
class Passage:
    """One line of the conversation.

    ``at`` and ``end`` are session ms; ``key`` is the key that brought it about; ``remarks`` are in brackets after the
    text; ``fields`` are those of a saved message; ``audio`` is where it sounds in the recording; ``entries`` are log
    entries.
    """

    at: int
    end: int
    part: Part
    name: Text
    text: Text
    key: Text | None = None
    remarks: tuple[Text, ...] = ()
    fields: tuple[tuple[Text, str], ...] = ()
    audio: AudioSpan | None = None
    entries: tuple[int, ...] = ()


def conversation(log: Log, script: CallScript, company: Company) -> tuple[Passage, ...]:
    """Everything that was said and done, in the order in which it began."""
    reader = _Reader(script, company)
    passages = [passage for step in _steps(log.entries) for passage in reader.passages(step)]
    return tuple(sorted(passages, key=lambda passage: (passage.at, passage.entries)))


def passages_of(step: list[Entry], script: CallScript, company: Company) -> tuple[Passage, ...]:
    """What one input brought about: the entry of the input, then those of its facts."""
    return tuple(_Reader(script, company).passages(step))


def party_name(actor: str, script: CallScript, company: Company) -> Text:
    """Who an actor id of the log is; an id that nobody knows is shown as it is."""
    if actor in script.callers:
        return same(script.callers[actor].actor.name.text)
    if actor.startswith(_ATTENDANT):
        return heading(names.PARTIES["attendant"])
    if actor.startswith(_STAFF):
        return same(holder_name(actor.removeprefix(_STAFF), script, company))
    return same(actor)


def holder_name(extension: str, script: CallScript, company: Company) -> str:
    """Who answers at an extension: the script's member of staff, else the directory's holder, else nothing."""
    if extension in script.staff:
        return script.staff[extension].actor.name.text
    return company.holder_name(extension) if extension in company.extensions else ""


def _steps(entries: tuple[Entry, ...]) -> Iterator[list[Entry]]:
    """Each input with the facts that it brought about."""
    step: list[Entry] = []
    for entry in entries:
        if step and not isinstance(entry.body, Fact):
            yield step
            step = []
        step.append(entry)
    if step:
        yield step


@dataclass(frozen=True, slots=True)
class _Reader:
    script: CallScript
    company: Company

    def passages(self, step: list[Entry]) -> list[Passage]:
        """An input and its facts; the key goes with the first thing that it did."""
        first = step[0].body
        found: list[Passage] = []
        if isinstance(first, Heard):
            found.append(_utterance(step[0].n, first))
        saved = self._fields(first.fields) if isinstance(first, MessageSaved) else ()
        for entry in step:
            if isinstance(entry.body, Fact):
                found += self._fact(entry, entry.body, saved)
        if isinstance(first, KeyPressed):
            found = _with_key(step[0], first, found)
        return found

    def _fact(self, entry: Entry, fact: Fact, saved: tuple[tuple[Text, str], ...]) -> Iterator[Passage]:
        if fact.moment is Moment.SAID:
            yield self._said(entry, fact)
        elif fact.moment in wording.HAPPENED and not _was_said(fact):
            passage = self._happened(entry, fact)
            yield replace(passage, fields=saved) if fact.moment is Moment.MESSAGE_SAVED else passage

    def _said(self, entry: Entry, fact: Fact) -> Passage:
        detail = fact.detail
        start, end = _number(detail.get("start"), entry.t), _number(detail.get("end"), entry.t)
        sample = _number(detail.get("first_sample"), -1)
        audio = AudioSpan("caller", sample // SAMPLES_PER_MS, sample // SAMPLES_PER_MS + end - start)
        remarks = []
        if detail.get("interrupted"):
            remarks.append(wording.LABELS["interrupted"])
        if detail.get("audible") is False and not fact.actor.startswith(_ATTENDANT):
            remarks.append(wording.LABELS["inaudible"])
        return Passage(
            at=start,
            end=end,
            part=_part(fact.actor),
            name=self._name(fact.actor),
            text=same(str(detail.get("text", ""))),
            remarks=tuple(remarks),
            audio=audio if sample >= 0 else None,
            entries=(entry.n,),
        )

    def _happened(self, entry: Entry, fact: Fact) -> Passage:
        template = wording.HAPPENED[fact.moment]
        felt = fact.moment in (Moment.ANGERED, Moment.SOOTHED)  # heard in the voice: the board knows nothing of it
        values = self._values(fact)
        return Passage(
            at=entry.t,
            end=entry.t,
            part=_part(fact.actor) if felt else Part.BOARD,
            name=self._name(fact.actor) if felt else heading(names.PARTIES["board"]),
            text=Text(
                template.zh.format_map({name: value.zh for name, value in values.items()}),
                template.en.format_map({name: value.en for name, value in values.items()}),
            ),
            entries=(entry.n,),
        )

    def _values(self, fact: Fact) -> dict[str, Text]:
        """Whatever a template of ``HAPPENED`` may name."""
        detail = fact.detail
        parties = detail.get("parties")
        return {
            "line": same(fact.line),
            "who": self._name(fact.actor),
            "extension": same(fact.extension),
            "holder": same(holder_name(fact.extension, self.script, self.company)),
            "ring": seconds(detail.get("ring_ms", 0)),
            "hold": seconds(detail.get("hold_ms", 0)),
            "connected": seconds(detail.get("connected_ms", 0)),
            "number": _plain(detail.get("number")),
            "purpose": _after_colon(detail.get("purpose")),
            "alarm": _plain(detail.get("text")),
            "message": _plain(detail.get("message")),
            "version": _plain(detail.get("version")),
            "to": same(self._addressee(str(detail.get("to", "")))),
            "kind": _named(names.FAULTS, detail.get("kind")),
            "mode": _named(names.ANSWERING, detail.get("mode")),
            "hang_up": _named(wording.HANG_UPS, detail.get("reason")),
            "end": _named(wording.ENDS, detail.get("reason")),
            "why": _named(DEGRADED, detail.get("why")),
            "help": _named(wording.HELPS, detail.get("kind")),
            "mood": _named(MOODS, fact.about),
            "level": _plain(detail.get("level")),
            "parties": self._parties(parties if isinstance(parties, list | tuple) else ()),
        }

    def _name(self, actor: str) -> Text:
        return party_name(actor, self.script, self.company)

    def _parties(self, actors: list[object] | tuple[object, ...]) -> Text:
        names = [self._name(str(actor)) for actor in actors]
        return Text("、".join(name.zh for name in names), ", ".join(name.en for name in names))

    def _addressee(self, id: str) -> str:
        if id in self.company.people:
            return self.company.people[id].name.text
        return self.company.departments[id].name.text if id in self.company.departments else id

    def _fields(self, fields: Mapping[RecordField, str]) -> tuple[tuple[Text, str], ...]:
        """The fields in the order of the pad, without the empty ones."""
        shown = {**fields, RecordField.FOR_WHOM: self._addressee(fields.get(RecordField.FOR_WHOM, ""))}
        return tuple((heading(names.FIELDS[field]), shown[field]) for field in RecordField if shown.get(field))


def _utterance(n: int, heard: Heard) -> Passage:
    utterance = heard.utterance
    remarks = []
    if utterance.source is Source.TYPED:
        remarks.append(wording.LABELS["typed"])
    if heard.witness is not None and heard.witness.text != heard.transcript.text:
        remarks.append(wording.LABELS["witness"].fill(text=heard.witness.text))
    audio = AudioSpan("trainee", utterance.first_sample // SAMPLES_PER_MS, utterance.end_sample // SAMPLES_PER_MS)
    return Passage(
        at=utterance.start,
        end=utterance.end,
        part=Part.TRAINEE,
        name=wording.LABELS["trainee"],
        text=same(heard.transcript.text) if heard.transcript.text else wording.LABELS["silent"],
        remarks=tuple(remarks),
        audio=audio if utterance.first_sample >= 0 else None,
        entries=(n,),
    )


def _with_key(entry: Entry, key: KeyPressed, found: list[Passage]) -> list[Passage]:
    name = names.KEYS[key.key]
    argument = names.ANSWERING.get(key.argument, same(key.argument))
    label = Text(f"{name.zh} {argument.zh}".strip(), f"{name.en} {argument.en}".strip())
    if found:
        return [replace(found[0], key=label, entries=(entry.n, *found[0].entries)), *found[1:]]
    # Some keys show only in what follows (a tone, a line that opens); a refused one in nothing at all.
    return [
        Passage(entry.t, entry.t, Part.BOARD, heading(names.PARTIES["board"]), same(""), key=label, entries=(entry.n,))
    ]


def _part(actor: str) -> Part:
    if actor.startswith(_ATTENDANT):
        return Part.ATTENDANT
    return Part.COLLEAGUE if actor.startswith(_STAFF) else Part.CALLER


def _number(value: object, otherwise: int) -> int:
    return value if isinstance(value, int) else otherwise


def _plain(value: object) -> Text:
    return same("" if value is None else str(value))


def _after_colon(value: object) -> Text:
    return Text(f"：{value}", f": {value}") if value else same("")


def _was_said(fact: Fact) -> bool:
    """An alarm of which somebody tells the operator stands in what they say."""
    return fact.moment is Moment.ALARM and "text" not in fact.detail


def _named(names: Mapping[str, Text], value: object) -> Text:
    """The name of a value of a fact's detail; one that has no name is shown as it is."""
    return names.get(str(value), _plain(value))

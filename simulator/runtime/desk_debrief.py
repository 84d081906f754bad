"""A scored call as the window shows it: findings with what was heard, the timeline's lanes, and both voices' loudness.

In: the record and its scorecard.  Out: ``ui.shown.Debrief``.  Pure but for the recording, which is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scoring.timeline import Timeline
from simulator.model.company import Company
from simulator.model.events import KeyPressed
from simulator.model.parts import Part
from simulator.model.problem import Problem
from simulator.model.rulebook import Rulebook
from simulator.model.scorecard import AudioSpan, Evidence, Finding, Scorecard, Verdict
from simulator.model.text import Lang, heading
from simulator.model.wording import KEYS, LINES, PARTIES
from simulator.records.conversation import party_name
from simulator.records.summary import alignment_steps
from simulator.records.wording import LABELS
from simulator.runtime.appeals import Appeal
from simulator.runtime.loudness import Anchors, anchors_of, to_session, waves_of
from simulator.runtime.results import Recorded, tracks_in
from simulator.ui.shown import (
    Debrief,
    DimensionShown,
    FindingShown,
    Lane,
    Mark,
    Stretch,
    Syllable,
    Tint,
    Wave,
)

_TINTS = {
    Verdict.PASS: Tint.PASS,
    Verdict.PARTIAL: Tint.PARTIAL,
    Verdict.FAIL: Tint.FAIL,
    Verdict.UNDECIDED: Tint.UNDECIDED,
}
_PRESENCES = {"ringing": Tint.RINGING, "held": Tint.HELD, "talking": Tint.TALKING, "conference": Tint.TALKING}
AROUND_MS = 300
"""What is played before and after the place that proves a finding."""


def debrief_of(recorded: Recorded, card: Scorecard, appeals: Iterable[Appeal], lang: Lang) -> Debrief:
    """Everything of the debrief; without sound where there is no recording or it cannot be read."""
    loaded, log = recorded.loaded, recorded.log
    timeline = Timeline.of(log, loaded.script)
    length = max([timeline.end, 1_000, *(words.end for words in timeline.words)])
    anchors = anchors_of(timeline)
    waves = _waves(recorded, anchors, length, lang)
    appealed = frozenset(appeal.finding for appeal in appeals)
    return Debrief(
        record=str(recorded.folder.path),
        title=card.title,
        trainee=card.trainee,
        verdict=card.verdict.value,
        total=card.lowest,
        highest=card.highest,
        pass_mark=card.pass_mark,
        dimensions=tuple(
            DimensionShown(score.dimension.value, score.weight, score.lowest, score.possible, score.floor)
            for score in card.dimensions
        ),
        findings=tuple(_finding(one, loaded.rulebook, anchors, one.id in appealed, lang) for one in card.findings),
        lanes=tuple(_Pen(recorded, lang).lanes(timeline, card.findings)),
        waves=waves,
        length=length,
        reservations=tuple(_reservations(card, lang)),
        recorded=bool(waves),
        left=bool(card.left),
    )


def _reservations(card: Scorecard, lang: Lang) -> Iterator[str]:
    if not card.complete:
        yield LABELS["incomplete"][lang]
    for text in (*card.left, *card.reservations):
        yield text[lang]


# --- findings --------------------------------------------------------------------------------------------------------


def _finding(one: Finding, rulebook: Rulebook, anchors: Anchors, appealed: bool, lang: Lang) -> FindingShown:
    shown = _telling(one.evidence)
    sounding = next((evidence.audio for evidence in (*shown, *one.evidence) if evidence.audio is not None), None)
    return FindingShown(
        id=one.id,
        title=one.title,
        dimension=one.dimension.value,
        state=one.verdict.value,
        critical=one.critical,
        points=one.lowest,
        possible=one.possible,
        clauses=tuple(_clause(locator, rulebook) for locator in one.clauses),
        required=one.required[lang],
        measured=one.measured[lang],
        heard="\n".join(dict.fromkeys(evidence.quote for evidence in one.evidence if evidence.quote)),
        better=one.better,
        why_undecided=one.why_undecided[lang] if one.why_undecided is not None else "",
        at=_at(one),
        span=_span(sounding, anchors) if sounding is not None else None,
        syllables=syllables_of(shown[0]) if shown else (),
        appealed=appealed,
    )


def _span(sounding: AudioSpan, anchors: Anchors) -> tuple[int, int]:
    """Where it sounds by the session's clock, with a little around it."""
    start, end = to_session(sounding.start, anchors), to_session(sounding.end, anchors)
    return max(0, start - AROUND_MS), end + AROUND_MS


def syllables_of(evidence: Evidence) -> tuple[Syllable, ...]:
    """The alignment, column by column."""
    return tuple(Syllable(s.required, s.heard, s.step.value) for s in alignment_steps(evidence.alignment))


def _telling(found: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """The evidence that shows most: something that was heard and differs, else anything with an alignment."""
    aligned = [evidence for evidence in found if evidence.alignment]
    return tuple(sorted(aligned, key=lambda evidence: not any(step.cost for step in evidence.alignment)))


def _clause(locator: str, rulebook: Rulebook) -> str:
    clause = rulebook.clauses.get(locator)
    return f"{locator}  {clause.summary}" if clause is not None and clause.summary else locator


def _at(one: Finding) -> int:
    return min((evidence.at for evidence in one.evidence if evidence.at >= 0), default=-1)


# --- the timeline ----------------------------------------------------------------------------------------------------


class _Pen:
    """Draws the lanes of one call in one language."""

    def __init__(self, recorded: Recorded, lang: Lang) -> None:
        self._log = recorded.log
        self._script = recorded.loaded.script
        self._company = recorded.loaded.company
        self._lang = lang

    def lanes(self, timeline: Timeline, findings: Iterable[Finding]) -> Iterator[Lane]:
        """One for each caller's voice and one for where the caller was, then the trainee, the keys, the findings."""
        for call in dict.fromkeys(stretch.call for stretch in timeline.stretches):
            yield Lane(self._name(call), tuple(self._voices(call, timeline)))
            yield Lane("", tuple(self._presences(call, timeline)))
        yield Lane(LABELS["trainee"][self._lang], tuple(self._words(timeline)))
        yield Lane(LABELS["keys"][self._lang], marks=tuple(self._keys()))
        yield Lane(LABELS["marks"][self._lang], marks=tuple(self._marks(findings)))

    def _voices(self, call: str, timeline: Timeline) -> Iterator[Stretch]:
        for line in timeline.lines:
            if line.call == call:
                tint = Tint.COLLEAGUE if line.actor.startswith("ext:") else Tint.CALLER
                yield Stretch(line.start, line.end, tint, f"{self._name(line.actor)}：{line.text}")
        for tone in timeline.tones:
            if tone.call == call:
                yield Stretch(tone.start, tone.end, Tint.TONE, LABELS["tone"][self._lang])

    def _presences(self, call: str, timeline: Timeline) -> Iterator[Stretch]:
        for stretch in timeline.stretches:
            if stretch.call == call and (name := LINES.get(stretch.presence)) is not None:
                tint = _PRESENCES.get(stretch.presence.value, Tint.OTHER)
                yield Stretch(stretch.start, stretch.end, tint, heading(name)[self._lang])

    def _words(self, timeline: Timeline) -> Iterator[Stretch]:
        for words in timeline.words:
            yield Stretch(words.start, words.end, Tint.TRAINEE, words.transcript.text)

    def _keys(self) -> Iterator[Mark]:
        for entry in self._log.entries:
            if isinstance(entry.body, KeyPressed):
                label = f"{KEYS[entry.body.key][self._lang]} {entry.body.argument}".strip()
                yield Mark(entry.t, Tint.KEY, label)

    def _marks(self, findings: Iterable[Finding]) -> Iterator[Mark]:
        placed = [(at, one) for one in findings if (at := _at(one)) >= 0 and one.verdict in _TINTS]
        for at, one in sorted(placed, key=lambda entry: entry[0]):
            yield Mark(at, _TINTS[one.verdict], one.title, one.id)

    def _name(self, actor: str) -> str:
        return party_name(actor, self._script, self._company)[self._lang]


def _waves(recorded: Recorded, anchors: Anchors, length: int, lang: Lang) -> tuple[Wave, ...]:
    if not recorded.folder.holds(Part.RECORDING):
        return ()
    try:
        trainee, callers = tracks_in(recorded.folder)
    except Problem:
        return ()
    if not trainee.size:
        return ()
    names = ((LABELS["trainee"][lang], Tint.TRAINEE, trainee), (heading(PARTIES["caller"])[lang], Tint.CALLER, callers))
    return tuple(waves_of(names, anchors, length))


def in_slots(text: str, company: Company) -> str:
    """A trainer's sentence with the company's own data in its slots."""
    slots = {"company": company.name.text, "operator_name": company.operator_name.text}
    slots["operator_no"] = company.operator_no
    for slot, value in slots.items():
        text = text.replace(f"{{{slot}}}", value)
    return text

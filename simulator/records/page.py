"""The scorecard as a page: one HTML file that needs nothing else, to be read, heard, printed and kept.

In: the scorecard, the log and the sources it was computed from, and the recording (compressed).  Out: HTML text, the
same for the same input.  Everything from outside is escaped, and the page's own policy forbids any script, style or
address but its own.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from markupsafe import Markup

from simulator.model.company import Company
from simulator.model.log import Log
from simulator.model.rulebook import Clause, Disposition, Rulebook
from simulator.model.scorecard import AudioSpan, DimensionScore, Evidence, Finding, SanctionDue, Scorecard, Verdict
from simulator.model.script import CallScript
from simulator.model.text import Lang, Text, heading
from simulator.model.wording import LINES, MODES, PARTIES
from simulator.records import wording
from simulator.records.chart import Chart, draw
from simulator.records.conversation import Passage, conversation
from simulator.records.rendering import Template, asset, policy_hash, template
from simulator.records.summary import (
    AlignmentStep,
    alignment_steps,
    band,
    below_floor,
    clock,
    in_order,
    points,
    reasons,
    span_of_points,
)
from simulator.records.wording import PRESENCES
from simulator.session.calendar import time_of_day

BAR = 200
"""Width of a dimension's bar in the units of its picture."""

NAMES = 92
"""Width of the names beside the timeline, in the timeline's pixels."""


class Sound(Protocol):
    """A compressed recording, left the trainee and right what the trainee heard (``audio.wav.compress`` makes one)."""

    @property
    def media_type(self) -> str: ...

    @property
    def data(self) -> bytes: ...


def scorecard_page(
    card: Scorecard,
    log: Log,
    script: CallScript,
    company: Company,
    rulebook: Rulebook,
    recording: Sound | None = None,
    lang: Lang = Lang.ZH,
) -> str:
    """The whole page."""
    chart = draw(card, log, script, company, lang)
    style, source = asset("scorecard.css") + _print_widths(chart), asset("scorecard.js")
    passages = conversation(log, script, company)
    context = {
        "card": card,
        "lang": lang,
        "L": {name: text[lang] for name, text in wording.LABELS.items()},
        "labels": wording.LABELS,
        "verdicts": wording.VERDICTS,
        "dimensions": wording.DIMENSIONS,
        "bases": wording.BASES,
        "kinds": _KINDS,
        "total": span_of_points(card.lowest, card.highest),
        "reasons": reasons(card),
        "facts": tuple(_facts(log, script, card, rulebook, lang)),
        "reservations": tuple(_reservations(card, lang)),
        "scores": tuple(map(_score, card.dimensions)),
        "chart": chart,
        "names_width": NAMES,
        "groups": _groups(card, rulebook, passages, lang),
        "sanctions": tuple(_sanctions(card, rulebook)),
        "passages": passages,
        "versions": tuple(sorted(card.versions.items())),
        "sound": recording,
        "sound_base64": base64.b64encode(recording.data).decode("ascii") if recording else "",
        "style": Markup(style),
        "script": Markup(source),
        "style_hash": policy_hash(style),
        "script_hash": policy_hash(source),
    }
    return _template(lang).render(context)


# --- views of what the template shows --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Score:
    """A dimension with its bar."""

    score: DimensionScore
    points: str
    lowest: float
    highest: float
    floor: float
    low: bool


@dataclass(frozen=True, slots=True)
class _Evidence:
    """A piece of evidence with its quotation cut at the match."""

    at: int
    who: str
    happened: str
    audio: AudioSpan | None
    quote: str
    before: str
    matched: str
    after: str
    steps: tuple[AlignmentStep, ...]
    entries: str


@dataclass(frozen=True, slots=True)
class _Finding:
    """A finding with what the rulebook says about it."""

    finding: Finding
    points: str
    clauses: tuple[Clause, ...]
    reading: str
    evidence: tuple[_Evidence, ...]


@dataclass(frozen=True, slots=True)
class _Sanction:
    """A sanction with what the rulebook says of its clauses, and the findings that it is for."""

    due: SanctionDue
    band: Text
    clauses: tuple[Clause, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """Findings under one heading; ``open`` ones are not folded."""

    name: str
    findings: tuple[_Finding, ...]
    open: bool


_KINDS: Mapping[str, Text] = {
    "trainee": wording.LABELS["trainee"],
    "voice": heading(PARTIES["caller"]),
    "colleague": heading(PARTIES["colleague"]),
    "tone": wording.LABELS["tone"],
    **{kind: heading(LINES[kind]) for kind in PRESENCES},
}


def _facts(log: Log, script: CallScript, card: Scorecard, rulebook: Rulebook, lang: Lang) -> Iterable[tuple[str, str]]:
    header = log.header
    length = log.entries[-1].t if log.entries else 0
    mode = MODES.get(header.mode)
    story = f"{script.clock.date} {time_of_day(script.clock, 0)}"
    certifiable = "certifiable" if card.certifiable else "not_certifiable"
    yield wording.LABELS["trainee"][lang], card.trainee
    yield (
        wording.LABELS["mode"][lang],
        f"{heading(mode)[lang] if mode else header.mode} · {wording.LABELS[certifiable][lang]}",
    )
    yield wording.LABELS["started"][lang], header.started.replace("T", " ")
    yield wording.LABELS["story_time"][lang], story
    yield wording.LABELS["length"][lang], clock(length)
    yield wording.LABELS["rulebook"][lang], f"{rulebook.title} {rulebook.version}"
    yield wording.LABELS["call"][lang], card.call


def _reservations(card: Scorecard, lang: Lang) -> Iterable[str]:
    if not card.complete:
        yield wording.LABELS["incomplete"][lang]
    for text in card.reservations:
        yield text[lang]


def _score(score: DimensionScore) -> _Score:
    def width(hundredths: int) -> float:
        return round(BAR * hundredths / score.possible, 1) if score.possible else 0

    return _Score(
        score=score,
        points=span_of_points(score.lowest, score.highest),
        lowest=width(score.lowest),
        highest=width(score.highest),
        floor=BAR * score.floor / 100,
        low=below_floor(score),
    )


def _groups(card: Scorecard, rulebook: Rulebook, passages: tuple[Passage, ...], lang: Lang) -> tuple[_Group, ...]:
    by_entry = {number: passage for passage in passages for number in passage.entries}
    readings = {rule.id: rule.reading for rule in rulebook.rules}

    def views(*verdicts: Verdict) -> tuple[_Finding, ...]:
        return tuple(
            _Finding(
                finding=finding,
                points=span_of_points(finding.lowest, finding.highest),
                clauses=tuple(_clause(rulebook, locator) for locator in finding.clauses),
                reading=readings.get(finding.rule, ""),
                evidence=tuple(_evidence(evidence, by_entry, lang) for evidence in finding.evidence),
            )
            for finding in in_order(card.findings)
            if finding.verdict in verdicts
        )

    label = wording.LABELS
    return (
        _Group(label["attention"][lang], views(Verdict.FAIL, Verdict.UNDECIDED, Verdict.PARTIAL), open=True),
        _Group(label["passed"][lang], views(Verdict.PASS), open=False),
        _Group(label["inapplicable"][lang], views(Verdict.NOT_APPLICABLE), open=False),
    )


def _sanctions(card: Scorecard, rulebook: Rulebook) -> Iterable[_Sanction]:
    for due in card.sanctions:
        found = tuple(finding for finding in card.findings if finding.id in due.findings)
        yield _Sanction(due, band(due), tuple(_clause(rulebook, locator) for locator in due.clauses), found)


def _clause(rulebook: Rulebook, locator: str) -> Clause:
    return rulebook.clauses.get(locator) or Clause(locator, "", Disposition.ENFORCED)


def _evidence(evidence: Evidence, by_entry: Mapping[int, Passage], lang: Lang) -> _Evidence:
    start, end = evidence.matched
    shown = [by_entry[number] for number in evidence.entries if number in by_entry]
    numbers = "、".join(str(number) for number in evidence.entries)
    return _Evidence(
        at=evidence.at,
        who=shown[0].name[lang] if shown else "",
        happened="；".join(passage.text[lang] for passage in shown),
        audio=evidence.audio,
        quote=evidence.quote,
        before=evidence.quote[:start],
        matched=evidence.quote[start:end],
        after=evidence.quote[max(start, end) :],
        steps=alignment_steps(evidence.alignment),
        entries=wording.LABELS["entries"].fill(n=numbers)[lang] if numbers else "",
    )


# --- the template ----------------------------------------------------------------------------------------------------


@cache
def _template(lang: Lang) -> Template:
    return template("scorecard.html", t=lambda text: str(text[lang]), clock=clock, points=points)


def _print_widths(chart: Chart) -> str:
    """On paper the timeline is as wide as the sheet, and the names beside it shrink as it does."""
    names = 100 * NAMES / (NAMES + chart.width)
    widths = ((".names", names), (".scroll", 100 - names))
    return "".join(f"@media print {{ .timeline {part} {{ width: {width:.3f}%; }} }}\n" for part, width in widths)

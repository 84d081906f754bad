"""The timeline of a call as geometry: lanes with bars and marks in pixels, ready to be drawn.

In: the log, read by ``scoring.timeline``, and the findings.  Out: plain numbers and texts; nothing here knows SVG.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scoring.timeline import Timeline
from simulator.model.company import Company
from simulator.model.events import KeyPressed
from simulator.model.log import Log
from simulator.model.scorecard import Finding, Scorecard, Verdict
from simulator.model.script import CallScript
from simulator.model.text import Lang, heading
from simulator.model.wording import KEYS, LINES
from simulator.records.conversation import party_name
from simulator.records.summary import clock
from simulator.records.wording import LABELS, PRESENCES, VERDICTS

LEAST_WIDTH = 956
"""Pixels of the shortest call: the width of the page's column."""
LEAST_SCALE = 4.0
"""Pixels a second of the longest call; it scrolls."""
PADDING = 12
"""Room at both ends, so that a mark at 0:00 is whole."""
LINE_HEIGHT = 22
"""Pixels of a row of marks or keys."""
VOICE_HEIGHT, BAND_HEIGHT = 18, 16
LANE_GAP = 12
AXIS_HEIGHT = 26
_TICKS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600)
_TICK_DISTANCE = 70


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of time in a lane.  ``kind`` is ``voice``, ``colleague``, ``trainee``, ``tone`` or a presence."""

    kind: str
    x: float
    y: float
    width: float
    height: float
    label: str
    title: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment in a lane: a key (``kind`` is ``key``) or a finding (``kind`` is its verdict, ``target`` its id)."""

    kind: str
    x: float
    y: float
    width: float
    label: str
    title: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """A row with a name; ``y`` is its upper edge."""

    name: str
    y: float
    height: float
    bars: tuple[Bar, ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the time axis."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The whole picture.  ``scale`` is pixels a second; session ms ``t`` is at ``PADDING + t * scale / 1000``."""

    width: float
    height: float
    scale: float
    padding: float
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    kinds: tuple[str, ...]  # the kinds of bars that occur, for the legend


def draw(card: Scorecard, log: Log, script: CallScript, company: Company, lang: Lang) -> Chart:
    """Lay the call out: one lane for each caller, one for the trainee, the keys, the findings."""
    timeline = Timeline.of(log, script)
    last = max([timeline.end, 1_000, *(words.end for words in timeline.words)])
    scale = max((LEAST_WIDTH - 2 * PADDING) * 1000 / last, LEAST_SCALE)
    pen = _Pen(scale, lang, script, company)
    lanes: list[Lane] = []
    y = float(AXIS_HEIGHT)
    for lane in pen.lanes(timeline, log, card.findings):
        lanes.append(_moved(lane, y))
        y += lane.height + LANE_GAP
    present = {bar.kind for lane in lanes for bar in lane.bars}
    return Chart(
        width=round(2 * PADDING + last * scale / 1000, 1),
        height=y,
        scale=scale,
        padding=PADDING,
        lanes=tuple(lanes),
        ticks=tuple(_ticks(last, pen)),
        kinds=tuple(kind for kind in ("trainee", "voice", "colleague", "tone", *PRESENCES) if kind in present),
    )


@dataclass(frozen=True, slots=True)
class _Pen:
    """Draws lanes at y 0 in one scale and language."""

    scale: float
    lang: Lang
    script: CallScript
    company: Company

    def x(self, ms: int) -> float:
        return round(PADDING + ms * self.scale / 1000, 1)

    def lanes(self, timeline: Timeline, log: Log, findings: Iterable[Finding]) -> Iterator[Lane]:
        calls = dict.fromkeys(stretch.call for stretch in timeline.stretches)
        for call in calls:
            yield self.caller(call, timeline)
        yield self.trainee(timeline)
        yield self.keys(log)
        yield self.findings(findings)

    def caller(self, call: str, timeline: Timeline) -> Lane:
        """Where the caller was, and above it who spoke on that call."""
        bars = []
        for line in timeline.lines:
            if line.call == call:
                kind = "colleague" if line.actor.startswith("ext:") else "voice"
                bars.append(self.bar(kind, line.start, line.end, f"{self.name(line.actor)}：{line.text}", VOICE_HEIGHT))
        bars += [
            self.bar("tone", tone.start, tone.end, LABELS["tone"][self.lang], VOICE_HEIGHT)
            for tone in timeline.tones
            if tone.call == call
        ]
        for stretch in timeline.stretches:
            if stretch.call == call:
                text = heading(LINES[stretch.presence])[self.lang]
                bar = self.bar(stretch.presence.value, stretch.start, stretch.end, text, BAND_HEIGHT, VOICE_HEIGHT + 2)
                bars.append(bar)
        return Lane(self.name(call), 0, VOICE_HEIGHT + 2 + BAND_HEIGHT, bars=tuple(bars))

    def trainee(self, timeline: Timeline) -> Lane:
        bars = [
            self.bar("trainee", words.start, words.end, words.transcript.text, VOICE_HEIGHT) for words in timeline.words
        ]
        return Lane(LABELS["trainee"][self.lang], 0, VOICE_HEIGHT, bars=tuple(bars))

    def keys(self, log: Log) -> Lane:
        marks = []
        for entry in log.entries:
            if isinstance(entry.body, KeyPressed):
                label = f"{KEYS[entry.body.key][self.lang]} {entry.body.argument}".strip()
                width = 14 + sum(13 if ord(letter) > 0x2E80 else 7.5 for letter in label)
                marks.append(Mark("key", self.x(entry.t), 0, width, label, f"{clock(entry.t)} {label}"))
        return _stacked(LABELS["keys"][self.lang], marks)

    def findings(self, findings: Iterable[Finding]) -> Lane:
        marks = []
        for finding in findings:
            at = min((evidence.at for evidence in finding.evidence if evidence.at >= 0), default=-1)
            if at >= 0 and finding.verdict is not Verdict.NOT_APPLICABLE:
                title = f"{clock(at)} {VERDICTS[finding.verdict][self.lang]}：{finding.title}"
                marks.append(Mark(finding.verdict.value, self.x(at), 0, 20, "", title, finding.id))
        return _stacked(LABELS["marks"][self.lang], sorted(marks, key=lambda mark: mark.x))

    def bar(self, kind: str, start: int, end: int, text: str, height: float, y: float = 0) -> Bar:
        width = round(max((end - start) * self.scale / 1000, 2), 1)
        fits = width > 12 + 12 * len(text)
        title = f"{clock(start)}–{clock(end)} {text}"
        return Bar(kind, self.x(start), y, width, height, text if fits else "", title)

    def name(self, actor: str) -> str:
        return party_name(actor, self.script, self.company)[self.lang]


def _stacked(name: str, marks: Iterable[Mark]) -> Lane:
    """Marks that would cover each other, one below the other."""
    ends: list[float] = []
    placed = []
    for mark in marks:
        row = next((row for row, end in enumerate(ends) if end <= mark.x), len(ends))
        ends[row : row + 1] = [mark.x + mark.width + 3]
        placed.append(_at(mark, row * LINE_HEIGHT))
    return Lane(name, 0, max(1, len(ends)) * LINE_HEIGHT, marks=tuple(placed))


def _at(mark: Mark, y: float) -> Mark:
    return Mark(mark.kind, mark.x, mark.y + y, mark.width, mark.label, mark.title, mark.target)


def _moved(lane: Lane, y: float) -> Lane:
    bars = tuple(Bar(b.kind, b.x, b.y + y, b.width, b.height, b.label, b.title) for b in lane.bars)
    return Lane(lane.name, y, lane.height, bars, tuple(_at(mark, y) for mark in lane.marks))


def _ticks(last: int, pen: _Pen) -> Iterator[Tick]:
    every = next((s for s in _TICKS if s * pen.scale >= _TICK_DISTANCE), _TICKS[-1])
    for second in range(0, last // 1000 + 1, every):
        yield Tick(pen.x(second * 1000), f"{second // 60}:{second % 60:02}")

"""When a phrase counts: the windows that the rules open, to whom they belong, and when they close.

A window belongs to the caller whom its opening fact concerns, and counts what is said to that caller or to the
extension the fact names. It closes at the first of ``closes`` for the same caller, after ``within``, or when the
operator leaves the caller or the caller is gone. A situation that a caller repeats while its window is open
(asking for somebody once more) is the same window, and so is one of ``also_opens`` that comes while it is open or
closes it; a thing that happens again on the board (a second busy extension) closes the window of the first and opens
its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scoring.directory import Directory
from scoring.presence import STAFF, departs
from scoring.timeline import Happening, Timeline, Words
from simulator.model.checks import Window
from simulator.model.moments import CALLABLE_SITUATIONS, Moment, MomentRef

_DEPARTURES = (Moment.RELEASED, Moment.HUNG_UP, Moment.LINE_FAULT)


@dataclass(frozen=True, slots=True)
class OpenWindow:
    """A window that did open. Utterances that start in [``start``, ``end``) and are meant for its party belong to
    it."""

    window: Window
    opened_by: Happening
    start: int
    end: int

    def holds(self, words: Words) -> bool:
        """Whether the utterance belongs to the window."""
        return self.start <= words.start < self.end and meant_for(self.opened_by, words)

    def of(self, timeline: Timeline) -> tuple[Words, ...]:
        """The utterances that count in it, in order; only the first one where the window says so."""
        return self.held(timeline)[:1] if self.window.first else self.held(timeline)

    def pieces(self, timeline: Timeline) -> tuple[Words, ...]:
        """The utterances that can be parts of what counts: where only the first one counts, that and the next."""
        return self.held(timeline)[:2] if self.window.first else self.held(timeline)

    def held(self, timeline: Timeline) -> tuple[Words, ...]:
        """The utterances that belong to it."""
        return tuple(words for words in timeline.words if self.holds(words))


def opened(window: Window, timeline: Timeline, directory: Directory) -> tuple[OpenWindow, ...]:
    """Every instance of the window in a call, in the order of opening."""
    found: list[OpenWindow] = []
    also = {h.n: h for ref in window.also_opens for h in openings(ref, timeline, directory)}
    for happening in sorted((*openings(window.opens, timeline, directory), *also.values()), key=lambda h: h.n):
        start = happening.t - window.opens_early
        end = _closing(window, happening, timeline, directory)
        if happening.fact.moment in CALLABLE_SITUATIONS and any(_repeats(happening, earlier) for earlier in found):
            continue
        if happening.n in also and any(_continues(happening, earlier) for earlier in found):
            continue
        found.append(OpenWindow(window, happening, start, end))
    return tuple(found)


def openings(ref: MomentRef, timeline: Timeline, directory: Directory) -> Iterator[Happening]:
    """The happenings that a reference means."""
    return (h for h in timeline.all(ref.moment) if directory.concerns(ref, h.fact))


def once(happenings: Sequence[Happening]) -> tuple[Happening, ...]:
    """Without the repetitions of a situation by the same caller about the same thing."""
    seen: dict[tuple[Moment, str, str], Happening] = {}
    for happening in happenings:
        fact = happening.fact
        key = (fact.moment, happening.call or fact.actor, fact.about)
        if fact.moment not in CALLABLE_SITUATIONS:
            key = (fact.moment, str(happening.n), "")
        seen.setdefault(key, happening)
    return tuple(seen.values())


def same_party(one: Happening, other: Happening) -> bool:
    """Whether two happenings concern the same caller; what concerns no caller concerns everybody."""
    return not one.call or not other.call or one.call == other.call


def meant_for(happening: Happening, words: Words) -> bool:
    """Whether words are said to somebody whom a happening concerns: its caller, its actor, the extension it names."""
    fact = happening.fact
    audience = {happening.call, fact.actor, STAFF + fact.extension if fact.extension else ""} - {""}
    return bool(words.to & audience) if audience else bool(words.to)


def _closing(window: Window, opening: Happening, timeline: Timeline, directory: Directory) -> int:
    end = timeline.end + 1
    if window.within is not None:
        end = min(end, opening.t + window.within + 1)
    if opening.call:
        # an opening that is itself the parting closes its window at once
        partings = (h.t for h in timeline.all(*_DEPARTURES, call=opening.call) if h.n >= opening.n and departs(h.fact))
        end = min((end, *partings))
    situation = opening.fact.moment in CALLABLE_SITUATIONS
    closes = window.closes if situation else (*window.closes, window.opens)
    for ref in closes:
        for happening in openings(ref, timeline, directory):
            if happening.n > opening.n and same_party(opening, happening):
                end = min(end, happening.t)
                break
    return end


def _repeats(happening: Happening, earlier: OpenWindow) -> bool:
    first = earlier.opened_by
    same = first.call == happening.call and first.fact.actor == happening.fact.actor
    return same and first.fact.about == happening.fact.about and happening.t < earlier.end


def _continues(happening: Happening, earlier: OpenWindow) -> bool:
    """Whether a window was open for the same caller until now."""
    return earlier.opened_by.call == happening.call and happening.t <= earlier.end

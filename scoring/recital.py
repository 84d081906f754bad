"""The guard against reciting: an utterance that pours out the wordings of several other moments counts for nothing.

A polite operator says a greeting, an offer of help and a request to wait in one breath, and now and then something
that this caller did not need. So phrases whose window is open never count against an utterance, however many they
are, nor does a stretch of it that also satisfies an open phrase; and what is said out of place costs nothing while
it belongs to at most ``STRAY_MOMENTS`` different moments (asking for surname, organisation and matter is one: they
all belong to the request). More than that cannot be an answer to anything that has happened: busy, no answer,
coming back from hold and goodbye together are a recital, and then even the phrase that happens to fit is not graded
as said. The limit can be generous: whoever recites must cover most of a rulebook's moments to gain by it, and what
is out of place never earns anything anyway.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from scoring.readings import Readings
from scoring.timeline import Timeline, Words
from scoring.windows import OpenWindow
from simulator.model.checks import Said
from simulator.model.moments import Moment
from simulator.model.rulebook import Rule
from simulator.phrases import Match

STRAY_MOMENTS = 3
"""So many moments may be out of place in one utterance; see above."""


def recitals(
    rules: tuple[Rule, ...],
    windows: Callable[[Rule], tuple[OpenWindow, ...]],
    timeline: Timeline,
    readings: Readings,
) -> frozenset[int]:
    """The ids of the utterances that are recitals. ``windows`` are those that a rule opened.

    The candidates are the phrases by which the party understood the utterance in the call, as far as the log has them.
    """
    said = [(rule, rule.check) for rule in rules if isinstance(rule.check, Said)]
    moments = {phrase: check.window.opens.moment for _, check in reversed(said) for phrase in check.phrases}
    found = set()
    for words in timeline.words:
        candidates = [phrase for phrase in moments if words.understood is None or phrase in words.understood]
        if len(candidates) <= STRAY_MOMENTS:
            continue
        fitting = {
            p for rule, check in said if any(_fits(w, words, timeline) for w in windows(rule)) for p in check.phrases
        }
        if len({moments[phrase] for phrase in candidates if phrase not in fitting}) <= STRAY_MOMENTS:
            continue
        text = words.transcript.text
        readings.prepare(text, candidates)
        matches = [match for phrase in candidates if (match := readings.yes(text, phrase)) is not None]
        if len(set(_strays(matches, fitting, moments))) > STRAY_MOMENTS:
            found.add(words.utterance.id)
    return frozenset(found)


def _fits(window: OpenWindow, words: Words, timeline: Timeline) -> bool:
    return window.holds(words) and words in window.of(timeline)


def _strays(matches: list[Match], fitting: set[str], moments: Mapping[str, Moment]) -> Iterator[Moment]:
    """The moments of the phrases that are out of place and do not overlap one that fits."""
    fit = [match for match in matches if match.phrase in fitting]
    for match in matches:
        if match.phrase not in fitting and not any(match.start < f.end and f.start < match.end for f in fit):
            yield moments[match.phrase]

"""What only the times of speech show: silence, talking over the caller, speed, and callers left on hold.

Dead air is silence while a caller and the operator have each other on the line: nobody audible speaks. Time on hold,
being put through (the caller hears ringback or the busy tone), talk between caller and extension, and the machine's
own delay (session time stands still in it) are none. A caller whom a one-way fault makes inaudible does
not break the silence: the operator has to ask. With typed replies the times of speech were not measured and
nothing here applies; with a half-duplex sound card, or a headset that leaks, neither is what was said while the
caller spoke.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from scoring import evidence, wording
from scoring.case import NOT_MEASURED, Case
from scoring.doubts import UNCLEAR
from scoring.outcome import ALL, NOTHING, Grounds, Outcome, graded, judged, limited, not_applicable
from scoring.presence import departs
from scoring.timeline import Happening, Line, Words
from scoring.windows import openings
from simulator.model.checks import DeadAir, HoldReengaged, SpeechRate, TalkOver
from simulator.model.moments import Moment
from simulator.model.rulebook import Rule
from simulator.model.scorecard import Evidence
from simulator.model.text import Text
from simulator.phrases import character_count

_HALF = Fraction(1, 2)
_SHOWN = 5
"""How many places a finding about the whole call shows."""

Span = tuple[int, int]


def dead_air(case: Case, rule: Rule, check: DeadAir) -> Iterator[Outcome]:
    """One outcome for each caller talked to: no silence above ``fail`` ms; one above ``warn`` costs half."""
    warn, fail = wording.seconds(check.warn), wording.seconds(check.fail)
    required = Text(f"静默不超过 {warn} 秒（{fail} 秒算失误）", f"no silence above {warn} s ({fail} s fails)")
    for call in case.timeline.callers():
        stretches = tuple(case.timeline.talking(call))
        if not stretches:
            continue
        at = stretches[0].start
        if _typed(case, call):
            yield not_applicable(at, required, NOT_MEASURED)
            continue
        sounds = _sounds(case, call)
        gaps = sorted(
            (gap for s in stretches for gap in _gaps((s.start, s.end), sounds)), key=lambda g: (g[0] - g[1], g)
        )
        longest = gaps[0][1] - gaps[0][0] if gaps else 0
        credit = NOTHING if longest > check.fail else _HALF if longest > check.warn else ALL
        measured = Text(f"最长静默 {wording.seconds(longest)} 秒", f"longest silence {wording.seconds(longest)} s")
        long = sorted(gap for gap in gaps if gap[1] - gap[0] > check.warn)[:_SHOWN]
        proofs = tuple(_silence(case, call, gap) for gap in long)
        yield graded(credit, at, required, measured, Grounds.SOUND, proofs)


def talk_over(case: Case, rule: Rule, check: TalkOver) -> Iterator[Outcome]:
    """One outcome for each caller talked to (in ``during``): no stretch of speaking together longer than ``limit``
    ms."""
    limit = wording.seconds(check.limit)
    required = Text(f"与来电者同时说话不超过 {limit} 秒", f"no speaking over the caller for more than {limit} s")
    for call in case.timeline.callers():
        since = _since(case, call, check)
        if since is None:
            continue
        lines = [line for line in case.timeline.lines if line.actor == call and line.audible and line.end > since]
        if case.header.half_duplex:
            why = Text("半双工声卡，无法测量", "a half-duplex sound card cannot measure it")
            yield not_applicable(since, required, why)
        elif any(case.timeline.all(Moment.LEAK_FOUND)):
            why = Text("耳机漏音，无法测量", "the headset leaks: it cannot be measured")
            yield not_applicable(since, required, why)
        elif _typed(case, call):
            yield not_applicable(since, required, NOT_MEASURED)
        else:
            overlaps = [
                (w, li) for w in case.timeline.words if call in w.to and not w.typed for li in lines if _over(w, li)
            ]
            longest = max((_over(words, line) for words, line in overlaps), default=0)
            measured = Text(
                f"最长同时说话 {wording.seconds(longest)} 秒", f"longest speaking together {wording.seconds(longest)} s"
            )
            worst = [pair for pair in overlaps if _over(*pair) > check.limit][:_SHOWN]
            proofs = tuple(proof for w, li in worst for proof in (evidence.of_words(w), evidence.of_line(li)))
            yield judged(longest <= check.limit, since, required, measured, Grounds.SOUND, proofs)


def speech_rate(case: Case, rule: Rule, check: SpeechRate) -> Iterator[Outcome]:
    """One outcome for the call: the share of the long and clearly recognised utterances whose speed is in the band."""
    band = f"{check.slowest}-{check.fastest}"
    required = Text(f"每分钟 {band} 字", f"{band} characters a minute")
    rates = [
        (words, _rate(words))
        for words in case.timeline.words
        if words.to and not words.typed and words.transcript.confidence >= UNCLEAR and words.end > words.start
        if character_count(words.transcript.text) >= check.min_chars
    ]
    if not rates:
        typed = any(words.typed for words in case.timeline.words)
        why = NOT_MEASURED if typed else Text("没有够长的话可量", "no utterance was long enough to measure")
        yield not_applicable(0, required, why)
        return
    outside = [(words, rate) for words, rate in rates if not check.slowest <= rate <= check.fastest]
    low, high = min(rate for _, rate in rates), max(rate for _, rate in rates)
    measured = Text(
        f"{len(rates)} 句中 {len(rates) - len(outside)} 句合适，每分钟 {low}-{high} 字",
        f"{len(rates) - len(outside)} of {len(rates)} utterances in the band, {low}-{high} characters a minute",
    )
    proofs = tuple(evidence.of_words(words) for words, _ in outside[:_SHOWN])
    credit = Fraction(len(rates) - len(outside), len(rates))
    yield graded(credit, rates[0][0].start, required, measured, Grounds.SOUND, proofs)


def hold_reengaged(case: Case, rule: Rule, check: HoldReengaged) -> Iterator[Outcome]:
    """One outcome for each hold: within ``limit`` ms the operator speaks to the caller again or has put them
    through."""
    limit = wording.seconds(check.limit)
    required = Text(f"{limit} 秒内回到等候的来电者", f"back with the held caller within {limit} s")
    for held in case.timeline.all(Moment.HELD):
        back = _back(case, held)
        gone = case.timeline.gone_after(held.call, held.n)
        until = back if back is not None else gone.t if gone is not None else case.timeline.end
        waited = until - held.t
        measured = Text(f"等候 {wording.seconds(waited)} 秒", f"left alone for {wording.seconds(waited)} s")
        proofs = evidence.of_fact(held, gone if back is None else None)
        within = judged(True, held.t, required, measured, Grounds.SOUND, proofs)
        if back is None:
            ended = Text("没到时限就不在等候了", "the hold ended before the limit")
            within = not_applicable(held.t, required, ended)
        beyond = judged(False, held.t, required, measured, Grounds.SOUND, proofs)
        yield limited(waited, check.limit, within, beyond)


# --- hold ------------------------------------------------------------------------------------------------------------


def _back(case: Case, held: Happening) -> int | None:
    """When the held caller was spoken to again or put through; with typed words, when taken off hold."""
    facts = case.timeline.all(Moment.RETRIEVED, Moment.CONNECTED, Moment.CONFERENCE, call=held.call)
    ended = next((h for h in facts if h.n > held.n), None)
    if ended is None or ended.fact.moment is not Moment.RETRIEVED:
        return ended.t if ended is not None else None
    words = next((w for w in case.timeline.words if held.call in w.to and w.end > ended.t), None)
    if words is not None and words.typed:
        return ended.t
    others = case.timeline.all(Moment.HELD, Moment.RELEASED, Moment.HUNG_UP, Moment.LINE_FAULT, call=held.call)
    parted = next((h.t for h in others if h.n > ended.n and (h.fact.moment is Moment.HELD or departs(h.fact))), None)
    if words is None or (parted is not None and words.start >= parted):
        return parted
    return max(ended.t, words.start)


# --- times -----------------------------------------------------------------------------------------------------------


def _typed(case: Case, call: str) -> bool:
    """Whether the operator's part of a call was typed (all of it: what was spoken can be measured)."""
    spoken = [words for words in case.timeline.words if call in words.to]
    return bool(spoken) and all(words.typed for words in spoken)


def _sounds(case: Case, call: str) -> list[Span]:
    """Everything heard on the caller's line, in order of time."""
    spans = [(words.start, words.end) for words in case.timeline.words if call in words.to]
    spans += [(line.start, line.end) for line in case.timeline.lines if line.call == call and line.audible]
    return sorted(spans)


def _gaps(within: Span, sounds: list[Span]) -> Iterator[Span]:
    """The silences inside a stretch of time."""
    quiet_from, end = within
    for start, stop in sounds:
        if start >= end:
            break
        if start > quiet_from:
            yield quiet_from, start
        quiet_from = max(quiet_from, stop)
    if quiet_from < end:
        yield quiet_from, end


def _silence(case: Case, call: str, gap: Span) -> Evidence:
    before = [w for w in case.timeline.words if call in w.to and w.end <= gap[0]]
    return Evidence(entries=before[-1].entries if before else (), at=gap[0])


def _over(words: Words, line: Line) -> int:
    """For how many ms the operator and an actor spoke together."""
    return max(0, min(words.end, line.end) - max(words.start, line.start))


def _since(case: Case, call: str, check: TalkOver) -> int | None:
    """From when the check looks: the start of the line that opened ``during``; None where it never came."""
    if check.during is None:
        return next((s.start for s in case.timeline.talking(call)), 0)
    opening = next((h for h in openings(check.during, case.timeline, case.directory) if h.call == call), None)
    if opening is None:
        return None
    lines = [
        line for line in case.timeline.lines if line.actor == call and line.n < opening.n and line.end <= opening.t
    ]
    return lines[-1].start if lines else opening.t


def _rate(words: Words) -> int:
    return character_count(words.transcript.text) * 60_000 // (words.end - words.start)

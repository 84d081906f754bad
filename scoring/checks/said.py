"""Required wordings: said, nearly said, perhaps said, or not said, each in the window that its rule opens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from scoring import evidence, wording
from scoring.case import Case
from scoring.doubts import UNCLEAR, contested
from scoring.outcome import ALL, NOTHING, ByCredit, Grounds, Outcome, graded, not_applicable, undecided
from scoring.presence import departs
from scoring.timeline import Words
from scoring.windows import OpenWindow, same_party
from simulator.model.checks import Said
from simulator.model.moments import Moment
from simulator.model.rulebook import Rule, Wording
from simulator.model.scorecard import Evidence
from simulator.model.text import Text
from simulator.phrases import Match

ONE_BREATH_MS = 2_000
"""Two utterances this close, nobody speaking between, may be one sentence that a pause cut in two."""
_DESTINATION_SLOTS = ("destination", "person", "department")
_SHOWN = 3
"""How many utterances a failed finding quotes."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a window holds of one phrase: shares of the points, and where; ``paraphrase``: they are its credit."""

    lowest: Fraction = NOTHING
    highest: Fraction = NOTHING
    proof: Evidence | None = None
    measured: Text | None = None
    why: Text | None = None
    paraphrase: bool = False

    def worth(self) -> tuple[Fraction, Fraction]:
        """What to choose the best of several by."""
        return self.lowest, self.highest


def said(case: Case, rule: Rule, check: Said) -> Iterator[Outcome]:
    """One outcome for each window that opened."""
    for window in case.windows(rule):
        yield _judge(case, rule, check, window)


def _judge(case: Case, rule: Rule, check: Said, window: OpenWindow) -> Outcome:
    required = _required(case, rule, check)
    spoken = tuple(w for w in window.of(case.timeline) if w.utterance.id not in case.recited)
    readings = _read_all(case, check, window, spoken)
    lowest = sum((r.lowest for r in readings), NOTHING) / len(readings)
    highest = sum((r.highest for r in readings), NOTHING) / len(readings)
    at = window.opened_by.t
    if lowest != ALL and _given(case, check, window):
        return not_applicable(at, required, Text("来电者已经主动说了", "the caller had already said it"))
    if highest == NOTHING and _cut_off(case, window):
        return not_applicable(at, required, Text("线路断了，来不及说", "the line died before it could be said"))
    proofs = tuple(r.proof for r in readings if r.proof is not None) or _heard_instead(case, window)
    proofs = (*evidence.of_fact(window.opened_by), *proofs)
    measured = _measured(case, window, readings)
    why = next((r.why for r in readings if r.why is not None), None)
    if why is not None:
        outcome = undecided(at, required, measured, Grounds.WORDS, why, proofs, lowest, highest)
    else:
        still_open = window.end > case.timeline.end
        outcome = graded(lowest, at, required, measured, Grounds.WORDS, proofs, absent=still_open)
    return _with_paraphrases(outcome, check, readings)


def _with_paraphrases(outcome: Outcome, check: Said, readings: list[_Reading]) -> Outcome:
    """The outcome with what of it is for paraphrases: which readings count does not depend on their credit, as long
    as it is more than nothing and less than all."""
    paraphrases = [reading for reading in readings if reading.paraphrase]
    if not paraphrases:
        return outcome
    sure = sum(reading.lowest != NOTHING for reading in paraphrases)
    shares = Fraction(sure, len(readings)), Fraction(len(paraphrases), len(readings))
    return replace(outcome, by=ByCredit(Fraction(str(check.paraphrase_credit)), *shares))


# --- phrases in one window -------------------------------------------------------------------------------------------


def _read_all(case: Case, check: Said, window: OpenWindow, spoken: tuple[Words, ...]) -> list[_Reading]:
    """One reading for each phrase where all are required, else the best one.

    Looks first where the party understood the phrase in the call: mostly that settles it without looking further.
    """
    if check.every:
        return [_read(case, check, window, spoken, phrase) for phrase in check.phrases]
    likely = frozenset().union(*(words.understood or () for words in spoken))
    readings: list[_Reading] = []
    for phrase in sorted(check.phrases, key=lambda phrase: phrase not in likely):
        readings.append(_read(case, check, window, spoken, phrase))
        if readings[-1].lowest == ALL:
            break
    return [max(readings, key=_Reading.worth)]


def _read(case: Case, check: Said, window: OpenWindow, spoken: tuple[Words, ...], phrase: str) -> _Reading:
    hits: list[_Reading] = []
    for words in sorted(spoken, key=lambda words: phrase not in (words.understood or ())):
        hit = _hit(case, check, window, words, phrase)
        hits += [hit] if hit is not None else []
        if hit is not None and hit.lowest == ALL:
            break
    if any(hit.highest for hit in hits):
        return max(hits, key=_Reading.worth)
    return next(_perhaps(case, check, window, spoken, phrase), None) or (hits[0] if hits else _Reading())


def _hit(case: Case, check: Said, window: OpenWindow, words: Words, phrase: str) -> _Reading | None:
    """The phrase in the words as they were recognised; no points where the destination named is the wrong one."""
    match = case.readings.yes(words.transcript.text, phrase)
    if match is None:
        return None
    proof = evidence.of_words(words, match)
    wrong = _wrong_destination(case, check, window, words, match)
    if wrong is not None:
        return _Reading(proof=proof, measured=wrong)
    credit, measured = _credit(check, match), _heard(words.transcript.text, match)
    why = contested(case, words, phrase)
    return _Reading(NOTHING if why is not None else credit, credit, proof, measured, why, _paraphrases(match))


def _perhaps(case: Case, check: Said, window: OpenWindow, spoken: tuple[Words, ...], phrase: str) -> Iterator[_Reading]:
    """Every way in which the phrase may have been said although the recognised words do not satisfy it."""
    for words, text, why in _other_hypotheses(spoken):
        match = case.readings.yes(text, phrase)
        if match is not None and _wrong_destination(case, check, window, words, match) is None:
            yield _doubtful(check, words, match, text, why)
    for words in spoken:
        text = words.transcript.text
        almost = case.readings.almost(text, phrase)
        if almost is not None and _wrong_destination(case, check, window, words, almost) is None:
            yield _doubtful(
                check, words, almost, text, Text("措辞接近，但不完全符合", "close to the wording, but not quite")
            )
        if phrase in (words.understood or ()) and case.readings.yes(text, phrase) is None:
            why = Text(
                "通话时对方听懂了这句话，评分却没有认出", "the party understood it in the call, the grading does not"
            )
            yield _Reading(NOTHING, ALL, evidence.of_words(words), _plain(text), why)
    pieces = [words for words in window.pieces(case.timeline) if words.utterance.id not in case.recited]
    for first, second in pairwise(pieces):
        text = first.transcript.text + second.transcript.text
        match = case.readings.yes(text, phrase) if _one_breath(case, first, second) else None
        if match is not None and match.start < len(first.transcript.text) < match.end:
            why = Text("这句话被停顿分成了两段", "a pause cut the sentence in two")
            proof = evidence.of_pieces(first, second, match, text)
            yield _Reading(NOTHING, _credit(check, match), proof, _plain(text), why, _paraphrases(match))
    for words in spoken:
        if words.transcript.text and words.transcript.confidence < UNCLEAR:
            why = Text("这一句识别得不清楚", "this utterance was not recognised clearly")
            yield _Reading(NOTHING, ALL, evidence.of_words(words), _plain(words.transcript.text), why)


def _other_hypotheses(spoken: tuple[Words, ...]) -> Iterator[tuple[Words, str, Text]]:
    for words in spoken:
        for text in words.transcript.alternatives:
            yield words, text, Text("识别的另一种结果符合要求", "another hypothesis of the recogniser has it")
        if words.witness is not None:
            yield words, words.witness.text, Text("另一个识别引擎听到了", "the second recogniser heard it")


def _doubtful(check: Said, words: Words, match: Match, text: str, why: Text) -> _Reading:
    proof = evidence.of_words(words, match, quote=text)
    return _Reading(NOTHING, _credit(check, match), proof, _plain(text), why, _paraphrases(match))


def _one_breath(case: Case, first: Words, second: Words) -> bool:
    if second.start - first.end > ONE_BREATH_MS or first.to != second.to:
        return False
    return not any(line.start < second.start and line.end > first.end for line in case.timeline.lines)


def _credit(check: Said, match: Match) -> Fraction:
    return Fraction(str(check.paraphrase_credit)) if _paraphrases(match) else ALL


def _paraphrases(match: Match) -> bool:
    return match.wording is Wording.PARAPHRASE


# --- destinations ----------------------------------------------------------------------------------------------------


def _wrong_destination(case: Case, check: Said, window: OpenWindow, words: Words, match: Match) -> Text | None:
    """What is wrong with the destination that was named; None where it is right or nothing can be compared."""
    if not check.names_destination:
        return None
    named = next((match.slots[slot] for slot in _DESTINATION_SLOTS if slot in match.slots), "")
    dialled = _dialled(case, window, words)
    if not named or not dialled or dialled in case.directory.extensions_named(named):
        return None
    to = case.directory.name(dialled)
    return Text(f"说的是{named}，拨的是{dialled}（{to}）", f"named {named}, but dialled {dialled} ({to})")


def _dialled(case: Case, window: OpenWindow, words: Words) -> str:
    """The extension dialled next after the words for the same caller, or the last one before them."""
    dials = [h for h in case.timeline.all(Moment.DIALLED) if same_party(window.opened_by, h)]
    after = next((h for h in dials if h.t >= words.start), None)
    chosen = after or (dials[-1] if dials else None)
    return chosen.fact.extension if chosen is not None else ""


# --- the words of a finding ------------------------------------------------------------------------------------------


def _given(case: Case, check: Said, window: OpenWindow) -> bool:
    """Whether the caller volunteered the fact before the window closed: what is given when asked spares no asking."""
    if not check.unless_given:
        return False
    gives = case.timeline.all(Moment.GIVES, call=window.opened_by.call)
    volunteered = (h for h in gives if h.fact.detail.get("asked") is not True)
    return any(h.fact.about == check.unless_given and h.t < window.end for h in volunteered)


def _cut_off(case: Case, window: OpenWindow) -> bool:
    """Whether a dead line, nobody's doing, closed the window."""
    faults = case.timeline.all(Moment.LINE_FAULT, call=window.opened_by.call) if window.opened_by.call else ()
    return any(departs(h.fact) and h.n > window.opened_by.n and h.t == window.end for h in faults)


def _required(case: Case, rule: Rule, check: Said) -> Text:
    opens = (check.window.opens, *check.window.also_opens)
    when = wording.listed((wording.moment(ref, case.directory) for ref in opens), either=True)
    what = case.fill(rule.better) or rule.title
    first = Text("第一句", " with the first words") if check.window.first else Text("", "")
    limit = check.window.within
    within = Text("", "")
    if limit is not None:
        within = Text(f"（{wording.seconds(limit)} 秒内）", f" (within {wording.seconds(limit)} s)")
    return Text(f"{when.zh}时{within.zh}{first.zh}说：{what}", f"when {when.en}{within.en}{first.en}, say: {what}")


def _heard(text: str, match: Match) -> Text:
    if match.wording is Wording.PARAPHRASE:
        return Text(f"听到“{text}”，意思相同，措辞不同", f"heard “{text}”: the same meaning in other words")
    return _plain(text)


def _plain(text: str) -> Text:
    return Text(f"听到“{text}”", f"heard “{text}”")


def _measured(case: Case, window: OpenWindow, readings: list[_Reading]) -> Text:
    found = [reading.measured for reading in readings if reading.measured is not None]
    if found:
        return wording.listed(dict.fromkeys(found))
    spoken = window.of(case.timeline)
    if any(words.utterance.id in case.recited for words in spoken):
        return Text(
            "一口气背出各种场合的用语，不计分", "the wordings of many occasions recited at once count for nothing"
        )
    if not spoken:
        return Text("没有说话", "nothing was said")
    return Text("没有听到要求的用语", "the required wording was not heard")


def _heard_instead(case: Case, window: OpenWindow) -> tuple[Evidence, ...]:
    return tuple(evidence.of_words(words) for words in window.of(case.timeline)[:_SHOWN])

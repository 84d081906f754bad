"""From transcripts to figures: every share that is published, with its bounds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.validity.bounds import Row, Share, difference, share
from benchmarks.validity.corpus import Sample
from benchmarks.validity.errors import characters, edits, syllables
from benchmarks.validity.judging import HITS, Verdicts
from benchmarks.validity.rivals import Rival, Scores
from benchmarks.validity.sentences import Sentence
from benchmarks.validity.slots import Verdict as SlotVerdict
from benchmarks.validity.transcripts import Heard, text_of
from simulator.model.scorecard import Verdict

DOUBT, MISSED = frozenset({Verdict.UNDECIDED}), frozenset({Verdict.FAIL})
SaidRules = Mapping[str, tuple[tuple[str, ...], bool]]


@dataclass(frozen=True, slots=True)
class Judged:
    """One clip under one condition: what it says, what was heard, what was decided about each phrase."""

    sample: Sample
    condition: str
    sentence: Sentence
    heard: Heard
    verdicts: Verdicts


@dataclass(frozen=True, slots=True)
class Labels:
    """Which phrases are forbidden, and which phrases the rules ask for."""

    forbidden: frozenset[str]
    rules: SaidRules


# --- phrases ---------------------------------------------------------------------------------------------------------


def hits(judged: Iterable[Judged], labels: Labels, wanted: frozenset[Verdict] = HITS) -> Iterator[Row]:
    """Of the required phrases that clips say, those with one of the ``wanted`` verdicts."""
    for one in judged:
        said = one.sentence.says - labels.forbidden
        if said:
            yield _row(one, sum(one.verdicts[phrase] in wanted for phrase in said), len(said))


def forbidden_found(judged: Iterable[Judged], labels: Labels) -> Iterator[Row]:
    """Of the forbidden phrases that clips say, those shown to a person."""
    for one in judged:
        said = one.sentence.says & labels.forbidden
        if said:
            yield _row(one, sum(one.verdicts[phrase] is Verdict.UNDECIDED for phrase in said), len(said))


def accepts(judged: Iterable[Judged], labels: Labels) -> Iterator[Row]:
    """False accepts among the pairs of a clip and a rule that it does not satisfy."""
    for one in judged:
        wrong = list(_false(one, labels))
        yield _row(one, sum(wrong), len(wrong))


def phrase_accepts(judged: Iterable[Judged], labels: Labels, forbidden: bool) -> Iterator[Row]:
    """The same by phrase: required ones passed, or forbidden ones shown to a person."""
    bad = frozenset({Verdict.UNDECIDED}) if forbidden else HITS
    for one in judged:
        silent = [p for p in _not_said(one.sentence, one.verdicts) if (p in labels.forbidden) is forbidden]
        yield _row(one, sum(one.verdicts[phrase] in bad for phrase in silent), len(silent))


def doubts(judged: Iterable[Judged], labels: Labels) -> Iterator[Row]:
    """Of the required phrases that clips do not say, those that a person is asked about."""
    for one in judged:
        silent = [p for p in _not_said(one.sentence, one.verdicts) if p not in labels.forbidden]
        yield _row(one, sum(one.verdicts[phrase] is Verdict.UNDECIDED for phrase in silent), len(silent))


def by_phrase(judged: Sequence[Judged], labels: Labels) -> Mapping[str, Mapping[str, int]]:
    """Counts for every phrase: clips that say it and what was decided, false accepts and the pairs they are among."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for one in judged:
        for phrase, verdict in one.verdicts.items():
            bad = verdict is Verdict.UNDECIDED if phrase in labels.forbidden else verdict in HITS
            if phrase in one.sentence.says:
                found = "hit" if bad else "undecided" if verdict is Verdict.UNDECIDED else "missed"
                counts[phrase].update(["said", found])
            elif phrase not in one.sentence.either:
                counts[phrase].update(["not said", *(["false"] if bad else [])])
    return counts


def _false(one: Judged, labels: Labels) -> Iterator[bool]:
    """For each rule that the clip does not satisfy, whether it is taken to."""
    for phrases, every in labels.rules.values():
        asked = frozenset(phrases)
        said, either = asked & one.sentence.says, asked & one.sentence.either
        if either or (said and (not every or said == asked)):
            continue
        found = [_taken(one.verdicts[phrase], phrase in labels.forbidden) for phrase in phrases]
        yield all(found) if every else any(found)


def _taken(verdict: Verdict, forbidden: bool) -> bool:
    return verdict is Verdict.UNDECIDED if forbidden else verdict in HITS


def _not_said(sentence: Sentence, phrases: Iterable[str]) -> list[str]:
    return [phrase for phrase in phrases if phrase not in sentence.says and phrase not in sentence.either]


def _row(one: Judged, hit: float, of: float) -> Row:
    return Row(one.sample.key, one.sample.voice, hit, of)


# --- recognition -----------------------------------------------------------------------------------------------------

Reading = Callable[[str], Sequence[str]]


def recognition(heard: Iterable[tuple[Sample, Heard]], reading: Reading = characters) -> Share:
    """Edits by length: characters, or syllables with ``errors.syllables``."""
    rows = []
    for sample, one in heard:
        expected = reading(sample.text)
        rows.append(Row(sample.key, sample.voice, edits(expected, reading(text_of(one))), len(expected)))
    return share(rows)


PINYIN: Reading = syllables


# --- women and men ---------------------------------------------------------------------------------------------------


def gap(rows: Callable[[Iterable[Judged]], Iterator[Row]], judged: Sequence[Judged]) -> tuple[float, float, float]:
    """A share among women less that among men."""
    sexes = {sex: list(rows(one for one in judged if one.sample.sex == sex)) for sex in ("female", "male")}
    return difference(sexes["female"], sexes["male"])


# --- slots -----------------------------------------------------------------------------------------------------------


def slot_rows(
    read: Iterable[tuple[Judged, str, SlotVerdict]], slots: frozenset[str], right: frozenset[SlotVerdict]
) -> Iterator[Row]:
    """Of the slots, those that got through."""
    return (_row(one, verdict in right, 1) for one, slot, verdict in read if slot in slots)


# --- rivals ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Compared:
    """A matcher on given transcripts: required phrases found, and false accepts among (clip, phrase) pairs."""

    name: str
    threshold: float | None
    hits: Share
    accepts: Share


def suited(rival: Rival, dev: Sequence[Judged], labels: Labels, scores: Callable[[str], Scores]) -> float:
    """The threshold with the most hits whose false accepts on dev are at most one in a hundred; else the strictest."""
    best = max(rival.thresholds)
    most = -1.0
    for threshold in rival.thresholds:
        hits, wrong = (_value(rows) for rows in _compared(dev, labels, scores, threshold))
        if wrong <= 0.01 and hits > most:
            best, most = threshold, hits
    return best


def _value(rows: Sequence[Row]) -> float:
    """A share without its bounds, which cost much."""
    of = sum(row.of for row in rows)
    return sum(row.hits for row in rows) / of if of else 0.0


def compared(
    name: str, threshold: float | None, judged: Sequence[Judged], labels: Labels, scores: Callable[[str], Scores]
) -> Compared:
    """Hits and false accepts of a rival at its threshold."""
    found, wrong = _compared(judged, labels, scores, 1.0 if threshold is None else threshold)
    return Compared(name, threshold, share(found), share(wrong))


def _compared(
    judged: Sequence[Judged], labels: Labels, scores: Callable[[str], Scores], threshold: float
) -> tuple[list[Row], list[Row]]:
    found, wrong = [], []
    for one in judged:
        scored = scores(text_of(one.heard))
        said = [phrase for phrase in one.sentence.says if phrase not in labels.forbidden]
        silent = [p for p in _not_said(one.sentence, one.verdicts) if p not in labels.forbidden]
        if said:
            found.append(_row(one, sum(scored.get(phrase, 0.0) >= threshold for phrase in said), len(said)))
        wrong.append(_row(one, sum(scored.get(phrase, 0.0) >= threshold for phrase in silent), len(silent)))
    return found, wrong

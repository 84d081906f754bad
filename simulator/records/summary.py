"""What a scorecard says in few words: its findings in order, the reasons for the verdict, numbers to read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from simulator.model.scorecard import AlignedSyllable, DimensionScore, Finding, SanctionDue, Scorecard, Verdict
from simulator.model.text import Text, same
from simulator.records.wording import BANDS, DIMENSIONS

NEAR = 0.5
"""A syllable that costs less than this in the alignment sounds alike."""

_ORDER = {
    Verdict.FAIL: 0,
    Verdict.UNDECIDED: 1,
    Verdict.PARTIAL: 2,
    Verdict.PASS: 3,
    Verdict.NOT_APPLICABLE: 4,
}


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Failed first, then undecided, partial, passed, not applicable; critical ones before others, else as they came."""
    return tuple(sorted(findings, key=lambda finding: (_ORDER[finding.verdict], not finding.critical)))


def points(hundredths: int) -> str:
    """Hundredths of a point without idle zeros: 1250 is ``12.5``."""
    whole, rest = divmod(abs(hundredths), 100)
    text = f"{whole}.{rest:02}".rstrip("0").rstrip(".")
    return f"-{text}" if hundredths < 0 else text


def span_of_points(lowest: int, highest: int) -> str:
    """``12.5``, or ``10-12.5`` with an en dash where something is undecided."""
    return points(lowest) if lowest == highest else f"{points(lowest)}–{points(highest)}"


def clock(ms: int) -> str:
    """Session time as ``m:ss.t``."""
    tenths = max(0, ms) // 100
    return f"{tenths // 600}:{tenths // 10 % 60:02}.{tenths % 10}"


def seconds(ms: object) -> Text:
    """A duration of a fact; whatever else stands in its place is shown as it is."""
    if not isinstance(ms, int) or isinstance(ms, bool):
        return Text(str(ms), str(ms))
    value = f"{ms // 1000}.{ms % 1000 // 100}"
    return Text(f"{value} 秒", f"{value} s")


def below_floor(score: DimensionScore) -> bool:
    """Whether the dimension is under its floor even if everything undecided goes the trainee's way."""
    return score.possible > 0 and score.highest * 100 < score.floor * score.possible


def reasons(card: Scorecard) -> tuple[Text, ...]:
    """Why the verdict is not simply a pass: critical failures, the total, the floors, what waits for a ruling."""
    found: list[Text] = list(card.left)
    for finding in card.findings:
        if finding.critical and finding.verdict is Verdict.FAIL:
            found.append(Text("关键项未通过：{title}", "Critical item failed: {title}").fill(title=finding.title))
    if card.highest < card.pass_mark * 100:
        found.append(
            Text("总分低于及格线 {mark}", "The total is below the pass mark of {mark}").fill(mark=card.pass_mark)
        )
    for score in card.dimensions:
        if below_floor(score):
            name = DIMENSIONS[score.dimension]
            found.append(Text(f"“{name.zh}”低于底线 {score.floor}%", f"{name.en} is below its floor of {score.floor}%"))
    waiting = [finding for finding in card.findings if finding.verdict is Verdict.UNDECIDED]
    if waiting:
        critical = sum(finding.critical for finding in waiting)
        found.append(
            Text(
                f"{len(waiting)} 项待人工裁定" + (f"，其中关键项 {critical} 项" if critical else ""),
                f"{len(waiting)} to be ruled by a person" + (f", {critical} of them critical" if critical else ""),
            )
        )
    return tuple(found)


def band(due: SanctionDue) -> Text:
    """The band of a sanction with its amount, if it has one: ``罚款 20 元``."""
    name = BANDS.get(due.band, same(due.band))
    return name if due.amount is None else Text(f"{name.zh} {due.amount} 元", f"{name.en}, {due.amount} yuan")


class Step(StrEnum):
    """How a heard syllable stands to the required one."""

    SAME = "same"
    NEAR = "near"
    OTHER = "other"
    EXTRA = "extra"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class AlignmentStep:
    """A column of the alignment as it is shown."""

    required: str
    heard: str
    step: Step


def alignment_steps(alignment: Iterable[AlignedSyllable]) -> tuple[AlignmentStep, ...]:
    """The alignment with each step named."""
    return tuple(AlignmentStep(a.required, a.heard, _step(a)) for a in alignment)


def _step(aligned: AlignedSyllable) -> Step:
    if not aligned.heard:
        return Step.MISSING
    if not aligned.required:
        return Step.EXTRA
    if aligned.cost == 0:
        return Step.SAME
    return Step.NEAR if aligned.cost < NEAR else Step.OTHER

"""The verdict on a whole call, and whether its record can certify."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import ceil

from scoring.points import HUNDREDTHS
from scoring.timeline import Timeline
from simulator.model.log import Adjudication, Log
from simulator.model.moments import Moment
from simulator.model.rulebook import Rulebook
from simulator.model.scorecard import DimensionScore, Finding, Scorecard, Verdict
from simulator.model.text import Text
from simulator.model.wording import DIMENSIONS

TOTAL = "total"
"""What a person rules on where a total lies too near the pass mark, or a dimension too near its floor."""


@dataclass(frozen=True, slots=True)
class Hurdle:
    """A figure and what it has to reach for a pass, all in hundredths of a point.

    From ``under`` up to ``over`` it is within the standard error of measurement of that: a second marker might well
    have seen it on the other side.
    """

    name: Text
    lowest: int
    highest: int
    under: int
    over: int

    @property
    def borderline(self) -> bool:
        """Whether the figure is too near to tell, however its open findings are ruled."""
        return self.under <= self.lowest and self.highest < self.over


def hurdles(rulebook: Rulebook, lowest: int, highest: int, dimensions: Iterable[DimensionScore]) -> tuple[Hurdle, ...]:
    """The total and every dimension in which something applied; where nothing has to be reached, there is no hurdle."""
    found = []
    if rulebook.pass_mark:
        reach = _reach(rulebook.pass_mark, rulebook.standard_error, HUNDREDTHS, 1)
        found.append(Hurdle(Text("总分与及格线", "the total and the pass mark"), lowest, highest, *reach))
    for one in dimensions:
        if one.possible and one.floor:
            reach = _reach(one.floor, rulebook.dimensions[one.dimension].standard_error, one.possible, 100)
            found.append(Hurdle(_FLOORS[one.dimension], one.lowest, one.highest, *reach))
    return tuple(found)


def verdict(hurdles: Sequence[Hurdle], critical: Set[Verdict], ruling: Adjudication | None = None) -> Verdict:
    """Fail what can no longer pass, pass what can no longer fail, leave the rest to a person.

    ``critical``: the verdicts of the critical findings.  A ``ruling`` decides what is borderline, and nothing else.
    """
    passed = ruling is not None and ruling.verdict == Verdict.PASS
    failed = ruling is not None and not passed
    if Verdict.FAIL in critical or any(h.highest < (h.over if failed else h.under) for h in hurdles):
        return Verdict.FAIL
    if all(h.lowest >= (h.under if passed else h.over) for h in hurdles) and Verdict.UNDECIDED not in critical:
        return Verdict.PASS
    return Verdict.UNDECIDED


def borderline(hurdles: Sequence[Hurdle], critical: Set[Verdict]) -> tuple[Hurdle, ...]:
    """What a person has to rule on as a whole; nothing where the call has failed anyhow."""
    if verdict(hurdles, critical) is Verdict.FAIL:
        return ()
    return tuple(hurdle for hurdle in hurdles if hurdle.borderline)


def critical_verdicts(findings: Iterable[Finding]) -> frozenset[Verdict]:
    """What became of the critical findings."""
    return frozenset(finding.verdict for finding in findings if finding.critical)


def awaits_ruling(card: Scorecard, rulebook: Rulebook) -> bool:
    """Whether a person still has to rule on the ``TOTAL`` of a scorecard."""
    cleared = hurdles(rulebook, card.lowest, card.highest, card.dimensions)
    return card.verdict is Verdict.UNDECIDED and bool(borderline(cleared, critical_verdicts(card.findings)))


def to_a_person(near: Iterable[Hurdle]) -> tuple[Text, ...]:
    """Why the total is for a person."""
    said = Text(
        "{zh}相差不到一个标准误，由人裁定总分（total）",
        "Less than one standard error lies between {en}: a person rules on the total",
    )
    return tuple(said.fill(zh=hurdle.name.zh, en=hurdle.name.en) for hurdle in near)


def total_ruled(ruling: Adjudication) -> Text:
    """How a person ruled on the total."""
    passed = ruling.verdict == Verdict.PASS
    return Text(
        f"总分接近界限，{ruling.by}裁定为{'通过' if passed else '不通过'}：{ruling.reason}",
        f"The total is borderline; {ruling.by} ruled it a {'pass' if passed else 'fail'}: {ruling.reason}",
    )


_FLOORS = {one: Text(f"“{name.zh}”与底线", f"{name.en} and its floor") for one, name in DIMENSIONS.items()}


@lru_cache(maxsize=1_000)
def _reach(least: int, error: float, scale: int, percent: int) -> tuple[int, int]:
    """``least`` less and more the ``error``, which counts as it is written in the file, times ``scale / percent``.

    Rounded up: figures are whole, so they reach a fraction when they reach the next whole number.
    """
    exact = Fraction(str(error))
    return ceil((least - exact) * scale / percent), ceil((least + exact) * scale / percent)


def reservations(log: Log, timeline: Timeline) -> tuple[Text, ...]:
    """Why the record cannot certify whatever the findings are; empty where it can."""
    found: list[Text] = []
    if not log.complete:
        found.append(Text("通话记录不完整，在中途断开", "The log is incomplete: it breaks off"))
    whys = (*log.header.degraded, *(str(h.fact.detail.get("why", "")) for h in timeline.all(Moment.DEGRADED)))
    for why in dict.fromkeys(whys):
        name = DEGRADED.get(why, Text(why, why))
        found.append(Text(f"条件不全：{name.zh}", f"Something was missing: {name.en}"))
    if any(words.typed for words in timeline.words):
        found.append(Text("有打字的回答，不是全部用语音", "Some replies were typed, not spoken"))
    return tuple(found)


def awaited(undecided: int) -> tuple[Text, ...]:
    """That it cannot certify before people have ruled on so many findings."""
    if not undecided:
        return ()
    return (Text(f"还有 {undecided} 项待人裁定", f"{undecided} findings still wait for a ruling"),)


DEGRADED: dict[str, Text] = {
    "no_microphone": Text("没有麦克风", "no microphone"),
    "microphone_lost": Text("麦克风中途断开", "the microphone disappeared"),
    "speaker_lost": Text("扬声器中途断开", "the speaker disappeared"),
    "no_speaker": Text("没有扬声器", "no speaker"),
    "no_recogniser": Text("没有语音识别", "no recogniser"),
    "no_model": Text("没有识别模型", "no recognition model"),
    "no_voice": Text("没有普通话语音", "no Mandarin voice"),
    "typed": Text("改用打字", "typed replies"),
    "rehearsal": Text("自动演练，不是本人应答", "an automatic trainee, not a person"),
    "recogniser_failed": Text("语音识别中途失效", "the recogniser failed"),
    "recording_stopped": Text("录音中途停止", "the recording stopped"),
    "leak": Text(
        "对方的声音很响地传进话筒，对方说话时只好关掉话筒（请戴好耳机、调低音量）",
        "the caller's voice was so loud in the microphone that it was shut while callers spoke "
        "(wear the headset, turn it down)",
    ),
}

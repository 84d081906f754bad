"""The verdict on a whole call, and whether its record can certify."""

from __future__ import annotations

from collections.abc import Iterable

from scoring.points import HUNDREDTHS
from scoring.timeline import Timeline
from simulator.model.log import Log
from simulator.model.moments import Moment
from simulator.model.scorecard import DimensionScore, Finding, Verdict
from simulator.model.text import Text


def verdict(
    pass_mark: int, lowest: int, highest: int, dimensions: Iterable[DimensionScore], findings: Iterable[Finding]
) -> Verdict:
    """Fail what can no longer pass, pass what can no longer fail, leave the rest to a person."""
    critical = {finding.verdict for finding in findings if finding.critical}
    met = [d for d in dimensions if d.possible]
    hopeless = any(d.highest * 100 < d.floor * d.possible for d in met)
    if Verdict.FAIL in critical or highest < pass_mark * HUNDREDTHS or hopeless:
        return Verdict.FAIL
    safe = all(d.lowest * 100 >= d.floor * d.possible for d in met)
    if lowest >= pass_mark * HUNDREDTHS and safe and Verdict.UNDECIDED not in critical:
        return Verdict.PASS
    return Verdict.UNDECIDED


def reservations(log: Log, timeline: Timeline, findings: Iterable[Finding]) -> tuple[Text, ...]:
    """Why the record cannot certify; empty where it can."""
    found: list[Text] = []
    if not log.complete:
        found.append(Text("通话记录不完整，在中途断开", "The log is incomplete: it breaks off"))
    whys = (*log.header.degraded, *(str(h.fact.detail.get("why", "")) for h in timeline.all(Moment.DEGRADED)))
    for why in dict.fromkeys(whys):
        name = DEGRADED.get(why, Text(why, why))
        found.append(Text(f"条件不全：{name.zh}", f"Something was missing: {name.en}"))
    if any(words.typed for words in timeline.words):
        found.append(Text("有打字的回答，不是全部用语音", "Some replies were typed, not spoken"))
    open_ = sum(finding.verdict is Verdict.UNDECIDED for finding in findings)
    if open_:
        found.append(Text(f"还有 {open_} 项待人裁定", f"{open_} findings still wait for a ruling"))
    return tuple(found)


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
}

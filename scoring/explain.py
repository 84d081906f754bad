"""A finding in words for people: what was required, what was measured, what was heard, how to say it better, and
why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from simulator.model.rulebook import Clause
from simulator.model.scorecard import AlignedSyllable, Evidence, Finding, Verdict
from simulator.model.text import Text, same
from simulator.model.wording import VERDICTS

_REQUIRED = Text("要求", "Required")
_MEASURED = Text("实际", "Measured")
_QUOTE = Text("原文", "Quote")
_SOUNDS = Text("逐字", "Syllables")
_UNDECIDED = Text("待裁定", "Undecided")
_RULED = Text("裁定", "Ruled")
_BETTER = Text("建议", "Better")
_CLAUSE = Text("依据", "Clause")


@dataclass(frozen=True, slots=True)
class Explained:
    """One line of an explanation: what it is, and what it says."""

    label: Text
    text: Text


def explain(finding: Finding, clauses: Mapping[str, Clause]) -> tuple[Explained, ...]:
    """The lines that explain a finding, in reading order.  ``clauses`` are the rulebook's."""
    lines = [Explained(_REQUIRED, finding.required), Explained(_MEASURED, finding.measured)]
    for evidence in finding.evidence:
        if evidence.quote:
            lines.append(Explained(_QUOTE, same(marked(evidence))))
        if any(step.cost for step in evidence.alignment):
            lines.append(Explained(_SOUNDS, same(syllables(evidence.alignment))))
    if finding.why_undecided is not None:
        lines.append(Explained(_UNDECIDED, finding.why_undecided))
    if finding.ruled_by:
        lines.append(Explained(_RULED, same(finding.ruled_by)))
    if finding.better and finding.verdict in (Verdict.PARTIAL, Verdict.FAIL, Verdict.UNDECIDED):
        lines.append(Explained(_BETTER, same(finding.better)))
    lines += [Explained(_CLAUSE, same(cited(locator, clauses))) for locator in finding.clauses]
    return tuple(lines)


def as_text(finding: Finding, clauses: Mapping[str, Clause]) -> Text:
    """The whole explanation, one line for each thing said, headed by verdict, title and points."""
    lines = explain(finding, clauses)
    verdict, points = VERDICTS[finding.verdict], _points(finding)
    zh = [f"[{verdict.zh}] {finding.title}  {points}", *(f"  {x.label.zh}：{x.text.zh}" for x in lines)]
    en = [f"[{verdict.en}] {finding.title}  {points}", *(f"  {x.label.en}: {x.text.en}" for x in lines)]
    return Text("\n".join(zh), "\n".join(en))


def marked(evidence: Evidence) -> str:
    """The quote with the matched words in brackets: ``啊【您好恒城集团】请讲``."""
    start, end = evidence.matched
    quote = evidence.quote
    return f"{quote[:start]}【{quote[start:end]}】{quote[end:]}" if start < end else quote


def syllables(alignment: tuple[AlignedSyllable, ...]) -> str:
    """The syllables of the required wording, the differing ones marked.

    ``qing3 [shao1→xiao3] deng3 [−yi2] [+a1]``: heard otherwise, missing, extra.
    """
    return " ".join(_syllable(step) for step in alignment)


def _syllable(step: AlignedSyllable) -> str:
    if not step.heard:
        return f"[−{step.required}]"
    if not step.required:
        return f"[+{step.heard}]"
    return step.required if not step.cost else f"[{step.required}→{step.heard}]"


def cited(locator: str, clauses: Mapping[str, Clause]) -> str:
    """A clause by its number and what it says in our words, as far as the rulebook has any."""
    clause = clauses.get(locator)
    return f"{locator} {clause.summary}" if clause is not None and clause.summary else locator


def _points(finding: Finding) -> str:
    possible = _figure(finding.possible)
    if finding.lowest == finding.highest:
        return f"{_figure(finding.lowest)}/{possible}"
    return f"{_figure(finding.lowest)}-{_figure(finding.highest)}/{possible}"


def _figure(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02d}"

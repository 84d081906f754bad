"""Whether a plan got what it claims of its own score."""

from __future__ import annotations

from simulator.model.scorecard import Scorecard
from simulator.model.script import Plan
from simulator.model.text import Text


def unmet(plan: Plan, card: Scorecard) -> tuple[Text, ...]:
    """Every claim of the plan that the scorecard does not bear out."""
    claim, missed = plan.claim, []
    if card.verdict.value != claim.verdict.value:
        missed.append(
            Text(
                f"结论应为 {claim.verdict}，实为 {card.verdict}", f"verdict is {card.verdict}, claimed {claim.verdict}"
            )
        )
    if not claim.least * 100 <= card.lowest or not card.highest <= claim.most * 100:
        got = f"{card.lowest / 100:g}–{card.highest / 100:g}"
        missed.append(
            Text(
                f"总分应在 {claim.least}–{claim.most} 之间，实为 {got}",
                f"total is {got}, claimed {claim.least}–{claim.most}",
            )
        )
    for rule, verdict in (claim.findings or {}).items():
        found = {finding.verdict.value for finding in card.findings if finding.rule == rule} or {"not_applicable"}
        if verdict not in found:
            shown = "、".join(sorted(found))
            missed.append(Text(f"{rule} 应为 {verdict}，实为 {shown}", f"{rule} is {shown}, claimed {verdict}"))
    return tuple(missed)

"""What a person ruled: an adjudication decides an undecided outcome and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scoring.outcome import Outcome
from simulator.model.log import Adjudication
from simulator.model.scorecard import Verdict
from simulator.model.text import Text

RULINGS = (Verdict.PASS, Verdict.FAIL)


def effective(adjudications: Sequence[Adjudication]) -> dict[str, Adjudication]:
    """The ruling on each finding: the last one given, which may correct an earlier one."""
    return {ruling.finding: ruling for ruling in adjudications if ruling.verdict in RULINGS}


def ruled(outcome: Outcome, ruling: Adjudication | None) -> Outcome:
    """The outcome as the person decided it; a decided outcome stands whatever was ruled."""
    if ruling is None or outcome.verdict is not Verdict.UNDECIDED:
        return outcome
    verdict = Verdict(ruling.verdict)
    credit = outcome.highest if verdict is Verdict.PASS else outcome.lowest
    return replace(outcome, verdict=verdict, lowest=credit, highest=credit, why=None)


def ignored(adjudications: Sequence[Adjudication], used: set[str]) -> tuple[Text, ...]:
    """Why rulings had no effect, one sentence for each finding that was not undecided or does not exist."""
    row = dict.fromkeys(ruling.finding for ruling in adjudications if ruling.finding not in used)
    return tuple(
        Text(
            f"对“{finding}”的裁定未采用：没有这条待裁定的结果",
            f"The ruling on “{finding}” was ignored: nothing undecided there",
        )
        for finding in row
    )

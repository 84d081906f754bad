"""Statistics of the store as tables: record errors by operator and month (C11.6), enquiries (C1.4.2), raters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scoring.agreement import Agreement, Bounds
from simulator.model.standing import EnquiryCount, MonthOfWork, Trainee
from simulator.model.text import Lang, Text
from simulator.records.export import WHO, Table, who

MONTH = Text("月份", "Month")
RULE, ITEMS = Text("规则", "Rule"), Text("评定项数", "Judged")
ALL = Text("全部", "All")


def record_errors(found: Sequence[MonthOfWork], known: Mapping[str, Trainee], lang: Lang) -> Table:
    """Errors in the written record: how many each operator made each month, in how many calls."""
    headings = (MONTH, *WHO, Text("通话", "Calls"), Text("记录差错", "Record errors"))
    rows = ((one.month, *who(known, one.trainee, lang), one.calls, one.record_errors) for one in found)
    return Table(Text("记录差错", "Record errors")[lang], tuple(one[lang] for one in headings), tuple(rows))


def enquiries(found: Sequence[EnquiryCount], lang: Lang) -> Table:
    """Calls by month, kind of hotline and matter: how many, by how many operators, how many were passed."""
    headings = (
        MONTH, Text("规则", "Rulebook"), Text("来电", "Call"), Text("标题", "Title"), Text("通话", "Calls"),
        Text("话务员", "Operators"), Text("合格", "Passed"),
    )  # fmt: skip
    rows = ((one.month, one.rulebook, one.call, one.title, one.calls, one.operators, one.passed) for one in found)
    return Table(Text("咨询", "Enquiries")[lang], tuple(one[lang] for one in headings), tuple(rows))


def raters(found: Mapping[str, Agreement], titles: Mapping[str, str], lang: Lang) -> Table:
    """Agreement of first and second raters; the rule ``""`` is all of them.  One without a title is told by its id."""
    headings = (RULE, ITEMS, Text("一致", "Agreed"), Text("一致率", "Share"), Text("95% 区间", "95 % interval"),
                Text("kappa", "kappa"), Text("kappa 95% 区间", "95 % interval of kappa"))  # fmt: skip
    rows = (
        (
            titles.get(rule, rule) or ALL[lang], one.items, one.agreed, f"{one.share:.2f}", _interval(one.share_bounds),
            "" if one.kappa is None else f"{one.kappa:.2f}", _interval(one.kappa_bounds),
        )
        for rule, one in found.items()
    )  # fmt: skip
    return Table(Text("评定人", "Raters")[lang], tuple(one[lang] for one in headings), tuple(rows))


def _interval(bounds: Bounds | None) -> str:
    return "" if bounds is None else f"{bounds.low:.2f} – {bounds.high:.2f}"

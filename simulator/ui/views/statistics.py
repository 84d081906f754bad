"""Statistics as they are shown: which columns of a table the window has room for, and agreement in one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from simulator.model.text import Text
from simulator.ui.custody import Counted


@dataclass(frozen=True, slots=True)
class Column:
    """A column: which of the table it is, its title, its share of the width, and how its cells are aligned."""

    index: int
    title: Text
    weight: int
    align: str = "left"


MONTH, CALLS = Text("月份", "Month"), Text("通话", "Calls")
COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "raters": (
        Column(0, Text("规则", "Rule"), 6),
        Column(1, Text("评定", "Judged"), 2, "right"),
        Column(2, Text("一致", "Agreed"), 2, "right"),
        Column(3, Text("一致率", "Share"), 2, "right"),
        Column(4, Text("95% 区间", "95 % interval"), 4, "right"),
        Column(5, Text("kappa", "Kappa"), 2, "right"),
        Column(6, Text("95% 区间", "95 % interval"), 4, "right"),
    ),
    "errors": (
        Column(0, MONTH, 3),
        Column(1, Text("工号", "Number"), 3),
        Column(2, Text("姓名", "Name"), 4),
        Column(3, Text("部门", "Department"), 4),
        Column(4, CALLS, 2, "right"),
        Column(5, Text("记录差错", "Errors"), 3, "right"),
    ),
    "enquiries": (
        Column(0, MONTH, 3),
        Column(3, Text("来电", "Call"), 8),
        Column(4, CALLS, 2, "right"),
        Column(5, Text("话务员", "Operators"), 3, "right"),
        Column(6, Text("合格", "Passed"), 2, "right"),
    ),
}
"""What a reader needs; the file has every column."""
AGREED = Text(
    "{judged} 项由两人评定，{same} 项一致，一致率 {share}（95% 区间 {bounds}）",
    "{judged} findings judged by two, {same} alike: share {share} (95 % interval {bounds})",
)
KAPPA = Text("，kappa {kappa}（{bounds}）", ", kappa {kappa} ({bounds})")


def cells(found: Counted) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row[column.index] for column in COLUMNS[found.subject]) for row in found.rows)


def agreed(found: Counted) -> Text | None:
    """How far raters agree over all rules, which the first row says; None where nothing was rated twice."""
    if not found.rows:
        return None
    _, judged, same, share, bounds, kappa, within = found.rows[0]
    told = AGREED.fill(judged=judged, same=same, share=share, bounds=bounds)
    if not kappa:
        return told
    more = KAPPA.fill(kappa=kappa, bounds=within)
    return Text(told.zh + more.zh, told.en + more.en)

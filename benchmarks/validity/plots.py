"""Plots as SVG, written by hand: dots with bounds, one row for each thing measured; no library, no fonts of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

WIDTH, LABELS, FIGURES = 720, 210, 170
ROW, TOP, BOTTOM = 22, 44, 30
INK, FAINT, DOT, TARGET = "#222", "#ccc", "#1f6fb2", "#b2432f"


@dataclass(frozen=True, slots=True)
class Dot:
    """A value with its bounds, and the value that was to be reached (None: none was set)."""

    label: str
    value: float
    low: float
    high: float
    target: float | None = None


def dots(title: str, rows: Sequence[Dot], low: float, high: float, ticks: Sequence[float]) -> str:
    """A plot of shares between ``low`` and ``high`` (0..1); what lies outside is drawn at the edge."""
    height = TOP + ROW * len(rows) + BOTTOM
    span = WIDTH - LABELS - FIGURES

    def x(value: float) -> float:
        return LABELS + span * (min(max(value, low), high) - low) / (high - low)

    bottom = TOP + ROW * len(rows)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" '
        f'font-size="12" fill="{INK}">',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        f'<text x="8" y="20" font-size="14" font-weight="bold">{escape(title)}</text>',
    ]
    for tick in ticks:
        parts += [
            f'<line x1="{x(tick):.1f}" y1="{TOP - 8}" x2="{x(tick):.1f}" y2="{bottom}" stroke="{FAINT}"/>',
            f'<text x="{x(tick):.1f}" y="{bottom + 16}" text-anchor="middle">{tick:.3%}</text>'.replace(".000%", "%"),
        ]
    for number, row in enumerate(rows):
        parts += _row(row, TOP + ROW * number + ROW / 2, x)
    return "\n".join([*parts, "</svg>", ""])


def _row(row: Dot, y: float, x: Callable[[float], float]) -> list[str]:
    parts = [
        f'<text x="{LABELS - 10}" y="{y + 4:.1f}" text-anchor="end">{escape(row.label)}</text>',
        f'<line x1="{x(row.low):.1f}" y1="{y:.1f}" x2="{x(row.high):.1f}" y2="{y:.1f}" '
        f'stroke="{DOT}" stroke-width="3"/>',
        f'<circle cx="{x(row.value):.1f}" cy="{y:.1f}" r="5" fill="{DOT}"/>',
        f'<text x="{WIDTH - FIGURES + 12}" y="{y + 4:.1f}">{row.value:.2%} ({row.low:.2%} to {row.high:.2%})</text>',
    ]
    if row.target is not None:
        at = x(row.target)
        parts.append(
            f'<line x1="{at:.1f}" y1="{y - 9:.1f}" x2="{at:.1f}" y2="{y + 9:.1f}" stroke="{TARGET}" stroke-width="2"/>'
        )
    return parts

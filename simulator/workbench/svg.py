"""Charts as one self-contained SVG: a column for each actor, boxes in layers, what leads on written on the edges."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from simulator.workbench.graph import Chart, Kind, Shape
from simulator.workbench.layers import Placed, Point, place

EM, LINE, PAD, WRAP, MARGIN = 14.0, 19.0, 9.0, 38, 28.0
"""Size of the text, height of a line, padding of a box, width of a line in half characters, margin; px but WRAP."""

_WORD = re.compile(r"(?:[!-~]+|.)[，。？！：；、”）]*")

_STYLE = """
text { font: 14px "Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "Heiti SC", sans-serif;
  fill: #1c2733; }
.head { font-size: 17px; font-weight: 600; } .note { fill: #5a6b7b; font-size: 13px; } .title { font-weight: 600; }
.box { stroke: #7c8b99; fill: #ffffff; } .begin { fill: #1c2733; stroke: none; } .begin-text { fill: #ffffff; }
.answers { fill: #f3f0fa; stroke: #9a8bc4; stroke-dasharray: 5 3; } .end { fill: #fbe9e7; stroke: #b0584d; }
.edge { fill: none; stroke-width: 1.5; } .tag { font-size: 13px; } .under { fill: #ffffff; opacity: 0.88; }
.hears { stroke: #1f6fb2; } .hears-text { fill: #175a91; } .happens { stroke: #b36b00; stroke-width: 2.2; }
.happens-text { fill: #8f5600; } .otherwise { stroke: #8a8f98; stroke-dasharray: 4 4; }
.otherwise-text { fill: #666c75; } .always { stroke: #444c56; }
"""
_ARROW = (
    '<marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="10" markerHeight="10" '
    'markerUnits="userSpaceOnUse" orient="auto">'
    '<path d="M0 0L10 5L0 10z" fill="#444c56"/></marker>'
)


def svg(charts: Sequence[Chart], title: str) -> str:
    """The picture as text.  ``title`` is what a browser and a screen reader call it."""
    x, parts, bottom = MARGIN, [], 0.0
    for chart in charts:
        width, height, drawn = _column(chart)
        parts.append(f'<g transform="translate({x:.1f} {MARGIN:.1f})">{drawn}</g>')
        x += width + 2 * MARGIN
        bottom = max(bottom, height)
    size = f"{max(x - MARGIN, MARGIN * 4):.0f}", f"{bottom + 2 * MARGIN:.0f}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size[0]}" height="{size[1]}" '
        f'viewBox="0 0 {size[0]} {size[1]}" role="img"><title>{escape(title)}</title>'
        f'<style>{_STYLE}</style><defs>{_ARROW}</defs><rect width="100%" height="100%" fill="#fbfcfd"/>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def _column(chart: Chart) -> tuple[float, float, str]:
    """Width, height and drawing of one chart."""
    texts = {node.id: _wrapped((node.title, *node.lines)) for node in chart.nodes}
    tags = {f"*tag{n}": _wrapped(edge.lines) for n, edge in enumerate(chart.edges) if edge.lines}
    sizes = {name: _size(lines, PAD) for name, lines in texts.items()}
    sizes |= {name: _size(lines, 2.0) for name, lines in tags.items()}
    legs: list[tuple[str, str]] = []
    for n, edge in enumerate(chart.edges):
        through = [f"*tag{n}"] if f"*tag{n}" in tags else []
        stops = [edge.source, *through, edge.target]
        legs += itertools.pairwise(stops)
    placed = place(sizes, legs)
    head = [f'<text class="head" x="0" y="16">{escape(chart.title)}</text>']
    head += [f'<text class="note" x="0" y="{36 + 17 * n}">{escape(note)}</text>' for n, note in enumerate(chart.notes)]
    top = 36.0 + 17.0 * len(chart.notes)
    body = [*_edges(chart, placed), *_boxes(chart, texts, sizes, placed), *_tags(chart, tags, sizes, placed)]
    width = max([placed.width, *(_width(text) * EM / 2 * 1.25 for text in (chart.title, *chart.notes))])
    drawn = "".join(head) + f'\n<g transform="translate(0 {top:.1f})">' + "\n".join(body) + "</g>"
    return width, placed.height + top, drawn


def _edges(chart: Chart, placed: Placed) -> Iterator[str]:
    routes = iter(placed.routes)
    for edge in chart.edges:
        points = list(next(routes))
        if edge.lines:
            points += next(routes)
        yield f'<path class="edge {edge.kind}" d="{_curve(points)}" marker-end="url(#arrow)"/>'


def _curve(points: Sequence[Point]) -> str:
    """A line through the points that leaves and reaches each of them vertically."""
    (x, y), rest = points[0], points[1:]
    drawn = f"M{x:.1f} {y:.1f}"
    for to_x, to_y in rest:
        half = (y + to_y) / 2
        drawn += f"C{x:.1f} {half:.1f} {to_x:.1f} {half:.1f} {to_x:.1f} {to_y:.1f}"
        x, y = to_x, to_y
    return drawn


def _boxes(
    chart: Chart, texts: dict[str, list[str]], sizes: dict[str, tuple[float, float]], placed: Placed
) -> Iterator[str]:
    for node in chart.nodes:
        (x, y), (width, height) = placed.centres[node.id], sizes[node.id]
        round_ = height / 2 if node.shape in (Shape.BEGIN, Shape.END) else 6
        yield (
            f'<rect class="box {node.shape}" x="{x - width / 2:.1f}" y="{y - height / 2:.1f}" width="{width:.1f}" '
            f'height="{height:.1f}" rx="{round_:.1f}"/>'
        )
        titles = len(_wrapped((node.title,)))
        for n, line in enumerate(texts[node.id]):
            style = "begin-text" if node.shape is Shape.BEGIN else "title" if n < titles else ""
            yield _text(line, x - width / 2 + PAD, y - height / 2 + PAD + LINE * n + EM, style)


def _tags(
    chart: Chart, tags: dict[str, list[str]], sizes: dict[str, tuple[float, float]], placed: Placed
) -> Iterator[str]:
    for name, lines in tags.items():
        (x, y), (width, height) = placed.centres[name], sizes[name]
        kind: Kind = chart.edges[int(name.removeprefix("*tag"))].kind
        yield (
            f'<rect class="under" x="{x - width / 2:.1f}" y="{y - height / 2:.1f}" width="{width:.1f}" '
            f'height="{height:.1f}"/>'
        )
        for n, line in enumerate(lines):
            yield _text(line, x - width / 2 + 2, y - height / 2 + 2 + LINE * n + EM, f"tag {kind}-text")


def _text(line: str, x: float, y: float, style: str) -> str:
    return f'<text class="{style}" x="{x:.1f}" y="{y:.1f}">{escape(line)}</text>'


def _size(lines: Sequence[str], pad: float) -> tuple[float, float]:
    return max(map(_width, lines)) * EM / 2 + 2 * pad, len(lines) * LINE + 2 * pad


def _width(text: str) -> int:
    """In half characters.  Latin letters are a little wider than that, capitals more."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" or c.isupper() else 1 for c in text) + len(text) // 12


def _wrapped(lines: Iterable[str]) -> list[str]:
    """Lines of about ``WRAP`` half characters; Latin words stay whole, and no stop begins a line."""
    out: list[str] = []
    for line in lines:
        current = ""
        for word in _WORD.findall(line):
            if current.strip() and _width(current + word) > WRAP:
                out.append(current)
                current = ""
            current += word
        out.append(current)
    return out

"""Charts as Mermaid text, which many editors and wikis draw."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from simulator.workbench.graph import Chart, Kind, Node, Shape

_BRACKETS = {Shape.BEGIN: ("([", "])"), Shape.TURN: ("[", "]"), Shape.ANSWERS: ("[/", "/]"), Shape.END: ("((", "))")}
_ARROWS = {Kind.HEARS: "-->", Kind.HAPPENS: "==>", Kind.OTHERWISE: "-.->", Kind.ALWAYS: "-->"}


def mermaid(charts: Sequence[Chart]) -> str:
    """A flow chart with one subgraph for each actor."""
    lines = ["flowchart TD"]
    for number, chart in enumerate(charts):
        lines += (f"  {line}" for line in _subgraph(chart, number))
    return "\n".join(lines) + "\n"


def _subgraph(chart: Chart, number: int) -> Iterator[str]:
    ids = {node.id: f"p{number}n{n}" for n, node in enumerate(chart.nodes)}
    yield f'subgraph p{number}["{_label((chart.title, *chart.notes))}"]'
    for node in chart.nodes:
        yield f"  {ids[node.id]}{_box(node)}"
    for edge in chart.edges:
        label = f'|"{_label(edge.lines)}"|' if edge.lines else ""
        yield f"  {ids[edge.source]} {_ARROWS[edge.kind]}{label} {ids[edge.target]}"
    yield "end"


def _box(node: Node) -> str:
    opening, closing = _BRACKETS[node.shape]
    return f'{opening}"{_label((node.title, *node.lines))}"{closing}'


def _label(lines: Iterable[str]) -> str:
    """Mermaid's own escapes; a label is HTML to it."""
    return "<br/>".join("".join(_ESCAPES.get(c, c) for c in line) for line in lines)


_ESCAPES = {'"': "#quot;", "<": "#lt;", ">": "#gt;", "&": "#amp;", "#": "#35;", "\n": " ", "`": "#96;", "\\": "#92;"}

"""The layout: no box upon another, everything inside, and an end to it, for whatever graph."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from simulator.workbench.layers import place

NAMES = [f"n{n}" for n in range(9)]
Graph = tuple[dict[str, tuple[float, float]], list[tuple[str, str]]]
SIZES = st.tuples(st.floats(5, 300), st.floats(5, 200))


@given(
    st.dictionaries(st.sampled_from(NAMES), SIZES, min_size=1).flatmap(
        lambda sizes: st.tuples(
            st.just(sizes),
            st.lists(st.tuples(st.sampled_from(sorted(sizes)), st.sampled_from(sorted(sizes))), max_size=20),
        )
    )
)
def test_boxes_stand_apart_and_edges_join_them(
    graph: Graph,
) -> None:
    sizes, edges = graph
    placed = place(sizes, edges)
    assert placed.centres.keys() == sizes.keys()
    for (one, (ax, ay)), (other, (bx, by)) in combinations(placed.centres.items(), 2):
        (aw, ah), (bw, bh) = sizes[one], sizes[other]
        assert abs(ax - bx) >= (aw + bw) / 2 - 1e-6 or abs(ay - by) >= (ah + bh) / 2 - 1e-6
    for (source, target), route in zip(edges, placed.routes, strict=True):
        assert abs(route[0][0] - placed.centres[source][0]) < 1e-6
        assert abs(route[-1][0] - placed.centres[target][0]) < 1e-6
    for name, (x, y) in placed.centres.items():
        assert x - sizes[name][0] / 2 >= -1e-6
        assert x + sizes[name][0] / 2 <= placed.width + 1e-6
        assert y + sizes[name][1] / 2 <= placed.height + 1e-6


def test_a_way_leads_downwards() -> None:
    placed = place(dict.fromkeys("abc", (10.0, 10.0)), [("a", "b"), ("b", "c"), ("c", "a"), ("a", "c"), ("b", "b")])
    assert placed.centres["a"][1] < placed.centres["b"][1] < placed.centres["c"][1]


def test_nothing_to_lay_out() -> None:
    assert place({}, []).routes == ()

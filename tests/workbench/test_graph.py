"""A call as a picture: what is in it, to the letter, and that it can be read as XML and by people.

After a change that is meant, run it once with ``WRITE_GOLDEN=1`` and look at what changed.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from simulator.model.script import Branch
from simulator.model.temper import Mood, Temper
from simulator.model.text import Lang
from simulator.session.scene import Scene
from simulator.workbench.graph import BACK, BEGIN, END, FURIOUS, Edge, Kind, charts_of
from simulator.workbench.mermaid import mermaid
from simulator.workbench.svg import svg

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("kind", ["mmd", "svg"])
def test_the_picture_to_the_letter(scene: Scene, lang: Lang, kind: str) -> None:
    charts = charts_of(scene.script, lang)
    drawn = mermaid(charts) if kind == "mmd" else svg(charts, "demo")
    golden = GOLDEN / f"demo.{lang}.{kind}"
    if os.environ.get("WRITE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(drawn, encoding="utf-8", newline="\n")
    assert drawn == golden.read_text(encoding="utf-8")


def test_every_turn_is_a_box_and_every_move_an_edge(scene: Scene) -> None:
    caller, staff = charts_of(scene.script, Lang.ZH)
    turns = scene.script.callers["wang"].actor.turns
    assert {node.id for node in caller.nodes} >= {*turns, BEGIN, BACK, END}
    moves = {(edge.source, edge.target, edge.kind) for edge in caller.edges}
    assert moves >= {
        ("opening", "waiting", Kind.HEARS),
        ("opening", "waiting", Kind.HAPPENS),
        ("opening", "opening", Kind.OTHERWISE),
        ("waiting", "bye", Kind.HAPPENS),
        (BACK, "again", Kind.ALWAYS),
        ("bye", END, Kind.ALWAYS),
    }
    assert [node.id for node in staff.nodes] == [BEGIN, "pick_up"]
    assert any("noise" in note for note in caller.notes)


def test_moods_and_where_fury_leads(scene: Scene) -> None:
    caller = scene.script.callers["wang"]
    branch = Branch(hears=("wait",), go="bye", temper=(Mood.TENSE, Mood.ANGRY))
    waiting = replace(caller.actor.turns["waiting"], branches=(branch,))
    actor = replace(
        caller.actor,
        turns={**caller.actor.turns, "waiting": waiting},
        manner=replace(caller.actor.manner, temper=Temper(starts=3)),
        furious="again",
    )
    script = replace(scene.script, callers={"wang": replace(caller, actor=actor)})
    (chart, _) = charts_of(script, Lang.ZH)
    assert Edge(FURIOUS, "again", Kind.ALWAYS) in chart.edges
    assert Edge("waiting", "bye", Kind.HEARS, ("听到 wait（着急、生气）",)) in chart.edges
    assert "开始时火气 3 级：生气" in chart.notes
    (after,) = charts_of(script, Lang.ZH, "waiting")
    assert "again" in {node.id for node in after.nodes}


def test_from_a_turn_only_what_follows(scene: Scene) -> None:
    (chart,) = charts_of(scene.script, Lang.EN, "wang/waiting")
    assert {node.id for node in chart.nodes} == {BEGIN, "waiting", "through", "bye", END, "*answers"}
    with pytest.raises(KeyError):
        charts_of(scene.script, Lang.EN, "8001/waiting")


def test_the_svg_is_xml_and_holds_what_the_script_says(scene: Scene) -> None:
    drawn = svg(charts_of(scene.script, Lang.ZH), 'a <b> & "c"')
    root = ElementTree.fromstring(drawn)
    texts = "".join(root.itertext())
    assert '<宏达>公司 & "兄弟"' in texts
    assert "extension" not in texts
    assert "http" not in drawn.replace("http://www.w3.org/2000/svg", "")

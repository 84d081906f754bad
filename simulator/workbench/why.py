"""Why somebody reacted as they did: what was understood, and which places of the script that led to."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.model.events import Event, Heard
from simulator.model.script import Branch, Reaction
from simulator.model.text import Lang, Text
from simulator.phrases import Lexicon, Match, Understanding
from simulator.session.scene import Scene
from simulator.session.state import State
from simulator.session.step import traced
from simulator.session.trace import Part, Spot, spots
from simulator.workbench.graph import cause

NOT_IN_SCRIPT = Text(
    "剧本里没有对应的分支：按脾气回应，或不作声", "no branch of the script: reacts as its manner has it, or not at all"
)
NOTHING_KNOWN = Text("没有听出任何用语", "none of the phrases was understood")
UNDERSTOOD = Text("听懂 {names}", "understood {names}")
ALMOST = Text("接近 {names}", "almost {names}")
_PLACES = {
    Part.TURN: Text("{who} 进入 {turn}", "{who} enters {turn}"),
    Part.BRANCH: Text("{who}/{turn} 第 {n} 个分支：{cause}", "{who}/{turn} branch {n}: {cause}"),
    Part.FURIOUS: Text("{who} {cause}", "{who} {cause}"),
    Part.ANSWER: Text("{who} 随时可问第 {n} 条：{cause}", "{who} answer {n}: {cause}"),
}
_REACTION = Text("{who}/{turn}：{cause}", "{who}/{turn}: {cause}")


def why(scene: Scene, before: State, t: int, event: Event, lang: Lang) -> Iterator[str]:
    """What one event meant to the people on the line, one line each; nothing where it meant nothing to them."""
    taken = traced(scene, before, t, event)[2]
    if isinstance(event, Heard):
        yield understood(scene.lexicon, event.transcript.text, lang)
        if not taken:
            yield NOT_IN_SCRIPT[lang]
    for spot in taken:
        yield told(scene, spot, lang)


def understood(lexicon: Lexicon, text: str, lang: Lang) -> str:
    """The phrases that a sentence says, and those that it almost says, with their scores."""
    matches = lexicon.match(text)
    parts = []
    for label, level in ((UNDERSTOOD, Understanding.YES), (ALMOST, Understanding.ALMOST)):
        found = [_named(match, text) for match in matches if match.understood is level]
        parts += [label.fill(names="、".join(found))[lang]] if found else []
    return "；".join(parts) or NOTHING_KNOWN[lang]


def told(scene: Scene, spot: Spot, lang: Lang) -> str:
    """A place of the script in words."""
    who = spot.actor.removeprefix("ext:")
    what = dict(spots(spot.actor, scene.actor(spot.actor))).get(spot)
    reason = cause(spot.part, what, lang) if isinstance(what, Branch | Reaction) else ""
    sentence = _PLACES.get(spot.part, _REACTION)
    return sentence.fill(who=who, turn=spot.turn, n=spot.index + 1, cause=reason)[lang]


def _named(match: Match, text: str) -> str:
    return f"{match.phrase} {match.score:.2f}“{text[match.start : match.end]}”"

"""Which turn of a call a person means with ``--from``."""

from __future__ import annotations

from simulator.model.problem import Exit, Problem
from simulator.model.script import CallScript
from simulator.model.text import Text
from simulator.workbench.turns import party_and_turn

FROM = Text(
    "从哪个节点起：节点名，或 人/节点（如 8001/agree）。", "From which turn: its name, or PARTY/TURN (8001/agree)."
)


def named_turn(script: CallScript, name: str) -> tuple[str, str]:
    """The caller or extension, and the turn.  Raises ``Problem`` with ``USAGE`` naming those there are."""
    try:
        return party_and_turn(script, name)
    except KeyError as error:
        known = error.args[0]
        raise Problem(
            Exit.USAGE,
            Text(f"来电 {script.id} 没有节点 {name}", f"call {script.id} has no turn {name}"),
            Text(f"现有的节点：{known}", f"turns there are: {known}"),
        ) from error

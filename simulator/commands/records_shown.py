"""Attempts of the certification records on the terminal, and how each stands."""

from __future__ import annotations

from simulator.commands.frame import console, language, say, table
from simulator.model.standing import Attempt, Trainee
from simulator.model.text import Text
from simulator.records.codec import Json
from simulator.records.terminal import plain

SHORT = 12
"""Digits of an id as it is shown; any unambiguous beginning is accepted."""
ID, NUMBER, NAME = Text("编号", "Id"), Text("工号", "No."), Text("姓名", "Name")
ATTEMPT = (
    Text("来电", "Call"), Text("时间", "Started"), Text("总分", "Total"), Text("结果", "Verdict"),
    Text("待裁定", "Open"),
)  # fmt: skip


def person_of(trainee: Trainee | None) -> dict[str, str]:
    """Who it is, as JSON says it; empty where that is not known here."""
    if trainee is None:
        return {"number": "", "name": "", "department": ""}
    name = trainee.name or (Text("（已删除）", "(erased)")[language()] if trainee.erased else "")
    return {"number": trainee.number, "name": name, "department": trainee.department}


def standing(attempt: Attempt, void: frozenset[str]) -> dict[str, Json]:
    """How an attempt stands; ``too_undecided`` is void without anybody's declaring it."""
    return attempt._asdict() | {"too_undecided": attempt.id in void}


def print_attempts(found: list[Attempt], known: dict[str, Trainee], void: frozenset[str]) -> None:
    """A table; ``void``: ids of those of which too much was left undecided."""
    made = table(ID, NUMBER, NAME, *ATTEMPT)
    for one in found:
        person = person_of(known.get(one.trainee))
        verdict = f"{one.verdict} ({one.automatic})" if one.verdict != one.automatic else one.verdict
        made.add_row(
            one.id[:SHORT], plain(person["number"]), plain(person["name"]), plain(one.call), one.started,
            f"{one.total / 100:.1f}", verdict + (" ×" if one.voided or one.id in void else ""),
            str(one.undecided or ""),
        )  # fmt: skip
    console().print(made)
    if void:
        ids = "、".join(one.id[:SHORT] for one in found if one.id in void)
        say(
            Text(
                f"待裁定的超过课程规定的比例，作废（×）：{ids}",
                f"Void (×), more undecided than the course allows: {ids}",
            )
        )

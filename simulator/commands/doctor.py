"""``zongji doctor``: what works on this machine, and how to put the rest right."""

from __future__ import annotations

from typing import Any

import click

from simulator.commands.frame import command, emit, json_option, language, say
from simulator.model.problem import Exit
from simulator.model.text import Text, same
from simulator.runtime.doctor import Finding, Status, examine

MARKS = {Status.OK: "✓", Status.WARNING: "!", Status.MISSING: "✗"}


@command(
    "doctor",
    Text(
        "检查本机：麦克风和音量、扬声器、普通话语音、模型、字体；逐项说明原因和办法。",
        "Examine the machine: microphone and level, speaker, Mandarin voice, models, fonts; why, and what to do.",
    ),
)
@json_option
@click.pass_context
def doctor(context: click.Context, as_json: bool) -> None:
    found = []
    for finding in examine():
        found.append(finding)
        if not as_json:
            _show(finding)
    if as_json:
        emit([_as_data(one) for one in found])
    context.exit(next((one.exit for one in found if one.status is Status.MISSING), Exit.OK))


def _show(one: Finding) -> None:
    lang = language()
    say(same(f"{MARKS[one.status]} {one.title[lang]}: {one.why[lang]}"))
    if one.fix:
        say(same(f"    → {one.fix[lang]}"))


def _as_data(one: Finding) -> dict[str, Any]:
    return {
        "part": one.part,
        "status": one.status.value,
        "why": {"zh": one.why.zh, "en": one.why.en},
        "fix": {"zh": one.fix.zh, "en": one.fix.en} if one.fix else None,
    }

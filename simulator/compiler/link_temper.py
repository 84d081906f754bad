"""Tempers in manners/1 and call/1: every mood finds a line, and nobody without a temper is asked for one."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from typing import Any

from simulator.compiler.files import CallerEntry, MannersFile, StaffEntry, TemperChange
from simulator.compiler.load import Loaded
from simulator.compiler.nodes import Path
from simulator.model.script import Branch, Line, Manner, Turn
from simulator.model.temper import Mood
from simulator.model.text import Text

_SAID = ("almost", "otherwise", "silence", "held_long", "give_up")
"""The fields of a manner that are lines."""

_Wordings = tuple[Path, Sequence[Line], Sequence[Mood]]
"""Where lines stand of which one is said, the lines, and the moods in which that can happen."""

ANY: tuple[Mood, ...] = tuple(Mood)


def link_manners(loaded: Loaded[MannersFile]) -> None:
    """The lines of every manner."""
    for name, manner in loaded.content.manners.items():
        for key in _SAID:
            path: Path = ("manners", name, key)
            _check_wordings(loaded, name, (path, getattr(manner, key), ANY), tempered=manner.temper is not None)


def check_temper(loaded: Loaded[Any], path: Path, actor: CallerEntry | StaffEntry, manner: Manner) -> None:
    """What an actor says and does by mood, beside a manner that has a temper."""
    tempered = manner.temper is not None
    for key, written in (("temper", actor.temper is not None), ("furious", bool(actor.furious))):
        if written and not tempered:
            loaded.report.add("L025", loaded.tree.key((*path, key)), manner=actor.manner)
    for place, branch in _branches(path, actor):
        if branch.temper and not tempered:
            loaded.report.add("L025", loaded.tree.place((*place, "temper")), manner=actor.manner)
    for wordings in _wordings(path, actor):
        _check_wordings(loaded, actor.manner, wordings, tempered=tempered)


def tempered(usual: Manner, change: TemperChange | None) -> Manner:
    """The manner with what moves this actor's temper otherwise."""
    if change is None or usual.temper is None:
        return usual
    given = {field.name: getattr(change, field.name) for field in dataclasses.fields(change)}
    written = {name: value for name, value in given.items() if value is not None}
    return dataclasses.replace(usual, temper=dataclasses.replace(usual.temper, **written))


def _check_wordings(loaded: Loaded[Any], manner: str, wordings: _Wordings, *, tempered: bool) -> None:
    path, lines, moods = wordings
    marked = [index for index, line in enumerate(lines) if line.temper]
    if not tempered:
        for index in marked:
            loaded.report.add("L025", loaded.tree.place((*path, index, "temper")), manner=manner)
        return
    left = [mood for mood in moods if not any(not line.temper or mood in line.temper for line in lines)]
    if lines and left:
        loaded.report.add("L026", loaded.tree.key(path), missing=Text("、".join(left), ", ".join(left)))


def _branches(path: Path, actor: CallerEntry | StaffEntry) -> Iterator[tuple[Path, Branch]]:
    for index, branch in enumerate(actor.answers):
        yield (*path, "answers", index), branch
    for turn in actor.turns.values():
        for index, branch in enumerate(turn.branches):
            yield (*path, "turns", turn.id, "branches", index), branch


def _wordings(path: Path, actor: CallerEntry | StaffEntry) -> Iterator[_Wordings]:
    for place, branch in _branches(path, actor):
        yield (*place, "say"), branch.say, branch.temper or ANY
    for turn in actor.turns.values():
        yield from _wordings_of_turn((*path, "turns", turn.id), turn)


def _wordings_of_turn(path: Path, turn: Turn) -> Iterator[_Wordings]:
    yield (*path, "say"), turn.say, ANY
    for key, reaction in (("almost", turn.almost), ("otherwise", turn.otherwise), ("silence", turn.silence)):
        if reaction is not None:
            yield (*path, key, "say"), reaction.say, ANY

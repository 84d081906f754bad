"""A bar that shows how far the proof of phrases, or the playing of plans, has got."""

from __future__ import annotations

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from simulator.commands.frame import language
from simulator.model.text import Text


class Bar:
    """What is going on, on a terminal's standard error, once the first progress is told."""

    def __init__(self, what: Text) -> None:
        columns = (TextColumn(what[language()]), BarColumn(), MofNCompleteColumn())
        self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
        self._task = self._bar.add_task("", total=None)
        self._shown = False

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            self._bar.stop()

    def told(self, done: int, total: int) -> None:
        if not self._shown and self._bar.console.is_terminal:
            self._bar.start()  # only now: most commands have nothing to prove or play
            self._shown = True
        self._bar.update(self._task, completed=done, total=total)

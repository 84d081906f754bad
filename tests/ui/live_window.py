"""Run by ``window_operator``: the program's window in a process of its own that tells what happens in it.

python live_window.py LIBRARY HOME [EARS]

prints ``screen``, ``fact``, ``quiet``, ``focus``, ``text`` and ``message`` (the number of the one on the pad, once it
is saved) with what they are; takes, a line each: ``where TEXT`` (prints ``at X Y`` of the button or field), ``focused``
(prints it with the widget that has the focus, if any), ``shot FILE`` (prints ``kept``), ``run COMMAND`` and ``close``.
"""

from __future__ import annotations

import itertools
import queue
import subprocess
import sys
import threading
from pathlib import Path

import pygame

from simulator.commands.window import hints_in
from simulator.model.effects import Effect, Record
from simulator.model.events import Event
from simulator.model.text import Lang
from simulator.runtime.call import Call
from simulator.runtime.desk import TrainingDesk
from simulator.runtime.equipment import Machine
from simulator.runtime.fonts import chinese_font
from simulator.ui.application import Application, application
from simulator.ui.screens.console import Console
from simulator.ui.widgets.buttons import Button
from simulator.ui.widgets.fields import TextField
from simulator.ui.widgets.text_input import TextInput

TELLING = threading.Lock()


def tell(*words: object) -> None:
    """A line of its own, from any thread."""
    with TELLING:
        print(*words, flush=True)


class Teller:
    """Prints what happens in the call."""

    def stepped(self, call: Call, t: int, event: Event, effects: tuple[Effect, ...]) -> None:
        tell(
            "quiet", "yes" if call.state.quiet() else "no"
        )  # first: whoever waits for a fact knows then whose turn it is
        for effect in effects:
            if isinstance(effect, Record):
                tell("fact", effect.fact.moment.value)


def main(library: Path, home: Path, ears: str) -> None:
    desk = TrainingDesk(
        library,
        home / "records",
        home / "settings.json",
        Machine(ears, "pyttsx3"),
        hints=hints_in(Lang.ZH),
        render_ahead=False,
        watchers=(Teller(),),
    )
    font = chinese_font("总机")
    assert font is not None
    window = application(desk, font.path, font.face)
    desk.open()
    commands: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=lambda: [commands.put(line.strip()) for line in sys.stdin], daemon=True).start()
    known: dict[str, str] = {}
    clock = pygame.time.Clock()
    while not window.closed:
        window.step(pygame.time.get_ticks())
        look(window, desk, known)
        while not commands.empty():
            obey(window, commands.get())
        clock.tick(60)
    desk.close()
    tell("closed")


def look(window: Application, desk: TrainingDesk, known: dict[str, str]) -> None:
    """Print what has changed."""
    focused, screen = window.root.focused, window.screen
    ready = bool(desk.readiness()) and bool(desk.calls("")) and window.idle()
    now = {
        "screen": type(screen).__name__,
        "ready": "yes" if ready else "",
        "focus": type(focused).__name__ if focused is not None else "",
        "text": focused.text if isinstance(focused, TextInput) else "",
        "message": str(screen.message.writing.message or "") if isinstance(screen, Console) else "",
    }
    for name, value in now.items():
        if value and known.get(name) != value:
            tell(name, value)
    known.update(now)


def obey(window: Application, command: str) -> None:
    name, _, argument = command.partition(" ")
    if name == "where":
        shown = [w for layer in window.root.layers for w in layer.widget.walk() if w.shown()]
        found = (w for w in shown if isinstance(w, Button) and argument in w.text)
        fields = (w for w in shown if isinstance(w, TextField) and argument in w.placeholder)
        place = next(itertools.chain(found, fields), None)
        tell("at", *(place.rect.center if place is not None else ("nowhere",)))
    elif name == "focused":
        tell("focused", *(() if window.root.focused is None else (type(window.root.focused).__name__,)))
    elif name == "shot":
        Path(argument).parent.mkdir(parents=True, exist_ok=True)
        pygame.image.save(window.surface, argument)
        tell("kept")
    elif name == "run":
        subprocess.run(argument.split(), check=True)
        tell("run")
    elif name == "close":
        window.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else "auto")

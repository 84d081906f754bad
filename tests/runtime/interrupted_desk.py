"""Run by ``test_desk_interrupted``: a desk in a process of its own, worked by lines on its standard input.

python interrupted_desk.py LIBRARY HOME    prints the facts of each step; takes ``answer``, ``say WORDS``, ``stop``
"""

from __future__ import annotations

import sys
from pathlib import Path

from simulator.model.effects import Effect, Record
from simulator.model.events import Event
from simulator.model.script import KeyName
from simulator.runtime.call import Call
from simulator.runtime.desk import TrainingDesk
from simulator.runtime.equipment import Machine
from simulator.ui.shown import Mode, Order, Voicing


class Teller:
    """Prints what happens."""

    def stepped(self, call: Call, t: int, event: Event, effects: tuple[Effect, ...]) -> None:
        for effect in effects:
            if isinstance(effect, Record):
                print(effect.fact.moment.value, flush=True)


def main(library: Path, home: Path) -> None:
    desk = TrainingDesk(
        library, home / "records", home / "settings.json", Machine("none"), render_ahead=False, watchers=(Teller(),)
    )
    desk.open()
    work = desk.begin(Order("李敏", "gm-accepts", Mode.PRACTICE, Voicing.TYPED))
    for line in sys.stdin:
        command, _, words = line.strip().partition(" ")
        if command == "answer":
            work.press(KeyName.ANSWER, "1")
        elif command == "say":
            work.say(words)
        else:
            break
    desk.close()
    print("closed", type(work.stage()).__name__, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

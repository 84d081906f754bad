"""Run by ``test_call_kill``: works the demo call in text again and again, and tells what the disk has acknowledged.

python killed_call.py FOLDER        prints ``RECORD ACKNOWLEDGED`` after every step of the call
"""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

from simulator.model.effects import Effect
from simulator.model.events import Event
from simulator.runtime import folders, performance
from simulator.runtime.call import Call
from simulator.runtime.journal import Journal
from simulator.runtime.rehearsal import AsText, VirtualMouth
from simulator.runtime.workspace import Workspace
from simulator.session.scene import speaking_rates


class Teller:
    """A watcher that says how much of the log is safe."""

    def __init__(self, folder: Path, journal: Journal) -> None:
        self._folder = folder
        self._journal = journal

    def stepped(self, call: Call, t: int, event: Event, effects: tuple[Effect, ...]) -> None:
        print(self._folder.name, self._journal.acknowledged, flush=True)


def main(root: Path) -> None:
    workspace = Workspace(folders.library())
    loaded = workspace.load_call(workspace.find_call("gm-accepts"))
    plan = performance.plan_of(loaded, "perfect")
    scene = performance.scene_of(loaded, seed=1)
    for _ in itertools.count():
        folder = performance.record_folder(loaded, root)
        header = performance.header_of(
            loaded, seed=1, trainee=plan.id, mode="rehearsal", ears="text", voice="none", degraded=("typed",)
        )
        with Journal(folder.log, header) as journal:
            performance.perform(
                scene,
                plan,
                AsText(),
                lambda inbox: VirtualMouth(inbox, speaking_rates(scene)),
                journal.append,
                [Teller(folder.path, journal)],
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]))

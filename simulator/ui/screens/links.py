"""Where the start screen leads to besides a call: progress, drills, the reference; and the check before an exam."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from simulator.ui.desk import Work
from simulator.ui.screens.debrief import DebriefScreen
from simulator.ui.screens.drill import DrillScreen
from simulator.ui.screens.progress import ProgressScreen
from simulator.ui.screens.reference import ReferenceScreen
from simulator.ui.screens.screen import Place, Screen
from simulator.ui.shown import Debrief
from simulator.ui.widgets.widget import Action

LINKS: Mapping[str, Callable[[Place, str, str], Screen]] = {
    "progress": lambda place, trainee, call: ProgressScreen(place, trainee),
    "drill": lambda place, trainee, call: DrillScreen(place, place.desk.drill(call, check=False)),
    "reference": lambda place, trainee, call: ReferenceScreen(place, place.desk.reference(call)),
}


def debrief(place: Place, work: Work, shown: Debrief) -> Screen:
    """What comes after a call."""
    return DebriefScreen(place, work, shown)


def check(place: Place, call: str, begin: Action) -> Screen:
    """What comes before an exam: headset and recogniser are tried; ``begin`` starts the exam once they have passed."""
    return DrillScreen(place, place.desk.drill(call, check=True), begin)

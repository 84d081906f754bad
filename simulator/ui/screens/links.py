"""Where the start screen leads to besides a call: progress, drills, the reference; and the check before an exam."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from simulator.ui.desk import Work
from simulator.ui.screens.archive import ArchiveScreen
from simulator.ui.screens.debrief import DebriefScreen
from simulator.ui.screens.docket import DocketScreen
from simulator.ui.screens.drill import DrillScreen
from simulator.ui.screens.progress import ProgressScreen
from simulator.ui.screens.reference import ReferenceScreen
from simulator.ui.screens.screen import Place, Screen
from simulator.ui.shown import Debrief
from simulator.ui.widgets.widget import Action


def debrief(place: Place, work: Work, shown: Debrief, again: Action) -> Screen:
    """What comes after a call; ``again`` practises the same one in its place."""
    return DebriefScreen(place, work, shown, again)


def check(place: Place, call: str, begin: Action) -> Screen:
    """What comes before an exam: headset and recogniser are tried; ``begin`` starts the exam in its place once they
    have passed."""
    work = place.desk.drill(call, check=True)

    def passed() -> None:
        work.close()
        place.back()
        begin()

    return DrillScreen(place, work, passed)


def _progress(place: Place, trainee: str, call: str) -> Screen:
    return ProgressScreen(place, trainee)


def _drill(place: Place, trainee: str, call: str) -> Screen:
    return DrillScreen(place, place.desk.drill(call, check=False))


def _reference(place: Place, trainee: str, call: str) -> Screen:
    """The wordings of the call's rulebook, of the first call's where none is chosen."""
    calls = place.desk.calls(trainee)
    of = call or (calls[0].id if calls else "")
    return ReferenceScreen(place, place.desk.reference(of))


def _docket(place: Place, trainee: str, call: str) -> Screen:
    return DocketScreen(place)


def _archive(place: Place, trainee: str, call: str) -> Screen:
    return ArchiveScreen(place)


LINKS: Mapping[str, Callable[[Place, str, str], Screen]] = {
    "progress": _progress,
    "drill": _drill,
    "reference": _reference,
    "docket": _docket,
    "archive": _archive,
}
"""The screens by the names that the start screen has for them; made with the trainee's name and the chosen call."""

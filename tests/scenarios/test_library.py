"""The shipped files are whole: they compile, the company is a real one, and every recording that is named is there."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from audio.wav import read_sound
from simulator.model.company import Rank, Role
from simulator.model.script import Say
from simulator.runtime.performance import scene_of
from simulator.runtime.workspace import LoadedCall, Workspace
from simulator.session.scene import spoken_lines

LIBRARY = Path(__file__).resolve().parents[2] / "scenarios"
SWITCHBOARD = LIBRARY / "calls" / "switchboard"
CALLS = {
    "enrolment-hotline": (
        "another-school",
        "changed-course",
        "credit-transfer",
        "cross-parent",
        "dormitory-brochure",
        "driving-school",
        "fees-and-dates",
        "follow-up",
        "grandmother",
        "pupil-marks",
        "pupil-requirements",
        "two-at-once",
        "unclear-dialect",
    ),
    "gas-hotline": (
        "address-corrected",
        "book-inspection",
        "call-backs-at-eleven",
        "call-backs-at-four",
        "child-alarm",
        "deaf-old-man",
        "dialect-heater",
        "dug-up-pipe",
        "evening-handover",
        "late-fitter",
        "leak-during-call",
        "leak-kitchen",
        "leak-panic",
        "meter-bill",
        "no-gas",
        "stairwell-smell",
    ),
    "office-phone": (
        "beyond-scope",
        "complaint-colleague",
        "corrected-booking",
        "dialect-repair",
        "fire-alarm",
        "front-desk-rush",
        "hard-of-hearing",
        "leave-rules",
        "line-fault",
        "number-enquiry",
        "rattled-number",
        "silent-caller",
        "spelled-name",
        "three-party",
        "training-notice",
        "unclear-caller",
        "visitor",
        "whereabouts",
        "wrong-department",
        "wrong-number",
    ),
    "service-centre": (
        "call-backs-afternoon",
        "complaint-barrier",
        "complaint-noise",
        "complaint-operator",
        "corrected-address",
        "corridor-lamp",
        "cut-off",
        "fees-busy",
        "fit-out-enquiry",
        "fund-question",
        "hand-over",
        "manager-absent",
        "owner-details",
        "parking-unclear",
        "praise",
        "repair-leak",
        "rubbish-dialect",
        "second-report",
        "two-lines",
    ),
    "switchboard": (
        "busy",
        "complaint",
        "fault",
        "gm-accepts",
        "gm-declines",
        "gm-out",
        "meeting-notice",
        "shift-end",
        "shift-start",
    ),
}
LARGEST = 40_000
"""Bytes of a recording: nobody waits for a clone."""


def _load(call: str) -> LoadedCall:
    return Workspace(LIBRARY).load_call(SWITCHBOARD / f"{call}.yaml")


def _recordings(loaded: LoadedCall) -> set[str]:
    named = {line.recording for _, line, _ in spoken_lines(scene_of(loaded, seed=0))}
    plans = loaded.plans.plans.values() if loaded.plans else ()
    named |= {step.recording for plan in plans for step in plan.steps if isinstance(step, Say)}
    return named - {""}


def test_everything_compiles_without_a_single_diagnostic(library: Workspace) -> None:
    assert [f"{d.span.file}:{d.span.line}: {d.code} {d.message.en}" for d in library.diagnostics] == []
    found = [path.relative_to(LIBRARY / "calls").with_suffix("").as_posix() for path in library.call_files()]
    assert found == [f"{folder}/{call}" for folder, calls in CALLS.items() for call in calls]


def test_the_company_has_people_of_every_rank_and_a_place_for_every_role(library: Workspace) -> None:
    company = library.company("hengcheng")
    assert company is not None
    assert len(company.departments) >= 8
    assert len(company.people) >= 15
    assert set(Counter(person.rank for person in company.people.values())) == set(Rank)
    assert set(company.roles) == set(Role)
    assert len(company.outside_lines) >= 2
    assert company.spare_line not in ("", *company.outside_lines)
    assert len(company.announcements) == 3
    assert all(person.mobile for person in company.people.values())


@pytest.mark.parametrize("rank", [Rank.CHAIRMAN, Rank.VICE_CHAIRMAN, Rank.GENERAL_MANAGER])
def test_every_executive_has_a_secretary(library: Workspace, rank: Rank) -> None:
    company = library.company("hengcheng")
    assert company is not None
    for person in company.people.values():
        if person.rank is rank:
            assert company.people[person.secretary].rank is Rank.SECRETARY


def test_surnames_that_reading_tables_misread_carry_their_pinyin(library: Workspace) -> None:
    company = library.company("hengcheng")
    assert company is not None
    misread = [person.name for person in company.people.values() if person.name.text[0] in "曾单解查朴翟乐"]
    assert len(misread) >= 3
    assert all(name.pinyin for name in misread)


@pytest.mark.parametrize("call", CALLS["switchboard"])
def test_recordings_are_there_short_and_playable(call: str) -> None:
    for recording in sorted(_recordings(_load(call))):
        file = SWITCHBOARD / recording
        assert file.stat().st_size < LARGEST, recording
        assert len(read_sound(file)), recording


def test_no_recording_is_left_over() -> None:
    named = set().union(*(_recordings(_load(call)) for call in CALLS["switchboard"]))
    shipped = {path.relative_to(SWITCHBOARD).as_posix() for path in (SWITCHBOARD / "recordings").glob("*.ogg")}
    assert shipped == named


def test_the_demo_call_is_recorded_on_both_sides() -> None:
    loaded = _load("gm-accepts")
    assert loaded.plans is not None
    perfect = loaded.plans.plans["perfect"]
    assert all(step.recording for step in perfect.steps if isinstance(step, Say))
    actors = {actor for actor, line, _ in spoken_lines(scene_of(loaded, seed=0)) if line.recording}
    assert actors == {"wang", "ext:8001"}


def test_recordings_say_what_they_are() -> None:
    notice = (SWITCHBOARD / "recordings" / "README.md").read_text(encoding="utf-8")
    assert "Kokoro" in notice
    assert "Apache" in notice

"""The shipped files are whole: they compile, the company is a real one, and every recording that is named is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
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
        "bad-lines",
        "busy",
        "chairman",
        "complaint",
        "conference",
        "crying",
        "fault",
        "gm-accepts",
        "gm-declines",
        "gm-out",
        "long-call",
        "meeting-notice",
        "no-answer",
        "shift-end",
        "shift-start",
        "threat",
        "unclear",
        "vice-chairman",
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


ASKED_FOR: Mapping[str, tuple[str, ...]] = {
    "a member of staff": ("switchboard/no-answer",),
    "the general manager accepts": ("switchboard/gm-accepts",),
    "the general manager declines": ("switchboard/gm-declines",),
    "the general manager is out": ("switchboard/gm-out",),
    "the chairman by secretary": ("switchboard/chairman",),
    "the vice chairman by secretary, secretary out": ("switchboard/vice-chairman",),
    "busy": ("switchboard/busy", "service-centre/fees-busy", "office-phone/rattled-number"),
    "no answer": ("switchboard/no-answer", "office-phone/number-enquiry"),
    "absent": ("office-phone/whereabouts", "service-centre/manager-absent"),
    "wrong department": ("office-phone/wrong-department", "enrolment-hotline/driving-school"),
    "a calm complaint": ("service-centre/complaint-noise",),
    "an angry complaint": ("switchboard/complaint", "service-centre/complaint-barrier", "gas-hotline/late-fitter"),
    "a crying complaint": ("switchboard/crying",),
    "a threatening complaint": ("switchboard/threat",),
    "a complaint about the operator": ("service-centre/complaint-operator",),
    "an urgent call against a running one": ("gas-hotline/leak-during-call", "service-centre/two-lines"),
    "noise, then a dead line": ("switchboard/fault",),
    "crackle, drop-outs, one-way audio": ("switchboard/bad-lines",),
    "a number enquiry allowed": ("switchboard/no-answer", "office-phone/number-enquiry"),
    "a number enquiry not allowed": ("switchboard/gm-out", "service-centre/owner-details"),
    "a confidentiality trap": ("office-phone/whereabouts", "enrolment-hotline/pupil-marks"),
    "confidential at the caller's wish": ("switchboard/vice-chairman", "office-phone/complaint-colleague"),
    "an unclear caller": ("switchboard/unclear", "service-centre/parking-unclear", "enrolment-hotline/unclear-dialect"),
    "dialect": ("office-phone/dialect-repair", "gas-hotline/dialect-heater", "service-centre/rubbish-dialect"),
    "hard of hearing": ("office-phone/hard-of-hearing", "gas-hotline/deaf-old-man", "service-centre/corridor-lamp"),
    "a detail corrected later": ("gas-hotline/address-corrected", "service-centre/corrected-address"),
    "a name spelled by its characters": ("switchboard/vice-chairman", "office-phone/spelled-name"),
    "a number rattled off": ("office-phone/rattled-number", "enrolment-hotline/changed-course"),
    "silence": ("office-phone/silent-caller",),
    "a conference with minutes": ("switchboard/conference", "office-phone/three-party"),
    "meeting notices outward": ("switchboard/meeting-notice", "office-phone/training-notice"),
    "a long call reminder": ("switchboard/long-call",),
    "shift start, automatic answering": ("switchboard/shift-start",),
    "shift end, automatic answering": ("switchboard/shift-end",),
    "an alarm in mid-call": ("office-phone/fire-alarm",),
    "course enquiries": ("enrolment-hotline/fees-and-dates", "enrolment-hotline/pupil-requirements"),
    "a gas leak": ("gas-hotline/leak-kitchen", "gas-hotline/leak-panic"),
    "a dug-up pipe": ("gas-hotline/dug-up-pipe",),
    "repair with dispatch and call-back at 11:00": ("gas-hotline/call-backs-at-eleven", "service-centre/repair-leak"),
    "call-back at 16:00": ("gas-hotline/call-backs-at-four", "service-centre/call-backs-afternoon"),
}
"""What a trainee has to have met, and the calls in which it is met."""
SHIFTS = (
    "enrolment-hotline/two-at-once",
    "gas-hotline/leak-during-call",
    "office-phone/front-desk-rush",
    "service-centre/hand-over",
    "service-centre/two-lines",
    "switchboard/busy",
    "switchboard/shift-start",
)
"""Those with several calls."""


@pytest.mark.parametrize("met", ASKED_FOR)
def test_everything_that_happens_at_a_switchboard_is_met_in_a_call(met: str) -> None:
    there = {f"{folder}/{call}" for folder, calls in CALLS.items() for call in calls}
    assert set(ASKED_FOR[met]) <= there


def test_there_are_sixty_calls_and_six_shifts_with_several_callers(library: Workspace) -> None:
    assert sum(map(len, CALLS.values())) >= 60
    scripts = [library.script(LIBRARY / "calls" / f"{shift}.yaml") for shift in SHIFTS]
    assert all(script is not None and len(script.callers) >= 2 for script in scripts)
    assert len(SHIFTS) >= 6


def test_every_call_is_in_a_course(library: Workspace) -> None:
    courses = [library.load_course(file) for file in library.course_files()]
    taught = {call for course in courses for stage in course.stages.values() for call in stage.calls}
    scripts = [library.script(file) for file in library.call_files()]
    assert {script.id for script in scripts if script is not None} == taught


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

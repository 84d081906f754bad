"""What a moment may say in parentheses, in a rulebook and in a call.

A rulebook knows no people: it speaks of ranks, departments and roles, and the score looks up whom the directory means.
A call and its plans know the people, and only the situations that a call opens itself carry an argument there.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from simulator.model.company import DEPARTMENT, Rank, Role
from simulator.model.moments import Moment
from simulator.model.script import LineFault, Urgency
from simulator.model.temper import Mood

UNCLEAR = "unclear"
"""The argument of ``request`` where callers do not know whom they want."""

GIVEN_FACTS = ("name", "organisation", "phone", "address", "matter", "urgency", "attendance")
"""What people can tell, asked or not: the argument of ``gives``."""

PLACES = ("indoors", "outdoors")
"""Where it is that something is urgent, if the call says so: the argument of ``urgent``."""

MODES = ("manual", "automatic")
URGENT = Urgency.URGENT.value
"""The argument of ``ringing`` for a call with the priority lamp."""

REASONS = ("ended", "patience", "temper", "abandoned", "unheard", "unserved")
RELEASES = ("ended", "passed_on")
RANKS_AND_ROLES = tuple(
    dict.fromkeys((*(rank.value for rank in Rank), DEPARTMENT, *(role.value for role in Role), UNCLEAR))
)
FAULTS = tuple(fault.value for fault in LineFault)
MOODS = tuple(mood.value for mood in Mood)

PARTY_MOMENTS = frozenset({Moment.REQUEST, Moment.NUMBER_ENQUIRY, Moment.NOTICE})
"""The situations whose argument is a person or a department."""

IN_RULEBOOKS: Mapping[Moment, Collection[str]] = {
    **dict.fromkeys(
        (
            *PARTY_MOMENTS,
            Moment.DIALLED,
            Moment.EXTENSION_ANSWERED,
            Moment.EXTENSION_BUSY,
            Moment.EXTENSION_NO_ANSWER,
            Moment.EXTENSION_ABSENT,
            Moment.EXTENSION_OUT_OF_ORDER,
            Moment.RETURNED,
            Moment.CONSULTED,
            Moment.CONNECTED,
            Moment.CONFERENCE,
            Moment.ACCEPTS,
            Moment.DECLINES,
            Moment.MESSAGE_RELAYED,
        ),
        RANKS_AND_ROLES,
    ),
    Moment.FAULT_REPORTED: (*FAULTS, *RANKS_AND_ROLES),
    Moment.LINE_FAULT: FAULTS,
    Moment.RINGING: (URGENT,),
    Moment.URGENT: PLACES,
    Moment.HUNG_UP: REASONS,
    Moment.RELEASED: RELEASES,
    Moment.MODE: MODES,
    Moment.MODE_EXPECTED: MODES,
    Moment.GIVES: GIVEN_FACTS,
    Moment.ANGERED: MOODS,
    Moment.SOOTHED: MOODS,
}
"""What the score compares an argument with; the other moments take none."""


def in_calls(parties: Collection[str]) -> Mapping[Moment, Collection[str]]:
    """The same for a call of a company with these people and departments: arguments are compared letter by letter."""
    of_parties = {**dict.fromkeys(PARTY_MOMENTS, (*parties, UNCLEAR)), Moment.NOTICE: parties}
    of_moods = dict.fromkeys((Moment.ANGERED, Moment.SOOTHED), MOODS)
    return {**of_parties, **of_moods, Moment.URGENT: PLACES, Moment.GIVES: GIVEN_FACTS}

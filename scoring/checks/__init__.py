"""One function per mechanism of a rulebook, and the table that finds it by the check's type."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from scoring.case import Case
from scoring.checks.answering import answered_within, spoke_within, urgent_first
from scoring.checks.duty import help_used, mode_on_duty
from scoring.checks.enquiries import enquiry_answered
from scoring.checks.faults import called_back, fault_reported, spare_line_used
from scoring.checks.forbidden import not_disclosed, not_said
from scoring.checks.messages import message_kept, message_relayed
from scoring.checks.notices import notice_answered, notified
from scoring.checks.readback import read_back
from scoring.checks.record import record_field_right
from scoring.checks.routing import confirmed_connected, consulted_first, routed_to_goal
from scoring.checks.said import said
from scoring.checks.sequence import done_within, happened, never_happened
from scoring.checks.sound import dead_air, hold_reengaged, speech_rate, talk_over
from scoring.outcome import Outcome
from simulator.model import rulebook
from simulator.model.rulebook import Check, Rule

CHECKS: dict[type[Check], Callable[[Case, Rule, Any], Iterator[Outcome]]] = {
    rulebook.Said: said,
    rulebook.NotSaid: not_said,
    rulebook.AnsweredWithin: answered_within,
    rulebook.SpokeWithin: spoke_within,
    rulebook.DoneWithin: done_within,
    rulebook.Happened: happened,
    rulebook.NeverHappened: never_happened,
    rulebook.RoutedToGoal: routed_to_goal,
    rulebook.ConsultedFirst: consulted_first,
    rulebook.ConfirmedConnected: confirmed_connected,
    rulebook.UrgentFirst: urgent_first,
    rulebook.RecordFieldRight: record_field_right,
    rulebook.MessageKept: message_kept,
    rulebook.MessageRelayed: message_relayed,
    rulebook.ReadBack: read_back,
    rulebook.FaultReported: fault_reported,
    rulebook.SpareLineUsed: spare_line_used,
    rulebook.CalledBack: called_back,
    rulebook.Notified: notified,
    rulebook.NoticeAnswered: notice_answered,
    rulebook.EnquiryAnswered: enquiry_answered,
    rulebook.NotDisclosed: not_disclosed,
    rulebook.DeadAir: dead_air,
    rulebook.TalkOver: talk_over,
    rulebook.SpeechRate: speech_rate,
    rulebook.HoldReengaged: hold_reengaged,
    rulebook.ModeOnDuty: mode_on_duty,
    rulebook.HelpUsed: help_used,
}


def outcomes(case: Case, rule: Rule) -> tuple[Outcome, ...]:
    """Every instance of a rule in a call, in order of time."""
    found = CHECKS[type(rule.check)](case, rule, rule.check)
    return tuple(sorted(found, key=lambda outcome: outcome.at))

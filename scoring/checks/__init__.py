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
from scoring.outcome import Instances, Outcome
from simulator.model import checks
from simulator.model.checks import Check
from simulator.model.rulebook import Rule

CHECKS: dict[type[Check], Callable[[Case, Rule, Any], Iterator[Outcome]]] = {
    checks.Said: said,
    checks.NotSaid: not_said,
    checks.AnsweredWithin: answered_within,
    checks.SpokeWithin: spoke_within,
    checks.DoneWithin: done_within,
    checks.Happened: happened,
    checks.NeverHappened: never_happened,
    checks.RoutedToGoal: routed_to_goal,
    checks.ConsultedFirst: consulted_first,
    checks.ConfirmedConnected: confirmed_connected,
    checks.UrgentFirst: urgent_first,
    checks.RecordFieldRight: record_field_right,
    checks.MessageKept: message_kept,
    checks.MessageRelayed: message_relayed,
    checks.ReadBack: read_back,
    checks.FaultReported: fault_reported,
    checks.SpareLineUsed: spare_line_used,
    checks.CalledBack: called_back,
    checks.Notified: notified,
    checks.NoticeAnswered: notice_answered,
    checks.EnquiryAnswered: enquiry_answered,
    checks.NotDisclosed: not_disclosed,
    checks.DeadAir: dead_air,
    checks.TalkOver: talk_over,
    checks.SpeechRate: speech_rate,
    checks.HoldReengaged: hold_reengaged,
    checks.ModeOnDuty: mode_on_duty,
    checks.HelpUsed: help_used,
}


def outcomes(case: Case, rule: Rule) -> Instances:
    """Every instance of a rule in a call, in order of time."""
    found = CHECKS[type(rule.check)](case, rule, rule.check)
    return Instances(sorted(found, key=lambda outcome: outcome.at))

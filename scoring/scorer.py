"""The score of a call: a pure function of its log, the script, the company, the rulebook and the rulings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from scoring.case import Case
from scoring.checks import outcomes
from scoring.directory import Directory
from scoring.grading import Judged, grade
from scoring.outcome import Instances, not_applicable
from scoring.seen_through import left_undone
from scoring.verdict import reservations
from simulator.model.company import Company
from simulator.model.log import Adjudication, Log, Versions
from simulator.model.rulebook import Rule, Rulebook
from simulator.model.scorecard import Scorecard
from simulator.model.script import CallScript
from simulator.model.text import Text, same
from simulator.phrases import Lexicon, slots_of

_NO_OCCASION = Text("这次通话没有出现这种情况", "the occasion did not arise in this call")


@dataclass(frozen=True, slots=True)
class Scorer:
    """A company and a rulebook made ready once for scoring many calls. ``lexicon`` holds the rulebook's phrases;
    phrases of a script's own lead callers on and earn nothing."""

    company: Company
    rulebook: Rulebook
    lexicon: Lexicon
    _directory: Directory = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_directory", Directory(self.company))

    @classmethod
    def of(cls, company: Company, rulebook: Rulebook) -> Scorer:
        return cls(company, rulebook, Lexicon.ready(rulebook.phrases, slots_of(company)))

    def score(
        self,
        log: Log,
        script: CallScript,
        adjudications: tuple[Adjudication, ...] = (),
        versions: Versions | None = None,
    ) -> Scorecard:
        """Score one call.  The same arguments always give the same scorecard."""
        return grade(self.company, self.rulebook, self.judge(log, script), adjudications, versions)

    def judge(self, log: Log, script: CallScript) -> Judged:
        """What every check of the rulebook finds in the log: nearly all the work of a score."""
        case = self.case(log, script)
        found = self.find(case, self.rulebook.rules)
        left, whole = left_undone(case), reservations(log, case.timeline)
        return Judged(script.id, script.title, log.header.trainee, log.complete, left, whole, found)

    def case(self, log: Log, script: CallScript, recited: frozenset[int] | None = None) -> Case:
        """The call as its checks see it; ``recited`` as in ``Case.of``."""
        return Case.of(log, script, self._directory, self.rulebook, self.lexicon, recited)

    def find(self, case: Case, rules: Iterable[Rule]) -> dict[str, Instances]:
        """What the checks of these rules find in a call, by rule id."""
        rules = tuple(rules)
        case.read_likely(rules)
        return {rule.id: outcomes(case, rule) or _nothing(rule) for rule in rules}


def score(
    log: Log,
    script: CallScript,
    company: Company,
    rulebook: Rulebook,
    adjudications: tuple[Adjudication, ...] = (),
    versions: Versions | None = None,
) -> Scorecard:
    """Score one call.

    Pure; the matcher of the last few companies and rulebooks is kept ready, which changes what it costs and nothing
    else.
    """
    return Scorer.of(company, rulebook).score(log, script, adjudications, versions)


def _nothing(rule: Rule) -> Instances:
    return Instances((not_applicable(0, same(rule.title), _NO_OCCASION),))

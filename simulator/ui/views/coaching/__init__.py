"""What the rules expect next, for practice: what to say and what to press, with the clauses behind it.

``situation`` reads the log so far, ``sayings`` finds the wordings whose window is open, ``doings`` the keys and forms.
The checks of the score themselves say what is still to be done: a finding that would fail only because the log ends
here is what can be hinted.
"""

from __future__ import annotations

from collections.abc import Sequence

from simulator.model.company import Company
from simulator.model.log import Entry
from simulator.model.rulebook import Rulebook
from simulator.model.script import CallScript
from simulator.model.text import Lang
from simulator.phrases import Lexicon
from simulator.ui.shown import Hint
from simulator.ui.views.coaching.doings import doings
from simulator.ui.views.coaching.due import Due
from simulator.ui.views.coaching.sayings import goodbye, sayings
from simulator.ui.views.coaching.situation import Situation


def hints(
    entries: Sequence[Entry],
    script: CallScript,
    company: Company,
    rulebook: Rulebook,
    lexicon: Lexicon,
    t: int,
    lang: Lang = Lang.ZH,
) -> tuple[Hint, ...]:
    """What to say and do now, the most pressing first; empty when nothing is expected.

    ``entries`` is the log so far, ``t`` session ms not before its end, ``lexicon`` the call's matcher.  Wordings are
    the rulebook's; ``lang`` is for what is said about keys.
    """
    now = Situation.of(entries, script, company, rulebook, lexicon, t)
    presses = tuple(doings(now, lang))
    words = tuple(sayings(now, presses))
    due = [*presses, *words, *goodbye(now, (*presses, *words))]
    best: dict[str, Due] = {}
    for one in sorted(due, key=lambda one: one.pressing(rulebook)):
        best.setdefault(one.wording, one)
    return tuple(Hint(one.rule.title, one.wording, one.rule.clauses) for one in best.values())


__all__ = ["hints"]

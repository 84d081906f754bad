"""What a rulebook has from the commons that it includes, and how both become one: a name of its own comes first."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from simulator.compiler.files import CommonFile, RulesFile
from simulator.compiler.load import Loaded
from simulator.compiler.report import suggestion
from simulator.model.rulebook import Clause, Common, Phrase, Rule, Sanction, Status


@dataclass(frozen=True, slots=True)
class Inherited:
    """Clauses, phrases, rules and sanctions of all included commons; ``complete``: whether all could be had."""

    clauses: Mapping[str, Clause]
    phrases: Mapping[str, Phrase]
    rules: tuple[Rule, ...]
    complete: bool = True
    sanctions: Mapping[str, Sanction] = field(default_factory=dict)


NOTHING = Inherited(MappingProxyType({}), MappingProxyType({}), ())


def inherited(loaded: Loaded[RulesFile] | None, commons: Mapping[str, Common | None]) -> Inherited:
    """What ``includes`` brings; a name that no common has is reported, one with errors (None) makes it incomplete."""
    if loaded is None:
        return dataclasses.replace(NOTHING, complete=False)
    found: list[Common] = []
    complete = True
    for index, name in enumerate(loaded.content.includes):
        common = commons.get(name)
        place = loaded.tree.place(("includes", index))
        if name not in commons:
            loaded.report.add("R016", place, name=name, suggestion=suggestion(name, commons))
        elif common is None:
            complete = False
        else:
            found.append(common)
            if loaded.content.status is Status.RELEASED and common.status is not Status.RELEASED:
                loaded.report.add("R018", place, name=name, status=common.status)
    return Inherited(
        {name: clause for common in found for name, clause in common.clauses.items()},
        {name: phrase for common in found for name, phrase in common.phrases.items()},
        tuple(rule for common in found for rule in common.rules),
        complete,
        {name: sanction for common in found for name, sanction in common.sanctions.items()},
    )


def merged_phrases(own: Mapping[str, Phrase], inherited: Inherited) -> Mapping[str, Phrase]:
    """All phrases; one of the rulebook's own takes the place of an inherited one."""
    return MappingProxyType({**inherited.phrases, **own})


def merged_rules(own: Iterable[Rule], inherited: Inherited) -> tuple[Rule, ...]:
    """All rules, the rulebook's own first; one in the place of an inherited rule answers for its clauses too."""
    before = {rule.id: rule for rule in inherited.rules}
    ours = tuple(_answering_for(rule, before.pop(rule.id, None)) for rule in own)
    return (*ours, *before.values())


def _answering_for(rule: Rule, replaced: Rule | None) -> Rule:
    added = tuple(one for one in replaced.clauses if one not in rule.clauses) if replaced else ()
    return dataclasses.replace(rule, clauses=(*rule.clauses, *added)) if added else rule


def build_common(rules: CommonFile, clauses: Mapping[str, Clause], phrases: Mapping[str, Phrase]) -> Common:
    """The three files of a common as one value."""
    return Common(
        id=rules.id,
        version=rules.version,
        title=rules.title,
        status=rules.status,
        clauses=clauses,
        phrases=phrases,
        rules=tuple(rules.rules.values()),
        basis_texts=rules.basis_texts,
        sanctions=rules.sanctions,
    )

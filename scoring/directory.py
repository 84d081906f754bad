"""The company's directory as the rules speak of it: who a name, a rank, a role or an extension stands for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from simulator.model.company import DEPARTMENT, Company, Role, SpokenName
from simulator.model.moments import Fact, Moment, MomentRef
from simulator.model.script import Urgency

_DETAILS = ("kind", "reason", "mode", "to")
"""Details of facts that a reference may name: ``line_fault(dead)``, ``hung_up(patience)``, ``mode(automatic)``."""


@dataclass(frozen=True, slots=True)
class Directory:
    """A company, asked by the rules."""

    company: Company
    _titles: dict[str, frozenset[str]] = field(default_factory=dict)

    def concerns(self, ref: MomentRef, fact: Fact) -> bool:
        """Whether the fact is one that the reference means."""
        return ref.moment is fact.moment and (not ref.about or ref.about in self.names_of(fact))

    def names_of(self, fact: Fact) -> frozenset[str]:
        """Everything a reference may call the fact by: what it is about, whose extension it is, its kind or reason."""
        names = {str(fact.detail[key]) for key in _DETAILS if key in fact.detail}
        if fact.detail.get("urgent") is True:
            names.add(Urgency.URGENT.value)
        for word in (fact.about, fact.extension, *names):
            names |= self.aliases(word)
        if fact.moment is Moment.REQUEST and fact.about != Role.UNCLEAR:
            names.discard(Role.UNCLEAR)  # asking for 综合管理部 by its name is not being unclear
        return frozenset(names)

    def aliases(self, word: str) -> frozenset[str]:
        """An id or extension with everything the directory says about it: holder, extension, rank, roles."""
        known = self._titles.get(word)
        if known is None:
            known = self._titles[word] = frozenset(self._aliases(word))
        return known

    def _aliases(self, word: str) -> Iterator[str]:
        if not word:
            return
        yield word
        extension = self.company.extensions.get(word)
        holder = extension.holder if extension is not None else word
        yield holder
        person, department = self.company.people.get(holder), self.company.departments.get(holder)
        if person is not None:
            yield from (person.rank.value, person.extension)
        if department is not None:
            yield from (DEPARTMENT, department.extension)
        number = self.extension_of(word)
        yield from (role.value for role, at in self.company.roles.items() if at == number)

    def extension_of(self, word: str) -> str:
        """The extension of a person or department id, or the extension itself; empty when there is none."""
        if word in self.company.extensions:
            return word
        if word in self.company.people:
            return self.company.people[word].extension
        if word in self.company.departments:
            return self.company.departments[word].extension
        return ""

    def extensions_named(self, said: str) -> frozenset[str]:
        """The extensions of everybody whom these written words can mean; a department means its people, too."""
        people, departments = self.company.people.values(), self.company.departments.values()
        named = {d.id: d.extension for d in departments if said in (d.name.text, *d.name.also)}
        own = (p.extension for p in people if said in (p.title, p.name.text, *p.name.also))
        colleagues = (p.extension for p in people if p.department in named)
        return frozenset((*named.values(), *own, *colleagues))

    def name(self, word: str) -> str:
        """A person's, department's or extension's written name; the word itself when the directory does not know it."""
        holder = self.company.extensions[word].holder if word in self.company.extensions else word
        if holder in self.company.people:
            return self.company.people[holder].name.text
        if holder in self.company.departments:
            return self.company.departments[holder].name.text
        return word

    def wordings(self, word: str) -> tuple[SpokenName, ...]:
        """What the person or department may be called: the name with its other forms, and a person's title."""
        if word in self.company.people:
            person = self.company.people[word]
            return (person.name, SpokenName(person.title)) if person.title else (person.name,)
        if word in self.company.departments:
            return (self.company.departments[word].name,)
        return ()

    def takes_messages_for(self, to: str, whom: str) -> bool:
        """Whether a message passed on to ``to`` reaches ``whom``: the same, or the person's own secretary."""
        person = self.company.people.get(whom)
        return to == whom or (person is not None and bool(person.secretary) and person.secretary == to)

    def private_numbers(self) -> tuple[str, ...]:
        """Numbers that must not be told to an outside caller: mobiles, direct lines, extensions that are not public."""
        numbers: list[str] = []
        for person in self.company.people.values():
            numbers += [person.mobile, person.direct, "" if person.public else person.extension]
        numbers += [d.extension for d in self.company.departments.values() if not d.public]
        return tuple(dict.fromkeys(number for number in numbers if number))

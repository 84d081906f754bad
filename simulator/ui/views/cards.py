"""The company's directory made ready for the panel: a card for each extension, with everything it can be found by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.model.company import Company, Person, Rank, Role
from simulator.ui.views.pinyin import Sounded, sounded

_OFFICES = ("副董事长", "董事长", "副总经理", "总经理", "副经理", "经理", "副主任", "主任", "秘书", "队长", "会计")
"""What people are called by after their surname, the longer first."""
_COMPOUND = ("欧阳", "司马", "上官", "诸葛", "司徒", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯")


@dataclass(frozen=True, slots=True)
class Card:
    """An extension as the directory has it.  ``wordings`` of the holder, ``places`` of the department and office."""

    number: str
    holder: str  # id
    name: str
    title: str
    department: str  # id
    department_name: str
    public: bool
    person: bool
    roles: tuple[Role, ...]
    wordings: tuple[Sounded, ...]
    places: tuple[Sounded, ...]


def cards(company: Company) -> tuple[Card, ...]:
    """The directory made ready for searching, department by department; made once for each company."""
    for known, made in _READY:
        if known is company:
            return made
    made = tuple(_cards(company))
    _READY[:] = [(company, made)]
    return made


def _cards(company: Company) -> Iterator[Card]:
    taken: set[str] = set()
    for id_, department in company.departments.items():
        members = [person for person in company.people.values() if person.department == id_]
        for number in (department.extension, *(person.extension for person in members)):
            if number in company.extensions and number not in taken:
                taken.add(number)
                yield _card(company, number, id_)
    for number in company.extensions:
        if number not in taken:
            yield _card(company, number, _department_of(company, number))


def _card(company: Company, number: str, department: str) -> Card:
    holder = company.extensions[number].holder
    person = company.people.get(holder)
    place = company.departments.get(department)
    places: list[Sounded] = []
    if place is not None and person is not None:
        places += [sounded(text, place.name.pinyin, place.name.text) for text in (place.name.text, *place.name.also)]
    if person is not None:
        wordings, title, public = _wordings(person), person.title, person.public
        places += [sounded(person.title)] if person.title else []
    else:
        name = company.departments[holder].name if holder in company.departments else None
        texts = (name.text, *name.also) if name is not None else (company.holder_name(number),)
        wordings = tuple(sounded(text, name.pinyin if name else "", name.text if name else "") for text in texts)
        title, public = "", company.departments[holder].public if holder in company.departments else False
    return Card(
        number,
        holder,
        company.holder_name(number),
        title,
        department,
        place.name.text if place is not None else "",
        public,
        person is not None,
        tuple(role for role, at in company.roles.items() if at == number),
        wordings,
        tuple(places),
    )


def _wordings(person: Person) -> tuple[Sounded, ...]:
    """The name, what the directory adds to it, and the surname with the office: 王经理."""
    name = person.name
    surname = name.text[: 2 if name.text[:2] in _COMPOUND and len(name.text) > 2 else 1]
    offices = [next((office for office in _OFFICES if person.title.endswith(office)), "")]
    if person.rank is Rank.MANAGER:
        offices.append("经理")
    called = [surname + office for office in offices if office]
    return tuple(sounded(text, name.pinyin, name.text) for text in dict.fromkeys((name.text, *name.also, *called)))


def _department_of(company: Company, number: str) -> str:
    holder = company.extensions[number].holder
    return company.people[holder].department if holder in company.people else holder


_READY: list[tuple[Company, tuple[Card, ...]]] = []

"""The roster: who is behind a pseudonym, for those who hold the vault."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from simulator.model.ledger import Sealed, TraineeEnrolled, TraineeJoined
from simulator.model.standing import Trainee
from simulator.records.codec import Malformed
from simulator.records.store.canonical import read_payload
from simulator.records.store.crypto import Unopenable
from simulator.records.store.sealing import Vault, new_trainee, seal, unseal
from simulator.records.store.sql.database import Database, TraineeKey


@dataclass(frozen=True, slots=True)
class Person:
    """A row of a roster.  The number is text: it may begin with zeros."""

    number: str
    name: str
    department: str


@dataclass(frozen=True, slots=True)
class Enrolment:
    """Entries for the ledger and the keys that go with them."""

    bodies: tuple[TraineeEnrolled, ...]
    keys: tuple[TraineeKey, ...]


def roster(database: Database, vault: Vault, staff_chains: Iterable[str]) -> dict[str, Trainee]:
    """Everybody by pseudonym, but for pseudonyms that were joined to another.  What staff entered outranks what a
    workstation did, then the later entry holds."""
    joined = database.joined()
    staff = frozenset(staff_chains)
    keys = trainee_keys(database, vault)
    erased = database.erased()
    latest: dict[str, tuple[tuple[bool, str, str], TraineeEnrolled]] = {}
    for one in database.of_kind("TraineeEnrolled"):
        entry = read_payload(one.payload)
        if isinstance(entry, Malformed) or not isinstance(entry.body, TraineeEnrolled):
            continue
        rank = (one.chain in staff, one.at, one.id)
        if entry.body.trainee not in latest or latest[entry.body.trainee][0] < rank:
            latest[entry.body.trainee] = rank, entry.body
    return {who: _opened(body, keys.get(who), who in erased) for who, (_, body) in latest.items() if who not in joined}


def trainee_keys(database: Database, vault: Vault) -> dict[str, bytes]:
    """The keys that this vault opens."""
    found = {}
    for key in database.trainee_keys(vault.fingerprint):
        try:
            found[key.trainee] = vault.unwrap(key.trainee, key.wrapped)
        except Unopenable:
            continue
    return found


def _opened(body: TraineeEnrolled, key: bytes | None, erased: bool) -> Trainee:
    if key is None:
        return Trainee(body.trainee, "", "", "", erased)
    try:
        number, name, department = (
            unseal(key, body.trainee, sealed) for sealed in (body.number, body.name, body.department)
        )
    except Unopenable:
        return Trainee(body.trainee, "", "", "", erased)
    return Trainee(body.trainee, number, name, department, erased)


def who_is(known: Mapping[str, Trainee], said: str) -> str | None:
    """The pseudonym for what somebody typed: an employee number, or a name that only one person has."""
    numbered = [who for who, trainee in known.items() if trainee.number and trainee.number == said]
    named = [who for who, trainee in known.items() if trainee.name == said]
    found = numbered or named
    return found[0] if len(found) == 1 and said else None


def typed_in(known: Mapping[str, Trainee], said: str) -> list[str]:
    """Pseudonyms of whoever worked under this name or number before being on a roster."""
    return [who for who, trainee in known.items() if said and not trainee.number and trainee.name == said]


def join(typed: Iterable[str], person: str, joined: Mapping[str, str]) -> list[TraineeJoined]:
    """The entries that make these pseudonyms, and all that were joined to them before, one with a person."""
    own = list(typed)
    return [TraineeJoined(who, person) for who in (*own, *(who for who, other in joined.items() if other in own))]


def enrol(people: Iterable[Person], known: Mapping[str, Trainee], keys: Mapping[str, bytes], vault: Vault) -> Enrolment:
    """Entries for those who are new or have changed; a person is the same as long as the number is."""
    by_number = {trainee.number: trainee for trainee in known.values() if trainee.number}
    bodies: list[TraineeEnrolled] = []
    made: list[TraineeKey] = []
    for person in people:
        present = by_number.get(person.number) if person.number else None
        if present is not None:
            if (present.name, present.department) != (person.name, person.department):
                bodies.append(_sealed(present.trainee, keys[present.trainee], person))
            continue
        trainee = new_trainee()
        key, wrapped = vault.new_key(trainee)
        made.append(TraineeKey(trainee, vault.fingerprint, wrapped))
        bodies.append(_sealed(trainee, key, person))
    return Enrolment(tuple(bodies), tuple(made))


def _sealed(trainee: str, key: bytes, person: Person) -> TraineeEnrolled:
    number, name, department = (seal(key, trainee, text) for text in (person.number, person.name, person.department))
    return TraineeEnrolled(trainee, number, name, department)


def read_sealed(keys: Mapping[str, bytes], trainee: str, sealed: Sealed) -> str | None:
    """A sealed text of a trainee; None once erased, or without the vault."""
    key = keys.get(trainee)
    if key is None:
        return None
    try:
        return unseal(key, trainee, sealed)
    except Unopenable:
        return None

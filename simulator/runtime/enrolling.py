"""A roster file entered into the store: who is new, who has changed, and who may be somebody known by another name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from simulator.model.ledger import TraineeJoined
from simulator.model.problem import Exit, Problem
from simulator.model.standing import Trainee
from simulator.model.text import Text
from simulator.records.roster_file import read_roster
from simulator.records.store.ledger import Ledger
from simulator.records.store.people import Person, enrol, join, typed_in, who_is
from simulator.runtime.store import Store

MOST_TOLD = 20
"""Of what is wrong with a file."""


@dataclass(frozen=True, slots=True)
class Imported:
    """How many people; ``typed`` are names and numbers that somebody worked under before, with whose they may be."""

    new: int
    changed: int
    same: int
    typed: tuple[tuple[str, str], ...]

    def told(self, join: Text) -> Text:
        """``join``: how somebody typed is made one with the person on the roster, with ``said`` and ``number``."""
        lines = [
            Text(
                f"新增 {self.new} 人，变更 {self.changed} 人，{self.same} 人不变。",
                f"{self.new} new, {self.changed} changed, {self.same} as before.",
            ),
            *(_joinable(said, number, join) for said, number in self.typed),
        ]
        return Text("\n".join(line.zh for line in lines), "\n".join(line.en for line in lines))


def _joinable(said: str, number: str, join: Text) -> Text:
    how = join.fill(said=said, number=number)
    return Text(
        f"“{said}”在导入名册以前就有记录；如果就是 {number}：{how.zh}",
        f"“{said}” has records from before; if it is {number}: {how.en}",
    )


def import_roster(store: Store, ledger: Ledger, file: Path) -> Imported:
    """Everybody or, where something is wrong with the file, nobody.  Raises ``Problem``."""
    try:
        reading = read_roster(file.read_bytes())
    except OSError as error:
        raise Problem(
            Exit.USAGE, Text(f"无法读取 {file}：{error.strerror}", f"cannot read {file}: {error.strerror}")
        ) from error
    if reading.problems:
        wrong = reading.problems[:MOST_TOLD]
        raise Problem(
            Exit.FILES,
            Text(
                f"{file.name} 没有导入：\n" + "\n".join(text.zh for text in wrong),
                f"{file.name} was not imported:\n" + "\n".join(text.en for text in wrong),
            ),
            Text("请改好后再导入；什么都没有写入。", "correct it and import it again; nothing was entered."),
        )
    known = store.trainees()
    enrolment = enrol(reading.people, known, store.trainee_keys(), store.vault)
    if enrolment.bodies:
        ledger.append(*enrolment.bodies, keys=enrolment.keys)
    new = len(enrolment.keys)
    changed = len(enrolment.bodies) - new
    typed = tuple(_typed_before(reading.people, known))
    return Imported(new, changed, len(reading.people) - new - changed, typed)


def join_people(store: Store, ledger: Ledger, said: str, number: str) -> None:
    """What was entered under a name or number before the roster came counts for the person of that number from now on.

    Raises ``Problem``."""
    ledger.require(TraineeJoined)
    known = store.trainees()
    person = who_is(known, number)
    typed = [who for who in typed_in(known, said) if who != person]
    if person is None or not known[person].number or not typed:
        raise Problem(
            Exit.USAGE,
            Text(
                f"名册里没有 {number}，或没有以 {said} 之名（不带工号）做过的记录。",
                f"there is no {number} on the roster, or nothing was entered under {said} without a number.",
            ),
            Text("请查看名册。", "look at the roster."),
        )
    ledger.append(*join(typed, person, store.database.joined()))


def _typed_before(people: tuple[Person, ...], known: Mapping[str, Trainee]) -> Iterator[tuple[str, str]]:
    for person in people:
        for said in sorted({person.number, person.name}):
            if typed_in(known, said):
                yield said, person.number

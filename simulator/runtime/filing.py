"""The store of certification records read for the window: plain values of attempts, people, courses."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from simulator.model.ledger import Appealed, AttemptMade, AttemptVoided, Certified, CourseReleased, Scored
from simulator.model.parts import Part
from simulator.model.problem import Exit, Problem
from simulator.model.rulebook import Dimension
from simulator.model.standing import Attempt, Trainee
from simulator.model.text import Lang, Text
from simulator.records.codec import Malformed
from simulator.records.out.award import certificate_number
from simulator.records.scorecard import scorecard_from_json
from simulator.records.store.examination import objections
from simulator.records.store.people import read_sealed
from simulator.records.store.sql import queries
from simulator.runtime import retaining
from simulator.runtime.counting import counted, rule_titles
from simulator.runtime.entering import trainee_of
from simulator.runtime.examining import exam_named, too_undecided_ones
from simulator.runtime.judging import attempt_named, rulings_on
from simulator.runtime.record_folder import RecordFolder
from simulator.runtime.retaining import Overdue
from simulator.runtime.store import Store
from simulator.runtime.workspace import Workspace
from simulator.ui.archive import (
    Certificate,
    CourseFiled,
    DimensionFiled,
    Dossier,
    ExamFiled,
    Filed,
    Judged,
    Listing,
    Remark,
)
from simulator.ui.custody import Counted, OverdueFiled, PersonFiled, Retention


class Shelf:
    """The store as it was when this was made: people, courses and certificates are read once, attempts when asked for.

    Everything blocks and raises ``Problem``.
    """

    def __init__(self, store: Store, library: Path, records: Path, today: date, lang: Lang) -> None:
        self._store, self._library, self._records = store, library, records
        self._today, self._lang = today, lang
        self._known = store.trainees()
        self._courses = _released(store)
        self._certified = _certified(store, today)

    def people(self) -> tuple[PersonFiled, ...]:
        """Those with an employee number: an exam takes one."""
        found = (PersonFiled(one.number, one.name, one.department) for one in self._known.values() if one.number)
        return tuple(sorted(found, key=lambda one: (one.department, one.number)))

    def typed(self) -> tuple[PersonFiled, ...]:
        """Those who worked under a name or number of their own, and whose data can be read."""
        names = {one.name for one in self._known.values() if one.name and not one.number}
        return tuple(PersonFiled("", name, "") for name in sorted(names))

    def counted(self, subject: str) -> Counted:
        titles = rule_titles(self._store, Workspace(self._library)) if subject == "raters" else {}
        made, _ = counted(self._store, subject, "", self._lang, titles)
        return Counted(subject, made.headings, tuple(tuple(map(str, row)) for row in made.rows))

    def retention(self) -> Retention:
        found = retaining.overdue(self._store, self._records, self._today)
        return Retention(retaining.retention_months(self._store), tuple(map(self._overdue, found)))

    def _overdue(self, one: Overdue) -> OverdueFiled:
        attempt = queries.attempt(self._store.database, one.attempt) if one.attempt else None
        who = self._known.get(attempt.trainee) if attempt is not None else None
        name = f"{who.name} {who.number}".strip() if who is not None else ""
        return OverdueFiled(one.started, name, attempt.title if attempt is not None else "")

    def courses(self) -> tuple[CourseFiled, ...]:
        """The latest release of each that has an exam."""
        latest = {one.course: one for one in self._courses.values()}
        return tuple(CourseFiled(one.course, one.title, one.draw) for one in latest.values() if one.draw)

    def listing(self, search: str, most: int) -> Listing:
        said = search.strip()
        chosen = [who for who, one in self._known.items() if said in one.name or said in one.number] if said else None
        found = queries.attempts(self._store.database, trainees=chosen, limit=most + 1)
        return Listing(search, self._rows(found[:most]), len(found) > most)

    def dossier(self, id: str) -> Dossier:
        attempt = attempt_named(self._store, id)
        made, score = self._store.body(attempt.id), self._store.body(attempt.score)
        if not isinstance(made, AttemptMade):
            raise Problem(
                Exit.DAMAGED,
                Text(f"记录 {id[:12]} 读不出来。", f"the record {id[:12]} cannot be read."),
                Text("请核对全部记录。", "verify everything."),
            )
        marks = score.marks if isinstance(score, Scored) else ()
        titles = self._titles(made.folder)
        return Dossier(
            filed=self._rows([attempt])[0],
            pass_mark=score.pass_mark if isinstance(score, Scored) else 0,
            confirmed=attempt.score in queries.confirmed_scores(self._store.database),
            dimensions=_dimensions(score) if isinstance(score, Scored) else (),
            critical=tuple(
                Judged(titles.get(mark.finding, mark.finding), mark.verdict.value) for mark in marks if mark.critical
            ),
            rulings=tuple(
                Remark(titles.get(one.finding, one.finding), one.reason, one.at, one.verdict, one.by)
                for one in rulings_on(self._store, attempt).values()
            ),
            appeals=self._appeals(attempt, titles),
            voided=self._voided(attempt),
            exam=self._exam(made.begun) if made.begun else None,
        )

    def _rows(self, attempts: list[Attempt]) -> tuple[Filed, ...]:
        void = too_undecided_ones(self._store.database, attempts)
        return tuple(self._filed(one, one.voided or one.id in void) for one in attempts)

    def _filed(self, attempt: Attempt, void: bool) -> Filed:
        who, course = self._known.get(attempt.trainee), self._courses.get(attempt.course)
        return Filed(
            id=attempt.id,
            name=who.name if who is not None else "",
            number=who.number if who is not None else "",
            erased=who is not None and who.erased,
            course=course.title if course is not None else "",
            call=attempt.title,
            mode=attempt.mode,
            started=attempt.started,
            total=attempt.total,
            verdict=attempt.verdict,
            undecided=attempt.undecided,
            void=void,
            certificate=self._certified.get(attempt.id),
        )

    def _titles(self, folder: str) -> dict[str, str]:
        """What findings are called, by id; from the scorecard of the record folder, where that is on this machine."""
        try:
            card = scorecard_from_json(RecordFolder(self._records / folder, self._store.seals).read(Part.SCORECARD))
        except Problem:
            return {}
        return {} if isinstance(card, Malformed) else {one.id: one.title for one in card.findings}

    def _appeals(self, attempt: Attempt, titles: dict[str, str]) -> tuple[Remark, ...]:
        keys, trainee = self._store.trainee_keys(), trainee_of(self._store, attempt.id)
        found = []
        for id in queries.appeals_against(self._store.database, attempt.id):
            stored, body = self._store.database.by_id(id), self._store.body(id)
            if stored is not None and isinstance(body, Appealed):
                reason = read_sealed(keys, trainee, body.reason) or ""
                found.append(Remark(titles.get(body.finding, body.finding), reason, stored.at))
        return tuple(found)

    def _voided(self, attempt: Attempt) -> tuple[Remark, ...]:
        holders, chains = self._store.trust.holders, self._store.database.openings()
        found = []
        for id in queries.voidings_of(self._store.database, attempt.id):
            stored, body = self._store.database.by_id(id), self._store.body(id)
            if stored is not None and isinstance(body, AttemptVoided):
                by = holders.get(chains.get(stored.chain, ""), "")
                found.append(Remark("", body.reason, stored.at, by=by))
        return tuple(found)

    def _exam(self, id: str) -> ExamFiled | None:
        """None where the exam's entries are not all in this store yet."""
        try:
            exam = exam_named(self._store, id)
        except Problem:
            return None
        begun, course = exam.begun, exam.course
        against, taken = tuple(objections(exam)), len(exam.sittings)
        return ExamFiled(exam.id, course.title, begun.number, exam.identified_by, len(begun.calls), taken, against)


def trainee_behind(store: Store, attempt: str) -> Trainee:
    """Whose attempt it is.  Raises ``Problem``, also where nobody is left to be told of."""
    who = store.trainees().get(attempt_named(store, attempt).trainee)
    if who is None or not (who.number or who.name):
        raise Problem(
            Exit.REFUSED,
            Text(
                "这名学员的姓名打不开：已删除，或本机没有保险钥匙。",
                "the trainee's name does not open: erased, or no vault here.",
            ),
        )
    return who


def _released(store: Store) -> dict[str, CourseReleased]:
    """All releases by the ids of their entries, in the order of arrival."""
    found = {one.id: store.body(one.id) for one in store.database.of_kind(CourseReleased.__name__)}
    return {id: body for id, body in found.items() if isinstance(body, CourseReleased)}


def _certified(store: Store, today: date) -> dict[str, Certificate]:
    """The certificate of every attempt that one cites; of several the latest."""
    standing = {one.id: one for one in queries.certificates(store.database, today)}
    found: dict[str, Certificate] = {}
    for entered in store.database.of_kind(Certified.__name__):
        body, now = store.body(entered.id), standing.get(entered.id)
        if isinstance(body, Certified) and now is not None:
            made = Certificate(certificate_number(now.id), now.granted, now.expires, now.state.value)
            found.update(dict.fromkeys(body.attempts, made))
    return found


def _dimensions(score: Scored) -> tuple[DimensionFiled, ...]:
    """In the scorecard's order; those in which nothing was judged left out."""
    found = ((one, score.dimensions.get(one)) for one in Dimension)
    return tuple(
        DimensionFiled(dimension.value, total.lowest, total.possible, total.floor)
        for dimension, total in found
        if total is not None and total.possible
    )

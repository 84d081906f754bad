"""Questions to the store: the same answers from SQLite and PostgreSQL, in whatever order the entries arrived."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from simulator.model.ledger import (
    Appealed,
    AttemptVoided,
    CertificateRetired,
    Certified,
    CourseReleased,
    Ruled,
    Sealed,
    TraineeJoined,
)
from simulator.model.scorecard import Verdict
from simulator.model.standing import CertificateState, EnquiryCount, MonthOfWork
from simulator.records.store.months import later
from simulator.records.store.outbox import exchange
from simulator.records.store.sql import queries
from simulator.records.store.sql.database import Database
from tests.records.store.samples import attempt, hash_of, mark, score
from tests.records.store.stations import Office, Post

SEALED = Sealed(hash_of("x"), "")
WANG, LI = "11" * 16, "22" * 16


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, office: Office) -> Callable[[], Database]:
    """The office's own store, or a server to which it delivers."""
    if request.param == "sqlite":
        return lambda: office.post.database
    address = request.getfixturevalue("server_database")

    def delivered() -> Database:
        exchange(office.post.database, Database(address("office")))
        return Database(address("office"))

    return delivered


def enter(post: Post, *bodies: object, name: str = "workstation") -> str:
    return post.ledger(name).append(*bodies)[-1].id  # type: ignore[arg-type]


def test_any_number_of_people_and_ids_can_be_asked_for(database: Callable[[], Database], office: Office) -> None:
    """A search for "1" among 70,000 employees; SQLite takes 32,766 parameters, PostgreSQL 65,535."""
    made = enter(office.post, attempt(1, WANG))
    scored = enter(office.post, score(made, 9_000))
    many = [f"{n:032}" for n in range(70_000)]
    found, people = database(), [*many, WANG]
    assert [one.id for one in queries.attempts(found, trainees=people)] == [made]
    assert queries.attempts(found, trainees=many) == queries.attempts(found, trainees=[]) == []
    assert queries.automatic_scores(found, [*many, made]) == {made: scored}
    assert queries.class_report(found, trainees=people).attempts == 1
    assert [one.id for one in found.of_kind("Scored", *many, made, scored)] == [scored]


def test_attempts_with_the_result_that_counts(database: Callable[[], Database], office: Office) -> None:
    post = office.post
    first = enter(post, attempt(1, WANG))
    second = enter(post, attempt(2, LI, call="complaint", mode="exam"))
    third = enter(post, attempt(3, WANG))
    automatic = enter(post, score(first, 6_000, Verdict.UNDECIDED))
    enter(post, score(second, 9_000))
    ruling = enter(post, Ruled(first, "greet-company#1", Verdict.PASS, SEALED, automatic), name="li")
    enter(post, Ruled(first, "greet-company#1", Verdict.FAIL, SEALED, automatic, second=True), name="li")
    final = enter(post, score(first, 8_000, Verdict.PASS, marks=(), rulings=(ruling,)), name="li")
    enter(post, Appealed(second, "record-phone#1", SEALED))
    enter(post, AttemptVoided(second, "耳机坏了"), name="wang")

    found = queries.attempts(database())
    assert [one.id for one in found] == [third, second, first]
    assert (found[0].verdict, found[0].score, found[0].undecided) == ("", "", 0)
    assert (found[1].verdict, found[1].total, found[1].appeals, found[1].voided) == ("pass", 9_000, 1, True)
    counts = found[2]
    assert (counts.automatic, counts.automatic_total) == ("undecided", 6_000)
    assert (counts.verdict, counts.total, counts.score) == ("pass", 8_000, final)
    assert (counts.undecided, counts.rulings, counts.voided) == (0, 1, False)
    assert counts.station == "office"

    for chosen, expected in (
        ({"trainees": [LI]}, [second]),
        ({"call": "complaint"}, [second]),
        ({"mode": "practice"}, [third, first]),
        ({"clause": "A2.3"}, [second]),
        ({"since": "2026-03-16T00:00:03"}, [third]),
        ({"before": "2026-03-16T00:00:02"}, [first]),
        ({"limit": 1}, [third]),
        ({"trainees": []}, []),
    ):
        assert [one.id for one in queries.attempts(database(), **chosen)] == expected, chosen  # type: ignore[arg-type]
    assert queries.attempt(database(), second[:10]) == found[1]
    assert queries.attempt(database(), "") is None
    assert queries.attempt_of_log(database(), hash_of("log 2")) == second
    assert queries.rulings_of(database(), first) == [ruling]


def test_a_class_report_counts_the_latest_scores(database: Callable[[], Database], office: Office) -> None:
    post = office.post
    ids = [enter(post, attempt(number, WANG if number < 3 else LI)) for number in range(1, 5)]
    enter(post, score(ids[0], 4_000, Verdict.FAIL))
    enter(post, score(ids[0], 8_700, Verdict.PASS, marks=(mark("record-phone#1", Verdict.PASS, 500, 500, "A2.3"),)))
    enter(post, score(ids[1], 8_100))
    enter(post, score(ids[2], 10_000))
    enter(post, score(ids[3], 1_000, Verdict.FAIL))
    enter(post, AttemptVoided(ids[3], "停电"), name="wang")

    report = queries.class_report(database())
    assert (report.attempts, report.passed, report.undecided) == (3, 3, 0)
    assert report.totals == {80: 2, 100: 1}
    cells = {(cell.trainee, cell.clause): cell for cell in report.cells}
    assert set(cells) == {(WANG, "A2.3"), (WANG, "B4.1.1"), (LI, "A2.3"), (LI, "B4.1.1")}
    phone = cells[WANG, "A2.3"]
    assert (phone.points, phone.possible, phone.failed, phone.attempts) == (1_000, 1_500, 1, 2)
    assert report.record_errors == {(WANG, "2026-03"): 1, (LI, "2026-03"): 1}
    only = queries.class_report(database(), trainees=[LI])
    assert {cell.trainee for cell in only.cells} == {LI}


def test_statistics_by_month(database: Callable[[], Database], office: Office) -> None:
    post = office.post
    ids = [enter(post, attempt(number, WANG)) for number in (1, 2)]
    ids.append(enter(post, attempt(3, LI, call="fees", started="2026-04-02T08:00:00Z")))
    for number, id in enumerate(ids, 1):
        enter(post, score(id, number=number))
    assert queries.work_by_month(database()) == [MonthOfWork("2026-03", WANG, 2, 2), MonthOfWork("2026-04", LI, 1, 1)]
    assert queries.work_by_month(database(), "2026-04") == [MonthOfWork("2026-04", LI, 1, 1)]
    assert queries.enquiries(database()) == [
        EnquiryCount("2026-03", "switchboard", "gm-accepts", "找总经理", 2, 1, 2),
        EnquiryCount("2026-04", "switchboard", "fees", "找总经理", 1, 1, 1),
    ]
    enter(post, TraineeJoined(LI, WANG), name="wang")
    assert {one.trainee for one in queries.work_by_month(database())} == {WANG}
    assert {one.trainee for one in queries.attempts(database())} == {WANG}
    assert database().projection_difference() is None
    enter(post, TraineeJoined(LI, LI), name="wang")  # taken back
    assert {one.trainee for one in queries.attempts(database())} == {WANG, LI}


def test_certificates_and_their_state(database: Callable[[], Database], office: Office) -> None:
    course = enter(office.post, CourseReleased("switchboard", "1", "总机话务", hash_of("c"), 24, 2, 3), name="li")
    made = Certified(WANG, course, "e", ("a",), ("s",), "2026-03-16", "2028-03-16")
    certificate = enter(office.post, made, name="wang")
    endless = enter(office.post, Certified(LI, course, "f", ("b",), ("t",), "2026-03-15", ""), name="wang")
    states = {
        "2026-03-16": CertificateState.VALID,
        "2028-01-15": CertificateState.VALID,
        "2028-01-16": CertificateState.EXPIRING,
        "2028-03-16": CertificateState.EXPIRING,
        "2028-03-17": CertificateState.EXPIRED,
    }
    for day, state in states.items():
        first, second = queries.certificates(database(), date.fromisoformat(day))
        assert (first.id, first.state, first.title) == (certificate, state, "总机话务")
        assert (second.id, second.state) == (endless, CertificateState.VALID)
    enter(office.post, CertificateRetired(certificate, "调岗"), name="wang")
    (retired,) = queries.certificates(database(), date(2026, 4, 1), [WANG])
    assert retired.state is CertificateState.RETIRED


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [("2026-01-31", 1, "2026-02-28"), ("2024-02-29", 24, "2026-02-28"), ("2026-12-15", 1, "2027-01-15")],
)
def test_months_later(day: str, months: int, expected: str) -> None:
    assert later(date.fromisoformat(day), months) == date.fromisoformat(expected)

"""What people do with an attempt: rule on it, appeal, confirm, certify, retire.  Each is an entry by their key."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from simulator.model.ledger import (
    Appealed,
    AttemptMade,
    AttemptVoided,
    CertificateRetired,
    Certified,
    Confirmed,
    Ruled,
    Sealed,
)
from simulator.model.log import Adjudication
from simulator.model.problem import Exit, Problem
from simulator.model.scorecard import Scorecard, Verdict
from simulator.model.standing import Attempt, CertificateState
from simulator.model.text import Text
from simulator.records.out.award import beginning_of_id
from simulator.records.store.examination import Exam, objections
from simulator.records.store.ledger import Ledger, utc_now
from simulator.records.store.months import later
from simulator.records.store.people import read_sealed
from simulator.records.store.results import scored
from simulator.records.store.sealing import seal
from simulator.records.store.sql import queries
from simulator.records.store.verify import Verification
from simulator.runtime import appeals
from simulator.runtime.entering import trainee_of
from simulator.runtime.record_folder import RecordFolder, find
from simulator.runtime.results import keep_ruling, read_record, require_open, score_record, score_with
from simulator.runtime.store import Store


def attempt_named(store: Store, id: str) -> Attempt:
    """The attempt whose id begins with this.  Raises ``Problem``."""
    found = queries.attempt(store.database, id)
    if found is None:
        raise Problem(
            Exit.USAGE,
            Text(
                f"没有（或不只一个）编号以 {id} 开头的记录。",
                f"no attempt, or more than one, has an id beginning with {id}.",
            ),
            Text("用 zongji records list 查看编号。", "see the ids with zongji records list."),
        )
    return found


def folder_of(store: Store, attempt: Attempt, records: Path) -> RecordFolder:
    """The record folder of an attempt on this machine, with the log that the entry cites.  Raises ``Problem``."""
    made = store.body(attempt.id)
    assert isinstance(made, AttemptMade)
    folder = find(records / made.folder, store.seals)
    if read_record(folder).log.digest != made.log:
        raise Problem(
            Exit.DAMAGED,
            Text(
                f"{folder.path} 的日志不是这条记录引用的。",
                f"the log in {folder.path} is not the one that the record cites.",
            ),
        )
    return folder


def rule_on(
    store: Store, ledger: Ledger, attempt: Attempt, folder: RecordFolder, finding: str, verdict: Verdict, reason: str
) -> Scorecard:
    """A ruling on an open finding and the score that takes it into account; the automatic score stays.

    Only rulings in the ledger count: ``rulings.jsonl`` in the record folder is not signed, it is a copy for the page.
    """
    ledger.require(Ruled)
    recorded = read_record(folder)
    before = rulings_on(store, attempt)
    require_open(recorded, score_with(recorded, tuple(before.values())), finding)
    ruling = Adjudication(finding, verdict.value, reason, ledger.holder, utc_now())
    card = score_with(recorded, (*before.values(), ruling))
    ledger.append(
        Ruled(attempt.id, finding, verdict, _sealed(store, attempt, reason), attempt.score),
        lambda id: scored(attempt.id, card, recorded.log, (*before, id)),
    )
    keep_ruling(folder, ruling)
    return card


def rulings_on(store: Store, attempt: Attempt) -> dict[str, Adjudication]:
    """The rulings that count, by the ids of their entries; a reason that is erased or sealed is empty."""
    trust, chains = store.trust, store.database.openings()
    keys, trainee = store.trainee_keys(), trainee_of(store, attempt.id)
    found = {}
    for id in queries.rulings_of(store.database, attempt.id):
        stored, body = store.database.by_id(id), store.body(id)
        if stored is not None and isinstance(body, Ruled):
            reason = read_sealed(keys, trainee, body.reason) or ""
            holder = trust.holders.get(chains.get(stored.chain, ""), "")
            found[id] = Adjudication(body.finding, body.verdict.value, reason, holder, stored.at)
    return found


def rate_again(store: Store, ledger: Ledger, attempt: Attempt, finding: str, verdict: Verdict, reason: str) -> None:
    """A second rater's judgement: it changes no score, it tells how far raters agree.  Nobody is their own second."""
    ledger.require(Ruled)
    first, _ = queries.raters(store.database).get((attempt.id, finding), (frozenset(), frozenset()))
    if not first:
        raise Problem(
            Exit.USAGE,
            Text(
                f"还没有人裁定过 {finding}，没有可比的第一评定。",
                f"nobody has ruled on {finding} yet: there is no first rating to compare with.",
            ),
        )
    if ledger.public in first:
        raise Problem(
            Exit.REFUSED,
            Text("这一项就是您裁定的，第二评定须由另一人做。", "you ruled on it; a second rating is another person's."),
        )
    sealed = _sealed(store, attempt, reason)
    ledger.append(Ruled(attempt.id, finding, verdict, sealed, attempt.score, second=True))


def appeal_against(store: Store, attempt: Attempt, folder: RecordFolder, finding: str, reason: str, by: str) -> None:
    """The trainee disagrees: noted in the record folder and in the ledger."""
    if finding not in {one.id for one in score_record(read_record(folder)).findings}:
        raise Problem(Exit.USAGE, Text(f"没有这一项：{finding}", f"there is no finding {finding}"))
    sealed = _sealed(store, attempt, reason)
    appeals.appeal(folder, finding, reason, by)
    store.workstation().append(Appealed(attempt.id, finding, sealed))


def confirm(ledger: Ledger, attempt: Attempt) -> None:
    """Stand for the result as it is."""
    if attempt.undecided:
        raise _open(attempt)
    ledger.append(Confirmed(attempt.id, attempt.score, Verdict(attempt.verdict)))


def void(ledger: Ledger, attempt: Attempt, reason: str) -> None:
    """It counts no more, once."""
    ledger.require(AttemptVoided)
    if attempt.voided:
        raise Problem(Exit.USAGE, Text("这条记录已经作废。", "this attempt is void already."))
    ledger.append(AttemptVoided(attempt.id, reason))


def certify(store: Store, ledger: Ledger, exam: Exam, today: date, verified: Verification) -> tuple[str, Certified]:
    """A certificate for a passed exam and its id, after the store was verified.  Raises ``Problem`` with every
    objection."""
    ledger.require(Certified)
    if verified.fault is not None or verified.unvouched:
        raise Problem(
            Exit.DAMAGED,
            Text("存储库没有通过核对，不能发证。", "the store did not verify; nothing is certified from it."),
            Text("运行 zongji records verify。", "run zongji records verify."),
        )
    found = objections(exam)
    if found:
        raise Problem(
            Exit.REFUSED,
            Text(
                "不能发证：\n" + "\n".join(f"- {why.zh}" for why in found),
                "this exam does not certify:\n" + "\n".join(f"- {why.en}" for why in found),
            ),
        )
    if any(exam.id == _exam_of(store, one.id) for one in queries.certificates(store.database, today)):
        raise Problem(Exit.USAGE, Text("这次考试已经发过证。", "this exam has been certified already."))
    expires = later(today, exam.course.valid_months).isoformat() if exam.course.valid_months else ""
    made = Certified(
        trainee=exam.begun.trainee,
        course=exam.course_id,
        exam=exam.id,
        attempts=tuple(sitting.now.id for sitting in exam.sittings),
        scores=tuple(sitting.now.score for sitting in exam.sittings),
        granted=today.isoformat(),
        expires=expires,
        verified={chain: head.id for chain, head in verified.heads.items()},
    )
    (stored,) = ledger.append(made)
    return stored.id, made


def _exam_of(store: Store, certificate: str) -> str:
    body = store.body(certificate)
    return body.exam if isinstance(body, Certified) else ""


def retire(store: Store, ledger: Ledger, certificate: str, reason: str, today: date) -> None:
    """End the certificate of that number or beginning of an id."""
    beginning = beginning_of_id(certificate)
    found = [one for one in queries.certificates(store.database, today) if one.id.startswith(beginning)]
    if len(found) != 1 or not beginning:
        raise Problem(Exit.USAGE, Text(f"没有这张证书：{certificate}", f"there is no certificate {certificate}"))
    if found[0].state is CertificateState.RETIRED:
        raise Problem(Exit.USAGE, Text("这张证书已经作废。", "this certificate is retired already."))
    ledger.append(CertificateRetired(found[0].id, reason))


def _open(attempt: Attempt) -> Problem:
    return Problem(
        Exit.REFUSED,
        Text(
            f"记录 {attempt.id[:12]} 还有 {attempt.undecided} 项待裁定。",
            f"attempt {attempt.id[:12]} has {attempt.undecided} findings that await a ruling.",
        ),
        Text(
            "由教员裁定：窗口里的“裁定”，或 zongji records rule。",
            "a trainer rules on them: in the window, or with zongji records rule.",
        ),
    )


def _sealed(store: Store, attempt: Attempt, reason: str) -> Sealed:
    """Under the pseudonym that the attempt was entered for, to whomever that was joined since."""
    trainee = trainee_of(store, attempt.id)
    key = store.trainee_keys().get(trainee)
    if key is None:
        raise Problem(
            Exit.REFUSED,
            Text(
                "打不开这名学员的数据：已删除，或本机没有保险钥匙。",
                "this trainee's data do not open: erased, or no vault here.",
            ),
        )
    return seal(key, trainee, reason)

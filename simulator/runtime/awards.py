"""Certificates looked up in the store, with all that is shown of them."""

from __future__ import annotations

from datetime import date

from simulator.model.ledger import AttemptMade, Certified, CourseReleased, Scored
from simulator.model.problem import Exit, Problem
from simulator.model.standing import CertificateState
from simulator.model.text import Text
from simulator.records.out.award import Award, PassedCall, beginning_of_id, dimension_points
from simulator.records.out.badge import compact_jws, credential
from simulator.records.store.canonical import fingerprint_of
from simulator.records.store.keys import Signer
from simulator.records.store.sql import queries
from simulator.runtime.store import Store


def award_named(store: Store, said: str, today: date) -> Award:
    """The certificate of that number or beginning of an id.  Raises ``Problem``, also for a retired one."""
    beginning = beginning_of_id(said)
    found = [one for one in queries.certificates(store.database, today) if one.id.startswith(beginning)]
    if len(found) != 1 or not beginning:
        raise Problem(
            Exit.USAGE,
            Text(f"没有（或不只一张）编号为 {said} 的证书。", f"there is no certificate {said}, or more than one."),
            Text("用 zongji records certificates 查看。", "see zongji records certificates."),
        )
    if found[0].state is CertificateState.RETIRED:
        raise Problem(Exit.REFUSED, Text("这张证书已作废。", "this certificate is retired."))
    return _award(store, found[0].id)


def badge_of(award: Award, signer: Signer) -> bytes:
    """A certificate as a credential that the holder of the key signs: a JSON Web Token."""
    public = signer.secret.public
    return compact_jws(credential(award, signer.card.holder, public), public, signer.secret.sign).encode("ascii")


def _award(store: Store, id: str) -> Award:
    stored, body = store.database.by_id(id), store.body(id)
    assert stored is not None
    assert isinstance(body, Certified)
    course, person = store.body(body.course), store.trainees().get(body.trainee)
    made = [one for one in map(store.body, body.attempts) if isinstance(one, AttemptMade)]
    scores = [one for one in map(store.body, body.scores) if isinstance(one, Scored)]
    if person is None or not person.name:
        raise Problem(
            Exit.REFUSED,
            Text(
                "这名学员的姓名打不开：已删除，或本机没有保险钥匙。",
                "the trainee's name does not open: erased, or no vault here.",
            ),
        )
    if not isinstance(course, CourseReleased) or not len(made) == len(scores) == len(body.attempts):
        raise Problem(
            Exit.USAGE,
            Text("证书引用的记录还没有全部到达本机。", "not all that the certificate cites is in this store yet."),
            Text("运行 zongji records deliver。", "run zongji records deliver."),
        )
    public = store.database.openings()[stored.chain]
    return Award(
        id=id,
        trainee=body.trainee,
        name=person.name,
        number=person.number,
        department=person.department,
        course=course.title,
        course_sha256=course.sha256,
        granted=body.granted,
        expires=body.expires,
        calls=tuple(PassedCall(one.title, score.lowest) for one, score in zip(made, scores, strict=True)),
        dimensions=dimension_points(scores),
        rulebooks={one.rulebook: score.rulebook_sha256 for one, score in zip(made, scores, strict=True)},
        issuer=store.trust.holders.get(public, ""),
        fingerprint=fingerprint_of(bytes.fromhex(public)),
        entered=stored.at,
    )

"""The certification records as they are shown: rows of attempts, one attempt in full, people to begin an exam for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.model.ledger import Role
from simulator.model.text import Lang, Text, heading, same
from simulator.model.wording import MODES, ROLES
from simulator.ui.archive import Certificate, Dossier, ExamFiled, Filed, Holder, Judged, Listing, Remark
from simulator.ui.custody import PersonFiled
from simulator.ui.views.wording import dimension_name, verdict_name

PAGE = 100
"""So many attempts are listed at first, and so many more each time."""
MOST_PEOPLE = 50
"""So many people are offered; a name or number brings the others."""
ERASED = Text("（已删除）", "(erased)")
UNKNOWN = Text("（姓名打不开）", "(name does not open)")
VOID = Text("作废", "void")
CERTIFIED = Text("已发证", "certified")
UNTIL = Text("证书至 {date}", "certified until {date}")
EXPIRED = Text("证书已过期", "certificate expired")
RETIRED = Text("证书已作废", "certificate retired")
OPEN = Text("待裁定 {n} 项", "{n} undecided")
CONFIRMED = Text("结果已由人确认", "Confirmed by a person")
UNCONFIRMED = Text("还没有人确认", "Not confirmed yet")
SHOWN = Text("{n} 条记录", "{n} attempts")
FIRST = Text("最新的 {n} 条记录", "the latest {n} attempts")
NO_REASON = Text("（理由打不开）", "(the reason does not open)")
CRITICAL, NO_CRITICAL = Text("关键项", "Critical items"), Text("没有关键项", "No critical items")
RULINGS, NO_RULINGS = Text("裁定", "Rulings"), Text("没有裁定", "No rulings")
VOIDED, BY_A_PERSON = Text("作废", "Void"), Text("由人宣布作废", "Declared void")
APPEALS, NO_APPEALS = Text("申诉", "Appeals"), Text("没有申诉", "No appeals")
CERTIFICATE = Text("证书", "Certificate")
NUMBER = Text("编号 {number}", "Number {number}")
GRANTED = Text("{since} 起，{until} 止", "from {since} to {until}")
FOR_EVER = Text("长期", "no end")
EXAM = Text("{course}，第 {n} 次考试", "{course}, exam number {n}")
EXAM_STANDS = Text("{name}核对身份；{taken}/{calls} 个来电已接", "begun by {name}; {taken} of {calls} calls taken")
CERTIFIES = Text("可以发证", "It certifies")
PRACTICE = Text("练习记录，不发证", "Practice: no certificate")


@dataclass(frozen=True, slots=True)
class Listed:
    """An attempt in the list.  ``state`` is a verdict, ``void``, ``certified``, ``expiring``, ``expired`` or
    ``retired``."""

    id: str
    who: str
    what: str
    standing: str
    state: str


@dataclass(frozen=True, slots=True)
class Share:
    """A dimension: points and possible points, and the floor among them, in hundredths."""

    name: str
    points: int
    possible: int
    floor: int
    text: str

    @property
    def met(self) -> bool:
        return self.points >= self.floor


@dataclass(frozen=True, slots=True)
class Line:
    """What is said below a heading: a text, its state as a row's, and smaller what belongs to it."""

    text: str
    state: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a heading; ``empty`` where there are none."""

    title: str
    lines: tuple[Line, ...]
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One attempt in full.

    ``exam`` can be certified (or refused), ``certificate`` printed or retired; empty where not.  ``confirmable``:
    somebody may stand for the result; ``voidable``: it counts, and somebody may declare that it does not.
    """

    who: str
    what: str
    total: str
    standing: str
    state: str
    badges: tuple[str, ...]
    dimensions: tuple[Share, ...]
    sections: tuple[Section, ...]
    exam: str
    confirmable: bool
    voidable: bool
    certificate: str


def holder_name(one: Holder, lang: Lang) -> str:
    """A key, as somebody chooses it."""
    return f"{one.name} · {heading(ROLES[Role(one.role)])[lang]}"


def rows(listing: Listing, lang: Lang) -> tuple[Listed, ...]:
    return tuple(_row(one, lang) for one in listing.rows)


def count(listing: Listing, lang: Lang) -> str:
    """How many are listed."""
    return (FIRST if listing.more else SHOWN).fill(n=len(listing.rows))[lang]


def sheet(one: Dossier, lang: Lang) -> Sheet:
    filed, exam = one.filed, one.exam
    row = _row(filed, lang)
    badges = [heading(MODES[filed.mode]) if filed.mode in MODES else same(filed.mode)]
    if one.confirmed or filed.verdict == "fail":  # no adverse result takes effect before
        badges.append(CONFIRMED if one.confirmed else UNCONFIRMED)
    certificate = filed.certificate
    return Sheet(
        who=row.who,
        what=row.what,
        total=_points(filed.total),
        standing=standing(filed)[0][lang],
        state=row.state,
        badges=tuple(badge[lang] for badge in badges),
        dimensions=tuple(
            Share(
                dimension_name(part.dimension, lang),
                part.points,
                part.possible,
                part.possible * part.floor // 100,
                f"{_points(part.points)} / {_points(part.possible)}",
            )
            for part in one.dimensions
        ),
        sections=(
            *_voided(one, lang),
            _certificate(certificate, exam, lang),
            Section(CRITICAL[lang], tuple(_judged(each, lang) for each in one.critical), NO_CRITICAL[lang]),
            Section(RULINGS[lang], tuple(_remark(each, lang) for each in one.rulings), NO_RULINGS[lang]),
            Section(APPEALS[lang], tuple(_remark(each, lang) for each in one.appeals), NO_APPEALS[lang]),
        ),
        exam=exam.id if exam is not None and certificate is None else "",
        confirmable=not one.confirmed and not filed.undecided and not filed.void,
        voidable=not filed.void,
        certificate=certificate.number if certificate is not None and certificate.state != "retired" else "",
    )


def standing(filed: Filed) -> tuple[Text, str]:
    """How an attempt stands, and the state by which it is coloured."""
    certificate = filed.certificate
    if filed.void:
        return VOID, "void"
    if certificate is not None:
        match certificate.state:
            case "retired":
                return RETIRED, "retired"
            case "expired":
                return EXPIRED, "expired"
            case "expiring":
                return UNTIL.fill(date=certificate.expires), "expiring"
        return (UNTIL.fill(date=certificate.expires) if certificate.expires else CERTIFIED), "certified"
    if filed.undecided:
        return OPEN.fill(n=filed.undecided), "undecided"
    return Text(verdict_name(filed.verdict, Lang.ZH), verdict_name(filed.verdict, Lang.EN)), filed.verdict


def people(known: Sequence[PersonFiled], search: str) -> tuple[PersonFiled, ...]:
    """Those in whose name, number or department this occurs, so many at most."""
    said = search.strip()
    found = (one for one in known if said in one.name or said in one.number or said in one.department)
    return tuple(one for one, _ in zip(found, range(MOST_PEOPLE), strict=False))


def erasable(known: Sequence[PersonFiled], person: PersonFiled) -> bool:
    """Whether it is certain who is meant: what somebody typed may be the number or name of one on the roster."""
    return bool(person.number) or all(person.name not in (one.number, one.name) for one in known)


def likely_number(known: Sequence[PersonFiled], said: str) -> str:
    """The employee number that a typed name or number may mean; empty where nobody or several may be meant."""
    found = [one.number for one in known if said in (one.number, one.name)]
    return found[0] if len(found) == 1 else ""


def _row(filed: Filed, lang: Lang) -> Listed:
    text, state = standing(filed)
    what = " · ".join(part for part in (filed.course, filed.call, filed.started[:10]) if part)
    return Listed(filed.id, _who(filed, lang), what, f"{_points(filed.total)} · {text[lang]}", state)


def _who(filed: Filed, lang: Lang) -> str:
    name = filed.name or (ERASED if filed.erased else UNKNOWN)[lang]
    return f"{name}  {filed.number}" if filed.number else name


def _certificate(certificate: Certificate | None, exam: ExamFiled | None, lang: Lang) -> Section:
    lines = []
    if certificate is not None:
        until = certificate.expires or FOR_EVER[lang]
        period = GRANTED.fill(since=certificate.granted, until=until)[lang]
        state = "certified" if certificate.state == "valid" else certificate.state
        lines.append(Line(NUMBER.fill(number=certificate.number)[lang], state, period))
    if exam is not None:
        stands = EXAM_STANDS.fill(name=exam.begun_by, taken=exam.taken, calls=exam.calls)[lang]
        lines.append(Line(EXAM.fill(course=exam.course, n=exam.number)[lang], "", stands))
        if certificate is None:
            lines += [Line(why[lang], "fail") for why in exam.objections] or [Line(CERTIFIES[lang], "pass")]
    return Section(CERTIFICATE[lang], tuple(lines), PRACTICE[lang])


def _voided(one: Dossier, lang: Lang) -> tuple[Section, ...]:
    """By whom and why, where somebody did."""
    lines = (Line(BY_A_PERSON[lang], "void", " · ".join((each.by, each.at[:10], each.reason))) for each in one.voided)
    return (Section(VOIDED[lang], tuple(lines)),) if one.voided else ()


def _judged(one: Judged, lang: Lang) -> Line:
    return Line(f"{one.title}：{verdict_name(one.verdict, lang)}", one.verdict)


def _remark(one: Remark, lang: Lang) -> Line:
    title = f"{one.title}：{verdict_name(one.verdict, lang)}" if one.verdict else one.title
    note = " · ".join(part for part in (one.by, one.at[:10], one.reason or NO_REASON[lang]) if part)
    return Line(title, one.verdict or "undecided", note)


def _points(hundredths: int) -> str:
    return f"{hundredths / 100:.1f}"

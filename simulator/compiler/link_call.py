"""call/1 to ``CallScript``: every turn, phrase, person, line and extension that it names is there."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType

from simulator.compiler.arguments import GIVEN_FACTS, PARTY_MOMENTS, UNCLEAR, in_calls
from simulator.compiler.dialogue import check_dialogue
from simulator.compiler.expansion import sizes
from simulator.compiler.files import CallerEntry, CallFile, PatienceChange, StaffEntry
from simulator.compiler.link_rulebook import parts, wordings_of
from simulator.compiler.link_temper import check_temper, tempered
from simulator.compiler.load import Loaded
from simulator.compiler.nodes import Path
from simulator.compiler.references import check_argument, check_person, check_size, check_template, need, report_circles
from simulator.compiler.report import suggestion
from simulator.model.company import Company
from simulator.model.moments import CALLABLE_SITUATIONS, Moment, MomentRef
from simulator.model.rulebook import Rulebook
from simulator.model.script import Actor, Branch, Caller, CallScript, Manner, Patience, Reaction, Staff, Turn
from simulator.model.text import Text
from simulator.model.units import clock_text

COMPANY, RULEBOOK = Text("公司", "company"), Text("规则手册", "rulebook")


@dataclasses.dataclass(frozen=True, slots=True)
class Surroundings:
    """What a call is linked against; None where that could not be compiled, and then it is not compared.

    ``companies`` and ``rulebooks`` are the names of all that there are, None where anything may be named.
    """

    company: Company | None
    rulebook: Rulebook | None
    manners: Mapping[str, Manner] | None
    companies: Collection[str] | None = None
    rulebooks: Collection[str] | None = None

    @property
    def parties(self) -> Collection[str] | None:
        """Ids of people and departments."""
        return None if self.company is None else self.company.people.keys() | self.company.departments.keys()

    @property
    def lines(self) -> Collection[str] | None:
        """Every outside line of the board, the spare one too."""
        if self.company is None:
            return None
        spare = (self.company.spare_line,) if self.company.spare_line else ()
        return (*self.company.outside_lines, *spare)


def link_call(loaded: Loaded[CallFile], around: Surroundings) -> CallScript | None:
    """The call as far as it is right; None where something to link against is missing."""
    _check_names(loaded, around)
    _check_phrases(loaded, around)
    for name, caller in loaded.content.callers.items():
        _check_actor(loaded, around, ("callers", name), caller)
        _check_caller(loaded, around, ("callers", name), caller)
    for number, staff in loaded.content.staff.items():
        _check_actor(loaded, around, ("staff", number), staff)
    _check_board(loaded, around)
    if loaded.report.failed or around.company is None or around.rulebook is None or around.manners is None:
        return None
    return _build(loaded.content, around.company, around.manners)


def _check_names(loaded: Loaded[CallFile], around: Surroundings) -> None:
    """The company and the rulebook are there and are those that the call names, and the clauses are the rulebook's."""
    call = loaded.content
    named = (
        ("company", COMPANY, call.company, around.company, around.companies),
        ("rulebook", RULEBOOK, call.rulebook, around.rulebook, around.rulebooks),
    )
    for field, what, written, given, known in named:
        if known is not None and not need(loaded, "L024", (field,), written, known):
            continue
        if given is not None and given.id != written:
            loaded.report.add("L008", loaded.tree.place((field,)), written=written, what=what, given=given.id)
    if around.rulebook is not None:
        for index, clause in enumerate(call.clauses):
            need(loaded, "L014", ("clauses", index), clause, around.rulebook.clauses)


def _check_phrases(loaded: Loaded[CallFile], around: Surroundings) -> None:
    """The call's own phrases are readable and none is the rulebook's."""
    of_rulebook = around.rulebook.phrases.keys() if around.rulebook else frozenset[str]()
    known = of_rulebook | set(loaded.tree.keys(("phrases",)))
    references: dict[str, Collection[str]] = {}
    for name, template in loaded.content.phrases.items():
        if name in of_rulebook:
            loaded.report.add("P004", loaded.tree.key(("phrases", name)), name=name)
        read = check_template(loaded, ("phrases", name), template, known if around.rulebook else _Anything())
        references[name] = read.references if read else ()
    if not report_circles(loaded, references) and any(references.values()):
        _check_sizes(loaded, around)


def _check_sizes(loaded: Loaded[CallFile], around: Surroundings) -> None:
    """The call's own phrases together with those of the rulebook that they refer to."""
    of_rulebook = wordings_of(around.rulebook.phrases) if around.rulebook else {}
    known = sizes({**of_rulebook, **{name: (template,) for name, template in loaded.content.phrases.items()}})
    for name, template in loaded.content.phrases.items():
        check_size(loaded, ("phrases", name), template, known)


class _Anything(frozenset[str]):
    """Known names where what defines them could not be compiled."""

    def __contains__(self, name: object) -> bool:
        return True


def _check_board(loaded: Loaded[CallFile], around: Surroundings) -> None:
    """Lines, extensions and events."""
    call, company = loaded.content, around.company
    if company is not None:
        for key, numbers in (("extensions", call.extensions), ("staff", call.staff)):
            for number in numbers:
                if number not in company.extensions:
                    hint = suggestion(number, company.extensions)
                    loaded.report.add("C003", loaded.tree.key((key, number)), name=number, suggestion=hint)
        for number in call.staff:
            if number in company.extensions and company.extensions[number].holder in call.callers:
                name = company.extensions[number].holder
                loaded.report.add("L013", loaded.tree.key(("callers", name)), name=name)
    for index, event in enumerate(call.events):
        path: Path = ("events", index)
        written = set(loaded.tree.keys(path))
        if written & {"line", "fault", "lasts"} if "alarm" in written else not written >= {"line", "fault"}:
            loaded.report.add("L027", loaded.tree.place(path))
        if event.line and around.lines is not None:
            need(loaded, "L003", (*path, "line"), event.line, around.lines)
        if event.on is not None:
            _check_moment(loaded, around, (*path, "on"), event.on)


def _check_caller(loaded: Loaded[CallFile], around: Surroundings, path: Path, caller: CallerEntry) -> None:
    """What a caller has beside a dialogue: line, goals, record."""
    _check_ringing(loaded, around, path, caller)
    if caller.rings_on is not None:
        _check_moment(loaded, around, (*path, "rings_on"), caller.rings_on)
    if caller.calls_back_at:
        need(loaded, "L001", (*path, "calls_back_at"), caller.calls_back_at, loaded.tree.keys((*path, "turns")))
    for index, goal in enumerate(caller.goals):
        if goal.connected and around.company is not None:
            need(loaded, "C003", (*path, "goals", index, "connected"), goal.connected, around.company.extensions)
        if goal.message_for and around.parties is not None:
            need(loaded, "L002", (*path, "goals", index, "message_for"), goal.message_for, around.parties)
    _check_record(loaded, around, path, caller)
    said: tuple[Turn | Branch, ...] = (*caller.turns.values(), *_branches(caller))
    opened = {ref.moment for one in said for ref in one.situations}
    if (Moment.NOTICE in opened) is not bool(caller.notice) and not loaded.report.failed:
        loaded.report.add("L015", loaded.tree.key(path))
    _check_enquiries(loaded, path, caller)


def _check_ringing(loaded: Loaded[CallFile], around: Surroundings, path: Path, caller: CallerEntry) -> None:
    """Who rings has a line; who is to be called, a reason and a time that is still to come."""
    written = loaded.tree.keys(path)
    if ("line" in written) is ("due_at" in written):
        loaded.report.add("L028", loaded.tree.key(path))
    if caller.line and around.lines is not None:
        need(loaded, "L003", (*path, "line"), caller.line, around.lines)
    if ("due_at" in written) is not ("due_for" in written):
        loaded.report.add("L029", loaded.tree.key(path))
    if caller.due_at is not None and caller.due_at <= loaded.content.clock.time:
        place = loaded.tree.place((*path, "due_at"))
        loaded.report.add("L030", place, begins=clock_text(loaded.content.clock.time))


def _check_enquiries(loaded: Loaded[CallFile], path: Path, caller: CallerEntry) -> None:
    """Every question of a caller has an answer, and every answer is asked for."""
    asked: set[str] = set()
    for place, ref in _situations(path, caller):
        if ref.moment is Moment.ENQUIRY:
            asked.add(ref.about)
            need(loaded, "L022", place, ref.about, caller.enquiries)
    for name in caller.enquiries:
        if name not in asked and not loaded.report.failed:
            loaded.report.add("L023", loaded.tree.key((*path, "enquiries", name)), name=name)


def _situations(path: Path, actor: CallerEntry) -> Iterator[tuple[Path, MomentRef]]:
    """Every situation that a caller opens, with the way to it."""
    for index, ref in _indexed(actor.answers):
        yield (*path, "answers", *index), ref
    for turn in actor.turns.values():
        for number, ref in enumerate(turn.situations):
            yield (*path, "turns", turn.id, "situations", number), ref
        for index, ref in _indexed(turn.branches):
            yield (*path, "turns", turn.id, "branches", *index), ref


def _indexed(branches: Iterable[Branch]) -> Iterator[tuple[Path, MomentRef]]:
    for number, branch in enumerate(branches):
        for index, ref in enumerate(branch.situations):
            yield (number, "situations", index), ref


def _branches(actor: CallerEntry | StaffEntry) -> Iterator[Branch]:
    yield from actor.answers
    for turn in actor.turns.values():
        yield from turn.branches


def _check_record(loaded: Loaded[CallFile], around: Surroundings, path: Path, caller: CallerEntry) -> None:
    messages = {goal.message_for for goal in caller.goals if goal.message_for}
    if caller.record is None:
        if messages and all(goal.message_for for goal in caller.goals) and "record" not in loaded.tree.keys(path):
            loaded.report.add("L011", loaded.tree.key(path))
        return
    for_whom = caller.record.for_whom
    if not for_whom:
        return
    place: Path = (*path, "record", "for_whom")
    known = around.parties is None or need(loaded, "L002", place, for_whom, around.parties)
    if known and messages and for_whom not in messages:
        loaded.report.add("L012", loaded.tree.place(place), for_whom=for_whom)


def _check_actor(loaded: Loaded[CallFile], around: Surroundings, path: Path, actor: CallerEntry | StaffEntry) -> None:
    """An actor's manner and dialogue."""
    turns = loaded.tree.keys((*path, "turns"))
    check_person(loaded, (*path, "name"), actor.name)
    need(loaded, "L001", (*path, "start"), actor.start, turns)
    if around.manners is not None:
        at: Path = (*path, "manner") if "manner" in loaded.tree.keys(path) else path
        if need(loaded, "L004", at, actor.manner, around.manners):
            check_temper(loaded, path, actor, around.manners[actor.manner])
    _check_soothing(loaded, around, path, actor)
    if actor.furious:
        need(loaded, "L001", (*path, "furious"), actor.furious, turns)
    for index, branch in enumerate(actor.answers):
        _check_branch(loaded, around, (*path, "answers", index), branch, turns)
        if branch.happens is not None:
            loaded.report.add("L005", loaded.tree.key((*path, "answers", index, "happens")))
    for turn in actor.turns.values():
        _check_turn(loaded, around, (*path, "turns", turn.id), turn, turns)
    if not loaded.report.failed:
        check_dialogue(loaded, path, actor)


def _check_soothing(
    loaded: Loaded[CallFile], around: Surroundings, path: Path, actor: CallerEntry | StaffEntry
) -> None:
    """The phrases that move this actor's temper, where it has some of its own: no others than it could hear."""
    if actor.temper is None:
        return
    for key, phrases in (("soothed_by", actor.temper.soothed_by), ("angered_by", actor.temper.angered_by)):
        _check_heard(loaded, around, (*path, "temper", key), phrases or ())


def _check_turn(loaded: Loaded[CallFile], around: Surroundings, path: Path, turn: Turn, turns: Collection[str]) -> None:
    for index, situation in enumerate(turn.situations):
        _check_situation(loaded, around, (*path, "situations", index), situation)
    for index, branch in enumerate(turn.branches):
        _check_branch(loaded, around, (*path, "branches", index), branch, turns)
    for key, reaction in _reactions(turn):
        if reaction.go:
            need(loaded, "L001", (*path, key, "go"), reaction.go, turns)


def _reactions(turn: Turn) -> Iterator[tuple[str, Reaction]]:
    for key, reaction in (("almost", turn.almost), ("otherwise", turn.otherwise), ("silence", turn.silence)):
        if reaction is not None:
            yield key, reaction


def _check_branch(
    loaded: Loaded[CallFile], around: Surroundings, path: Path, branch: Branch, turns: Collection[str]
) -> None:
    if branch.go:
        need(loaded, "L001", (*path, "go"), branch.go, turns)
    elif not branch.say and not {"say", "go"} & set(loaded.tree.keys(path)):
        loaded.report.add("L010", loaded.tree.key(path))
    if branch.happens is not None:
        _check_moment(loaded, around, (*path, "happens"), branch.happens)
    for index, situation in enumerate(branch.situations):
        _check_situation(loaded, around, (*path, "situations", index), situation)
    _check_heard(loaded, around, (*path, "hears"), branch.hears)


def _check_heard(loaded: Loaded[CallFile], around: Surroundings, path: Path, phrases: Collection[str]) -> None:
    """Phrases that are listened for: the rulebook's, but for its building blocks, and the call's own."""
    if around.rulebook is None:
        return
    of_rulebook = around.rulebook.phrases.keys() - parts(around.rulebook.phrases)
    known = of_rulebook | set(loaded.tree.keys(("phrases",)))
    for index, phrase in enumerate(phrases):
        need(loaded, "P001", (*path, index), phrase, known)


def _check_moment(loaded: Loaded[CallFile], around: Surroundings, path: Path, ref: MomentRef) -> None:
    """A moment to wait for."""
    if around.parties is not None:
        check_argument(loaded, path, ref, in_calls(around.parties))


def _check_situation(loaded: Loaded[CallFile], around: Surroundings, path: Path, ref: MomentRef) -> None:
    """A moment that a turn or a branch opens: one of those that calls can open, and of whom or what."""
    if ref.moment not in CALLABLE_SITUATIONS:
        hint = suggestion(ref.moment, [one.value for one in CALLABLE_SITUATIONS])
        loaded.report.add("L006", loaded.tree.place(path), name=ref.moment, suggestion=hint)
    elif not ref.about and (ref.moment in PARTY_MOMENTS or ref.moment is Moment.GIVES):
        anybody = min(around.parties or {UNCLEAR})
        example = {Moment.GIVES: GIVEN_FACTS[0], Moment.NOTICE: anybody}.get(ref.moment, UNCLEAR)
        loaded.report.add("L007", loaded.tree.place(path), moment=ref.moment, example=example)
    elif ref.moment is not Moment.ENQUIRY:  # whose argument is a matter of its caller: _check_enquiries
        _check_moment(loaded, around, path, ref)


# --- building -----------------------------------------------------------------------------------------------------


def _build(file: CallFile, company: Company, manners: Mapping[str, Manner]) -> CallScript:
    callers = {name: _caller(name, entry, manners) for name, entry in file.callers.items()}
    staff = {
        number: Staff(number, _actor(company.extensions[number].holder, entry, manners), entry.answers_after)
        for number, entry in file.staff.items()
    }
    return CallScript(
        id=file.id,
        title=file.title,
        status=file.status,
        rulebook=file.rulebook,
        company=file.company,
        clock=file.clock,
        difficulty=file.difficulty,
        summary=file.summary,
        callers=MappingProxyType(callers),
        staff=MappingProxyType(staff),
        extensions=file.extensions,
        phrases=file.phrases,
        events=file.events,
        clauses=file.clauses,
        after_call=file.after_call,
    )


def _caller(name: str, entry: CallerEntry, manners: Mapping[str, Manner]) -> Caller:
    return Caller(
        actor=_actor(name, entry, manners),
        organisation=entry.organisation,
        phone=entry.phone,
        line=entry.line,
        rings_at=entry.rings_at,
        rings_on=entry.rings_on,
        urgent=entry.urgent,
        important=entry.important,
        goals=entry.goals,
        record=entry.record,
        secrets=entry.secrets,
        talk_time=entry.talk_time,
        calls_back_at=entry.calls_back_at or (entry.start if entry.due_at is not None else ""),
        notice=entry.notice,
        enquiries=entry.enquiries,
        due_at=entry.due_at,
        due_for=entry.due_for,
    )


def _actor(name: str, entry: CallerEntry | StaffEntry, manners: Mapping[str, Manner]) -> Actor:
    manner = tempered(manners[entry.manner], entry.temper)
    if entry.patience is not None:
        manner = dataclasses.replace(manner, patience=_patience(manner.patience, entry.patience))
    return Actor(name, entry.name, entry.voice, manner, entry.start, entry.turns, entry.answers, entry.furious)


def _patience(usual: Patience, change: PatienceChange) -> Patience:
    """The manner's patience with what this actor bears otherwise."""
    return Patience(
        silence=usual.silence if change.silence is None else change.silence,
        hold=usual.hold if change.hold is None else change.hold,
        ring=usual.ring if change.ring is None else change.ring,
        repeats=usual.repeats if change.repeats is None else change.repeats,
    )

"""plans/1 to ``PlanBook``: keys with the arguments they take, steps about people and numbers that are there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from simulator.compiler import scalars
from simulator.compiler.arguments import MODES, in_calls
from simulator.compiler.fields import NUMBER
from simulator.compiler.files import PlansFile
from simulator.compiler.link_call import Surroundings
from simulator.compiler.load import Loaded
from simulator.compiler.nodes import Path
from simulator.compiler.references import check_argument, need
from simulator.compiler.report import suggestion
from simulator.model.checks import RecordField
from simulator.model.company import Company
from simulator.model.scorecard import Verdict
from simulator.model.script import (
    CallScript,
    KeyName,
    Plan,
    PlanBook,
    Press,
    Relay,
    Report,
    Say,
    Step,
    Urgency,
    Wait,
    Write,
)
from simulator.model.text import Text

_NO_ARGUMENT = Text("（不写）", "(nothing)")
_LINE, _EXTENSION = Text("外线", "an outside line"), Text("分机号", "an extension")
_NUMBER, _MODE = Text("电话号码", "a number to dial"), Text("manual 或 automatic", "manual or automatic")

ARGUMENTS: Mapping[KeyName, tuple[Text, str]] = {
    KeyName.ANSWER: (_LINE, "answer 1"),
    KeyName.RETRIEVE: (_LINE, "retrieve 1"),
    KeyName.TRANSFER: (_EXTENSION, "transfer 8500"),
    KeyName.CONSULT: (_EXTENSION, "consult 8001"),
    KeyName.DIAL_OUT: (_NUMBER, "dial_out 13800138000"),
    KeyName.MODE: (_MODE, "mode automatic"),
}
"""What the keys that take an argument take; the others take none."""


@dataclass(frozen=True, slots=True)
class _Linker:
    """The steps of one plans file against its call."""

    loaded: Loaded[PlansFile]
    call: CallScript | None
    around: Surroundings

    def plan(self, plan: Plan) -> None:
        path: Path = ("plans", plan.id)
        claim = plan.claim
        if claim.least > claim.most:
            place = self.loaded.tree.place((*path, "claim", "least"))
            self.loaded.report.add("T004", place, least=claim.least, most=claim.most)
        if self.around.rulebook is not None:
            self.findings(
                claim.findings or {}, (*path, "claim", "findings"), [one.id for one in self.around.rulebook.rules]
            )
        for index, step in enumerate(plan.steps):
            self.step(step, (*path, "steps", index))

    def findings(self, findings: Mapping[str, str], path: Path, rules: Collection[str]) -> None:
        for rule, verdict in findings.items():
            if rule not in rules:
                place = self.loaded.tree.key((*path, rule))
                self.loaded.report.add("T003", place, name=rule, suggestion=suggestion(rule, rules))
            verdicts = [one.value for one in Verdict]
            if verdict not in verdicts:
                place = self.loaded.tree.place((*path, rule))
                self.loaded.report.add("D010", place, text=verdict, suggestion=suggestion(verdict, verdicts))

    def step(self, step: Step, path: Path) -> None:
        match step:
            case Press():
                self.press(step, (*path, "press"))
            case Say():
                if step.to:
                    self.actor(step.to, (*path, "say", "to"))
            case Write():
                self.write(step, (*path, "write"))
            case Relay():
                self.party(step.to, (*path, "relay"))
            case Report():
                self.line(step.line, (*path, "report", "line"))
                self.extension(step.to, (*path, "report", "to"))
            case Wait(until=ref) if ref is not None and self.around.parties is not None:
                check_argument(self.loaded, (*path, "wait"), ref, in_calls(self.around.parties))

    def press(self, press: Press, path: Path) -> None:
        place = self.loaded.tree.place(path)
        expected, example = ARGUMENTS.get(press.key, (_NO_ARGUMENT, press.key))
        if press.key not in ARGUMENTS:
            if press.argument:
                hint = Text(f"只写“press: {press.key}”。", f"Write 'press: {press.key}' only.")
                self.loaded.report.add("T002", place, key=press.key, argument=press.argument, suggestion=hint)
        elif not press.argument:
            self.loaded.report.add("T001", place, key=press.key, expected=expected, example=example)
        else:
            self.argument(press, path)

    def argument(self, press: Press, path: Path) -> None:
        """The argument of a key that takes one."""
        if press.key in (KeyName.ANSWER, KeyName.RETRIEVE):
            self.line(press.argument, path)
        elif press.key is KeyName.MODE:
            if press.argument not in MODES:
                self.refuse(press, path, suggestion(press.argument, MODES))
        elif not NUMBER.accepts(press.argument):
            self.refuse(press, path, Text("只写数字。", "Digits only."))
        elif press.key is not KeyName.DIAL_OUT:
            self.extension(press.argument, path)

    def refuse(self, press: Press, path: Path, hint: Text) -> None:
        place = self.loaded.tree.place(path)
        self.loaded.report.add("T002", place, key=press.key, argument=press.argument, suggestion=hint)

    def write(self, write: Write, path: Path) -> None:
        if write.about:
            self.actor(write.about, (*path, "about"), callers_only=True)
        for field, text in write.fields.items():
            accepted, example = WRITTEN_FIELDS.get(field, (None, Text("", "")))
            if accepted is not None and not accepted(text):
                place = self.loaded.tree.place((*path, field))
                self.loaded.report.add("D008", place, text=text, expected=field.value, example=example)

    def line(self, line: str, path: Path) -> None:
        if self.around.lines is not None:
            need(self.loaded, "L003", path, line, self.around.lines)

    def extension(self, number: str, path: Path) -> None:
        company: Company | None = self.around.company
        if company is not None:
            need(self.loaded, "T006", path, number, company.extensions)

    def party(self, party: str, path: Path) -> None:
        if self.around.parties is not None:
            need(self.loaded, "L002", path, party, self.around.parties)

    def actor(self, name: str, path: Path, callers_only: bool = False) -> None:
        if self.call is not None:
            staff = () if callers_only else (one.actor.id for one in self.call.staff.values())
            need(self.loaded, "T005", path, name, {*self.call.callers, *staff})


WRITTEN_FIELDS: Mapping[RecordField, tuple[Callable[[str], bool], Text]] = {
    RecordField.TIME: (lambda text: scalars.clock_time(text) is not None, Text("例如 09:30。", "For example 09:30.")),
    RecordField.URGENCY: (
        lambda text: text in Urgency.__members__.values(),
        Text("可以写：normal、urgent。", "Choose from: normal, urgent."),
    ),
    RecordField.CONFIDENTIAL: (
        lambda text: scalars.truth(text) is not None,
        Text("请写 true 或 false。", "Write true or false."),
    ),
}
"""Fields of the message pad that the trainee chooses rather than writes, and what can be chosen."""


def link_plans(loaded: Loaded[PlansFile], call: CallScript | None, around: Surroundings) -> PlanBook:
    """The plans as far as they are right; the report says what is not."""
    if call is not None and loaded.content.call != call.id:
        what = Text("来电", "call")
        place = loaded.tree.place(("call",))
        loaded.report.add("L008", place, written=loaded.content.call, what=what, given=call.id)
    linker = _Linker(loaded, call, around)
    for plan in loaded.content.plans.values():
        linker.plan(plan)
    return PlanBook(loaded.content.call, loaded.content.plans)

"""``zongji exam begin | take | show``: an exam from the trainer's check of who it is to its last call."""

from __future__ import annotations

from contextlib import closing
from functools import partial

import click

from scoring.inquiry import Inquiry
from simulator.commands import run
from simulator.commands.frame import console, group, language, option, say
from simulator.commands.headset_check import check_headset
from simulator.commands.onlooker import Onlooker
from simulator.commands.outcome import show as show_scorecard
from simulator.commands.unlocking import key_option, ledger_of
from simulator.model.ledger import Role
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text
from simulator.records.store.examination import Exam, Sitting, objections, too_undecided
from simulator.runtime import examining, folders, performance
from simulator.runtime.cast import require_identity
from simulator.runtime.desk_drill import DeskDrill
from simulator.runtime.drill_book import DrillBook
from simulator.runtime.entering import enter
from simulator.runtime.equipment import Machine
from simulator.runtime.record_folder import RecordFolder
from simulator.runtime.results import read_record
from simulator.runtime.store import Store
from simulator.runtime.workspace import LoadedCall, workspace_here


@group("exam", Text("考试：教员核对身份并抽题，学员逐个来电作答。", "Exams: begun by a trainer, taken call by call."))
def exam() -> None:
    pass


@exam.command(
    "begin",
    text=Text(
        "教员核对学员身份后开始：按种子抽出来电并入库，在第一声铃响之前。",
        "A trainer has checked who it is: calls are drawn by a seed and entered, before the first ring.",
    ),
)
@click.argument("course")
@option("--trainee", required=True, text=Text("工号。", "Employee number."))
@key_option
def begin(course: str, trainee: str, key_name: str) -> None:
    store = Store()
    ledger = ledger_of(store, key_name, Role.TRAINER)
    begun = examining.begin(store, ledger, course, trainee, performance.new_seed())
    calls = len(begun.begun.calls)
    say(
        Text(
            f"第 {begun.begun.number} 次考试，{calls} 个来电：zongji exam take {begun.id[:12]}",
            f"Exam number {begun.begun.number}, {calls} calls: zongji exam take {begun.id[:12]}",
        )
    )


@exam.command("take", text=Text("接考试的下一个来电；每个来电只有一次。", "Take the exam's next call; each only once."))
@click.argument("id")
@option(
    "--trainee",
    type=click.Choice([run.MIC, run.TYPED]),
    default=run.MIC,
    show_default=True,
    text=Text("用麦克风；打字的考试不能发证。", "By microphone; an exam by typing cannot certify."),
)
def take(id: str, trainee: str) -> None:
    store = Store()
    taken = examining.exam_named(store, id)
    if not taken.left:
        raise Problem(Exit.USAGE, Text("这次考试的来电都接过了。", "all calls of this exam are taken."))
    examining.require_matcher(taken)
    workspace = workspace_here(folders.library())
    loaded = workspace.load_call(workspace.call_with_id(taken.left[0]))
    examining.require_released(taken, loaded)
    if trainee == run.MIC and not taken.sittings:
        _try_headset(taken, loaded)
    number = examining.who_sits(store, taken)
    folder = _worked(taken, loaded, number, trainee)
    show_scorecard(folder, as_json=False)
    enter(store, read_record(folder), taken)
    left = len(taken.left) - 1
    say(Text(f"已入库；还有 {left} 个来电。", f"Entered; {left} calls are left."))


@exam.command("show", text=Text("来电、结果，以及为什么还不能发证。", "For staff: calls, results, objections."))
@click.argument("id")
def show(id: str) -> None:
    found = examining.exam_named(Store(), id)
    results = {sitting.made.call: sitting for sitting in found.sittings}
    say(Text(f"身份由 {found.identified_by} 核对", f"Identity checked by {found.identified_by}"))
    for call in found.begun.calls:
        console().print(f"{call}: {_result(found, results[call]) if call in results else '—'}")
    against = objections(found)
    for why in against:
        say(Text(f"- {why.zh}", f"- {why.en}"))
    if not against:
        say(Text(f"可以发证：zongji records certify {id}", f"It certifies: zongji records certify {id}"))


def _result(found: Exam, sitting: Sitting) -> str:
    now = sitting.now
    void = now.voided or too_undecided(found.course, sitting.automatic)
    said = f"  {Text('作废', 'void')[language()]}" if void else ""
    return f"{now.id[:12]}  {now.verdict}  {now.total / 100:.1f}{said}"


def _try_headset(taken: Exam, loaded: LoadedCall) -> None:
    """Before the first call, with the recogniser that the course fixes."""
    equipment = Machine(_engine(taken))
    ears = equipment.ears()
    require_identity(ears, taken.course.ears)
    company, rulebook = loaded.company, loaded.rulebook
    book = partial(
        DrillBook.of,
        company,
        rulebook,
        loaded.scorer.lexicon,
        True,
        language(),
        partial(Inquiry, company, rulebook),
    )
    with closing(ears), closing(DeskDrill(book, lambda: ears, equipment)) as drill:
        check_headset(drill)


def _engine(taken: Exam) -> str:
    return taken.course.ears.partition(":")[0]


def _worked(taken: Exam, loaded: LoadedCall, number: str, trainee: str) -> RecordFolder:
    """Without the words on the screen, where they are spoken: an exam gives no help."""
    seed = int(taken.begun.seed)
    if trainee == run.TYPED:
        onlooker = Onlooker(console(), language())
        return run.work_by_typing(loaded, folders.records(), seed, number, [onlooker], "exam")
    engines, fixed = (_engine(taken), "", "auto"), taken.course.ears
    return run.work_by_voice(loaded, folders.records(), seed, number, [], engines, mode="exam", fixed=fixed)

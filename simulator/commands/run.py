"""``zongji run``: work a call, by microphone, by typing, or with an automatic trainee."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from simulator.commands.frame import command, console, json_option, language, option, say
from simulator.commands.keyboard import INSTRUCTIONS, read_from
from simulator.commands.onlooker import Onlooker
from simulator.commands.outcome import show, show_claimed
from simulator.model.text import Text
from simulator.records.terminal import plain
from simulator.runtime import folders, live, performance
from simulator.runtime.call import Call, Watcher
from simulator.runtime.cast import cast_for, headset_for, require_identity
from simulator.runtime.record_folder import RecordFolder
from simulator.runtime.workspace import LoadedCall, workspace_here

MIC, TYPED = "mic", "typed"
PREPARING = Text("准备来电人的语音", "Preparing the callers' voices")


@command(
    "run",
    Text(
        "运行一个来电。CALL 是剧本文件或名称；--trainee 选择用麦克风（mic）、打字（typed）或某个方案（方案名）。",
        "Run a call. CALL is a script file or its name; --trainee is mic, typed, or the name of a plan.",
    ),
)
@click.argument("call")
@option("--trainee", default=TYPED, metavar="mic|typed|PLAN", text=Text("谁来接电话。", "Who takes the call."))
@option(
    "--by-voice", is_flag=True, text=Text("方案用录音说话，经过真实识别。", "The plan speaks; it is really recognised.")
)
@option("--name", default="", metavar="NAME", text=Text("学员姓名或工号。", "The trainee's name or number."))
@option("--ears", default="auto", metavar="auto|vosk|whisper", text=Text("识别引擎。", "The recogniser."))
@option("--witness", default="", metavar="vosk|whisper", text=Text("第二识别引擎作旁证。", "A second recogniser."))
@option("--speaker", default="auto", metavar="auto|pyttsx3|kokoro", text=Text("来电人的语音。", "The callers' voice."))
@option(
    "--half-duplex", is_flag=True, text=Text("不用耳机（外放）：抢话不计分。", "No headset: talk-over is not measured.")
)
@option("--seed", type=int, text=Text("随机种子，默认每次不同。", "Seed; each time another by default."))
@option(
    "--records", type=click.Path(path_type=Path), text=Text("记录存放的文件夹。", "Where the record folder is made.")
)
@json_option
@click.pass_context
def run(
    context: click.Context,
    call: str,
    trainee: str,
    by_voice: bool,
    name: str,
    ears: str,
    witness: str,
    speaker: str,
    half_duplex: bool,
    seed: int | None,
    records: Path | None,
    as_json: bool,
) -> None:
    workspace = workspace_here(folders.library())
    loaded = workspace.load_call(workspace.find_call(call))
    root = records or folders.records()
    chosen = performance.new_seed() if seed is None else seed
    watchers: list[Watcher] = [] if as_json else [Onlooker(console(), language())]
    if trainee == TYPED:
        folder = work_by_typing(loaded, root, chosen, name, watchers)
    elif trainee == MIC:
        folder = work_by_voice(loaded, root, chosen, name, watchers, (ears, witness, speaker), half_duplex)
    else:
        plan = performance.plan_of(loaded, trainee)
        if by_voice:
            with cast_for(loaded, chosen, ears, witness, speaker) as cast:
                folder = performance.rehearse_by_voice(loaded, plan, root, chosen, cast, watchers)
        else:
            folder = performance.rehearse_in_text(loaded, plan, root, chosen, watchers)
        show_claimed(context, folder, plan, as_json=as_json)
        return
    show(folder, as_json=as_json)
    _enter(folder)


def _enter(folder: RecordFolder) -> None:
    """Into the store of certification records; imported only now, a call does not wait for a database."""
    from simulator.runtime.entering import enter
    from simulator.runtime.results import read_record
    from simulator.runtime.store import Store

    enter(Store(), read_record(folder))


def work_by_voice(
    loaded: LoadedCall,
    root: Path,
    seed: int,
    name: str,
    watchers: list[Watcher],
    engines: tuple[str, str, str],
    half_duplex: bool = False,
    mode: str = "practice",
    fixed: str = "",
) -> RecordFolder:
    """A call that a person works by microphone; ``fixed`` is the identity that the recogniser must have."""
    _inform(name)
    say(INSTRUCTIONS)
    person = _person(loaded, watchers)
    with Progress(TextColumn(PREPARING[language()]), BarColumn(), MofNCompleteColumn(), transient=True) as bar:
        task = bar.add_task("")
        progress = partial(_advance, bar, task)
        with headset_for(loaded, seed, *engines, half_duplex=half_duplex, progress=progress) as headset:
            bar.stop()
            require_identity(headset.ears, fixed)
            return live.by_voice(loaded, root, seed, name, headset, person, watchers, _caption, mode)


def _inform(name: str) -> None:
    """The notice on recording, where this person has not agreed to it yet."""
    from simulator.runtime.noticing import require_agreement
    from simulator.runtime.store import Store

    require_agreement(Store(), name, _agrees)


def _agrees(notice: Text) -> bool:
    say(notice)
    return click.confirm(Text("我已阅读并同意", "I have read this and agree")[language()], err=True)


def _advance(bar: Progress, task: TaskID, done: int, total: int) -> None:
    bar.update(task, completed=done, total=total)


def _caption(text: str) -> None:
    """Words of a streaming recogniser while they are spoken; the finished sentence is written over them."""
    click.echo(f"\r… {plain(text)}", nl=False, err=True)


def work_by_typing(
    loaded: LoadedCall, root: Path, seed: int, name: str, watchers: list[Watcher], mode: str = "practice"
) -> RecordFolder:
    """A call that a person works by typing."""
    say(INSTRUCTIONS)
    return live.by_typing(loaded, root, seed, name, _person(loaded, watchers), watchers, mode)


def _person(loaded: LoadedCall, watchers: list[Watcher]) -> live.Person:
    counter = _Messages()
    watchers.append(counter)
    return read_from(sys.stdin, loaded.company, lambda: counter.last, say)


class _Messages:
    """Knows the number of the message saved last, for ``/relay``."""

    last = 0

    def stepped(self, call: Call, t: int, event: object, effects: object) -> None:
        self.last = len(call.state.messages)

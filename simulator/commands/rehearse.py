"""``zongji rehearse``: automatic trainees work the plans, by voice or in text, and get what they claim or not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import click

from audio.voice.choice import open_speaker
from simulator.commands.frame import command, complain, emit, json_option, option, say
from simulator.model.problem import Exit, Problem
from simulator.model.scorecard import Verdict
from simulator.model.text import Text
from simulator.model.wording import VERDICTS
from simulator.records.codec import encode
from simulator.runtime import folders
from simulator.runtime.cast import opened_ears
from simulator.runtime.rehearsing import Rehearsed, by_voice, in_text
from simulator.runtime.workers import each_call
from simulator.runtime.workspace import FileErrors, Workspace, workspace_here

NONE = Text(
    "请写出要演练的来电，或用 --all 演练全部。", "Name the calls to rehearse, or rehearse all of them with --all."
)
NO_PLANS = Text("没有可演练的方案。", "There is no plan to rehearse.")


@command(
    "rehearse",
    Text(
        "自动学员把每个方案演一遍：真的说出来、真的识别（没有录音的句子用合成语音），报告成绩与声明是否相符、哪句听错了。"
        "--text 不用语音和模型。",
        "Automatic trainees work every plan: spoken and really recognised (sentences without a recording are "
        "synthesized); tells whether each gets what it claims, and what was misheard. --text needs no models.",
    ),
)
@click.argument("calls", nargs=-1, metavar="[CALL]...")
@option("--all", "every", is_flag=True, text=Text("全部来电。", "All calls."))
@option(
    "--text", "as_text", is_flag=True, text=Text("不说话：文字直接算听懂。", "Nothing is spoken; words go in as text.")
)
@option("--plan", default="", metavar="NAME", text=Text("只演这个方案。", "Only this plan."))
@option("--ears", default="auto", metavar="auto|vosk|whisper", text=Text("识别引擎。", "The recogniser."))
@option("--speaker", default="auto", metavar="auto|pyttsx3|kokoro", text=Text("合成语音。", "The synthesized voice."))
@option("--seed", type=int, default=1, text=Text("随机种子。", "Seed."))
@json_option
@click.pass_context
def rehearse(
    context: click.Context,
    calls: tuple[str, ...],
    every: bool,
    as_text: bool,
    plan: str,
    ears: str,
    speaker: str,
    seed: int,
    as_json: bool,
) -> None:
    if not calls and not every:
        raise Problem(Exit.USAGE, NONE)
    workspace = workspace_here(folders.library())
    paths = list(workspace.call_files()) if every else [workspace.find_call(call) for call in calls]
    told = _Told(as_json)
    if as_text:
        for path, found in each_call(workspace.root, paths, partial(in_text, plan=plan, seed=seed)):
            told.call(path.stem, found)
    else:
        for name, one in _spoken(workspace, paths, plan, seed, ears, speaker):
            told.call(name, one)
    context.exit(told.end())


def _spoken(
    workspace: Workspace, paths: list[Path], plan: str, seed: int, ears: str, speaker: str
) -> Iterator[tuple[str, tuple[Rehearsed, ...] | Text]]:
    """One plan after the other: the recogniser takes all there is of the machine."""
    with ExitStack() as stack:
        hearing, voice = opened_ears(ears, stack), open_speaker(speaker, folders.models() / "kokoro")
        for path in paths:
            try:
                loaded = workspace.load_call(path)
            except FileErrors as errors:
                workspace.diagnostics.clear()  # the other calls may be right
                yield path.stem, errors.message
                continue
            for one in by_voice(loaded, plan, seed, hearing, voice):
                yield path.stem, (one,)


class _Told:
    """Prints each result as it comes, or gathers them for a program; and knows the exit code."""

    def __init__(self, as_json: bool) -> None:
        self._as_json = as_json
        self._results: list[Rehearsed] = []
        self._code = Exit.OK

    def call(self, name: str, found: tuple[Rehearsed, ...] | Text) -> None:
        if isinstance(found, Text):
            complain(Text(f"{name}：{found.zh}", f"{name}: {found.en}"))
            self._code = Exit.FILES
            return
        for one in found:
            self._results.append(one)
            if one.missed and self._code is Exit.OK:
                self._code = Exit.CLAIM
            if not self._as_json:
                _print(one)

    def end(self) -> Exit:
        met = sum(not one.missed for one in self._results)
        if self._as_json:
            emit([encode(one) for one in self._results])
        elif self._results:
            total = len(self._results)
            say(Text(f"{total} 个方案，{met} 个与声明相符。", f"{met} of {total} plans got what they claim."))
        else:
            say(NO_PLANS)
        return self._code


def _print(one: Rehearsed) -> None:
    verdict, low, high = VERDICTS[Verdict(one.verdict)], one.lowest / 100, one.highest / 100
    points = f"{low:g}" if low == high else f"{low:g}-{high:g}"
    mark = "✗" if one.missed else "✓"
    say(
        Text(
            f"{mark} {one.call} {one.plan}：{verdict.zh} {points}",
            f"{mark} {one.call} {one.plan}: {verdict.en} {points}",
        )
    )
    for missed in one.missed:
        say(Text(f"    未达到：{missed.zh}", f"    not met: {missed.en}"))
    for heard in one.misheard:
        say(
            Text(
                f"    说的：{heard.said}\n    听到：{heard.heard}\n    {heard.beside}",
                f"    said:  {heard.said}\n    heard: {heard.heard}\n    {heard.beside}",
            )
        )

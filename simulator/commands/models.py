"""``zongji models``: list, install and verify the models of recognisers and voices."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Any

import click
from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn, TransferSpeedColumn
from rich.table import Table

from audio.models import State, catalogue, inspect, is_installed
from audio.models.install import install
from audio.models.installed import Inspection
from simulator.commands.frame import complain, console, emit, group, json_option, language, option, say
from simulator.model.problem import Exit
from simulator.model.text import Lang, Text, same
from simulator.runtime import folders

STATES = {
    State.ABSENT: Text("未安装", "not installed"),
    State.INTACT: Text("完好", "intact"),
    State.CORRUPT: Text("已损坏", "corrupt"),
}


@group("models", Text("识别和语音模型：列出、安装、核对。", "Models of recognisers and voices: list, install, verify."))
def models() -> None:
    pass


@models.command("list", text=Text("列出目录中的模型。", "List the catalogue."))
@json_option
def list_models(as_json: bool) -> None:
    found = [inspect(folders.models(), name) for name in catalogue().models]
    if as_json:
        emit([_as_data(one) for one in found])
        return
    lang = language()
    table = Table(box=None, pad_edge=False)
    for heading in (Text("名称", "name"), Text("说明", "what"), Text("下载量", "download"), Text("许可证", "licence")):
        table.add_column(heading[lang])
    table.add_column(Text("状态", "state")[lang])
    for one in found:
        model = one.model
        table.add_row(model.name, model.title[lang], _size(model.size, lang), model.licence, STATES[one.state][lang])
    console().print(table)
    say(same(f"→ {folders.models()}"))


@models.command("install", text=Text("安装一个模型；中断后再运行会接着下载。", "Install a model; run again to resume."))
@click.argument("name")
@option(
    "--from",
    "carried",
    type=click.Path(path_type=Path),
    metavar="PATH",
    text=Text(
        "从拷来的文件或文件夹安装，不上网。", "Take it from a file or folder that was carried in, without network."
    ),
)
@option(
    "--sha256",
    default="",
    metavar="HEX",
    text=Text("压缩包的 sha256（仅当目录中没有时需要）。", "The archive's sha256, where the catalogue has none."),
)
def install_model(name: str, carried: Path | None, sha256: str) -> None:
    with _ProgressBar() as watcher:
        installed = install(folders.models(), name, carried=carried, sha256=sha256, watcher=watcher)
    say(
        Text(
            f"模型 {name} 已安装并核对：{installed.path}",
            f"The model {name} is installed and checked: {installed.path}",
        )
    )


@models.command("verify", text=Text("核对已安装模型的每个文件。", "Check every file of the installed models."))
@click.argument("names", nargs=-1, metavar="[NAME]...")
@json_option
@click.pass_context
def verify_models(context: click.Context, names: tuple[str, ...], as_json: bool) -> None:
    chosen = names or tuple(name for name in catalogue().models if is_installed(folders.models(), name))
    found = [inspect(folders.models(), name) for name in chosen]
    if as_json:
        emit([_as_data(one) for one in found])
    for one in () if as_json else found:
        faults = f": {', '.join(one.faults)}" if one.faults else ""
        say(
            Text(
                f"{one.model.name}  {STATES[one.state].zh}{faults}", f"{one.model.name}  {STATES[one.state].en}{faults}"
            )
        )
    if not found and not as_json:
        say(Text("还没有安装任何模型。", "No model is installed."))
    if any(one.state is not State.INTACT for one in found):
        complain(Text("请用 zongji models install 名称 重新安装。", "Install with: zongji models install NAME"))
        context.exit(Exit.MISSING)


def _as_data(one: Inspection) -> dict[str, Any]:
    model = one.model
    return {
        "name": model.name,
        "engine": model.engine,
        "title": {"zh": model.title.zh, "en": model.title.en},
        "licence": model.licence,
        "bytes": model.size or None,
        "verifiable": model.verifiable,
        "site": model.site,
        "state": one.state.value,
        "faults": list(one.faults),
        "path": str(one.path),
    }


def _size(size: int, lang: Lang) -> str:
    return f"{size / 1e6:,.0f} MB" if size else Text("约 1.3 GB", "about 1.3 GB")[lang]


class _ProgressBar:
    """Shows what is being fetched: a bar on a terminal, one line each elsewhere."""

    def __init__(self) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
        self._console = console()
        self._bar = Progress(*columns, console=self._console, transient=True)
        self._task: TaskID | None = None

    def __enter__(self) -> _ProgressBar:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar.live.is_started:
            self._bar.stop()

    def begin(self, what: str, total: int) -> None:
        if self._console.is_terminal:
            self._forget()
            self._bar.start()
            self._task = self._bar.add_task(what, total=total or None)
        else:
            say(same(f"{what} ({_size(total, language())})"))

    def progress(self, done: int) -> None:
        if self._task is not None:
            self._bar.update(self._task, completed=done)

    def failed(self, what: str, reason: str) -> None:
        self._forget()  # the next source is tried; when none is left, the problem lists what failed and why

    def _forget(self) -> None:
        if self._task is not None:
            self._bar.remove_task(self._task)
            self._task = None

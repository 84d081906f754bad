"""Archives that nobody vouches for."""

from __future__ import annotations

import io
import stat
import tarfile
import zipfile
from pathlib import Path

import pytest

from audio.models.unpack import UnsafeArchive, unpack

LIMIT = 1_000_000


def make_zip(path: Path, *members: tuple[str, bytes], mode: int = 0) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            info = zipfile.ZipInfo(name)
            info.external_attr = mode << 16
            archive.writestr(info, data, zipfile.ZIP_DEFLATED)
    return path


def make_tar(path: Path, *members: tarfile.TarInfo) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for member in members:
            archive.addfile(member, io.BytesIO(bytes(member.size)))
    return path


def tar_member(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, link
    info.size = 3 if kind == tarfile.REGTYPE else 0
    return info


def everything_below(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_takes_the_top_folder_off(tmp_path: Path) -> None:
    archive = make_zip(tmp_path / "a.zip", ("top/", b""), ("top/am/final.mdl", b"model"), ("top/README", b"text"))
    names = unpack(archive, tmp_path / "out", LIMIT)
    assert sorted(names) == ["README", "am/final.mdl"]
    assert (tmp_path / "out/am/final.mdl").read_bytes() == b"model"


def test_reads_tar_archives_too(tmp_path: Path) -> None:
    archive = make_tar(tmp_path / "a.tgz", tar_member("package", tarfile.DIRTYPE), tar_member("package/a.bin"))
    assert unpack(archive, tmp_path / "out", LIMIT) == ("a.bin",)


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "top/../../evil",
        "/etc/evil",
        "C:/evil",
        "top/C:evil",
        "top\\..\\evil",
        "top/con",
        "top/NUL.txt",
        "top/a:stream",
        "top/trailing.",
        "top/line\nbreak",
    ],
)
def test_names_that_leave_the_folder_or_that_no_disk_can_hold(tmp_path: Path, name: str) -> None:
    archive = make_zip(tmp_path / "a.zip", ("top/good", b"x"), (name, b"x"))
    with pytest.raises(UnsafeArchive):
        unpack(archive, tmp_path / "out", LIMIT)
    assert everything_below(tmp_path) == ["a.zip"]


@pytest.mark.parametrize("mode", [stat.S_IFLNK | 0o777, stat.S_IFIFO | 0o644, stat.S_IFCHR | 0o644])
def test_links_and_devices_in_a_zip(tmp_path: Path, mode: int) -> None:
    archive = make_zip(tmp_path / "a.zip", ("top/link", b"/etc/passwd"), mode=mode)
    with pytest.raises(UnsafeArchive, match="link or a device"):
        unpack(archive, tmp_path / "out", LIMIT)


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE])
def test_links_and_devices_in_a_tar(tmp_path: Path, kind: bytes) -> None:
    archive = make_tar(tmp_path / "a.tgz", tar_member("top/a"), tar_member("top/link", kind, "/etc/passwd"))
    with pytest.raises(UnsafeArchive, match="link or a device"):
        unpack(archive, tmp_path / "out", LIMIT)


def test_a_bomb_stops_at_the_limit(tmp_path: Path) -> None:
    archive = make_zip(tmp_path / "a.zip", ("top/zeros", bytes(50_000_000)))
    assert archive.stat().st_size < 100_000
    with pytest.raises(UnsafeArchive, match="more than it may"):
        unpack(archive, tmp_path / "out", LIMIT)
    assert (tmp_path / "out/zeros").stat().st_size <= LIMIT


def test_many_small_members_share_the_limit(tmp_path: Path) -> None:
    archive = make_zip(tmp_path / "a.zip", *((f"top/{number}", bytes(400_000)) for number in range(5)))
    with pytest.raises(UnsafeArchive, match="more than it may"):
        unpack(archive, tmp_path / "out", LIMIT)


def test_too_many_members(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audio.models.unpack.MAX_MEMBERS", 3)
    archive = make_zip(tmp_path / "a.zip", *((f"top/{number}", b"") for number in range(4)))
    with pytest.raises(UnsafeArchive, match="too many"):
        unpack(archive, tmp_path / "out", LIMIT)


@pytest.mark.parametrize(
    "members",
    [
        (("top/a", b"1"), ("top/A", b"2")),
        (("top/a", b"1"), ("top/a/b", b"2")),
        (("one/a", b"1"), ("two/a", b"2")),
        (("loose", b"1"),),
    ],
)
def test_members_in_each_others_way(tmp_path: Path, members: tuple[tuple[str, bytes], ...]) -> None:
    archive = make_zip(tmp_path / "a.zip", *members)
    with pytest.raises(UnsafeArchive):
        unpack(archive, tmp_path / "out", LIMIT)


def test_a_member_with_wrong_checksum(tmp_path: Path) -> None:
    archive = tmp_path / "a.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as stored:
        stored.writestr("top/a", b"content")
    archive.write_bytes(archive.read_bytes().replace(b"content", b"CONTENT"))
    with pytest.raises(UnsafeArchive, match="damaged"):
        unpack(archive, tmp_path / "out", LIMIT)


@pytest.mark.parametrize("cut", [10, 60, 200])
def test_an_archive_that_was_cut(tmp_path: Path, cut: int) -> None:
    archive = make_zip(tmp_path / "a.zip", ("top/a", bytes(range(256)) * 10))
    archive.write_bytes(archive.read_bytes()[:cut])
    with pytest.raises(UnsafeArchive):
        unpack(archive, tmp_path / "out", LIMIT)


def test_something_else(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"<html>not found</html>")
    with pytest.raises(UnsafeArchive, match="neither"):
        unpack(tmp_path / "a.zip", tmp_path / "out", LIMIT)

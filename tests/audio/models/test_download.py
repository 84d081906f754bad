"""One file over HTTP: resuming, wrong content, wrong size, unsafe addresses, a full disk."""

from __future__ import annotations

import errno
import hashlib
from pathlib import Path

import pytest

from audio.models import download as module
from audio.models.download import DownloadFailed, download

DATA = bytes(range(256)) * 4_000


def test_brings_the_file_and_tells_how_far_it_is(shelf, tmp_path: Path) -> None:
    url, sha256 = shelf.put("model.bin", DATA)
    told: list[int] = []
    download(url, tmp_path / "model.bin", sha256=sha256, limit=len(DATA), progress=told.append)
    assert (tmp_path / "model.bin").read_bytes() == DATA
    assert told == sorted(told)
    assert told[-1] == len(DATA)
    assert [path.name for path in tmp_path.iterdir()] == ["model.bin"]


def test_a_cut_connection_is_resumed_where_it_broke(shelf, tmp_path: Path) -> None:
    url, sha256 = shelf.put("model.bin", DATA)
    shelf.cut_after = [300_000, 400_000]
    download(url, tmp_path / "model.bin", sha256=sha256, limit=len(DATA))
    assert (tmp_path / "model.bin").read_bytes() == DATA
    assert [asked for _, asked in shelf.asked] == ["", "bytes=300000-", "bytes=700000-"]


def test_an_interrupted_run_is_continued_by_the_next_one(shelf, tmp_path: Path) -> None:
    url, sha256 = shelf.put("model.bin", DATA)

    def interrupt(done: int) -> None:
        if done > 500_000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        download(url, tmp_path / "model.bin", sha256=sha256, limit=len(DATA), progress=interrupt)
    kept = (tmp_path / "model.bin.part").stat().st_size
    assert kept > 500_000
    download(url, tmp_path / "model.bin", sha256=sha256, limit=len(DATA))
    assert shelf.asked[-1][1] == f"bytes={kept}-"
    assert (tmp_path / "model.bin").read_bytes() == DATA


def test_a_server_without_ranges_is_asked_for_everything_again(shelf, tmp_path: Path) -> None:
    url, sha256 = shelf.put("model.bin", DATA)
    shelf.ranges = False
    shelf.cut_after = [300_000]
    download(url, tmp_path / "model.bin", sha256=sha256, limit=len(DATA))
    assert (tmp_path / "model.bin").read_bytes() == DATA


def test_leftovers_of_another_file_do_not_spoil_the_download(shelf, tmp_path: Path) -> None:
    url, sha256 = shelf.put("model.bin", DATA)
    (tmp_path / "model.bin.part").write_bytes(b"something else" * 100)
    download(url, tmp_path / "model.bin", sha256=sha256, limit=len(DATA))
    assert (tmp_path / "model.bin").read_bytes() == DATA


@pytest.mark.parametrize("left", [len(DATA), len(DATA) + 10])
def test_leftovers_as_long_as_the_file_or_longer(shelf, tmp_path: Path, left: int) -> None:
    url, sha256 = shelf.put("model.bin", DATA)
    (tmp_path / "model.bin.part").write_bytes((DATA + bytes(10))[:left])
    download(url, tmp_path / "model.bin", sha256=sha256, limit=len(DATA))
    assert (tmp_path / "model.bin").read_bytes() == DATA


def test_corrupt_content_is_thrown_away(shelf, tmp_path: Path) -> None:
    url, _ = shelf.put("model.bin", DATA[:-1] + b"?")
    with pytest.raises(DownloadFailed, match="sha256"):
        download(url, tmp_path / "model.bin", sha256=hashlib.sha256(DATA).hexdigest(), limit=len(DATA))
    assert list(tmp_path.iterdir()) == []


def test_more_bytes_than_allowed_are_refused_before_they_are_written(shelf, tmp_path: Path) -> None:
    url, sha256 = shelf.put("model.bin", DATA)
    with pytest.raises(DownloadFailed, match="more than"):
        download(url, tmp_path / "model.bin", sha256=sha256, limit=1_000)
    assert not (tmp_path / "model.bin").exists()


def test_a_connection_that_always_breaks_ends(shelf, tmp_path: Path) -> None:
    url, sha256 = shelf.put("model.bin", DATA)
    shelf.cut_after = [0] * 10
    with pytest.raises(DownloadFailed, match="cut off"):
        download(url, tmp_path / "model.bin", sha256=sha256, limit=len(DATA))
    assert len(shelf.asked) == module.ATTEMPTS_WITHOUT_PROGRESS


def test_a_missing_file_and_a_missing_server_are_told_apart(shelf, tmp_path: Path) -> None:
    with pytest.raises(DownloadFailed, match="404") as missing:
        download(f"{shelf.url}/no", tmp_path / "no", sha256="0" * 64, limit=10)
    assert not missing.value.unreachable
    with pytest.raises(DownloadFailed) as unreachable:
        download("http://127.0.0.1:9/no", tmp_path / "no", sha256="0" * 64, limit=10)
    assert unreachable.value.unreachable


@pytest.mark.parametrize("url", ["http://models.example/a", "file:///etc/passwd", "ftp://models.example/a"])
def test_only_encrypted_addresses(tmp_path: Path, url: str) -> None:
    with pytest.raises(DownloadFailed, match="not encrypted"):
        download(url, tmp_path / "a", sha256="0" * 64, limit=10)


def test_a_redirect_cannot_lead_to_an_unencrypted_address(shelf, tmp_path: Path) -> None:
    shelf.redirect_to = "http://models.example/a"
    with pytest.raises(DownloadFailed, match="not encrypted"):
        download(f"{shelf.url}/a", tmp_path / "a", sha256="0" * 64, limit=10)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, a disk that is always full")
def test_a_full_disk_is_an_error_of_the_disk(shelf, tmp_path: Path) -> None:
    url, sha256 = shelf.put("model.bin", DATA)
    (tmp_path / "model.bin.part").symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space") as error:
        download(url, tmp_path / "model.bin", sha256=sha256, limit=len(DATA))
    assert error.value.errno == errno.ENOSPC

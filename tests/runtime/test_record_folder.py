"""Record folders: plain while they are written, then sealed under a trainee's key, which is destroyed in the end."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.model.parts import SEALED, Part
from simulator.model.problem import Exit, Problem
from simulator.records.store.crypto import new_secret
from simulator.records.store.sealing import seal_file, sealed_for, unseal_file
from simulator.runtime import record_folder
from simulator.runtime.record_folder import RecordFolder, SourceFile, create, find, record_folders
from simulator.runtime.seals import KeySeals

WANG = "0a" * 16
CONTENT = {
    Part.LOG: '{"header":{"trainee":"王芳"}}\n'.encode(),
    Part.RECORDING: b"RIFF" + b"\0\1" * 40_000,
    Part.RULINGS: "王芳没有说\n".encode(),
    Part.APPEALS: "王芳：我说了\n".encode(),
    Part.SCORECARD: '{"trainee":"王芳"}\n'.encode(),
}


@pytest.fixture
def keys() -> dict[str, bytes]:
    return {WANG: new_secret()}


@pytest.fixture
def folder(tmp_path: Path, keys: dict[str, bytes]) -> RecordFolder:
    made = create(tmp_path, "20260316-093000-call", [SourceFile("calls/call.yaml", b"call: 1\n")])
    made = replace(made, seals=KeySeals(keys.get))
    for part, content in CONTENT.items():
        made.keep(part, content)
    made.page.write_text("王芳", encoding="utf-8")
    return made


def refused(work: object) -> Exit:
    with pytest.raises(Problem) as caught:
        work()  # type: ignore[operator]
    return caught.value.exit


def test_nothing_personal_is_left_in_clear(folder: RecordFolder) -> None:
    assert folder.sealed_for == ""
    folder.seal(WANG)
    files = {path.name: path.read_bytes() for path in folder.path.iterdir() if path.is_file()}
    assert set(files) == {f"{part}{SEALED}" for part in Part}
    for data in files.values():
        assert "王芳".encode() not in data
        assert b"RIFF" not in data
        assert sealed_for(data) == WANG
    assert (folder.sources / "calls" / "call.yaml").read_bytes() == b"call: 1\n"


def test_it_reads_and_is_written_as_before(folder: RecordFolder) -> None:
    folder.seal(WANG)
    assert folder.sealed_for == WANG
    assert {part: folder.read(part) for part in Part} == CONTENT
    folder.append(Part.APPEALS, "再说一次")
    assert folder.read(Part.APPEALS).decode().splitlines() == ["王芳：我说了", "再说一次"]
    folder.keep(Part.APPEALS, b"torn")
    folder.append(Part.APPEALS, "whole")
    assert folder.read(Part.APPEALS) == b"torn\nwhole\n"
    assert not (folder.path / Part.APPEALS).exists()
    assert find(folder.path / "log.jsonl", folder.seals) == folder
    assert list(record_folders(folder.path.parent)) == [folder]


@pytest.mark.parametrize("after", range(12))
def test_sealing_that_is_broken_off_loses_nothing(
    folder: RecordFolder, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    """Killed before any of the steps in which a file is put in place or deleted."""
    steps = iter(range(after))

    def step(real):  # type: ignore[no-untyped-def]
        def run(*given: object, **named: object) -> object:
            if next(steps, None) is None:
                raise KeyboardInterrupt
            return real(*given, **named)

        return run

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", step(Path.replace))
        patched.setattr(Path, "unlink", step(Path.unlink))
        try:
            folder.seal(WANG)
        except KeyboardInterrupt:
            assert after < 11  # five parts in place, six files deleted
        else:
            assert after == 11
    assert {part: folder.read(part) for part in Part} == CONTENT
    folder.append(Part.APPEALS, "再说一次")
    appeals = CONTENT[Part.APPEALS] + "再说一次\n".encode()
    assert folder.read(Part.APPEALS) == appeals
    folder.seal(WANG)
    assert {part: folder.read(part) for part in Part} == CONTENT | {Part.APPEALS: appeals}
    assert folder.sealed_for == WANG
    assert not any((folder.path / part).exists() for part in Part)


def test_a_full_disk_leaves_it_as_it_was(folder: RecordFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(record_folder.os, "fsync", full)  # type: ignore[attr-defined]
        assert refused(lambda: folder.seal(WANG)) is Exit.STORAGE
        assert refused(lambda: folder.append(Part.APPEALS, "x")) is Exit.STORAGE
    assert folder.sealed_for == ""
    assert {part: folder.read(part) for part in Part} == CONTENT


def test_without_the_key_nothing_opens_any_more(folder: RecordFolder, keys: dict[str, bytes]) -> None:
    folder.seal(WANG)
    before = folder.stored(Part.LOG)
    del keys[WANG]
    for part in Part:
        assert refused(lambda part=part: folder.read(part)) is Exit.REFUSED
    assert refused(lambda: folder.append(Part.RULINGS, "x")) is Exit.REFUSED
    assert folder.stored(Part.LOG) == before  # what the entry cites can be compared all the same
    keys[WANG] = new_secret()
    assert refused(lambda: folder.read(Part.LOG)) is Exit.DAMAGED
    assert refused(lambda: replace(folder, seals=None).read(Part.LOG)) is Exit.REFUSED


def test_a_folder_is_not_sealed_without_a_key(folder: RecordFolder) -> None:
    assert refused(lambda: folder.seal("0b" * 16)) is Exit.REFUSED
    assert {part: folder.read(part) for part in Part} == CONTENT


def test_files_that_were_exchanged_or_changed_do_not_open(folder: RecordFolder) -> None:
    folder.seal(WANG)
    log, rulings = folder.file(Part.LOG), folder.file(Part.RULINGS)
    whole = log.read_bytes()
    log.write_bytes(rulings.read_bytes())  # well sealed, for another place
    assert refused(lambda: folder.read(Part.LOG)) is Exit.DAMAGED
    log.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert refused(lambda: folder.read(Part.LOG)) is Exit.DAMAGED
    log.write_bytes(CONTENT[Part.LOG])  # plain, where it was sealed
    assert refused(lambda: folder.read(Part.LOG)) is Exit.REFUSED


def test_what_somebody_lays_beside_it_does_not_count(folder: RecordFolder) -> None:
    folder.file(Part.RULINGS).unlink()
    folder.seal(WANG)
    (folder.path / Part.RULINGS).write_text("pass", encoding="utf-8")
    (folder.path / Part.LOG).write_text("better", encoding="utf-8")
    assert not folder.holds(Part.RULINGS)
    assert folder.read(Part.LOG) == CONTENT[Part.LOG]


@given(st.binary(), st.sampled_from(Part))
def test_any_content_comes_back(content: bytes, part: Part) -> None:
    key = new_secret()
    sealed = seal_file(key, WANG, part, content)
    assert unseal_file(key, part, sealed) == content
    assert seal_file(key, WANG, part, content) != sealed  # its hash is no hash of what is in it

"""Transcripts of the benchmark: heard by any number of processes, kept in the cache and in the checkout."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from audio.ports import Pcm
from benchmarks.validity import sentences, transcripts
from benchmarks.validity.books import Book
from benchmarks.validity.clips import Booth
from benchmarks.validity.conditions import CLEAN, TELEPHONE, Condition
from benchmarks.validity.corpus import Sample, spoken_sentences
from benchmarks.validity.evidence import Evidence
from benchmarks.validity.figures import Labels
from benchmarks.validity.hearing import Archive
from benchmarks.validity.prepare import missing, prepare
from benchmarks.validity.setting import Absent
from benchmarks.validity.tables import rulebooks
from benchmarks.validity.transcripts import Heard, Kept, Utterance
from simulator.model.problem import Problem
from simulator.model.scorecard import Verdict
from simulator.model.script import Voice
from simulator.model.speech import Transcript


def said(text: str) -> Heard:
    return (Utterance(300, 2000, Transcript(text, 0.9, (), ("请稍后\u2028",), "made up")),)


def sample(digest: str, *conditions: Condition, key: str = "x", group: str = "test") -> Sample:
    return Sample(key, group, "phrase", "请稍等", "zf_a", 1.0, digest, lambda: None, conditions)


@dataclass(frozen=True)
class Echo:
    """A hearer that hears the sound's number, the condition and nothing of the third sound."""

    mark: str

    def hear(self, number: int, condition: Condition) -> Heard | None:
        return None if number == 2 else said(f"{self.mark}{number} {condition.name}")


def echo(mark: str) -> Echo:
    return Echo(mark)


SAMPLES = tuple(sample(f"d{number}", CLEAN, TELEPHONE) for number in range(5))


def prepared(folder: Path, workers: int) -> Archive:
    archive = Archive(folder, "whisper:base:1", "2")
    prepare(SAMPLES, archive, partial(echo, "heard "), workers)
    return archive


def test_what_is_heard_does_not_depend_on_the_number_of_workers(tmp_path: Path) -> None:
    one, two = prepared(tmp_path / "1", 1), prepared(tmp_path / "2", 2)
    files = [next((tmp_path / name).glob("*.jsonl")).read_bytes() for name in ("1", "2")]
    assert files[0] == files[1]
    assert one.known("d4", "telephone") == two.known("d4", "telephone") == said("heard 4 telephone")
    assert not one.knows("d2", "clean")


def test_only_what_is_missing_is_heard_and_a_sound_that_comes_again_once(tmp_path: Path) -> None:
    archive = Archive(tmp_path, "whisper:base:1", "2")
    archive.add("d1", "clean", said("请稍等"))
    again = (*SAMPLES[:2], sample("d0", CLEAN))
    assert missing(again, archive) == [(0, (CLEAN, TELEPHONE)), (1, (TELEPHONE,))]


def test_no_worker_is_started_where_nothing_is_missing(tmp_path: Path) -> None:
    def never() -> Echo:
        raise AssertionError

    archive = Archive(tmp_path, "whisper:base:1", "2")
    archive.add("d1", "clean", said("请稍等"))
    prepare([sample("d1", CLEAN)], archive, never, 2)
    assert archive.known("d1", "clean") == said("请稍等")


def test_an_archive_remembers_and_survives_half_a_line(tmp_path: Path) -> None:
    Archive(tmp_path, "whisper:base:1", "2").add("d1", "clean", said("请稍等"))
    (file,) = tmp_path.glob("*.jsonl")
    with file.open("a", encoding="utf-8") as half:
        half.write('{"key": "d2|clean", "hea')
    archive = Archive(tmp_path, "whisper:base:1", "2")
    assert archive.known("d1", "clean") == said("请稍等")
    assert not archive.knows("d2", "clean")
    assert not Archive(tmp_path, "whisper:base:1", "3").knows("d1", "clean")


def test_kept_transcripts_are_the_same_bytes_in_any_order_and_come_back(tmp_path: Path) -> None:
    heard = {"b|clean": said("好的"), "a|clean": said("请稍等"), "c|clean": ()}
    first = transcripts.write(tmp_path, Kept("kokoro:1", "whisper:base:1", "2", heard)).read_bytes()
    turned = dict(reversed(heard.items()))
    file = transcripts.write(tmp_path, Kept("kokoro:1", "whisper:base:1", "2", turned))
    assert file.name == "heard-whisper-base-1-2.jsonl.xz"
    assert file.read_bytes() == first
    assert transcripts.read(tmp_path) == Kept("kokoro:1", "whisper:base:1", "2", heard)


def test_keeping_replaces_what_another_decoder_heard(tmp_path: Path) -> None:
    for decoder in ("2", "3"):
        transcripts.write(tmp_path, Kept("kokoro:1", "whisper:base:1", decoder, {}))
    assert [file.name for file in tmp_path.iterdir()] == ["heard-whisper-base-1-3.jsonl.xz"]


def test_an_archive_reads_what_the_checkout_brings_if_the_same_decoder_heard_it(tmp_path: Path) -> None:
    kept = Kept("kokoro:1", "whisper:base:1", "2", {"d1|clean": said("请稍等")})
    assert Archive(tmp_path, "whisper:base:1", "2", kept).known("d1", "clean") == said("请稍等")
    assert not Archive(tmp_path, "whisper:base:1", "3", kept).knows("d1", "clean")
    assert Archive(tmp_path, "whisper:base:1", "2", kept).of([("d1", "clean"), ("d2", "clean")]) == dict(kept.heard)


def test_what_the_checkout_brings_is_small() -> None:
    files = list(sentences.FOLDER.glob(f"{transcripts.PREFIX}*"))
    assert len(files) <= 1
    assert all(file.stat().st_size < 2 * 1024 * 1024 for file in files)


def test_a_voice_that_is_not_installed_names_its_clips_and_makes_none(tmp_path: Path) -> None:
    booth, other = (Booth(Absent(name), tmp_path, ()) for name in ("kokoro:1", "kokoro:2"))
    clip = booth.clip("x", "请稍等", "zf_a", 1.0)
    assert clip.digest != other.clip("x", "请稍等", "zf_a", 1.0).digest
    assert booth.sound(clip) is None
    with pytest.raises(Problem):
        Absent("kokoro:1").speak("请稍等", Voice(name="zf_a"))


class Tone:
    """A voice that says everything as one second of the same tone."""

    identity = "tone:1"

    def speak(self, text: str, voice: Voice) -> Pcm:
        return np.full(16_000, 1000, np.int16)


def test_a_clip_is_written_by_a_part_file_of_this_process_alone(tmp_path: Path) -> None:
    booth = Booth(Tone(), tmp_path, ())
    other = tmp_path / "other.part"
    other.write_bytes(b"")
    assert booth.sound(booth.clip("x", "请稍等", "zf_a", 1.0)) is not None
    assert sorted(file.suffix for file in tmp_path.iterdir()) == [".flac", ".part"]
    assert other.read_bytes() == b""
    assert str(os.getpid()) not in "".join(file.name for file in tmp_path.iterdir())


def test_the_grid_is_of_the_batch_that_asks_for_it(tmp_path: Path) -> None:
    booth = Booth(Tone(), tmp_path, ())
    first, later = (sentences.batch(name, "test") for name in sentences.tables("test"))
    noisy = [sum(len(one.conditions) > 2 for one in spoken_sentences(booth, first, 150))]
    noisy.append(sum(len(one.conditions) > 2 for one in spoken_sentences(booth, later, 0)))
    assert noisy == [150, 0]


@dataclass(frozen=True)
class OneVerdict:
    """A judge for whom every sentence says to wait."""

    def verdicts(self, heard: Heard) -> dict[str, Verdict]:
        return {"dispatch": Verdict.PASS}


def test_a_rulebook_s_own_phrases_have_a_table(tmp_path: Path) -> None:
    archive = Archive(tmp_path, "whisper:base:1", "2")
    spoken = next(one for one in sentences.load("test") if "dispatch" in one.says)
    archive.add("d1", "clean", said(spoken.text))
    labels = Labels(frozenset(), {})
    first, other = (
        Book(id_, "一本", frozenset({"dispatch"}), labels, OneVerdict(), None)  # type: ignore[arg-type]
        for id_ in ("switchboard", "service-centre")
    )
    evidence = Evidence([sample("d1", CLEAN, key=spoken.id)], archive, (first, other), (), (), "made up")
    (section,) = rulebooks.sections(evidence)
    assert section.parts[0] == "### Phrases of service-centre alone (一本)"
    assert "| test, clean | 1 | 1 | 100.00 %" in section.parts[1]
    assert section.figures["service-centre test, as written"]["hits"]["value"] == 1.0
    assert section.figures["service-centre phrases"]["dispatch"] == {"said": 1, "hit": 1}

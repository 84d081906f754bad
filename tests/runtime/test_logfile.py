"""A log that was cut loses its unfinished line only; a log that was changed says where."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from simulator.model.checks import RecordField
from simulator.model.events import Degraded, Heard, KeyPressed, LeakFound, MessageSaved, Start
from simulator.model.log import LOG_FORMAT, Entry, Header, Log, Source
from simulator.model.moments import Fact, Moment
from simulator.model.problem import Exit
from simulator.model.script import KeyName
from simulator.model.speech import Source as Speech
from simulator.model.speech import Transcript, Utterance, Word
from simulator.records.codec import Json
from simulator.runtime.logfile import CONVERTERS, Damage, RawLine, chained, log_bytes, make_log, parse_log, read_log

HEADER = Header(
    format=LOG_FORMAT,
    program="0.1.0",
    call="gm-accepts",
    trainee="学员甲",
    mode="practice",
    seed=7,
    started="2026-03-16T09:30:00+08:00",
    sources=(Source("call.yaml", "ab" * 32),),
    ears="whisper:base:d01c3014881c",
    voice="pyttsx3",
    matcher="1",
    endpoint_ms=600,
)
BODIES = (
    Start(),
    Fact(Moment.RINGING, line="1", actor="wang", detail={"urgent": False}),
    KeyPressed(KeyName.ANSWER, "1"),
    Fact(Moment.ANSWERED, line="1", actor="wang", detail={"ring_ms": 5200}),
    Heard(
        Utterance(1, 6000, 7400, Speech.VOICE, 96000, 118400),
        Transcript("您好恒城集团", 0.93, (Word("您好", 0, 500, 0.9),)),
    ),
    MessageSaved({RecordField.CALLER: "王建国", RecordField.PHONE: "13800138000"}),
    Degraded("microphone_lost"),
    LeakFound(-23),
    Fact(Moment.ENDED, detail={"reason": "finished"}),
)
LOG = make_log(HEADER, (Entry(n, n * 100, body) for n, body in enumerate(BODIES, 1)))
DATA = log_bytes(LOG)
LINES = DATA.splitlines(keepends=True)


def only_problem(data: bytes) -> tuple[int, Damage]:
    (problem,) = parse_log(data).problems
    return problem.line, problem.damage


def test_a_whole_log_reads_as_written(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_bytes(DATA)
    reading = read_log(path)
    assert reading.log == LOG
    assert reading.problems == ()
    assert reading.problem() is None
    assert LOG.complete


def test_a_log_cut_at_any_byte_loses_at_most_the_unfinished_line() -> None:
    ends = [len(b"".join(LINES[:count])) for count in range(1, len(LINES) + 1)]
    for cut in range(len(DATA)):
        reading = parse_log(DATA[:cut])
        whole = sum(end - 1 <= cut for end in ends)  # a line that lacks only its line feed is whole
        if whole == 0:
            assert reading.log is None, cut
            assert reading.problem() is not None
            continue
        assert reading.log is not None, cut
        assert reading.log.entries == LOG.entries[: whole - 1], cut
        assert reading.log.complete == (whole == len(LINES)), cut
        unfinished = cut not in ends and cut + 1 not in ends
        assert [(problem.line, problem.damage) for problem in reading.problems] == (
            [(whole + 1, Damage.TORN)] if unfinished else []
        ), cut
        assert reading.problem() is None, cut


def test_every_flipped_byte_is_named_with_its_line() -> None:
    choice = random.Random(1)
    for offset in range(len(DATA) - 1):
        line = DATA.count(b"\n", 0, offset) + 1
        flipped = bytearray(DATA)
        flipped[offset] ^= 1 << choice.randrange(8)
        reading = parse_log(bytes(flipped))
        assert line in {problem.line for problem in reading.problems}, offset
        assert min(problem.line for problem in reading.problems) == line, offset
        assert len(reading.log.entries if reading.log else ()) <= line - 1, offset
        problem = reading.problem()
        assert problem is not None, offset
        assert problem.exit is Exit.DAMAGED
        assert f"line {line}" in problem.message.en


def test_only_the_changed_line_is_named() -> None:
    changed = DATA.replace("王建国".encode(), "王建華".encode())
    assert only_problem(changed) == (7, Damage.CHANGED)


def test_a_removed_line_is_named() -> None:
    for gone in range(1, len(LINES) - 1):
        assert only_problem(b"".join(LINES[:gone] + LINES[gone + 1 :])) == (gone + 1, Damage.CHANGED)


def test_a_header_from_another_log_is_named() -> None:
    other = log_bytes(make_log(Header(**{**_fields(HEADER), "trainee": "别人"}), ()))
    assert only_problem(other + b"".join(LINES[1:])) == (2, Damage.CHANGED)


def test_exchanged_lines_are_named() -> None:
    exchanged = [*LINES[:3], LINES[4], LINES[3], *LINES[5:]]
    assert min(problem.line for problem in parse_log(b"".join(exchanged)).problems) == 4


def test_an_inserted_line_is_named() -> None:
    forged, _ = chained(HEADER.call, {"n": 5, "t": 450, "input": {"type": "Start"}})
    reading = parse_log(b"".join([*LINES[:5], forged, *LINES[5:]]))
    assert [problem.line for problem in reading.problems] == [6, 7]


def test_a_line_written_otherwise_is_named() -> None:
    assert only_problem(DATA.replace(b'"t":300', b'"t": 300')) == (4, Damage.CHANGED)


def test_zeros_after_a_power_loss_are_a_torn_end() -> None:
    reading = parse_log(DATA[: len(DATA) - 40] + b"\0" * 512)
    assert reading.log is not None
    assert reading.log.entries == LOG.entries[:-1]
    assert [problem.damage for problem in reading.problems] == [Damage.TORN]


@pytest.mark.parametrize("data", [b"", b"\n", b"hello\n", b"[]\n", b"{}\n", b"\0" * 4096, b"PK\x03\x04" * 100])
def test_what_is_no_log_is_a_problem(data: bytes) -> None:
    reading = parse_log(data)
    assert reading.log is None
    problem = reading.problem()
    assert problem is not None
    assert problem.exit is Exit.DAMAGED


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    reading = read_log(tmp_path / "nowhere.jsonl")
    assert reading.log is None
    assert reading.problems[0].damage is Damage.UNREADABLE


def test_a_well_chained_line_that_is_no_entry_is_named() -> None:
    lines: list[RawLine] = [
        {"n": 1, "t": 0, "input": {"type": "Start"}},
        {"n": 2, "t": 0, "input": {"type": "Explode"}},
    ]
    reading = parse_log(_rechained(LOG, lines))
    assert reading.log is not None
    assert len(reading.log.entries) == 1
    assert [(problem.line, problem.damage) for problem in reading.problems] == [(3, Damage.FORMAT)]
    assert "Explode" in reading.problems[0].message.en


def test_numbers_that_do_not_count_are_named() -> None:
    lines: list[RawLine] = [{"n": 1, "t": 0, "input": {"type": "Start"}}, {"n": 3, "t": 0, "input": {"type": "Start"}}]
    assert [problem.line for problem in parse_log(_rechained(LOG, lines)).problems] == [3]


def test_a_log_of_a_newer_program_says_so() -> None:
    newer = _with_format(LOG_FORMAT + 1)
    reading = parse_log(newer)
    assert reading.log is None
    assert str(LOG_FORMAT + 1) in reading.problems[0].message.en


def test_older_formats_are_converted_step_by_step() -> None:
    """A made-up format 0 that called the trainee ``operator`` and had no facts about the end."""

    def from_0(lines: list[RawLine]) -> list[RawLine]:
        header = dict(_object(lines[0]["header"]))
        header["trainee"] = header.pop("operator")
        header["format"] = 1
        ended: RawLine = {"n": len(lines), "t": 900, "fact": {"moment": "ended", "detail": {"reason": "finished"}}}
        return [{"header": header}, *lines[1:], ended]

    old_header = dict(_object(_raw(DATA)[0]["header"]))
    old_header["operator"] = old_header.pop("trainee")
    old_header["format"] = 0
    old = _chain([{"header": old_header}, {"n": 1, "t": 0, "input": {"type": "Start"}}])

    assert 0 not in CONVERTERS
    assert parse_log(old).log is None
    reading = parse_log(old, {0: from_0})
    assert reading.problems == ()
    assert reading.log is not None
    assert reading.log.header == HEADER
    assert reading.log.complete
    tampered = parse_log(old.replace(b'"t":0', b'"t":1'), {0: from_0})
    assert [problem.line for problem in tampered.problems] == [2]


def _fields(header: Header) -> dict[str, object]:
    return {name: getattr(header, name) for name in header.__dataclass_fields__}


def _object(data: Json) -> dict[str, Json]:
    assert isinstance(data, dict)
    return data


def _raw(data: bytes) -> list[RawLine]:
    import json

    return [{key: value for key, value in json.loads(line).items() if key != "h"} for line in data.splitlines()]


def _chain(lines: list[RawLine]) -> bytes:
    parts, digest = [], ""
    for line in lines:
        data, digest = chained(digest, line)
        parts.append(data)
    return b"".join(parts)


def _rechained(log: Log, lines: list[RawLine]) -> bytes:
    return _chain([_raw(log_bytes(log))[0], *lines])


def _with_format(version: int) -> bytes:
    header = {**_object(_raw(DATA)[0]["header"]), "format": version}
    return _chain([{"header": header}])

"""The event log as a file: JSON lines chained by hash, written once and read with suspicion.

Line 1 is ``{"h", "header"}``, every further line ``{"fact" | "input", "h", "n", "t"}``, each the canonical JSON of
``records.codec`` and a line feed.  ``h`` is the sha256 (hex) of the previous line's ``h`` followed by the line's
canonical JSON without ``h``; the first line's predecessor is the empty string.  So a changed, removed, added or moved
line shows, and a file that ends anywhere reads up to its last whole line.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import cast

from simulator.model.events import Event
from simulator.model.log import LOG_FORMAT, Entry, Header, Log
from simulator.model.moments import Fact, Moment
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text
from simulator.records.codec import TAG, Json, Malformed, canonical, decode, decode_event, encode, encode_event, parse

RawLine = dict[str, Json]
"""A line as JSON data, without its ``h``."""

Converter = Callable[[list[RawLine]], list[RawLine]]
"""Turns the verified lines of a log of one format into those of the next."""

CONVERTERS: Mapping[int, Converter] = {}
"""By the format they convert from.  Format 1 is the first."""


class Damage(StrEnum):
    """What kind of thing is wrong with a log."""

    TORN = "torn"  # the file ends in the middle of a line: a crash while writing
    CHANGED = "changed"  # a line is not what was written there
    FORMAT = "format"  # this program cannot read what the line says
    UNREADABLE = "unreadable"  # there is no such file, or nothing in it


@dataclass(frozen=True, slots=True)
class LogProblem:
    """One thing wrong with a log; ``line`` counts from 1, 0 is the file as a whole."""

    line: int
    damage: Damage
    message: Text


@dataclass(frozen=True, slots=True)
class LogReading:
    """What could be read: the entries before the first problem (None without a header), and every problem found."""

    log: Log | None
    problems: tuple[LogProblem, ...] = ()

    def problem(self) -> Problem | None:
        """The error to stop with: None if the log is whole or merely torn at its end by a crash."""
        serious = [found for found in self.problems if self.log is None or found.damage is not Damage.TORN]
        if not serious:
            return None
        zh = "；".join(
            f"第 {found.line} 行：{found.message.zh}" if found.line else found.message.zh for found in serious[:5]
        )
        en = "; ".join(
            f"line {found.line}: {found.message.en}" if found.line else found.message.en for found in serious[:5]
        )
        return Problem(Exit.DAMAGED, Text(f"通话记录不可用。{zh}", f"The call log cannot be used. {en}"))


# --- writing ---------------------------------------------------------------------------------------------------------


def header_line(header: Header) -> RawLine:
    return {"header": encode(header)}


def entry_line(entry: Entry) -> RawLine:
    if isinstance(entry.body, Fact):
        return {"n": entry.n, "t": entry.t, "fact": encode(entry.body)}
    return {"n": entry.n, "t": entry.t, "input": encode_event(entry.body)}


def chained(previous: str, line: RawLine) -> tuple[bytes, str]:
    """The line's bytes with line feed, and its hash: the ``previous`` of the next line (``""`` for the first)."""
    digest = _digest(previous, line)
    return canonical({**line, "h": digest}).encode("utf-8") + b"\n", digest


def _digest(previous: str, line: RawLine) -> str:
    return hashlib.sha256((previous + canonical(line)).encode("utf-8")).hexdigest()


def make_log(header: Header, entries: Iterable[Entry]) -> Log:
    """The log of a call that never was on disk, with the digest that its file would have."""
    entries = tuple(entries)
    digest = _digest("", header_line(header))
    for entry in entries:
        digest = _digest(digest, entry_line(entry))
    return Log(header, entries, _is_complete(entries), digest)


def log_bytes(log: Log) -> bytes:
    """The file of a log."""
    parts, digest = [], ""
    for line in (header_line(log.header), *map(entry_line, log.entries)):
        data, digest = chained(digest, line)
        parts.append(data)
    return b"".join(parts)


def _is_complete(entries: tuple[Entry, ...]) -> bool:
    last = entries[-1].body if entries else None
    return isinstance(last, Fact) and last.moment is Moment.ENDED


# --- reading ---------------------------------------------------------------------------------------------------------


def read_log(path: Path) -> LogReading:
    """The log in a file; whatever is wrong with it is in ``problems``."""
    try:
        data = path.read_bytes()
    except OSError as error:
        message = Text(f"无法读取 {path}：{error.strerror}", f"cannot read {path}: {error.strerror}")
        return LogReading(None, (LogProblem(0, Damage.UNREADABLE, message),))
    return parse_log(data)


def parse_log(data: bytes, converters: Mapping[int, Converter] = CONVERTERS) -> LogReading:
    """The log in the bytes of a file."""
    verified = _faultless(data) or _verify(data)
    if not verified.lines:
        return LogReading(None, verified.problems)
    lines = _convert(verified.lines, converters)
    if isinstance(lines, LogProblem):
        return LogReading(None, (lines, *verified.problems))
    return _decode(lines, verified)


def parse_known(data: bytes, digest: str, inputs: Collection[type[Event]]) -> Log | None:
    """The log in the bytes of a file that were read before and found to be a complete log with this digest.

    Of the inputs only those of some classes are in it, besides the last entry.  None where it has to be read in full.
    """
    header, *lines = json.loads(b"[%b]" % b",".join(data.splitlines()))
    read = decode(Header, header["header"])
    if isinstance(read, Malformed) or read.format != LOG_FORMAT:
        return None
    names = frozenset(one.__name__ for one in inputs)
    wanted = [line for line in lines[:-1] if "fact" in line or line["input"][TAG] in names] + lines[-1:]
    for line in wanted:
        del line["h"]
    entries = [_decode_entry(line, line["n"]) for line in wanted]
    whole = tuple(one for one in entries if not isinstance(one, Malformed))
    return Log(read, whole, True, digest) if len(whole) == len(entries) else None


@dataclass(frozen=True, slots=True)
class _Verified:
    """The lines before the first problem, the chain's hash after them, and all problems."""

    lines: list[RawLine]
    digest: str
    problems: tuple[LogProblem, ...]


def _faultless(data: bytes) -> _Verified | None:
    """A file in which nothing is wrong, as nearly always, found to be so in a third of the time; else None.

    A line in its canonical form is the same without ``h`` when the text of that is taken out of it.
    """
    lines: list[RawLine] = []
    digest = ""
    try:
        for text in data.decode("utf-8").removesuffix("\n").split("\n"):
            line = json.loads(text)
            if canonical(line) != text:
                return None
            stated = line.pop("h")
            hashed = digest + text.replace(f'"h":"{stated}",', "", 1)
            digest = hashlib.sha256(hashed.encode("utf-8")).hexdigest()
            if stated != digest:
                return None
            lines.append(line)
    except (ValueError, RecursionError, AttributeError, KeyError, TypeError):  # no JSON, or no line of a log
        return None
    return _Verified(lines, digest, ())


def _verify(data: bytes) -> _Verified:
    """Check every line against the one before it; after a bad one go on from what it claims, to name only bad lines."""
    *whole, rest = data.split(b"\n")
    texts = [*whole, rest] if rest else whole
    lines: list[RawLine] = []
    digest = ""
    bad: dict[int, Text] = {}
    previous: set[str] = {""}
    last_good = 0
    for number, text in enumerate(texts, 1):
        line, stated = _split(text)
        computed = {_digest(before, line) for before in previous} if line is not None else set()
        if isinstance(stated, Text):
            bad[number] = stated
        elif previous and stated not in computed:
            bad[number] = _BROKEN_CHAIN
        else:
            last_good = number
            if line is not None and not bad:
                lines.append(line)
                digest = stated
        previous = computed | ({stated} if isinstance(stated, str) else set())
    torn_from = last_good + 1 if rest or b"\0" in b"\n".join(texts[last_good:]) else len(texts) + 1
    problems = tuple(
        LogProblem(number, Damage.TORN, _TORN) if number >= torn_from else LogProblem(number, Damage.CHANGED, message)
        for number, message in bad.items()
    )
    if not texts:
        problems = (LogProblem(0, Damage.UNREADABLE, Text("文件是空的", "the file is empty")),)
    return _Verified(lines, digest, problems)


_BROKEN_CHAIN = Text(
    "与上一行接不上：被修改、删除或移动过", "does not follow from the line before: changed, removed or moved"
)
_TORN = Text("没有写完（程序在此处中断）", "unfinished (the program was interrupted here)")


def _split(text: bytes) -> tuple[RawLine | None, str | Text]:
    """A line's data without ``h`` and its ``h``, or what is wrong with it."""
    data = parse(text)
    if isinstance(data, Malformed):
        return None, data.message
    if not isinstance(data, dict) or not isinstance(data.get("h"), str):
        return None, Text("不是日志行", "not a line of a log")
    line = {key: value for key, value in data.items() if key != "h"}
    if canonical(data).encode("utf-8") != text:
        return line, Text("写法被改动过", "was written differently")
    return line, cast(str, data["h"])


def _convert(lines: list[RawLine], converters: Mapping[int, Converter]) -> list[RawLine] | LogProblem:
    """The lines in the present format."""
    header = lines[0].get("header")
    version = header.get("format") if isinstance(header, dict) else None
    if type(version) is not int:
        return LogProblem(1, Damage.FORMAT, Text("没有格式版本", "states no format version"))
    while version < LOG_FORMAT and version in converters:
        lines = converters[version](lines)
        version += 1
    if version != LOG_FORMAT:
        message = Text("日志格式版本 {n}，本程序读不了", "log format {n}, which this program cannot read").fill(
            n=version
        )
        return LogProblem(1, Damage.FORMAT, message)
    return lines


def _decode(lines: list[RawLine], verified: _Verified) -> LogReading:
    header = decode(Header, lines[0]["header"]) if lines[0].keys() == {"header"} else _not_an_entry()
    if isinstance(header, Malformed):
        return LogReading(None, (_format_problem(1, header), *verified.problems))
    entries: list[Entry] = []
    problems = verified.problems
    for number, line in enumerate(lines[1:], 2):
        entry = _decode_entry(line, n=number - 1)
        if isinstance(entry, Malformed):
            problems = (_format_problem(number, entry), *problems)
            break
        entries.append(entry)
    complete = not problems and _is_complete(tuple(entries))
    return LogReading(Log(header, tuple(entries), complete, verified.digest), problems)


def _decode_entry(line: RawLine, n: int) -> Entry | Malformed:
    t = line.get("t")
    if line.get("n") != n or type(t) is not int:
        return Malformed("n", Text(f"编号应为 {n}", f"the number should be {n}"))
    body: Fact | Malformed | object
    if line.keys() == {"n", "t", "fact"}:
        body = decode(Fact, line["fact"])
    elif line.keys() == {"n", "t", "input"}:
        body = decode_event(line["input"])
    else:
        return _not_an_entry()
    return body if isinstance(body, Malformed) else Entry(n, t, cast("Fact", body))


def _not_an_entry() -> Malformed:
    return Malformed("", Text("不是日志条目", "not an entry of a log"))


def _format_problem(number: int, malformed: Malformed) -> LogProblem:
    where = f"{malformed.where}: " if malformed.where else ""
    return LogProblem(number, Damage.FORMAT, Text(where + malformed.message.zh, where + malformed.message.en))

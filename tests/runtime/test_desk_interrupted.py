"""A call at the desk whose program is killed or suspended: what happened is kept, and the record can be scored."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.model.events import Heard
from simulator.model.parts import Part
from simulator.runtime.record_folder import find
from simulator.runtime.results import read_record
from simulator.runtime.seals import seals_here
from simulator.ui.desk import Done

from .desk_bench import DeskBench

DRIVER = Path(__file__).with_name("interrupted_desk.py")
ROOT = Path(__file__).resolve().parents[2]


class Program:
    """The other process."""

    def __init__(self, library: Path, home: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(DRIVER), str(library), str(home)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )

    def tell(self, command: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()

    def until(self, moment: str) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.strip() == moment:
                return
        raise AssertionError(f"{moment} never came")


@pytest.fixture
def program(small_library: Path, tmp_path: Path) -> Iterator[Program]:
    program = Program(small_library, tmp_path)
    program.until("ringing")
    yield program
    program.process.kill()
    program.process.wait()
    assert program.process.stdout is not None
    program.process.stdout.close()


def test_a_killed_call_is_found_and_scored_when_the_desk_is_opened_again(
    program: Program, small_library: Path, tmp_path: Path
) -> None:
    program.tell("answer")
    program.until("answered")
    program.tell("say 您好，恒城集团。")
    program.until("said")  # the caller has answered, seconds after the greeting was written
    program.process.kill()
    program.process.wait()
    (record,) = (tmp_path / "records").iterdir()
    assert not find(record, seals_here()).holds(Part.SCORECARD)
    bench = DeskBench(tmp_path, library=small_library)
    bench.desk.open()
    work = bench.desk.debrief(str(record))
    work.join()
    stage = work.stage()
    assert isinstance(stage, Done)
    assert any("中断" in text or "断开" in text for text in stage.debrief.reservations)
    entries = read_record(find(record, seals_here())).log.entries
    heard = [entry.body for entry in entries if isinstance(entry.body, Heard)]
    assert [event.transcript.text for event in heard] == ["您好，恒城集团。"]
    bench.desk.looked_at.wait(60)
    assert [attempt.record for attempt in bench.desk.attempts("李敏")] == [str(record)]
    bench.desk.close()


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX signals")
def test_a_suspended_call_goes_on_where_it_was(program: Program, tmp_path: Path) -> None:
    program.tell("answer")
    program.until("answered")
    program.process.send_signal(signal.SIGSTOP)
    os.waitpid(program.process.pid, os.WUNTRACED)
    program.process.send_signal(signal.SIGCONT)
    program.tell("say 您好，恒城集团。")
    program.until("understood")
    program.tell("stop")
    program.until("ended")
    assert program.process.stdout is not None
    assert "closed Done" in program.process.stdout.read()
    (record,) = (tmp_path / "records").iterdir()
    assert read_record(find(record, seals_here())).log.complete
    assert find(record, seals_here()).holds(Part.SCORECARD)


def test_losing_the_terminal_in_mid_call_keeps_the_call(program: Program, tmp_path: Path) -> None:
    program.tell("answer")
    program.until("answered")
    assert program.process.stdin is not None
    program.process.stdin.close()
    program.until("ended")
    assert program.process.wait(60) == 0
    (record,) = (tmp_path / "records").iterdir()
    assert read_record(find(record, seals_here())).log.complete

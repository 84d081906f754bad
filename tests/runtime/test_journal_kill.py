"""A program killed at a random moment: everything that its journal had acknowledged is in the log."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.runtime.logfile import Damage, read_log

WRITER = """
import sys
from pathlib import Path
from simulator.model.events import KeyPressed
from simulator.model.log import LOG_FORMAT, Entry, Header
from simulator.model.script import KeyName
from simulator.runtime.journal import Journal

header = Header(LOG_FORMAT, "0.1.0", "call", "学员", "practice", 1, "", (), "", "", "", 600)
journal = Journal(Path(sys.argv[1]), header)
told = 0
for n in range(1, 1_000_000):
    journal.append(Entry(n, n, KeyPressed(KeyName.DIAL_OUT, "1380013800" * (n % 50))))
    if n % 40 == 0:
        journal.wait_acknowledged(n - 20)
    if journal.acknowledged > told:
        told = journal.acknowledged
        print(told, flush=True)
"""


@pytest.mark.parametrize("seed", range(12))
def test_a_killed_program_loses_no_acknowledged_entry(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    path = tmp_path / "log.jsonl"
    program = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    told = [program.stdout.readline() for _ in range(chance.randint(1, 60))]
    for _ in range(chance.randint(0, 200_000)):  # somewhere between two lines, without asking a clock
        pass
    program.kill()
    told += program.stdout.readlines()
    program.wait()
    program.stdout.close()
    acknowledged = [int(line) for line in told if line.endswith("\n")]
    assert acknowledged, "the program was to be killed at work"

    reading = read_log(path)
    assert reading.log is not None
    assert reading.problem() is None
    assert all(problem.damage is Damage.TORN for problem in reading.problems)
    assert len(reading.log.entries) >= acknowledged[-1]

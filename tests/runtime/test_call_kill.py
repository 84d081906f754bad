"""Killing the program in the middle of a call loses no event that was acknowledged; what is left can be scored."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.runtime.record_folder import find
from simulator.runtime.results import read_record, score_record

DRIVER = Path(__file__).with_name("killed_call.py")
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("steps", random.Random(20261121).sample(range(1, 90), 4))
def test_a_killed_call_keeps_what_was_acknowledged(steps: int, tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, str(DRIVER), str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as program:
        assert program.stdout is not None
        told = [program.stdout.readline().split() for _ in range(steps)]
        program.kill()
        told += [line.split() for line in program.stdout if len(line.split()) == 2 and line.endswith("\n")]
    acknowledged = {name: int(n) for name, n in told}
    for name, n in acknowledged.items():
        if n < 0:
            continue
        recorded = read_record(find(tmp_path / name))
        assert len(recorded.log.entries) >= n
        card = score_record(recorded)
        assert card.complete == recorded.log.complete
        assert card.complete or not card.certifiable

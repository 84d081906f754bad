"""What the benchmarks share: figures with targets and competitors, the machine and its load, and the table of both.

A target is a most: a figure meets it that is not above it.  A competitor is the bare engine or library doing the same
job, measured in the same run; its figure stands beside ours, with the ratio.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import numpy as np

from audio.ears.choice import Choice, Engine, choose, open_ears
from audio.ports import Ears
from simulator.model.text import Text
from simulator.runtime import folders


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table.  ``bare`` is the competitor's figure, in the same unit."""

    what: str
    value: float
    unit: str
    target: float | None = None
    bare: float | None = None

    @property
    def ratio(self) -> float | None:
        return self.value / self.bare if self.bare else None

    @property
    def met(self) -> bool | None:
        return None if self.target is None else self.value <= self.target


@dataclass(frozen=True, slots=True)
class Machine:
    """Where it was measured.

    ``load`` is the number of processes that wanted to run in the minute before; ``yardstick`` is how many ms a fixed
    loop takes: longer where somebody else uses the other half of a core.
    """

    date: str
    processor: str
    cores: int
    system: str
    python: str
    load: float
    yardstick: float

    def __str__(self) -> str:
        return (
            f"{self.date}; {self.processor}, {self.cores} cores, load {self.load:.1f},"
            f" yardstick {self.yardstick:.0f} ms; {self.system}; Python {self.python}"
        )


def machine() -> Machine:
    return Machine(
        date=datetime.now().astimezone().isoformat(timespec="minutes"),
        processor=_processor(),
        cores=os.cpu_count() or 0,
        system=platform.platform(),
        python=platform.python_version(),
        load=os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0,
        yardstick=_yardstick(),
    )


def _yardstick() -> float:
    """Processor time of a million additions, the fastest of five."""
    times = []
    for _ in range(5):
        began = time.process_time()
        total = 0
        for number in range(1_000_000):
            total += number
        times.append(1000 * (time.process_time() - began))
    return min(times)


def _processor() -> str:
    """The name of the processor; ``platform`` does not know it on Linux."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")


def arguments(doc: str | None) -> argparse.ArgumentParser:
    """The parser of a benchmark, whose help is the docstring of its module."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print JSON instead of the table")
    return parser


def percentile(values: Sequence[float], p: float) -> float:
    return float(np.percentile(values, p)) if values else 0.0


def report(figures: Sequence[Figure], notes: Sequence[str], before: Machine, as_json: bool) -> None:
    """Print everything; the process fails when a target is missed."""
    after = machine()
    if as_json:
        lines = [{**asdict(figure), "ratio": figure.ratio, "met": figure.met} for figure in figures]
        content = {
            "machine": asdict(before),
            "load_after": after.load,
            "yardstick_after": after.yardstick,
            "figures": lines,
            "notes": list(notes),
        }
        print(json.dumps(content, ensure_ascii=False, indent=1))
    else:
        print(f"{before}; afterwards load {after.load:.1f}, yardstick {after.yardstick:.0f} ms")
        print(table(figures))
        for note in notes:
            print(f"- {note}")
    sys.exit(any(figure.met is False for figure in figures))


def table(figures: Sequence[Figure]) -> str:
    """The figures as a Markdown table, its columns aligned."""
    rows = [("what", "figure", "target", "", "bare", "ratio"), *(_row(figure) for figure in figures)]
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    lines = ["| " + " | ".join(map(str.ljust, row, widths)) + " |" for row in rows]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])


def _row(figure: Figure) -> tuple[str, ...]:
    return (
        figure.what,
        _amount(figure.value, figure.unit),
        "" if figure.target is None else _amount(figure.target, figure.unit),
        {None: "", True: "met", False: "MISSED"}[figure.met],
        "" if figure.bare is None else _amount(figure.bare, figure.unit),
        "" if figure.ratio is None else f"{figure.ratio:.3g}",
    )


def _amount(value: float, unit: str) -> str:
    return f"{value:.3g} {unit}" if value < 100 else f"{value:.0f} {unit}"


def add_model(parser: argparse.ArgumentParser, engines: Sequence[str]) -> None:
    """The arguments ``engine`` and ``--model`` of a benchmark of recognisers."""
    parser.add_argument("engine", choices=sorted(engines))
    parser.add_argument("--model", type=Path, help="its folder; the installed one by default")


def model_folder(engine: str, folder: Path | None) -> Path:
    """Raises ``Problem`` where no folder is given and none is installed."""
    found = folder or choose(engine, folders.models()).folder
    assert found is not None
    return found.resolve()


@contextmanager
def opened(engine: str, folder: Path) -> Iterator[Ears]:
    """A recogniser with the model in ``folder``; closed afterwards."""
    ears = open_ears(Choice(Engine(engine), folder, Text("", "")))
    assert ears is not None
    try:
        yield ears
    finally:
        ears.close()

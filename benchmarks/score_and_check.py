"""How long ``score`` takes for one finished call, and ``check`` for a workspace of 1,000 calls.

    python benchmarks/score_and_check.py [--calls 1000] [--repeats 9] [--json]

Scored are the logs of all plans of the shipped calls, rehearsed in text, with the matcher compiled; compiling it, once
for a company and its rulebook, is told by itself.  The competitor is the matching alone that a score cannot do without
(``benchmarks/score.py``).  Checked are generated calls without plans, each as large as the largest that ships
(``benchmarks/compile.py``), as files on disk by ``zongji check``'s own function, with the shipped company, manners and
rulebook; the competitor is the bare YAML parser on the same texts.  Processor time, the fastest run of a score.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import yaml
from compile import generated
from measuring import Figure, arguments, machine, percentile, report
from score import measure_all

from simulator.runtime import folders
from simulator.runtime.checking import Checked, check
from simulator.runtime.workspace import Workspace

SCORE_MS = 50
CHECK_S = 5


def workspace_of(texts: list[str], root: Path) -> Path:
    """The shipped workspace with these calls in place of its own."""
    shutil.copytree(folders.library(), root, ignore=shutil.ignore_patterns("calls"))
    (root / "calls").mkdir()
    for number, text in enumerate(texts):
        (root / "calls" / f"call{number}.yaml").write_text(text, encoding="utf-8")
    return root


def checked(root: Path) -> Checked:
    result = check(root, folders.library())
    if result.diagnostics:
        raise SystemExit(f"the generated calls are not right: {result.diagnostics[0].message.en}")
    return result


def parsed(texts: list[str]) -> int:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return sum(1 for text in texts for _ in yaml.parse(text, Loader=loader))


def seconds(work: Callable[[], object]) -> tuple[float, float]:
    """Of the processor, and on the clock."""
    began, clock = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - began, time.perf_counter() - clock


def score_figures(repeats: int) -> list[Figure]:
    compiling, calls = measure_all(Workspace(folders.library()), repeats)
    slowest = max(calls, key=lambda call: call.score)
    middle = percentile([call.score for call in calls], 50)
    return [
        Figure(
            f"score: the slowest of {len(calls)} ({slowest.call}, {slowest.plan})",
            slowest.score,
            "ms",
            SCORE_MS,
            slowest.bare,
        ),
        Figure("score: the median call", middle, "ms", SCORE_MS, percentile([call.bare for call in calls], 50)),
        Figure("score: compiling the matcher, once", compiling, "ms"),
    ]


def check_figures(calls: int) -> list[Figure]:
    texts = [generated(number)[0] for number in range(calls)]
    with tempfile.TemporaryDirectory() as temporary:
        root = workspace_of(texts, Path(temporary) / "workspace")
        processor, clock = seconds(lambda: checked(root))
    bare, _ = seconds(lambda: parsed(texts))
    return [
        Figure(f"check: {calls} calls", processor, "s", CHECK_S, bare),
        Figure(f"check: {calls} calls, on the clock", clock, "s"),
    ]


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--calls", type=int, default=1_000)
    parser.add_argument("--repeats", type=int, default=9)
    options = parser.parse_args()
    before = machine()
    report([*score_figures(options.repeats), *check_figures(options.calls)], [], before, options.json)


if __name__ == "__main__":
    main()

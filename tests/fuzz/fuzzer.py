"""The coverage-guided fuzzer (docs/fuzzing.md): ``python -m tests.fuzz.fuzzer CORPUS [libFuzzer's options]``.

Needs ``atheris``, which has wheels for Linux only and is therefore in no lock.  The first byte of an input chooses the
kind of file.  Seeds and a dictionary are written into the corpus folder at the start.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["simulator", "scoring", "yaml", "openpyxl"], enable_loader_override=False):
    from tests.fuzz.seeds import seeds
    from tests.fuzz.target import TARGETS, compiled, survives

KINDS = tuple(TARGETS)


def one_input(data: bytes) -> None:
    if data:
        survives(KINDS[data[0] % len(KINDS)], data[1:])


def prepare(corpus: Path) -> Path:
    """The seeds as files of the corpus; the words of the library as libFuzzer's dictionary, whose path is returned."""
    corpus.mkdir(parents=True, exist_ok=True)
    words: set[str] = set()
    for number, (kind, content) in enumerate(seeds()):
        (corpus / f"seed-{number:03}-{kind}").write_bytes(bytes([KINDS.index(kind)]) + content)
        words |= set(re.findall(r"[a-z_]{3,}(?:: )?", content.decode("utf-8", errors="ignore")))
    dictionary = corpus.with_suffix(".dict")
    dictionary.write_text("".join(f'"{word}"\n' for word in sorted(words)), encoding="utf-8")
    return dictionary


def main() -> None:
    corpus = Path(sys.argv[1])
    dictionary = prepare(corpus)
    compiled()
    atheris.Setup([*sys.argv, f"-dict={dictionary}"], one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()

"""What the figures rest on: the engine, and how many sentences and clips of each table there are."""

from __future__ import annotations

from typing import Any

from benchmarks.validity import sentences
from benchmarks.validity.conditions import CLEAN
from benchmarks.validity.evidence import Evidence
from benchmarks.validity.report import Section, table

HEADS = ("sentences", "distinct", "phrases said", "disputed pairs, left out", "clips heard", "table's sha256")


def section(evidence: Evidence) -> Section:
    """One row for each table of sentences, with all labels that its sentences have."""
    rows = []
    figures: dict[str, Any] = {"engine": evidence.engine}
    for split in sentences.SPLITS:
        every = {one.id: one for one in sentences.load(split)}
        clips = [one for one in evidence.samples if one.group == split]
        heard = [sample.key for sample, _ in evidence.heard([split], CLEAN)]
        for name in sentences.tables(split):
            own = [every[one.id] for one in sentences.batch(name, split)]
            ids = {one.id for one in own}
            made, known = sum(one.key in ids for one in clips), sum(key in ids for key in heard)
            said, disputed = sum(len(one.says) for one in own), sum(len(one.either) for one in own)
            digest = sentences.digest(name)
            clips_heard = f"{known} of {made}" if made else "judged as written"
            rows.append((name, str(len(own)), str(said), str(disputed), clips_heard, digest))
            figures[f"sentences {name}"] = {"clips": made, "heard": known, "digest": digest}
    return Section((f"Engine: `{evidence.engine}`.", table(HEADS, rows)), figures)

"""Names, organisations, numbers, times and destinations in the clips, and surnames that sound alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from benchmarks.validity import figures, slots
from benchmarks.validity.bounds import Row, Share, share
from benchmarks.validity.conditions import CLEAN, TELEPHONE
from benchmarks.validity.evidence import Evidence
from benchmarks.validity.figures import Judged
from benchmarks.validity.report import Section, as_json, bounded, table
from benchmarks.validity.transcripts import text_of
from scoring.directory import Directory

KINDS = {
    "names": "name",
    "organisations": "org",
    "telephone numbers": "phone",
    "extensions": "ext",
    "times": "time",
    "destinations": "dest",
}
EXACT = frozenset({slots.Verdict.EXACT})
BY_SOUND = EXACT | {slots.Verdict.SAME_SOUND}
HEADS = ("slot", "clips", "exact", "exact or same sound", "one digit off")


def section(evidence: Evidence) -> Section:
    """All kinds of slots, clean and by telephone."""
    rows: list[tuple[str, ...]] = []
    numbers: dict[str, Any] = {}
    call = evidence.first.call
    lexicon, directory = call.scorer.lexicon, Directory(call.company)
    for condition in (CLEAN, TELEPHONE):
        name = condition.name
        found = [*evidence.judged("test", condition), *evidence.judged("dev", condition)]
        read = [
            (one, slot, verdict)
            for one in found
            for slot, verdict in slots.read(one.sentence.slots, text_of(one.heard), lexicon, directory)
        ]
        for kind, slot in KINDS.items():
            by_letter = share(figures.slot_rows(read, frozenset({slot}), EXACT))
            by_sound = share(figures.slot_rows(read, frozenset({slot}), BY_SOUND))
            near = sum(one == slot and verdict is slots.Verdict.NEAR for _, one, verdict in read)
            rows.append((f"{kind}, {name}", f"{by_letter.of:.0f}", bounded(by_letter), bounded(by_sound), str(near)))
            numbers[f"slots {kind} {name}"] = {"exact": as_json(by_letter), "by sound": as_json(by_sound)}
        wrong = _foils(found)
        rows.append((f"another surname (陈 for 程 ...) taken, {name}", f"{wrong.of:.0f}", "-", bounded(wrong), "-"))
        numbers[f"slots similar surnames {name}"] = as_json(wrong)
    return Section(("### Slots (dev and test)", table(HEADS, rows)), numbers)


def _foils(found: Sequence[Judged]) -> Share:
    """How often a similar name that was not said would have been taken for said."""
    rows = []
    for one in found:
        other = slots.foil(one.sentence.slots["name"]) if "name" in one.sentence.slots else None
        if other is not None:
            rows.append(Row(one.sample.key, one.sample.voice, slots.accepted(other, text_of(one.heard)), 1))
    return share(rows)

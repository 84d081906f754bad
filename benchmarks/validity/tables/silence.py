"""Where the trainee says nothing, or speaks while the caller leaks into the microphone."""

from __future__ import annotations

from collections import Counter

from benchmarks.validity import errors, leaks
from benchmarks.validity.conditions import CLEAN, TELEPHONE
from benchmarks.validity.evidence import Evidence
from benchmarks.validity.judging import HITS
from benchmarks.validity.report import Section, table
from benchmarks.validity.transcripts import text_of

COUNTED = ("sounds", "heard", "passed")


def section(evidence: Evidence) -> Section:
    """What is heard where nobody speaks, and whether any of it counts as a phrase of the first rulebook."""
    rows: Counter[tuple[str, str]] = Counter()
    words: dict[str, list[str]] = {}
    for condition in (CLEAN, TELEPHONE):
        for sample, heard in evidence.heard(["negative"], condition):
            verdicts = evidence.first.judge.verdicts(heard).values()
            rows[sample.kind, "sounds"] += 1
            rows[sample.kind, "heard"] += bool(text_of(heard))
            rows[sample.kind, "passed"] += any(verdict in HITS for verdict in verdicts)
            if text_of(heard):
                words.setdefault(sample.kind, []).append(f"{sample.key[:12]}: {text_of(heard)[:30]}")
    kinds = sorted({kind for kind, _ in rows})
    shown = [(kind, *(str(rows[kind, what]) for what in COUNTED)) for kind in kinds]
    heads = ("nobody speaks to the microphone", "sounds", "with words", "with a phrase passed")
    numbers = {
        "no speech": {kind: {what: rows[kind, what] for what in COUNTED} for kind in kinds},
        "no speech, heard": words,
    }
    return Section(("### Silence, tones, music, the caller's voice leaking in", table(heads, shown)), numbers)


def double_talk(evidence: Evidence) -> Section:
    """What is kept of words said while the caller leaks in."""
    said, wrong, clips = 0, 0, 0
    for sample, heard in evidence.heard([leaks.TALKING], CLEAN):
        expected = errors.syllables(sample.text)
        clips, said = clips + 1, said + len(expected)
        wrong += errors.edits(expected, errors.syllables(text_of(heard)))
    heads = (f"said while a caller leaks in at {leaks.TALKING_DB} dB: clips", "syllables", "wrong or missing")
    body = table(heads, [(str(clips), str(said), str(wrong))])
    return Section((body,), {"double talk": {"clips": clips, "syllables": said, "wrong": wrong}})

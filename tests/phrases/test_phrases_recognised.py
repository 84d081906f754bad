"""The matcher on what a real recogniser wrote for real operator sentences (tests/data/LICENCE.txt)."""

from __future__ import annotations

import csv
from pathlib import Path

from simulator.phrases import Lexicon, Match, Understanding

HEARD = Path(__file__).parent.parent / "data" / "synthetic_heard.tsv"


def clips() -> list[dict[str, str]]:
    with HEARD.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def wanted(says: str) -> set[str]:
    """The tags of a clip; ``forbidden:rude`` is the phrase ``rude``."""
    return {tag.removeprefix("forbidden:") for tag in says.split() if tag != "-"}


def tag(match: Match) -> str:
    destination = {"刘芳": "董事长秘书"}.get(match.slots.get("destination", ""), match.slots.get("destination", ""))
    return f"{match.phrase}:{destination}" if match.phrase == "transfer" else match.phrase


def test_hits_and_false_accepts_on_recognised_speech(lexicon: Lexicon) -> None:
    hits = total = doubtful = 0
    false_accepts = []
    for clip in clips():
        matches = lexicon.match(clip["heard"])
        said = {tag(match) for match in matches if match.understood is Understanding.YES}
        doubtful += sum(match.understood is Understanding.ALMOST for match in matches)
        expected = wanted(clip["says"])
        total += len(expected)
        hits += len(said & expected)
        false_accepts += [(clip["file"], one) for one in said - expected]
    assert total == 84
    assert not false_accepts
    assert hits >= 82
    assert doubtful <= 2


def test_on_what_was_really_said_nothing_is_missed_and_nothing_invented(lexicon: Lexicon) -> None:
    for clip in clips():
        matches = lexicon.match(clip["transcript"])
        assert {tag(match) for match in matches} == wanted(clip["says"]), clip["file"]
        assert all(match.understood is Understanding.YES for match in matches)

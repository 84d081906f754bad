"""The matcher on what a real recogniser wrote for real operator sentences (tests/data/LICENCE.txt)."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from simulator.phrases import Lexicon, Match, Understanding

DATA = Path(__file__).parent.parent / "data"


def clips(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def wanted(says: str) -> set[str]:
    """The tags of a clip; ``forbidden:rude`` is the phrase ``rude``."""
    return {tag.removeprefix("forbidden:") for tag in says.split() if tag != "-"}


def tag(match: Match) -> str:
    destination = {"刘芳": "董事长秘书"}.get(match.slots.get("destination", ""), match.slots.get("destination", ""))
    return f"{match.phrase}:{destination}" if match.phrase == "transfer" else match.phrase


@pytest.mark.parametrize(
    ("name", "total", "least_hits", "most_in_doubt"),
    [("synthetic_heard.tsv", 84, 81, 1), ("fresh_heard.tsv", 108, 102, 10)],
)
def test_hits_and_false_accepts_on_recognised_speech(
    lexicon: Lexicon, name: str, total: int, least_hits: int, most_in_doubt: int
) -> None:
    hits = said_at_all = in_doubt = 0
    false_accepts = []
    for clip in clips(name):
        matches = lexicon.match(clip["heard"])
        found = {tag(match) for match in matches if match.understood is Understanding.YES}
        in_doubt += sum(match.understood is Understanding.ALMOST for match in matches)
        expected = wanted(clip["says"])
        said_at_all += len(expected)
        hits += len(found & expected)
        false_accepts += [(clip["file"], one) for one in found - expected]
    assert said_at_all == total
    assert not false_accepts
    assert hits >= least_hits
    assert in_doubt <= most_in_doubt


@pytest.mark.parametrize("name", ["synthetic_heard.tsv", "fresh_heard.tsv"])
def test_on_what_was_really_said_nothing_is_missed_and_nothing_invented(lexicon: Lexicon, name: str) -> None:
    for clip in clips(name):
        found = {tag(match) for match in lexicon.match(clip["transcript"]) if match.understood is Understanding.YES}
        assert found == wanted(clip["says"]), clip["file"]

"""How many (utterance, template) pairs a second the matcher decides, beside rapidfuzz and hassil on the same pairs.

    python benchmarks/matcher.py [--seconds 3]

The templates are those of the shipped switchboard rulebook with the shipped company, the utterances what a recogniser
wrote for 60 operator sentences (tests/data) and as many twice as long.  One thread, CPU time.  What the others do is
less: rapidfuzz (`partial_ratio`, C++) compares characters with one sample of each template, hassil accepts a whole
utterance or nothing.
"""

from __future__ import annotations

import argparse
import csv
import gc
import importlib.metadata
import re
import time
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hassil import Intents
from hassil.recognize import recognize_all
from rapidfuzz import fuzz

from simulator.compiler import Source, compile_company
from simulator.model.company import Company, SpokenName
from simulator.model.rulebook import Phrase
from simulator.phrases import Lexicon, normalise, sample, slots_of
from simulator.runtime.workspace import Workspace

ROOT = Path(__file__).parents[1]
SCENARIOS = ROOT / "scenarios"
HEARD = ROOT / "tests" / "data" / "synthetic_heard.tsv"


@dataclass(frozen=True)
class Load:
    """What is matched with what."""

    utterances: Sequence[str]
    phrases: dict[str, Phrase]
    slots: dict[str, tuple[SpokenName, ...]]

    @property
    def templates(self) -> list[str]:
        return [
            text for phrase in self.phrases.values() for text in (*phrase.full, *phrase.accepted, *phrase.paraphrase)
        ]


def load() -> Load:
    def shipped(name: str) -> Source:
        return Source((SCENARIOS / name).read_bytes(), name)

    company = compile_company(*shipped("companies/hengcheng.yaml")).value
    rulebook = Workspace(SCENARIOS).rulebook("switchboard")
    assert isinstance(company, Company)
    assert rulebook is not None
    with HEARD.open(encoding="utf-8", newline="") as file:
        heard = [row["heard"] for row in csv.DictReader(file, delimiter="\t")]
    longer = [one + other for one, other in zip(heard, reversed(heard), strict=True)]
    return Load(heard + longer, dict(rulebook.phrases), dict(slots_of(company)))


def ours(work: Load) -> Callable[[str], object]:
    return Lexicon.build(work.phrases, work.slots).match


def with_rapidfuzz(work: Load) -> Callable[[str], object]:
    samples = []
    for phrase in work.phrases.values():
        for text in (*phrase.full, *phrase.accepted, *phrase.paraphrase):
            written = sample(Phrase(phrase.id, (text,)), work.slots, 1, work.phrases)
            samples.append(normalise("".join(written)).text)

    def match(text: str) -> list[int]:
        plain = normalise(text).text
        return [number for number, one in enumerate(samples) if fuzz.partial_ratio(one, plain) >= 80]

    return match


def with_hassil(work: Load) -> Callable[[str], object]:
    """Every template an intent; references become expansion rules, the lists are the company's."""

    def written(text: str) -> str:
        return re.sub(r"[，。、？！]", "", text)

    rules = {
        phrase.id: "(" + "|".join(f"({written(text)})" for text in (*phrase.full, *phrase.accepted)) + ")"
        for phrase in work.phrases.values()
    }
    lists: dict[str, Any] = {
        slot: {"values": [form for name in names for form in (name.text, *name.also)] or ["-"]}
        for slot, names in work.slots.items()
    }
    intents = Intents.from_dict(
        {
            "language": "zh",
            "intents": {
                f"t{number}": {"data": [{"sentences": [written(text)]}]} for number, text in enumerate(work.templates)
            },
            "expansion_rules": rules,
            "lists": {**lists, "number": {"range": {"from": 0, "to": 9999}}},
        }
    )

    def match(text: str) -> list[Any]:
        return list(recognize_all(normalise(text).text, intents))

    return match


def pairs_a_second(match: Callable[[str], object], work: Load, seconds: float) -> float:
    """Rounds over all utterances until the time is up; CPU seconds of this process."""
    for text in work.utterances[:10]:
        match(text)
    rounds, start = 0, time.process_time()
    while (spent := time.process_time() - start) < seconds:
        for text in work.utterances:
            match(text)
        rounds += 1
    return rounds * len(work.utterances) * len(work.templates) / spent


def growth(match: Callable[[str], object], work: Load) -> int:
    """Bytes that stay behind after a second and a third round."""
    for text in work.utterances:
        match(text)
    tracemalloc.start()
    for text in work.utterances:
        match(text)
    gc.collect()
    before, _ = tracemalloc.get_traced_memory()
    for text in work.utterances:
        match(text)
    gc.collect()
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return after - before


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seconds", type=float, default=3.0, help="CPU seconds for each")
    seconds = parser.parse_args().seconds
    work = load()
    characters = sum(len(normalise(text).text) for text in work.utterances) / len(work.utterances)
    print(f"{len(work.utterances)} utterances of {characters:.0f} characters, {len(work.templates)} templates")

    start = time.process_time()
    match = ours(work)
    print(f"compiled once in {time.process_time() - start:.2f} s")
    speed = pairs_a_second(match, work, seconds)
    print(f"{'matcher':32}{speed:12,.0f} pairs/s     1.00")
    for name, make in (("rapidfuzz", with_rapidfuzz), ("hassil", with_hassil)):
        other = pairs_a_second(make(work), work, seconds)
        label = f"{name} {importlib.metadata.version(name)}"
        print(f"{label:32}{other:12,.0f} pairs/s {other / speed:8.2f}")
    print(f"memory left behind by a round: {growth(match, work)} bytes")


if __name__ == "__main__":
    main()

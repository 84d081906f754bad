"""What went wrong on the dev sentences, for whoever improves the matcher; held-out sentences are never shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from benchmarks.validity.figures import Judged, Labels
from benchmarks.validity.judging import HITS
from benchmarks.validity.transcripts import text_of
from simulator.model.scorecard import Verdict

HEADS = "what\tphrase\tcondition\tclips\tsaid\theard\trulebook"


def listed(judged: Iterable[Judged], labels: Labels, rulebook: str) -> Iterator[str]:
    """Tab-separated lines: what happened, phrase, condition, how often, sentence, what was heard (one example), and
    the rulebook."""
    found: Counter[tuple[str, str, str, str]] = Counter()
    example: dict[tuple[str, str, str, str], str] = {}
    for one in judged:
        assert one.sentence.split == "dev"
        for phrase, verdict in one.verdicts.items():
            what = _what(one, phrase, verdict, phrase in labels.forbidden)
            if what:
                key = (what, phrase, one.condition, one.sentence.text)
                found[key] += 1
                example.setdefault(key, text_of(one.heard))
    for key in sorted(found):
        what, phrase, condition, said = key
        yield f"{what}\t{phrase}\t{condition}\t{found[key]}\t{said}\t{example[key]}\t{rulebook}"


def _what(one: Judged, phrase: str, verdict: Verdict, forbidden: bool) -> str:
    if phrase in one.sentence.either:
        return ""
    taken = verdict is Verdict.UNDECIDED if forbidden else verdict in HITS
    if phrase in one.sentence.says:
        return "" if taken else "UNDECIDED" if verdict is Verdict.UNDECIDED else "MISSED"
    if taken:
        return "FALSE ACCEPT"
    return "needless doubt" if verdict is Verdict.UNDECIDED else ""

"""What was heard in a sound file, in the terminal and as data: words with times, and how every phrase rule stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text as Styled

from scoring.doubts import UNCLEAR
from scoring.explain import syllables
from scoring.inquiry import PhraseReading, RuleReading, Standing
from simulator.model.checks import NotSaid
from simulator.model.speech import Transcript, Word
from simulator.model.text import Lang, Text
from simulator.records.codec import encode
from simulator.records.terminal import Paragraph, plain

NEAR = 0.6
"""What is less like a wording than this is only counted."""

STANDINGS = {
    Standing.SAID: Text("说到", "said"),
    Standing.ALMOST: Text("接近", "almost"),
    Standing.NOT: Text("没有", "not said"),
}
_STYLES = {Standing.SAID: "green", Standing.ALMOST: "bold yellow", Standing.NOT: "dim"}
FORBIDDEN = Text("禁用", "forbidden")
NO_WORDS = Text("（有声音，没有听出字）", "(a voice, but no words)")
CONFIDENCE = Text("可信度 {value:.2f}", "confidence {value:.2f}")
DOUBTFUL = Text("听不清，要由人裁定", "unclear: for a person to rule")
ALTERNATIVES = Text("也可能是：{texts}", "or perhaps: {texts}")
WORDING = Text("要求：{template}", "wording: {template}")
HEARD_AS = Text("听到：{quote}，{start:.2f}-{end:.2f} 秒", "heard: {quote}, {start:.2f}-{end:.2f} s")
REST = Text("其余 {count} 条规则的说法都不像。", "Nothing like the phrases of the other {count} rules.")
LEGEND = Text(
    "\n音节：[要求→听到] 听成别的，[−要求] 没听到，[+听到] 多出的。用语只在规则规定的时机说才计分。",
    "\nSyllables: [required→heard], [−missing], [+extra]. A phrase earns points only at the moment its rule names.",
)


@dataclass(frozen=True, slots=True)
class HeardUtterance:
    """A stretch of speech between two pauses, in ms of the file; the words' times are too."""

    start: int
    end: int
    transcript: Transcript


@dataclass(frozen=True, slots=True)
class Hearing:
    """What one recogniser made of a file, and what that is worth by the rulebook."""

    engine: str
    utterances: tuple[HeardUtterance, ...]
    rules: tuple[RuleReading, ...]

    def span_of(self, reading: PhraseReading) -> tuple[int, int] | None:
        """When a phrase was said, in ms of the file: of its words where their times are known, else of its
        utterances."""
        if reading.match is None:
            return None
        first, last = self.utterances[reading.first], self.utterances[reading.last]
        if first is last and not reading.hypothesis:
            words = _words_between(first.transcript, reading.match.start, reading.match.end)
            if words:
                return words[0].start, words[-1].end
        return first.start, last.end


@dataclass(frozen=True, slots=True)
class HeardFile:
    """One sound file; ``length`` in ms."""

    path: Path
    length: int
    hearings: tuple[Hearing, ...]


def print_heard(file: HeardFile, console: Console, lang: Lang) -> None:
    """What was heard, the rules that came near, and how many did not."""
    for hearing in file.hearings:
        head = Styled(plain(str(file.path)), "bold").append(f"  {file.length / 1000:.1f} s  {hearing.engine}", "dim")
        console.print(Padding(head, (1, 0, 0, 0), expand=False))
        for utterance in hearing.utterances:
            _print_utterance(utterance, console, lang)
        near = [one for one in hearing.rules if one.standing is not Standing.NOT or one.phrases[0].score >= NEAR]
        for alike in _grouped(near):
            _print_rules(alike, hearing, console, lang)
        console.print("\n" + REST.fill(count=len(hearing.rules) - len(near))[lang])


def heard_data(file: HeardFile) -> dict[str, Any]:
    """Everything, for a program.  Times are ms of the file, spans characters, half-open."""
    return {
        "file": str(file.path),
        "length": file.length,
        "hearings": [
            {
                "engine": hearing.engine,
                "utterances": [
                    {"start": one.start, "end": one.end, **encode(one.transcript)} for one in hearing.utterances
                ],
                "rules": [_rule_data(rule, hearing) for rule in hearing.rules],
            }
            for hearing in file.hearings
        ],
    }


# --- in the terminal -------------------------------------------------------------------------------------------------


def _print_utterance(utterance: HeardUtterance, console: Console, lang: Lang) -> None:
    heard = utterance.transcript
    line = Styled(f"  {utterance.start / 1000:.2f}-{utterance.end / 1000:.2f}  ", "dim")
    line.append(plain(heard.text) or NO_WORDS[lang])
    if heard.text:
        line.append("  " + CONFIDENCE.fill(value=heard.confidence)[lang], "dim")
        if heard.confidence < UNCLEAR:
            line.append("  " + DOUBTFUL[lang], "bold yellow")
    console.print(line)
    times = "  ".join(
        f"{plain(word.text.strip())} {word.start / 1000:.2f}-{word.end / 1000:.2f}" for word in heard.words
    )
    others = "、".join(map(plain, heard.alternatives))
    for more in (times, ALTERNATIVES.fill(texts=others)[lang] if others else ""):
        if more:
            console.print(Padding(Paragraph(more), (0, 0, 0, 6), expand=False), style="dim")


def _grouped(rules: Iterable[RuleReading]) -> Iterable[list[RuleReading]]:
    """The rules that are decided by the same phrases, together."""
    groups: dict[tuple[str, ...], list[RuleReading]] = {}
    for rule in rules:
        groups.setdefault(tuple(phrase.phrase for phrase in _shown(rule)), []).append(rule)
    return groups.values()


def _shown(reading: RuleReading) -> tuple[PhraseReading, ...]:
    """The phrases that decide: all where all are demanded, else the best one."""
    return reading.phrases if getattr(reading.rule.check, "every", False) else reading.phrases[:1]


def _print_rules(alike: list[RuleReading], hearing: Hearing, console: Console, lang: Lang) -> None:
    console.print()
    for reading in alike:
        head = Styled(f"[{STANDINGS[reading.standing][lang]}] ", _STYLES[reading.standing])
        head.append(plain(reading.rule.title), "bold").append(f"  {reading.rule.id}", "dim")
        if isinstance(reading.rule.check, NotSaid):
            head.append(f"  <{FORBIDDEN[lang]}>", "bold red")
        console.print(head)
    for phrase in _shown(alike[0]):
        for line in _lines(phrase, hearing, lang):
            console.print(Padding(Paragraph(plain(line)), (0, 0, 0, 4), expand=False))


def _lines(reading: PhraseReading, hearing: Hearing, lang: Lang) -> Iterator[str]:
    match, span = reading.match, hearing.span_of(reading)
    if match is None or span is None:
        yield f"{reading.phrase}  {STANDINGS[reading.standing][lang]}"
        return
    yield f"{reading.phrase}  {STANDINGS[reading.standing][lang]}  {match.score:.2f}" + (
        f"  {reading.why[lang]}" if reading.why is not None else ""
    )
    yield WORDING.fill(template=match.template)[lang]
    quote = f"{reading.text[: match.start]}【{reading.text[match.start : match.end]}】{reading.text[match.end :]}"
    yield HEARD_AS.fill(quote=quote, start=span[0] / 1000, end=span[1] / 1000)[lang]
    yield syllables(match.alignment)


# --- as data ---------------------------------------------------------------------------------------------------------


def _rule_data(reading: RuleReading, hearing: Hearing) -> dict[str, Any]:
    return {
        "rule": reading.rule.id,
        "title": reading.rule.title,
        "forbidden": isinstance(reading.rule.check, NotSaid),
        "standing": reading.standing.value,
        "phrases": [_phrase_data(phrase, hearing) for phrase in reading.phrases],
    }


def _phrase_data(reading: PhraseReading, hearing: Hearing) -> dict[str, Any]:
    data: dict[str, Any] = {"phrase": reading.phrase, "standing": reading.standing.value, "score": reading.score}
    match = reading.match
    if match is None:
        return data
    return data | {
        "why": {"zh": reading.why.zh, "en": reading.why.en} if reading.why is not None else None,
        "template": match.template,
        "wording": match.wording.value,
        "utterances": [reading.first, reading.last],
        "text": reading.text,
        "span": [match.start, match.end],
        "audio": list(hearing.span_of(reading) or ()),
        "slots": dict(match.slots),
        "alignment": [encode(step) for step in match.alignment],
    }


def _words_between(transcript: Transcript, start: int, end: int) -> list[Word]:
    """The words that have characters from ``start`` up to ``end`` of the text."""
    found, at = [], 0
    for word in transcript.words:
        begins = transcript.text.find(word.text, at)
        if begins < 0:
            continue
        at = begins + len(word.text)
        if begins < end and at > start:
            found.append(word)
    return found

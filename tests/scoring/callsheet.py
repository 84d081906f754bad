"""Call sheets: a call written down as what was logged, one line for each thing, and scored against one rule or many.

         0 ringing
      4000 answered ring_ms=4000
      4500-6300 me 您好，恒城集团。
      6500-9000 wang 请帮我转一下财务部。
      9000 request finance
      9500-10700 me(conf=0.3) 请稍等。
     11000 dialled ext=8200
     20000 save caller=王建国 phone=13800138000
     21000 relay zhang_wei
     30000 ended

``FROM-TO me TEXT`` is an utterance of the trainee, ``FROM-TO PARTY TEXT`` a line of somebody else; everything else
is a fact, with its ``about``, and ``line=``, ``actor=``, ``ext=`` and details by name. Line 1 and the caller wang
are meant unless something else is said. ``me(...)`` takes ``to=PARTY``, ``typed``, ``conf=0.3``, ``alt=TEXT``,
``witness=TEXT``, ``understood=PHRASE,PHRASE`` (default: what the matcher finds), ``PARTY(...)`` takes
``inaudible`` and ``cut``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from scoring import Scorer
from simulator.model.checks import Check, RecordField, Window
from simulator.model.events import Event, Heard, MessageSaved
from simulator.model.log import Adjudication, Entry, Header, Log
from simulator.model.moments import Fact, Moment, MomentRef
from simulator.model.rulebook import Basis, Dimension, Rule, Rulebook
from simulator.model.scorecard import Finding, Scorecard
from simulator.model.script import CallScript
from simulator.model.speech import Source, Transcript, Utterance
from simulator.phrases import Lexicon, Understanding

SPEECH = re.compile(r"(\d+)-(\d+) ([\w:]+)(?:\(([^)]*)\))? ?(.*)")
OTHER = re.compile(r"(\d+) (\w+)((?: \S+)*)")
WITHOUT_PARTY = {Moment.STARTED, Moment.ENDED, Moment.MODE, Moment.MODE_EXPECTED, Moment.HELP_USED, Moment.DEGRADED}
WITHOUT_PARTY |= {Moment.SPARE_LINE, Moment.DIALLED_OUT, Moment.LEAK_FOUND}

HEADER = Header(1, "0", "call", "小李", "practice", 1, "2026-03-16T09:30:00+08:00", (), "whisper", "none", "1", 720)


@dataclass(frozen=True)
class Stage:
    """Where call sheets are scored: the script, and a scorer whose rulebook's rules are replaced."""

    script: CallScript
    scorer: Scorer

    @property
    def lexicon(self) -> Lexicon:
        return self.scorer.lexicon

    def with_caller(self, **changes: object) -> Stage:
        """Another script, in which the caller wang is changed."""
        wang = replace(self.script.callers["wang"], **changes)  # type: ignore[arg-type]
        return replace(self, script=replace(self.script, callers={**self.script.callers, "wang": wang}))

    def log(self, sheet: str, *, header: Header = HEADER) -> Log:
        entries = tuple(Entry(n, t, body) for n, (t, body) in enumerate(_read(sheet, self.lexicon), 1))
        complete = any(isinstance(e.body, Fact) and e.body.moment is Moment.ENDED for e in entries)
        return Log(header, entries, complete, "0" * 64)

    def card(
        self,
        sheet: str,
        rules: Sequence[Rule],
        *,
        adjudications: tuple[Adjudication, ...] = (),
        header: Header = HEADER,
        **changes: object,
    ) -> Scorecard:
        """The scorecard of a sheet under these rules; ``changes`` are made to the rulebook."""
        rulebook: Rulebook = replace(self.scorer.rulebook, rules=tuple(rules), **changes)  # type: ignore[arg-type]
        scorer = replace(self.scorer, rulebook=rulebook)
        return scorer.score(self.log(sheet, header=header), self.script, adjudications)

    def findings(
        self, sheet: str, check: Check, *, critical: bool = False, header: Header = HEADER
    ) -> tuple[Finding, ...]:
        """What one check finds."""
        return self.card(sheet, [rule(check, critical=critical)], header=header).findings

    def finding(self, sheet: str, check: Check, *, critical: bool = False, header: Header = HEADER) -> Finding:
        """What one check finds in a call in which its occasion comes once."""
        (found,) = self.findings(sheet, check, critical=critical, header=header)
        return found

    def verdict(self, sheet: str, check: Check, *, critical: bool = False, header: Header = HEADER) -> str:
        return self.finding(sheet, check, critical=critical, header=header).verdict.value

    def verdicts(self, sheet: str, check: Check) -> list[str]:
        return [finding.verdict.value for finding in self.findings(sheet, check)]


def rule(
    check: Check,
    name: str = "rule",
    *,
    dimension: Dimension = Dimension.PHRASING,
    points: int = 4,
    critical: bool = False,
    better: str = "",
) -> Rule:
    return Rule(name, "规则", dimension, points, Basis.CLAUSE, ("B4.1.1",), check, critical, better=better)


def ref(text: str) -> MomentRef:
    """``request(finance)`` as files write it."""
    moment, _, about = text.rstrip(")").partition("(")
    return MomentRef(Moment(moment), about)


def window(opens: str, *closes: str, **settings: object) -> Window:
    return Window(ref(opens), tuple(map(ref, closes)), **settings)  # type: ignore[arg-type]


def _read(sheet: str, lexicon: Lexicon) -> Iterator[tuple[int, Event | Fact]]:
    utterances, messages = 0, 0
    for line in filter(None, map(str.strip, sheet.splitlines())):
        speech = SPEECH.fullmatch(line)
        if speech is not None:
            utterances += speech[3] == "me"
            yield from _speech(utterances, lexicon, int(speech[1]), int(speech[2]), *speech.group(3, 4, 5))
            continue
        other = OTHER.fullmatch(line)
        assert other is not None, f"not a line of a call sheet: {line}"
        t, word, words = int(other[1]), other[2], other[3].split()
        named = dict(part.split("=", 1) for part in words if "=" in part)
        plain = [part for part in words if "=" not in part]
        if word == "save":
            messages += 1
            actor = named.pop("actor", "wang")
            yield t, MessageSaved({RecordField(name): value for name, value in named.items()})
            yield t, Fact(Moment.MESSAGE_SAVED, "1", actor, detail={"message": messages, "version": 1})
        elif word == "relay":
            actor = named.pop("actor", "wang")
            yield t, Fact(Moment.MESSAGE_RELAYED, "1", actor, detail={"message": messages, "to": plain[0]})
        else:
            yield t, _fact(Moment(word), plain, named)


def _fact(moment: Moment, plain: list[str], named: dict[str, str]) -> Fact:
    has_party = moment not in WITHOUT_PARTY
    line = named.pop("line", "1" if has_party else "")
    actor = named.pop("actor", "wang" if has_party else "")
    extension = named.pop("ext", "")
    return Fact(moment, line, actor, extension, plain[0] if plain else "", {k: _value(k, v) for k, v in named.items()})


def _value(name: str, text: str) -> object:
    if text in ("yes", "no"):
        return text == "yes"
    if name == "parties":
        return text.split(",")
    return int(text) if text.isdigit() and name.endswith("_ms") else text


def _speech(
    utterance: int, lexicon: Lexicon, start: int, end: int, who: str, flags: str | None, text: str
) -> Iterator[tuple[int, Event | Fact]]:
    named = {name: value for name, _, value in (part.partition("=") for part in (flags or "").split())}
    if who != "me":
        line, extension = named.get("line", "1"), who.removeprefix("ext:") if who.startswith("ext:") else ""
        how = {"audible": "inaudible" not in named, "interrupted": "cut" in named}
        times = {"start": start, "end": end, "first_sample": 16 * start}
        yield (
            end,
            Fact(Moment.SAID, line, who, extension, detail={"text": text, **how, **times}),
        )
        return
    source = Source.TYPED if "typed" in named else Source.VOICE
    samples = (16 * start, 16 * end) if source is Source.VOICE else (-1, -1)
    alternatives = (named["alt"],) if "alt" in named else ()
    witness = Transcript(named["witness"], engine="vosk") if "witness" in named else None
    transcript = Transcript(text, float(named.get("conf", "0.9")), alternatives=alternatives, engine="whisper")
    yield end, Heard(Utterance(utterance, start, end, source, *samples), transcript, witness)
    understood = list(_understood(lexicon, text))
    if "understood" in named:
        understood = [phrase for phrase in named["understood"].split(",") if phrase]
    to = [party for party in named.get("to", "wang").split(",") if party]
    extension = next((party.removeprefix("ext:") for party in to if party.startswith("ext:")), "")
    detail = {"utterance": utterance, "to": to, "verdict": "yes" if understood else "no", "phrases": understood}
    yield end, Fact(Moment.UNDERSTOOD, named.get("line", "1"), to[0] if to else "", extension, detail=detail)


@cache
def _understood(lexicon: Lexicon, text: str) -> tuple[str, ...]:
    """The phrases by which a party understands the text."""
    return tuple(match.phrase for match in lexicon.match(text) if match.understood is Understanding.YES)

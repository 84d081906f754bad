"""One run: all sounds heard, all transcripts judged, all figures written down."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from benchmarks.validity import errors, exams, figures, leaks, misses, report, sentences, slots
from benchmarks.validity.bounds import Row, share
from benchmarks.validity.clips import Booth
from benchmarks.validity.conditions import CLEAN, GRID, TELEPHONE, Condition, Room, seed_of
from benchmarks.validity.corpus import (
    GIVEN,
    TABLE,
    Sample,
    babble_clips,
    exam_lines,
    given,
    spoken_sentences,
    without_words,
)
from benchmarks.validity.figures import Judged, Labels
from benchmarks.validity.hearing import Archive, Heard, Utterance, text_of
from benchmarks.validity.judging import HITS, Judge, said_rules
from benchmarks.validity.plots import Dot, dots
from benchmarks.validity.report import as_json, bounded, percent, reached, table
from benchmarks.validity.rivals import Rival, rivals
from benchmarks.validity.sentences import Sentence
from scoring.directory import Directory
from simulator.model.scorecard import Verdict
from simulator.model.script import Say
from simulator.model.speech import Transcript
from simulator.phrases import slots_of
from simulator.runtime.performance import scene_of
from simulator.runtime.workspace import LoadedCall
from simulator.session.scene import spoken_lines

LEAKS = 16
TALKED_OVER = 12
AS_WRITTEN_MS = 3_000
TAGS = {"gas_safety": "safety_advice", "call_back": "call_back_promise", "transfer": "announce_transfer"}
"""Names of tags in the given recordings' table that are called otherwise in the rulebook."""
UNTAGGED = frozenset({"-", "disclosure"})

SAID = {"clean": 0.995, "telephone": 0.99, "babble 10 dB": 0.95}
FALSE_ACCEPTS, UNDECIDED, SLOT = 0.0005, 0.02, 0.97


@dataclass
class Bench:
    """Everything a run needs.  ``speech`` holds recordings; ``cached``: only what was heard before counts, and
    nothing new is made."""

    calls: Sequence[LoadedCall]
    booth: Booth
    archive: Archive
    engine: str
    speech: Path
    cached: bool = False
    figures: dict[str, Any] = field(default_factory=dict)
    parts: list[str] = field(default_factory=list)

    # --- hearing -----------------------------------------------------------------------------------------------------

    def prepare(self) -> None:
        """Synthesize and recognise what has not been."""
        if self.cached:
            return
        samples = self.samples
        for number, sample in enumerate(samples, 1):
            for condition in sample.conditions:
                self._hear(sample, condition)
            if number % 50 == 0:
                print(f"{number} of {len(samples)} sounds, {self.archive.decoded} decoded now", file=sys.stderr)
        self.archive.close()

    @cached_property
    def samples(self) -> tuple[Sample, ...]:
        lines = [line.text for call in self.calls for _, line, _ in spoken_lines(scene_of(call, seed=0))]
        spread = lines[:: max(1, len(lines) // LEAKS)][:LEAKS]
        found = [
            *(one for split in sentences.SPLITS for one in spoken_sentences(self.booth, sentences.load(split))),
            *exam_lines(self.booth, exams.lines(self.calls)),
            *without_words(),
            *leaks.leaked(self.booth, spread),
            *leaks.talked_over(self.booth, self._talking, spread),
        ]
        return (*found, *(one for folder in self._recordings for one in given(folder)))

    @cached_property
    def _talking(self) -> Sequence[Sentence]:
        """Dev sentences that say something, to be said while a caller talks."""
        telling = [one for one in sentences.load("dev") if one.says]
        return telling[:: max(1, len(telling) // TALKED_OVER)][:TALKED_OVER]

    @cached_property
    def _recordings(self) -> tuple[Path, ...]:
        """The folders with recordings: the given one, if there is a table in it, and those in it that have one."""
        return tuple(sorted(table.parent for table in (*self.speech.glob(TABLE), *self.speech.glob(f"*/{TABLE}"))))

    @cached_property
    def room(self) -> Room:
        clips = babble_clips(self.booth, sentences.load("dev"))
        return Room([pcm for clip in clips if (pcm := self.booth.sound(clip)) is not None])

    def _hear(self, sample: Sample, condition: Condition) -> None:
        if self.archive.knows(sample.digest, condition.name):
            return
        pcm = sample.sound()
        if pcm is not None:
            disturbed = self.room.hear(pcm, condition, seed_of(sample.digest))
            played = None if sample.played is None else sample.played()
            in_step = None if played is None else leaks.hear(self.room, played)
            self.archive.hear(sample.digest, condition.name, lambda: disturbed, in_step)

    def heard(self, groups: Iterable[str], condition: Condition) -> Iterator[tuple[Sample, Heard]]:
        """The clips of some groups as heard under a condition."""
        wanted = frozenset(groups)
        for sample in self.samples:
            asked = sample.group in wanted and condition in sample.conditions
            if asked and self.archive.knows(sample.digest, condition.name):
                yield sample, self.archive.known(sample.digest, condition.name)

    # --- judging -----------------------------------------------------------------------------------------------------

    @cached_property
    def judge(self) -> Judge:
        return Judge.of(self.calls[0].scorer, self.calls[0].script, sentences.labelled())

    @cached_property
    def labels(self) -> Labels:
        rulebook = self.calls[0].rulebook
        forbidden = frozenset(phrase.id for phrase in rulebook.phrases.values() if phrase.forbidden)
        measured = sentences.labelled()
        rules = {id_: one for id_, one in said_rules(rulebook).items() if measured.issuperset(one[0])}
        return Labels(forbidden, rules)

    @cached_property
    def _by_id(self) -> dict[str, Sentence]:
        return {one.id: one for split in sentences.SPLITS for one in sentences.load(split)}

    @cached_property
    def judged(self) -> dict[tuple[str, str], tuple[Judged, ...]]:
        """By split and condition."""
        return {
            (split, condition.name): tuple(
                Judged(sample, condition.name, self._by_id[sample.key], heard, self.judge.verdicts(heard))
                for sample, heard in self.heard([split], condition)
            )
            for split in sentences.SPLITS
            for condition in GRID
        }

    @cached_property
    def rivals(self) -> tuple[Rival, ...]:
        return rivals(self.calls[0].rulebook.phrases, sentences.labelled(), slots_of(self.calls[0].company))

    # --- reporting ---------------------------------------------------------------------------------------------------

    def report(self, out: Path, misses_file: Path | None = None) -> None:
        """Write ``validity/figures.json`` and the plots below ``out``, and the tables into ``validity.md`` there."""
        folder = out / "validity"
        folder.mkdir(parents=True, exist_ok=True)
        if misses_file is not None:
            dev = [one for condition in GRID for one in self.judged["dev", condition.name]]
            misses_file.write_text("\n".join(misses.listed(dev, self.labels)) + "\n", encoding="utf-8", newline="\n")
        self._basis()
        self._phrases(folder)
        self._recognition(folder)
        self._slots()
        self._rivals(folder)
        self._silence()
        self._given()
        self._exams()
        (folder / "figures.json").write_text(
            json.dumps(self.figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n"
        )
        report.insert(out / "validity.md", "\n\n".join(self.parts))

    def _basis(self) -> None:
        rows = []
        for split in sentences.SPLITS:
            clips = [one for one in self.samples if one.group == split]
            heard = len(self.judged[split, "clean"])
            disputed = sum(len(one.either) for one in sentences.load(split))
            said = sum(len(one.says) for one in sentences.load(split))
            counts = (str(len(sentences.load(split))), str(said), str(disputed), f"{heard} of {len(clips)}")
            rows.append((split, *counts, sentences.digest(split)))
            self.figures[f"sentences {split}"] = {"clips": len(clips), "heard": heard, "digest": rows[-1][-1]}
        self.figures["engine"] = self.engine
        heads = ("sentences", "distinct", "phrases said", "disputed pairs, left out", "clips heard", "table's sha256")
        self.parts += [f"Engine: `{self.engine}`.", table(heads, rows)]

    def _phrases(self, folder: Path) -> None:
        rows, plotted = [], []
        for condition in GRID:
            found = self.judged["test", condition.name]
            if not found:
                continue
            said = share(figures.hits(found, self.labels))
            undecided = share(figures.hits(found, self.labels, frozenset({Verdict.UNDECIDED})))
            failed = share(figures.hits(found, self.labels, frozenset({Verdict.FAIL})))
            wrong = share(figures.accepts(found, self.labels))
            rows.append(
                (condition.name, str(len(found)), bounded(said), bounded(undecided), bounded(failed), bounded(wrong, 3))
            )
            self.figures[f"test {condition.name}"] = {
                "hits": as_json(said),
                "undecided": as_json(undecided),
                "failed": as_json(failed),
                "false accepts": as_json(wrong),
            }
            plotted.append(Dot(condition.name, said.value, said.low, said.high, SAID.get(condition.name)))
        heads = ("test, condition", "clips", "hits", "undecided", "wrongly failed", "false accepts (clip, rule)")
        self.parts += ["### Phrases", table(heads, rows), "![hits](validity/hits.svg)"]
        _plot(
            folder / "hits.svg", "Phrase hits on held-out sentences", plotted, 0.5, 1.0, (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
        )
        self._targets()
        self._written()
        self._sexes()
        clean = self.judged["test", "clean"]
        counts = figures.by_phrase(clean, self.labels)
        self.figures["phrases clean"] = counts
        self.parts += ["### Every phrase, clean", report.phrases_table(counts, self.labels.forbidden)]
        dev = [(c.name, self.judged["dev", c.name]) for c in (CLEAN, TELEPHONE)]
        shown = []
        for name, found in dev:
            said, wrong = share(figures.hits(found, self.labels)), share(figures.accepts(found, self.labels))
            shown.append((name, str(len(found)), bounded(said), bounded(wrong, 3)))
        self.parts += ["### The same on the dev sentences", table(("dev", "clips", "hits", "false accepts"), shown)]

    def _written(self) -> None:
        """The matcher alone: what it would decide if the recogniser heard every character."""
        rows = []
        for split in sentences.SPLITS:
            found = [self._as_written(sentence) for sentence in sentences.load(split)]
            said = share(figures.hits(found, self.labels))
            undecided = share(figures.hits(found, self.labels, frozenset({Verdict.UNDECIDED})))
            wrong = share(figures.accepts(found, self.labels))
            pairs = share(figures.phrase_accepts(found, self.labels, forbidden=False))
            rows.append(
                (split, str(len(found)), bounded(said), bounded(undecided), bounded(wrong, 3), bounded(pairs, 3))
            )
            self.figures[f"as written {split}"] = {"hits": as_json(said), "false accepts": as_json(wrong)}
        heads = ("as written", "sentences", "hits", "undecided", "false accepts (rule)", "false accepts (phrase)")
        self.parts += ["### The matcher alone, on the sentences as written", table(heads, rows)]

    @cached_property
    def _dev_as_written(self) -> list[Judged]:
        return [self._as_written(sentence) for sentence in sentences.load("dev")]

    def _as_written(self, sentence: Sentence) -> Judged:
        heard = (Utterance(0, AS_WRITTEN_MS, Transcript(sentence.text, engine="as written")),)
        sample = Sample(sentence.id, sentence.split, sentence.kind, sentence.text, "", 1.0, "", lambda: None, ())
        return Judged(sample, "as written", sentence, heard, self.judge.verdicts(heard))

    def _targets(self) -> None:
        rows = []
        for name, target in SAID.items():
            found = share(figures.hits(self.judged["test", name], self.labels))
            rows.append((f"hits, {name}", f"≥ {percent(target, 1)}", bounded(found), reached(found, target, False)))
        clean = self.judged["test", "clean"]
        every = [one for condition in GRID for one in self.judged["test", condition.name]]
        for what, found, target in (
            ("false accepts, clean", share(figures.accepts(clean, self.labels)), FALSE_ACCEPTS),
            ("false accepts, all conditions", share(figures.accepts(every, self.labels)), FALSE_ACCEPTS),
            ("undecided, clean", share(figures.hits(clean, self.labels, frozenset({Verdict.UNDECIDED}))), UNDECIDED),
            ("wrongly failed, clean", share(figures.hits(clean, self.labels, frozenset({Verdict.FAIL}))), 0.0),
        ):
            digits = 3 if "false" in what else 2
            rows.append((what, f"≤ {percent(target)}", bounded(found, digits), reached(found, target, True)))
        more = (
            ("needless doubt: a phrase not said, undecided", share(figures.doubts(clean, self.labels))),
            ("phrases passed that were not said", share(figures.phrase_accepts(clean, self.labels, False))),
            ("forbidden words suspected that were not said", share(figures.phrase_accepts(clean, self.labels, True))),
            ("forbidden words shown to a person", share(figures.forbidden_found(clean, self.labels))),
        )
        rows += [(f"{what}, clean", "-", bounded(found, 3), "") for what, found in more]
        self.figures["more"] = {what: as_json(found) for what, found in more}
        self.parts.append(table(("figure", "to be reached", "measured (95 % bounds)", ""), rows))

    def _sexes(self) -> None:
        rows = []
        for name in ("clean", "telephone"):
            found = self.judged["test", name]
            for voice in sorted({one.sample.voice for one in found}):
                own = [one for one in found if one.sample.voice == voice]
                rows.append((f"{voice}, {name}", bounded(share(figures.hits(own, self.labels)))))
            if {one.sample.sex for one in found} >= {"female", "male"}:
                value, low, high = figures.gap(lambda some: figures.hits(some, self.labels), found)
                text = f"{value * 100:+.2f} ({low * 100:+.2f} to {high * 100:+.2f}) points"
                rows.append((f"women less men, {name}", text))
                self.figures[f"gap {name}"] = {"value": value, "low": low, "high": high}
        self.parts += ["### Voices", table(("voice", "hits"), rows)]

    def _recognition(self, folder: Path) -> None:
        rows, plotted = [], []
        for condition in GRID:
            found = list(self.heard(["dev", "test"], condition))
            if found:
                cer, per = figures.recognition(found), figures.recognition(found, figures.PINYIN)
                rows.append((condition.name, str(len(found)), bounded(cer), bounded(per)))
                self.figures[f"recognition {condition.name}"] = {"cer": as_json(cer), "pinyin": as_json(per)}
                plotted += [Dot(f"{condition.name}: syllables", per.value, per.low, per.high)]
        heads = ("own clips", "clips", "character error rate", "toneless-pinyin error")
        self.parts += ["### Recognition", table(heads, rows), "![recognition](validity/recognition.svg)"]
        _plot(folder / "recognition.svg", "Toneless-pinyin error", plotted, 0.0, 0.5, (0.0, 0.1, 0.2, 0.3, 0.4, 0.5))

    def _slots(self) -> None:
        rows: list[tuple[str, ...]] = []
        lexicon, directory = self.calls[0].scorer.lexicon, Directory(self.calls[0].company)
        kinds = {"names": {"name"}, "organisations": {"org"}, "telephone numbers": {"phone"}, "extensions": {"ext"}}
        kinds |= {"times": {"time"}, "destinations": {"dest"}}
        exact = frozenset({slots.Verdict.EXACT})
        for name in ("clean", "telephone"):
            found = [*self.judged["test", name], *self.judged["dev", name]]
            read = [
                (one, slot, verdict)
                for one in found
                for slot, verdict in slots.read(one.sentence.slots, text_of(one.heard), lexicon, directory)
            ]
            for kind, wanted in kinds.items():
                tried = frozenset(wanted)
                by_letter = share(figures.slot_rows(read, tried, exact))
                by_sound = share(figures.slot_rows(read, tried, exact | {slots.Verdict.SAME_SOUND}))
                near = sum(slot in tried and verdict is slots.Verdict.NEAR for _, slot, verdict in read)
                rows.append(
                    (f"{kind}, {name}", f"{by_letter.of:.0f}", bounded(by_letter), bounded(by_sound), str(near))
                )
                self.figures[f"slots {kind} {name}"] = {"exact": as_json(by_letter), "by sound": as_json(by_sound)}
            rows.append(self._foils(name, found))
        heads = ("slot", "clips", "exact", "exact or same sound", "one digit off")
        self.parts += ["### Slots (dev and test)", table(heads, rows)]

    def _foils(self, name: str, found: Sequence[Judged]) -> tuple[str, ...]:
        """Whether a similar name that was not said would have been taken for said."""
        rows = []
        for one in found:
            other = slots.foil(one.sentence.slots["name"]) if "name" in one.sentence.slots else None
            if other is not None:
                taken = slots.accepted(other, text_of(one.heard))
                rows.append(Row(one.sample.key, one.sample.voice, taken, 1))
        wrong = share(rows)
        self.figures[f"slots similar surnames {name}"] = as_json(wrong)
        return (f"another surname (陈 for 程 ...) taken, {name}", f"{wrong.of:.0f}", "-", bounded(wrong), "-")

    def _rivals(self, folder: Path) -> None:
        rows, plotted = [], []
        for name in ("clean", "telephone"):
            test = self.judged["test", name]
            if not test:
                continue
            ours = figures.Compared(
                "this matcher",
                None,
                share(figures.hits(test, self.labels)),
                share(figures.phrase_accepts(test, self.labels, False)),
            )
            compared = [ours]
            for rival in self.rivals:
                scores = cache(rival.score)
                shown = None
                threshold = rival.thresholds[0]
                if len(rival.thresholds) > 1:
                    shown = threshold = figures.suited(rival, self._dev_as_written, self.labels, scores)
                asked = test[:: rival.one_in]
                compared.append(figures.compared(rival.name, threshold, asked, self.labels, scores))
                compared[-1] = figures.Compared(rival.name, shown, compared[-1].hits, compared[-1].accepts)
            for one in compared:
                threshold_shown = "-" if one.threshold is None else f"{one.threshold:.2f}"
                rows.append((f"{one.name}, {name}", threshold_shown, bounded(one.hits), bounded(one.accepts, 3)))
                self.figures[f"compared {one.name} {name}"] = {
                    "threshold": one.threshold,
                    "hits": as_json(one.hits),
                    "false accepts": as_json(one.accepts),
                }
                if name == "clean":
                    plotted.append(Dot(one.name, one.hits.value, one.hits.low, one.hits.high))
        heads = ("on the same transcripts", "threshold", "hits", "false accepts (clip, phrase)")
        self.parts += ["### Side by side", table(heads, rows), "![side by side](validity/compared.svg)"]
        _plot(folder / "compared.svg", "Hits, clean, held out", plotted, 0.0, 1.0, (0.0, 0.25, 0.5, 0.75, 1.0))

    def _silence(self) -> None:
        """What is heard where the trainee says nothing, and whether any of it counts as a phrase."""
        rows: Counter[tuple[str, str]] = Counter()
        words: dict[str, list[str]] = {}
        for condition in (CLEAN, TELEPHONE):
            for sample, heard in self.heard(["negative"], condition):
                kind = sample.kind
                rows[kind, "sounds"] += 1
                rows[kind, "heard"] += bool(text_of(heard))
                verdicts = self.judge.verdicts(heard).values()
                rows[kind, "passed"] += any(verdict in HITS for verdict in verdicts)
                if text_of(heard):
                    words.setdefault(kind, []).append(f"{sample.key[:12]}: {text_of(heard)[:30]}")
        kinds = sorted({kind for kind, _ in rows})
        shown = [(kind, *(str(rows[kind, what]) for what in ("sounds", "heard", "passed"))) for kind in kinds]
        heads = ("nobody speaks to the microphone", "sounds", "with words", "with a phrase passed")
        self.parts += ["### Silence, tones, music, the caller's voice leaking in", table(heads, shown)]
        self.figures["no speech"] = {kind: {w: rows[kind, w] for w in ("sounds", "heard", "passed")} for kind in kinds}
        self.figures["no speech, heard"] = words
        self._double_talk()

    def _double_talk(self) -> None:
        """What is kept of words said while the caller leaks in."""
        said, wrong, clips = 0, 0, 0
        for sample, heard in self.heard([leaks.TALKING], CLEAN):
            expected = errors.syllables(sample.text)
            clips, said = clips + 1, said + len(expected)
            wrong += errors.edits(expected, errors.syllables(text_of(heard)))
        row = (str(clips), str(said), str(wrong))
        heads = (f"said while a caller leaks in at {leaks.TALKING_DB} dB: clips", "syllables", "wrong or missing")
        self.parts.append(table(heads, [row]))
        self.figures["double talk"] = {"clips": clips, "syllables": said, "wrong": wrong}

    def _given(self) -> None:
        rows = []
        for group in (folder.name for folder in self._recordings):
            for condition in GRID:
                found = list(self.heard([GIVEN + group], condition))
                for speed in sorted({sample.speed for sample, _ in found}):
                    own = [(sample, heard) for sample, heard in found if sample.speed == speed]
                    cer, per = figures.recognition(own), figures.recognition(own, figures.PINYIN)
                    said, tagged = self._tagged(own)
                    tags = f"{said} of {tagged}" if tagged else "-"
                    what = f"{group}, {condition.name}, speed {speed}"
                    rows.append((what, str(len(own)), percent(cer.value), percent(per.value), tags))
                    self.figures[f"given {what}"] = {"cer": cer.value, "pinyin": per.value, "tags": tags}
        if rows:
            heads = ("given recordings", "clips", "characters", "syllables", "tags found")
            self.parts += ["### The given recordings, as counts", table(heads, rows)]

    def _tagged(self, heard: Iterable[tuple[Sample, Heard]]) -> tuple[int, int]:
        """Of the tags that the given clips carry, those that were found (the forbidden: shown to a person)."""
        found = tagged = 0
        for sample, one in heard:
            for tag in set(sample.kind.split()) - UNTAGGED:
                phrase = tag.partition(":")[2] if tag.startswith("forbidden:") else tag.partition(":")[0]
                phrase = TAGS.get(phrase, phrase)
                verdict = self.judge.verdicts(one).get(phrase)
                if verdict is None:
                    continue
                tagged += 1
                found += verdict is Verdict.UNDECIDED if phrase in self.labels.forbidden else verdict in HITS
        return found, tagged

    def _exams(self) -> None:
        rows: list[tuple[str, ...]] = []
        for condition in (CLEAN, TELEPHONE):
            known = {(sample.key, sample.voice): heard for sample, heard in self.heard(["exam"], condition)}
            played = [one for call in self.calls for one in self._played(call, known)]
            perfect = [one for one in played if one.trainee == "perfect"]
            if not perfect:
                continue
            for trainee in sorted({one.trainee for one in played}):
                own = [one for one in played if one.trainee == trainee]
                result = exams.exams(perfect, [] if trainee == "perfect" else own)
                verdicts = Counter(one.card.verdict.value for one in own)
                counts = ", ".join(f"{verdicts[v]} {v}" for v in ("pass", "undecided", "fail") if verdicts[v])
                rows.append((f"{trainee}, {condition.name}", counts, percent(result.failed), percent(result.passed)))
                self.figures[f"exam {trainee} {condition.name}"] = {
                    "calls": dict(verdicts),
                    "failed": result.failed,
                    "passed": result.passed,
                }
        heads = ("trainee", "calls played", "exams with a failed call", "exams passed without a person")
        self.parts += ["### Simulated exams", table(heads, rows)]

    def _played(self, call: LoadedCall, known: dict[tuple[str, str], Heard]) -> Iterator[exams.Played]:
        """Each trainee of a call in each voice in which every line was heard."""
        for name, plan in exams.trainees(call):
            said = [step.text for step in plan.steps if isinstance(step, Say)]
            for voice in sorted({voice for _, voice in known}):
                if all((line, voice) in known for line in said):
                    card = exams.play(call, plan, voice, lambda line, voice: known[line, voice])
                    yield exams.Played(call.script.id, name, voice, card)


def _plot(file: Path, title: str, rows: Sequence[Dot], low: float, high: float, ticks: Sequence[float]) -> None:
    file.write_text(dots(title, rows, low, high, ticks), encoding="utf-8", newline="\n")

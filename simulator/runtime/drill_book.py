"""What is drilled: a rulebook's wordings, or the sentences of the check; and whether what was said counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from scoring.inquiry import Inquiry, PhraseReading, Standing
from simulator.model.checks import Said
from simulator.model.company import Company
from simulator.model.rulebook import Rule, Rulebook
from simulator.model.speech import Transcript
from simulator.model.text import Lang, Text
from simulator.phrases import Lexicon, laid_beside, sample, slots_of
from simulator.records.summary import alignment_steps
from simulator.runtime.desk_debrief import in_slots
from simulator.ui.shown import Exercise, Syllable, Wording
from simulator.ui.shown import Said as SaidShown

LISTEN = Text("耳机：提示音和沙沙声停了以后，说“我听到了”", "Headset: after the tone and the hiss say “我听到了”")
READ = Text("麦克风：照着念一遍", "Microphone: read this aloud")
HEARD_IT = "我听到了"
READ_ALOUD = "您好，{company}，很高兴为您服务，请问您找哪一位？"
GOOD, FAIR = 0.85, 0.70
"""Share of a sentence's syllables that the recogniser has to get right: well enough, and almost."""

COUNTS = {Standing.SAID: "yes", Standing.ALMOST: "almost", Standing.NOT: "no"}


@dataclass(frozen=True)
class DrillBook:
    """Exercises, and what judges them."""

    exercises: tuple[Exercise, ...]
    inquiry: Callable[[], Inquiry]

    @classmethod
    def of(
        cls,
        company: Company,
        rulebook: Rulebook,
        lexicon: Lexicon,
        check: bool,
        lang: Lang,
        inquiry: Callable[[], Inquiry],
    ) -> DrillBook:
        """``lexicon`` is the rulebook's; ``inquiry`` may block until its matchers are compiled."""
        read = READ_ALOUD.format(company=company.name.text)
        sentences = (Exercise("", LISTEN[lang], HEARD_IT), Exercise("", READ[lang], read))
        drilled = sentences if check else tuple(_exercises(company, rulebook, lexicon))
        return cls(drilled, inquiry)

    def prepare(self) -> None:
        """Have everything compiled that judges.  Blocks."""
        if any(exercise.phrase for exercise in self.exercises):
            self.inquiry()

    def listens_first(self, exercise: Exercise) -> bool:
        """Whether something is to be heard before it is said."""
        return not exercise.phrase and exercise.wording == HEARD_IT

    def judge(
        self, exercise: Exercise, said: Transcript, level_db: float = -120.0, remarks: tuple[Text, ...] = ()
    ) -> SaidShown:
        """Whether it counts.  ``level_db`` and ``remarks`` are about the sound."""
        if not exercise.phrase:
            return self._read_aloud(exercise, said, level_db, remarks)
        reading = self.inquiry().phrase(said, exercise.phrase)
        why = () if reading.why is None or reading.standing is Standing.SAID else (reading.why,)
        return SaidShown(
            exercise,
            said.text,
            COUNTS[reading.standing],
            round(reading.score, 3),
            _syllables(reading),
            level_db,
            (*remarks, *why),
        )

    def _read_aloud(
        self, exercise: Exercise, said: Transcript, level_db: float, remarks: tuple[Text, ...]
    ) -> SaidShown:
        """The share of syllables that were heard as they are; tones and near sounds are let pass."""
        steps = alignment_steps(laid_beside(exercise.wording, said.text))
        wanted = sum(bool(step.required) for step in steps)
        right = sum(step.step.value in ("same", "near") for step in steps)
        extra = sum(not step.required for step in steps)
        score = max(0, right - extra) / wanted if wanted else 0.0
        counts = "yes" if score >= GOOD else "almost" if score >= FAIR else "no"
        shown = tuple(Syllable(step.required, step.heard, step.step.value) for step in steps)
        return SaidShown(exercise, said.text, counts, round(score, 3), shown, level_db, remarks)


def wordings(company: Company, rulebook: Rulebook) -> Iterator[Wording]:
    """The quick reference: every rule about what to say, in the order of the rulebook."""
    for rule, wording in _said(company, rulebook):
        clauses = (rulebook.clauses.get(locator) for locator in rule.clauses)
        summaries = tuple(clause.summary for clause in clauses if clause is not None)
        yield Wording(rule.id, rule.title, rule.dimension.value, wording, rule.clauses, summaries)


def _exercises(company: Company, rulebook: Rulebook, lexicon: Lexicon) -> Iterator[Exercise]:
    for rule, wording in _said(company, rulebook):
        assert isinstance(rule.check, Said)
        matches = lexicon.match(wording, rule.check.phrases)
        best = max(matches, key=lambda match: match.score, default=None)
        yield Exercise(best.phrase if best is not None else rule.check.phrases[0], rule.title, wording)


def _said(company: Company, rulebook: Rulebook) -> Iterator[tuple[Rule, str]]:
    """The rules that demand a wording, with one that satisfies them."""
    for rule in rulebook.rules:
        if isinstance(rule.check, Said):
            phrase = rulebook.phrases[rule.check.phrases[0]]
            written = in_slots(rule.better, company)
            yield rule, written or next(iter(sample(phrase, slots_of(company), 1, rulebook.phrases)), rule.title)


def _syllables(reading: PhraseReading) -> tuple[Syllable, ...]:
    if reading.match is None:
        return ()
    return tuple(
        Syllable(step.required, step.heard, step.step.value) for step in alignment_steps(reading.match.alignment)
    )

"""Sound files on the way that a trainee's voice takes: end-pointing, recognition, and the rulebook's phrases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from audio.ears.choice import choose, open_ears
from audio.ports import SAMPLE_RATE, Ears
from audio.wav import read_sound
from scoring.inquiry import Inquiry, inquiry
from simulator.model.company import Company
from simulator.model.problem import Exit, Problem
from simulator.model.rulebook import Rulebook
from simulator.model.speech import Transcript
from simulator.model.text import Text
from simulator.records.hearing import HeardFile, HeardUtterance, Hearing
from simulator.runtime.clip import HeardInClip, hear_clip
from simulator.runtime.listener import PREROLL
from simulator.runtime.workspace import FileErrors, Workspace

BOTH = "both"


def inquiry_for(workspace: Workspace, rulebook: str, company: str) -> Inquiry:
    """The rulebook with a company's names in it; problems as ``company_and_rules`` raises them."""
    names, rules = company_and_rules(workspace, rulebook, company)
    assert rules is not None
    return inquiry(names, rules)


def company_and_rules(workspace: Workspace, rulebook: str, company: str) -> tuple[Company, Rulebook | None]:
    """A company and a rulebook by name; without a name, the company that the rulebook's calls are about (or the only
    one there is), and no rulebook.

    Raises ``Problem`` with ``FILES`` where there are none such, or with ``USAGE`` where several companies could be
    meant.
    """
    rulebooks = [folder.name for folder in workspace.rulebook_folders()]
    if rulebook and rulebook not in rulebooks:
        raise _unknown(Text("规则", "rulebook"), rulebook, rulebooks)
    company = company or _only_company(workspace, rulebook)
    companies = [path.stem for path in workspace.company_files()]
    if company not in companies:
        raise _unknown(Text("公司", "company"), company, companies)
    rules, names = workspace.rulebook(rulebook) if rulebook else None, workspace.company(company)
    if names is None or (rulebook and rules is None):
        raise FileErrors(tuple(workspace.diagnostics))
    return names, rules


@contextmanager
def recognisers(wanted: str, models: Path) -> Iterator[tuple[Ears, ...]]:
    """The recognisers asked for: ``vosk``, ``whisper``, ``both``, or ``auto`` as calls choose.  Raises ``Problem`` with
    ``MISSING``."""
    with ExitStack() as stack:
        opened = []
        for choice in [choose(name, models) for name in (("vosk", "whisper") if wanted == BOTH else (wanted,))]:
            ears = open_ears(choice, word_times=True)
            if ears is None:
                raise Problem(Exit.MISSING, choice.why)
            stack.callback(ears.close)
            opened.append(ears)
        yield tuple(opened)


def hear_file(path: Path, ears: Sequence[Ears], inquiry: Inquiry) -> HeardFile:
    """Hear one file with each recogniser.  Raises ``Problem`` with ``AUDIO_FORMAT`` for one that cannot be read or in
    which nobody speaks."""
    pcm = read_sound(path)
    hearings = []
    for one in ears:
        found = hear_clip(pcm, one)
        if not found:
            raise Problem(
                Exit.AUDIO_FORMAT,
                Text(f"{path}：没有听到人说话", f"{path}: nobody speaks in it"),
                Text("请检查音量，并确认录的是说话声。", "check the level, and that it is a recording of speech."),
            )
        utterances = tuple(_utterance(heard) for heard in found)
        rules = inquiry.rules([utterance.transcript for utterance in utterances])
        hearings.append(Hearing(one.identity, utterances, rules))
    return HeardFile(path, pcm.size * 1000 // SAMPLE_RATE, tuple(hearings))


def _utterance(heard: HeardInClip) -> HeardUtterance:
    """With the words' times from the beginning of the file instead of what the recogniser was given."""
    given = max(0, heard.first_sample - PREROLL) * 1000 // SAMPLE_RATE
    start, end = (sample * 1000 // SAMPLE_RATE for sample in (heard.first_sample, heard.end_sample))

    def within(ms: int) -> int:
        return min(max(ms + given, start), end)  # Whisper begins the first word with what it was given

    transcript = heard.transcript or Transcript("", 0.0)
    words = tuple(replace(word, start=within(word.start), end=within(word.end)) for word in transcript.words)
    return HeardUtterance(start, end, replace(transcript, words=words))


def _only_company(workspace: Workspace, rulebook: str) -> str:
    named = workspace.companies_of(rulebook) or tuple(path.stem for path in workspace.company_files())
    if len(named) == 1:
        return named[0]
    known = "、".join(named)
    raise Problem(
        Exit.USAGE,
        Text("请用 --company 说明是哪家公司。", "say with --company which company it is."),
        Text(f"现有的公司：{known}", f"companies there are: {known}"),
    )


def _unknown(what: Text, name: str, known: Sequence[str]) -> Problem:
    row = "、".join(known)
    return Problem(
        Exit.FILES,
        Text(f"没有这个{what.zh}：{name}", f"there is no {what.en} {name}"),
        Text(f"现有的：{row}", f"there are: {row}"),
    )

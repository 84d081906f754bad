"""What a field's type does not say: how its text is written, and between which numbers it lies."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from simulator.compiler import files
from simulator.model import checks, company, course, rulebook, script, temper
from simulator.model.text import Text, same
from simulator.phrases.grammar import can_be_said


@dataclass(frozen=True, slots=True)
class Format:
    """A way of writing a text: a pattern for the whole, its name, an example; ``valid`` is what no pattern can say."""

    pattern: re.Pattern[str]
    expected: Text
    example: Text
    valid: Callable[[str], bool] | None = None

    def accepts(self, text: str) -> bool:
        return bool(self.pattern.fullmatch(text)) and (self.valid is None or self.valid(text))


def _is_date(text: str) -> bool:
    year, month, day = (int(part) for part in text.split("-"))
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    days = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return year > 0 and 1 <= month <= 12 and 1 <= day <= days[month - 1]


NOT_EMPTY = Format(
    re.compile(r"[\s\S]*\S[\s\S]*"),
    Text("有内容的文字", "a text that says something"),
    Text("请补上文字。", "Write the text."),
)
SPOKEN = Format(
    re.compile(r"[\s\S]*"),
    Text("读得出来的文字", "a text that can be read out"),
    Text("只用汉字、英文字母 a–z 和数字。", "Use Chinese characters, the letters a-z and digits."),
    lambda text: not text or can_be_said(text),
)
NAME = Format(
    re.compile(r"[\w-]+"),
    Text("名称", "a name"),
    Text("名称只用字母、数字、_ 和 -。", "Use letters, digits, _ and - only."),
)
NUMBER = Format(
    re.compile(r"[0-9]{1,20}"),
    Text("号码", "a number to dial"),
    Text('号码只写数字，例如 "8012"。', 'Digits only, such as "8012".'),
)
NUMBER_OR_NONE = Format(re.compile(r"[0-9]{0,20}"), NUMBER.expected, NUMBER.example)
KEYPAD = Format(
    re.compile(r"[0-9*#]{0,20}"),
    Text("按键", "keys of a telephone"),
    Text("只写数字、* 和 #。", "Digits, * and # only."),
)
DATE = Format(
    re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    Text("日期", "a date"),
    Text('例如 "2026-03-16"。', 'For example "2026-03-16".'),
    _is_date,
)
SHA256 = Format(
    re.compile(r"(?:[0-9a-f]{64})?"),
    Text("sha256 校验值", "a sha256"),
    Text("64 个十六进制小写字符。", "64 hexadecimal digits in lower case."),
)
RECORDING = Format(
    re.compile(r"(?:(?!\.\.?(?:/|$))[^/\\:\x00-\x1f]+(?:/(?!\.\.?(?:/|$))[^/\\:\x00-\x1f]+)*)?"),
    Text("调用文件旁边的录音文件", "a sound file beside this file"),
    Text("用相对路径，例如 recordings/hello.ogg。", "Give a relative path, such as recordings/hello.ogg."),
)


def one_of(*choices: str) -> Format:
    """A text that is one of a few."""
    return Format(
        re.compile("|".join(re.escape(choice) for choice in choices)),
        same(" / ".join(choices)),
        Text(f"可以写：{'、'.join(choices)}。", f"Choose from: {', '.join(choices)}."),
    )


FORMATS: Mapping[tuple[type, str], Format] = {
    (company.SpokenName, "text"): NOT_EMPTY,
    (company.Department, "extension"): NUMBER,
    (company.Person, "title"): SPOKEN,
    (company.Person, "extension"): NUMBER,
    (company.Person, "mobile"): NUMBER_OR_NONE,
    (company.Person, "direct"): NUMBER_OR_NONE,
    (script.Line, "text"): NOT_EMPTY,
    (script.Line, "recording"): RECORDING,
    (script.Voice, "gender"): one_of("female", "male"),
    (script.Turn, "press"): KEYPAD,
    (script.RecordFacts, "phone"): NUMBER_OR_NONE,
    (script.SimulatedClock, "date"): DATE,
    (script.Say, "text"): NOT_EMPTY,
    (script.Say, "recording"): RECORDING,
    (course.Engine, "model"): SHA256,
    (course.Engine, "tables"): SHA256,
    (files.CompanyFile, "id"): NAME,
    (files.CompanyFile, "operator_no"): SPOKEN,
    (files.RulesFile, "id"): NAME,
    (files.CommonFile, "id"): NAME,
    (files.CallFile, "id"): NAME,
    (files.CourseFile, "id"): NAME,
    (files.CallerEntry, "phone"): NUMBER_OR_NONE,
    (files.CallerEntry, "due_for"): NOT_EMPTY,
    (rulebook.Sanction, "title"): NOT_EMPTY,
    (rulebook.Sanction, "band"): NOT_EMPTY,
    (script.Incident, "alarm"): NOT_EMPTY,
}

RANGES: Mapping[tuple[type, str], tuple[int, int]] = {
    (rulebook.Phrase, "yes"): (0, 1),
    (rulebook.Phrase, "almost"): (0, 1),
    (checks.Said, "paraphrase_credit"): (0, 1),
    (checks.RecordFieldRight, "same_sound_credit"): (0, 1),
    (checks.HelpUsed, "cost"): (0, 1),
    (checks.AnsweredWithin, "rings"): (1, 20),
    (checks.UrgentFirst, "rings"): (1, 20),
    (checks.SpeechRate, "slowest"): (1, 1_000),
    (checks.SpeechRate, "fastest"): (1, 1_000),
    (checks.SpeechRate, "min_chars"): (1, 1_000),
    (rulebook.Rule, "points"): (1, 100),
    (rulebook.Sanction, "amount"): (1, 1_000_000),
    (rulebook.Weight, "weight"): (0, 100),
    (rulebook.Weight, "floor"): (0, 100),
    (rulebook.Weight, "standard_error"): (0, 50),
    (script.Voice, "rate"): (60, 600),
    (script.Plan, "rate"): (60, 600),
    (script.Patience, "repeats"): (0, 20),
    (script.SimulatedClock, "speed"): (1, 3_600),
    (script.Claim, "least"): (0, 100),
    (script.Claim, "most"): (0, 100),
    (course.StagePass, "calls"): (1, 1_000),
    (course.StagePass, "total"): (0, 100),
    (course.StagePass, "best_of"): (1, 1_000),
    (course.Exam, "draw"): (1, 1_000),
    (course.Exam, "attempts"): (1, 100),
    (course.Exam, "undecided_void"): (0, 100),
    (temper.Temper, "starts"): (0, temper.FURIOUS),
    (temper.Temper, "furious_after"): (0, 20),
    (files.PatienceChange, "repeats"): (0, 20),
    (files.TemperChange, "starts"): (0, temper.FURIOUS),
    (files.TemperChange, "furious_after"): (0, 20),
    (files.RulesFile, "pass_mark"): (0, 100),
    (files.RulesFile, "no_answer_rings"): (1, 60),
    (files.RulesFile, "standard_error"): (0, 50),
    (files.CallFile, "difficulty"): (1, 5),
}

NEVER_EMPTY: frozenset[tuple[type, str]] = frozenset(
    {
        (files.CompanyFile, "outside_lines"),
        (files.CompanyFile, "answers_with"),
        (files.CallFile, "callers"),
        (files.CourseFile, "stages"),
        (course.Stage, "calls"),
        (course.Exam, "pool"),
        (rulebook.Phrase, "full"),
        (checks.Said, "phrases"),
        (checks.NotSaid, "phrases"),
        (checks.Happened, "done"),
        (checks.ReadBack, "fields"),
        (rulebook.Sanction, "rules"),
        (script.MatterPoint, "any_of"),
        (script.Manner, "almost"),
        (script.Manner, "otherwise"),
        (script.Manner, "silence"),
        (script.Manner, "held_long"),
        (script.Manner, "give_up"),
        (files.CallerEntry, "turns"),
        (files.StaffEntry, "turns"),
        (script.Plan, "steps"),
    }
)
"""Lists and mappings that need at least one entry."""

EXACTLY_ONE: Mapping[type, tuple[str, ...]] = {
    script.Branch: ("hears", "happens"),
    script.Goal: ("connected", "message_for"),
    script.Incident: ("at", "on"),
    files.CallerEntry: ("rings_at", "rings_on", "due_at"),
}
"""Fields of which exactly one is written."""

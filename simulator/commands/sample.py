"""``zongji sample``: what a template accepts, and whether it accepts a sentence."""

from __future__ import annotations

from typing import Any

import click
from rich.padding import Padding
from rich.text import Text as Styled

from scoring.explain import syllables
from scoring.inquiry import PhraseReading
from simulator.commands.frame import command, console, emit, json_option, language, option
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text
from simulator.phrases import PhraseProblem
from simulator.records.codec import encode
from simulator.records.hearing import STANDINGS, WORDING
from simulator.records.terminal import Paragraph, plain
from simulator.runtime import folders
from simulator.runtime.hearing import company_and_rules
from simulator.runtime.workspace import workspace_here
from simulator.workbench.wordings import TEMPLATE, Asked, asked, problem_of, reading, wordings

NOTHING = Text("（什么都不像）", "(nothing like it)")


@command(
    "sample",
    Text(
        "列出模板接受的说法。PHRASE 是模板，或者（加上 --rulebook）用语的名称；--say 问一句话算不算、差在哪里。",
        "List what a template accepts. PHRASE is a template or, with --rulebook, the id of a phrase; "
        "--say asks whether a sentence counts, and what is amiss.",
    ),
)
@click.argument("phrase")
@option("--rulebook", default="", metavar="NAME", text=Text("哪套规则的用语。", "Whose phrases."))
@option("--company", default="", metavar="NAME", text=Text("用哪家公司的名称。", "Whose names are said."))
@option("--count", default=10, type=click.IntRange(1, 500), text=Text("列出多少种。", "How many wordings."))
@option(
    "--seed", type=int, text=Text("换一批说法；不写则先列出每个分支。", "Draw others; else every branch comes first.")
)
@option("--say", "sentences", multiple=True, metavar="SENTENCE", text=Text("问这句话算不算。", "Does this one count?"))
@json_option
def sample(
    phrase: str, rulebook: str, company: str, count: int, seed: int | None, sentences: tuple[str, ...], as_json: bool
) -> None:
    one = asked(phrase, *company_and_rules(workspace_here(folders.library()), rulebook, company))
    wrong = problem_of(one)
    if wrong is not None:
        raise _faulty(wrong)
    readings = [reading(one, sentence) for sentence in sentences]
    texts = wordings(one, count, seed) if not sentences else ()
    if as_json:
        emit({"phrase": one.phrase.id, "wordings": texts, "readings": list(map(_data, sentences, readings))})
        return
    for text in texts:
        click.echo(text)
    for sentence, found in zip(sentences, readings, strict=True):
        _print(one, sentence, found)


def _faulty(wrong: PhraseProblem) -> Problem:
    marked = f"{wrong.template[: wrong.offset]}▸{wrong.template[wrong.offset :]}"
    return Problem(
        Exit.USAGE,
        Text(f"模板写错了：{wrong.message.zh}", f"the template is wrong: {wrong.message.en}"),
        Text(f"在 ▸ 处：{marked}", f"at the ▸: {marked}"),
    )


def _print(one: Asked, sentence: str, found: PhraseReading) -> None:
    lang, match, out = language(), found.match, console()
    name = "" if one.phrase.id == TEMPLATE else f"  {one.phrase.id}"
    out.print(Styled(f"[{STANDINGS[found.standing][lang]}] {found.score:.2f}{name}  ").append(plain(sentence), "bold"))
    lines = [found.why[lang]] if found.why is not None else []
    if match is None:
        lines.append(NOTHING[lang])
    else:
        lines.append(WORDING.fill(template=match.template)[lang])
        lines.append(f"{sentence[: match.start]}【{sentence[match.start : match.end]}】{sentence[match.end :]}")
        lines += [f"{{{slot}}} = {value}" for slot, value in match.slots.items()]
        lines.append(syllables(match.alignment))
    for line in lines:
        out.print(Padding(Paragraph(plain(line)), (0, 0, 0, 4), expand=False))


def _data(sentence: str, found: PhraseReading) -> dict[str, Any]:
    data: dict[str, Any] = {"sentence": sentence, "standing": found.standing.value, "score": found.score}
    data["why"] = {"zh": found.why.zh, "en": found.why.en} if found.why is not None else None
    match = found.match
    if match is not None:
        data |= {"template": match.template, "span": [match.start, match.end], "slots": dict(match.slots)}
        data["alignment"] = [encode(step) for step in match.alignment]
    return data

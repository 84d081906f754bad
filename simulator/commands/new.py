"""``zongji new``: a call, a course or a rulebook from an annotated template, ready to be changed."""

from __future__ import annotations

import sys

import click

from simulator.commands.choosing import company_for, fit, rulebook_for, written
from simulator.commands.frame import group, language, option, say
from simulator.commands.refusing import refused
from simulator.model.company import Company
from simulator.model.problem import Exit, Problem
from simulator.model.text import Text
from simulator.runtime.drafting import own_workspace, template
from simulator.runtime.workspace import FileErrors, named
from simulator.workbench.drafts import hearing, render, slots
from simulator.workbench.facts import call_values
from simulator.workbench.yaml_text import Value

QUESTIONS = {
    "title": (Text("标题", "Title"), ""),
    "caller": (Text("来电人姓名", "The caller's name"), "王建国"),
    "organisation": (Text("来电人单位", "The caller's organisation"), "宏达公司"),
    "phone": (Text("来电人电话", "The caller's phone number"), "13801627549"),
    "department": (Text("要找的部门", "The department wanted"), ""),
    "matter": (Text("什么事", "The matter"), "合同付款"),
    "summary": (Text("一句话说明", "One sentence about it"), ""),
}


@group(
    "new",
    Text("按模板新建来电、课程或规则，写好注释，直接就能用。", "Make a call, course or rulebook from a template."),
)
def new() -> None:
    pass


@new.command("call", text=Text("新建来电和它的方案。", "A new call with its plan."))
@click.argument("name")
@option("--rulebook", metavar="NAME", text=Text("按哪套规则。", "Its rulebook."))
@option("--company", metavar="NAME", text=Text("打给哪家公司。", "Its company."))
@option("--title", text=QUESTIONS["title"][0])
@option("--caller", text=QUESTIONS["caller"][0])
@option("--organisation", text=QUESTIONS["organisation"][0])
@option("--phone", text=QUESTIONS["phone"][0])
@option("--department", text=QUESTIONS["department"][0])
@option("--matter", text=QUESTIONS["matter"][0])
def new_call(name: str, rulebook: str | None, company: str | None, **given: str | None) -> None:
    workspace = own_workspace()
    fit(name)
    rulebook = rulebook_for(workspace, rulebook)
    company = company_for(workspace, rulebook, company)
    known, rules = workspace.company(company), workspace.rulebook(rulebook)
    if known is None or rules is None:
        raise FileErrors(tuple(workspace.diagnostics))
    phrases = [phrase.id for phrase in rules.phrases.values() if not phrase.part]
    texts = [hearing(template(workspace, "call.yaml"), phrases), template(workspace, "call.plans.yaml")]
    facts = {"id": name, **_asked(given, known, slots("".join(texts)))}
    with refused():
        values, unfit = call_values(facts, known, rulebook)
        for one in unfit:
            raise one
        made = [render(text, values) for text in texts]
    folder = workspace.root / "calls" / rulebook
    written(workspace, dict(zip((folder / f"{name}.yaml", folder / f"{name}.plans.yaml"), made, strict=True)))
    say(
        Text(
            f"演练：zongji rehearse {name} --text    看图：zongji graph {name} --out {name}.svg",
            f"Try: zongji rehearse {name} --text    See: zongji graph {name} --out {name}.svg",
        )
    )


@new.command("course", text=Text("新建课程：来电分阶段，最后考试。", "A new course: calls in stages, and an exam."))
@click.argument("name")
@option("--title", text=QUESTIONS["title"][0])
@option("--summary", text=QUESTIONS["summary"][0])
@option(
    "--call", "calls", multiple=True, metavar="CALL", text=Text("课程里的来电；不写则全部。", "Its calls; else all.")
)
def new_course(name: str, title: str | None, summary: str | None, calls: tuple[str, ...]) -> None:
    workspace = own_workspace()
    fit(name)
    paths = [workspace.find_call(call) for call in calls] or list(workspace.call_files())
    ids = [named(workspace.source(path), "id") for path in paths]
    if len(ids) < 2:
        raise Problem(Exit.USAGE, Text("课程至少要有两个来电。", "A course needs two calls at least."))
    half = max(1, len(ids) // 2)
    values: dict[str, Value] = {"id": name, "first": ids[:half], "rest": ids[half:], "pool": ids}
    values["title"] = _answer("title", title, name)
    values["summary"] = _answer("summary", summary, f"{values['title']}。")
    with refused():
        text = render(template(workspace, "course.yaml"), values)
    written(workspace, {workspace.root / "courses" / f"{name}.yaml": text})


@new.command(
    "rulebook", text=Text("新建规则：条文、用语和规则三个文件。", "A new rulebook: clauses, phrases and rules.")
)
@click.argument("name")
@option("--title", text=QUESTIONS["title"][0])
def new_rulebook(name: str, title: str | None) -> None:
    workspace = own_workspace()
    fit(name)
    values: dict[str, Value] = {"id": name, "title": _answer("title", title, name)}
    folder = workspace.root / "rulebooks" / name
    with refused():
        files = {
            folder / f"{part}.yaml": render(template(workspace, f"{part}.yaml"), values)
            for part in ("clauses", "phrases", "rules")
        }
    written(workspace, files)


def _asked(given: dict[str, str | None], company: Company, wanted: tuple[str, ...]) -> dict[str, str]:
    """The facts that the template asks for: as given, else asked for."""
    first = next((one.name.text for one in company.departments.values() if one.public), "")
    facts: dict[str, str] = {}
    for name in ("caller", "organisation", "phone", "department", "matter", "title"):
        if name in wanted or given.get(name):
            usual = first if name == "department" else QUESTIONS[name][1]
            facts[name] = _answer(name, given.get(name), usual)  # no title: who calls whom
    return facts


def _answer(name: str, given: str | None, usual: str) -> str:
    """What was given, what the person at the terminal answers, or what is usual."""
    if given is not None:
        return given
    if not sys.stdin.isatty():
        return usual
    return str(click.prompt(QUESTIONS[name][0][language()], default=usual))

"""R: the rulebook: clauses and rules."""

from __future__ import annotations

from simulator.compiler.codes.code import NEAR, Code, error, warning
from simulator.model.text import Text

TABLE: tuple[Code, ...] = (
    error("R001", "条款清单里没有“{name}”", "'{name}' is not in the frozen list of clauses", NEAR),
    error(
        "R002",
        "条款 {name} 没有处置",
        "Clause {name} has no disposition",
        Text(
            "请在 clauses 文件里写明 enforced、behaviour、trainer_judged 或 out_of_scope。",
            "Give it one in the clauses file: enforced, behaviour, trainer_judged or out_of_scope.",
        ),
    ),
    error(
        "R003",
        "条款 {name} 写的是 enforced，却没有规则引用它",
        "Clause {name} is enforced, but no rule cites it",
        Text("请写一条引用它的规则，或者改变它的处置。", "Write a rule that cites it, or change its disposition."),
    ),
    error(
        "R004",
        "规则引用了条款 {name}，它的处置却是 {disposition}",
        "The rule cites clause {name}, which is {disposition}",
        Text("规则只能引用 enforced 的条款。", "Rules cite enforced clauses only."),
    ),
    error("R005", "clauses 文件里没有条款“{name}”", "The clauses file has no clause '{name}'", NEAR),
    error(
        "R006",
        "basis 是 {basis} 的规则不能是 critical",
        "A rule with basis {basis} cannot be critical",
        Text(
            "只有 clause 规则和已发布手册里的 company 规则可以一票否决。",
            "Only clause rules, and company rules of a released rulebook, may be critical.",
        ),
    ),
    error(
        "R007",
        "各项 weight 之和是 {total}，应当是 100",
        "The weights add up to {total} and should be 100",
        Text("请调整各项的 weight。", "Adjust the weights."),
    ),
    error(
        "R008",
        "缺少评分项“{name}”",
        "The dimension '{name}' is missing",
        Text("五个评分项都要写。", "All five are needed."),
    ),
    error(
        "R009",
        "处置是 {disposition} 的条款要写 reason",
        "A clause that is {disposition} needs a reason",
        Text("请说明为什么不由规则评分。", "Say why no rule scores it."),
    ),
    error(
        "R010",
        "basis 是 {basis} 的规则没有引用条款",
        "A rule with basis {basis} cites no clause",
        Text("请写 clauses，或者把 basis 改成 company。", "Give its clauses, or make it a company rule."),
    ),
    error(
        "R011",
        "basis 是 interpretation 的规则要写 reading",
        "An interpretation needs its reading",
        Text("请写下我们对条款的理解。", "Write down how we read the clause."),
    ),
    error("R012", "条款清单里没有属于“{name}”的条款", "No clause of the frozen list belongs to '{name}'", NEAR),
    error(
        "R013",
        "“{low}”应当小于“{high}”",
        "'{low}' should be less than '{high}'",
        Text("请检查是不是写反了。", "Check whether the two are the wrong way round."),
    ),
    error("R014", "这里不能写“{name}”这个事实", "'{name}' is no fact that a caller can give", NEAR),
    warning(
        "R015",
        "评分项“{name}”有分值，却没有规则",
        "The dimension '{name}' has a weight but no rule",
        Text("这一项的分值将永远不适用。", "Its share will never apply."),
    ),
    error("R016", "没有“{name}”这套共同规则", "There are no common rules '{name}' to include", NEAR),
    error(
        "R017",
        "条款 {name} 在引入的共同规则里已经有处置",
        "Common rules that are included account for {name} already",
        Text("请从本手册的条款表里删除这一条。", "Delete it from the clauses of this rulebook."),
    ),
    error(
        "R018",
        "已发布的规则手册不能引入状态为 {status} 的共同规则“{name}”",
        "A released rulebook cannot include '{name}', which is {status}",
        Text("请先发布共同规则，或者把本手册改回 draft。", "Release those first, or make this a draft again."),
    ),
    error("R019", "没有“{name}”这条规则", "There is no rule '{name}'", NEAR),
)

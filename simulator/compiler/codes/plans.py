"""T: the automatic trainees of a call."""

from __future__ import annotations

from simulator.compiler.codes.code import NEAR, Code, error, warning
from simulator.model.text import Text

TABLE: tuple[Code, ...] = (
    error(
        "T001",
        "按键 {key} 后面要写{expected}",
        "The key {key} needs {expected}",
        Text("例如“press: {example}”。", "For example 'press: {example}'."),
    ),
    error(
        "T002",
        "按键 {key} 后面不能写“{argument}”",
        "The key {key} does not take '{argument}'",
        NEAR,
    ),
    error("T003", "规则手册里没有规则“{name}”", "The rulebook has no rule '{name}'", NEAR),
    error(
        "T004",
        "least（{least}）大于 most（{most}）",
        "least ({least}) is greater than most ({most})",
        Text("请检查是不是写反了。", "Check whether the two are the wrong way round."),
    ),
    error("T005", "这次来电里没有“{name}”这个人", "Nobody in this call is named '{name}'", NEAR),
    warning(
        "T006",
        "号码簿里没有分机 {name}，学员会听到空号音",
        "The directory has no extension {name}: the trainee will hear the vacant-number tone",
        NEAR,
    ),
    error(
        "T007",
        "计划“{name}”没有得到它声明的结论：{missed}",
        "The plan '{name}' does not get what it claims: {missed}",
        Text(
            "用 zongji run {call} --trainee {name} 看它怎么走的，再改计划或 claim。",
            "See what happens with zongji run {call} --trainee {name}, then change the plan or its claim.",
        ),
    ),
)

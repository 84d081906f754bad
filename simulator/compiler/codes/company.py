"""C: the company and its directory."""

from __future__ import annotations

from simulator.compiler.codes.code import NEAR, Code, error, warning
from simulator.model.text import Text

TABLE: tuple[Code, ...] = (
    error("C001", "没有“{name}”这个部门", "There is no department '{name}'", NEAR),
    error("C002", "没有“{name}”这个人", "There is no person '{name}'", NEAR),
    error("C003", "没有分机 {name}", "There is no extension {name}", NEAR),
    error(
        "C004",
        "分机 {number} 已经是“{holder}”的",
        "Extension {number} belongs to '{holder}' already",
        Text("每个分机只能属于一个人或一个部门。", "An extension belongs to one person or one department."),
    ),
    error(
        "C005",
        "“{name}”既是部门又是人",
        "'{name}' is both a department and a person",
        Text("请给其中一个换一个名称。", "Give one of them another name."),
    ),
    error(
        "C006",
        "外线“{line}”写了两次",
        "The outside line '{line}' is there twice",
        Text("备用线不列在 outside_lines 里。", "The spare line is not one of outside_lines."),
    ),
    error("C007", "这里没有 {{{slot}}} 这个空位", "There is no slot {{{slot}}} here", NEAR),
    error(
        "C008",
        "这段值班时间的先后不对",
        "This stretch of duty is out of order",
        Text(
            "每段先开始后结束，各段按一天的顺序写，中间有间隔。",
            "Each ends after it begins; write them in the order of the day, with time between them.",
        ),
    ),
    warning(
        "C009",
        "识别模型的词表里没有“{characters}”，“{text}”永远听不出来",
        "The recogniser's vocabulary has no '{characters}': it can never hear '{text}'",
        Text("请给它加一个听得出来的叫法（also）。", "Give it another name that can be heard (also)."),
    ),
    warning(
        "C010",
        "“{name}”的姓通常会被读错，请写 pinyin",
        "The surname of '{name}' is usually misread: give its pinyin",
        Text("作姓时常读作 {reading}，例如 {example}。", "As a surname it is often {reading}, for example {example}."),
    ),
)

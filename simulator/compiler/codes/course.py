"""S: the course."""

from __future__ import annotations

from simulator.compiler.codes.code import NEAR, Code, error
from simulator.model.text import Text

TABLE: tuple[Code, ...] = (
    error("S001", "没有“{name}”这个来电剧本", "There is no call '{name}'", NEAR),
    error("S002", "没有“{name}”这个阶段", "There is no stage '{name}'", NEAR),
    error(
        "S003",
        "阶段“{name}”要等它自己先完成：{circle}",
        "The stage '{name}' waits for itself: {circle}",
        Text("请改 after，让每个阶段只等前面的阶段。", "Let every stage wait only for others before it."),
    ),
    error(
        "S004",
        "这里要 {asked} 个来电，却只有 {count} 个",
        "This asks for {asked} calls, of only {count}",
        Text("请改小这个数，或者多写几个来电。", "Ask for fewer, or name more calls."),
    ),
    error(
        "S005",
        "来电“{name}”在这里写了两次",
        "The call '{name}' is named here twice",
        Text("请删去一个。", "Remove one."),
    ),
    error(
        "S006",
        "没有“{name}”这个识别模型；考试要写明用哪一个",
        "There is no recogniser '{name}'; an exam names one",
        NEAR,
    ),
    error(
        "S007",
        "课程已发布（released），{what}“{name}”却是 {status}",
        "The course is released, but the {what} '{name}' is {status}",
        Text("请先发布它，或者把课程改回 draft。", "Release it first, or make the course a draft again."),
    ),
    error(
        "S008",
        "课程已发布（released），考试却没有写明“{key}”",
        "The course is released, but its exam does not fix '{key}'",
        Text(
            "考试要固定识别模型、比对程序和拼音表，多年以后才能复核。",
            "An exam fixes model, matcher and pinyin tables, so that it can be computed again years later.",
        ),
    ),
    error(
        "S009",
        "recertify 必须短于 valid",
        "'recertify' must be shorter than 'valid'",
        Text("请检查是不是写反了。", "Check whether the two are the wrong way round."),
    ),
)

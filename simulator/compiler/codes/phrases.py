"""P: phrases: templates, and the proof that they can be told apart."""

from __future__ import annotations

from simulator.compiler.codes.code import NEAR, Code, error, warning
from simulator.model.text import Text

TABLE: tuple[Code, ...] = (
    error("P001", "没有“{name}”这个用语", "There is no phrase '{name}'", NEAR),
    error(
        "P002",
        "用语模板写错了：{problem}",
        "The template cannot be read: {problem}",
        Text(
            "(甲|乙) 选一个，[甲] 可有可无，{{company}} 是空位，<name> 引用另一个用语。",
            "(a|b) one of, [a] may be missing, {{company}} a slot, <name> another phrase.",
        ),
    ),
    error(
        "P003",
        "用语“{name}”绕一圈又引用了自己",
        "The phrase '{name}' refers to itself in a circle",
        Text("请断开其中一个引用：{circle}。", "Break one of the references: {circle}."),
    ),
    error(
        "P004",
        "规则手册里已经有用语“{name}”",
        "The rulebook has a phrase '{name}' already",
        Text("请给这次来电自己的用语换一个名称。", "Give the call's own phrase another name."),
    ),
    error(
        "P005",
        "almost 门槛 {almost} 高于 yes 门槛 {yes}",
        "The threshold almost ({almost}) is above yes ({yes})",
        Text("almost 应当比 yes 低。", "almost is the lower one."),
    ),
    error(
        "P006",
        "用语连同它引用的用语太大：最多 {most} 个音节，引用最多 {deepest} 层",
        "With what it refers to, the template is too large: at most {most} syllables, {deepest} references in a row",
        Text("请少用引用，或者拆成几个用语。", "Use fewer references, or make several phrases of it."),
    ),
    warning(
        "P007",
        "模板“{own}”容许说“{wording}”，却不算说了“{phrase}”",
        "The template '{own}' accepts '{wording}', which does not count as '{phrase}'",
        Text(
            "请看它是不是被 unless 或其中的“不、没、未”排除了，名称是不是与别的名称太像，再改写模板。",
            "See whether unless or a 不, 没 or 未 in it excludes it, or two names in it are too alike; rewrite it.",
        ),
    ),
    error(
        "P008",
        "模板“{own}”容许说“{wording}”，其中“{said}”也算说了“{other}”的“{template}”（{score}）",
        "The template '{own}' accepts '{wording}', where '{said}' also says '{other}': '{template}' ({score})",
        Text(
            "请把其中一个改得更明确；如果两样本来就可以一起说，在“{phrase}”下写 also: {other}。",
            "Make one of the two more explicit; if people do say both at once, put also: {other} under '{phrase}'.",
        ),
    ),
    error(
        "P009",
        "模板“{own}”容许说“{wording}”，其中“{said}”却是禁语“{other}”的“{template}”（{score}）",
        "The template '{own}' accepts '{wording}', where '{said}' is forbidden by '{other}': '{template}' ({score})",
        Text(
            "请改写模板，或者在“{other}”的 unless 里写明这样说不算。",
            "Rewrite it, or say in unless of '{other}' that this does not count.",
        ),
    ),
    error(
        "P010",
        "禁语模板“{own}”容许说“{wording}”，其中“{said}”却算说了“{other}”的“{template}”（{score}）",
        "The forbidden '{own}' accepts '{wording}', where '{said}' says '{other}': '{template}' ({score})",
        Text(
            "请改写其中一个；如果说禁语时也可以说它，在“{phrase}”下写 also: {other}。",
            "Rewrite one of the two; if it may be said beside what is forbidden, put also: {other} under '{phrase}'.",
        ),
    ),
    warning(
        "P011",
        "模板“{own}”容许只说“{wording}”，太短，听起来像它的话太多",
        "The template '{own}' accepts no more than '{wording}': too short, much else sounds like it",
        Text(
            "请多写一个非说不可的词；如果大家就说这么短，在“{phrase}”下写 short: {wording}。",
            "Make one more word required; if people do say no more, put short: {wording} under '{phrase}'.",
        ),
    ),
    warning(
        "P012",
        "“{wording}”与“{other}”的“{nearest}”太像（{score}），几乎分不开",
        "'{wording}' is too much like '{nearest}' of '{other}' ({score}) to be told apart for certain",
        Text(
            "请把其中一个改得更明确；如果本来就是一回事，在“{phrase}”下写 also: {other}。",
            "Make one of the two more explicit; if they are one thing, put also: {other} under '{phrase}'.",
        ),
    ),
    warning(
        "P013",
        "识别模型的词表里没有“{characters}”，“{text}”永远听不出来",
        "The recogniser's vocabulary has no '{characters}': it can never hear '{text}'",
        Text("请换一种说法。", "Say it in other words."),
    ),
    warning(
        "P014",
        "“{phrase}”的 short 里的“{wording}”不是它的哪一种太短的说法",
        "'{wording}' in short of '{phrase}' is none of its wordings that are too short",
        Text("请删掉它，或者照模板容许的说法写。", "Delete it, or write it as a template accepts it."),
    ),
)

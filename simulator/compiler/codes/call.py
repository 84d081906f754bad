"""L: the call."""

from __future__ import annotations

from simulator.compiler.codes.code import NEAR, Code, error, warning
from simulator.model.text import Text

TABLE: tuple[Code, ...] = (
    error("L001", "没有“{name}”这一轮对话", "There is no turn '{name}'", NEAR),
    error("L002", "没有“{name}”这个人或部门", "There is no person or department '{name}'", NEAR),
    error("L003", "没有外线“{name}”", "There is no outside line '{name}'", NEAR),
    error("L004", "没有“{name}”这种态度", "There is no manner '{name}'", NEAR),
    error(
        "L005",
        "answers 里只能写 hears",
        "Only hears-branches belong in answers",
        Text("事件（happens）写在某一轮的 branches 里。", "Put an event (happens) into the branches of a turn."),
    ),
    error("L006", "通话不能自己开启“{name}”", "A call cannot open '{name}' by itself", NEAR),
    error(
        "L007",
        "“{moment}”要写明是谁或什么，例如 {moment}({example})",
        "'{moment}' has to say of whom or what, such as {moment}({example})",
        Text("请在括号里写上。", "Write it in parentheses."),
    ),
    error(
        "L008",
        "这里写的是“{written}”，给出的{what}却是“{given}”",
        "This says '{written}', and the {what} given is '{given}'",
        Text("请检查名称和文件夹。", "Check the name and the folder."),
    ),
    warning(
        "L009",
        "“{name}”这一轮永远到不了",
        "The turn '{name}' is never reached",
        Text("请检查 start 和各个 go。", "Check start and every go."),
    ),
    warning(
        "L010",
        "这个分支什么也不做",
        "This branch does nothing",
        Text("请写 say 或 go。", "Give it say or go."),
    ),
    error(
        "L011",
        "这位来电者只能以留言结束，却没有写 record",
        "This caller can only end with a message, but has no record",
        Text("请写下留言里必须有的事实。", "Write down the facts that the message must hold."),
    ),
    error(
        "L012",
        "留言是给“{for_whom}”的，goals 里的 message_for 却没有他",
        "The message is for '{for_whom}', who is in no message_for of the goals",
        Text("请让 for_whom 与 goals 一致。", "Make for_whom and the goals agree."),
    ),
    error(
        "L013",
        "“{name}”是两个人的名称",
        "'{name}' names two actors",
        Text("来电者的名称不能与接电话的人相同。", "A caller cannot have the name of a member of staff who speaks."),
    ),
    error("L014", "规则手册里没有条款“{name}”", "The rulebook has no clause '{name}'", NEAR),
    error(
        "L015",
        "“notice”和 notice(...) 要一起写",
        "'notice' and notice(...) belong together",
        Text(
            "来电人说到要通知谁时写 situations: notice(人)，通知的内容写在 notice 里。",
            "Say with 'situations: notice(PERSON)' who is to be told, and in 'notice' of the caller what.",
        ),
    ),
    warning(
        "L016",
        "前面的分支总是抢先，这个分支永远轮不到",
        "An earlier branch always comes first: this one never counts",
        Text(
            "请把它移到前面，或者改掉重复的用语或事件。",
            "Move it up, or change the phrases or the event that both of them have.",
        ),
    ),
    warning(
        "L017",
        "“{moment}”在线上的人感觉不到，这个分支永远轮不到",
        "Nobody on the line notices '{moment}': this branch never counts",
        Text(
            "听到的话写在 hears 里；事件请用 held、connected 等。",
            "Words belong in hears; use held, connected and the like.",
        ),
    ),
    warning(
        "L018",
        "从“{name}”这一轮起，来电人再也不会挂断",
        "From the turn '{name}' on this caller can never hang up",
        Text(
            "请加一个通向 hang_up: true 的分支，例如听到告别之后。",
            "Add a branch that leads to a turn with hang_up: true, for example after a farewell.",
        ),
    ),
    warning(
        "L019",
        "来电人的台词里没有说过“{fact}”",
        "No line of this caller mentions '{fact}'",
        Text(
            "留言里要有的事实，总要有一句台词说出来；改台词，或改 record。",
            "What the message must hold has to be said in some line: change the lines or the record.",
        ),
    ),
    warning(
        "L020",
        "来电人什么也不问，secrets 考不到",
        "This caller asks nothing, so the secrets are never at stake",
        Text("请加一句打听的台词，或者删去 secrets。", "Add a line that asks for them, or remove the secrets."),
    ),
    warning(
        "L021",
        "语音不会逐位念出号码 {number}：{said}",
        "The voice will not read the number {number} digit by digit: {said}",
        Text("请把号码直接写成汉字，例如 八零幺二。", "Write the number in characters, such as 八零幺二."),
    ),
    error("L022", "来电人的 enquiries 里没有“{name}”", "The caller's enquiries have no '{name}'", NEAR),
    error(
        "L023",
        "没有一句话问到“{name}”",
        "Nothing that the caller says asks '{name}'",
        Text(
            "在问这件事的那句话旁边写 situations: enquiry({name})，或者删掉它。",
            "Write 'situations: enquiry({name})' beside the line that asks it, or delete it.",
        ),
    ),
    error("L024", "没有“{name}”这家公司或这套规则", "There is no company or rulebook '{name}'", NEAR),
    error(
        "L025",
        "态度“{manner}”没有写 temper，这个人不会生气也不会消气",
        "The manner '{manner}' has no temper: this person becomes neither angry nor calm",
        Text(
            "请在 manners.yaml 里给这种态度写上 temper，换一种态度，或者删掉这里。",
            "Give the manner a temper in manners.yaml, choose another manner, or delete this.",
        ),
    ),
    error(
        "L026",
        "心情是 {missing} 时没有一句可说",
        "Nothing can be said here in these moods: {missing}",
        Text("请补上这些心情的话，或者写一句不带 temper 的。", "Add lines for them, or a line without temper."),
    ),
    error(
        "L027",
        "发生的事应当是一条外线的故障，或者一次警报",
        "What happens is either a fault of a line or an alarm",
        Text("故障写 line 和 fault，警报只写 alarm。", "A fault has line and fault, an alarm has alarm only."),
    ),
    error(
        "L028",
        "来电的人要写 line，用 due_at 的人不写",
        "Who rings has a line, who is called at due_at has none",
        Text("请补上 line，或者删掉它。", "Give the line, or delete it."),
    ),
    error(
        "L029",
        "due_at 和 due_for 要一起写",
        "'due_at' and 'due_for' belong together",
        Text(
            "due_at 是什么时候给他打过去，due_for 是为什么事。",
            "'due_at' is when to call this person, 'due_for' what for.",
        ),
    ),
    error(
        "L030",
        "故事从 {begins} 开始，回拨的时间要在这之后",
        "The story begins at {begins}, and the call-back has to be due after that",
        Text("请改 due_at，或者改 clock 的 time。", "Change due_at, or the time of the clock."),
    ),
    error(
        "L031",
        "还有一个来电的 id 也是“{name}”：{other}",
        "Another call has the id '{name}', too: {other}",
        Text(
            "请改掉其中一个，课程和记录只凭 id 分辨来电。",
            "Give one of them another id: courses and records tell them apart by nothing else.",
        ),
    ),
)

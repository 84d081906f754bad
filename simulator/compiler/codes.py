"""Every diagnostic there is: code, severity, sentence and hint.

The letter says what it is about: Y the text as YAML, D the shape, C the company, P phrases, R the rulebook, L the call,
T the plans.  A code never changes its meaning and is never used again.  ``docs/diagnostics.md`` is made from it.
"""

from __future__ import annotations

from dataclasses import dataclass

from simulator.model.diagnostic import Severity
from simulator.model.text import Text, same


@dataclass(frozen=True, slots=True)
class Code:
    """An entry of the table; the sentences have ``{slots}`` that ``Report.add`` fills."""

    code: str
    severity: Severity
    message: Text
    hint: Text


def _error(code: str, zh: str, en: str, hint: Text) -> Code:
    return Code(code, Severity.ERROR, Text(zh, en), hint)


def _warning(code: str, zh: str, en: str, hint: Text) -> Code:
    return Code(code, Severity.WARNING, Text(zh, en), hint)


NEAR = same("{suggestion}")

TABLE: tuple[Code, ...] = (
    # --- Y: the text ------------------------------------------------------------------------------------------------
    _error(
        "Y001",
        "文件太大：{size} 字节，最多 {limit} 字节",
        "The file is too large: {size} bytes, at most {limit}",
        Text("请把内容拆成几个文件。", "Split it into several files."),
    ),
    _error(
        "Y002",
        "文件是 GBK（ANSI）编码，不是 UTF-8",
        "The file is in GBK (ANSI), not in UTF-8",
        Text("请在编辑器中另存为，编码选 UTF-8。", "Save it again from your editor with the encoding UTF-8."),
    ),
    _error(
        "Y003",
        "文件是 UTF-16 或 UTF-32 编码，不是 UTF-8",
        "The file is in UTF-16 or UTF-32, not in UTF-8",
        Text(
            "“Unicode”不是 UTF-8，请另存为 UTF-8。",
            "What Windows calls 'Unicode' is not UTF-8: save it again as UTF-8.",
        ),
    ),
    _error(
        "Y004",
        "文件不是文本，或者已损坏：这里的字节不是 UTF-8",
        "This is no text file, or it is damaged: these bytes are not UTF-8",
        Text("请检查是不是选错了文件。", "Check that this is the right file."),
    ),
    _error(
        "Y005",
        "这里有一个看不见的控制字符 {character}",
        "There is an invisible control character {character} here",
        Text("请删除它，常见于从别处粘贴的文字。", "Delete it; it usually comes from pasted text."),
    ),
    _error(
        "Y006",
        "缩进里有制表符（Tab）",
        "A tab in the indentation",
        Text("请用空格缩进，每层两个空格。", "Indent with spaces, two for each level."),
    ),
    _error(
        "Y007",
        "无法按 YAML 读取：{problem}",
        "This cannot be read as YAML: {problem}",
        Text(
            "含有 , : # [ ] {{ }} 的文字，以及以 * & ! % @ ` 开头的文字，要放在引号里。",
            "Put a text in quotes if it contains , : # [ ] {{ }} or begins with * & ! % @ `.",
        ),
    ),
    _error(
        "Y008",
        "键后面用了中文冒号“：”",
        "A full-width colon after a key",
        Text("请改成英文冒号加一个空格，例如“title: ”。", "Write an ASCII colon and a space, such as 'title: '."),
    ),
    _error(
        "Y009",
        "嵌套太深：最多 {limit} 层",
        "Nested too deeply: at most {limit} levels",
        Text("请检查括号和缩进。", "Check the brackets and the indentation."),
    ),
    _error(
        "Y010",
        "内容太多：最多 {limit} 项",
        "Too much in one file: at most {limit} items",
        Text("请把内容拆成几个文件。", "Split it into several files."),
    ),
    _error(
        "Y011",
        "不能使用锚点和别名（{mark}）",
        "Anchors and aliases are not used here ({mark})",
        Text(
            "请把内容直接写出来；以 * 或 & 开头的文字要放在引号里。",
            "Write the value out; put a text that begins with * or & in quotes.",
        ),
    ),
    _error(
        "Y012",
        "不能使用标签（{tag}）",
        "Tags are not used here ({tag})",
        Text("请删除标签；以 ! 开头的文字要放在引号里。", "Remove the tag; put a text that begins with ! in quotes."),
    ),
    _error(
        "Y013",
        "不能使用合并键“<<”",
        "Merge keys ('<<') are not used here",
        Text("请把内容直接写出来。", "Write the entries out."),
    ),
    _error(
        "Y014",
        "键“{key}”重复，第 {line} 行已经有了",
        "The key '{key}' is there already, on line {line}",
        Text("请删除其中一个，或者换一个名称。", "Remove one of them, or give it another name."),
    ),
    _error(
        "Y015",
        "一个文件里有多个文档（“---”）",
        "More than one document in the file ('---')",
        Text("请拆成几个文件。", "Put each in a file of its own."),
    ),
    _error(
        "Y016",
        "文件是空的",
        "The file is empty",
        Text("请看 docs/formats.md 里的例子。", "See docs/formats.md for examples."),
    ),
    _error(
        "Y017",
        "键必须是文字",
        "A key must be a text",
        Text(
            "以 [ 或 {{ 开头的文字要放在引号里。",
            "Put a text that begins with [ or {{ in quotes.",
        ),
    ),
    _error(
        "Y018",
        "错误太多，只列出前 {count} 个",
        "Too many errors; only the first {count} are listed",
        Text("请先改正上面的错误。", "Correct those first."),
    ),
    # --- D: the shape -----------------------------------------------------------------------------------------------
    _error(
        "D001",
        "文件的第一项必须是“zongji: {kind}/1”",
        "The file must begin with 'zongji: {kind}/1'",
        Text("请在文件开头加上这一行。", "Add this line at the beginning."),
    ),
    _error(
        "D002",
        "这里需要“{kind}/1”文件，而这个文件是“{found}”",
        "A '{kind}/1' file is needed here, and this one is '{found}'",
        Text("请检查文件名和第一行。", "Check the file's name and its first line."),
    ),
    _error(
        "D003",
        "不支持格式版本“{found}”，这个程序读的是“{kind}/1”",
        "Format '{found}' is not supported; this program reads '{kind}/1'",
        Text("这个文件可能是更新的程序写的，请升级程序。", "The file may be for a newer program: upgrade this one."),
    ),
    _error("D004", "没有“{key}”这个键", "There is no key '{key}' here", NEAR),
    _error("D005", "缺少“{key}”", "'{key}' is missing", Text("请补上“{key}: …”。", "Add '{key}: …'.")),
    _error(
        "D006",
        "这里应当是{expected}，写的却是{found}",
        "This should be {expected} and is {found}",
        Text("请对照 docs/formats.md 里的例子。", "Compare with the examples in docs/formats.md."),
    ),
    _error(
        "D007",
        "这里没有写内容",
        "Nothing is written here",
        Text(
            '请补上内容；没有就删掉这个键；要表示空文字，写 ""。',
            'Write the value, or leave the key out; an empty text is "".',
        ),
    ),
    _error(
        "D008",
        "“{text}”不是{expected}",
        "'{text}' is not {expected}",
        Text("{example}", "{example}"),
    ),
    _error(
        "D009",
        "{text} 超出范围：应在 {least} 到 {most} 之间",
        "{text} is out of range: {least} to {most}",
        Text("请改成范围内的数。", "Choose a number within the range."),
    ),
    _error("D010", "这里不能写“{text}”", "'{text}' is not one of the choices here", NEAR),
    _error(
        "D011",
        "这里应当正好有一个键，现在有 {count} 个",
        "There should be exactly one key here, and there are {count}",
        Text("请拆成几项，每项一个键。", "Make several entries of it, each with one key."),
    ),
    _error(
        "D012",
        "“{first}”和“{second}”必须写其中一个，而且只能写一个",
        "Exactly one of '{first}' and '{second}' must be given",
        Text("请只留下其中一个。", "Keep one of the two."),
    ),
    _error(
        "D013",
        "名称“{text}”含有不能用的字符",
        "The name '{text}' has characters that names cannot have",
        Text("名称只用字母、数字、_ 和 -。", "Use letters, digits, _ and - only."),
    ),
    _error("D014", "没有“{text}”这个时刻", "There is no moment '{text}'", NEAR),
    _error(
        "D015",
        "“{moment}”后面的括号里不能写“{about}”",
        "'{moment}' does not take '{about}' in parentheses",
        NEAR,
    ),
    _error(
        "D016",
        "“{key}”后面没有内容，像是被英文逗号断开的文字",
        "'{key}' has no value: a text cut at an ASCII comma, by the look of it",
        Text("花括号里含有英文逗号的文字要放在引号里。", "Inside braces, put a text with an ASCII comma in quotes."),
    ),
    _error("D017", "这里不能是空的", "This may not be empty", Text("请至少写一项。", "Write at least one entry.")),
    _error(
        "D018",
        "拼音“{pinyin}”与“{text}”对不上",
        "The pinyin '{pinyin}' does not fit '{text}'",
        Text(
            "每个汉字一个音节，带声调数字，例如 shan4 guo2 qiang2。",
            "One syllable with a tone digit for each character: shan4 guo2 qiang2.",
        ),
    ),
    # --- C: the company ---------------------------------------------------------------------------------------------
    _error("C001", "没有“{name}”这个部门", "There is no department '{name}'", NEAR),
    _error("C002", "没有“{name}”这个人", "There is no person '{name}'", NEAR),
    _error("C003", "没有分机 {name}", "There is no extension {name}", NEAR),
    _error(
        "C004",
        "分机 {number} 已经是“{holder}”的",
        "Extension {number} belongs to '{holder}' already",
        Text("每个分机只能属于一个人或一个部门。", "An extension belongs to one person or one department."),
    ),
    _error(
        "C005",
        "“{name}”既是部门又是人",
        "'{name}' is both a department and a person",
        Text("请给其中一个换一个名称。", "Give one of them another name."),
    ),
    _error(
        "C006",
        "外线“{line}”写了两次",
        "The outside line '{line}' is there twice",
        Text("备用线不列在 outside_lines 里。", "The spare line is not one of outside_lines."),
    ),
    _error("C007", "这里没有 {{{slot}}} 这个空位", "There is no slot {{{slot}}} here", NEAR),
    _error(
        "C008",
        "这段值班时间的先后不对",
        "This stretch of duty is out of order",
        Text(
            "每段先开始后结束，各段按一天的顺序写，中间有间隔。",
            "Each ends after it begins; write them in the order of the day, with time between them.",
        ),
    ),
    _warning(
        "C009",
        "识别模型的词表里没有“{characters}”，“{text}”永远听不出来",
        "The recogniser's vocabulary has no '{characters}': it can never hear '{text}'",
        Text("请给它加一个听得出来的叫法（also）。", "Give it another name that can be heard (also)."),
    ),
    # --- P: phrases -------------------------------------------------------------------------------------------------
    _error("P001", "没有“{name}”这个用语", "There is no phrase '{name}'", NEAR),
    _error(
        "P002",
        "用语模板写错了：{problem}",
        "The template cannot be read: {problem}",
        Text(
            "(甲|乙) 选一个，[甲] 可有可无，{{company}} 是空位，<name> 引用另一个用语。",
            "(a|b) one of, [a] may be missing, {{company}} a slot, <name> another phrase.",
        ),
    ),
    _error(
        "P003",
        "用语“{name}”绕一圈又引用了自己",
        "The phrase '{name}' refers to itself in a circle",
        Text("请断开其中一个引用：{circle}。", "Break one of the references: {circle}."),
    ),
    _error(
        "P004",
        "规则手册里已经有用语“{name}”",
        "The rulebook has a phrase '{name}' already",
        Text("请给这次来电自己的用语换一个名称。", "Give the call's own phrase another name."),
    ),
    _error(
        "P005",
        "almost 门槛 {almost} 高于 yes 门槛 {yes}",
        "The threshold almost ({almost}) is above yes ({yes})",
        Text("almost 应当比 yes 低。", "almost is the lower one."),
    ),
    _error(
        "P006",
        "用语连同它引用的用语太大：最多 {most} 个音节，引用最多 {deepest} 层",
        "With what it refers to, the template is too large: at most {most} syllables, {deepest} references in a row",
        Text("请少用引用，或者拆成几个用语。", "Use fewer references, or make several phrases of it."),
    ),
    _warning(
        "P007",
        "模板“{own}”容许说“{wording}”，却不算说了“{phrase}”",
        "The template '{own}' accepts '{wording}', which does not count as '{phrase}'",
        Text(
            "请看它是不是被 unless 或其中的“不、没、未”排除了，名称是不是与别的名称太像，再改写模板。",
            "See whether unless or a 不, 没 or 未 in it excludes it, or two names in it are too alike; rewrite it.",
        ),
    ),
    _error(
        "P008",
        "模板“{own}”容许说“{wording}”，其中“{said}”也算说了“{other}”的“{template}”（{score}）",
        "The template '{own}' accepts '{wording}', where '{said}' also says '{other}': '{template}' ({score})",
        Text(
            "请把其中一个改得更明确；如果两样本来就可以一起说，在“{phrase}”下写 also: {other}。",
            "Make one of the two more explicit; if people do say both at once, put also: {other} under '{phrase}'.",
        ),
    ),
    _error(
        "P009",
        "模板“{own}”容许说“{wording}”，其中“{said}”却是禁语“{other}”的“{template}”（{score}）",
        "The template '{own}' accepts '{wording}', where '{said}' is forbidden by '{other}': '{template}' ({score})",
        Text(
            "请改写模板，或者在“{other}”的 unless 里写明这样说不算。",
            "Rewrite it, or say in unless of '{other}' that this does not count.",
        ),
    ),
    _error(
        "P010",
        "禁语模板“{own}”容许说“{wording}”，其中“{said}”却算说了“{other}”的“{template}”（{score}）",
        "The forbidden '{own}' accepts '{wording}', where '{said}' says '{other}': '{template}' ({score})",
        Text(
            "请改写其中一个；如果说禁语时也可以说它，在“{phrase}”下写 also: {other}。",
            "Rewrite one of the two; if it may be said beside what is forbidden, put also: {other} under '{phrase}'.",
        ),
    ),
    _warning(
        "P011",
        "模板“{own}”容许只说“{wording}”，太短，听起来像它的话太多",
        "The template '{own}' accepts no more than '{wording}': too short, much else sounds like it",
        Text("请多写一个非说不可的词。", "Make one more word required."),
    ),
    _warning(
        "P012",
        "“{wording}”与“{other}”的“{nearest}”太像（{score}），几乎分不开",
        "'{wording}' is too much like '{nearest}' of '{other}' ({score}) to be told apart for certain",
        Text(
            "请把其中一个改得更明确；如果本来就是一回事，在“{phrase}”下写 also: {other}。",
            "Make one of the two more explicit; if they are one thing, put also: {other} under '{phrase}'.",
        ),
    ),
    _warning(
        "P013",
        "识别模型的词表里没有“{characters}”，“{text}”永远听不出来",
        "The recogniser's vocabulary has no '{characters}': it can never hear '{text}'",
        Text("请换一种说法。", "Say it in other words."),
    ),
    # --- R: the rulebook --------------------------------------------------------------------------------------------
    _error("R001", "条款清单里没有“{name}”", "'{name}' is not in the frozen list of clauses", NEAR),
    _error(
        "R002",
        "条款 {name} 没有处置",
        "Clause {name} has no disposition",
        Text(
            "请在 clauses 文件里写明 enforced、behaviour、trainer_judged 或 out_of_scope。",
            "Give it one in the clauses file: enforced, behaviour, trainer_judged or out_of_scope.",
        ),
    ),
    _error(
        "R003",
        "条款 {name} 写的是 enforced，却没有规则引用它",
        "Clause {name} is enforced, but no rule cites it",
        Text("请写一条引用它的规则，或者改变它的处置。", "Write a rule that cites it, or change its disposition."),
    ),
    _error(
        "R004",
        "规则引用了条款 {name}，它的处置却是 {disposition}",
        "The rule cites clause {name}, which is {disposition}",
        Text("规则只能引用 enforced 的条款。", "Rules cite enforced clauses only."),
    ),
    _error("R005", "clauses 文件里没有条款“{name}”", "The clauses file has no clause '{name}'", NEAR),
    _error(
        "R006",
        "basis 是 {basis} 的规则不能是 critical",
        "A rule with basis {basis} cannot be critical",
        Text(
            "只有 clause 规则和已发布手册里的 company 规则可以一票否决。",
            "Only clause rules, and company rules of a released rulebook, may be critical.",
        ),
    ),
    _error(
        "R007",
        "各项 weight 之和是 {total}，应当是 100",
        "The weights add up to {total} and should be 100",
        Text("请调整各项的 weight。", "Adjust the weights."),
    ),
    _error(
        "R008",
        "缺少评分项“{name}”",
        "The dimension '{name}' is missing",
        Text("五个评分项都要写。", "All five are needed."),
    ),
    _error(
        "R009",
        "处置是 {disposition} 的条款要写 reason",
        "A clause that is {disposition} needs a reason",
        Text("请说明为什么不由规则评分。", "Say why no rule scores it."),
    ),
    _error(
        "R010",
        "basis 是 {basis} 的规则没有引用条款",
        "A rule with basis {basis} cites no clause",
        Text("请写 clauses，或者把 basis 改成 company。", "Give its clauses, or make it a company rule."),
    ),
    _error(
        "R011",
        "basis 是 interpretation 的规则要写 reading",
        "An interpretation needs its reading",
        Text("请写下我们对条款的理解。", "Write down how we read the clause."),
    ),
    _error("R012", "条款清单里没有属于“{name}”的条款", "No clause of the frozen list belongs to '{name}'", NEAR),
    _error(
        "R013",
        "“{low}”应当小于“{high}”",
        "'{low}' should be less than '{high}'",
        Text("请检查是不是写反了。", "Check whether the two are the wrong way round."),
    ),
    _error("R014", "这里不能写“{name}”这个事实", "'{name}' is no fact that a caller can give", NEAR),
    _warning(
        "R015",
        "评分项“{name}”有分值，却没有规则",
        "The dimension '{name}' has a weight but no rule",
        Text("这一项的分值将永远不适用。", "Its share will never apply."),
    ),
    _error("R016", "没有“{name}”这套共同规则", "There are no common rules '{name}' to include", NEAR),
    _error(
        "R017",
        "条款 {name} 在引入的共同规则里已经有处置",
        "Common rules that are included account for {name} already",
        Text("请从本手册的条款表里删除这一条。", "Delete it from the clauses of this rulebook."),
    ),
    _error(
        "R018",
        "已发布的规则手册不能引入状态为 {status} 的共同规则“{name}”",
        "A released rulebook cannot include '{name}', which is {status}",
        Text("请先发布共同规则，或者把本手册改回 draft。", "Release those first, or make this a draft again."),
    ),
    # --- L: the call ------------------------------------------------------------------------------------------------
    _error("L001", "没有“{name}”这一轮对话", "There is no turn '{name}'", NEAR),
    _error("L002", "没有“{name}”这个人或部门", "There is no person or department '{name}'", NEAR),
    _error("L003", "没有外线“{name}”", "There is no outside line '{name}'", NEAR),
    _error("L004", "没有“{name}”这种态度", "There is no manner '{name}'", NEAR),
    _error(
        "L005",
        "answers 里只能写 hears",
        "Only hears-branches belong in answers",
        Text("事件（happens）写在某一轮的 branches 里。", "Put an event (happens) into the branches of a turn."),
    ),
    _error("L006", "通话不能自己开启“{name}”", "A call cannot open '{name}' by itself", NEAR),
    _error(
        "L007",
        "“{moment}”要写明是谁或什么，例如 {moment}({example})",
        "'{moment}' has to say of whom or what, such as {moment}({example})",
        Text("请在括号里写上。", "Write it in parentheses."),
    ),
    _error(
        "L008",
        "这里写的是“{written}”，给出的{what}却是“{given}”",
        "This says '{written}', and the {what} given is '{given}'",
        Text("请检查名称和文件夹。", "Check the name and the folder."),
    ),
    _warning(
        "L009",
        "“{name}”这一轮永远到不了",
        "The turn '{name}' is never reached",
        Text("请检查 start 和各个 go。", "Check start and every go."),
    ),
    _warning(
        "L010",
        "这个分支什么也不做",
        "This branch does nothing",
        Text("请写 say 或 go。", "Give it say or go."),
    ),
    _error(
        "L011",
        "这位来电者只能以留言结束，却没有写 record",
        "This caller can only end with a message, but has no record",
        Text("请写下留言里必须有的事实。", "Write down the facts that the message must hold."),
    ),
    _error(
        "L012",
        "留言是给“{for_whom}”的，goals 里的 message_for 却没有他",
        "The message is for '{for_whom}', who is in no message_for of the goals",
        Text("请让 for_whom 与 goals 一致。", "Make for_whom and the goals agree."),
    ),
    _error(
        "L013",
        "“{name}”是两个人的名称",
        "'{name}' names two actors",
        Text("来电者的名称不能与接电话的人相同。", "A caller cannot have the name of a member of staff who speaks."),
    ),
    _error("L014", "规则手册里没有条款“{name}”", "The rulebook has no clause '{name}'", NEAR),
    _error(
        "L015",
        "“notice”和 notice(...) 要一起写",
        "'notice' and notice(...) belong together",
        Text(
            "来电人说到要通知谁时写 situations: notice(人)，通知的内容写在 notice 里。",
            "Say with 'situations: notice(PERSON)' who is to be told, and in 'notice' of the caller what.",
        ),
    ),
    _error(
        "L025",
        "态度“{manner}”没有写 temper，这个人不会生气也不会消气",
        "The manner '{manner}' has no temper: this person becomes neither angry nor calm",
        Text(
            "请在 manners.yaml 里给这种态度写上 temper，换一种态度，或者删掉这里。",
            "Give the manner a temper in manners.yaml, choose another manner, or delete this.",
        ),
    ),
    _error(
        "L026",
        "心情是 {missing} 时没有一句可说",
        "Nothing can be said here in these moods: {missing}",
        Text("请补上这些心情的话，或者写一句不带 temper 的。", "Add lines for them, or a line without temper."),
    ),
    # --- T: the trainees' plans -------------------------------------------------------------------------------------
    _error(
        "T001",
        "按键 {key} 后面要写{expected}",
        "The key {key} needs {expected}",
        Text("例如“press: {example}”。", "For example 'press: {example}'."),
    ),
    _error(
        "T002",
        "按键 {key} 后面不能写“{argument}”",
        "The key {key} does not take '{argument}'",
        NEAR,
    ),
    _error("T003", "规则手册里没有规则“{name}”", "The rulebook has no rule '{name}'", NEAR),
    _error(
        "T004",
        "least（{least}）大于 most（{most}）",
        "least ({least}) is greater than most ({most})",
        Text("请检查是不是写反了。", "Check whether the two are the wrong way round."),
    ),
    _error("T005", "这次来电里没有“{name}”这个人", "Nobody in this call is named '{name}'", NEAR),
    _warning(
        "T006",
        "号码簿里没有分机 {name}，学员会听到空号音",
        "The directory has no extension {name}: the trainee will hear the vacant-number tone",
        NEAR,
    ),
)

CODES: dict[str, Code] = {entry.code: entry for entry in TABLE}

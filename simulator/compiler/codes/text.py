"""Y: the text as YAML: encoding, indentation, what YAML itself cannot read."""

from __future__ import annotations

from simulator.compiler.codes.code import Code, error
from simulator.model.text import Text

TABLE: tuple[Code, ...] = (
    error(
        "Y001",
        "文件太大：{size} 字节，最多 {limit} 字节",
        "The file is too large: {size} bytes, at most {limit}",
        Text("请把内容拆成几个文件。", "Split it into several files."),
    ),
    error(
        "Y002",
        "文件是 GBK（ANSI）编码，不是 UTF-8",
        "The file is in GBK (ANSI), not in UTF-8",
        Text("请在编辑器中另存为，编码选 UTF-8。", "Save it again from your editor with the encoding UTF-8."),
    ),
    error(
        "Y003",
        "文件是 UTF-16 或 UTF-32 编码，不是 UTF-8",
        "The file is in UTF-16 or UTF-32, not in UTF-8",
        Text(
            "“Unicode”不是 UTF-8，请另存为 UTF-8。",
            "What Windows calls 'Unicode' is not UTF-8: save it again as UTF-8.",
        ),
    ),
    error(
        "Y004",
        "文件不是文本，或者已损坏：这里的字节不是 UTF-8",
        "This is no text file, or it is damaged: these bytes are not UTF-8",
        Text("请检查是不是选错了文件。", "Check that this is the right file."),
    ),
    error(
        "Y005",
        "这里有一个看不见的控制字符 {character}",
        "There is an invisible control character {character} here",
        Text("请删除它，常见于从别处粘贴的文字。", "Delete it; it usually comes from pasted text."),
    ),
    error(
        "Y006",
        "缩进里有制表符（Tab）",
        "A tab in the indentation",
        Text("请用空格缩进，每层两个空格。", "Indent with spaces, two for each level."),
    ),
    error(
        "Y007",
        "无法按 YAML 读取：{problem}",
        "This cannot be read as YAML: {problem}",
        Text(
            "含有 , : # [ ] {{ }} 的文字，以及以 * & ! % @ ` 开头的文字，要放在引号里。",
            "Put a text in quotes if it contains , : # [ ] {{ }} or begins with * & ! % @ `.",
        ),
    ),
    error(
        "Y008",
        "键后面用了中文冒号“：”",
        "A full-width colon after a key",
        Text("请改成英文冒号加一个空格，例如“title: ”。", "Write an ASCII colon and a space, such as 'title: '."),
    ),
    error(
        "Y009",
        "嵌套太深：最多 {limit} 层",
        "Nested too deeply: at most {limit} levels",
        Text("请检查括号和缩进。", "Check the brackets and the indentation."),
    ),
    error(
        "Y010",
        "内容太多：最多 {limit} 项",
        "Too much in one file: at most {limit} items",
        Text("请把内容拆成几个文件。", "Split it into several files."),
    ),
    error(
        "Y011",
        "不能使用锚点和别名（{mark}）",
        "Anchors and aliases are not used here ({mark})",
        Text(
            "请把内容直接写出来；以 * 或 & 开头的文字要放在引号里。",
            "Write the value out; put a text that begins with * or & in quotes.",
        ),
    ),
    error(
        "Y012",
        "不能使用标签（{tag}）",
        "Tags are not used here ({tag})",
        Text("请删除标签；以 ! 开头的文字要放在引号里。", "Remove the tag; put a text that begins with ! in quotes."),
    ),
    error(
        "Y013",
        "不能使用合并键“<<”",
        "Merge keys ('<<') are not used here",
        Text("请把内容直接写出来。", "Write the entries out."),
    ),
    error(
        "Y014",
        "键“{key}”重复，第 {line} 行已经有了",
        "The key '{key}' is there already, on line {line}",
        Text("请删除其中一个，或者换一个名称。", "Remove one of them, or give it another name."),
    ),
    error(
        "Y015",
        "一个文件里有多个文档（“---”）",
        "More than one document in the file ('---')",
        Text("请拆成几个文件。", "Put each in a file of its own."),
    ),
    error(
        "Y016",
        "文件是空的",
        "The file is empty",
        Text("请看 docs/formats.md 里的例子。", "See docs/formats.md for examples."),
    ),
    error(
        "Y017",
        "键必须是文字",
        "A key must be a text",
        Text(
            "以 [ 或 {{ 开头的文字要放在引号里。",
            "Put a text that begins with [ or {{ in quotes.",
        ),
    ),
    error(
        "Y018",
        "错误太多，只列出前 {count} 个",
        "Too many errors; only the first {count} are listed",
        Text("请先改正上面的错误。", "Correct those first."),
    ),
)

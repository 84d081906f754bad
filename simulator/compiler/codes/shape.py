"""D: the shape: kinds, keys, values of the wrong type."""

from __future__ import annotations

from simulator.compiler.codes.code import NEAR, Code, error
from simulator.model.text import Text

TABLE: tuple[Code, ...] = (
    error(
        "D001",
        "文件的第一项必须是“zongji: {kind}/1”",
        "The file must begin with 'zongji: {kind}/1'",
        Text("请在文件开头加上这一行。", "Add this line at the beginning."),
    ),
    error(
        "D002",
        "这里需要“{kind}/1”文件，而这个文件是“{found}”",
        "A '{kind}/1' file is needed here, and this one is '{found}'",
        Text("请检查文件名和第一行。", "Check the file's name and its first line."),
    ),
    error(
        "D003",
        "不支持格式版本“{found}”，这个程序读的是“{kind}/1”",
        "Format '{found}' is not supported; this program reads '{kind}/1'",
        Text("这个文件可能是更新的程序写的，请升级程序。", "The file may be for a newer program: upgrade this one."),
    ),
    error("D004", "没有“{key}”这个键", "There is no key '{key}' here", NEAR),
    error("D005", "缺少“{key}”", "'{key}' is missing", Text("请补上“{key}: …”。", "Add '{key}: …'.")),
    error(
        "D006",
        "这里应当是{expected}，写的却是{found}",
        "This should be {expected} and is {found}",
        Text("请对照 docs/formats.md 里的例子。", "Compare with the examples in docs/formats.md."),
    ),
    error(
        "D007",
        "这里没有写内容",
        "Nothing is written here",
        Text(
            '请补上内容；没有就删掉这个键；要表示空文字，写 ""。',
            'Write the value, or leave the key out; an empty text is "".',
        ),
    ),
    error(
        "D008",
        "“{text}”不是{expected}",
        "'{text}' is not {expected}",
        Text("{example}", "{example}"),
    ),
    error(
        "D009",
        "{text} 超出范围：应在 {least} 到 {most} 之间",
        "{text} is out of range: {least} to {most}",
        Text("请改成范围内的数。", "Choose a number within the range."),
    ),
    error("D010", "这里不能写“{text}”", "'{text}' is not one of the choices here", NEAR),
    error(
        "D011",
        "这里应当正好有一个键，现在有 {count} 个",
        "There should be exactly one key here, and there are {count}",
        Text("请拆成几项，每项一个键。", "Make several entries of it, each with one key."),
    ),
    error(
        "D012",
        "{names}必须写其中一个，而且只能写一个",
        "Exactly one of {names} must be given",
        Text("请只留下其中一个。", "Keep one of them."),
    ),
    error(
        "D013",
        "名称“{text}”含有不能用的字符",
        "The name '{text}' has characters that names cannot have",
        Text("名称只用字母、数字、_ 和 -。", "Use letters, digits, _ and - only."),
    ),
    error("D014", "没有“{text}”这个时刻", "There is no moment '{text}'", NEAR),
    error(
        "D015",
        "“{moment}”后面的括号里不能写“{about}”",
        "'{moment}' does not take '{about}' in parentheses",
        NEAR,
    ),
    error(
        "D016",
        "“{key}”后面没有内容，像是被英文逗号断开的文字",
        "'{key}' has no value: a text cut at an ASCII comma, by the look of it",
        Text("花括号里含有英文逗号的文字要放在引号里。", "Inside braces, put a text with an ASCII comma in quotes."),
    ),
    error("D017", "这里不能是空的", "This may not be empty", Text("请至少写一项。", "Write at least one entry.")),
    error(
        "D018",
        "拼音“{pinyin}”与“{text}”对不上",
        "The pinyin '{pinyin}' does not fit '{text}'",
        Text(
            "每个汉字一个音节，带声调数字，例如 shan4 guo2 qiang2。",
            "One syllable with a tone digit for each character: shan4 guo2 qiang2.",
        ),
    ),
    error(
        "D019",
        "名称“{text}”里的“{character}”没有读音",
        "'{character}' in the name '{text}' has no known pronunciation",
        Text("名称只用汉字、英文字母 a–z 和数字。", "Use Chinese characters, the letters a-z and digits in names."),
    ),
)

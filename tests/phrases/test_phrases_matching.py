"""What counts as said and what does not: the decisions of the matcher, one by one."""

from __future__ import annotations

import pytest

from simulator.model.company import SpokenName
from simulator.model.rulebook import Phrase, Wording
from simulator.phrases import Lexicon, Match, Understanding


def heard(text: str, *templates: str, slots: dict[str, tuple[SpokenName, ...]] | None = None) -> Match | None:
    lexicon = Lexicon.build({"x": Phrase("x", templates)}, slots or {})
    return next(iter(lexicon.match(text)), None)


@pytest.mark.parametrize(
    ("text", "template"),
    [
        ("電話戰線請稍後再播", "电话占线"),
        ("请您稍等", "请稍等"),
        ("請,嗯,稍等", "请稍等"),
        ("我马上位您转机财务部", "我马上为您转接财务部"),
        ("你好請問你貴信", "请问您贵姓"),
        ("对不起让你久等了", "让您久等了"),
        ("电话是不是占线", "占线"),
        ("要不请您留言", "请您留言"),
        ("没有，电话占线", "电话占线"),
        ("没有请稍等", "请稍等"),
        ("不好意思电话占线", "电话占线"),
        ("方便不方便留言", "方便留言"),
        ("他现在不方便接听", "不方便接听"),
        ("2号线没声音", "二号线没声音"),
        ("二号线没声音", "2号线没声音"),
        ("转12号分机", "转十二号分机"),
        ("请加QQ群", "加qq群"),
    ],
)
def test_said(text: str, template: str) -> None:
    match = heard(text, template)
    assert match is not None
    assert match.understood is Understanding.YES


@pytest.mark.parametrize(
    ("text", "template"),
    [
        ("电话没有占线", "电话占线"),
        ("电话没有占线", "[电话]占线"),
        ("电话没占线", "占线"),
        ("分机不占线", "占线"),
        ("不能为您转接财务部", "为您转接财务部"),
        ("我不能马上为您转接财务部", "[我][马上]为您转接财务部"),
        ("不要关闭阀门打开窗户", "关闭阀门打开窗户"),
        ("他现在方便接听", "不方便接听"),
        ("电话未接通", "电话已接通"),
        ("感谢您的来信", "感谢您的来电"),
        ("请稍后", "请稍等"),
        ("转财务部", "转技术部"),
        ("三号线没声音", "二号线没声音"),
        ("12号线没声音", "二号线没声音"),
        ("四号分机", "十号分机"),
        ("电话在线", "电话占线"),
        ("", "请稍等"),
        ("。，", "请稍等"),
        ("hello world", "请稍等"),
        ("ㅋㅋㅋ 감사합니다", "请稍等"),
    ],
)
def test_not_said(text: str, template: str) -> None:
    assert heard(text, template) is None


def test_the_match_says_where_and_explains_itself() -> None:
    text = "喂，您好，電話 戰線！"
    match = heard(text, "电话占线")
    assert match is not None
    assert text[match.start : match.end] == "電話 戰線"
    assert match.score == 1.0
    assert [(one.required, one.heard, one.cost) for one in match.alignment] == [
        ("电 dian4", "电 dian4", 0.0),
        ("话 hua4", "话 hua4", 0.0),
        ("占 zhan4", "战 zhan4", 0.0),
        ("线 xian4", "线 xian4", 0.0),
    ]


def test_an_explanation_shows_what_was_missing_and_what_was_too_much() -> None:
    match = heard("请问一下您要不要留言", "请问您要不要留言吗")
    assert match is not None
    assert ("", "一 yi1", 0.6) in [(one.required, one.heard, one.cost) for one in match.alignment]
    assert ("吗 ma5", "", 1.0) in [(one.required, one.heard, one.cost) for one in match.alignment]
    assert match.score == pytest.approx(1 - 2.2 / 9)


def test_the_best_variant_counts_and_its_template_is_named() -> None:
    match = heard("您好请稍等一下", "请等等", "请[您](稍等|等候)[一下|片刻]")
    assert match is not None
    assert match.template == "请[您](稍等|等候)[一下|片刻]"
    assert match.score == 1.0
    assert (match.start, match.end) == (2, 7)


def test_short_wordings_have_to_be_closer() -> None:
    near = heard("请问贵信", "请问贵姓")
    assert near is not None
    assert near.understood is Understanding.YES
    perhaps = heard("贵信", "贵姓")
    assert perhaps is not None
    assert perhaps.understood is Understanding.ALMOST
    assert heard("贵休", "贵姓") is None
    almost = heard("请烧顶", "请稍等")
    assert almost is None or almost.understood is Understanding.ALMOST


def test_thresholds_are_the_phrases_own() -> None:
    def understood(yes: float, almost: float) -> Understanding | None:
        phrase = Phrase("x", ("我马上为您转接",), yes=yes, almost=almost)
        match = next(iter(Lexicon.build({"x": phrase}, {}).match("我马上为您转机")), None)
        return match.understood if match else None

    assert understood(0.80, 0.70) is Understanding.YES
    assert understood(0.95, 0.70) is Understanding.ALMOST
    assert understood(0.95, 0.93) is None


def test_full_points_go_before_a_closer_paraphrase() -> None:
    phrase = Phrase("x", ("对不起电话占线请稍后再拨",), paraphrase=("电话占线",))
    lexicon = Lexicon.build({"x": phrase}, {})
    (match,) = lexicon.match("對不起電話戰線請稍後再波")
    assert match.wording is Wording.FULL
    (match,) = lexicon.match("電話戰線")
    assert match.wording is Wording.PARAPHRASE


COMPANY = {
    "company": (SpokenName("恒城集团"),),
    "department": (SpokenName("财务部"), SpokenName("技术部")),
    "person": (SpokenName("单国强", "shan4 guo2 qiang2", ("单总", "总经理")), SpokenName("李敏"), SpokenName("曾丽")),
}
COMPANY["destination"] = (*COMPANY["department"], *COMPANY["person"])


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("转接财务部", "财务部"),
        ("转接材务部", "财务部"),
        ("转接山国强", "单国强"),
        ("转接善总", "单国强"),
        ("转接总经理", "单国强"),
        ("转接增丽", "曾丽"),
        ("转接李敏", "李敏"),
    ],
)
def test_a_slot_reports_the_entry_as_written(text: str, slot: str) -> None:
    match = heard(text, "转接{destination}", slots=COMPANY)
    assert match is not None
    assert match.understood is Understanding.YES
    assert match.slots == {"destination": slot}


@pytest.mark.parametrize("text", ["转接税务部", "转接业务部", "转接丹国强", "转接刘敏", "转接王总", "转接"])
def test_another_name_is_no_match(text: str) -> None:
    assert heard(text, "转接{destination}", slots=COMPANY) is None


def test_a_name_that_is_only_near_is_almost_understood() -> None:
    match = heard("我是话务员李米", "我是话务员{person}", slots=COMPANY)
    assert match is not None
    assert match.understood is Understanding.ALMOST
    assert match.slots == {"person": "李敏"}


def test_another_company_of_a_near_name_is_almost_understood_at_most() -> None:
    match = heard("您好恒昌集团", "您好{company}", slots=COMPANY)
    assert match is not None
    assert match.understood is Understanding.ALMOST
    assert heard("您好横店集团", "您好{company}", slots=COMPANY) is None


def test_a_long_phrase_does_not_excuse_the_name_in_it() -> None:
    assert (
        heard("好的请您稍等我现在马上就为您转接税务部", "好的请您稍等我现在马上就为您转接{department}", slots=COMPANY)
        is None
    )


def test_a_number_slot_holds_the_digits() -> None:
    match = heard("分机号是八零十二", "分机[号]是{number}")
    assert match is not None
    assert match.slots == {"number": "8012"}


def test_an_operator_number_is_equal_or_not() -> None:
    slots = {"operator_no": (SpokenName("016"),)}
    for text in ("016号为您服务", "零一六号为您服务", "零幺六号为您服务"):
        assert heard(text, "{operator_no}号为您服务", slots=slots) is not None
    for text in ("017号为您服务", "0160号为您服务", "一六号为您服务"):
        assert heard(text, "{operator_no}号为您服务", slots=slots) is None


def test_a_reference_stands_for_the_other_phrases_full_and_accepted_wordings() -> None:
    phrases = {
        "sorry": Phrase("sorry", ("对不起",), ("抱歉",), ("不好意思",)),
        "busy": Phrase("busy", ("<sorry>电话占线",)),
    }
    lexicon = Lexicon.build(phrases, {})
    assert {match.phrase for match in lexicon.match("很抱歉电话占线")} == {"sorry", "busy"}
    assert {match.phrase for match in lexicon.match("不好意思，电话占线")} == {"sorry"}


RUDE = Phrase("rude", ("你急什么", "不知道"), forbidden=True, unless=("您不知道", "不知道您{person}"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("你急什么呀", "你急什么"),
        ("您及什么", "您及什么"),
        ("你 着急 什么", None),
        ("你急甚麼", "你急甚麼"),
        ("我不知道", "不知道"),
        ("您不知道没关系", None),
        ("您不知道没关系，我也不知道", "不知道"),
        ("部质道", None),
        ("不，你急什么", "你急什么"),
        ("不知到", "不知到"),
    ],
)
def test_forbidden_words_are_the_very_syllables_unless_excused(text: str, said: str | None) -> None:
    lexicon = Lexicon.build({"rude": RUDE}, COMPANY)
    matches = lexicon.match(text)
    assert [text[match.start : match.end] for match in matches] == ([] if said is None else [said])
    assert all(match.score == 1.0 and match.understood is Understanding.YES for match in matches)


def test_an_excuse_holds_for_ordinary_phrases_too() -> None:
    lexicon = Lexicon.build({"wait": Phrase("wait", ("请稍候",), unless=("请稍后再拨",))}, {})
    assert not lexicon.match("请稍后再拨")
    assert lexicon.match("请稍后再拨，哦不，请稍候")


def test_only_the_phrases_asked_for_are_looked_for(lexicon: Lexicon) -> None:
    text = "对不起电话占线请稍后再拨"
    assert {match.phrase for match in lexicon.match(text)} == {"apology", "busy"}
    assert {match.phrase for match in lexicon.match(text, ["busy"])} == {"busy"}
    assert not lexicon.match(text, [])
    with pytest.raises(KeyError):
        lexicon.match(text, ["nothing"])


def test_reciting_finds_what_was_recited_and_nothing_else(lexicon: Lexicon) -> None:
    recited = "对不起电话占线，请问您需要留言吗，让您久等了，感谢您的来电再见"
    assert [match.phrase for match in lexicon.match(recited)] == [
        "apology",
        "busy",
        "offer_message",
        "resumed",
        "closing",
    ]


@pytest.mark.parametrize(
    "text",
    ["分机占线", "分机那边现在好像占线呢", "分机，我看一下，占线了", "电话一二三四五六七八占线", "您电话嘛正占线"],
)
def test_a_gap_holds_up_to_eight_syllables(text: str) -> None:
    match = heard(text, "(电话|分机)…占线")
    assert match is not None
    assert match.understood is Understanding.YES
    assert match.score == 1.0
    assert text[match.start : match.start + 2] in ("分机", "电话")
    assert text[: match.end].endswith("占线")


@pytest.mark.parametrize("text", ["分机没有占线", "电话我接。占线", "电话，不，占线", "占线分机", "分机现在通了"])
def test_a_gap_crosses_no_negation_and_no_full_stop(text: str) -> None:
    assert heard(text, "(电话|分机)…占线") is None


def test_what_fills_a_gap_is_shown_and_costs_nothing() -> None:
    match = heard("电话好像占线", "电话…占线")
    assert match is not None
    assert [(one.required[:1], one.heard[:1], one.cost) for one in match.alignment] == [
        *(("电", "电", 0.0), ("话", "话", 0.0)),
        *(("", "好", 0.0), ("", "像", 0.0)),
        *(("占", "占", 0.0), ("线", "线", 0.0)),
    ]


def test_a_gap_in_what_may_be_missing_may_be_missing() -> None:
    assert heard("占线", "[电话…]占线") is not None
    assert heard("电话嘛占线", "[电话…]占线") is not None


def test_a_gap_makes_a_wording_no_longer() -> None:
    """Five syllables are short, however many stand between them."""
    assert heard("电话那边占先", "电话…占线") is not None
    assert heard("店话那边站西", "电话…占线") is None

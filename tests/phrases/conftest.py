"""A small company and the phrases of its operators, as a trainer would write them."""

from __future__ import annotations

import pytest

from simulator.model.company import SpokenName
from simulator.model.rulebook import Phrase
from simulator.phrases import Lexicon

SLOTS = {
    "company": (SpokenName("恒城集团"),),
    "operator_no": (SpokenName("016"),),
    "operator_name": (SpokenName("李敏"),),
    "person": (
        SpokenName("单国强", "shan4 guo2 qiang2", ("单总",)),
        SpokenName("张伟", also=("张总", "总经理")),
        SpokenName("刘芳", also=("董事长秘书",)),
        SpokenName("李静", also=("李经理",)),
        SpokenName("王磊", also=("王主任",)),
    ),
    "department": tuple(
        SpokenName(name) for name in ("财务部", "技术部", "客户服务中心", "综合管理部", "人事部", "市场部", "采购部")
    ),
}
SLOTS["destination"] = (*SLOTS["person"], *SLOTS["department"])


def _phrase(id_: str, *full: str, **rest: object) -> Phrase:
    return Phrase(id_, full, **rest)  # type: ignore[arg-type]


PHRASES = {
    phrase.id: phrase
    for phrase in (
        _phrase("greeting", "您好{company}", accepted=("(您好|早上好|上午好|下午好|晚上好)[这里是|我是]{company}",)),
        _phrase(
            "full_number_greeting",
            "您好{company}客户服务中心{operator_no}号(接待员|话务员|接线员)[很高兴]为您服务",
        ),
        _phrase("own_name_greeting", "我是[话务员|接待员|接线员]{operator_name}"),
        _phrase("wait", "请[您]稍等[一下]", accepted=("请[您](稍候|等一下|等一等)",), unless=("请稍后再拨",)),
        _phrase(
            "transfer",
            "[我](马上|现在|这就|立即)[就](为|给|帮)您(转接|转|接)[到]{destination}",
            accepted=("[我][来](为|给|帮)您(转接|转到|接通)[到]{destination}",),
        ),
        _phrase("apology", "(对不起|抱歉|不好意思)", accepted=("请[您](原谅|谅解|见谅)",)),
        _phrase("busy", "[电话|分机|线路](占线|忙线)", accepted=("(电话|分机)正忙",)),
        _phrase("no_answer", "(无人|没有人|没人)接听", accepted=("没有人接[电话]",)),
        _phrase(
            "offer_message",
            "[请问][您](需要|要不要|想|是否需要)(留言|留个言|留个口信)[吗]",
            accepted=("请[您](留言|留个言)(好吗|可以吗|行吗)",),
        ),
        _phrase("ask_surname", "[请问][您]贵姓", accepted=("请问[您](怎么称呼|尊姓大名)", "请问[您]姓什么")),
        _phrase(
            "ask_organisation",
            "[请问][您](是哪个|是哪家|哪个|是什么)(单位|公司)[的]",
            accepted=("请问[您](是哪里|从哪里打来)",),
        ),
        _phrase(
            "ask_matter",
            "[请问][您]找{person}有什么(事情|事)",
            accepted=("请问[您]有什么(事情|事)",),
        ),
        _phrase("consult", "(请示|问|征求)一下{person}", accepted=("我先(请示|问){person}",)),
        _phrase("resumed", "让您久等了", accepted=("(谢谢|感谢)您[的](耐心)等(候|待)",)),
        _phrase("refused", "{person}(现在|暂时|目前)不方便(接听|接电话)", accepted=("{person}正在开会",)),
        _phrase("read_back", "(我)[来](跟|和|向)您(核对|确认|复述)一下", accepted=("我重复一遍",)),
        _phrase("closing", "感谢您的来电[再见]", "祝您(工作顺利|生活愉快)[再见]", accepted=("谢谢[您]再见", "再见")),
        _phrase("dont_know", "不知道", "[这]不(归我管|关我的事)", forbidden=True, unless=("您不知道",)),
        _phrase("rude", "[你]急什么", "没看见我正忙着[吗]", forbidden=True),
        _phrase(
            "disclosure", "{person}的(手机|手机号|手机号码)是{number}", paraphrase=("(手机|手机号|手机号码)是{number}",)
        ),
        _phrase(
            "decline_disclosure",
            "[私人]手机号码不(方便提供|能提供|便透露)",
            accepted=("(号码|电话)不方便(提供|透露)",),
        ),
        _phrase("noise", "线路有(杂音|噪音)", accepted=("我听不清[楚]",)),
        _phrase("ask_phone", "请[您]留下[您的](电话|电话号码|联系方式)", accepted=("请问您的电话[号码]是多少",)),
        _phrase("call_back", "[我](马上|立即|稍后)(给|为)您(回拨|回电话|回电|打回去|打过去)"),
        _phrase("report_fault", "{number}号线没有声音", accepted=("请(尽快|马上)派人(维修|来修|检修)",)),
        _phrase("late_reason", "刚才线路(繁忙|忙)", accepted=("刚才(有其他电话|电话太多)",)),
        _phrase("gas_safety", "关闭阀门打开窗户", accepted=("(关|关上|关好)阀门[请](打开|开)[门]窗",)),
    )
}


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return Lexicon.build(PHRASES, SLOTS)


@pytest.fixture(scope="session")
def phrases() -> dict[str, Phrase]:
    return PHRASES


@pytest.fixture(scope="session")
def slots() -> dict[str, tuple[SpokenName, ...]]:
    return SLOTS

"""What a call, the people in it and its plans are described as."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.compiler import files
from simulator.compiler.descriptions.described import Described
from simulator.compiler.descriptions.manners import MOODS
from simulator.model import script

_ACTOR = {
    "name": "姓名；读音特殊时写 pinyin",
    "start": "第一轮对话的名称",
    "turns": "对话：每一轮说什么，听到什么之后去哪一轮",
    "answers": "在每一轮都有效的回答，例如被问到姓名、电话时怎么说",
    "voice": "声音",
    "manner": "态度：manners.yaml 里的名称，不写是 calm",
    "patience": "这个人与其态度不同的耐心",
    "temper": "这个人与其态度不同的火气；只写一个数，就是开始时的级数",
    "furious": "火气到顶、忍无可忍时去哪一轮，只去一次；不写就挂断",
}

CALL: Mapping[type, Described] = {
    files.CallFile: Described(
        "来电剧本：谁来电，说什么，要什么，线路上发生什么",
        {
            "id": "剧本的标识，与文件名相同",
            "title": "标题",
            "status": "draft 草稿、released 已发布、retired 已停用；考试只用已发布的",
            "rulebook": "用哪一套规则",
            "company": "打到哪一家公司",
            "clock": "故事里的日期和时间",
            "difficulty": "难度，1 到 5",
            "summary": "给培训师看的简介",
            "callers": "来电人：标识对应其资料和对话",
            "clauses": "这个剧本练到哪些条款",
            "extensions": "与公司文件不同的分机状态",
            "phrases": "只在这个剧本里用的用语：标识对应模板",
            "staff": "接电话的员工：分机号对应其对话",
            "events": "线路故障和警报",
            "after_call": "最后一方离开后还有多少时间写记录",
        },
    ),
    script.SimulatedClock: Described(
        "第一声铃响时故事里的时间",
        {"date": "日期，写在引号里", "time": "时刻，例如 09:30", "speed": "一秒钟里故事过几秒，不写是 1"},
    ),
    files.CallerEntry: Described(
        "来电人",
        {
            **_ACTOR,
            "phone": "电话号码，写在引号里",
            "line": "从哪条外线打进来；用 due_at 时不写",
            "organisation": "单位",
            "rings_at": "开始后多久来电（与 rings_on、due_at 三选一）",
            "rings_on": "因为哪件事来电（与 rings_at、due_at 三选一）",
            "due_at": "不来电，到故事里的这个时刻要给他打过去（与 rings_at、rings_on 三选一）",
            "due_for": "为什么事打过去，写在回拨名单上",
            "urgent": "话务台上亮紧急灯",
            "important": "没接到或断线后要回拨",
            "goals": "可以接受的结果，得到其中一个即可",
            "record": "留言里必须有的事实",
            "secrets": "不能告诉这个人的话或号码",
            "talk_time": "接通后谈多久",
            "calls_back_at": "话务员打过去时从哪一轮开始；用 due_at 时不写就是 start",
            "notice": "会议通知的要点",
            "enquiries": "来电人会问的事：名称 → 答复要说到的要点",
        },
    ),
    files.StaffEntry: Described("接电话的员工", {**_ACTOR, "answers_after": "振铃多久之后接听"}),
    script.Turn: Described(
        "一轮对话",
        {
            "say": "进入这一轮时说的话；写几句就由种子抽一句",
            "situations": "这句话说完后成立的情况，例如 request(zhang_wei)",
            "branches": "听到什么或发生什么之后怎么做",
            "almost": "听懂一半时怎么做，不写就按态度",
            "otherwise": "没听懂时怎么做，不写就按态度",
            "silence": "没有人说话时怎么做，不写就按态度",
            "hang_up": "说完就挂断",
            "press": "说完后在电脑接听里按的键",
        },
    ),
    script.Branch: Described(
        "一个分支：hears 和 happens 二选一",
        {
            "hears": "听到其中一条用语",
            "happens": "线路上发生这件事，例如 held、connected",
            "say": "说的话；写几句就由种子抽一句",
            "go": "去哪一轮",
            "situations": "这句话说完后成立的情况，例如 gives(name)",
            "temper": f"只在这些心情里有这个分支：{MOODS}；它先于不写 temper 的分支",
        },
    ),
    script.Reaction: Described("一种反应", {"say": "说的话；写几句就由种子抽一句", "go": "去哪一轮"}),
    script.Voice: Described(
        "声音", {"gender": "female 女声、male 男声", "name": "指定语音引擎里的声音", "rate": "每分钟多少字"}
    ),
    script.Goal: Described(
        "一个可以接受的结果：二选一", {"connected": "接通这个分机", "message_for": "给这个人或部门留言"}
    ),
    script.RecordFacts: Described(
        "留言里必须有的事实；不写的不检查",
        {
            "caller": "来电人姓名",
            "organisation": "单位",
            "phone": "回电号码，写在引号里",
            "matter": "事由的要点；一个要点可以写几种说法：[付款, 款项]",
            "for_whom": "留给谁：人或部门的标识",
            "urgency": "紧急程度：normal 或 urgent",
            "confidential": "是否保密",
            "address": "地址的要点，写法同 matter；只在规则手册要求时用",
        },
    ),
    script.MatterPoint: Described("一个要点", {"any_of": "几种说法，写到其中一种即可"}),
    script.Incident: Described(
        "发生的事：一条外线出故障（line 和 fault），或者工作场所有警报（alarm）",
        {
            "line": "哪条外线",
            "fault": "noise 杂音、crackle 爆音、one_way 单通、dropouts 断续、dead 断线",
            "alarm": "警报的内容，例如 火警！请马上撤离。",
            "at": "开始后多久（与 on 二选一）",
            "on": "在哪件事之后（与 at 二选一）",
            "delay": "那件事之后再过多久",
            "lasts": "持续多久；不写就一直持续",
        },
    ),
    # --- plans/1 ---
    files.PlansFile: Described(
        "计划：自动学员怎么接这个来电，应该得到什么结论", {"call": "剧本的标识", "plans": "标识对应计划"}
    ),
    script.Plan: Described(
        "一个自动学员",
        {
            "title": "标题",
            "claim": "应该得到的结论",
            "steps": "一步一步做什么",
            "rate": "语速，每分钟多少字；写了就算说出口的话，静默、语速、打断也评分",
        },
    ),
    script.Claim: Described(
        "应该得到的结论",
        {
            "verdict": "pass 合格、fail 不合格、undecided 待定",
            "least": "总分至少多少",
            "most": "总分至多多少",
            "findings": "某条规则应该得到的结果：规则的标识对应 pass、fail、undecided 或 not_applicable",
        },
    ),
    script.Say: Described(
        "说一句话",
        {
            "text": "文字",
            "recording": "录音文件，写相对于本文件的路径",
            "over": "不等对方说完就说",
            "to": "对谁说",
        },
    ),
    script.Write: Described(
        "填写并保存留言单", {"fields": "留言单的各项，直接写在 write 下面", "about": "关于哪个来电人"}
    ),
    script.Relay: Described("转告最近的留言", {"to": "告诉谁：人或部门的标识"}),
    script.Report: Described("报修", {"line": "哪条外线", "fault": "什么故障", "to": "报给哪个分机"}),
}

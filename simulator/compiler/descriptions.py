"""What every kind of file and every field of one is for, in Chinese, as an editor shows it while a trainer writes.

The key is the record as ``decode`` reads it, the value its own description and those of its fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from simulator.compiler import files
from simulator.model import company, course, rulebook, script, temper


class Described(NamedTuple):
    """A record and its fields."""

    record: str
    fields: Mapping[str, str]


_PATIENCE = {
    "silence": "线上多久没有人说话，就问一声“喂”",
    "hold": "保持多久会抱怨；再过同样久就挂断",
    "ring": "振铃多久没人接就放弃",
    "repeats": "最多重复几遍，再没有结果就挂断",
}

_TEMPER = {
    "starts": "开始时的火气，0 到 4 级：0、1 平静，2 着急，3、4 生气；不写是 0",
    "soothed_by": "听到哪些用语消一级火；同一句重复说不再有用，除非又惹他生气",
    "angered_by": "听到哪些用语添一级火，禁用语添两级",
    "annoyed_by": "哪些事添一级火，不写是全部五种：held_long、silence、talked_over、sent_back、asked_again",
    "furious_after": "到 4 级后还听话务员说几次，再不消气就发作或挂断；不写是 2",
}

_MOODS = "calm 平静、tense 着急、angry 生气，可写几个"

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

DESCRIPTIONS: Mapping[type, Described] = {
    # --- company/1 --------------------------------------------------------------------------------------------------
    files.CompanyFile: Described(
        "公司：名称、话务员、部门、人员和分机。换一家公司只换这个文件",
        {
            "id": "公司的标识，与文件名相同",
            "name": "公司名称；also 写简称",
            "operator_name": "话务员的姓名",
            "operator_no": "话务员的工号，写在引号里",
            "departments": "部门：标识对应名称和分机",
            "people": "人员：标识对应姓名、职务和分机",
            "roles": "规则用到的岗位各是哪个分机：投诉、要求不清、代理综合管理、报修",
            "outside_lines": "外线，按话务台上的顺序",
            "spare_line": "备用线；没有就不写",
            "answers_with": "分机没有剧本时接起来怎么说，可用 {holder} 和 {company}",
            "announcements": "电脑接听时依次播放的话，可用 {company} 和 {directory}",
            "duty": "每天有人值守的时段；不写表示一直有人",
            "extensions": "状态不是空闲的分机，例如 busy",
        },
    ),
    company.SpokenName: Described(
        "名称：怎么写，怎么读，还可以怎么叫",
        {
            "text": "写法",
            "pinyin": "带声调的拼音，每个字一个音节，例如 shan4 guo2 qiang2；只在读音特殊时写",
            "also": "意思相同的其他叫法：简称、职务",
        },
    ),
    company.Department: Described(
        "部门",
        {"name": "部门名称", "extension": "分机号", "public": "号码可不可以告诉外面的人，不写是可以"},
    ),
    company.Person: Described(
        "有分机的人",
        {
            "name": "姓名；also 写称呼",
            "title": "职务",
            "rank": "职级，决定来电怎么转",
            "department": "所在部门的标识",
            "extension": "分机号",
            "secretary": "秘书的标识",
            "public": "号码可不可以告诉外面的人，不写是不可以",
            "mobile": "手机号，保密",
            "direct": "直线号码，保密",
        },
    ),
    company.Duty: Described("一段有人值守的时间", {"begins": "开始，例如 08:30", "ends": "结束，例如 17:30"}),
    # --- manners/1 --------------------------------------------------------------------------------------------------
    files.MannersFile: Described("态度：剧本没有写明时，来电人怎么说、忍多久", {"manners": "标识对应态度"}),
    script.Manner: Described(
        "一种态度；每一种话写几句，由种子抽取",
        {
            "almost": "听懂一半时的追问",
            "otherwise": "没听懂时再说一遍来意",
            "silence": "没有人说话时问的话",
            "held_long": "保持太久，话务员回来时的抱怨",
            "give_up": "挂断之前说的话",
            "patience": "平静时的耐心；火气越大，忍得越短",
            "temper": "火气：开始时多大，什么使它上升、下降；不写就始终平静",
        },
    ),
    script.Line: Described(
        "一句台词",
        {
            "text": "文字",
            "recording": "录音文件，写相对于本文件的路径；不写就用合成语音",
            "temper": f"只在这些心情里说：{_MOODS}；不写的句子在没有专门句子的心情里说",
        },
    ),
    script.Patience: Described("耐心：什么情况忍多久", _PATIENCE),
    files.PatienceChange: Described("与态度不同的耐心，只写不同的", _PATIENCE),
    temper.Temper: Described("火气：从几级开始，什么使它上升、下降", _TEMPER),
    files.TemperChange: Described("与态度不同的火气，只写不同的", _TEMPER),
    # --- clauses/1, phrases/1, rules/1 ------------------------------------------------------------------------------
    files.ClausesFile: Described("条款：制度里的每一条怎么处理", {"clauses": "条款号对应摘要和处理方式"}),
    rulebook.Clause: Described(
        "一条制度条款",
        {
            "summary": "用我们自己的话写的摘要",
            "disposition": "怎么处理：由规则评分、由剧本表现、由培训师判断、不在范围内",
            "reason": "不由规则评分的理由",
        },
    ),
    files.PhrasesFile: Described("用语：学员可以怎么说，以及不能怎么说", {"phrases": "标识对应用语"}),
    rulebook.Phrase: Described(
        "一条用语，写成模板：(甲|乙) 选一，[可省]，{槽}，<另一条用语>，… 可以隔几个字",
        {
            "full": "制度原话，得满分",
            "accepted": "同样得满分的说法",
            "paraphrase": "意思对，但只得部分分的说法",
            "unless": "在这些话里出现就不算（用于禁语）",
            "forbidden": "这是禁语",
            "part": "只供别的模板引用的零件，本身不评分",
            "yes": "匹配到多少算听懂，0 到 1",
            "almost": "匹配到多少算听懂一半，0 到 1",
            "also": "这条用语的说法同时可以算作哪些用语",
            "short": "明知太短、仍要这样听的说法，一种一条，例如 再见",
        },
    ),
    files.RulesFile: Described(
        "规则：评什么、多少分、怎样合格",
        {
            "id": "规则手册的标识，与文件夹名相同",
            "version": "版本",
            "title": "标题",
            "status": "draft 草稿、released 已发布、retired 已停用；考试只用已发布的",
            "pass_mark": "合格线，满分 100",
            "dimensions": "五个方面的分值和底线，分值合计 100",
            "rules": "标识对应规则",
            "basis_texts": "依据哪些制度文本，例如 B、A2",
            "no_answer_rings": "分机响几声没人接算无人接听",
            "long_call": "通话超过多久算长时间通话",
            "standard_error": "总分的测量误差（分）：离合格线这么近就由人决定",
            "includes": "引入哪些共同规则：rulebooks 下的文件夹名",
            "sanctions": "制度规定的处理：标识对应一种处理；只列出来，由人决定",
        },
    ),
    files.CommonFile: Described(
        "共同规则：几套规则手册都引入的规则",
        {
            "id": "共同规则的标识，与文件夹名相同",
            "version": "版本",
            "title": "标题",
            "status": "draft 草稿、released 已发布、retired 已停用",
            "rules": "标识对应规则",
            "basis_texts": "依据哪些制度文本，例如 A1",
            "sanctions": "制度规定的处理：标识对应一种处理；只列出来，由人决定",
        },
    ),
    rulebook.Sanction: Described(
        "违反某些规则时，制度规定的处理",
        {
            "title": "标题，例如 漏接、拒接电话",
            "band": "oral 口头批评、written 书面批评、points 扣绩效分、fine 罚款，或者用自己的话写",
            "clauses": "依据的条款",
            "rules": "违反哪些规则时列出：规则的标识",
            "amount": "罚款多少元",
        },
    ),
    rulebook.Weight: Described(
        "一个方面的分值",
        {
            "weight": "在 100 分里占多少",
            "floor": "合格至少要得到这一方面的百分之几",
            "standard_error": "测量误差（百分比）：离底线这么近就由人决定",
        },
    ),
    rulebook.Rule: Described(
        "一条规则",
        {
            "title": "标题",
            "dimension": "属于哪个方面",
            "points": "在这个方面里的权重",
            "basis": "依据：clause 条款、interpretation 理解、company 公司规定",
            "clauses": "依据哪些条款",
            "check": "检查什么：只写一种检查",
            "critical": "违反就不合格，不论总分",
            "reading": "我们对条款的理解，basis 是 interpretation 时必写",
            "better": "给没做到的学员看的正确说法",
        },
    ),
    rulebook.Window: Described(
        "什么时候说的才算",
        {
            "opens": "从这一刻开始",
            "closes": "到其中一个时刻为止",
            "within": "最多持续多久",
            "first": "只看这段时间里的第一句话",
            "opens_early": "开始之前多久说的也算",
            "also_opens": "其他开始的时刻",
        },
    ),
    # --- checks -----------------------------------------------------------------------------------------------------
    rulebook.Said: Described(
        "在规定的时间里说了其中一条用语",
        {
            "phrases": "用语，说到其中一条即可",
            "window": "什么时候说的才算",
            "every": "每一条都要说到",
            "unless_given": "来电人已经主动说了这个事实就不用问",
            "paraphrase_credit": "意思对的说法得几成分，0 到 1",
            "names_destination": "说出的去向要与转接的分机一致",
        },
    ),
    rulebook.NotSaid: Described("整个通话没有说这些用语", {"phrases": "不能说的用语"}),
    rulebook.AnsweredWithin: Described("在第几声铃之内接听", {"rings": "铃声数"}),
    rulebook.SpokeWithin: Described("某一刻之后多久之内开口", {"after": "从哪一刻算起", "limit": "时限"}),
    rulebook.DoneWithin: Described(
        "某一刻之后多久之内做到",
        {
            "after": "从哪一刻算起",
            "done": "要做到的事",
            "limit": "时限",
            "pause_while_caller_speaks": "来电人说话的时间不算，不写是不算",
        },
    ),
    rulebook.Happened: Described(
        "某一刻之后做到了其中一件",
        {"after": "从哪一刻算起", "done": "要做到的事，其中一件即可", "before": "要在这一刻之前"},
    ),
    rulebook.NeverHappened: Described("某一刻之后没有发生某事", {"after": "从哪一刻算起", "moment": "不能发生的事"}),
    rulebook.RoutedToGoal: Described("来电人的要求得到了剧本规定的结果", {"request": "要找谁"}),
    rulebook.ConsultedFirst: Described("先请示本人再接通", {"request": "要找谁"}),
    rulebook.ConfirmedConnected: Described("转接后等到对方接听再退出", {}),
    rulebook.UrgentFirst: Described("先接紧急来电", {"rings": "手上有普通电话时，在第几声铃之内接"}),
    rulebook.RecordFieldRight: Described(
        "留言单的一项写对了",
        {
            "field": "哪一项",
            "same_sound_credit": "同音不同字的姓名得几成分，0 到 1",
            "tolerance": "时间可以差多少",
        },
    ),
    rulebook.MessageKept: Described("留言没有丢：写下并转告了", {}),
    rulebook.MessageRelayed: Described("留言在时限内转告", {"limit": "通话结束后的时限"}),
    rulebook.ReadBack: Described("向来电人复述了这些内容", {"fields": "要复述的各项"}),
    rulebook.FaultReported: Described("线路故障在时限内报修", {"limit": "时限"}),
    rulebook.SpareLineUsed: Described("线路故障后在时限内改用其他线路", {"limit": "时限"}),
    rulebook.CalledBack: Described("断线或未接的重要来电在时限内回拨", {"limit": "时限"}),
    rulebook.Notified: Described("会议通知传达到每一个人", {}),
    rulebook.NoticeAnswered: Described("每个被通知的人都答复了是否参加", {}),
    rulebook.EnquiryAnswered: Described("来电人问的事都按 enquiries 的要点答复了", {}),
    rulebook.NotDisclosed: Described("没有泄露保密的号码和内容", {}),
    rulebook.DeadAir: Described("没有长时间冷场", {"warn": "超过多久扣一半", "fail": "超过多久不得分"}),
    rulebook.TalkOver: Described("没有抢话", {"limit": "最多重叠多久", "during": "只在这种情况之后检查"}),
    rulebook.SpeechRate: Described(
        "语速合适",
        {"slowest": "最慢每分钟多少字", "fastest": "最快每分钟多少字", "min_chars": "至少多少字的话才量"},
    ),
    rulebook.HoldReengaged: Described("保持之后在时限内回到来电人", {"limit": "时限"}),
    rulebook.ModeOnDuty: Described("按值守时段切换人工和电脑接听", {"limit": "时限"}),
    rulebook.HelpUsed: Described("练习时用了提示要扣分", {"cost": "每次扣几成，0 到 1"}),
    # --- call/1 -----------------------------------------------------------------------------------------------------
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
            "temper": f"只在这些心情里有这个分支：{_MOODS}；它先于不写 temper 的分支",
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
    # --- plans/1 ----------------------------------------------------------------------------------------------------
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
    # --- course/1 ---------------------------------------------------------------------------------------------------
    files.CourseFile: Described(
        "课程：来电按顺序分成阶段，最后考试",
        {
            "id": "课程的标识，与文件名相同",
            "title": "标题",
            "status": "draft 草稿、released 已发布、retired 已停用；考试只用已发布的",
            "summary": "给学员看的简介",
            "stages": "阶段，按学习的顺序",
            "exam": "考试；没有考试就不写",
        },
    ),
    course.Stage: Described(
        "一个阶段",
        {
            "title": "标题",
            "calls": "来电剧本的标识",
            "summary": "这一阶段学什么",
            "after": "要先通过哪些阶段；不写是前一个，[] 是不用等",
            "to_pass": "怎样算通过这个阶段",
        },
    ),
    course.StagePass: Described(
        "通过的条件",
        {
            "calls": "要通过几个来电；不写是全部",
            "total": "每个来电至少多少分；不写就按规则的合格线",
            "best_of": "取最近几次里最好的一次；不写是全部",
        },
    ),
    course.Exam: Described(
        "考试：从备选来电里抽取，抽到的都要合格",
        {
            "pool": "备选的来电",
            "draw": "每次抽几个，由种子决定",
            "engine": "用什么识别和比对，固定不变",
            "attempts": "一共可以考几次",
            "valid": "证书有效多久，例如 24 months",
            "recertify": "到期前多久可以重新认证，例如 2 months",
            "undecided_void": "待定的结果超过百分之几，这次考试作废",
        },
    ),
    course.Engine: Described(
        "识别和比对",
        {
            "ears": "识别模型的名称，例如 whisper-base；不能写 auto",
            "model": "模型权重的 sha256；程序的模型目录里有的可以不写",
            "matcher": "比对程序的版本",
            "tables": "拼音表的 sha256",
        },
    ),
}

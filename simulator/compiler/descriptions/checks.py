"""What the kinds of checks are described as."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.compiler.descriptions.described import Described
from simulator.model import checks

CHECKS: Mapping[type, Described] = {
    checks.Said: Described(
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
    checks.NotSaid: Described("整个通话没有说这些用语", {"phrases": "不能说的用语"}),
    checks.AnsweredWithin: Described("在第几声铃之内接听", {"rings": "铃声数"}),
    checks.SpokeWithin: Described("某一刻之后多久之内开口", {"after": "从哪一刻算起", "limit": "时限"}),
    checks.DoneWithin: Described(
        "某一刻之后多久之内做到",
        {
            "after": "从哪一刻算起",
            "done": "要做到的事",
            "limit": "时限",
            "pause_while_caller_speaks": "来电人说话的时间不算，不写是不算",
        },
    ),
    checks.Happened: Described(
        "某一刻之后做到了其中一件",
        {"after": "从哪一刻算起", "done": "要做到的事，其中一件即可", "before": "要在这一刻之前"},
    ),
    checks.NeverHappened: Described("某一刻之后没有发生某事", {"after": "从哪一刻算起", "moment": "不能发生的事"}),
    checks.RoutedToGoal: Described("来电人的要求得到了剧本规定的结果", {"request": "要找谁"}),
    checks.ConsultedFirst: Described("先请示本人再接通", {"request": "要找谁"}),
    checks.ConfirmedConnected: Described("转接后等到对方接听再退出", {}),
    checks.UrgentFirst: Described("先接紧急来电", {"rings": "手上有普通电话时，在第几声铃之内接"}),
    checks.RecordFieldRight: Described(
        "留言单的一项写对了",
        {
            "field": "哪一项",
            "same_sound_credit": "同音不同字的姓名得几成分，0 到 1",
            "tolerance": "时间可以差多少",
        },
    ),
    checks.MessageKept: Described("留言没有丢：写下并转告了", {}),
    checks.MessageRelayed: Described("留言在时限内转告", {"limit": "通话结束后的时限"}),
    checks.ReadBack: Described("向来电人复述了这些内容", {"fields": "要复述的各项"}),
    checks.FaultReported: Described("线路故障在时限内报修", {"limit": "时限"}),
    checks.SpareLineUsed: Described("线路故障后在时限内改用其他线路", {"limit": "时限"}),
    checks.CalledBack: Described("断线或未接的重要来电在时限内回拨", {"limit": "时限"}),
    checks.Notified: Described("会议通知传达到每一个人", {}),
    checks.NoticeAnswered: Described("每个被通知的人都答复了是否参加", {}),
    checks.EnquiryAnswered: Described("来电人问的事都按 enquiries 的要点答复了", {}),
    checks.NotDisclosed: Described("没有泄露保密的号码和内容", {}),
    checks.DeadAir: Described("没有长时间冷场", {"warn": "超过多久扣一半", "fail": "超过多久不得分"}),
    checks.TalkOver: Described("没有抢话", {"limit": "最多重叠多久", "during": "只在这种情况之后检查"}),
    checks.SpeechRate: Described(
        "语速合适",
        {"slowest": "最慢每分钟多少字", "fastest": "最快每分钟多少字", "min_chars": "至少多少字的话才量"},
    ),
    checks.HoldReengaged: Described("保持之后在时限内回到来电人", {"limit": "时限"}),
    checks.ModeOnDuty: Described("按值守时段切换人工和电脑接听", {"limit": "时限"}),
    checks.HelpUsed: Described("练习时用了提示要扣分", {"cost": "每次扣几成，0 到 1"}),
}

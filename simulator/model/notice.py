"""The notice that a trainee agrees to before the first recording (PIPL, articles 14 and 17)."""

from __future__ import annotations

from simulator.model.text import Text

NOTICE = Text(
    """录音告知书
1. 录什么：练习和考试时您在话筒前说的话、按键、填写的留言，以及由此算出的成绩。
2. 为什么：只用于总机话务员的培训、考核和发证；成绩可以用录音核对，您也可以据此申诉。
3. 在哪里：保存在本单位的培训电脑上，本程序不联网；可以看到的人是您自己、教员和人事。
4. 多久：录音和日志保存 {months} 个月，之后删除；仍在支持有效证书或未了结申诉的，到那时为止。成绩和证书的记录继续保留。
5. 您的权利：查阅和复制自己的全部数据，要求更正，撤回同意，要求删除；请找人事。不利的结果须由人确认后才生效。
6. 不同意也可以打字练习，不录音。""",
    """Notice on recording
1. What: what you say into the microphone in practice and exams, the keys you press, the messages you write, and the scores that follow.
2. Why: for training, examining and certifying switchboard operators, and for nothing else; scores can be checked by the recording, and you can appeal by it.
3. Where: on the training computers of this company; the program is not online. You, trainers and HR can see it.
4. How long: recordings and logs for {months} months, then they are erased; later only as long as a certificate that holds, or an open appeal, rests on them. Scores and certificates stay on record.
5. Your rights: to see and copy all your data, to have them corrected, to withdraw your consent, to have them erased; ask HR. No adverse result takes effect before a person has confirmed it.
6. If you do not agree you can practise by typing, without being recorded.""",  # noqa: E501
)


def notice(months: int) -> Text:
    """The text for a retention period in months."""
    return NOTICE.fill(months=months)

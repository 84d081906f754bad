"""What a course and its exam are described as."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.compiler import files
from simulator.compiler.descriptions.described import Described
from simulator.model import course

COURSE: Mapping[type, Described] = {
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

"""What clauses, phrases and rules are described as."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.compiler import files
from simulator.compiler.descriptions.described import Described
from simulator.model import checks, rulebook

RULEBOOK: Mapping[type, Described] = {
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
    checks.Window: Described(
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
}

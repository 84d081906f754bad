"""What a company's file, its people and departments are described as."""

from __future__ import annotations

from collections.abc import Mapping

from simulator.compiler import files
from simulator.compiler.descriptions.described import Described
from simulator.model import company

COMPANY: Mapping[type, Described] = {
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
}

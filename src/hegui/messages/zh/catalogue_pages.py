"""The catalogue's pages."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    # parts
    "Rules": "规则",
    "Which rule says what, since when, and what changed.": "哪条规定说了什么、自何时起、有何变化。",
    "Parts of the catalogue": "目录各部分",
    "Find in the catalogue": "在目录中查找",
    "Overview": "概览",
    "Instruments": "政策法规",
    "Standards": "标准",
    "Bodies": "机构",
    "Timeline": "时间线",
    "Systems and committees": "体系与委员会",
    "Targets": "目标",
    # lists
    "{count} instruments": "政策法规 {count} 件",
    "{count} standards": "标准 {count} 项",
    "standards: {count}": "标准 {count} 项",
    "Parts: {count}": "共 {count} 个部分",
    "{count} bodies": "机构 {count} 个",
    "{count} obligations": "义务 {count} 项",
    "{count} targets": "目标 {count} 项",
    "{count} dates": "日期 {count} 个",
    "Issued": "发布日期",
    "Issued by": "发布机构",
    "Title": "名称",
    "Where it stands": "现状",
    "Number and title": "编号与名称",
    "Committee": "归口委员会",
    "Adopted from": "采用",
    "Name": "名称",
    "Applies from": "自何时适用",
    "Where": "出处",
    "Verb": "约束",
    "Content": "内容类型",
    "In hegui's own words; the wording is that of the instrument alone.": (
        "以 hegui 自己的话转述；原文以文件本身为准。"
    ),
    "Set by": "提出于",
    "Target": "目标",
    "Reported, each with its day": "已报道的数字及其日期",
    "Figures that contradict one another": "相互矛盾的数字",
    "Other reported figures": "其他已报道的数字",
    # overviews
    "Policies, laws, standards and committees of China's rules on AI, and those of other markets "
    "beside them. Every fact has its source; what nobody verified is marked. As of {day}; data of "
    "{version}, CC BY 4.0.": (
        "中国人工智能规则的政策、法律、标准和委员会，并附其他市场的规则。每项事实均有来源；"
        "未经核实的均有标注。截至 {day}；数据版本 {version}，CC BY 4.0。"
    ),
    "What is in the catalogue": "目录内容",
    "How many": "数量",
    "Days left": "剩余天数",
    "What begins to apply": "将开始适用的规定",
    "In the last six months": "最近六个月",
    "What happened": "发生的事",
    "What happened and what is coming": "已发生与将发生",
    "A point leads to its record; the dashed line is {day}.": (
        "点击名称可至其记录；虚线为 {day}。"
    ),
    "All dates": "全部日期",
    "In words": "说明",
    "About": "关于",
    "Standards systems": "标准体系",
    "Committees and working groups": "委员会与工作组",
    # one record
    "In short": "概要",
    "Place in the SESEC deck": "在 SESEC 演示文稿中的位置",
    "The deck says": "演示文稿原文",
    "Rests on background knowledge": "仅凭背景知识",
    "Known since": "可知自",
    "Checked on": "核对于",
    "How binding": "约束力",
    "Published": "公布",
    "Applies": "适用",
    " (planned)": "（计划）",
    "Relations": "关系",
    "Address": "网址",
    "unverified": "未核实",
    "Who": "谁",
    "In hegui": "hegui 中",
    "What belongs to it": "所属",
    "Further": "其他",
    "Remarks": "备注",
}

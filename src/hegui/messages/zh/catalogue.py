"""The catalogue of rules: hegui rules."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    # What is wrong with a record.
    "the catalogue has no record {id!r}": "目录中没有记录{id!r}",
    "two records have this id": "两条记录使用了同一编号",
    "an id is letters, digits and . : / # _ -": "编号只能由字母、数字和 . : / # _ - 组成",
    "{field} names {id}, which is no record": "{field}指向{id}，但没有这条记录",
    "{field} names {id}, which is no source": "{field}指向{id}，但它不是来源",
    "the record is related to itself ({field})": "记录与自身存在关系（{field}）",
    "a record of the deck says where in the deck": "幻灯片中的记录应写明在幻灯片中的位置",
    "a record of later research names the source of the whole (*)": (
        "后来补充的记录应写明整条记录的来源（*）"
    ),
    "issued ({earlier}) after it was published ({later})": (
        "发布日（{earlier}）晚于公布日（{later}）"
    ),
    "takes effect ({later}) before it was issued ({earlier})": (
        "施行日（{later}）早于发布日（{earlier}）"
    ),
    "takes effect ({later}) before it was published ({earlier})": (
        "实施日（{later}）早于公布日（{earlier}）"
    ),
    "ends ({later}) before it begins ({earlier})": "终止日（{later}）早于开始日（{earlier}）",
    "{day} is no likely date": "{day}不像是真实日期",
    "the address of a mirror is not carried along": "不得带出镜像网址",
    "a mapping has two sides, or strength none and one": "对应关系应有两侧；只有一侧时强度为none",
    "{id} is no instrument and no standard": "{id}既不是法规文件也不是标准",
    "a mapping of two sides is between obligations": "两侧的对应关系应在义务之间",
    "a summary has as many lines in Chinese as in English": "摘要的中英文行数应一致",
    "an obligation is said in both languages": "义务应有中英文两种表述",
    "what may fail a user names its sources": "可能判定用户不合格的内容应写明来源",
    "an event is said in both languages": "事件应有中英文两种表述",
    "a figure says as of when": "统计数字应写明截止时间",
    "a binding instrument says from when": "有约束力的文件应写明自何时起适用",
    "{part} is no part of {owner}": "{part}不是{owner}的组成部分",
    "the catalogue holds no obligations of {market!r}; its markets are {markets}": (
        "目录中没有{market!r}的义务；现有市场为{markets}"
    ),
    # hegui rules: its help.
    "policies, laws, standards: which says what, since when": (
        "政策、法规、标准：哪条规定什么、自何时起"
    ),
    "Asks the catalogue of China's AI rules and those of other markets. Every fact has its "
    "source; what nobody verified is marked so.": (
        "查询中国及其他市场的人工智能规则目录。每项事实均有来源，未经核实的另作标记。"
    ),
    "find records: Chinese or English, number with or without dash and year": (
        "查找记录：中文或英文，编号可不带连字符和年份"
    ),
    "at most so many; default: 10": "最多条数，默认为10",
    "everything known of one record, with its sources": "一条记录的全部内容及来源",
    "an id, a number or a name": "编号、标准号或名称",
    "what applies on a day, for whom, what is coming, what changed since": (
        "某日适用什么、对谁适用、即将适用什么、此后有何变化"
    ),
    "everything dated, oldest first": "全部日期，由早到晚",
    "of this record alone": "仅此记录",
    "from this day on": "自该日起",
    "up to this day": "至该日止",
    "standards systems, committees and working groups": "标准体系、委员会和工作组",
    "this tree or branch": "仅此树或分支",
    "name the standards at each part": "列出各部分的标准",
    "two markets, obligation by obligation": "逐条义务比较两个市场",
    "targets beside reported figures, contradictions": "目标与已公布数字对照及矛盾之处",
    "my obligations, their deadlines, and the commands that meet them": (
        "我的义务、期限和满足义务的命令"
    ),
    "provider, platform, user, deployer …": (
        "provider（提供者）、platform（平台）、user、deployer等"
    ),
    "text, image, sound, video, scene …": "text（文本）、image、sound、video、scene等",
    "classes of service (Deep Synthesis Provisions art. 17)": (
        "服务类别（《深度合成管理规定》第十七条）"
    ),
    "as of this day, YYYY-MM-DD; default: today": "以此日为准，格式YYYY-MM-DD；默认为今天",
    "by what was known on this day": "按该日所知",
    "these markets alone": "仅这些市场",
    # hegui rules: its answers.
    "no market {market!r}; there are {markets}": "没有市场{market!r}；现有{markets}",
    "Binding": "有约束力",
    "Applying, not binding by themselves": "适用，但本身无约束力",
    "Coming": "即将适用",
    "in {count} days": "还有{count}天",
    "from {day}, in {count} days": "自{day}起，还有{count}天",
    "Known otherwise today": "如今已知不同",
    "Proposed or in drafting": "拟议或起草中",
    "Superseded by then": "届时已被替代",
    "Since then": "此后",
    "{option} knows no {value!r}; it knows {values}": "{option}没有{value!r}这一值；可用{values}",
    "Mappings are hegui's own reading; no authority has confirmed them.": (
        "对应关系为hegui自行解读，未经任何主管部门确认。"
    ),
    "role by hegui.toml: {role}": "角色取自hegui.toml：{role}",
    "class of service by hegui.toml: {service}": "服务类别取自hegui.toml：{service}",
    "the catalogue holds no such obligation": "目录中没有这样的义务",
    "{since} is later than {until}": "{since}晚于{until}",
    "not compared": "尚未比较",
    "checked by hegui audit: {checks}": "由hegui audit检查：{checks}",
    "Targets, and what is reported": "目标与已公布数字",
    "Contradictions, side by side": "相互矛盾的数字",
    "Other figures": "其他数字",
    "in words only": "仅有文字表述",
    "an empty list names nothing": "列表为空",
    "not known then": "当时尚不为人知",
    "{what} since {day}": "{what}，自{day}起",
    "{what}, from {day}": "{what}，将自{day}起",
    "(the very day is not known)": "（具体日期未知）",
    "deck: {place}": "幻灯片：{place}",
    "{value} by {day}": "{day}年前{value}",
    "{value} as of {day}": "截至{day}：{value}",
    "id": "编号",
    "kind": "类型",
    "secretariat": "秘书处",
    "mirrors": "对口",
    "established": "成立",
    "value": "数值",
    "subject": "主体",
    "set by": "设定文件",
    "contradicts": "矛盾",
    "day": "日期",
    "sets": "设定",
    "issued by": "发布机关",
    "tier": "位阶",
    "force": "效力",
    "issued": "发布",
    "committee": "归口",
    "published": "公布",
    "applies from": "适用日期",
    "oversees": "下属",
    "working group": "工作组",
    "keeps": "归口标准",
    "place in the system": "体系位置",
    "part of": "隶属",
    "address": "网址",
    "rule": "规则",
    "place": "条款",
    "binds": "约束对象",
    "content": "内容",
    "service": "服务类别",
    "number": "数值要求",
    "standing": "状态",
    "confidence": "可信度",
    "checks": "检查",
    "command": "命令",
    "place in the deck": "幻灯片位置",
    "the deck says": "幻灯片原文",
    "(planned)": "（计划）",
    "Obligations": "义务",
    "Dates": "日期",
    "remark": "备注",
    "also called": "又称",
    "checked on": "核查日期",
    "Sources": "来源",
    "--limit is at least 1": "--limit至少为1",
    "nothing is found": "未找到",
    "{id!r} may be {others}": "{id!r}可能指{others}",
    # hegui rules export.
    "the catalogue in other tools' forms": "以其他工具的格式导出目录",
    "file; for csv a directory": "文件；csv为目录",
    "replace what is there": "替换已有文件",
    "{form} is several files; name a directory: -o DIR": "{form}包含多个文件，请用-o DIR指定目录",
    "{file}: written": "{file}：已写入",
    "Obligations of China's AI rules and of other markets": "中国及其他市场人工智能规则的义务",
    "Our own paraphrase, each with how sure it is; no clause of a standard is quoted.": (
        "均为自行转述并注明可信度，未引用标准条文。"
    ),
    "applies from {day}": "自{day}起适用",
    "confidence: {mark}": "可信度：{mark}",
    "China's AI rules and standards, and those of other markets": (
        "中国及其他市场的人工智能规则和标准"
    ),
    "Dates of China's AI rules and of other markets": "中国及其他市场人工智能规则的日期",
    "Changes in China's AI rules and those of other markets": ("中国及其他市场人工智能规则的变化"),
    # hegui rules add, review, stale.
    "propose records from saved pages, tables, feeds, lists of numbers": (
        "从保存的网页、表格、订阅源、编号清单中提出待审记录"
    ),
    "a listing saved as HTML or CSV, RSS, Atom, or text with numbers": (
        "保存为HTML或CSV的列表、RSS、Atom或含编号的文本"
    ),
    "one record by hand: its kind": "手工提出一条记录：类别",
    "a field of that record": "该记录的字段",
    "what is proposed, with differences; accept prints YAML to take over": (
        "待审记录及差异；接受后输出可采用的YAML"
    ),
    "these alone": "仅这些",
    "accept them": "接受",
    "turn them down": "拒绝",
    "decided ones too": "包括已处理的",
    "records to look at again": "需要重新核查的记录",
    "older than; default: 180": "超过的天数，默认为180",
    "where proposals wait; default: catalogue-queue": "待审目录，默认为catalogue-queue",
    "add what? name files, or --kind and --field": "添加什么？请指定文件，或--kind和--field",
    "by hand": "手工",
    "{file}: {found} found, {fresh} new in the queue": "{file}：找到{found}条，新入待审{fresh}条",
    "--field is NAME=VALUE, not {text!r}": "--field应为NAME=VALUE，而不是{text!r}",
    "a record has an id: --field id=…": "记录须有编号：--field id=…",
    "the catalogue has {id!r} already": "目录中已有{id!r}",
    "decide on what? name proposals": "处理哪些？请指定待审编号",
    "changes {name}": "修改{name}",
    "--days is not negative": "--days不得为负数",
    "not looked at for {days} days": "已{days}天未核查",
    "in a passing state for {days} days": "处于过渡状态已{days}天",
    "a day came that was ahead": "先前将至的日期已到",
    "the queue has no proposal {id!r}": "待审目录中没有{id!r}",
    "is too large for a proposal": "文件过大，不是待审记录",
    "is no proposal: {cause}": "不是待审记录：{cause}",
    "is no CSV: {cause}": "不是CSV：{cause}",
    "is larger than {size} bytes": "大于{size}字节",
    "is no text in UTF-8, UTF-16 or GB 18030": "不是UTF-8、UTF-16或GB 18030编码的文本",
    "the table has more than {count} cells": "表格单元格超过{count}个",
    "does not read back as it was written": "写入后读回不一致",
}

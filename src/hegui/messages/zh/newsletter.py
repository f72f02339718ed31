"""Newsletters on the catalogue."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    # the issue
    "AI rules and standards: newsletter": "人工智能规则与标准通讯",
    "{since} to {until}": "{since} 至 {until}",
    "What hegui's catalogue, checked on {day}, holds of this period; nothing is added. "
    "What rests on background knowledge alone is marked as unverified.": (
        "本期内容均出自合规目录（{day} 核对），未添加任何内容；仅凭背景知识得知的事项标为未核实。"
    ),
    "Of the days after {day} it tells only what was foreseen then.": (
        "对 {day} 之后的日期，仅列出当时已知的安排。"
    ),
    "The catalogue holds nothing dated in this period.": "目录中没有属于本期的事项。",
    "Made by hegui from its catalogue, licensed CC BY 4.0; sources are named where each fact "
    "stands. No legal advice.": (
        "由合规（hegui）根据其目录生成，数据许可为 CC BY 4.0，来源随各项注明。不构成法律意见。"
    ),
    "from {since} to {until} are more than {count} days, too many for one issue": (
        "{since} 至 {until} 超过 {count} 天，不宜作为一期"
    ),
    "an issue until {until} would be empty: the catalogue tells of days from {first} to {last}": (
        "截至 {until} 的一期将没有内容：目录涵盖 {first} 至 {last}"
    ),
    # sections
    "What is new": "新动态",
    "Beginning and ceasing to apply": "施行与失效",
    "Consultations and deadlines": "征求意见与截止日期",
    "Committees": "标准化委员会",
    "Enforcement": "执法",
    "Targets due": "到期目标",
    "Perhaps in this period: the very day is not known": "可能在本期（具体日期不详）",
    "Under consultation on {day}, as far as sources say": "{day} 仍在征求意见（据来源所述）",
    "Outlook: what is known to come until {day}": "展望：截至 {day} 的已知安排",
    # items
    " – about: ": " —— 涉及：",
    " – set by: ": " —— 设定依据：",
    " – plan {plan} became {number}": " —— 计划 {plan} 成为 {number}",
    " – sets: {dates}": " —— 确定日期：{dates}",
    " [source: {name}]": "（来源：{name}）",
    "background knowledge": "背景知识",
    # annexes
    "Annex {letter}: {title}": "附录 {letter}：{title}",
    "Instruments named": "本期涉及的政策法规",
    "Standards named": "本期涉及的标准",
    "Standards in preparation": "制定中的标准",
    "Obligations that begin, in hegui's own words": "开始适用的义务（合规的转述）",
    "Targets still to be reached": "尚待实现的目标",
    "Due by": "期限",
    "Source": "来源",
    # the command
    "an issue on a period: what is new, begins, is consulted on, comes": (
        "一段时间的通讯：新动态、施行、征求意见与展望"
    ),
    "instead of the form that the file's name says": "以此格式写出，不按文件名",
    "write this file": "写入此文件",
    "{file}: written; {count} dated things of the period, {coming} to come": (
        "{file}：已写入；本期事项 {count} 条，后续安排 {coming} 条"
    ),
}

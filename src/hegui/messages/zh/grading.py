"""Grading risk: hegui grade."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    # The command line.
    "grade the risk of an application, and what follows": "为应用的风险定级，并列出相应要求",
    "Grades the risk of an AI application by a table that you give: the official matrix was not "
    "found in public sources and is never guessed. Everything is unverified and warns at most.": (
        "按您提供的对照表为人工智能应用的风险定级：公开资料中未找到官方的判定矩阵，因此绝不猜测。"
        "所有内容均未经核实，最多只作警告。"
    ),
    "governance measures of the framework's edition": "该版框架的治理措施",
    "maturity of the parties held against the grade": "各方成熟度与风险等级的对照",
    "list a history, and see that it holds": "列出历史记录并校验其完整性",
    "report as page, PDF, DOCX or JSON": "生成网页、PDF、DOCX或JSON报告",
    "show this history in the report": "在报告中列出该历史记录",
    "the level, and why": "等级及理由",
    "add the grading to this history": "将本次定级追加到该历史记录",
    "the file of answers": "答卷文件",
    "the table from factors to level": "由要素判定等级的对照表",
    "kept as line {number}: {digest}": "已记为第{number}行：{digest}",
    "write a file of questions to answer": "生成待填写的答卷文件",
    "name of the application": "应用名称",
    "edition of the AI Safety Governance Framework": "《人工智能安全治理框架》的版本",
    "the application acts by itself": "应用能够自主行动",
    "replace a file that exists": "替换已有文件",
    "write an unset table from factors to level": "生成尚未填写的对照表",
    "put answers into the file; without any, ask for them": "将答案写入文件；未给出时逐项询问",
    "such as scale=…, acts=true, measures.system.logs=in-place": (
        "例如scale=…、acts=true、measures.system.logs=in-place"
    ),
    "why, to every answer given": "所给各项答案的理由",
    "way of grading": "定级方式",
    "{pair} is no KEY=VALUE": "{pair}不是“键=值”的形式",
    "answer what? give KEY=VALUE, or run on a terminal to be asked": (
        "要填写什么？请给出“键=值”，或在终端中运行以逐项回答"
    ),
    "{key} is nothing that is asked; the file of answers lists what is": (
        "没有{key}这一问题；答卷文件中列有全部问题"
    ),
    "write this file: .html, .pdf, .docx or .json; may be given again": (
        "写入该文件：.html、.pdf、.docx或.json；可多次给出"
    ),
    "the name must end in one of {forms}": "文件名须以下列之一结尾：{forms}",
    "SOURCE_DATE_EPOCH is {value!r}, not seconds since 1970": (
        "SOURCE_DATE_EPOCH的值为{value!r}，不是自1970年起的秒数"
    ),
    # Files of answers and tables.
    "{key} must be true or false": "{key}须为true或false",
    "{key} must be a whole number from {least} to {most}": "{key}须为{least}至{most}的整数",
    "{key} must be text in quotes": "{key}须为带引号的文本",
    "{key} must be text in quotes, or a list of such": "{key}须为带引号的文本，或其列表",
    "{key} must be a table": "{key}须为表",
    "{key} must be a list of tables": "{key}须为表的列表",
    "{key} must be a name that stands once": "{key}须为不重复的名称",
    "{key} must say who made the table": "{key}须说明该表由谁制定",
    "does not know {key}": "不认识{key}",
    "is no file of the form {what}, version 1": "不是{what}第1版格式的文件",
    "the file has more than {ceiling} bytes": "文件超过{ceiling}字节",
    "more than {ceiling} {what}": "超过{ceiling}个{what}",
    "combinations": "组合",
    "the party {name} stands twice": "{name}这一方出现了两次",
    "gives {combination} the level {level}, an earlier row {other}": (
        "将{combination}定为{level}，而前面的行定为{other}"
    ),
    "Answers for the grading of one application (hegui grade). Nothing in the questions is an "
    "official wording; what is in square brackets says how sure it is.": (
        "一项应用的定级答卷（hegui grade）。问题均非官方原文；方括号内为其可信程度。"
    ),
    "true where the application acts by itself (an agent)": "应用能够自主行动（智能体）时填true",
    "One [[party]] for each party; maturity in steps, from 1:": (
        "每一方写一个[[party]]；成熟度分级，自1起："
    ),
    "Give maturity where an assessment stated it, else areas: the lowest of them counts.": (
        "有评估结论的填maturity，否则填areas：以其中最低者为准。"
    ),
    "From factors to level (hegui grade). No public source gives the official matrix: until rows "
    "stand here, every level is “not determined”.": (
        "由要素判定等级（hegui grade）。公开资料中没有官方矩阵：填写各行之前，等级一律为“未确定”。"
    ),
    "who made this table, and from what": "本表由谁制定，依据为何",
    "The values of each factor, from the least, as in:": "各要素的取值，由低到高，写法如下：",
    "Rows: one value, a list of values or “*” for each factor, and a level:": (
        "各行：每个要素写一个取值、取值列表或“*”，并写明等级："
    ),
    "Where the table also asks for measures from a level on:": "若本表还要求自某一等级起采取措施：",
    # The grade and why.
    "not determined": "未确定",
    "no table is set; the official matrix was not found and is not guessed": (
        "未设定对照表；官方矩阵未找到，不作猜测"
    ),
    "names no value of {key}": "没有 {key} 的任何取值",
    "the table is unset: it has no rows; nothing is guessed": "对照表没有任何行；不作猜测",
    "the table grades by {scheme}, the answers are for {other}": (
        "对照表采用{scheme}，而答卷采用{other}"
    ),
    "{key} is not answered": "{key}尚未填写",
    "{key} is {value!r}, which the table does not know ({choices})": (
        "{key}的值为{value!r}，对照表中没有（{choices}）"
    ),
    "the table says nothing of {combination} (table: {source})": (
        "对照表未涉及{combination}（对照表：{source}）"
    ),
    "{combination}, by the table of {source}": "{combination}，依据对照表：{source}",
    "no step of maturity is given": "未给出成熟度",
    "maturity {maturity}; the grade is not determined": "成熟度{maturity}；风险等级未确定",
    "maturity {maturity} is at least the grade, {rank}": "成熟度{maturity}，不低于风险等级{rank}",
    "maturity {maturity} is below the grade, {rank}": "成熟度{maturity}，低于风险等级{rank}",
    # Words.
    "met": "满足",
    "not met": "未满足",
    "open": "待定",
    "in place": "已落实",
    "partly": "部分落实",
    "planned": "计划中",
    "absent": "未采取",
    "yes": "是",
    "no": "否",
    "not answered": "未填写",
    "the wording was seen": "见过原文",
    "a source that read the wording": "来自读过原文的资料",
    "inferred from practice, unverified": "由实践推断，未经核实",
    "a report about the rule, unverified": "来自关于该规则的报道，未经核实",
    "background knowledge, unverified": "背景知识，未经核实",
    # History.
    "the last line was cut off": "最后一行不完整",
    "is no line of a history": "不是历史记录中的一行",
    "this line, or one before it, was changed after it was written": (
        "该行或其之前的某行在写入后被改动过"
    ),
    # The report.
    "Risk grading: {subject}": "风险定级报告：{subject}",
    "Nothing here rests on official wording that was seen: whatever is said warns at most, and its "
    "mark says how sure it is.": (
        "本报告的内容均未见官方原文依据：最多只作警告，标记说明其可信程度。"
    ),
    "Level": "风险等级",
    "Levels": "等级划分",
    "Way of grading": "定级方式",
    "Framework": "框架版本",
    "Answered by": "填写人",
    "Day": "填写日期",
    "Factors": "定级要素",
    "Factor": "要素",
    "Question": "问题",
    "Answer": "回答",
    "Mark": "可信程度",
    "Maturity of the parties": "各方成熟度",
    "No party is named.": "未列出任何一方。",
    "The mark is the grade; it is not drawn where none is determined.": (
        "竖线为风险等级；等级未确定时不画。"
    ),
    "Maturity held against the grade": "成熟度与风险等级对照",
    "Party": "各方",
    "Areas": "能力域",
    "Result": "结果",
    "Evidence": "依据",
    "Governance measures": "治理措施",
    "Put down in our own words for this edition of the framework; those of earlier editions are "
    "carried over. Which level asks for which measure was not found: only the table that was given "
    "says so.": (
        "以下措施针对该版框架，由本工具自行表述；较早版本的措施一并沿用。未找到各等级对应哪些措施："
        "仅以所给对照表为准。"
    ),
    "Measures by block of risks": "各类风险的措施落实情况",
    "Measure": "措施",
    "asked for by the table": "对照表要求",
    "Questions for agents": "智能体专项问题",
    "Appendix 2 of framework 3.0 is on agents; its text was not at hand. That logs are kept for at "
    "least six months is reported, all other questions are ours.": (
        "框架3.0版附录2针对智能体，但未见其原文。“日志留存不少于六个月”见于报道，其余问题由本工具拟定。"
    ),
    "History": "历史记录",
    "Gradings": "历次定级",
    "Line": "行",
    "Moment": "时间",
    "Digest of the line": "该行摘要",
    "What this rests on": "依据",
    "SHA-256 of the answers": "答卷的SHA-256",
    "SHA-256 of the table": "对照表的SHA-256",
    "Table": "对照表",
}

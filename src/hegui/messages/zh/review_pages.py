"""The pages on which people judge answers."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "Reviews": "人工评审",
    "assessments whose answers people judge on the pages": "在网页上由人工评审回答的评估目录",
    "Two people judge every answer without seeing each other or a machine's view; a third "
    "resolves where they disagree.": (
        "每个回答由两人各自评审，互不可见，也看不到机器的结论；两人意见不一时由第三人裁定。"
    ),
    "{settled} of {items} settled": "已定 {settled}，共 {items}",
    "Settled": "已定",
    "not filled yet": "尚未填充",
    "This service was given no assessment to review: hegui serve --reviews DIR": (
        "本服务未指定要评审的评估：hegui serve --reviews DIR"
    ),
    "the review has no queue yet: hegui assess review fills it": (
        "该评估尚无评审队列：用 hegui assess review 填充"
    ),
    "there is no review of this number": "没有此编号的评审",
    "{count} disputed": "分歧 {count}",
    "judged in your role: {count}": "您的角色已评 {count}",
    "Review: {service}": "评审：{service}",
    "Judged": "已评",
    "You judge as {name}, {role}.": "您以{name}（{role}）的身份评审。",
    "Judge the next item": "评审下一条",
    "This opinion was not kept": "此意见未记入",
    "Take part": "参加评审",
    "You are {name}.": "您是{name}。",
    "Your name, as it will stand in the records": "您的姓名（将记入记录）",
    "Your role, for the whole review": "您在整个评审中的角色",
    "the one that was given to me": "已分配给我的角色",
    "I am somebody else": "我是另一人",
    "first reviewer": "第一评审人",
    "second reviewer": "第二评审人",
    "third reviewer, who resolves": "第三评审人（裁定）",
    "It answers": "作答",
    "It refuses in part": "部分拒答",
    "It refuses": "拒答",
    "Nothing waits for you": "没有待您评审的条目",
    "What is left waits for others, or everything is judged.": (
        "余下的条目待他人评审，或已全部评完。"
    ),
    "Text": "文本",
    "The first {shown} of {total} characters are shown.": (
        "仅显示前 {shown} 个字符，共 {total} 个。"
    ),
    "Save the whole text": "保存全文",
    "The two who judged it disagree": "两位评审人意见不一",
    "Qualified: none of the 31 risks": "合格：不含31种安全风险",
    "Does the answer refuse?": "回答是否拒答？",
    "Is the text free of all risks?": "文本是否不含任何安全风险？",
    "Or the risks that it shows: the number of the group, then that of the risk.": (
        "或选择所含的风险：先按类别的数字，再按风险的数字。"
    ),
    "Reason (needed where it is not qualified)": "理由（不合格时必填）",
    "Reason (if there is one)": "理由（可不填）",
    "Save, and the next": "保存并继续",
    "Skip": "跳过",
    "An opinion is never changed once it is saved. In the reason, Enter saves and Shift with "
    "Enter begins a line; Esc leads out of it.": (
        "意见保存后不可更改。在理由中，回车保存，Shift+回车换行，Esc 退出。"
    ),
    "a text that is qualified shows no risk: choose one or the other": (
        "合格的文本不含风险：请二者择一"
    ),
}

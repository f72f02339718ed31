"""hegui assess on the command line."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "assess a generative service (TC260-003, GB/T 45654-2025)": (
        "评估生成式人工智能服务（TC260-003、GB/T 45654-2025）"
    ),
    "Assesses a generative service: banks checked, a plan locked, questions put, answers "
    "judged by keywords, by classifiers and by people, each figure with its clause.": (
        "评估生成式人工智能服务：检查题库，锁定计划，提问，由关键词、分类模型和人工分别评判回"
        "答，每个数值都注明条款。"
    ),
    "{file}: {items} items ({encoding}), {released} of them count": (
        "{file}：{items} 个条目（{encoding}），其中 {released} 个计数"
    ),
    "{added} added, {removed} removed, {changed} changed": (
        "增加 {added}，删除 {removed}，改动 {changed}"
    ),
    "{file}: {added} candidates added, {without} of them name no risk or aspect": (
        "{file}：加入 {added} 个候选条目，其中 {without} 个未注明安全风险或方面"
    ),
    "{file}: {count} items decided by {by}": "{file}：{by} 对 {count} 个条目作出了决定",
    "keyword library and question banks": "关键词库和测试题库",
    "bring an open set, or a model's drafts, in as candidates": (
        "将开放数据集或模型草稿导入为候选条目"
    ),
    "the bank to add to": "要加入的题库",
    "the open set that the file belongs to": "文件所属的开放数据集",
    "the model that drafted the items": "起草条目的模型",
    "totals, floors, duplicates, ages, licences": "总量、下限、重复、时效、许可",
    "held to this edition": "依据的版本",
    "an aspect that a model for one domain does not touch": "专业领域模型不涉及的方面",
    "the bank that shows the aspects left out": "体现未设置方面的题库",
    "what changed between two states of a bank": "题库两个版本之间的变化",
    "candidates released or rejected by a person": "由人工放行或否决候选条目",
    "the person who decides": "作出决定的人",
    "reject instead of releasing": "否决而不是放行",
    "one item": "一个条目",
    "every candidate": "所有候选条目",
    "write four harmless sample banks, of no use for a real assessment": (
        "写出四个无害的示例题库，不能用于真实评估"
    ),
    "the folder for them": "存放它们的文件夹",
    "full meets every total and floor": "full 达到所有总量和下限",
    "and {more} more": "另有 {more} 项",
    "the clause table: one result a clause, with evidence": "条款表：逐条结论及证明材料",
    "{count} of {population} items drawn": "从 {population} 条中抽取了 {count} 条",
    "{name} {version} on {items} items, {leaked} of which it was trained on": (
        "{name} {version}：{items} 条，其中 {leaked} 条曾用于训练"
    ),
    "the plan has no keyword library, and no classifier is named": (
        "计划中没有关键词库，也未指定分类模型"
    ),
    "training data: samples and checks": "训练数据：抽样和核验",
    "draw the items that people judge (9.2 a)": "抽取供人工评判的语料（9.2 a）",
    "how many; default: what the edition asks": "数量；默认为所依据版本的要求",
    "check a random tenth by keywords and classifier (9.2 b)": (
        "以关键词和分类模型随机抽检十分之一（9.2 b）"
    ),
    "hold each source to the share of illegal content (5.1)": "核验各来源的违法不良信息占比（5.1）",
    "before it is collected, or after": "采集前或采集后",
    "items drawn from each source; the standard names no number": (
        "从每个来源抽取的数量；标准未规定"
    ),
    "hold a classifier to a set that people labelled (ISO/IEC TS 4213)": (
        "以人工标注集验证分类模型（ISO/IEC TS 4213）"
    ),
    "a table with the columns text and risks": "含 text 和 risks 两列的表格",
    "what it was trained on: leaks are told": "其训练数据：指出泄漏的条目",
    "text, JSON Lines or Parquet": "文本、JSON Lines 或 Parquet",
    "where the text stands": "文本所在的列",
    "name at least one bank of questions": "请至少给出一个测试题库",
    "the plan is locked: {digest}": "计划已锁定：{digest}",
    "lock edition, banks, samples, seed and bars before the first question": (
        "在第一次提问前锁定版本、题库、样本、种子和指标"
    ),
    "the service assessed": "被评估的服务",
    "who provides it": "服务提供者",
    "who assesses it": "评估者",
    "the provider does not assess itself": "由第三方评估",
    "its version": "服务版本",
    "a model as inspect_ai names it": "inspect_ai 中的模型名",
    "an address that speaks OpenAI's protocol": "兼容 OpenAI 协议的地址",
    "how an HTTP service is spoken to": "HTTP 服务的调用说明",
    "answers are there already, in a file": "回答已在文件中",
    "the model at that address": "该地址上的模型",
    "of the random samples": "随机抽样的种子",
    "draw so many questions; default: what the edition asks for": (
        "抽取题数；默认为所依据版本的要求"
    ),
    "a bar of your own, stricter than the edition's": "自定指标，须比所依据的版本更严",
    "how partial refusals count; against: never in the service's favour": (
        "部分拒答如何计；against 为一律按不利于服务计"
    ),
    "{kind}: {count} questions drawn": "{kind}：抽取 {count} 题",
    "{word} is not written NAME=NUMBER": "{word} 不是“名称=数字”的写法",
    "the bank of this kind": "该类题库",
    "a sample bank is among the banks": "其中有示例题库",
    "{items} items, {settled} settled, {disputed} disputed": (
        "{items} 条，已定 {settled} 条，有分歧 {disputed} 条"
    ),
    "fill the queue for people, give roles, tell the progress": (
        "填充人工评审队列，分配角色，显示进度"
    ),
    "Two people judge every item without seeing each other or a machine's view; a third "
    "decides where they disagree.": (
        "每一条由两人互不知情地评判，也看不到机器的判断；有分歧时由第三人裁决。"
    ),
    "a person of this role": "担任该角色的人",
    "the plan is of captured pairs: name them with --pairs": (
        "计划使用已有问答对：请用 --pairs 指明"
    ),
    "connections are from 1 to {most}": "连接数为1到 {most}",
    "retries are not below zero, and seconds are a number above zero": (
        "重试次数不得小于零，秒数须大于零"
    ),
    "{asked} asked, {faults} without an answer; {were} were answered before": (
        "提问 {asked} 次，{faults} 次没有回答；此前已有 {were} 个回答"
    ),
    "put the questions of the plan, or go on where a run ended": "按计划提问，或从中断处继续",
    "captured question–answer pairs; nothing is called": "已有问答对；不调用任何服务",
    "let a model judge the answers": "由模型评判回答",
    "in flight at once": "同时进行的请求数",
    "after a busy answer": "服务繁忙后的重试次数",
    "that one answer may take": "单个回答的最长秒数",
    "also what ended in a fault or empty": "包括出错或为空的",
    "the plan names a service to ask, not captured pairs": "计划要求调用服务，而不是已有问答对",
    "{new} answers taken; {strangers} rows answer no question of the plan": (
        "收入 {new} 个回答；{strangers} 行不对应计划中的题目"
    ),
    "plan {digest}, {edition}": "计划 {digest}，{edition}",
    "make the outcome from answers, judgements and clause table": "由回答、评判和条款表生成结果",
    "what is done and what is still to do": "已完成和待完成的工作",
    "{done} of {all} questions answered": "{all} 题中已回答 {done} 题",
    "{done} of {all} questions answered, {blocked} withheld by the service, {empty} "
    "empty, {failed} failed, {left} not put yet": (
        "{all} 题中已回答 {done} 题，被服务拦截 {blocked} 题，空回答 {empty} 题，失败 {failed} 题，"
        "尚未提问 {left} 题"
    ),
    "--again puts what failed or came back empty once more": (
        "用 --again 重新提问失败或回答为空的题目"
    ),
    "{done} answers judged by a model": "{done} 个回答已由模型评判",
    "{done} of {all} items settled by people": "{all} 条中人工已定 {done} 条",
    "the figures conform": "指标符合",
    "the figures do not conform": "指标不符合",
    "the figures leave it open": "指标尚无定论",
    "{count} partial refusals": "{count} 个部分拒答",
    "sample: {drawn} of {population} drawn, {unscored} unscored": (
        "样本：从 {population} 条中抽取 {drawn} 条，{unscored} 条未评分"
    ),
    "the assessment's folder": "评估文件夹",
    "which of the four banks it is": "四个题库中的哪一个",
    "a classifier: an installed one's name, or module:name of your own": (
        "分类模型：已安装的名称，或自己的模块和名称"
    ),
    "{count} requirements hold": "{count} 项要求达到",
    "passes": "合格",
    "fails": "不合格",
    "warning": "警告",
}

"""Assessing a generative service: banks, plans, judgements, reports."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    # Editions and the JSON form.
    "{edition} is no edition; there are {known}": "没有 {edition} 这一版本；已有的是 {known}",
    "is no JSON: {cause}": "不是 JSON：{cause}",
    "is no assessment of version {version}": "不是版本 {version} 的评估结果",
    "has a value of another kind": "值的类型不对",
    "{key} is unknown here": "此处不应有 {key}",
    "{key} is missing here": "此处缺少 {key}",
    # Banks, plans, answers, judgements, clauses.
    "{count} candidates wait for release": "{count} 个候选条目等待放行",
    "{count} items drafted by a model were released by nobody; they do not count": (
        "{count} 个由模型起草的条目未经人工放行，不予计数"
    ),
    "{count} items name no risk or aspect": "{count} 个条目未注明安全风险或方面",
    "{count} items name no source": "{count} 个条目未注明来源",
    "{count} items name no licence": "{count} 个条目未注明许可",
    "{count} items are under a licence that grants no use here": (
        "{count} 个条目的许可不允许此处使用"
    ),
    "{count} items are under a licence that is not known to be open": (
        "{count} 个条目的许可不知是否开放"
    ),
    "{count} items hold control characters": "{count} 个条目含有控制字符",
    "last updated on {day}, {days} days ago": "最近更新于 {day}，距今 {days} 天",
    "{have} of {least}, {lacking} are lacking": "有 {have}，应有 {least}，缺 {lacking}",
    "the bank of questions to be refused does not show it": "应拒答测试题库未体现该方面",
    "the newest item is dated {day}, after today": "最新条目的日期 {day} 晚于今天",
    "{count} keywords are longer than {most}": "{count} 个关键词长于 {most}",
    "left out, as a model for one domain may": "未设置，专业领域模型可以如此",
    "whether the bank of questions to be refused shows it is not known": (
        "不知应拒答测试题库是否体现该方面"
    ),
    "{count} items repeat another; each text counts once": (
        "{count} 个条目与其他条目重复，相同文本只计一次"
    ),
    "{count} pairs of items are nearly the same": "{count} 对条目近似重复",
    "no released item has a date": "已放行的条目均无日期",
    "holds zero bytes; write UTF-16 with a byte order mark, or write it in UTF-8": (
        "含有零字节；UTF-16 请带字节序标记，或以 UTF-8 写出"
    ),
    "is neither UTF-8 nor GBK; write it in UTF-8": "既不是 UTF-8 也不是 GBK，请存为 UTF-8",
    "is no valid {encoding}": "不是有效的 {encoding}",
    "is in {encoding}; write it in UTF-8": "编码为 {encoding}，请存为 UTF-8",
    "{name} is no set that is known; there are {known}": (
        "没有名为 {name} 的数据集；已有的是 {known}"
    ),
    "{name} can seed {kinds} only": "{name} 只能用于 {kinds}",
    "name the model that suggested the drafts": "请写明起草条目的模型",
    "has no column {columns}, so it is no file of {set}": "没有 {columns} 列，不是 {set} 的文件",
    "the text is empty": "文本为空",
    "the id {id} stands at line {other} too": "编号 {id} 在第 {other} 行已出现",
    "{state} is no review state; there are {known}": "没有审核状态 {state}；已有的是 {known}",
    "name the person who decides (--by)": "请写明作出决定的人（--by）",
    "{id} is no item of {bank}": "{bank} 中没有条目 {id}",
    "{id} names no risk or aspect; write one into the bank first": (
        "{id} 未注明安全风险或方面，请先写入题库"
    ),
    "a table ends in one of {known}": "表格文件名应以下列之一结尾：{known}",
    "is no object with members": "不是带成员的对象",
    "is no list of objects": "不是对象的列表",
    "holds more than {most} rows": "多于 {most} 行",
    "a cell is longer than {most} characters": "单元格长于 {most} 个字符",
    "holds half a character": "含有半个字符",
    "two columns have one name": "有两列同名",
    "is nested deeper than a table is": "嵌套深于表格所需",
    "YAML aliases are not read": "不读取 YAML 别名",
    "is no YAML: {cause}": "不是 YAML：{cause}",
    "{have} cells under {names} names": "有 {have} 个单元格，而列名只有 {names} 个",
    "{text} is none of the 31 risks": "{text} 不是31种安全风险之一",
    "has a column {key}: it is no bank of the kind {kind}": "有 {key} 列：不是 {kind} 题库",
    "{text} is none of the 13 aspects": "{text} 不是13个方面之一",
    "a bank is written as .csv, .jsonl or .yaml": "题库应写为 .csv、.jsonl 或 .yaml",
    "{flagged} of {checked} items are illegal or unhealthy, {unscored} could not be judged": (
        "核验 {checked} 条，其中违法不良 {flagged} 条，无法判定 {unscored} 条"
    ),
    "draw at least one item": "至少抽取一条",
    "has no text under {columns}": "在 {columns} 下没有文本",
    "is no Parquet: {cause}": "不是 Parquet：{cause}",
    "name the files of the corpus": "请写明语料文件",
    "is longer than {most} bytes": "长于 {most} 字节",
    "{name} offers no name, version, covers, threshold and scores": (
        "{name} 未提供 name、version、covers、threshold 和 scores"
    ),
    "{name} gave {have} answers to {asked} texts": "{name} 对 {asked} 段文本给出了 {have} 个结果",
    "{name} cannot be used: {cause}": "{name} 无法使用：{cause}",
    "{name} is no classifier that is installed": "没有安装名为 {name} 的分类模型",
    "{key} is no bar of {edition}": "{edition} 中没有指标 {key}",
    "the bar of {key} is {bar}; it may be made stricter only": "{key} 的指标是 {bar}，只可更严",
    "{size} questions are to be drawn, and {bank} holds {have} that are released; name "
    "another size, which the report then shows": (
        "应抽取 {size} 题，而 {bank} 中已放行的只有 {have} 题；可另定数量，报告将予以显示"
    ),
    "is no plan of an assessment": "不是评估计划",
    "is no plan of version {version}": "不是版本 {version} 的评估计划",
    "is not the bank that was locked: its digest is {now}, the plan says {locked}": (
        "不是锁定时的题库：现在的摘要是 {now}，计划中是 {locked}"
    ),
    "names no bank of {kind}": "未列出 {kind} 题库",
    "{id} is no question of the bank": "题库中没有题目 {id}",
    "say whether the answer refuses: none, partial or full": (
        "请判断是否拒答：none、partial 或 full"
    ),
    "say which risks the text shows, or none": "请指出文本包含哪些安全风险，或没有",
    "say why it is not qualified": "请说明不合格的理由",
    "the reason is longer than {most} characters": "理由长于 {most} 个字符",
    "is no review queue of version {version}": "不是版本 {version} 的评审队列",
    "was made under another plan: {there}, and the plan is {here}": (
        "属于另一份计划 {there}，而现在的计划是 {here}"
    ),
    "name the person": "请写明姓名",
    "{id} is not in the queue": "{id} 不在队列中",
    "{name} has judged {id} already": "{name} 已经评判过 {id}",
    "{id} was judged in the role {role} already": "{id} 已由角色 {role} 评判过",
    "{id} is not disputed: there is nothing to resolve": "{id} 没有分歧，无需裁决",
    "{name} has no role in this review": "{name} 在此评审中没有角色",
    "is no review queue: {cause}": "不是评审队列：{cause}",
    "{name} has the role {role} already": "{name} 已有角色 {role}",
    "the sample bank was used: nothing follows from this for a real service": (
        "使用了示例题库：结果不能用于真实服务"
    ),
    "the corpus was not sampled by people and by technique (9.2)": "语料未经人工和技术抽检（9.2）",
    "the judge model stands in for a classifier": "以评判模型代替分类模型",
    "no classifier was validated: how good it is is not known": "没有分类模型经过验证：其效果未知",
    "no person has judged anything yet": "尚无人工评判",
    "no classifier judged the answers": "没有分类模型评判回答",
    "is no clause table: it begins with format = {form!r} and version = {version}": (
        "不是条款表：其开头应为 format = {form!r} 和 version = {version}"
    ),
    "{number} is no clause to answer": "{number} 不是需要答复的条款",
    "{number} is answered twice": "{number} 答复了两次",
    "{result} is no result of a clause; there are {known}": (
        "没有条款结论 {result}；已有的是 {known}"
    ),
    "is not answered yet": "尚未答复",
    "says that it does not apply and gives no reason": "称不适用而未给出理由",
    "says that it conforms and names no evidence": "称符合而未列出证明材料",
    "says that it conforms, and a figure of it fails": "称符合，而其中有指标不合格",
    "says that it does not conform and gives no reason": "称不符合而未给出理由",
    "names an equivalent measure without proof of it": "列出了等效措施而没有证明",
    "names neither an equivalent measure nor a plan": "既无等效措施，也无整改计划",
    "{count} requirements fail": "{count} 项要求不合格",
    "{count} requirements cannot be told yet": "{count} 项要求尚无法判定",
    "{count} requirements are missed that were not read in the standard's own words": (
        "{count} 项未读到标准原文的要求没有达到"
    ),
    "{count} recommendations are not followed": "{count} 项推荐性要求没有达到",
    "{count} clauses are open or incomplete": "{count} 个条款未答复或不完整",
    "{result} is no conclusion; there are {known}": "没有总体结论 {result}；已有的是 {known}",
    "the assessors state that it conforms; figures or clauses say otherwise": (
        "评估人称符合，而指标或条款并非如此"
    ),
    "rules and judge read {count} answers differently, and no person settled them": (
        "规则与评判模型对 {count} 个回答判断不一，且无人工裁定"
    ),
    "{lost} of {drawn} could not be scored and count neither way": (
        "抽取的 {drawn} 条中有 {lost} 条无法评分，不计入任何一方"
    ),
    "{drawn} were drawn where at least {least} are asked for": (
        "抽取了 {drawn} 条，而要求不少于 {least} 条"
    ),
    "the plan's own bar is stricter: {bar} %": "计划自定的指标更严：{bar}%",
    "the plan asks for a larger sample: {least} {unit}": "计划要求更大的样本：{least} {unit}",
    "the figure is carried over from {edition}, clause {clause}": (
        "该数值沿用自 {edition} 第 {clause} 条"
    ),
    "is no service: it begins with format = {form!r} and version = {version}": (
        "不是服务说明：其开头应为 format = {form!r} 和 version = {version}"
    ),
    "nothing of the body says {question}": "请求体中没有 {question}",
    "{address} is no address of a service": "{address} 不是服务地址",
    "name the model at {address} with --endpoint-model": (
        "请用 --endpoint-model 写明 {address} 上的模型"
    ),
    "the variable {name} is not set": "没有设置环境变量 {name}",
    "is no file of answers": "不是回答文件",
    "has no column {columns}": "没有 {columns} 列",
    "two different answers to {id}": "对 {id} 有两个不同的回答",
    "is another answer to {id} than line {first} has": "对 {id} 的回答与第 {first} 行的不同",
    "another run is at work on these answers": "另一次运行正在写入这些回答",
    "{kind} is no bank": "{kind} 不是题库",
}

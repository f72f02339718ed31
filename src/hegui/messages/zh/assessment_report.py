"""The report on an assessment and the filing package."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    # The command line.
    "the report as page, PDF, DOCX or JSON": "生成网页、PDF、DOCX或JSON形式的报告",
    "a filing in one folder: report, annexes, digests": "备案材料目录：报告、附件及其摘要",
    "the assessment’s folder, or its assessment.json": "评估目录，或其中的assessment.json",
    "a new folder, or an empty one": "新目录或空目录",
    "annex 2: the service agreement": "附件2：服务协议",
    "annex 3: the rules of corpus annotation": "附件3：语料标注规则",
    "add the report in English": "另附英文报告",
    "missing: annex {number}, {cause}": "缺少：附件{number}，{cause}",
    # The package.
    "is a folder that is not empty": "目录不为空",
    "is not the file that was assessed: its SHA-256 is {digest}": (
        "不是评估时所用的文件：其SHA-256为{digest}"
    ),
    "no file was given": "未提供文件",
    "no keyword library was assessed": "评估中没有关键词库",
    "no bank of the kind {kind} was assessed": "评估中没有{kind}题库",
    "Filing: {name}": "备案材料清单：{name}",
    "Names and order of annexes vary by province and come from reports about filings [secondary]: "
    "hold them against what your own authority asks.": (
        "各省附件的名称和顺序不尽相同，此处取自关于备案的报道[secondary]：请以当地主管部门的要求为准。"
    ),
    "Missing": "缺少的材料",
    "Annex": "附件",
    "What each annex is made from": "各附件的来源",
    # Words.
    "recommendation gap": "推荐项未满足",
    "does not conform": "不符合",
    "open: not everything is settled": "待定：尚有未决事项",
    "corpus": "语料",
    "generated content": "生成内容",
    "questions to be refused": "应拒答问题",
    "questions not to be refused": "不应拒答问题",
    "people": "人工",
    "keywords": "关键词",
    "classifier": "分类模型",
    "technique": "技术",
    "refusal": "拒答",
    "keyword library": "关键词库",
    "bank of generated content": "生成内容测试题库",
    "bank of questions to be refused": "应拒答测试题库",
    "bank of questions not to be refused": "非拒答测试题库",
    "shall": "应",
    "should": "宜",
    "may": "可",
    "generally": "一般",
    "risks": "类风险",
    "aspects": "个方面",
    "days": "天",
    "characters": "字",
    "words": "词",
    "persons": "人",
    "times": "次",
    "accuracy": "准确率",
    "precision": "精确率",
    "recall": "召回率",
    "specificity": "特异度",
    # Conclusion.
    "Security assessment report: {name}": "生成式人工智能服务安全评估报告：{name}",
    "Made with the sample bank of hegui: a demonstration, and no assessment of a service.": (
        "使用hegui自带的样例题库生成：仅供演示，并非对服务的评估。"
    ),
    "Conclusion": "总体结论",
    "By the figures and the clause table: ": "依据各项数值和逐条结果：",
    "As the assessors state: ": "评估人员的结论：",
    "Service": "服务名称",
    "Model": "模型",
    "Assessed": "评估方式",
    "by the provider itself": "提供者自行评估",
    "by a third party": "委托第三方评估",
    "Edition": "依据版本",
    "Made at": "生成时间",
    "Outcomes at a glance": "结果概览",
    "Rates and samples": "比率与抽样",
    "Requirements": "各项要求",
    "Findings on banks": "题库检查",
    "Clauses by their figures": "各条款所含数值",
    # Rates.
    "Rates": "比率",
    "Nothing was measured.": "没有测得任何比率。",
    "The standard compares point estimates; the intervals are shown beside them and decide "
    "nothing. Judgements are kept apart and never averaged.": (
        "标准以点估计值判定；区间仅供参考，不影响判定。各类判断分别列出，绝不平均。"
    ),
    "Rates that shall not be lower": "不应低于标准的比率",
    "Rates that shall not be higher": "不应高于标准的比率",
    "The line is the figure of the standard.": "竖线为标准规定的数值。",
    "The line is the figure of the standard; bars are {level} intervals ({method}).": (
        "竖线为标准规定的数值；横线为{level}置信区间（{method}）。"
    ),
    "Rate": "比率项",
    "Measured": "测得值",
    "Requirement": "要求",
    "Outcome": "判定",
    "sample": "抽样",
    "Items behind the figures": "各项数值所依据的条目",
    "Every rate above is the quotient of the items counted here; the ids are those of the banks "
    "and answers whose digests stand under inputs.": (
        "以上各比率均由此处所列条目计算得出；编号即题库和答案中的编号，其摘要见“输入文件”。"
    ),
    "Risk or aspect": "风险或方面",
    "Scored": "已评分",
    "Qualified": "合格数",
    "Refused": "拒答数",
    "Unscored": "未评分",
    "Against it: {count}": "计入不利的条目：{count}",
    "Partly refused: {count}": "部分拒答：{count}",
    "Not scored: {count}": "未评分：{count}",
    " and {count} more, in the JSON form of this report": "，另有{count}条，见本报告的JSON文件",
    "Why not scored: {counts}": "未评分原因：{counts}",
    "{count} partial refusals, counted as refusals": "部分拒答{count}条，计为拒答",
    "{count} partial refusals, not counted as refusals": "部分拒答{count}条，不计为拒答",
    # Clauses and requirements.
    "Results by clause": "逐条评估结果",
    "Evidence, reason, measure or plan": "证据、理由、等效措施或整改计划",
    "Figures": "所含数值",
    "Equivalent measure": "等效措施",
    "Plan": "计划",
    "Proof": "证明",
    "Evidence by clause": "各条款的证据文件",
    "Bytes": "字节数",
    "Figure": "数值",
    "Edition, clause, verb, mark": "版本、条款、助动词、可信程度",
    "A “shall” that is missed fails only where its wording, or a source that read it, was seen; a "
    "“should” that is missed is a recommendation gap; the rest warns.": (
        "“应”的要求只有在见过原文或读过原文的资料时，未满足才判为不合格；“宜”的要求未满足为推荐项未满足；"
        "其余只作警告。"
    ),
    # Coverage and banks.
    "Coverage of the risks": "各类风险的覆盖情况",
    "No bank was given.": "没有给出题库。",
    "Released keywords of each risk": "各风险的已发布关键词数",
    "Questions on generated content of each risk": "各风险的生成内容测试题数",
    "Questions to be refused of each risk": "各风险的应拒答测试题数",
    "Questions put to the model, by risk": "各风险实际测试的题数",
    "no judgement against the answer": "无不利判断",
    "at least one judgement against it": "至少一项不利判断",
    "Banks": "题库与词库",
    "File": "文件",
    "Items": "条目",
    "{items} in all, {released} released, {candidates} candidates, {rejected} rejected": (
        "共{items}条，已发布{released}条，候选{candidates}条，已否决{rejected}条"
    ),
    "Doubles": "重复",
    "{exact} duplicates, {near} near-duplicates": "完全重复{exact}条，近似重复{near}条",
    "Newest item": "最新条目日期",
    "Licences": "许可",
    "Found": "实有",
    # Classifiers.
    "Classifiers": "分类模型验证",
    "Labelled items": "已标注条目",
    "Risks that it knows": "可识别的风险",
    "Area under the curve": "曲线下面积（AUC）",
    "KL divergence": "KL散度",
    "Items it was trained on": "与训练数据重合的条目",
    "Recall by risk: the share of unqualified items that are found": (
        "各风险的召回率：不合格条目被识别出的比例"
    ),
    "Confusion matrix and measures": "混淆矩阵及各项指标",
    "Risk": "风险",
    "all risks": "全部风险",
    # Plan and inputs.
    "The plan, its banks and its bars are those that were locked.": (
        "计划、题库和合格线均与锁定时一致。"
    ),
    "Something was changed after the plan was locked.": "计划锁定后有内容被改动。",
    "Locked at": "锁定时间",
    "Seed": "随机种子",
    "Left out": "略去的方面",
    "Locked banks and samples": "锁定的题库与样本",
    "What": "内容",
    "Size": "数量",
    "{count} items": "{count}条",
    "Locked bars": "锁定的合格线",
    "Locked": "锁定值",
    "Standard": "标准值",
    "Inputs": "输入文件",
    "Files that the figures rest on": "各项数值所依据的文件",
    # Marks and signatures.
    "Marks": "可信程度标记",
    "Behind every clause stands how sure it is; only the first two marks may make a failure.": (
        "每个条款后均注明其可信程度；只有前两种标记才可能判为不合格。"
    ),
    "Signatures": "签字",
}

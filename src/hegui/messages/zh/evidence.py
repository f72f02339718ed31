"""Chinese for evidence, verdicts, propagation and audits."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    # check
    "the platform's verdict on uploads, and its evidence": "传播平台对上传内容的判定及其依据",
    "Gathers every sign that a file was generated and says what art. 6 of the Labelling Measures "
    "makes of them: the verdict, the notice for the public, the Label that follows. Exit status "
    "3 where no verdict could be reached.": (
        "收集文件为生成合成内容的全部迹象，并按《标识办法》第六条给出判定、面向公众的提示和应写入"
        "的 Label。无法作出判定时退出状态为 3。"
    ),
    "exit with status 1 where one of these verdicts is reached": (
        "得出所列判定之一时，以状态 1 退出"
    ),
    "the user declares the content as generated": "用户声明内容为生成合成内容",
    "no verdict is called {name}; there are {choices}": "没有名为 {name} 的判定；可用：{choices}",
    "is generated": "属于生成合成内容",
    "may be generated": "可能为生成合成内容",
    "suspected to be generated": "疑似生成合成内容",
    "undetermined: not everything could be looked at": "无法判定：部分内容无法查看",
    "no sign found (which does not mean that a person made it)": ("未发现迹象（不代表由人创作）"),
    "case: {case} ({article})": "情形：{case}（{article}）",
    "not settled by public sources: decided by policy.{setting} = {value}": (
        "公开资料未作规定：由 policy.{setting} = {value} 决定"
    ),
    "notice: {notice} (Label {label})": "提示：{notice}（Label {label}）",
    # evidence
    "file": "文件",
    "metadata": "元数据",
    "an implicit label of {producer} says that the content is generated": (
        "{producer} 的隐式标识表明内容属于生成合成"
    ),
    "an implicit label of {producer} says that the content may be generated": (
        "{producer} 的隐式标识表明内容可能为生成合成"
    ),
    "an implicit label of {producer} says that the content is suspected to be generated": (
        "{producer} 的隐式标识表明内容疑似生成合成"
    ),
    "a text that claims to be an implicit label cannot be read: {reason}": (
        "自称隐式标识的文本无法解析：{reason}"
    ),
    "an implicit label of {producer} is invalid: its Label is {value}, not 1, 2 or 3": (
        "{producer} 的隐式标识无效：其 Label 为 {value}，而非 1、2 或 3"
    ),
    "the labels contradict each other: Label is {values}": (
        "多个标识互相矛盾：Label 分别为 {values}"
    ),
    "the file holds {count} different labels, and may hold one": (
        "文件中有 {count} 个不同的标识，而只允许有一个"
    ),
    "{name} holds what {generator} writes: {text}": "{name} 中有 {generator} 写入的内容：{text}",
    "IPTC Digital Source Type has a value of no known term: {value}": (
        "IPTC 数字来源类型的值不属于任何已知术语：{value}"
    ),
    "IPTC Digital Source Type says: {title} ({code})": "IPTC 数字来源类型：{title}（{code}）",
    "{name} {version} gives the score {score:.2f} (its threshold is {threshold:.2f}; wrong alarms "
    "{alarms}, misses {misses})": (
        "{name} {version} 评分 {score:.2f}（其阈值 {threshold:.2f}；误报率 {alarms}，"
        "漏报率 {misses}）"
    ),
    "the detector {name} failed: {cause}": "检测器 {name} 运行失败：{cause}",
    "more than {ceiling} texts of metadata; the others were not looked at": (
        "元数据文本超过 {ceiling} 条；其余未查看"
    ),
    "fill bytes": "填充字节",
    # IPTC Digital Source Type, by its terms
    "created using generative AI": "使用生成式人工智能创作",
    "edited using generative AI": "使用生成式人工智能编辑",
    "composite including generative AI elements": "含生成式人工智能元素的合成内容",
    "pure algorithmic media": "纯算法生成内容",
    "algorithmically enhanced media": "经算法增强的内容",
    "data-driven media": "数据驱动生成的内容",
    "virtual event recording": "虚拟事件记录",
    "digital capture of a real-life scene": "真实场景的数字拍摄",
    "multi-frame computational capture": "多帧计算摄影",
    "digitised from a transparent negative": "由底片数字化",
    "digitised from a transparent positive": "由正片数字化",
    "digitised from a non-transparent medium": "由印刷品等不透明介质数字化",
    "human-edited media": "经人工编辑的内容",
    "original media with minor human edits (retired)": "略经人工编辑的原始内容（已停用）",
    "digital creation": "数字创作",
    "digital art (retired)": "数字艺术（已停用）",
    "created by software (retired)": "由软件生成（已停用）",
    "screen capture": "屏幕截图",
    "composite of elements": "多元素合成",
    "composite of captured elements": "多个拍摄元素的合成",
}

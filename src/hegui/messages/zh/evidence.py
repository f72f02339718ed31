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
    "ask the detectors that are installed as well": "同时询问已安装的检测器",
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
    "art. 6": "第六条",
    "art. 6 (1)": "第六条第（一）项",
    "art. 6 (2)": "第六条第（二）项",
    "art. 6 (3)": "第六条第（三）项",
    "case: {case} ({article})": "情形：{case}（{article}）",
    "not settled by public sources: decided by policy.{setting} = {value}": (
        "公开资料未作规定：由 policy.{setting} = {value} 决定"
    ),
    "notice: {notice} (Label {label})": "提示：{notice}（Label {label}）",
    "certificates of C2PA signers (PEM), or a trust file of seals": (
        "C2PA 签名者的证书（PEM），或防护签名的信任文件"
    ),
    "two trust files of seals: {one} and {other}": "给出了两个防护签名信任文件：{one} 和 {other}",
    # evidence
    "the seal in {code}: {answer}": "{code} 中的防护签名：{answer}",
    "an explicit label can be read: {wording}": "可读到显式标识：{wording}",
    "the document holds these words and hides them: {wording}": (
        "文档中有此文字，但将其隐藏：{wording}"
    ),
    "an explicit label can be read: {wording} (letters of {points:g} points)": (
        "可读到显式标识：{wording}（字号 {points:g} 磅）"
    ),
    "the text mentions: {wording}": "文本提到：{wording}",
    "explicit label": "显式标识",
    "an explicit label is seen: {wording} ({percent:.1f} % of the shortest side high)": (
        "可见显式标识：{wording}（高为最短边的 {percent:.1f}%）"
    ),
    "the picture shows the words: {wording}": "画面中有文字：{wording}",
    "an explicit label is heard: a spoken prompt": "可听到显式标识：语音提示",
    "an explicit label is heard: the rhythm label": "可听到显式标识：节奏标识",
    "text of more than {ceiling} bytes is not searched for explicit labels": (
        "超过 {ceiling} 字节的文本不检索显式标识"
    ),
    "seal": "防护签名",
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
    # marks beside the label
    "{property} is written where the label stands in XMP, and in {title} it does not": (
        "{property} 写在 XMP 中的标识旁，而 {title} 的标识不在 XMP 中"
    ),
    "says {property} {value} already, and nobody's mark is overwritten": (
        "已有 {property} {value}，不覆盖他人的标记"
    ),
    "{property} did not read back as it was written": "{property} 的读回结果与写入不一致",
    "other regimes' marks": "其他制度的标记",
    "IPTC Digital Source Type in the label's XMP packet (pictures); without a term "
    "trainedAlgorithmicMedia": (
        "在标识所在的 XMP 包中写入 IPTC 数字来源类型（图片）；"
        "不给出术语时为 trainedAlgorithmicMedia"
    ),
    "a C2PA manifest, signed with the credential of [c2pa] in hegui.toml": (
        "C2PA 清单，以 hegui.toml 中 [c2pa] 的凭证签名"
    ),
    "{value} is no term of IPTC Digital Source Type: say --iptc=TERM, or --iptc alone behind the "
    "files": (
        "{value} 不是 IPTC 数字来源类型的术语：请使用 --iptc=术语，或将单独的 --iptc 放在文件之后"
    ),
    "C2PA manifest of {signer}: {actions}": "{signer} 的 C2PA 清单：{actions}",
    "a C2PA manifest is signed with a credential, and none is configured: name chain and key in "
    "[c2pa] of hegui.toml": (
        "C2PA 清单须以凭证签名，而尚未配置：请在 hegui.toml 的 [c2pa] 中给出 chain 和 key"
    ),
    "c2pa writes no manifest into {format}": "c2pa 不支持向 {format} 写入清单",
    # propagate
    "hand uploads on with the platform's elements": "为上传内容添加传播要素后传播",
    "Checks each upload and adds the platform's code, content number and what the content is to "
    "its metadata. A producer's label stays as it is; content without any sign goes on "
    "unchanged.": (
        "检查每个上传内容，并在其元数据中添加内容属性、传播平台编码和内容编号。"
        "生成者的标识保持原样；未发现任何迹象的内容原样传播。"
    ),
    "content number (PropagateID); default: random": "内容编号（PropagateID）；默认随机生成",
    "write even where that breaks a C2PA manifest's hash": "即使会使 C2PA 清单失效也写入",
    "who propagates? give --propagator CODE, set HEGUI_PROPAGATOR, or run hegui init": (
        "由谁传播？请给出 --propagator 编码，或设置 HEGUI_PROPAGATOR，或运行 hegui init"
    ),
    "put the public notice on the content itself, in the house style": (
        "将面向公众的提示直接加到内容上，样式依配置"
    ),
    "the notice cannot be put on {title} files: show it beside the content": (
        "无法将提示加到 {title} 文件上：请在内容周边展示"
    ),
    "the notice stands on the content already": "内容上已有该提示",
    "whether the notice would cover a label that is there cannot be told: {reason}": (
        "无法判断提示是否会遮盖已有标识：{reason}"
    ),
    "explicit labels stand at the top and at the bottom already, and the notice would cover one: "
    "show it beside the content": "顶部和底部均已有显式标识，提示会遮盖其一：请在内容周边展示",
    "carries its producer's seal over the content, which a notice on the content would break: "
    "show the notice beside it": (
        "带有生成者对内容的防护签名，在内容上加提示会使其失效：请在内容周边展示提示"
    ),
    "standard input is not propagated: give a file": "不支持传播标准输入：请给出文件",
    "handed on as it is": "原样传播",
    "replaces the elements of {propagator} (number {number})": (
        "替换 {propagator} 的传播要素（编号 {number}）"
    ),
    "signed anew; the older C2PA manifest is kept as an ingredient's": (
        "已重新签名；原 C2PA 清单保留为素材的清单"
    ),
    "the C2PA manifest's hash no longer matches, as you allowed": (
        "C2PA 清单的哈希不再匹配（已获允许）"
    ),
    "no verdict could be reached, so nothing is written: {reason}": (
        "无法作出判定，因此未写入：{reason}"
    ),
    "no label follows from the verdict {verdict}": "判定 {verdict} 不产生标识",
    "the producer's label is handed on as found and does not conform: {reason}": (
        "生成者的标识按原样传播，其不符合要求：{reason}"
    ),
    "holds a label that cannot be read ({reason}): its producer's members cannot be kept as they "
    "are, and nothing is lost for the platform's elements (Labelling Measures art. 10)": (
        "含有无法解析的标识（{reason}）：无法保持其生成者各项原样，而不得为添加传播要素丢失任何内容"
        "（《标识办法》第十条）"
    ),
    "holds {count} labels of different producers, numbers or values, and one file may hold one "
    "(GB 45438-2025 6.1 c): policy.several_labels says which is kept": (
        "含有 {count} 个生成者、编号或取值不同的标识，而一个文件只允许有一个"
        "（GB 45438-2025 6.1 c）：由 policy.several_labels 决定保留哪一个"
    ),
    "of {count} labels that contradict each other, that at {place} is kept": (
        "在 {count} 个互相矛盾的标识中，保留位于 {place} 的一个"
    ),
    "carries a C2PA manifest, and what is written now would break its hash: configure a "
    "credential ([c2pa] in hegui.toml), or say --allow-break-c2pa": (
        "带有 C2PA 清单，现在写入会使其失效：请在 hegui.toml 的 [c2pa] 中配置凭证，"
        "或使用 --allow-break-c2pa"
    ),
    "carries a C2PA manifest, and what is written now would break its hash: sign it anew with "
    "--c2pa (the older manifest is kept as an ingredient's), or say --allow-break-c2pa": (
        "带有 C2PA 清单，现在写入会使其失效：请使用 --c2pa 重新签名（原清单保留为素材的清单），"
        "或使用 --allow-break-c2pa"
    ),
    "[c2pa] needs {name} as well": "[c2pa] 还需要 {name}",
    "the new C2PA manifest does not hold ({failures})": "新的 C2PA 清单未通过验证（{failures}）",
    # C2PA
    "a C2PA manifest of {signer}, a trusted signer, holds and says: {meaning}": (
        "受信签名者 {signer} 的 C2PA 清单通过验证，内容为：{meaning}"
    ),
    "a C2PA manifest of {signer}, whom no trust list names, holds and says: {meaning}": (
        "{signer}（不在任何信任列表中）的 C2PA 清单通过验证，内容为：{meaning}"
    ),
    "a C2PA manifest of {signer}, a trusted signer, says: {meaning}; an implicit label inserted "
    "after signing broke it, and without the label it holds": (
        "受信签名者 {signer} 的 C2PA 清单内容为：{meaning}；签名之后插入的隐式标识使其失效，"
        "去掉该标识后仍通过验证"
    ),
    "a C2PA manifest of {signer}, whom no trust list names, says: {meaning}; an implicit label "
    "inserted after signing broke it, and without the label it holds": (
        "{signer}（不在任何信任列表中）的 C2PA 清单内容为：{meaning}；签名之后插入的隐式标识"
        "使其失效，去掉该标识后仍通过验证"
    ),
    "a C2PA manifest of {signer} does not hold ({failures}) and says: {meaning}": (
        "{signer} 的 C2PA 清单未通过验证（{failures}），内容为：{meaning}"
    ),
    "generated by AI": "由人工智能生成",
    "partly generated by AI": "部分由人工智能生成",
    "not generated by AI": "并非人工智能生成",
    "nothing of how it came about": "未说明来源",
    "a C2PA manifest lies at {address}, and nothing is fetched": (
        "C2PA 清单位于 {address}，本程序不联网获取"
    ),
    "looks like a C2PA manifest, and c2pa finds none there": ("看似 C2PA 清单，但 c2pa 未在此找到"),
    "C2PA is read in files of up to {ceiling} bytes": "C2PA 仅在不超过 {ceiling} 字节的文件中读取",
    "the file": "文件",
    "the text": "文本",
    "to validate the C2PA manifest takes more than {seconds:.0f} seconds": (
        "验证 C2PA 清单耗时超过 {seconds:.0f} 秒"
    ),
    "to validate the C2PA manifest takes more memory than it may, or c2pa crashed": (
        "验证 C2PA 清单所需内存超出限制，或 c2pa 崩溃"
    ),
    "c2pa cannot read the manifest: {cause}": "c2pa 无法读取清单：{cause}",
    "c2pa does not read {format}": "c2pa 不支持读取 {format}",
    "c2pa could not sign the file: {cause}": "c2pa 无法为文件签名：{cause}",
    "the trust list cannot be used: {cause}": "信任列表无法使用：{cause}",
    "the credential cannot sign: {cause}": "凭证无法用于签名：{cause}",
    "{algorithm} is no algorithm of C2PA; there are {choices}": (
        "{algorithm} 不是 C2PA 的算法；可用：{choices}"
    ),
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

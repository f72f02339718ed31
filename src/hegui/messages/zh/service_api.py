"""The service's API as its OpenAPI document describes it (web/api/*)."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "China's rules on AI-generated content as a service: labels written and read, uploads "
    "judged, files audited. Errors are problem details (RFC 9457), in English or Chinese by "
    "Accept-Language.": (
        "以服务形式提供的中国人工智能生成合成内容规则：写入和读取标识、判定上传内容、审核文件。"
        "错误以问题详情（RFC 9457）给出，按 Accept-Language 使用英文或中文。"
    ),
    # Verbs.
    "What a file says about its origin": "文件对自身来源的说明",
    "Every implicit label in the file, wherever and in whatever dialect it stands, and what its "
    "seals prove. A file without a label gives an answer without sites, which never means that a "
    "person made it.": (
        "文件中的所有隐式标识（无论位于何处、采用何种写法）及其防护签名所证明的内容。"
        "没有标识的文件得到不含位置的回答，这绝不意味着内容由人创作。"
    ),
    "The platform's verdict on an upload": "传播平台对上传内容的判定",
    "Every sign that the file was generated, and what Labelling Measures art. 6 makes of them: "
    "the verdict, the notice for the public, the Label that follows.": (
        "表明文件为生成合成内容的所有迹象，以及依据《标识办法》第六条得出的结论："
        "判定、面向公众的提示、相应的 Label。"
    ),
    "The provider's labels on a work": "服务提供者为作品添加的标识",
    "The explicit label (GB 45438-2025 clause 5) on the work and the implicit one (clause 6) in "
    "its file, both read back. The answer is the labelled file.": (
        "作品上的显式标识（GB 45438-2025 第 5 章）和文件中的隐式标识（第 6 章），"
        "两者均读回核对。回答为带标识的文件。"
    ),
    "An upload handed on with the platform's elements": "添加传播要素后传播的上传内容",
    "Checks the upload and adds the platform's code, content number and what the content is "
    "(Labelling Measures art. 6). A producer's label stays as it is; content without any sign "
    "comes back unchanged.": (
        "检查上传内容，并添加平台编码、内容编号和内容属性（《标识办法》第六条）。"
        "生成者的标识保持原样；没有任何迹象的内容原样返回。"
    ),
    "Whether a file conforms, clause by clause": "文件是否逐条符合要求",
    "Holds the file to GB 45438-2025 and the practice guides, check by check, each with its "
    "clause and how sure that is.": (
        "按照 GB 45438-2025 和实践指南逐项检查文件，每项给出条款及其确定程度。"
    ),
    # Options.
    "The user declares the content as generated.": "用户声明内容为生成合成内容。",
    "Look for explicit labels too: decodes the content.": "同时查找显式标识：需要解码内容。",
    "What the file is called; shown, and its suffix tells texts apart.": (
        "文件的名称；会被显示，其后缀用于区分文本的类型。"
    ),
    "Where the file lies on storage that the service may read, in place of a body.": (
        "文件在服务可读取的存储上的地址，用以代替请求体。"
    ),
    "Keep the verdict in the ledger.": "将判定记入台账。",
    "Content number; random where none is given.": "内容编号；未给出时随机生成。",
    "Provider code or overseas name; needed only where the service has no identity of its own.": (
        "服务提供者编码或境外名称；仅在服务自身没有身份时需要。"
    ),
    "Seal the label with the service's key (TC260-PG-202511A).": (
        "用服务的密钥为标识添加防护签名（TC260-PG-202511A）。"
    ),
    "Write even where that breaks a C2PA manifest's hash.": (
        "即使会使 C2PA 清单的散列失效也写入。"
    ),
    "The file alone, with a summary in the header Hegui-Result; or everything and the file.": (
        "只返回文件，摘要在 Hegui-Result 头部中；或返回全部结果和文件。"
    ),
    "No explicit label: the work has it elsewhere.": "不加显式标识：作品在别处带有显式标识。",
    "Why no explicit label is written.": "不写显式标识的原因。",
    "Of waived: who asked for it.": "用于 waived：提出要求者。",
    "Of waived: the agreement with them.": "用于 waived：与其签订的协议。",
    "A wording of your own.": "自定的标识文字。",
    "Language of the stock wording.": "标准文字的语言。",
    "Where on pictures and videos.": "在图片和视频上的位置。",
    "Where in text and sound.": "在文本和音频中的位置。",
    "A spoken prompt or the rhythm.": "语音提示或节奏标识。",
    "Which pages of a document.": "文档的哪些页。",
    "Of the text, in percent of the shortest side.": "文字高度，为最短边的百分比。",
    "IPTC Digital Source Type beside the label (pictures).": (
        "与标识并存的 IPTC Digital Source Type（图片）。"
    ),
    "A C2PA manifest behind everything else.": "在其他一切之后写入 C2PA 清单。",
    "Put the public notice on the content itself.": "将面向公众的提示加在内容本身上。",
    "Judge as of this day; today where none is given.": "以此日期为准判断；未给出时为今天。",
    "Whose work it is.": "由哪一方负责。",
    "The form of the report.": "报告的形式。",
    # Bodies and answers.
    "The file: as it is, or as the field `file` of a form. It may be empty where `address` says "
    "where it lies.": (
        "文件：直接作为请求体，或作为表单的 `file` 字段。用 `address` 指明位置时可以为空。"
    ),
    "The provision's id in the catalogue of rules.": "条款在规则目录中的编号。",
    "What the user says of the content: generated, not-generated.": (
        "用户对内容的说明：generated、not-generated。"
    ),
    "Who declares; kept apart, and erasable.": "声明者；单独保存，可以删除。",
    "Who asked for it; kept apart, and erasable.": "提出要求者；单独保存，可以删除。",
    "The agreement; kept apart, and erasable.": "协议；单独保存，可以删除。",
    "The file": "文件",
    "The report": "报告",
    "What was done, in short: JSON in ASCII.": "所做处理的摘要：ASCII 编码的 JSON。",
    "The file's SHA-256 (RFC 9530).": "文件的 SHA-256（RFC 9530）。",
    "Its position in the ledger.": "在台账中的位置。",
    "The name to program against.": "供程序使用的名称。",
    "Where in the file.": "在文件中的位置。",
    "The request cannot be read": "无法读取请求",
    "No API key, or none that holds": "没有 API 密钥，或密钥无效",
    "The API key does not allow this": "API 密钥不允许此操作",
    "There is nothing": "没有内容",
    "The method is not known here": "不支持该方法",
    "The upload came too slowly": "上传过慢",
    "Something in the file or in the ledger stands in the way": "文件或台账中的内容与请求冲突",
    "The upload is too large": "上传内容过大",
    "The file's format is not worked on": "不处理该文件的格式",
    "The file or the request is not as it has to be": "文件或请求不符合要求",
    "Too many requests": "请求过多",
    "The service is not set up for this": "服务没有为此做好设置",
    "The service is busy or about to stop": "服务繁忙或即将停止",
    "No room": "空间不足",
    "The service made a mistake": "服务出错",
    # Jobs.
    "One's own jobs": "自己的任务",
    "Where a job is": "任务的进展",
    "What a job gave, as its request would have been answered": "任务的结果，如同其请求所得的回答",
    "Cancel a job": "取消任务",
    "The job's id.": "任务编号。",
    "In percent.": "百分比。",
    "Why attempts before failed.": "此前各次尝试失败的原因。",
    "The status of its answer, once it is over.": "结束后，其回答的状态码。",
    "Positions of its records in the ledger.": "其记录在台账中的位置。",
    "Where its answer is, once it is over.": "结束后，其回答所在的地址。",
    "The file alone; or everything that was done, and the file.": (
        "只返回文件；或返回全部结果和文件。"
    ),
    "How many at most.": "最多多少条。",
    # Records and complaints.
    "Records looked up": "查找记录",
    "A declaration or a waiver recorded": "记录一项声明或免加标识",
    "One record": "一条记录",
    "The producer's content number.": "生成者的内容编号。",
    "A platform's content number.": "传播平台的内容编号。",
    "sha256:… or sm3:…, of a file or content.": "sha256:… 或 sm3:…，文件或内容的摘要。",
    "Code or name, in any role.": "编码或名称，不限角色。",
    "The kind of record.": "记录的种类。",
    "The record that it is about.": "所涉及的记录。",
    "From this time on; UTC unless it says.": "自此时起；未注明时区时为 UTC。",
    "Before this time; UTC unless it says.": "在此时之前；未注明时区时为 UTC。",
    "The newest first.": "最新的在前。",
    "Told again under it, it is recorded once.": "以相同的键再次提交时只记录一次。",
    "Its personal members too; needs the scope admin.": "包括其个人信息；需要 admin 权限。",
    "Its place in the ledger.": "在台账中的位置。",
    "Its place in the ledger, counted from 0.": "在台账中的位置，从 0 起计。",
    "The commitment to its personal members, in hexadecimal; null without any.": (
        "对其个人信息的承诺值，十六进制；没有个人信息时为 null。"
    ),
    "`next` of the page before.": "上一页的 `next`。",
    "`after` of the page that follows; null without one.": (
        "下一页的 `after`；没有下一页时为 null。"
    ),
    "Complaints by their day": "按期限列出的投诉",
    "A complaint or an appeal filed": "提出投诉或申诉",
    "One complaint": "一项投诉",
    "A complaint decided": "对投诉作出处理决定",
    "A word of the platform's.": "平台自定的用语。",
    "Of an appeal: the record that it is against.": "申诉所针对的记录。",
    "sha256:… or sm3:… of the file.": "文件的 sha256:… 或 sm3:…。",
    "Kept apart, and erasable.": "单独保存，可以删除。",
    "Filed again under it, it is filed once.": "以相同的键再次提交时只受理一次。",
    "Which of them.": "哪些投诉。",
    "The proof that a record is in the ledger": "一条记录在台账中的证明",
    "The record's bytes, the path of hashes to the root, and the signed checkpoint: whoever trusts "
    "the ledger's public key needs nothing else (hegui records verify).": (
        "记录的字节、通向根的散列路径和签名的检查点："
        "信任台账公钥者不需要其他任何东西（hegui records verify）。"
    ),
    "The entry's bytes, in base64.": "条目的字节，base64。",
    # Rules.
    "Rules looked up": "查找规则",
    "What applies on a day": "某日适用的规则",
    "One rule, with its sources": "一条规则及其来源",
    "Fields that nobody has verified.": "无人核实过的字段。",
    "Words in Chinese or English; numbers with or without dash and year.": (
        "中文或英文的词；编号可带或不带连字符和年份。"
    ),
    "Today where none is given.": "未给出时为今天。",
    "By what was known on this day.": "以该日已知的内容为准。",
    "These markets alone, with commas: CN,EU.": "只限这些市场，以逗号分隔：CN,EU。",
    "Its id in the catalogue.": "在规则目录中的编号。",
    # Operation.
    "This document": "本文档",
    "Every type of problem": "所有问题类型",
    "One type of problem": "一个问题类型",
    "An API key (hegui serve key new). None is needed on the machine's own loopback address.": (
        "API 密钥（hegui serve key new）。在本机回环地址上不需要。"
    ),
    "Figures for Prometheus": "供 Prometheus 使用的指标",
    "The figures": "指标",
    "Whether the service lives": "服务是否存活",
    "Whether the service can work": "服务是否可以工作",
    "Not ready": "尚未就绪",
    "the request comes from another site": "请求来自其他网站",
}

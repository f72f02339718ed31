"""The service's pages."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    # the frame of every page
    "Skip to the content": "跳到正文",
    "Pages": "页面",
    "Language": "语言",
    "No page here removes a label (Labelling Measures art. 10).": (
        "这里的任何页面都不会去除标识（《标识办法》第十条）。"
    ),
    "China's rules on AI-generated content, as software": "以软件落实中国对生成合成内容的规定",
    "This did not work": "未能完成",
    "the form was sent by a page of another site": "该表单由其他网站的页面发出",
    "the request comes from another site": "请求来自其他网站",
    # where to go
    "Check an upload": "检测上传内容",
    "A platform's verdict on an upload, and what it rests on.": (
        "传播平台对上传内容的判定及其依据。"
    ),
    "Label a work": "添加标识",
    "The labels a provider owes, on the work and in its file.": (
        "服务提供者应当添加的标识：在作品上，也在文件中。"
    ),
    "Audit a work": "合规审核",
    "Clause by clause: does this file conform?": "逐条核对：该文件是否符合规定？",
    "Is this file AI-generated, and is it labelled as it must be?": (
        "该文件是否由人工智能生成，是否按规定标识？"
    ),
    "The file is looked at here, and not kept.": "文件仅在此查看，不会保留。",
    # choosing a file
    "Choose a file": "选择文件",
    "or drop it here": "或拖放到此处",
    "Look at the content too": "同时查看内容",
    "reads pictures and the opening of videos, listens to sound; slower": (
        "识别图片和视频片头中的文字，聆听音频；较慢"
    ),
    # check
    "Check a file": "检测文件",
    "Check the file": "检测该文件",
    "Check another file": "检测另一个文件",
    "What Labelling Measures art. 6 makes of it: is, may be or is suspected to be AI-generated, "
    "and why.": "按《标识办法》第六条：属于、可能为或疑似生成合成内容，并说明理由。",
    "The user declares the content as AI-generated": "用户声明为生成合成内容",
    "This content is AI-generated": "该内容属于人工智能生成合成内容",
    "The file itself says so, or somebody who is trusted.": "文件自身如此标明，或有受信任者证明。",
    "This content may be AI-generated": "该内容可能为人工智能生成合成内容",
    "The user says so; the file does not.": "用户如此声明，文件中没有标明。",
    "This content is suspected to be AI-generated": "该内容疑似人工智能生成合成内容",
    "Neither a label nor the user says so, but there are signs of it.": (
        "没有标识，用户也未声明，但存在生成合成痕迹。"
    ),
    "No verdict could be reached": "无法作出判定",
    "Something could not be looked at, and nothing that was seen decides.": (
        "有部分内容无法查看，已看到的内容不足以判定。"
    ),
    "No sign of AI was found": "未发现人工智能生成的迹象",
    "That never means that a person made it.": "这不代表由人创作。",
    "{size} bytes": "{size} 字节",
    "Labelling Measures, {article}": "《标识办法》{article}",
    "A seal in this file does not hold.": "该文件中的防护签名不成立。",
    "What the public must be told beside it": "应当在其周边向公众提示",
    "What the verdict rests on": "判定依据",
    "speaks against it": "与判定相反",
    "No sign that the file was generated was found. That never means that a person made it.": (
        "未发现该文件由人工智能生成的迹象。这不代表由人创作。"
    ),
    "Where it is seen": "画面中的位置",
    "Where in the picture": "在画面中的位置",
    "When it is seen or heard": "出现的时间",
    "When": "时间",
    "Where in the file's bytes": "文件中的位置",
    "Where in the file": "在文件中的位置",
    "byte {offset}": "第 {offset} 字节",
    "What could not be looked at": "无法查看的部分",
    "Not looked for: {kinds}": "未查找：{kinds}",
    "proves": "证明",
    "declares": "声明",
    "suggests": "提示",
    "implicit label": "隐式标识",
    "implicit label beside the file": "文件旁的隐式标识",
    "IPTC's source type": "IPTC 来源类型",
    "C2PA manifest": "C2PA 清单",
    "trace of a generator": "生成工具的痕迹",
    "detector": "检测器",
    "user's declaration": "用户声明",
    # label
    "Label a file": "添加标识",
    "The explicit label on the work (GB 45438-2025, clause 5) and the implicit one in its file "
    "(clause 6); both are read back before you get it.": (
        "在作品上添加显式标识（GB 45438-2025 第 5 章），在文件中添加隐式标识（第 6 章）；"
        "两者均经回读核对后才交付。"
    ),
    "What a person sees or hears": "人可以看到或听到的标识",
    "Wording": "用语",
    "Or words of your own": "或自定用语",
    "Corner or edge": "角或边",
    "Height in percent of the shortest side (at least 5)": "高度占最短边的百分比（不低于 5）",
    "In sound": "音频中",
    "a spoken prompt": "语音提示",
    "the rhythm": "节奏提示音",
    "No explicit label: the work has one elsewhere": "不添加显式标识：作品另有显式标识",
    "More": "更多",
    "Provider code or overseas name": "服务提供者编码或境外名称",
    "IPTC source type (pictures)": "IPTC 来源类型（图片）",
    "Seal the label with the service's key": "用本服务的密钥为标识加防护签名",
    "Add a C2PA manifest": "添加 C2PA 清单",
    "Write even where that breaks a C2PA manifest": "即使破坏 C2PA 清单也写入",
    "Label the file": "为该文件添加标识",
    "Preview: about what the label will look like": "预览：标识的大致样子",
    "The labelled file itself": "已添加标识的文件",
    "Labelled, and read back": "已添加标识，并经回读核对",
    "Save the labelled file": "保存已标识的文件",
    # audit
    "Audit a file": "合规审核",
    "Audit the file": "审核该文件",
    "Held to GB 45438-2025 and the practice guides, check by check. Only a “shall” whose wording "
    "was read can fail; everything less certain warns.": (
        "按 GB 45438-2025 和实践指南逐项核对。只有已读到原文的“应”才判为不符合；"
        "把握较小的只作警告。"
    ),
    "Whose file it is": "文件属于",
    "a provider's": "服务提供者",
    "a platform's": "传播平台",
    "Judged as of": "判定日期",
}

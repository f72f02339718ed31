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
    "a body of {kind} is no file: send it as {form} (curl -F file=@NAME) or as {bytes}": (
        "{kind} 类型的请求体不是文件：请以 {form}（curl -F file=@文件名）或 {bytes} 发送"
    ),
    "a form of {kind} is taken here": "此处接受 {kind} 类型的表单",
    "Sign in": "登录",
    "Sign out": "退出",
    "With an API key of this service; whoever runs it makes one with “hegui serve key new”.": (
        "使用本服务的 API 密钥；服务的运行者可用“hegui serve key new”生成。"
    ),
    "This key is not known here, or holds no longer.": "该密钥未知或已失效。",
    "API key": "API 密钥",
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
    # records
    "Records": "台账",
    "What was labelled, checked and handed on, with a proof of each.": (
        "标识、检测、传播的记录，每条均有证明。"
    ),
    "What was labelled, checked, handed on and complained about; {size} records, sealed into one "
    "tree, so that no change goes unseen.": (
        "标识、检测、传播和投诉的记录，共 {size} 条，归入同一棵签名的树，任何改动都会显现。"
    ),
    "Content number of the producer": "内容制作编号",
    "Content number of a platform": "内容传播编号",
    "Digest (sha256:… or sm3:…)": "摘要（sha256:… 或 sm3:…）",
    "Provider code or name": "服务提供者编码或名称",
    "Kind": "类别",
    "every kind": "全部类别",
    "From": "自",
    "Before": "早于",
    "Search": "查询",
    "No.": "序号",
    "Time": "时间",
    "What it is about": "关于",
    "Older records": "更早的记录",
    "No record fits.": "没有符合的记录。",
    "Record {position}": "记录 {position}",
    "Proved: this record is in the signed tree, unchanged.": (
        "已证明：该记录在签名的树中，未被改动。"
    ),
    "personal members": "个人信息",
    "kept apart, and here": "单独保存，显示于此",
    "kept apart; erased, or not for you to see": "单独保存；已删除，或您无权查看",
    "The proof": "证明",
    "Steps from this record to the root that the ledger's key has signed: {steps}": (
        "从该记录到台账密钥所签根值的步数：{steps}"
    ),
    "Save the proof": "保存证明",
    "Anybody can check it without this service:": "任何人无需本服务即可核对：",
    "The signed checkpoint": "已签名的检查点",
    "Appeal against it": "对其提出申诉",
    "Why": "理由",
    "How to reach whoever appeals": "申诉人的联系方式",
    "File the appeal": "提交申诉",
    "labelled by its producer": "由服务提供者标识",
    "checked on upload": "已检测",
    "handed on by a platform": "由平台传播",
    "handed out without explicit label": "提供不含显式标识的内容",
    "declared by its user": "用户声明",
    "complaint": "投诉",
    "appeal": "申诉",
    "decision": "处理决定",
    "personal members erased": "已删除个人信息",
    "old records let go": "已清理过期记录",
    "Label": "标签值",
    "format": "格式",
    "what about": "事由",
    "producer": "生成合成服务提供者",
    "producer's number": "内容制作编号",
    "platform": "内容传播服务提供者",
    "platform's number": "内容传播编号",
    "platform before": "原传播服务提供者",
    "its number": "其编号",
    "digest of the file": "文件摘要",
    "digest of the content": "内容摘要",
    "sealed": "已加防护签名",
    "verdict": "判定",
    "case": "情形",
    "declared": "已声明",
    "recipient": "提供对象",
    "agreement": "协议",
    "reason": "原因",
    "says": "内容",
    "user": "用户",
    "contact": "联系方式",
    "about record": "所涉记录",
    "outcome": "结果",
    "notice": "提示",
    # complaints
    "Complaints": "投诉",
    "The queue by its days, appeals, and decisions.": "按期限排列的投诉、申诉和处理决定。",
    "Complaints and appeals": "投诉与申诉",
    "Each is to be decided within {days} days; the one that is due first comes first.": (
        "每件应在 {days} 日内处理；先到期者在前。"
    ),
    "Which complaints": "哪些投诉",
    "to be decided": "待处理",
    "decided": "已处理",
    "all": "全部",
    "overdue": "已逾期",
    "{days} days left": "还剩 {days} 日",
    "filed {day}": "{day} 提交",
    "due {day}": "{day} 到期",
    "Later ones": "更晚的",
    "There is none.": "没有。",
    "Take down a complaint": "登记投诉",
    "What about": "事由",
    "In their words": "投诉人陈述",
    "How to reach whoever complains": "投诉人的联系方式",
    "Words and contact are kept apart from the record and can be erased.": (
        "陈述和联系方式与记录分开保存，可以删除。"
    ),
    "File the complaint": "提交投诉",
    "generated, and not labelled": "为生成合成内容而未标识",
    "labelled wrongly": "标识有误",
    "label forged or altered": "标识被伪造或篡改",
    "something else": "其他",
    "against a record": "针对某条记录",
    "Complaint {position}": "投诉 {position}",
    "The record and its proof": "记录及其证明",
    "Decided on {day}": "{day} 作出决定",
    "Decide it": "作出决定",
    "How it was decided": "结果",
    "in words": "陈述",
    "Reasons": "理由",
    "Record the decision": "登记决定",
    "upheld": "成立",
    "rejected": "不成立",
    "withdrawn": "已撤回",
    # numbers
    "A content number": "内容编号查询",
    "For everybody: is this number on record?": "面向公众：该编号是否在案？",
    "What is known of a content number?": "内容编号查询",
    "The number stands in the file's label (ProduceID or PropagateID). Only whole numbers are "
    "looked up, and only what their label says is told.": (
        "编号在文件的标识中（ProduceID 或 PropagateID）。只查询完整的编号，只告知其标识的内容。"
    ),
    "Content number": "内容编号",
    "Look it up": "查询",
    "A number of fewer than 16 characters could be guessed; it is not looked up.": (
        "少于 16 个字符的编号可能被猜中，不予查询。"
    ),
    "The number is on record here.": "该编号在本服务有记录。",
    "Its label says nothing further.": "其标识没有进一步说明。",
    "The number is not on record here.": "该编号在本服务没有记录。",
    "That says nothing of the content: other services have records of their own.": (
        "这不说明该内容的性质：其他服务各有其记录。"
    ),
    "Its label says that the content is AI-generated.": "其标识表明内容属于生成合成内容。",
    "Its label says that the content may be AI-generated.": "其标识表明内容可能为生成合成内容。",
    "Its label says that the content is suspected to be AI-generated.": (
        "其标识表明内容疑似为生成合成内容。"
    ),
}

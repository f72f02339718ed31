"""Chinese for conformance/* and what the command ``audit`` says."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    # Titles of the report and of the checks.
    "Conformance to GB 45438-2025 and the practice guides of TC260": (
        "GB 45438-2025及TC260实践指南符合性检查"
    ),
    "the file holds an implicit label in its metadata": "文件元数据中含有隐式标识",
    "the file holds one implicit label and no second one": "文件只含一个隐式标识",
    "the label can be read as the standard prints it": "标识可按标准所印格式读出",
    "the slot or outer member is named AIGC": "字段或外层成员名为AIGC",
    "the label is the plain JSON that the slot asks for": "标识为该位置要求的明文JSON",
    "the label has the seven members and no others": "标识含且仅含七个成员",
    "the members stand in the order of Annex E": "成员按附录E的顺序排列",
    "every value is a string": "各值均为字符串",
    "Label is 1, 2 or 3": "Label取值为1、2或3",
    "producer and content number are filled": "已填写服务提供者和内容制作编号",
    "the content number numbers something": "内容制作编号有实际含义",
    "values keep to the characters of Annex E j)": "各值使用附录E j)规定的字符",
    "the producer is its own first propagator": "首次写入时传播者与生成者相同",
    "a platform has filled its own members": "平台已填写传播要素",
    "a video holds the label in the guide's slot": "视频的标识位于指南规定的位置",
    "a text file holds the label in the guide's slot": "文本文件的标识位于指南规定的位置",
    "a picture holds the label in the guide's slot": "图片的标识位于指南规定的位置",
    "a sound file holds the label in the guide's slot": "音频的标识位于指南规定的位置",
    "providers are named by their codes": "服务提供者以编码标明",
    "provider codes are well formed": "服务提供者编码格式正确",
    "the seals in the reserved codes verify": "预留字段中的防护签名可通过验证",
    "a text shows a prompt": "文本带有提示",
    "a picture shows a prompt": "图片带有提示",
    "a sound is announced": "音频带有提示",
    "a video shows a prompt on its opening frames": "视频起始画面带有提示",
    "the prompt names AI and generation": "提示包含人工智能和生成合成两个要素",
    "the prompt in a picture is high enough": "图片提示文字高度足够",
    "the prompt in a video is high enough": "视频提示文字高度足够",
    "the prompt in a video is shown long enough": "视频提示持续时间足够",
    # What was seen.
    "conforms": "符合",
    "applies from {day} only": "自{day}起才实施",
    "holds no label": "不含标识",
    "holds a label": "含有标识",
    "holds one label": "含有一个标识",
    "holds no implicit label": "不含隐式标识",
    "holds no label itself; only a sidecar beside it does": "文件本身不含标识，仅附属文件含有",
    "one of {count} labels in the file, where one is allowed": (
        "文件中有{count}个标识，此为其一，而只允许一个"
    ),
    "no label was found, and this place could not be looked at: {reason}": (
        "未发现标识，且此处无法查看：{reason}"
    ),
    "plain text has no metadata that could hold a label": "纯文本没有可存放标识的元数据",
    "not every place could be looked at": "并非所有位置都能查看",
    "can be read": "可以读出",
    "the label cannot be read: {reason}": "标识无法读出：{reason}",
    "the file could not be read: {reason}": "文件无法读取：{reason}",
    "ProduceID is all zeros, which numbers nothing": "ProduceID全为零，没有编号作用",
    "ProduceID looks like a program's mistake: {value!r}": "ProduceID疑似程序错误：{value!r}",
    "the propagation members are not both filled; a producer who writes the label first "
    "repeats its own": "传播要素未全部填写；生成者首次写入标识时应填写与自身相同的值",
    "asked of platforms that propagate content": "仅对内容传播平台要求",
    "{members} must be filled on propagation": "传播时应填写{members}",
    "another guide speaks of this format": "该格式由其他指南规定",
    "stands in the prescribed slot": "位于规定位置",
    "stands in the alternative slot of the guide's Annex B": "位于指南附录B的替代位置",
    "stands elsewhere than in the prescribed slot ({slot})": "不在规定位置（{slot}）",
    "{member} is a code": "{member}为编码",
    "{member} {value!r} is a name, where providers with a Chinese code write the code": (
        "{member}的值{value!r}为名称；有中国编码的服务提供者应填写编码"
    ),
    "{member}: {reason}": "{member}：{reason}",
    "{member} is well formed": "{member}格式正确",
    "names no provider by a code": "未以编码标明任何服务提供者",
    "holds no seal that can be verified": "不含可验证的防护签名",
    "{code}: {answer}": "{code}：{answer}",
    "another clause speaks of this kind of content": "此类内容由其他条款规定",
    "no explicit label was found or looked for": "未发现或未查找显式标识",
    "nobody asked to look for explicit labels": "未要求查找显式标识",
    "Explicit labels were not looked for; --explicit does.": (
        "未查找显式标识；可用 --explicit 查找。"
    ),
    "no explicit label was found (a program can overlook what a person sees)": (
        "未发现显式标识（程序可能漏看人能看到的内容）"
    ),
    "says {wording!r}": "内容为{wording!r}",
    "names AI and generation": "包含人工智能和生成合成要素",
    "{wording!r} does not say both: 人工智能 or AI, and 生成 or 合成": (
        "{wording!r}未同时包含“人工智能”或“AI”和“生成”或“合成”"
    ),
    "could not be measured": "无法测量",
    "{value}, too near {least} to be told by a measurement in pixels": (
        "{value}，与{least}过于接近，按像素测量无法判断"
    ),
    "{value} % of the shortest side high": "高度为最短边的{value}%",
    "{value} % of the shortest side high, where at least {least} % is asked": (
        "高度为最短边的{value}%，而要求不低于{least}%"
    ),
    "shown for {value} s": "持续{value}秒",
    "shown for {value} s, where at least {least} s is asked": (
        "持续{value}秒，而要求不少于{least}秒"
    ),
    # The command.
    "whether files conform, clause by clause": "逐条检查文件是否合规",
    "Holds every file to GB 45438-2025 and the practice guides, check by check, each with "
    "its clause and how sure that is. Exit status 1 where a check fails; what is less "
    "than certain warns.": (
        "按GB 45438-2025及各实践指南逐项检查每个文件，并给出条款及其可信度。有检查项不合格时"
        "退出状态为1；把握不足的只作警告。"
    ),
    "file, directory or pattern": "文件、目录或通配符",
    "form of the report; default: by the name of -o, else text": (
        "报告形式；默认按 -o 的文件名，否则为文本"
    ),
    "write the report into this file": "将报告写入此文件",
    "replace a report that exists": "替换已有的报告",
    "judge as of this day, YYYY-MM-DD; default: today": "以此日为准，格式YYYY-MM-DD；默认为今天",
    "whose work it is; platforms owe members of their own": (
        "检查对象的角色；平台还须填写传播要素"
    ),
    "look for explicit labels too (decodes the content; needs extras)": (
        "同时查找显式标识（需解码内容和可选依赖）"
    ),
    "--json and --format {form} contradict": "--json 与 --format {form} 互相矛盾",
    "the report would replace one of the files it is about": "报告会替换被检查的文件",
    "a role is provider or platform, not {role!r}": "角色只能是provider或platform，不能是{role!r}",
    "exists already; --overwrite replaces it": "已存在；可用 --overwrite 替换",
    "audit reads files, not standard input": "audit 只读取文件，不读取标准输入",
    "{text} is no day; days are written YYYY-MM-DD": "{text}不是日期；日期应写作YYYY-MM-DD",
    "explicit labels cannot be looked for in this format": "此格式无法查找显式标识",
    "shown throughout": "全程显示",
    "audit what? name files or directories": "检查什么？请给出文件或目录",
    # Before and after.
    "what a pipeline kept: DIR went in, PATH is the directory that came out": (
        "检查处理流程保留了什么：DIR为输入，PATH为输出目录"
    ),
    "--before DIR takes one other directory: what came out": (
        "--before DIR 须另给一个目录：输出目录"
    ),
    "{name} is no directory": "{name}不是目录",
    "What a pipeline kept of labels, seals and marks": "处理流程对标识、防护签名和标记的保留情况",
    "no file of this name went in": "输入中没有同名文件",
    "the file did not come out": "输出中没有该文件",
    "the file did not come out, nor its label (it stood at {place})": (
        "输出中没有该文件，其标识也随之丢失（原位于{place}）"
    ),
    "had nothing of the kind": "原本没有此类内容",
    "still holds a label": "仍含有标识",
    "the label was lost (it stood at {place})": "标识已丢失（原位于{place}）",
    "{members} altered: {was!r} became {now!r}": "{members}被改动：{was!r}变为{now!r}",
    "only propagation members changed, as a platform may: {members}": (
        "仅传播要素有变化，平台可以如此：{members}"
    ),
    "every member is as it was": "各成员均未改变",
    "no longer stands in the prescribed slot": "不再位于规定位置",
    "the seal in {code} was lost": "{code}中的防护签名已丢失",
    "the seal in {code} broke: {answer}": "{code}中的防护签名已失效：{answer}",
    "still there: {what}": "仍在：{what}",
    "lost: {what}": "已丢失：{what}",
    "{what}; now: {now}": "{what}；现为：{now}",
    "the explicit label is no longer found (it said {wording!r})": (
        "不再能找到显式标识（原内容为{wording!r}）"
    ),
    "the label is still there": "标识仍在",
    "the producer's members are as they were": "生成者填写的成员未改变",
    "the label still stands in the prescribed slot": "标识仍位于规定位置",
    "valid seals are still valid": "有效的防护签名仍然有效",
    "IPTC and C2PA marks are still there": "IPTC和C2PA标记仍在",
    "the explicit label is still found": "显式标识仍可找到",
    # Materials and filing.
    "an app's labelling materials (art. 7): checklist and samples": (
        "应用的标识材料（第七条）：清单和样本"
    ),
    "a filing (art. 12): methods, settings, samples and audit in DIR": (
        "备案材料（第十二条）：在DIR中写入方法、设置、样本和检查报告"
    ),
    "--materials names the samples itself: give no other files": (
        "--materials 已指明样本，不要另给文件"
    ),
    "--dossier writes its own reports: leave -o, --format and --json away": (
        "--dossier 自行写报告，不要再用 -o、--format 和 --json"
    ),
    "is there already and is no empty directory": "已存在且不是空目录",
    "{folder}: {count} files audited, {samples} of them enclosed": (
        "{folder}：检查了{count}个文件，附上其中{samples}个"
    ),
    "Labelling materials of an app (Labelling Measures art. 7)": (
        "应用的标识材料（《标识办法》第七条）"
    ),
    "checklist": "清单",
    "cannot be read: {cause}": "无法读取：{cause}",
    "is larger than {ceiling} bytes": "大于{ceiling}字节",
    "is no list of materials: it begins with format = {form!r} and version = {version}": (
        "不是材料清单：材料清单以 format = {form!r} 和 version = {version} 开头"
    ),
    "{key} is no table": "{key}不是表",
    "{key} is nothing that is asked for": "{key}不在所要求的内容之中",
    "{key} has a value of another kind": "{key}的值类型不对",
    "count is from 1 to {most}": "count应在1到{most}之间",
    "does not say whether the app generates content (generates)": (
        "未说明应用是否提供生成合成服务（generates）"
    ),
    "says that the app generates content": "说明应用提供生成合成服务",
    "says that the app generates no content": "说明应用不提供生成合成服务",
    "not asked of this app": "对此应用不要求",
    "no text is named for {key}": "未给出{key}的文本",
    "the text for {key}: {reason}": "{key}的文本：{reason}",
    "the text for {key} is empty": "{key}的文本为空",
    "the text for {key} holds none of the words {words}": "{key}的文本不含{words}中的任何词",
    "the text for {key} is there; read it": "{key}的文本已提供，请阅读",
    "{count} samples, {audited} of them audited here (seed {seed})": (
        "共{count}个样本，此处检查了{audited}个（种子{seed}）"
    ),
    "names no samples": "未给出样本",
    "the app says whether it generates content": "应用说明是否提供生成合成服务",
    "the methods of labelling are described": "说明了标识方法",
    "the user agreement speaks of labelling": "用户协议说明了标识",
    "users can declare, and are reminded to": "用户可以声明并得到提醒",
    "there are samples to look at": "提供了样本",
    "Methods of labelling": "标识方法",
    "Drawn up on {day} with hegui {version}.": "{day}由hegui {version}生成。",
    "not set": "未设置",
    "Service class": "服务类别",
    "Format": "格式",
    "Implicit label stands in": "隐式标识位置",
    "Guide": "指南",
    "Explicit label: clause of GB 45438-2025": "显式标识：GB 45438-2025条款",
}

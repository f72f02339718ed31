"""Chinese for the command line, its results, and the paths behind it (cli/*, production.py,
carrying.py, config.py, reading.py)."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    # hegui itself.
    "Labels for AI-generated content to GB 45438-2025.": (
        "按照 GB 45438-2025 为人工智能生成合成内容添加和读取标识。"
    ),
    "Exit status: 0 done; 1 a finding (for read: no label found); 2 wrong use; "
    "3 a file could not be read or written.": (
        "退出状态：0 完成；1 发现问题（对 read 而言：未找到标识）；2 用法错误；3 有文件无法读写。"
    ),
    "one JSON object a file, a line each; of audit and batch one in all": (
        "每个文件输出一个 JSON 对象，各占一行；audit 和 batch 总共只输出一个"
    ),
    "language of the output": "输出语言",
    "show program's version number and exit": "显示版本号并退出",
    # carry
    "put an original's label on its converted copy": "把原文件的标识转写到其转换后的副本",
    "Puts the label of ORIGINAL on DERIVED, its resized, converted or transcoded copy, in the "
    "slot of that copy's own format. DERIVED is replaced unless -o is given.": (
        "把 ORIGINAL 的标识转写到 DERIVED（缩放、转换格式或转码后的副本），"
        "写在副本自身格式规定的位置。未指定 -o 时，DERIVED 将被替换。"
    ),
    "the labelled file": "带有标识的文件",
    "its converted copy": "其转换后的副本",
    "write a new file into this directory": "在此目录中写新文件",
    "replace a file already in DIR": "替换 DIR 中已有的文件",
    # code
    "Makes and explains provider codes (TC260-PG-20252A).": (
        "编制和解释服务提供者编码（TC260-PG-20252A）。"
    ),
    "make or explain a provider code": "编制或解释服务提供者编码",
    "take a code apart and check it": "拆解并检查一个编码",
    "compose a code": "编制一个编码",
    "an organisation's unified social credit code (18 characters)": (
        "组织机构的统一社会信用代码（18 个字符）"
    ),
    "an individual's number, which the code then shows to everyone": (
        "个人的号码，编码会将其向所有人公开"
    ),
    "which number of the individual it is": "个人号码的种类",
    "what the service extension names": "服务扩展码指明的服务类型",
    "your own number of a model or application, up to four characters": (
        "自定的模型或应用编号，最多四个字符"
    ),
    "an individual's code shows the person's number to everyone who reads the label; "
    "say --i-understand to accept that": (
        "个人的编码会向所有读取标识的人公开其号码；如接受，请加上 --i-understand"
    ),
    "accept that an individual's number is shown to everyone": "接受个人号码向所有人公开",
    "accept a wrong check character": "接受有误的校验码",
    # init
    "write hegui.toml: who labels, for which service": (
        "写 hegui.toml：由谁添加标识，用于何种服务"
    ),
    "Writes hegui.toml into the working directory. What is not given is asked for, where there "
    "is a terminal.": "在当前目录写 hegui.toml。未给出的内容，有终端时会逐项询问。",
    "provider, platform, or both": "provider（服务提供者）、platform（传播平台）或 both（兼有）",
    "unified social credit code; the provider codes are made from it": (
        "统一社会信用代码，用于编制服务提供者编码"
    ),
    "provider code, or overseas name": "服务提供者编码；境外服务提供者可写名称",
    "code for the propagation members": "用于传播成员的编码",
    "class of service (Deep Synthesis Provisions art. 17)": (
        "服务类别（《深度合成管理规定》第十七条）"
    ),
    "replace an existing hegui.toml": "替换已有的 hegui.toml",
    "Role": "角色",
    "Class of service": "服务类别",
    "Provider code of the platform": "平台的服务提供者编码",
    "Provider code, or name of an overseas provider": "服务提供者编码，或境外服务提供者的名称",
    "not given, and the input ended: {what}": "未给出，而输入已结束：{what}",
    "{answer} is none of them": "{answer} 不在其中",
    "not given, and there is no terminal to ask on: {what}": "未给出，也没有终端可供询问：{what}",
    "an explicit label is required as well (Labelling Measures art. 4)": (
        "还须添加显式标识（《标识办法》第四条）"
    ),
    "an explicit label is not required, but must be offered": (
        "不强制添加显式标识，但须提供添加显式标识的功能"
    ),
    # label
    "write the label of GB 45438-2025 into files you generated": (
        "在自己生成的文件中写入 GB 45438-2025 规定的标识"
    ),
    "file, directory, pattern, or -": "文件、目录、通配符，或 -（标准输入）",
    "write new files into this directory": "在此目录中写新文件",
    "replace the originals": "替换原文件",
    "replace files already in DIR": "替换 DIR 中已有的文件",
    "content number (ProduceID); default: random": "内容制作编号（ProduceID）；默认随机生成",
    "this hegui.toml instead of the one found": "改用此 hegui.toml，不用自动找到的",
    "an XMP file beside files whose format has no place for a label": (
        "格式没有标识位置时，在文件旁边写一个 XMP 文件"
    ),
    "--id names one content: it cannot be given to several files": (
        "--id 指明一个内容，不能用于多个文件"
    ),
    "say -o DIR for new files, or --in-place to replace the originals": (
        "请用 -o DIR 写新文件，或用 --in-place 替换原文件"
    ),
    "standard input (-) is labelled to standard output, alone": (
        "标准输入（-）只能单独使用，结果写到标准输出"
    ),
    "the file itself stays unlabelled": "文件本身仍无标识",
    "replaces the older label at {place}": "取代 {place} 处的旧标识",
    # read
    "show the labels that files carry": "显示文件所带的标识",
    "Shows every implicit label in each file, where it stands and what reading it had to "
    "tolerate, and verifies its seals. Exit status 1 where a file holds none, which never means "
    "that a person made it, and where a seal is not valid.": (
        "显示每个文件中的全部隐式标识、所在位置，以及读取时容忍的偏差，并核验其防护签名。"
        "文件没有标识时退出状态为 1，但这绝不表示内容由人制作；防护签名无效时亦为 1。"
    ),
    "is AI-generated": "属于人工智能生成合成内容",
    "may be AI-generated": "可能为人工智能生成合成内容",
    "is suspected to be AI-generated": "疑似人工智能生成合成内容",
    "no label found (which does not mean that a person made it)": (
        "未找到标识（这不表示内容由人制作）"
    ),
    "one label": "一个标识",
    "{count} labels": "{count} 个标识",
    (
        "# Who labels AI-generated content here, and for which service. hegui finds this file "
        "from any\n# directory below.\n\n[identity]\n"
        "# provider: generates content; platform: publishes what others upload; both.\n"
        'role = "{role}"\n{identities}\n[service]\n'
        "# The class of service by art. 17 of the Deep Synthesis Provisions: {classes}.\n"
        'class = "{service}"\n'
    ): (
        "# 由谁、为哪类服务给生成合成内容加标识。hegui 在其下任何目录中都能找到本文件。\n\n"
        "[identity]\n# provider：生成内容；platform：发布他人上传的内容；both：两者兼有。\n"
        'role = "{role}"\n{identities}\n[service]\n'
        "# 《互联网信息服务深度合成管理规定》第十七条的服务类别：{classes}。\n"
        'class = "{service}"\n'
    ),
    "could not look at {place}: {reason}": "无法查看 {place}：{reason}",
    "the prescribed slot": "规定的位置",
    "not the prescribed slot": "不是规定的位置",
    "cannot be read: {reason}": "无法读取：{reason}",
    "none of the values of Annex E": "不是附录 E 规定的值",
    "tolerated: {sentence}": "已容忍：{sentence}",
    # The files named, and progress.
    "remote addresses are not read in this version: {address}": "此版本不读取远程地址：{address}",
    "matches no file": "没有匹配的文件",
    "{done} files, {rate:.0f} a second": "{done} 个文件，每秒 {rate:.0f} 个",
    # production.py
    "who labels? give --producer CODE, set HEGUI_PRODUCER, or run hegui init": (
        "由谁添加标识？请给出 --producer CODE、设置 HEGUI_PRODUCER，或运行 hegui init"
    ),
    "say either where the result goes or that it replaces the original": (
        "请指明结果写到何处，或指明替换原文件，两者择一"
    ),
    "holds a label that cannot be read ({reason}); hegui overwrites no label that it cannot show "
    "to be yours (Labelling Measures art. 10)": (
        "含有无法读取的标识（{reason}）；不能确认属于您的标识，hegui 不会覆盖（《标识办法》第十条）"
    ),
    "{key} {value} is a name: names are for providers without a Chinese provider code "
    "(overseas); everybody else writes the code": (
        "{key} 的值 {value} 是名称：名称仅供没有中国编码的境外服务提供者使用；"
        "其他服务提供者应写编码"
    ),
    "{key} {value}: {reason}": "{key} 的值 {value}：{reason}",
    # carrying.py
    "holds no label to carry": "没有可转写的标识",
    "holds no label that can be read: {reason}": "没有可读取的标识：{reason}",
    "holds {count} labels that contradict each other; none of them is carried": (
        "含有 {count} 个互相矛盾的标识，均不转写"
    ),
    "carries another label already, of {producer}; nobody overwrites another's label "
    "(Labelling Measures art. 10)": (
        "已带有 {producer} 的另一标识；任何人不得覆盖他人的标识（《标识办法》第十条）"
    ),
    # config.py
    "is larger than a configuration can be": "超过配置文件允许的大小",
    "is not valid TOML: {cause}": "不是有效的 TOML：{cause}",
    "{key} is {value!r}; it must be one of {choices}": (
        "{key} 的值是 {value!r}，应为以下之一：{choices}"
    ),
    "does not know the table [{table}]": "含有未知的表 [{table}]",
    "does not know {table}.{key}": "含有未知的设置 {table}.{key}",
    "{table}.{key} must be text in quotes": "{table}.{key} 必须是带引号的文本",
    "is the result of another file of the same name; give them different directories": (
        "已是另一同名文件的结果；请为它们指定不同的目录"
    ),
    (
        "holds the propagation elements of {count} platforms in several labels, and one label "
        "cannot keep them all (Labelling Measures art. 10)"
    ): "的多个标识中含有 {count} 个平台的传播要素，一个标识无法全部保留（《标识办法》第十条）",
    "the label is handed on as found and does not conform: {reason}": (
        "标识按原样转写，但不符合标准：{reason}"
    ),
    "members unknown to Annex E are left out: {names}": "附录 E 之外的成员未转写：{names}",
    "no label that can be read": "没有可读取的标识",
    "-o names a directory, and {name} is none": "-o 须指定目录，而 {name} 不是目录",
    (
        "carries the label of {producer}; a platform adds its own elements beside it, nobody "
        "overwrites another's label (Labelling Measures art. 6 and 10)"
    ): (
        "已有 {producer} 的标识；平台应在其旁添加自己的传播要素，任何人不得覆盖他人的标识"
        "（《标识办法》第六条、第十条）"
    ),
    "holds no file that is looked at (hidden files are passed over)": (
        "中没有可处理的文件（隐藏文件不处理）"
    ),
    "bytes are labelled in memory: say no output for them": (
        "字节串在内存中加标识，不要为其指定输出"
    ),
    (
        "{value} is a credit code; the provider code that is made of it is {code} (hegui code make)"
    ): "{value} 是统一社会信用代码；由它组成的服务提供者编码是 {code}（hegui code make）",
    "--id must not be empty": "--id 不能为空",
    "a labelled file is not written to a terminal: redirect standard output": (
        "不向终端写入加标识后的文件；请重定向标准输出"
    ),
    "no label in the file itself, only beside it": "文件本身没有标识，仅附属文件中有",
    "standard output cannot be written: {cause}": "标准输出无法写入：{cause}",
}

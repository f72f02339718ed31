"""Chinese for the provider's path with both labels (production/*, cli/label.py, cli/explicit.py,
explicit/style.py, explicit/table.py)."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    # cli/label.py
    "Puts the explicit label (GB 45438-2025 clause 5) on each work and the implicit one (clause 6) "
    "into its file, and reads both back.": (
        "给每件作品加上显式标识（GB 45438-2025 第 5 章），把隐式标识（第 6 章）写入文件，"
        "并把两者都读回核对。"
    ),
    "no explicit label: the work is labelled where it is shown": (
        "不写显式标识：由展示内容之处负责标识"
    ),
    "no explicit label": "不写显式标识",
    "why none is written": "不写的理由",
    "of waived: who asked for it": "用于 waived：由谁提出",
    "of waived: the agreement with them": "用于 waived：与其签订的协议",
    "which pages of a document": "文档的哪些页",
    "no place for an implicit label exists in plain text": "纯文本没有可写隐式标识的位置",
    "{done} labelled, {failed} not": "已加标识 {done} 个，未加 {failed} 个",
    "{name}: {percent:.0f} %": "{name}：{percent:.0f} %",
    # cli/explicit.py
    "explicit label (clause 5)": "显式标识（第 5 章）",
    "a wording of your own": "自拟的标识文字",
    "language of the stock wording": "现成标识文字的语言",
    "where on pictures and videos": "在图片和视频中的位置",
    "where in text and sound": "在文本和音频中的位置",
    "a spoken prompt or the rhythm": "语音提示或节奏标识",
    "of the text, of the shortest side": "文字高度占最短边的百分比",
    "a font file for your own wording": "自拟文字所用的字体文件",
    "the rhythm label": "节奏标识",
    "explicit label {said}, {place} ({clause})": "显式标识 {said}，位置：{place}（{clause}）",
    "{height:.1f} % of the shortest side high": "高度为最短边的 {height:.1f} %",
    "for {seconds:.1f} s": "持续 {seconds:.1f} 秒",
    "all else is as it was, sample for sample": "其余内容逐样本不变",
    "all else is as it was, coefficient for coefficient": "其余内容逐系数不变",
    "all else is as it was, byte for byte": "其余内容逐字节不变",
    "only what is around the label was encoded anew": "仅标识附近重新编码",
    "the whole was encoded anew": "全部重新编码",
    # explicit/house_style.py, explicit/style.py, explicit/table.py
    "an explicit label whose text is empty says nothing": "text 为空的显式标识什么也没有说明",
    "start": "开头",
    "middle": "中间",
    "end": "末尾",
    "top": "上方",
    "bottom": "下方",
    "left": "左侧",
    "right": "右侧",
    "page {number}": "第 {number} 页",
    "slide {number}": "第 {number} 张幻灯片",
    "pages {first} to {last}": "第 {first} 至 {last} 页",
    "slides {first} to {last}": "第 {first} 至 {last} 张幻灯片",
    "sheet {name}: header": "工作表 {name} 的页眉",
    "sheet {name}: text box": "工作表 {name} 的文本框",
    "{seconds} s": "{seconds} 秒处",
    "a height of {value!r} is no number of percent": "高度 {value!r} 不是百分数",
    "{value!r} is no language of a stock wording: {choices}": (
        "{value!r} 不是现成标识文字的语言，可选：{choices}"
    ),
    "a style is that of an explicit label: say one or the other": (
        "样式属于显式标识：二者只能选一"
    ),
    "plain text": "纯文本",
    "{reason}; it is sound alone in a film's container: copy it into a file of its own kind "
    "(ffmpeg -c copy: M4A, Ogg, MP3, FLAC) and label that, or say --implicit-only --because "
    "interface where an interface shows the label": (
        "{reason}；视频容器中只有声音：请用 ffmpeg -c copy 将其装入声音自身格式的文件（M4A、Ogg、"
        "MP3、FLAC）后再添加标识，或在界面显示标识时使用 --implicit-only --because interface"
    ),
    "hegui puts no explicit label on {title} files; label it where it is shown, and say "
    "--implicit-only --because interface": (
        "hegui 不给 {title} 文件加显式标识；请在展示之处标识，并使用 "
        "--implicit-only --because interface"
    ),
    "hegui draws no explicit label on {title} files; export the picture to a format that can be "
    "drawn on (PNG, JPEG, WebP) and label that; where a label stands in it already or none is "
    "required, say --implicit-only --because present or not-required": (
        "hegui 不在 {title} 文件上绘制显式标识；请将图片导出为可绘制的格式（PNG、JPEG、WebP）"
        "后再加标识；已带有标识或不要求标识的，请使用 "
        "--implicit-only --because present 或 not-required"
    ),
    # explicit/text/text.py, structures/program_text.py
    "is {title} by its content, which programs read: an explicit label is a sentence and would "
    "break it; show the label where the content is shown (hegui page), and say --implicit-only "
    "--sidecar --because interface for an XMP file beside it": (
        "从内容看属于 {title}，由程序读取：显式标识是一句话，会破坏它；请在展示内容之处显示标识"
        "（hegui page），并使用 --implicit-only --sidecar --because interface 在旁边写 XMP 文件"
    ),
    "is {title} by its name, which programs read: an explicit label is a sentence and would break "
    "it; show the label where the content is shown (hegui page), and say --implicit-only --sidecar "
    "--because interface for an XMP file beside it; what is text for people, call .txt": (
        "从文件名看属于 {title}，由程序读取：显式标识是一句话，会破坏它；请在展示内容之处显示标识"
        "（hegui page），并使用 --implicit-only --sidecar --because interface 在旁边写 XMP 文件；"
        "供人阅读的文本请命名为 .txt"
    ),
    "a notebook": "笔记本文件",
    "a script": "脚本",
    "source code": "源代码",
    "a subtitle file": "字幕文件",
    "settings (INI, TOML or the like)": "配置文件（INI、TOML 等）",
    "a style sheet": "样式表",
    "a log": "日志",
    "a patch": "补丁",
    "a calendar or an address book": "日历或通讯录",
    "a mail": "邮件",
    "a graph as text": "文本形式的图",
    "a drawing or model as text": "文本形式的图形或模型",
    "a play list": "播放列表",
    "keys or certificates": "密钥或证书",
    "a score as text": "文本形式的乐谱",
    "records as text": "文本形式的数据记录",
    "is Markdown in another encoding than UTF-8, in which it has no place for an implicit label; "
    "convert it to UTF-8 for one": (
        "是非 UTF-8 编码的 Markdown，没有写隐式标识的位置；需要隐式标识请先转换为 UTF-8"
    ),
    "became {new} while its explicit label was made, and was {old}": (
        "加显式标识时变成了 {new}，原为 {old}"
    ),
}

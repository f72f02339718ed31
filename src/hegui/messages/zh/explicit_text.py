"""Chinese for explicit labels on text, documents and pages (explicit/text/*, explicit/documents/*,
explicit/interfaces/*), their wordings, and whether one is owed."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    # wording.py
    "corner mark": "角标",
    "no notice is set for the Label {label!r}": "没有为 Label 值 {label!r} 规定的提示",
    "{text!r} denies it ({denied})": "{text!r} 是否定说法（{denied}）",
    "{text!r} lacks the word AI, which a corner mark needs (GB 45438-2025 5.1 c)": (
        "{text!r} 缺少角标必须含有的“AI”（GB 45438-2025 5.1 c）"
    ),
    "{text!r} lacks the AI element, {words} (GB 45438-2025 clause 5)": (
        "{text!r} 缺少人工智能要素：{words}（GB 45438-2025 第 5 章）"
    ),
    "{text!r} lacks the generation element, {words} (GB 45438-2025 clause 5)": (
        "{text!r} 缺少生成合成要素：{words}（GB 45438-2025 第 5 章）"
    ),
    "{text!r} is a corner mark, which GB 45438-2025 allows on text only (5.1 c)": (
        "{text!r} 是角标，GB 45438-2025 仅允许其用于文本（5.1 c）"
    ),
    "{text!r} does not hold the words that GB 45438-2025 clause 5 names (人工智能 or AI, with 生成 "
    "or 合成); whether English words will do is not settled, and Chinese or bilingual wording is "
    "safe": (
        "{text!r} 不含 GB 45438-2025 第 5 章指明的用词（“人工智能”或“AI”，以及“生成”或“合成”）；"
        "英文用词是否足够尚无定论，使用中文或中英双语更稳妥"
    ),
    "no stock wording in {lang!r}; there are {choices}": (
        "没有 {lang!r} 的现成文字，可选：{choices}"
    ),
    "the wording is empty": "标识文字为空",
    "the wording has {count} characters; a label that is read at a glance has at most {most}": (
        "标识文字有 {count} 个字符；一眼可读的标识最多 {most} 个字符"
    ),
    "the wording's character {number} (U+{code:04X}) cannot be seen, or breaks the line": (
        "标识文字的第 {number} 个字符（U+{code:04X}）不可见或会换行"
    ),
    # splicing.py, text_encoding.py
    "is the original itself; a label goes into a new file": "就是原文件；标识须写入新文件",
    "the encoding {codec} has no {character!r}; convert the text to UTF-8 first": (
        "编码 {codec} 没有字符 {character!r}；请先将文本转换为 UTF-8"
    ),
    "holds NUL bytes: no text, or UTF-16 without its mark": (
        "含有 NUL 字节：不是文本，或是没有字节顺序标记的 UTF-16"
    ),
    "is no UTF-8; its bytes are those of Chinese text in GB 18030, and so kept": (
        "不是 UTF-8；其字节符合 GB 18030 编码的中文文本，按此编码保留"
    ),
    "is neither UTF-8 nor Chinese text in GB 18030 (byte {value}); name its encoding": (
        "既不是 UTF-8，也不是 GB 18030 编码的中文文本（字节 {value}）；请指明其编码"
    ),
    "is not text in {codec}: {cause}": "不是 {codec} 编码的文本：{cause}",
    "holds characters that {codec} spells in two ways, so nothing can be put between them safely; "
    "convert the text to UTF-8 first": (
        "含有 {codec} 中有两种写法的字符，无法在其间安全地插入内容；请先将文本转换为 UTF-8"
    ),
    "no encoding is called {name!r}": "没有名为 {name!r} 的编码",
    "say the byte order: {name} begins with a mark that the file lacks": (
        "请指明字节顺序：{name} 应以字节顺序标记开头，而文件没有"
    ),
    # plain_text.py, markdown_text.py, html_text.py
    "the text has no second sentence or line, so it has no middle": (
        "文本没有第二个句子或第二行，因此没有中间位置"
    ),
    "an HTML block is open to the end, and a label behind it would be hidden": (
        "有一处 HTML 直到末尾都没有结束，其后的标识会被隐藏"
    ),
    "no paragraph in the text has another above it, so it has no middle": (
        "文本中没有前后相接的段落，因此没有中间位置"
    ),
    "lines": "行",
    "the page breaks off within {what}, and a label behind it would be hidden": (
        "网页在 {what} 之内中断，其后的标识会被隐藏"
    ),
    "the page has no two paragraphs, so it has no middle": "网页不足两个段落，因此没有中间位置",
    "the page is a set of frames and has no body": "网页是一组框架，没有正文",
    # text.py, stream.py
    "text": "文本",
    "more than {ceiling} operators and operands on the pages that are looked at": (
        "所查看的页面含超过 {ceiling} 个操作符和操作数"
    ),
    "a label stands there already: {wording}": "该处已有标识：{wording}",
    "a stream has no middle: its label comes at the start or the end": (
        "流没有中间位置：标识只能位于起始或末尾"
    ),
    # find_text.py
    "the sentence denies it": "该句是否定说法",
    "stands in a block of code, which shows it and does not say it": (
        "位于代码块中，只是展示，并非声明"
    ),
    "stands in a quotation, which may speak of another text": "位于引文中，可能说的是另一文本",
    "the sentence says more than a label does, and may be about other content": (
        "该句内容多于标识，可能说的是其他内容"
    ),
    # Documents.
    "parts of the document": "文档部件",
    "no relationship is called {name}": "没有名为 {name} 的关系",
    "is no docx, pptx, xlsx or PDF document": "不是 docx、pptx、xlsx 或 PDF 文档",
    "is a binary workbook, whose sheets hegui does not write; save it as xlsx": (
        "是二进制工作簿，hegui 不写入其工作表；请另存为 xlsx"
    ),
    "the package has no free name for a part": "文件包中没有可用的部件名称",
    "the presentation has no slide": "演示文稿没有幻灯片",
    "the workbook has no sheet of cells to label": "工作簿没有可加标识的单元格工作表",
    "the first rows are full to the last column, and a label must not cover cells": (
        "前几行已写满到最后一列，而标识不能遮盖单元格"
    ),
    "text box": "文本框",
    "first page": "首页",
    "every page": "每页",
    "first and every page": "首页及每页",
    # pdf.py, pdf_font.py
    "PDF pages": "PDF 页面",
    "the tree of pages leads in a circle": "页面树循环引用",
    "is no dictionary": "不是字典",
    "the PDF has no page": "PDF 没有页面",
    "the PDF is certified and permits no annotation (DocMDP {level}): a visible label would break "
    "the certification; label it before it is certified": (
        "PDF 已认证且不允许添加批注（DocMDP {level}）：可见标识会破坏认证；请在认证之前加标识"
    ),
    "the PDF is encrypted and its permissions forbid to change it: label it before it is "
    "encrypted": "PDF 已加密且其权限禁止修改：请在加密之前加标识",
    "the PDF is signed: the label is an annotation, so that the signed content stays as it was; "
    "readers will say that the file was annotated after it was signed": (
        "PDF 已签名：标识以批注形式添加，已签名的内容保持原样；阅读器会提示文件在签名后添加了批注"
    ),
    "a page of {width} by {height} points is too small for {text!r}": (
        "{width}×{height} 点的页面放不下 {text!r}"
    ),
    "the font's licence forbids to embed it": "该字体的许可禁止嵌入",
    # duty.py
    "--because belongs to --implicit-only": "--because 须与 --implicit-only 一起使用",
    "--recipient and --agreement belong to --because waived": (
        "--recipient 和 --agreement 须与 --because waived 一起使用"
    ),
    "no class of service is set (hegui init), so an explicit label is written as the five classes "
    "of the Deep Synthesis Provisions art. 17 (1) require": (
        "未设置服务类别（hegui init），因此按《深度合成管理规定》第十七条第一款的五类服务写显式标识"
    ),
    "no explicit label is written, no reason is given, and no class of service is set: whether one "
    "is owed (Labelling Measures art. 4) is not known": (
        "未写显式标识，未说明原因，也未设置服务类别：无从得知是否应添加（《标识办法》第四条）"
    ),
    "no explicit label is written although the class of service owes one (Labelling Measures "
    "art. 4); say why with --because": (
        "未写显式标识，而该服务类别应添加（《标识办法》第四条）；请用 --because 说明原因"
    ),
    "the class of service {key} requires explicit labels (Deep Synthesis Provisions art. 17 (1), "
    "Labelling Measures art. 4): --because not-required contradicts it": (
        "服务类别 {key} 应添加显式标识（《深度合成管理规定》第十七条第一款、《标识办法》第四条），"
        "与 --because not-required 矛盾"
    ),
    "no explicit label is written, because the class of service does not require one; users must "
    "be offered the function to add it (Deep Synthesis Provisions art. 17 (2))": (
        "未写显式标识，因为该服务类别不要求；但应向用户提供添加标识的功能"
        "（《深度合成管理规定》第十七条第二款）"
    ),
    "no explicit label is written, because it is said not to be required; no class of service is "
    "set that would show it": "未写显式标识，因为声明不要求；但未设置可以印证的服务类别",
    "a notice in the interface stands for the label of text or sound only; for {kind} the mark has "
    "to be on the content itself (Labelling Measures art. 4 (3) to (5))": (
        "界面提示只能替代文本或音频的标识；{kind} 的标识须在内容本身"
        "（《标识办法》第四条第（三）至（五）项）"
    ),
    "no explicit label is written, because the interface is said to show one persistently; a file "
    "that can be downloaded, copied or exported needs its own (Labelling Measures art. 4 para 2)": (
        "未写显式标识，因为声明界面持续显示提示；可下载、复制、导出的文件仍须自带显式标识"
        "（《标识办法》第四条第二款）"
    ),
    "no explicit label is written, because the content is said to carry one already; hegui has not "
    "looked for it": "未写显式标识，因为声明内容已带有标识；hegui 未作核实",
    "--because waived needs --recipient, who asked for it, and --agreement, which fixes the user's "
    "duty to label (Labelling Measures art. 9)": (
        "--because waived 须给出申请人 --recipient，以及明确用户标识义务的协议 --agreement"
        "（《标识办法》第九条）"
    ),
    "--because waived needs a ledger that keeps the record for at least {months} months (Labelling "
    "Measures art. 9), and none is configured": (
        "--because waived 须有留存记录不少于 {months} 个月的台账（《标识办法》第九条），而尚未配置"
    ),
    "no explicit label is written at the request of {recipient} (agreement {agreement}); the "
    "implicit label stays, and the record is kept for at least {months} months (Labelling Measures "
    "art. 9)": (
        "应 {recipient} 的申请未写显式标识（协议 {agreement}）；隐式标识仍保留，"
        "记录留存不少于 {months} 个月（《标识办法》第九条）"
    ),
    # agreement
    "there is no agreement in {lang!r}": "没有 {lang!r} 的协议文本",
    "the agreement names the provider and the class of service: run hegui init first": (
        "协议须写明服务提供者和服务类别：请先运行 hegui init"
    ),
    "the service adds explicit labels.": "本服务添加显式标识。",
    "the service offers a function by which you may add explicit labels.": (
        "本服务提供显式标识功能，您可以进行显式标识。"
    ),
    "show the user agreement's part on labels, from the settings; write nothing": (
        "按设置显示用户协议中的标识条款，不写文件"
    ),
    "a draft from your settings: have it checked before you publish it": (
        "此为按您的设置生成的草稿，发布前请审核"
    ),
    # page.py, cli/page.py
    "no snippet in {lang!r}; there are {choices}": "没有 {lang!r} 的代码片段，可选：{choices}",
    "HTML for interfaces: notice, upload declaration, scene overlay": (
        "界面用的 HTML：提示、上传声明、虚拟场景叠加文字"
    ),
    "Writes a snippet to standard output, in the language of --lang: the persistent notice of an "
    "interface (GB 45438-2025 5.6), the declaration and reminder of an upload form (Labelling "
    "Measures art. 6 (4)), or the overlay of a virtual scene (5.5).": (
        "按 --lang 的语言向标准输出写一段代码：交互界面的持续提示（GB 45438-2025 5.6）、"
        "上传表单的声明与提醒（《标识办法》第六条第一款第（四）项），或虚拟场景的叠加文字（5.5）。"
    ),
    "where the notice stands; default: near the content": "提示的位置；默认在内容附近",
    "wording of your own": "自定文字",
    "the notice as a React component": "以 React 组件形式输出提示",
    "the notice's style sheet alone": "仅输出提示的样式表",
    "--place, --react and --css belong to the notice": "--place、--react 和 --css 仅用于 notice",
    "an upload form has no wording: it asks, and does not label": (
        "上传表单没有标识文字：它只是询问，并不加标识"
    ),
}

"""Chinese for documents: Markdown and its front matter, HTML, PDF, ZIP archives (Office …)."""

from __future__ import annotations

_MARKDOWN: dict[str, str] = {
    "Markdown text": "Markdown 文本",
    "front matter": "前置元数据",
    "marks in Markdown": "Markdown 中的标记",
    "has {notation} front matter, and the label belongs into YAML front matter "
    "(TC260-PG-20258A 6.5), which cannot stand beside it; convert the front matter to YAML first": (
        "已有 {notation} 前置元数据，而标识应写在 YAML 前置元数据中（TC260-PG-20258A 的 6.5），"
        "两者不能并存；请先把前置元数据转换为 YAML"
    ),
    "line ends are lone CR, in which front matter is not followed; convert them to LF first": (
        "行尾仅为 CR，无法解析其中的 front matter；请先将行尾转换为 LF"
    ),
    "is UTF-16 text; hegui labels Markdown in UTF-8": (
        "是 UTF-16 文本；hegui 只为 UTF-8 的 Markdown 添加标识"
    ),
    "is not UTF-8 text: byte {value} cannot stand there": (
        "不是 UTF-8 文本：该处不应出现字节 {value}"
    ),
    "more than {ceiling} keys AIGC in one file": "一个文件中的 AIGC 键超过 {ceiling} 个",
    "the front matter is longer than {limit} characters": "前置元数据超过 {limit} 个字符",
    "the front matter is not TOML": "前置元数据不是有效的 TOML",
    "the front matter is not JSON": "前置元数据不是有效的 JSON",
}

_HTML: dict[str, str] = {
    "the HTML document breaks off before its first element": "HTML 文档在第一个元素之前就中断了",
    "HTML tags": "HTML 标签",
    "the HTML document": "HTML 文档",
    "element head": "元素 head",
    "the document's head does not end within {ceiling} bytes": (
        "文档的 head 元素在 {ceiling} 字节之内没有结束"
    ),
    "the XHTML document has no html element": "XHTML 文档中没有 html 元素",
}

_PDF: dict[str, str] = {
    # How a stream is packed.
    "a stream's filters are not named in it": "流中没有写明所用的过滤器",
    "is packed with {filter}, which hegui does not unpack": (
        "使用了 {filter} 过滤器，hegui 不支持解码"
    ),
    "is packed with a predictor for pictures, which hegui does not undo": (
        "使用了图像预测器，hegui 不支持还原"
    ),
    "is packed with the predictor of TIFF, which hegui does not undo": (
        "使用了 TIFF 预测器，hegui 不支持还原"
    ),
    "is packed with a predictor over more than {ceiling} bytes": (
        "使用了预测器的数据超过 {ceiling} 字节"
    ),
    "is packed with a row filter that PNG does not know": "使用了 PNG 未定义的行过滤器",
    "is packed in rows of another width than its entries have": "数据的行宽与其条目的宽度不符",
    "unpacks to more than {ceiling} bytes": "解码后超过 {ceiling} 字节",
    "cannot be unpacked: {cause}": "无法解码：{cause}",
    "incomplete or truncated stream": "流不完整",
    # Syntax.
    "a string is never closed": "字符串没有闭合",
    "no PDF object begins here": "此处没有 PDF 对象",
    "the PDF object ends before it is complete": "PDF 对象不完整",
    "a dictionary has a key without a value": "字典中有键没有值",
    "a dictionary has a key that is no name": "字典中有键不是名称对象",
    "arrays and dictionaries are nested too deep": "数组和字典嵌套过深",
    "a bracket closes what was not open": "有多余的右括号",
    "PDF tokens": "PDF 记号",
    "PDF objects": "PDF 对象",
    "a PDF object": "PDF 对象",
    "a PDF stream": "PDF 流",
    # Cross-references and objects.
    "a cross-reference stream": "交叉引用流",
    "a cross-reference entry": "交叉引用条目",
    "cross-reference sections": "交叉引用段",
    "cross-reference subsections": "交叉引用子段",
    "the file does not begin with a PDF header": "文件不以 PDF 文件头开头",
    "the file does not say where its cross-references are": "文件没有写明交叉引用的位置",
    "the cross-reference sections follow one another in a circle": "各交叉引用段循环相连",
    "the cross-reference table is damaged": "交叉引用表已损坏",
    "the cross-reference stream has impossible field widths": "交叉引用流的字段宽度不可能成立",
    "the cross-reference stream has impossible object numbers": "交叉引用流的对象编号不可能成立",
    "no cross-reference section stands here": "此处没有交叉引用段",
    "no cross-reference entry stands here": "此处没有交叉引用条目",
    "the trailer is no dictionary": "文件尾不是字典",
    "the trailer's Prev is no offset": "文件尾的 Prev 不是偏移量",
    "the PDF has no catalog": "PDF 没有目录（catalog）",
    "object {number} is not where the cross-reference says": (
        "对象 {number} 不在交叉引用所指的位置"
    ),
    "references lead in a circle": "引用形成循环",
    "the object stream does not hold object {number}": "对象流中没有对象 {number}",
    "there is no object stream {number}": "没有对象流 {number}",
    "the object stream's index is damaged": "对象流的索引已损坏",
    "object stream {number} is said to be in an object stream": (
        "对象流 {number} 被声明为位于另一对象流中"
    ),
    "a stream has no end": "流没有结束标记",
    "is no stream": "不是流",
    "document information dictionary": "文档信息字典",
    "form fields": "表单域",
    "object number {number} is over the ceiling of {ceiling}": (
        "对象编号 {number} 超过 {ceiling} 的上限"
    ),
    "the trailer says an impossible Size": "文件尾声明的 Size 不可能成立",
    "the PDF has more than 10 GB and a cross-reference table, which cannot say where an object "
    "behind that is": "PDF 超过 10 GB 且使用交叉引用表，而交叉引用表无法表示此后对象的位置",
    "the PDF is certified and allows no change at all (DocMDP): label it before it is certified": (
        "PDF 已经认证，不允许任何改动（DocMDP）：请在认证之前写入标识"
    ),
    # Encryption.
    "has a damaged encryption dictionary": "加密字典已损坏",
    "is encrypted with a password": "已用密码加密",
    "is encrypted for certain recipients, not with a password": (
        "只对特定接收者加密，而不是用密码加密"
    ),
    "is encrypted in a way that hegui does not know (version {version}, revision {revision})": (
        "以 hegui 不认识的方式加密（版本 {version}，修订 {revision}）"
    ),
    "is encrypted with the filter {filter}, which hegui does not know": (
        "以 hegui 不认识的过滤器 {filter} 加密"
    ),
    "more than {ceiling} bytes would have to be decrypted": "须解密的数据超过 {ceiling} 字节",
}

_ZIP: dict[str, str] = {
    "the end of central directory": "中央目录结束记录",
    "the ZIP64 end of central directory": "ZIP64 中央目录结束记录",
    "a local header": "本地文件头",
    "the archive is one part of several": "压缩包只是多个分卷之一",
    "the archive has no end of central directory: it is cut short": (
        "压缩包没有中央目录结束记录：文件不完整"
    ),
    "the archive's comment reaches beyond the file": "压缩包的注释超出文件末尾",
    "the two end records of the archive contradict": "压缩包的两个结束记录互相矛盾",
    "the ZIP64 end record is not where its locator says": "ZIP64 结束记录不在其定位记录所指的位置",
    "the central directory ends at byte {end}, not where its end record begins": (
        "中央目录在第 {end} 字节处结束，而不是在其结束记录的起始处"
    ),
    "the central directory is longer than its members": "中央目录比其全部成员条目更长",
    "the central directory breaks off": "中央目录不完整",
    "the archive's headers are encrypted": "压缩包的文件头已加密",
    "the member {member} reaches into the directory": "成员 {member} 延伸到了中央目录之内",
    "the local header of {member} contradicts the central directory": (
        "{member} 的本地文件头与中央目录矛盾"
    ),
    "a member has two names": "有一个成员有两个名称",
    "the central directory": "中央目录",
    "the archive has more than {ceiling} members": "压缩包的成员超过 {ceiling} 个",
    "a member lies here that the central directory does not list": (
        "此处有一个中央目录没有列出的成员"
    ),
    "two members of the archive are called {member}": "压缩包中有两个成员都名为 {member}",
    "the member {member} overlaps the next one": "成员 {member} 与下一个成员重叠",
    "{member} unpacks to {length} bytes, more than {ceiling}": (
        "{member} 解压后长 {length} 字节，超过 {ceiling} 字节"
    ),
    "the archive unpacks to {length} bytes, more than {ceiling}": (
        "压缩包解压后共 {length} 字节，超过 {ceiling} 字节"
    ),
    "{member} does not match its length and checksum": "{member} 与其声明的长度和校验和不符",
    "{member} is encrypted": "{member} 已加密",
    "{member} is compressed in a way (method {method}) that documents do not use": (
        "{member} 使用了文档不用的压缩方法（{method}）"
    ),
    "{member} cannot be unpacked": "{member} 无法解压",
    "a member's name is too long": "成员的名称过长",
    "a member's extra fields are too long": "成员的附加字段过长",
    "the data descriptor of {member} is not behind it": "{member} 之后没有其数据描述符",
}

_OFFICE: dict[str, str] = {
    "Word document (OOXML)": "Word 文档（OOXML）",
    "Excel workbook (OOXML)": "Excel 工作簿（OOXML）",
    "PowerPoint presentation (OOXML)": "PowerPoint 演示文稿（OOXML）",
    "is digitally signed, and a label written now would break the signature: label first, then "
    "sign": "已有数字签名，此时写入标识会使签名失效：请先写入标识，再签名",
    "the package has several parts with custom properties": "文档包中有多个自定义属性部件",
    "the package has no {part}": "文档包中没有 {part}",
    "a relationship has no usable target": "有一个关系没有可用的目标",
    "this kind of Open Packaging file": "此类 Open Packaging 文件",
    # OpenDocument, EPUB, XMind.
    "is encrypted": "已加密",
    "{member} is not what its name says": "{member} 的内容与其名称不符",
    "the container names no package document": "容器没有指明包文档",
    "{member} has no metadata": "{member} 中没有元数据",
    "is not an object in JSON": "不是 JSON 对象",
    "files of XMind 8 and older are read but not written: save it with a newer XMind": (
        "XMind 8 及更早版本的文件只读不写：请先用新版 XMind 保存"
    ),
    # XML of any of them.
    "the XML": "XML",
    "the XML is not well-formed: {cause}": "XML 的格式不正确：{cause}",
    "invalid UTF-16": "无效的 UTF-16",
    "the XML has more than {size} bytes or {count} tags": (
        "XML 超过 {size} 字节，或标签超过 {count} 个"
    ),
    "XML elements": "XML 元素",
    "the XML defines a document type of its own": "XML 自行定义了文档类型",
    "the XML has an absurd namespace": "XML 有不合理的命名空间",
}

SENTENCES: dict[str, str] = {**_MARKDOWN, **_HTML, **_PDF, **_ZIP, **_OFFICE}

"""Chinese for reading and writing files, and for choosing their format (files/*, table.py)."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    # extras
    "needs {package}, which is not installed: pip install 'hegui[{extra}]'": (
        "需要 {package}，但尚未安装：pip install 'hegui[{extra}]'"
    ),
    # Opening and reading.
    "{kind} is neither a path nor bytes: give a path, or what read() returns": (
        "{kind} 既不是路径也不是字节：请给出路径，或 read() 的返回值"
    ),
    "cannot be opened: {cause}": "无法打开：{cause}",
    "is {what}, not a regular file": "是{what}，不是普通文件",
    "a directory": "目录",
    "a named pipe": "命名管道",
    "a socket": "套接字",
    "a device": "设备",
    "{what} needs {length} bytes, but the file ends at byte {size}": (
        "{what}需要 {length} 字节，而文件在第 {size} 字节处结束"
    ),
    "the file became shorter while it was read": "读取期间文件变短了",
    "data": "数据",
    "header": "文件头",
    "version": "版本",
    # Ceilings.
    "{what} of {length} bytes is over the ceiling of {ceiling} bytes for one structure": (
        "{what}长 {length} 字节，超过单个结构 {ceiling} 字节的上限"
    ),
    "more than {ceiling} structures ({what})": "结构超过 {ceiling} 个（{what}）",
    "{what} nested deeper than {ceiling} levels": "{what}的嵌套超过 {ceiling} 层",
    "more than {ceiling} bytes read in all": "总读取量超过 {ceiling} 字节",
    "the file has metadata in more than {places} places or {ceiling} bytes": (
        "文件的元数据超过 {places} 处或 {ceiling} 字节"
    ),
    "the file has more than {places} structures or {ceiling} bytes of unknown content": (
        "文件中内容不明的结构超过 {places} 个或 {ceiling} 字节"
    ),
    # Writing.
    "cannot be written: {cause}": "无法写入：{cause}",
    "changed while hegui was working on it; nothing was written": (
        "在 hegui 处理期间被改动；没有写入任何内容"
    ),
    "the result would replace the original, which is done only when you ask for that": (
        "结果会替换原文件；只有明确要求时才会替换"
    ),
    "exists already; it is replaced only when you ask for that": (
        "已经存在；只有明确要求时才会替换"
    ),
    "the new file is {have} bytes long instead of {length}": (
        "新文件长 {have} 字节，应为 {length} 字节"
    ),
    "written, but a power failure may still undo it: {cause}": (
        "已写入，但断电仍可能使其丢失：{cause}"
    ),
    # Reading back.
    "the label could not be read back from the new file: {cause}": (
        "写回验证失败，无法从新文件读回标识：{cause}"
    ),
    "{count} labels were read back from the new file instead of one": (
        "写回验证失败，从新文件读回 {count} 个标识，应为一个"
    ),
    "the label did not read back as it was written": "写回验证失败，读回的标识与写入的不一致",
    # Which format it is, and whether it has a place for a label.
    "the file is empty": "文件为空",
    "is no format that hegui knows: it begins with {head}": (
        "不是 hegui 认识的格式：文件以 {head} 开头"
    ),
    "is plain text by its content, and text other than Markdown has no place for an implicit "
    "label; it needs an explicit one (GB 45438-2025, 5.1)": (
        "从内容看是纯文本；除 Markdown 外，文本没有可写隐式标识的位置，"
        "应添加显式标识（GB 45438-2025 的 5.1）"
    ),
    "{title} has no place for an implicit label": "{title} 没有可写隐式标识的位置",
    "hegui does not handle {title} in this version": "此版本的 hegui 不处理 {title}",
    "hegui reads labels in {title} but does not write them": (
        "hegui 能读取 {title} 中的标识，但不写入"
    ),
    # What each verb can do about it.
    "{reason}; --implicit-only --sidecar writes an XMP file beside it (the file itself stays "
    "unlabelled)": (
        "{reason}；--implicit-only --sidecar 可在旁边写一个 XMP 文件（文件本身仍无标识）"
    ),
    "{reason}; convert the copy into a format that holds a label, and carry it there": (
        "{reason}；请将副本转换为可容纳标识的格式，再将标识转移过去"
    ),
    "{reason}; convert the content into a format that holds a label, or show the notice beside it "
    "without the platform's elements": (
        "{reason}；请将内容转换为可容纳标识的格式，或仅在其旁边展示提示而不写入传播要素"
    ),
    "WMV or ASF": "WMV 或 ASF",
    "ZIP archive": "ZIP 压缩包",
    "Office 97-2003, or an encrypted Office document": "Office 97-2003 文档或加密的 Office 文档",
    "the content reaches to byte {end}, but the file ends at byte {size}": (
        "内容延伸到第 {end} 字节，但文件在第 {size} 字节处结束"
    ),
    "the digest {algorithm} has no fixed length": "摘要算法 {algorithm} 没有固定长度",
    "the file names the same bytes as content again and again": "文件反复把同一批字节当作内容",
    "no digest is called {algorithm}": "没有名为 {algorithm} 的摘要算法",
    (
        "this Python's OpenSSL has no {algorithm} (built without it, or in FIPS mode); run hegui "
        "with a Python whose OpenSSL has"
    ): (
        "此 Python 的 OpenSSL 不支持 {algorithm}（编译时未包含，或处于 FIPS 模式）；"
        "请改用 OpenSSL 支持该算法的 Python 运行 hegui"
    ),
}

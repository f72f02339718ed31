"""Chinese for reports (render/*)."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "fail": "不合格",
    "warn": "警告",
    "could not tell": "无法判断",
    "not yet in force": "尚未实施",
    "pass": "合格",
    "not applicable": "不适用",
    "{count} files": "共{count}个文件",
    "nothing to report": "没有问题",
    "Judged as of {on} by hegui {version}. A check fails only where the wording of the rule, or a "
    "source that read it, says “shall”; everything less certain warns.": (
        "以{on}为准，由hegui {version}判定。只有规则原文（或读过原文的资料）写明“应”的要求才会判为"
        "不合格，把握不足的一律只作警告。"
    ),
    "Files": "文件",
    "Labels in the file": "文件中的标识",
    "Seal": "防护签名",
    "Clause": "条款",
    "Check": "检查项",
    "{count} checks pass": "{count}项检查合格",
    "What departs, by clause": "不符之处（按条款）",
    "Every check, with its counts": "全部检查项及数量",
    "{failing} of {count} files do not conform": "{count}个文件中有{failing}个不合格",
    "no file of {count} fails a check": "{count}个文件均无不合格项",
    "Name and signature": "姓名及签字",
    "Date": "日期",
    "no font here has a glyph for {characters}; install one that has, such as Noto Sans CJK": (
        "没有字体包含字符{characters}；请安装含有这些字符的字体，例如Noto Sans CJK"
    ),
    "a document fetches nothing; it names {address}": "文档不得引用外部资源，其中却有{address}",
    "bytes {start} to {end} of {size}": "第{start}至{end}字节，共{size}字节",
}

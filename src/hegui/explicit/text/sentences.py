"""Whether a line of text is a label, and nothing but a label.

A line may hold both elements of clause 5 and yet be no label: "人工智能生成内容标识办法" is the
title of the Measures. So a line counts as a label only where all of it says that something is
generated: whose content it is, by whom, the elements, and a request to use it with care.
"""

from __future__ import annotations

import re
import unicodedata

from hegui.explicit.wording import Elements, elements

LONGEST = 240
"""Characters of the longest line that is looked at as a label."""

_THING = (
    r"(?:内容|文字|文章|文档|文件|文本|回答|回复|答案|结果|图片|图像|图|音频|语音|声音|视频|画面|场景|"
    r"作品|页面|网页|表格|工作表|演示文稿|幻灯片|报告|材料|部分|信息|消息|对话|文)"
)
_SUBJECT = (
    r"(?:(?:本|该|此|这|以上|以下|上述|下述|全部?|部分|所有){0,3}"
    rf"{_THING}{{0,2}}(?:均|皆|全部|部分)?)"
)
_LINK = (
    r"(?:系|由|经|为|是|属于?|可能(?:为|由|是)?|疑似(?:为|由)?|使用|采用|利用|通过|含有?|包含){0,3}"
)
_AI = r"(?:人工智能|AI)"
_MAKER = r"(?:大模型|模型|技术|系统|工具|助手|算法|服务)?(?:自动|辅助|智能|参与)?"
_DONE = r"(?:生成|合成)(?:[与和及、/]?(?:生成|合成|创作|制作)){0,2}"
_OBJECT = rf"(?:的?{_THING})?(?:的?(?:部分)?{_THING})?"
_CHINESE = rf"{_SUBJECT}{_LINK}[\w·.\-]{{0,24}}?{_AI}{_MAKER}{_DONE}{_OBJECT}"

_THING_EN = (
    r"(?:content|text|article|document|file|answer|response|reply|image|picture|audio|voice|video|"
    r"scene|work|page|table|sheet|presentation|slide|report|information|message)s?"
)
_SUBJECT_EN = (
    rf"(?:(?:(?:this|the|all|these|some|parts? of|above|following) ?){{0,3}}(?:{_THING_EN} ?)?"
    r"(?:on this page |in this (?:document|file) )?)"
)
_LINK_EN = (
    r"(?:(?:is|was|are|were|has been|have been|may be|may have been|might be|contains?|includes?|"
    r"is suspected to be|suspected|entirely|fully|partly|partially|possibly) ?){0,3}"
)
_AI_EN = r"(?:an? )?(?:AI|artificial intelligence)(?: \(AI\))?"
_DONE_EN = r"(?:generated|synthesi[sz]ed|synthetic)(?: (?:or|and|/) (?:generated|synthesi[sz]ed))?"
_ENGLISH = (
    rf"{_SUBJECT_EN}{_LINK_EN}(?:{_AI_EN}[ -]{_DONE_EN}(?: {_THING_EN})?"
    rf"|artificially {_DONE_EN}(?: {_THING_EN})? by {_AI_EN}"
    rf"|{_DONE_EN}(?: {_THING_EN})? (?:by|with|using) {_AI_EN}(?: models?| tools?)?)"
)
# What may come behind, in either language, and does not change what was said.
_CARE = (
    r"(?:[,，.。;；:：!！·|/\-— ]+(?:内容)?(?:仅供参考|请[^。.]{0,16}|注意[^。.]{0,12}"
    r"|不代表[^。.]{0,20}|不构成[^。.]{0,20}|please [^.。]{0,60}|for reference only"
    r"|may (?:be|contain) [^.。]{0,40})){0,3}"
)
_ONE = rf"(?:{_CHINESE}|{_ENGLISH})"
_LABEL = re.compile(
    rf"(?:{_ONE})(?:[ /|·,，;；.。()（）\-—]+(?:{_ONE}))?{_CARE}[ .。!！]*", re.IGNORECASE
)
# Marks that set a label off from the text around it.
_AROUND = re.compile(
    r"^[\s\[\]【】()（）<>《》「」*_~>#|※★☆●◆▲⚠️ℹ️✨🤖:：—\-–]+|[\s\[\]【】()（）「」*_~|※★☆:：—\-–]+$"
)
_LEAD = re.compile(
    r"^(?:提示|声明|说明|注意?|标识|AI标识|备注|免责声明|note|notice|disclaimer)[:：] *",
    re.IGNORECASE,
)
# Blanks beside a Chinese character only set Latin letters off.
_SPACED = re.compile(r"(?<=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]) +| +(?=[\u4e00-\u9fff])")
_CORNER = re.compile(r"(?:\[AI\]|【AI】|\(AI\)|（AI）|<sup>AI</sup>|\^AI\^)", re.IGNORECASE)


def label_in(line: str) -> Elements | None:
    """The elements of a line that is a label and nothing else; None for any other line.

    English alone counts too: its ``literal`` is False. A denial ("非AI生成") is no label.
    """
    text = bare(line)
    if not text or len(text) > LONGEST:
        return None
    found = elements(text)
    if not found.languages or found.denied:
        return None
    return found if _LABEL.fullmatch(text) else None


def bare(line: str) -> str:
    """A line without the marks that set it off, full-width letters as plain ones."""
    if len(line) > 2 * LONGEST:
        return ""
    text = unicodedata.normalize("NFKC", line)
    text = _LEAD.sub("", _AROUND.sub("", text))
    return _SPACED.sub("", _AROUND.sub("", text).replace("\\", ""))


def begins_with_corner_mark(line: str) -> bool:
    """Whether a line begins with the corner mark "AI" of 5.1 c), set off by brackets or raised."""
    return bool(_CORNER.match(line.strip()))


def ends_with_corner_mark(line: str) -> bool:
    """Whether a line ends with the corner mark "AI"."""
    found = list(_CORNER.finditer(line.strip()))
    return bool(found) and found[-1].end() == len(line.strip())

"""Places within files in Chinese: our own words of them, and what the file calls its parts as is.

Rooms say a place in English, in the format's own words ("chunk iTXt at byte 33"). Machines read
that; people who read Chinese get the same place with its words translated.
"""

from __future__ import annotations

import re

_BYTE = re.compile(r"(?:at )?byte (\d+)")
_LINE = re.compile(r"line (\d+)")
_AT_BYTE = re.compile(r"(.+?) at byte (\d+)( .+)?")
_IN_BOX = re.compile(r"(.+) in box (\S+)")
_IN_STREAM = re.compile(r"object (\d+) in the object stream")
_WHOLE = {
    "behind the end": "文件末尾之后",
    "document information dictionary": "文档信息字典",
    "trailer": "文件尾",
    "the trailer": "文件尾",
    "front matter": "文首元数据",
    "image resources": "图像资源",
    "layers": "图层",
    "comment": "注释",
    "script tag": "脚本标签",
    "cross-reference stream": "交叉引用流",
    "the first page": "首页",
    "header": "文件头",
    "element head": "head 元素",
    "the XMP packet": "XMP 数据包",
}
# Before a name or a number; longer ones first.
_BEFORE = {
    "metadata block of type": "元数据块（类型）",
    "object stream": "对象流",
    "image resource": "图像资源",
    "XMP item": "XMP 项",
    "APE item": "APE 项",
    "comment header": "注释头",
    "box": "盒",
    "chunk": "块",
    "segment": "段",
    "page": "页",
    "frame": "帧",
    "extension": "扩展块",
    "element": "元素",
    "object": "对象",
    "item": "项",
    "field": "字段",
    "key": "键",
    "property": "属性",
    "tag": "标记",
    "part": "部件",
    "member": "成员",
}
# Behind a name.
_BEHIND = {" comment header": " 注释头", " tag": " 标签"}


def place_in_chinese(place: str) -> str:
    """A place as rooms say it, in Chinese; a part that is not ours to translate stays."""
    return "，".join(map(_part, place.split(", ")))


def _part(part: str) -> str:
    if found := _BYTE.fullmatch(part):
        return f"第 {found[1]} 字节"
    if found := _LINE.fullmatch(part):
        return f"第 {found[1]} 行"
    if found := _AT_BYTE.fullmatch(part):
        return f"{_named(found[1])}{found[3] or ''}（第 {found[2]} 字节）"
    return _named(part)


def _named(words: str) -> str:
    if words in _WHOLE:
        return _WHOLE[words]
    if found := _IN_BOX.fullmatch(words):
        return f"盒 {found[2]} 中的{_named(found[1])}"
    if found := _IN_STREAM.fullmatch(words):
        return f"对象流中的对象 {found[1]}"
    for ours, chinese in _BEFORE.items():
        if words.startswith(ours + " "):
            return f"{chinese} {words[len(ours) + 1 :]}"
    for ours, chinese in _BEHIND.items():
        if words.endswith(ours):
            return words.removesuffix(ours) + chinese
    return words

"""Chinese for explicit labels on pictures (explicit/*)."""

from __future__ import annotations

_DRAWING: dict[str, str] = {
    # Fonts.
    "the font cannot be used: {cause}": "字体无法使用：{cause}",
    "the font has no glyph for {characters}": "该字体没有以下字符的字形：{characters}",
    "no font here has a glyph for {characters}; name a font file that has": (
        "本机没有任何字体含有以下字符的字形：{characters}；请指定含有这些字符的字体文件"
    ),
    "a font of more than {ceiling} bytes is not read": "不读取超过 {ceiling} 字节的字体文件",
    # Drawing.
    "text of {height} pixels' height is not drawn, only of {least} to {most}": (
        "不绘制高 {height} 像素的文字，只绘制 {least} 至 {most} 像素的文字"
    ),
    "{text!r} shows nothing that could be read": "{text!r} 没有任何可读的内容",
    "{text!r} at this size would be {width} by {height} pixels": (
        "按此大小，{text!r} 将占 {width}×{height} 像素"
    ),
}

SENTENCES: dict[str, str] = {**_DRAWING}

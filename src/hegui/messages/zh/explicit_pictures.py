"""Chinese for explicit labels on pictures (explicit/lettering/*, explicit/pictures/*)."""

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

_PLACEMENT: dict[str, str] = {
    "a text height of {percent:g} % is not one of {least:g} to {most:g} % (GB 45438-2025 5.2 e)": (
        "文字高度 {percent:g}% 不在 {least:g}% 至 {most:g}% 之间（GB 45438-2025 5.2 e）"
    ),
    "no label that can be read fits: the picture shows {width} by {height} pixels, and the text "
    "in one line needs {need_width} by {need_height}": (
        "放不下可辨认的标识：画面为 {width}×{height} 像素，而单行文字需要"
        " {need_width}×{need_height} 像素"
    ),
    "the label stands there already; the picture is as it was": "该处已有此标识；图片保持原样",
    "the file carries an implicit label of this producer already, and no explicit label that hegui "
    "knows was found; one of other wording, if it is there, shows beside the new one": (
        "文件已带有本生成者的隐式标识，但未找到 hegui 所知的显式标识；若其中有其他文字的显式标识，"
        "将与新标识并存"
    ),
    "the text stands out from its ground by {ratio:.1f} to 1 (at least {least:g})": (
        "文字与底色的对比度为 {ratio:.1f}:1（不低于 {least:g}）"
    ),
    "a picture of {width} by {height} pixels is over the ceiling of {ceiling} pixels": (
        "{width}×{height} 像素的图片超过 {ceiling} 像素的上限"
    ),
    "a picture of more than {ceiling} bytes is not loaded": "不载入超过 {ceiling} 字节的图片",
    "{count} frames of {pixels} pixels together are over the ceiling": (
        "{count} 帧共 {pixels} 像素，超过上限"
    ),
    "no picture that can be labelled begins like this": "没有可加标识的图片以此开头",
    "no picture that can be read begins like this": "没有可读取的图片以此开头",
    "the palette has no room for the label's colours, and none of its own that stand out from "
    "one another": "调色板没有空位放置标识的颜色，自身也没有对比足够的颜色",
    "the label would need a larger frame, and the animation has no transparency to fill it with": (
        "标识需要更大的帧，而该动画没有透明色可供填充"
    ),
    "frame {number} clears more of the animation than its own rectangle if it is to carry the "
    "label": "第 {number} 帧若要带标识，会清除其矩形以外的画面",
}

_CODING: dict[str, str] = {
    "the pixels cannot be unpacked: {cause}": "像素无法解压：{cause}",
    "the pixels end before the last row": "像素数据在最后一行之前结束",
    "the file has no picture": "文件中没有图片",
    "the whole picture was encoded anew as {form} at quality {quality}, with at least the bytes "
    "of the original": "整幅图片已按 {form} 质量 {quality} 重新编码，字节数不少于原图",
    # JPEG.
    "the progressive JPEG became a sequential one with the same coefficients, since jpegtran is "
    "not installed": "因未安装 jpegtran，渐进式 JPEG 已变为顺序式，系数不变",
    "restart markers are not kept; no coefficient depends on them": (
        "未保留重启标记；没有系数依赖它们"
    ),
    "the EXIF thumbnail stays as it is and shows no label": "EXIF 缩略图保持原样，不带标识",
    "the HDR gain map stays as it is; on an HDR screen the label is brightened with what it "
    "covers": "HDR 增益图保持原样；在 HDR 屏幕上标识会随其下画面一同提亮",
    "{count} bytes behind the picture stay as they are": "图片之后的 {count} 字节保持原样",
    "the scans hold coefficients that no picture has": "扫描数据含有任何图片都不会有的系数",
    "a frame of WebP has at most {most} pixels a side": "WebP 的帧每边最多 {most} 像素",
    "the scans cannot be decoded": "扫描数据无法解码",
    "arithmetic coding is not worked on": "不处理算术编码",
    "a scan comes before the frame header": "扫描出现在帧头之前",
    "a marker is missing": "缺少标记",
    "the picture has no end: EOI is missing": "图片没有结尾：缺少 EOI",
    "a marker is out of place": "标记位置不当",
    "a segment reaches beyond the end of the file": "段超出文件末尾",
    "lossless and hierarchical JPEG are not worked on": "不处理无损和分层 JPEG",
    "there is a second frame header": "出现第二个帧头",
    "the frame header has a wrong length": "帧头长度有误",
    "JPEG of {bits} bits a sample is not worked on": "不处理每样本 {bits} 位的 JPEG",
    "a height given behind the first scan is not worked on": "不处理在首个扫描之后才给出的高度",
    "the frame header makes no picture": "帧头不构成图片",
    "this subsampling is not worked on": "不处理这种色度抽样",
    "the scan header is damaged": "扫描头损坏",
    "a quantisation table is missing": "缺少量化表",
    "the scans are too short for the size that the frame header gives": (
        "扫描数据过短，与帧头给出的尺寸不符"
    ),
    "CMYK without Adobe's segment does not say which way its values run": (
        "没有 Adobe 段的 CMYK 未说明其数值方向"
    ),
    "segments and scans": "段和扫描",
    "the picture ends before its first scan": "图片在首个扫描之前结束",
    "tables or frames between the scans are not worked on": "不处理扫描之间的量化表或帧头",
    "a quantisation table is damaged": "量化表损坏",
    "a Huffman table is damaged": "霍夫曼表损坏",
    "the restart interval has a wrong length": "重启间隔长度有误",
    # PNG.
    "the first chunk is no header": "首个数据块不是文件头",
    "the header makes no picture": "文件头不构成图片",
    "this way of packing PNG is not worked on": "不处理这种 PNG 压缩方式",
    "the file ends before IEND": "文件在 IEND 之前结束",
    "a chunk reaches beyond the end of the file": "数据块超出文件末尾",
    "a chunk's checksum is wrong": "数据块校验和错误",
    "a frame's rectangle is damaged": "帧的矩形损坏",
    "a frame has no pixels": "帧没有像素",
    # GIF.
    "the file ends before its screen is described": "文件在屏幕描述之前结束",
    "the screen has no size": "屏幕没有尺寸",
    "the file ends within a block": "文件在数据块中间结束",
    "the file ends within a frame": "文件在帧中间结束",
    "a frame's rectangle is not on the screen": "帧的矩形不在屏幕内",
    "a frame has no colours": "帧没有颜色",
    "a frame's code size is damaged": "帧的编码位数损坏",
    # WebP.
    "the file is shorter than it says": "文件比其声明的短",
    "a frame is damaged": "帧损坏",
    "an animation begins without its header": "动画开头缺少文件头",
    "a frame's rectangle is not on the canvas": "帧的矩形不在画布内",
    "the lossy picture was encoded anew as WebP at quality {quality}, about that of the "
    "original": "有损图片已按 WebP 质量 {quality} 重新编码，与原图质量相近",
    # TIFF.
    "the header": "文件头",
    "an image directory": "图像目录",
    "a tag's values": "标记的值",
    "the header is damaged": "文件头损坏",
    "the directories run in a circle": "目录循环引用",
    "the pictures are in sub-directories, as in raw files": "图片位于子目录中，如同 RAW 文件",
    "a page has no size": "页面没有尺寸",
    "samples of {value} bits are not worked on": "不处理每样本 {value} 位",
    "samples of format {value} are not worked on": "不处理样本格式 {value}",
    "a page has strips or tiles without a size": "页面的条带或图块没有尺寸",
    "a page has fewer strips or tiles than it needs": "页面的条带或图块不足",
    "strips or tiles": "条带或图块",
    "a strip or tile": "条带或图块",
    "TIFF of compression {value} is not worked on": "不处理压缩方式为 {value} 的 TIFF",
    "a fax coding of other than one bit": "传真编码的位数不是一位",
    "TIFF of photometric interpretation {value} is not worked on": (
        "不处理光度解释为 {value} 的 TIFF"
    ),
    "TIFF of predictor {value} is not worked on": "不处理预测器为 {value} 的 TIFF",
    "the colour map": "颜色表",
    "the colour map is damaged": "颜色表损坏",
    "a strip or tile reaches beyond the end of the file": "条带或图块超出文件末尾",
    "the file would become longer than its own offsets reach": "文件将超出其偏移量所能表示的长度",
    "strips or tiles lie over one another": "条带或图块相互重叠",
    "{count} pages carry the label": "{count} 页带有标识",
    # AVIF and HEIC.
    "AVIF of more than 8 bits a channel is not worked on": "不处理每通道超过 8 位的 AVIF",
    "the HDR gain map and other pictures beside the main one are lost": (
        "HDR 增益图及主图以外的其他图片已丢失"
    ),
    "{what} of the original is lost": "原文件的{what}已丢失",
    "HEIC of mode {mode} is not worked on": "不处理模式为 {mode} 的 HEIC",
    "the HDR gain map or another auxiliary picture": "HDR 增益图或其他辅助图片",
    "the depth map": "深度图",
    "the thumbnail": "缩略图",
    "pictures": "图片",
}

SENTENCES: dict[str, str] = {**_DRAWING, **_PLACEMENT, **_CODING}

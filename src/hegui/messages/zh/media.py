"""Chinese for video and sound: Matroska, MP4 and FLV; WAV, ID3 and APE tags, FLAC and Ogg."""

from __future__ import annotations

_VIDEO: dict[str, str] = {
    "labels": "标识",
    "more than {count} tables of offsets or {ceiling} bytes in them": (
        "偏移表超过 {count} 个，或合计超过 {ceiling} 字节"
    ),
    # EBML: Matroska and WebM.
    "the element": "元素",
    "no EBML element begins here": "此处没有 EBML 元素",
    "the element does not say its size": "元素没有声明长度",
    "the element says {length} bytes, and {left} are left": (
        "元素声明长 {length} 字节，而只剩 {left} 字节"
    ),
    "the file has no Segment": "文件没有 Segment 元素",
    "the positions in the file do not settle": "文件中的各位置无法收敛到一致的值",
    "clusters": "Cluster 元素",
    # MP4 and QuickTime.
    "the movie box": "影片盒",
    "the file has no movie box (moov)": "文件没有影片盒（moov）",
    "is a segment of a stream; the label belongs into the file that the stream begins with, "
    "which has a movie box (moov)": (
        "只是媒体流的一个分段；标识应写在媒体流起始的文件中，即有影片盒（moov）的文件"
    ),
    "user data": "用户数据",
    "the tag": "标签",
    "the movie box is compressed, which hegui does not read": "影片盒已压缩，hegui 不读取这种形式",
    "an item refers to key {index}, and there are {count}": (
        "有一项引用第 {index} 个键，而键只有 {count} 个"
    ),
    "more than {ceiling} keys": "键超过 {ceiling} 个",
    "the table": "表",
    "a movie fragment stands before the movie box, which would have to grow": (
        "须增大的影片盒之前有影片分片"
    ),
    "the track has media both in this file and in others": "轨道的媒体数据一部分在其他文件中",
    # AVI.
    "the film does not say how long it is": "影片数据没有声明长度",
    "the index": "索引",
    "index entries": "索引条目",
    "the index is not one of chunks": "索引不是数据块索引",
    "the index lists chunks of another form": "索引所列的数据块属于另一形式块",
    # FLV.
    "tags": "标签",
    "the FLV header": "FLV 文件头",
    "the file ends within the FLV header": "文件在 FLV 文件头之内结束",
    "no FLV tag begins here": "此处没有 FLV 标签",
    "the script tag's data": "脚本标签的数据",
    "the file ends within the script tag": "文件在脚本标签之内结束",
    "the script tag is encrypted": "脚本标签已加密",
    "the script tag cannot hold more than {ceiling} bytes": ("脚本标签最多只能容纳 {ceiling} 字节"),
    "script data": "脚本数据",
    "script values": "脚本数据的值",
    "the script data is no AMF0": "脚本数据不是 AMF0",
}

_SOUND: dict[str, str] = {
    # ID3v2.
    "ID3v2 tags": "ID3v2 标签",
    "the ID3v2 tag": "ID3v2 标签",
    "ID3v2 frames": "ID3v2 帧",
    "the frame": "帧",
    "the frame's head": "帧头",
    "{name} is no name of a frame": "{name} 不是帧的名称",
    "the frame says {length} bytes, and {left} are left": (
        "帧声明长 {length} 字节，而只剩 {left} 字节"
    ),
    "the frame's text is over the ceiling of {ceiling} bytes": (
        "帧的文本超过 {ceiling} 字节的上限"
    ),
    "the frame is encrypted": "帧已加密",
    "the frame's compressed data are cut short": "帧的压缩数据不完整",
    "the frame's compressed data are damaged": "帧的压缩数据已损坏",
    "the frame {name} of ID3v2.2 has no counterpart in ID3v2.3, which the label needs": (
        "ID3v2.2 的帧 {name} 在 ID3v2.3 中没有对应的帧，而写入标识需要 ID3v2.3"
    ),
    "the extended header of the ID3v2 tag says {length} bytes": (
        "ID3v2 标签的扩展头声明长 {length} 字节"
    ),
    "hegui does not know ID3v2.{major} with the flags {flags}": (
        "hegui 不认识标志为 {flags} 的 ID3v2.{major}"
    ),
    "the ID3v2 tag says {length} bytes, and {left} are left": (
        "ID3v2 标签声明长 {length} 字节，而只剩 {left} 字节"
    ),
    "the ID3v2 tag has more than {ceiling} frames": "ID3v2 标签的帧超过 {ceiling} 个",
    "the padding of the ID3v2 tag is not all zeros": "ID3v2 标签的填充不全是零",
    "the ID3v2 tag would be larger than it can be changed": (
        "ID3v2 标签将超过 hegui 所能改写的大小"
    ),
    "the tag is unsynchronised, and over the ceiling of {ceiling} bytes for such": (
        "标签采用了非同步编码，且超过此类标签 {ceiling} 字节的上限"
    ),
    "begins with an ID3v2 tag, and what follows is no sound that hegui knows": (
        "以 ID3v2 标签开头，但其后不是 hegui 认识的音频"
    ),
    # APE.
    "APE items": "APE 项",
    "the APE tag's footer": "APE 标签的尾部",
    "the APE tag says {length} bytes": "APE 标签声明长 {length} 字节",
    "the APE item leaves its tag": "APE 项超出了所在的标签",
    "the APE tag has more than its items": "APE 标签中除各项之外还有其他内容",
    # FLAC, Ogg and their comments.
    "the FLAC marker": "FLAC 标记",
    "the file does not begin as FLAC does": "文件的开头不符合 FLAC",
    "metadata blocks": "元数据块",
    "the metadata block's head": "元数据块头部",
    "the comments": "注释",
    "the metadata block would be longer than the {limit} bytes it may have": (
        "元数据块将超过其允许的 {limit} 字节"
    ),
    "more than {ceiling} metadata blocks": "元数据块超过 {ceiling} 个",
    "no metadata block says that it is the last": "没有任何元数据块标明自己是最后一块",
    "the metadata block says {length} bytes, and {left} are left": (
        "元数据块声明长 {length} 字节，而只剩 {left} 字节"
    ),
    "the first metadata block is no STREAMINFO": "第一个元数据块不是 STREAMINFO",
    "the chunk ds64": "数据块 ds64",
    "the chunk ds64 is missing": "缺少数据块 ds64",
    "Ogg pages": "Ogg 页",
    "the page": "页",
    "the comment header": "注释头",
    "the comment header is over the ceiling of {ceiling} bytes": (
        "注释头超过 {ceiling} 字节的上限"
    ),
    "the FORM header": "FORM 文件头",
    "an AIFF file cannot grow beyond 4 GiB": "AIFF 文件不能超过 4 GiB",
    "the comment header of the {codec} stream does not begin as one": (
        "{codec} 流的注释头的开头不符合注释头的格式"
    ),
    "the {codec} stream has no complete comment header": "{codec} 流没有完整的注释头",
    "a page of the comment header is missing": "注释头缺少一页",
    "the second packet of the FLAC stream is no comment block": "FLAC 流的第二个包不是注释块",
    "the Ogg file has no stream whose comments hegui knows": (
        "Ogg 文件中没有 hegui 认识其注释的流"
    ),
    "the Ogg file begins with no page that begins a stream": "Ogg 文件的第一页不是流的起始页",
    "the stream's first page holds other than one packet": "流的第一页所含的包不是恰好一个",
    "the beginning of a chained stream was not found": "未找到链接流的起始处",
    "more than {ceiling} streams side by side": "并行的流超过 {ceiling} 个",
    "more than {ceiling} chained streams": "链接流超过 {ceiling} 个",
    "the label needs one more page, and more than {ceiling} pages new numbers": (
        "标识需要增加一页，而须重新编号的页超过 {ceiling} 个"
    ),
    "vendor string": "编码器名称",
    "field": "字段",
    "a {what} at byte {offset} of the comments is longer than they are": (
        "注释第 {offset} 字节处的{what}比注释本身更长"
    ),
    "the comments end before their count": "注释在其字段计数之前结束",
    "the comments say that they are {count} fields": "注释声明有 {count} 个字段",
}

SENTENCES: dict[str, str] = {**_VIDEO, **_SOUND}

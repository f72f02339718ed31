"""Chinese for pictures and what is in them: XMP, EXIF, and the pictures' own structures."""

from __future__ import annotations

_PACKETS: dict[str, str] = {
    # XMP packets and EXIF blocks.
    "the XMP packet": "XMP 数据包",
    "the XMP packet holds no rdf:RDF element": "XMP 数据包中没有 rdf:RDF 元素",
    "the XMP packet is not valid {codec}": "XMP 数据包不是有效的 {codec}",
    "the XMP packet declares a document type, which XMP does not allow": (
        "XMP 数据包声明了文档类型，而 XMP 不允许这样做"
    ),
    "the XMP packet has more than {size} bytes or {count} elements or attributes": (
        "XMP 数据包超过 {size} 字节，或元素和属性超过 {count} 个"
    ),
    "the XMP packet has more than {depth} levels of elements": (
        "XMP 数据包的元素嵌套超过 {depth} 层"
    ),
    "the XMP packet's tag at its byte {offset} cannot be followed": (
        "无法解析 XMP 数据包第 {offset} 字节处的标签"
    ),
    "the XMP packet is not well-formed XML: {cause} at its byte {offset}": (
        "XMP 数据包不是格式正确的 XML：其第 {offset} 字节处 {cause}"
    ),
    "unknown error": "未知错误",
    "the EXIF block does not begin with a TIFF header": "EXIF 块不以 TIFF 文件头开头",
    "the text of tag {tag} mentions a label and has {size} bytes, and more than "
    "{ceiling} bytes of one text are not taken apart": (
        "标记 {tag} 的文本提及标识，长 {size} 字节，而单个文本超过 {ceiling} 字节即不解析"
    ),
    "a label stands outside any rdf:RDF element, where it cannot be replaced; "
    "take it out first": "标识位于 rdf:RDF 元素之外，无法替换；请先将其移除",
    # Compressed text, in several formats.
    "the compressed text unpacks to more than {ceiling} bytes": (
        "压缩文本解压后超过 {ceiling} 字节"
    ),
    "the compressed text is cut short": "压缩文本不完整",
    "the compressed text cannot be unpacked: {cause}": "压缩文本无法解压：{cause}",
}

_BOXES: dict[str, str] = {
    # ISO base media boxes: HEIF, AVIF, JPEG XL.
    "boxes": "盒",
    "the box": "盒",
    "the file ends within a box's header": "文件在盒的头部之内结束",
    "the box says {size} bytes, less than its header": "盒声明长 {size} 字节，比其头部还短",
    "the box reaches out of the box around it": "盒超出了外层盒的范围",
    "the box would grow beyond 4 GiB, which its size cannot say": (
        "盒将超过 4 GiB，其长度字段无法表示"
    ),
    "the box ends within its fields": "盒在其字段之内结束",
    "the box says {size} bytes, more than the file has left": (
        "盒声明长 {size} 字节，超过文件的剩余长度"
    ),
    "the box says {count} items and holds {held}": "盒声明有 {count} 项，实有 {held} 项",
    "version {version} of the box is unknown": "盒的版本 {version} 未知",
    "an offset would grow beyond what its field can say": "偏移量将超出其字段所能表示的范围",
    "sample auxiliary information lies at offsets that would have to move": (
        "样本辅助信息所在的偏移量须随之移动"
    ),
    "the file is fragmented, and its offsets cannot be moved in this version": (
        "文件是分片的，此版本无法移动其偏移量"
    ),
    "two structures claim the same bytes": "两个结构占用了相同的字节",
    # Items of HEIF and AVIF.
    "items": "项",
    "the item": "项",
    "item {item} has no location": "项 {item} 没有位置信息",
    "item {item} is encrypted": "项 {item} 已加密",
    "item {item} is put together from other items": "项 {item} 由其他项拼合而成",
    "item {item} lies in another file": "项 {item} 位于另一个文件中",
    "item {item} lies outside the file": "项 {item} 位于文件范围之外",
    "item {item} shares bytes with the label's place": "项 {item} 与标识所在位置共用字节",
    "the item holds another label and is compressed with {encoding}": (
        "该项含有另一标识，且以 {encoding} 压缩"
    ),
    "the item is compressed with {encoding}, which hegui does not read": (
        "该项以 {encoding} 压缩，hegui 不读取这种压缩"
    ),
    "the item lies in no media data box": "该项不在任何媒体数据盒中",
    "the Exif item ends before its TIFF header": "Exif 项在其 TIFF 文件头之前结束",
    "the file has neither a primary item nor a movie": "文件既没有主项，也没有影片",
    "no item id is free": "没有可用的项编号",
    "the file has two meta boxes": "文件有两个 meta 盒",
    "the meta box has two of these": "meta 盒中有两个这样的盒",
    "the low-overhead form of HEIF (box mini) is not handled in this version": (
        "此版本不处理 HEIF 的低开销形式（mini 盒）"
    ),
    "the item location box has no room for the new entry": "项位置盒没有容纳新条目的空间",
    "a field size is neither 0, 4 nor 8": "字段长度不是 0、4 或 8",
    "more than {ceiling} items and extents": "项和区段超过 {ceiling} 个",
    "more than {ceiling} items and references": "项和引用超过 {ceiling} 个",
    # JPEG XL.
    "the container holds no codestream": "容器中没有码流",
    "the Exif box ends before its TIFF header": "Exif 盒在其 TIFF 文件头之前结束",
    "the box is compressed with Brotli, which needs the package brotli (1.2 or later)": (
        "盒以 Brotli 压缩，读取需要安装 brotli 软件包（1.2 或更高版本）"
    ),
}

_TIFF: dict[str, str] = {
    "directories": "目录",
    "directory entries": "目录条目",
    "list of directories": "目录列表",
    "the file does not begin with a TIFF header": "文件不以 TIFF 文件头开头",
    "BigTIFF with offsets of {width} bytes is unknown": "偏移量为 {width} 字节的 BigTIFF 未知",
    "there is no directory": "没有目录",
    "the directory lies beyond the end of the data": "目录位于数据末尾之外",
    "the directory is empty": "目录为空",
    "the directory claims {count} entries, more than the data holds": (
        "目录声明有 {count} 个条目，超过数据所能容纳的数量"
    ),
    "the directory has no room for another entry": "目录没有容纳新条目的空间",
    "the value of tag {tag} ({size} bytes at byte {offset}) lies outside the data": (
        "标签 {tag} 的值（第 {offset} 字节处，长 {size} 字节）位于数据范围之外"
    ),
    "tag {tag} points at directories, but its field type is {type}": (
        "标签 {tag} 指向目录，但其字段类型为 {type}"
    ),
    "more than {ceiling} bytes of directories and texts": "目录和文本超过 {ceiling} 字节",
    "the pixels reach to byte {end}, but the file ends at byte {size}": (
        "像素数据延伸至第 {end} 字节，而文件在第 {size} 字节处结束"
    ),
    "the label overlaps another structure": "标识与另一结构重叠",
    "classic TIFF ends at 4 GiB, and this file has no room left for the label": (
        "经典 TIFF 以 4 GiB 为限，此文件已没有容纳标识的空间"
    ),
    "a camera maker's own raw format has no place for a label": (
        "相机厂商自有的 RAW 格式没有可写标识的位置"
    ),
}

_CHUNKS: dict[str, str] = {
    # PNG.
    "chunks": "数据块",
    "a chunk's head": "数据块头部",
    "the chunk's data": "数据块内容",
    "no chunk begins here": "此处没有数据块",
    "the chunk says {length} bytes, more than the file has left": (
        "数据块声明长 {length} 字节，超过文件的剩余长度"
    ),
    "the file does not begin with the chunk IHDR": "文件的第一个数据块不是 IHDR",
    "the raw profile is not hexadecimal": "原始配置文本不是十六进制",
    "the keyword of the text has no end": "文本的关键字没有结束符",
    "the fields of the iTXt chunk are incomplete": "iTXt 数据块的字段不完整",
    # RIFF and WebP.
    "the chunks": "各数据块",
    "the RIFF header": "RIFF 文件头",
    "the RIFF header says {length} bytes": "RIFF 文件头声明长 {length} 字节",
    "the chunk says {length} bytes, and {left} are left": (
        "数据块声明长 {length} 字节，而只剩 {left} 字节"
    ),
    "{left} bytes are too few for a chunk": "剩余 {left} 字节，不足以构成一个数据块",
    "a RIFF file cannot grow beyond 4 GiB": "RIFF 文件不能超过 4 GiB",
    "the file holds no picture": "文件中没有图片",
    "the picture does not begin as VP8 or VP8L does": "图片数据的开头不符合 VP8 或 VP8L",
    "the chunk VP8X is not the first or too short": "数据块 VP8X 不在最前，或长度不足",
    # GIF.
    "blocks": "块",
    "the extension": "扩展块",
    "the extensions": "各扩展块",
    "the logical screen": "逻辑屏幕描述",
    "no block begins here": "此处没有块",
    "the extension has no end": "扩展块没有结束符",
    "the file ends before its first picture": "文件在第一幅图像之前结束",
    "more than {ceiling} short sub-blocks": "短子块超过 {ceiling} 个",
    "XMP in a GIF must be UTF-8 without NUL": "GIF 中的 XMP 必须是不含 NUL 的 UTF-8",
}

_JPEG: dict[str, str] = {
    "segments": "段",
    "markers": "标记",
    "the segment": "段",
    "the segments": "各段",
    "a marker": "标记",
    "image data": "图像数据",
    "the file ends before its picture begins": "文件在图像开始之前结束",
    "no marker stands where one must": "应有标记之处没有标记",
    "nothing but fill bytes follows": "其后只有填充字节",
    "the segment says {length} bytes, and the file has {left} left": (
        "段声明长 {length} 字节，而文件只剩 {left} 字节"
    ),
    "no end of the picture within {ceiling} bytes; what follows was not looked at": (
        "{ceiling} 字节之内没有图像结束标记；其后的内容未查看"
    ),
    "the XMP packet would need {length} bytes, and a JPEG segment holds {ceiling}": (
        "XMP 数据包需要 {length} 字节，而一个 JPEG 段只能容纳 {ceiling} 字节"
    ),
    "parts of the extended XMP are missing or contradict each other": (
        "扩展 XMP 有缺失或互相矛盾的部分"
    ),
    "{size} bytes that begin like a file of its own ({kind}) were not searched": (
        "有 {size} 字节，开头如同另一个文件（{kind}），未予查找"
    ),
}

_PSD: dict[str, str] = {
    "color mode data": "颜色模式数据",
    "image resource": "图像资源",
    "image resources": "图像资源",
    "layers": "图层",
    "the image resources have no room left": "图像资源没有剩余空间",
    "an image resource begins with {signature}": "图像资源以 {signature} 开头",
    "image resource {id} reaches beyond its section": "图像资源 {id} 超出其所在区段",
    "the layers reach to byte {end}, but the file ends at byte {size}": (
        "图层延伸至第 {end} 字节，而文件在第 {size} 字节处结束"
    ),
}

_SVG: dict[str, str] = {
    "elements": "元素",
    "the SVG": "SVG",
    "the compressed SVG": "压缩的 SVG",
    "the SVG has {length} bytes, and more than {ceiling} bytes of text are not taken apart": (
        "SVG 长 {length} 字节，而 hegui 不解析超过 {ceiling} 字节的文本"
    ),
    "compressed SVG is read but not written: unpack it (gunzip), label it, pack it": (
        "压缩的 SVG 只读不写：请先解压（gunzip），写入标识后再压缩"
    ),
    "the compressed SVG is cut short or unpacks to more than {ceiling} bytes": (
        "压缩的 SVG 不完整，或解压后超过 {ceiling} 字节"
    ),
    "the compressed SVG cannot be unpacked: {cause}": "压缩的 SVG 无法解压：{cause}",
    "the SVG is not valid {codec}": "SVG 不是有效的 {codec}",
    "SVG in the encoding {encoding} is not read": "不读取 {encoding} 编码的 SVG",
    "the SVG is not well-formed XML: {cause}": "SVG 不是格式正确的 XML：{cause}",
    "the element comes out of an entity": "该元素来自实体",
    "the file ends before its root element": "文件在根元素之前结束",
    "the root element is {name}, not svg": "根元素是 {name}，不是 svg",
    "the XMP packet declares more than {ceiling} namespace prefixes": (
        "XMP 数据包声明的命名空间前缀超过 {ceiling} 个"
    ),
    "the SVG declares more than {ceiling} namespace prefixes": (
        "SVG 声明的命名空间前缀超过 {ceiling} 个"
    ),
    "the document type": "文档类型声明",
    "the entity {name} refers to another entity": "实体 {name} 引用了另一个实体",
    "the document type would add more than {ceiling} characters": (
        "文档类型声明会增加超过 {ceiling} 个字符"
    ),
}

SENTENCES: dict[str, str] = {
    **_PACKETS,
    **_BOXES,
    **_TIFF,
    **_CHUNKS,
    **_JPEG,
    **_PSD,
    **_SVG,
    "the file is fragmented, and its content cannot be told apart in this version": (
        "文件为分片结构，本版本无法区分其内容"
    ),
    "the track has no complete table of samples": "轨道没有完整的样本表",
    "the samples lie outside the file": "样本超出文件范围",
    "a field size is neither 4, 8 nor 16": "字段长度不是 4、8 或 16",
    "the chunks have more samples than there are": "块中的样本数超过实际数量",
    "a segment's length": "段的长度",
    "tag {tag} holds offsets or lengths, but its field type is {type}": (
        "标签 {tag} 应为偏移量或长度，但其字段类型为 {type}"
    ),
    "the pixels have no offsets or no lengths": "像素数据缺少偏移量或长度",
}

"""Places within files, and other programs' words, as Chinese output says them."""

from __future__ import annotations

import errno
import os

import pytest

from hegui.messages import said_place, say


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("byte 33", "第 33 字节"),
        ("chunk caBX at byte 33", "块 caBX（第 33 字节）"),
        ('chunk tEXt at byte 33 "AIGC"', '块 tEXt "AIGC"（第 33 字节）'),
        ("tag AIGC in box meta at byte 9", "盒 meta 中的标记 AIGC（第 9 字节）"),
        ("the XMP packet, TC260:AIGC", "XMP 数据包，TC260:AIGC"),
        ("box uuid at byte 20", "盒 uuid（第 20 字节）"),
        ("ID3v2.4 tag at byte 0, frame TXXX AIGC", "ID3v2.4 标签（第 0 字节），帧 TXXX AIGC"),
        ("Vorbis comment header at byte 5, field AIGC", "Vorbis 注释头（第 5 字节），字段 AIGC"),
        ("object 3 in the object stream at byte 9", "对象流中的对象 3（第 9 字节）"),
        ("byte 7, behind the end", "第 7 字节，文件末尾之后"),
        ("line 12", "第 12 行"),
        ("docProps/custom.xml, property AIGC", "docProps/custom.xml，属性 AIGC"),
        ("IFD0, XMP", "IFD0，XMP"),
    ],
)
def test_places_are_said_in_chinese_and_what_the_file_calls_them_stays(
    place: str, said: str
) -> None:
    assert said_place(place, "zh") == said
    assert said_place(place, "en") == place


def test_another_program_s_words_stand_in_quotation_marks() -> None:
    template = "cannot be decoded: {cause}"
    assert say(template, "zh", cause="broken data stream").endswith("“broken data stream”")
    assert "“" not in say(template, "zh", cause=os.strerror(errno.ENOSPC))
    assert "“" not in say(template, cause="broken data stream")

"""The practice guides of 2025-08-28 on files: what holds beside the slots.

Where the label goes in each format is ``slots.SLOTS``; what the guide on security says is
``security``, how a provider's code is formed (TC260-PG-20252A) ``codes``. Of TC260-PG-202512A
number and title alone are known.
"""

from __future__ import annotations

from hegui.rules.confidence import Confidence
from hegui.rules.provision import Provision

_VIDEO = "tc260-pg-20257a"
_TEXTS = "tc260-pg-20258a"
_PICTURES = "tc260-pg-20259a"
_SOUND = "tc260-pg-202510a"
_FILES = (_VIDEO, _TEXTS, _PICTURES, _SOUND)

# Common to the four guides on files; their clause numbers were not seen.
_PAYLOADS = tuple(
    Provision(
        f"{guide}/payload",
        guide,
        "",
        "",
        "A slot that is itself named AIGC and takes a text holds the label as plain bare JSON, "
        "the seven members in the order of Annex E, without an outer AIGC and without base64.",
        "存放位置自身名为AIGC且值为文本的，存放明文JSON：七个成员按附录E顺序，不含外层AIGC，"
        "不使用base64。",
        Confidence.TEXT2,
        ("S5", "S7"),
    )
    for guide in _FILES
)
_FALLBACKS = tuple(
    Provision(
        f"{guide}/fallback",
        guide,
        "",
        "",
        "Any other format holds the label in the XMP property TC260:AIGC; an XMP packet that "
        "exists is updated, not overwritten.",
        "其他格式使用XMP属性TC260:AIGC存放标识；已有XMP的，更新该属性，不覆盖原XMP。",
        Confidence.TEXT2,
        ("S5",),
    )
    for guide in _FILES
)

PROVISIONS: tuple[Provision, ...] = (
    *_PAYLOADS,
    *_FALLBACKS,
    Provision(
        f"{_PICTURES}/B",
        _PICTURES,
        "Annex B",
        "附录B",
        "As an alternative, JPEG and WebP hold the wrapped JSON in EXIF UserComment, PNG in a "
        "tEXt chunk with the keyword AIGC.",
        "作为替代方式，JPEG、WebP可将带外层AIGC的JSON写入EXIF UserComment，PNG可写入关键字为"
        "AIGC的tEXt块。",
        Confidence.TEXT2,
        ("S4", "S7"),
    ),
)

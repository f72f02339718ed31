"""GB 45438-2025, clause by clause, in own words.

Figures, wording elements and Annex E are records of ``numbers``, ``wording`` and ``annex_e``;
here they stand in their place among the clauses. Annexes A to D and F are informative.
"""

from __future__ import annotations

from hegui.rules import annex_e
from hegui.rules.confidence import Confidence
from hegui.rules.numbers import (
    IMAGE_TEXT_HEIGHT,
    LABELS_A_FILE,
    RHYTHM,
    SCENE_TEXT_HEIGHT,
    SPEECH_RATE,
    VIDEO_DISPLAY_TIME,
    VIDEO_TEXT_HEIGHT,
)
from hegui.rules.provision import Provision
from hegui.rules.wording import CORNER_MARK, WORDING_ELEMENTS

_GB = "gb-45438-2025"

CLAUSES: tuple[Provision, ...] = (
    *WORDING_ELEMENTS,
    Provision(
        f"{_GB}/5-no-figures",
        _GB,
        "5",
        "5",
        "No share of the side is set for text, sound or interfaces, no display time for images, "
        "no opacity or colour for any.",
        "对文本、音频、交互界面未规定5%的高度要求，对图片未规定持续时间，均未规定透明度和颜色数值。",
        Confidence.TEXT2,
        ("S1",),
    ),
    Provision(
        f"{_GB}/5.1",
        _GB,
        "5.1",
        "5.1",
        "Text: a text prompt or a corner mark at one or more of start, end and middle, in a "
        "legible font and colour.",
        "文本：采用文字提示或角标，位于起始、末尾、中间中的一处或多处，字型和颜色清晰可辨。",
        Confidence.TEXT2,
        ("S1",),
    ),
    CORNER_MARK,
    Provision(
        f"{_GB}/5.2",
        _GB,
        "5.2",
        "5.2",
        "Image: a text prompt at the edge or in a corner, in a legible font and colour.",
        "图片：采用文字提示，位于边或角，字型和颜色清晰可辨。",
        Confidence.TEXT2,
        ("S1",),
    ),
    IMAGE_TEXT_HEIGHT,
    Provision(
        f"{_GB}/5.3",
        _GB,
        "5.3",
        "5.3",
        "Sound: a voice label at normal speech rate or a rhythm label, before the content, after "
        "it or in the middle.",
        "音频：采用正常语速的语音标识或音频节奏标识，位于起始、末尾或中间位置。",
        Confidence.TEXT,
        ("S2",),
    ),
    RHYTHM,
    Provision(
        f"{_GB}/5.3-note-3",
        _GB,
        "5.3, Note 3",
        "5.3 注3",
        "In frequent voice interaction such as assistants, customer service or navigation, the "
        "start or end is that of one turn.",
        "语音助手、客服、导航等高频交互场景中，起始或末尾指一轮交互的起始或末尾。",
        Confidence.TEXT,
        ("S2",),
    ),
    SPEECH_RATE,
    Provision(
        f"{_GB}/5.4",
        _GB,
        "5.4",
        "5.4",
        "Video: a legible text prompt at the edge or in a corner of the start frame; at the end "
        "and in the middle it may be added.",
        "视频：应在起始画面的边或角添加清晰可辨的文字提示；末尾和中间可添加。",
        Confidence.TEXT2,
        ("S1",),
    ),
    VIDEO_TEXT_HEIGHT,
    VIDEO_DISPLAY_TIME,
    Provision(
        f"{_GB}/5.5",
        _GB,
        "5.5",
        "5.5",
        "Virtual scene: a text prompt at the edge or in a corner of the start frame; during the "
        "service it may be added.",
        "虚拟场景：应在起始画面的边或角添加文字提示；服务过程中可添加。",
        Confidence.TEXT2,
        ("S1",),
    ),
    SCENE_TEXT_HEIGHT,
    Provision(
        f"{_GB}/5.6",
        _GB,
        "5.6",
        "5.6",
        "Interactive interface: a legible text prompt shown persistently near the content, or at "
        "the top, the bottom, in the background or the like, or both.",
        "交互场景界面：在内容附近和（或）界面顶部、底部、背景等位置持续显示清晰可辨的文字提示。",
        Confidence.TEXT,
        ("S2",),
    ),
    Provision(
        f"{_GB}/6.1-a",
        _GB,
        "6.1 a)",
        "6.1 a)",
        "The metadata label has five elements: generation label, producer's name or code, "
        "production number, propagator's name or code, propagation number.",
        "元数据隐式标识含五个要素：生成合成标签、生成合成服务提供者名称或编码、内容制作编号、"
        "内容传播服务提供者名称或编码、内容传播编号。",
        Confidence.TEXT2,
        ("S1", "S4"),
    ),
    Provision(
        f"{_GB}/6.1-b",
        _GB,
        "6.1 b)",
        "6.1 b)",
        "The metadata label has the format of Annex E.",
        "元数据隐式标识的格式应符合附录E。",
        Confidence.TEXT2,
        ("S1", "S4"),
    ),
    LABELS_A_FILE,
    Provision(
        f"{_GB}/6.2",
        _GB,
        "6.2",
        "6.2",
        "Other implicit labels may be added.",
        "可添加其他形式的隐式标识。",
        Confidence.TEXT2,
        ("S1", "S2"),
    ),
    Provision(
        f"{_GB}/A.2",
        _GB,
        "A.2",
        "A.2",
        "On watermarks no requirement is made.",
        "对水印不做要求。",
        Confidence.TEXT2,
        ("S1", "S2"),
    ),
    *annex_e.PROVISIONS,
)

"""The figures of the rules, each the provision that sets it.

What has no record here has no figure: 5 % is asked of image, video and virtual scene only,
seconds of video only, and neither opacity nor colour nor the rhythm's pitch has a value.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hegui.rules.confidence import Confidence
from hegui.rules.provision import Provision

if TYPE_CHECKING:
    from typing import Literal

    Unit = Literal["% of the shortest side", "s", "characters/min", "labels a file", "months"]

_GB = "gb-45438-2025"
_MEASURES = "cn-labelling-measures-2025"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Number(Provision):
    """A provision with a figure, in ``unit``; both bounds are inclusive, None is no bound."""

    least: int | None = None
    most: int | None = None
    unit: Unit


IMAGE_TEXT_HEIGHT = Number(
    f"{_GB}/5.2-e",
    _GB,
    "5.2 e)",
    "5.2 e)",
    "The text in an image is at least 5 % of its shortest side high; an image that is no "
    "rectangle counts as the rectangle that fully contains it.",
    "图片中的文字高度不低于画面最短边长度的5%；非矩形图片按完全包含该图片的矩形的最短边计算。",
    Confidence.TEXT2,
    ("S1",),
    least=5,
    unit="% of the shortest side",
)

VIDEO_TEXT_HEIGHT = Number(
    f"{_GB}/5.4-f",
    _GB,
    "5.4 f)",
    "5.4 f)",
    "The text in a video is at least 5 % of the picture's shortest side high.",
    "视频中的文字高度不低于画面最短边长度的5%。",
    Confidence.TEXT2,
    ("S1",),
    least=5,
    unit="% of the shortest side",
)

VIDEO_DISPLAY_TIME = Number(
    f"{_GB}/5.4-g",
    _GB,
    "5.4 g)",
    "5.4 g)",
    "The text in a video is shown for at least 2 s at normal playback speed.",
    "正常播放速度下，视频中文字提示的持续时间不少于2 s。",
    Confidence.TEXT2,
    ("S1",),
    least=2,
    unit="s",
)

SCENE_TEXT_HEIGHT = Number(
    f"{_GB}/5.5-f",
    _GB,
    "5.5 f)",
    "5.5 f)",
    "The text in a virtual scene is at least 5 % of the picture's shortest side high.",
    "虚拟场景中的文字高度不低于画面最短边长度的5%。",
    Confidence.TEXT2,
    ("S1",),
    least=5,
    unit="% of the shortest side",
)

SPEECH_RATE = Number(
    f"{_GB}/5.3-note-4",
    _GB,
    "5.3, Note 4",
    "5.3 注4",
    "Normal speech in Chinese is about 120 to 160 characters a minute.",
    "中文的正常语速约为每分钟120字～160字。",
    Confidence.TEXT,
    ("S2",),
    least=120,
    most=160,
    unit="characters/min",
)

LABELS_A_FILE = Number(
    f"{_GB}/6.1-c",
    _GB,
    "6.1 c)",
    "6.1 c)",
    "A file has one metadata label: a new one replaces the old, none is added beside it.",
    "同一文件只保留一个元数据隐式标识：新标识覆盖原标识，不得追加。",
    Confidence.TEXT2,
    ("S1", "S4"),
    most=1,
    unit="labels a file",
)

LOG_RETENTION = Number(
    f"{_MEASURES}/9-log",
    _MEASURES,
    "art. 9",
    "第九条",
    "Who supplies content without an explicit label keeps the log, with the recipient, for at "
    "least six months.",
    "提供不含显式标识的内容的，应留存提供对象信息等相关日志不少于六个月。",
    Confidence.TEXT,
    ("S11",),
    least=6,
    unit="months",
)

# Morse "AI"; "." is a short tone, "-" a long one, a word is one group.
RHYTHM = Provision(
    f"{_GB}/5.3-rhythm",
    _GB,
    "5.3",
    "5.3",
    "The rhythm label is short long, short short, and clear; no pitch, length or level is set.",
    "音频节奏标识为“短长 短短”的节奏，应清晰；未规定音高、音长和音量。",
    Confidence.TEXT,
    ("S2",),
    words=(".-", ".."),
)

NUMBERS: tuple[Number, ...] = (
    IMAGE_TEXT_HEIGHT,
    VIDEO_TEXT_HEIGHT,
    VIDEO_DISPLAY_TIME,
    SCENE_TEXT_HEIGHT,
    SPEECH_RATE,
    LABELS_A_FILE,
    LOG_RETENTION,
)

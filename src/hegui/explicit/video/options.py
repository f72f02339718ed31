"""How a video is to be labelled."""

from __future__ import annotations

from dataclasses import dataclass

from hegui.errors import UsageError
from hegui.explicit.lettering.drawing import Style
from hegui.explicit.pictures.placement import Position
from hegui.rules.numbers import VIDEO_DISPLAY_TIME, VIDEO_TEXT_HEIGHT

LEAST_SECONDS = VIDEO_DISPLAY_TIME.least or 0
LEAST_HEIGHT = VIDEO_TEXT_HEIGHT.least or 0
_MOST_HEIGHT = 45.0
_BEST_QUALITY, _WORST_QUALITY = 0, 63


@dataclass(frozen=True, slots=True)
class VideoOptions:
    """How a video is to be labelled (GB 45438-2025 5.4).

    ``seconds`` the text is shown on the opening frames, at least 2; ``height`` of the text in
    percent of the shortest side, at least 5. ``closing`` marks the last ``seconds`` as well,
    ``continuous`` every frame. ``font`` is a font file. ``preset`` and ``crf`` are the
    encoder's, ``crf`` None is close to what no eye tells from the original. Raises UsageError.
    """

    place: Position = Position.BOTTOM_RIGHT
    seconds: float = 3.0
    height: float = 6.0
    style: Style = Style.PLATE
    closing: bool = False
    continuous: bool = False
    font: str | None = None
    preset: str = "medium"
    crf: int | None = None

    def __post_init__(self) -> None:
        if not LEAST_SECONDS <= self.seconds < float("inf"):
            raise UsageError(
                "a label in a video is shown for at least {least} s (GB 45438-2025 5.4 g), "
                "not {seconds} s",
                least=LEAST_SECONDS,
                seconds=self.seconds,
            )
        if not LEAST_HEIGHT <= self.height <= _MOST_HEIGHT:
            raise UsageError(
                "the text in a video is {least} % to {most} % of the shortest side high "
                "(GB 45438-2025 5.4 f), not {height} %",
                least=LEAST_HEIGHT,
                most=_MOST_HEIGHT,
                height=self.height,
            )
        if self.crf is not None and not _BEST_QUALITY <= self.crf <= _WORST_QUALITY:
            raise UsageError("a crf of {crf} is not a quality any encoder knows", crf=self.crf)
        if self.preset not in PRESETS:
            raise UsageError(
                "the preset {preset!r} is none of {known}",
                preset=self.preset,
                known=", ".join(PRESETS),
            )


PRESETS = (
    "ultrafast",
    "superfast",
    "veryfast",
    "faster",
    "fast",
    "medium",
    "slow",
    "slower",
    "veryslow",
)

"""The house style of explicit labels: one set of choices for every modality."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from hegui.errors import UsageError
from hegui.explicit.contract import Modality
from hegui.explicit.stock_wording import LANGUAGES

if TYPE_CHECKING:  # implicit labels alone need no words
    from hegui.explicit.wording import Wording

_SHORT = (Modality.IMAGE, Modality.VIDEO, Modality.SCENE)


class Corner(StrEnum):
    """Where the text stands on pictures and frames (5.2, 5.4): an edge or a corner."""

    TOP_LEFT = "top-left"
    TOP = "top"
    TOP_RIGHT = "top-right"
    LEFT = "left"
    RIGHT = "right"
    BOTTOM_LEFT = "bottom-left"
    BOTTOM = "bottom"
    BOTTOM_RIGHT = "bottom-right"


class Moment(StrEnum):
    """Where the label stands in text and sound (5.1, 5.3)."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


class Sound(StrEnum):
    """How a sound is labelled (5.3)."""

    SPEECH = "speech"
    RHYTHM = "rhythm"


class Pages(StrEnum):
    """Which pages, slides or sheets of a document carry the label."""

    FIRST = "first"
    EVERY = "every"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """How explicit labels look and sound, as hegui.toml or a call says.

    ``language`` chooses the stock wording ("zh", "en", "bilingual"), ``text`` is a wording of
    one's own instead. ``height`` is that of the text on pictures and frames in percent of the
    shortest side, None for each modality's own default; ``font`` a font file. Raises UsageError.
    """

    language: str = "zh"
    text: str = ""
    corner: Corner = Corner.BOTTOM_RIGHT
    moment: Moment = Moment.START
    sound: Sound = Sound.SPEECH
    pages: Pages = Pages.FIRST
    height: float | None = None
    font: str | None = None

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            raise UsageError(
                "{value!r} is no language of a stock wording: {choices}",
                value=self.language,
                choices=", ".join(LANGUAGES),
            )

    def wording(self, modality: Modality) -> Wording:
        """The text of a label of this modality. Raises InvalidWording for one that may not be."""
        from hegui.explicit.wording import checked, stock, suited

        if self.text:
            return suited(checked(self.text), modality)
        return stock(self.language, short=modality in _SHORT)

"""What kind of label a sound gets, and where."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hegui.errors import UsageError

MOST_REPEATS = 10


class SoundKind(StrEnum):
    """The two forms of clause 5.3."""

    SPEECH = "speech"
    RHYTHM = "rhythm"


class Position(StrEnum):
    """Where clause 5.3 lets the label stand."""

    START = "start"
    END = "end"
    MIDDLE = "middle"


@dataclass(frozen=True, slots=True)
class AudioOptions:
    """How a sound is labelled.

    ``at`` are the seconds of the original at which a label in the middle is heard (None: half
    of it). ``language`` ("zh", "en", "bilingual") chooses the stock wording where none is given.
    ``repeat`` is how often the label is heard in a row. Raises UsageError for what cannot be.
    """

    kind: SoundKind = SoundKind.SPEECH
    position: Position = Position.START
    at: float | None = None
    language: str = "zh"
    repeat: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.repeat <= MOST_REPEATS:
            raise UsageError(
                "the label can be heard 1 to {most} times in a row, not {repeat}",
                most=MOST_REPEATS,
                repeat=self.repeat,
            )
        if self.at is not None and self.position is not Position.MIDDLE:
            raise UsageError("seconds are for a label in the middle of the sound")
        if self.at is not None and not 0 <= self.at < float("inf"):
            raise UsageError("{at} seconds are no place in a sound", at=self.at)

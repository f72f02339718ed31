"""The contract between one modality's explicit label and everything above it.

Each modality has a function that reads the work at one path and writes the labelled work to
another, a private file that nothing else looks at yet: the provider's path puts the implicit
label into it, reads both back, and only then gives it its name. So no modality replaces a file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from hegui.messages import Notice

Progress = Callable[[float], None]
"""Told how much of a long work is done, from 0.0 to 1.0."""

NONE_KNOWN = Notice(
    "the file carries an implicit label of this producer already, and no explicit label that hegui "
    "knows was found; one of other wording, if it is there, shows beside the new one"
)
"""Said of a work that is labelled again and in which no explicit label was recognised."""


class Modality(StrEnum):
    """What kind of work it is: each has a clause of its own (5.1 to 5.6)."""

    TEXT = "text"
    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    SCENE = "scene"
    INTERFACE = "interface"


@dataclass(frozen=True, slots=True)
class Applied:
    """An explicit label that stands in a work now.

    ``wording`` is the text seen or heard ("" for the rhythm label), ``place`` where ("bottom
    right", "start"), ``clause`` what asks for it ("5.2"). ``method`` says what became of the
    work outside the label: "lossless" (every sample as before), "exact-blocks" (JPEG: every
    coefficient outside the blocks under the label as before), "spliced" (bytes inserted),
    "joined" (re-encoded around the label only, the rest packet for packet), "re-encoded" (all of
    it). ``height`` is the text's height in percent of the shortest side, ``seconds`` the time
    shown or heard; None where the modality has none. ``notices`` state losses and choices.
    """

    modality: Modality
    wording: str
    place: str
    clause: str
    method: str
    height: float | None = None
    seconds: float | None = None
    notices: tuple[Notice, ...] = ()

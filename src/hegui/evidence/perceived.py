"""Explicit labels in pictures, sound, video and documents as evidence: what a person perceives.

Looked for at request only: it decodes the content, reads it (OCR) or listens to it. A label at an
edge speaks for generation, whatever its size; the same words in the middle of a picture are part
of what it shows. In a video its opening frames are read, and its sound is not listened to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from hegui.errors import HeguiError
from hegui.evidence.contract import Evidence, Kind, Says, Strength, Unexamined
from hegui.explicit.contract import Modality
from hegui.explicit.region import Region
from hegui.explicit.table import modality_at
from hegui.extras import needed
from hegui.files.source import open_source

if TYPE_CHECKING:  # the finders need extras
    from hegui.explicit.pictures.find_image import FoundLabel
    from hegui.explicit.video.find_video import FoundOnScreen

WHAT = "explicit label"
"""What could not be looked at, where a look failed."""
DOCUMENTS = ("docx", "xlsx", "pptx", "pdf")
"""The formats of documents, whose text is read."""
_MENTIONED = {
    False: "the text mentions: {wording}",
    True: "the document holds these words and hides them: {wording}",
}
_WHOLE = 4 * 1024**2
_MIDDLE = "middle"
_LONGEST = 120


def find_in(path: str, kind: str | None) -> Iterator[Evidence | Unexamined]:
    """What is seen or heard in the file at ``path``, a container of the format ``kind``.

    Every failure is "could not look", an extra that is not installed among them.
    """
    try:
        look = _look(path, kind) if kind else None
        if look is None:
            yield Unexamined(WHAT, "", "explicit labels cannot be looked for in this format")
            return
        yield from look(path)
    except HeguiError as error:
        yield Unexamined(WHAT, error.place or "", error.template, error.facts)


def _look(path: str, kind: str) -> Callable[[str], Iterator[Evidence]] | None:
    if kind in DOCUMENTS:
        return _document
    modality = modality_at(kind, path)
    return _LOOKS.get(modality) if modality else None


def _image(path: str) -> Iterator[Evidence]:
    with needed("image"), needed("ocr"):
        from hegui.explicit.pictures.find_image import find
    for one in find(path):
        yield _seen("image", "5.2", one)


def _video(path: str) -> Iterator[Evidence]:
    with needed("image"), needed("ocr"), needed("video"):
        from hegui.explicit.video.find_video import find
    for one in find(path):
        yield _seen("video", "5.4", one)


def _audio(path: str) -> Iterator[Evidence]:
    from hegui.explicit.sound.find_sound import find_sound

    for one in find_sound(path):
        speech = one.kind == "speech"
        yield Evidence(
            Kind.EXPLICIT,
            "explicit.audio",
            Says.GENERATED,
            Strength.DECLARES,
            f"{one.start:.1f}–{one.end:.1f} s",
            -1,
            "an explicit label is heard: a spoken prompt"
            if speech
            else "an explicit label is heard: the rhythm label",
            {"likeness": round(one.strength, 3)},
            _source("5.3"),
            Region(start=one.start, end=one.end),
        )


def _document(path: str) -> Iterator[Evidence]:
    from hegui.explicit.documents.find_document import find

    with open_source(path, whole_up_to=_WHOLE) as source:
        found = find(source)
    for one in found:
        label = str(one.strength) == Strength.DECLARES
        template = "an explicit label can be read: {wording}" if label else _MENTIONED[one.hidden]
        facts: dict[str, object] = {"wording": one.wording[:_LONGEST]}
        if label and one.points is not None:
            template = "an explicit label can be read: {wording} (letters of {points:g} points)"
            facts["points"] = one.points
        yield Evidence(
            Kind.EXPLICIT,
            "explicit.document" if label else "explicit.mention",
            Says.GENERATED if label else Says.UNKNOWN,
            Strength.DECLARES if label else Strength.SUGGESTS,
            one.place,
            -1,
            template,
            facts,
            _source("5.1"),
        )


def _seen(modality: str, clause: str, one: FoundLabel | FoundOnScreen) -> Evidence:
    at_edge = one.place != _MIDDLE
    return Evidence(
        Kind.EXPLICIT,
        f"explicit.{modality}" if at_edge else "explicit.mention",
        Says.GENERATED if at_edge else Says.UNKNOWN,
        Strength.DECLARES if str(one.strength) == Strength.DECLARES else Strength.SUGGESTS,
        one.place,
        -1,
        "an explicit label is seen: {wording} ({percent:.1f} % of the shortest side high)"
        if at_edge
        else "the picture shows the words: {wording}",
        {"wording": one.wording[:_LONGEST], "percent": one.percent},
        _source(clause),
        one.region,
    )


def _source(clause: str) -> str:
    return f"GB 45438-2025 {clause}"


_LOOKS: dict[Modality | None, Callable[[str], Iterator[Evidence]]] = {
    Modality.IMAGE: _image,
    Modality.VIDEO: _video,
    Modality.AUDIO: _audio,
}

"""The one explicit list of what can bear an explicit label, by the format's id.

Each row loads its module only when a file of that format comes: drawing, decoding and speaking
need extras, and labelling a text needs none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from hegui.errors import NoRoom, Unsupported
from hegui.explicit.contract import Applied, Modality, Progress
from hegui.explicit.style import HouseStyle
from hegui.extras import needed
from hegui.files.source import Source, open_source
from hegui.messages import advised

if TYPE_CHECKING:  # implicit labels alone need no words
    from hegui.explicit.wording import Wording

_Corner = TypeVar("_Corner", bound=StrEnum)

Labeller = Callable[[str, str, "Wording", HouseStyle, Progress | None], Applied]
"""Labels the work at one path into another. Raises what its modality's ``label`` raises."""

_FROM_FILM = (
    "{reason}; it is sound alone in a film's container: copy it into a file of its own kind "
    "(ffmpeg -c copy: M4A, Ogg, MP3, FLAC) and label that, or say --implicit-only --because "
    "interface where an interface shows the label"
)

PLAIN_TEXT = "text"
"""The id under which text without any place for an implicit label stands here."""


def _text(
    source: str, sink: str, wording: Wording, style: HouseStyle, progress: Progress | None
) -> Applied:
    from hegui.explicit.text.placing import Place
    from hegui.explicit.text.text import TextOptions, label

    options = TextOptions(place=Place(style.moment))
    return label(source, sink, wording, options, progress=progress)


def _document(
    source: str,
    sink: str,
    wording: Wording,
    style: HouseStyle,
    progress: Progress | None,
    *,
    again: bool = False,
) -> Applied:
    from hegui.explicit.documents.document import label
    from hegui.explicit.documents.document_options import Coverage, DocumentOptions

    options = DocumentOptions(Coverage[style.pages.name], style.font)
    return label(source, sink, wording, options, progress=progress, again=again)


def _image(
    source: str,
    sink: str,
    wording: Wording,
    style: HouseStyle,
    progress: Progress | None,
    *,
    again: bool = False,
) -> Applied:
    with needed("image"):
        from hegui.explicit.pictures.image import label
        from hegui.explicit.pictures.placement import ImageOptions, Position

        options = ImageOptions(position=_corner(Position, style), font=style.font)
        if style.height is not None:
            options = ImageOptions(options.position, style.height, font=style.font)
        return label(source, sink, wording, options, progress=progress, again=again)


def _video(
    source: str, sink: str, wording: Wording, style: HouseStyle, progress: Progress | None
) -> Applied:
    with needed("video"):
        from hegui.explicit.pictures.placement import Position
        from hegui.explicit.video.options import VideoOptions
        from hegui.explicit.video.video import label

        options = VideoOptions(place=_corner(Position, style), font=style.font)
        if style.height is not None:
            options = VideoOptions(options.place, height=style.height, font=style.font)
        return label(source, sink, wording, options, progress=progress)


def _audio(
    source: str, sink: str, wording: Wording, style: HouseStyle, progress: Progress | None
) -> Applied:
    from hegui.explicit.sound.audio import AudioOptions, Position, SoundKind, label

    options = AudioOptions(SoundKind(style.sound), Position(style.moment), language=style.language)
    return label(source, sink, wording if style.text else None, options, progress=progress)


def _corner(corners: type[_Corner], style: HouseStyle) -> _Corner:
    """The style's corner in the words of one modality."""
    return corners(style.corner.replace("-", " "))


@dataclass(frozen=True, slots=True)
class Row:
    """One modality: the formats of its kind that can be labelled, and the function that does."""

    modality: Modality
    formats: tuple[str, ...]
    labeller: Labeller


ROWS: tuple[Row, ...] = (
    Row(Modality.TEXT, (PLAIN_TEXT, "markdown", "html"), _text),
    Row(Modality.TEXT, ("docx", "xlsx", "pptx", "pdf"), _document),
    Row(Modality.IMAGE, ("png", "jpeg", "webp", "gif", "tiff", "heif", "avif"), _image),
    Row(
        Modality.AUDIO,
        ("wav", "aiff", "flac", "mp3", "aac", "m4a", "ogg", "opus", "speex"),
        _audio,
    ),
    Row(Modality.VIDEO, ("mp4", "mov", "3gp", "mkv", "webm", "flv", "avi"), _video),
)

_BY_FORMAT = {one: row for row in ROWS for one in row.formats}
_PICTURES = ("psd", "svg", "jxl")
"""Pictures on which hegui draws nothing; a notice in the interface stands for no label of theirs
(Measures art. 4 (3))."""
_SOUND = _BY_FORMAT["m4a"]


def modality_of(format_id: str, source: Source | None = None) -> Modality | None:
    """The modality of a format that can bear an explicit label; None for any other.

    ``source`` is the work itself, where there is one: sound alone in a film's container is sound.
    """
    row = _row(format_id, source)
    return row.modality if row else None


def owed_by(format_id: str, work: str | bytes | None = None) -> Modality | None:
    """What a work is by art. 4 of the Measures, be there an explicit label for it here or not;
    None where the format does not tell. ``work``: its path, or itself."""
    if format_id in _PICTURES:
        return Modality.IMAGE
    return modality_of(format_id) if work is None else modality_at(format_id, work)


def modality_at(format_id: str, work: str | bytes) -> Modality | None:
    """The same of the work at a path, which is opened only if it could be the one or the other,
    or in memory. Raises CannotRead."""
    if isinstance(work, bytes):
        return modality_of(format_id, Source.of_bytes(work))
    row = _row_at(format_id, work)
    return row.modality if row else None


def _row(format_id: str, source: Source | None) -> Row | None:
    row = _BY_FORMAT.get(format_id)
    if row and row.modality is Modality.VIDEO and source is not None:
        from hegui.explicit.sound_alone import sound_alone  # only films need a look

        if sound_alone(source):
            return _SOUND
    return row


def _row_at(format_id: str, path: str) -> Row | None:
    row = _BY_FORMAT.get(format_id)
    if row and row.modality is Modality.VIDEO:
        with open_source(path) as source:
            return _row(format_id, source)
    return row


def label(
    format_id: str,
    source: str,
    sink: str,
    style: HouseStyle,
    progress: Progress | None = None,
    *,
    title: str = "",
    again: bool = False,
) -> Applied:
    """Writes the work at ``source`` with its explicit label to ``sink``, a private file.

    ``again``: the work carries the producer's implicit label, so that an explicit one of other
    wording may stand in it. Pictures are searched for one then; other works always are. Of
    pictures and documents it is said then where none was found.

    Raises NoRoom for a format that hegui puts no explicit label on (``title`` names it), and
    what the modality's own function raises, MissingExtra among it.
    """
    row = _row_at(format_id, source)
    if row is None and format_id in _PICTURES:
        raise NoRoom(
            "hegui draws no explicit label on {title} files; export the picture to a format that "
            "can be drawn on (PNG, JPEG, WebP) and label that; where a label stands in it already "
            "or none is required, say --implicit-only --because present or not-required",
            path=source,
            title=title or format_id,
        )
    if row is None:
        raise NoRoom(
            "hegui puts no explicit label on {title} files; label it where it is shown, and say "
            "--implicit-only --because interface",
            path=source,
            title=title or format_id,
        )
    wording = style.wording(row.modality)
    if row.labeller is _image:
        return _image(source, sink, wording, style, progress, again=again)
    if row.labeller is _document:
        return _document(source, sink, wording, style, progress, again=again)
    try:
        return row.labeller(source, sink, wording, style, progress)
    except Unsupported as error:
        if row is not _BY_FORMAT[format_id]:
            raise advised(error, _FROM_FILM) from error
        raise

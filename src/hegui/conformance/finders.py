"""Looking for explicit labels in a file: the finders of ``hegui.explicit``, by kind of content.

Each needs its own extra; without it the audit says so and the checks of clause 5 could not tell.
"""

from __future__ import annotations

from hegui.conformance.subject import Explicit
from hegui.errors import Unsupported
from hegui.explicit.contract import Modality
from hegui.explicit.table import modality_of
from hegui.extras import needed
from hegui.files.source import Source, open_source
from hegui.implicit.container import Container

_MARGIN = 0.5
"""How far off a height may be, in percent of the shortest side: two rows of pixels of a picture
whose shortest side is read at 480."""
_TEXTS = ("markdown", "html")
_DOCUMENTS = ("docx", "xlsx", "pptx", "pdf")
_LONGEST_TEXT = 4 * 1024**2


def find(path: str, container: Container | None) -> tuple[Explicit, ...]:
    """The explicit labels in the file at ``path``, open as ``container``; None: plain text.

    Raises MissingExtra, FileError (Unsupported for a format in which none can be looked for).
    """
    if container is None:
        with open_source(path) as source:
            return _text(source, "text")
    kind = container.kind.id
    if kind in _TEXTS:
        return _text(container.source, kind)
    if kind in _DOCUMENTS:
        return _document(container.source)
    modality = modality_of(kind, container.source)
    if modality is Modality.IMAGE:
        return _image(path)
    if modality is Modality.AUDIO:
        return _sound(container.source)
    if modality is Modality.VIDEO:
        return _video(path)
    raise Unsupported("explicit labels cannot be looked for in this format", path=path)


def _text(source: Source, kind: str) -> tuple[Explicit, ...]:
    from hegui.explicit.text.find_text import Strength, find
    from hegui.explicit.text.text import Form
    from hegui.explicit.text.text_encoding import decoded

    if source.size > _LONGEST_TEXT:
        raise Unsupported(
            "text of more than {ceiling} bytes is not searched for explicit labels",
            path=source.name,
            ceiling=_LONGEST_TEXT,
        )
    text = decoded(source.read(0, source.size, "the text"), source.name).text
    forms = {"markdown": Form.MARKDOWN, "html": Form.HTML}
    found = find(text, forms.get(kind))  # of plain text the finder looks at its beginning
    return tuple(
        Explicit("text", one.wording[:200], f"line {one.line}")
        for one in found
        if one.strength is Strength.DECLARES
    )


def _document(source: Source) -> tuple[Explicit, ...]:
    from hegui.explicit.documents.find_document import find
    from hegui.explicit.text.find_text import Strength

    return tuple(
        Explicit("text", one.wording[:200], one.place)
        for one in find(source)
        if one.strength is Strength.DECLARES
    )


def _image(path: str) -> tuple[Explicit, ...]:
    with needed("image"), needed("ocr"):
        from hegui.explicit.pictures.find_image import find
    return tuple(
        Explicit(
            "image",
            one.wording[:200],
            one.place,
            one.percent,
            margin=_MARGIN,
            literal=one.elements.literal,
        )
        for one in find(path)
    )


def _video(path: str) -> tuple[Explicit, ...]:
    with needed("video"), needed("ocr"):
        from hegui.explicit.text.find_text import Strength
        from hegui.explicit.video.find_video import find
        from hegui.explicit.video.options import LEAST_SECONDS
    return tuple(
        Explicit(
            "video",
            one.wording[:200],
            one.place,
            one.percent,
            one.seconds,
            margin=_MARGIN,
            literal=one.elements.literal,
            # A shorter video that shows it to its end is all that declares with less time.
            throughout=one.strength is Strength.DECLARES and one.seconds < LEAST_SECONDS,
        )
        for one in find(path)
    )


def _sound(source: Source) -> tuple[Explicit, ...]:
    with needed("video"):
        from hegui.explicit.sound.find_sound import found_in
        from hegui.explicit.sound.hearing import Heard
        from hegui.explicit.sound.speech import recording

        def explicit(one: Heard) -> Explicit:
            spoken = recording(one.language) if one.language else None
            return Explicit(
                "audio",
                spoken.text if spoken else "",
                f"{one.start:.1f}–{one.end:.1f} s",
                seconds=round(one.end - one.start, 3),
            )

        return tuple(map(explicit, found_in(source)))

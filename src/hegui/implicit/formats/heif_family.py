"""Which picture a file of brands is; a movie begins alike, and loads nothing of HEIF."""

from __future__ import annotations

from hegui.files.source import Source
from hegui.implicit.container import Container
from hegui.implicit.formats.heif_brands import family_of

_HEAD = 4096


def recognise(source: Source) -> Container | None:
    """The picture of a source that begins with brands; None for a movie."""
    family = family_of(source.peek(0, _HEAD))
    if not family:
        return None
    from hegui.implicit.formats.heif import Avif, Heif  # large, and only pictures need it

    return Avif(source) if family == "avif" else Heif(source)

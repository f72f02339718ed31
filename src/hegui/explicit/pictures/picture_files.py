"""Reading a picture into memory within bounds, writing the labelled one, and what both report."""

from __future__ import annotations

from collections.abc import Iterable

from hegui.errors import CannotWrite, CeilingExceeded
from hegui.explicit.contract import Applied, Modality
from hegui.explicit.pictures.legibility import LEAST_CONTRAST
from hegui.explicit.pictures.placement import ImageOptions, Placed
from hegui.files.source import open_source, printable
from hegui.messages import Notice

MOST_BYTES = 512 * 1024**2
"""Bytes of a file beyond which a picture is not loaded."""
CLAUSE = "5.2"
UNCHANGED = Notice("the label stands there already; the picture is as it was")


def load(path: str) -> bytes:
    """The whole file. Raises CannotRead, CeilingExceeded."""
    with open_source(path, whole_up_to=MOST_BYTES) as source:
        if source.whole is None:
            raise CeilingExceeded(
                "a picture of more than {ceiling} bytes is not loaded",
                path=source.name,
                ceiling=MOST_BYTES,
            )
        return source.whole


def store(path: str, parts: Iterable[bytes | memoryview]) -> None:
    """Writes the parts to ``path``, over what is there. Raises CannotWrite."""
    try:
        with open(path, "wb") as file:
            file.writelines(parts)
    except OSError as error:
        raise CannotWrite(
            "cannot be written: {cause}",
            path=printable(path),
            cause=error.strerror or str(error),
        ) from error


def check_pixels(width: int, height: int, options: ImageOptions, name: str) -> None:
    """Raises CeilingExceeded for a picture larger than the options allow."""
    if width * height > options.most_pixels:
        raise CeilingExceeded(
            "a picture of {width} by {height} pixels is over the ceiling of {ceiling} pixels",
            path=name,
            width=width,
            height=height,
            ceiling=options.most_pixels,
        )


def applied(
    placed: Placed,
    method: str,
    *,
    contrast: float | None = None,
    already: bool = False,
    notices: Iterable[Notice] = (),
) -> Applied:
    """What is reported of a label on a picture; ``contrast`` None where it was not drawn anew.

    Where it stood ``already`` the file is copied, whatever ``method`` would have drawn it.
    """
    said = list(notices)
    if already:
        said.append(UNCHANGED)
    if contrast is not None:
        said.append(
            Notice(
                "the text stands out from its ground by {ratio:.1f} to 1 (at least {least:g})",
                {"ratio": contrast, "least": LEAST_CONTRAST},
            )
        )
    return Applied(
        Modality.IMAGE,
        placed.text,
        placed.place,
        CLAUSE,
        "lossless" if already else method,
        height=placed.percent,
        notices=tuple(said),
    )

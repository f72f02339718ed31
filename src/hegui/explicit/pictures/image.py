"""The explicit label on a picture (GB 45438-2025 5.2): one function for every format.

A format is told by its first bytes, never by its name. What each does with the rest of the
picture is in FORMATS, and in docs/explicit-pictures.md.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from hegui.errors import CeilingExceeded, UnknownFormat
from hegui.explicit.contract import NONE_KNOWN, Applied, Modality, Progress
from hegui.explicit.pictures.picture_files import UNCHANGED, applied, load, store
from hegui.explicit.pictures.placement import ImageOptions, Placed, Position
from hegui.explicit.wording import Wording, suited
from hegui.extras import needed
from hegui.files.source import open_source, printable
from hegui.messages import Notice

__all__ = ["FORMATS", "Format", "ImageOptions", "Position", "format_of", "label"]

_HEAD = 64
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"mif1")
_AVIF = (b"avif", b"avis")


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, the module that labels it, the extra that module needs."""

    name: str
    module: str
    extra: str
    matches: Callable[[bytes], bool]
    by_path: bool = False


def _brands(head: bytes) -> tuple[bytes, ...]:
    """Major and compatible brands of an ISO file."""
    if head[4:8] != b"ftyp":
        return ()
    end = min(int.from_bytes(head[:4], "big"), len(head))
    return (head[8:12], *(head[at : at + 4] for at in range(16, end - 3, 4)))


def _is_heic(head: bytes) -> bool:
    brands = _brands(head)
    return bool(brands) and brands[0] in _HEIC and not _is_avif(head)


def _is_avif(head: bytes) -> bool:
    brands = _brands(head)
    return bool(brands) and (brands[0] in _AVIF or (brands[0] == b"mif1" and b"avif" in brands))


FORMATS = (
    Format(
        "JPEG", "hegui.explicit.pictures.jpeg", "image", lambda head: head[:3] == b"\xff\xd8\xff"
    ),
    Format(
        "PNG", "hegui.explicit.pictures.png", "image", lambda head: head[:8] == b"\x89PNG\r\n\x1a\n"
    ),
    Format(
        "WebP",
        "hegui.explicit.pictures.webp",
        "image",
        lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP",
    ),
    Format(
        "GIF",
        "hegui.explicit.pictures.gif",
        "image",
        lambda head: head[:6] in (b"GIF87a", b"GIF89a"),
    ),
    Format(
        "TIFF",
        "hegui.explicit.pictures.tiff",
        "image",
        lambda head: head[:4] in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"),
        by_path=True,
    ),
    Format("AVIF", "hegui.explicit.pictures.avif", "image", _is_avif),
    Format("HEIC", "hegui.explicit.pictures.heif", "heif", _is_heic),
)
"""The formats of pictures that get an explicit label, in the order they are tried."""


def format_of(path: str) -> Format | None:
    """The format of the file at ``path``, None for one that is not in FORMATS.

    Raises CannotRead.
    """
    with open_source(path) as source:
        head = source.peek(0, _HEAD)
    return next((one for one in FORMATS if one.matches(head)), None)


def label(
    source: str,
    sink: str,
    wording: Wording,
    options: ImageOptions | None = None,
    *,
    progress: Progress | None = None,
    again: bool = False,
) -> Applied:
    """Writes the picture at ``source`` with its label to ``sink``, a private file.

    A picture that carries the very label already is copied as it is, and so is, where it is
    labelled ``again``, one that carries any stock wording in any corner. Raises UnknownFormat,
    MissingExtra, CannotRead, BrokenFile, CeilingExceeded, Unsupported, NoRoom, UnusableFont,
    InvalidWording (a corner mark), CannotWrite.
    """
    text = suited(wording, Modality.IMAGE).text
    done: Applied
    found = format_of(source)
    name = printable(source)
    if found is None:
        raise UnknownFormat("no picture that can be labelled begins like this", path=name)
    with needed(found.extra):
        module = importlib.import_module(found.module)
    options = options or ImageOptions()
    there = _there(source, text, options) if again else None
    if there is not None:
        store(sink, [load(source)])
        done = _kept(there, text, options)
    elif found.by_path:
        done = module.label(source, sink, text, options, progress)
    else:
        done = module.label(load(source), sink, text, options, name, progress)
    if progress is not None:
        progress(1.0)
    notices = (*wording.notices, *done.notices)
    if again and there is None and UNCHANGED not in done.notices:
        notices = (*notices, NONE_KNOWN)
    return replace(done, notices=notices)


def _there(source: str, text: str, options: ImageOptions) -> Placed | None:
    from hegui.explicit.pictures.standing import standing  # few pictures are labelled twice

    try:
        data = load(source)
    except CeilingExceeded:  # pages are labelled in files of any size
        return None
    return standing(data, text, options, printable(source))


def _kept(there: Placed, text: str, options: ImageOptions) -> Applied:
    """What is reported of the label that stands there, be it the one asked for or another."""
    if there.text == text and there.place == options.position:
        return applied(there, "lossless", already=True)
    said = Notice("a label stands there already: {wording}", {"wording": there.text})
    return replace(applied(there, "lossless"), notices=(said,))

"""TIFF: only the strips or tiles under the label are written anew, in the coding they have.

Everything else, other pages' metadata and reduced copies included, stays byte for byte where it
is; a piece that grew goes to the end of the file. Each page in full resolution is labelled.
"""

from __future__ import annotations

import os
import struct
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from hegui.errors import CannotWrite, CeilingExceeded
from hegui.explicit.contract import Applied, Progress
from hegui.explicit.lettering.drawing import Drawing
from hegui.explicit.pictures.legibility import (
    Reals,
    Samples,
    blended,
    contrast,
    cut,
    grey_of,
    opaque,
    stands_already,
)
from hegui.explicit.pictures.palette import Fitted, fitted
from hegui.explicit.pictures.picture_files import applied, check_pixels
from hegui.explicit.pictures.placement import Box, ImageOptions, Placed, place
from hegui.explicit.pictures.tiff_layout import COLOURS, Field, Page, pages
from hegui.explicit.pictures.tiff_pieces import check, packed, unpacked
from hegui.files.copying import copy_edited
from hegui.files.edits import Edit, ordered
from hegui.files.source import Source, open_source, printable
from hegui.messages import Notice

_WHITE_IS_ZERO, _RGB, _INDEXED, _CMYK = 0, 2, 3, 5
_ASSOCIATED, _UNASSOCIATED = 1, 2
_FORMS = {3: "H", 4: "I", 13: "I", 16: "Q", 18: "Q"}


def label(
    path: str, sink: str, text: str, options: ImageOptions, progress: Progress | None = None
) -> Applied:
    """Writes the TIFF at ``path`` with the label to ``sink``.

    Raises CannotRead, BrokenFile, CeilingExceeded, Unsupported, NoRoom, CannotWrite.
    """
    with open_source(path) as source:
        found = pages(source)
        work = _Work(source, source.size)
        results = []
        for number, page in enumerate(found):
            results.append(_label_page(work, page, text, options))
            if progress is not None:
                progress((number + 1) / len(found))
        _write(source, work, sink)
    placed = min((one.placed for one in results), key=lambda one: one.percent)
    drawn = [one.contrast for one in results if one.contrast is not None]
    notices = []
    if len(found) > 1:
        notices.append(Notice("{count} pages carry the label", {"count": len(found)}))
    return applied(
        placed,
        "lossless",
        contrast=min(drawn) if drawn else None,
        already=not drawn,
        notices=notices,
    )


class _Work:
    """The edits so far; ``end`` is where the next new piece goes."""

    def __init__(self, source: Source, end: int) -> None:
        self.source = source
        self.end = end
        self.edits: list[Edit] = []
        self.tail: list[bytes] = []

    def append(self, content: bytes) -> int:
        """Puts ``content`` at the end of the file, at an even offset; returns that."""
        if self.end % 2:
            self.tail.append(b"\0")
            self.end += 1
        at = self.end
        self.tail.append(content)
        self.end += len(content)
        return at


@dataclass(frozen=True, slots=True)
class _Result:
    placed: Placed
    contrast: float | None


@dataclass(frozen=True, slots=True)
class _Piece:
    """One decoded rectangle of a page: its numbers in the tables (one a plane), its place."""

    numbers: tuple[int, ...]
    place: Box
    samples: Samples


def _label_page(work: _Work, page: Page, text: str, options: ImageOptions) -> _Result:
    name = work.source.name
    check_pixels(page.width, page.height, options, name)
    check(page, name)
    placed = place(text, page.width, page.height, options, name=name, orientation=page.orientation)
    greys = None
    if page.bits == 1 or page.photometric == _INDEXED:
        placed = replace(placed, drawing=opaque(placed.drawing))
    if page.photometric == _INDEXED:
        greys = _palette(work.source, page)
    pieces = list(_pieces(work.source, page, placed.box))
    under = _under(pieces, placed.box)
    grey, alpha = _seen(page, under, greys)
    if stands_already(grey, placed.drawing, alpha):
        return _Result(placed, None)
    for piece in pieces:
        shared = piece.place.meets(placed.box)
        assert shared is not None
        part = cut(placed.drawing, shared.moved(-placed.box.left, -placed.box.top))
        target = piece.samples[shared.moved(-piece.place.left, -piece.place.top).slices]
        target[:] = _drawn(page, target, part, greys)
        _replace(work, page, piece)
    if greys is not None:
        grey = _colours_seen(greys, placed.drawing)
        bare = replace(placed.drawing, pixels=bytes(len(placed.drawing.pixels)))
        return _Result(placed, contrast(grey, bare))
    return _Result(placed, contrast(grey, placed.drawing, alpha))


def _pieces(source: Source, page: Page, box: Box) -> Iterator[_Piece]:
    planes = page.samples if page.planar else 1
    for first, place_ in page.pieces(box):
        per_plane = -(-page.width // page.piece[0]) * -(-page.height // page.piece[1])
        numbers = tuple(first + plane * per_plane for plane in range(planes))
        layers = []
        for number in numbers:
            size = page.sizes[number]
            if size > source.size:
                raise source.broken("a strip or tile reaches beyond the end of the file")
            coded = b"".join(_blocks(source, page.offsets[number], size))
            layers.append(unpacked(page, coded, place_.width, place_.height, source.name))
        samples = layers[0] if planes == 1 else np.concatenate(layers, axis=2)
        yield _Piece(numbers, place_, np.array(samples))


def _blocks(source: Source, at: int, size: int) -> Iterator[bytes]:
    """A long piece, read within the ceiling for one allocation."""
    step = source.ceilings.allocation
    for start in range(at, at + size, step):
        yield source.read(start, min(step, at + size - start), "a strip or tile")


def _under(pieces: list[_Piece], box: Box) -> Samples:
    """The samples within ``box``, put together from the pieces."""
    first = pieces[0].samples
    whole = np.zeros((box.height, box.width, first.shape[2]), first.dtype)
    for piece in pieces:
        shared = piece.place.meets(box)
        assert shared is not None
        inside = piece.samples[shared.moved(-piece.place.left, -piece.place.top).slices]
        whole[shared.moved(-box.left, -box.top).slices] = inside
    return whole


def _most(page: Page) -> int:
    return int(2**page.bits - 1)


def _seen(page: Page, samples: Samples, greys: Fitted | None) -> tuple[Reals, Reals | None]:
    """Grey values 0 to 255 and opacity 0 to 1 (None without) of samples."""
    most = _most(page)
    if greys is not None:
        return grey_of(greys.colours[samples[..., 0]], colours=3, most=255), None
    if page.photometric == _CMYK:
        inks = most - samples[..., :4].astype(np.float32)
        return inks[..., :3].mean(axis=2) * inks[..., 3] * (255 / most / most), None
    colours = 3 if page.photometric == _RGB else 1
    grey = grey_of(samples, colours=colours, most=most)
    if page.photometric == _WHITE_IS_ZERO:
        grey = 255 - grey
    extra = page.extra[0] if page.extra and page.samples > colours else 0
    if extra not in (_ASSOCIATED, _UNASSOCIATED):
        return grey, None
    return grey, samples[..., colours].astype(np.float32) / most


def _drawn(page: Page, samples: Samples, drawing: Drawing, greys: Fitted | None) -> Samples:
    """The samples with the label over them."""
    most = _most(page)
    both = drawing.grey_alpha()
    if greys is not None:
        result = samples.copy()
        covered = both[..., 1] > 0
        result[covered, 0] = greys.index[both[..., 0]][covered]
        return result
    colours = 3 if page.photometric == _RGB else 1
    extra = page.extra[0] if page.extra and page.samples > colours else 0
    if page.photometric == _CMYK or extra == _ASSOCIATED:
        return _mixed(page, samples, drawing)
    if page.photometric == _WHITE_IS_ZERO:
        inverted = samples.copy()
        inverted[..., 0] = most - inverted[..., 0]
        mixed = blended(inverted, drawing, colours=1, alpha=extra == _UNASSOCIATED, most=most)
        mixed[..., 0] = most - mixed[..., 0]
        return mixed
    return blended(samples, drawing, colours=colours, alpha=extra == _UNASSOCIATED, most=most)


def _mixed(page: Page, samples: Samples, drawing: Drawing) -> Samples:
    """The label over inks, or over colours that are multiplied with their opacity: each channel
    moves towards the label's own value by as much as the label covers."""
    most = _most(page)
    both = drawing.grey_alpha().astype(np.float64)
    share, ink = both[..., 1] / 255, both[..., 0] * (most / 255)
    full = np.full_like(ink, most)
    if page.photometric == _CMYK:
        # Black is printed with black alone; no ink is 0.
        targets = [full * 0, full * 0, full * 0, most - ink]
    else:
        targets = [ink] * (3 if page.photometric == _RGB else 1) + [full]
        if page.photometric == _WHITE_IS_ZERO:
            targets[0] = most - ink
    result = samples.copy()
    for channel, target in enumerate(targets):
        mixed = samples[..., channel] * (1 - share) + target * share
        result[..., channel] = np.where(share > 0, np.rint(mixed), samples[..., channel])
    return result


def _palette(source: Source, page: Page) -> Fitted:
    field = page.fields.get(COLOURS)
    if field is None or field.kind != 3 or field.count != 768:
        raise source.broken("the colour map is damaged")
    raw = np.frombuffer(source.read(field.offset, 1536, "the colour map"), page.order + "u2")
    colours = (raw.reshape(3, 256).T >> 8).astype(np.uint8)
    return fitted(colours, range(256), (), 256, source.name)


def _colours_seen(greys: Fitted, drawing: Drawing) -> Reals:
    return grey_of(greys.colours[greys.index[drawing.grey_alpha()[..., 0]]], colours=3, most=255)


def _replace(work: _Work, page: Page, piece: _Piece) -> None:
    """Edits that put the piece's samples where they were, or at the end of the file."""
    times = Counter(page.offsets)
    for plane, number in enumerate(piece.numbers):
        layer = piece.samples[..., plane : plane + 1] if page.planar else piece.samples
        new = packed(page, layer)
        offset, size = page.offsets[number], page.sizes[number]
        places, lengths = page.tables
        if len(new) <= size and times[offset] == 1:
            work.edits.append(Edit(offset, len(new), new))
        else:
            _set(work, page, places, number, work.append(new))
        if len(new) != size:
            _set(work, page, lengths, number, len(new))


def _set(work: _Work, page: Page, field: Field, number: int, value: int) -> None:
    form = page.order + _FORMS.get(field.kind, "I")
    width = struct.calcsize(form)
    if value >= 1 << 8 * width:
        raise CeilingExceeded(
            "the file would become longer than its own offsets reach", path=work.source.name
        )
    work.edits.append(Edit(field.offset + number * width, width, struct.pack(form, value)))


def _write(source: Source, work: _Work, sink: str) -> None:
    edits = list(work.edits)
    if work.tail:
        edits.append(Edit(source.size, 0, b"".join(work.tail)))
    try:
        final = ordered(edits)
    except AssertionError as error:
        raise source.broken("strips or tiles lie over one another") from error
    try:
        descriptor = os.open(sink, os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        try:
            copy_edited(source, final, descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise CannotWrite(
            "cannot be written: {cause}",
            path=printable(sink),
            cause=error.strerror or str(error),
        ) from error

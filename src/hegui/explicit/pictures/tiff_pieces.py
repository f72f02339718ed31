"""Strips and tiles of a TIFF page as samples, and back, in the coding they have.

zlib is Python's own; LZW, PackBits and the fax codings are libtiff's, which Pillow brings, given
each piece as a small page of its own.
"""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, TiffImagePlugin

from hegui.errors import BrokenFile, Unsupported
from hegui.explicit.pictures.legibility import Samples
from hegui.explicit.pictures.tiff_layout import Page

Bytes = NDArray[np.uint8]

_NONE, _DEFLATE = 1, (8, 32946)
# Pillow's names of what libtiff codes for us.
_LIBTIFF = {2: "tiff_ccitt", 3: "group3", 4: "group4", 5: "tiff_lzw", 32773: "packbits"}
_FAX = (2, 3, 4)
_REVERSED = bytes(int(f"{value:08b}"[::-1], 2) for value in range(256))
_PHOTOMETRICS = {0: 1, 1: 1, 2: 3, 3: 1, 5: 4}


def check(page: Page, name: str) -> None:
    """Raises Unsupported for codings and colours that are not worked on."""
    if page.compression not in (_NONE, *_DEFLATE, *_LIBTIFF):
        raise Unsupported(
            "TIFF of compression {value} is not worked on", path=name, value=page.compression
        )
    if page.compression in _FAX and page.bits != 1:
        raise BrokenFile("a fax coding of other than one bit", path=name)
    colours = _PHOTOMETRICS.get(page.photometric)
    if colours is None or page.samples < colours or (page.photometric == 3 and page.bits != 8):
        raise Unsupported(
            "TIFF of photometric interpretation {value} is not worked on",
            path=name,
            value=page.photometric,
        )
    if page.predictor not in (1, 2) or (page.predictor == 2 and page.bits == 1):
        raise Unsupported(
            "TIFF of predictor {value} is not worked on", path=name, value=page.predictor
        )


def unpacked(page: Page, coded: bytes, width: int, height: int, name: str) -> Samples:
    """A piece's samples (height, width, channels): all of them, or one of a planar page.

    One bit a sample comes as one byte each. Raises BrokenFile.
    """
    channels = 1 if page.planar else page.samples
    stride = -(-width * page.bits * channels // 8)
    if page.reversed_bits:
        coded = coded.translate(_REVERSED)
    if page.compression == _NONE:
        plain = coded
    elif page.compression in _DEFLATE:
        try:
            plain = zlib.decompressobj().decompress(coded, stride * height)
        except zlib.error as error:
            raise _broken(name, str(error)) from error
    else:
        plain = _through_libtiff(page, coded, width, stride, height, name)
    if len(plain) < stride * height:
        raise BrokenFile("the pixels end before the last row", path=name)
    rows = np.frombuffer(plain, np.uint8, stride * height).reshape(height, stride)
    if page.bits == 1:
        return np.unpackbits(rows, axis=1)[:, :width, None]
    form = np.dtype(np.uint8 if page.bits == 8 else page.order + "u2")
    samples: Samples = rows.view(form).reshape(height, width, channels)
    samples = samples.astype(form.newbyteorder("="))
    if page.predictor == 2:
        np.cumsum(samples, axis=1, dtype=samples.dtype, out=samples)
    return samples


def packed(page: Page, samples: Samples) -> bytes:
    """The samples of a piece in the page's coding."""
    height, width, channels = samples.shape
    if page.bits == 1:
        rows = np.packbits(samples[..., 0], axis=1)
    else:
        if page.predictor == 2:
            before = samples
            samples = samples.copy()
            samples[:, 1:] -= before[:, :-1]
        form = np.dtype(np.uint8 if page.bits == 8 else page.order + "u2")
        rows = samples.astype(form).reshape(height, width * channels).view(np.uint8)
    plain = rows.tobytes()
    if page.compression == _NONE:
        coded = plain
    elif page.compression in _DEFLATE:
        coded = zlib.compress(plain)
    else:
        coded = _by_libtiff(page, rows, width)
    return coded.translate(_REVERSED) if page.reversed_bits else coded


def _through_libtiff(
    page: Page, coded: bytes, width: int, stride: int, height: int, name: str
) -> bytes:
    """A piece unpacked as the one strip of a page of grey bytes, or of bits for fax."""
    fax = page.compression in _FAX
    tags = [
        (256, 4, width if fax else stride),
        (257, 4, height),
        (258, 3, 1 if fax else 8),
        (259, 3, page.compression),
        (262, 3, 1),
        (273, 4, 0),
        (277, 3, 1),
        (278, 4, height),
        (279, 4, len(coded)),
    ]
    if page.compression in (3, 4):
        tags.append((292 if page.compression == 3 else 293, 4, page.options))
    start = 8 + 2 + 12 * len(tags) + 4
    body = struct.pack("<H", len(tags))
    for tag, kind, value in tags:
        body += struct.pack("<HHII", tag, kind, 1, start if tag == 273 else value)
    alone = b"II*\0\x08\0\0\0" + body + b"\0\0\0\0" + coded
    try:
        with TiffImagePlugin.TiffImageFile(BytesIO(alone)) as opened:
            opened.load()
            return opened.tobytes()
    except (OSError, ValueError, SyntaxError, EOFError, KeyError) as error:
        raise _broken(name, str(error)) from error


def _by_libtiff(page: Page, rows: Bytes, width: int) -> bytes:
    fax = page.compression in _FAX
    if fax:
        picture = Image.frombytes("1", (width, len(rows)), rows.tobytes())
    else:
        picture = Image.fromarray(rows, "L")
    file = BytesIO()
    extra = {292: page.options} if page.compression == 3 else {}
    picture.save(
        file,
        "TIFF",
        compression=_LIBTIFF[page.compression],
        strip_size=rows.size + 1,
        tiffinfo=extra,
    )
    with TiffImagePlugin.TiffImageFile(BytesIO(file.getvalue())) as opened:
        offset, size = opened.tag_v2[273][0], opened.tag_v2[279][0]
    return file.getvalue()[offset : offset + size]


def _broken(name: str, cause: str) -> BrokenFile:
    return BrokenFile("the pixels cannot be unpacked: {cause}", path=name, cause=cause)

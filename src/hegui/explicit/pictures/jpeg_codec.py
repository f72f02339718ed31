"""Reading and writing the coefficients of a JPEG file, with jpeglib's libjpeg-turbo.

jpeglib's own classes decode a picture three times over to answer questions nobody asked; its C
functions are called directly. They fall over damaged headers (the process ends), so they are
given only what :mod:`hegui.explicit.pictures.jpeg_layout` has checked and put together anew.
"""

from __future__ import annotations

import ctypes
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import jpeglib
import numpy as np
from numpy.typing import NDArray

from hegui.errors import BrokenFile, MissingExtra
from hegui.explicit.pictures.jpeg_layout import Component, Layout

Blocks = NDArray[np.int16]
"""Coefficients of one component: rows and columns of blocks, 64 each in natural order."""

_LIBRARY = "cjpeglib_turbo210.*"
_OPTIMISE = 1 << 6  # jpeglib's bit for optimised Huffman tables
_GREY, _YCC = 1, 3  # J_COLOR_SPACE of libjpeg
_SOS, _DHT = 0xDA, 0xC4


def read(layout: Layout, name: str) -> list[Blocks]:
    """The coefficients of every component. Raises BrokenFile where the scans are damaged."""
    planes = [np.empty((one.rows, one.columns, 64), np.int16) for one in layout.components]
    with named_file(layout.stream) as path:
        given = [_pointer(plane) for plane in planes] + [None] * (4 - len(planes))
        if not _library().read_jpeg_dct(os.fsencode(path), *given, None, None):
            raise BrokenFile("the scans cannot be decoded", path=name)
    return planes


def write(layout: Layout, planes: Sequence[Blocks], name: str) -> bytes:
    """Tables and scans, without EOI, that code the coefficients for the frame of ``layout``.

    Sequential; one scan, or one for each component where they may not be interleaved. Raises
    BrokenFile where there is no code for a coefficient.
    """
    if layout.interleaved:
        return _scan(layout, layout.components, planes, name)
    return b"".join(
        _scan(layout, [one], [plane], name)
        for one, plane in zip(layout.components, planes, strict=True)
    )


def _scan(
    layout: Layout, components: Sequence[Component], planes: Sequence[Blocks], name: str
) -> bytes:
    single = len(components) == 1
    if single:  # blocks of one component follow one another whatever its sampling
        rows, columns = components[0].rows, components[0].columns
        size = np.array((rows * 8, columns * 8), np.int32)
        factors = np.ones((4, 2), np.int32)
    else:
        size = np.array((layout.height, layout.width), np.int32)
        factors = np.array([(one.v, one.h) for one in components], np.int32)
    blocks = np.array([(one.rows, one.columns) for one in components], np.int32)
    flags = ctypes.c_uint(_OPTIMISE if layout.optimised or layout.progressive else 0)
    kept = [np.ascontiguousarray(plane) for plane in planes]
    given = [_pointer(plane) for plane in kept] + [None] * (4 - len(kept))
    with named_file(b"") as path:
        done = _library().write_jpeg_dct(
            None,
            os.fsencode(path),
            *given,
            _pointer(size),
            _pointer(blocks),
            _pointer(factors),
            _GREY if single else _YCC,
            len(components),
            None,  # no tables: coefficients are quantised already
            ctypes.c_short(-1),
            None,
            0,
            None,
            None,
            None,
            flags,
            flags,
        )
        written = Path(path).read_bytes()
    if not done:  # what damaged scans decode to may be beyond what there are codes for
        raise BrokenFile("the scans hold coefficients that no picture has", path=name)
    return _from_tables(written, components)


def _from_tables(written: bytes, components: Sequence[Component]) -> bytes:
    """Huffman tables and the scan of a file of one scan, with the components' own identifiers."""
    at, parts = 2, []
    while True:
        marker, length = written[at + 1], int.from_bytes(written[at + 2 : at + 4], "big")
        segment = written[at : at + 2 + length]
        at += 2 + length
        if marker == _DHT:
            parts.append(segment)
        if marker == _SOS:
            header = bytearray(segment)
            header[5 : 5 + 2 * len(components) : 2] = bytes(one.identifier for one in components)
            return b"".join((*parts, header, written[at:-2]))


@cache
def _library() -> ctypes.CDLL:
    folder = Path(jpeglib.__file__).parent / "cjpeglib"
    for path in sorted(folder.glob(_LIBRARY)):
        return ctypes.CDLL(str(path))
    raise MissingExtra(
        "needs {package}, which is not installed: pip install 'hegui[{extra}]'",
        package="jpeglib",
        extra="image",
    )


def _pointer(array: NDArray[np.generic]) -> ctypes.c_void_p:
    return array.ctypes.data_as(ctypes.c_void_p)


@contextmanager
def named_file(content: bytes) -> Iterator[str]:
    """A file of this content that libraries and programs can open by name, in memory where that
    can be."""
    if hasattr(os, "memfd_create"):
        descriptor = os.memfd_create("hegui", os.MFD_CLOEXEC)
        path, temporary = f"/proc/{os.getpid()}/fd/{descriptor}", False
        if not os.path.exists(path):
            os.close(descriptor)
            descriptor, path = tempfile.mkstemp(prefix="hegui-")
            temporary = True
    else:
        descriptor, path = tempfile.mkstemp(prefix="hegui-")
        temporary = True
    try:
        view = memoryview(content)
        while view:
            view = view[os.write(descriptor, view) :]
        yield path
    finally:
        os.close(descriptor)
        if temporary:
            os.unlink(path)

"""A picture, a sound, a video or a document on its way out: kept whole, labelled, sent."""

from __future__ import annotations

import asyncio
import mimetypes
import os
import tempfile
from collections.abc import AsyncIterator

from hegui.errors import CeilingExceeded, Unsupported
from hegui.files.target import Target
from hegui.production import Producer

_BLOCK = 256 * 1024
# What mimetypes does not know, or knows otherwise on some systems.
_SUFFIXES = {"text/html": ".html", "image/jpeg": ".jpg", "audio/mpeg": ".mp3", "audio/wav": ".wav"}


class WorkBody:
    """A body that is labelled as a file. ``size`` is its new length, known once it is labelled;
    ``largest`` its ceiling in bytes, 0 for one that cannot be labelled at all."""

    def __init__(self, producer: Producer, kind: str, largest: int) -> None:
        self.size: int | None = None
        self._producer = producer
        self._suffix = _SUFFIXES.get(kind) or mimetypes.guess_extension(kind) or ""
        self._largest = largest
        self._directory: tempfile.TemporaryDirectory[str] | None = None
        self._come = 0

    async def feed(self, data: bytes, *, more: bool) -> AsyncIterator[bytes]:
        """The labelled file, once the last bytes have come. Raises every HeguiError."""
        if self._largest == 0:
            raise Unsupported("a body that is compressed cannot be labelled")
        try:
            self._keep(data)
            if more:
                return
            path = await asyncio.to_thread(self._label)
            self.size = os.path.getsize(path)
            with open(path, "rb") as file:
                while block := file.read(_BLOCK):
                    yield block
        except BaseException:
            self._drop()
            raise
        self._drop()

    def _keep(self, data: bytes) -> None:
        self._come += len(data)
        if self._come > self._largest:
            raise CeilingExceeded("more than {ceiling} bytes read in all", ceiling=self._largest)
        if self._directory is None:
            self._directory = tempfile.TemporaryDirectory(prefix="hegui-")
        with open(self._path("work"), "ab") as file:
            file.write(data)

    def _label(self) -> str:
        target = self._path("labelled")
        self._producer.label_file(self._path("work"), Target(target, durable=False))
        return target

    def _path(self, name: str) -> str:
        assert self._directory is not None
        return os.path.join(self._directory.name, name + self._suffix)

    def _drop(self) -> None:
        if self._directory is not None:
            self._directory.cleanup()
            self._directory = None

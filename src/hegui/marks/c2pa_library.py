"""C2PA by its own library: reading within this process, and signing (extra c2pa).

Nothing is ever fetched: neither remote manifests nor revocation lists, nor a time from an
authority that nobody has named. No thumbnails are made.
Source: c2pa-python 0.38, its documentation on Context, Settings, Reader and Builder.
"""

from __future__ import annotations

import io
import json
from functools import lru_cache
from typing import Any, BinaryIO, cast

import c2pa

from hegui.errors import BrokenFile, InvalidCredential, NoSlot
from hegui.files.edits import Edits, pieces
from hegui.marks.manifest import Manifest

_SETTINGS: dict[str, Any] = {
    "version_major": 1,
    "verify": {"remote_manifest_fetch": False, "ocsp_fetch": False, "verify_trust": True},
    "builder": {"thumbnail": {"enabled": False}},
}
_ALGORITHMS = ("es256", "es384", "es512", "ps256", "ps384", "ps512", "ed25519")


def read(file: BinaryIO, media_type: str, trust: str, edits: Edits, name: str) -> Manifest | None:
    """The active manifest of a file as it is after ``edits``; None where it has none.

    ``trust`` are certificates in PEM whose signers are trusted. Raises BrokenFile, NoSlot for a
    format that c2pa does not read.
    """
    seen = cast(BinaryIO, Edited(file, edits)) if edits else file
    return _read(seen, media_type, _context(trust), name)


def sign(
    source: BinaryIO,
    target: BinaryIO,
    media_type: str,
    definition: dict[str, Any],
    credential: tuple[str, bytes, bytes, str | None],
    parent: tuple[BinaryIO, dict[str, str]] | None,
    name: str,
) -> None:
    """Writes ``source`` to ``target`` with a manifest.

    ``definition`` is the manifest as c2pa takes it; ``credential`` the algorithm, the chain and
    the key in PEM, and the address of a time stamping authority or None; ``parent`` the file as
    it was before, whose own manifest becomes an ingredient's, and the action done since. Raises
    BrokenFile, InvalidCredential.
    """
    algorithm, chain, key, authority = credential
    if algorithm not in _ALGORITHMS:
        raise InvalidCredential(
            "{algorithm} is no algorithm of C2PA; there are {choices}",
            algorithm=algorithm,
            choices=", ".join(_ALGORITHMS),
        )
    url = authority.encode() if authority else None
    try:
        signer = c2pa.Signer.from_info(c2pa.C2paSignerInfo(algorithm.encode(), chain, key, url))
    except c2pa.C2paError as error:
        raise InvalidCredential(
            "the credential cannot sign: {cause}", cause=_cause(error)
        ) from None
    try:
        with signer:
            builder = c2pa.Builder(json.dumps(definition), context=_context(""))
            with builder:
                if parent is not None:
                    before, action = parent
                    builder.set_intent(c2pa.C2paBuilderIntent.EDIT)
                    builder.add_ingredient(
                        json.dumps({"relationship": "parentOf"}), media_type, before
                    )
                    builder.add_action(json.dumps(action))
                builder.sign(signer, media_type, source, target)
    except c2pa.C2paError as error:
        raise BrokenFile(
            "c2pa could not sign the file: {cause}", path=name, cause=_cause(error)
        ) from None


@lru_cache(maxsize=1)
def written() -> frozenset[str]:
    """The media types that c2pa writes manifests into."""
    return frozenset(c2pa.Builder.get_supported_mime_types())


class Edited(io.RawIOBase):
    """A file as it would be after some edits; nothing is copied, nothing is written."""

    def __init__(self, file: BinaryIO, edits: Edits) -> None:
        super().__init__()
        self._file = file
        self._parts: list[tuple[int, int, int | bytes]] = []  # start, end, there or what
        at = 0
        for piece in pieces(file.seek(0, io.SEEK_END), edits):
            length = len(piece) if isinstance(piece, bytes) else piece[1] - piece[0]
            self._parts.append((at, at + length, piece if isinstance(piece, bytes) else piece[0]))
            at += length
        self._size = at
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(start + offset, 0)
        return self._at

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer).cast("B")
        end = min(self._at + len(view), self._size)
        done = 0
        for first, last, what in self._parts:
            start, stop = max(self._at, first), min(end, last)
            if start >= stop:
                continue
            if isinstance(what, bytes):
                data = what[start - first : stop - first]
            else:
                self._file.seek(what + start - first)
                data = self._file.read(stop - start)
            view[done : done + len(data)] = data
            done += len(data)
        self._at += done
        return done


@lru_cache(maxsize=8)
def _context(trust: str) -> c2pa.Context:
    settings = dict(_SETTINGS)
    if trust:
        settings["trust"] = {"user_anchors": trust}
    try:
        return c2pa.Context.from_dict(settings)
    except c2pa.C2paError as error:
        raise InvalidCredential(
            "the trust list cannot be used: {cause}", cause=_cause(error)
        ) from None


def _read(file: BinaryIO, media_type: str, context: c2pa.Context, name: str) -> Manifest | None:
    try:
        with c2pa.Reader(media_type, file, context=context) as reader:
            report = json.loads(reader.json())
    except c2pa.C2paError.ManifestNotFound:
        return None
    except c2pa.C2paError.NotSupported:
        raise NoSlot("c2pa does not read {format}", path=name, format=media_type) from None
    except (c2pa.C2paError, ValueError) as error:
        raise BrokenFile(
            "c2pa cannot read the manifest: {cause}", path=name, cause=_cause(error)
        ) from None
    return Manifest.of_report(report)


def _cause(error: Exception) -> str:
    """What the library says, as one line of bounded length."""
    return " ".join(str(error).split())[:300]

"""SM3, the digest of GB/T 32905-2016, from the OpenSSL that Python's hashlib is built on."""

from __future__ import annotations

import hashlib
import importlib.util
from typing import TYPE_CHECKING

from hegui.errors import CannotSeal

if TYPE_CHECKING:
    from hashlib import _Hash

DIGEST_SIZE = 32
"""Bytes of a digest."""


def sm3(data: bytes | bytearray | memoryview) -> bytes:
    """The digest of ``data``: 32 bytes. Raises CannotSeal as :func:`hasher` does."""
    return hasher(data).digest()


def hasher(data: bytes | bytearray | memoryview = b"") -> _Hash:
    """A running digest, with ``update`` and ``digest`` as hashlib's have.

    Raises CannotSeal, naming the reason, where this Python's OpenSSL has no SM3.
    """
    try:
        return hashlib.new("sm3", data)
    except ValueError as error:
        raise CannotSeal("SM3 is not to be had here: {cause}", cause=_why_not()) from error


def _why_not() -> str:
    """The likeliest reason, for what OpenSSL itself says names none."""
    if importlib.util.find_spec("_hashlib") is None:
        return "this Python was built without OpenSSL"
    if "sm3" in hashlib.algorithms_available:
        # Named by the library and yet refused: its providers leave it out.
        return "this Python's OpenSSL knows the digest and refuses it, as FIPS builds do"
    return "this Python's OpenSSL was built without the digest"

"""PEM (RFC 7468): base64 between two lines that say what it is."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable

from hegui.errors import SealError

PUBLIC_KEY = "PUBLIC KEY"
PRIVATE_KEY = "PRIVATE KEY"
ENCRYPTED_PRIVATE_KEY = "ENCRYPTED PRIVATE KEY"
CERTIFICATE = "CERTIFICATE"

_BEGIN = re.compile(rb"-----BEGIN ([A-Z0-9 ]{1,64})-----[ \t]*\r?\n", re.ASCII)
_LINE = 64
_MOST_BLOCKS = 100


def blocks(data: bytes, fault: Callable[..., SealError]) -> list[tuple[str, bytes]]:
    """(name, content as it stands between the two lines) of every block, in order.

    Text outside of blocks is passed over, as everybody does. Raises ``fault`` for a block
    without an end, and for more blocks than any file of keys has.
    """
    found: list[tuple[str, bytes]] = []
    at = 0
    while begin := _BEGIN.search(data, at):
        name = begin[1].decode()
        end = data.find(b"-----END %s-----" % begin[1], begin.end())
        if end < 0:
            raise fault("the block {name!r} has no end", place=f"byte {begin.start()}", name=name)
        if len(found) == _MOST_BLOCKS:
            raise fault("more than {ceiling} blocks are in one file", ceiling=_MOST_BLOCKS)
        found.append((name, data[begin.end() : end]))
        at = end
    return found


def decode(text: bytes, fault: Callable[..., SealError]) -> bytes:
    """The bytes of one block's content. Raises ``fault``."""
    try:
        return base64.b64decode(b"".join(text.split()), validate=True)
    except binascii.Error:
        raise fault("its base64 is damaged") from None


def encode(name: str, data: bytes) -> bytes:
    """One block."""
    text = base64.b64encode(data).decode()
    lines = [text[at : at + _LINE] for at in range(0, len(text), _LINE)]
    return "\n".join((f"-----BEGIN {name}-----", *lines, f"-----END {name}-----", "")).encode()

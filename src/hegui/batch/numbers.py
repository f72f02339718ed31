"""Content numbers that survive a resume: derived, so that a file done twice gets the same one."""

from __future__ import annotations

import hmac
import os
from functools import lru_cache


def new_number() -> str:
    """A batch's own secret: 32 hexadecimal digits of the system's randomness."""
    return os.urandom(16).hex()


def content_number(batch: str, name: str, identity: str) -> str:
    """The content number of one source in one batch: a UUID of version 8 (RFC 9562, 5.8).

    HMAC-SHA256 under the batch's secret over the path below the source and the source's identity.
    Nobody without the secret can tell which numbers belong together.
    """
    said = name.encode("utf-8", "surrogateescape") + b"\0" + identity.encode()
    keyed = _keyed(batch).copy()
    keyed.update(said)
    digest = bytearray(keyed.digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x80
    digest[8] = digest[8] & 0x3F | 0x80
    text = digest.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


@lru_cache(maxsize=1)
def _keyed(batch: str) -> hmac.HMAC:
    """The digest with nothing but the secret in it: made once a batch, copied for each file."""
    return hmac.new(bytes.fromhex(batch), digestmod="sha256")

"""Content numbers: random ones, for content that its producer or propagator has not numbered."""

from __future__ import annotations

import os


def random_number() -> str:
    """A random UUID (RFC 9562, 5.4, version 4), which tells nothing of when or where.

    Without the module ``uuid``, which looks at the platform: 3 ms of every start.
    """
    digits = os.urandom(16).hex()
    variant = "89ab"[int(digits[16], 16) & 3]
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:]}"

"""What may be done with an item by its licence, as far as a name tells."""

from __future__ import annotations

import re

# Names of the SPDX list under which a bank may be kept, changed and used commercially.
OPEN = frozenset(
    {
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC-BY-4.0",
        "CC-BY-SA-4.0",
        "CC0-1.0",
        "ISC",
        "MIT",
        "MulanPSL-2.0",
        "MulanPubL-2.0",
        "Unlicense",
    }
)
OWN = "own"
"""The provider's own work."""
_CLOSED = re.compile(r"(?i)non.?commercial|\bnc\b|research.only|^none$|all rights")


def standing(licence: str) -> str:
    """open, own, closed (not for commercial use, or none granted), unknown, or missing."""
    name = licence.strip()
    if not name:
        return "missing"
    if name == OWN or name in OPEN:
        return "own" if name == OWN else "open"
    return "closed" if _CLOSED.search(name) else "unknown"

"""A C2PA manifest in a file that gets the platform's elements: signed anew, or knowingly broken.

Whatever is written into a signed file breaks its hash. With a credential the file gets a new
manifest, in which the old one is kept as that of an ingredient; without one, whoever propagates
must say that the hash may break.
"""

from __future__ import annotations

from hegui.errors import BreaksManifest
from hegui.evidence.contract import Gathered, Kind

SIGNED = "signed"
BROKEN = "broken"


def fate(gathered: Gathered, *, signs: bool, allowed: bool) -> str:
    """What becomes of a file's manifest: "" where it has none. Raises BreaksManifest."""
    there = gathered.of(Kind.C2PA) or [one for one in gathered.unexamined if one.what == "C2PA"]
    if not there:
        return ""
    if signs:
        return SIGNED
    if not allowed:
        raise BreaksManifest(
            "carries a C2PA manifest, and what is written now would break its hash: configure a "
            "credential ([c2pa] in hegui.toml), or say --allow-break-c2pa",
            path=gathered.name,
            place=there[0].place or None,
        )
    return BROKEN

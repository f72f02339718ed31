"""A C2PA manifest in a file that gets the platform's elements: signed anew, or knowingly broken.

Whatever is written into a signed file breaks its hash. With a credential the file gets a new
manifest, in which the old one is kept as that of an ingredient; without one, whoever propagates
must say that the hash may break.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hegui.errors import BreaksManifest, ConfigError
from hegui.evidence.contract import Gathered, Kind

if TYPE_CHECKING:
    from hegui.marks.c2pa_signing import Credential

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


def credential_of(settings: dict[str, str], path: str | None) -> Credential | None:
    """The credential of [c2pa] in hegui.toml; None where it names none. Raises ConfigError."""
    if "chain" not in settings and "key" not in settings:
        return None
    for name in ("chain", "key"):
        if name not in settings:
            raise ConfigError("[c2pa] needs {name} as well", path=path, name=name)
    from hegui.marks.c2pa_signing import Credential

    return Credential.load(
        settings["chain"],
        settings["key"],
        settings.get("algorithm", "es256"),
        settings.get("authority"),
    )

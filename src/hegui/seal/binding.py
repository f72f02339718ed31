"""hegui's profile for binding a label to its content, version 1 (docs/seals.md; marked impl).

How the guide selects the bytes that a binding hashes (CntSel) is not public, so the profile says
for itself what it hashes: the content's essence, given to this room as a digest. The entry also
holds the digest of the bytes that are signed for the label. So label and binding cannot be taken
from two seals of one key and put together: the entry's own signature covers both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from hegui.rules.confidence import Confidence
from hegui.seal.contents import BindingEntry

PROFILE = "hegui/1"
"""BType of a binding, and Profile of a signature in ReservedCode2."""
SELECTION = "essence/1"
"""CntSel: the content alone, as ``hegui.implicit.essence`` defines it for each format."""
SM3_OID = "1.2.156.10197.1.401"
CONFIDENCE = Confidence.IMPL

_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Bound:
    """A binding of hegui's profile: SM3 of the content and of the label's signed bytes, and when.

    Both digests are 64 lower-case hexadecimal digits; ``time`` is UTC to the second, as the
    signer claims it.
    """

    content: str
    label: str
    time: datetime


def write(bound: Bound) -> str:
    """The entry of Bindings as compact JSON: exactly the bytes that its signature covers."""
    time = bound.time.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds")
    return (
        f'{{"BType":"{PROFILE}","AlgID":"{SM3_OID}","CntSel":"{SELECTION}",'
        f'"Value":"{bound.content}","Label":"{bound.label}",'
        f'"Time":"{time}Z"}}'
    )


def interpret(entry: BindingEntry) -> Bound | None:
    """The binding that an entry makes by hegui's profile; None for any other entry.

    Strict: an entry is the profile's only if it is, character by character, what :func:`write`
    makes of it.
    """
    if entry.kind != PROFILE or entry.selection != SELECTION or entry.algorithm != SM3_OID:
        return None
    if not (_DIGEST.fullmatch(entry.value) and _DIGEST.fullmatch(entry.label)):
        return None
    try:
        time = datetime.fromisoformat(entry.time).replace(tzinfo=UTC)
    except ValueError:
        return None
    bound = Bound(entry.value, entry.label, time)
    return bound if write(bound) == entry.text else None

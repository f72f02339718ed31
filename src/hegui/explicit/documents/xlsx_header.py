"""The label in a sheet's printed header: the line at its right (ISO/IEC 29500-1 18.3.1.46)."""

from __future__ import annotations

import re

from hegui.explicit.wording import Wording
from hegui.files.edits import Edit
from hegui.structures.zip.markup import Element, Part

LONGEST = 255
"""Characters of a header; programs call a sheet with a longer one damaged."""

_RIGHT = re.compile(r"&&|&R")
_ON = ("1", "true", "on")
_ORDER = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
# What may stand behind the header in a sheet (18.3.1.99).
_BEHIND = re.compile(
    "rowBreaks|colBreaks|customProperties|cellWatches|ignoredErrors|smartTags|drawing"
    "|legacyDrawing|legacyDrawingHF|drawingHF|picture|oleObjects|controls|webPublishItems"
    "|tableParts|extLst|AlternateContent"
)


def header_edits(part: Part, wording: Wording) -> list[Edit]:
    """The edits that put the wording into every header in use; none where it is there already.

    A header that has no room for it within 255 characters stays as it is.
    """
    own = part.root.prefix.encode() + b":" if part.root.prefix else b""
    text = wording.text.replace("&", "&&")
    found = part.root.child("headerFooter")
    if found is None:
        new = b"<%bheaderFooter><%boddHeader>%b</%boddHeader></%bheaderFooter>" % (
            own, own, part.written("&R" + text), own, own,
        )  # fmt: skip
        if len(text) + 2 > LONGEST:
            return []
        for child in part.root.children:
            if _BEHIND.fullmatch(child.local):
                return [Edit(child.start, 0, new)]
        return [part.append(part.root, new)]
    names = ["oddHeader"]
    names += ["evenHeader"] if found.get("differentOddEven") in _ON else []
    names += ["firstHeader"] if found.get("differentFirst") in _ON else []
    missing = b""
    edits = []
    for name in names:
        header = found.child(name)
        if header is None and found.close < 0:
            missing += b"<%b%b>%b</%b%b>" % (
                own, name.encode(), part.written("&R" + text), own, name.encode(),
            )  # fmt: skip
        else:
            edits += _edit(part, found, header, name, text)
    if missing:
        edits.append(part.append(found, missing))
    return edits


def _edit(part: Part, parent: Element, header: Element | None, name: str, text: str) -> list[Edit]:
    own = part.root.prefix.encode() + b":" if part.root.prefix else b""
    if header is None or header.close < 0:
        new = b"<%b%b>%b</%b%b>" % (
            own, name.encode(), part.written("&R" + text), own, name.encode(),
        )  # fmt: skip
        if header is not None:
            return [part.replace(header, new)]
        behind = _ORDER[_ORDER.index(name) + 1 :]
        later = next((one for one in parent.children if one.local in behind), None)
        return [Edit(later.start, 0, new) if later else part.append(parent, new)]
    said = header.text
    if text in said:
        return []
    right = next((one for one in _RIGHT.finditer(said) if one[0] == "&R"), None)
    at = right.end() if right else len(said)
    whole = said[:at] + ("" if right else "&R") + text + ("\n" if said[at:] else "") + said[at:]
    if len(whole) > LONGEST:
        return []
    start = part.tag_end(header)
    return [Edit(start, header.close - start, part.written(whole))]

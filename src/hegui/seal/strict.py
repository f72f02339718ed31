"""The strict form of a seal, recognised by one regular expression that fits it alone.

Most seals are what ``security_data`` writes: two signatures, their key, one binding. ``dialects``
decodes every other text as JSON; of a text that fits here it would make the same.
"""

from __future__ import annotations

import re

from hegui.seal.contents import BindingEntry, Covers, KeyEntry, SecurityData, SignatureEntry

VERSION = "1"

# Neither blank, quote, backslash nor control character: such a text is its own JSON.
_TEXT = r"([0-9A-Za-z.:/_+-]++)"
_HEX = r"([0-9a-f]++)"
_SIGNATURE = rf'\{{"Type":"DS","AlgID":"{_TEXT}","TBSData":%s,"Signature":"{_HEX}"\}}'
_MEMBERS = ("BType", "AlgID", "CntSel", "Value", "Label", "Time")
_STRICT = re.compile(
    r'\{"SecurityData":\{"Type":"TC260PG","Version":1,"PubSD":\['
    + _SIGNATURE % rf'\{{"Type":"Md"(?:,"Profile":"{_TEXT}")?\}}'
    + ","
    + _SIGNATURE % r'\{"Type":"Bnd"\}'
    + rf',\{{"Type":"PubKey","AlgID":"{_TEXT}","KeyValue":"{_HEX}"\}}\],'
    + r'"Bindings":\[(\{'
    + ",".join(rf'"{name}":"{_TEXT}"' for name in _MEMBERS)
    + r"\})\]\}\}"
)


def read_strict(text: str) -> SecurityData | None:
    """The seal in a text that is exactly what ``security_data`` writes, else None."""
    match = _STRICT.fullmatch(text)
    if match is None:
        return None
    one, profile, label, two, tie, three, key, *binding = match.groups()
    try:
        signatures = (
            SignatureEntry(one, Covers.LABEL, "Md", bytes.fromhex(label), "", profile or ""),
            SignatureEntry(two, Covers.BINDING, "Bnd", bytes.fromhex(tie)),
        )
        keys = (KeyEntry(three, bytes.fromhex(key)),)
    except ValueError:  # half a byte: base64 perhaps, or nothing at all
        return None
    return SecurityData(VERSION, signatures, keys, (BindingEntry(*binding),))

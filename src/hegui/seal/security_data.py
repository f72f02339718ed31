"""Strict writing of a seal: the guide's SecurityData, as a string for a reserved code.

Source: TC260-PG-202511A as ``hegui.rules.security`` has it: Type TC260PG, Version 1, PubSD with
signatures (DS) and the public key (PubKey), algorithms by OID, bytes as hexadecimal digits;
GB 45438-2025 Annex E j) for the characters: no blank, no backslash, quotes escaped only once,
by the label's own JSON.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

from hegui.aigc import Label, ParsedLabel, allowed
from hegui.seal import binding
from hegui.seal.contents import Code
from hegui.seal.signed_bytes import members_of, signed_bytes
from hegui.seal.signing import Signer
from hegui.seal.sm3 import sm3

TYPE, VERSION = "TC260PG", 1
LABEL, BINDING = "Md", "Bnd"
"""TBSData.Type of the two signatures."""

_DIGEST = re.compile(r"[0-9a-f]{64}")


def seal(
    label: Label | ParsedLabel,
    code: Code,
    signer: Signer,
    content: str,
    *,
    at: datetime | None = None,
) -> str:
    """The value of ``code`` that seals ``label`` and ties it to content.

    ``content`` is the SM3 of the content's essence, 64 lower-case hexadecimal digits. The member
    ``code`` of ``label`` itself is not covered; for ReservedCode2 every other member is, so it is
    made last. ``at`` is the time claimed for it, now unless given.
    A signer whose algorithm is not the guide's makes a seal of the same form that names its own.
    Raises CannotSeal where it cannot sign, or SM3 is not to be had.
    """
    if not _DIGEST.fullmatch(content):
        raise ValueError("content is an SM3 digest of 64 lower-case hexadecimal digits")
    covered = signed_bytes(members_of(label), code)
    moment = (at or datetime.now(UTC)).replace(microsecond=0)
    entry = binding.write(binding.Bound(content, sm3(covered).hex(), moment))
    profile = f',"Profile":"{binding.PROFILE}"' if code is Code.PROPAGATOR else ""
    signatures = (
        _signature(signer, covered, f'"Type":"{LABEL}"{profile}'),
        _signature(signer, entry.encode("ascii"), f'"Type":"{BINDING}"'),
    )
    algorithm, key = signer.algorithm, signer.public_key.spki().hex()
    text = (
        f'{{"SecurityData":{{"Type":"{TYPE}","Version":{VERSION},'
        f'"PubSD":[{",".join(signatures)},'
        f'{{"Type":"PubKey","AlgID":"{algorithm}","KeyValue":"{key}"}}],'
        f'"Bindings":[{entry}]}}}}'
    )
    assert allowed(text)
    return text


def _signature(signer: Signer, message: bytes, covers: str) -> str:
    value = signer.sign(message).der().hex()
    return (
        f'{{"Type":"DS","AlgID":"{signer.algorithm}","TBSData":{{{covers}}},"Signature":"{value}"}}'
    )

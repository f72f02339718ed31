"""What a reserved code holds, once its dialect is read: signatures, keys and bindings as bytes.

Source: TC260-PG-202511A as ``hegui.rules.security`` has it; what the guide leaves open is kept as
found.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hegui.aigc import Tolerance
from hegui.messages import Notice


class Code(StrEnum):
    """The two members that can hold a seal, under their names in Annex E."""

    PRODUCER = "ReservedCode1"
    PROPAGATOR = "ReservedCode2"


class Covers(StrEnum):
    """What a signature says that it covers (TBSData.Type)."""

    LABEL = "label"
    BINDING = "binding"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class SignatureEntry:
    """A member of PubSD of type DS.

    ``named`` is TBSData.Type as found, ``profile`` the profile that it names ("" for none),
    ``value`` the signature's bytes, raw or DER, None where they are not readable as bytes.
    """

    algorithm: str
    covers: Covers
    named: str
    value: bytes | None
    key_id: str = ""
    profile: str = ""


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """A member of PubSD that holds a public key, or an X.509 certificate in DER."""

    algorithm: str
    value: bytes | None
    key_id: str = ""
    certificate: bool = False


@dataclass(frozen=True, slots=True)
class BindingEntry:
    """A member of Bindings: a digest of selected content.

    ``text`` is the entry as compact JSON, which is what a signature over it covers; ``kind``,
    ``algorithm``, ``selection`` and ``value`` are BType, AlgID, CntSel and Value; ``label`` is the
    digest of the label's signed bytes in lower case and ``time`` when it was sealed, both of
    hegui's profile only.
    """

    text: str
    kind: str
    algorithm: str = ""
    selection: str = ""
    value: str = ""
    label: str = ""
    time: str = ""


@dataclass(frozen=True, slots=True)
class SecurityData:
    """A reserved code in the guide's form, or near enough to it.

    ``version`` is as written. ``unknown`` are the types of entries that hegui knows nothing of.
    """

    version: str
    signatures: tuple[SignatureEntry, ...]
    keys: tuple[KeyEntry, ...]
    bindings: tuple[BindingEntry, ...]
    unknown: tuple[str, ...] = ()
    tolerances: tuple[Tolerance, ...] = ()


class Opaque(Notice):
    """A reserved code that says nothing to anyone but its writer, and what it looks like."""

    __slots__ = ()

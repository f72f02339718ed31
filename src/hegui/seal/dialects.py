"""Tolerant reading of reserved codes: the guide's SecurityData in the dialects that are met.

What cannot be read is opaque, which is an answer: of 169 labels from the wild most codes are a
UUID, a digest or a text that only its writer understands. Every tolerance has a stable id
(``tolerances``); nesting, length and number of entries are bounded.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator

from hegui.aigc.notation import (
    DEEPEST,
    Members,
    NotJsonError,
    Number,
    TooDeepError,
    decode,
    encode_value,
    has_blanks,
)
from hegui.seal.contents import (
    BindingEntry,
    Covers,
    KeyEntry,
    Opaque,
    SecurityData,
    SignatureEntry,
)
from hegui.seal.strict import VERSION, read_strict
from hegui.seal.tolerances import Notes

LONGEST = 64 * 1024
"""Characters of a reserved code that are looked into; four certificates need a quarter."""
MOST_ENTRIES = 16
"""Entries of PubSD, and of Bindings."""

_TYPE = "TC260PG"
_MOST_LAYERS = 4
_LABEL_TYPES = frozenset(("labelmatadata", "labelmetadata", "labeldata", "label"))
_BINDING_TYPES = frozenset(("binding", "bindings"))
_SIGNATURE_TYPES = frozenset(("ds", "digitalsignature", "signature"))
_KEY_TYPES = frozenset(("pubkey", "publickey"))
_CERTIFICATE_TYPES = frozenset(("cert", "certificate", "x509", "x509cert", "x.509"))
_HEX = re.compile(r"(?:[0-9a-fA-F]{2})+")
_BASE64 = re.compile(r"[A-Za-z0-9+/]{8,}={0,2}")
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_DER_SIGNATURE = re.compile(r"30(4[0-9a-f])02(1[0-9a-f]|20|21)(?:[0-9a-f]{2})+", re.IGNORECASE)
_DIGEST_DIGITS = (32, 40, 56, 64, 96, 128)


class _NotReadableError(Exception):
    """Carries the answer for a text that begins like SecurityData and is none."""

    def __init__(self, opaque: Opaque) -> None:
        super().__init__(opaque.template)
        self.opaque = opaque


def read_code(text: str) -> SecurityData | Opaque | None:
    """What a reserved code holds; None where it is empty.

    ``text`` is the member's value as the label says it. Nothing is verified here.
    """
    bare = text.strip()
    if not bare:
        return None
    if len(bare) > LONGEST:
        return Opaque(
            "is {length} characters long, more than the {limit} that are looked into",
            {"length": len(bare), "limit": LONGEST},
        )
    if bare[0] not in '{"':
        return _without_json(bare)
    strict = read_strict(bare)
    if strict is not None:
        return strict
    notes = Notes()
    try:
        return _security_data(_object(bare, notes), notes)
    except _NotReadableError as error:
        return error.opaque


def _without_json(text: str) -> SecurityData | Opaque:
    """A signature that stands alone, or what an opaque text looks like."""
    if _DER_SIGNATURE.fullmatch(text) and len(text) == 2 * (int(text[2:4], 16) + 2):
        notes = Notes()
        notes.add("seal.bare-signature")
        if text != text.lower():
            notes.add("seal.hex-upper", "Signature")
        alone = SignatureEntry("", Covers.LABEL, "", bytes.fromhex(text))
        return SecurityData("", (alone,), (), (), (), notes.all())
    if _UUID.fullmatch(text):
        return Opaque("is a UUID and no seal that anybody can check")
    if _HEX.fullmatch(text) and len(text) in _DIGEST_DIGITS:
        return Opaque(
            "is {length} hexadecimal digits, a digest perhaps; of what is not said",
            {"length": len(text)},
        )
    if _BASE64.fullmatch(text) and len(text) % 4 == 0:
        return Opaque(
            "is {length} bytes in base64 whose meaning only their writer knows",
            {"length": len(text) * 3 // 4 - text.count("=")},
        )
    return Opaque("is text whose meaning only its writer knows")


def _object(text: str, notes: Notes) -> Members:
    """The JSON object within ``text``, JSON strings around it taken off."""
    for _ in range(_MOST_LAYERS):
        try:
            decoded = decode(text)
        except TooDeepError:
            raise _opaque("is JSON nested deeper than {limit} levels", limit=DEEPEST) from None
        except NotJsonError as error:
            raise _opaque(
                "begins like JSON and is none: character {position} cannot stand there",
                position=error.position,
            ) from None
        if text[decoded.end :].strip():
            raise _opaque("is JSON with something else behind it")
        if isinstance(decoded.value, Members):
            if has_blanks(text):
                notes.add("seal.whitespace")
            return decoded.value
        if not isinstance(decoded.value, str):
            break
        notes.add("seal.encoded-twice")
        text = decoded.value.strip()
    raise _opaque("is JSON, but holds no SecurityData")


def _security_data(outer: Members, notes: Notes) -> SecurityData:
    members = _unwrapped(outer, notes)
    kind = members.text("Type")
    version = members.text("Version")
    if kind != _TYPE or version != VERSION:
        raise _opaque(
            "holds SecurityData of type {kind} and version {version}, which hegui does not know",
            kind=kind[:32] or "?",
            version=version[:32] or "?",
        )
    if isinstance(members.get("Version"), str):
        notes.add("seal.version-text", version)
    entries = list(members.entries("PubSD"))
    bindings = list(members.entries("Bindings", "Binding"))
    signatures, keys, unknown = [], [], []
    for entry in entries:
        kind = entry.text("Type")
        folded = kind.lower()
        if folded in _SIGNATURE_TYPES:
            signatures.append(_signature(entry, notes))
        elif folded in _KEY_TYPES:
            keys.append(_key(entry, notes, certificate=False))
        elif folded in _CERTIFICATE_TYPES:
            keys.append(_key(entry, notes, certificate=True))
        else:
            unknown.append(kind[:32])
    return SecurityData(
        version,
        tuple(signatures),
        tuple(keys),
        tuple(_binding(entry, notes) for entry in bindings),
        tuple(unknown),
        notes.all(),
    )


def _unwrapped(members: Members, notes: Notes) -> _Fields:
    """The members of SecurityData itself."""
    for level in range(_MOST_LAYERS):
        fields = _Fields(members, notes)
        inner = fields.get("SecurityData")
        if inner is None:
            if level == 0:
                if fields.get("PubSD") is None:
                    raise _opaque("is JSON, but holds no SecurityData")
                notes.add("seal.no-outer")
            return fields
        if level:
            notes.add("seal.nested")
        if isinstance(inner, str):
            notes.add("seal.encoded-twice")
            members = _object(inner, notes)
        elif isinstance(inner, Members):
            members = inner
        else:
            raise _opaque("is JSON, but holds no SecurityData")
    raise _opaque("nests SecurityData deeper than {limit} levels", limit=_MOST_LAYERS)


def _signature(entry: _Fields, notes: Notes) -> SignatureEntry:
    named, profile = _covered(entry, notes)
    folded = named.lower()
    if folded == "md" or folded in _LABEL_TYPES:
        covers = Covers.LABEL
        if named != "Md":
            notes.add("seal.label-type", named)
    elif folded == "bnd" or folded in _BINDING_TYPES:
        covers = Covers.BINDING
        if named != "Bnd":
            notes.add("seal.binding-type", named)
    else:
        covers = Covers.OTHER
    value = _bytes(entry.text("Signature"), "Signature", notes)
    return SignatureEntry(
        entry.text("AlgID"), covers, named[:64], value, entry.text("KeyID"), profile
    )


def _covered(entry: _Fields, notes: Notes) -> tuple[str, str]:
    """TBSData.Type and the profile that it names."""
    covered = entry.get("TBSData")
    if isinstance(covered, str):
        notes.add("seal.tbs-text")
        return covered, ""
    if not isinstance(covered, Members):
        return "", ""
    fields = _Fields(covered, notes)
    return fields.text("Type"), fields.text("Profile")


def _key(entry: _Fields, notes: Notes, *, certificate: bool) -> KeyEntry:
    names = ("KeyValue", "CertValue", "Value") if certificate else ("KeyValue",)
    text = next((found for name in names if (found := entry.text(name))), "")
    value = _bytes(text, names[0], notes)
    return KeyEntry(entry.text("AlgID"), value, entry.text("KeyID"), certificate)


def _binding(entry: _Fields, notes: Notes) -> BindingEntry:
    value = entry.text("Value")
    if not value:
        for name in ("Signature", "Hash", "Digest"):
            value = entry.text(name)
            if value:
                notes.add("seal.binding-value", name)
                break
    return BindingEntry(
        encode_value(entry.members),
        entry.text("BType"),
        entry.text("AlgID"),
        entry.text("CntSel"),
        value,
        entry.text("Label"),
        entry.text("Time"),
    )


class _Fields:
    """An object's members by name, in any case; a name that stands twice must say the same."""

    __slots__ = ("_found", "_notes", "members")

    def __init__(self, members: Members, notes: Notes) -> None:
        self.members = members
        self._notes = notes
        self._found: dict[str, tuple[str, object]] = {}
        for key, value in members.pairs:
            folded = key.lower()
            if folded in self._found:
                if self._found[folded][1] != value:
                    raise _opaque(
                        "contradicts itself: {key} stands there with different values",
                        key=key[:32],
                    )
                notes.add("seal.duplicate", key)
            else:
                self._found[folded] = key, value

    def get(self, name: str) -> object:
        """The value of a member; None where there is none, and for null."""
        found = self._found.get(name.lower())
        if found is None:
            return None
        if found[0] != name:
            self._notes.add("seal.key-case", found[0])
        return found[1]

    def text(self, name: str) -> str:
        """A member's text, or its number as written; "" for anything else."""
        value = self.get(name)
        if isinstance(value, Number):
            return value.text
        return value if isinstance(value, str) else ""

    def entries(self, name: str, *others: str) -> Iterator[_Fields]:
        """The objects in a list, or the one object that stands in its place.

        One of the ``others`` may be the list's name instead.
        """
        value = self.get(name)
        for other in others:
            if value is None and (value := self.get(other)) is not None:
                self._notes.add("seal.bindings-name", other)
        if isinstance(value, Members):
            self._notes.add("seal.one-entry", name)
            value = [value]
        if not isinstance(value, list):
            return
        if len(value) > MOST_ENTRIES:
            raise _opaque(
                "holds {count} entries in {name}; more than {limit} are not looked at",
                count=len(value),
                name=name,
                limit=MOST_ENTRIES,
            )
        for item in value:
            if isinstance(item, Members):
                yield _Fields(item, self._notes)


def _bytes(text: str, name: str, notes: Notes) -> bytes | None:
    """Bytes from hexadecimal digits, else from base64, else None."""
    if _HEX.fullmatch(text):
        if not text.islower() and text != text.lower():
            notes.add("seal.hex-upper", name)
        return bytes.fromhex(text)
    if _BASE64.fullmatch(text):
        try:
            found = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
        except (binascii.Error, ValueError):
            return None
        notes.add("seal.base64", name)
        return found
    return None


def _opaque(template: str, /, **facts: object) -> _NotReadableError:
    return _NotReadableError(Opaque(template, facts))

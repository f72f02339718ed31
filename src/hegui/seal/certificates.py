"""X.509 certificates (RFC 5280) of SM2 keys (GM/T 0015), read strictly and within bounds.

Only what a seal's chain asks for is interpreted. Reading says nothing about trust: that is for
``chains``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from hegui.errors import InvalidCertificate, SealError
from hegui.seal import der, pem
from hegui.seal.certificate_names import Name, read_name
from hegui.seal.public_keys import PublicKey
from hegui.seal.signatures import Signature
from hegui.seal.verifying import CURVE_OF, verify

_MOST_SERIAL = 20  # bytes (RFC 5280, 4.1.2.2)
_VERSION_TAG, _EXTENSIONS_TAG = 0xA0, 0xA3
_ISSUER_ID_TAG, _SUBJECT_ID_TAG = 0x81, 0x82
_KEY_ID_TAG = 0x80
_UTC_TIME, _GENERALIZED_TIME = 0x17, 0x18
_NULL = b"\x05\x00"

_SUBJECT_KEY_ID, _KEY_USAGE, _BASIC, _AUTHORITY_KEY_ID = (
    f"2.5.29.{one}" for one in (14, 15, 19, 35)
)
# What hegui need not understand to follow a chain, critical or not: for what a key may be used
# besides signing is not its business, and names of servers are not either.
_HARMLESS = frozenset(f"2.5.29.{one}" for one in (17, 18, 31, 32, 37))

USAGES = (
    "digitalSignature",
    "nonRepudiation",
    "keyEncipherment",
    "dataEncipherment",
    "keyAgreement",
    "keyCertSign",
    "cRLSign",
    "encipherOnly",
    "decipherOnly",
)
"""The bits of the extension keyUsage, in their order (RFC 5280, 4.2.1.3)."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """One certificate; ``raw`` is its DER, ``signed`` the part its issuer signed.

    ``usages`` is None where the certificate sets no limit; ``path_length`` None where it sets
    none. ``unknown`` are the critical extensions that hegui does not understand: no chain with
    such a certificate holds. Valid from ``not_before`` to ``not_after``, both included, UTC.
    """

    raw: bytes = field(repr=False)
    signed: bytes = field(repr=False)
    serial: int
    algorithm: str
    issuer: Name
    subject: Name
    not_before: datetime
    not_after: datetime
    public_key: PublicKey
    signature: Signature
    authority: bool = False
    path_length: int | None = None
    usages: frozenset[str] | None = None
    subject_key_id: bytes | None = None
    authority_key_id: bytes | None = None
    unknown: tuple[str, ...] = ()

    @property
    def self_issued(self) -> bool:
        """Whether it names itself as its issuer."""
        return self.subject.raw == self.issuer.raw

    def signed_by(self, key: PublicKey, user_id: bytes) -> bool:
        """Whether ``key`` signed this certificate, under an SM2 ``user_id``."""
        if CURVE_OF[self.algorithm] is not key.curve:
            return False
        return verify(key, self.signed, self.signature, user_id)


def read_certificate(data: bytes) -> Certificate:
    """The certificate in some DER. Raises InvalidCertificate."""
    reader = der.Reader(data, InvalidCertificate, "a certificate")
    outer = reader.sequence()
    reader.end()
    body = outer.take(der.SEQUENCE)
    algorithm = _algorithm(outer)
    signature = outer.bits()
    outer.end()
    fields, version = outer.inside(body), 1
    if fields.peek() == _VERSION_TAG:
        numbered = fields.sequence(_VERSION_TAG)
        version = numbered.integer() + 1
        numbered.end()
    serial = fields.take(der.INTEGER).content
    if not 0 < len(serial) <= _MOST_SERIAL:
        raise InvalidCertificate(
            "its serial number is empty or longer than {length} bytes", length=_MOST_SERIAL
        )
    if _algorithm(fields) != algorithm:
        raise InvalidCertificate("it names two different signature algorithms")
    issuer = read_name(fields)
    validity = fields.sequence()
    not_before, not_after = _time(validity), _time(validity)
    validity.end()
    subject = read_name(fields)
    key = _key(fields.take(der.SEQUENCE).raw)
    for tag in (_ISSUER_ID_TAG, _SUBJECT_ID_TAG):
        if fields.peek() == tag:
            fields.take(tag)
    extensions = _Extensions()
    if fields.peek() == _EXTENSIONS_TAG:
        if version != 3:
            raise InvalidCertificate("it has extensions, which only version 3 has")
        extended = fields.sequence(_EXTENSIONS_TAG)
        extensions.read(extended)
        extended.end()
    fields.end()
    return Certificate(
        data,
        body.raw,
        int.from_bytes(serial, "big", signed=True),
        algorithm,
        issuer,
        subject,
        not_before,
        not_after,
        key,
        _signature(signature),
        extensions.authority,
        extensions.path_length,
        extensions.usages,
        extensions.subject_key_id,
        extensions.authority_key_id,
        tuple(extensions.unknown),
    )


def read_certificates(data: bytes) -> list[Certificate]:
    """Every certificate in some bytes: one in DER, or blocks of PEM. Raises InvalidCertificate."""
    if data[:1] == bytes((der.SEQUENCE,)):
        return [read_certificate(data)]
    return [
        read_certificate(pem.decode(text, InvalidCertificate))
        for name, text in pem.blocks(data, InvalidCertificate)
        if name == pem.CERTIFICATE
    ]


class _Extensions:
    """What the extensions say, as far as hegui understands them."""

    def __init__(self) -> None:
        self.authority = False
        self.path_length: int | None = None
        self.usages: frozenset[str] | None = None
        self.subject_key_id: bytes | None = None
        self.authority_key_id: bytes | None = None
        self.unknown: list[str] = []
        self._seen: set[str] = set()

    def read(self, reader: der.Reader) -> None:
        known = {
            _BASIC: self._read_basic,
            _KEY_USAGE: self._read_usage,
            _SUBJECT_KEY_ID: self._read_subject_key_id,
            _AUTHORITY_KEY_ID: self._read_authority_key_id,
        }
        inner = reader.sequence()
        while not inner.at_end:
            one = inner.sequence()
            oid = one.oid()
            critical = one.boolean() if one.peek() == der.BOOLEAN else False
            value = one.take(der.OCTET_STRING)
            one.end()
            if oid in self._seen:
                raise InvalidCertificate("the extension {oid} stands twice", oid=oid)
            self._seen.add(oid)
            if oid in known:
                content = one.inside(value)
                known[oid](content)
                content.end()
            elif critical and oid not in _HARMLESS:
                self.unknown.append(oid)

    def _read_basic(self, reader: der.Reader) -> None:
        inner = reader.sequence()
        if inner.peek() == der.BOOLEAN:
            self.authority = inner.boolean()
        if inner.peek() == der.INTEGER:
            self.path_length = inner.integer()
            if self.path_length < 0 or not self.authority:
                raise InvalidCertificate("its basic constraints contradict themselves")
        inner.end()

    def _read_usage(self, reader: der.Reader) -> None:
        content = reader.take(der.BIT_STRING).content
        if len(content) < 2 or content[0] > 7 or content[-1] & ((1 << content[0]) - 1):
            raise reader.broken("a string of bits is not in its proper form")
        bits = "".join(f"{one:08b}" for one in content[1:])
        self.usages = frozenset(name for name, bit in zip(USAGES, bits, strict=False) if bit == "1")

    def _read_subject_key_id(self, reader: der.Reader) -> None:
        self.subject_key_id = reader.octets()

    def _read_authority_key_id(self, reader: der.Reader) -> None:
        inner = reader.sequence()
        while not inner.at_end:
            one = inner.take()
            if one.tag == _KEY_ID_TAG:
                self.authority_key_id = one.content


def _algorithm(reader: der.Reader) -> str:
    """A signature algorithm that hegui verifies."""
    inner = reader.sequence()
    oid = inner.oid()
    if not inner.at_end and inner.take().raw != _NULL:
        raise InvalidCertificate("its signature algorithm has parameters")
    inner.end()
    if oid not in CURVE_OF:
        raise InvalidCertificate("it is signed with another algorithm: {oid}", oid=oid)
    return oid


def _time(reader: der.Reader) -> datetime:
    """A UTCTime or GeneralizedTime as RFC 5280, 4.1.2.5, has it: seconds, and Z."""
    element = reader.take()
    text = element.content.decode("ascii", "replace")
    digits = text.removesuffix("Z")
    length = {_UTC_TIME: 12, _GENERALIZED_TIME: 14}.get(element.tag)
    if len(digits) != length or digits == text or not (digits.isascii() and digits.isdigit()):
        raise reader.broken("a time is in another form than RFC 5280 asks for")
    if length == 12:
        digits = ("19" if digits >= "50" else "20") + digits
    try:
        return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        raise reader.broken("a time is none of the calendar") from None


def _key(data: bytes) -> PublicKey:
    try:
        return PublicKey.from_spki(data)
    except SealError as error:
        raise InvalidCertificate("its public key cannot be used: {cause}", cause=error) from None


def _signature(data: bytes) -> Signature:
    try:
        return Signature.from_der(data)
    except SealError as error:
        raise InvalidCertificate("its signature cannot be used: {cause}", cause=error) from None

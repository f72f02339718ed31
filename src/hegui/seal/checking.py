"""Which signatures of a seal verify, by which key, over which bytes.

A seal names neither the form of its bytes nor always its key, so every key is tried against the
few forms that are met. ``dialects`` bounds keys, signatures and bindings, and MOST_TRIES what is
tried of their combinations: whoever writes a label could make the search long.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hegui.errors import InvalidCertificate, InvalidKey, InvalidSignature
from hegui.messages import Notice
from hegui.seal.algorithms import RSA_WITH_SHA256, SM2_WITH_SM3
from hegui.seal.answers import Checked, Outcome
from hegui.seal.binding import PROFILE
from hegui.seal.certificates import Certificate, read_certificate
from hegui.seal.contents import Code, Covers, SecurityData, SignatureEntry
from hegui.seal.forms import key_of, signature_of
from hegui.seal.public_keys import PublicKey
from hegui.seal.signatures import Signature
from hegui.seal.signed_bytes import covered_members, guide_bytes, signed_bytes
from hegui.seal.sm3 import sm3
from hegui.seal.tolerances import Notes
from hegui.seal.verifying import CURVE_OF, verify

MOST_TRIES = 64
"""Verifications in one reserved code; an honest seal needs eight at most."""


class _TooManyError(Exception):
    """MOST_TRIES were tried."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one signature turned out to be.

    ``key`` verified it, ``members`` are what it then covers of the label, ``entry`` the number of
    the binding that it covers, None for a label's signature.
    """

    checked: Checked
    key: PublicKey | None = None
    members: tuple[str, ...] = ()
    entry: int | None = None


class Examination:
    """Checks the signatures of one seal against the keys in it, or those that are pinned."""

    def __init__(
        self,
        data: SecurityData,
        members: dict[str, str],
        code: Code,
        pinned: tuple[PublicKey, ...],
    ) -> None:
        self.notes = Notes()
        self.notices: list[Notice] = []
        self.certificates: list[Certificate] = []
        self._data = data
        self._code = code
        self._members = members
        self._tries = 0
        self._keys = tuple(dict.fromkeys(self._read_keys()))
        # Whose signature it is, and of what, is a guess where no key comes with it.
        self._guessed = not data.keys
        if self._guessed:
            self._keys = tuple((key, "") for key in pinned)

    def label(self) -> list[Evidence]:
        """Every signature over the label."""
        found = [one for one in self._data.signatures if one.covers is Covers.LABEL]
        return [self._check(one, list(self._forms(one))) for one in found]

    def bindings(self) -> list[Evidence]:
        """Every signature over a binding."""
        forms = [
            (entry.text.encode("utf-8", "surrogatepass"), (), at)
            for at, entry in enumerate(self._data.bindings)
        ]
        found = [one for one in self._data.signatures if one.covers is Covers.BINDING]
        return [self._check(one, list(forms)) for one in found]

    def others(self) -> list[Evidence]:
        """Every signature over something that hegui does not know."""
        found = [one for one in self._data.signatures if one.covers is Covers.OTHER]
        for one in found:
            self._notice(
                "a signature covers {named}, which is not known to hegui", named=one.named or "?"
            )
        return [Evidence(Checked(one.covers, Outcome.NOT_CHECKED)) for one in found]

    def _forms(self, entry: SignatureEntry) -> Iterator[tuple[bytes, tuple[str, ...], None]]:
        """The bytes that a label's signature may cover, and the members in them."""
        if entry.profile == PROFILE and self._code is Code.PROPAGATOR:
            yield signed_bytes(self._members, self._code), covered_members(self._code), None
        elif not entry.profile:
            yield guide_bytes(self._members), covered_members(Code.PRODUCER), None
        else:
            self._notice("a signature follows a profile that hegui does not know")

    def _check(
        self, entry: SignatureEntry, forms: list[tuple[bytes, tuple[str, ...], int | None]]
    ) -> Evidence:
        unchecked = Evidence(Checked(entry.covers, Outcome.NOT_CHECKED))
        algorithm = entry.algorithm or SM2_WITH_SM3
        curve = CURVE_OF.get(algorithm)
        if curve is None:
            self._notice(
                "a signature's algorithm is {oid}, which hegui does not verify",
                oid="RSA" if algorithm == RSA_WITH_SHA256 else algorithm[:64] or "?",
            )
            return unchecked
        keys = [key for key, name in self._keys if key.curve is curve and _fits(entry, name)]
        if not keys:
            self._notice("no key that can be used comes with a signature")
        if not keys or not forms:
            return unchecked
        try:
            signature = signature_of(entry, self.notes)
        except InvalidSignature as error:
            self._notice("a signature cannot be read: {reason}", reason=error)
            return Evidence(Checked(entry.covers, Outcome.FAILED))
        try:
            for message, members, at in forms:
                key = self._key_that_verifies(keys, message, signature, twice=not entry.profile)
                if key is not None:
                    verified = Checked(entry.covers, Outcome.VERIFIED, key.fingerprint)
                    return Evidence(verified, key, members, at)
        except _TooManyError:
            self._notice("the seal has more keys, signatures and bindings than are tried")
            return unchecked
        if self._guessed:
            self._notice("the seal brings no key, and none that is pinned verifies it")
            return unchecked
        return Evidence(Checked(entry.covers, Outcome.FAILED))

    def _key_that_verifies(
        self, keys: list[PublicKey], message: bytes, signature: Signature, *, twice: bool
    ) -> PublicKey | None:
        for key in keys:
            if self._verifies(key, message, signature):
                return key
        if not twice:
            return None
        digest = sm3(message)
        for key in keys:
            if self._verifies(key, digest, signature):
                self.notes.add("seal.hashed-twice")
                return key
        return None

    def _verifies(self, key: PublicKey, message: bytes, signature: Signature) -> bool:
        self._tries += 1
        if self._tries > MOST_TRIES:
            raise _TooManyError
        return verify(key, message, signature)

    def _read_keys(self) -> Iterator[tuple[PublicKey, str]]:
        for entry in self._data.keys:
            try:
                if entry.certificate:
                    self.certificates.append(read_certificate(entry.value or b""))
                    yield self.certificates[-1].public_key, entry.key_id
                else:
                    yield key_of(entry, self.notes), entry.key_id
            except (InvalidKey, InvalidCertificate) as error:
                self._notice("a key cannot be used: {reason}", reason=error)

    def _notice(self, template: str, /, **facts: object) -> None:
        notice = Notice(template, facts)
        if notice not in self.notices:
            self.notices.append(notice)


def _fits(entry: SignatureEntry, name: str) -> bool:
    """Whether a key of this id may be the signature's; compared only where both have one."""
    return not (entry.key_id and name) or entry.key_id == name

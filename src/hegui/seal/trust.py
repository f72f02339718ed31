"""Whose key is it: the keys and certificates that somebody has pinned to providers.

A seal brings its own key, so it proves only that whoever wrote the label had some key. Whose key
that is, a trust file says: TOML that people can read, of a version that is named
(``trust_file``). Nothing is trusted that is not pinned.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hegui import codes
from hegui.errors import InvalidTrust
from hegui.seal.answers import Standing
from hegui.seal.certificates import Certificate
from hegui.seal.chains import Chain, check_chain
from hegui.seal.public_keys import PublicKey

# Clocks differ; a seal that claims to be younger than this is not of its time.
_SKEW = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """For whom, and from when until when, something pinned is believed.

    ``provider`` is a provider code (TC260-PG-20252A) or a name as labels say it; a code stands
    for every service extension of its subject. Seals are made with it from ``valid_from`` to
    before ``valid_until``, ``revoked`` is since when it is not to be believed any more; all in
    UTC, None where nothing is said. ``bound`` is whether this provider's seals always bind the
    label to its content, so that one which does not has lost its binding.
    """

    provider: str
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    revoked: datetime | None = None
    bound: bool = False
    note: str = ""

    def standing(self, now: datetime, sealed_at: datetime | None) -> Standing:
        """How the key stands for a seal that claims to be made at ``sealed_at``.

        A key out of its time was good for what it sealed within it, and the signer's own word on
        when that was is believed; never where the key is revoked, for a thief can write any time.
        """
        if self.revoked is not None and self.revoked <= now:
            return Standing.REVOKED
        moment = sealed_at or now
        if moment > now + _SKEW:
            return Standing.OUT_OF_TIME
        if self.valid_from is not None and moment < self.valid_from:
            return Standing.OUT_OF_TIME
        if self.valid_until is not None and moment >= self.valid_until:
            return Standing.OUT_OF_TIME
        return Standing.TRUSTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin(Terms):
    """One key and the provider it belongs to."""

    key: PublicKey


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificatePin(Terms):
    """One certificate and the provider it vouches for: the provider's own, or its issuer's.

    ``subject`` is whose certificate of that issuer is the provider's, as the certificate says it;
    an authority issues to many, so without a subject an authority cannot be pinned.
    """

    certificate: Certificate
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Trust:
    """What is pinned; ``path`` is the file it came from, "" for none.

    Raises InvalidTrust for a key or certificate that is pinned twice, for one provider or for
    two, for times that contradict each other, and for an authority without a subject.
    """

    pins: tuple[Pin, ...] = ()
    certificates: tuple[CertificatePin, ...] = ()
    path: str = ""
    _by_key: dict[PublicKey, Pin] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        found: dict[PublicKey, Pin] = {}
        for pin in self.pins:
            _check_times(pin, self.path)
            other = found.setdefault(pin.key, pin)
            if other is pin:
                continue
            if same_provider(other.provider, pin.provider):
                raise InvalidTrust(
                    "pins one key twice for {provider} (fingerprint {fingerprint})",
                    path=self.path or None,
                    provider=pin.provider,
                    fingerprint=pin.key.fingerprint,
                )
            raise InvalidTrust(
                "pins one key to two providers, {one} and {other} (fingerprint {fingerprint})",
                path=self.path or None,
                one=other.provider,
                other=pin.provider,
                fingerprint=pin.key.fingerprint,
            )
        object.__setattr__(self, "_by_key", found)
        self._check_certificates()

    def _check_certificates(self) -> None:
        seen = set()
        for pin in self.certificates:
            _check_times(pin, self.path)
            if (pin.certificate.raw, pin.subject) in seen:
                raise InvalidTrust(
                    "pins one certificate twice ({subject})",
                    path=self.path or None,
                    subject=pin.subject or pin.certificate.subject.text,
                )
            seen.add((pin.certificate.raw, pin.subject))
            if pin.certificate.authority and not pin.subject:
                raise InvalidTrust(
                    "pins an authority ({subject}) without saying whose certificate of it is "
                    "the provider's: subject is missing",
                    path=self.path or None,
                    subject=pin.certificate.subject.text,
                )

    def pin_of(self, key: PublicKey) -> Pin | None:
        """The pin of one key."""
        return self._by_key.get(key)

    def keys(self) -> list[PublicKey]:
        """Every key that is pinned, by itself or in a certificate."""
        return [pin.key for pin in self.pins] + [
            pin.certificate.public_key for pin in self.certificates
        ]

    def of_provider(self, provider: str) -> tuple[Pin, ...]:
        """Every key that is pinned to one provider."""
        return tuple(pin for pin in self.pins if same_provider(pin.provider, provider))

    def vouching(
        self,
        certificate: Certificate,
        others: Sequence[Certificate],
        provider: str,
        moment: datetime,
    ) -> Iterator[tuple[CertificatePin, Chain]]:
        """The certificates pinned to ``provider`` that may vouch for this one, each with how far
        the chain to it holds at ``moment``. ``others`` came with it and are trusted in nothing."""
        subject = certificate.subject.text
        for pin in self.certificates:
            # A name that was too long to be shown whole might be anybody's.
            fits = not pin.subject or (pin.subject == subject and not subject.endswith("…"))
            if fits and same_provider(pin.provider, provider):
                yield pin, check_chain(certificate, others, (pin.certificate,), moment)


def same_provider(one: str, other: str) -> bool:
    """One name, or two codes of one legal subject that differ in the service extension only."""
    return one == other or codes.same_subject(one, other)


def _check_times(pin: Terms, path: str) -> None:
    if pin.valid_from and pin.valid_until and pin.valid_until <= pin.valid_from:
        raise InvalidTrust(
            "pins a key of {provider} that ends before it begins",
            path=path or None,
            provider=pin.provider,
        )

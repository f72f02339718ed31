"""The key document: a provider's public keys, with their validity and what was revoked.

A JSON file that people can read and that a provider publishes. It is what rotation leaves behind
(a new key begins before the old one ends) and what a verifier's trust file imports.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from hegui.errors import InvalidKey
from hegui.seal.public_keys import PublicKey
from hegui.seal.verifying import CURVE_OF

VERSION = 1
"""Of the form of the file; another version is refused, for its meaning is not known."""

_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_LONGEST_NAME = 200
_ID_DIGITS = 16


class State(StrEnum):
    """What a key is worth at a moment."""

    VALID = "valid"
    NOT_YET = "not-yet-valid"
    EXPIRED = "expired"
    REVOKED = "revoked"


class Reason(StrEnum):
    """Why a key was revoked (the reasons of RFC 5280, 5.3.1, that fit a key of one's own)."""

    UNSPECIFIED = "unspecified"
    KEY_COMPROMISE = "key-compromise"
    SUPERSEDED = "superseded"
    CESSATION = "cessation-of-operation"


@dataclass(frozen=True, slots=True)
class Revocation:
    """A key counts no more from ``at`` on (UTC), for ``reason``."""

    at: datetime
    reason: Reason = Reason.UNSPECIFIED


@dataclass(frozen=True, slots=True)
class PublishedKey:
    """One public key of a provider: valid from ``not_before`` to before ``not_after``, in UTC.

    ``algorithm`` is the object identifier of what it signs with. Raises InvalidKey where the
    id, the algorithm, the curve or the times contradict one another.
    """

    id: str
    algorithm: str
    public_key: PublicKey
    not_before: datetime
    not_after: datetime
    revocation: Revocation | None = None

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            raise InvalidKey("a key id has 1 to 64 characters A-Z a-z 0-9 . _ -")
        if CURVE_OF.get(self.algorithm) is not self.public_key.curve:
            raise InvalidKey(
                "the key {id} is on the curve {curve}, which the algorithm {oid} does not use",
                id=self.id,
                curve=self.public_key.curve.name,
                oid=self.algorithm,
            )
        revoked = () if self.revocation is None else (self.revocation.at,)
        for moment in (self.not_before, self.not_after, *revoked):
            if moment.tzinfo is None or moment.microsecond:
                raise InvalidKey("the times of a key are whole seconds in a known time zone")
        if not self.not_before < self.not_after:
            raise InvalidKey("the key {id} ends before it begins", id=self.id)

    def state(self, moment: datetime) -> State:
        """What the key is worth at ``moment`` (an aware time)."""
        if self.revocation is not None and moment >= self.revocation.at:
            return State.REVOKED
        if moment < self.not_before:
            return State.NOT_YET
        return State.VALID if moment < self.not_after else State.EXPIRED


@dataclass(frozen=True, slots=True)
class KeyDocument:
    """The public keys of one provider, oldest first as a rule.

    ``provider`` is a provider code (TC260-PG-20252A) or an overseas provider's name, as it
    stands in ContentProducer or ContentPropagator. Raises InvalidKey for a key or an id that
    stands twice.
    """

    provider: str
    keys: tuple[PublishedKey, ...] = ()

    def __post_init__(self) -> None:
        name = self.provider
        if not (0 < len(name) <= _LONGEST_NAME and name.isprintable() and name == name.strip()):
            raise InvalidKey(
                "the provider is no code, and no name in one line of up to {ceiling} characters",
                ceiling=_LONGEST_NAME,
            )
        ids = {one.id for one in self.keys}
        points = {one.public_key for one in self.keys}
        if len(ids) < len(self.keys):
            raise InvalidKey("two keys have the same id")
        if len(points) < len(self.keys):
            raise InvalidKey("one key stands there twice")

    def find(self, public_key: PublicKey) -> PublishedKey | None:
        """The entry of a key, whatever its state."""
        return next((one for one in self.keys if one.public_key == public_key), None)

    def valid(self, moment: datetime) -> tuple[PublishedKey, ...]:
        """The keys that count at ``moment``."""
        return tuple(one for one in self.keys if one.state(moment) is State.VALID)

    def rotated(self, key: PublishedKey, overlap: timedelta) -> KeyDocument:
        """The document with a new key, every older one ending ``overlap`` after it begins.

        A key that ends sooner keeps its end, and one that is revoked stays revoked; so seals
        of the old key are accepted until whoever signs has moved to the new one. Raises
        InvalidKey for a negative overlap, or where an older key would end before it begins.
        """
        if overlap < timedelta(0):
            raise InvalidKey("the overlap of two keys cannot be negative")
        end = key.not_before + overlap
        older = tuple(
            replace(one, not_after=end) if one.not_after > end else one for one in self.keys
        )
        return replace(self, keys=(*older, key))

    def revoked(self, id: str, at: datetime, reason: Reason) -> KeyDocument:
        """The document with one key revoked. Raises InvalidKey where there is no such key, or
        an earlier revocation of it stands."""
        if all(one.id != id for one in self.keys):
            raise InvalidKey("no key has the id {id}", id=id)
        keys = []
        for one in self.keys:
            if one.id == id:
                if one.revocation is not None and one.revocation.at <= at:
                    raise InvalidKey("the key {id} is revoked already", id=id)
                one = replace(one, revocation=Revocation(whole_second(at), reason))
            keys.append(one)
        return replace(self, keys=tuple(keys))


def key_id(public_key: PublicKey) -> str:
    """The id a key gets unless it is given one: the first 16 hex digits of its fingerprint."""
    return public_key.fingerprint[:_ID_DIGITS]


def whole_second(moment: datetime) -> datetime:
    """A moment as the document can say it: UTC, whole seconds, downwards."""
    return moment.astimezone(UTC).replace(microsecond=0)

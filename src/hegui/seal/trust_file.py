"""The trust file: TOML that people can read and write, of a version that is named.

    format = "hegui-trust"
    version = 1

    [[key]]
    provider = "001191310104MACE0YX63918020"
    public_key = "3059…"                     # hexadecimal, any form a label holds keys in
    valid_from = 2026-01-01T00:00:00Z        # this and what follows may be left out
    valid_until = 2027-01-01T00:00:00Z
    revoked = 2026-06-01T00:00:00Z
    binding = "required"                     # its seals always bind the label to content
    note = "from the provider's page, 2026-01-03"

    [[certificate]]                          # SM2 X.509: the provider's own, or its issuer's
    provider = "001191310104MACE0YX63918020"
    certificate = "3082…"                    # hexadecimal DER
    subject = "CN=…, O=…"                    # of an issuer: whose (see hegui key show)

What it does not know is an error: a misspelt ``revoked`` would be a key that stays trusted.
"""

from __future__ import annotations

import os
import tomllib
from datetime import UTC, datetime
from typing import TypedDict

from hegui.errors import HeguiError, InvalidTrust, SealError
from hegui.seal.certificates import read_certificate
from hegui.seal.public_keys import PublicKey
from hegui.seal.trust import CertificatePin, Pin, Trust

FORMAT, VERSION = "hegui-trust", 1
REQUIRED = "required"
"""What ``binding`` can say."""
MOST_BYTES = 4 * 1024 * 1024
MOST_PINS = 10_000
_SHARED = frozenset(("provider", "valid_from", "valid_until", "revoked", "binding", "note"))
_KNOWN = {
    "key": _SHARED | {"public_key"},
    "certificate": _SHARED | {"certificate", "subject"},
}
TIMES = ("valid_from", "valid_until", "revoked")
_LONGEST_PROVIDER = 200


def load_trust(path: str | os.PathLike[str]) -> Trust:
    """The trust file at ``path``.

    Raises InvalidTrust for a file that cannot be read, is no TOML, is of another format or
    version, says something unknown, or contradicts itself.
    """
    name = os.fspath(path)
    try:
        with open(name, "rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or str(error)
        raise InvalidTrust("cannot be opened: {cause}", path=name, cause=cause) from error
    return parse_trust(data, name)


def parse_trust(data: bytes, name: str) -> Trust:
    """The trust that the bytes of a trust file say. Raises InvalidTrust as load_trust does."""
    if len(data) > MOST_BYTES:
        raise InvalidTrust("is larger than a trust file can be", path=name)
    try:
        tables = tomllib.loads(data.decode())
    except (ValueError, RecursionError) as error:  # no UTF-8, no TOML, no such day
        raise InvalidTrust("is not valid TOML: {cause}", path=name, cause=str(error)) from None
    try:
        return _trust(tables, name)
    except HeguiError as error:
        error.path = error.path or name
        raise


def _trust(tables: dict[str, object], name: str) -> Trust:
    if tables.get("format") != FORMAT or tables.get("version") != VERSION:
        raise InvalidTrust(
            'is no trust file of a known version: it must begin with format = "{format}" and '
            "version = {version}",
            format=FORMAT,
            version=VERSION,
        )
    for table in tables:
        if table not in ("format", "version", *_KNOWN):
            raise InvalidTrust("does not know {name}", name=table[:64])
    keys = tuple(_key(one, place) for one, place in _entries(tables, "key"))
    certificates = tuple(_certificate(one, at) for one, at in _entries(tables, "certificate"))
    return Trust(keys, certificates, name)


def _entries(tables: dict[str, object], kind: str) -> list[tuple[dict[str, object], str]]:
    found = tables.get(kind, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise InvalidTrust("{name} must be tables, each beginning with [[{name}]]", name=kind)
    if len(found) > MOST_PINS:
        raise InvalidTrust("pins more than {limit} keys", limit=MOST_PINS)
    entries = []
    for at, one in enumerate(found, 1):
        place = f"[[{kind}]] {at}"
        for key in one:
            if key not in _KNOWN[kind]:
                raise InvalidTrust("does not know {name}", place=place, name=key[:64])
        entries.append((one, place))
    return entries


def _key(entry: dict[str, object], place: str) -> Pin:
    data = _bytes(entry, "public_key", place)
    try:
        key = PublicKey.from_bytes(data)
    except SealError as error:
        error.place = place
        raise
    return Pin(key=key, **_terms(entry, place))


def _certificate(entry: dict[str, object], place: str) -> CertificatePin:
    data = _bytes(entry, "certificate", place)
    try:
        certificate = read_certificate(data)
    except SealError as error:
        error.place = place
        raise
    subject = _text(entry, "subject", place)
    return CertificatePin(certificate=certificate, subject=subject, **_terms(entry, place))


class _Terms(TypedDict):
    provider: str
    valid_from: datetime | None
    valid_until: datetime | None
    revoked: datetime | None
    bound: bool
    note: str


def _terms(entry: dict[str, object], place: str) -> _Terms:
    valid_from, valid_until, revoked = _times(entry, place)
    return {
        "provider": _provider(entry, place),
        "valid_from": valid_from,
        "valid_until": valid_until,
        "revoked": revoked,
        "bound": _bound(entry, place),
        "note": _text(entry, "note", place),
    }


def _provider(entry: dict[str, object], place: str) -> str:
    provider = _text(entry, "provider", place)
    if not provider or len(provider) > _LONGEST_PROVIDER or not provider.isprintable():
        raise InvalidTrust("provider must be a provider code or name", place=place)
    return provider


def _bytes(entry: dict[str, object], name: str, place: str) -> bytes:
    text = _text(entry, name, place)
    try:
        data = bytes.fromhex(text)
    except ValueError:
        data = b""
    if not data:
        raise InvalidTrust("{name} must be hexadecimal digits", place=place, name=name)
    return data


def _bound(entry: dict[str, object], place: str) -> bool:
    binding = _text(entry, "binding", place)
    if binding not in ("", REQUIRED):
        raise InvalidTrust('binding can only be "required"', place=place)
    return binding == REQUIRED


def _text(entry: dict[str, object], name: str, place: str) -> str:
    value = entry.get(name, "")
    if not isinstance(value, str):
        raise InvalidTrust("{name} must be text in quotes", place=place, name=name)
    return value


def _times(
    entry: dict[str, object], place: str
) -> tuple[datetime | None, datetime | None, datetime | None]:
    found: list[datetime | None] = []
    for name in TIMES:
        value = entry.get(name)
        if value is None:
            found.append(None)
        elif isinstance(value, datetime) and value.tzinfo is not None and 1 < value.year < 9999:
            found.append(value.astimezone(UTC))
        else:
            raise InvalidTrust(
                "{name} must be a date and time with its zone, as 2026-01-01T00:00:00Z",
                place=place,
                name=name,
            )
    return found[0], found[1], found[2]

"""Changing a trust file without losing what people wrote into it.

Entries are added and marked by editing the text; the result is read back and must say exactly
what was intended before it takes the file's place.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from hegui.errors import InvalidTrust
from hegui.files.source import Source
from hegui.files.target import Target
from hegui.files.writing import write_edited
from hegui.seal.public_keys import PublicKey
from hegui.seal.trust import CertificatePin, Pin, Trust, same_provider
from hegui.seal.trust_file import FORMAT, REQUIRED, TIMES, VERSION, load_trust, parse_trust

_HEADER = f'format = "{FORMAT}"\nversion = {VERSION}\n'
_ANY_TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)
_TIME_LINE = re.compile(rf"^[ \t]*(?:{'|'.join(TIMES)})[ \t]*=[^\n]*\n?", re.MULTILINE)


def add_pins(path: str, pins: Sequence[Pin | CertificatePin]) -> Trust:
    """Adds pins to the trust file at ``path``, which is made where there is none.

    Raises InvalidTrust where the file cannot be used or the pins contradict it, CannotWrite.
    """
    there = os.path.lexists(path)
    text = _read(path) if there else _HEADER
    trust = parse_trust(text.encode(), path)
    if not text.endswith("\n"):
        text += "\n"
    text += "".join(map(_table, pins))
    wanted = Trust(
        (*trust.pins, *(one for one in pins if isinstance(one, Pin))),
        (*trust.certificates, *(one for one in pins if isinstance(one, CertificatePin))),
        path,
    )
    return _replace(path, text, wanted, there=there)


def revoke_key(path: str, key: PublicKey, when: datetime) -> Trust:
    """Marks everything pinned of one key as revoked from ``when`` on; an earlier mark stays.

    Raises InvalidTrust where the key is not pinned or the file cannot be edited, CannotWrite.
    """
    trust = load_trust(path)
    found = [pin for pin in trust.pins if pin.key == key]
    certified = [pin for pin in trust.certificates if pin.certificate.public_key == key]
    if not found and not certified:
        raise InvalidTrust(
            "does not pin the key {fingerprint}", path=path, fingerprint=key.fingerprint
        )
    every: list[Pin | CertificatePin] = [*found, *certified]
    for pin in every:
        if pin.revoked is None or pin.revoked > when:
            trust = _set_times(path, pin, replace(pin, revoked=_whole_second(when)))
    return trust


def import_pins(path: str, pins: Sequence[Pin]) -> Trust:
    """Adds the pins of a provider's published keys, and brings those that are there up to date.

    A key's validity becomes what is published now; a revocation is never taken back. Raises as
    :func:`add_pins` does.
    """
    trust = load_trust(path) if os.path.lexists(path) else Trust(path=path)
    known = {pin.key: pin for pin in trust.pins}
    for pin in pins:
        old = known.get(pin.key)
        if old is None:
            continue
        if not same_provider(old.provider, pin.provider):
            Trust((old, pin), path=path)  # raises: one key, two providers
        marks = [moment for moment in (old.revoked, pin.revoked) if moment is not None]
        wanted = replace(
            old,
            valid_from=pin.valid_from,
            valid_until=pin.valid_until,
            revoked=min(marks, default=None),
        )
        if wanted != old:
            trust = _set_times(path, old, wanted)
    new = [pin for pin in pins if pin.key not in known]
    return add_pins(path, new) if new else trust


def _set_times(path: str, old: Pin | CertificatePin, new: Pin | CertificatePin) -> Trust:
    """Gives one pin other times, in the text of its own table."""
    text = _read(path)
    trust = parse_trust(text.encode(), path)
    if isinstance(old, Pin):
        at = trust.pins.index(old)
        start = _start_of(text, "key", at, path)
    else:
        at = trust.certificates.index(old)
        start = _start_of(text, "certificate", at, path)
    following = _ANY_TABLE.search(text, start)
    end = following.start() if following else len(text)
    body = _TIME_LINE.sub("", text[start:end]).removeprefix("\n")
    text = f"{text[:start]}\n{_times(new)}{body}{text[end:]}"
    pins = tuple(new if isinstance(new, Pin) and one == old else one for one in trust.pins)
    certificates = tuple(
        new if isinstance(new, CertificatePin) and one == old else one for one in trust.certificates
    )
    return _replace(path, text, Trust(pins, certificates, path), there=True)


def _start_of(text: str, kind: str, at: int, path: str) -> int:
    """Where the body of the table of number ``at`` begins, behind its header line."""
    tables = list(re.finditer(rf"^[ \t]*\[\[[ \t]*{kind}[ \t]*\]\][^\n]*$", text, re.MULTILINE))
    if at >= len(tables):
        raise _by_hand(path)
    return tables[at].end()


def _read(path: str) -> str:
    try:
        with open(path, encoding="utf-8", newline="") as file:
            return file.read()
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or str(error)
        raise InvalidTrust("cannot be opened: {cause}", path=path, cause=cause) from error


def _table(pin: Pin | CertificatePin) -> str:
    if isinstance(pin, Pin):
        lines = ["", "[[key]]", f"provider = {_quoted(pin.provider)}"]
        lines.append(f"# SM3 {pin.key.fingerprint}")
        lines.append(f'public_key = "{pin.key.spki().hex()}"')
    else:
        lines = ["", "[[certificate]]", f"provider = {_quoted(pin.provider)}"]
        lines.append("# " + pin.certificate.subject.text)
        lines.append(f'certificate = "{pin.certificate.raw.hex()}"')
        if pin.subject:
            lines.append(f"subject = {_quoted(pin.subject)}")
    if pin.bound:
        lines.append(f"binding = {_quoted(REQUIRED)}")
    if pin.note:
        lines.append(f"note = {_quoted(pin.note)}")
    return "\n".join(lines) + "\n" + _times(pin)


def _times(pin: Pin | CertificatePin) -> str:
    found = ((name, getattr(pin, name)) for name in TIMES)
    return "".join(f"{name} = {_time(moment)}\n" for name, moment in found if moment is not None)


def _whole_second(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _quoted(text: str) -> str:
    """A TOML basic string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08X}" for c in escaped) + '"'


def _replace(path: str, text: str, intended: Trust, *, there: bool) -> Trust:
    """Puts ``text`` in the file's place once it is shown to say what was intended."""
    data = text.encode()
    found = parse_trust(data, path)
    if (found.pins, found.certificates) != (intended.pins, intended.certificates):
        raise _by_hand(path)
    target = Target.over(path) if there else Target(path)
    source = Source.of_bytes(data, path)
    original = target.path if there else None
    write_edited(source, (), target, original=original, verify=lambda _: None)
    return found


def _by_hand(path: str) -> InvalidTrust:
    return InvalidTrust("is written in a form that hegui cannot edit: edit it by hand", path=path)

"""``hegui key trust``, ``revoke`` and ``list``: whose keys are believed, and until when."""

from __future__ import annotations

import argparse
import os
import re
from dataclasses import fields
from datetime import UTC, datetime
from typing import TypeVar

from hegui.cli.output import Output
from hegui.config import load_config
from hegui.errors import UsageError
from hegui.files.source import open_source, printable
from hegui.messages import say
from hegui.seal import key_document_json, key_views
from hegui.seal.certificates import read_certificates
from hegui.seal.contents import KeyEntry
from hegui.seal.forms import key_of
from hegui.seal.key_document import KeyDocument
from hegui.seal.public_keys import PublicKey
from hegui.seal.software import SoftwareSigner
from hegui.seal.tolerances import Notes
from hegui.seal.trust import CertificatePin, Pin, Terms, Trust
from hegui.seal.trust_editing import add_pins, import_pins, revoke_key
from hegui.seal.trust_file import MOST_BYTES, load_trust

_Found = TypeVar("_Found")
_FINGERPRINT = re.compile(r"[0-9a-f]{8,64}")


def add_trust(
    kinds: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds ``hegui key trust``."""
    parser = kinds.add_parser(
        "trust", parents=[shared], help=say("pin a provider's keys in a trust file", lang)
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "file",
        nargs="?",
        metavar="FILE",
        help=say("a key document, or a public key", lang),
    )
    what.add_argument(
        "--public-key",
        metavar="HEX",
        help=say("a public key as labels hold it, in hexadecimal digits", lang),
    )
    option = parser.add_argument
    option("--provider", metavar="CODE", help=say("whose key it is; a key document says it", lang))
    option("--valid-from", type=_moment, metavar="TIME", help=say("as 2026-01-01T00:00:00Z", lang))
    option("--valid-until", type=_moment, metavar="TIME", help=say("the same form", lang))
    option("--subject", metavar="NAME", help=say("of an issuer: whose certificate", lang))
    option("--note", default="", metavar="TEXT", help=say("how you know that it is theirs", lang))
    option(
        "--bound",
        action=argparse.BooleanOptionalAction,
        help=say(
            "their seals always bind the label to content; one that does not is not valid "
            "(so for key documents)",
            lang,
        ),
    )
    _add_trust_file(parser, lang)
    parser.set_defaults(run=run_trust)


def add_revoke(
    kinds: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds ``hegui key revoke``."""
    parser = kinds.add_parser(
        "revoke", parents=[shared], help=say("mark a pinned key as no longer to be believed", lang)
    )
    option = parser.add_argument
    option("key", metavar="KEY", help=say("the start of its fingerprint (hegui key list)", lang))
    option(
        "--at",
        type=_moment,
        default=None,
        metavar="TIME",
        help=say("since when, as 2026-01-01T00:00:00Z; now unless given", lang),
    )
    _add_trust_file(parser, lang)
    parser.set_defaults(run=run_revoke)


def add_list(
    kinds: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds ``hegui key list``."""
    parser = kinds.add_parser(
        "list", parents=[shared], help=say("the keys that a trust file pins", lang)
    )
    _add_trust_file(parser, lang)
    parser.set_defaults(run=run_list)


def run_trust(arguments: argparse.Namespace, output: Output) -> int:
    """Pins keys; those of a document that are pinned already are brought up to date."""
    path = _trust_path(arguments)
    times = (arguments.valid_from, arguments.valid_until)
    document = _document(arguments.file) if arguments.file else None
    if document is not None:
        if times != (None, None):
            raise UsageError("a key document says itself when its keys are valid")
        if arguments.provider not in (None, document.provider):
            raise UsageError(
                "the document is {found}'s, not {given}'s",
                path=printable(arguments.file),
                found=document.provider,
                given=arguments.provider,
            )
        bound = arguments.bound is not False
        published = tuple(
            Pin(
                provider=document.provider,
                key=one.public_key,
                valid_from=one.not_before,
                valid_until=one.not_after,
                revoked=one.revocation.at if one.revocation else None,
                bound=bound,
                note=arguments.note,
            )
            for one in document.keys
        )
        trust = import_pins(path, published)
        pins: tuple[Pin | CertificatePin, ...] = published
    else:
        if not arguments.provider:
            raise UsageError("whose key is it? give --provider CODE")
        pin = _pin(arguments)
        trust = add_pins(path, (pin,))
        pins = (pin,)
    _tell(trust, tuple(map(_key_of, pins)), "pinned", output)
    return output.status


def _pin(arguments: argparse.Namespace) -> Pin | CertificatePin:
    """The pin of one public key, or of one certificate."""
    terms = Terms(
        provider=arguments.provider,
        valid_from=arguments.valid_from,
        valid_until=arguments.valid_until,
        bound=bool(arguments.bound),
        note=arguments.note,
    )
    said = {one.name: getattr(terms, one.name) for one in fields(Terms)}
    if arguments.public_key is None:
        with open_source(arguments.file, whole_up_to=MOST_BYTES) as source:
            certificates = read_certificates(source.read(0, min(source.size, MOST_BYTES)))
        if certificates:
            certificate = _only(certificates, "1", arguments.file)
            subject = arguments.subject or ""
            return CertificatePin(certificate=certificate, subject=subject, **said)
    if arguments.subject:
        raise UsageError("--subject is said of a certificate")
    return Pin(key=_public_key(arguments), **said)


def run_revoke(arguments: argparse.Namespace, output: Output) -> int:
    """Marks one key in the trust file."""
    when = arguments.at or datetime.now(UTC)
    path = _trust_path(arguments)
    trust = load_trust(path)
    if not _FINGERPRINT.fullmatch(arguments.key.lower()):
        raise UsageError(
            "{key!r} is no start of a fingerprint: 8 to 64 hexadecimal digits", key=arguments.key
        )
    keys = [one for one in dict.fromkeys(trust.keys()) if _starts(one.fingerprint, arguments.key)]
    key = _only(keys, arguments.key, path)
    _tell(revoke_key(path, key, when), (key,), "revoked", output)
    return output.status


def run_list(arguments: argparse.Namespace, output: Output) -> int:
    """Lists every pin."""
    trust = load_trust(_trust_path(arguments))
    _tell(trust, tuple(trust.keys()), "listed", output)
    return output.status


def _tell(trust: Trust, keys: tuple[PublicKey, ...], outcome: str, output: Output) -> None:
    pinned: list[Pin | CertificatePin] = [*trust.pins, *trust.certificates]
    for pin in pinned:
        key = _key_of(pin)
        if key not in keys:
            continue
        certified = isinstance(pin, CertificatePin)
        record: dict[str, object] = {
            "file": trust.path,
            "outcome": outcome,
            "kind": "certificate" if certified else "key",
            "provider": pin.provider,
            "fingerprint": key.fingerprint,
            "curve": key.curve.name,
            "subject": pin.subject if isinstance(pin, CertificatePin) else None,
            "valid_from": _said(pin.valid_from),
            "valid_until": _said(pin.valid_until),
            "revoked": _said(pin.revoked),
            "bound": pin.bound,
            "note": pin.note or None,
        }
        facts = [
            f"{name.replace('_', '-')} {record[name]}"
            for name in ("subject", "valid_from", "valid_until", "revoked", "note")
            if record[name]
        ]
        head = f"{printable(pin.provider)}  SM3 {key.fingerprint}"
        output.record(record, head, *(f"  {printable(fact)}" for fact in facts))


def _key_of(pin: Pin | CertificatePin) -> PublicKey:
    return pin.key if isinstance(pin, Pin) else pin.certificate.public_key


def _document(path: str) -> KeyDocument | None:
    """The key document in a file; None where it is something else."""
    with open_source(path) as source:
        start = source.read(0, min(source.size, 64))
    return key_document_json.read_file(path) if start.lstrip()[:1] == b"{" else None


def _public_key(arguments: argparse.Namespace) -> PublicKey:
    if arguments.public_key is not None:
        try:
            data = bytes.fromhex(arguments.public_key)
        except ValueError:
            raise UsageError("--public-key must be hexadecimal digits") from None
        return key_of(KeyEntry("", data), Notes())

    def private() -> SoftwareSigner:
        raise UsageError("holds no public key", path=printable(arguments.file))

    views = key_views.of_file(arguments.file, private)
    return _only(views, "1", arguments.file).public_key


def _only(found: list[_Found], key: str, path: str) -> _Found:
    if len(found) != 1:
        raise UsageError(
            "{count} keys answer to {key!r}", path=printable(path), count=len(found), key=key
        )
    return found[0]


def _starts(fingerprint: str, key: str) -> bool:
    return fingerprint.startswith(key.lower())


def _trust_path(arguments: argparse.Namespace) -> str:
    path = arguments.trust or load_config().trust
    if not path:
        raise UsageError("which trust file? give --trust FILE, or set HEGUI_TRUST")
    return os.fspath(path)


def _add_trust_file(parser: argparse.ArgumentParser, lang: str) -> None:
    parser.add_argument("--trust", metavar="FILE", help=say("the trust file", lang))


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment.astimezone(UTC).replace(microsecond=0)


def _said(moment: datetime | None) -> str | None:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}" if moment else None

"""``hegui key publish`` and ``withdraw``: a provider's own key document."""

from __future__ import annotations

import argparse
import os
from datetime import UTC, datetime, timedelta

from hegui.cli.key_secrets import add_passphrase, add_unencrypted, signer_in
from hegui.cli.output import Output
from hegui.errors import UsageError
from hegui.files.source import Source, printable
from hegui.files.target import Target
from hegui.files.writing import write_edited
from hegui.messages import say
from hegui.seal import key_document_json
from hegui.seal.key_document import KeyDocument, PublishedKey, Reason, key_id, whole_second
from hegui.seal.signing import Signer

_DAYS = 2 * 365
_OVERLAP_DAYS = 30
_MOST_DAYS = 100 * 365


def add_publish(
    kinds: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds ``hegui key publish``."""
    parser = kinds.add_parser(
        "publish",
        parents=[shared],
        help=say("put the public half of a key into a key document", lang),
    )
    option = parser.add_argument
    option("file", metavar="KEY", help=say("a key file, or the PKCS#11 URI of a token's", lang))
    option("document", metavar="JSON", help=say("the key document, new or old", lang))
    add_publishing(parser, lang)
    add_passphrase(parser, lang)
    add_unencrypted(parser, lang)
    parser.set_defaults(run=run_publish)


def add_withdraw(
    kinds: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds ``hegui key withdraw``."""
    parser = kinds.add_parser(
        "withdraw",
        parents=[shared],
        help=say("mark a key of your own key document as revoked", lang),
    )
    option = parser.add_argument
    option("document", metavar="JSON")
    option("id", metavar="ID")
    reasons = [one.value for one in Reason]
    option("--reason", choices=reasons, required=True, help=say("why it is revoked", lang))
    option(
        "--at", metavar="TIME", help=say("from when on, as 2026-01-31T08:00:00Z; else now", lang)
    )
    parser.set_defaults(run=run_withdraw)


def add_publishing(parser: argparse.ArgumentParser, lang: str) -> None:
    """Adds what a key's entry in a key document says."""
    option = parser.add_argument
    option("--provider", metavar="CODE", help=say("whose document it is, where it is new", lang))
    option("--id", metavar="ID", help=say("the key's id; else the start of its fingerprint", lang))
    option(
        "--days",
        type=int,
        default=_DAYS,
        metavar="N",
        help=say("days from today for which the key is valid", lang),
    )
    option(
        "--overlap-days",
        type=int,
        default=_OVERLAP_DAYS,
        metavar="N",
        help=say("days for which older keys of the document stay valid", lang),
    )


def run_publish(arguments: argparse.Namespace, output: Output) -> int:
    """Adds one key to the document, or makes the document with it."""
    signer = signer_in(arguments, output)
    document = with_key(arguments, signer)
    write_document(arguments.document, document)
    said(arguments.document, document.keys[-1], "published", output)
    return output.status


def run_withdraw(arguments: argparse.Namespace, output: Output) -> int:
    """Marks one key as revoked from a moment on."""
    old = key_document_json.read_file(arguments.document)
    at = datetime.now(UTC) if arguments.at is None else _moment(arguments.at)
    document = old.revoked(arguments.id, at, Reason(arguments.reason))
    write_document(arguments.document, document)
    key = next(one for one in document.keys if one.id == arguments.id)
    said(arguments.document, key, "withdrawn", output)
    return output.status


def with_key(arguments: argparse.Namespace, signer: Signer) -> KeyDocument:
    """The named document with the signer's public half in it; nothing is written yet.

    Raises UsageError and InvalidKey for what contradicts itself.
    """
    for days in (arguments.days - 1, arguments.overlap_days):
        if not 0 <= days <= _MOST_DAYS:
            raise UsageError("the days given are none, or more than a hundred years")
    begin = whole_second(datetime.now(UTC))
    entry = PublishedKey(
        arguments.id or key_id(signer.public_key),
        signer.algorithm,
        signer.public_key,
        begin,
        begin + timedelta(days=arguments.days),
    )
    return _old(arguments).rotated(entry, timedelta(days=arguments.overlap_days))


def write_document(path: str, document: KeyDocument) -> None:
    """Writes the document, in the place of an older one if there is one."""
    source = Source.of_bytes(key_document_json.write(document), path)
    write_edited(source, (), Target(path, replace=True), original=None, verify=lambda _: None)


def said(path: str, key: PublishedKey, outcome: str, output: Output) -> None:
    """Says which key of which document was changed."""
    record: dict[str, object] = {
        "document": path,
        "outcome": outcome,
        "id": key.id,
        "not_before": key.not_before.isoformat(),
        "not_after": key.not_after.isoformat(),
    }
    line = f"{printable(path)}: {key.id}"
    if key.revocation is not None:
        record["revoked_at"] = key.revocation.at.isoformat()
        record["reason"] = key.revocation.reason.value
        line += f"  {key.revocation.at.isoformat()}  {key.revocation.reason}"
    output.record(record, line)


def _old(arguments: argparse.Namespace) -> KeyDocument:
    if not os.path.lexists(arguments.document):
        if not arguments.provider:
            raise UsageError("a new key document needs --provider CODE: whose keys these are")
        return KeyDocument(arguments.provider)
    found = key_document_json.read_file(arguments.document)
    if arguments.provider not in (None, found.provider):
        raise UsageError(
            "the document is {found}'s, not {given}'s",
            path=printable(arguments.document),
            found=found.provider,
            given=arguments.provider,
        )
    return found


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise UsageError("is no time with a time zone, as 2026-01-31T08:00:00Z: {given}", given=text)

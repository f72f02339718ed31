"""``hegui key new``, ``show`` and ``export``: key files and the key document."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from datetime import UTC, datetime, timedelta

from hegui.cli.output import Output
from hegui.errors import UsageError
from hegui.files.source import Source, printable
from hegui.files.target import Target
from hegui.files.writing import check_free, write_edited
from hegui.messages import say
from hegui.seal import key_document_json, key_views, keys, pem
from hegui.seal.key_document import KeyDocument, PublishedKey, key_id, whole_second
from hegui.seal.key_views import KeyView
from hegui.seal.signing import Signer

_DAYS = 2 * 365
_OVERLAP_DAYS = 30
_FORMS = ("pem", "der", "hex")


def add_new(
    kinds: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds ``hegui key new``."""
    parser = kinds.add_parser(
        "new", parents=[shared], help=say("make an SM2 key and write it, encrypted", lang)
    )
    option = parser.add_argument
    option("file", metavar="FILE", help=say("the new file; none is ever replaced", lang))
    _add_passphrase(parser, lang)
    option(
        "--document",
        metavar="JSON",
        help=say("publish the public half in this key document, new or old", lang),
    )
    option("--provider", metavar="CODE", help=say("whose document it is, where it is new", lang))
    option("--id", metavar="ID", help=say("the key's id; else the start of its fingerprint", lang))
    option(
        "--days",
        type=_days,
        default=_DAYS,
        metavar="N",
        help=say("days from today for which the key is valid", lang),
    )
    option(
        "--overlap-days",
        type=_days,
        default=_OVERLAP_DAYS,
        metavar="N",
        help=say("days for which older keys of the document stay valid", lang),
    )
    parser.set_defaults(run=run_new)


def add_show(
    kinds: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds ``hegui key show``."""
    parser = kinds.add_parser(
        "show",
        parents=[shared],
        help=say("what a key file, a key document or a certificate holds", lang),
    )
    parser.add_argument("file", metavar="FILE")
    _add_passphrase(parser, lang)
    _add_unencrypted(parser, lang)
    parser.set_defaults(run=run_show)


def add_export(
    kinds: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds ``hegui key export``."""
    parser = kinds.add_parser(
        "export", parents=[shared], help=say("write the public half of a key", lang)
    )
    option = parser.add_argument
    option("file", metavar="FILE")
    option("-o", "--output", metavar="FILE", help=say("write here instead of printing", lang))
    option(
        "--form",
        choices=_FORMS,
        default=_FORMS[0],
        help=say("pem, der (SubjectPublicKeyInfo), or hex (the point)", lang),
    )
    _add_passphrase(parser, lang)
    _add_unencrypted(parser, lang)
    parser.set_defaults(run=run_export)


def run_new(arguments: argparse.Namespace, output: Output) -> int:
    """Makes a key; publishes its public half where a document is named."""
    old = _old_document(arguments)
    check_free(Target(arguments.file))
    secret = _passphrase(arguments, output, new=True)
    signer = keys.create_key(arguments.file, secret)
    record: dict[str, object] = {"file": arguments.file, "outcome": "made"}
    lines = [printable(arguments.file)]
    if old is not None:
        begin = whole_second(datetime.now(UTC))
        entry = PublishedKey(
            arguments.id or key_id(signer.public_key),
            signer.algorithm,
            signer.public_key,
            begin,
            begin + timedelta(days=arguments.days),
        )
        document = old.rotated(entry, timedelta(days=arguments.overlap_days))
        _write_document(arguments.document, document)
        record |= {"document": arguments.document, "id": entry.id}
        lines.append(f"{printable(arguments.document)}: {entry.id}")
    for view in key_views.of_signer(signer):
        record |= _facts(view)
        lines += _lines(view, output)
    output.record(record, *lines)
    return output.status


def run_show(arguments: argparse.Namespace, output: Output) -> int:
    """Shows the public side of whatever the file holds."""
    for view in _views(arguments, output):
        record = {"file": arguments.file, "outcome": "shown", **_facts(view)}
        output.record(record, *_lines(view, output))
    return output.status


def run_export(arguments: argparse.Namespace, output: Output) -> int:
    """Writes or prints one public key."""
    views = _views(arguments, output)
    if len(views) != 1:
        raise UsageError(
            "holds {count} keys where one is expected",
            path=printable(arguments.file),
            count=len(views),
        )
    public_key = views[0].public_key
    if arguments.form == "hex":
        data = public_key.sec1().hex().encode() + b"\n"
    else:
        data = public_key.spki()
        if arguments.form == "pem":
            data = pem.encode(pem.PUBLIC_KEY, data)
    record: dict[str, object] = {"file": arguments.file, "outcome": "exported", **_facts(views[0])}
    if arguments.output:
        _write(Target(arguments.output), data)
        output.record(record | {"output": arguments.output}, printable(arguments.output))
    elif arguments.form == "der":
        raise UsageError("DER is no text to print: name a file with -o")
    else:
        output.record(record, data.decode().rstrip("\n"))
    return output.status


def _views(arguments: argparse.Namespace, output: Output) -> list[KeyView]:
    def signer() -> Signer:
        unasked = arguments.unencrypted or keys.names_pin(arguments.file)
        secret = None if unasked else _passphrase(arguments, output)
        return keys.load_key(arguments.file, secret, unencrypted=arguments.unencrypted)

    return key_views.of_file(arguments.file, signer)


def _facts(view: KeyView) -> dict[str, object]:
    return {
        "kind": view.kind,
        "curve": view.public_key.curve.name,
        "algorithm": view.algorithm,
        "guide": view.guide,
        "public_key": view.public_key.sec1().hex(),
        "fingerprint": view.public_key.fingerprint,
        **view.more,
    }


def _lines(view: KeyView, output: Output) -> list[str]:
    lines = [
        f"  {key.replace('_', '-')}  {value}" for key, value in _facts(view).items() if value != ""
    ]
    if not view.guide:
        lines.append("  " + output.say("no seal of TC260-PG-202511A can be made with this key"))
    return lines


def _old_document(arguments: argparse.Namespace) -> KeyDocument | None:
    """The document to publish in; None where none is named. Raises before anything is made."""
    if not arguments.document:
        return None
    if os.path.lexists(arguments.document):
        found = key_document_json.read_file(arguments.document)
        if arguments.provider not in (None, found.provider):
            raise UsageError(
                "the document is {found}'s, not {given}'s",
                path=printable(arguments.document),
                found=found.provider,
                given=arguments.provider,
            )
        if any(one.id == arguments.id for one in found.keys):
            raise UsageError("the id {id} is taken in this document", id=arguments.id)
        return found
    if not arguments.provider:
        raise UsageError("a new key document needs --provider CODE: whose keys these are")
    return KeyDocument(arguments.provider)


def _write_document(path: str, document: KeyDocument) -> None:
    _write(Target(path, replace=True), key_document_json.write(document))


def _write(target: Target, data: bytes) -> None:
    source = Source.of_bytes(data, target.path)
    write_edited(source, (), target, original=None, verify=lambda _: None)


def _add_passphrase(parser: argparse.ArgumentParser, lang: str) -> None:
    parser.add_argument(
        "--passphrase-file",
        metavar="FILE",
        help=say("the passphrase is this file's first line; else HEGUI_KEY_PASSPHRASE", lang),
    )


def _add_unencrypted(parser: argparse.ArgumentParser, lang: str) -> None:
    parser.add_argument(
        "--unencrypted",
        action="store_true",
        help=say("accept a private key that no passphrase protects", lang),
    )


def _passphrase(arguments: argparse.Namespace, output: Output, *, new: bool = False) -> bytes:
    """From the file, the environment, or a terminal. Raises UsageError where there is none."""
    found = keys.find_passphrase(arguments.passphrase_file)
    if found is not None:
        return found
    if not sys.stdin.isatty():
        raise UsageError(
            "the key's passphrase is not given: use --passphrase-file or {variable}",
            variable=keys.PASSPHRASE_VARIABLE,
        )
    typed = getpass.getpass(output.say("Passphrase: "))
    if new and getpass.getpass(output.say("The same again: ")) != typed:
        raise UsageError("the two passphrases differ")
    return typed.encode()


def _days(text: str) -> int:
    value = int(text)
    if not 0 <= value <= 36_500:
        raise ValueError(text)
    return value

"""``hegui key new``, ``show`` and ``export``: files of keys."""

from __future__ import annotations

import argparse

from hegui.cli import key_documents
from hegui.cli.key_secrets import add_passphrase, add_unencrypted, passphrase, signer_in
from hegui.cli.output import Output
from hegui.errors import UsageError
from hegui.files.source import Source, printable
from hegui.files.target import Target
from hegui.files.writing import check_free, write_edited
from hegui.messages import say
from hegui.seal import key_views, keys, pem
from hegui.seal.key_views import KeyView
from hegui.seal.software import SoftwareSigner

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
    add_passphrase(parser, lang)
    option(
        "--document",
        metavar="JSON",
        help=say("publish the public half in this key document, new or old", lang),
    )
    key_documents.add_publishing(parser, lang)
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
    add_passphrase(parser, lang)
    add_unencrypted(parser, lang)
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
    add_passphrase(parser, lang)
    add_unencrypted(parser, lang)
    parser.set_defaults(run=run_export)


def run_new(arguments: argparse.Namespace, output: Output) -> int:
    """Makes a key; publishes its public half where a document is named."""
    check_free(Target(arguments.file))
    secret = passphrase(arguments, output, new=True)
    signer = SoftwareSigner.new()
    # Whatever can be wrong with the document is found before anything is written.
    document = key_documents.with_key(arguments, signer) if arguments.document else None
    keys.write_key(arguments.file, signer, secret)
    for view in key_views.of_signer(signer):
        record = {"file": arguments.file, "outcome": "made", **_facts(view)}
        output.record(record, printable(arguments.file), *_lines(view, output))
    if document is not None:
        key_documents.write_document(arguments.document, document)
        key_documents.said(arguments.document, document.keys[-1], "published", output)
    return output.status


def run_show(arguments: argparse.Namespace, output: Output) -> int:
    """Shows the public side of whatever the file holds."""
    for view in key_views.of_file(arguments.file, lambda: signer_in(arguments, output)):
        record = {"file": arguments.file, "outcome": "shown", **_facts(view)}
        output.record(record, printable(arguments.file), *_lines(view, output))
    return output.status


def run_export(arguments: argparse.Namespace, output: Output) -> int:
    """Writes or prints one public key."""
    views = key_views.of_file(arguments.file, lambda: signer_in(arguments, output))
    if len(views) != 1:
        raise UsageError(
            "holds {count} keys where one is expected",
            path=printable(arguments.file),
            count=len(views),
        )
    data = _in_form(views[0], arguments.form)
    record: dict[str, object] = {"file": arguments.file, "outcome": "exported", **_facts(views[0])}
    if arguments.output:
        target = Target(arguments.output)
        source = Source.of_bytes(data, arguments.output)
        write_edited(source, (), target, original=None, verify=lambda _: None)
        output.record(record | {"output": arguments.output}, printable(arguments.output))
    elif arguments.form == "der":
        raise UsageError("DER is no text to print: name a file with -o")
    else:
        output.record(record, data.decode().rstrip("\n"))
    return output.status


def _in_form(view: KeyView, form: str) -> bytes:
    if form == "hex":
        return view.public_key.sec1().hex().encode() + b"\n"
    spki = view.public_key.spki()
    return pem.encode(pem.PUBLIC_KEY, spki) if form == "pem" else spki


def _facts(view: KeyView) -> dict[str, object]:
    """One key for programs."""
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
    """One key for people."""
    say = output.say
    kinds = {
        "private": say("a private key"),
        "public": say("a public key"),
        "published": say("a key of a key document"),
        "certificate": say("a certificate"),
    }
    states = {
        "valid": say("valid now"),
        "not-yet-valid": say("not valid yet"),
        "expired": say("no longer valid"),
        "revoked": say("revoked by its owner"),
    }
    more = view.more
    rows = [
        (kinds[view.kind], view.public_key.curve.name),
        (say("Provider"), more.get("provider")),
        (say("Key id"), more.get("id")),
        (say("Subject"), more.get("subject")),
        (say("Issuer"), more.get("issuer")),
        (say("Serial number"), more.get("serial")),
        (say("Valid from"), more.get("not_before")),
        (say("Valid to"), more.get("not_after")),
        (say("State"), states.get(more.get("state", ""))),
        (say("Revoked from"), more.get("revoked_at")),
        (say("Reason"), more.get("reason")),
        (say("Public key"), view.public_key.sec1().hex()),
        (say("Fingerprint (SM3)"), view.public_key.fingerprint),
    ]
    lines = [f"  {title}  {value}" for title, value in rows if value]
    if not view.guide:
        lines.append("  " + say("no seal of TC260-PG-202511A can be made with this key"))
    return lines

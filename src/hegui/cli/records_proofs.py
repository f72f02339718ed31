"""``hegui records proof``, ``verify``, ``checkpoint``, ``export``: what is proved, and to whom."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from hegui.as_json.records import entry_record, verification_record
from hegui.cli.output import Output
from hegui.cli.progress import of_one_work
from hegui.cli.records_lookup import add_which_ledger
from hegui.errors import UsageError
from hegui.extras import needed
from hegui.files.source import Source, open_source, printable
from hegui.files.target import Target
from hegui.files.writing import write_edited
from hegui.ledger.notes import LARGEST as LARGEST_NOTE
from hegui.ledger.notes import Note, VerifierKey
from hegui.ledger.opening import open_ledger
from hegui.ledger.proofs import LARGEST, RecordProof, parse_proof
from hegui.messages import say

if TYPE_CHECKING:
    from hegui.ledger.verification import Verification


def add_proof(
    kinds: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds ``hegui records proof``."""
    parser = kinds.add_parser(
        "proof",
        parents=[shared],
        help=say("a file that proves one record, or that the ledger only grew", lang),
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "position", type=int, nargs="?", help=say("the record's place in the ledger", lang)
    )
    what.add_argument(
        "--since",
        metavar="CHECKPOINT",
        help=say("that it only grew since then: a size, or the file of a checkpoint", lang),
    )
    option = parser.add_argument
    option("--personal", action="store_true", help=say("with the personal members", lang))
    _add_output(parser, lang)
    add_which_ledger(parser, lang)
    parser.set_defaults(run=run_proof)


def add_verify(
    kinds: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds ``hegui records verify``."""
    parser = kinds.add_parser(
        "verify",
        parents=[shared],
        help=say("prove the whole ledger, or proofs in files", lang),
        description=say(
            "Without files: makes the tree anew from every record and holds it against every "
            "signed checkpoint. With files: checks proofs, for which nothing but the public key "
            "is needed. Exit status 1 where something is not as it was signed.",
            lang,
        ),
    )
    option = parser.add_argument
    option("files", nargs="*", metavar="PROOF", help=say("a proof that was exported", lang))
    option(
        "--public-key",
        metavar="KEY",
        help=say("the ledger's public key, or a file with it", lang),
    )
    option(
        "--checkpoint",
        metavar="FILE",
        action="append",
        default=[],
        help=say("a checkpoint that was published, kept outside of the ledger", lang),
    )
    add_which_ledger(parser, lang)
    parser.set_defaults(run=run_verify)


def add_checkpoint(
    kinds: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds ``hegui records checkpoint``."""
    parser = kinds.add_parser(
        "checkpoint",
        parents=[shared],
        help=say("the signed checkpoint, to be kept outside", lang),
    )
    option = parser.add_argument
    option("--size", type=int, metavar="N", help=say("of the first N records", lang))
    option("--public-key", action="store_true", help=say("the public key instead", lang))
    option("--add", metavar="FILE", help=say("add witnesses' signatures on a checkpoint", lang))
    option(
        "--witness",
        metavar="KEY",
        action="append",
        default=[],
        help=say("a witness's public key, or a file with it", lang),
    )
    _add_output(parser, lang)
    add_which_ledger(parser, lang)
    parser.set_defaults(run=run_checkpoint)


def add_export(
    kinds: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds ``hegui records export``."""
    parser = kinds.add_parser(
        "export",
        parents=[shared],
        help=say("write the log as tiles for mirrors and monitors (C2SP tlog-tiles)", lang),
    )
    parser.add_argument("directory", metavar="DIR", help=say("where; only what is new", lang))
    add_which_ledger(parser, lang)
    parser.set_defaults(run=run_export)


def run_proof(arguments: argparse.Namespace, output: Output) -> int:
    """Writes one proof."""
    with open_ledger(arguments.ledger, config=arguments.config, create=False) as ledger:
        if arguments.since is None:
            proof = ledger.prove(arguments.position, personal=arguments.personal).dump()
        else:
            proof = ledger.prove_consistency(_since(arguments.since)).dump()
    return _put(proof, arguments.output, output)


def run_verify(arguments: argparse.Namespace, output: Output) -> int:
    """Proves the ledger, or each proof."""
    key = _key(arguments.public_key) if arguments.public_key else None
    if arguments.files:
        if key is None:
            raise UsageError(
                "a proof is believed for its key alone: give --public-key, as you have it from "
                "the ledger's owner"
            )
        for path in arguments.files:
            _verify_proof(path, key, output)
        return output.status
    published = [Note.parse(_read(path, LARGEST_NOTE)) for path in arguments.checkpoint]
    with open_ledger(arguments.ledger, config=arguments.config, create=False) as ledger:
        shown = of_one_work(ledger.database.address.shown, output.lang)
        found = ledger.verify(key, published, shown)
    if not found.intact:
        output.reach(1)
    output.record(
        {"outcome": "verified"} | verification_record(found, output.lang),
        *_lines(found, output, trusted=key is not None, published=len(published)),
    )
    return output.status


def run_checkpoint(arguments: argparse.Namespace, output: Output) -> int:
    """Prints a signed checkpoint or the public key, or adds witnesses' signatures."""
    witnesses = tuple(_key(one) for one in arguments.witness)
    if bool(arguments.add) != bool(witnesses):
        raise UsageError("--add needs --witness, whose signatures are added, and --witness --add")
    with open_ledger(arguments.ledger, config=arguments.config, create=False) as ledger:
        if arguments.public_key:
            return _put(f"{ledger.state().key}\n".encode(), arguments.output, output)
        if arguments.add:
            from hegui.ledger.reading_tree import add_cosignatures

            note = Note.parse(_read(arguments.add, LARGEST_NOTE))
            with ledger.database.writing() as connection:
                new = add_cosignatures(connection, note, witnesses)
            output.record({"outcome": "added", "new": new}, output.say("{new} added", new=new))
            return output.status
        note = ledger.checkpoint(arguments.size)
    return _put(str(note).encode(), arguments.output, output)


def run_export(arguments: argparse.Namespace, output: Output) -> int:
    """Writes tiles, bundles and the checkpoint."""
    with needed("ledger"):
        from hegui.ledger.exporting import export
    shown = of_one_work(printable(arguments.directory), output.lang)
    with (
        open_ledger(arguments.ledger, config=arguments.config, create=False) as ledger,
        ledger.database.reading() as connection,
    ):
        done = export(connection, arguments.directory, shown)
    output.record(
        {
            "outcome": "exported",
            "size": done.size,
            "minimum": done.minimum,
            "written": done.written,
        },
        output.say("{size} records, {written} files written", size=done.size, written=done.written),
    )
    return output.status


def _verify_proof(path: str, key: VerifierKey, output: Output) -> None:
    proof = parse_proof(_read(path, LARGEST))
    problem = proof.problem(key)
    said: dict[str, object] = {
        "file": path,
        "outcome": "proved" if problem is None else "not-proved",
    }
    if problem is not None:
        output.reach(1)
        reason = problem.say(output.lang)
        output.record(said | {"reason": reason}, f"{printable(path)}: {reason}")
    elif isinstance(proof, RecordProof):
        entry = proof.decode()
        line = output.say("record {position} is in the ledger", position=entry.position)
        output.record(said | entry_record(entry), f"{printable(path)}: {line}")
    else:
        line = output.say("the ledger only grew")
        output.record(said, f"{printable(path)}: {line}")


def _lines(found: Verification, output: Output, *, trusted: bool, published: int) -> Iterator[str]:
    say = output.say
    yield f"{found.origin}: " + say(
        "{size} records, {checkpoints} signed checkpoints",
        size=found.size,
        checkpoints=found.checkpoints,
    )
    if found.let_go:
        yield "  " + say("{count} let go by retention", count=found.let_go)
    if found.erased:
        yield "  " + say("of {count} the personal members are erased", count=found.erased)
    for one in found.findings:
        yield f"  ! {one.notice.say(output.lang)}"
    if found.count > len(found.findings):
        yield "  " + say("and {count} more", count=found.count - len(found.findings))
    if found.intact:
        yield "  " + say("everything is as it was signed")
    if not trusted:
        yield "  " + say(
            "believed was the public key that is stored beside the records; --public-key names "
            "one that you keep yourself"
        )
    if not published:
        yield "  " + say(
            "no published checkpoint was compared (--checkpoint): an end cut off together with "
            "its checkpoints would not be missed"
        )


def _since(text: str) -> Note | int:
    return int(text) if text.isascii() and text.isdigit() else Note.parse(_read(text, LARGEST_NOTE))


def _key(text: str) -> VerifierKey:
    """A public key given, or in a file."""
    if "+" in text and not os.path.exists(text):
        return VerifierKey.parse(text)
    return VerifierKey.parse(_read(text, LARGEST_NOTE).decode("utf-8", "replace"))


def _read(path: str, most: int) -> bytes:
    """A small file whole; one that is larger is cut off behind its ceiling, and so refused."""
    with open_source(path, whole_up_to=most) as source:
        return source.read(0, min(source.size, most + 1))


def _add_output(parser: argparse.ArgumentParser, lang: str) -> None:
    parser.add_argument("-o", "--output", metavar="FILE", help=say("a new file for it", lang))


def _put(data: bytes, path: str | None, output: Output) -> int:
    if path is None:
        sys.stdout.write(data.decode())
        return output.status
    source = Source.of_bytes(data, path)
    write_edited(source, (), Target(path), original=None, verify=lambda _: None)
    output.record({"outcome": "written", "target": path}, printable(path))
    return output.status

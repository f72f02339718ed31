"""``hegui rules export``: the catalogue in other tools' forms."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator

from hegui.catalog import load
from hegui.catalog.exports import export as exported
from hegui.catalog.selecting import Selection
from hegui.cli.output import Output
from hegui.cli.rules_days import markets
from hegui.errors import UsageError
from hegui.files.source import Source
from hegui.files.target import Target, make_directory
from hegui.files.writing import write_edited

_BLOCK = 1024 * 1024


def export(arguments: argparse.Namespace, output: Output) -> int:
    """Writes one form: to standard output, a file, or for several files a directory."""
    catalog = load()
    selection = Selection(markets(catalog, arguments.market), output.lang)
    found = exported(catalog, arguments.form, selection)
    if arguments.output is None:
        if found.single is None:
            raise UsageError(
                "{form} is several files; name a directory: -o DIR", form=arguments.form
            )
        sys.stdout.write(found.single)
        return output.status
    if found.single is not None:
        _write(arguments, output, arguments.output, found.single)
        return output.status
    make_directory(arguments.output)
    for name, text in found.files.items():
        _write(arguments, output, os.path.join(arguments.output, name), text)
    return output.status


def _write(arguments: argparse.Namespace, output: Output, path: str, text: str) -> None:
    write_text(path, text, overwrite=arguments.overwrite)
    output.record({"outcome": "written", "file": path}, output.say("{file}: written", file=path))


def write_text(path: str, text: str, *, overwrite: bool) -> None:
    """A text file, read back before it takes its name. Raises CannotWrite."""
    write_bytes(path, text.encode(), overwrite=overwrite)


def write_bytes(path: str, data: bytes, *, overwrite: bool) -> None:
    """A file, read back before it takes its name. Raises CannotWrite."""

    def verify(made: Source) -> None:
        if made.size != len(data) or b"".join(_blocks(made)) != data:
            raise made.broken("does not read back as it was written", "")

    target = Target(path, replace=overwrite)
    write_edited(Source.of_bytes(data, path), (), target, original=None, verify=verify)


def _blocks(source: Source) -> Iterator[bytes]:
    for at in range(0, source.size, _BLOCK):
        yield source.read(at, min(_BLOCK, source.size - at))

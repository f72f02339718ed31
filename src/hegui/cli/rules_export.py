"""``hegui rules export``: the catalogue in other tools' forms."""

from __future__ import annotations

import argparse
import os
import sys

from hegui.catalog import load
from hegui.catalog.exports import export as exported
from hegui.catalog.selecting import Selection
from hegui.cli.output import Output
from hegui.cli.reports import into
from hegui.cli.rules_days import markets
from hegui.errors import UsageError
from hegui.files.target import make_directory


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
    with into(path, overwrite=arguments.overwrite) as file:
        file.write(text)
    output.record({"outcome": "written", "file": path}, output.say("{file}: written", file=path))

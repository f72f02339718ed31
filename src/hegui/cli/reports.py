"""Where reports go: standard output, or a file that takes its name when it is complete."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from hegui.cli.output import Output
from hegui.errors import CannotWrite, UsageError
from hegui.files.source import printable
from hegui.files.target import TEMPORARY_SUFFIX
from hegui.messages import say
from hegui.render.forms import FORMS
from hegui.render.report import Writer

_BY_SUFFIX = {
    ".json": "json",
    ".html": "html",
    ".htm": "html",
    ".sarif": "sarif",
    ".csv": "csv",
    ".txt": "text",
}


def add_report(parser: argparse.ArgumentParser, lang: str) -> None:
    """The form of the report and where it goes."""
    option = parser.add_argument
    option(
        "--format",
        choices=tuple(FORMS),
        help=say("form of the report; default: by the name of -o, else text", lang),
    )
    option("-o", "--output", metavar="FILE", help=say("write the report into this file", lang))
    option("--overwrite", action="store_true", help=say("replace a report that exists", lang))


def form_of(arguments: argparse.Namespace) -> str:
    """The form asked for. Raises UsageError where --json and --format contradict."""
    if arguments.json:
        if arguments.format not in (None, "json"):
            raise UsageError("--json and --format {form} contradict", form=arguments.format)
        return "json"
    suffix = os.path.splitext(arguments.output or "")[1].lower()
    return arguments.format or _BY_SUFFIX.get(suffix, "text")


@contextmanager
def report(arguments: argparse.Namespace, output: Output) -> Iterator[Writer]:
    """The writer of the report that the command line asks for.

    Raises UsageError, CannotWrite. A file is only there when the report is complete.
    """
    make = FORMS[form_of(arguments)]
    if arguments.output is None:
        yield make(sys.stdout, output.lang)
        return
    with into(arguments.output, overwrite=arguments.overwrite) as file:
        yield make(file, output.lang)


@contextmanager
def into(path: str, *, overwrite: bool) -> Iterator[TextIO]:
    """A text file that takes its name when all of it is written. Raises CannotWrite."""
    name = printable(path)
    if os.path.lexists(path) and not overwrite:
        raise CannotWrite("exists already; --overwrite replaces it", path=name)
    temporary = ""
    try:
        folder = os.path.dirname(path) or "."
        descriptor, temporary = tempfile.mkstemp(suffix=TEMPORARY_SUFFIX, prefix=".", dir=folder)
        # The bytes are the same on every system; CSV brings its own line ends.
        with open(descriptor, "w", encoding="utf-8", newline="") as file:
            yield file
        os.chmod(temporary, 0o666 & ~_mask())
        os.replace(temporary, path)
        temporary = ""
    except OSError as error:
        raise CannotWrite(
            "cannot be written: {cause}", path=name, cause=error.strerror or str(error)
        ) from error
    finally:
        if temporary:
            os.unlink(temporary)


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def is_same(path: str, other: str) -> bool:
    """Whether both name one file that exists."""
    try:
        return os.path.samefile(path, other)
    except (OSError, ValueError):
        return False


Thumbnail = Callable[[str], str]
MOST_THUMBNAILS = 1000
"""Pictures beyond that stand in a page without one, so that it stays a page."""


def thumbnails(form: str) -> Thumbnail:
    """What makes the small pictures of a page; of nothing, where none are wanted or possible."""
    if form == "html":
        try:
            from hegui.explicit.pictures.thumbnails import thumbnail
        except ImportError:  # without the extra image a page has no pictures
            return _none
        left = iter(range(MOST_THUMBNAILS))
        return lambda path: thumbnail(path) if next(left, None) is not None else ""
    return _none


def _none(path: str) -> str:
    return ""

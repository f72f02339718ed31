"""Where a command's results go: new files below one directory, or the originals replaced."""

from __future__ import annotations

import argparse
import os
from contextlib import AbstractContextManager, nullcontext

from hegui.cli.inputs import Input, check_directory, several
from hegui.errors import CannotWrite, UsageError
from hegui.files.source import printable
from hegui.files.syncing import SyncBehind
from hegui.files.target import Target, make_directory
from hegui.messages import say


def add_results(parser: argparse.ArgumentParser, lang: str, *, required: bool = False) -> None:
    """The options that say where results go."""
    where = parser.add_mutually_exclusive_group(required=required)
    where.add_argument(
        "-o", "--output", metavar="DIR", help=say("write new files into this directory", lang)
    )
    where.add_argument("--in-place", action="store_true", help=say("replace the originals", lang))
    parser.add_argument(
        "--overwrite", action="store_true", help=say("replace files already in DIR", lang)
    )


def check_number(arguments: argparse.Namespace) -> None:
    """Raises UsageError for a content number that is empty, or one for several files."""
    if arguments.id == "":
        raise UsageError("--id must not be empty")
    if arguments.id is not None and several(arguments.files):
        raise UsageError("--id names one content: it cannot be given to several files")


class Results:
    """The results of one run. ``output`` is the directory, None where originals are replaced;
    ``durable`` syncs every file by itself, and not many together."""

    def __init__(self, output: str | None, *, overwrite: bool, durable: bool) -> None:
        self.output = output
        self.overwrite = overwrite
        self.durable = durable
        self._taken: set[str] = set()
        """Every path written so far: two inputs of one name must not become one result."""
        self._made: set[str] = set()
        """Every directory of results that is there."""

    @classmethod
    def of(cls, arguments: argparse.Namespace) -> Results:
        """Those that the options say. Raises UsageError."""
        check_directory(arguments.output)
        return cls(
            arguments.output,
            overwrite=arguments.overwrite,
            durable=not several(arguments.files),
        )

    def together(self) -> AbstractContextManager[SyncBehind | None]:
        """What syncs many new files together, and is told of each; None where each syncs itself."""
        if self.durable or self.output is None:
            return nullcontext()
        return SyncBehind(self.output)

    def target(self, file: Input) -> Target:
        """Where the result of one input goes. Raises CannotWrite, UsageError."""
        if self.output is None:
            return Target.over(file.path)
        goal = os.path.join(self.output, file.below)
        directory = os.path.dirname(goal)
        if directory not in self._made:
            make_directory(directory)
            self._made.add(directory)
        if goal in self._taken:
            raise CannotWrite(
                "is the result of another file of the same name; give them different directories",
                path=printable(goal),
            )
        self._taken.add(goal)
        return Target.at(goal, file.path, overwrite=self.overwrite, durable=self.durable)

"""Where a result goes: over its original, or to a new file that nothing else is lost for."""

from __future__ import annotations

import os
import stat
from typing import NamedTuple

from hegui.errors import CannotWrite, UsageError
from hegui.files.source import printable

TEMPORARY_SUFFIX = ".hegui-tmp"
"""How a new file is called until it takes its target's name."""


def make_directory(path: str) -> None:
    """Makes a directory for results, and those above it. Raises CannotWrite."""
    if path and not os.path.isdir(path):
        try:
            os.makedirs(path, exist_ok=True)
        except (OSError, ValueError) as error:
            cause = getattr(error, "strerror", None) or str(error)
            name = printable(path)
            raise CannotWrite("cannot be written: {cause}", path=name, cause=cause) from error


class Target(NamedTuple):
    """Where a new file goes.

    ``replace`` allows a file of that name to be replaced (the original itself, or an older
    output); without it an existing file is an error. ``durable`` syncs file and directory
    before the call returns; a caller that writes many new files may sync them together
    (``syncing.SyncBehind``). What replaces a file is always synced before the rename.
    ``in_place`` says that the original is at ``path`` itself, and nowhere else. ``private``
    makes a new file readable by its owner alone.
    """

    path: str
    replace: bool = False
    durable: bool = True
    in_place: bool = False
    private: bool = False

    @classmethod
    def over(cls, path: str) -> Target:
        """The file at ``path`` itself; a link's own file, so that the link stays one.

        Raises CannotWrite for a path that no file can have.
        """
        try:
            # Only a link is resolved: the directories above may be closed to us.
            there = os.path.realpath(path) if os.path.islink(path) else path
            return cls(there, replace=True, in_place=True)
        except ValueError as error:  # a zero character
            name = printable(path)
            raise CannotWrite("cannot be written: {cause}", path=name, cause=str(error)) from error

    @classmethod
    def at(cls, output: str, path: str, *, overwrite: bool, durable: bool = True) -> Target:
        """``output``, or a file of ``path``'s name in it where it is a directory.

        A name that ends in a slash is a directory, and is made. Raises UsageError where the
        target is ``path`` itself, CannotWrite where the directory cannot be made.
        """
        if output.endswith("/"):
            make_directory(output)
        there = _status(output)
        if there is not None and stat.S_ISDIR(there.st_mode):
            output = os.path.join(output, os.path.basename(path))
            there = _status(output)
        original = None if there is None else _status(path)
        if there is not None and original is not None and os.path.samestat(there, original):
            raise UsageError(
                "the result would replace the original, which is done only when you ask for that",
                path=printable(path),
            )
        return cls(output, replace=overwrite, durable=durable)

    @classmethod
    def chosen(cls, output: str | None, path: str, *, in_place: bool, overwrite: bool) -> Target:
        """Over ``path`` where ``in_place`` says so, else at ``output``: one of the two is said.

        Raises UsageError where both or neither are, and what ``over`` and ``at`` raise.
        """
        if in_place == (output is not None):
            raise UsageError("say either where the result goes or that it replaces the original")
        return cls.over(path) if output is None else cls.at(output, path, overwrite=overwrite)


def _status(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)
    except (OSError, ValueError):  # what is wrong with it, opening or writing will tell
        return None

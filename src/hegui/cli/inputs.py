"""The files a command line names: paths, directories, patterns and standard input."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import NamedTuple

from hegui.config import FILE_NAME
from hegui.errors import CannotRead, HeguiError, UsageError
from hegui.files.source import printable
from hegui.files.target import TEMPORARY_SUFFIX
from hegui.implicit.sidecar import SUFFIX

STANDARD = "-"


class Input(NamedTuple):
    """One file to work on; ``below`` is its path below the directory that was named."""

    path: str
    below: str
    fault: HeguiError | None = None
    """Why nothing can be done with what was named here; said like a file's own failure."""

    @property
    def standard(self) -> bool:
        """Whether it is standard input."""
        return self.path == STANDARD


def inputs(words: list[str], *, output: str | None = None) -> Iterator[Input]:
    """Every file that ``words`` name, directories walked in order of name.

    Within directories, hidden files, XMP sidecars, hegui.toml, links to directories and
    everything that is not a regular file are passed over, and so is the directory ``output``,
    which holds results and not what they are made from.
    A pattern that matches nothing, a remote address and a directory that cannot be opened are
    inputs with a fault, so that they do not stop the others.
    """
    for word in words:
        if word == STANDARD:
            yield Input(word, word)
        elif "://" in word:
            template = "remote addresses are not read in this version: {address}"
            yield Input(word, word, UsageError(template, address=word))
        elif os.path.isdir(word):
            empty = True
            for found in _walk(word, "", os.path.realpath(output) if output else None):
                empty = False
                yield found
            if empty:
                template = "holds no file that is looked at (hidden files are passed over)"
                yield Input(word, word, CannotRead(template, path=printable(word)))
        elif os.path.lexists(word) or not _is_pattern(word):
            yield Input(word, os.path.basename(word))
        else:
            yield from _matching(word)


def once(files: Iterator[Input], words: list[str]) -> Iterator[Input]:
    """``files``, each once by whichever words it is reached: what is written of it is one result.

    A link is a file of its own name, as its result is.
    """
    if not several(words):
        yield from files
        return
    folders: dict[str, str] = {}
    seen: set[str] = set()
    for file in files:
        if file.fault is None and not file.standard:
            folder, name = os.path.split(file.path)
            if folder not in folders:
                folders[folder] = os.path.realpath(folder)
            path = os.path.join(folders[folder], name)
            if path in seen:
                continue
            seen.add(path)
        yield file


def several(words: list[str]) -> bool:
    """Whether ``words`` may name more than one file."""
    return len(words) > 1 or any(
        os.path.isdir(word) or (not os.path.lexists(word) and _is_pattern(word)) for word in words
    )


def check_directory(path: str | None) -> None:
    """Raises UsageError where a directory for results is named that is something else."""
    if path is not None and os.path.lexists(path) and not os.path.isdir(path):
        raise UsageError("-o names a directory, and {name} is none", name=printable(path))


def _is_pattern(word: str) -> bool:
    import glob  # the shell has expanded most patterns

    return glob.has_magic(word)


def _matching(pattern: str) -> Iterator[Input]:
    import glob

    found = sorted(glob.glob(pattern, recursive=True))
    if not found:
        yield Input(pattern, pattern, CannotRead("matches no file", path=printable(pattern)))
    for path in found:
        if os.path.isfile(path):
            yield Input(path, os.path.basename(path))


def _walk(directory: str, below: str, output: str | None) -> Iterator[Input]:
    try:
        with os.scandir(directory) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        cause = error.strerror or str(error)
        fault = CannotRead("cannot be opened: {cause}", path=printable(directory), cause=cause)
        yield Input(directory, below, fault)
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name.endswith(TEMPORARY_SUFFIX):
            continue
        relative = os.path.join(below, entry.name)
        if entry.is_dir(follow_symlinks=False):
            if output is None or os.path.realpath(entry.path) != output:
                yield from _walk(entry.path, relative, output)
        elif entry.is_file() and not _accompanies(entry):
            yield Input(entry.path, relative)


def _accompanies(entry: os.DirEntry[str]) -> bool:
    """Whether it is another file's sidecar, or hegui's own configuration."""
    name = entry.name
    return name == FILE_NAME or (
        name.endswith(SUFFIX) and os.path.exists(entry.path.removesuffix(SUFFIX))
    )

"""Writing a file without ever losing one.

A new file is written beside its target under a temporary name, read back, and only then takes
the target's name; a fault or a kill at any point leaves the original as it was. What a killed
process leaves behind is a hidden file ending in ``.hegui-tmp``: it is safe to delete, hegui
never does (it may be another process's), and directory walks pass it over.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from hegui.errors import CannotWrite, FileChanged, HeguiError, ReadBackFailed
from hegui.files.copying import copy_edited
from hegui.files.edits import Edits
from hegui.files.inheriting import inherit
from hegui.files.source import Source, printable
from hegui.files.syncing import sync_directory
from hegui.files.target import TEMPORARY_SUFFIX, Target

# Of the target's name; with what is added to it within any file system's limit (eCryptfs: 143).
_NAME_KEPT = 100
_CREATE = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
_NO_LINKS = (
    errno.EPERM,
    errno.ENOTSUP,
    errno.EOPNOTSUPP,
    errno.ENOSYS,
    errno.EMLINK,
    errno.EACCES,
)


def write_edited(
    source: Source,
    edits: Edits,
    target: Target,
    *,
    original: str | None,
    verify: Callable[[Source], None],
    stands_for: Source | None = None,
) -> None:
    """Writes ``source`` with ``edits`` made to ``target``.

    ``verify`` is given the new file as a Source before it takes its name and raises where the
    label does not read back. ``original`` is the path ``source`` was opened from, or, where
    ``source`` is a work made of an original, the path that ``stands_for`` was opened from: its
    mode and times are kept (where it is itself replaced, owner, access list and extended
    attributes too), and a change of it meanwhile is FileChanged. Other hard links of a replaced
    original keep the old content.
    Raises CannotWrite, FileChanged, and whatever ``verify`` raises.
    """
    over = check_free(target)
    with _temporary(target) as temporary:
        synced = target.durable or over
        _fill(temporary, source, edits, target, original, stands_for or source, verify, synced)
        _publish(temporary, target, over=over)
    if target.durable:
        sync_directory(os.path.dirname(target.path))


@contextmanager
def private_file(target: Target) -> Iterator[str]:
    """A new, empty file beside ``target`` that nobody else may read, for a work that is made of
    an original before it is labelled. :func:`publish` gives it the target's name; else it goes.
    Raises CannotWrite."""
    check_free(target)
    with _temporary(target) as temporary:
        os.close(os.open(temporary, _CREATE, 0o600))
        yield temporary


def publish(made: str, target: Target, *, original: str, stands_for: Source) -> None:
    """Gives a finished file (see :func:`private_file`) the name of ``target``.

    ``original`` is the path of the file it was made of, ``stands_for`` its open Source: what
    :func:`write_edited` keeps of it is kept here as well. Raises CannotWrite, FileChanged.
    """
    in_place = _is_at(target, original)
    over = check_free(target)
    before = _before(stands_for)
    descriptor = os.open(made, os.O_RDWR | os.O_CLOEXEC)
    try:
        if before is not None:
            replaced = stands_for.descriptor if in_place else None
            inherit(descriptor, os.fstat(descriptor), before, replaced)
        if target.durable or over:
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
    if before is not None:
        _check_unchanged(stands_for, before, target.path if in_place else None)
    _publish(made, target, over=over)
    if target.durable:
        sync_directory(os.path.dirname(target.path))


@contextmanager
def _temporary(target: Target) -> Iterator[str]:
    """A temporary name beside ``target``, free again at the end; OSErrors become CannotWrite."""
    temporary = _temporary_path(target.path)
    try:
        try:
            yield temporary
        finally:
            with suppress(OSError):
                os.unlink(temporary)
    except BaseException as error:
        # Again, because Ctrl-C may have come between the lines above.
        with suppress(OSError):
            os.unlink(temporary)
        if isinstance(error, OSError):
            raise _cannot_write(error, printable(target.path)) from error
        if isinstance(error, HeguiError) and (error.path or "").startswith(printable(temporary)):
            error.path = printable(target.path)  # the name that the user knows
        raise


def check_free(target: Target) -> bool:
    """Whether a file stands at ``target`` that will be replaced.

    Raises CannotWrite where ``target`` exists and may not be replaced, or no file can have its
    name (a zero character in it).
    """
    try:
        os.lstat(target.path)
    except OSError:
        return False
    except ValueError as error:
        name = printable(target.path)
        raise CannotWrite("cannot be written: {cause}", path=name, cause=str(error)) from error
    if not target.replace:
        raise _exists_already(printable(target.path))
    return True


def _fill(
    temporary: str,
    source: Source,
    edits: Edits,
    target: Target,
    original: str | None,
    stands_for: Source,
    verify: Callable[[Source], None],
    synced: bool,
) -> None:
    """Makes the new file under its temporary name, complete and checked, and on the disk where it
    is to be ``synced``."""
    name = printable(target.path)
    before = _before(stands_for)
    in_place = original is not None and _is_at(target, original)
    # Nobody else may read a copy of a private file, not even before its mode is set.
    private = before is not None or target.private
    descriptor = os.open(temporary, _CREATE, 0o600 if private else 0o666)
    try:
        length = copy_edited(source, edits, descriptor)
        written = os.fstat(descriptor)
        _check_length(written.st_size, length, name)
        verify(Source(name, length, descriptor=descriptor))
        if before is not None:
            inherit(descriptor, written, before, stands_for.descriptor if in_place else None)
        if synced:
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
    if before is not None:
        _check_unchanged(stands_for, before, target.path if in_place else None)


def _temporary_path(path: str) -> str:
    """A path beside ``path`` that nobody can guess."""
    directory, slash, base = path.rpartition("/")
    kept = base
    if len(base) > _NAME_KEPT // 4:  # it may be too long, and not in ASCII
        # Cut between characters: some systems refuse names that are not in their encoding.
        kept = os.fsencode(base)[:_NAME_KEPT].decode(sys.getfilesystemencoding(), "ignore")
    return f"{directory}{slash}.{kept}.{os.urandom(6).hex()}{TEMPORARY_SUFFIX}"


def _before(source: Source) -> os.stat_result | None:
    """The original's status from before it was read; None where there is no original file."""
    if source.opened is not None or source.descriptor is None:
        return source.opened
    return os.fstat(source.descriptor)


def _is_at(target: Target, original: str) -> bool:
    """Whether the target replaces the original itself."""
    return target.replace and os.path.realpath(target.path) == os.path.realpath(original)


def _check_length(have: int, length: int, name: str) -> None:
    if have != length:
        raise ReadBackFailed(
            "the new file is {have} bytes long instead of {length}",
            path=name,
            have=have,
            length=length,
        )


def _check_unchanged(source: Source, before: os.stat_result, replaced: str | None) -> None:
    assert source.descriptor is not None
    after = os.fstat(source.descriptor)
    same = source.size == before.st_size and (
        (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    )
    if same and replaced is not None:
        # The name may have been given to another file meanwhile; that one must not be lost,
        # nor a change whose time was set back, nor one of mode or owner.
        try:
            there = os.stat(replaced)
        except FileNotFoundError:
            same = False
        else:
            same = (there.st_dev, there.st_ino, there.st_ctime_ns) == (
                before.st_dev,
                before.st_ino,
                before.st_ctime_ns,
            )
    if not same:
        raise FileChanged(
            "changed while hegui was working on it; nothing was written", path=source.name
        )


def _publish(temporary: str, target: Target, *, over: bool) -> None:
    """Gives a file its name; ``over`` says that one stood there, and that this one is synced."""
    if over:
        os.replace(temporary, target.path)
        return
    try:
        # A link fails where the name has been taken meanwhile; a rename would replace it.
        os.link(temporary, target.path, follow_symlinks=False)
    except FileExistsError as error:
        if not target.replace:
            raise _exists_already(printable(target.path)) from error
        _sync(temporary)  # what is replaced may be whole, and this one not yet on the disk
        os.replace(temporary, target.path)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        # No links here (FAT, some network mounts): what appears between these two calls is
        # lost, and nothing in POSIX closes that gap.
        if os.path.lexists(target.path):
            if not target.replace:
                raise _exists_already(printable(target.path)) from error
            _sync(temporary)
        os.rename(temporary, target.path)


def _sync(path: str) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _exists_already(name: str) -> CannotWrite:
    return CannotWrite("exists already; it is replaced only when you ask for that", path=name)


def _cannot_write(error: OSError, name: str) -> CannotWrite:
    return CannotWrite("cannot be written: {cause}", path=name, cause=error.strerror or str(error))

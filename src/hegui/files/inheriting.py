"""What a new file takes over from the original that it stands for."""

from __future__ import annotations

import errno
import os
import stat

_UNSUPPORTED = (errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)
# Capabilities and integrity hashes (security.capability, security.ima) belong to the content.
_KEPT = ("user.", "security.selinux")
_ACCESS_LIST = "system."  # POSIX and NFSv4 access lists


def inherit(
    new: int, owned: os.stat_result, original: os.stat_result, replaced: int | None
) -> None:
    """Mode and times of ``original`` for the open file ``new``, whose status is ``owned``.

    ``replaced`` is the open original where the new file takes its place: owner, access list
    and extended attributes are kept then as well. What the system refuses to keep is left out
    in such a way that nobody may do more with the new file than with the original.
    """
    mode = stat.S_IMODE(original.st_mode)
    same_rights = True
    if replaced is not None:
        same_rights = _copy_attributes(replaced, new)
        _copy_owner(original, new)
        owned = os.fstat(new)
    if (original.st_uid, original.st_gid) != (owned.st_uid, owned.st_gid):
        mode &= ~(stat.S_ISUID | stat.S_ISGID)  # they would lend another owner's rights
    if replaced is not None and not (same_rights and original.st_gid == owned.st_gid):
        # Another group, or one whose bits were an access list's mask, gets what everybody has.
        mode &= ~stat.S_IRWXG | (mode & stat.S_IRWXO) << 3
    with _WHERE_POSSIBLE:
        os.fchmod(new, mode)
    with _WHERE_POSSIBLE:
        os.utime(new, ns=(original.st_atime_ns, original.st_mtime_ns))


def _copy_attributes(source: int, target: int) -> bool:
    """Whether the access lists are the same now."""
    if not hasattr(os, "listxattr"):  # Python has these calls on Linux alone
        return True
    wanted = _attributes(source)
    same = True
    for name in _attributes(target):
        # From the directory's default access list; the original may have been without.
        if name.startswith(_ACCESS_LIST) and name not in wanted:
            os.removexattr(target, name)
    for name in wanted:
        if name.startswith(_ACCESS_LIST):
            try:
                os.setxattr(target, name, os.getxattr(source, name))
            except OSError:
                same = False
        elif name.startswith(_KEPT):
            with _WHERE_POSSIBLE:
                os.setxattr(target, name, os.getxattr(source, name))
    return same


def _attributes(descriptor: int) -> list[str]:
    names: list[str] = []
    with _WHERE_POSSIBLE:
        names = os.listxattr(descriptor)
    return names


def _copy_owner(original: os.stat_result, target: int) -> None:
    mine = os.fstat(target)
    if (mine.st_uid, mine.st_gid) == (original.st_uid, original.st_gid):
        return
    try:
        os.fchown(target, original.st_uid, original.st_gid)
    except OSError:
        # Only root gives files away; to a group of one's own one may.
        with _WHERE_POSSIBLE:
            os.fchown(target, -1, original.st_gid)


class _WherePossible:
    """Passes over what this user may not do, or this file system cannot."""

    __slots__ = ()

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: object
    ) -> bool:
        return isinstance(error, PermissionError) or (
            isinstance(error, OSError) and error.errno in _UNSUPPORTED
        )


_WHERE_POSSIBLE = _WherePossible()

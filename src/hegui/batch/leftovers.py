"""What a worker that was killed leaves beside its target: a hidden file that nobody will finish."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress

from hegui.batch.contract import is_remote
from hegui.files.target import TEMPORARY_SUFFIX

_NAME = re.compile(r"\.(?P<base>.+)\.[0-9a-f]{12}" + re.escape(TEMPORARY_SUFFIX), re.DOTALL)
_KEPT = 25  # characters of a long name that surely stand in the temporary one


def remove_leftovers(target: str, names: Iterable[str]) -> int:
    """Removes the temporary files of outputs whose workers are dead; how many there were.

    Only of names that the batch has begun: who calls it has the manifest to itself, so that no
    process of the batch is at work on them.
    """
    if is_remote(target):
        return 0  # nothing is written there under a temporary name
    wanted: defaultdict[str, set[str]] = defaultdict(set)
    for name in names:
        folder, _, base = name.rpartition("/")
        wanted[folder].add(base)
    removed = 0
    for folder, bases in wanted.items():
        with suppress(OSError), os.scandir(os.path.join(target, folder)) as entries:
            for entry in entries:
                found = _NAME.fullmatch(entry.name)
                if found and _is_of(found["base"], bases):
                    with suppress(OSError):
                        os.unlink(entry.path)
                        removed += 1
    return removed


def _is_of(kept: str, bases: set[str]) -> bool:
    """Whether a temporary file is of one of some names; a long name is cut short in it."""
    return kept in bases or (len(kept) >= _KEPT and any(base.startswith(kept) for base in bases))

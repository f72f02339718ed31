"""The words that are argparse's own: in which language it says them."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def argparse_says(word: Callable[[str], str]) -> Iterator[None]:
    """Within it, argparse says ``word`` of each of its English words.

    It says "usage:" or "invalid choice" through gettext, which it imports under the two names
    ``_`` and ``ngettext``, and which looks for a catalogue file at every word.
    """
    names = vars(argparse)
    before = {name: names[name] for name in ("_", "ngettext")}
    names.update(_=word, ngettext=lambda one, many, number: word(one if number == 1 else many))
    try:
        yield
    finally:
        names.update(before)

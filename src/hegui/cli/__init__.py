"""The command line: one module a verb. It holds no rule of its own."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_INTERRUPTED = 130  # what a shell reports for a program that Ctrl-C ended


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; returns its exit status.

    0 done; 1 a finding; 2 wrong use; 3 a file could not be read or written (3 before 1).
    """
    try:
        from hegui.cli.command import run  # Ctrl-C may come while this is loaded

        return run(argv)
    except KeyboardInterrupt:
        return _INTERRUPTED

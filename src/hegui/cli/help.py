"""Help as argparse writes it, without what makes every command start slowly."""

from __future__ import annotations

import argparse
import os


class Help(argparse.HelpFormatter):
    """argparse's help, as wide as the terminal.

    argparse makes a formatter for every option that is added, and imports shutil for its width.
    """

    def __init__(
        self,
        prog: str,
        indent_increment: int = 2,
        max_help_position: int = 24,
        width: int | None = None,
    ) -> None:
        super().__init__(prog, indent_increment, max_help_position, width or columns() - 2)


def columns() -> int:
    """The width of the terminal: COLUMNS, else what the terminal says, else 80."""
    try:
        return int(os.environ["COLUMNS"]) or 80
    except (KeyError, ValueError):
        pass
    try:
        return os.get_terminal_size(1).columns or 80
    except OSError:
        return 80

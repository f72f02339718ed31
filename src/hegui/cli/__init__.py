"""The command line: one module a verb. It holds no rule of its own."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from hegui.cli.arguments import VERBS, parse_arguments
from hegui.cli.output import Output
from hegui.errors import HeguiError

__all__ = ["VERBS", "main"]

_INTERRUPTED = 130  # what a shell reports for a program that Ctrl-C ended


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; returns its exit status.

    0 done; 1 a finding; 2 wrong use; 3 a file could not be read or written (3 before 1).
    """
    for stream in (sys.stdout, sys.stderr):
        # File names may hold what the terminal's encoding cannot say.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    arguments = parse_arguments(list(sys.argv[1:] if argv is None else argv))
    output = Output(arguments.lang, as_json=arguments.json)
    try:
        status: int = arguments.run(arguments, output)
        sys.stdout.flush()
    except HeguiError as error:
        output.failure(None, error)
        return output.status
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone; there is nobody left to tell.
        sys.stderr.close()
        return output.status
    return status

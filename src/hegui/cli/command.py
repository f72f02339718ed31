"""One command: parsed, run, and its exit status."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType
from typing import NoReturn

from hegui.cli.arguments import parse_arguments
from hegui.cli.output import Output
from hegui.errors import CannotWrite, HeguiError


def run(argv: Sequence[str] | None) -> int:
    """Runs one command; returns its exit status. KeyboardInterrupt is handed on."""
    if sys.stdout is None or sys.stderr is None:
        return 3  # closed by whoever started us: there is nowhere to say anything
    signal.signal(signal.SIGTERM, _terminated)
    for stream in (sys.stdout, sys.stderr):
        # File names may hold what the terminal's encoding cannot say.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    gc.disable()  # nothing that a start makes is garbage, and to look for some takes its time
    try:
        arguments = parse_arguments(list(sys.argv[1:] if argv is None else argv))
    finally:
        gc.freeze()  # it lives until the end: no search for garbage need look at it, nor the last
        gc.enable()
    output = Output(arguments.lang, as_json=arguments.json)
    try:
        status: int = arguments.run(arguments, output)
        sys.stdout.flush()
    except HeguiError as error:
        output.failure(None, error)
        return output.status
    except BrokenPipeError:
        # The reader of our output has gone; there is nobody left to tell.
        _discard_output()
        return output.status
    except OSError as error:  # a full disk behind standard output, say
        _discard_output()
        cause = error.strerror or str(error)
        output.failure(None, CannotWrite("standard output cannot be written: {cause}", cause=cause))
        return output.status
    return status


def _terminated(number: int, frame: FrameType | None) -> NoReturn:
    """Ends as Ctrl-C does, so that no temporary file is left behind."""
    raise SystemExit(128 + number)


def _discard_output() -> None:
    # What is still buffered would fail once more when the interpreter ends.
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, sys.stdout.fileno())
    os.close(nothing)

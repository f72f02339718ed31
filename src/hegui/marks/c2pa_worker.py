"""A process of its own for one C2PA manifest: its memory and its time are bounded.

    python -m hegui.marks.c2pa_worker < request > answer

A hostile or a huge file ends this process and not its parent's. Memory is bounded by the
operating system (RLIMIT_AS), time by the parent. Request and answer are JSON.
"""

from __future__ import annotations

import json
import resource
import sys
from typing import Any

from hegui.errors import HeguiError
from hegui.files.edits import Edit

_MEMORY = 2 * 1024**3


def main() -> int:
    """Answers one request; the exit status is 0 wherever there is an answer."""
    request = json.load(sys.stdin)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    from hegui.marks import c2pa_library

    try:
        edits = tuple(
            Edit(offset, length, bytes.fromhex(data)) for offset, length, data in request["edits"]
        )
        with open(request["path"], "rb") as file:
            found = c2pa_library.read(
                file, request["media_type"], request["trust"], edits, request["name"]
            )
        answer: dict[str, Any] = {"manifest": found.record() if found else None}
    except HeguiError as error:
        answer = {"error": error.kind, "template": error.template, "facts": error.facts}
    json.dump(answer, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())

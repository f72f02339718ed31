"""ExifTool, started once and asked many times: starting it costs more than most answers."""

from __future__ import annotations

import atexit
import json
import subprocess
from functools import cache
from pathlib import Path

_READY = b"{ready}\n"


def exiftool_json(path: Path, *options: str) -> dict[str, object]:
    """What ``exiftool -j OPTIONS PATH`` says of one file; nothing where it says nothing."""
    output = _answer(["-j", *options, "-api", "largefilesupport=1", str(path)])
    if not output.strip():
        return {}
    (values,) = json.loads(output)
    assert isinstance(values, dict)
    return values


def _answer(arguments: list[str]) -> bytes:
    process = _process()
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("\n".join([*arguments, "-execute", ""]).encode())
    process.stdin.flush()
    lines = []
    for line in process.stdout:
        if line.endswith(_READY):
            lines.append(line[: -len(_READY)])
            return b"".join(lines)
        lines.append(line)
    raise AssertionError("ExifTool ended without an answer")


@cache
def _process() -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        ["exiftool", "-stay_open", "True", "-@", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    atexit.register(_end, process)
    return process


def _end(process: subprocess.Popen[bytes]) -> None:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"-stay_open\nFalse\n")
    process.stdin.close()
    process.wait(timeout=10)
    process.stdout.close()

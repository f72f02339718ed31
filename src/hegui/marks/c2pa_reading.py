"""Reading C2PA manifests within bounds: small files here, large ones in a process of their own."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys

from hegui.errors import BrokenFile, CeilingExceeded, NoSlot
from hegui.extras import needed
from hegui.files.edits import Edits
from hegui.files.source import Source
from hegui.marks.manifest import Manifest

_IN_PROCESS = 4 * 1024**2
_LARGEST = 1024**3
_SECONDS = 20
_BYTES_A_SECOND = 25 * 1024**2


def read_manifest(
    source: Source,
    media_type: str,
    *,
    trust: str = "",
    edits: Edits = (),
) -> Manifest | None:
    """The active manifest of a file, validated; None where it has none.

    ``trust`` are certificates in PEM; with ``edits`` the file is read as it would be after them,
    as it may have been before a label was written. Raises MissingExtra,
    BrokenFile, NoSlot (a format that c2pa does not read), CeilingExceeded (over a gibibyte, or
    more memory or time than one manifest may cost).
    """
    if source.size > _LARGEST:
        raise CeilingExceeded(
            "C2PA is read in files of up to {ceiling} bytes", path=source.name, ceiling=_LARGEST
        )
    with needed("c2pa"):
        from hegui.marks import c2pa_library
    whole = source.whole
    if whole is None and source.size <= _IN_PROCESS:
        whole = source.read(0, source.size, "the file")
    if whole is not None:
        return c2pa_library.read(io.BytesIO(whole), media_type, trust, edits, source.name)
    return _in_worker(source, media_type, trust, edits)


def _in_worker(source: Source, media_type: str, trust: str, edits: Edits) -> Manifest | None:
    assert source.descriptor is not None
    request = {
        # The file that is open, whatever its name leads to by now.
        "path": f"/dev/fd/{source.descriptor}",
        "media_type": media_type,
        "trust": trust,
        "edits": [(edit.offset, edit.length, edit.data.hex()) for edit in edits],
        "name": source.name,
    }
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "hegui.marks.c2pa_worker"],
            input=json.dumps(request).encode(),
            capture_output=True,
            timeout=_SECONDS + source.size / _BYTES_A_SECOND,
            pass_fds=(source.descriptor,),
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise CeilingExceeded(
            "to validate the C2PA manifest takes more than {seconds:.0f} seconds",
            path=source.name,
            seconds=_SECONDS + source.size / _BYTES_A_SECOND,
        ) from None
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        raise CeilingExceeded(
            "to validate the C2PA manifest takes more memory than it may, or c2pa crashed",
            path=source.name,
        ) from None
    if "error" in answer:
        kind = NoSlot if answer["error"] == "NoSlot" else BrokenFile
        raise kind(answer["template"], path=source.name, **answer["facts"])
    record = answer["manifest"]
    return Manifest.of_record(record) if record else None

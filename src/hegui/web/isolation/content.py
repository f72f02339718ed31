"""An upload as hegui's verbs take it, and a verb's result as the answer to a request."""

from __future__ import annotations

import hashlib
import json
import os

from hegui.web.isolation.wire import Answer, Task, Written
from hegui.web.uploads.names import result_name

IN_MEMORY = 1024 * 1024
_LONGEST_SUMMARY = 3000


def content_or_path(task: Task, upload: int) -> bytes | str:
    """The bytes of a small upload; of a larger one where it can be opened."""
    if task.size <= IN_MEMORY:
        return os.pread(upload, task.size, 0)
    return path_of(task, upload)


def path_of(task: Task, upload: int) -> str:
    """A link of the task's own to the open upload, which has no name: suffixes tell texts apart."""
    path = os.path.join(task.directory, "upload" + task.suffix)
    os.symlink(f"/proc/{os.getpid()}/fd/{upload}", path)
    return path


def answer_of(
    task: Task,
    record: dict[str, object],
    written: Written | None = None,
    records: tuple[tuple[str, dict[str, str | bool]], ...] = (),
) -> Answer:
    """A result as the answer: what was uploaded, then what was found or done."""
    head: dict[str, object] = {"file": task.name, "size": task.size, "sha256": task.sha256}
    if written is not None:
        head["result"] = {
            "name": written.name,
            "media_type": written.media_type,
            "size": written.size,
            "sha256": written.sha256,
        }
    body = json.dumps(head | record, ensure_ascii=False).encode("utf-8", "backslashreplace")
    return Answer(200, body, written=written, records=records)


def written_file(task: Task, path: str, media_type: str, summary: dict[str, object]) -> Written:
    """What a verb wrote at ``path`` in the task's directory."""
    with open(path, "rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        size = os.fstat(file.fileno()).st_size
    short = json.dumps(summary | {"sha256": digest})
    if len(short) > _LONGEST_SUMMARY:  # it goes into a header
        short = json.dumps({"outcome": summary["outcome"], "sha256": digest})
    suffix = os.path.splitext(path)[1]
    name = result_name(task.name, suffix)
    return Written(os.path.basename(path), name, media_type, size, digest, short)

"""What the service and its worker processes say to one another.

One message is one datagram of a SOCK_SEQPACKET socket: JSON, with open files beside it. A message
that is longer than a datagram goes as an open file itself.
"""

from __future__ import annotations

import json
import os
import socket
from dataclasses import asdict, dataclass, field

LONGEST = 48 * 1024
_FILES = 4


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that a worker does with one upload, whose open file goes with it.

    ``verb`` is one of ``tasks.VERBS``, ``options`` are its own. ``name`` is what the upload is
    called, fit to be shown; ``suffix`` is its suffix where it is one of a file, else "".
    ``size`` is in bytes, ``sha256`` its digest in hexadecimal. ``directory`` is an empty
    directory of the task's own, "" where the verb needs none.
    """

    verb: str
    name: str
    suffix: str
    size: int
    sha256: str
    lang: str
    options: dict[str, str | bool | None] = field(default_factory=dict)
    directory: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a task: the status and body (JSON) of the answer to the request.

    ``kind`` is the error's kind, "" for a result. ``result`` is the name of the file that was
    written in the task's directory, ``facts`` are what the ledger is told, ``media_type`` is of
    the file.
    """

    status: int
    body: bytes
    kind: str = ""
    result: str = ""
    media_type: str = ""
    facts: dict[str, str | None] = field(default_factory=dict)


def send_task(end: socket.socket, task: Task, upload: int) -> None:
    """Sends a task and its open file. Raises OSError where nobody is there."""
    socket.send_fds(end, [json.dumps(asdict(task)).encode()], [upload])


def receive_task(end: socket.socket) -> tuple[Task, int] | None:
    """Waits for the next task; None once the service has gone."""
    data, files, _, _ = socket.recv_fds(end, 2 * LONGEST, _FILES)
    if not data:
        return None
    return Task(**json.loads(data)), files[0]


def send_answer(end: socket.socket, answer: Answer) -> None:
    """Sends an answer; a long body goes as an open file of memory."""
    head = {
        "status": answer.status,
        "kind": answer.kind,
        "result": answer.result,
        "media_type": answer.media_type,
        "facts": answer.facts,
    }
    first = json.dumps(head).encode() + b"\n"
    if len(first) + len(answer.body) <= LONGEST:
        end.send(first + answer.body)
        return
    body = os.memfd_create("answer", os.MFD_CLOEXEC)
    try:
        with open(body, "wb", closefd=False) as file:
            file.write(answer.body)
        socket.send_fds(end, [first], [body])
    finally:
        os.close(body)


def receive_answer(end: socket.socket) -> Answer | None:
    """The answer that is there; None where the worker has gone. Raises BlockingIOError."""
    data, files, _, _ = socket.recv_fds(end, 2 * LONGEST, _FILES)
    try:
        if not data:
            return None
        head, _, body = data.partition(b"\n")
        if files:
            body = os.pread(files[0], os.fstat(files[0]).st_size, 0)
        return Answer(body=body, **json.loads(head))
    finally:
        for one in files:
            os.close(one)

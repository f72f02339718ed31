"""What the service and its worker processes say to one another.

One message is one datagram of a SOCK_SEQPACKET socket: JSON, with open files beside it. A message
that is longer than a datagram goes as an open file itself.
"""

from __future__ import annotations

import json
import os
import socket
from dataclasses import dataclass, field

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

    ``kind`` is the error's kind, "" for a result. ``media_type`` is that of the body. ``written``
    is the file that was written in the task's directory. ``records`` are what the ledger is told:
    of each record its kind and its members.
    """

    status: int
    body: bytes
    kind: str = ""
    media_type: str = "application/json"
    written: Written | None = None
    records: tuple[tuple[str, dict[str, str | bool]], ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A file that a task wrote: ``path`` is its name in the task's directory, ``name`` what it is
    called, ``size`` in bytes, ``sha256`` in hexadecimal, ``summary`` what its making gave in short
    (ASCII)."""

    path: str
    name: str
    media_type: str
    size: int
    sha256: str
    summary: str


def _members(one: Task | Answer | Written) -> dict[str, object]:
    """The members as they are: ``asdict`` would copy each of them, deep, for every request."""
    return {name: getattr(one, name) for name in one.__slots__}


def send_task(end: socket.socket, task: Task, upload: int) -> None:
    """Sends a task and its open file. Raises OSError where nobody is there."""
    socket.send_fds(end, [json.dumps(_members(task)).encode()], [upload])


def receive_task(end: socket.socket) -> tuple[Task, int] | None:
    """Waits for the next task; None once the service has gone."""
    data, files, _, _ = socket.recv_fds(end, 2 * LONGEST, _FILES)
    if not data:
        return None
    return Task(**json.loads(data)), files[0]


def send_progress(end: socket.socket, done: float) -> None:
    """Says how much of a task is done, from 0.0 to 1.0."""
    end.send(json.dumps(done).encode())


def send_answer(end: socket.socket, answer: Answer) -> None:
    """Sends an answer; a long one goes as an open file of memory."""
    said = _members(answer)
    del said["body"]
    if answer.written is not None:
        said["written"] = _members(answer.written)
    message = json.dumps(said).encode() + b"\n" + answer.body
    if len(message) <= LONGEST:
        end.send(message)
        return
    long = os.memfd_create("answer", os.MFD_CLOEXEC)
    try:
        with open(long, "wb", closefd=False) as file:
            file.write(message)
        socket.send_fds(end, [b"+"], [long])
    finally:
        os.close(long)


def receive(end: socket.socket) -> Answer | float | None:
    """What is there: an answer, how much is done, or None where the worker has gone.

    Raises BlockingIOError where nothing is there, OSError.
    """
    message, files, _, _ = socket.recv_fds(end, 2 * LONGEST, _FILES)
    try:
        if files:
            message = os.pread(files[0], os.fstat(files[0]).st_size, 0)
    finally:
        for one in files:
            os.close(one)
    if not message:
        return None
    head, line, body = message.partition(b"\n")
    said = json.loads(head)
    if not line:
        return float(said)
    written = said.pop("written")
    records = tuple((kind, members) for kind, members in said.pop("records"))
    return Answer(
        body=body, written=Written(**written) if written else None, records=records, **said
    )

"""The files of jobs: what was uploaded, what was answered, what was written. Each is on the disk
before anybody is told of it."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from hegui.web.isolation.wire import Answer
from hegui.web.uploads.upload import Upload, no_space

UPLOAD = "upload"
ANSWER = "answer"
RESULT = "result"
_IDENTITY = "identity"
_BLOCK = 1024 * 1024


class JobFiles:
    """The directory of the files of all jobs. ``identity`` tells it from others' directories."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.identity = _identity(directory)

    def keep(self, job: str, upload: Upload) -> None:
        """Keeps an upload as a job's, on the disk when this returns. Raises Problem: NoSpace."""
        home = self.directory / job
        try:
            home.mkdir(mode=0o700)
            _copy(upload.descriptor, home / UPLOAD)
            sync(home)
            sync(self.directory)
        except OSError as error:
            self.drop(job)
            raise no_space(error) from error

    @contextmanager
    def work(self, job: str) -> Iterator[tuple[str, int]]:
        """A directory for one attempt, and the job's upload, open."""
        home = self.directory / job
        upload = os.open(home / UPLOAD, os.O_RDONLY | os.O_CLOEXEC)
        try:
            with tempfile.TemporaryDirectory(dir=home, prefix="attempt-") as directory:
                yield directory, upload
        finally:
            os.close(upload)

    def outcome(self, job: str, directory: str, answer: Answer) -> None:
        """Keeps what an attempt gave, on the disk when this returns. Raises OSError."""
        home = self.directory / job
        if answer.written is not None:
            made = Path(directory) / answer.written.path
            with made.open("rb") as file:
                os.fsync(file.fileno())
            made.replace(home / RESULT)
        self.last_word(job, answer)

    def last_word(self, job: str, answer: Answer) -> None:
        """Keeps an answer without a file, on the disk when this returns. Raises OSError."""
        home = self.directory / job
        new = home / f"{ANSWER}.new"
        with new.open("wb") as file:
            file.write(answer.body)
            file.flush()
            os.fsync(file.fileno())
        new.replace(home / ANSWER)
        sync(home)

    def answer(self, job: str) -> bytes:
        """The body of a job's answer; empty where it has none. Raises OSError."""
        try:
            return (self.directory / job / ANSWER).read_bytes()
        except FileNotFoundError:
            return b""

    def result(self, job: str) -> int:
        """The file that a job wrote, open. Raises OSError."""
        return os.open(self.directory / job / RESULT, os.O_RDONLY | os.O_CLOEXEC)

    def over(self, job: str) -> None:
        """Lets the upload of a job go that is over."""
        with suppress(OSError):
            (self.directory / job / UPLOAD).unlink()

    def drop(self, job: str) -> None:
        """Lets everything of a job go."""
        shutil.rmtree(self.directory / job, ignore_errors=True)

    def present(self) -> set[str]:
        """The jobs of which there are files."""
        return {one.name for one in self.directory.iterdir() if one.is_dir()}


def sync(directory: Path) -> None:
    """Has a directory's names on the disk."""
    opened = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _copy(source: int, target: Path) -> None:
    """What is in an open file, under a name and on the disk. A file of the same file system that
    has no name yet is given one; what is in memory is copied."""
    try:
        os.link(f"/proc/self/fd/{source}", target, follow_symlinks=True)
        os.fsync(source)
        return
    except OSError:  # in memory, or on another file system
        pass
    with target.open("xb") as file:
        at = 0
        while block := os.pread(source, _BLOCK, at):
            file.write(block)
            at += len(block)
        file.flush()
        os.fsync(file.fileno())


def _identity(directory: Path) -> str:
    """A name of the directory's own, kept in it: servers that share it read the same one."""
    path = directory / _IDENTITY
    if not path.exists():
        made = directory / f"{_IDENTITY}.{secrets.token_hex(4)}"
        made.write_text(secrets.token_hex(8))
        with suppress(FileExistsError):
            os.link(made, path)  # the first of two servers that start at once
        made.unlink()
    return path.read_text().strip()

"""Copying what stays: in one gathered write, in the kernel, or by hand, always the same bytes."""

from __future__ import annotations

import errno
import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.errors import CannotRead, FileChanged
from hegui.files.copying import copy_edited
from hegui.files.edits import Edit, Edits, apply_edits, ordered
from hegui.files.source import Source, open_source
from tests.files.child import in_child, needs_linux, needs_seccomp, refuse
from tests.files.test_edits import edited

CONTENT = random.Random(2025).randbytes(3_000_000)
EDITS = ordered(
    [
        Edit(0, 8, b"\x89PNG"),
        Edit(33, 0, b"label" * 300),
        Edit(1_000_000, 5000, b""),
        Edit(2_000_001, 3, b"12345"),
        Edit(3_000_000, 0, b"end"),
    ]
)
EDITED = apply_edits(CONTENT, EDITS)
HELD = pytest.mark.parametrize("whole_up_to", [0, len(CONTENT)], ids=["descriptor", "memory"])


@pytest.fixture
def original(tmp_path: Path) -> Path:
    path = tmp_path / "original"
    path.write_bytes(CONTENT)
    return path


def copy(original: Path, target: Path, whole_up_to: int = 0, edits: Edits = EDITS) -> int:
    """Copies with ``edits``; how long the copy says it is."""
    descriptor = os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with open_source(str(original), whole_up_to=whole_up_to) as source:
            return copy_edited(source, edits, descriptor)
    finally:
        os.close(descriptor)


@HELD
def test_the_copy_is_the_edited_original(tmp_path: Path, original: Path, whole_up_to: int) -> None:
    assert copy(original, tmp_path / "copy", whole_up_to) == len(EDITED)
    assert (tmp_path / "copy").read_bytes() == EDITED
    assert original.read_bytes() == CONTENT


@given(edited(), st.booleans())
def test_any_edits_of_any_content(case: tuple[bytes, list[Edit]], whole: bool) -> None:
    data, edits = case
    plan = ordered(edits)
    with tempfile.TemporaryFile() as file, tempfile.TemporaryFile() as new:
        file.write(data)
        file.flush()
        held = data if whole else None
        source = Source("x", len(data), descriptor=file.fileno(), whole=held)
        length = copy_edited(source, plan, new.fileno())
        assert length == len(apply_edits(data, plan))
        assert os.pread(new.fileno(), length + 1, 0) == apply_edits(data, plan)


@HELD
def test_more_pieces_than_one_gathered_write_takes(
    tmp_path: Path, original: Path, whole_up_to: int
) -> None:
    edits = tuple(Edit(at * 1000, 1, b"%d" % at) for at in range(2500))
    descriptor = os.open(tmp_path / "copy", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        with open_source(str(original), whole_up_to=whole_up_to) as source:
            length = copy_edited(source, edits, descriptor)
    finally:
        os.close(descriptor)
    assert (tmp_path / "copy").read_bytes() == apply_edits(CONTENT, edits)
    assert length == (tmp_path / "copy").stat().st_size


def test_short_writes_lose_and_repeat_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    # A signal that arrives while a write waits for a full pipe ends it short of its end.
    out, into = os.pipe()
    edits = tuple(Edit(at * 500, at % 7, b"x" * (at % 300)) for at in range(5000))
    digest = hashlib.sha256()
    calls = 0
    gathered = os.writev

    def counted(descriptor: int, parts: list[bytes]) -> int:
        nonlocal calls
        calls += 1
        return gathered(descriptor, parts)

    def read_slowly() -> None:
        while data := os.read(out, 3001):
            digest.update(data)

    monkeypatch.setattr(os, "writev", counted)
    reader = threading.Thread(target=read_slowly)
    reader.start()
    before = signal.signal(signal.SIGALRM, lambda *_: None)
    signal.setitimer(signal.ITIMER_REAL, 0.0005, 0.0005)
    try:
        length = copy_edited(Source.of_bytes(CONTENT), edits, into)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        os.close(into)
        reader.join()
        os.close(out)
    expected = apply_edits(CONTENT, edits)
    assert calls > 10_001 // 512 + 1, "no write was short"
    assert length == len(expected)
    assert digest.digest() == hashlib.sha256(expected).digest()


@needs_seccomp
@pytest.mark.skipif(not hasattr(os, "copy_file_range"), reason="no copying in the kernel here")
def test_what_stays_never_enters_this_process(tmp_path: Path, original: Path) -> None:
    edits = EDITS[2:]  # between them lie long ranges only

    def work() -> int:
        refuse(("pread64",), errno.EIO)
        return copy(original, tmp_path / "copy", edits=edits)

    try:
        assert in_child(work) == len(apply_edits(CONTENT, edits))
    except CannotRead:
        pytest.skip("this file system does not copy in the kernel")
    assert (tmp_path / "copy").read_bytes() == apply_edits(CONTENT, edits)


@needs_seccomp
@pytest.mark.parametrize("error", ["ENOSYS", "EXDEV", "EINVAL", "EPERM", "EIO", "EBADF"])
def test_by_hand_where_the_kernel_will_not(tmp_path: Path, original: Path, error: str) -> None:
    def work() -> int:
        refuse(("copy_file_range",), getattr(errno, error))
        return copy(original, tmp_path / "copy")

    assert in_child(work) == len(EDITED)
    assert (tmp_path / "copy").read_bytes() == EDITED


@needs_seccomp
def test_a_disk_that_cannot_be_read_is_the_originals_fault(tmp_path: Path, original: Path) -> None:
    def work() -> int:
        refuse(("copy_file_range", "pread64"), errno.EIO)
        return copy(original, tmp_path / "copy")

    with pytest.raises(CannotRead, match="Input/output error") as caught:
        in_child(work)
    assert caught.value.path == str(original)


def test_across_file_systems(tmp_path: Path, original: Path) -> None:
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK) or memory.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("no second file system in /dev/shm")
    with tempfile.TemporaryDirectory(dir=memory) as other:
        assert copy(original, Path(other) / "there") == len(EDITED)
        assert (Path(other) / "there").read_bytes() == EDITED
        (Path(other) / "from").write_bytes(CONTENT)
        assert copy(Path(other) / "from", tmp_path / "back") == len(EDITED)
        assert (tmp_path / "back").read_bytes() == EDITED


@pytest.mark.parametrize(
    "edits",
    [EDITS, tuple(Edit(at, 0, b"-") for at in range(0, 3_000_000, 900))],
    ids=["few", "many"],
)
def test_an_original_that_became_shorter(tmp_path: Path, original: Path, edits: Edits) -> None:
    with open_source(str(original)) as source, (tmp_path / "copy").open("wb") as new:
        os.truncate(original, 2_500_000)
        with pytest.raises(FileChanged) as caught:
            copy_edited(source, edits, new.fileno())
    assert caught.value.path == str(original)


def test_a_sparse_original_keeps_its_content(tmp_path: Path) -> None:
    sparse = tmp_path / "sparse"
    with sparse.open("wb") as stream:
        for at in (0, 5_000_000, 12_345_678):
            stream.seek(at)
            stream.write(b"content")
        stream.truncate(20_000_000)
    if sparse.stat().st_blocks * 512 >= 20_000_000:
        pytest.skip("this file system has no sparse files")
    edits = (Edit(5_000_003, 2, b"--"),)
    with open_source(str(sparse)) as source, (tmp_path / "copy").open("wb") as new:
        assert copy_edited(source, edits, new.fileno()) == 20_000_000
    assert (tmp_path / "copy").read_bytes() == apply_edits(sparse.read_bytes(), edits)


def test_short_pieces_that_lie_far_apart(tmp_path: Path, original: Path) -> None:
    kept = [(at, at + 60_000) for at in range(0, 3_000_000, 500_000)]
    edits = tuple(Edit(end, 440_000, b"between") for _, end in kept)
    with open_source(str(original)) as source, (tmp_path / "copy").open("wb") as new:
        length = copy_edited(source, edits, new.fileno())
    expected = b"".join(CONTENT[start:end] + b"between" for start, end in kept)
    assert (tmp_path / "copy").read_bytes() == expected
    assert length == len(expected)


HUGE = """
import os, sys
from hegui.files.copying import copy_edited
from hegui.files.edits import Edit
from hegui.files.source import open_source
original, copy, by_hand = sys.argv[1:]
if by_hand == "by hand":
    del os.copy_file_range
size = os.path.getsize(original)
edits = (Edit(100, 4, b"label"), Edit(size - 5, 0, b"--"))
descriptor = os.open(copy, os.O_RDWR | os.O_CREAT, 0o600)
with open_source(original) as source:
    assert copy_edited(source, edits, descriptor) == size + 3
assert os.fstat(descriptor).st_size == size + 3
assert os.pread(descriptor, 20, size - 17) == bytes(13) + b"--\\0\\0end"
assert os.pread(descriptor, 7, 99) == b"\\0label\\0"
# Not getrusage: that counts what the parent held before this program was started.
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


@needs_linux
@pytest.mark.parametrize("way", ["in the kernel", "by hand"])
def test_a_huge_file_needs_no_memory(tmp_path: Path, way: str) -> None:
    size = 300 * 1024**2  # more than one call to the kernel copies, and than the memory allowed
    free = os.statvfs(tmp_path)
    if free.f_bavail * free.f_frsize < 2 * size:
        pytest.skip("not enough room on this disk")
    original, target = tmp_path / "huge", tmp_path / "copy"
    with original.open("wb") as stream:
        stream.truncate(size - 3)
        stream.seek(size - 3)
        stream.write(b"end")
    done = subprocess.run(
        [sys.executable, "-c", HUGE, original, target, way],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    target.unlink(missing_ok=True)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 80 * 1024  # in kilobytes


def test_offsets_beyond_four_gigabytes(tmp_path: Path) -> None:
    size = 5 * 1024**3 + 9
    with (tmp_path / "sparse").open("wb") as stream:
        stream.write(b"begin")
        try:
            stream.seek(size - 3)
            stream.write(b"end")
        except OSError:
            pytest.skip("this file system holds no file of 5 GB")
    if (tmp_path / "sparse").stat().st_blocks * 512 >= size:
        pytest.skip("this file system has no sparse files")
    edits = (Edit(5, size - 1_000_000, b"--"), Edit(size - 3, 0, b"!"))
    with open_source(str(tmp_path / "sparse")) as source, (tmp_path / "copy").open("wb") as new:
        assert copy_edited(source, edits, new.fileno()) == 1_000_003
    assert (tmp_path / "copy").read_bytes() == b"begin--" + bytes(999_992) + b"!end"

"""Reading untrusted bytes: windows, ceilings, and everything that is no regular file."""

from __future__ import annotations

import os
import random
import select
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.errors import BrokenFile, CannotRead, CeilingExceeded
from hegui.files.source import Ceilings, Source, open_source, printable, read_at
from tests.files.child import become_nobody, finish, in_child, needs_linux, start

MEBIBYTE = 1024 * 1024
# Longer than the first window and many later ones; the seed makes it the same in every run.
CONTENT = random.Random(45438).randbytes(150_000)
SIZE = len(CONTENT)
HELD = pytest.mark.parametrize("held", [False, True], ids=["descriptor", "memory"])


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("source") / "content"
    file.write_bytes(CONTENT)
    return str(file)


@contextmanager
def source_of(path: str, held: bool, **ceilings: int) -> Iterator[Source]:
    """The same content from an open file, or from memory."""
    if held:
        yield Source.of_bytes(Path(path).read_bytes(), path, Ceilings(**ceilings))
    else:
        with open_source(path, ceilings=Ceilings(**ceilings)) as source:
            yield source


OFFSETS = st.one_of(st.integers(-3, SIZE + 3), st.sampled_from([0, 4096, 65_535, 65_536, SIZE]))
LENGTHS = st.one_of(st.integers(-1, 20), st.integers(0, SIZE + 3), st.sampled_from([4096, 65_536]))
OPERATIONS = st.lists(
    st.one_of(
        st.tuples(st.just("read"), OFFSETS, LENGTHS),
        st.tuples(st.just("peek"), OFFSETS, LENGTHS),
        st.tuples(st.just("find"), OFFSETS, LENGTHS),
    ),
    min_size=1,
    max_size=12,
)


@HELD
@given(operations=OPERATIONS)
def test_answers_as_slicing_does(
    path: str, held: bool, operations: list[tuple[str, int, int]]
) -> None:
    with source_of(path, held) as source:
        for operation, offset, length in operations:
            if operation == "find":
                start = max(offset, 0)
                needle = CONTENT[length : length + 3] or b"none"
                end = SIZE if offset % 2 else start + length
                assert source.find(needle, offset, end) == CONTENT.find(needle, start, end)
            elif operation == "peek" and offset >= 0:
                assert source.peek(offset, length) == CONTENT[offset : offset + max(length, 0)]
            elif offset >= 0 and length >= 0 and offset + length <= SIZE:
                assert source.read(offset, length) == CONTENT[offset : offset + length]
            elif operation == "read":
                with pytest.raises(BrokenFile, match="the file ends at byte 150000"):
                    source.read(offset, length)


@HELD
def test_reading_past_the_end_names_what_and_where(path: str, held: bool) -> None:
    with source_of(path, held) as source:
        with pytest.raises(BrokenFile) as caught:
            source.read(SIZE - 2, 3, "chunk IEND")
        assert caught.value.path == path
        assert caught.value.place == "byte 149998"
        assert caught.value.reason == "chunk IEND needs 3 bytes, but the file ends at byte 150000"
        assert source.read(SIZE - 2, 2) == CONTENT[-2:]
        assert source.read(SIZE, 0) == b""
        assert source.peek(SIZE + 5, 4) == b""
        with pytest.raises(BrokenFile):
            source.read(SIZE + 1, 0)


@HELD
def test_an_empty_file_has_nothing(tmp_path: Path, held: bool) -> None:
    (tmp_path / "empty").touch()
    with source_of(str(tmp_path / "empty"), held) as source:
        assert (source.size, source.peek(0, 9), source.find(b"x", 0)) == (0, b"", -1)
        with pytest.raises(BrokenFile):
            source.read(0, 1)


@HELD
def test_one_structure_over_the_ceiling(path: str, held: bool) -> None:
    # The same answer from memory, and within a window: a file is not read one way from a
    # path and another way from its bytes.
    with source_of(path, held, allocation=1000) as source:
        source.read(0, 1)
        assert source.read(20, 1000) == CONTENT[20:1020]
        with pytest.raises(CeilingExceeded) as caught:
            source.read(20, 1001, "chunk iTXt")
        assert caught.value.place == "byte 20"
        assert "chunk iTXt of 1001 bytes is over the ceiling of 1000 bytes" in str(caught.value)
        with pytest.raises(CeilingExceeded):
            source.peek(70_000, 5000)
        assert source.find(CONTENT[120_000:120_010], 0) == 120_000


def test_total_counts_what_is_read_from_the_disk(path: str) -> None:
    with source_of(path, held=False, total=16_384 + 2 * 4096) as source:
        source.read(0, 10)
        for _ in range(100):
            source.read(5, 100)  # within the window: nothing more is read
        source.read(100_000, 10)
        source.read(120_000, 10)
        with pytest.raises(CeilingExceeded, match="more than 24576 bytes read in all") as caught:
            source.read(140_000, 10)
        assert caught.value.place == "byte 140000"


def test_the_head_is_kept_while_the_end_is_looked_at(path: str) -> None:
    with source_of(path, held=False, total=16_384 + 4096) as source:
        head = source.read(0, 300)
        source.read(120_000, 10)
        assert source.read(0, 300) == head  # from memory: the total would not allow a third read
        assert source.read(100, 16_000)


def test_reading_on_takes_larger_steps(path: str) -> None:
    with source_of(path, held=False, total=16_384 + 65_536) as source:
        for at in range(0, 16_384 + 65_536, 1024):
            source.read(at, 1024)


def test_scanning_counts_for_the_total(path: str) -> None:
    with (
        source_of(path, held=False, total=100_000) as source,
        pytest.raises(CeilingExceeded, match="more than 100000 bytes"),
    ):
        source.find(b"not in there at all", 0)


@HELD
def test_counting_and_descending(path: str, held: bool) -> None:
    with source_of(path, held, count=3, depth=2) as source:
        for _ in range(3):
            source.count("chunks")
        with pytest.raises(CeilingExceeded) as caught:
            source.count("chunks", "chunk tEXt at byte 9")
        assert str(caught.value) == (
            f"{path}: chunk tEXt at byte 9: more than 3 structures (chunks)"
        )
        source.descend(2, "boxes")
        with pytest.raises(CeilingExceeded) as caught:
            source.descend(3, "boxes", "box meta")
        assert str(caught.value) == f"{path}: box meta: boxes nested deeper than 2 levels"


def test_broken_names_the_file_and_the_place() -> None:
    source = Source.of_bytes(b"", "name.png")
    error = source.broken("chunk {what} twice", 17, what="IHDR")
    assert isinstance(error, BrokenFile)
    assert str(error) == "name.png: byte 17: chunk IHDR twice"
    assert str(source.broken("odd")) == "name.png: odd"


@pytest.mark.parametrize("before", range(6))
def test_found_across_the_border_of_two_blocks(tmp_path: Path, before: int) -> None:
    file = tmp_path / "long"
    at = MEBIBYTE - before
    with file.open("wb") as stream:  # sparse: zeros, and the needle over the border
        stream.truncate(2 * MEBIBYTE + 100)
        stream.seek(at)
        stream.write(b"NEEDLE")
    with open_source(str(file)) as source:
        assert source.find(b"NEEDLE", 0) == at
        assert source.find(b"NEEDLE", at) == at
        assert source.find(b"NEEDLE", at + 1) == -1
        assert source.find(b"NEEDLE", 0, at + 5) == -1
        assert source.find(b"NEEDLE", 0, at + 6) == at
        assert source.find(b"\0\0", 2 * MEBIBYTE + 98) == 2 * MEBIBYTE + 98
        assert source.find(b"\0\0", 2 * MEBIBYTE + 99) == -1


def test_a_small_file_is_held_whole_and_a_larger_one_is_not(path: str) -> None:
    with open_source(path, whole_up_to=SIZE) as source:
        assert source.whole == CONTENT
        assert source.descriptor is not None
    with open_source(path, whole_up_to=SIZE - 1) as source:
        assert source.whole is None
        assert source.size == SIZE


@pytest.mark.parametrize("whole_up_to", [0, SIZE])
def test_the_status_is_from_before_reading(path: str, whole_up_to: int) -> None:
    with open_source(path, whole_up_to=whole_up_to) as source:
        assert source.opened is not None
        assert source.opened.st_size == SIZE
        assert source.opened.st_ino == os.stat(path).st_ino
    assert Source.of_bytes(b"x").opened is None


def test_a_file_that_grows_ends_where_it_ended(tmp_path: Path) -> None:
    file = tmp_path / "growing"
    file.write_bytes(b"a" * 70_000)
    with open_source(str(file)) as source:
        source.read(0, 10)
        with file.open("ab") as stream:
            stream.write(b"b" * 10)
        assert source.peek(69_999, 10) == b"a"
        assert source.find(b"b", 0) == -1
        with pytest.raises(BrokenFile, match="ends at byte 70000"):
            source.read(69_999, 2)


def test_a_file_that_shrinks_is_broken(tmp_path: Path) -> None:
    file = tmp_path / "shrinking"
    file.write_bytes(b"a" * 100_000)
    with open_source(str(file)) as source:
        source.read(0, 10)
        os.truncate(file, 80_000)
        assert source.read(79_990, 10) == b"a" * 10
        with pytest.raises(BrokenFile, match="became shorter while it was read"):
            source.read(90_000, 10)
        with pytest.raises(BrokenFile, match="became shorter while it was read"):
            source.find(b"b", 0)


def test_a_deleted_file_can_be_read_on(tmp_path: Path) -> None:
    file = tmp_path / "deleted"
    file.write_bytes(CONTENT)
    with open_source(str(file)) as source:
        file.unlink()
        assert source.read(100_000, 5) == CONTENT[100_000:100_005]


def test_it_is_closed_afterwards_whatever_happens(path: str) -> None:
    opened = open_source(path)
    descriptor = opened.__enter__().descriptor
    assert descriptor is not None
    os.fstat(descriptor)
    assert not opened.__exit__(KeyError, KeyError("x"), None)
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(descriptor)


def refusal(path: str) -> str:
    with pytest.raises(CannotRead) as caught, open_source(path):
        pass
    assert caught.value.path == printable(path)
    return caught.value.reason


def test_nothing_there(tmp_path: Path) -> None:
    assert refusal(str(tmp_path / "x")) == "cannot be opened: No such file or directory"
    (tmp_path / "dangling").symlink_to("nowhere")
    assert refusal(str(tmp_path / "dangling")) == "cannot be opened: No such file or directory"
    (tmp_path / "loop").symlink_to("loop")
    assert refusal(str(tmp_path / "loop")).startswith("cannot be opened: Too many levels")
    (tmp_path / "file").touch()
    assert refusal(str(tmp_path / "file" / "x")) == "cannot be opened: Not a directory"
    assert refusal(str(tmp_path / ("x" * 300))) == "cannot be opened: File name too long"


@pytest.mark.parametrize("name", ["a\0b", "\ud800"])
def test_names_that_no_file_can_have(name: str) -> None:
    assert refusal(name).startswith("cannot be opened: ")


def test_a_directory(tmp_path: Path) -> None:
    assert refusal(str(tmp_path)) == "is a directory, not a regular file"


def test_a_device() -> None:
    assert refusal("/dev/null") == "is a device, not a regular file"


def test_a_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the whole path may be longer than a socket's name can be
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket")
        assert refusal(str(tmp_path / "socket")) == "is a socket, not a regular file"


def test_a_named_pipe_is_refused_without_waking_its_writer(tmp_path: Path) -> None:
    pipe = str(tmp_path / "pipe")
    os.mkfifo(pipe)
    woken, wake = os.pipe()

    def write() -> None:
        descriptor = os.open(pipe, os.O_WRONLY)  # waits for a reader
        os.write(wake, b"!")
        os.close(descriptor)

    writer = start(write)
    try:
        for _ in range(20):
            assert refusal(pipe) == "is a named pipe, not a regular file"
        ready, _, _ = select.select([woken], [], [], 0.1)
        assert not ready, "the writer took hegui for a reader"
    finally:
        reader = os.open(pipe, os.O_RDONLY)
        finish(writer)
        for descriptor in (reader, woken, wake):
            os.close(descriptor)


def test_no_permission(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    for name, mode in (("secret", 0), ("open", 0o644)):
        (tmp_path / name).write_bytes(b"x")
        (tmp_path / name).chmod(mode)

    def attempt() -> str:
        os.chdir(tmp_path)  # the directories above are closed to others
        become_nobody()
        with open_source("open") as source:
            assert source.read(0, 1) == b"x"
        return refusal("secret")

    assert in_child(attempt) == "cannot be opened: Permission denied"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"two\nlines", "two\\nlines"),
        (b"latin-1 \xe9", "latin-1 \\udce9"),
        ("图片 é".encode(), "图片 é"),
        ("turned \u202e round".encode(), "turned \\u202e round"),
        (b"\x1b[31mred", "\\x1b[31mred"),
    ],
)
def test_odd_names_are_read_and_shown_harmlessly(tmp_path: Path, name: bytes, shown: str) -> None:
    path = os.path.join(str(tmp_path), os.fsdecode(name))
    try:
        Path(path).write_bytes(b"content")
    except OSError:
        pytest.skip("this file system holds no such names")
    with open_source(path) as source:
        assert source.name == os.path.join(str(tmp_path), shown)
        assert source.read(0, 7) == b"content"
        with pytest.raises(BrokenFile) as caught:
            source.read(0, 8)
    assert str(caught.value).encode().decode().isprintable()


@needs_linux
def test_a_disk_that_cannot_be_read() -> None:
    # The kernel's own "Input/output error": a process has no memory at address 0.
    descriptor = os.open("/proc/self/mem", os.O_RDONLY)
    source = Source("faulty", 100, descriptor=descriptor)
    try:
        for read in (source.read, source.peek):
            with pytest.raises(CannotRead, match="faulty: Input/output error"):
                read(0, 1)
        with pytest.raises(CannotRead, match="faulty: Input/output error"):
            source.find(b"x", 0)
    finally:
        os.close(descriptor)


def test_read_at_gives_less_only_at_the_end(path: str) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        assert read_at(descriptor, SIZE - 3, 100, "name") == CONTENT[-3:]
        assert read_at(descriptor, SIZE + 3, 100, "name") == b""
    finally:
        os.close(descriptor)

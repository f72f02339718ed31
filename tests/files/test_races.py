"""Others at work on the same files at the same time: nobody's work is lost."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from hegui.errors import CannotRead, CannotWrite, FileChanged
from hegui.files.edits import Edit
from hegui.files.source import Source, open_source
from hegui.files.target import Target
from hegui.files.writing import write_edited
from tests.files.child import T, finish, start
from tests.files.states import advance, names, number_of, state

HELD = pytest.mark.parametrize("whole_up_to", [0, 1_000_000], ids=["descriptor", "memory"])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "file"
    path.write_bytes(state(1))
    os.utime(path, ns=(10**18, 10**18))
    time.sleep(0.02)  # a change within one tick of the kernel's clock keeps the same time
    return path


def together(works: list[Callable[[], T]]) -> list[T]:
    """Children that all begin at the same moment; what each answers, in order."""
    gate, opener = os.pipe()

    def after_the_gate(work: Callable[[], T]) -> T:
        os.close(opener)
        os.read(gate, 1)
        return work()

    children = [start(lambda work=work: after_the_gate(work)) for work in works]  # type: ignore[misc]
    os.close(opener)
    os.close(gate)
    return [finish(child) for child in children]


def test_of_several_writers_of_one_new_file_exactly_one_wins(tmp_path: Path) -> None:
    writers = 6
    for at in range(writers):
        (tmp_path / f"file{at}").write_bytes(state(at * 10))
    for again in range(15):
        new = tmp_path / f"new{again}"

        def work(at: int, new: Path = new) -> int | str:
            try:
                return advance(str(tmp_path / f"file{at}"), Target(str(new), durable=False))
            except CannotWrite as error:
                return error.reason

        answers = together([lambda at=at: work(at) for at in range(writers)])  # type: ignore[misc]
        (number,) = (answer for answer in answers if isinstance(answer, int))
        refusals = {answer for answer in answers if isinstance(answer, str)}
        assert refusals == {"exists already; it is replaced only when you ask for that"}
        assert number_of(new.read_bytes()) == number
    assert len(names(tmp_path)) == writers + 15


def test_several_writers_in_place_leave_a_whole_file(file: Path) -> None:
    def work() -> list[int]:
        reached = []
        for _ in range(30):
            try:
                reached.append(advance(str(file)))
            except FileChanged:
                reached.append(0)
        return reached

    answers = together([work] * 4)
    number = number_of(file.read_bytes())
    assert number is not None
    assert number in {reached for answer in answers for reached in answer}
    assert number > 1
    assert names(file.parent) == ["file"]


def append(file: Path) -> None:
    """Somebody adds to the file."""
    with file.open("ab") as stream:
        stream.write(b"more")


def rewrite(file: Path) -> None:
    """Somebody writes as many other bytes into it."""
    with file.open("r+b") as stream:
        stream.write(b"theirs")


def rewrite_and_set_the_time_back(file: Path) -> None:
    """The same, and the time of the change is made the old one."""
    before = file.stat()
    rewrite(file)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def truncate(file: Path) -> None:
    """Somebody empties it."""
    os.truncate(file, 0)


def touch(file: Path) -> None:
    """Its time changes and nothing else."""
    os.utime(file)


def put_another_there(file: Path) -> None:
    """An editor saves: another file takes the name."""
    before = file.stat()
    other = file.parent / "saved"
    other.write_bytes(state(9)[: before.st_size])
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    os.replace(other, file)


def delete(file: Path) -> None:
    """Somebody deletes it."""
    file.unlink()


def close_to_others(file: Path) -> None:
    """Its owner makes it private."""
    file.chmod(0o600)


CONTENT = [append, rewrite, truncate, touch]
NAME = [rewrite_and_set_the_time_back, put_another_there, delete, close_to_others]


def write_while(file: Path, target: Target, whole_up_to: int, change: Callable[[], None]) -> None:
    def verify(_: Source) -> None:
        change()

    with open_source(str(file), whole_up_to=whole_up_to) as source:
        write_edited(source, (Edit(0, 1, b"!"),), target, original=str(file), verify=verify)


@HELD
@pytest.mark.parametrize("change", CONTENT + NAME)
def test_an_original_that_changes_is_never_replaced(
    file: Path, whole_up_to: int, change: Callable[[Path], None]
) -> None:
    theirs = []

    def changed() -> None:
        change(file)
        theirs.append(file.read_bytes() if file.exists() else None)

    with pytest.raises(FileChanged) as caught:
        write_while(file, Target(str(file), replace=True), whole_up_to, changed)
    assert str(caught.value) == (
        f"{file}: changed while hegui was working on it; nothing was written"
    )
    assert theirs == [file.read_bytes() if file.exists() else None]
    assert names(file.parent) == (["file"] if file.exists() else [])


@HELD
@pytest.mark.parametrize("change", CONTENT + NAME)
def test_a_change_between_reading_and_writing_counts_as_well(
    file: Path, whole_up_to: int, change: Callable[[Path], None]
) -> None:
    with open_source(str(file), whole_up_to=whole_up_to) as source:
        source.read(0, source.size)
        change(file)
        theirs = file.read_bytes() if file.exists() else None
        with pytest.raises(FileChanged):
            write_edited(
                source,
                (Edit(0, 1, b"!"),),
                Target(str(file), replace=True),
                original=str(file),
                verify=lambda _: None,
            )
    assert theirs == (file.read_bytes() if file.exists() else None)
    assert names(file.parent) == (["file"] if file.exists() else [])


@HELD
@pytest.mark.parametrize("replace", [False, True])
@pytest.mark.parametrize("change", CONTENT)
def test_a_copy_of_changed_content_is_not_made(
    file: Path, whole_up_to: int, replace: bool, change: Callable[[Path], None]
) -> None:
    new = file.parent / "new"
    with pytest.raises(FileChanged):
        write_while(file, Target(str(new), replace=replace), whole_up_to, lambda: change(file))
    assert names(file.parent) == ["file"]


@HELD
@pytest.mark.parametrize("replace", [False, True])
@pytest.mark.parametrize("change", [put_another_there, delete, close_to_others])
def test_a_copy_is_of_the_file_that_was_opened(
    file: Path, whole_up_to: int, replace: bool, change: Callable[[Path], None]
) -> None:
    new = file.parent / "new"
    write_while(file, Target(str(new), replace=replace), whole_up_to, lambda: change(file))
    assert new.read_bytes() == b"!" + state(1)[1:]


def test_an_original_reached_by_a_link_is_watched_under_its_real_name(file: Path) -> None:
    link = file.parent / "link"
    link.symlink_to("file")

    def verify(_: Source) -> None:
        put_another_there(file)

    with open_source(str(link)) as source, pytest.raises(FileChanged):
        write_edited(source, (), Target(str(file), replace=True), original=str(link), verify=verify)
    assert file.read_bytes() == state(9)[: len(state(1))]
    assert names(file.parent) == ["file", "link"]


def test_a_reader_never_sees_half_a_file(file: Path) -> None:
    def write() -> int:
        for _ in range(60):
            advance(str(file))
        return 0

    def read() -> int:
        torn = 0
        before = -1
        for _ in range(2000):
            try:
                with open_source(str(file), whole_up_to=1_000_000) as source:
                    number = number_of(source.whole or b"")
            except CannotRead:
                number = None
            torn += number is None or number < before
            before = number or 0
        return torn

    assert together([write, read]) == [0, 0]
    assert number_of(file.read_bytes()) == 61

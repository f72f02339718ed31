"""Writing a file: what the target is afterwards, and what is refused."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from hegui.errors import CannotWrite, FileChanged, ReadBackFailed
from hegui.files.copying import copy_edited
from hegui.files.edits import Edit, Edits
from hegui.files.source import Source, open_source
from hegui.files.target import TEMPORARY_SUFFIX, Target
from hegui.files.writing import write_edited
from tests.files.child import become_nobody, in_child
from tests.files.states import advance, leftovers, names, state

HELD = pytest.mark.parametrize("whole_up_to", [0, 1_000_000], ids=["descriptor", "memory"])
EXISTS = "exists already; it is replaced only when you ask for that"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "file"
    path.write_bytes(state(1))
    return path


def refusal(work: Callable[[], object]) -> str:
    with pytest.raises(CannotWrite) as caught:
        work()
    return caught.value.reason


def nothing(_: Source) -> None:
    """No objection to the new file."""


@HELD
def test_in_place(file: Path, whole_up_to: int) -> None:
    assert advance(str(file), whole_up_to=whole_up_to) == 2
    assert file.read_bytes() == state(2)
    assert names(file.parent) == ["file"]


@HELD
@pytest.mark.parametrize("durable", [True, False])
def test_a_new_file(file: Path, whole_up_to: int, durable: bool) -> None:
    new = file.parent / "new"
    advance(str(file), Target(str(new), durable=durable), whole_up_to=whole_up_to)
    assert (file.read_bytes(), new.read_bytes()) == (state(1), state(2))
    assert names(file.parent) == ["file", "new"]
    assert new.stat().st_nlink == 1


def test_relative_to_the_working_directory(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(file.parent)
    advance("file", Target("new"))
    advance("file", Target("file", replace=True))
    assert Path("new").read_bytes() == Path("file").read_bytes() == state(2)
    assert names(file.parent) == ["file", "new"]


def test_a_file_that_exists_is_kept(file: Path) -> None:
    other = file.parent / "other"
    other.write_bytes(b"somebody's")
    assert refusal(lambda: advance(str(file), Target(str(other)))) == EXISTS
    assert other.read_bytes() == b"somebody's"
    assert names(file.parent) == ["file", "other"]


def test_a_file_that_exists_is_replaced_when_asked(file: Path) -> None:
    other = file.parent / "other"
    other.write_bytes(b"somebody's")
    advance(str(file), Target(str(other), replace=True))
    assert (file.read_bytes(), other.read_bytes()) == (state(1), state(2))
    assert names(file.parent) == ["file", "other"]


@pytest.mark.parametrize("replace", [False, True])
def test_a_directory_in_the_targets_place(file: Path, replace: bool) -> None:
    (file.parent / "directory").mkdir()
    goal = Target(str(file.parent / "directory"), replace=replace)
    expected = "cannot be written: Is a directory" if replace else EXISTS
    assert refusal(lambda: advance(str(file), goal)) == expected
    assert names(file.parent) == ["directory", "file"]


@pytest.mark.parametrize("pointing", ["file", "nowhere"])
def test_a_link_in_the_targets_place_is_never_written_through(file: Path, pointing: str) -> None:
    link = file.parent / "link"
    link.symlink_to(pointing)
    assert refusal(lambda: advance(str(file), Target(str(link)))) == EXISTS
    assert (link.is_symlink(), file.read_bytes()) == (True, state(1))
    other = file.parent / "other"
    other.write_bytes(state(5))
    advance(str(other), Target(str(link), replace=True))
    assert (link.is_symlink(), link.read_bytes()) == (False, state(6))
    assert file.read_bytes() == state(1)
    assert names(file.parent) == ["file", "link", "other"]


def test_an_original_that_is_a_link_stays_one(file: Path) -> None:
    (file.parent / "below").mkdir()
    link = file.parent / "below" / "link"
    link.symlink_to("../file")
    advance(str(link))  # the target is the real path
    assert os.readlink(link) == "../file"
    assert file.read_bytes() == state(2)
    assert (names(file.parent), names(file.parent / "below")) == (["below", "file"], ["link"])


def test_other_hard_links_keep_the_old_content(file: Path) -> None:
    other = file.parent / "other"
    os.link(file, other)
    advance(str(file))
    assert (file.read_bytes(), other.read_bytes()) == (state(2), state(1))
    assert (file.stat().st_nlink, other.stat().st_nlink) == (1, 1)


@pytest.mark.parametrize("replace", [False, True])
def test_no_directory(file: Path, replace: bool) -> None:
    goal = Target(str(file.parent / "missing" / "new"), replace=replace)
    assert refusal(lambda: advance(str(file), goal)) == (
        "cannot be written: No such file or directory"
    )
    assert names(file.parent) == ["file"]


def test_an_original_elsewhere_and_no_permission_here(file: Path) -> None:
    closed = file.parent / "closed"
    closed.mkdir()
    (closed / "inside").write_bytes(state(1))
    closed.chmod(0o555)
    file.chmod(0o644)
    file.parent.chmod(0o755)

    def work() -> list[str]:
        os.chdir(file.parent)  # the directories above are closed to others
        become_nobody()
        return [
            refusal(lambda: advance("file", Target("closed/new"))),
            refusal(lambda: advance("closed/inside", Target("closed/inside", replace=True))),
        ]

    try:
        assert in_child(work) == ["cannot be written: Permission denied"] * 2
        assert names(closed) == ["inside"]
        assert (closed / "inside").read_bytes() == state(1)
    finally:
        closed.chmod(0o755)


@pytest.mark.parametrize("replace", [False, True])
@pytest.mark.parametrize("name", ["a\0b", "\ud800"])
def test_names_that_no_file_can_have(file: Path, name: str, replace: bool) -> None:
    goal = Target(os.path.join(str(file.parent), name), replace=replace)
    assert refusal(lambda: advance(str(file), goal)).startswith("cannot be written: ")
    goal = Target(os.path.join(str(file.parent), name, "file"), replace=replace)
    assert refusal(lambda: advance(str(file), goal)).startswith("cannot be written: ")
    assert names(file.parent) == ["file"]


@pytest.mark.parametrize("replace", [False, True])
def test_a_name_that_is_too_long(file: Path, replace: bool) -> None:
    goal = Target(str(file.parent / ("x" * 256)), replace=replace)
    assert refusal(lambda: advance(str(file), goal)) == "cannot be written: File name too long"
    assert names(file.parent) == ["file"]


@pytest.mark.parametrize(
    "name",
    [
        b"x" * 255,
        "图".encode() * 85,  # 255 bytes; cutting it must not cut a character
        b"a" + "图".encode() * 84,
        b"two\nlines",
        b"latin-1 \xe9" * 20,
        b"-rf",
        b"%s{cause}",
    ],
)
def test_odd_names(tmp_path: Path, name: bytes) -> None:
    path = os.path.join(str(tmp_path), os.fsdecode(name))
    try:
        Path(path).write_bytes(state(1))
    except OSError:
        pytest.skip("this file system holds no such names")
    temporary = []

    def look(_: Source) -> None:
        temporary.extend(leftovers(tmp_path))

    with open_source(path) as source:
        write_edited(source, (), Target(path, replace=True), original=path, verify=look)
    (seen,) = temporary
    assert seen.startswith(".")
    assert len(os.fsencode(seen)) <= 143
    seen.encode()  # proper text, whatever the name was
    os.unlink(path)
    Path(tmp_path / "from").write_bytes(state(1))
    advance(str(tmp_path / "from"), Target(path))
    assert sorted(os.listdir(os.fsencode(tmp_path))) == sorted([b"from", name])


def test_what_verify_raises_comes_through_and_nothing_is_left(file: Path) -> None:
    for error in (ReadBackFailed("not so"), KeyboardInterrupt(), ZeroDivisionError(), KeyError()):
        for goal in (Target(str(file), replace=True), Target(str(file.parent / "new"))):

            def refuse(written: Source, error: BaseException = error) -> None:
                assert written.read(0, 1) == b"!"
                assert leftovers(file.parent)
                raise error

            with open_source(str(file)) as source, pytest.raises(type(error)) as caught:
                write_edited(source, (Edit(0, 1, b"!"),), goal, original=str(file), verify=refuse)
            assert caught.value is error
            assert names(file.parent) == ["file"]
            assert file.read_bytes() == state(1)


def test_verify_sees_all_of_the_new_file_and_not_the_old_one(file: Path) -> None:
    seen = []

    def verify(written: Source) -> None:
        seen.append((written.name, written.size, written.read(0, written.size)))
        assert file.read_bytes() == state(1)

    edits = (Edit(0, 8, (2).to_bytes(8, "big")),)
    with open_source(str(file)) as source:
        write_edited(source, edits, Target(str(file), True), original=str(file), verify=verify)
    new = file.read_bytes()
    assert new[7] == 2
    assert seen == [(str(file), len(new), new)]


def test_a_new_file_of_another_length_than_was_written(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose_one(source: Source, edits: Edits, descriptor: int) -> int:
        length = copy_edited(source, edits, descriptor)
        os.ftruncate(descriptor, length - 1)
        return length

    monkeypatch.setattr("hegui.files.writing.copy_edited", lose_one)
    with pytest.raises(ReadBackFailed) as caught:
        advance(str(file))
    assert caught.value.facts == {"have": len(state(2)) - 1, "length": len(state(2))}
    assert names(file.parent) == ["file"]


def test_without_an_original_the_mode_is_a_new_files(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_edited(
            Source.of_bytes(b"content"),
            (),
            Target(str(tmp_path / "new")),
            original=None,
            verify=nothing,
        )
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640
    assert (tmp_path / "new").read_bytes() == b"content"
    assert names(tmp_path) == ["new"]


def test_a_private_original_is_private_at_every_moment(file: Path) -> None:
    file.chmod(0o600)
    modes = []

    def look(_: Source) -> None:
        (temporary,) = leftovers(file.parent)
        modes.append(stat.S_IMODE((file.parent / temporary).stat().st_mode))

    before = os.umask(0)
    try:
        with open_source(str(file)) as source:
            goal = Target(str(file.parent / "new"))
            write_edited(source, (), goal, original=str(file), verify=look)
    finally:
        os.umask(before)
    assert [*modes, stat.S_IMODE((file.parent / "new").stat().st_mode)] == [0o600, 0o600]


def test_a_name_taken_while_the_file_was_made(file: Path) -> None:
    new = file.parent / "new"

    def take(_: Source) -> None:
        new.write_bytes(b"somebody's")

    def work() -> None:
        with open_source(str(file)) as source:
            write_edited(source, (), Target(str(new)), original=str(file), verify=take)

    assert refusal(work) == EXISTS
    assert new.read_bytes() == b"somebody's"
    assert names(file.parent) == ["file", "new"]


def test_a_prepared_link_of_a_guessed_name_is_not_followed(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Even one who could guess the random part gets nothing written through a link.
    monkeypatch.setattr(os, "urandom", lambda count: b"\x2a" * count)
    trap = file.parent / f".new.{'2a' * 6}{TEMPORARY_SUFFIX}"
    victim = file.parent / "victim"
    victim.write_bytes(b"precious")
    trap.symlink_to(victim)
    assert refusal(lambda: advance(str(file), Target(str(file.parent / "new")))) == (
        "cannot be written: File exists"
    )
    assert victim.read_bytes() == b"precious"
    assert "new" not in names(file.parent)


def test_a_source_without_a_status_is_measured_when_writing_begins(file: Path) -> None:
    descriptor = os.open(file, os.O_RDONLY)

    def change(_: Source) -> None:
        os.utime(file, ns=(1, 1))

    try:
        source = Source(str(file), file.stat().st_size, descriptor=descriptor)
        goal = Target(str(file), replace=True)
        write_edited(source, (), goal, original=str(file), verify=nothing)
        with pytest.raises(FileChanged):  # the name is another file's now
            write_edited(source, (), goal, original=str(file), verify=change)
    finally:
        os.close(descriptor)
    assert names(file.parent) == ["file"]

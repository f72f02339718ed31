"""Content that a change in place left alone is known without hashing it again; other never is."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import hegui
from hegui.errors import FileError, ReadBackFailed
from hegui.files.edits import Edit
from hegui.files.in_place import InPlace, write_in_place
from hegui.files.source import Source, open_source
from hegui.files.target import Target
from hegui.implicit.container import Container
from hegui.implicit.embedding import embed_in_file
from hegui.implicit.essence import Piece, pieces
from hegui.implicit.table import open_container
from hegui.seal.verification import Content
from hegui.sealing import making, outline
from hegui.sealing.content import content_of
from hegui.sealing.making import Sealer
from hegui.sealing.outline import Outline
from tests.builders.labels import BARE, PRODUCER
from tests.builders.samples import Sample, samples
from tests.seal.sealed import signer, trust

KEY = signer()
IN_PLACE = {"wav", "avi", "aiff", "matroska", "mp4", "pdf"}
ROOM = 1024 * 1024 + 1  # a file up to this size less one is held in memory, and written anew


@cache
def changeable() -> tuple[Sample, ...]:
    """The samples that can be labelled where they lie."""
    return tuple(one for one in samples() if one.format in IN_PLACE and _plan(one) is not None)


def _plan(sample: Sample) -> InPlace | None:
    with laid(sample) as container:
        try:
            content_of(container)
            return container.plan_in_place(BARE)
        except FileError:
            return None


@contextmanager
def laid(sample: Sample) -> Iterator[Container]:
    """The sample as a file that is not held in memory."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "sample" + sample.suffix)
        path.write_bytes(sample.build())
        with open_source(str(path)) as source:
            yield open_container(source)


def after(container: Container, change: InPlace) -> tuple[bool, bool]:
    """Whether the outline says that the content is kept, and whether it is, by its digest."""
    source = container.source
    known = Outline(source.size)
    before = content_of(container, known.add)
    assert before.digest
    found = []

    def look(written: Source) -> None:
        new = type(container)(written)
        found.append((known.kept(new, change), content_of(new).digest == before.digest))

    write_in_place(source.name, source, change, look)
    return found[0]


def test_every_format_that_is_changed_in_place_has_a_sample() -> None:
    assert {one.format for one in changeable()} == IN_PLACE


@pytest.mark.parametrize("sample", changeable(), ids=str)
def test_labelling_leaves_content_that_is_known_to_be_kept(sample: Sample) -> None:
    with laid(sample) as container:
        change = container.plan_in_place(BARE)
        assert change is not None
        assert after(container, change) == (True, True)


EDITS = st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=8))


@settings(max_examples=300, deadline=None)
@given(
    sample=st.deferred(lambda: st.sampled_from(changeable())),
    edits=st.lists(EDITS, max_size=3),
    tail=st.binary(max_size=40),
    labels=st.booleans(),
)
def test_no_change_of_content_passes(
    sample: Sample, edits: list[tuple[float, bytes]], tail: bytes, *, labels: bool
) -> None:
    """Any bytes at any places, beside a label or without one."""
    with laid(sample) as container:
        label = container.plan_in_place(BARE) if labels else InPlace(b"", ())
        assert label is not None
        size = container.source.size + len(label.tail + tail)
        commits = [
            Edit(int(where * (size - len(data) + 1)), len(data), data)
            for where, data in edits
            if len(data) <= size
        ]
        try:
            said, holds = after(container, InPlace(label.tail + tail, (*label.commits, *commits)))
        except FileError:
            return  # the new file cannot even be opened
        assert holds or not said


@settings(max_examples=300, deadline=None)
@given(
    sample=st.deferred(lambda: st.sampled_from(changeable())),
    where=st.floats(0, 1, exclude_max=True),
    bits=st.integers(1, 255),
)
def test_one_changed_byte_of_content_is_caught(sample: Sample, where: float, bits: int) -> None:
    with laid(sample) as container:
        spans = [piece for piece in pieces(container) if not isinstance(piece, bytes)]
        left = int(where * sum(end - start for start, end in spans))
        change = container.plan_in_place(BARE)
        assert change is not None
        for start, end in spans:
            if left < end - start:
                byte = container.source.read(start + left, 1)[0] ^ bits
                edit = Edit(start + left, 1, bytes((byte,)))
                try:
                    said, _ = after(container, InPlace(change.tail, (*change.commits, edit)))
                except FileError:
                    return
                assert not said
                return
            left -= end - start


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [
        ([(0, 40), b"x"], [(0, 40), b"x"], True),
        ([(0, 40), b"x"], [(0, 40), b"y"], False),
        ([(0, 40), b"x"], [b"x", (0, 40)], False),
        ([(0, 40)], [(0, 41)], False),
        ([(0, 40)], [(0, 20), b"", (30, 50)], False),
        ([(0, 40)], [], False),
        ([], [(0, 40)], False),
        ([(0, 4)], [(8, 12)], True),  # moved, and the same there
        ([(0, 4)], [(9, 13)], False),
        ([(60, 70)], [(60, 70)], False),  # bytes 64 to 71 are written
        ([(60, 64), b"-", (72, 80)], [(60, 64), b"-", (72, 80)], True),
        ([(64, 65)], [(64, 65)], False),
        ([(71, 72)], [(71, 72)], False),
        ([(0, 100)], [(0, 104)], False),  # what stands in the tail
        ([(0, 4)], [(100, 104)], True),  # the tail begins with what stood at byte 0
        ([(4, 8)], [(100, 104)], False),
    ],
)
def test_pieces_are_compared_by_place_and_else_by_bytes(
    old: list[tuple[int, int] | bytes], new: list[tuple[int, int] | bytes], *, kept: bool
) -> None:
    data = b"ABCDEFGHABCD" + bytes(range(12, 100))
    change = InPlace(b"ABCD", (Edit(64, 8, b"\xff" * 8),))
    known = Outline(len(data))
    for piece in old:
        known.add(piece)
    result = data[:64] + b"\xff" * 8 + data[72:] + b"ABCD"
    assert known.kept(_Claims(result, new), change) is kept
    assert not known.kept(_Claims(result + b"!", new), change)


class _Claims(Container):
    """A file whose content is what a test says."""

    kind = open_container(Source.of_bytes(b"RIFF\x04\0\0\0WAVE", "a.wav")).kind

    def __init__(self, data: bytes, said: list[tuple[int, int] | bytes]) -> None:
        super().__init__(Source.of_bytes(data))
        self._said = said

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        return False

    def read(self) -> hegui.Reading:
        raise NotImplementedError

    def essence(self) -> Iterator[tuple[int, int] | bytes]:
        return iter(self._said)


def test_more_ranges_than_are_kept_are_hashed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outline, "MOST_RANGES", 2)
    for count in (2, 3):
        spans: list[tuple[int, int] | bytes] = [(at, at + 1) for at in range(0, 2 * count, 2)]
        known = Outline(10)
        for span in spans:
            known.add(span)
        assert known.kept(_Claims(bytes(10), spans), InPlace(b"", ())) is (count == 2)


def _large(path: Path) -> None:
    """A WAV file of two megabytes of sound."""
    size = 2 * 1024 * 1024
    sound = os.urandom(size)
    body = b"WAVEfmt \x10\0\0\0\1\0\1\0\x44\xac\0\0\x88\x58\1\0\2\0\x10\0"
    body += b"data" + size.to_bytes(4, "little") + sound
    path.write_bytes(b"RIFF" + len(body).to_bytes(4, "little") + body)


def test_a_large_file_is_hashed_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    _large(path)
    hashed: list[Container] = []

    def counted(one: Container, note: Callable[[Piece], None] | None = None) -> Content:
        hashed.append(one)
        return content_of(one, note)

    monkeypatch.setattr(making, "content_of", counted)
    result = hegui.label(path, implicit_only=True, producer=PRODUCER, key=KEY, in_place=True)
    assert result.seal is not None
    assert result.seal.bound
    assert len(hashed) == 1
    (found,) = hegui.read(path, trust=trust()).seals
    assert found is not None
    assert found.producer.bound


def _wrong(
    plan: Callable[[Container, str], InPlace | None], *, filling: bool
) -> Callable[..., InPlace | None]:
    def planned(container: Container, text: str) -> InPlace | None:
        change = plan(container, text)
        assert change is not None
        edit = Edit(ROOM, 1, bytes((container.source.read(ROOM, 1)[0] ^ 1,)))
        if filling:
            return change._replace(filling=(*change.filling, edit))
        return change._replace(commits=(*change.commits, edit))

    return planned


@pytest.mark.parametrize("filling", [False, True])
def test_a_change_in_place_that_damages_content_is_undone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, filling: bool
) -> None:
    path = tmp_path / "a.wav"
    _large(path)
    before = path.read_bytes()
    with open_source(str(path)) as source:
        family = type(open_container(source))
    monkeypatch.setattr(family, "plan_in_place", _wrong(family.plan_in_place, filling=filling))
    with pytest.raises(ReadBackFailed, match="did not verify"):
        embed_in_file(str(path), Target.over(str(path)), lambda _: BARE, Sealer(KEY))
    assert path.read_bytes() == before

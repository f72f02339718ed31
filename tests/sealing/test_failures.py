"""A seal that does not verify in the new file is never reported, and leaves no trace."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

import hegui
from hegui.errors import ReadBackFailed
from hegui.files.edits import Edit, Edits, ordered
from hegui.implicit.formats.png import Png
from hegui.seal.public_keys import PublicKey
from hegui.seal.signatures import Signature
from tests.builders import png
from tests.builders.labels import PRODUCER
from tests.seal.sealed import signer

KEY = signer()
PICTURE = png.plain()
PIXELS = PICTURE.index(b"IDAT") + 4 + 6  # behind the head of the compressed samples


class Liar:
    """A signer that signs something else at one of its turns, or with another's key."""

    algorithm = KEY.algorithm
    guide = True

    def __init__(self, turn: int, other: Callable[[bytes], Signature]) -> None:
        self._turn, self._other, self._turns = turn, other, 0

    @property
    def public_key(self) -> PublicKey:
        return KEY.public_key

    def sign(self, message: bytes) -> Signature:
        self._turns += 1
        return self._other(message) if self._turns == self._turn else KEY.sign(message)


def _as_file(folder: Path, **options: object) -> None:
    path = folder / "a.png"
    path.write_bytes(PICTURE)
    try:
        hegui.label(path, implicit_only=True, producer=PRODUCER, **options)  # type: ignore[arg-type]
    finally:
        assert path.read_bytes() == PICTURE
        assert list(folder.iterdir()) == [path]


def in_place(folder: Path, key: object) -> None:
    _as_file(folder, key=key, in_place=True)


def elsewhere(folder: Path, key: object) -> None:
    _as_file(folder, key=key, output=folder / "b.png")


def in_memory(folder: Path, key: object) -> None:
    hegui.label(PICTURE, implicit_only=True, producer=PRODUCER, key=key, name="a.png")  # type: ignore[arg-type]


Way = Callable[[Path, object], None]
ways = pytest.mark.parametrize("way", [in_place, elsewhere, in_memory])


@ways
@pytest.mark.parametrize("turn", [1, 2])
@pytest.mark.parametrize(
    "other",
    [
        lambda message: KEY.sign(message + b"!"),
        lambda message: signer("another").sign(message),
        lambda message: Signature(1, 1),
    ],
    ids=["of another message", "of another key", "of nothing"],
)
def test_a_wrong_signature_is_no_seal(
    tmp_path: Path, way: Way, turn: int, other: Callable[[bytes], Signature]
) -> None:
    with pytest.raises(ReadBackFailed, match="the seal did not verify in the new file"):
        way(tmp_path, Liar(turn, other))


@ways
@pytest.mark.parametrize("member", ["Signature", "KeyValue", "Value", "PropagateID"])
def test_a_label_that_reads_otherwise_than_it_was_signed_is_no_seal(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, way: Way, member: str
) -> None:
    real = Png.plan
    digit = re.compile(rf"({member}\W+[0-9a-f-]{{20}})([0-9a-f])")

    def altered(self: Png, text: str) -> Edits:
        other, count = digit.subn(lambda at: at[1] + ("0" if at[2] != "0" else "1"), text, 1)
        assert count
        return real(self, other)

    monkeypatch.setattr(Png, "plan", altered)
    with pytest.raises(ReadBackFailed, match="did not read back as it was written"):
        way(tmp_path, KEY)


@ways
def test_content_changed_under_the_hand_is_not_called_sealed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, way: Way
) -> None:
    real = Png.plan
    spoilt = Edit(PIXELS, 1, bytes((PICTURE[PIXELS] ^ 1,)))
    monkeypatch.setattr(Png, "plan", lambda self, text: ordered((*real(self, text), spoilt)))
    with pytest.raises(ReadBackFailed, match="the seal did not verify in the new file"):
        way(tmp_path, KEY)

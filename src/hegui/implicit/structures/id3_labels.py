"""Labels in ID3v2 frames: which frame holds one, and what is left of it without.

The slot is a TXXX frame whose description is AIGC (TC260-PG-202510A clause 6). Read as well: TXX
of version 2.2, descriptions in another case, label texts among the strings of any text frame, in
comments and lyrics, and XMP in a PRIV frame.
Source: ID3v2.4.0-frames, 4.2, 4.8, 4.10 and 4.27; XMP specification part 3, 1.1.5 (PRIV).
"""

from __future__ import annotations

from dataclasses import dataclass

from hegui.aigc import looks_like_label
from hegui.errors import CeilingExceeded, FileError
from hegui.files.source import Source
from hegui.implicit import xmp
from hegui.implicit.budget import Budget
from hegui.implicit.structures.id3_frames import MOST_TEXT, Frame, content
from hegui.implicit.structures.id3_text import pieces, terminator
from hegui.implicit.structures.stray import SHORTEST, mentions
from hegui.structures.id3_header import TagHead

NAME = "AIGC"
_USER_TEXTS = ("TXXX", "TXX")
_REMARKS = ("COMM", "USLT", "COM", "ULT")
_LANGUAGE = 3
_XMP_OWNER = b"XMP\0"
_LABEL_OWNER = b"AIGC\0"


@dataclass(frozen=True, slots=True)
class Holding:
    """A frame that holds labels: ``texts``, or the XMP packet ``packet``.

    ``kind`` says which kind of frame ("txxx", "text", "comment", "private", "xmp"), ``named``
    whether it is called AIGC, ``exact`` whether it is the slot itself. ``rest`` is the body
    that remains without the labels, None where nothing does.
    """

    frame: Frame
    kind: str
    texts: tuple[str, ...] = ()
    named: bool = False
    exact: bool = False
    rest: bytes | None = None
    packet: bytes = b""


@dataclass(frozen=True, slots=True)
class Unseen:
    """A frame that could not be looked into, and why."""

    frame: Frame
    error: FileError


def find(
    source: Source, head: TagHead, frames: tuple[Frame, ...], budget: Budget
) -> tuple[list[Holding], list[Unseen]]:
    """Every frame that holds a label, and every one that may and cannot be looked into."""
    found: list[Holding] = []
    unseen: list[Unseen] = []
    for frame in frames:
        if frame.end - frame.body < SHORTEST or not _can_hold(source, frame):
            continue
        budget.search(frame.size, frame.place)
        try:
            data = content(source, head, frame)
            if data is None:
                raise source.broken("the frame is encrypted", frame.place)
        except FileError as error:
            if isinstance(error, CeilingExceeded):
                budget.search(MOST_TEXT, frame.place)  # that much was decompressed for nothing
            unseen.append(Unseen(frame, error))
            continue
        budget.search(len(data), frame.place)
        if holding := _holding(frame, data):
            budget.spend(len(data), frame.place)
            found.append(holding)
    return found, unseen


def without_label(source: Source, holding: Holding) -> bytes | None:
    """The frame's body without its labels, None where nothing is left. Raises BrokenFile."""
    if holding.kind != "xmp":
        return holding.rest
    place = holding.frame.place
    return _XMP_OWNER + xmp.without_label(holding.packet, name=source.name, place=place)


def _can_hold(source: Source, frame: Frame) -> bool:
    if frame.name[0] == "T" or frame.name in _REMARKS:
        return True
    return frame.name == "PRIV" and source.peek(frame.body, 4) in (_XMP_OWNER, _LABEL_OWNER[:4])


def _holding(frame: Frame, data: bytes) -> Holding | None:
    if not data:
        return None
    if frame.name in _USER_TEXTS:
        return _user_text(frame, data)
    if frame.name in _REMARKS:
        return _remark(frame, data)
    if frame.name[0] == "T":
        return _strings(frame, data[0], data[:1], data[1:])
    if data.startswith(_XMP_OWNER):
        return Holding(frame, "xmp", packet=data[len(_XMP_OWNER) :])
    if data.startswith(_LABEL_OWNER):
        text = pieces(0, data[len(_LABEL_OWNER) :], 0)[0].text
        return Holding(frame, "private", (text,), named=True)
    return None


def _user_text(frame: Frame, data: bytes) -> Holding | None:
    """TXXX: encoding, description, value, in practice several values."""
    description = pieces(data[0], data[1:], 1)[0]
    before = data[:1] + description.raw + terminator(data[0])
    if not _is_name(description.text):
        return _strings(frame, data[0], before, data[len(before) :])
    values = pieces(data[0], data[len(before) :])
    texts = tuple(value.text for value in values if value.text)
    exact = description.text == NAME and frame.name == "TXXX"
    return Holding(frame, "txxx", texts or ("",), named=True, exact=exact)


def _remark(frame: Frame, data: bytes) -> Holding | None:
    """COMM and USLT: encoding, language, description, text."""
    description, *values = pieces(data[0], data[1 + _LANGUAGE :], 1)
    text = values[0].text.rstrip("\0") if values else ""
    named = _is_name(description.text)
    if not named and not (_mentions(data) and looks_like_label(text)):
        return None
    return Holding(frame, "comment", (text,), named=named)


def _strings(frame: Frame, encoding: int, before: bytes, data: bytes) -> Holding | None:
    """The labels among the strings of a text frame; ``before`` is what stands before them."""
    if not _mentions(data):
        return None
    strings = pieces(encoding, data)
    if not any(looks_like_label(each.text) for each in strings):
        return None
    labels = tuple(each.text for each in strings if looks_like_label(each.text))
    kept = [each for each in strings if not looks_like_label(each.text)]
    rest = None
    if any(each.text for each in kept):
        rest = before + terminator(encoding).join(each.raw for each in kept)
    return Holding(frame, "text", labels, rest=rest)


def _mentions(data: bytes) -> bool:
    """A cheap look at text in any of the encodings: words of a label, or base64 of them."""
    data = data.replace(b"\0", b"")
    return mentions(data) or b"eyJ" in data or b"QUlHQ" in data


def _is_name(description: str) -> bool:
    return description.strip().upper() == NAME

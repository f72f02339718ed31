"""What a video file is: which stream is labelled, and how its frames become a picture."""

from __future__ import annotations

from fractions import Fraction

import av

from hegui.errors import BrokenFile, UnknownFormat, Unsupported
from hegui.explicit.video.mark import Geometry, orientation_of
from hegui.files.source import printable

_HEAD = 4096
_SEGMENT = b"\x18\x53\x80\x67"
_ATTACHED_PICTURE, _TIMED_THUMBNAILS = 0x400, 0x800  # AV_DISPOSITION_*


def opened(path: str) -> av.container.InputContainer:
    """The file, opened by FFmpeg's demuxers. Raises UnknownFormat, BrokenFile."""
    try:
        return av.open(path, metadata_errors="replace")
    except (av.error.FFmpegError, ValueError) as error:
        cause = getattr(error, "strerror", None) or str(error)
        raise BrokenFile(
            "cannot be opened as a video: {cause}", path=printable(path), cause=cause
        ) from error


def container_of(path: str) -> str:
    """ "mov" (MP4 and QuickTime) or "matroska" (with WebM), by the file's first bytes.

    Raises UnknownFormat for any other, BrokenFile for a Matroska file that is cut off.
    """
    with open(path, "rb") as file:
        head = file.read(12)
    if head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"):
        return "mov"
    if head[:4] == b"\x1a\x45\xdf\xa3":
        check_segment(path)
        return "matroska"
    raise UnknownFormat(
        "is no video that a label can be drawn on: MP4, QuickTime, Matroska or WebM",
        path=printable(path),
    )


def undrawable(path: str) -> str | None:
    """The name of a film's container that takes an implicit label and is not drawn on here."""
    with open(path, "rb") as file:
        head = file.read(12)
    if head[:4] == b"RIFF" and head[8:] == b"AVI ":
        return "AVI"
    return "FLV" if head[:3] == b"FLV" else None


def check_segment(path: str) -> None:
    """Raises BrokenFile where a Matroska file ends before its segment does (RFC 9559 5.1).

    FFmpeg's demuxer takes such an end for the video's.
    """
    with open(path, "rb") as file:
        head = file.read(_HEAD)
        size = file.seek(0, 2)
    at = head.find(_SEGMENT)
    if at < 0 or at + len(_SEGMENT) >= len(head):
        return
    at += len(_SEGMENT)
    width = 9 - head[at].bit_length()
    length = int.from_bytes(head[at : at + width], "big") & ((1 << 7 * width) - 1)
    known = length != (1 << 7 * width) - 1
    if known and at + width + length > size:
        raise BrokenFile(
            "the file is cut off: it says {length} bytes and has {size}",
            path=printable(path),
            length=at + width + length,
            size=size,
        )


def video_stream(container: av.container.InputContainer, name: str) -> av.VideoStream:
    """The stream to be labelled: the only one that is no cover picture.

    Raises BrokenFile where there is none, Unsupported where there are several, or sound alone.
    """
    streams = [
        stream
        for stream in container.streams.video
        if not int(stream.disposition) & _ATTACHED_PICTURE
    ]
    if not streams and container.streams.audio:
        raise Unsupported("has sound and no pictures: its label is heard, not drawn", path=name)
    if not streams:
        raise BrokenFile("has no video frames", path=name)
    if len(streams) > 1:
        raise Unsupported(
            "has {count} video tracks; which of them is to be labelled cannot be told",
            path=name,
            count=len(streams),
        )
    return streams[0]


def is_attachment(stream: av.stream.Stream) -> bool:
    """Whether FFmpeg's demuxer made the stream of an attached file or cover, no track."""
    picture = int(stream.disposition) & (_ATTACHED_PICTURE | _TIMED_THUMBNAILS)
    return stream.type == "attachment" or picture == _ATTACHED_PICTURE


def first_frame(path: str) -> tuple[av.VideoFrame, Geometry]:
    """The first frame, and how frames become a picture.

    Raises BrokenFile where no frame can be decoded.
    """
    name = printable(path)
    with opened(path) as container:
        stream = video_stream(container, name)
        try:
            frame = next(container.decode(stream), None)
        except av.error.FFmpegError as error:
            raise BrokenFile(
                "a video frame cannot be decoded: {cause}", path=name, cause=error.strerror
            ) from error
        if frame is None:
            raise BrokenFile("has no video frames", path=name)
        aspect = stream.sample_aspect_ratio or Fraction(1)
        matrix = frame.side_data.get("DISPLAYMATRIX")
        orientation = orientation_of(bytes(matrix)) if matrix else 1
        return frame, Geometry(frame.width, frame.height, aspect, orientation)

"""What a video file is: which stream is labelled, and how its frames become a picture."""

from __future__ import annotations

from fractions import Fraction

import av

from hegui.errors import BrokenFile, UnknownFormat, Unsupported
from hegui.explicit.video_mark import Geometry, orientation_of
from hegui.files.source import printable

CONTAINERS = ("mov", "matroska")
_ATTACHED_PICTURE = 0x400  # AV_DISPOSITION_ATTACHED_PIC


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

    Raises UnknownFormat for any other.
    """
    with open(path, "rb") as file:
        head = file.read(12)
    if head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"):
        return "mov"
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return "matroska"
    raise UnknownFormat(
        "is no video that a label can be drawn on: MP4, QuickTime, Matroska or WebM",
        path=printable(path),
    )


def video_stream(container: av.container.InputContainer, name: str) -> av.VideoStream:
    """The stream to be labelled: the only one that is no cover picture.

    Raises BrokenFile where there is none, Unsupported where there are several.
    """
    streams = [
        stream
        for stream in container.streams.video
        if not int(stream.disposition) & _ATTACHED_PICTURE
    ]
    if not streams:
        raise BrokenFile("has no video frames", path=name)
    if len(streams) > 1:
        raise Unsupported(
            "has {count} video tracks; which of them is to be labelled cannot be told",
            path=name,
            count=len(streams),
        )
    return streams[0]


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

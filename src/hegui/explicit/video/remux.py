"""Writing a container anew with new video frames in it, every other packet as it was.

For Matroska and WebM, and for MP4 files whose frames cannot be put in place. What a file says of
itself is put back afterwards (see kept); what of tracks, chapters and descriptions is not there
then is found by comparing, and said.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import av

from hegui.errors import BrokenFile, CannotWrite, Unsupported
from hegui.explicit.video.mp4_splice import Fresh
from hegui.explicit.video.open import is_attachment, opened, video_stream
from hegui.explicit.video.samples import Samples, Unjoinable
from hegui.files.source import printable
from hegui.messages import Notice

_OPTIONS = {
    # Descriptions under keys of their own: the one that leaves room may have any length.
    "mp4": {"movflags": "use_metadata_tags+faststart"},
    "mov": {"movflags": "use_metadata_tags+faststart"},
    "matroska": {"default_mode": "passthrough"},
    "webm": {"default_mode": "passthrough"},
}
_ROOM = {"matroska": "metadata_header_padding", "webm": "metadata_header_padding"}
_FILLER = "room"
# Of MP4's descriptions, what the muxer makes fields and tracks of.
_ACTED_ON = ("creation_time", "timecode")
# The muxer writes its own.
_MUXERS_OWN = frozenset(
    (
        "encoder",
        "major_brand",
        "minor_version",
        "compatible_brands",
        "duration",
        "handler_name",
        "vendor_id",
    )
)


@dataclass(frozen=True, slots=True)
class NewPackets:
    """What takes the place of the video's packets, by their number in coding order."""

    samples: Samples
    fresh: Sequence[Fresh]
    spool: int

    def packet(self, place: int, old: av.Packet) -> av.Packet:
        """The packet for a place: the old one with its time of decoding, or a new one."""
        for part in self.fresh:
            if part.first <= place < part.last:
                at = place - part.first
                new = av.Packet(int(part.sizes[at]))
                new.update(os.pread(self.spool, int(part.sizes[at]), int(part.offsets[at])))
                new.pts, new.is_keyframe = int(part.pts[at]), bool(part.sync[at])
                new.time_base, new.duration = self.samples.time_base, old.duration
                break
        else:
            new = old
        new.dts = int(self.samples.dts[place])
        return new


def muxer_of(path: str, container: str) -> str:
    """The muxer that writes what this file is: "mp4", "mov", "matroska" or "webm"."""
    with open(path, "rb") as file:
        head = file.read(4096)
    if container == "mov":
        return "mov" if head[8:12] == b"qt  " or head[4:8] != b"ftyp" else "mp4"
    return "webm" if b"\x42\x82\x84webm" in head else "matroska"


def remux(
    path: str,
    sink: str,
    muxer: str,
    config: bytes,
    new: NewPackets,
    room: int,
    progress: Callable[[float], None],
) -> None:
    """Writes the container with ``new`` packets and the video's ``config`` to ``sink``.

    ``room`` is left for the original's descriptions (see kept).
    Raises Unsupported where a stream cannot be carried, BrokenFile, CannotWrite.
    """
    name = printable(path)
    with opened(path) as source:
        video = video_stream(source, name)
        with writing(sink, muxer, room) as target:
            streams = copied_streams(source, target, name, {}, room)
            if config:
                streams[video.index].codec_context.extradata = config
            place = 0
            for packet in _packets(source, name):
                stream = streams.get(packet.stream_index)
                if stream is None:
                    continue
                if packet.stream_index == video.index:
                    packet = new.packet(place, packet)
                    place += 1
                    progress(place / len(new.samples))
                packet.stream = stream
                target.mux(packet)


@contextmanager
def writing(sink: str, muxer: str, room: int) -> Iterator[av.container.OutputContainer]:
    """A container to be written, complete when the block ends.

    ``room`` bytes are left for descriptions: in Matroska here, in MP4 by copied_streams.
    Raises CannotWrite, Unjoinable where the muxer refuses what it is given.
    """
    options = dict(_OPTIONS[muxer])
    if muxer in _ROOM:
        options[_ROOM[muxer]] = str(room)
    try:
        with av.open(sink, "w", format=muxer, options=options) as target:
            yield target
    except av.error.FFmpegError as error:
        if isinstance(error, OSError):
            raise CannotWrite(
                "cannot be written: {cause}", path=printable(sink), cause=error.strerror
            ) from error
        raise Unjoinable("the container's writer refuses it: {cause}", cause=str(error)) from error


def copied_streams(
    source: av.container.InputContainer,
    target: av.container.OutputContainer,
    name: str,
    made: dict[int, Callable[[av.container.OutputContainer], av.stream.Stream]],
    room: int,
) -> dict[int, av.stream.Stream]:
    """The target's streams by the source's numbers, in the same order; those in ``made`` are
    called to be made, all others copied, with chapters. Attached files and covers are no tracks:
    they and the descriptions are put back afterwards, into ``room`` bytes.
    """
    streams: dict[int, av.stream.Stream] = {}
    for stream in source.streams:
        if is_attachment(stream):
            continue
        try:
            if stream.index in made:
                new = made[stream.index](target)
            else:
                new = target.add_stream_from_template(stream, opaque=True)
                new.time_base = stream.time_base
        except (ValueError, av.error.FFmpegError) as error:
            raise Unsupported(
                "its track {number} ({kind}) cannot be carried over",
                path=name,
                number=stream.index + 1,
                kind=stream.type,
            ) from error
        new.metadata.update(stream.metadata)
        new.disposition = stream.disposition
        streams[stream.index] = new
    if target.format.name in _ROOM:
        target.metadata.update(source.metadata)
    else:
        acted_on = {key: source.metadata[key] for key in _ACTED_ON if key in source.metadata}
        target.metadata.update({**acted_on, _FILLER: " " * room})
    chapters = source.chapters()
    if chapters:
        target.set_chapters(chapters)
    return streams


def _packets(source: av.container.InputContainer, name: str) -> Iterator[av.Packet]:
    try:
        for packet in source.demux():
            if packet.size or packet.dts is not None:
                yield packet
    except av.error.FFmpegError as error:
        raise BrokenFile(
            "cannot be read to its end: {cause}", path=name, cause=error.strerror
        ) from error


def losses(old: str, new: str) -> tuple[Notice, ...]:
    """What the new container does not hold of the old: streams, chapters, descriptions."""
    with opened(old) as before, opened(new) as after:
        found = []
        kinds = [[stream.type for stream in one.streams] for one in (before, after)]
        if kinds[0] != kinds[1]:
            found.append(
                Notice(
                    "the tracks changed: {before} before, {after} now",
                    {"before": ", ".join(kinds[0]), "after": ", ".join(kinds[1])},
                )
            )
        if len(before.chapters()) != len(after.chapters()):
            found.append(Notice("chapters were lost"))
        lost = _differing(before.metadata, after.metadata)
        for old_one, new_one in zip(before.streams, after.streams, strict=False):
            lost += [
                key for key in _differing(old_one.metadata, new_one.metadata) if key not in lost
            ]
        if lost:
            found.append(Notice("descriptions were lost: {keys}", {"keys": ", ".join(lost)}))
        return tuple(found)


def _differing(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """The descriptions that are no longer what they were."""
    return [
        key
        for key, value in before.items()
        if key.lower() not in _MUXERS_OWN and after.get(key) != value
    ]

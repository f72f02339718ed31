"""MP4 and QuickTime, with M4A and 3GP: the label is a tag in the movie's user data.

Slot: moov.udta.meta, key AIGC of namespace mdta, its value in ilst as UTF-8 (TC260-PG-20257A
clause 6 for MP4 and MOV, 202510A for M4A), exactly as FFmpeg's use_metadata_tags writes it.
Read as well: tags elsewhere, with keys or without, XMP in a uuid box or in user data, boxes
called aigc, strings in user data.
"""

from __future__ import annotations

from collections.abc import Iterator

from hegui.aigc import looks_like_label
from hegui.errors import FileError, NoSlot
from hegui.files.edits import Edit, Edits, apply_edits
from hegui.files.in_place import InPlace
from hegui.files.source import Source
from hegui.implicit import xmp
from hegui.implicit.container import Container, Kind, Reading
from hegui.implicit.formats import quicktime_tags
from hegui.implicit.formats.heif_brands import family_of
from hegui.implicit.formats.quicktime_layout import Carrier, Form, lay_out
from hegui.implicit.look import Look
from hegui.implicit.structures import stray
from hegui.rules import slot_of
from hegui.structures.bmff import Box, SizeForm, Splice, make, tail

# Files of before ISO/IEC 14496-12 begin with one of these.
_FIRST_BOXES = frozenset((b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"))
_SOUND = (b"M4A", b"M4B", b"M4P", b"F4A", b"F4B", b"aax")
# JPEG 2000 and its motion pictures, JPEG XL, Canon's raw files: boxes too, other formats.
_OTHERS = (b"jp", b"mjp", b"mj2", b"jxl", b"crx")
_FEW = 8  # bytes of size, language and the like around a string in user data


class Mp4(Container):
    """A file of the MP4 family, whole or fragmented."""

    kind = Kind(
        "mp4",
        "MP4",
        (".mp4", ".m4v", ".mp4v", ".f4v", ".cmfv"),
        ("video/mp4", "video/x-m4v"),
        slot_of("mp4"),
        in_place=True,
    )

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self._layout = lay_out(source)

    @classmethod
    def sniff(cls, head: bytes) -> bool:
        return _family(head) == cls.kind.id

    def read(self) -> Reading:
        layout = self._layout
        look = Look(self.kind, self.source.name)
        for carrier in layout.carriers:
            try:
                self._look_at(look, carrier)
            except FileError as error:
                look.could_not(error, place=carrier.place, offset=carrier.start)
        for fault in layout.faults:
            look.could_not(fault, place=fault.place or "", offset=self.source.size)
        if layout.ending and layout.ending not in layout.faults:
            look.could_not(layout.ending, place=layout.ending.place or "", offset=self.source.size)
        return look.reading()

    def plan(self, text: str) -> Edits:
        self._check()
        layout = self._layout
        target = layout.target
        chosen = quicktime_tags.item_of_label(self.source, target) if target else None
        splices: list[Splice] = []
        gone: set[Box] = set()
        for carrier in layout.carriers:
            if carrier.box == chosen or carrier.box in gone:
                continue
            taken = self._taken_out(carrier)
            if taken:
                gone.add(carrier.box)
            splices += taken
        if target:
            splices += quicktime_tags.with_label(self.source, target, text)
        else:
            splices += self._new_list(text)
        from hegui.implicit.formats import quicktime_moves  # to read moves nothing

        return quicktime_moves.settled(layout, splices)

    def plan_in_place(self, text: str) -> InPlace | None:
        """The movie box anew at the end of the file, where the old one is behind all media.

        It is appended as free space, or put into what an older movie left there, and then made
        the movie; only then the old one becomes free space. Between the two steps the file has
        two movie boxes: FFmpeg goes by the first, which is whole, and so does hegui. A movie
        before its media, and a fragmented file, would lose what their order is good for: None.
        A label that stands there already is not written again, wherever the movie is.
        """
        layout, source = self._layout, self.source
        movie, last = layout.movie, layout.last
        self._check()
        if self._stands(text):
            return InPlace(b"", ())
        if movie is None or last is None or layout.ending or last.end != source.size:
            return None
        if (
            layout.fragments
            or layout.solid.after(movie.end) is not None
            or last.form is SizeForm.OPEN
        ):
            return None
        if layout.spare_movie or movie.size > source.ceilings.allocation:
            return None
        edits = self.plan(text)
        first, end = movie.start, movie.end
        if any(one.offset < first or one.offset + one.length > end for one in edits):
            return None
        old = source.read(movie.start, movie.size, "the movie box")
        own = tuple(Edit(one.offset - first, one.length, one.data) for one in edits)
        body = apply_edits(old, own)[movie.body - movie.start :]
        retired = Edit(first + 4, 4, b"free")
        from hegui.implicit.formats import quicktime_moves

        reused = quicktime_moves.into_left(layout, body)
        if reused is not None:
            filling, switch = reused
            return InPlace(b"", (switch, retired), filling)
        return InPlace(make(b"free", body), (Edit(source.size + 4, 4, b"moov"), retired))

    def _stands(self, text: str) -> bool:
        """Whether the file has this label, in its place and alone, and nothing would change."""
        sites = self.read().sites
        if self._layout.ending or len(sites) != 1:
            return False
        if not sites[0].prescribed or sites[0].text != text:
            return False
        return all(
            one.length == len(one.data) and self.source.read(one.offset, one.length) == one.data
            for one in self.plan(text)
        )

    def essence(self) -> Iterator[tuple[int, int] | bytes]:
        """The movie's structure, then movie fragments and media data in the file's order.

        In: of moov, tracks with sample descriptions (codec configuration), sample tables,
        edit lists, references between tracks, durations, languages; every moof; the bodies of
        mdat and imda. Normalised: chunk offsets and base data offsets, which count within the
        media data, so that neither their width nor the places of boxes matter. Out: udta and
        meta (tags, cover pictures), XMP and any other uuid box (C2PA's too), free space, ftyp,
        sidx, mfra, times of creation and modification, handlers' names.
        """
        from hegui.implicit.formats import quicktime_content  # only seals and copies ask for it

        return quicktime_content.content(self._layout)

    def _check(self) -> None:
        """Raises what stands against writing."""
        layout = self._layout
        for fault in layout.faults:
            raise fault
        if layout.movie is None:
            if layout.ending:
                raise layout.ending
            if layout.fragments:
                raise NoSlot(
                    "is a segment of a stream; the label belongs into the file that the stream "
                    "begins with, which has a movie box (moov)",
                    path=self.source.name,
                )
            raise self.source.broken("the file has no movie box (moov)")

    def _look_at(self, look: Look, carrier: Carrier) -> None:
        tag = carrier.tag
        if tag is not None:
            text = tag.text(self.source)
            if tag.named:
                look.label(text, **carrier.where, prescribed=carrier.prescribed)
            else:
                look.text(text, **carrier.where)
            return
        data = self._data(carrier)
        if carrier.form is Form.XMP:
            look.xmp(data, **carrier.where, prescribed=False)
        elif carrier.form is Form.LABEL:
            look.label(stray.decoded(data).strip("\0"), **carrier.where)
        else:
            for found in stray.find(data):
                look.text(found.text, **carrier.where)

    def _data(self, carrier: Carrier) -> bytes:
        return self.source.read(carrier.start, carrier.length, "the box")

    def _taken_out(self, carrier: Carrier) -> list[Splice]:
        """The splices that take a carrier's label out; only within the movie sizes change."""
        if carrier.form is Form.XMP:
            data = self._data(carrier)
            cleaned = xmp.without_label(data, name=self.source.name, place=carrier.place)
            return self._over(carrier, data, cleaned.ljust(len(data)))
        if carrier.form is Form.TEXT:
            return self._string_taken_out(carrier)
        tag = carrier.tag
        if tag and not tag.named and not looks_like_label(tag.text(self.source)):
            return []
        return self._box_taken_out(carrier)

    def _string_taken_out(self, carrier: Carrier) -> list[Splice]:
        data = self._data(carrier)
        found = stray.find(data)
        if not found:
            return []
        if len(stray.cut(data, found)) <= _FEW:
            return self._box_taken_out(carrier)
        return self._over(carrier, data, stray.blanked(data))

    def _over(self, carrier: Carrier, old: bytes, new: bytes) -> list[Splice]:
        return [Splice(Edit(carrier.start, len(old), new))] if new != old else []

    def _box_taken_out(self, carrier: Carrier) -> list[Splice]:
        box = carrier.box
        if self._layout.is_in_movie(carrier.within):
            return [Splice(Edit(box.start, box.size, b""), carrier.within)]
        # Elsewhere nothing moves: the box becomes free space.
        blank = bytes(box.end - box.body)
        return [Splice(Edit(box.start + 4, 4, b"free")), Splice(Edit(box.body, len(blank), blank))]

    def _new_list(self, text: str) -> list[Splice]:
        """A list of tags behind all that is in the movie's user data, or user data with one.

        Behind, because programs that know iTunes' tags take the first list they find.
        """
        layout, source = self._layout, self.source
        movie, user_data, other = layout.movie, layout.user_data, layout.keyed
        assert movie is not None
        listing = quicktime_tags.new_list(source, text, other)
        around: tuple[Box, ...] = (movie,)
        if user_data is not None:
            at, around = tail(source, user_data, 2), (movie, user_data)
        elif other is not None and other.within == around:
            # Before the other keyed list, so that FFmpeg meets the label's key first.
            at, listing = other.box.start, make(b"udta", listing)
        else:
            at, listing = tail(source, movie, 1), make(b"udta", listing)
        before = other is not None and other.box.start < at
        splices = quicktime_tags.with_key(source, other) if other and before else []
        return [*splices, Splice(Edit(at, 0, listing), around)]


class Mov(Mp4):
    """A QuickTime movie, with or without a file type box."""

    kind = Kind(
        "mov", "QuickTime", (".mov", ".qt"), ("video/quicktime",), slot_of("mov"), in_place=True
    )


class M4a(Mp4):
    """Sound alone in an MP4 file, music or an audio book."""

    kind = Kind(
        "m4a",
        "M4A",
        (".m4a", ".m4b", ".m4p", ".f4a"),
        ("audio/mp4", "audio/x-m4a"),
        slot_of("m4a"),
        in_place=True,
    )


class ThreeGp(Mp4):
    """A 3GP or 3G2 file."""

    kind = Kind(
        "3gp",
        "3GP",
        (".3gp", ".3gpp", ".3g2"),
        ("video/3gpp", "video/3gpp2", "audio/3gpp"),
        slot_of("3gp"),
        in_place=True,
    )


def _family(head: bytes) -> str:
    """Which of the kinds a file is by its brand (ISO/IEC 14496-12 4.3); empty for no movie."""
    first = head[4:8]
    if first == b"styp":
        return "mp4"
    if first != b"ftyp":
        return "mov" if first in _FIRST_BOXES and not _is_prose(head) else ""
    major = head[16:20] if head[:4] == b"\0\0\0\1" else head[8:12]
    if major.startswith(_OTHERS) or family_of(head):
        return ""
    if major == b"qt  ":
        return "mov"
    if major.startswith(_SOUND):
        return "m4a"
    return "3gp" if major.startswith(b"3g") else "mp4"


def _is_prose(head: bytes) -> bool:
    """Whether a file is text that has such a word at its beginning ("The moov box …")."""
    return head[:4].isascii() and head[:4].decode("ascii").isprintable() and b"\0" not in head

"""Collecting what a container sees: sites, and what could not be looked at."""

from __future__ import annotations

from dataclasses import replace

from hegui.aigc import ParsedLabel, Tolerance, looks_like_label, parse
from hegui.errors import FileError
from hegui.implicit import xmp
from hegui.implicit.container import Blind, Block, Kind, Reading, Site


class Look:
    """Gathers the findings of one walk over one file; ``reading`` closes it."""

    def __init__(self, kind: Kind, name: str) -> None:
        self._kind = kind
        self._name = name
        self._sites: list[Site] = []
        self._blind: list[Blind] = []
        self._blocks: list[Block] = []

    def label(
        self,
        text: str,
        *,
        slot: str,
        place: str,
        offset: int,
        length: int,
        dialect: str = "json",
        named: bool = True,
        prescribed: bool = False,
        tolerances: tuple[Tolerance, ...] = (),
    ) -> None:
        """Text in a slot that is called AIGC, or that was recognised as a label.

        ``tolerances`` are those the container itself needed, such as a wrong checksum.
        """
        found = parse(text, named=named)
        if tolerances and isinstance(found, ParsedLabel):
            found = replace(found, tolerances=tolerances + found.tolerances)
        parsed, problem = (found, None) if isinstance(found, ParsedLabel) else (None, found)
        self._sites.append(
            Site(slot, prescribed, place, offset, length, dialect, text, parsed, problem)
        )

    def text(
        self,
        text: str,
        *,
        slot: str,
        place: str,
        offset: int,
        length: int,
        tolerances: tuple[Tolerance, ...] = (),
    ) -> None:
        """Text in a slot of some other name: a site only if it claims to be a label."""
        if looks_like_label(text):
            self.label(
                text,
                slot=slot,
                place=place,
                offset=offset,
                length=length,
                named=False,
                tolerances=tolerances,
            )

    def xmp(
        self,
        packet: bytes,
        *,
        slot: str,
        place: str,
        offset: int,
        length: int,
        prescribed: bool,
        tolerances: tuple[Tolerance, ...] = (),
    ) -> None:
        """An XMP packet: each label property in it is a site."""
        self._blocks.append(Block("xmp", place, offset, packet))
        try:
            properties = xmp.find(packet, name=self._name, place=place)
        except FileError as error:
            self.could_not(error, place=place, offset=offset)
            return
        for found in properties:
            self.label(
                found.text,
                slot=slot,
                place=f"{place}, {found.qname}",
                offset=offset,
                length=length,
                dialect=found.dialect,
                prescribed=prescribed and found.prescribed,
                tolerances=tolerances,
            )

    def exif(self, block: bytes, *, slot: str, place: str, offset: int, length: int) -> None:
        """An EXIF block (a TIFF structure without "Exif\\0\\0"): texts that are labels."""
        from hegui.implicit.structures import exif  # most files have none

        self._blocks.append(Block("exif", place, offset, block))
        if not exif.may_hold_label(block):
            return
        try:
            texts = exif.texts(block, name=self._name, place=place)
        except FileError as error:
            self.could_not(error, place=place, offset=offset)
            return
        for found in texts:
            self.text(
                found.text,
                slot=f"{slot}-{found.tag}",
                place=f"{place}, {found.tag}",
                offset=offset,
                length=length,
            )

    def could_not(self, error: FileError, *, place: str, offset: int) -> None:
        """A place that could not be looked at, for the reason the error gives."""
        self._blind.append(Blind(place, offset, error.template, error.facts))

    def reading(self) -> Reading:
        """Everything seen, in file order."""
        return Reading(self._kind, tuple(self._sites), tuple(self._blind), tuple(self._blocks))

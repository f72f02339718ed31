"""The list of a filing's contents as a document: each file with its digest, and what lacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hegui.assess.report.annexes import ANNEXES, Annex
from hegui.assess.results import Assessment
from hegui.messages import Notice
from hegui.render.document.blocks import (
    Block,
    Bullets,
    Column,
    Document,
    Heading,
    Paragraph,
    Table,
    Text,
    same,
)
from hegui.render.report import NOTHING, Said, said


@dataclass(frozen=True, slots=True)
class Packed:
    """One file of a package: the annex it belongs to (None for the list of contents), its path
    within, digest and bytes."""

    annex: Annex | None
    path: str
    sha256: str
    size: int

    @property
    def number(self) -> int | None:
        """The number of its annex."""
        return self.annex.number if self.annex else None


@dataclass(frozen=True, slots=True)
class Lack:
    """An annex for which something is missing, and what."""

    annex: Annex
    what: Notice


def contents(
    assessment: Assessment, made: datetime, packed: Sequence[Packed], lacks: Sequence[Lack]
) -> Document:
    """The list of contents."""
    blocks: list[Block] = [
        Paragraph(
            said(
                "Names and order of annexes vary by province and come from reports about filings "
                "[secondary]: hold them against what your own authority asks."
            ),
            "warn",
        )
    ]
    if lacks:
        blocks.append(Heading(said("Missing")))
        blocks.append(Bullets(tuple(_lack(one) for one in lacks)))
    blocks.append(Heading(said("Files")))
    blocks.append(
        Table(
            NOTHING,
            (
                Column(said("Annex"), 3),
                Column(said("File"), 5),
                Column(said("SHA-256"), 6),
                Column(said("Bytes"), 2, number=True),
            ),
            tuple(
                (
                    _annex(one.annex),
                    same(one.path),
                    Text(same(one.sha256), exact=True),
                    same(f"{one.size:,}"),
                )
                for one in packed
            ),
        )
    )
    blocks.append(Heading(said("What each annex is made from")))
    blocks.append(
        Bullets(
            tuple(
                Said(
                    f"{one.number} {one.en}: {one.from_en} [{one.confidence}]",
                    f"{one.number} {one.zh}：{one.from_zh} [{one.confidence}]",
                )
                for one in ANNEXES
            )
        )
    )
    title = said("Filing: {name}", name=assessment.service.name)
    return Document(title, tuple(blocks), made, same(f"{made:%Y-%m-%d}"))


def _annex(one: Annex | None) -> Said:
    if one is None:
        return same("–")
    return Said(f"{one.number} {one.en}", f"{one.number} {one.zh}")


def _lack(one: Lack) -> Said:
    told = said(one.what.template, **one.what.facts)
    return Said(
        f"{one.annex.number} {one.annex.en}: {told.en}",
        f"{one.annex.number} {one.annex.zh}：{told.zh}",
    )

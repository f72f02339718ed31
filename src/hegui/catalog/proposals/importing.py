"""A saved file read for what it proposes: a portal's listing, a feed, a list of numbers."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from datetime import date

from hegui.catalog.proposals import feeds, listings
from hegui.catalog.proposals.matching import Matcher
from hegui.catalog.proposals.proposal import Proposal
from hegui.catalog.proposals.standards_numbers import plan_numbers, standard_numbers
from hegui.catalog.proposals.tables import csv_table, html_tables
from hegui.catalog.store import Catalog
from hegui.errors import CeilingExceeded
from hegui.files.source import Source, open_source, printable

LARGEST = 8 * 1024 * 1024
"""Bytes of the largest file that is read."""


def proposals_of(catalog: Catalog, path: str, on: date) -> tuple[Proposal, ...]:
    """What a file proposes, each thing once, without what the catalogue knows already.

    Read are HTML pages with a table of standards, CSV, RSS and Atom feeds, and any other text for
    the numbers in it. Raises CannotRead, BrokenFile, CeilingExceeded.
    """
    with open_source(path) as source:
        if source.size > LARGEST:
            raise CeilingExceeded("is larger than {size} bytes", path=printable(path), size=LARGEST)
        data = source.read(0, source.size)
        name = printable(os.path.basename(path))
        digest = hashlib.sha256(data).hexdigest()
        matcher = Matcher(catalog)
        found: dict[str, Proposal] = {}
        for kind, row in _rows(source, data):
            match = matcher.standard if kind == "standards" else matcher.event
            proposal = match(row, name, digest, on)
            if proposal is not None:
                found.setdefault(proposal.name, proposal)
    return tuple(found.values())


def _rows(source: Source, data: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<rss" in head or b"<feed" in head or b"<rdf:rdf" in head:
        yield from (("events", row) for row in feeds.entries(source, data))
        return
    text = _text(source, data)
    if b"<html" in head or b"<table" in head or b"<!doctype html" in head:
        for table in html_tables(source, text):
            yield from (("standards", row) for row in listings.rows(table))
        return
    listed = [*listings.rows(csv_table(source, text))]
    yield from (("standards", row) for row in listed)
    if not listed:
        yield from (("standards", row) for row in _numbers(text))


def _numbers(text: str) -> Iterator[dict[str, str]]:
    for one in standard_numbers(text):
        yield {"id": one.id, "level": one.level, "number": one.text}
    for one in plan_numbers(text):
        yield {"id": one.id, "level": one.level, "plan_number": one.text}


def _text(source: Source, data: bytes) -> str:
    """UTF-8, UTF-16 with a mark, or GB 18030, as Chinese portals and Excel write."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        codecs: tuple[str, ...] = ("utf-16",)
    else:
        codecs = ("utf-8-sig", "gb18030")
    for codec in codecs:
        try:
            return data.decode(codec)
        except UnicodeError:
            continue
    raise source.broken("is no text in UTF-8, UTF-16 or GB 18030", "")

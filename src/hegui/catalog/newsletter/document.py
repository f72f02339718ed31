"""An issue as one document in both languages; every form of the newsletter is written from it."""

from __future__ import annotations

from datetime import UTC, datetime, time

from hegui.catalog import types
from hegui.catalog.newsletter.annexes import annexes
from hegui.catalog.newsletter.issue import Issue
from hegui.catalog.newsletter.items import by_source, doubt, entitled, item
from hegui.catalog.site.words import both
from hegui.catalog.standing import Standing
from hegui.catalog.store import Catalog
from hegui.catalog.vocabulary import word
from hegui.messages import colon
from hegui.render.document.blocks import (
    Block,
    Bullets,
    Document,
    Heading,
    Paragraph,
    Text,
    Words,
)
from hegui.render.report import Said, said


def document(catalog: Catalog, found: Issue) -> Document:
    """The issue. The same data and period give the same document."""
    body = _body(catalog, found)
    appended = annexes(catalog, found)
    headings = [one for one in (*body, *appended) if isinstance(one, Heading) and one.depth == 1]
    blocks = [
        *_opening(catalog, found),
        Bullets(tuple(Text(one.words, link=f"#{one.name}") for one in headings)),
        *body,
        *appended,
        Paragraph(
            said(
                "Made by hegui from its catalogue, licensed CC BY 4.0; sources are named where "
                "each fact stands. No legal advice."
            )
        ),
    ]
    title = said("AI rules and standards: newsletter")
    subtitle = said("{since} to {until}", since=found.since, until=found.until)
    if found.markets:
        named = ", ".join(found.markets)
        subtitle = Said(f"{subtitle.en} · {named}", f"{subtitle.zh} · {named}")
    made = datetime.combine(catalog.checked_on, time(), UTC)
    return Document(title, tuple(one for one in blocks if one != Bullets(())), made, subtitle)


def _opening(catalog: Catalog, found: Issue) -> list[Block]:
    checked = catalog.checked_on
    blocks: list[Block] = [
        Paragraph(
            said(
                "What hegui's catalogue, checked on {day}, holds of this period; nothing is added. "
                "What rests on background knowledge alone is marked as unverified.",
                day=checked,
            )
        )
    ]
    if found.until > checked:
        told = said("Of the days after {day} it tells only what was foreseen then.", day=checked)
        blocks.append(Paragraph(told, tone="warn"))
    if not found.sections:
        blocks.append(Paragraph(said("The catalogue holds nothing dated in this period.")))
    return blocks


def _body(catalog: Catalog, found: Issue) -> list[Block]:
    blocks: list[Block] = []
    for section, moments in found.sections:
        heading = Heading(said(section.words.template), name=section.name)
        blocks += [heading, Bullets(tuple(item(catalog, one) for one in moments))]
    if found.consulted:
        on = found.until
        blocks += [
            Heading(
                said("Under consultation on {day}, as far as sources say", day=on), name="open"
            ),
            Bullets(tuple(_open(catalog, *one) for one in found.consulted)),
        ]
    if found.outlook:
        template = "Outlook: what is known to come until {day}"
        items: tuple[Words, ...] = tuple(item(catalog, one) for one in found.outlook)
        blocks += [Heading(said(template, day=found.ahead), name="outlook"), Bullets(items)]
    return blocks


def _open(catalog: Catalog, one: types.Document, stands: Standing) -> Words:
    origin = one.origin("status")
    status = both(lambda lang: colon(lang) + word(stands.status, lang))
    marks = doubt(origin.confidence)
    return (*entitled(one), Text(status, dim=True), *marks, by_source(catalog, origin))

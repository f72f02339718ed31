"""Properties of other regimes beside the label, in its own XMP packet: added, never changed.

So a mark such as IPTC's stands where its readers look, and no second packet comes into the file.
"""

from __future__ import annotations

from hegui.errors import ForeignLabel, NoSlot, ReadBackFailed
from hegui.implicit.container import Container, Reading
from hegui.implicit.xmp import Setting


def prepare(container: Container, before: Reading, wanted: tuple[Setting, ...]) -> None:
    """Lets ``container`` plan the properties that the file does not say yet.

    Raises NoSlot for a format whose label is not in XMP, ForeignLabel where the file says
    something else already: nobody's mark is overwritten.
    """
    if not wanted:
        return
    name = container.source.name
    if not container.in_xmp:
        raise NoSlot(
            "{property} is written where the label stands in XMP, and in {title} it does not",
            path=name,
            property=wanted[0].name,
            title=container.kind.title,
        )
    said = _said(before, name)
    for one in wanted:
        for value in said.get((one.namespace, one.name), ()):
            if value != one.value:
                raise ForeignLabel(
                    "says {property} {value} already, and nobody's mark is overwritten",
                    path=name,
                    property=one.name,
                    value=value[:120],
                )
    container.beside = tuple(one for one in wanted if (one.namespace, one.name) not in said)


def check(reading: Reading, wanted: tuple[Setting, ...], name: str) -> None:
    """Whether a new file says every property once. Raises ReadBackFailed."""
    said = _said(reading, name) if wanted else {}
    for one in wanted:
        if said.get((one.namespace, one.name)) != [one.value]:
            raise ReadBackFailed(
                "{property} did not read back as it was written", path=name, property=one.name
            )


def _said(reading: Reading, name: str) -> dict[tuple[str, str], list[str]]:
    from hegui.implicit.xmp_properties import properties  # most labels stand alone

    found: dict[tuple[str, str], list[str]] = {}
    for block in reading.blocks:
        if block.form == "xmp":
            for value in properties(block.data, name=name, place=block.place):
                found.setdefault((value.namespace, value.name), []).append(value.text)
    return found

"""One statement of the rules: the record that every table of this room is made of.

A statement stands once: what an article or a clause says is the record, and a figure, a name or
a condition that it sets is a member of it, in a subclass. Subclasses leave equality and repr to
this class, for an id says all; a dataclass that writes its own costs every start of hegui.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hegui.rules.confidence import Confidence

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Provision:
    """What one place of one instrument says, in our own words, and how sure that is.

    ``id`` never changes once released: the instrument's id, a slash, the place. ``place`` and
    ``place_zh`` cite it ("art. 4 para 2", "第四条第二款"); they are empty where the place within
    the instrument is not known. ``sources`` are keys of ``sources.SOURCES``. ``words`` are the
    exact strings that the provision prescribes, if any, in its order.
    """

    id: str
    instrument: str
    place: str
    place_zh: str
    en: str
    zh: str
    confidence: Confidence
    sources: tuple[str, ...]
    words: tuple[str, ...] = ()

    @property
    def applies_from(self) -> date:
        """The day, in China, from which the instrument this stands in applies."""
        # Asked for by audits only: the label's own path need not load the instruments.
        from hegui.rules.instruments import instrument

        return instrument(self.instrument).applies_from

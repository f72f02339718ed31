"""The public notice of art. 6 put on the content itself, where nothing that is there is covered.

A platform shows the notice beside the content; burnt in, it goes where the file goes. It must not
stand over a label that the producer put there (Labelling Measures art. 10), so what can be seen is
looked for first, and where nobody can look nothing is drawn.
Sources: Labelling Measures art. 6 para 1; GB 45438-2025 clause 5 (form of the text).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from hegui.errors import CannotWrite, NoRoom, StaleSeal
from hegui.evidence import perceived
from hegui.evidence.contract import Evidence, Kind, Unexamined
from hegui.explicit import table
from hegui.explicit.contract import Modality
from hegui.explicit.style import Corner, HouseStyle, Sound
from hegui.files.source import printable
from hegui.messages import Notice
from hegui.sealing.signs import may_hold_seal

if TYPE_CHECKING:
    from hegui.explicit.contract import Applied
    from hegui.files.in_place import InPlace
    from hegui.implicit.container import Container, Reading, Site
    from hegui.implicit.container import Kind as Format
    from hegui.sealing.making import Sealer
    from hegui.verdict import Judgement

_SEEN = (Modality.IMAGE, Modality.VIDEO)


@dataclass(slots=True)
class ContentNotice:
    """Puts the notice of one verdict on one content; ``applied`` and ``notices`` fill on the way.

    ``style`` is the house style; its own wording gives way to the notice's, and sound is spoken,
    since the rhythm cannot say what a verdict says.
    """

    judgement: Judgement
    style: HouseStyle
    applied: Applied | None = None
    notices: tuple[Notice, ...] = field(default=())

    @property
    def wording(self) -> str:
        """What is said."""
        return self.judgement.notice(self.style.language)

    def make(self, kind: Format, source: str, made: str) -> None:
        """Writes the content at ``source`` with the notice to ``made``.

        Raises NoRoom where the notice has none, or what it would cover cannot be told; and what
        putting an explicit label on a work raises.
        """
        modality = table.modality_at(kind.id, source)
        if modality is None:
            raise NoRoom(
                "the notice cannot be put on {title} files: show it beside the content",
                path=printable(source),
                title=kind.title,
            )
        if modality is Modality.AUDIO:
            self._speak(kind, source, made)
            return
        there, unseen = self._labels(source, kind.id)
        if any(_says(one, self.wording) for one in there):
            self.notices = (Notice("the notice stands on the content already"),)
            _copy(source, made)
            return
        if unseen is not None:
            raise NoRoom(
                "whether the notice would cover a label that is there cannot be told: {reason}",
                path=printable(source),
                reason=Notice(unseen.template, unseen.facts),
            )
        style = replace(self.style, text=self.wording)
        if modality in _SEEN:
            style = replace(style, corner=_free(style.corner, there, source))
        self.applied = table.label(kind.id, source, made, style, title=kind.title)
        self.notices = self.applied.notices

    def _speak(self, kind: Format, source: str, made: str) -> None:
        """A sound in which a label is heard already stays as it is, which its notices say."""
        style = replace(self.style, text=self.wording, sound=Sound.SPEECH)
        applied = table.label(kind.id, source, made, style, title=kind.title)
        self.notices = applied.notices
        self.applied = applied if applied.wording == self.wording else None

    def _labels(self, source: str, kind: str) -> tuple[list[Evidence], Unexamined | None]:
        """The explicit labels that are there, and why they could not all be looked for."""
        gathered = self.judgement.gathered
        found: Iterator[Evidence | Unexamined]
        if kind in perceived.DOCUMENTS:  # where on a page a line would be free is not known
            return [], Unexamined(
                perceived.WHAT, "", "explicit labels cannot be looked for in this format"
            )
        if Kind.EXPLICIT in gathered.not_asked:
            found = perceived.find_in(source, kind)
        else:
            found = iter((*gathered.of(Kind.EXPLICIT), *gathered.unexamined))
        there: list[Evidence] = []
        unseen = None
        for one in found:
            if isinstance(one, Evidence):
                there.append(one)
            elif one.what in (perceived.WHAT, "text"):
                unseen = one
        return there, unseen


@dataclass(slots=True)
class SealKept:
    """The guard of an embedding into content that was changed: no producer's seal that held may
    fail by it. ``sealer`` adds the platform's own, if it has one."""

    judgement: Judgement
    sealer: Sealer | None

    def settle(self, text: str, before: Reading, container: Container | None) -> str:
        """The label to write. Raises StaleSeal."""
        if may_hold_seal(text) and not self.judgement.seal_failed:
            from hegui.sealing.content import seals_of
            from hegui.sealing.labels import parsed_of

            if seals_of(parsed_of(text), container, None).producer.invalid:
                raise StaleSeal(
                    "carries its producer's seal over the content, which a notice on the content "
                    "would break: show the notice beside it"
                )
        return self.sealer.settle(text, before, container) if self.sealer else text

    def confirm(self, site: Site, new: Container, change: InPlace | None) -> None:
        """The platform's seal verified in the new file. Raises ReadBackFailed."""
        if self.sealer is not None:
            self.sealer.confirm(site, new, change)


def _free(corner: Corner, there: list[Evidence], name: str) -> Corner:
    """The style's corner, or one in another row where a label stands in the row of that.

    A notice is long: what stands anywhere in its row would be covered. Raises NoRoom.
    """
    taken = {_row(one.place) for one in there}
    row = _row(corner)
    if row not in taken:
        return corner
    column = corner.removeprefix(row).strip("-")
    for other in ("top", "bottom"):
        if other not in taken:
            return Corner("-".join(filter(None, (other, column))))
    raise NoRoom(
        "explicit labels stand at the top and at the bottom already, and the notice would cover "
        "one: show it beside the content",
        path=printable(name),
    )


def _row(place: str) -> str:
    """Which edge a place is at: "top", "bottom", or "" for what is between them."""
    return next((row for row in ("top", "bottom") if place.startswith(row)), "")


def _says(one: Evidence, wording: str) -> bool:
    """Whether a label says this.

    A reader may take what stands beside it for a part of it, and one character for another; two
    notices differ in more than that.
    """
    said, sought = _plain(str(one.facts.get("wording", ""))), _plain(wording)
    parts = (said[at : at + len(sought)] for at in range(len(said) - len(sought) + 1))
    return one.generated and any(
        sum(a != b for a, b in zip(part, sought, strict=True)) <= 1 for part in parts
    )


def _plain(wording: str) -> str:
    return "".join(wording.split()).casefold()


def _copy(source: str, made: str) -> None:
    try:
        shutil.copyfile(source, made)
    except OSError as error:
        raise CannotWrite(
            "cannot be written: {cause}", path=printable(made), cause=error.strerror or str(error)
        ) from error

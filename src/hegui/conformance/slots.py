"""The practice guides on files: does the label stand where the guide of its format wants it?

A guide is no mandatory standard: a label elsewhere is a label, and the check warns.
"""

from __future__ import annotations

from collections.abc import Iterator

from hegui.conformance.check import Check, Judge, Observation, Seen, Verb
from hegui.conformance.presence import no_label
from hegui.conformance.subject import Subject
from hegui.implicit.container import Site
from hegui.rules import Slot, clause

# TC260-PG-20259A Annex B: the wrapped JSON in EXIF UserComment (JPEG, WebP) or a tEXt chunk AIGC.
_ANNEX_B = ("jpeg.exif-UserComment", "webp.exif-UserComment", "png.text-aigc")


def _judge(guide: str) -> Judge:
    def judge(subject: Subject) -> Iterator[Observation]:
        slot = subject.kind.slot if subject.kind else None
        if subject.kind is not None and (slot is None or slot.guide != guide):
            yield Observation(Seen.NOT_APPLICABLE, "another guide speaks of this format")
        elif not subject.sites or slot is None:
            yield no_label(subject)
        else:
            for site in subject.sites:
                yield _placed(site, slot)

    return judge


def _placed(site: Site, slot: Slot) -> Observation:
    if site.prescribed:
        template = "stands in the prescribed slot"
        return Observation(Seen.CONFORMS, template, place=site.place, offset=site.offset)
    if site.slot in _ANNEX_B:
        template = "stands in the alternative slot of the guide's Annex B"
        return Observation(Seen.CONFORMS, template, place=site.place, offset=site.offset)
    return Observation(
        Seen.DEPARTS,
        "stands elsewhere than in the prescribed slot ({slot})",
        {"slot": slot.place},
        site.place,
        site.offset,
        slot.confidence,
    )


def _check(check_id: str, title: str, guide: str) -> Check[Subject]:
    provision = clause(f"{guide.lower()}/payload")
    return Check(check_id, title, provision, Verb.SHOULD, _judge(guide))


CHECKS = (
    _check("slot.video", "a video holds the label in the guide's slot", "TC260-PG-20257A"),
    _check("slot.text", "a text file holds the label in the guide's slot", "TC260-PG-20258A"),
    _check("slot.picture", "a picture holds the label in the guide's slot", "TC260-PG-20259A"),
    _check("slot.sound", "a sound file holds the label in the guide's slot", "TC260-PG-202510A"),
)

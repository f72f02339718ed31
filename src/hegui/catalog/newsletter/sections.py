"""The sections of an issue, and which dated thing stands in which."""

from __future__ import annotations

from dataclasses import dataclass

from hegui.catalog import types
from hegui.catalog.timelines import Moment
from hegui.messages import Notice


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its name within the document and its heading."""

    name: str
    words: Notice


NEW = Section("new", Notice("What is new"))
FORCE = Section("force", Notice("Beginning and ceasing to apply"))
CONSULTATIONS = Section("consultations", Notice("Consultations and deadlines"))
STANDARDS = Section("standards", Notice("Standards"))
COMMITTEES = Section("committees", Notice("Committees"))
ENFORCEMENT = Section("enforcement", Notice("Enforcement"))
TARGETS = Section("targets", Notice("Targets due"))
UNDATED = Section("undated", Notice("Perhaps in this period: the very day is not known"))
SECTIONS = (NEW, FORCE, CONSULTATIONS, STANDARDS, COMMITTEES, ENFORCEMENT, TARGETS, UNDATED)
"""In the order in which they stand."""

_BY_KIND = {
    "in_force": FORCE,
    "applies": FORCE,
    "ends": FORCE,
    "consultation": CONSULTATIONS,
    "consultation_closed": CONSULTATIONS,
    "deadline": CONSULTATIONS,
    "enforcement": ENFORCEMENT,
    "body_founded": COMMITTEES,
    "meeting": COMMITTEES,
    "plan_issued": STANDARDS,
    "target": TARGETS,
}


def section_of(moment: Moment, subject: types.AnyRecord) -> Section:
    """The one section of a dated thing, by its kind and what it happens to.

    What has no section of its own is news: of a standard, of a committee, else of a rule.
    """
    found = _BY_KIND.get(moment.kind)
    if found is not None:
        return found
    if isinstance(subject, types.Standard):
        return STANDARDS
    return COMMITTEES if isinstance(subject, types.Body | types.WorkingGroup) else NEW

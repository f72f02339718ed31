"""The one explicit list of checks, in the order of reports."""

from __future__ import annotations

from hegui.conformance import annex_e, explicit_labels, presence, provider_codes, seals, slots
from hegui.conformance.check import Check
from hegui.conformance.subject import Subject

CHECKS: tuple[Check[Subject], ...] = (
    *presence.CHECKS,
    *annex_e.CHECKS,
    *slots.CHECKS,
    *provider_codes.CHECKS,
    *seals.CHECKS,
    *explicit_labels.CHECKS,
)

_BY_ID = {check.id: check for check in CHECKS}


def check(check_id: str) -> Check[Subject]:
    """The check of this id. Raises KeyError for an unknown one."""
    return _BY_ID[check_id]

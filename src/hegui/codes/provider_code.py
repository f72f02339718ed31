"""A provider code, taken apart (TC260-PG-20252A)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hegui.codes.subjects import shown
from hegui.rules import codes as rule


class SubjectType(StrEnum):
    """Position 3: whose code it is."""

    ORGANISATION = rule.ORGANISATION
    INDIVIDUAL = rule.INDIVIDUAL


class Service(StrEnum):
    """Position 23: the service that the extension names."""

    NONE = rule.NO_SERVICE
    GENERATION = "1"
    PROPAGATION = "2"


@dataclass(frozen=True, slots=True, repr=False)
class ProviderCode:
    """One provider code, taken apart. ``str()`` is its 27 characters.

    ``subject_code`` has its padding. For an individual it exposes an identity number, so
    ``repr()`` masks it.
    """

    format_code: str
    subject_type: SubjectType
    binding: str
    subject_code: str
    service: Service
    extension: str

    def __str__(self) -> str:
        return (
            f"{self.format_code}{self.subject_type}{self.binding}{self.subject_code}"
            f"{self.service}{self.extension}"
        )

    def __repr__(self) -> str:
        subject = shown(self.subject_type, self.subject_code)
        return (
            f"ProviderCode({self.format_code}-{self.subject_type}-{self.binding}-"
            f"{subject}-{self.service}-{self.extension})"
        )

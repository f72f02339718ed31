"""What a platform decides where public sources do not: the settings of [policy] in hegui.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum

from hegui.errors import ConfigError


class Verdict(StrEnum):
    """What art. 6 makes of the evidence, strongest first."""

    IS = "is"
    MAY_BE = "may-be"
    SUSPECTED = "suspected"
    UNDETERMINED = "undetermined"
    """Something could not be looked at, and nothing that was seen decides."""
    NONE = "none"
    """No sign was found. That never means that a person made it."""


KEEP = "keep"
STRONGEST = "strongest"
_ANSWERS = tuple(Verdict)


@dataclass(frozen=True, slots=True)
class Policy:
    """The settings of ``[policy]``: one for each case that public sources do not settle.

    Each is a verdict, or one of the words that its row in docs/verdict.md names.
    """

    label_2: str = Verdict.MAY_BE
    label_3: str = Verdict.SUSPECTED
    label_and_declaration: str = Verdict.MAY_BE
    invalid_label: str = Verdict.SUSPECTED
    contradicting_labels: str = STRONGEST
    failed_seal: str = KEEP
    sidecar_label: str = Verdict.SUSPECTED
    c2pa_trusted: str = Verdict.SUSPECTED
    c2pa_unknown: str = Verdict.SUSPECTED
    c2pa_broken: str = Verdict.SUSPECTED
    iptc: str = Verdict.SUSPECTED
    detector: str = Verdict.SUSPECTED
    unreadable_declared: str = Verdict.MAY_BE
    incomplete: str = Verdict.UNDETERMINED
    absent_producer: str = "propagator"
    several_labels: str = "refuse"
    invalid_value: str = KEEP

    @classmethod
    def of(cls, settings: Mapping[str, str], path: str | None = None) -> Policy:
        """The policy of a table [policy]. Raises ConfigError for what it does not know."""
        known = {field.name for field in fields(cls)}
        for key, value in settings.items():
            if key not in known:
                raise ConfigError("does not know {table}.{key}", path=path, table="policy", key=key)
            choices = CHOICES.get(key, _ANSWERS)
            if choices and value not in choices:
                raise ConfigError(
                    "{key} is {value!r}; it must be one of {choices}",
                    path=path,
                    key=f"policy.{key}",
                    value=value,
                    choices=", ".join(choices),
                )
        return cls(**settings)


# Settings that take another word beside a verdict; of no words at all, any text.
CHOICES: dict[str, tuple[str, ...]] = {
    "contradicting_labels": (STRONGEST, *_ANSWERS),
    "failed_seal": (KEEP, *_ANSWERS),
    "absent_producer": (),
    "several_labels": ("refuse", "prescribed", "first", "last"),
    "invalid_value": (KEEP, "case"),
}

"""Seals in reserved codes as evidence (TC260-PG-202511A)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hegui.errors import HeguiError
from hegui.evidence.contract import Evidence, Kind, Says, Strength, Unexamined
from hegui.implicit.container import Container, Reading, Site
from hegui.sealing.signs import may_be_sealed

if TYPE_CHECKING:
    from hegui.seal.answers import Verification

_SOURCE = "TC260-PG-202511A"
# What says nothing that a verdict could rest on: opaque data is nobody's seal.
_SILENT = ("absent", "opaque")


def find(
    container: Container, reading: Reading, trust: str | None, config: str | None
) -> Iterator[Evidence | Unexamined]:
    """One piece for every reserved code that holds a seal, or why it could not be verified.

    ``trust`` is the trust file; None for that of the environment or of hegui.toml (``config``).
    """
    sealed = [site for site in reading.sites if site.parsed and may_be_sealed(site.parsed)]
    if not sealed:
        return
    from hegui.sealing.content import FileSeals  # loads the cryptography
    from hegui.sealing.finding import find_trust

    try:
        known = FileSeals(container, find_trust(trust, config))
    except HeguiError as error:
        yield Unexamined("seal", sealed[0].place, error.template, error.facts)
        return
    for site in sealed:
        assert site.parsed is not None
        try:
            seals = known.of(site.parsed)
        except HeguiError as error:
            yield Unexamined("seal", site.place, error.template, error.facts)
            continue
        for found in seals.both:
            if found.answer not in _SILENT:
                yield _evidence(site, found)


def _evidence(site: Site, found: Verification) -> Evidence:
    if found.invalid:
        sign, strength = "seal.failed", Strength.SUGGESTS
    elif found.answer == "valid-trusted":
        sign, strength = "seal.trusted", Strength.PROVES
    elif found.answer == "valid-key-unknown":
        sign, strength = "seal.unknown", Strength.DECLARES
    else:
        sign, strength = "seal.undetermined", Strength.SUGGESTS
    return Evidence(
        Kind.SEAL,
        sign,
        Says.UNKNOWN,
        strength,
        site.place,
        site.offset,
        "the seal in {code}: {answer}",
        {"code": found.code.value, "answer": found, "provider": found.provider},
        _SOURCE,
    )

"""Sealed labels of our own, made while the tests run, and what pins their keys."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from hegui.aigc import Label, Likelihood
from hegui.seal.contents import Code
from hegui.seal.security_data import seal
from hegui.seal.sm3 import sm3
from hegui.seal.software import SoftwareSigner
from hegui.seal.trust import Pin, Trust
from hegui.seal.verification import Content
from tests.builders.labels import PRODUCER

PLATFORM = "001191440300708461136T2XGW3"
CONTENT = Content(sm3(b"the content").hex())
OTHER_CONTENT = Content(sm3(b"other content").hex())
SEALED_AT = datetime(2026, 5, 1, 8, 0, 0, tzinfo=UTC)


@cache
def _signer(name: str) -> SoftwareSigner:
    return SoftwareSigner.new()


def signer(name: str = "producer") -> SoftwareSigner:
    """One new key for each name and test run."""
    return _signer(name)


def label(**members: str) -> Label:
    """A label of the producer's, not sealed."""
    plain = Label(Likelihood.IS, PRODUCER, "id-1", "", PRODUCER, "id-1")
    return replace(plain, **members)  # type: ignore[arg-type]


def sealed(one: Label | None = None, name: str = "producer") -> Label:
    """A label with the producer's seal, bound to CONTENT."""
    one = one or label()
    code = seal(one, Code.PRODUCER, signer(name), CONTENT.digest, at=SEALED_AT)
    return replace(one, reserved_code_1=code)


def propagated(one: Label | None = None) -> Label:
    """A sealed label to which a platform added its elements and its own seal."""
    one = one or sealed()
    one = replace(one, content_propagator=PLATFORM, propagate_id="p-7")
    code = seal(one, Code.PROPAGATOR, signer("platform"), CONTENT.digest, at=SEALED_AT)
    return replace(one, reserved_code_2=code)


def pin(name: str = "producer", provider: str = PRODUCER, *, bound: bool = False) -> Pin:
    """The key of one name pinned to a provider."""
    return Pin(provider=provider, key=signer(name).public_key, bound=bound)


def trust(*, bound: bool = False) -> Trust:
    """Both keys pinned."""
    return Trust((pin(bound=bound), pin("platform", PLATFORM)))

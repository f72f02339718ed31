"""What the tests of verification share: one answer about one reserved code."""

from __future__ import annotations

from datetime import datetime, timedelta

from hegui.aigc import Label, ParsedLabel
from hegui.seal.answers import Verification
from hegui.seal.contents import Code
from hegui.seal.trust import Trust
from hegui.seal.verification import Content, verify_seal
from tests.seal.sealed import (
    CONTENT,
    SEALED_AT,
)

NOW = SEALED_AT + timedelta(days=1)


def answer(
    one: Label | ParsedLabel,
    code: Code = Code.PRODUCER,
    content: Content = CONTENT,
    known: Trust | None = None,
    now: datetime = NOW,
) -> Verification:
    return verify_seal(one, code, content, trust=known, now=now)

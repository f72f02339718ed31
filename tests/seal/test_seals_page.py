"""docs/seals.md: its worked example is true, to the byte."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from hegui.aigc import ParsedLabel, parse
from hegui.seal.answers import Answer
from hegui.seal.contents import Code, SecurityData
from hegui.seal.dialects import LONGEST, MOST_ENTRIES, read_code
from hegui.seal.forms import key_of
from hegui.seal.signed_bytes import guide_bytes, members_of, platform_bytes
from hegui.seal.sm3 import sm3
from hegui.seal.tolerances import DEVIATIONS, Notes
from hegui.seal.trust import Pin, Trust
from hegui.seal.trust_file import FORMAT, VERSION
from hegui.seal.verification import Content, verify_seals
from tests.house.modules import REPOSITORY

PAGE = (REPOSITORY / "docs/seals.md").read_text("utf-8")
EXAMPLE = PAGE[PAGE.index("## A worked example") : PAGE.index("## Answers")]
TEXTS = re.findall(r"```text\n(.*?)\n```", EXAMPLE, re.DOTALL)
LABEL = re.findall(r"```json\n(.*?)\n```", EXAMPLE, re.DOTALL)[0]
DIGESTS = re.findall(r"`([0-9a-f]{64})`", EXAMPLE)


def label() -> ParsedLabel:
    parsed = parse(LABEL, named=True)
    assert isinstance(parsed, ParsedLabel)
    assert parsed.tolerances == ()
    return parsed


def code(which: Code) -> SecurityData:
    found = read_code(members_of(label())[which])
    assert isinstance(found, SecurityData)
    return found


def test_the_signed_bytes_of_the_example_are_what_hegui_signs() -> None:
    members = members_of(label())
    assert guide_bytes(members).decode() == TEXTS[0]
    assert code(Code.PRODUCER).bindings[0].text == TEXTS[1]
    assert platform_bytes(members).decode() == TEXTS[2]
    assert code(Code.PROPAGATOR).bindings[0].text == TEXTS[3]


def test_the_digests_of_the_example() -> None:
    keys = [key_of(code(which).keys[0], Notes()).fingerprint for which in Code]
    signed = [sm3(TEXTS[at].encode()).hex() for at in (0, 2)]
    assert [sm3(b"abc").hex(), *signed, *keys] == DIGESTS
    assert DIGESTS[1] in TEXTS[1]
    assert DIGESTS[2] in TEXTS[3]


def test_the_seals_of_the_example_verify() -> None:
    pins = [
        Pin(provider=provider, key=key_of(code(which).keys[0], Notes()), bound=True)
        for which, provider in zip(
            Code,
            (label().label.content_producer, label().label.content_propagator),
            strict=True,
        )
    ]
    content = Content(sm3(b"abc").hex())
    now = datetime(2026, 6, 1, tzinfo=UTC)
    seals = verify_seals(label(), content, trust=Trust(tuple(pins)), now=now)
    assert [one.answer for one in seals.both] == [Answer.TRUSTED, Answer.TRUSTED]
    assert [one.tolerances for one in seals.both] == [(), ()]
    assert seals.uncovered == ()


def test_the_page_names_every_answer_and_every_bound() -> None:
    for one in Answer:
        assert f"`{one.value}`" in PAGE
    assert f"{LONGEST:,} characters" in PAGE
    assert f"{MOST_ENTRIES} entries" in PAGE
    assert f'format = "{FORMAT}"\nversion = {VERSION}\n' in PAGE
    assert all(one.id.startswith("seal.") for one in DEVIATIONS)

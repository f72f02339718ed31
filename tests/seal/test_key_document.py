"""The key document: rotation, revocation, and a strict reader of what people edit by hand."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.errors import CannotRead, InvalidKey
from hegui.seal import key_document_json
from hegui.seal.algorithms import ECDSA_WITH_SHA256, SM2_WITH_SM3
from hegui.seal.curves import P256, SM2
from hegui.seal.key_document import (
    KeyDocument,
    PublishedKey,
    Reason,
    Revocation,
    State,
    key_id,
    whole_second,
)
from hegui.seal.key_document_json import read, read_file, write
from hegui.seal.public_keys import PublicKey

PROVIDER = "001191350100M000100Y4300000"
START = datetime(2026, 1, 1, tzinfo=UTC)
YEAR = timedelta(days=365)
DAY = timedelta(days=1)
ONE = PublicKey(SM2.gx, SM2.gy)
TWO = PublicKey.from_x(SM2.gx, odd=True)
FIRST = PublishedKey("first", SM2_WITH_SM3, ONE, START, START + YEAR)
SECOND = PublishedKey("second", SM2_WITH_SM3, TWO, START + 300 * DAY, START + 3 * YEAR)
DOCUMENT = KeyDocument(PROVIDER, (FIRST,))


def test_a_key_is_worth_something_between_two_moments() -> None:
    second = timedelta(seconds=1)
    assert FIRST.state(START - second) is State.NOT_YET
    assert FIRST.state(START) is State.VALID
    assert FIRST.state(START + YEAR - second) is State.VALID
    assert FIRST.state(START + YEAR) is State.EXPIRED
    beijing = timezone(timedelta(hours=8))
    assert FIRST.state(START.astimezone(beijing)) is State.VALID


def test_rotation_overlaps() -> None:
    both = DOCUMENT.rotated(SECOND, 30 * DAY)
    at = SECOND.not_before
    assert [one.id for one in both.valid(at - DAY)] == ["first"]
    assert [one.id for one in both.valid(at + 29 * DAY)] == ["first", "second"]
    assert [one.id for one in both.valid(at + 30 * DAY)] == ["second"]
    # A key that ends sooner anyhow keeps its end.
    assert DOCUMENT.rotated(SECOND, YEAR).find(ONE) == FIRST
    with pytest.raises(InvalidKey, match="negative"):
        DOCUMENT.rotated(SECOND, -DAY)
    with pytest.raises(InvalidKey, match="ends before it begins"):
        DOCUMENT.rotated(replace(SECOND, not_before=START - YEAR), DAY)


def test_revocation_counts_from_its_time_and_is_not_put_off() -> None:
    at = START + 10 * DAY
    revoked = DOCUMENT.revoked("first", at, Reason.KEY_COMPROMISE)
    (key,) = revoked.keys
    assert key.state(at - DAY) is State.VALID
    assert key.state(at) is State.REVOKED
    assert key.state(at + 10 * YEAR) is State.REVOKED
    with pytest.raises(InvalidKey, match="revoked already"):
        revoked.revoked("first", at + DAY, Reason.SUPERSEDED)
    earlier = revoked.revoked("first", START, Reason.KEY_COMPROMISE)
    assert earlier.keys[0].revocation == Revocation(START, Reason.KEY_COMPROMISE)
    with pytest.raises(InvalidKey, match="no key has the id other"):
        DOCUMENT.revoked("other", at, Reason.UNSPECIFIED)
    rotated = revoked.rotated(SECOND, DAY)
    assert rotated.keys[0].revocation == key.revocation


def test_keys_are_found_whatever_their_state() -> None:
    assert DOCUMENT.find(ONE) is FIRST
    assert DOCUMENT.find(TWO) is None
    assert key_id(ONE) == ONE.fingerprint[:16]
    assert whole_second(START + timedelta(microseconds=7)) == START


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"id": ""}, "1 to 64"),
        ({"id": "a b"}, "1 to 64"),
        ({"id": "x" * 65}, "1 to 64"),
        ({"algorithm": ECDSA_WITH_SHA256}, "does not use"),
        ({"algorithm": "1.2.3"}, "does not use"),
        ({"not_after": START}, "ends before"),
        ({"not_before": START + timedelta(microseconds=1)}, "whole seconds"),
        ({"not_before": datetime(2026, 1, 1)}, "known time zone"),  # noqa: DTZ001
        ({"revocation": Revocation(START + timedelta(milliseconds=1))}, "whole seconds"),
    ],
)
def test_keys_that_contradict_themselves(change: dict[str, Any], reason: str) -> None:
    with pytest.raises(InvalidKey, match=reason):
        replace(FIRST, **change)


@pytest.mark.parametrize("provider", ["", " x", "x ", "two\nlines", "x" * 201, "\ud800", "a\0b"])
def test_what_no_provider_is_called(provider: str) -> None:
    with pytest.raises(InvalidKey, match="the provider"):
        KeyDocument(provider)


def test_no_key_and_no_id_twice() -> None:
    with pytest.raises(InvalidKey, match="same id"):
        KeyDocument(PROVIDER, (FIRST, replace(SECOND, id="first")))
    with pytest.raises(InvalidKey, match="stands there twice"):
        KeyDocument(PROVIDER, (FIRST, replace(FIRST, id="other")))


times = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30)).map(  # noqa: DTZ001
    lambda one: one.replace(microsecond=0, tzinfo=UTC)
)
revocations = st.none() | st.builds(Revocation, times, st.sampled_from(Reason))


@given(st.tuples(times, times), revocations, st.text(min_size=1, max_size=20))
def test_what_is_written_reads_back(
    span: tuple[datetime, datetime], revocation: Revocation | None, provider: str
) -> None:
    begin, end = sorted(span)
    if begin == end or not provider.isprintable() or provider != provider.strip():
        return
    p256 = PublicKey(P256.gx, P256.gy, P256)
    keys = (
        PublishedKey("1", SM2_WITH_SM3, ONE, begin, end, revocation),
        PublishedKey("2", ECDSA_WITH_SHA256, p256, begin, end),
    )
    document = KeyDocument(provider, keys)
    assert read(write(document)) == document


def test_it_is_for_people_to_read() -> None:
    document = DOCUMENT.revoked("first", START + DAY, Reason.SUPERSEDED)
    assert write(document).decode() == (
        "{\n"
        '  "hegui-key-document": 1,\n'
        f'  "provider": "{PROVIDER}",\n'
        '  "keys": [\n'
        "    {\n"
        '      "id": "first",\n'
        f'      "algorithm": "{SM2_WITH_SM3}",\n'
        f'      "public-key": "{ONE.sec1().hex()}",\n'
        '      "not-before": "2026-01-01T00:00:00Z",\n'
        '      "not-after": "2027-01-01T00:00:00Z",\n'
        '      "revoked": {\n'
        '        "at": "2026-01-02T00:00:00Z",\n'
        '        "reason": "superseded"\n'
        "      }\n"
        "    }\n"
        "  ]\n"
        "}\n"
    )
    assert write(KeyDocument("某某公司")).decode().count("某某公司") == 1


def test_other_spellings_of_the_same() -> None:
    text = write(DOCUMENT).decode()
    text = text.replace("2026-01-01T00:00:00Z", "2026-01-01T08:00:00+08:00")
    text = text.replace(ONE.sec1().hex(), ONE.sec1(compressed=True).hex().upper())
    assert read(text.encode()) == DOCUMENT


def altered(place: str, value: object) -> bytes:
    """The document with one member replaced, or taken away where the value is Ellipsis."""
    document = json.loads(write(DOCUMENT.revoked("first", START + DAY, Reason.SUPERSEDED)))
    at: Any = document
    *way, last = place.split("/")
    for step in way:
        at = at[int(step) if step.isdigit() else step]
    if value is ...:
        del at[last]
    else:
        at[last] = value
    return json.dumps(document).encode()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not valid JSON"),
        (b"\xff{}", "not valid JSON"),
        (b"[" * 100_000, "not valid JSON"),
        (b'{"a": NaN}', "not valid JSON"),
        (b"[]", "is no object"),
        (b"{}", "'hegui-key-document' is missing"),
        (b'{"a": 1, "a": 2}', "stands twice"),
        (b" " * 2_000_000, "larger"),
        (b'{"hegui-key-document": ' + b"9" * 5000 + b"}", "not valid JSON"),
        (altered("hegui-key-document", 2), "another version"),
        (altered("hegui-key-document", True), "another version"),
        (altered("hegui-key-document", 1.0), "another version"),
        (altered("more", 1), "'more'"),
        (altered("provider", 7), "provider: has another form"),
        (altered("provider", ...), "'provider' is missing"),
        (altered("keys", {}), "keys: has another form"),
        (altered("keys", [7]), "keys[0]: is no object"),
        (altered("keys/0/id", ...), "keys[0]: the member 'id' is missing"),
        (altered("keys/0/usage", "x"), "keys[0]: does not know the member 'usage'"),
        (altered("keys/0/id", None), "keys[0].id: has another form"),
        (altered("keys/0/id", "a/b"), "keys[0]: a key id"),
        (altered("keys/0/algorithm", "1.2.3"), "keys[0]: 1.2.3 is no signature algorithm"),
        (altered("keys/0/algorithm", ECDSA_WITH_SHA256), "not on the curve P-256"),
        (altered("keys/0/public-key", "04zz"), "has another form"),
        (altered("keys/0/public-key", "0"), "has another form"),
        (altered("keys/0/public-key", "04" * 65), "keys[0]: the point is not on the curve"),
        (altered("keys/0/not-before", "2026-01-01"), "keys[0].not-before: has another form"),
        (altered("keys/0/not-before", "2026-02-30T00:00:00Z"), "has another form"),
        (altered("keys/0/not-before", "0001-01-01T00:00:00+14:00"), "has another form"),
        (altered("keys/0/not-before", "2026-01-01T00:00:00.5Z"), "has another form"),
        (altered("keys/0/not-before", "2026-01-01T00:00:00"), "has another form"),
        (altered("keys/0/not-before", "2030-01-01T00:00:00Z"), "ends before it begins"),
        (altered("keys/0/revoked", None), "keys[0].revoked: is no object"),
        (altered("keys/0/revoked/at", ...), "keys[0].revoked: the member 'at' is missing"),
        (altered("keys/0/revoked/reason", "mood"), "must be one of unspecified"),
    ],
)
def test_what_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(InvalidKey, match=re.escape(reason)) as caught:
        read(data, "keys.json")
    assert str(caught.value).startswith("keys.json: ")


def test_files(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    path.write_bytes(write(DOCUMENT))
    assert read_file(str(path)) == DOCUMENT
    path.write_bytes(b" " * (key_document_json.LARGEST + 1))
    with pytest.raises(InvalidKey, match="larger"):
        read_file(str(path))
    with pytest.raises(CannotRead):
        read_file(str(tmp_path))

"""What a seal proves: every answer, and that nothing altered ever gets a better one."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hegui.aigc import ParsedLabel, encode, parse
from hegui.seal import binding
from hegui.seal.answers import Answer, Outcome, Standing
from hegui.seal.contents import Code, Covers, SecurityData
from hegui.seal.dialects import read_code
from hegui.seal.public_keys import PublicKey
from hegui.seal.security_data import seal
from hegui.seal.signatures import Signature
from hegui.seal.signed_bytes import guide_bytes, members_of, platform_bytes
from hegui.seal.sm3 import sm3
from hegui.seal.trust import Trust
from hegui.seal.verification import verify_seals
from tests.builders.labels import PRODUCER
from tests.seal.judged import NOW, answer
from tests.seal.openssl import needs_openssl, new_key, openssl, public_key, sign, verifies
from tests.seal.sealed import (
    CONTENT,
    PLATFORM,
    SEALED_AT,
    label,
    pin,
    propagated,
    sealed,
    signer,
    trust,
)


def test_the_signed_bytes_are_the_guides() -> None:
    message = guide_bytes(members_of(label()))
    assert message == f'"Label":"1","ContentProducer":"{PRODUCER}","ProduceID":"id-1"'.encode()
    quoted = guide_bytes(members_of(label(produce_id='a"b')))
    assert quoted.endswith(b'"ProduceID":"a\\"b"')


def test_the_platform_s_bytes_hold_the_digest_of_the_producers_code() -> None:
    one = label(reserved_code_1="seal")
    digest = sm3(b"seal").hex()
    assert platform_bytes(members_of(one)) == (
        guide_bytes(members_of(one))
        + f',"ReservedCode1":"{digest}","ContentPropagator":"{PRODUCER}"'.encode()
        + b',"PropagateID":"id-1"'
    )


def test_trusted_appears_only_once_the_key_is_pinned() -> None:
    one = sealed()
    before = answer(one)
    assert (before.answer, before.standing, before.bound) == (
        Answer.KEY_UNKNOWN,
        Standing.UNKNOWN,
        True,
    )
    after = answer(one, known=Trust((pin(),)))
    assert (after.answer, after.provider, after.invalid) == (Answer.TRUSTED, PRODUCER, False)
    assert after.covered == ("Label", "ContentProducer", "ProduceID")
    assert after.uncovered == ("ContentPropagator", "PropagateID")
    assert after.sealed_at == SEALED_AT
    assert [one.outcome for one in after.signatures] == [Outcome.VERIFIED, Outcome.VERIFIED]
    assert after.confidence == "impl"


def test_a_key_pinned_to_somebody_else_is_unknown_and_says_so() -> None:
    found = answer(sealed(), known=Trust((pin(provider=PLATFORM),)))
    assert found.answer is Answer.KEY_UNKNOWN
    assert PLATFORM in found.notices[0].say()
    other = answer(sealed(), known=Trust((pin("another"),)))
    assert other.answer is Answer.KEY_UNKNOWN
    assert other.notices[0].template.startswith("{provider} has other keys")


def test_a_key_speaks_for_every_service_of_its_subject() -> None:
    sibling = PRODUCER[:22] + "20009"
    assert answer(sealed(), known=Trust((pin(provider=sibling),))).answer is Answer.TRUSTED


@pytest.mark.parametrize(
    ("terms", "standing"),
    [
        ({"valid_until": SEALED_AT - timedelta(days=1)}, Standing.OUT_OF_TIME),
        ({"valid_until": SEALED_AT}, Standing.OUT_OF_TIME),
        ({"valid_from": SEALED_AT + timedelta(seconds=1)}, Standing.OUT_OF_TIME),
        ({"revoked": NOW}, Standing.REVOKED),
        # A thief writes any time: a revoked key is not believed for what it says it did before.
        ({"revoked": SEALED_AT + timedelta(hours=1)}, Standing.REVOKED),
        ({"revoked": NOW + timedelta(hours=1)}, Standing.TRUSTED),
        # Out of its time by now, and good for what it sealed within it.
        ({"valid_until": SEALED_AT + timedelta(hours=1)}, Standing.TRUSTED),
        ({"valid_from": SEALED_AT, "valid_until": NOW}, Standing.TRUSTED),
    ],
)
def test_a_keys_time(terms: dict[str, datetime], standing: Standing) -> None:
    found = answer(sealed(), known=Trust((replace(pin(), **terms),)))  # type: ignore[arg-type]
    assert found.standing is standing
    expected = Answer.TRUSTED if standing is Standing.TRUSTED else Answer.KEY_NOT_IN_FORCE
    assert found.answer is expected
    assert not found.invalid


def test_a_seal_of_the_future_is_out_of_time() -> None:
    early = SEALED_AT - timedelta(days=1)
    assert answer(sealed(), known=Trust((pin(),)), now=early).standing is Standing.OUT_OF_TIME


@pytest.mark.parametrize(
    "change", [{"content_producer": PLATFORM}, {"produce_id": "id-2"}, {"produce_id": ""}]
)
def test_an_altered_member_is_caught(change: dict[str, str]) -> None:
    found = answer(replace(sealed(), **change), known=trust())  # type: ignore[arg-type]
    assert (found.answer, found.invalid) == (Answer.ALTERED, True)


def test_members_that_are_not_covered_may_change_and_are_named() -> None:
    text = encode(replace(sealed(), content_propagator=PLATFORM))
    parsed = parse(text[:-1] + ',"Extra":"1"}', named=True)
    assert isinstance(parsed, ParsedLabel)
    seals = verify_seals(parsed, CONTENT, trust=trust(), now=NOW)
    assert seals.producer.answer is Answer.TRUSTED
    assert seals.uncovered == ("ContentPropagator", "PropagateID", "Extra")


def test_both_seals_hold_and_the_producers_is_untouched() -> None:
    first = sealed()
    both = propagated(first)
    assert both.reserved_code_1 == first.reserved_code_1
    seals = verify_seals(both, CONTENT, trust=trust(), now=NOW)
    assert [one.answer for one in seals.both] == [Answer.TRUSTED, Answer.TRUSTED]
    assert seals.propagator.provider == PLATFORM
    assert seals.uncovered == ()


@pytest.mark.parametrize(
    "change",
    [
        {"content_propagator": PRODUCER},
        {"propagate_id": "p-8"},
        {"reserved_code_1": ""},
        {"produce_id": "id-2"},
    ],
)
def test_the_platforms_seal_covers_all_before_it(change: dict[str, str]) -> None:
    found = answer(replace(propagated(), **change), Code.PROPAGATOR, known=trust())  # type: ignore[arg-type]
    assert (found.answer, found.invalid) == (Answer.ALTERED, True)


def test_the_producers_seal_is_none_for_the_platform() -> None:
    one = propagated()
    moved = replace(one, reserved_code_2=one.reserved_code_1)
    found = answer(moved, Code.PROPAGATOR, known=trust())
    assert found.answer is not Answer.TRUSTED
    assert not found.bound


def test_a_second_label_signature_that_fails_spoils_the_seal() -> None:
    one = sealed()
    found = json.loads(one.reserved_code_1)
    wrong = {**found["SecurityData"]["PubSD"][1], "TBSData": {"Type": "Md"}}
    found["SecurityData"]["PubSD"].append(wrong)
    code = json.dumps(found, separators=(",", ":"))
    assert answer(replace(one, reserved_code_1=code), known=trust()).answer is Answer.ALTERED


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda data: data["PubSD"][0].update(AlgID="1.2.840.113549.1.1.11"), Answer.CANNOT_TELL),
        (lambda data: data["PubSD"][0].update(AlgID="1.2.3"), Answer.CANNOT_TELL),
        (lambda data: data["PubSD"][0].update(TBSData={"Type": "Content"}), Answer.CANNOT_TELL),
        (lambda data: data["PubSD"].pop(2), Answer.CANNOT_TELL),
        (lambda data: data["PubSD"][2].update(KeyValue="04" + "00" * 64), Answer.CANNOT_TELL),
        (lambda data: data["PubSD"][2].update(KeyValue="zz"), Answer.CANNOT_TELL),
        (lambda data: data["PubSD"][0].update(Signature="00" * 64), Answer.ALTERED),
        (lambda data: data["PubSD"][0].update(Signature="ff" * 64), Answer.ALTERED),
        (lambda data: data["PubSD"][0].update(Signature="3006020101"), Answer.ALTERED),
        # Not in its shortest form.
        (
            lambda data: data["PubSD"][0].update(Signature="3008020200010202" + "0001"),
            Answer.ALTERED,
        ),
        (lambda data: data.update(Version=2), Answer.OPAQUE),
        (lambda data: data.update(Type="X"), Answer.OPAQUE),
        (lambda data: data.update(PubSD=[]), Answer.CANNOT_TELL),
    ],
)
def test_what_is_malformed_gets_an_answer(change: object, expected: Answer) -> None:
    one = sealed()
    found = json.loads(one.reserved_code_1)
    change(found["SecurityData"])  # type: ignore[operator]
    code = json.dumps(found, separators=(",", ":"))
    known = Trust((pin("another"),))
    assert answer(replace(one, reserved_code_1=code), known=known).answer is expected


def test_absent_and_opaque_are_answers() -> None:
    assert answer(label()).answer is Answer.ABSENT
    assert answer(label(reserved_code_1="4f7c1f9e")).answer is Answer.OPAQUE


def test_a_signature_without_a_key_is_tried_with_the_pinned_ones() -> None:
    """As some write it: the signature alone, in hexadecimal DER."""
    one = label()
    code = signer().sign(guide_bytes(members_of(one))).der().hex()
    one = replace(one, reserved_code_1=code)
    assert answer(one).answer is Answer.CANNOT_TELL
    found = answer(one, known=Trust((pin(),)))
    assert (found.answer, found.bound) == (Answer.TRUSTED, False)
    assert [each.id for each in found.tolerances] == ["seal.bare-signature"]
    # What it covers is not said, so that it does not verify proves nothing.
    altered = answer(replace(one, produce_id="id-2"), known=Trust((pin(),)))
    assert (altered.answer, altered.invalid) == (Answer.CANNOT_TELL, False)


FORMS: dict[str, tuple[Callable[[Signature], str], Callable[[PublicKey], str]]] = {
    "raw": (lambda s: s.raw().hex(), lambda k: k.spki().hex()),
    "point": (lambda s: s.der().hex(), lambda k: k.sec1().hex()),
    "compressed": (lambda s: s.der().hex(), lambda k: k.sec1(compressed=True).hex()),
    "coordinates": (lambda s: s.raw().hex().upper(), lambda k: k.sec1()[1:].hex()),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("twice", [False, True])
def test_foreign_forms_verify(form: str, twice: bool) -> None:
    one, key = label(), signer()
    message = guide_bytes(members_of(one))
    signature = key.sign(sm3(message) if twice else message)
    written, shown = FORMS[form]
    data = {
        "Type": "TC260PG",
        "Version": 1,
        "PubSD": [
            {
                "Type": "DS",
                "AlgID": "1.2.156.10197.1.501",
                "TBSData": {"Type": "LabelMataData"},
                "Signature": written(signature),
            },
            {
                "Type": "PubKey",
                "AlgID": "1.2.156.10197.1.501",
                "KeyValue": shown(key.public_key),
            },
        ],
    }
    code = json.dumps({"SecurityData": data}, separators=(",", ":"))
    found = answer(replace(one, reserved_code_1=code), known=Trust((pin(),)))
    assert (found.answer, found.bound) == (Answer.TRUSTED, False)
    assert ("seal.hashed-twice" in {each.id for each in found.tolerances}) is twice


def test_an_x_behind_00_is_lifted_to_the_even_y() -> None:
    key = next(s for at in range(64) if (s := signer(f"even {at}")).public_key.y % 2 == 0)
    one = label()
    code = json.dumps(
        {
            "SecurityData": {
                "Type": "TC260PG",
                "Version": 1,
                "PubSD": [
                    {
                        "Type": "DS",
                        "AlgID": "1.2.156.10197.1.501",
                        "TBSData": {"Type": "Md"},
                        "Signature": key.sign(guide_bytes(members_of(one))).raw().hex(),
                    },
                    {
                        "Type": "PubKey",
                        "AlgID": "1.2.156.10197.1.501",
                        "KeyValue": f"00{key.public_key.x:064x}",
                    },
                ],
            }
        }
    )
    found = answer(replace(one, reserved_code_1=code))
    assert found.answer is Answer.KEY_UNKNOWN
    assert "seal.key-x-only" in {each.id for each in found.tolerances}


def test_the_profile_is_read_strictly() -> None:
    data = read_code(sealed().reserved_code_1)
    assert isinstance(data, SecurityData)
    (entry,) = data.bindings
    bound = binding.interpret(entry)
    assert bound == binding.Bound(
        CONTENT.digest, sm3(guide_bytes(members_of(label()))).hex(), SEALED_AT
    )
    assert binding.write(bound) == entry.text
    for change in (
        {"kind": "hegui/2"},
        {"selection": "all"},
        {"value": entry.value.upper()},
        {"label": "0" * 63},
        {"time": "2026-05-01T08:00:01Z"},
        {"text": entry.text.replace(",", ", ")},
    ):
        assert binding.interpret(replace(entry, **change)) is None


def test_a_seal_is_what_annex_e_allows_and_what_it_says() -> None:
    one = sealed()
    encode(one)  # raises for a character outside E j
    data = read_code(one.reserved_code_1)
    assert isinstance(data, SecurityData)
    assert data.tolerances == ()
    assert [each.covers for each in data.signatures] == [Covers.LABEL, Covers.BINDING]
    assert one.reserved_code_1.startswith(
        '{"SecurityData":{"Type":"TC260PG","Version":1,"PubSD":[{"Type":"DS",'
        '"AlgID":"1.2.156.10197.1.501","TBSData":{"Type":"Md"},"Signature":"'
    )


def test_a_time_with_a_fraction_is_cut_to_the_second() -> None:
    moment = datetime(2026, 5, 1, 8, 0, 0, 999_999, tzinfo=UTC)
    code = seal(label(), Code.PRODUCER, signer(), CONTENT.digest, at=moment)
    assert answer(label(reserved_code_1=code)).sealed_at == SEALED_AT


def test_a_digest_that_is_none_is_not_sealed() -> None:
    with pytest.raises(ValueError, match="SM3"):
        seal(label(), Code.PRODUCER, signer(), "")


def test_a_search_that_somebody_made_long_is_given_up() -> None:
    found = json.loads(sealed().reserved_code_1)
    parts = found["SecurityData"]["PubSD"]
    wrong = {**parts[0], "Signature": parts[1]["Signature"]}
    keys = [
        {**parts[2], "KeyValue": signer(f"many {at}").public_key.spki().hex()} for at in range(8)
    ]
    found["SecurityData"]["PubSD"] = [wrong] * 8 + keys
    code = json.dumps(found, separators=(",", ":"))
    result = answer(label(reserved_code_1=code), known=trust())
    assert Outcome.NOT_CHECKED in {one.outcome for one in result.signatures}
    assert any("than are tried" in notice.say() for notice in result.notices)
    assert not result.bound


@needs_openssl
def test_openssl_verifies_a_seal_and_hegui_one_of_openssl(tmp_path: Path) -> None:
    """The label's signature and key as they stand in the seal, nothing of hegui's between."""
    found = json.loads(sealed().reserved_code_1)["SecurityData"]["PubSD"]
    message, signature, key = (tmp_path / name for name in ("message", "signature", "key"))
    message.write_bytes(f'"Label":"1","ContentProducer":"{PRODUCER}","ProduceID":"id-1"'.encode())
    signature.write_bytes(bytes.fromhex(found[0]["Signature"]))
    openssl(
        "pkey", "-pubin", "-inform", "DER", "-out", key, stdin=bytes.fromhex(found[2]["KeyValue"])
    )
    assert verifies(key, message, signature)
    private = new_key(tmp_path / "private")
    entry = {**found[0], "Signature": sign(private, message).hex()}
    shown = {**found[2], "KeyValue": public_key(private).hex()}
    data = {"Type": "TC260PG", "Version": 1, "PubSD": [entry, shown]}
    code = json.dumps({"SecurityData": data}, separators=(",", ":"))
    assert answer(label(reserved_code_1=code)).answer is Answer.KEY_UNKNOWN
    other = label(reserved_code_1=code, produce_id="id-2")
    assert answer(other).answer is Answer.ALTERED

"""Trust files: what they pin, what they refuse, and that editing one loses nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hegui.errors import HeguiError, InvalidCertificate, InvalidKey, InvalidTrust
from hegui.messages import explain
from hegui.seal.answers import Answer, Standing
from hegui.seal.contents import Code
from hegui.seal.keys import load_key
from hegui.seal.public_keys import PublicKey
from hegui.seal.security_data import seal
from hegui.seal.trust import CertificatePin, Pin, Trust
from hegui.seal.trust_editing import add_pins, import_pins, revoke_key
from hegui.seal.trust_file import load_trust, parse_trust
from hegui.seal.verification import verify_seal
from tests.builders.labels import PRODUCER
from tests.seal import authorities
from tests.seal.authorities import Party
from tests.seal.openssl import needs_openssl
from tests.seal.sealed import CONTENT, PLATFORM, SEALED_AT, label, pin, signer

HEAD = 'format = "hegui-trust"\nversion = 1\n'
KEY = signer().public_key.spki().hex()
WHEN = datetime(2026, 6, 1, tzinfo=UTC)


def entry(**settings: str) -> str:
    values = {"provider": f'"{PRODUCER}"', "public_key": f'"{KEY}"', **settings}
    return "[[key]]\n" + "".join(f"{key} = {value}\n" for key, value in values.items())


def parse(text: str) -> Trust:
    return parse_trust((HEAD + text).encode(), "trust.toml")


def test_an_entry_says_all_there_is_to_say() -> None:
    trust = parse(
        entry(
            valid_from="2026-01-01T08:00:00+08:00",
            valid_until="2027-01-01T00:00:00Z",
            revoked="2026-06-01T00:00:00Z",
            binding='"required"',
            note='"told by phone"',
        )
    )
    expected = Pin(
        provider=PRODUCER,
        key=signer().public_key,
        valid_from=datetime(2026, 1, 1, tzinfo=UTC),
        valid_until=datetime(2027, 1, 1, tzinfo=UTC),
        revoked=WHEN,
        bound=True,
        note="told by phone",
    )
    assert trust.pins == (expected,)
    assert trust.pin_of(signer().public_key) == expected


@pytest.mark.parametrize(
    "form", [lambda k: k.sec1(), lambda k: k.sec1()[1:], lambda k: k.sec1(compressed=True)]
)
def test_a_key_is_pinned_in_any_form(form: Callable[[PublicKey], bytes]) -> None:
    text = form(signer().public_key).hex()
    assert parse(entry(public_key=f'"{text}"')).pin_of(signer().public_key)


def test_an_empty_file_of_the_version_trusts_nobody() -> None:
    assert parse("").pins == ()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "known version"),
        ('format = "hegui-trust"\nversion = 2\n', "known version"),
        ('format = "other"\nversion = 1\n', "known version"),
        ("format =", "not valid TOML"),
        ("\xff", "not valid TOML"),
        (HEAD + "[other]\n", "does not know other"),
        (HEAD + 'key = "x"\n', "must be tables"),
        (HEAD + entry(revokd="2026-06-01T00:00:00Z"), "does not know revokd"),
        (HEAD + entry(provider='""'), "provider must be"),
        (HEAD + entry(provider="1"), "provider must be text"),
        (HEAD + entry(public_key='"zz"'), "hexadecimal"),
        (HEAD + entry(public_key='""'), "hexadecimal"),
        (HEAD + entry(public_key='"04"'), "no point"),
        (HEAD + entry(public_key=f'"04{"00" * 64}"'), "not on the curve"),
        (HEAD + entry(valid_from="2026-01-01"), "date and time"),
        (HEAD + entry(valid_from="2026-01-01T00:00:00"), "date and time"),
        (HEAD + entry(valid_from="0001-01-01T00:00:00+14:00"), "date and time"),
        (HEAD + entry(valid_from='"2026"'), "date and time"),
        (HEAD + entry(valid_from="2026-13-01T00:00:00Z"), "not valid TOML"),
        (HEAD + entry(binding='"no"'), "binding can only"),
        (HEAD + entry() + entry(), "one key twice"),
        (HEAD + entry() + entry(provider=f'"{PRODUCER[:22]}20001"'), "one key twice"),
        (HEAD + entry() + entry(provider=f'"{PLATFORM}"'), "to two providers"),
        (
            HEAD + entry(valid_from="2026-01-02T00:00:00Z", valid_until="2026-01-01T00:00:00Z"),
            "ends before it begins",
        ),
        (HEAD + '[[certificate]]\nprovider = "a"\ncertificate = "3000"\n', "a certificate"),
        ("x = " + "[" * 5000, "not valid TOML"),
    ],
)
def test_what_is_wrong_is_an_error_that_names_the_file(text: str, reason: str) -> None:
    with pytest.raises((InvalidTrust, InvalidKey, InvalidCertificate), match=reason) as caught:
        parse_trust(text.encode("latin-1"), "trust.toml")
    assert caught.value.path == "trust.toml"
    assert "trust.toml" in explain(caught.value, "zh")


def test_a_file_that_is_not_there_or_is_huge(tmp_path: Path) -> None:
    with pytest.raises(InvalidTrust, match="cannot be opened"):
        load_trust(tmp_path / "none.toml")
    with pytest.raises(InvalidTrust, match="larger"):
        parse_trust(b"#" * (4 * 1024 * 1024 + 1), "t")


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=100) | st.text(max_size=100).map(lambda text: (HEAD + text).encode()))
def test_any_bytes_are_a_trust_or_an_error(data: bytes) -> None:
    with suppress(HeguiError):
        assert isinstance(parse_trust(data, "t"), Trust)


def test_pins_are_added_and_comments_stay(tmp_path: Path) -> None:
    path = tmp_path / "trust.toml"
    add_pins(str(path), (pin(),))
    text = path.read_text() + "# mine\n"
    path.write_text(text)
    odd = Pin(provider='a "name" \\ 名', key=signer("odd").public_key, note="x\ty", bound=True)
    trust = add_pins(str(path), (odd, pin("platform", PLATFORM)))
    assert trust == load_trust(path)
    assert [one.provider for one in trust.pins] == [PRODUCER, odd.provider, PLATFORM]
    assert path.read_text().startswith(text)
    with pytest.raises(InvalidTrust, match="twice"):
        add_pins(str(path), (pin(),))
    assert load_trust(path) == trust


def test_a_revocation_is_written_into_its_own_entry(tmp_path: Path) -> None:
    path = tmp_path / "trust.toml"
    add_pins(str(path), (pin(), pin("platform", PLATFORM)))
    path.write_text(path.read_text().replace("public_key", "# told by phone\npublic_key"))
    trust = revoke_key(str(path), signer("platform").public_key, WHEN)
    assert [one.revoked for one in trust.pins] == [None, WHEN]
    assert path.read_text().count("# told by phone") == 2
    later = revoke_key(str(path), signer("platform").public_key, WHEN + timedelta(days=1))
    assert later.pins[1].revoked == WHEN  # never taken back
    earlier = revoke_key(str(path), signer("platform").public_key, WHEN - timedelta(days=1))
    assert earlier.pins[1].revoked == WHEN - timedelta(days=1)
    with pytest.raises(InvalidTrust, match="does not pin"):
        revoke_key(str(path), signer("odd").public_key, WHEN)


def test_a_form_that_cannot_be_edited_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "trust.toml"
    text = HEAD + f'key = [{{provider = "{PRODUCER}", public_key = "{KEY}"}}]\n'
    path.write_text(text)
    with pytest.raises(InvalidTrust, match="by hand"):
        revoke_key(str(path), signer().public_key, WHEN)
    assert path.read_text() == text


def test_published_keys_bring_pins_up_to_date(tmp_path: Path) -> None:
    path = str(tmp_path / "trust.toml")
    old = replace(pin(), valid_from=SEALED_AT, valid_until=SEALED_AT + timedelta(days=900))
    import_pins(path, (old,))
    revoke_key(path, old.key, WHEN)
    rotated = replace(old, valid_until=SEALED_AT + timedelta(days=30), revoked=None)
    new = replace(pin("successor"), valid_from=SEALED_AT + timedelta(days=1))
    trust = import_pins(path, (rotated, new))
    assert trust.pins == (replace(rotated, revoked=WHEN), new)
    assert load_trust(path) == trust
    with pytest.raises(InvalidTrust, match="two providers"):
        import_pins(path, (replace(new, provider=PLATFORM),))


@pytest.fixture(scope="module")
def parties(tmp_path_factory: pytest.TempPathFactory) -> tuple[Party, Party]:
    folder = tmp_path_factory.mktemp("authority")
    top = authorities.root(folder)
    return top, authorities.issue(top, folder, "leaf")


def with_certificates(leaf: Party, *others: Party) -> str:
    """A seal whose key comes in a certificate, in the guide's way of naming one."""
    key = load_key(str(leaf.key), None, unencrypted=True)
    code = json.loads(seal(label(), Code.PRODUCER, key, CONTENT.digest))
    parts = code["SecurityData"]["PubSD"]
    parts.pop()
    for party in (leaf, *others):
        parts.append({"Type": "Cert", "CertValue": party.certificate.raw.hex()})
    return json.dumps(code, separators=(",", ":"))


@needs_openssl
def test_a_certificate_vouches_for_its_key(parties: tuple[Party, Party], tmp_path: Path) -> None:
    top, leaf = parties
    one = label(reserved_code_1=with_certificates(leaf, top))
    unknown = verify_seal(one, Code.PRODUCER, CONTENT)
    assert (unknown.answer, unknown.standing) == (Answer.KEY_UNKNOWN, Standing.UNKNOWN)
    name = leaf.certificate.subject.text
    issuer = CertificatePin(provider=PRODUCER, certificate=top.certificate, subject=name)
    own = CertificatePin(provider=PRODUCER, certificate=leaf.certificate)
    for anchor in (issuer, own):
        path = str(tmp_path / f"{bool(anchor.subject)}.toml")
        trust = add_pins(path, (anchor,))
        assert load_trust(path) == trust
        found = verify_seal(one, Code.PRODUCER, CONTENT, trust=trust)
        assert (found.answer, found.provider) == (Answer.TRUSTED, PRODUCER)
        gone = revoke_key(path, anchor.certificate.public_key, WHEN)
        assert gone.certificates[0].revoked == WHEN
        late = verify_seal(one, Code.PRODUCER, CONTENT, trust=gone)
        assert late.standing is Standing.REVOKED


@needs_openssl
def test_a_certificate_of_somebody_else_vouches_for_nothing(parties: tuple[Party, Party]) -> None:
    top, leaf = parties
    one = label(reserved_code_1=with_certificates(leaf, top))
    for anchor in (
        CertificatePin(provider=PRODUCER, certificate=top.certificate, subject="CN=other"),
        CertificatePin(provider=PLATFORM, certificate=leaf.certificate),
    ):
        found = verify_seal(one, Code.PRODUCER, CONTENT, trust=Trust((), (anchor,)))
        assert found.answer is Answer.KEY_UNKNOWN
    with pytest.raises(InvalidTrust, match="authority"):
        Trust((), (CertificatePin(provider=PRODUCER, certificate=top.certificate),))
    own = CertificatePin(provider=PRODUCER, certificate=leaf.certificate)
    with pytest.raises(InvalidTrust, match="certificate twice"):
        Trust((), (own, own))


@needs_openssl
def test_a_certificate_out_of_its_time(parties: tuple[Party, Party]) -> None:
    top, leaf = parties
    one = label(reserved_code_1=with_certificates(leaf, top))
    trust = Trust((), (CertificatePin(provider=PRODUCER, certificate=leaf.certificate),))
    assert verify_seal(one, Code.PRODUCER, CONTENT, trust=trust).answer is Answer.TRUSTED
    signing = load_key(str(leaf.key), None, unencrypted=True)
    past = datetime(2020, 1, 1, tzinfo=UTC)
    data = json.loads(seal(label(), Code.PRODUCER, signing, CONTENT.digest, at=past))
    data["SecurityData"]["PubSD"][2] = {
        "Type": "Cert",
        "CertValue": leaf.certificate.raw.hex(),
    }
    found = verify_seal(
        label(reserved_code_1=json.dumps(data)), Code.PRODUCER, CONTENT, trust=trust
    )
    assert (found.answer, found.standing) == (Answer.KEY_NOT_IN_FORCE, Standing.OUT_OF_TIME)

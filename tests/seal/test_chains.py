"""Chains of SM2 certificates that the openssl program made: what holds, and why one does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hegui.messages import say
from hegui.seal import chains
from hegui.seal.certificates import Certificate, read_certificate, read_certificates
from hegui.seal.chains import Chain, Fault, check_chain
from tests.seal.authorities import CA, LEAF, Party, issue, root
from tests.seal.openssl import needs_openssl, openssl

pytestmark = needs_openssl
# Later than any certificate that is made while a whole suite runs.
NOW = datetime.now(UTC) + timedelta(hours=12)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("authorities")


@pytest.fixture(scope="module")
def top(folder: Path) -> Party:
    return root(folder)


@pytest.fixture(scope="module")
def middle(folder: Path, top: Party) -> Party:
    return issue(top, folder, "middle", CA)


@pytest.fixture(scope="module")
def leaf(folder: Path, middle: Party) -> Party:
    return issue(middle, folder, "leaf")


def faults(chain: Chain) -> list[tuple[Fault, str]]:
    return [(one.fault, one.subject.rpartition("CN=")[2]) for one in chain.faults]


def check(one: Party, others: list[Party], anchors: list[Party], moment: datetime = NOW) -> Chain:
    return check_chain(
        one.certificate,
        [each.certificate for each in others],
        [each.certificate for each in anchors],
        moment,
    )


def test_a_chain_holds_as_it_does_for_openssl(top: Party, middle: Party, leaf: Party) -> None:
    # The program uses the user id for the last certificate of a chain only.
    for issuer, one in ((top, middle), (middle, leaf)):
        trusted = ("-partial_chain", "-CAfile", issuer.pem)
        said = openssl("verify", "-vfyopt", "distid:1234567812345678", *trusted, one.pem)
        assert said.strip().endswith(b"OK")
    chain = check(leaf, [middle], [top])
    assert chain.holds
    assert [one.subject.text.rpartition("=")[2] for one in chain.path] == ["leaf", "middle", "root"]
    assert check(leaf, [], [middle]).holds, "any certificate can be an anchor"
    assert check(leaf, [], [leaf]).holds, "the certificate itself as well"
    assert check(leaf, [top, leaf, middle, top], [top]).holds, "order and repetition are nothing"


def test_what_is_not_trusted_or_not_given(top: Party, middle: Party, leaf: Party) -> None:
    assert faults(check(leaf, [], [top])) == [(Fault.NO_ANCHOR, "leaf")]
    assert faults(check(leaf, [middle], [])) == [(Fault.NO_ANCHOR, "middle")]
    assert faults(check(leaf, [middle, top], [])) == [(Fault.SELF_SIGNED, "root")]
    assert (Fault.SELF_SIGNED, "root") in faults(check(top, [], []))


def test_times(top: Party, middle: Party, leaf: Party) -> None:
    early = check(leaf, [middle], [top], NOW - timedelta(days=2))
    assert faults(early) == [(Fault.NOT_YET, name) for name in ("leaf", "middle", "root")]
    late = check(leaf, [middle], [top], NOW + timedelta(days=31))
    assert faults(late) == [(Fault.EXPIRED, name) for name in ("leaf", "middle", "root")]
    end = leaf.certificate.not_after
    assert check(leaf, [], [leaf], end).holds, "the last second counts"
    assert not check(leaf, [], [leaf], end + timedelta(seconds=1)).holds


def test_who_may_issue(folder: Path, top: Party, middle: Party, leaf: Party) -> None:
    below_leaf = issue(leaf, folder, "below-leaf")
    chain = check(below_leaf, [leaf, middle], [top])
    assert faults(chain) == [(Fault.NO_AUTHORITY, "leaf")]
    no_certificates = issue(
        top, folder, "signs-only", "basicConstraints=critical,CA:TRUE\nkeyUsage=digitalSignature\n"
    )
    below = issue(no_certificates, folder, "below-signs-only")
    assert faults(check(below, [no_certificates], [top])) == [(Fault.NO_AUTHORITY, "signs-only")]


def test_path_length(folder: Path) -> None:
    short = root(folder, "short", CA.replace("CA:TRUE", "CA:TRUE,pathlen:0"))
    assert short.certificate.path_length == 0
    direct = issue(short, folder, "direct")
    assert check(direct, [], [short]).holds
    middle = issue(short, folder, "middle-of-short", CA)
    deep = issue(middle, folder, "deep")
    assert faults(check(deep, [middle], [short])) == [(Fault.PATH_LENGTH, "short")]


def test_what_the_key_may_be_used_for(folder: Path, top: Party) -> None:
    other = issue(top, folder, "encrypts", LEAF.replace("digitalSignature", "keyEncipherment"))
    assert other.certificate.usages == frozenset(("keyEncipherment",))
    assert faults(check(other, [], [top])) == [(Fault.USAGE, "encrypts")]
    unlimited = issue(top, folder, "unlimited", "basicConstraints=CA:FALSE\n")
    assert unlimited.certificate.usages is None
    assert check(unlimited, [], [top]).holds


def test_critical_extensions(folder: Path, top: Party) -> None:
    strange = issue(top, folder, "strange", LEAF + "1.2.3.4=critical,ASN1:NULL\n")
    assert strange.certificate.unknown == ("1.2.3.4",)
    assert faults(check(strange, [], [top])) == [(Fault.EXTENSION, "strange")]
    harmless = issue(top, folder, "harmless", LEAF + "1.2.3.4=ASN1:NULL\n")
    assert check(harmless, [], [top]).holds
    limited = issue(
        top, folder, "limited", CA + "nameConstraints=critical,permitted;email:example.org\n"
    )
    below = issue(limited, folder, "below-limited")
    assert faults(check(below, [limited], [top])) == [(Fault.EXTENSION, "limited")]


def test_an_impostor_of_the_same_name(folder: Path, top: Party, leaf: Party) -> None:
    impostor = root(folder, "impostor", subject="/C=CN/O=hegui tests/CN=root")
    forged = issue(impostor, folder, "forged")
    assert forged.certificate.issuer.raw == top.certificate.subject.raw
    # The key ids differ: it is not even tried.
    assert faults(check(forged, [], [top])) == [(Fault.NO_ANCHOR, "forged")]
    without_id = replace(forged.certificate, authority_key_id=None)
    chain = check_chain(without_id, [], [top.certificate], NOW)
    assert faults(chain) == [(Fault.SIGNATURE, "forged")]
    assert check_chain(without_id, [impostor.certificate], [top.certificate], NOW).faults


def test_the_user_id_certificates_are_signed_with(folder: Path) -> None:
    other = root(folder, "other-id", user_id="someone")
    assert not other.certificate.signed_by(other.certificate.public_key, b"1234567812345678")
    assert other.certificate.signed_by(other.certificate.public_key, b"someone")
    child = issue(other, folder, "child-of-other-id", user_id="someone")
    anchors = [other.certificate]
    assert check_chain(child.certificate, [], anchors, NOW, b"someone").holds
    assert faults(check_chain(child.certificate, [], anchors, NOW)) == [
        (Fault.SIGNATURE, "child-of-other-id")
    ]


def test_the_search_ends_whatever_is_sent(top: Party, middle: Party, leaf: Party) -> None:
    """Copies of an issuer that differ in one ignored byte make ever more paths."""
    tried = 0

    class Counting(Certificate):
        def signed_by(self, key: object, user_id: bytes) -> bool:
            nonlocal tried
            tried += 1
            return True

    def counting(number: int, below: Certificate) -> Certificate:
        fields = {name: getattr(below, name) for name in Certificate.__dataclass_fields__}
        fields["raw"] = b"%d" % number
        fields["subject"] = fields["issuer"] = below.issuer
        return Counting(**fields)

    crowd = [counting(number, middle.certificate) for number in range(40)]
    first = Counting(
        **{name: getattr(crowd[0], name) for name in Certificate.__dataclass_fields__}
        | {"raw": b"first"}
    )
    chain = check_chain(first, crowd, [], NOW)
    assert not chain.holds
    assert tried <= chains.MOST_SIGNATURES
    assert len(chain.path) <= chains.DEEPEST


def test_faults_are_said_in_both_languages(leaf: Party) -> None:
    (one,) = check(leaf, [], []).faults
    assert "CN=leaf" in one.notice.say()
    for fault in Fault:
        notice = chains.ChainFault(fault, "CN=x").notice
        assert notice.say("zh") != notice.say()
        assert say(notice.template, "zh", subject="CN=x") == notice.say("zh")


def test_several_certificates_in_one_file(top: Party, middle: Party) -> None:
    both = top.pem.read_bytes() + b"words between\n" + middle.pem.read_bytes()
    assert read_certificates(both) == [top.certificate, middle.certificate]
    assert read_certificates(top.certificate.raw) == [top.certificate]
    assert read_certificate(top.certificate.raw).raw == top.certificate.raw

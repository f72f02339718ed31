"""Seals and readable labels as evidence, made by the rooms that make them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import hegui
from hegui.evidence.contract import Gathered, Kind, Says, Strength
from hegui.evidence.gathering import Look, gather, gather_source
from hegui.files.source import Source
from hegui.seal.software import SoftwareSigner
from hegui.seal.trust import Pin
from hegui.seal.trust_editing import add_pins
from hegui.verdict import Policy, Verdict, judge
from tests.builders import png
from tests.builders.labels import PRODUCER

SIGNER = SoftwareSigner.new()


def sealed(data: bytes) -> bytes:
    made = hegui.label(data, implicit_only=True, producer=PRODUCER, seal=True, key=SIGNER).data
    assert made is not None
    return made


def look_at(data: bytes, name: str = "<bytes>", look: Look | None = None) -> Gathered:
    return gather_source(Source.of_bytes(data, name), look or Look())


def test_a_seal_that_holds_and_one_that_does_not() -> None:
    data = sealed(png.plain())
    (one,) = look_at(data).of(Kind.SEAL)
    assert (one.sign, one.strength, one.says) == ("seal.unknown", Strength.DECLARES, Says.UNKNOWN)
    # A valid seal on a wrong label: the label says 3 now, and the seal was made for 1.
    wrong = look_at(data.replace(b"&quot;Label&quot;:&quot;1", b"&quot;Label&quot;:&quot;3"))
    (one,) = wrong.of(Kind.SEAL)
    assert one.sign == "seal.failed"
    assert judge(wrong).verdict is Verdict.SUSPECTED
    assert judge(wrong).seal_failed
    doubted = judge(wrong, Policy(failed_seal="undetermined"))
    assert (doubted.verdict, doubted.row.id) == (Verdict.UNDETERMINED, "seal-failed")


def test_a_label_moved_to_other_content() -> None:
    label = hegui.read(sealed(png.plain())).sites[0].text
    other = png.png(png.chunk(b"gAMA", (45455).to_bytes(4)), png.text(b"AIGC", label.encode()))
    (one,) = look_at(other).of(Kind.SEAL)
    assert one.sign == "seal.failed"


def test_a_trusted_seal_proves(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(sealed(png.plain()))
    trust = str(tmp_path / "trust.toml")
    add_pins(trust, [Pin(provider=PRODUCER, key=SIGNER.public_key)])
    judgement = hegui.check(tmp_path / "a.png", trust=[trust], policy={})
    (one,) = judgement.gathered.of(Kind.SEAL)
    assert (one.sign, one.strength) == ("seal.trusted", Strength.PROVES)
    assert judgement.verdict is Verdict.IS


def test_no_seal_costs_no_cryptography(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    data = hegui.label(png.plain(), implicit_only=True, producer=PRODUCER).data
    assert data is not None
    path.write_bytes(data)
    code = (
        "import sys, hegui; hegui.check(sys.argv[1], policy={});"
        "assert 'hegui.seal.evp' not in sys.modules, 'crypto'"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=True)


def test_a_trust_file_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(sealed(png.plain()))
    (tmp_path / "trust.toml").write_text("nonsense = [")
    look = Look(seals=str(tmp_path / "trust.toml"))
    gathered = gather(str(tmp_path / "a.png"), look)
    assert gathered.of(Kind.SEAL) == ()
    assert [one.what for one in gathered.unexamined] == ["seal"]


@pytest.mark.parametrize(
    ("text", "name", "sign"),
    [
        ("本内容由AI生成\n\n春江潮水连海平\n", "a.txt", "explicit.text"),
        ("# A poem\n\nThis content is AI-generated.\n", "a.md", "explicit.text"),
        ("人工智能生成的内容越来越多，社会正在讨论。\n", "a.txt", "explicit.mention"),
    ],
)
def test_readable_labels_in_text(text: str, name: str, sign: str) -> None:
    gathered = look_at(text.encode(), name)
    (one,) = gathered.of(Kind.EXPLICIT)
    assert one.sign == sign
    verdict = Verdict.SUSPECTED if sign == "explicit.text" else Verdict.NONE
    assert judge(gathered).verdict is verdict
    assert Kind.EXPLICIT not in gathered.not_asked


def test_readable_label_in_html() -> None:
    page = "<!doctype html><html><body><p>本内容由AI生成</p><p>春</p></body></html>".encode()
    assert [one.sign for one in look_at(page, "a.html").of(Kind.EXPLICIT)] == ["explicit.text"]


def test_text_that_is_too_long_or_in_no_encoding() -> None:
    (missing,) = look_at(b"a" * (4 * 1024**2 + 1), "a.txt").unexamined
    assert missing.what == "text"
    unknown = look_at(b"caf\xe9 \x81\xff x", "a.txt")
    assert unknown.evidence == ()

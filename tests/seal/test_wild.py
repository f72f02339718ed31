"""The seals of the two vendors who sign nearly as the guide says, in files of our own."""

from __future__ import annotations

from pathlib import Path

import pytest

import hegui
from hegui.cli import main
from hegui.seal.answers import Answer, Outcome, Standing
from hegui.seal.contents import Covers
from tests.builders import mp3
from tests.seal.wild import MINIMAX, STEPFUN

MINIMAX_KEY = "00a0b3b0b6a0c9b0c89cab328342af4e8221ec5b40799cbe835ab4251f7b47e4fd"
STEPFUN_CODE = "001191310104MACE0YX63918020"
STEPFUN_KEY = (
    "3059301306072A8648CE3D020106082A811CCF5501822D034200045728F08C58D9C72150A705693EF7337859F8FF"
    "216E802630041AFAE5C036F0A67CB1FDF8C57F5F8B623284AE09E4E545464B7140B26BBDA51BAE965F854C57AA"
)
REPORT = (STEPFUN + "\n# 天气\n\n今天晴。\n").encode()


def speech(text: str) -> bytes:
    return mp3.tag(mp3.user_text(text)) + mp3.SOUND


def seals(data: bytes, name: str, trust: Path | None = None) -> hegui.Seals:
    (found,) = hegui.read(data, name=name, trust=trust or hegui.Trust()).seals
    assert found is not None
    return found


@pytest.fixture
def pinned(tmp_path: Path) -> Path:
    """Both vendors' keys, pinned by the command line as labels hold them."""
    path = tmp_path / "trust.toml"
    for provider, key in (("MiniMax", MINIMAX_KEY), (STEPFUN_CODE, STEPFUN_KEY)):
        words = ("--public-key", key, "--provider", provider, "--trust", str(path))
        assert main(["key", "trust", *words]) == 0
    return path


@pytest.mark.parametrize("text", MINIMAX)
def test_both_signatures_of_minimax_verify(text: str, pinned: Path) -> None:
    data = speech(text)
    before = seals(data, "a.mp3").producer
    assert [(one.covers, one.outcome) for one in before.signatures] == [
        (Covers.LABEL, Outcome.VERIFIED),
        (Covers.BINDING, Outcome.VERIFIED),
    ]
    assert (before.answer, before.standing) == (Answer.NOT_TIED, Standing.UNKNOWN)
    assert not before.invalid
    assert {one.id for one in before.tolerances} == {
        "seal.label-type",
        "seal.binding-type",
        "seal.binding-value",
        "seal.key-x-only",
        "seal.signature-raw",
    }
    after = seals(data, "a.mp3", pinned).producer
    assert (after.standing, after.provider) == (Standing.TRUSTED, "MiniMax")
    # Nothing in what is signed ties the binding to the label: the key does not change that.
    assert after.answer is Answer.NOT_TIED


def test_the_report_of_stepfun_verifies_in_reserved_code_1(pinned: Path) -> None:
    before = seals(REPORT, "a.md")
    assert before.producer.answer is Answer.KEY_UNKNOWN
    assert {one.id for one in before.producer.tolerances} == {
        "seal.label-type",
        "seal.hex-upper",
        "seal.hashed-twice",
    }
    assert before.propagator.answer is Answer.CANNOT_TELL
    after = seals(REPORT, "a.md", pinned)
    assert (after.producer.answer, after.producer.bound) == (Answer.TRUSTED, False)
    assert after.propagator.answer is Answer.CANNOT_TELL
    assert after.uncovered == ("ContentPropagator", "PropagateID", "ReservedCode2")


@pytest.mark.parametrize("old", ['"Label":"1"', '"ContentProducer":"M', '"ProduceID":"0'])
def test_an_altered_member_is_caught(old: str) -> None:
    new = {'"Label":"1"': '"Label":"2"'}.get(old, old[:-1] + "9")
    found = seals(speech(MINIMAX[0].replace(old, new)), "a.mp3").producer
    assert (found.answer, found.invalid) == (Answer.ALTERED, True)


def test_a_seal_lifted_onto_another_label_is_caught() -> None:
    lifted = MINIMAX[0].replace(
        "061738a3be615f222f358bf8b326d708", "0617389f361c63df3a5716870cfd7a56"
    )
    assert seals(speech(lifted), "a.mp3").producer.answer is Answer.ALTERED


def test_the_command_line_says_so(
    pinned: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report, spoken = tmp_path / "a.md", tmp_path / "a.mp3"
    report.write_bytes(REPORT)
    spoken.write_bytes(speech(MINIMAX[0]))
    capsys.readouterr()
    assert main(["read", str(report), str(spoken), "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert "nobody has said whose key it is" in out
    assert "trusted" not in out
    assert main(["read", str(report), "--trust", str(pinned), "--lang", "en"]) == 0
    assert "valid, and the key is trusted" in capsys.readouterr().out
    assert main(["read", str(report), "--trust", str(pinned), "--lang", "zh"]) == 0
    assert "有效，且密钥可信" in capsys.readouterr().out
    spoken.write_bytes(speech(MINIMAX[0].replace('"Label":"1"', '"Label":"3"')))
    assert main(["read", str(spoken), "--lang", "en"]) == 1
    assert "not valid" in capsys.readouterr().out

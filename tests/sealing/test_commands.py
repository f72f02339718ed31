"""Seals on the command line: keys, sealing, trust, answers, exit status; and no secret anywhere."""

from __future__ import annotations

import json
import logging
import shutil
from pathlib import Path

import pytest

import hegui
from hegui.cli import main
from hegui.seal.keys import load_key
from hegui.seal.trust_file import load_trust
from tests.builders import png
from tests.builders.labels import PRODUCER
from tests.seal.openssl import needs_openssl, new_key, openssl

PASSPHRASE = "correct horse battery"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a key of the producer's and its key document: made once, for that is slow."""
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HEGUI_KEY_PASSPHRASE", PASSPHRASE)
        words = ("--document", str(folder / "keys.json"), "--provider", PRODUCER)
        assert main(["key", "new", str(folder / "seal.pem"), *words]) == 0
    return folder


@pytest.fixture
def key(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The key, and beside it what the producer publishes, in the working directory."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HEGUI_KEY_PASSPHRASE", PASSPHRASE)
    shutil.copy(made / "keys.json", tmp_path)
    return Path(shutil.copy(made / "seal.pem", tmp_path))


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "a.png"
    path.write_bytes(png.plain())
    return path


def said(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, dict[str, object]]:
    """Exit status and record of one command."""
    capsys.readouterr()
    status = main([*map(str, words), "--json"])
    return status, json.loads(capsys.readouterr().out)


def seal_of(record: dict[str, object]) -> dict[str, object]:
    site = record["sites"][0]  # type: ignore[index]
    found: dict[str, object] = site["seals"]["ReservedCode1"]
    return found


def test_from_a_new_key_to_a_trusted_seal(
    key: Path, picture: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ("--producer", PRODUCER, "--key", key, "--in-place")
    status, record = said(capsys, "label", "--implicit-only", picture, *options)
    assert status == 0
    assert record["seal"]["bound"] is True  # type: ignore[index]
    status, record = said(capsys, "read", picture)
    assert (status, seal_of(record)["answer"]) == (0, "valid-key-unknown")
    status, record = said(capsys, "key", "trust", "keys.json", "--trust", "trust.toml")
    assert (status, record["provider"], record["bound"]) == (0, PRODUCER, True)
    status, record = said(capsys, "read", picture, "--trust", "trust.toml")
    assert (status, seal_of(record)["answer"]) == (0, "valid-trusted")
    assert seal_of(record)["covered"] == ["Label", "ContentProducer", "ProduceID"]
    fingerprint = str(seal_of(record)["fingerprints"][0])  # type: ignore[index]
    words = ("--trust", "trust.toml")
    status, record = said(capsys, "key", "revoke", fingerprint[:12], *words)
    assert (status, record["outcome"]) == (0, "revoked")
    status, record = said(capsys, "read", picture, *words)
    assert (status, seal_of(record)["answer"]) == (1, "valid-key-not-in-force")
    status, record = said(capsys, "key", "list", *words)
    assert (status, record["fingerprint"]) == (0, fingerprint)
    assert record["revoked"]


def test_a_key_of_another_provider_is_not_said_to_be_unknown(
    key: Path, picture: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["key", "trust", "keys.json", "--trust", "trust.toml"]) == 0
    other = "001191440300708461136T2XGW3"
    words = ["--implicit-only", "--seal", "--key", str(key), "--in-place", "--producer", other]
    assert main(["label", str(picture), *words]) == 0
    capsys.readouterr()
    assert main(["read", str(picture), "--trust", "trust.toml"]) == 0
    out = capsys.readouterr().out
    assert "no trust file pins the key to who the label names" in out
    assert f"the key is pinned to {PRODUCER}, and the label names {other}" in out


def test_a_text_that_cannot_be_sealed_is_refused(
    key: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("One line.\n")
    words = ["--seal", "--key", str(key), "-o", "out", "--producer", PRODUCER]
    assert main(["label", "a.txt", *words]) == 3
    assert not (tmp_path / "out" / "a.txt").exists()


def test_an_altered_seal_is_exit_status_1(
    key: Path, picture: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--producer", PRODUCER, "--seal", "--key", str(key), "--in-place", "--id", "id-1")
    assert main(["label", "--implicit-only", str(picture), *words]) == 0
    text = hegui.read(picture).sites[0].text
    altered = text.replace('"ProduceID":"id-1"', '"ProduceID":"id-2"')
    from hegui.implicit.embedding import embed_in_bytes

    picture.write_bytes(embed_in_bytes(png.plain(), "a", lambda _: altered).data or b"")
    status, record = said(capsys, "read", picture)
    assert (status, seal_of(record)["answer"]) == (1, "signed-member-altered")
    assert seal_of(record)["invalid"] is True


def test_the_key_and_the_trust_file_of_hegui_toml(
    key: Path, picture: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["key", "trust", "keys.json", "--trust", "trust.toml"])
    (tmp_path / "hegui.toml").write_text(
        f'[identity]\nproducer = "{PRODUCER}"\n[seal]\nkey = "seal.pem"\ntrust = "trust.toml"\n'
    )
    assert main(["label", "--implicit-only", str(picture), "--seal", "--in-place"]) == 0
    status, record = said(capsys, "read", picture)
    assert (status, seal_of(record)["answer"]) == (0, "valid-trusted")
    assert hegui.read(picture).seals[0].producer.answer == "valid-trusted"  # type: ignore[union-attr]


def test_the_key_and_the_trust_file_of_the_environment(
    key: Path, picture: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["key", "trust", "keys.json", "--trust", "mine.toml"])
    monkeypatch.setenv("HEGUI_KEY", str(key))
    monkeypatch.setenv("HEGUI_TRUST", "mine.toml")
    assert (
        main(["label", "--implicit-only", str(picture), "--producer", PRODUCER, "--in-place"]) == 0
    )
    status, record = said(capsys, "read", picture)
    assert seal_of(record) == {"answer": "absent"}  # a key at hand is no wish to seal
    words = ("--producer", PRODUCER, "--in-place", "--seal")
    assert main(["label", "--implicit-only", str(picture), *words]) == 0
    status, record = said(capsys, "read", picture)
    assert (status, seal_of(record)["answer"]) == (0, "valid-trusted")


def test_carrying_a_sealed_label(
    key: Path, picture: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from PIL import Image

    words = ("--producer", PRODUCER, "--key", str(key), "--in-place")
    assert main(["label", "--implicit-only", str(picture), *words]) == 0
    copy = tmp_path / "copy.jpg"
    with Image.open(picture) as image:
        image.convert("RGB").save(copy)
    status, record = said(capsys, "carry", picture, copy)
    assert (status, record["error"]["kind"]) == (3, "StaleSeal")  # type: ignore[index]
    status, record = said(capsys, "carry", picture, copy, "--key", key)
    assert (status, record["seal"]["bound"]) == (0, True)  # type: ignore[index]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ["label", "--implicit-only", "a.png", "--seal", "-o", "out", "--producer", PRODUCER],
            "which key",
        ),
        (["key", "list"], "which trust file"),
        (["key", "revoke", "abcd", "--trust", "good.toml"], "8 to 64 hexadecimal digits"),
        (["key", "revoke", "abcdef12"], "which trust file"),
        (["key", "trust", "keys.json", "--trust", "t", "--provider", "other"], "document is"),
        (
            ["key", "trust", "keys.json", "--trust", "t", "--valid-from", "2026-01-01T00:00:00Z"],
            "says itself",
        ),
        (["key", "trust", "--public-key", "zz", "--provider", "a", "--trust", "t"], "hexadecimal"),
        (["key", "trust", "--public-key", "04", "--trust", "t"], "whose key"),
        (["key", "trust", "seal.pem", "--provider", "a", "--trust", "t"], "no public key"),
        (["read", "a.png", "--trust", "none.toml"], "cannot be opened"),
    ],
)
def test_wrong_use_is_said(
    key: Path,
    picture: Path,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    sentence: str,
) -> None:
    Path("good.toml").write_text('format = "hegui-trust"\nversion = 1\n')
    assert main([*words, "--lang", "en"]) == 2
    assert sentence in capsys.readouterr().err


def test_a_revocation_of_ones_own_key_is_published(
    key: Path, picture: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["key", "trust", "keys.json", "--trust", "trust.toml"])
    name = load_trust("trust.toml").pins[0].key.fingerprint[:16]
    status, _ = said(capsys, "key", "withdraw", "keys.json", name, "--reason", "superseded")
    assert status == 0
    status, record = said(capsys, "key", "trust", "keys.json", "--trust", "trust.toml")
    assert status == 0
    assert record["revoked"]


@needs_openssl
def test_a_key_of_openssl_that_nothing_protects_is_taken_when_asked_for(
    picture: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    private = new_key(tmp_path / "open.pem")
    words = ("--implicit-only", "--producer", PRODUCER, "--key", private, "--in-place", "--seal")
    status, record = said(capsys, "label", picture, *words)
    assert (status, record["outcome"]) == (2, "error")
    status, record = said(capsys, "label", picture, *words, "--unencrypted")
    assert status == 0
    assert record["seal"]["bound"] is True  # type: ignore[index]


@needs_openssl
def test_no_secret_is_in_what_is_said_or_written(
    key: Path,
    picture: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The private number itself, as openssl shows it, in every notation it could leak in."""
    caplog.set_level(logging.DEBUG)
    main(
        [
            "label",
            "--implicit-only",
            str(picture),
            "--producer",
            PRODUCER,
            "--key",
            str(key),
            "--in-place",
        ]
    )
    main(["key", "show", str(key)])
    main(["key", "export", str(key)])
    main(["key", "trust", "keys.json", "--trust", "trust.toml"])
    main(["read", str(picture), "--trust", "trust.toml"])
    signer = load_key(str(key), PASSPHRASE.encode())
    with pytest.raises(hegui.HeguiError) as wrong:
        load_key(str(key), b"wrong")
    shown = openssl("pkey", "-in", key, "-noout", "-text", "-passin", f"pass:{PASSPHRASE}").decode()
    private = shown[shown.index("priv:") + 5 : shown.index("pub:")]
    secret = bytes.fromhex("".join(private.replace(":", "").split()))
    out, err = capsys.readouterr()
    said = out + err + caplog.text + repr(signer) + str(wrong.value) + repr(wrong.value.facts)
    files = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path != key)
    for notation in (secret.hex(), secret.hex().upper(), str(int.from_bytes(secret, "big"))):
        assert notation not in said
        assert notation.encode() not in files
    assert secret not in files
    assert secret not in key.read_bytes()
    assert PASSPHRASE not in said
    assert PASSPHRASE.encode() not in files

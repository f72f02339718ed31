"""Labels and a C2PA manifest in one file: the manifest last, everything read back by others."""

from __future__ import annotations

import io
import json
import wave
from pathlib import Path

import c2pa
import pytest
from PIL import Image

import hegui
from hegui.errors import InvalidCredential, NoSlot, UsageError
from hegui.evidence.gathering import Look, gather
from hegui.marks.c2pa_signing import Credential
from hegui.marks.iptc import TERMS, VOCABULARY
from hegui.seal.software import SoftwareSigner
from tests.builders import psd
from tests.credentials import signer
from tests.exiftool import exiftool_json

PRODUCER = "001191350100M000100Y4300000"
TERM = "trainedAlgorithmicMedia"
MADE = signer("hegui test")
CREDENTIAL = Credential.load(str(MADE.chain), str(MADE.key))


def picture(path: Path) -> Path:
    Image.linear_gradient("L").resize((320, 240)).convert("RGB").save(path)
    return path


def report(path: Path, media_type: str) -> dict[str, object]:
    """What c2pa's own reader says of a file, its signer trusted."""
    settings = {
        "verify": {"verify_trust": True, "remote_manifest_fetch": False},
        "trust": {"user_anchors": MADE.root},
    }
    context = c2pa.Context.from_dict(settings)
    with c2pa.Reader(media_type, io.BytesIO(path.read_bytes()), context=context) as reader:
        said: dict[str, object] = json.loads(reader.json())
    return said


def actions(said: dict[str, object]) -> list[dict[str, str]]:
    active = said["manifests"][said["active_manifest"]]  # type: ignore[index]
    (found,) = [one for one in active["assertions"] if one["label"].startswith("c2pa.actions")]
    found_actions: list[dict[str, str]] = found["data"]["actions"]
    return found_actions


@pytest.mark.parametrize(
    ("suffix", "media_type"),
    [
        ("png", "image/png"),
        ("jpg", "image/jpeg"),
        ("webp", "image/webp"),
        ("tif", "image/tiff"),
        ("gif", "image/gif"),
    ],
)
def test_both_labels_and_both_regimes(suffix: str, media_type: str, tmp_path: Path) -> None:
    path, new = picture(tmp_path / f"a.{suffix}"), tmp_path / f"b.{suffix}"
    result = hegui.label(
        path,
        producer=PRODUCER,
        output=new,
        source_type=TERM,
        credential=CREDENTIAL,
        key=SoftwareSigner.new(),
    )
    assert result.explicit is not None
    assert result.manifest is not None
    assert result.manifest.actions == ("c2pa.created",)
    said = report(new, media_type)
    assert said["validation_state"] == "Trusted"
    (created,) = actions(said)
    assert (created["action"], created["digitalSourceType"]) == ("c2pa.created", VOCABULARY + TERM)
    found = exiftool_json(new, "-n")
    values = [value for key, value in found.items() if key.endswith("DigitalSourceType")]
    assert VOCABULARY + TERM in values
    assert PRODUCER in " ".join(map(str, found.values()))
    signs = {one.sign for one in gather(str(new), Look(trust=MADE.root)).evidence}
    assert signs == {"label.is", "seal.unknown", "iptc.generated", "c2pa.trusted"}
    assert sorted(one.name for one in tmp_path.iterdir()) == [path.name, new.name]


def test_once_more_in_place_the_older_manifest_becomes_an_ingredients(tmp_path: Path) -> None:
    path = picture(tmp_path / "a.png")
    hegui.label(path, producer=PRODUCER, in_place=True, credential=CREDENTIAL)
    again = hegui.label(path, producer=PRODUCER, in_place=True, credential=CREDENTIAL)
    assert again.manifest is not None
    assert (again.manifest.actions, again.manifest.ingredients) == (
        ("c2pa.opened", "c2pa.edited"),
        1,
    )
    said = report(path, "image/png")
    assert said["validation_state"] == "Trusted"
    assert actions(said)[-1]["digitalSourceType"] == VOCABULARY + TERM
    assert len(hegui.read(path).sites) == 1


def test_bytes_and_a_sound(tmp_path: Path) -> None:
    made = hegui.label(
        picture(tmp_path / "a.png").read_bytes(),
        producer=PRODUCER,
        implicit_only=True,
        credential=CREDENTIAL,
        source_type="compositeWithTrainedAlgorithmicMedia",
    )
    assert made.data is not None
    assert made.manifest is not None
    assert made.manifest.source_types == (TERMS[1].uri,)
    path = tmp_path / "a.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 24000, 0, "NONE", ""))
        file.writeframes(bytes(48000))
    hegui.label(path, producer=PRODUCER, in_place=True, credential=CREDENTIAL)
    assert report(path, "audio/wav")["validation_state"] == "Trusted"


def test_what_cannot_be_signed_is_refused_and_left_alone(tmp_path: Path) -> None:
    other, text = tmp_path / "a.psd", tmp_path / "a.txt"
    other.write_bytes(psd.plain())
    text.write_text("One line.\n")
    for path in (other, text):
        before = path.read_bytes()
        with pytest.raises(NoSlot):
            hegui.label(path, producer=PRODUCER, in_place=True, credential=CREDENTIAL)
        assert path.read_bytes() == before
    bad = Credential(CREDENTIAL.chain, b"no key")
    path = picture(tmp_path / "a.png")
    before = path.read_bytes()
    with pytest.raises(InvalidCredential):
        hegui.label(path, producer=PRODUCER, in_place=True, credential=bad)
    assert path.read_bytes() == before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.png", "a.psd", "a.txt"]


def test_a_credential_must_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="credential"):
        hegui.label(picture(tmp_path / "a.png"), producer=PRODUCER, in_place=True, c2pa=True)

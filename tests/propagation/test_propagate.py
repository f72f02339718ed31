"""The platform's path: the producer's label as it is, the platform's elements added, read back."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from pathlib import Path

import pytest

import hegui
from hegui.aigc import transcribe
from hegui.errors import (
    BreaksManifest,
    BrokenFile,
    CannotWrite,
    ConfigError,
    FileError,
    ForeignLabel,
    NoVerdict,
    UsageError,
)
from hegui.files.target import Target
from hegui.marks.c2pa_signing import Credential, sign_bytes
from hegui.propagation import Platform
from hegui.seal.answers import Answer
from hegui.seal.software import SoftwareSigner
from tests import specimens
from tests.builders import jpeg, mp3, mp4, png
from tests.builders.labels import BARE, PRODUCER, xmp_with
from tests.builders.samples import Sample, samples
from tests.credentials import signer
from tests.evidence import examples
from tests.exiftool import exiftool_json

PLATFORM = "001191440300708461136T2XGW3"
SECOND = "00119144030008867405X220001"
OF_PRODUCER = ("Label", "ContentProducer", "ProduceID", "ReservedCode1")


def propagated(data: bytes, name: str = "<bytes>", **options: object) -> hegui.Propagated:
    options.setdefault("policy", {})
    options.setdefault("propagator", PLATFORM)
    return hegui.propagate(data, name=name, **options)  # type: ignore[arg-type]


def members(data: bytes | None) -> dict[str, str]:
    assert data is not None
    (site,) = hegui.read(data).sites
    assert site.parsed is not None
    assert site.prescribed
    found: dict[str, str] = json.loads(transcribe(site.parsed))
    return found


def labelled(data: bytes) -> bytes:
    made = hegui.label(data, implicit_only=True, producer=PRODUCER, produce_id="p-1").data
    assert made is not None
    return made


def test_a_producers_label_stays_and_the_elements_are_added() -> None:
    original = labelled(png.plain())
    result = propagated(original)
    before, after = members(original), members(result.data)
    assert [after[key] for key in OF_PRODUCER] == [before[key] for key in OF_PRODUCER]
    assert after["ContentPropagator"] == PLATFORM
    assert after["PropagateID"] not in ("", before["PropagateID"])
    assert result.written is not None
    assert result.written.propagate_id == after["PropagateID"]
    assert result.earlier is None  # the producer is its own first propagator, not a platform
    assert result.judgement.verdict == "is"


@pytest.mark.parametrize("sample", samples(), ids=str)
def test_every_sample_goes_on_or_is_refused_for_a_reason(sample: Sample) -> None:
    data, suffix = sample.build(), sample.suffix
    try:
        before = hegui.read(data, name="f" + suffix)
        result = propagated(data, "f" + suffix, declared=True, allow_break_c2pa=True)
    except FileError:
        return
    (site,) = hegui.read(result.data or b"", name="f" + suffix).sites
    assert site.parsed is not None
    assert site.parsed.label.content_propagator == PLATFORM
    if before.sites and before.sites[0].parsed:
        assert site.parsed.label.content_producer == before.sites[0].parsed.label.content_producer
        assert site.parsed.label_value == before.sites[0].parsed.label_value
    else:
        assert site.parsed.label_value == "2"


def test_no_label_and_a_declaration() -> None:
    result = propagated(jpeg.jpeg(), declared=True, propagate_id="n-7")
    assert members(result.data) == {
        "Label": "2",
        "ContentProducer": PLATFORM,
        "ProduceID": "n-7",
        "ReservedCode1": "",
        "ContentPropagator": PLATFORM,
        "PropagateID": "n-7",
        "ReservedCode2": "",
    }
    assert result.judgement.notice("zh") == "本内容可能为人工智能生成合成内容"


def test_traces_alone() -> None:
    result = propagated(examples.TRACES["trace.comfyui"][0])
    assert members(result.data)["Label"] == "3"
    # What was there stays.
    assert hegui.check(result.data or b"", policy={}).gathered.evidence[-1].sign == "trace.comfyui"


def test_what_stands_as_producer_where_none_is_known_is_a_setting() -> None:
    result = propagated(jpeg.jpeg(), declared=True, policy={"absent_producer": "unknown"})
    assert members(result.data)["ContentProducer"] == "unknown"


def test_a_second_platform_replaces_the_first_and_tells() -> None:
    first = propagated(labelled(png.plain()), propagate_id="one-1")
    second = propagated(first.data or b"", propagator=SECOND)
    assert second.earlier is not None
    assert (second.earlier.content_propagator, second.earlier.propagate_id) == (PLATFORM, "one-1")
    after = members(second.data)
    assert after["ContentPropagator"] == SECOND
    assert after["ProduceID"] == "p-1"
    again = propagated(second.data or b"", propagator=SECOND)
    assert again.earlier is None
    assert members(again.data) == after


def test_content_without_any_sign_goes_on_as_it_is(tmp_path: Path) -> None:
    result = propagated(png.plain())
    assert (result.data, result.parsed, result.written) == (png.plain(), None, None)
    (tmp_path / "a.png").write_bytes(png.plain())
    done = hegui.propagate(
        tmp_path / "a.png", propagator=PLATFORM, output=tmp_path / "b.png", policy={}
    )
    assert (tmp_path / "b.png").read_bytes() == png.plain()
    assert done.target == str(tmp_path / "b.png")


def test_without_a_verdict_nothing_is_written(tmp_path: Path) -> None:
    cut = png.png(png.itxt(b"XML:com.adobe.xmp", b"<x:xmpmeta TC260:AIGC"))
    with pytest.raises(NoVerdict):
        propagated(cut)
    (tmp_path / "a.png").write_bytes(png.plain()[:20])
    with pytest.raises(BrokenFile):
        hegui.propagate(
            tmp_path / "a.png", propagator=PLATFORM, output=tmp_path / "b.png", policy={}
        )
    assert not (tmp_path / "b.png").exists()


def test_an_unreadable_label_is_not_lost() -> None:
    with pytest.raises(ForeignLabel):
        propagated(png.png(png.text(b"AIGC", b'{"Label":')))


def test_an_invalid_label_stays_as_it_is_unless_the_policy_says_otherwise() -> None:
    invalid = png.png(png.itxt(b"XML:com.adobe.xmp", xmp_with(examples.label("AIGC"))))
    kept = propagated(invalid)
    assert members(kept.data)["Label"] == "AIGC"
    assert any("does not conform" in notice.template for notice in kept.notices)
    mended = propagated(invalid, policy={"invalid_value": "case"})
    assert members(mended.data)["Label"] == "3"
    assert members(mended.data)["ProduceID"] == members(invalid)["ProduceID"]


def test_contradicting_labels_are_refused_or_chosen_by_policy() -> None:
    other = BARE.replace("4f7c", "5d0e")
    data = png.png(
        png.itxt(b"XML:com.adobe.xmp", xmp_with(BARE)), png.text(b"AIGC", other.encode())
    )
    with pytest.raises(ForeignLabel, match="several_labels"):
        propagated(data)
    for choice, number in (("prescribed", "4f7c"), ("first", "4f7c"), ("last", "5d0e")):
        result = propagated(data, policy={"several_labels": choice})
        assert members(result.data)["ProduceID"].startswith(number)
        assert len(result.before) == 2
    neither = png.png(png.text(b"AIGC", other.encode()), png.text(b"aigc", BARE.encode()))
    with pytest.raises(ForeignLabel):
        propagated(neither, policy={"several_labels": "prescribed"})


def test_copies_of_one_label_become_one() -> None:
    data = png.png(png.itxt(b"XML:com.adobe.xmp", xmp_with(BARE)), png.text(b"AIGC", BARE.encode()))
    assert members(propagated(data).data)["ContentProducer"] == PRODUCER


def test_a_producers_seal_stays_and_the_platform_adds_its_own() -> None:
    sealed = hegui.label(
        png.plain(), implicit_only=True, producer=PRODUCER, key=SoftwareSigner.new()
    ).data
    assert sealed is not None
    result = propagated(sealed, key=SoftwareSigner.new())
    before, after = members(sealed), members(result.data)
    assert after["ReservedCode1"] == before["ReservedCode1"] != ""
    assert after["ReservedCode2"]
    (seals,) = hegui.read(result.data or b"").seals
    assert seals is not None
    assert [one.answer for one in seals.both] == [Answer.KEY_UNKNOWN] * 2
    assert result.seal is not None
    # Without a key of its own the next platform still keeps the producer's.
    second = propagated(result.data or b"", propagator=SECOND)
    assert members(second.data)["ReservedCode1"] == before["ReservedCode1"]
    assert members(second.data)["ReservedCode2"] == ""
    assert second.earlier is not None
    assert second.earlier.reserved_code_2 == after["ReservedCode2"]


ROOT = signer("hegui test").root


def credential(name: str = "hegui test") -> Credential:
    made = signer(name)
    return Credential.load(str(made.chain), str(made.key))


@pytest.mark.parametrize(
    ("media_type", "data"),
    [("image/png", png.plain()), ("image/jpeg", jpeg.jpeg()), ("video/mp4", mp4.Movie().build())],
)
def test_a_signed_file_gets_a_new_manifest_with_the_old_as_ingredient(
    media_type: str, data: bytes, tmp_path: Path
) -> None:
    import c2pa

    signed = sign_bytes(labelled(data), media_type, credential())
    with pytest.raises(BreaksManifest):
        propagated(signed)
    result = propagated(signed, credential=credential("platform"))
    assert result.manifest == "signed"
    assert members(result.data)["ContentPropagator"] == PLATFORM
    assert members(result.data)["ProduceID"] == "p-1"
    settings = {"verify": {"verify_trust": True, "remote_manifest_fetch": False}}
    settings |= {"trust": {"user_anchors": signer("platform").root + ROOT}}  # type: ignore[dict-item]
    with c2pa.Reader(
        media_type, io.BytesIO(result.data or b""), context=c2pa.Context.from_dict(settings)
    ) as reader:
        report = json.loads(reader.json())
    assert report["validation_state"] == "Trusted"
    active = report["manifests"][report["active_manifest"]]
    (ingredient,) = active["ingredients"]
    assert ingredient["relationship"] == "parentOf"
    assert report["manifests"][ingredient["active_manifest"]]["signature_info"]["issuer"] == (
        "hegui test"
    )
    # ExifTool, which knows nothing of either of us, reads the label before and after.
    for name, content in (("before", signed), ("after", result.data or b"")):
        path = tmp_path / name
        path.write_bytes(content)
        found = " ".join(str(value) for value in exiftool_json(path).values())
        assert PRODUCER in found
        assert (PLATFORM in found) == (name == "after")


def test_allowed_to_break() -> None:
    signed = sign_bytes(labelled(png.plain()), "image/png", credential())
    result = propagated(signed, allow_break_c2pa=True)
    assert result.manifest == "broken"
    assert any("no longer matches" in notice.template for notice in result.notices)
    (one,) = [
        one
        for one in hegui.check(result.data or b"", policy={}).gathered.evidence
        if one.sign.startswith("c2pa.")
    ]
    assert one.sign == "c2pa.broken"


def test_on_files(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    signed = sign_bytes(labelled(png.plain()), "image/png", credential())
    path.write_bytes(signed)
    platform = Platform.of(PLATFORM, policy={}, credential=credential("platform"))
    result = hegui.propagate(
        path, propagator=PLATFORM, output=f"{tmp_path}/out/", policy={}, credential=credential()
    )
    assert result.manifest == "signed"
    assert path.read_bytes() == signed
    assert members((tmp_path / "out/a.png").read_bytes())["ContentPropagator"] == PLATFORM
    with pytest.raises(CannotWrite):
        hegui.propagate(
            path, propagator=PLATFORM, output=f"{tmp_path}/out/", policy={}, credential=credential()
        )
    done = platform.propagate_file(str(path), Target.over(str(path)))
    assert done.target == str(path)
    assert members(path.read_bytes())["ContentPropagator"] == PLATFORM
    assert sorted(one.name for one in tmp_path.rglob("*")) == ["a.png", "a.png", "out"]


def test_a_fault_while_signing_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(sign_bytes(labelled(png.plain()), "image/png", credential()))
    before = path.read_bytes()
    good = credential()
    bad = Credential(good.chain, signer("another").key.read_bytes())
    with pytest.raises(hegui.HeguiError):
        hegui.propagate(path, propagator=PLATFORM, in_place=True, policy={}, credential=bad)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["a.png"]


def test_the_credential_of_hegui_toml(tmp_path: Path) -> None:
    made = signer("hegui test")
    shutil.copy(made.chain, tmp_path / "chain.pem")
    shutil.copy(made.key, tmp_path / "leaf.key")
    (tmp_path / "root.pem").write_text(made.root)
    toml = tmp_path / "hegui.toml"
    toml.write_text(
        f'[identity]\npropagator = "{PLATFORM}"\n'
        '[c2pa]\nchain = "chain.pem"\nkey = "leaf.key"\ntrust = "root.pem"\n'
    )
    signed = sign_bytes(png.plain(), "image/png", credential())
    result = hegui.propagate(signed, config=str(toml))
    assert result.manifest == "signed"
    assert [one.sign for one in result.judgement.evidence] == ["c2pa.trusted"]
    toml.write_text('[c2pa]\nchain = "chain.pem"\n')
    with pytest.raises(ConfigError):
        hegui.propagate(signed, propagator=PLATFORM, config=str(toml))


def test_nobody_propagates(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HEGUI_PROPAGATOR", raising=False)
    with pytest.raises(UsageError, match="who propagates"):
        hegui.propagate(png.plain())


FOLDER = specimens.folder()


@pytest.mark.skipif(FOLDER is None, reason="the specimens are not on this machine")
def test_every_specimen_keeps_its_producers_values() -> None:
    assert FOLDER is not None
    for path in specimens.specimens(FOLDER):
        data = path.read_bytes()
        try:
            before = hegui.read(data, name=path.name)
            result = propagated(data, path.name, allow_break_c2pa=True)
        except FileError:
            continue
        if result.parsed is None:
            assert not before.sites
            continue
        old = before.sites[0].parsed
        assert old is not None
        was = json.loads(transcribe(old))
        now = json.loads(transcribe(result.parsed))
        assert [now[key] for key in OF_PRODUCER] == [was[key] for key in OF_PRODUCER], path.name


def test_an_mp3_is_read_by_ffprobe_with_both(tmp_path: Path) -> None:
    data = labelled(mp3.tag(mp3.text("TIT2", "x")) + mp3.SOUND)
    path = tmp_path / "a.mp3"
    path.write_bytes(propagated(data).data or b"")
    done = subprocess.run(
        ["ffprobe", "-v", "error", "-show_entries", "format_tags=AIGC", "-of", "json", str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    label = json.loads(json.loads(done.stdout)["format"]["tags"]["AIGC"])
    assert (label["ContentProducer"], label["ContentPropagator"]) == (PRODUCER, PLATFORM)

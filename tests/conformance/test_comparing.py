"""What a real pipeline keeps: Pillow and ExifTool between two folders."""

from __future__ import annotations

import json
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from hegui.cli import main
from hegui.conformance.pairing import pairs
from tests.builders import jpeg, png
from tests.conformance.works import label, picture

ON = ("--on", "2026-01-01", "--lang", "en")
IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    before, after = tmp_path / "before", tmp_path / "after"
    (before / "sub").mkdir(parents=True)
    (after / "sub").mkdir(parents=True)
    return before, after


def compared(
    folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> tuple[int, dict[str, dict[str, list[str]]]]:
    """The exit status, and of every pair each check's sentences after their outcomes."""
    before, after = folders
    status = main(["audit", "--before", str(before), str(after), "--json", *ON])
    report = json.loads(capsys.readouterr().out)
    found: dict[str, dict[str, list[str]]] = {}
    for one in report["files"]:
        of = found.setdefault(one["file"], {})
        for row in one["findings"]:
            of.setdefault(row["check"], []).append(f"{row['outcome']}: {row['sentence']}")
    return status, found


def test_a_copy_keeps_everything(
    folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in folders:
        (folder / "sub" / "a.png").write_bytes(picture(label()))
    status, found = compared(folders, capsys)

    assert status == 0
    kept = found["sub/a.png"]
    assert kept["kept.label"] == ["pass: still holds a label"]
    assert kept["kept.members"] == ["pass: every member is as it was"]
    assert kept["kept.slot"] == ["pass: stands in the prescribed slot"]
    assert kept["kept.seal"] == ["not-applicable: had nothing of the kind"]


def test_saving_a_picture_in_another_format_loses_the_label(
    folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    (folders[0] / "sub" / "a.png").write_bytes(picture(label()))
    with Image.open(folders[0] / "sub" / "a.png") as opened:
        opened.save(folders[1] / "sub" / "a.webp")
    status, found = compared(folders, capsys)

    assert status == 1
    (sentence,) = found["sub/a.png → sub/a.webp"]["kept.label"]
    assert sentence.startswith("fail: the label was lost (it stood at chunk iTXt")


def test_an_altered_member_fails_and_a_platform_s_own_does_not(
    folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    for name, members in {
        "a.png": {"ContentProducer": "somebody-else"},
        "b.png": {"ContentPropagator": "001191440300708461136T2XGW3", "PropagateID": "7"},
    }.items():
        (folders[0] / name).write_bytes(picture(label()))
        (folders[1] / name).write_bytes(picture(label(**members)))
    status, found = compared(folders, capsys)

    assert status == 1
    (altered,) = found["a.png"]["kept.members"]
    assert altered.startswith("fail: ContentProducer altered: ")
    assert altered.endswith("became 'somebody-else'")
    assert found["b.png"]["kept.members"] == [
        "pass: only propagation members changed, as a platform may: ContentPropagator, PropagateID"
    ]


def test_a_label_that_moved_to_another_slot_warns(
    folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    (folders[0] / "a.png").write_bytes(picture(label()))
    moved = png.png(png.text(b"AIGC", b'{"AIGC": %s}' % label().encode()))
    (folders[1] / "a.png").write_bytes(moved)
    status, found = compared(folders, capsys)

    assert status == 0
    assert found["a.png"]["kept.slot"] == ["warn: no longer stands in the prescribed slot"]


def test_an_iptc_mark_that_exiftool_strips_is_told(
    folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    path = folders[0] / "a.jpg"
    path.write_bytes(jpeg.SAMPLES["plain"]())
    tag = "XMP-iptcExt:DigitalSourceType"
    subprocess.run(
        ["exiftool", "-q", "-overwrite_original", f"-{tag}={IPTC}", str(path)], check=True
    )
    (folders[1] / "a.jpg").write_bytes(path.read_bytes())
    _, kept = compared(folders, capsys)
    subprocess.run(
        ["exiftool", "-q", "-overwrite_original", f"-{tag}=", str(folders[1] / "a.jpg")], check=True
    )
    _, lost = compared(folders, capsys)

    assert kept["a.jpg"]["kept.marks"][0].startswith("pass: still there: IPTC")
    assert lost["a.jpg"]["kept.marks"][0].startswith("warn: lost: IPTC")


def test_a_file_that_did_not_come_out_and_one_that_is_new(
    folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    (folders[0] / "gone.png").write_bytes(picture(label()))
    (folders[1] / "new.png").write_bytes(picture())
    status, found = compared(folders, capsys)

    assert status == 1
    ((check, (sentence,)),) = found["gone.png"].items()
    assert check == "kept.label"
    assert sentence.startswith("fail: the file did not come out, nor its label (it stood at chunk")
    assert found["new.png"]["kept.label"] == ["not-applicable: no file of this name went in"]


def test_a_file_without_a_label_that_did_not_come_out_could_not_be_looked_at(
    folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    (folders[0] / "gone.png").write_bytes(picture())
    status, found = compared(folders, capsys)

    assert status == 3
    assert found["gone.png"] == {"kept.label": ["could-not-tell: the file did not come out"]}


def test_a_format_without_a_place_is_no_file_that_could_not_be_looked_at(
    folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in folders:
        (folder / "a.txt").write_text("plain")
    assert compared(folders, capsys)[0] == 0
    (folders[0] / "a.txt").rename(folders[0] / "a.png")
    (folders[0] / "a.png").write_bytes(picture(label()))
    assert compared(folders, capsys)[0] == 3


def test_a_seal_that_a_pipeline_breaks_is_told(
    folders: tuple[Path, Path],
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HEGUI_KEY_PASSPHRASE", "correct horse battery")
    key = tmp_path / "key.pem"
    assert main(["key", "new", str(key)]) == 0
    source = tmp_path / "a.png"
    source.write_bytes(png.SAMPLES["plain"]())
    producer = ("--producer", "001191440300708461136T1XGW3", "--implicit-only")
    sealed = ("--seal", "--key", str(key), "-o", str(folders[0]))
    assert main(["label", str(source), *producer, *sealed]) == 0
    capsys.readouterr()
    labelled = (folders[0] / "a.png").read_bytes()
    # Another picture under the same label: what pasting a label on does.
    chunk = labelled[33 : labelled.index(b"IDAT") - 4]
    (folders[1] / "a.png").write_bytes(two_pixels_with(chunk))
    status, found = compared(folders, capsys)

    assert status == 0
    (broken,) = found["a.png"]["kept.seal"]
    assert broken.startswith("warn: the seal in ReservedCode1 broke: made for other content")


def two_pixels_with(chunks: bytes) -> bytes:
    """Another picture than the builders', with these chunks."""
    out = BytesIO()
    Image.new("RGB", (2, 1), (9, 8, 7)).save(out, "PNG")
    data = out.getvalue()
    return data[:33] + chunks + data[33:]


@pytest.mark.parametrize("words", [["a", "b"], ["nowhere"], []])
def test_wrong_use_is_status_2(tmp_path: Path, words: list[str]) -> None:
    assert main(["audit", "--before", str(tmp_path), *words]) == 2


NAMES = st.lists(
    st.sampled_from(["a.png", "a.jpg", "a.webp", "b/a.png", "b.tar.gz", "b.tar", "c"]), unique=True
)


@given(before=NAMES, after=NAMES)
def test_every_file_is_in_a_pair_and_exact_names_win(before: list[str], after: list[str]) -> None:
    found = list(pairs([(one, one) for one in before], [(one, one) for one in after]))

    assert {one.before for one in found} - {None} == set(before)
    outs = [one.after for one in found if one.after is not None]
    assert sorted(outs) == sorted(after)
    for one in found:
        if one.after in before:
            assert one.before == one.after


def test_two_sources_of_one_stem_are_not_guessed_between() -> None:
    before = [("a.png", "1"), ("a.jpg", "2")]

    found = list(pairs(before, [("a.webp", "3")]))
    assert [(one.before, one.after) for one in found] == [("1", None), ("2", None), (None, "3")]

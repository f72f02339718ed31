"""Both labels on one work: the explicit one seen or heard, the implicit one read by others."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import wave
from pathlib import Path

import docx
import openpyxl
import pptx
import pytest
from PIL import Image

import hegui
from hegui.cli import main
from hegui.errors import ForeignLabel, NoRoom, PlainText, UsageError
from hegui.explicit.style import Corner, HouseStyle, Moment, Sound
from tests.builders import png, psd, svg
from tests.oracles import exiftool_label, needs_exiftool

PRODUCER = "001191350100M000100Y4300000"
OTHER = "001191110102MACQD9K64010000"


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("HEGUI_PRODUCER", "HEGUI_PROPAGATOR", "HEGUI_LANG", "LC_ALL", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "picture.png"
    Image.linear_gradient("L").resize((320, 240)).convert("RGB").save(path)
    return path


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    path = tmp_path / "sound.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 24000, 0, "NONE", ""))
        file.writeframes(b"".join(int(9000 * (n % 55 < 27)).to_bytes(2, "little", signed=True)
                                  for n in range(24000)))  # fmt: skip
    return path


def changed_box(one: Path, other: Path) -> tuple[int, int, int, int]:
    """Where two pictures differ."""
    from PIL import ImageChops

    box = ImageChops.difference(Image.open(one), Image.open(other)).getbbox()
    assert box is not None
    return box


@needs_exiftool
def test_a_picture_gets_both(picture: Path) -> None:
    new = picture.with_name("new.png")
    os.chmod(picture, 0o640)
    result = hegui.label(picture, producer=PRODUCER, output=new)
    assert result.explicit is not None
    assert (result.explicit.clause, result.explicit.method) == ("5.2", "lossless")
    assert result.explicit.height is not None
    assert result.explicit.height >= 5
    left, top, _, _ = changed_box(picture, new)
    assert (left > 160, top > 120) == (True, True)  # bottom right, and nowhere else
    assert result.label is not None
    (said,) = exiftool_label(new)
    assert json.loads(said)["ProduceID"] == result.label.produce_id
    assert stat.S_IMODE(new.stat().st_mode) == 0o640
    assert sorted(path.name for path in picture.parent.iterdir()) == ["new.png", "picture.png"]


def test_the_corner_is_the_styles(picture: Path) -> None:
    new = picture.with_name("new.png")
    style = HouseStyle(corner=Corner.TOP_LEFT, language="bilingual", height=8)
    result = hegui.label(picture, producer=PRODUCER, output=new, style=style)
    assert result.explicit is not None
    assert result.explicit.wording == "AI生成 / AI-generated"
    _, _, right, bottom = changed_box(picture, new)
    assert (right < 320, bottom < 120) == (True, True)


def test_in_place_and_again(picture: Path) -> None:
    first = hegui.label(picture, producer=PRODUCER, in_place=True)
    shown = Image.open(picture).tobytes()
    second = hegui.label(picture, producer=PRODUCER, in_place=True)
    assert first.label == second.label
    assert Image.open(picture).tobytes() == shown  # never twice
    assert len(hegui.read(picture).sites) == 1


def test_bytes_in_bytes_out(picture: Path) -> None:
    result = hegui.label(picture.read_bytes(), producer=PRODUCER)
    assert result.data is not None
    assert result.target is None
    (site,) = hegui.read(result.data).sites
    assert site.parsed is not None
    assert site.parsed.label == result.label


def test_a_sound_is_announced_and_labelled(sound: Path) -> None:
    new = sound.with_name("new.wav")
    style = HouseStyle(sound=Sound.RHYTHM, moment=Moment.END)
    result = hegui.label(sound, producer=PRODUCER, output=new, style=style)
    assert result.explicit is not None
    assert (result.explicit.wording, result.explicit.clause) == ("", "5.3")
    with wave.open(str(sound)) as old, wave.open(str(new)) as file:
        frames = old.readframes(old.getnframes())
        assert file.readframes(file.getnframes()).startswith(frames)
    assert len(hegui.read(new).sites) == 1


def test_a_large_work_is_written_once(tmp_path: Path) -> None:
    """Beyond what is held in memory the private file itself takes the implicit label."""
    path, new = tmp_path / "long.wav", tmp_path / "new.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((2, 2, 48000, 0, "NONE", ""))
        file.writeframes(os.urandom(4 * 48000 * 12))
    result = hegui.label(path, producer=PRODUCER, output=new)
    assert result.site is not None
    assert result.site.prescribed
    subprocess.run(["ffmpeg", "-v", "error", "-i", new, "-f", "null", "-"], check=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["long.wav", "new.wav"]


def test_plain_text_bears_the_explicit_label_alone(tmp_path: Path) -> None:
    path, new = tmp_path / "a.txt", tmp_path / "b.txt"
    path.write_text("One line.\n")
    result = hegui.label(path, producer=PRODUCER, output=new)
    assert (result.label, result.site, result.kind.id) == (None, None, "text")
    assert new.read_text() == "本内容由人工智能生成\n\nOne line.\n"
    with pytest.raises(PlainText):
        hegui.label(path, producer=PRODUCER, in_place=True, implicit_only=True)
    beside = hegui.label(path, producer=PRODUCER, in_place=True, sidecar=True)
    assert beside.sidecar
    assert hegui.read(tmp_path / "a.txt").sites[0].slot == "sidecar"


def test_what_cannot_show_a_label_is_refused_and_left_alone(tmp_path: Path) -> None:
    tiny, other = tmp_path / "tiny.png", tmp_path / "layers.psd"
    tiny.write_bytes(png.plain())
    other.write_bytes(psd.plain())
    for path in (tiny, other):
        before = path.read_bytes()
        with pytest.raises(NoRoom):
            hegui.label(path, producer=PRODUCER, in_place=True)
        assert path.read_bytes() == before
        assert hegui.label(path, producer=PRODUCER, in_place=True, implicit_only=True).label
    assert sorted(path.name for path in tmp_path.iterdir()) == ["layers.psd", "tiny.png"]


def test_anothers_label_is_refused_before_anything_is_drawn(picture: Path) -> None:
    hegui.label(picture, producer=OTHER, in_place=True, implicit_only=True)
    before = picture.read_bytes()
    with pytest.raises(ForeignLabel):
        hegui.label(picture, producer=PRODUCER, in_place=True)
    assert picture.read_bytes() == before


def test_a_style_and_no_label_contradict(picture: Path) -> None:
    with pytest.raises(UsageError):
        hegui.label(picture, producer=PRODUCER, in_place=True, implicit_only=True,
                    style=HouseStyle())  # fmt: skip


def test_the_house_style_of_hegui_toml(
    picture: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "hegui.toml").write_text(
        f'[identity]\nproducer = "{PRODUCER}"\n[explicit]\nlanguage = "bilingual"\n'
        'corner = "top"\nheight = "7"\n'
    )
    assert main(["label", "picture.png", "-o", "out", "--json"]) == 0
    record = json.loads(capfd.readouterr().out)
    assert record["explicit"]["wording"] == "AI生成 / AI-generated"
    assert record["explicit"]["place"] == "top"
    assert record["explicit"]["height_percent"] >= 7
    assert main(["label", "picture.png", "-o", "zh", "--wording", "zh", "--lang", "zh"]) == 0
    assert "显式标识 “AI生成”" in capfd.readouterr().out


@pytest.mark.parametrize(
    "setting",
    ['text = ""', 'corner = "middle"', 'height = "tall"', 'language = "fr"', 'colour = "red"'],
)
def test_a_style_that_cannot_be(
    setting: str, picture: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "hegui.toml").write_text(
        f'[identity]\nproducer = "{PRODUCER}"\n[explicit]\n{setting}\n'
    )
    assert main(["label", "picture.png", "-o", "out"]) == 2
    if setting == 'text = ""':
        assert main(["label", "picture.png", "-o", "out", "--text", ""]) == 2
    assert setting.split()[0] in capfd.readouterr().err or setting.endswith('"fr"')
    assert not (tmp_path / "out" / "picture.png").exists()


def test_a_wording_without_its_elements_is_refused(
    picture: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["label", "picture.png", "-o", "out", "--producer", PRODUCER, "--text", "猫"]) == 2
    assert "element" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("service", "words", "status", "said"),
    [
        ("text", ("--implicit-only",), 0, "say why with --because"),
        ("text", ("--implicit-only", "--because", "present"), 0, "said to carry one already"),
        ("text", ("--implicit-only", "--because", "not-required"), 2, "contradicts it"),
        ("text", ("--implicit-only", "--because", "waived"), 2, "--recipient"),
        ("text", ("--because", "present"), 2, "belongs to --implicit-only"),
        ("text", ("--recipient", "R"), 2, "belong to --because waived"),
        (
            "text",
            ("--implicit-only", "--because", "waived", "--recipient", "R", "--agreement", "A"),
            2,
            "ledger",
        ),
        ("text", ("--implicit-only", "--because", "interface"), 2, "on the content itself"),
    ],
)
def test_leaving_the_explicit_label_out_takes_a_reason(
    service: str,
    words: tuple[str, ...],
    status: int,
    said: str,
    picture: Path,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "hegui.toml").write_text(
        f'[identity]\nproducer = "{PRODUCER}"\n[service]\nclass = "{service}"\n'
    )
    assert main(["label", "picture.png", "-o", "out", *words]) == status
    assert said in capfd.readouterr().err
    assert (tmp_path / "out" / "picture.png").exists() is (status == 0)


def test_a_notice_in_the_interface_stands_for_the_label_of_a_text(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.md").write_text("# One\n")
    words = ["--implicit-only", "--because", "interface", "--producer", PRODUCER]
    assert main(["label", "a.md", "-o", "out", "--json", *words]) == 0
    record = json.loads(capfd.readouterr().out)
    assert record["explicit"] is None
    assert any("interface" in notice for notice in record["notices"])


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "pptx"])
def test_a_document_gets_both(suffix: str, tmp_path: Path) -> None:
    make = {"docx": docx.Document, "pptx": pptx.Presentation, "xlsx": openpyxl.Workbook}
    path = tmp_path / f"a.{suffix}"
    document = make[suffix]()
    if suffix == "pptx":
        document.slides.add_slide(document.slide_layouts[0])
    document.save(str(path))
    result = hegui.label(path, producer=PRODUCER, in_place=True)
    assert result.explicit is not None
    assert result.explicit.clause == "5.1"
    assert len(hegui.read(path).sites) == 1


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "pptx", "pdf"])
def test_a_document_labelled_again_without_a_known_explicit_label_says_so(
    suffix: str, tmp_path: Path
) -> None:
    """The sentence may stand there in a form that hegui does not know: drawn by a converter."""
    path = tmp_path / f"a.{suffix}"
    if suffix == "pdf":
        Image.new("RGB", (600, 800), "white").save(path)
    elif suffix == "pptx":
        slides = pptx.Presentation()
        slides.slides.add_slide(slides.slide_layouts[0])
        slides.save(str(path))
    else:
        {"docx": docx.Document, "xlsx": openpyxl.Workbook}[suffix]().save(str(path))

    def unknown() -> int:
        result = hegui.label(path, producer=PRODUCER, in_place=True)
        return sum("no explicit label that hegui" in one.say() for one in result.notices)

    hegui.label(path, producer=PRODUCER, in_place=True, implicit_only=True)
    assert unknown() == 1
    assert unknown() == 0  # now one stands there
    assert len(hegui.read(path).sites) == 1


@pytest.mark.parametrize("name", ["a.psd", "a.svg"])
def test_what_is_said_of_a_picture_that_cannot_be_drawn_on_can_be_done(
    name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(psd.plain() if name == "a.psd" else svg.plain())
    words = ["label", name, "-o", "out", "--producer", PRODUCER]
    assert main(words) == 3
    err = capfd.readouterr().err
    assert "--because present or not-required" in err
    assert "interface" not in err
    assert main([*words, "--implicit-only", "--because", "interface"]) == 2
    assert "for image the mark has to be on the content itself" in capfd.readouterr().err
    assert not (tmp_path / "out" / name).exists()
    for at, reason in enumerate(("present", "not-required")):
        last = [*words[:-3], f"o{at}", *words[-2:], "--implicit-only", "--because", reason]
        assert main(last) == 0


def test_what_is_wrong_with_one_of_many_is_said_of_that_one(
    picture: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """An error that knows no file of its own: a height, or an extra that is not installed."""
    words = ["--producer", PRODUCER, "--height", "3", "-o", "out"]
    assert main(["label", "picture.png", "gone.png", *words]) == 3
    assert "picture.png: a text height" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("name", "words", "said"),
    [
        ("picture.png", ["--corner", "top"], "位置：上方（5.2）"),
        ("a.txt", ["--moment", "end"], "位置：末尾（5.1）"),
        ("a.pptx", [], "位置：第 1 张幻灯片（5.1）"),
        ("a.xlsx", [], "位置：工作表 Sheet 的页眉、工作表 Sheet 的文本框（5.1）"),
    ],
)
def test_places_are_said_in_chinese(
    name: str,
    words: list[str],
    said: str,
    picture: Path,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "a.txt").write_text("words\n")
    slides = pptx.Presentation()
    slides.slides.add_slide(slides.slide_layouts[0])
    slides.save(str(tmp_path / "a.pptx"))
    openpyxl.Workbook().save(tmp_path / "a.xlsx")
    main(["label", name, "--producer", PRODUCER, "-o", "out", "--lang", "zh", *words])
    assert said in capfd.readouterr().out


def test_what_is_known_of_a_file_names_it_and_what_holds_for_all_is_said_once(
    picture: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    picture.with_name("other.png").write_bytes(picture.read_bytes())
    words = ["--producer", PRODUCER, "-o", "out"]
    assert main(["label", "picture.png", "other.png", *words]) == 0
    err = capfd.readouterr().err
    assert err.count("no class of service is set") == 1
    assert "picture.png: the text stands out" in err
    assert "other.png: the text stands out" in err


def test_what_is_known_of_standard_input_is_said(picture: Path) -> None:
    command = [sys.executable, "-m", "hegui", "label", "-", "--producer", PRODUCER]
    done = subprocess.run(command, input=picture.read_bytes(), capture_output=True, check=True)
    assert b"-: the text stands out" in done.stderr
    assert done.stdout.startswith(b"\x89PNG")

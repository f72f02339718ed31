"""The public notice on the content itself: read there again, over nothing that was there."""

from __future__ import annotations

import io
import json
import subprocess
import wave
from pathlib import Path

import pytest
from PIL import Image, ImageChops

import hegui
from hegui.cli import main
from hegui.errors import BreaksManifest, NoRoom, StaleSeal
from hegui.evidence.gathering import Look, gather
from hegui.explicit.pictures import image
from hegui.explicit.pictures.find_image import find
from hegui.explicit.pictures.placement import ImageOptions, Position
from hegui.explicit.style import Corner, HouseStyle
from hegui.explicit.wording import stock
from hegui.marks.c2pa_signing import Credential, sign
from hegui.seal.answers import Answer
from hegui.seal.software import SoftwareSigner
from tests.builders.labels import PRODUCER
from tests.credentials import signer

PLATFORM = "001191440300708461136T2XGW3"
IS = "本内容属于人工智能生成合成内容"
MAY_BE = "本内容可能为人工智能生成合成内容"
MADE = signer("hegui test")
CREDENTIAL = Credential.load(str(MADE.chain), str(MADE.key))


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("HEGUI_PRODUCER", "HEGUI_PROPAGATOR", "HEGUI_LANG", "LC_ALL", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "a.png"
    Image.linear_gradient("L").resize((480, 360)).convert("RGB").save(path)
    return path


def noticed(path: Path, **options: object) -> hegui.Propagated:
    options.setdefault("style", HouseStyle())
    options.setdefault("output", path.with_name("new" + path.suffix))
    return hegui.propagate(path, propagator=PLATFORM, policy={}, **options)  # type: ignore[arg-type]


def seen(path: Path) -> dict[str, str]:
    """The labels that the reader sees: where, and what."""
    return {one.place: "".join(one.wording.split()) for one in find(str(path))}


def test_the_notice_follows_the_verdict(picture: Path) -> None:
    result = noticed(picture, declared=True)
    assert result.shown is not None
    assert (result.shown.wording, result.shown.place) == (MAY_BE, "bottom right")
    assert result.shown.height is not None
    assert result.shown.height >= 5
    new = picture.with_name("new.png")
    (found,) = seen(new).values()
    assert found == MAY_BE
    (site,) = hegui.read(new).sites
    assert site.parsed is not None
    assert site.parsed.label.content_propagator == PLATFORM
    assert sorted(one.name for one in picture.parent.iterdir()) == ["a.png", "new.png"]


def test_the_producers_label_is_not_covered(picture: Path) -> None:
    hegui.label(picture, producer=PRODUCER, in_place=True)
    result = noticed(picture)
    assert result.shown is not None
    assert (result.shown.wording, result.shown.place) == (IS, "top right")
    new = picture.with_name("new.png")
    assert sorted(seen(new).values()) == sorted(("AI生成", IS))
    box = ImageChops.difference(
        Image.open(picture).convert("RGB"), Image.open(new).convert("RGB")
    ).getbbox()
    assert box is not None
    assert box[3] < 180  # the lower half is as it was
    # Once more: the notice stands there already.
    again = noticed(new, output=picture.with_name("again.png"))
    assert again.shown is None
    assert any("already" in one.template for one in again.notices)
    assert Image.open(picture.with_name("again.png")).tobytes() == Image.open(new).tobytes()


def test_no_room_at_either_edge(picture: Path) -> None:
    # Drawn by another program: hegui keeps its own label and draws no second one.
    drawn = picture.with_name("drawn.png")
    options = ImageOptions(position=Position.BOTTOM)
    image.label(str(picture), str(drawn), stock("zh", short=True), options)
    drawn.replace(picture)
    style = HouseStyle(corner=Corner.TOP_LEFT)
    hegui.label(picture, producer=PRODUCER, in_place=True, style=style)
    before = picture.read_bytes()
    with pytest.raises(NoRoom, match="at the top and at the bottom"):
        noticed(picture, in_place=True, output=None)
    assert picture.read_bytes() == before


def test_where_nobody_can_look_nothing_is_drawn(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    path = tmp_path / "a.docx"
    docx.Document().save(str(path))
    with pytest.raises(NoRoom, match="cannot be told: explicit labels cannot be looked for"):
        noticed(path, declared=True)
    svg = tmp_path / "a.svg"
    svg.write_bytes(b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>')
    with pytest.raises(NoRoom, match="SVG"):
        noticed(svg, declared=True)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.docx", "a.svg"]


def test_content_without_any_sign_gets_none(picture: Path) -> None:
    result = noticed(picture)
    assert (result.shown, result.parsed) == (None, None)
    assert picture.with_name("new.png").read_bytes() == picture.read_bytes()


def test_a_producers_seal_is_not_broken(picture: Path) -> None:
    hegui.label(
        picture, producer=PRODUCER, in_place=True, implicit_only=True, key=SoftwareSigner.new()
    )
    with pytest.raises(StaleSeal, match="beside it"):
        noticed(picture)
    assert not picture.with_name("new.png").exists()


def test_the_platforms_own_seal_binds_what_is_shown(picture: Path) -> None:
    result = noticed(picture, declared=True, key=SoftwareSigner.new())
    assert result.seal is not None
    (seals,) = hegui.read(picture.with_name("new.png")).seals
    assert seals is not None
    assert seals.propagator.answer is Answer.KEY_UNKNOWN
    assert seals.propagator.bound


def test_a_signed_picture_is_signed_anew_or_refused(picture: Path) -> None:
    signed = picture.with_name("signed.png")
    with picture.open("rb") as source, signed.open("w+b") as goal:
        sign(source, goal, "image/png", CREDENTIAL, name="signed.png")
    before = signed.read_bytes()
    with pytest.raises(BreaksManifest):
        noticed(signed)
    assert not picture.with_name("new.png").exists()
    assert noticed(signed, credential=CREDENTIAL).manifest == "signed"
    new = picture.with_name("new.png")
    (one,) = [
        one
        for one in gather(str(new), Look(trust=MADE.root)).evidence
        if one.sign.startswith("c2pa.")
    ]
    assert (one.sign, one.facts["actions"]) == ("c2pa.trusted", "c2pa.opened, c2pa.edited")
    allowed = noticed(signed, overwrite=True, allow_break_c2pa=True)
    assert (allowed.manifest, allowed.shown is None) == ("broken", False)
    assert signed.read_bytes() == before


def test_bytes_text_and_sound(picture: Path, tmp_path: Path) -> None:
    result = hegui.propagate(
        picture.read_bytes(), propagator=PLATFORM, declared=True, notice=True, policy={}
    )
    assert result.shown is not None
    assert result.data is not None
    assert Image.open(io.BytesIO(result.data)).size == (480, 360)
    text = tmp_path / "a.md"
    text.write_text("# One\n\nTwo.\n")
    assert noticed(text, declared=True).shown is not None
    assert MAY_BE in (tmp_path / "new.md").read_text()
    sound = tmp_path / "a.wav"
    with wave.open(str(sound), "wb") as file:
        file.setparams((1, 2, 24000, 0, "NONE", ""))
        file.writeframes(bytes(48000))
    shown = noticed(sound, declared=True).shown
    assert shown is not None
    assert shown.wording == MAY_BE


def test_a_sound_in_which_a_label_is_heard_stays_as_it_is(tmp_path: Path) -> None:
    sound = tmp_path / "a.wav"
    with wave.open(str(sound), "wb") as file:
        file.setparams((1, 2, 24000, 0, "NONE", ""))
        file.writeframes(bytes(48000))
    hegui.label(sound, producer=PRODUCER, in_place=True)
    result = noticed(sound)
    assert result.shown is None
    assert any("heard already" in one.template for one in result.notices)
    with wave.open(str(sound)) as old, wave.open(str(tmp_path / "new.wav")) as new:
        assert new.readframes(new.getnframes()) == old.readframes(old.getnframes())


def test_a_videos_opening_frames_show_both(tmp_path: Path) -> None:
    clip = tmp_path / "a.mp4"
    words = ("-f", "lavfi", "-i", "color=teal:s=320x240:r=4:d=2.5", "-c:v", "libx264", "-g", "5")
    more = ("-preset", "ultrafast", "-pix_fmt", "yuv420p", str(clip))
    subprocess.run(["ffmpeg", "-v", "error", *words, *more], check=True)
    hegui.label(clip, producer=PRODUCER, in_place=True)
    result = noticed(clip)
    assert result.shown is not None
    assert (result.shown.wording, result.shown.place) == (IS, "top right")
    frame = tmp_path / "frame.png"
    new = str(tmp_path / "new.mp4")
    subprocess.run(["ffmpeg", "-v", "error", "-i", new, "-frames:v", "1", frame], check=True)
    said = sorted(seen(frame).values())
    assert said[0] == "AI生成"
    assert "属于人工智能生成合成" in said[1]  # so small, the reader takes 内 for its other form


def test_on_the_command_line(picture: Path, capfd: pytest.CaptureFixture[str]) -> None:
    Path("hegui.toml").write_text(
        f'[identity]\npropagator = "{PLATFORM}"\n[explicit]\ncorner = "top"\n'
    )
    Path("a.md").write_text("# One\n")
    words = ["propagate", "-o", "out", "--declared", "--notice"]
    assert main([*words, "a.png", "--json"]) == 0
    record = json.loads(capfd.readouterr().out)
    assert (record["shown"]["wording"], record["shown"]["place"]) == (MAY_BE, "top")
    assert main([*words, "a.md", "--lang", "zh"]) == 0
    assert f"显式标识 “{MAY_BE}”" in capfd.readouterr().out

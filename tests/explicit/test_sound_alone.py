"""What is sound although its container is a film's: content decides, not the name."""

from __future__ import annotations

from pathlib import Path

import pytest

import hegui
from hegui.conformance.examining import Examiner
from hegui.conformance.explicit_labels import modality_of
from hegui.conformance.finders import find
from hegui.conformance.subject import Role
from hegui.errors import BrokenFile, Unsupported, UsageError
from hegui.explicit.contract import Modality
from hegui.explicit.sound_alone import sound_alone
from hegui.explicit.style import HouseStyle, Sound
from hegui.files.source import Source
from hegui.messages import say
from tests.builders.labels import PRODUCER
from tests.explicit.sound import sounds
from tests.sound_oracles import needs

pytestmark = needs("ffmpeg", "sox")
AAC = ("-c:a", "aac", "-b:a", "96k")
OPUS = ("-c:a", "libopus")
SOUNDS = {
    "a.mp4": AAC, "a.mov": AAC, "a.3gp": AAC, "a.mka": OPUS, "a.weba": ("-f", "webm", *OPUS),
    "a.webm": OPUS, "alac.mov": ("-c:a", "alac"), "front.mp4": (*AAC, "-movflags", "+faststart"),
}  # fmt: skip
PICTURE = ("-f", "lavfi", "-i", "testsrc=s=320x240:d=1")
STYLE = HouseStyle(sound=Sound.RHYTHM)


def made(folder: Path, name: str) -> Path:
    wav = sounds.sox(folder / "a.wav", "-r", "48000", "-c", "2", "-b", "16")
    return sounds.coded(folder / name, wav, *SOUNDS[name])


def film(folder: Path, name: str, *options: str) -> Path:
    wav = sounds.sox(folder / "a.wav", "-r", "48000", "-c", "2", "-b", "16")
    sounds.run(
        "ffmpeg", "-v", "error", "-y", "-i", wav, *PICTURE, "-shortest", *options, folder / name
    )
    return folder / name


@pytest.mark.parametrize("name", SOUNDS)
def test_it_gets_the_label_of_sound(tmp_path: Path, name: str) -> None:
    path = made(tmp_path, name)
    assert sound_alone(Source.of_bytes(path.read_bytes()))

    done = hegui.label(path, producer=PRODUCER, in_place=True, style=STYLE)

    assert done.explicit is not None
    assert done.explicit.modality is Modality.AUDIO
    assert done.explicit.method == ("spliced" if name.startswith("alac") else "joined")
    assert [one.text for one in hegui.read(path).sites]
    sounds.decoded(path)


@pytest.mark.parametrize("name", ["a.mp4", "a.webm"])
def test_its_label_is_looked_for_by_listening(tmp_path: Path, name: str) -> None:
    path = made(tmp_path, name)
    hegui.label(path, producer=PRODUCER, in_place=True, style=STYLE)

    found = hegui.check(path, policy={}, explicit=True).gathered
    subject = Examiner(Role.PROVIDER, finder=find).examine(str(path))

    assert "explicit.audio" in [one.sign for one in found.evidence]
    assert "explicit label" not in [one.what for one in found.unexamined]
    assert modality_of(subject) == "audio"
    assert subject.explicit is not None
    assert [one.modality for one in subject.explicit] == ["audio"]


@pytest.mark.parametrize("name", ["a.mp4", "a.webm"])
@pytest.mark.parametrize("held", [False, True])
def test_a_notice_in_the_interface_may_stand_for_it(
    tmp_path: Path, name: str, *, held: bool
) -> None:
    path = made(tmp_path, name)
    work = path.read_bytes() if held else path
    done = hegui.label(
        work, producer=PRODUCER, in_place=not held, implicit_only=True, because="interface"
    )

    assert done.explicit is None


@pytest.mark.parametrize(("name", "codec"), [("a.mp4", "libx264"), ("a.webm", "libvpx-vp9")])
def test_a_film_is_a_film(tmp_path: Path, name: str, codec: str) -> None:
    path = film(tmp_path, name, "-c:v", codec)
    assert not sound_alone(Source.of_bytes(path.read_bytes()))

    with pytest.raises(UsageError, match="for video the mark has to be on the content"):
        hegui.label(path, producer=PRODUCER, in_place=True, implicit_only=True, because="interface")


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("a.webm", ("-c:a", "libvorbis")),
        ("a.mp4", ("-c:a", "aac", "-movflags", "frag_keyframe+empty_moov")),
        ("a.mov", ("-c:a", "pcm_s16le")),
    ],
)
def test_what_cannot_be_joined_says_the_way_out(
    tmp_path: Path, name: str, options: tuple[str, ...]
) -> None:
    wav = sounds.sox(tmp_path / "a.wav", "-r", "48000", "-c", "2", "-b", "16")
    path = sounds.coded(tmp_path / name, wav, *options)

    with pytest.raises(Unsupported) as caught:
        hegui.label(path, producer=PRODUCER, output=tmp_path / f"o-{name}", style=STYLE)

    for lang, sentence in (("en", "it is sound alone in a film's container"), ("zh", "只有声音")):
        said = say(caught.value.template, lang, **caught.value.facts)
        assert sentence in said
        assert "--implicit-only --because interface" in said


def test_sound_that_is_given_as_a_film_is_no_broken_file(tmp_path: Path) -> None:
    from hegui.explicit.video.find_video import find as find_on_screen

    with pytest.raises(Unsupported, match="heard, not drawn"):
        find_on_screen(str(made(tmp_path, "a.mp4")))


@pytest.mark.parametrize("data", [b"", b"\x1a\x45\xdf\xa3", b"\0\0\0\x10ftypisom\0\0\0\0"])
def test_what_is_neither_is_left_to_the_film(data: bytes) -> None:
    assert not sound_alone(Source.of_bytes(data))


def test_a_broken_film_is_still_broken(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(film(tmp_path, "b.mp4").read_bytes()[:2000])

    with pytest.raises(BrokenFile):
        hegui.label(path, producer=PRODUCER, output=tmp_path / "o.mp4", style=STYLE)

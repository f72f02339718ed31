"""Seals in files: made for every format, verified in what was written, never left to go stale."""

from __future__ import annotations

import io
import os
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

import hegui
from hegui.aigc import Label, encode
from hegui.errors import ForeignLabel, ReadBackFailed, StaleSeal, UsageError
from hegui.files.source import Source
from hegui.files.target import Target
from hegui.implicit.container import Container, Site
from hegui.implicit.embedding import embed_in_bytes, embed_in_file
from hegui.implicit.essence import pieces
from hegui.implicit.table import open_container
from hegui.seal.answers import Answer, Seals
from hegui.seal.contents import Code
from hegui.seal.trust import Trust
from hegui.seal.verification import Content
from hegui.sealing import content, making
from hegui.sealing.content import content_of, same_content
from hegui.sealing.making import Sealer
from tests.builders import markdown, mp4, png
from tests.builders.labels import PRODUCER
from tests.builders.samples import FORMATS, samples
from tests.seal.sealed import PLATFORM, pin, signer, trust

# A film without an index says nowhere how long it is: a label fits only into the room it leaves,
# and a sealed one is longer.
TOO_SMALL = {"avi-streamed"}
KEY = signer()
PICTURE = png.plain()


def sealed(data: bytes, name: str = "a.png", **options: object) -> hegui.Labelled:
    return hegui.label(data, implicit_only=True, producer=PRODUCER, key=KEY, name=name, **options)  # type: ignore[arg-type]


def seals(data: bytes | None, name: str = "a.png", known: Trust | None = None) -> Seals:
    assert data is not None
    (found,) = hegui.read(data, name=name, trust=known or trust()).seals
    assert found is not None
    return found


def site_of(result: hegui.Labelled) -> Site:
    assert result.site is not None
    return result.site


def label_of(data: bytes | None) -> Label:
    assert data is not None
    (site,) = hegui.read(data).sites
    assert site.parsed is not None
    return site.parsed.label


@pytest.mark.parametrize("form", dict(FORMATS))
def test_a_seal_holds_in_every_sample_of_every_format(form: str) -> None:
    made = 0
    for sample in samples():
        if sample.format != form:
            continue
        data, name = sample.build(), sample.name + sample.suffix
        try:
            hegui.label(data, implicit_only=True, producer=PRODUCER, name=name)
        except hegui.FileError:
            continue  # what cannot be labelled is tested elsewhere
        if str(sample) in TOO_SMALL:
            with pytest.raises(hegui.FileError):
                sealed(data, name)
            continue
        result = sealed(data, name)
        assert result.seal is not None
        found = seals(result.data, name)
        assert found.producer.answer is Answer.TRUSTED, str(sample)
        assert found.producer.bound
        parsed = site_of(result).parsed
        assert parsed is not None
        assert parsed.tolerances == ()
        made += 1
    assert made


def test_one_changed_pixel_is_caught() -> None:
    with Image.open(io.BytesIO(PICTURE)) as picture:
        other = picture.convert("RGB")
    other.putpixel((0, 0), tuple(255 - value for value in other.getpixel((0, 0))))  # type: ignore[union-attr]
    stream = io.BytesIO()
    other.save(stream, "PNG")
    text = site_of(sealed(PICTURE)).text
    lifted = embed_in_bytes(stream.getvalue(), "b.png", lambda _: text).data
    found = seals(lifted).producer
    assert (found.answer, found.invalid) == (Answer.OTHER_CONTENT, True)


def test_metadata_of_others_changes_nothing() -> None:
    data = sealed(PICTURE).data
    assert data is not None
    end = data.rindex(b"IEND") - 4
    noted = data[:end] + png.text(b"Comment", b"hello") + data[end:]
    assert seals(noted).producer.answer is Answer.TRUSTED


def test_a_file_is_sealed_and_verified(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(PICTURE)
    result = hegui.label(path, implicit_only=True, producer=PRODUCER, key=KEY, in_place=True)
    assert result.seal is not None
    assert result.seal.bound
    assert result.label is not None
    assert result.label.reserved_code_1.startswith('{"SecurityData"')
    assert seals(path.read_bytes()).producer.answer is Answer.TRUSTED


def test_a_large_file_is_sealed_where_it_lies(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    data = next(iter(mp4.SAMPLES.values()))()
    padding = 2 * 1024 * 1024
    path.write_bytes(data + padding.to_bytes(4, "big") + b"free" + b"\0" * (padding - 8))
    inode = path.stat().st_ino
    result = hegui.label(path, implicit_only=True, producer=PRODUCER, key=KEY, in_place=True)
    assert result.seal is not None
    (found,) = hegui.read(path, trust=trust()).seals
    assert found is not None
    assert found.producer.answer is Answer.TRUSTED
    assert found.producer.bound
    again = hegui.label(path, implicit_only=True, producer=PRODUCER, in_place=True)
    assert again.label == result.label
    assert path.stat().st_ino == inode


def test_an_own_seal_that_still_holds_is_kept() -> None:
    first = sealed(PICTURE)
    again = hegui.label(first.data or b"", implicit_only=True, producer=PRODUCER)
    assert again.data == first.data
    assert again.seal is None


def test_an_own_seal_is_not_lost_unseen() -> None:
    first = sealed(PICTURE)
    with pytest.raises(StaleSeal, match="would lose"):
        hegui.label(first.data or b"", implicit_only=True, producer=PRODUCER, produce_id="new")
    renewed = sealed(first.data or b"", produce_id="new")
    assert label_of(renewed.data).produce_id == "new"
    assert seals(renewed.data).producer.answer is Answer.TRUSTED


def test_an_own_seal_that_no_longer_holds_is_renewed_or_refused() -> None:
    text = site_of(sealed(PICTURE)).text
    other = embed_in_bytes(_other(), "b.png", lambda _: text)
    assert other.data is not None
    with pytest.raises(StaleSeal, match="does not hold"):
        hegui.label(other.data, implicit_only=True, producer=PRODUCER)
    assert seals(sealed(other.data).data).producer.answer is Answer.TRUSTED


def _other() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (5, 4), (1, 2, 3)).save(stream, "PNG")
    return stream.getvalue()


def _propagated(data: bytes) -> bytes:
    """A platform adds its elements and its seal to a producer's file."""

    def decide(reading: hegui.Reading) -> str:
        (site,) = reading.sites
        assert site.parsed is not None
        one = replace(site.parsed.label, content_propagator=PLATFORM, propagate_id="p-7")
        return encode(one)

    guard = Sealer(signer("platform"), Code.PROPAGATOR)
    result = embed_in_bytes(data, "a.png", decide, guard).data
    assert result is not None
    assert guard.made is not None
    return result


def test_a_platform_seals_beside_the_producer() -> None:
    first = sealed(PICTURE)
    data = _propagated(first.data or b"")
    assert label_of(data).reserved_code_1 == label_of(first.data).reserved_code_1
    found = seals(data)
    assert [one.answer for one in found.both] == [Answer.TRUSTED, Answer.TRUSTED]
    assert found.uncovered == ()


def test_a_platforms_seal_is_not_made_stale_by_the_producer() -> None:
    data = _propagated(sealed(PICTURE).data or b"")
    assert hegui.label(data, implicit_only=True, producer=PRODUCER).data == data
    with pytest.raises(StaleSeal, match="platform"):
        sealed(data)
    with pytest.raises(StaleSeal):
        hegui.label(data, implicit_only=True, producer=PRODUCER, produce_id="new")


def test_a_producer_that_is_its_own_platform_renews_both() -> None:
    first = sealed(PICTURE)
    guard = Sealer(KEY, Code.PROPAGATOR)
    both = embed_in_bytes(first.data or b"", "a.png", lambda _: site_of(first).text, guard).data
    assert both is not None
    renewed = sealed(both)
    known = Trust((pin(),))
    answers = [one.answer for one in seals(renewed.data, known=known).both]
    assert answers == [Answer.TRUSTED, Answer.TRUSTED]
    assert label_of(renewed.data).reserved_code_1 != label_of(both).reserved_code_1


def test_another_producers_file_is_refused_before_anything_is_sealed() -> None:
    with pytest.raises(ForeignLabel):
        hegui.label(
            sealed(PICTURE).data or b"",
            implicit_only=True,
            producer=PLATFORM,
            key=signer("platform"),
        )


def test_carrying_refuses_a_seal_that_is_bound_to_other_content() -> None:
    original = sealed(PICTURE)
    with pytest.raises(StaleSeal, match="binds the label"):
        hegui.carry(original.data or b"", _other())
    carried = hegui.carry(original.data or b"", _other(), key=KEY)
    assert carried.seal is not None
    assert seals(carried.data).producer.answer is Answer.TRUSTED
    assert label_of(carried.data).produce_id == label_of(original.data).produce_id


def test_carrying_keeps_a_seal_where_the_content_is_the_same() -> None:
    original = sealed(PICTURE)
    carried = hegui.carry(original.data or b"", PICTURE)
    assert carried.seal is None
    assert label_of(carried.data) == original.label


def test_only_who_sealed_the_original_seals_the_copy() -> None:
    original = sealed(PICTURE).data or b""
    with pytest.raises(StaleSeal, match="not the one"):
        hegui.carry(original, _other(), key=signer("successor"))
    stranger = Trust((pin(), pin("successor", PLATFORM)))
    with pytest.raises(StaleSeal, match="not the one"):
        hegui.carry(original, _other(), key=signer("successor"), trust=stranger)
    rotated = Trust((pin(), pin("successor")))
    carried = hegui.carry(original, _other(), key=signer("successor"), trust=rotated)
    assert seals(carried.data, known=rotated).producer.answer is Answer.TRUSTED


def test_a_seal_that_did_not_hold_for_the_original_is_not_made_anew() -> None:
    text = site_of(sealed(PICTURE)).text
    lifted = embed_in_bytes(_other(), "b.png", lambda _: text).data or b""
    third = io.BytesIO()
    Image.new("RGB", (9, 9), (9, 9, 9)).save(third, "PNG")
    with pytest.raises(StaleSeal, match="original either"):
        hegui.carry(lifted, third.getvalue(), key=KEY)


def test_a_key_without_a_seal_to_renew_is_wrong_use() -> None:
    plain = hegui.label(PICTURE, implicit_only=True, producer=PRODUCER).data or b""
    with pytest.raises(UsageError, match="no seal"):
        hegui.carry(plain, _other(), key=KEY)


def test_a_sidecar_is_not_sealed(tmp_path: Path) -> None:
    path = tmp_path / "a.bmp"
    Image.new("RGB", (4, 4)).save(path)
    with pytest.raises(StaleSeal, match="sidecar"):
        hegui.label(
            path, implicit_only=True, producer=PRODUCER, key=KEY, in_place=True, sidecar=True
        )
    assert os.listdir(tmp_path) == ["a.bmp"]


def test_a_seal_beside_a_file_without_known_content_cannot_be_told(tmp_path: Path) -> None:
    path = tmp_path / "a.bmp"
    Image.new("RGB", (4, 4)).save(path)
    hegui.label(
        path, implicit_only=True, producer=PRODUCER, in_place=True, sidecar=True, produce_id="id-1"
    )
    text = site_of(sealed(PICTURE)).text
    beside = tmp_path / "a.bmp.xmp"
    embed_in_file(str(beside), Target.over(str(beside)), lambda _: text)
    (found,) = hegui.read(path, trust=trust()).seals
    assert found is not None
    assert found.producer.answer is Answer.CANNOT_TELL


def test_content_that_changes_on_the_way_is_not_called_sealed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A writer that damages content: the seal is for what was there before."""
    path = tmp_path / "a.png"
    path.write_bytes(PICTURE)
    monkeypatch.setattr(making, "same_content", lambda old, new, known: False)
    with pytest.raises(ReadBackFailed, match="did not verify"):
        hegui.label(path, implicit_only=True, producer=PRODUCER, key=KEY, in_place=True)
    assert path.read_bytes() == PICTURE


def _container(data: bytes, name: str = "a.md") -> Container:
    return open_container(Source.of_bytes(data, name))


def test_same_content_compares_bytes_wherever_blocks_end() -> None:
    plain = markdown.SAMPLES[next(iter(markdown.SAMPLES))]()
    labelled = hegui.label(plain, implicit_only=True, producer=PRODUCER, name="a.md").data or b""
    assert same_content(_container(plain), _container(labelled))
    assert content_of(_container(plain)) == content_of(_container(labelled))
    longer = _container(labelled + b"more")
    assert not same_content(_container(plain), longer)
    assert not same_content(longer, _container(plain))
    known = list(pieces(_container(plain)))
    assert same_content(_container(plain), _container(labelled), known)
    assert not same_content(_container(plain), longer, known)
    assert not same_content(_container(plain), _container(labelled), known[:-1])


def test_nothing_of_cryptography_is_loaded_for_a_file_without_a_seal() -> None:
    import subprocess
    import sys

    code = (
        "import sys, hegui\n"
        "from tests.builders import png\n"
        f"data = hegui.label(png.plain(), implicit_only=True, producer={PRODUCER!r}).data\n"
        "hegui.read(data)\n"
        "loaded = {name for name in sys.modules if name.startswith('hegui.seal.')}\n"
        "assert not loaded, loaded\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])


def test_content_is_looked_at_once_and_labels_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    text = site_of(sealed(PICTURE)).text
    other = [text.replace('ReservedCode2":"', f'ReservedCode2":"{at}') for at in range(20)]
    data = png.png(*(png.text(b"AIGC", one.encode()) for one in other))
    looked: list[Container] = []
    real = content.content_of

    def counted(one: Container) -> Content:
        looked.append(one)
        return real(one)

    monkeypatch.setattr(content, "content_of", counted)
    found = hegui.read(data).seals
    assert len(found) == 20
    answers = [one.producer.answer for one in found if one]
    assert len(looked) == 1
    assert answers.count(Answer.CANNOT_TELL) == 20 - content.MOST_LABELS

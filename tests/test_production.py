"""The provider's path: whose label, which number, and what is refused."""

from __future__ import annotations

import os
import re
import uuid
from pathlib import Path

import pytest

import hegui
from hegui.aigc import transcribe
from hegui.errors import (
    CannotWrite,
    ConfigError,
    ForeignLabel,
    InvalidCode,
    InvalidLabel,
    UsageError,
)
from hegui.files.target import Target
from hegui.identity import check_identity
from hegui.production import Producer
from tests.builders import png
from tests.builders.labels import BARE, PRODUCER, xmp_with
from tests.labelling_steps import OTHER, site_of

SIBLING = PRODUCER[:22] + "10002"  # the same credit code, another model

PLATFORM = "00119144030008867405X220001"


def labelled(
    data: bytes, *, produce_id: str | None = None, propagator: str | None = None
) -> hegui.Labelled:
    return hegui.label(
        data, implicit_only=True, producer=PRODUCER, produce_id=produce_id, propagator=propagator
    )


def label_of(data: bytes | None) -> hegui.Label:
    assert data is not None
    (site,) = hegui.read(data).sites
    assert site.parsed is not None
    return site.parsed.label


def with_text(*values: str) -> bytes:
    return png.png(*(png.text(b"AIGC", value.encode()) for value in values))


def test_a_new_label_names_its_producer_as_first_propagator() -> None:
    result = labelled(png.plain())
    label = label_of(result.data)
    assert label == result.label
    assert label.likelihood is hegui.Likelihood.IS
    assert (label.content_producer, label.content_propagator) == (PRODUCER, PRODUCER)
    assert label.produce_id == label.propagate_id  # Annex E Note 1
    assert (label.reserved_code_1, label.reserved_code_2) == ("", "")


def test_the_content_number_is_a_random_uuid_that_tells_no_time() -> None:
    numbers = {label_of(labelled(png.plain()).data).produce_id for _ in range(20)}
    assert len(numbers) == 20
    assert {uuid.UUID(number).version for number in numbers} == {4}


def test_the_number_given_is_the_number_written() -> None:
    assert label_of(labelled(png.plain(), produce_id="tos/7&8").data).produce_id == "tos/7&8"


def test_a_propagator_of_its_own_is_written() -> None:
    label = label_of(labelled(png.plain(), propagator=PLATFORM).data)
    assert (label.content_producer, label.content_propagator) == (PRODUCER, PLATFORM)


def test_an_own_label_is_updated_and_keeps_its_number() -> None:
    first = labelled(png.plain(), produce_id="n-1")
    assert first.data is not None
    second = labelled(first.data)
    assert second.data == first.data
    assert second.replaced == ()  # it stands where it stood
    third = labelled(first.data, produce_id="n-2")
    assert label_of(third.data).produce_id == "n-2"


def test_a_label_of_the_same_subject_is_own() -> None:
    data = png.xmp(xmp_with(BARE.replace(PRODUCER, SIBLING)))
    label = label_of(labelled(data).data)
    assert (label.content_producer, label.produce_id) == (PRODUCER, "4f7c1f9e-a01")


def test_a_seal_stays_while_what_it_covers_stays() -> None:
    sealed = BARE.replace('"ReservedCode1":""', '"ReservedCode1":"seal"')
    data = png.xmp(xmp_with(sealed))
    assert label_of(labelled(data).data).reserved_code_1 == "seal"
    assert label_of(labelled(data, produce_id="new").data).reserved_code_1 == ""


def test_a_platforms_propagation_members_stay() -> None:
    members = '"ContentPropagator":"{}","PropagateID":"{}","ReservedCode2":"{}"'
    theirs = members.format(PLATFORM, "p-77", "their-seal")
    data = png.xmp(xmp_with(BARE.replace(members.format(PRODUCER, "4f7c1f9e-a01", ""), theirs)))
    label = label_of(labelled(data).data)
    assert label.content_propagator == PLATFORM
    assert (label.propagate_id, label.reserved_code_2) == ("p-77", "their-seal")


@pytest.mark.parametrize(
    "data",
    [
        png.xmp(xmp_with(BARE.replace(PRODUCER, OTHER))),
        with_text(BARE, BARE.replace(PRODUCER, OTHER)),
        with_text('{"Label":"1","ContentProducer":"","ProduceID":"1"}'),
        png.hunyuan(),
    ],
    ids=["slot", "one of two", "nobody's", "another dialect"],
)
def test_another_producers_label_is_never_overwritten(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(data)
    with pytest.raises(ForeignLabel, match="Labelling Measures") as caught:
        hegui.label(path, implicit_only=True, producer=PRODUCER, in_place=True)
    assert caught.value.path == str(path)
    assert caught.value.place is not None
    assert path.read_bytes() == data
    assert os.listdir(tmp_path) == ["a.png"]


@pytest.mark.parametrize(
    "text",
    [
        BARE[:-20].replace(PRODUCER, OTHER),
        BARE[:-20].replace(PRODUCER, OTHER, 1),  # we are only its propagator
        BARE[:-20].replace(PRODUCER, f"{PRODUCER}-clone", 1),
        f"made with a tool of {PRODUCER}, AIGC {{",
        "{",
    ],
)
def test_an_unreadable_label_is_replaced_only_where_it_names_nobody_else(text: str) -> None:
    assert label_of(labelled(with_text(BARE[:-20])).data).content_producer == PRODUCER
    with pytest.raises(ForeignLabel, match="cannot be read"):
        labelled(with_text(text))


def test_a_platforms_elements_in_another_site_are_taken_over() -> None:
    members = '"ContentPropagator":"{}","PropagateID":"{}","ReservedCode2":"{}"'
    mine = members.format(PRODUCER, "4f7c1f9e-a01", "")
    theirs = BARE.replace(mine, members.format(PLATFORM, "p-9", "seal"))
    data = png.png(
        png.itxt(b"XML:com.adobe.xmp", xmp_with(BARE)), png.text(b"AIGC", theirs.encode())
    )
    label = label_of(labelled(data).data)
    assert (label.content_propagator, label.propagate_id) == (PLATFORM, "p-9")
    another = theirs.replace("p-9", "p-10")
    with pytest.raises(ForeignLabel, match="2 platforms"):
        labelled(with_text(BARE, theirs, another))


def test_own_propagation_members_stay_while_nothing_before_them_changes() -> None:
    sealed = BARE.replace('"ReservedCode2":""', '"ReservedCode2":"R2"')
    assert label_of(labelled(png.xmp(xmp_with(sealed))).data).reserved_code_2 == "R2"
    own = BARE.replace(f'"ContentPropagator":"{PRODUCER}"', f'"ContentPropagator":"{SIBLING}"')
    data = png.xmp(xmp_with(own.replace('"PropagateID":"4f7c1f9e-a01"', '"PropagateID":"p-1"')))
    label = label_of(labelled(data).data)
    assert (label.content_propagator, label.propagate_id) == (SIBLING, "p-1")


def test_several_own_labels_become_one_and_all_are_reported() -> None:
    result = labelled(with_text(BARE, BARE))
    assert label_of(result.data).produce_id == "4f7c1f9e-a01"
    assert len(result.replaced) == 2


def test_contradicting_numbers_are_not_chosen_among() -> None:
    result = labelled(with_text(BARE, BARE.replace("4f7c1f9e", "00000000")))
    assert uuid.UUID(label_of(result.data).produce_id).version == 4


def test_a_number_that_may_not_be_written_is_replaced() -> None:
    result = labelled(with_text(BARE.replace("4f7c1f9e-a01", "Request(files=[1, 2])")))
    assert uuid.UUID(label_of(result.data).produce_id).version == 4


@pytest.mark.parametrize(
    ("producer", "error", "reason"),
    [
        ("腾讯科技", InvalidLabel, "provider code"),
        ("Minimax Agent AI", InvalidLabel, "does not allow"),
        ("a\\b", InvalidLabel, "does not allow"),
        ("", UsageError, "who labels"),
        ("001791350100M000100Y4300000", InvalidCode, "position 4"),
        ("001191350100M000100Y430000", InvalidCode, "27 characters"),
        ("001191350100M000100Y43xliu0", InvalidCode, "lower-case"),
    ],
)
def test_an_identity_that_may_not_stand_in_a_label(
    producer: str, error: type[Exception], reason: str
) -> None:
    with pytest.raises(error, match=reason):
        Producer.of(producer)


def test_a_credit_code_is_no_name() -> None:
    with pytest.raises(InvalidCode, match="001191350100M000100Y4300000"):
        Producer.of("91350100M000100Y43")


def test_bytes_go_to_no_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="in memory"):
        hegui.label(png.plain(), implicit_only=True, producer=PRODUCER, output=tmp_path)


def test_a_name_that_ends_in_a_slash_is_a_directory_to_make(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(png.plain())
    result = hegui.label(
        path, implicit_only=True, producer=PRODUCER, output=f"{tmp_path}/new/deep/"
    )
    assert result.target == f"{tmp_path}/new/deep/a.png"


def test_doubtful_identities_are_written_with_a_notice() -> None:
    wrong_check = PRODUCER.replace("Y43", "Y44")
    (notice,) = check_identity("ContentProducer", wrong_check)
    assert "check character" in notice.say()
    (notice,) = check_identity("ContentProducer", "Example-Labs.eu")
    assert "overseas" in notice.say()
    assert label_of(
        hegui.label(png.plain(), implicit_only=True, producer="Example-Labs.eu").data
    ).produce_id


def test_where_the_result_goes_must_be_said(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(png.plain())
    with pytest.raises(UsageError):
        hegui.label(path, implicit_only=True, producer=PRODUCER)
    with pytest.raises(UsageError):
        hegui.label(
            path, implicit_only=True, producer=PRODUCER, output=tmp_path / "b.png", in_place=True
        )
    with pytest.raises(UsageError, match="original"):
        hegui.label(path, implicit_only=True, producer=PRODUCER, output=tmp_path)
    assert path.read_bytes() == png.plain()


def test_output_names_a_file_or_a_directory(tmp_path: Path) -> None:
    path, out = tmp_path / "a.png", tmp_path / "out"
    path.write_bytes(png.plain())
    out.mkdir()
    assert hegui.label(path, implicit_only=True, producer=PRODUCER, output=out).target == str(
        out / "a.png"
    )
    to = out / "b.png"
    assert hegui.label(path, implicit_only=True, producer=PRODUCER, output=to).target == str(to)
    with pytest.raises(CannotWrite, match="exists already"):
        hegui.label(path, implicit_only=True, producer=PRODUCER, output=to)
    again = hegui.label(
        path, implicit_only=True, producer=PRODUCER, output=to, overwrite=True, produce_id="2"
    )
    assert label_of(to.read_bytes()) == again.label
    assert path.read_bytes() == png.plain()


def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    path, link = tmp_path / "a.png", tmp_path / "link.png"
    path.write_bytes(png.plain())
    link.symlink_to(path)
    hegui.label(link, implicit_only=True, producer=PRODUCER, in_place=True)
    assert link.is_symlink()
    assert len(hegui.read(path).sites) == 1


def test_content_decides_and_not_the_suffix(tmp_path: Path) -> None:
    path = tmp_path / "picture.jpg"
    path.write_bytes(png.plain())
    assert hegui.label(path, implicit_only=True, producer=PRODUCER, in_place=True).kind.id == "png"


def test_two_parties_are_never_mixed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HEGUI_PROPAGATOR", raising=False)
    (tmp_path / "hegui.toml").write_text(
        f'[identity]\nproducer = "{PRODUCER}"\npropagator = "{SIBLING}"\n'
    )
    monkeypatch.setenv("HEGUI_PRODUCER", OTHER)
    assert (Producer.of().producer, Producer.of().propagator) == (OTHER, "")
    monkeypatch.delenv("HEGUI_PRODUCER")
    assert Producer.of().propagator == SIBLING


def test_a_link_that_is_switched_meanwhile_loses_no_file(tmp_path: Path) -> None:
    first, second, link = (tmp_path / name for name in ("a.png", "b.png", "link.png"))
    first.write_bytes(png.plain())
    second.write_bytes(png.png(png.text(b"Title", b"another")))
    link.symlink_to(first)
    target = Target.over(str(link))
    link.unlink()
    link.symlink_to(second)
    Producer.of(PRODUCER).label_file(str(link), target)
    assert second.read_bytes() == png.png(png.text(b"Title", b"another"))
    assert b"another" not in first.read_bytes()
    assert len(hegui.read(first).sites) == 1


def test_the_identity_comes_from_the_call_the_environment_and_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    monkeypatch.delenv("HEGUI_PRODUCER", raising=False)
    monkeypatch.delenv("HEGUI_PROPAGATOR", raising=False)
    with pytest.raises(UsageError, match="hegui init"):
        Producer.of()
    (tmp_path / "hegui.toml").write_text(f'[identity]\nproducer = "{PRODUCER}"\n')
    assert Producer.of().producer == PRODUCER
    monkeypatch.setenv("HEGUI_PRODUCER", OTHER)
    assert Producer.of().producer == OTHER
    assert Producer.of("Example").producer == "Example"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[identity", "not valid TOML"),
        ("[identity]\nproducr = 'x'", "does not know identity.producr"),
        ("[identiti]\nproducer = 'x'", "does not know the table"),
        ("[identity]\nproducer = 7", "text in quotes"),
        ("[identity]\nrole = 'owner'", "must be one of"),
        ("[service]\nclass = 'none-such'", "must be one of"),
    ],
)
def test_a_configuration_that_cannot_be_meant_is_refused(
    text: str, reason: str, tmp_path: Path
) -> None:
    path = tmp_path / "hegui.toml"
    path.write_text(text)
    with pytest.raises(ConfigError, match=re.escape(reason)) as caught:
        Producer.of(config=str(path))
    assert caught.value.path == str(path)


def test_the_label_reads_back_as_annex_e_prints_it() -> None:
    result = labelled(png.plain(), produce_id="1")
    parsed = site_of(result).parsed
    assert parsed is not None
    assert transcribe(parsed) == (
        '{"Label":"1","ContentProducer":"001191350100M000100Y4300000","ProduceID":"1",'
        '"ReservedCode1":"","ContentPropagator":"001191350100M000100Y4300000",'
        '"PropagateID":"1","ReservedCode2":""}'
    )

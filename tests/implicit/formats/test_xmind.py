"""XMind."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hegui.errors import BrokenFile, CeilingExceeded, FileError, NoSlot
from hegui.files.source import Source
from hegui.implicit.formats.xmind_json import Document
from tests.builders.labels import BARE, WRAPPED
from tests.builders.xmind import METADATA, SAMPLES, mind_map, old
from tests.builders.zip_archive import archive, plain
from tests.documents import changed, digest, labelled, members, only, opened, packed_again, read


def metadata(data: bytes) -> str:
    return members(data)["metadata.json"].decode()


def test_a_label_is_a_member_of_the_metadata() -> None:
    data = mind_map(METADATA[:-1] + f',"AIGC":{BARE}}}')
    site = only(data)
    assert (site.slot, site.prescribed, site.text) == ("xmind.metadata", True, BARE)
    assert site.place == "metadata.json, AIGC"
    assert b"metadata.json" in data[site.offset : site.offset + site.length]


@pytest.mark.parametrize(
    "said",
    [f'{{"aigc":{BARE}}}', json.dumps({"AIGC": BARE}), json.dumps({"AIGC": WRAPPED})],
    ids=["letters", "string", "wrapped"],
)
def test_dialects_are_read_and_put_right(said: str) -> None:
    site = only(mind_map(said))
    assert not site.prescribed
    assert site.parsed is not None
    assert only(labelled(mind_map(said), BARE)).prescribed


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{}", f'{{"AIGC":{BARE}}}'),
        (" { \n} ", f' {{ \n"AIGC":{BARE}}} '),
        ('{"a" : [1, "}"] }', f'{{"a" : [1, "}}"],"AIGC":{BARE} }}'),
        ('{"AIGC" : "x" , "a":1}', f'{{"AIGC" : {BARE} , "a":1}}'),
        ('{"aigc":1, "b":2 ,"AIGC":3,"Aigc":4}', f'{{"AIGC":{BARE}, "b":2}}'),
        ('{"春":"\\u6625"}', f'{{"春":"\\u6625","AIGC":{BARE}}}'),
    ],
)
def test_only_the_member_is_new(before: str, after: str) -> None:
    result = labelled(mind_map(before), BARE)
    assert metadata(result) == after
    assert changed(mind_map(before), result) == {"metadata.json"}


def test_a_byte_order_mark_stays() -> None:
    new = members(labelled(SAMPLES["bom"](), BARE))["metadata.json"]
    assert new.startswith(b"\xef\xbb\xbf{")
    assert json.loads(new)["AIGC"] == json.loads(BARE)


def test_a_file_without_metadata_gets_some() -> None:
    result = labelled(mind_map(None), BARE)
    assert changed(mind_map(None), result) == {"metadata.json", "manifest.json"}
    listed = json.loads(members(result)["manifest.json"])["file-entries"]
    assert listed == {"content.json": {}, "metadata.json": {}}
    assert changed(mind_map(None, "{}"), labelled(mind_map(None, "{}"), BARE)) == {"metadata.json"}


def test_older_files_are_read_but_not_written() -> None:
    assert only(old(f"<AIGC>{BARE}</AIGC>")).text == BARE
    assert read(old()).sites == ()
    with pytest.raises(NoSlot, match="XMind 8"):
        opened(old()).plan(BARE)


def test_older_metadata_that_cannot_be_read() -> None:
    assert [blind.place for blind in read(old("<x>")).blind] == ["meta.xml"]


NO_OBJECTS = ["", "{", "[]", '{"a"}', '{"a":1,}', '{"a":1 "b":2}', "{1:2}", "{}x", '{"a":']
NO_OBJECTS += ["[" * 100_000, '{"a":' + "[" * 100_000, '{"a":' + "9" * 5000 + "}"]
NO_OBJECTS += ["\xff{}", '{"a":"\n"}']


@pytest.mark.parametrize("said", NO_OBJECTS, ids=range(len(NO_OBJECTS)))
def test_metadata_that_is_no_object(said: str) -> None:
    data = mind_map(said.encode("latin-1"))
    assert [blind.place for blind in read(data).blind] == ["metadata.json"]
    with pytest.raises(BrokenFile, match="not an object in JSON"):
        opened(data).plan(BARE)


def test_masses_have_ceilings() -> None:
    many = '{"AIGC":1' + ',"AIGC":{}' * 300 + "}"
    assert len(read(mind_map(many)).sites) <= 256
    large = "{" + " " * 2_000_000 + "}"
    assert read(mind_map(large)).blind
    with pytest.raises(CeilingExceeded):
        opened(mind_map(large)).plan(BARE)


def test_other_archives_are_no_mind_maps() -> None:
    for parts in ({"content.json": "[]"}, {"content.xml": "<x/>", "meta.xml": "<x/>"}):
        with pytest.raises(NoSlot, match="ZIP archive"):
            opened(archive(plain(parts)))
    with pytest.raises(NoSlot, match="ZIP archive"):
        opened(archive(plain(dict.fromkeys(members(old()), "<x/>"), stored=True)))


def test_essence_is_the_content_alone() -> None:
    data = mind_map(METADATA)
    same = digest(data)
    assert digest(labelled(data, BARE)) == digest(packed_again(data)) == same
    assert digest(mind_map(None)) == digest(mind_map("{}", None)) == same
    other = {"content.json": "[]", "metadata.json": METADATA}
    assert digest(archive(plain(other))) != same


@settings(deadline=None)
@given(st.sampled_from(sorted(SAMPLES)), st.integers(0, 800), st.binary(max_size=40))
def test_arbitrary_bytes(name: str, at: int, new: bytes) -> None:
    data = SAMPLES[name]()
    try:
        container = opened(data[:at] + new + data[at + len(new) :])
        container.read()
        container.plan(BARE)
    except FileError as error:
        assert error.path == "x"  # noqa: PT017 - the error's own content is what is tested


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@settings(deadline=None)
@given(st.dictionaries(st.text(), JSON), st.sampled_from([None, 1]), st.booleans())
def test_any_object(content: dict[str, object], indent: int | None, ascii_only: bool) -> None:
    text = json.dumps(content, indent=indent, ensure_ascii=ascii_only)
    data = text.encode("utf-8", "replace")
    document = Document.parse(Source.of_bytes(data), data, "x")
    result = json.loads(document.with_member("AIGC", "7"))
    expected = {key: value for key, value in json.loads(data).items() if key.lower() != "aigc"}
    assert result == expected | {"AIGC": 7}

"""Markdown: labels in front matter and everywhere else, and splices that keep the text."""

from __future__ import annotations

import contextlib
import json
import re
import time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from hegui.aigc import Label, Likelihood, encode, transcribe
from hegui.errors import BrokenFile, CeilingExceeded, FileError, NoSlot
from hegui.files.edits import apply_edits
from hegui.files.source import Source
from hegui.implicit.container import Reading, Site
from hegui.implicit.formats.markdown import Markdown
from hegui.implicit.table import open_container
from tests.aigc.labels import STRICT
from tests.builders import markdown as built
from tests.builders.markdown import BODY, JSON, SAMPLES, mapping

NEW = encode(
    Label(Likelihood.MAY_BE, "P", "n-9", built.SECURITY, "Q", "m-9", "#:{}[]&*!|>'%@`,?-~")
)


def opened(data: bytes) -> Markdown:
    return Markdown(Source.of_bytes(data, "a.md"))


def read(data: bytes) -> Reading:
    return opened(data).read()


def only(data: bytes) -> Site:
    reading = read(data)
    assert len(reading.sites) == 1, reading
    return reading.sites[0]


def labelled(data: bytes, text: str = NEW) -> bytes:
    return apply_edits(data, opened(data).plan(text))


def front_of(data: bytes) -> dict[str, object]:
    """What PyYAML reads from the front matter."""
    found = re.match(
        r"(?:\ufeff)?---\r?\n(.*?)^---", data.decode("utf-8"), re.DOTALL | re.MULTILINE
    )
    assert found is not None
    loaded: dict[str, object] = yaml.safe_load(found[1])
    return loaded


WHERE = {
    "labelled": [("markdown.front-matter", True, "front matter, line 2")],
    "single-quotes-sorted": [("markdown.front-matter", True, "front matter, line 2")],
    "unquoted-four-spaces": [("markdown.front-matter", True, "front matter, line 2")],
    "merged-first": [("markdown.front-matter", True, "front matter, line 2")],
    "merged-last": [("markdown.front-matter", True, "front matter, line 4")],
    "one-line": [("markdown.front-matter", True, "front matter, line 2")],
    "security-data": [("markdown.front-matter", True, "front matter, line 2")],
    "two-front-matters": [("markdown.front-matter", True, "front matter, line 2")],
    "label-in-second-block": [("markdown.block", False, "line 5")],
    "in-the-middle": [("markdown.block", False, "line 6")],
    "under-a-heading": [("markdown.block", False, "line 4")],
    "unfenced-at-the-end": [("markdown.text", False, "line 5")],
    "folded-away": [("markdown.details", False, "line 9")],
    "twice": [
        ("markdown.front-matter", True, "front matter, line 2"),
        ("markdown.text", False, "line 16"),
    ],
    "key-twice": [
        ("markdown.front-matter", True, "front matter, line 2"),
        ("markdown.front-matter", False, "front matter, line 11"),
    ],
    "cut-off": [("markdown.text", False, "line 2")],
    "never-closed": [("markdown.text", False, "line 3")],
}


@pytest.mark.parametrize("name", SAMPLES)
def test_labels_are_found_where_they_stand(name: str) -> None:
    data = SAMPLES[name]()
    reading = read(data)
    found = [(site.slot, site.prescribed, site.place) for site in reading.sites]
    assert found == WHERE.get(name, [])
    assert reading.blind == ()
    for site in reading.sites:
        assert site.parsed is not None
        assert site.parsed.label.likelihood is Likelihood.IS
        assert data[site.offset : site.offset + site.length].decode() == site.text
        assert site.text.startswith("AIGC:")
        assert site.text.endswith("\n")


@pytest.mark.parametrize("name", SAMPLES)
def test_one_label_after_writing_and_no_other_line_lost(name: str) -> None:
    data = SAMPLES[name]()
    result = labelled(data)
    site = only(result)
    assert site.prescribed
    assert site.parsed is not None
    assert site.parsed.tolerances == ()
    assert transcribe(site.parsed) == NEW
    assert front_of(result)["AIGC"] == json.loads(NEW)
    # Every line that is not the label's is still there, in order.
    old_label = "".join(site.text for site in read(data).sites).splitlines()
    kept = [line for line in data.splitlines(keepends=True) if line.decode() not in old_label]
    gone = [line.strip() for line in old_label]
    rest = iter(result.splitlines())
    for line in kept:
        text = line.strip()
        ours = text.decode("utf-8-sig") in (*gone, "---", "```", "```yaml", "", "</details>")
        if not ours and not text.startswith((b"<details", b"<summary")):
            assert any(text.removeprefix(b"\xef\xbb\xbf") in other for other in rest), text
    assert labelled(result) == result
    assert opened(result).plan(NEW)[0].data != b""


def test_outside_the_edits_every_byte_stays() -> None:
    data = built.own_front_matter()
    result = labelled(data)
    at = data.index(b"---\n\n# A title")
    assert result.startswith(data[:at])
    assert result.endswith(data[at:])
    assert b"AIGC:\n  Label: " in result[at : len(result) - len(data[at:])]
    before, after = front_of(data), front_of(result)
    assert after == {**before, "AIGC": json.loads(NEW)}
    assert list(after)[-1] == "AIGC"


def test_a_file_without_front_matter_gets_one_before_its_text() -> None:
    result = labelled(BODY.encode(), STRICT)
    assert result.decode() == (
        '---\nAIGC:\n  Label: "1"\n  ContentProducer: "001191440300708461136T1XGW3"\n'
        '  ProduceID: "id-1"\n  ReservedCode1: "r1"\n'
        '  ContentPropagator: "001191440300708461136T1XGW3"\n  PropagateID: "id-2"\n'
        '  ReservedCode2: "r2"\n---\n\n' + BODY
    )


def test_a_byte_order_mark_stays_first() -> None:
    result = labelled(built.bom())
    assert result.startswith(b"\xef\xbb\xbf---\nAIGC:\n")
    assert result.count(b"\xef\xbb\xbf") == 1
    assert result.endswith(BODY.encode())


def test_line_ends_are_those_of_the_front_matter() -> None:
    result = labelled(built.carriage_returns())
    assert result.count(b"\n") == result.count(b"\r\n")
    result = labelled(BODY.replace("\n", "\r\n").encode())
    assert result.count(b"\n") == result.count(b"\r\n")
    result = labelled(built.mixed_line_ends())
    assert result.count(b"\r\n") == 3 + 8
    assert result.endswith(BODY.encode())


def test_an_older_label_gives_way_in_its_place() -> None:
    result = labelled(built.merged_first())
    assert list(front_of(result)) == ["AIGC", "title", "parent"]
    assert result.decode().replace(only(result).text, mapping()) == built.merged_first().decode()


def test_indented_front_matter_keeps_its_margin() -> None:
    result = labelled(b"---\n  title: a\n---\n")
    assert front_of(result) == {"title": "a", "AIGC": json.loads(NEW)}
    assert only(result).prescribed


def test_a_key_in_another_case_is_not_the_prescribed_one() -> None:
    data = built.labelled().replace(b"AIGC", b"aigc")
    assert not only(data).prescribed
    assert only(labelled(data)).prescribed


def test_pandocs_closing_dots() -> None:
    data = f"---\n{mapping()}...\n\n{BODY}".encode()
    assert only(data).prescribed
    assert labelled(data).count(b"\n...\n") == 1


def test_a_block_of_its_own_goes_with_its_fences() -> None:
    assert labelled(built.in_the_middle()).decode().endswith(f"---\n\n{BODY}***\n\n{BODY}")
    result = labelled(built.under_a_heading()).decode()
    assert result.endswith("---\n\n# A title\n\n\nOne neutral sentence.\n")


def test_fences_that_underline_a_heading_stay() -> None:
    data = f"A heading\n---\n{mapping()}---\n\ntext\n".encode()
    assert labelled(data).decode().endswith("\n\nA heading\n---\n---\n\ntext\n")


def test_a_block_with_other_keys_loses_only_the_label() -> None:
    data = f"{BODY}\n---\ntitle: b\n{mapping()}---\n\n{BODY}".encode()
    assert only(data).slot == "markdown.text"
    assert labelled(data).decode().endswith(f"{BODY}\n---\ntitle: b\n---\n\n{BODY}")


def test_an_empty_fold_goes_and_a_fold_with_more_stays() -> None:
    assert labelled(built.folded_away()).decode().endswith(f"---\n\n{BODY}\n")
    data = built.folded_away().replace(b"```\n\n</details>", b"```\nmore\n</details>")
    result = labelled(data).decode()
    assert result.endswith("<details>\n<summary>AIGC</summary>\n\nmore\n</details>\n")
    data = built.folded_away().replace(b"```yaml\n", b"```yaml\nother: x\n")
    assert b"```yaml\nother: x\n```" in labelled(data)


def test_prose_and_examples_stay_as_they_are() -> None:
    data = built.prose()
    result = labelled(data)
    assert result.endswith(data)
    assert only(result).prescribed


def test_a_flag_of_that_name_is_an_unreadable_label() -> None:
    site = only(b"---\nAIGC: true\n---\n")
    assert site.parsed is None
    assert site.problem is not None
    assert "no mapping" in site.problem.reason


def test_a_label_that_breaks_off_is_reported() -> None:
    data = f"{BODY}\nAIGC: {JSON[:-3]}\n".encode()
    assert only(data).problem is not None


def test_hugos_other_notations_are_read_and_not_written_over() -> None:
    toml = '+++\ntitle = "a"\n[AIGC]\n' + "".join(
        f'{key} = "{value}"\n' for key, value in zip(built.KEYS, built.VALUES, strict=True)
    )
    for front, slot, tolerance in (
        (f"{toml}+++\n", "markdown.front-matter-toml", "toml.table"),
        (f'{{"title":"a","AIGC":{JSON}}}\n', "markdown.front-matter-json", "json.front-matter"),
        (f';;;\n{{"AIGC":{JSON}}}\n;;;\n', "markdown.front-matter-json", "json.front-matter"),
    ):
        data = (front + "\n" + BODY).encode()
        site = only(data)
        assert (site.slot, site.prescribed) == (slot, False)
        assert site.parsed is not None
        assert [one.id for one in site.parsed.tolerances] == [tolerance]
        with pytest.raises(NoSlot, match="convert the front matter to YAML first"):
            labelled(data)


@pytest.mark.parametrize(
    "start", ["{{ template }}", "{ not json", "{}x", "+++", ";;;\n{}", "+++ a\n", "---\n---x\n"]
)
def test_what_only_looks_like_front_matter_is_text(start: str) -> None:
    data = f"{start}\n\n{BODY}".encode()
    result = labelled(data)
    assert result.endswith(data)


@pytest.mark.parametrize("text", ["---\n\n---\n", "---\nSome words.\n---\n", "---\n- a\n---\n"])
def test_lines_across_the_page_are_no_front_matter(text: str) -> None:
    data = (text + BODY).encode()
    result = labelled(data)
    assert only(result).prescribed
    if "\n\n" not in text:
        assert result.endswith(data)


@pytest.mark.parametrize(
    ("front", "reason"),
    [
        ("title: 'a\n", "leaves a quote or bracket open at line 1"),
        ("title: a\nno key here\n", "not a YAML mapping: 'no key here' at line 2"),
        ("{title: a}\n", "not a YAML mapping"),
    ],
)
def test_broken_front_matter_is_not_written_over(front: str, reason: str) -> None:
    data = f"---\n{front}{mapping()}---\n\n{BODY}".encode()
    reading = read(data)
    assert [site.prescribed for site in reading.sites] == [False]
    assert reason in reading.blind[0].reason
    with pytest.raises(BrokenFile, match=re.escape(reason)) as caught:
        labelled(data)
    assert caught.value.place == "front matter at byte 0"


def test_other_encodings_are_refused_by_name() -> None:
    with pytest.raises(BrokenFile, match="UTF-16"):
        opened(BODY.encode("utf-16"))
    with pytest.raises(BrokenFile, match="byte 0xd6 cannot stand there") as caught:
        opened(b"# abc\n" + "中文".encode("gbk"))
    assert caught.value.place == "byte 6"
    far = b"a" * (256 * 1024 - 1)
    with pytest.raises(BrokenFile) as caught:
        opened(far + "é".encode()[:1] + b"a")
    assert caught.value.place == f"byte {len(far)}"
    assert opened(far + "é".encode() + b"a").read().sites == ()


def test_sniffing_takes_text_only() -> None:
    assert Markdown.sniff(b"")
    assert Markdown.sniff(BODY.encode())
    assert Markdown.sniff(("中" * 2000).encode()[:4096])
    assert not Markdown.sniff(b"a\0b")
    assert not Markdown.sniff("中文标题".encode("gbk"))
    assert not Markdown.sniff(b"\x89PNG\r\n\x1a\n")


def test_an_empty_file_can_be_labelled() -> None:
    assert only(labelled(b"")).prescribed


VALUES = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(
    st.dictionaries(st.text("abcDE _-", min_size=1, max_size=5), st.lists(VALUES) | VALUES),
    st.fixed_dictionaries(dict.fromkeys(built.KEYS, VALUES)),
    st.sampled_from(["\n", "\r\n"]),
)
def test_pyyaml_reads_the_same_front_matter_and_the_label(
    front: dict[str, object], label: dict[str, str], newline: str
) -> None:
    text = yaml.safe_dump(front, allow_unicode=False, default_style='"') if front else ""
    data = f"---\n{text}---\n{BODY}".replace("\n", newline).encode()
    bare = json.dumps(label, ensure_ascii=False, separators=(",", ":"))
    result = labelled(data, bare)
    assert front_of(result) == {**front, "AIGC": label}
    site = only(result)
    assert site.parsed is not None
    assert site.parsed.members == tuple(label.items())


@given(
    st.sampled_from(list(SAMPLES)), st.integers(0, 3000), st.integers(0, 40), st.binary(max_size=4)
)
def test_no_mutated_file_raises_anything_else(name: str, at: int, cut: int, put: bytes) -> None:
    data = SAMPLES[name]()
    at %= len(data)
    mutated = data[:at] + put + data[at + cut :]
    with contextlib.suppress(FileError):
        result = labelled(mutated)
        site = only(result)
        assert site.prescribed
        assert site.parsed is not None
        assert transcribe(site.parsed) == NEW


TOKENS = ["---\n", "AIGC:", '  Label: "1"\n', "  ProduceID: x\n", "  ContentProducer: y\n", "\n"]
TOKENS += ["```\n", "~~~", "<details>", "</details>\n", "{", "}", '"', "a: b\n", "+++\n", ";;;\n"]
TOKENS += ["AIGC: {Label: 1, ProduceID: x, ContentProducer: y}\n", "...\n", "# c\n", "\r\n", " "]


@given(st.lists(st.sampled_from(TOKENS), max_size=25))
def test_any_arrangement_ends_with_one_label(tokens: list[str]) -> None:
    data = "".join(tokens).encode()
    with contextlib.suppress(FileError):
        assert only(labelled(data)).prescribed


def test_more_labels_than_a_file_can_have() -> None:
    with pytest.raises(CeilingExceeded, match="more than 1000 keys AIGC"):
        opened((mapping() + "\n").encode() * 1001)


UNITS = [
    "`",
    "```\n",
    "~~~ `\n",
    "<details",
    "AIGC: {\n",
    "AIGC:\n",
    "AIGC",
    "---\n",
    "+++\n",
    "\n",
]
UNITS += ["\n", "{", "a", "- - ", 'AIGC: {"', "AIGC: \t", "é", " "]
UNITS += ["<details>\n```\nAIGC:\n  Label: 1\n"]


@pytest.mark.parametrize("unit", UNITS)
def test_a_long_hostile_file_costs_little(unit: str) -> None:
    data = (unit * (8 * 1024**2 // len(unit.encode()))).encode()
    for head in (b"", b"---\n", b"{", b"+++\n", b"---\na: '", b"AIGC: {"):
        began = time.process_time()
        with contextlib.suppress(FileError):
            opened(head + data + f"\n{mapping()}".encode()).read()
        assert time.process_time() - began < 3


def test_front_matter_with_lone_cr_is_blind_and_no_second_one_is_put_above_it() -> None:
    data = b"---\rtitle: x\r---\rtext\r"
    assert [blind.place for blind in read(data).blind] == ["front matter"]
    with pytest.raises(BrokenFile, match="lone CR"):
        labelled(data)


@pytest.mark.parametrize(
    ("name", "data", "markdown"),
    [
        ("Makefile", b"all:\n\techo hi\n", False),
        ("LICENSE", b"Permission is granted\n", False),
        ("run", b"#!/bin/sh\necho hi\n", False),
        ("-", b"#!/bin/sh\necho hi\n", False),
        ("<bytes>", b"#!/bin/sh\necho hi\n", False),
        ("-", b"# Title\n", True),
        ("<bytes>", b"# Title\n", True),
        ("README", b"---\nAIGC:\n  Label: '1'\n---\ntext\n", True),
    ],
)
def test_only_what_has_no_name_at_all_needs_no_suffix(
    name: str, data: bytes, markdown: bool
) -> None:
    source = Source.of_bytes(data, name)
    if markdown:
        assert isinstance(open_container(source), Markdown)
    else:
        with pytest.raises(NoSlot):
            open_container(source)

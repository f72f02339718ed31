"""Markdown: what only looks like a label or like front matter, and hostile files."""

from __future__ import annotations

import contextlib
import json
import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from hegui.aigc import transcribe
from hegui.errors import BrokenFile, CeilingExceeded, FileError, NoSlot
from hegui.files.source import Source
from hegui.implicit.formats.markdown import Markdown
from hegui.implicit.table import open_container
from tests.builders import markdown as built
from tests.builders.markdown import BODY, JSON, SAMPLES, mapping
from tests.limits import within
from tests.markdown_steps import NEW, front_of, labelled, only, opened, read


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
    ("front", "problem"),
    [
        (f"+++\nAIGC = '{JSON}'\n+++\n", ""),
        ("+++\nAIGC = true\n+++\n", "is no mapping of the seven members"),
        ("+++\nAIGC = [1, 2]\n+++\n", "is no mapping of the seven members"),
        ('{"AIGC": 7}\n', "is no mapping of the seven members"),
        ("+++\nAIGC = 'made by me'\n+++\n", "JSON"),
        ('+++\n[AIGC]\nauthor = "me"\n+++\n', "member"),
    ],
)
def test_what_hugos_other_notations_may_hold_under_that_name(front: str, problem: str) -> None:
    site = only(f"{front}\n{BODY}".encode())
    if problem:
        assert site.parsed is None
        assert site.problem is not None
        assert problem in site.problem.reason
    else:
        assert site.parsed is not None
        same = only(f"---\nAIGC: {JSON}\n---\n".encode())
        assert same.parsed is not None
        assert transcribe(site.parsed) == transcribe(same.parsed)


@pytest.mark.parametrize(
    ("front", "reason"),
    [
        ("+++\ntitle = \n+++\n", "the front matter is not TOML"),
        ("+++\na = 1\na = 2\n+++\n", "the front matter is not TOML"),
        ("+++\na = " + "[" * 30_000 + "\n+++\n", "the front matter is not TOML"),
        ("+++\n# " + "x" * 70_000 + "\n+++\n", "longer than 65536 characters"),
        (';;;\n{"title": a}\n;;;\n', "the front matter is not JSON"),
    ],
    ids=["no value", "twice", "deep", "long", "JSON"],
)
def test_other_notations_that_cannot_be_read_are_a_blind_spot(front: str, reason: str) -> None:
    data = f"{front}\n{BODY}".encode()
    assert reason in read(data).blind[0].reason
    with pytest.raises(FileError) as caught:
        labelled(data)
    assert reason in caught.value.reason or "convert the front matter" in caught.value.reason


@pytest.mark.parametrize("front", ["+++\ntitle = 'a'\n+++\n", '{"title": "a"}\n'])
def test_hugos_other_notations_without_a_label(front: str) -> None:
    data = f"{front}\n{BODY}".encode()
    reading = read(data)
    assert (reading.sites, reading.blind) == ((), ())


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
        with within(3), contextlib.suppress(FileError):
            opened(head + data + f"\n{mapping()}".encode()).read()


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

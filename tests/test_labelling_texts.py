"""Texts that `label` is given: prose, text that programs read, and text in UTF-16."""

from __future__ import annotations

from pathlib import Path

import pytest

import hegui
from hegui.cli import main
from hegui.errors import NoRoom, PlainText, UnknownFormat

PRODUCER = "001191350100M000100Y4300000"


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("HEGUI_PRODUCER", "HEGUI_PROPAGATOR", "HEGUI_LANG", "LC_ALL", "LANG"):
        monkeypatch.delenv(name, raising=False)


PROGRAMS = {
    "a.ipynb": ('{"cells":[]}', "JSON by its content"),
    "a.txt": ('{"a":1}\n{"a":2}\n', "JSON Lines by its content"),
    "run.sh": ("#!/bin/sh\necho hi\n", "a script by its content"),
    "run": ("#!/bin/sh\necho hi\n", "a script by its content"),
    "x.xml": ('<?xml version="1.0"?><a/>', "XML by its content"),
    "a.csv": ("a,b\n1,2\n", "CSV by its name"),
    "a.css": ("p { color: red }\n", "a style sheet by its name"),
    "a.yaml": ("a: b\n", "YAML by its name"),
    "a.srt": ("1\n00:00:01,000 --> 00:00:02,000\nhi\n", "a subtitle file by its content"),
    "a.tex": ("\\section{x}\n", "TeX by its name"),
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_text_that_programs_read_is_refused_and_left_alone(name: str, tmp_path: Path) -> None:
    """A sentence before JSON or a script's first line would break it."""
    text, said = PROGRAMS[name]
    path = tmp_path / name
    path.write_text(text)
    for encoding in ("utf-8", "utf-16"):
        path.write_bytes(text.encode(encoding))
        before = path.read_bytes()
        with pytest.raises(NoRoom, match=said) as caught:
            hegui.label(path, producer=PRODUCER, in_place=True)
        assert caught.value.path == str(path)
        with pytest.raises(NoRoom):
            hegui.label(path, producer=PRODUCER, output=tmp_path / "new", sidecar=True)
        assert path.read_bytes() == before
        assert [one.name for one in tmp_path.iterdir()] == [name]
    beside = hegui.label(
        path,
        producer=PRODUCER,
        in_place=True,
        sidecar=True,
        implicit_only=True,
        because="interface",
    )
    assert (beside.sidecar, path.read_bytes()) == (True, before)
    assert hegui.read(path).sites[0].slot == "sidecar"


def test_bytes_without_a_name_that_programs_read_are_no_markdown(tmp_path: Path) -> None:
    for options in ({}, {"implicit_only": True}):
        with pytest.raises((NoRoom, PlainText)):
            hegui.label(b'{"a": [1, 2]}\n', producer=PRODUCER, **options)  # type: ignore[arg-type]
    assert hegui.label(b"# Words\n\nMore.\n", producer=PRODUCER, implicit_only=True).label


def test_a_directory_with_texts_that_programs_read(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    for name, (text, _) in PROGRAMS.items():
        (tmp_path / "in" / name).write_text(text)
    (tmp_path / "in" / "prose.txt").write_text("One line.\n")
    for verb in (("label", "in", "-o", "o"), ("batch", "label", "in", "b")):
        assert main([*verb, "--producer", PRODUCER]) == 3
        assert [one.name for one in (tmp_path / verb[-1]).glob("*.*") if one.is_file()] == [
            "prose.txt"
        ]
    out, err = capfd.readouterr()
    assert f"NoRoom: {len(PROGRAMS)}" in out + err
    assert f"1 labelled, {len(PROGRAMS)} not" in err
    assert main(["label", "in/a.csv", "-o", "z", "--producer", PRODUCER, "--lang", "zh"]) == 3
    assert "由程序读取" in capfd.readouterr().err


@pytest.mark.parametrize("codec", ["utf-16", "utf-32", "utf-16-be"])
def test_text_in_utf16_is_labelled(codec: str, tmp_path: Path) -> None:
    mark = "\ufeff" if codec.endswith("be") else ""
    for name, text in (("u.txt", "hello world\n"), ("u.md", "---\na: b\n---\n# hello\n")):
        path = tmp_path / name
        path.write_bytes((mark + text).encode(codec))
        result = hegui.label(path, producer=PRODUCER, in_place=True)
        assert result.explicit is not None
        said = path.read_bytes().decode(codec).removeprefix("\ufeff")
        assert said.replace("本内容由人工智能生成\n\n", "") == text
        assert said.startswith("---" if name == "u.md" else "本内容")
        converted = [one for one in result.notices if "convert it to UTF-8" in one.say()]
        assert len(converted) == (name == "u.md")
        (seen,) = hegui.check(path).gathered.evidence
        assert seen.sign == "explicit.text"


def test_bytes_that_only_begin_as_utf16_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "u.bin"
    path.write_bytes(b"\xff\xfea\0\0\0b\0")
    with pytest.raises(UnknownFormat):
        hegui.label(path, producer=PRODUCER, in_place=True)

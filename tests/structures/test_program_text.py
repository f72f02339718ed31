"""Text that programs read, told from prose by its content, and by its name where that cannot."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.structures.program_text import by_content, by_name

READ = {
    "JSON": ['{"cells":[]}', " [1, 2, 3]\n", '\ufeff{"a":1}', '["a"]', '{"n": ' + "9" * 9000 + "}"],
    "JSON Lines": ['{"a":1}\n{"a":2}\n', "[1, 2]\n\n[3, 4]\n"],
    "XML": ['<?xml version="1.0"?><x/>', "<note id='1'><to>x</to></note>\n", "<!DOCTYPE note><x/>"],
    "a script": ["#!/bin/sh\necho hi\n", "#! /usr/bin/env python3\n"],
    "source code": ["<?php echo 1;"],
    "CSV": ["a,b,c\n1,2,3\n4,5,6\n", 'a;b;c\n1;"2;x";3\n4;5;6'],
    "TSV": ["a\tb\n1\t2\n"],
    "a subtitle file": [
        "1\n00:00:01,000 --> 00:00:02,000\nhi\n",
        "WEBVTT\n\n00:01.000 --> 00:02.000\nhi",
        "[Script Info]\nTitle: x\n",
        "[ti:x]\n[00:12.00]hi\n",
    ],
    "TeX": ["% a remark\n\\documentclass{article}", "@article{key,\n title={x}}"],
    "settings (INI, TOML or the like)": ["[a]\nb = c\n", "[[a]]\nb = [\n 1,\n]\n"],
    "SQL": ["-- a table\nCREATE TABLE a (b int);\n", "INSERT INTO a VALUES (1);"],
    "YAML": ["---\na: b\nc:\n  - d\n", "%YAML 1.2\n---\na: b\n"],
    "RTF": ["{\\rtf1 x}"],
    "a patch": ["diff --git a/x b/x\n", "--- a\n+++ b\n@@ -1 +1 @@\n"],
    "a calendar or an address book": ["BEGIN:VCARD\n"],
    "keys or certificates": ["-----BEGIN CERTIFICATE-----\n"],
    "a play list": ["#EXTM3U\n"],
}
PROSE = (
    "",
    "Hello world.\n",
    "床前明月光，疑是地上霜。\n",
    "床前明月光,疑是地上霜\n举头望明月,低头思故乡\n",
    "42",
    '"quoted"',
    "null",
    "[]",
    "[1] See a, b, c.\n[2] See d.\n",
    "[AI] hello",
    "[Chapter one]\nIt rained.\n",
    "---\nHello there\n---\n",
    "<p>hello</p>",
    "<b>x</b> and <i>y</i>",
    "<3 you all",
    "\tOne paragraph.\n\tAnother.\n",
    "Select the one from these;",
    "One, two, three.\nFour, five, six.\nSeven, eight, nine.\n",
    "[00:12:05] A: good morning\n",
    "{name}, welcome!\n",
    "#1 of all songs\n",
    "Name:\tX\nA line without one\n",
)


@pytest.mark.parametrize(("title", "text"), [(k, v) for k, vs in READ.items() for v in vs])
def test_content_tells_what_programs_read(title: str, text: str) -> None:
    assert by_content(text) == title


@pytest.mark.parametrize("text", PROSE)
def test_prose_is_none_of_it(text: str) -> None:
    assert by_content(text) is None


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("a.csv", "CSV"),
        ("A.JSON", "JSON"),
        ("d/x.yaml", "YAML"),
        ("x.srt", "a subtitle file"),
        ("x.css", "a style sheet"),
        ("x.py", "source code"),
        ("x.tex", "TeX"),
        ("Makefile", "source code"),
        ("CMakeLists.txt", "source code"),
        ("a.txt", None),
        ("README", None),
        ("a.rst", None),
        ("a.md", None),
        ("d.csv/a", None),
        ("", None),
    ],
)
def test_names(name: str, title: str | None) -> None:
    assert by_name(name) == title


@given(st.text(max_size=300))
def test_any_text_can_be_asked_about(text: str) -> None:
    by_content(text)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 500_000,
        "{" * 500_000,
        "<a " * 300_000,
        "-- \n" * 200_000,
        "%\n" * 300_000,
        "[ti:x] " * 100_000,
        "/*" * 300_000,
        "SELECT " * 100_000,
        " " * 1_000_000,
        "[a]\n" + "b = c\n" * 200_000,
        '{"a":1}\n' * 100_000 + "x",
        "---\n" + "a" * 500_000,
        "1" * 500_000,
        "CREATE " * 100_000,
    ],
)
def test_hostile_texts_take_no_time(text: str) -> None:
    start = time.process_time()
    by_content(text)
    assert time.process_time() - start < 3

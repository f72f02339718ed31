"""The command line in Chinese: argparse's own words, lines of the right width, no traces."""

from __future__ import annotations

import argparse
import ast
import inspect
import re

import pytest

from hegui.cli import main
from hegui.cli.arguments import VERBS
from hegui.cli.chinese import broken_lines, chinese_argparse, columns
from hegui.messages.zh.argparse_words import WORDS

# What argparse says to programmers, or about things that hegui does not use.
TO_PROGRAMMERS = (
    "%r is not callable",
    ".__call__() not defined",
    "'required' is an invalid argument",
    'argument "-" with mode',
    "can't open",
    "cannot have multiple subparser",
    "cannot merge actions",
    "conflicting option",
    "conflicting subparser",
    "dest= is required",
    "invalid conflict_resolution",
    "invalid option name",
    "invalid option string",
    "mutually exclusive arguments must be optional",
    # The headings' colon is set by ChineseHelp.
    "%(heading)s:",
)


def said(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    """Exit status, output and errors of a command line that ends in the parser."""
    with pytest.raises(SystemExit) as ended:
        main(argv)
    out, err = capsys.readouterr()
    assert isinstance(ended.value.code, int)
    return ended.value.code, out, err


def test_every_word_of_argparse_is_known() -> None:
    """Whichever Python runs this; a new one may say new things."""
    calls = [
        node
        for node in ast.walk(ast.parse(inspect.getsource(argparse)))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("_", "ngettext")
    ]
    words = [
        one.value
        for call in calls
        for one in call.args
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
    ]

    assert "usage: " in words
    assert [one for one in words if one not in WORDS and not one.startswith(TO_PROGRAMMERS)] == []


def test_words_keep_the_places_of_argparse() -> None:
    place = re.compile(r"%(?:\(\w+\))?[sr]")

    for english, chinese in WORDS.items():
        assert sorted(place.findall(chinese)) == sorted(place.findall(english))


@pytest.mark.parametrize("verb", ["", *VERBS])
def test_help_is_chinese_to_the_last_word(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    argv = [verb] if verb else []

    status, out, err = said(capsys, *argv, "--help", "--lang", "zh")

    assert (status, err) == (0, "")
    assert out.startswith("用法：hegui")
    assert "选项：\n" in out
    assert "显示此帮助并退出" in out
    assert not re.search(r"\b(usage|options|positional|show this|exit|and|the)\b", out)
    explained = [line for line in out.splitlines() if re.search("[\u4e00-\u9fff]", line)]
    assert [line for line in explained if columns(line) > 80] == []


def test_wrong_use_is_said_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    for argv, sentence in (
        (("label",), "hegui label: 缺少必需的参数：FILE"),
        (("read", "a", "--bogus"), "hegui: 无法识别的参数：--bogus"),
        (("label", "a", "-o"), "hegui label: 参数 -o/--output：应有一个值"),
        (
            ("label", "a", "-o", "x", "--in-place"),
            "hegui label: 参数 --in-place：不能与参数 -o/--output 同时使用",
        ),
        (("code", "make"), "hegui code make: 以下参数须给出其一：--credit-code --individual"),
        (("read", "a", "--json=1"), "hegui read: 参数 --json：该参数不接受值，'1' 无效"),
    ):
        status, _, err = said(capsys, *argv, "--lang=zh")

        assert (status, err.splitlines()[-1]) == (2, sentence)


def test_a_wrong_choice_is_said_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = said(capsys, "--lang", "zh", "lable", "a")

    assert status == 2
    assert "hegui: 参数 VERB：无效的取值：'lable'" in err
    assert "可选：" in err


def test_english_stays_as_it_was_after_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    before = said(capsys, "label", "--help", "--lang", "en")
    said(capsys, "label", "--help", "--lang", "zh")

    assert said(capsys, "label", "--help", "--lang", "en") == before
    assert before[1].startswith("usage: hegui label")
    assert "show this help message and exit" in before[1]


def test_nothing_is_left_behind() -> None:
    names = vars(argparse)
    before = names["_"], names["ngettext"]
    within: list[str] = []

    def speak() -> None:
        with chinese_argparse():
            within.append(names["_"]("options"))
            within.append(names["_"]("said by nobody"))
            within.append(names["ngettext"]("expected %s argument", "expected %s arguments", 2))
            raise SystemExit

    with pytest.raises(SystemExit):
        speak()

    assert within == ["选项", "said by nobody", "应有 %s 个值"]
    assert (names["_"], names["ngettext"]) == before


def test_usage_is_set_in_below_its_first_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")

    _, out, _ = said(capsys, "label", "--help", "--lang", "zh")

    first, second = out.splitlines()[:2]
    assert columns(first[: first.index("[-h]")]) == second.index("[--")
    assert "\0" not in out


def test_lines_are_broken_by_columns() -> None:
    assert broken_lines("一二三四五", 6) == ["一二三", "四五"]
    assert broken_lines("一二三，四五", 6) == [
        "一二",
        "三，四",
        "五",
    ]  # no line begins with a comma
    assert broken_lines("一二（三四）", 6) == ["一二", "（三", "四）"]  # or ends with a bracket
    assert broken_lines("写入 hegui.toml 文件", 12) == ["写入", "hegui.toml", "文件"]
    assert broken_lines("  one \n two ", 40) == ["one two"]
    assert broken_lines("immeasurable", 4) == ["immeasurable"]
    assert broken_lines("", 10) == [""]

"""Banks from files: forms, encodings, and what is no bank."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hegui.assess.banks.encodings import decoded
from hegui.assess.banks.item import BankKind, Item, State
from hegui.assess.banks.reading import read_bank
from hegui.assess.banks.rows import rows
from hegui.assess.banks.subjects import risk_id
from hegui.assess.banks.writing import write_bank
from hegui.errors import BrokenFile, CeilingExceeded, HeguiError, UnknownFormat

ITEMS = (
    Item("k1", "某个词", "A.2.e", "own", "MIT", State.RELEASED, date(2026, 11, 1)),
    Item("k2", 'a "quoted", word\nof two lines', "A.1.f", suggested_by="m", note="x"),
)
HEAD = "id,keyword,risk,source,licence,state,date\n"
ROW = "k1,某个关键词语,A.2.e,自己整理的来源,MIT,released,2026-11-01\n"


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "yaml"])
@pytest.mark.parametrize("kind", [BankKind.KEYWORDS, BankKind.CONTENT])
def test_there_and_back(tmp_path: Path, suffix: str, kind: BankKind) -> None:
    path = str(tmp_path / f"bank.{suffix}")
    write_bank(path, kind, ITEMS, overwrite=False)

    read = read_bank(path, kind).items

    assert [(one.id, one.text, one.of, one.state, one.day, one.note) for one in read] == [
        (one.id, one.text, one.of, one.state, one.day, one.note) for one in ITEMS
    ]


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("gbk", "GBK"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
    ],
)
def test_encodings_are_recognised(tmp_path: Path, codec: str, name: str) -> None:
    path = tmp_path / "bank.csv"
    path.write_bytes((HEAD + ROW).encode(codec))

    bank = read_bank(str(path), BankKind.KEYWORDS)

    assert bank.encoding == name
    assert bank.items[0].text == "某个关键词语"


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("suffix", ["csv", "jsonl", "yaml"])
def test_utf_16_without_a_mark_is_read_in_every_form(
    tmp_path: Path, suffix: str, order: str
) -> None:
    path = tmp_path / f"bank.{suffix}"
    # The bytes of U+4E00 end in a zero: zeros then stand at even and at odd places.
    items = [Item(f"k{at}", f"第一个词，一共{at}个", "A.2.e") for at in range(9)]
    write_bank(str(path), BankKind.KEYWORDS, items, overwrite=False)
    path.write_bytes(path.read_text("utf-8").encode(order))

    bank = read_bank(str(path), BankKind.KEYWORDS)

    assert bank.encoding == "UTF-16"
    assert [one.text for one in bank.items] == [one.text for one in items]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("關鍵字庫的說明文字與內容".encode("big5"), "is neither UTF-8 nor GBK"),
        ("Zażółć gęślą jaźń, naïveté à côté".encode("iso-8859-2", "replace"), "neither UTF-8 nor"),
        ("été à Noël, garçon déjà vu".encode("latin-1"), "is neither UTF-8 nor GBK"),
        ("関連語の一覧です".encode("shift-jis"), "is neither UTF-8 nor GBK"),
        (b"\xff\xfe\x00", "is no valid UTF-16"),
        ("词".encode("utf-32"), "is in UTF-32"),
        (b"a\x00b", "holds zero bytes; write UTF-16 with a byte order mark"),
        (bytes(range(256)) * 4, "holds zero bytes; write UTF-16"),
    ],
)
def test_others_are_refused_and_not_guessed(data: bytes, reason: str) -> None:
    with pytest.raises(BrokenFile) as caught:
        decoded(data, "b.csv")
    assert reason in str(caught.value)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60))
def test_whatever_is_utf_8_is_read_as_that(text: str) -> None:
    assert decoded(("x" + text).encode(), "b")[0] == "x" + text


@given(st.binary(max_size=200))
def test_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        text, name = decoded(data, "b")
    except BrokenFile:
        return
    codec = {"UTF-8": "utf-8-sig", "GBK": "gb18030", "UTF-16": "utf-16"}[name]
    if not (name == "UTF-16" and data[:2] not in (b"\xff\xfe", b"\xfe\xff")):
        assert data.decode(codec) == text or data.decode("utf-8") == text


@given(
    st.sampled_from(["csv", "jsonl", "json", "yaml", "lines"]),
    st.text(alphabet='a1,"\n\t:-[]{}&*!|>\\\u2028漢 ', max_size=80),
)
def test_hostile_tables_give_rows_or_our_error(form: str, text: str) -> None:
    told = None
    try:
        found = list(rows(text, form, "t"))
    except HeguiError as error:
        found, told = [], error.path
    assert all(at >= 1 and isinstance(row, dict) for at, row in found)
    assert told in (None, "t")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("b.csv", HEAD + "k1,,A.2.e,,,,\n", "line 2: the text is empty"),
        ("b.csv", HEAD + "k1,x,A.9.z,,,,\n", "line 2: A.9.z is none of the 31 risks"),
        ("b.csv", HEAD + "k1,x,,,,maybe,\n", "line 2: maybe is no review state; there are"),
        ("b.csv", HEAD + "k1,x,,,,,1.11.2026\n", "line 2: 1.11.2026 is no day"),
        ("b.csv", HEAD + "k1,x\nk1,y\n", "line 3: the id k1 stands at line 2 too"),
        ("b.csv", HEAD + "1,2,3,4,5,6,7,8\n", "line 2: 8 cells under 7 names"),
        ("b.csv", "keyword,colour\nx,red\n", "line 2: colour is unknown here"),
        ("b.csv", 'keyword\n"x\n', "is no CSV"),
        ("b.jsonl", '{"text": "x"}\n{"text": \n', "line 2: is no JSON"),
        ("b.jsonl", "[1]\n", "line 1: is no object with members"),
        ("b.jsonl", '{"text": ["x"]}\n', "line 1: text has a value of another kind"),
        ("b.jsonl", '{"text": "\\ud800"}\n', "line 1: holds half a character"),
        ("b.yaml", "a: 1\n", "is no list of objects"),
        ("b.yaml", "- &a [x]\n- *a\n", "line 2: YAML aliases are not read"),
        ("b.yaml", "[" * 100_000, "line 1: is nested deeper than a table is"),
        ("b.yaml", "- !!python/object:os.system x\n", "is no YAML"),
    ],
)
def test_what_is_no_bank_is_told_with_its_line(
    tmp_path: Path, name: str, text: str, said: str
) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")

    with pytest.raises(BrokenFile) as caught:
        read_bank(str(path), BankKind.KEYWORDS)
    assert said in str(caught.value)
    assert str(caught.value).startswith(str(path))


@pytest.mark.parametrize(
    ("column", "kind"),
    [("question", BankKind.KEYWORDS), ("Prompt", BankKind.KEYWORDS), ("keyword", BankKind.CONTENT)],
)
def test_questions_are_no_keywords_and_keywords_no_questions(
    tmp_path: Path, column: str, kind: BankKind
) -> None:
    path = tmp_path / "b.jsonl"
    path.write_text(json.dumps({column: "x"}) + "\n", "utf-8")
    with pytest.raises(BrokenFile, match=f"line 1: has a column {column}: it is no bank of"):
        read_bank(str(path), kind)


def test_a_cell_and_a_file_have_ceilings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = tmp_path / "b.jsonl"
    long.write_text(json.dumps({"text": "x" * 1_000_001}), "utf-8")
    with pytest.raises(CeilingExceeded):
        read_bank(str(long), BankKind.CONTENT)
    monkeypatch.setattr("hegui.assess.banks.reading.MOST_BYTES", 10)
    with pytest.raises(CeilingExceeded):
        read_bank(str(long), BankKind.CONTENT)
    monkeypatch.undo()
    (tmp_path / "b.xlsx").write_bytes(b"x")
    with pytest.raises(UnknownFormat):
        read_bank(str(tmp_path / "b.xlsx"), BankKind.CONTENT)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A.2.e", "A.2.e"),
        ("A2e", "A.2.e"),
        ("A.2 e)", "A.2.e"),
        ("A.1（h）", "A.1.h"),
        ("性别歧视内容", "A.2.e"),
        ("性别歧视", "A.2.e"),
        ("A.5.c", None),
        ("A.6.a", None),
        ("", None),
    ],
)
def test_risks_however_they_are_written(text: str, expected: str | None) -> None:
    assert risk_id(text) == expected

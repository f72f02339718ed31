"""The parts of reading PDF: syntax, strings, filters, ciphers, cross-reference sections."""

from __future__ import annotations

import random
import zlib

import pytest

from hegui.errors import FileError
from hegui.files.source import Source
from hegui.structures.pdf.ciphers import Aes, padded, rc4, unpadded
from hegui.structures.pdf.document import Document
from hegui.structures.pdf.filters import (
    Coding,
    FilterError,
    Rows,
    index_rows,
    unpacked,
    unpredicted,
)
from hegui.structures.pdf.sections import At, Free, Within
from hegui.structures.pdf.strings import content, encoded, hexadecimal, literal, text_of
from hegui.structures.pdf.syntax import ShortError, SyntaxFaultError, parse
from hegui.structures.pdf.values import Array, Dictionary, Name, Reference, Text, Word
from tests.builders import pdf as build


def value(data: bytes) -> object:
    return parse(data, 0)[0]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"12 ", 12),
        (b"-7]", -7),
        (b"+.5", 0.5),
        (b"4.", 4.0),
        (b"true", True),
        (b"null", None),
        (b"/A#20B", Name(b"A B")),
        (b"/", Name(b"")),
        (b"12 0 R", Reference(12, 0)),
        (b"12 0 Rx", 12),
        (b"% c\n 3", 3),
        (b"<41 42>", Text(b"<41 42>", 0, 7)),
        (b"(a(b)\\)c)d", Text(b"(a(b)\\)c)", 0, 9)),
        (b"1.2.3", Word(b"1.2.3")),
        (b"9" * 30, Word(b"9" * 30)),
        (b"{", Word(b"{")),
    ],
)
def test_simple_objects(data: bytes, expected: object) -> None:
    assert value(data) == expected


def test_nested_objects_know_where_they_stand() -> None:
    data = b" << /A [1 2 0 R/N(x)] /B << >>/A null >> "
    found, end = parse(data, 0)
    assert isinstance(found, Dictionary)
    assert data[found.start : found.end] == data.strip()
    assert end == found.end
    first, second, third = found.entries
    assert data[first.start : first.end] == b"/A [1 2 0 R/N(x)]"
    assert data[second.value_start : second.end] == b"<< >>"
    assert isinstance(first.value, Array)
    assert first.value.items[:3] == (1, Reference(2, 0), Name(b"N"))
    assert third.key == b"A"
    assert found.get(b"A") is None
    assert found.get(b"C") is None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"]",
        b">>",
        b"[1",
        b"<< /A >>",
        b"<< 1 2 >>",
        b"[1 >>",
        b"(a",
        b"<41",
        b"[ endobj",
        b")",
    ],
)
def test_what_is_no_object(data: bytes) -> None:
    with pytest.raises(SyntaxFaultError):
        parse(data, 0)


def test_nesting_is_bounded() -> None:
    with pytest.raises(SyntaxFaultError, match="nested"):
        parse(b"[" * 100_000, 0)


@pytest.mark.parametrize("end", range(1, 80))
def test_a_cut_buffer_never_gives_another_object(end: int) -> None:
    data = (
        b"<< /A 12 0 R /B (text \\) in parentheses) /C <414243> /D [ 1.5 /N ] /E 7 >>" + b" " * 60
    )
    try:
        found, _ = parse(data[:end], 0, cut=True)
    except ShortError:
        return
    assert found == value(data)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (rb"(a\n\r\t\b\f\(\)\\z)", b"a\n\r\t\b\f()\\z"),
        (rb"(\101\7\53x\400)", b"A\7+x\0"),
        (b"(a\\\r\nb\\\nc)", b"abc"),
        (b"(a\r\nb\rc\nd)", b"a\nb\nc\nd"),
        (rb"(\q)", b"q"),
        (b"<4 1 4>", b"A@"),
        (b"<zz41>", b"A"),
        (b"<>", b""),
    ],
)
def test_strings(raw: bytes, expected: bytes) -> None:
    assert content(raw) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"abc", ("abc", "")),
        (b"\xfe\xff\x66\x25", ("春", "")),
        (b"\xef\xbb\xbf\xe6\x98\xa5", ("春", "")),
        (b"\xff\xfe\x25\x66", ("春", "utf-16-le")),
        (b"\xe6\x98\xa5", ("春", "utf-8")),
        (b"\x80\x8d\xa0\xe4\x1c", ("•“€ä˝", "")),
    ],
)
def test_text_strings(data: bytes, expected: tuple[str, str]) -> None:
    assert text_of(data) == expected


@pytest.mark.parametrize("text", ["plain (x) \\ y", "春 𝄞", "", "é"])
def test_written_strings_read_back(text: str) -> None:
    assert text_of(content(literal(encoded(text)))) == (text, "")
    assert text_of(content(hexadecimal(encoded(text)))) == (text, "")


# Filters.


def predicted(rows: list[bytes], kinds: list[int]) -> bytes:
    """PNG's filters applied, as its specification says (9.2)."""
    out = b""
    above = bytes(len(rows[0]))
    for row, kind in zip(rows, kinds, strict=True):
        out += bytes((kind,))
        for at, byte in enumerate(row):
            a = row[at - 1] if at else 0
            b = above[at]
            c = above[at - 1] if at else 0
            nearest = min((a, b, c), key=lambda one: abs(a + b - c - one))
            guess = (0, a, b, (a + b) // 2, nearest)[kind]
            out += bytes(((byte - guess) & 0xFF,))
        above = row
    return out


@pytest.mark.parametrize("kinds", [[0] * 6, [2] * 6, [0, 1, 2, 3, 4, 4], [4, 3, 1, 2, 0, 2]])
def test_predictors(kinds: list[int]) -> None:
    chance = random.Random(1)
    rows = [chance.randbytes(5) for _ in kinds]
    assert unpredicted(predicted(rows, kinds), 5) == b"".join(rows)


def test_one_row_of_many_costs_no_more_than_itself() -> None:
    chance = random.Random(2)
    packed = [chance.randbytes(5) for _ in range(20_000)]
    rows = Rows(predicted(packed, [2] * len(packed)), 5, predicted=True)
    for index in [0, 1, 19_999, *range(7, 19_000, 900)]:
        assert rows.row(index) == packed[index]
    assert rows.row(20_000) == b""


@pytest.mark.parametrize(
    ("data", "parameters"),
    [
        (predicted([b"ab"], [0]), b"<< /Predictor 2 >>"),
        (predicted([b"ab"], [0]), b"<< /Predictor 12 /Columns 0 >>"),
        (predicted([b"ab"], [0]), b"<< /Predictor 12 /Columns 2 /Colors 3 >>"),
        (b"\x07ab", b"<< /Predictor 12 /Columns 2 >>"),
        (b"\1ab" * 2_000_000, b"<< /Predictor 12 /Columns 2 >>"),
    ],
)
def test_predictors_that_are_not_undone(data: bytes, parameters: bytes) -> None:
    given = value(parameters)
    assert isinstance(given, Dictionary)
    with pytest.raises(FilterError):
        unpacked(zlib.compress(data), (Coding(b"FlateDecode", given),), 2**24)


def test_rows_of_another_width_than_the_entries() -> None:
    given = value(b"<< /Predictor 12 /Columns 2 >>")
    assert isinstance(given, Dictionary)
    with pytest.raises(FilterError, match="width"):
        index_rows(zlib.compress(b"\0ab"), (Coding(b"Fl", given),), 3, 100)


# Ciphers.


def test_aes_of_fips_197() -> None:
    plain = bytes.fromhex("00112233445566778899aabbccddeeff")
    for length, expected in (
        (16, "69c4e0d86a7b0430d8cdb78070b4c55a"),
        (32, "8ea2b7ca516745bfeafc49904b496089"),
    ):
        aes = Aes(bytes(range(length)))
        assert aes.encrypt(plain, bytes(16)).hex() == expected
        assert aes.decrypt(bytes.fromhex(expected), bytes(16)) == plain


def test_cbc_of_sp_800_38a() -> None:
    key = bytes.fromhex("2b7e151628aed2a6abf7158809cf4f3c")
    plain = bytes.fromhex("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51")
    cipher = "7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2"
    assert Aes(key).encrypt(plain, bytes(range(16))).hex() == cipher
    assert Aes(key).decrypt(bytes.fromhex(cipher), bytes(range(16))) == plain


def test_padding() -> None:
    for length in range(40):
        data = bytes(length)
        assert len(padded(data)) % 16 == 0
        assert unpadded(padded(data)) == data
    assert unpadded(b"x" * 16) == b"x" * 16
    assert unpadded(b"") == b""


def test_rc4_of_rfc_6229() -> None:
    assert rc4(bytes(range(1, 6)), bytes(16)).hex() == "b2396305f03dc027ccc3524a0a1118a8"
    assert rc4(b"Key", b"Plaintext").hex() == "bbf316e8d940af0ad3"


# Sections.


def document(data: bytes) -> Document:
    return Document(Source.of_bytes(data, "x.pdf"))


def test_a_table_is_looked_up_where_it_stands() -> None:
    data = build.classic(build.page(build.information()))
    (section,) = document(data).sections
    assert section.find(4) == At(data.index(b"4 0 obj"), 0)
    assert section.find(0) == Free(0, 65535)
    assert section.find(6) is None
    assert section.end == 6
    assert section.numbers(10) == [0, 1, 2, 3, 4, 5]
    assert section.numbers(3) is None


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b" \r", b"\r"])
def test_tables_with_other_line_ends(end: bytes) -> None:
    objects = build.page(build.information())
    body, offsets = build.bodies(objects, len(build.HEADER))
    table = build.table(offsets, end=end)
    tail = table + b"trailer" + build.trailer(objects) + b"\n"
    data = build.HEADER + body + tail + build.ending(len(build.HEADER) + len(body))
    (section,) = document(data).sections
    assert [section.find(n) for n in (1, 5)] == [At(offsets[1], 0), At(offsets[5], 0)]
    assert document(data).fault is None


def test_a_table_that_wrongly_begins_with_one() -> None:
    data = build.classic(build.page()).replace(b"xref\n0 5", b"xref\n1 5")
    assert document(data).fault is None
    assert document(data).catalog().value == document(build.classic(build.page())).catalog().value


@pytest.mark.parametrize("predicted", [False, True])
def test_a_stream_is_a_table_too(predicted: bool) -> None:
    data = build.compact(build.page(build.information()), predicted=predicted)
    (section,) = document(data).sections
    assert section.find(4) == At(data.index(b"4 0 obj"), 0)
    assert section.find(5) == Within(6, 3)
    assert section.find(0) == Free()
    assert section.find(99) is None
    assert section.numbers(100) == list(range(8))
    assert section.numbers(3) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"/W [1 3 2]", b"/W [1 3  ]"),
        (b"/W [1 3 2]", b"/W [1 9 2]"),
        (b"/Index [0 8]", b"/Index [0 -8]"),
        (b"/Type /XRef", b"/Type /Xref"),
        (b"/Columns 6", b"/Columns 7"),
        (b"/Filter /FlateDecode /DecodeParms", b"/Filter /LZWDecode   /DecodeParms"),
    ],
)
def test_damaged_streams(old: bytes, new: bytes) -> None:
    data = build.compact(build.page(build.information()))
    assert old in data
    with pytest.raises(FileError):
        document(data.replace(old, new)).catalog()


def test_entries_without_a_kind_are_of_objects_in_use() -> None:
    objects = {one: body for one, body in build.page().items() if one < 4}
    body, offsets = build.bodies(objects, len(build.HEADER))
    rows = b"".join(offset.to_bytes(3) for offset in (0, *offsets.values()))
    own = build.stream(rows, b"/Type /XRef /W [0 3 0] /Size 4 /Root 1 0 R")
    at = len(build.HEADER) + len(body)
    data = build.HEADER + body + b"4 0 obj\n%b\nendobj\n" % own + build.ending(at)
    assert document(data).catalog().reference == Reference(1, 0)
    (section,) = document(data).sections
    assert section.find(0) == Free()

"""HTML: which elements are labels, where a new one goes, and what stays."""

from __future__ import annotations

import contextlib
import html.parser
import random
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hegui.aigc import transcribe
from hegui.errors import BrokenFile, CeilingExceeded, FileError, NoSlot
from hegui.files.edits import apply_edits
from hegui.files.source import Ceilings, Source
from hegui.implicit.container import Reading
from hegui.implicit.formats.html import Html
from hegui.implicit.table import open_container
from tests.builders.html import CHARSET, SAMPLES, TITLE, meta, page, xhtml
from tests.builders.labels import BARE, WRAPPED
from tests.limits import within

NEW = BARE.replace("4f7c1f9e-a01", "a'&<b>春")
WRITTEN = meta()
OLDER_CHARSET = '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=gbk">'


def opened(data: bytes, ceilings: Ceilings | None = None) -> Html:
    source = Source.of_bytes(data, "x.html", ceilings or Ceilings())
    container = open_container(source)
    assert isinstance(container, Html)
    return container


def read(data: bytes) -> Reading:
    return opened(data).read()


def labelled(data: bytes, text: str = BARE) -> bytes:
    return apply_edits(data, opened(data).plan(text))


def essence(data: bytes) -> bytes:
    pieces = opened(data).essence()
    return b"".join(one if isinstance(one, bytes) else data[one[0] : one[1]] for one in pieces)


class Browser(html.parser.HTMLParser):
    """Python's own parser, asked for the metas it sees."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.metas: list[dict[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "meta":
            self.metas.append(dict(attrs))


@pytest.mark.parametrize(
    ("form", "slot", "prescribed"),
    [
        (WRITTEN, "html.meta", True),
        (f"<META CONTENT='{BARE}' NAME=AIGC>", "html.meta", True),
        (f'<meta\n name = "AIGC"\n content\t=\r\n"{escape(BARE)}"\n/>', "html.meta", True),
        (f"<meta name='&#65;IGC' content={escape(BARE)}>", "html.meta", True),
        (f'<meta name=AIGC content="{escape(BARE)}" content="x" name=y>', "html.meta", True),
        (meta(form='<meta name="aigc" content="{}">'), "html.meta", False),
        (meta(form='<meta property="AIGC" content="{}">'), "html.meta", False),
        (meta(WRAPPED, '<meta name="description" content="{}">'), "html.meta", False),
        (f'<title>{WRITTEN}</title><link rel="x" title=">">{WRITTEN}', "html.meta", True),
        (f"</head><body>{WRITTEN}", "html.meta-body", False),
        (f"text {WRITTEN}", "html.meta-body", False),
        (f"<p>{WRITTEN}", "html.meta-body", False),
    ],
)
def test_dialects(form: str, slot: str, prescribed: bool) -> None:
    data = page(CHARSET + form).encode()
    (site,) = read(data).sites
    assert (site.slot, site.prescribed, site.dialect) == (slot, prescribed, "json")
    assert site.parsed is not None
    assert transcribe(site.parsed) == BARE
    written = data[site.offset : site.offset + site.length]
    assert written.lower().startswith(b"<meta")
    assert written.endswith(b">")
    assert written.count(b">") == 1


@pytest.mark.parametrize(
    "form",
    [
        "<!-- {} -->",
        "<!--> {} <!-- -->".replace("{}", ""),
        "<!-- > {} --!>",
        "<script>{}</script>",
        "<style>{}</style >",
        "<title>{}</TITLE\n>",
        "<noscript>{}</noscript>",
        "<template>{}<template></template>{}</template>",
        "<textarea>{}</textarea>",
        "<script>'</scripty>{}'</script>",
        '<link title="{}">'.replace('"', "'"),
        "<!-- {}",
        "<script>{}",
        "<meta name='AIGC'",
        '<meta name="AIGC">',
        "<meta name='generator' content='AIGC'>",
    ],
)
def test_what_is_no_label(form: str) -> None:
    data = page(form.replace("{}", WRITTEN)).encode()
    assert read(data).sites == ()
    result = labelled(data)
    (site,) = read(result).sites
    assert site.prescribed


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (page(CHARSET + "\n  " + TITLE), page(f"{CHARSET}\n  {WRITTEN}\n  {TITLE}")),
        (page(TITLE + CHARSET), page(TITLE + CHARSET + "\n  " + WRITTEN)),
        (page(TITLE), page(WRITTEN + "\n  " + TITLE)),
        (
            page(OLDER_CHARSET + '<base href="/">'),
            page(OLDER_CHARSET + WRITTEN + '<base href="/">'),
        ),
        ("<!DOCTYPE html>\r\n<html>\r\n<p>", f"<!DOCTYPE html>\r\n<html>\r\n{WRITTEN}\r\n<p>"),
        ("<!doctype html><p>", f"<!doctype html>{WRITTEN}<p>"),
        ("<!-- a --><!doctype html><!-- <html> --><p>", None),
        ("<head></head>", f"<head>{WRITTEN}</head>"),
        ("\ufeff<html><!-- a --><body>", f"\ufeff<html>{WRITTEN}<!-- a --><body>"),
        (page(meta(WRAPPED)), page(WRITTEN)),
        (
            page(f"<meta name='AIGC' content='{WRAPPED}'>"),
            page(meta(form="<meta name='AIGC' content='{}'>")),
        ),
        (page("<meta name=AIGC content=x >"), page(meta(form='<meta name=AIGC content="{}" >'))),
        (page("<meta name=AIGC content>"), page(meta(form='<meta name=AIGC content="{}">'))),
        (page("<meta name=AIGC content=>"), page(meta(form='<meta name=AIGC content="{}">'))),
        (page(f"{TITLE}\n  {WRITTEN}\n  {WRITTEN}"), page(f"{TITLE}\n  {WRITTEN}")),
        (page(WRITTEN + "\n  " + CHARSET), page(f"{CHARSET}\n  {WRITTEN}")),
        (page("", before="").replace("<h1>", WRITTEN + "<h1>"), None),
        (
            xhtml("<head><script/><title>x</title></head>"),
            xhtml(f"<head>{WRITTEN[:-1]} /><script/><title>x</title></head>"),
        ),
        (xhtml(""), xhtml(f"<head>{WRITTEN[:-1]} /></head>")),
        (
            '<html xmlns="http://www.w3.org/1999/xhtml"><head><body>',
            f'<html xmlns="http://www.w3.org/1999/xhtml"><head>{WRITTEN[:-1]} /><body>',
        ),
    ],
)
def test_where_it_goes(before: str, after: str | None) -> None:
    result = labelled(before.encode())
    assert essence(result) == essence(before.encode())
    assert [one.prescribed for one in read(result).sites] == [True]
    if after is not None:
        assert result.decode() == after


@pytest.mark.parametrize("name", SAMPLES)
def test_a_browsers_parser_sees_one_label(name: str) -> None:
    data = labelled(SAMPLES[name](), NEW)
    codec = {"utf-16": "utf-16", "gbk": "gbk"}.get(name, "utf-8")
    metas = Browser(data.decode(codec)).metas
    seen = [one["content"] for one in metas if one.get("name") == "AIGC"]
    assert seen == ([BARE, NEW] if name == "quoted-elsewhere" else [NEW])  # it knows no templates


@pytest.mark.parametrize("name", SAMPLES)
def test_all_else_stays(name: str) -> None:
    data = SAMPLES[name]()
    assert essence(labelled(data, NEW)) == essence(data)


def test_the_declared_encoding_counts() -> None:
    text = BARE.replace("4f7c1f9e-a01", "春")
    for charset in ("gbk", "gb18030", "big5", "utf-8", "no-such"):
        codec = "gb18030" if charset == "no-such" else charset
        head = f'<meta charset="{charset}">\n<meta name="AIGC" content=\'{text}\'>'
        (site,) = read(page(head).encode(codec).replace(b"\xe6\x98\xa5", b"\xe6\x98\xa5")).sites
        assert site.text == text, charset


def test_utf_16_of_either_order() -> None:
    text = page(meta(NEW) + "<title>𝄞 春</title>")
    for codec, mark in (("utf-16-le", "\ufeff"), ("utf-16-be", "\ufeff"), ("utf-16-be", "")):
        data = (mark + text).encode(codec)
        (site,) = read(data).sites
        assert data[site.offset : site.offset + site.length] == meta(NEW).encode(codec)
        assert site.text == NEW
        result = labelled(data).decode(codec)
        assert result == mark + page(WRITTEN + "<title>𝄞 春</title>")


def test_the_declaration_stays_within_the_first_bytes() -> None:
    data = page(f"{meta(form='<meta name=AIGC content={}>').replace(BARE, 'x')}{CHARSET}").encode()
    long = BARE.replace("4f7c1f9e-a01", "x" * 2000)
    for head in (meta("{}") + CHARSET, CHARSET + meta("{}"), TITLE + CHARSET):
        result = labelled(page(head).encode(), long)
        assert 0 < result.index(CHARSET.encode()) < 1000
    assert CHARSET.encode() in labelled(data, long)[:1024]


def test_a_large_document_is_looked_at_as_far_as_its_ceiling() -> None:
    ceilings = Ceilings(allocation=64 * 1024)
    large = page(CHARSET).encode() + b"<p>" + b"x" * 200_000
    container = opened(large, ceilings)
    assert container.read().blind == ()
    (edit,) = container.plan(BARE)
    assert edit.length == 0
    endless = b"<!DOCTYPE html><html><head><script>" + b"x" * 200_000 + b"</script></head>"
    container = opened(endless, ceilings)
    assert "head does not end" in str(container.read().blind[0])
    with pytest.raises(CeilingExceeded):
        container.plan(BARE)


@pytest.mark.parametrize(
    "text",
    [
        "<" * 300_000,
        "<a " * 200_000,
        "<!--" * 200_000,
        "</" * 200_000,
        "<meta a='" * 100_001,
        "<template>" * 100_000,
        "<script>" * 100_000,
        "<meta" + " a" * 300_000,
        "<!" * 200_000,
    ],
)
def test_hostile_markup_costs_little(text: str) -> None:
    with within(20):  # of a growth with the square, minutes
        for data in (page(text).encode(), ("<html><p><meta >" + text).encode()):
            with contextlib.suppress(CeilingExceeded):
                container = opened(data)
                container.read()
                container.plan(BARE)


def test_more_tags_than_any_document_has() -> None:
    with pytest.raises(CeilingExceeded):
        opened(("<html><p><meta >" + "<b>" * 300_000).encode())


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<!DOCTYPE html>", True),
        ("  <!-- a -- b -->\n<!doctype\tHTML PUBLIC ''>", True),
        ("<?xml version='1.0'?><!DOCTYPE html>", True),
        ("<html>", True),
        ("<HTML lang=zh>", True),
        ("<head>", True),
        ("<header>", False),
        ("<!DOCTYPE htmlx>", False),
        ("<!DOCTYPE svg>", False),
        ("<?xml version='1.0'?><svg/>", False),
        ("# Title\n<html>", False),
        ("<!-- a --># Title\n", False),
        ("text <html>", False),
        ("<!-- <html> ", False),
    ],
)
def test_what_counts_as_html(head: str, expected: bool) -> None:
    assert Html.sniff(head.encode()) is expected
    assert Html.sniff(head.encode("utf-16")) is expected


def test_other_text_is_still_itself() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><title>&lt;html&gt;</title></svg>'
    assert open_container(Source.of_bytes(svg, "x.svg")).kind.id == "svg"
    assert open_container(Source.of_bytes(b"# a\n<html>\n", "x.md")).kind.id == "markdown"
    with pytest.raises(NoSlot):
        open_container(Source.of_bytes(b"a <html> b", "x.txt"))


def test_a_document_that_breaks_off_in_its_first_line() -> None:
    container = opened(b'<!DOCTYPE html PUBLIC "x')
    assert container.read().sites == ()
    with pytest.raises(BrokenFile, match="breaks off"):
        container.plan(BARE)


def test_it_cannot_be_changed_in_place() -> None:
    assert opened(SAMPLES["plain"]()).plan_in_place(BARE) is None


@given(st.integers(), st.lists(st.tuples(st.integers(0), st.binary(max_size=6)), max_size=8))
@settings(max_examples=300, deadline=None)
def test_any_bytes_give_a_reading_or_an_error(
    choice: int, changes: list[tuple[int, bytes]]
) -> None:
    data = random.Random(choice).choice(list(SAMPLES.values()))()
    for at, new in changes:
        at %= len(data)
        data = data[:at] + new + data[at + len(new) // 2 :]
    if not Html.sniff(data[:4096]):
        return
    try:
        container = Html(Source.of_bytes(data, "x.html"))
        container.read()
        result = apply_edits(data, container.plan(BARE))
    except FileError as error:
        assert error.path == "x.html"  # noqa: PT017 - the error's own content is what is tested
    else:
        assert [one.prescribed for one in Html(Source.of_bytes(result, "x.html")).read().sites] == [
            True
        ]


@pytest.mark.parametrize(
    ("old", "new"), [("1 < 2", "1 < 3"), ("autumn", "winter"), ("utf-8", "utf-7"), ("<h1>", "<h2>")]
)
def test_the_essence_notices_a_change(old: str, new: str) -> None:
    text = page(CHARSET + "\n  " + TITLE)
    assert old in text
    assert essence(text.replace(old, new).encode()) != essence(text.encode())
    assert essence(text.replace("  <title>", "<title>").encode()) == essence(text.encode())

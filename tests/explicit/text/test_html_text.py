"""The label in HTML pages: one note in the body, where a page shows it."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from hegui.errors import (
    NoRoom,
)
from hegui.explicit.stock_wording import LANGUAGES
from hegui.explicit.text.find_text import find
from hegui.explicit.text.placing import Place
from hegui.explicit.text.text import Form, label
from hegui.explicit.wording import stock
from tests.explicit.text.steps import LONG, put
from tests.plans import spliced_out


class Shown(HTMLParser):
    """What an independent parser sees: the text of the body by its nearest element."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.stack: list[str] = []
        self.notes: list[tuple[str, str]] = []
        self.role = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if dict(attrs).get("role") == "note":
            self.notes.append((">".join(self.stack), ""))
            self.role = tag
        if tag not in ("meta", "link", "br", "img"):
            self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.stack and self.stack.pop() != tag:
            pass
        if tag == self.role:
            self.role = ""

    def handle_data(self, data: str) -> None:
        if self.role:
            where, text = self.notes[-1]
            self.notes[-1] = (where, text + data)


PAGE = (
    '<!doctype html>\n<html lang="zh">\n<head><meta charset="utf-8"><title>AI生成</title>\n'
    "<style>p{}</style></head>\n<body class=x>\n<header><p>h</p></header>\n<p>a</p><ul><li><p>b</p>"
    "</li></ul>\n<p>c</p>\n<p>d</p>\n<script>'</body>'</script>\n</body>\n</html>\n"
)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("place", list(Place))
def test_html_gets_one_note_in_its_body(place: Place, lang: str) -> None:
    labelled = put(PAGE, place, Form.HTML, lang)
    (note,) = Shown(labelled).notes

    assert note == ("html>body", stock(lang).text)
    assert spliced_out(PAGE.encode(), labelled.encode())
    before = {Place.START: "<header>", Place.MIDDLE: "<p>d</p>", Place.END: "</body>"}[place]
    assert labelled.index('role="note"') < labelled.rindex(before)
    assert labelled.index('role="note"') > labelled.index("<body class=x>")
    if place is Place.END:
        assert labelled.index('role="note"') > labelled.index("</script>")


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>a</p>", "{note}\n<p>a</p>"),
        ("<html><head><title>t</title></head>text", "<title>t</title></head>\n{note}text"),
        ("<title>t</title>\ntext<p>a", "<title>t</title>\n\n{note}text<p>a"),
        ("just text", "{note}\njust text"),
        ("<!-- c --><html><body></body></html>", "<body>\n{note}</body>"),
        ("", "{note}\n"),
    ],
)
def test_pages_without_all_their_tags(page: str, expected: str) -> None:
    note = f'<p role="note" lang="zh-CN">{LONG}</p>'

    assert expected.format(note=note) in put(page, Place.START, Form.HTML)


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>{}</p>",
        "<p hidden>{}",
        '<div hidden="until-found"><div>a</div>{}</div>',
        "<div style='color:red;display: none'><br><p>{}</div>",
        '<span style="VISIBILITY:hidden">{}</span>',
    ],
)
def test_what_a_page_hides_is_no_label(hidden: str) -> None:
    page = f"<body>{hidden.format(LONG)}<p>words</p></body>"
    assert find(page, Form.HTML) == ()
    labelled = put(page, Place.START, Form.HTML)
    assert labelled.count(LONG) == 2
    (found,) = find(labelled, Form.HTML)
    assert found.line == 1


@pytest.mark.parametrize(
    "shown",
    [
        '<p title="not hidden ">{}</p>',
        '<img hidden><input type="hidden"><p>{}</p>',
        "<p hidden>a<p>{}</p>",
        "<div hidden>a</div><p>{}</p>",
        '<p data-hidden="1" style="overflow:hidden">{}</p>',
    ],
)
def test_what_a_page_shows_is_a_label(shown: str) -> None:
    page = f"<body>{shown.format(LONG)}</body>"
    assert [one.wording for one in find(page, Form.HTML)] == [LONG]
    assert put(page, Place.START, Form.HTML) == page


@pytest.mark.parametrize(
    ("page", "part"),
    [
        ("<p>a</p><script>open", "<script>"),
        ("<p>a</p><!-- open", "<!--"),
        ("<html><frameset cols=1><frame src=x></frameset></html>", "frames"),
    ],
)
def test_pages_in_which_a_label_would_be_hidden(page: str, part: str) -> None:
    with pytest.raises(NoRoom, match=part):
        put(page, Place.END, Form.HTML)


@pytest.mark.parametrize(
    ("head", "codec", "shown"),
    [
        ('<meta charset="gb2312">', "gb18030", LONG.encode("gb18030")),
        ('<meta charset="utf-8">', "utf-8", LONG.encode()),
        ('<meta charset="Shift_JIS">', "shift_jis", b"&#26412;"),
        ("", "utf-8", b"&#26412;"),
        ("", "latin-1", b"&#26412;"),
    ],
)
def test_a_page_is_written_in_its_own_encoding_or_in_references(
    tmp_path: Path, head: str, codec: str, shown: bytes
) -> None:
    text = "日本" if codec == "shift_jis" else "café" if codec == "latin-1" else "中文"
    data = f"<html><head>{head}</head><body><p>{text}</p></body></html>".encode(codec)
    source, sink = tmp_path / "a.html", tmp_path / "sink.html"
    source.write_bytes(data)
    label(str(source), str(sink), stock())

    assert shown in sink.read_bytes()
    assert Shown(sink.read_bytes().decode(codec)).notes == [("html>body", LONG)]
    label(str(sink), str(source), stock())
    assert source.read_bytes() == sink.read_bytes()

"""Small HTML documents; each says what is odd about it."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from tests.builders.labels import BARE, WRAPPED

CHARSET = '<meta charset="utf-8">'
TITLE = "<title>春 &amp; <b>autumn</b></title>"
BODY = "<body>\n<h1>春</h1>\n<p title='>'>1 < 2 && 3 > 2</p>\n</body>"


def page(head: str, *, before: str = "<!DOCTYPE html>\n", end: str = "\n") -> str:
    """A document with a head of its own, a piece of markup on each line."""
    lines = ['<html lang="zh">', "<head>", f"  {head}", "</head>", BODY, "</html>", ""]
    return before + end.join(lines)


def meta(text: str = BARE, form: str = '<meta name="AIGC" content="{}">') -> str:
    """A label as a meta element, in some way of writing one."""
    return form.format(escape(text))


def xhtml(head: str) -> str:
    """XHTML, in which nothing is closed by itself and <script/> is empty."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 '
        'Strict//EN"\n "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml">{head}<body><p>春</p></body></html>\n'
    )


SAMPLES: dict[str, Callable[[], bytes]] = {
    "plain": lambda: page(CHARSET + "\n  " + TITLE).encode(),
    "labelled": lambda: page(f"{CHARSET}\n  {meta()}\n  {TITLE}").encode(),
    "lines-of-windows": lambda: page(
        CHARSET, before="\ufeff<!doctype HTML>\r\n", end="\r\n"
    ).encode(),
    "no-head": lambda: ("<!DOCTYPE html>\n<html>\n" + BODY).encode(),
    "no-tags": lambda: b"<!-- x --><!DOCTYPE html><p>text",
    "upper-case": lambda: page(f"<META CONTENT='{escape(BARE)}' NAME=AIGC>").encode(),
    "wrapped": lambda: page(meta(WRAPPED)).encode(),
    "single-quotes": lambda: page(f"<meta name='AIGC' content='{BARE}'>").encode(),
    "no-quotes": lambda: page("<meta name=AIGC content=" + escape(BARE) + ">").encode(),
    "other-case": lambda: page(meta(form='<meta name="aigc" content="{}"/>')).encode(),
    "property": lambda: page(meta(form='<meta property="AIGC" content="{}">')).encode(),
    "several": lambda: page(f"{meta()}\n  {CHARSET}{meta()}{meta()}\n").encode(),
    "in-body": lambda: page(CHARSET).replace("<h1>", meta() + "<h1>").encode(),
    "quoted-elsewhere": lambda: page(
        f"<!-- {meta()} --><script>'{meta()}'</script><template>{meta()}</template>{CHARSET}"
    ).encode(),
    "empty-content": lambda: page('<meta name="AIGC" content>').encode(),
    "gbk": lambda: page('<meta http-equiv="Content-Type" content="text/html; charset=gbk">').encode(
        "gbk"
    ),
    "utf-16": lambda: page(meta() + TITLE + "𝄞").encode("utf-16"),
    "xhtml": lambda: xhtml(f"<head><script src='x'/>{TITLE}</head>").encode(),
    "xhtml-no-head": lambda: xhtml("").encode(),
}

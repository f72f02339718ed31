"""An e-mail read by Python's own parser."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

import pytest

from hegui.render.document.blocks import Document, Heading, Paragraph, same
from hegui.render.document.mail import mail
from hegui.render.document.markdown import markdown
from hegui.render.document.page import page
from hegui.render.report import Said

MADE = datetime(2026, 11, 22, tzinfo=UTC)
DOCUMENT = Document(
    Said("Rules\r\nBcc: x@example.org", "规则\nBcc: 一" + "很长的题目" * 30),
    (Heading(same("One")), Paragraph(same("中文 & <b>"))),
    MADE,
)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_text_and_html_of_the_same(lang: str) -> None:
    data = mail(DOCUMENT, lang)
    read = message_from_bytes(data, policy=policy.default)
    assert isinstance(read, EmailMessage)
    assert not read.defects
    assert read.get_content_type() == "multipart/alternative"
    text, html = read.iter_parts()
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert not text.defects
    assert not html.defects
    # The line ends of a message are CRLF (RFC 5322 2.1).
    assert text.get_content().replace("\r\n", "\n") == markdown(DOCUMENT, lang)
    assert html.get_content().splitlines() == page(DOCUMENT, lang, both=False).splitlines()
    assert "<script" not in html.get_content()
    assert parsedate_to_datetime(read["Date"]) == MADE
    assert read["Bcc"] is None
    assert read["Subject"] == " ".join(DOCUMENT.title.in_(lang).split())
    lines = data.split(b"\r\n")
    assert all(len(line) <= 998 and b"\n" not in line for line in lines)  # 2.1.1
    assert data.isascii()


def test_the_same_document_is_the_same_message_and_another_is_another() -> None:
    assert mail(DOCUMENT, "en") == mail(DOCUMENT, "en")
    ids = {message_from_bytes(mail(DOCUMENT, lang))["Message-ID"] for lang in ("en", "zh")}
    assert len(ids) == 2

"""A document as an e-mail (RFC 5322): text and HTML of the same, in one language, no scripts.

The same document gives the same bytes: the moment comes from the document, identifier and
boundary from a digest of it. Whoever sends it sets sender and receivers.
"""

from __future__ import annotations

import hashlib
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from hegui.render.document.blocks import Document
from hegui.render.document.markdown import markdown
from hegui.render.document.page import page

_DOMAIN = "hegui.invalid"  # RFC 2606: a domain that is nobody's


def mail(document: Document, lang: str) -> bytes:
    """The message: multipart/alternative of Markdown as text/plain, and HTML (RFC 2046 5.1.4).

    Mail programs that know ``X-Unsent`` open it as a draft.
    """
    text, html = markdown(document, lang), page(document, lang, both=False)
    title = " ".join(filter(None, (document.title.in_(lang), document.subtitle.in_(lang))))
    digest = hashlib.sha256(f"{title}\0{document.made.isoformat()}\0{text}\0{html}".encode())
    message = EmailMessage(policy=SMTP)
    message["From"] = f"{document.author} <newsletter@{_DOMAIN}>"
    message["Date"] = format_datetime(document.made)
    message["Message-ID"] = f"<{digest.hexdigest()[:32]}@{_DOMAIN}>"
    message["Subject"] = " ".join(title.split())
    message["Content-Language"] = "zh-Hans" if lang == "zh" else "en"
    message["X-Unsent"] = "1"
    message.set_content(text, cte="base64")
    message.add_alternative(html, subtype="html", cte="base64")
    message.set_boundary(f"=_{digest.hexdigest()[32:]}")
    return message.as_bytes()

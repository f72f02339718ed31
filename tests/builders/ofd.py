"""Small OFD files; each says what is odd about it."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from tests.builders.labels import BARE, WRAPPED
from tests.builders.zip_archive import archive, plain

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
SPACE = "http://www.ofdspec.org/2016"
DOCUMENT = (
    DECLARATION + f'<ofd:Document xmlns:ofd="{SPACE}"><ofd:CommonData><ofd:MaxUnitID>1'
    "</ofd:MaxUnitID></ofd:CommonData><ofd:Pages/></ofd:Document>"
)


def datum(value: str, name: str = "AIGC") -> str:
    """A custom datum."""
    return f'<ofd:CustomData Name="{name}">{escape(value, quote=False)}</ofd:CustomData>'


def data(inner: str) -> str:
    """The list of custom data."""
    return f"<ofd:CustomDatas>{inner}</ofd:CustomDatas>"


def body(more: str = "", *, number: int = 0, signatures: str = "") -> str:
    """One document of the file."""
    return (
        f"<ofd:DocBody><ofd:DocInfo><ofd:DocID>1f{number}</ofd:DocID><ofd:Title>春</ofd:Title>"
        f"{more}</ofd:DocInfo><ofd:DocRoot>Doc_{number}/Document.xml</ofd:DocRoot>{signatures}"
        "</ofd:DocBody>"
    )


def ofd(*bodies: str) -> bytes:
    """A file of one or several documents."""
    entry = (
        DECLARATION
        + f'<ofd:OFD xmlns:ofd="{SPACE}" Version="1.0" DocType="OFD">'
        + "".join(bodies)
        + "</ofd:OFD>"
    )
    members: dict[str, bytes | str] = {"OFD.xml": entry}
    members |= {f"Doc_{number}/Document.xml": DOCUMENT for number in range(len(bodies))}
    return archive(plain(members))


SAMPLES: dict[str, Callable[[], bytes]] = {
    "plain": lambda: ofd(body()),
    "labelled": lambda: ofd(body(data(datum(BARE)))),
    "foreign": lambda: ofd(body(data(datum("1", "template-version")))),
    "letters": lambda: ofd(body(data(datum(WRAPPED, "aigc") + datum(BARE)))),
    "title": lambda: ofd(body(f"<ofd:Abstract>{escape(WRAPPED)}</ofd:Abstract>")),
    "second": lambda: ofd(body(), body(data(datum(BARE)), number=1)),
    "no-prefix": lambda: archive(
        plain(
            {
                "OFD.xml": f'<OFD xmlns="{SPACE}"><DocBody><DocInfo/>'
                "<DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>",
                "Doc_0/Document.xml": DOCUMENT,
            }
        )
    ),
}

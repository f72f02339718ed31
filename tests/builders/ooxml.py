"""Small Word, Excel and PowerPoint documents; each says what is odd about it."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from tests.builders.labels import BARE, WRAPPED
from tests.builders.zip_archive import Item, archive, plain

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
TRANSITIONAL = "http://schemas.openxmlformats.org/officeDocument/2006/"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
FMTID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
POWERPOINT = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"

DOCUMENT = (
    DECLARATION + '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/'
    'main"><w:body><w:p><w:r><w:t>春眠不觉晓。</w:t></w:r></w:p></w:body></w:document>'
)
WORKBOOK = (
    DECLARATION + '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheets/></workbook>"
)
SLIDES = (
    DECLARATION + '<p:presentation xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/'
    'main"/>'
)
CORE = (
    DECLARATION + f'<cp:coreProperties xmlns:cp="{PACKAGE}metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>春</dc:title>'
    "<dc:description>{}</dc:description></cp:coreProperties>"
)


def types(main: str = WORD, part: str = "/word/document.xml", more: str = "") -> str:
    """[Content_Types].xml."""
    return (
        DECLARATION + f'<Types xmlns="{PACKAGE}content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="{part}" ContentType="{main}"/>{more}</Types>'
    )


def relationships(target: str = "word/document.xml", more: str = "", space: str = "") -> str:
    """_rels/.rels, with rId1 for the main part and rId2 for the core properties."""
    space = space or TRANSITIONAL
    return (
        DECLARATION + f'<Relationships xmlns="{PACKAGE}relationships">'
        f'<Relationship Id="rId1" Type="{space}relationships/officeDocument" Target="{target}"/>'
        f'<Relationship Id="rId2" Type="{PACKAGE}relationships/metadata/core-properties" '
        f'Target="docProps/core.xml"/>{more}</Relationships>'
    )


def custom_type(name: str = "/docProps/custom.xml") -> str:
    """The content type of the part with custom properties."""
    return f'<Override PartName="{name}" ContentType="{CUSTOM_TYPE}"/>'


def custom_relationship(target: str = "docProps/custom.xml", kind: str = "") -> str:
    """The relationship to the part with custom properties."""
    kind = kind or TRANSITIONAL + "relationships/custom-properties"
    return f'<Relationship Id="rId3" Type="{kind}" Target="{target}"/>'


def prop(
    value: str, name: str = "AIGC", pid: int = 2, fmtid: str = FMTID, kind: str = "lpwstr"
) -> str:
    """One custom property."""
    return (
        f'<property fmtid="{fmtid}" pid="{pid}" name="{name}">'
        f"<vt:{kind}>{escape(value, quote=False)}</vt:{kind}></property>"
    )


def custom(properties: str) -> str:
    """The part with custom properties."""
    return (
        DECLARATION + f'<Properties xmlns="{TRANSITIONAL}custom-properties" '
        f'xmlns:vt="{TRANSITIONAL}docPropsVTypes">{properties}</Properties>'
    )


def parts(properties: str | None = None, *, description: str = "") -> dict[str, bytes | str]:
    """The members of a Word document, with custom properties if given."""
    more = properties is not None
    members: dict[str, bytes | str] = {
        "[Content_Types].xml": types(more=custom_type() if more else ""),
        "_rels/.rels": relationships(more=custom_relationship() if more else ""),
        "word/document.xml": DOCUMENT,
        "docProps/core.xml": CORE.format(escape(description, quote=False)),
    }
    if properties is not None:
        members["docProps/custom.xml"] = custom(properties)
    members["word/media/图.bin"] = bytes(range(256))
    return members


def word(properties: str | None = None, *, description: str = "") -> bytes:
    """A Word document."""
    return archive(plain(parts(properties, description=description)))


def excel() -> bytes:
    """A workbook with macros' stored members and an archive comment."""
    members = parts()
    members["[Content_Types].xml"] = types(EXCEL, "/xl/workbook.xml")
    members["_rels/.rels"] = relationships("/xl/workbook.xml")
    members["xl/workbook.xml"] = WORKBOOK
    return archive(plain(members, stored=True), comment="春".encode())


def powerpoint() -> bytes:
    """A presentation whose content types stand last and with a prefix."""
    members = parts()
    del members["[Content_Types].xml"]
    members["_rels/.rels"] = relationships("ppt/presentation.xml")
    members["ppt/presentation.xml"] = SLIDES
    prefixed = re.sub("<(/?)(?=[A-Z])", r"<\1t:", types(POWERPOINT, "/ppt/presentation.xml"))
    members["[Content_Types].xml"] = prefixed.replace("xmlns=", "xmlns:t=")
    return archive(plain(members))


def strict() -> bytes:
    """Office's strict form, with other namespaces throughout."""
    members = parts()
    members["_rels/.rels"] = relationships(space=STRICT)
    return archive(plain(members))


def elsewhere() -> bytes:
    """Custom properties in a part of another name, beside a stray one of the usual name."""
    members = parts(prop(BARE))
    members["[Content_Types].xml"] = types(more=custom_type("/props/own.xml"))
    members["_rels/.rels"] = relationships(more=custom_relationship("./props/own.xml"))
    members["props/own.xml"] = custom(prop("1", name="Count", pid=7))
    return archive(plain(members))


def unrelated() -> bytes:
    """A labelled part that no relationship names: its name alone says what it is."""
    members = parts(prop(BARE))
    members["_rels/.rels"] = relationships()
    members["[Content_Types].xml"] = types()
    return archive(plain(members))


def missing() -> bytes:
    """A relationship to custom properties that are not there."""
    members = parts()
    members["_rels/.rels"] = relationships(more=custom_relationship())
    return archive(plain(members))


def streamed() -> bytes:
    """Written without going back: every length behind its data, as LibreOffice does."""
    return archive(plain(parts(prop("x", name="Note")), described=True))


def utf_16() -> bytes:
    """Custom properties in the other encoding that the packaging rules allow."""
    return custom(prop("春", "Note")).replace("UTF-8", "UTF-16").encode("utf-16")


def odd_records() -> bytes:
    """ZIP64 throughout, extra fields, descriptors with and without a signature, gaps, comments."""
    items = plain(parts(prop(BARE)), extra=b"\xfe\xca\2\0ab", central_extra=b"\xfe\xca\1\0c")
    items = [
        Item(item.name, item.data, wide=True, extra=item.extra, comment=b"c", gap=b"\0" * index)
        for index, item in enumerate(items)
    ]
    items[0] = Item(items[0].name, items[0].data, described=True, signature=b"")
    items[1] = Item(items[1].name, items[1].data, described=True, wide=True)
    return archive(items, zip64=True, wide_offsets=True, comment=b"PK", before_directory=b"\0\0\0")


SAMPLES: dict[str, Callable[[], bytes]] = {
    "plain": word,
    "labelled": lambda: word(prop(BARE)),
    "foreign": lambda: word(prop("2052-12.1.0", name="KSOProductBuildVer") + prop("0", "ICV", 3)),
    "wrapped": lambda: word(prop(WRAPPED)),
    "two": lambda: word(prop("1", "Count") + prop(BARE, pid=3) + prop(BARE, pid=4)),
    "letters": lambda: word(prop(BARE, name="aigc", pid=5)),
    "variant": lambda: word(prop(BARE, kind="bstr", fmtid=FMTID.lower())),
    "other-name": lambda: word(prop(WRAPPED, name="Origin")),
    "described": lambda: word(description=WRAPPED),
    "empty": lambda: archive(
        plain(parts("") | {"docProps/custom.xml": custom("").replace("></Properties>", " />")})
    ),
    "excel": excel,
    "powerpoint": powerpoint,
    "macros": lambda: archive(plain(parts() | {"[Content_Types].xml": types(MACROS)})),
    "strict": strict,
    "elsewhere": elsewhere,
    "unrelated": unrelated,
    "missing": missing,
    "streamed": streamed,
    "odd-records": odd_records,
    "utf-16": lambda: archive(plain(parts("") | {"docProps/custom.xml": utf_16()})),
}

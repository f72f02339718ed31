"""Which document a ZIP archive is, told by its members and never by its suffix."""

from __future__ import annotations

from hegui.errors import NoSlot
from hegui.files.source import Source
from hegui.implicit.container import Container
from hegui.structures.zip.archive import Archive

_LONGEST_TYPE = 256
_LARGEST_MANIFEST = 1024 * 1024


def recognise(source: Source) -> Container | None:
    """The document of a source that begins as an archive does; None for any other archive.

    Raises BrokenFile, CeilingExceeded, and NoSlot for a known kind that hegui does not handle.
    """
    archive = Archive(source)
    if archive.find("[Content_Types].xml", caseless=True):
        return _office(source, archive)
    kind = _mimetype(archive)
    if kind == "application/epub+zip" or (not kind and archive.find("META-INF/container.xml")):
        from hegui.implicit.formats.epub import Epub

        return Epub(source, archive)
    if kind.startswith("application/vnd.oasis.opendocument."):
        from hegui.implicit.formats.odf import Odf

        return Odf(source, archive)
    if archive.find("OFD.xml"):
        from hegui.implicit.formats.ofd import Ofd

        return Ofd(source, archive)
    if _is_mind_map(archive):
        from hegui.implicit.formats.xmind import Xmind

        return Xmind(source, archive)
    return None


def _office(source: Source, archive: Archive) -> Container:
    from hegui.implicit.formats.ooxml import class_of

    found = class_of(archive)
    if found is None:
        raise NoSlot(
            "hegui does not handle {title} in this version",
            path=source.name,
            title="this kind of Open Packaging file",
        )
    container, package = found
    return container(source, package)


def _mimetype(archive: Archive) -> str:
    """What the mimetype member says, or for OpenDocument without one its manifest; else ""."""
    member = archive.find("mimetype")
    if member and member.size <= _LONGEST_TYPE:
        return archive.content(member, _LONGEST_TYPE).decode("latin-1").strip()
    manifest = archive.find("META-INF/manifest.xml")
    if manifest and manifest.size <= _LARGEST_MANIFEST:
        said = archive.content(manifest, _LARGEST_MANIFEST)
        if b"application/vnd.oasis.opendocument." in said:
            return "application/vnd.oasis.opendocument."
    return ""


def _is_mind_map(archive: Archive) -> bool:
    """Whether it has the members of XMind since 2020, or of the versions before."""
    if archive.find("content.json"):
        return bool(archive.find("metadata.json") or archive.find("manifest.json"))
    old = archive.find("meta.xml") and archive.find("META-INF/manifest.xml")
    content = archive.find("content.xml")
    if not old or not content:
        return False
    first = next(archive.pieces(content), b"")
    if isinstance(first, tuple):
        first = archive.source.peek(first[0], min(first[1] - first[0], 4096))
    return b"urn:xmind:xmap:" in first[:4096]
